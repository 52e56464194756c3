// JSON batches of OData (OData JSON Format 4.01, section 19): several requests in one, each answered as if it had come alone.
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { essenceOf, isJson } from '../contract/media-types.ts';
import { HttpError, type HttpErrorInit, type Violation } from '../errors/http-error.ts';
import { WORLD_HEADER } from '../headers.ts';
import { parseJson } from '../json/parse.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { WorldPrefix } from '../worlds/address.ts';
import { fieldValue, isFieldName } from './field-value.ts';

export interface BatchRequest {
  readonly body: Buffer | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** What names the world in its URL, and the name; and the base path that relative URLs stand below. */
  readonly prefix: string;
  readonly world: string;
  readonly base: string;
}

export interface BatchOptions {
  /** Answers one request. */
  readonly inject: (request: InjectOptions) => Promise<LightMyRequestResponse>;
  /** An error as the convention writes it. */
  readonly render: (error: HttpError) => Json | Promise<Json>;
  readonly prefixOf: WorldPrefix;
}

/** Requests that one batch may hold. */
const MOST = 20;
/** Characters that the URL of one may have, and its headers together: of those that come alone Node.js takes as many. */
const LONGEST = 16_384;

interface BatchPart {
  readonly id: string;
  readonly method: string;
  /** Its path and query, without what names a world. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
  readonly dependsOn: readonly string[];
}

/** @returns the answers, in the order of the requests @throws HttpError for a batch that is none */
export async function respondToBatch(
  request: BatchRequest,
  { inject, render, prefixOf }: BatchOptions,
): Promise<JsonObject> {
  const parts = partsIn(request, prefixOf);
  const answers = new Map<string, Promise<JsonObject>>();
  const answered = (part: BatchPart): Promise<JsonObject> => {
    const known = answers.get(part.id) ?? answerOf(part);
    answers.set(part.id, known);
    return known;
  };
  const answerOf = async (part: BatchPart): Promise<JsonObject> => {
    const before = parts.filter(({ id }) => part.dependsOn.includes(id)).map(answered);
    const failed = (await Promise.all(before)).find(({ status }) => Number(status) >= 400);
    if (!failed) {
      const answer = await inject(injectable(part, request)).catch(() => undefined);
      // A fault may cut a connection, and a part of a batch has none.
      return answer
        ? partOf(part.id, answer)
        : refusedBy(part, { code: 'INTERNAL', message: 'The request was cut off.' });
    }
    const message = `The request ${part.id} depends on ${String(failed.id)}, which was answered by ${String(failed.status)}.`;
    return refusedBy(part, { code: 'DEPENDENCY_FAILED', message });
  };
  const refusedBy = async ({ id }: BatchPart, why: HttpErrorInit): Promise<JsonObject> => {
    const error = new HttpError(why);
    return { id, status: error.status, headers: JSON_HEADERS, body: await render(error) };
  };
  return { responses: await Promise.all(parts.map(answered)) };
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** @throws HttpError BODY_MISSING, BODY_MALFORMED or BODY_INVALID */
function partsIn(request: BatchRequest, prefixOf: WorldPrefix): readonly BatchPart[] {
  const { body: bytes } = request;
  if (!bytes || bytes.length === 0) {
    throw new HttpError({ code: 'BODY_MISSING', message: 'The batch has no body.' });
  }
  const parsed = parseJson(bytes, NO_NAMES);
  if ('error' in parsed) {
    const { error } = parsed;
    throw new HttpError({ code: 'BODY_MALFORMED', message: `The body ${error.message}.`, violations: [error] });
  }
  const requests = isObject(parsed.value) ? parsed.value.requests : undefined;
  if (!Array.isArray(requests)) throw invalid('/requests', 'must be a list of requests');
  if (requests.length > MOST) throw invalid('/requests', `must have no more than ${MOST} requests`);
  const parts = (requests as readonly Json[]).map((given, at) =>
    partIn(given, { pointer: `/requests/${at}`, request, prefixOf }),
  );
  for (const [at, { id, dependsOn }] of parts.entries()) {
    const earlier = new Set(parts.slice(0, at).map((part) => part.id));
    if (earlier.has(id)) throw invalid(`/requests/${at}/id`, `must not be ${id} once more`);
    const unknown = dependsOn.find((one) => !earlier.has(one));
    if (unknown !== undefined)
      throw invalid(`/requests/${at}/dependsOn`, `must name requests before it, not ${unknown}`);
  }
  return parts;
}

const NO_NAMES: ReadonlySet<string> = new Set();

interface PartOf {
  readonly pointer: string;
  readonly request: BatchRequest;
  readonly prefixOf: WorldPrefix;
}

function partIn(given: Json, { pointer, request, prefixOf }: PartOf): BatchPart {
  if (!isObject(given)) throw invalid(pointer, 'must be an object');
  const { id, method, url, headers = {}, body, dependsOn = [], atomicityGroup } = given;
  if (typeof id !== 'string' || id === '') throw invalid(`${pointer}/id`, 'must be a text');
  if (typeof method !== 'string' || !/^(?:GET|POST|PUT|PATCH|DELETE|HEAD)$/i.test(method)) {
    throw invalid(`${pointer}/method`, 'must be GET, POST, PUT, PATCH, DELETE or HEAD');
  }
  if (typeof url !== 'string' || url === '') throw invalid(`${pointer}/url`, 'must be a URL');
  const path = pathOf(url, { request, prefixOf });
  if (path === undefined) throw invalid(`${pointer}/url`, 'must not lead to another world than that of the batch');
  if (isBatch(path)) throw invalid(`${pointer}/url`, 'must not be a batch');
  if (path.length > LONGEST) throw invalid(`${pointer}/url`, `must not have more than ${LONGEST} characters`);
  const wrong = faultIn(headers);
  if (wrong !== undefined) throw invalid(`${pointer}/headers`, wrong);
  if (!Array.isArray(dependsOn) || dependsOn.some((one) => typeof one !== 'string')) {
    throw invalid(`${pointer}/dependsOn`, 'must be a list of ids');
  }
  if (atomicityGroup !== undefined) {
    throw invalid(`${pointer}/atomicityGroup`, 'must not be there: each request is done by itself');
  }
  const named = Object.entries(headers as JsonObject)
    .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
    .filter(([name]) => !OF_THE_CONNECTION.has(name) && !OF_THE_BATCH.has(name));
  return {
    id,
    method: method.toUpperCase(),
    path,
    headers: Object.fromEntries(named),
    body,
    dependsOn: dependsOn as string[],
  };
}

/** However it is escaped: a batch in a batch would be twenty times as large with each level. */
function isBatch(path: string): boolean {
  const [written = ''] = path.split('?', 1);
  try {
    return /\/\$batch$/i.test(decodeURIComponent(written));
  } catch {
    // A broken escape names nothing, and is refused as what it is.
    return false;
  }
}

/** Why headers cannot be sent. */
function faultIn(headers: Json): string | undefined {
  const pairs = isObject(headers) ? Object.entries(headers) : undefined;
  if (!pairs || pairs.some(([, value]) => typeof value !== 'string')) return 'must be an object of texts';
  const texts = pairs as [string, string][];
  const unfit = texts.find(([name, value]) => !isFieldName(name) || fieldValue(value) !== value);
  if (unfit) return `must not hold ${JSON.stringify(unfit[0])} with what no header can hold`;
  const length = texts.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return length > LONGEST ? `must not have more than ${LONGEST} characters` : undefined;
}

function invalid(pointer: string, message: string): HttpError {
  const violation: Violation = { pointer, rule: 'batch', message };
  return new HttpError({
    code: 'BODY_INVALID',
    message: `The batch cannot be taken: ${pointer} ${message}.`,
    violations: [violation],
  });
}

/** What a part has from the batch: its credentials only where it does not say them itself. */
const OF_THE_BATCH = new Set(['host', 'x-forwarded-proto', WORLD_HEADER]);
const INHERITED = ['authorization', ...OF_THE_BATCH];

function injectable(
  { method, path, headers, body }: BatchPart,
  { headers: outer, prefix }: BatchRequest,
): InjectOptions {
  const given = INHERITED.flatMap((name) => (outer[name] === undefined ? [] : [[name, String(outer[name])]]));
  return {
    method: method as 'GET',
    url: `${prefix}${path}`,
    headers: { ...Object.fromEntries(given), ...headers },
    ...(body !== undefined && body !== null && { payload: bytesOf(body, headers['content-type'] ?? '') }),
  };
}

/** JSON is itself, text is text, and bytes are base64url (JSON Format 4.01, section 19.1). */
function bytesOf(body: Json, mediaType: string): string | Buffer {
  if (typeof body !== 'string' || isJson(essenceOf(mediaType))) return JSON.stringify(body);
  return isText(mediaType) ? body : Buffer.from(body, 'base64url');
}

function isText(mediaType: string): boolean {
  return mediaType === '' || /^\s*text\//i.test(mediaType);
}

/**
 * Of an absolute URL the path is what counts; a path that is not below the base path already is relative to it.
 * @returns undefined for one that names another world, be it by steps upwards
 */
function pathOf(url: string, { request: { base, world }, prefixOf }: Omit<PartOf, 'pointer'>): string | undefined {
  const isAbsolute = /^https?:\/\//i.test(url) && URL.canParse(url);
  const whole = isAbsolute ? straightened(new URL(url)) : url;
  const prefix = prefixOf(whole);
  if (prefix !== '' && prefix.slice(2) !== world) return undefined;
  const path = whole.slice(prefix.length);
  const below = isAbsolute || path.startsWith(`${base}/`) ? path : `${base}/${path.replace(/^\/+/, '')}`;
  const straight = straightened(new URL(`http://localhost${below}`));
  return prefixOf(straight) === '' ? straight : undefined;
}

/** Without `..`, without what stands behind `#`. */
function straightened({ pathname, search }: URL): string {
  return `${pathname}${search}`;
}

/** Headers that are about a connection or the bytes on it. */
const OF_THE_CONNECTION = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);

function partOf(id: string, { statusCode, headers, body, rawPayload }: LightMyRequestResponse): JsonObject {
  const told = Object.entries(headers).filter(([name, value]) => value !== undefined && !OF_THE_CONNECTION.has(name));
  const mediaType = String(headers['content-type'] ?? '');
  const shown = isJson(essenceOf(mediaType))
    ? () => JSON.parse(body) as Json
    : () => (isText(mediaType) ? body : rawPayload.toString('base64url'));
  return {
    id,
    status: statusCode,
    headers: Object.fromEntries(told.map(([name, value]) => [name, String(value)])),
    ...(body !== '' && { body: shown() }),
  };
}
