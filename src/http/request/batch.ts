// JSON batches of OData (OData JSON Format 4.01, section 19): several requests in one, each handled as if it had come alone.
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { essenceOf, isJson } from '../../contract/operation/media-types.ts';
import { sentenceOf } from '../../contract/validation/violations.ts';
import { fieldValue, isFieldName } from '../../contract/wire/header-fields.ts';
import { HttpError, type HttpErrorInit, type Violation } from '../../errors/http-error.ts';
import { WORLD_HEADER } from '../../headers.ts';
import { parseJson } from '../../json/parse.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Limits } from '../../limits.ts';
import { type WorldPrefix, worldNamed } from '../../worlds/address.ts';
import { DroppedConnection } from './drop-connection.ts';

export interface BatchRequest {
  readonly body: Buffer | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The part of the URL that names the world, the world's name, and the base path of relative URLs. */
  readonly prefix: string;
  readonly world: string;
  readonly base: string;
  /** The message for a write request without Content-Type. Undefined if it is accepted. */
  readonly refusalOfUntyped?: ((id: string) => string) | undefined;
}

export interface BatchOptions {
  /** Responds to one request. */
  readonly inject: (request: InjectOptions) => Promise<LightMyRequestResponse>;
  /** Renders an error in the convention's form. */
  readonly render: (error: HttpError) => Json | Promise<Json>;
  readonly prefixOf: WorldPrefix;
  readonly limits: Limits;
}

/** Characters of a URL, and of all headers together: Node.js has the same limit for single requests. */
const MAX_CHARACTERS = 16_384;

