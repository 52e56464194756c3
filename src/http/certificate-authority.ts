// The CA of this user on this machine: made once and kept in a folder, so that who trusts it need not do so again. Its
// certificate names the hosts that it may vouch for; for a new one it is issued anew, with the key and name that it had.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmod, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../errors/setup-error.ts';
import {
  AUTHORITY_NAME,
  certificateOf,
  certificatePem,
  certify,
  type Issuer,
  keyPem,
  keysOf,
  makeAuthority,
  makeKeys,
  permittedBy,
} from './certificates.ts';
import { ensureFolder } from './ensure-folder.ts';
import { isLoopback } from './host-names.ts';
import { type Subtree, subtreeOf } from './name-constraints.ts';

export interface CertificateAuthority {
  /** The file of its certificate, which clients are to trust. */
  readonly file: string;
  /** A certificate under these names, with its key, both as PEM. */
  certify(names: readonly string[]): Promise<{ readonly cert: string; readonly key: string }>;
}

/** Names and networks that every CA of ours may vouch for. */
const ALWAYS = ['localhost', '127.0.0.0/8', '::1'].map(subtreeOf);
/** Milliseconds before its end at which a CA is issued anew. */
const RENEWED = 400 * 86_400_000;

/** Where a user's data lies, by the custom of the system. */
export function dataFolder(
  { env, platform }: Pick<NodeJS.Process, 'env' | 'platform'> = process,
  home = homedir(),
): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'standin');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'standin');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'standin');
}

/**
 * The CA of a folder; what is not there, or does not hold for these names and for the coming year, is made.
 * @throws SetupError TLS_UNAVAILABLE
 */
export async function openCertificateAuthority(given: string, names: readonly string[]): Promise<CertificateAuthority> {
  if (given === '') throw nameless();
  const folder = resolve(given);
  const wanted = [...ALWAYS, ...names.filter((name) => !isLoopback(name)).map(subtreeOf)];
  try {
    const issuer = await kept(folder, wanted);
    const keys = await makeKeys();
    const key = await keyPem(keys);
    return {
      file: certificateFile(folder),
      certify: async (asked) => ({
        cert: await certify(issuer, { publicKey: keys.publicKey, names: asked, now: new Date() }),
        key,
      }),
    };
  } catch (cause) {
    throw cause instanceof SetupError ? cause : unusable(folder, cause as Error);
  }
}

const certificateFile = (folder: string) => join(folder, 'ca.pem');
const keyFile = (folder: string) => join(folder, 'ca-key.pem');

async function kept(folder: string, wanted: readonly Subtree[]): Promise<Issuer> {
  const there = await read(folder);
  if (there.kind === 'whole' && holds(there.issuer, wanted)) return there.issuer;
  await ensureFolder(folder, 0o700);
  return alone(folder, async () => {
    // Another server may have made it in the meantime.
    const found = await read(folder);
    return found.kind === 'whole' && holds(found.issuer, wanted) ? found.issuer : issueAnew(folder, found, wanted);
  });
}

/** Whether it may vouch for what is wanted, and lives long enough. */
function holds({ certificate }: Issuer, wanted: readonly Subtree[]): boolean {
  const permitted = permittedBy(certificate);
  return (
    wanted.every((subtree) => permitted.includes(subtree)) && certificate.notAfter.getTime() - Date.now() > RENEWED
  );
}

type StoredAuthority =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'key'; readonly keys: Issuer['keys'] }
  | { readonly kind: 'whole'; readonly issuer: Issuer };

/** What lies in the folder. @throws SetupError for what is none of a CA, which is left as it is */
async function read(folder: string): Promise<StoredAuthority> {
  // In this order: the key is written first, so that where there is a certificate the key is there as well.
  const certificate = await textOf(certificateFile(folder));
  const key = await textOf(keyFile(folder));
  if (key === undefined && certificate === undefined) return { kind: 'nothing' };
  if (key === undefined) throw damaged(folder, 'ca.pem exists, but ca-key.pem does not');
  const keys = await keysOf(key).catch((cause) => {
    throw damaged(folder, 'ca-key.pem contains no EC key of the curve P-256', cause);
  });
  await closeToOthers(keyFile(folder));
  if (certificate === undefined) return { kind: 'key', keys };
  return { kind: 'whole', issuer: { keys, certificate: await ownCertificate(folder, certificate, key) } };
}

async function ownCertificate(folder: string, pem: string, key: string): Promise<Issuer['certificate']> {
  let known: X509Certificate;
  try {
    known = new X509Certificate(pem);
  } catch (cause) {
    throw damaged(folder, 'ca.pem contains no certificate', cause);
  }
  if (!known.subject.startsWith(`CN=${AUTHORITY_NAME}`)) throw damaged(folder, 'ca.pem was not created by standin');
  if (!known.checkPrivateKey(createPrivateKey(key)))
    throw damaged(folder, 'ca.pem and ca-key.pem do not belong together');
  return certificateOf(pem);
}

/** What it could vouch for before stays; clients that keep a copy of the certificate go on with these names. */
async function issueAnew(folder: string, found: StoredAuthority, wanted: readonly Subtree[]): Promise<Issuer> {
  const before = found.kind === 'whole' ? permittedBy(found.issuer.certificate) : [];
  const keys = found.kind === 'whole' ? found.issuer.keys : found.kind === 'key' ? found.keys : await makeKeys();
  const issuer = await makeAuthority(keys, [...new Set([...wanted, ...before])], new Date());
  if (found.kind === 'nothing') await replace(keyFile(folder), await keyPem(keys), 0o600);
  await replace(certificateFile(folder), certificatePem(issuer.certificate), 0o644);
  return issuer;
}

/** Who reads the file meanwhile sees the old text or the new one, and never half of one. */
async function replace(file: string, text: string, mode: number): Promise<void> {
  const beside = `${file}.new`;
  await rm(beside, { force: true });
  await writeFile(beside, text, { mode, flag: 'wx' });
  await rename(beside, file);
}

async function closeToOthers(file: string): Promise<void> {
  if (process.platform === 'win32') return;
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) await chmod(file, 0o600);
}

function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}

/** Milliseconds between two looks for the lock, and after which one was left behind. */
const LOOK = 25;
const LEFT_BEHIND = 10_000;

/** Does something while no other server does so in the folder. */
async function alone<Made>(folder: string, work: () => Promise<Made>): Promise<Made> {
  const lock = join(folder, 'lock');
  while (!(await taken(lock))) {
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > LEFT_BEHIND) await rm(lock, { force: true });
    else await sleep(LOOK);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function taken(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** It would lie wherever the server is started. */
function nameless(): SetupError {
  return new SetupError({
    code: 'TLS_UNAVAILABLE',
    what: 'The folder of the certificate authority has an empty name',
    advice: 'Use --tls-dir with a folder such as ./tls, or leave it out',
  });
}

function damaged(folder: string, what: string, cause?: unknown): SetupError {
  return new SetupError({
    code: 'TLS_UNAVAILABLE',
    what: `The certificate authority in ${folder} cannot be used: ${what}`,
    advice: 'Delete ca.pem and ca-key.pem there to create a new one, or use --tls-dir with another folder',
    cause,
  });
}

function unusable(folder: string, cause: Error): SetupError {
  return new SetupError({
    code: 'TLS_UNAVAILABLE',
    what: `No certificate authority can be stored in ${folder}: ${cause.message}`,
    advice: 'Use --tls-dir with a folder that this user can write to',
    cause,
  });
}
