// `standin apple sign`: sends a signing request to the mock portal of a running server, and prints or writes the certificate.
import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { serverUnreachable } from '../../errors/server-unreachable.ts';
import { SetupError } from '../../errors/setup-error.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

interface AppleSignOptions {
  readonly url: string;
  readonly appleId?: string;
  readonly renew?: string;
  readonly out?: string;
}

/** @param file the response of the download as JSON, or its `value` alone. `-` reads the standard input. */
export async function appleSign(file: string, { url, appleId, renew, out }: AppleSignOptions): Promise<void> {
  refuseConflictingOptions(appleId, renew);
  const signingRequest = requestIn(await contentOf(file));
  const portal = openPortal(url);
  const certificate =
    renew === undefined
      ? await portal('/certificates', { appleIdentifier: appleId as string, signingRequest })
      : await portal(`/certificates/${encodeURIComponent(await idOf(renew, portal))}/renew`, { signingRequest });
  const { pem, topic, notAfter } = certificate as unknown as SignedCertificate;
  if (out === undefined) {
    process.stdout.write(pem);
    return;
  }
  await writeFile(out, pem).catch((error: Error) => failToWrite(out, error));
  console.error(`Certificate written to ${out}: topic ${topic}, valid until ${notAfter}`);
}

/** The properties of the portal's response that this command reads. */
interface SignedCertificate {
  readonly id: string;
  readonly topic: string;
  readonly notAfter: string;
  readonly pem: string;
}

function refuseConflictingOptions(appleId: string | undefined, renew: string | undefined): void {
  if (appleId === undefined && renew === undefined) {
    throw signingFailed(
      'A new certificate needs an Apple ID',
      'Add --apple-id, or --renew with the certificate to renew',
    );
  }
  if (appleId === undefined || renew === undefined) return;
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: '--apple-id and --renew cannot be used together, because a renewed certificate keeps its Apple ID',
    advice: 'Remove --apple-id to renew, or remove --renew to create a new certificate',
  });
}

type Portal = (path: string, body?: JsonObject) => Promise<Json>;

function openPortal(url: string): Portal {
  const base = `${url.replace(/\/+$/, '')}/apple`;
  if (!URL.canParse(base)) {
    throw signingFailed(`--url ${JSON.stringify(url)} is not a URL`, 'Use a URL such as http://127.0.0.1:4010');
  }
  return async (path, body) => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${base}${path}`, body === undefined ? {} : init).catch((error: Error) => {
      throw serverUnreachable('SIGNING_FAILED', url, error);
    });
    const json = parsedOrUndefined(await response.text());
    if (response.ok && json !== undefined) return json;
    throw refusalOf(url, response.status, json);
  };
}

function refusalOf(url: string, status: number, body: Json | undefined): SetupError {
  const detail = isObject(body) && typeof body.detail === 'string' ? body.detail : undefined;
  // The certificate to renew was found before, so a 404 means that there is no portal.
  if (status === 404 || detail === undefined) {
    const what = `The server at ${url} has no portal: it responds with ${status}`;
    return signingFailed(what, 'Set --url to a standin server that serves the built-in document');
  }
  return signingFailed(`The portal responds with ${status}: ${detail.replace(/\.$/, '')}`, adviceOn(status, detail));
}

function adviceOn(status: number, detail: string): string {
  if (status >= 500) return 'Try again: the request is not the cause';
  if (detail.includes('appleIdentifier')) return 'Use another Apple ID with --apple-id';
  if (detail.includes('Create another one')) return 'Use --apple-id instead of --renew';
  return 'Fix the signing request and sign it again';
}

/** The id of the certificate to renew. The certificate in a file is found by its topic. */
async function idOf(renew: string, portal: Portal): Promise<string> {
  const pem = await readFile(renew, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw signingFailed(`${renew} cannot be read: ${error.message}`, RENEW_ADVICE);
  });
  const certificates = (await portal('/certificates')) as unknown as readonly SignedCertificate[];
  if (pem === undefined) return requireId(renew, certificates);
  const topic = topicIn(pem, renew);
  const found = certificates.find((certificate) => certificate.topic === topic);
  if (found) return found.id;
  throw signingFailed(
    `The portal has no certificate with the topic of ${renew}, ${topic}`,
    'Use --apple-id instead of --renew to create a new certificate',
  );
}

const RENEW_ADVICE = 'Set --renew to the file of a signed certificate, or to its id';

function requireId(renew: string, certificates: readonly SignedCertificate[]): string {
  if (certificates.some(({ id }) => id === renew)) return renew;
  const ids = certificates.slice(-5).map(({ id }) => id);
  const known = ids.length === 0 ? 'The portal has no certificates' : `The portal has ${ids.join(', ')}`;
  throw signingFailed(`${renew} is not a file and not the id of a certificate`, `${RENEW_ADVICE}. ${known}`);
}

function topicIn(pem: string, file: string): string {
  try {
    const subject = new X509Certificate(pem).toLegacyObject().subject as unknown as { readonly UID?: string };
    if (typeof subject.UID === 'string') return subject.UID;
  } catch {
    // An invalid certificate gets the same error as one without a topic.
  }
  throw signingFailed(`${file} contains no certificate with a topic`, RENEW_ADVICE);
}

/** The signing request of a file: the whole content, or the property `value` of JSON. */
function requestIn(content: string): string {
  const json = content.trimStart().startsWith('{') ? parsedOrUndefined(content) : undefined;
  const value = isObject(json) ? json.value : content.trim();
  if (typeof value === 'string' && value !== '') return value;
  throw signingFailed(
    'The input contains no signing request',
    'Pass the response of the download, or its value property alone',
  );
}

function parsedOrUndefined(content: string): Json | undefined {
  try {
    return JSON.parse(content) as Json;
  } catch {
    return undefined;
  }
}

async function contentOf(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw signingFailed(
      `${file} cannot be read: ${error.code === 'ENOENT' ? 'the file does not exist' : error.message}`,
      'Pass the file with the signing request, or - to read the standard input',
    );
  });
}

function failToWrite(file: string, { message }: Error): never {
  throw signingFailed(`${file} cannot be written: ${message}`, 'Set --out to another file');
}

function signingFailed(what: string, advice: string): SetupError {
  return new SetupError({ code: 'SIGNING_FAILED', what, advice });
}
