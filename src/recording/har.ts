// Reads HTTP archives (HAR 1.2) as browsers, Playwright, mitmproxy and standin write them. They differ: HTTP/2 pseudo headers,
// bodies in base64, in other files or missing, requests without a response.
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { SetupError } from '../errors/setup-error.ts';
import { FAULT_HEADER, WORLD_HEADER } from '../headers.ts';
import { appendTokens } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { TRUNCATED } from '../report/har.ts';

export interface HarEntry {
  /** For messages: `session.har, entry 3`. */
  readonly source: string;
  readonly method: string;
  readonly url: URL;
  readonly requestHeaders: readonly (readonly [name: string, value: string])[];
  readonly requestBody: Buffer | undefined;
  readonly requestType: string;
  /** 0 if the request got no response. */
  readonly status: number;
  readonly responseHeaders: readonly (readonly [name: string, value: string])[];
  /** Undefined if the archive does not contain it. */
  readonly responseBody: Buffer | undefined;
}

/** Where the text of an archive came from. */
export interface HarSource {
  /** The file, or the URL of the server. */
  readonly name: string;
  /** Reads a file that the archive refers to. */
  readonly attached: (name: string) => Promise<Buffer | undefined>;
  readonly place: (pointer: string) => object;
}

/** @throws SetupError RECORDING_INVALID if the value is no archive */
export async function readHar(value: Json, source: HarSource): Promise<readonly HarEntry[]> {
  const log = isObject(value) ? value.log : undefined;
  if (!isObject(log)) throw noArchive(value, source);
  if (!Array.isArray(log.entries)) throw invalid(source, '/log/entries', 'The archive has no list of entries');
  const isOwn = isObject(log.creator) && log.creator.name === 'standin';
  const found: { readonly time: string; readonly entry: HarEntry }[] = [];
  for (const [index, entry] of (log.entries as readonly Json[]).entries()) {
    const at = appendTokens('/log/entries', index);
    const read = await readEntry(entry, { source, at, name: `${basename(source.name)}, entry ${index + 1}`, isOwn });
    const time = isObject(entry) && typeof entry.startedDateTime === 'string' ? entry.startedDateTime : '';
    if (read) found.push({ time, entry: read });
  }
  // Browsers write an entry when its response is complete, or in the order of their table.
  const times = found.map(({ time }) => Date.parse(time));
  const order = found.map(({ entry }, index) => ({ entry, time: times[index] as number }));
  if (times.every((time) => !Number.isNaN(time))) order.sort((one, other) => one.time - other.time);
  return order.map(({ entry }) => entry);
}

interface EntryPlace {
  readonly source: HarSource;
  readonly at: string;
  readonly name: string;
  /** Whether standin wrote the archive: its URLs can begin with the name of a world. */
  readonly isOwn: boolean;
}

/** Undefined for what is no request of an API: a WebSocket, a `data:` URL, a preflight request of a browser. */
async function readEntry(entry: Json, place: EntryPlace): Promise<HarEntry | undefined> {
  const { source, at, name, isOwn } = place;
  if (!isObject(entry)) throw invalid(source, at, 'The entry must be an object');
  const { request, response } = entry;
  if (!isObject(request)) throw invalid(source, `${at}/request`, 'The entry has no request');
  if (!isObject(response)) throw invalid(source, `${at}/response`, 'The entry has no response');
  const { method, url: address } = request;
  if (typeof method !== 'string' || method === '')
    throw invalid(source, `${at}/request/method`, 'The request has no method');
  if (typeof address !== 'string') throw invalid(source, `${at}/request/url`, 'The request has no URL');
  if (!URL.canParse(address))
    throw invalid(
      source,
      `${at}/request/url`,
      `The URL of the request is not valid: ${JSON.stringify(address.slice(0, 100))}`,
    );
  const url = new URL(address);
  if (isOwn) url.pathname = url.pathname.replace(/^\/~[^/]+/, '');
  const requestHeaders = headersAt(request.headers, place, `${at}/request/headers`);
  if (!/^https?:$/.test(url.protocol) || isPreflight(method, requestHeaders)) return undefined;
  const { status } = response;
  if (typeof status !== 'number') throw invalid(source, `${at}/response/status`, 'The response has no status');
  const responseHeaders = headersAt(response.headers, place, `${at}/response/headers`);
  const content = isObject(response.content) ? response.content : {};
  return {
    source: name,
    method: method.toUpperCase(),
    url,
    requestHeaders,
    ...(await requestBodyOf(request.postData, requestHeaders, source)),
    status: Math.max(0, status),
    responseHeaders: withContentType(responseHeaders, content.mimeType),
    responseBody: decompressed(await bytesOf(content, source), responseHeaders),
  };
}

function isPreflight(method: string, headers: HarEntry['requestHeaders']): boolean {
  return method === 'OPTIONS' && headers.some(([name]) => name === 'access-control-request-method');
}

