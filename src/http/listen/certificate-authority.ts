// Per-user certificate authority, created once and reused, so that clients need to trust it only once. Its certificate is limited
// to some hosts. For a new host it is issued again, with the same key and name.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmod, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureFolder } from '../../ensure-folder.ts';
import { SetupError } from '../../errors/setup-error.ts';
import { isLoopback } from '../../loopback.ts';
import {
  AUTHORITY_NAME,
  certificateOf,
  certificatePem,
  certify,
  type Issuer,
  keyPairFromPem,
  keyPem,
  makeAuthority,
  makeKeys,
  permittedBy,
} from './certificates.ts';
import { type Subtree, subtreeOf } from './name-constraints.ts';

export interface CertificateAuthority {
  /** The file of its certificate, which clients must trust. */
  readonly file: string;
  /** Creates a certificate for these names, and its key, both in PEM. */
  certify(names: readonly string[]): Promise<{ readonly cert: string; readonly key: string }>;
}

/** Names and networks that every authority permits. */
const ALWAYS_PERMITTED = ['localhost', '127.0.0.0/8', '::1'].map(subtreeOf);
/** Milliseconds before its end at which an authority's certificate is renewed. */
const RENEWAL_MS = 400 * 86_400_000;

/** The folder for a user's data, by the convention of the operating system. */
export function dataFolder(
  { env, platform }: Pick<NodeJS.Process, 'env' | 'platform'> = process,
  home = homedir(),
): string {
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'standin');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'standin');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'standin');
}

/**
 * Opens the authority of a folder. It is created if it does not exist, and renewed if it does not permit these names or ends within
 * the coming year.
 * @throws SetupError TLS_UNAVAILABLE
 */
export async function openCertificateAuthority(path: string, names: readonly string[]): Promise<CertificateAuthority> {
  if (path === '') throw nameless();
  const folder = resolve(path);
  const needed = [...ALWAYS_PERMITTED, ...names.filter((name) => !isLoopback(name)).map(subtreeOf)];
  try {
    const issuer = await issuerIn(folder, needed);
    const keys = await makeKeys();
    const key = await keyPem(keys);
    return {
      file: certificateFile(folder),
      certify: async (serverNames) => ({
        cert: await certify(issuer, { publicKey: keys.publicKey, names: serverNames, now: new Date() }),
        key,
      }),
    };
  } catch (cause) {
    throw cause instanceof SetupError ? cause : unusable(folder, cause as Error);
  }
}

const certificateFile = (folder: string) => join(folder, 'ca.pem');
const keyFile = (folder: string) => join(folder, 'ca-key.pem');

async function issuerIn(folder: string, needed: readonly Subtree[]): Promise<Issuer> {
  const stored = await readAuthority(folder);
  if (stored.kind === 'complete' && permits(stored.issuer, needed)) return stored.issuer;
  await ensureFolder(folder, 0o700);
  return withLock(folder, async () => {
    // Another server can have created it in the meantime.
    const found = await readAuthority(folder);
    return found.kind === 'complete' && permits(found.issuer, needed)
      ? found.issuer
      : issueAuthority(folder, found, needed);
  });
}

/** Whether an authority permits what is needed, for long enough. */
function permits({ certificate }: Issuer, needed: readonly Subtree[]): boolean {
  const permitted = permittedBy(certificate);
  return (
    needed.every((subtree) => permitted.includes(subtree)) && certificate.notAfter.getTime() - Date.now() > RENEWAL_MS
  );
}

type StoredAuthority =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'key'; readonly keys: Issuer['keys'] }
  | { readonly kind: 'complete'; readonly issuer: Issuer };

/** Reads the folder. @throws SetupError if its files are not those of an authority; they are left as they are */
async function readAuthority(folder: string): Promise<StoredAuthority> {
  // The key is written first and read last: if there is a certificate, its key exists too.
  const certificate = await textOf(certificateFile(folder));
  const key = await textOf(keyFile(folder));
  if (key === undefined && certificate === undefined) return { kind: 'nothing' };
  if (key === undefined) throw damagedFiles(folder, 'ca.pem exists, but ca-key.pem does not');
  const keys = await keyPairFromPem(key).catch((cause) => {
    throw damagedFiles(folder, 'ca-key.pem contains no EC key of the curve P-256', cause);
  });
  await closeToOthers(keyFile(folder));
  if (certificate === undefined) return { kind: 'key', keys };
  return { kind: 'complete', issuer: { keys, certificate: await ownCertificate(folder, certificate, key) } };
}

async function ownCertificate(folder: string, pem: string, key: string): Promise<Issuer['certificate']> {
  let known: X509Certificate;
  try {
    known = new X509Certificate(pem);
  } catch (cause) {
    throw damagedFiles(folder, 'ca.pem contains no certificate', cause);
  }
  if (!known.subject.startsWith(`CN=${AUTHORITY_NAME}`))
    throw damagedFiles(folder, 'ca.pem was not created by standin');
  if (!known.checkPrivateKey(createPrivateKey(key)))
    throw damagedFiles(folder, 'ca.pem and ca-key.pem do not belong together');
  return certificateOf(pem);
}

/** Issues the certificate. What it permitted before stays permitted: clients can have a copy of the old certificate. */
async function issueAuthority(folder: string, found: StoredAuthority, needed: readonly Subtree[]): Promise<Issuer> {
  const before = found.kind === 'complete' ? permittedBy(found.issuer.certificate) : [];
  const keys = found.kind === 'complete' ? found.issuer.keys : found.kind === 'key' ? found.keys : await makeKeys();
  const issuer = await makeAuthority(keys, [...new Set([...needed, ...before])], new Date());
  if (found.kind === 'nothing') await replace(keyFile(folder), await keyPem(keys), 0o600);
  await replace(certificateFile(folder), certificatePem(issuer.certificate), 0o644);
  return issuer;
}

/** Replaces a file in one step: readers see the old text or the new one, never a part. */
async function replace(file: string, text: string, mode: number): Promise<void> {
  const temporary = `${file}.new`;
  await rm(temporary, { force: true });
  await writeFile(temporary, text, { mode, flag: 'wx' });
  await rename(temporary, file);
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

/** Milliseconds between two attempts to take the lock, and after which a lock counts as abandoned. */
const LOCK_INTERVAL_MS = 25;
const LOCK_TIMEOUT_MS = 10_000;

/** Runs work that only one server at a time can do in a folder. */
async function withLock<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  const lock = join(folder, 'lock');
  while (!(await isTaken(lock))) {
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > LOCK_TIMEOUT_MS) await rm(lock, { force: true });
    else await sleep(LOCK_INTERVAL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function isTaken(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx', 0o600)).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** An empty name would mean the current folder. */
function nameless(): SetupError {
  return new SetupError({
    code: 'TLS_UNAVAILABLE',
    what: 'The folder of the certificate authority has an empty name',
    advice: 'Use --tls-dir with a folder such as ./tls, or leave it out',
  });
}

function damagedFiles(folder: string, what: string, cause?: unknown): SetupError {
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