interface BatchPart {
  readonly id: string;
  readonly method: string;
  /** The path and the query, without the part that names a world. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
  readonly dependsOn: readonly string[];
}

/** @returns the responses, in the order of the requests @throws HttpError if the batch is not valid */
export async function respondToBatch(
  request: BatchRequest,
  { inject, render, prefixOf, limits }: BatchOptions,
): Promise<JsonObject> {
  const parts = partsIn(request, prefixOf, limits);
  const responses = new Map<string, Promise<JsonObject>>();
  const responseOf = (part: BatchPart): Promise<JsonObject> => {
    const response = responses.get(part.id) ?? respond(part);
    responses.set(part.id, response);
    return response;
  };
  const respond = async (part: BatchPart): Promise<JsonObject> => {
    const before = parts.filter(({ id }) => part.dependsOn.includes(id)).map(responseOf);
    const failed = (await Promise.all(before)).find(({ status }) => Number(status) >= 400);
    if (!failed) {
      try {
        return partOf(part.id, await inject(injectable(part, request)));
      } catch (error) {
        // A part of a batch has no connection of its own.
        if (!(error instanceof DroppedConnection)) throw error;
        return refusedBy(part, {
          status: 500,
          message: `A fault dropped the connection of the request ${quoted(part.id)}.`,
        });
      }
    }
    const message = `The request ${quoted(part.id)} depends on the request ${quoted(failed.id)}, which failed with the status ${String(failed.status)}.`;
    return refusedBy(part, { code: 'DEPENDENCY_FAILED', message });
  };
  const refusedBy = async ({ id }: BatchPart, why: HttpErrorInit): Promise<JsonObject> => {
    const error = new HttpError(why);
    return { id, status: error.status, headers: JSON_HEADERS, body: await render(error) };
  };
  return { responses: await Promise.all(parts.map(responseOf)) };
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** @throws HttpError BODY_MISSING, BODY_MALFORMED, BODY_TOO_LARGE or BODY_INVALID */
function partsIn(request: BatchRequest, prefixOf: WorldPrefix, limits: Limits): readonly BatchPart[] {
  const { body: bytes } = request;
  if (!bytes || bytes.length === 0) {
    throw new HttpError({
      code: 'BODY_MISSING',
      message: 'The request has no body. A batch requires one, as application/json.',
    });
  }
  const parsed = parseJson(bytes, NO_NAMES, limits);
  if ('error' in parsed) {
    const { error } = parsed;
    const message = sentenceOf(error, 'body');
    if (error.rule === 'properties') throw new HttpError({ code: 'BODY_TOO_LARGE', message });
    throw new HttpError({ code: 'BODY_MALFORMED', message, violations: [error] });
  }
  const requests = isObject(parsed.value) ? parsed.value.requests : undefined;
  if (!Array.isArray(requests)) throw invalid('/requests', 'must be a list of requests');
  if (requests.length > limits.batchRequests)
    throw invalid('/requests', `must have at most ${limits.batchRequests} requests`);
  const parts = (requests as readonly Json[]).map((part, at) =>
    partIn(part, { pointer: `/requests/${at}`, request, prefixOf }),
  );
  const untyped = parts.find(({ method, headers }) => WRITES.has(method) && !headers['content-type']);
  if (untyped && request.refusalOfUntyped) {
    throw new HttpError({ code: 'REQUEST_MALFORMED', message: request.refusalOfUntyped(untyped.id) });
  }
  for (const [at, { id, dependsOn }] of parts.entries()) {
    const earlier = new Set(parts.slice(0, at).map((part) => part.id));
    if (earlier.has(id))
      throw invalid(`/requests/${at}/id`, `must be unique, but two requests have the id ${quoted(id)}`);
    const unknown = dependsOn.find((one) => !earlier.has(one));
    if (unknown !== undefined)
      throw invalid(`/requests/${at}/dependsOn`, `must contain ids of requests before it, not ${quoted(unknown)}`);
  }
  return parts;
}

/** Methods that write, and whose requests usually have a body. */
const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

const NO_NAMES: ReadonlySet<string> = new Set();

interface PartOf {
  readonly pointer: string;
  readonly request: BatchRequest;
  readonly prefixOf: WorldPrefix;
}

function partIn(part: Json, { pointer, request, prefixOf }: PartOf): BatchPart {
  if (!isObject(part)) throw invalid(pointer, 'must be an object');
  const { id, method, url, headers = {}, body, dependsOn = [], atomicityGroup } = part;
  if (typeof id !== 'string' || id === '') throw invalid(`${pointer}/id`, 'must be a string that is not empty');
  if (typeof method !== 'string' || !/^(?:GET|POST|PUT|PATCH|DELETE|HEAD)$/i.test(method)) {
    throw invalid(`${pointer}/method`, 'must be GET, POST, PUT, PATCH, DELETE or HEAD');
  }
  if (typeof url !== 'string' || url === '') throw invalid(`${pointer}/url`, 'must be a URL');
  const path = pathOf(url, { request, prefixOf });
  if (path === undefined) throw invalid(`${pointer}/url`, 'must be in the same world as the batch');
  if (isBatch(path)) throw invalid(`${pointer}/url`, 'must not be a batch');
  if (path.length > MAX_CHARACTERS) throw invalid(`${pointer}/url`, `must have at most ${MAX_CHARACTERS} characters`);
  const violation = headerViolation(headers);
  if (violation !== undefined) throw invalid(`${pointer}/headers`, violation);
  if (!Array.isArray(dependsOn) || dependsOn.some((one) => typeof one !== 'string')) {
    throw invalid(`${pointer}/dependsOn`, 'must be a list of ids');
  }
  if (atomicityGroup !== undefined) {
    throw invalid(`${pointer}/atomicityGroup`, 'must be absent, because the requests are handled one by one');
  }
  const fields = Object.entries(headers as JsonObject)
    .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
    .filter(([name]) => !OF_THE_CONNECTION.has(name) && !OF_THE_BATCH.has(name));
  return {
    id,
    method: method.toUpperCase(),
    path,
    headers: Object.fromEntries(fields),
    body,
    dependsOn: dependsOn as string[],
  };
}

/** Whether a path is a batch, however it is escaped: nested batches would multiply the requests with each level. */
function isBatch(path: string): boolean {
  const [written = ''] = path.split('?', 1);
  try {
    return /\/\$batch$/i.test(decodeURIComponent(written));
  } catch {
    // An invalid escape is refused later.
    return false;
  }
}

/** Why headers are not valid; undefined if they are. */
function headerViolation(headers: Json): string | undefined {
  const pairs = isObject(headers) ? Object.entries(headers) : undefined;
  if (!pairs || pairs.some(([, value]) => typeof value !== 'string')) return 'must be an object with string values';
  const texts = pairs as [string, string][];
  const unsendable = texts.find(([name, value]) => !isFieldName(name) || fieldValue(value) !== value);
  if (unsendable)
    return `must not contain ${JSON.stringify(unsendable[0])}: its name or its value is not valid in a header`;
  const length = texts.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return length > MAX_CHARACTERS ? `must have at most ${MAX_CHARACTERS} characters` : undefined;
}

function invalid(pointer: string, message: string): HttpError {
  const violation: Violation = { pointer, rule: 'batch', message };
  return new HttpError({
    code: 'BODY_INVALID',
    message: `The batch is not valid. ${sentenceOf(violation, 'body')}`,
    violations: [violation],
  });
}

function quoted(id: Json | undefined): string {
  return JSON.stringify(id ?? null);
}

/** Headers that a part inherits from the batch; credentials only if it has none itself. */
const OF_THE_BATCH = new Set(['host', 'x-forwarded-proto', WORLD_HEADER]);
const INHERITED = ['authorization', ...OF_THE_BATCH];

function injectable(
  { method, path, headers, body }: BatchPart,
  { headers: outer, prefix }: BatchRequest,
): InjectOptions {
  const inherited = INHERITED.flatMap((name) => (outer[name] === undefined ? [] : [[name, String(outer[name])]]));
  return {
    method: method as 'GET',
    url: `${prefix}${path}`,
    headers: { ...Object.fromEntries(inherited), ...headers },
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
 * The path of a part. An absolute URL contributes its path; a path that is not below the base path is relative to it.
 * @returns undefined if it leads to another world, also by `..` segments
 */
function pathOf(url: string, { request: { base, world }, prefixOf }: Omit<PartOf, 'pointer'>): string | undefined {
  const isAbsolute = /^https?:\/\//i.test(url) && URL.canParse(url);
  const target = isAbsolute ? normalized(new URL(url)) : url;
  const prefix = prefixOf(target);
  const named = worldNamed(prefix, {});
  if (named !== undefined && named !== world) return undefined;
  const path = target.slice(prefix.length);
  const full = isAbsolute || path.startsWith(`${base}/`) ? path : `${base}/${path.replace(/^\/+/, '')}`;
  const result = normalized(new URL(`http://localhost${full}`));
  return worldNamed(prefixOf(result), {}) === undefined ? result : undefined;
}

/** Without `..` segments and without a fragment. */
function normalized({ pathname, search }: URL): string {
  return `${pathname}${search}`;
}

/** Headers of a connection, not of a message. */
const OF_THE_CONNECTION = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);

function partOf(id: string, { statusCode, headers, body, rawPayload }: LightMyRequestResponse): JsonObject {
  const fields = Object.entries(headers).filter(([name, value]) => value !== undefined && !OF_THE_CONNECTION.has(name));
  const mediaType = String(headers['content-type'] ?? '');
  const readBody = isJson(essenceOf(mediaType))
    ? () => JSON.parse(body) as Json
    : () => (isText(mediaType) ? body : rawPayload.toString('base64url'));
  return {
    id,
    status: statusCode,
    headers: Object.fromEntries(fields.map(([name, value]) => [name, String(value)])),
    ...(body !== '' && { body: readBody() }),
  };
}
