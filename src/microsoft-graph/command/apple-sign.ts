// `standin apple sign`: takes a signing request to the portal of a server that runs, and brings the certificate back.
import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { serverUnreachable } from '../../errors/server-unreachable.ts';
import { SetupError } from '../../errors/setup-error.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

export interface AppleSignSettings {
  readonly url: string;
  readonly appleId?: string;
  readonly renew?: string;
  readonly out?: string;
}

/** @param file what was answered for the signing request, as it came or its value alone; `-` for the standard input */
export async function appleSign(file: string, { url, appleId, renew, out }: AppleSignSettings): Promise<void> {
  refuseContradiction(appleId, renew);
  const signingRequest = requestIn(await contentOf(file));
  const portal = portalAt(url);
  const certificate =
    renew === undefined
      ? await portal('/certificates', { appleIdentifier: appleId as string, signingRequest })
      : await portal(`/certificates/${encodeURIComponent(await idOf(renew, portal))}/renew`, { signingRequest });
  const { pem, topic, notAfter } = certificate as unknown as Signed;
  if (out === undefined) {
    process.stdout.write(pem);
    return;
  }
  await writeFile(out, pem).catch((error: Error) => unwritable(out, error));
  console.error(`${out} written: topic ${topic}, until ${notAfter}`);
}

/** What the portal answers, as far as it is needed here. */
interface Signed {
  readonly id: string;
  readonly topic: string;
  readonly notAfter: string;
  readonly pem: string;
}

function refuseContradiction(appleId: string | undefined, renew: string | undefined): void {
  if (appleId === undefined && renew === undefined) {
    throw failed('A new certificate belongs to an Apple ID', 'Give it by --apple-id, or say by --renew what to renew');
  }
  if (appleId === undefined || renew === undefined) return;
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: '--apple-id and --renew exclude each other: what is renewed keeps its Apple ID',
    advice: 'Leave --apple-id out to renew, or --renew for a new certificate',
  });
}

type Portal = (path: string, body?: JsonObject) => Promise<Json>;

function portalAt(url: string): Portal {
  const base = `${url.replace(/\/+$/, '')}/apple`;
  if (!URL.canParse(base)) throw failed(`--url is ${JSON.stringify(url)}`, 'Give a URL, as http://127.0.0.1:4010');
  return async (path, body) => {
    const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${base}${path}`, body === undefined ? {} : sent).catch((error: Error) => {
      throw serverUnreachable('SIGNING_FAILED', url, error);
    });
    const answer = parsed(await response.text());
    if (response.ok && answer !== undefined) return answer;
    throw refusalOf(url, response.status, answer);
  };
}

function refusalOf(url: string, status: number, answer: Json | undefined): SetupError {
  const detail = isObject(answer) && typeof answer.detail === 'string' ? answer.detail : undefined;
  // Whether there is what is to be renewed was asked before.
  if (status === 404 || detail === undefined) {
    const what = `The server at ${url} has no such portal: it answers ${status}`;
    return failed(what, 'Give the URL of a standin that serves the document in the box by --url');
  }
  return failed(`The portal answers ${status}: ${detail}`, adviceOn(status, detail));
}

function adviceOn(status: number, detail: string): string {
  if (status >= 500) return 'Ask once more; it is no fault of the request';
  if (detail.includes('appleIdentifier')) return 'Give another Apple ID by --apple-id';
  if (detail.includes('create another one')) return 'Give --apple-id in the place of --renew';
  return 'Mend it and sign again';
}

/** The id of what is to be renewed; of a file the one that has its topic. */
async function idOf(renew: string, portal: Portal): Promise<string> {
  const pem = await readFile(renew, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw failed(`${renew} cannot be read: ${error.message}`, 'Give the file that was signed before, or its id');
  });
  const known = (await portal('/certificates')) as unknown as readonly Signed[];
  if (pem === undefined) return requireId(renew, known);
  const topic = topicIn(pem, renew);
  const found = known.find((one) => one.topic === topic);
  if (found) return found.id;
  throw failed(`The portal has issued nothing for the topic of ${renew}, ${topic}`, 'Leave --renew out for a new one');
}

function requireId(renew: string, known: readonly Signed[]): string {
  if (known.some(({ id }) => id === renew)) return renew;
  const ids = known.slice(-5).map(({ id }) => id);
  throw failed(
    `${renew} is neither a file nor the id of a certificate`,
    `Give the file that was signed before, or an id; the portal has ${ids.length === 0 ? 'none' : ids.join(', ')}`,
  );
}

function topicIn(pem: string, file: string): string {
  try {
    const subject = new X509Certificate(pem).toLegacyObject().subject as unknown as { readonly UID?: string };
    if (typeof subject.UID === 'string') return subject.UID;
  } catch {
    // What is said of it is the same.
  }
  throw failed(`${file} holds no certificate with a topic`, 'Give the file that was signed before, or its id');
}

/** Bare, or as a member of the answer that it came in. */
function requestIn(content: string): string {
  const answer = content.trimStart().startsWith('{') ? parsed(content) : undefined;
  const value = isObject(answer) ? answer.value : content.trim();
  if (typeof value === 'string' && value !== '') return value;
  throw failed('There is no signing request in what was given', 'Give the answer of the download, or its value');
}

function parsed(content: string): Json | undefined {
  try {
    return JSON.parse(content) as Json;
  } catch {
    return undefined;
  }
}

async function contentOf(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw failed(
      `${file} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}`,
      'Give the file that the signing request was saved to, or - to pipe it in',
    );
  });
}

function unwritable(file: string, { message }: Error): never {
  throw failed(`${file} cannot be written: ${message}`, 'Give another file by --out');
}

function failed(what: string, advice: string): SetupError {
  return new SetupError({ code: 'SIGNING_FAILED', what, advice });
}