/** Headers of another hop or length, and those that standin reads itself. */
const LEFT_OUT = new Set([
  ...['connection', 'content-length', 'content-encoding', 'transfer-encoding', 'keep-alive', 'upgrade', 'host'],
  ...['accept-encoding', 'if-none-match', 'if-modified-since', 'trailer', 'te', 'proxy-connection', 'expect'],
  ...[WORLD_HEADER, FAULT_HEADER],
]);

/** The headers in lower case, with `content-encoding` and without HTTP/2 pseudo headers (RFC 9113, section 8.3). */
function headersAt(headers: Json | undefined, { source }: EntryPlace, at: string): HarEntry['requestHeaders'] {
  if (headers === undefined) return [];
  if (!Array.isArray(headers)) throw invalid(source, at, 'The headers must be a list of objects with name and value');
  return (headers as readonly Json[]).flatMap((header, index) => {
    if (!isObject(header) || typeof header.name !== 'string' || typeof header.value !== 'string')
      throw invalid(source, appendTokens(at, index), 'The header must be an object with the texts name and value');
    const name = header.name.toLowerCase();
    return name.startsWith(':') ? [] : [[name, header.value] as const];
  });
}

/** The headers that a repetition of a message has. */
export function sentHeaders(headers: HarEntry['requestHeaders']): Record<string, string> {
  return Object.fromEntries(
    headers.filter(([name, value]) => !LEFT_OUT.has(name) && /^[!#$%&'*+.^_`|~\w-]+$/.test(name) && isValue(value)),
  );
}

function isValue(value: string): boolean {
  return !/[^\t\x20-\x7e\x80-\xff]/.test(value);
}

function withContentType(
  headers: HarEntry['responseHeaders'],
  mimeType: Json | undefined,
): HarEntry['responseHeaders'] {
  const isKnown = headers.some(([name]) => name === 'content-type');
  const isUsable = typeof mimeType === 'string' && mimeType.includes('/') && mimeType !== 'x-unknown';
  return isKnown || !isUsable ? headers : [...headers, ['content-type', mimeType]];
}

async function requestBodyOf(
  data: Json | undefined,
  headers: HarEntry['requestHeaders'],
  source: HarSource,
): Promise<Pick<HarEntry, 'requestBody' | 'requestType'>> {
  const header = headers.find(([name]) => name === 'content-type')?.[1];
  if (!isObject(data)) return { requestBody: undefined, requestType: header ?? '' };
  const requestType = header ?? (typeof data.mimeType === 'string' ? data.mimeType : '');
  const bytes = await bytesOf(data, source);
  if (bytes !== undefined && bytes.length > 0) return { requestBody: decompressed(bytes, headers), requestType };
  const isForm = /x-www-form-urlencoded/i.test(requestType) && Array.isArray(data.params);
  return { requestBody: isForm ? formOf(data.params as readonly Json[]) : bytes, requestType };
}

/** Chrome writes the fields of a form without its text. */
function formOf(params: readonly Json[]): Buffer {
  const pairs = params.flatMap((one) =>
    isObject(one) ? [[String(one.name ?? ''), String(one.value ?? '')] as [string, string]] : [],
  );
  return Buffer.from(new URLSearchParams(pairs).toString());
}

/** The bytes of a body: its text, also in base64, or the file that Playwright attaches. */
async function bytesOf(content: JsonObject, { attached }: HarSource): Promise<Buffer | undefined> {
  const { text, encoding, comment, _file: file } = content;
  if (comment === TRUNCATED) return undefined;
  if (typeof text === 'string' && (text !== '' || file === undefined))
    return Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8');
  return typeof file === 'string' ? attached(basename(file)) : undefined;
}

const DECODERS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  gzip: (bytes) => gunzipSync(bytes),
  deflate: (bytes) => inflateSync(bytes),
  br: (bytes) => brotliDecompressSync(bytes),
};

/** An archive has bodies decompressed. Some tools write them as they were sent. */
function decompressed(bytes: Buffer | undefined, headers: HarEntry['responseHeaders']): Buffer | undefined {
  const coding = headers
    .find(([name]) => name === 'content-encoding')?.[1]
    .trim()
    .toLowerCase();
  const decode = coding === undefined ? undefined : DECODERS[coding];
  if (!bytes || bytes.length === 0 || !decode) return bytes;
  try {
    return decode(bytes);
  } catch {
    return bytes;
  }
}

function noArchive(value: Json, source: HarSource): SetupError {
  const isReport = isObject(value) && Array.isArray(value.violations);
  return isReport
    ? invalid(
        source,
        '',
        'The file is a report, which does not contain the exchanges',
        'Use the journal of the server: its URL, or the archive at /_standin/worlds/default/har',
      )
    : invalid(source, '/log', 'The file is no HTTP archive: it has no object "log"');
}

function invalid(
  { place }: HarSource,
  pointer: string,
  what: string,
  advice = 'Use a HAR file (HTTP archive) of a browser, Playwright, mitmproxy or another tool',
): SetupError {
  return new SetupError({ code: 'RECORDING_INVALID', what, advice, ...place(pointer) });
}

/** Reads files in the folder of an archive. */
export function attachedTo(file: string): HarSource['attached'] {
  return (name) => readFile(join(dirname(file), name)).catch(() => undefined);
}
