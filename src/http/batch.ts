// JSON batches of OData (OData JSON Format 4.01, section 19): several requests in one, each answered as if it had come alone.
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { AnswerError, type AnswerErrorInit, type Violation } from '../errors/answer.ts';
import { parseJson } from '../json/parse.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { WORLD_HEADER } from '../worlds/address.ts';

export interface BatchRequest {
  readonly body: Buffer | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** What names the world in a URL, and the base path that relative URLs stand below. */
  readonly prefix: string;
  readonly base: string;
}

export interface Batching {
  /** Answers one request. */
  readonly inject: (request: InjectOptions) => Promise<LightMyRequestResponse>;
  /** An error as the convention writes it. */
  readonly render: (error: AnswerError) => Json | Promise<Json>;
}

/** Requests that one batch may hold. */
const MOST = 20;

interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json | undefined;
  readonly dependsOn: readonly string[];
}

/** @returns the answers, in the order of the requests @throws AnswerError for a batch that is none */
export async function answerBatch(request: BatchRequest, { inject, render }: Batching): Promise<JsonObject> {
  const parts = partsIn(request.body);
  const answers = new Map<string, Promise<JsonObject>>();
  const answered = (part: Part): Promise<JsonObject> => {
    const known = answers.get(part.id) ?? answerOf(part);
    answers.set(part.id, known);
    return known;
  };
  const answerOf = async (part: Part): Promise<JsonObject> => {
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
  const refusedBy = async ({ id }: Part, why: AnswerErrorInit): Promise<JsonObject> => {
    const error = new AnswerError(why);
    return { id, status: error.status, headers: JSON_HEADERS, body: await render(error) };
  };
  return { responses: await Promise.all(parts.map(answered)) };
}

const JSON_HEADERS = { 'content-type': 'application/json' };

/** @throws AnswerError BODY_MISSING, BODY_MALFORMED or BODY_INVALID */
function partsIn(bytes: Buffer | undefined): readonly Part[] {
  if (!bytes || bytes.length === 0) {
    throw new AnswerError({ code: 'BODY_MISSING', message: 'The batch has no body.' });
  }
  const parsed = parseJson(bytes, NO_NAMES);
  if ('fault' in parsed) {
    const { fault } = parsed;
    throw new AnswerError({ code: 'BODY_MALFORMED', message: `The body ${fault.message}.`, violations: [fault] });
  }
  const requests = isObject(parsed.value) ? parsed.value.requests : undefined;
  if (!Array.isArray(requests)) throw invalid('/requests', 'must be a list of requests');
  if (requests.length > MOST) throw invalid('/requests', `must have no more than ${MOST} requests`);
  const parts = (requests as readonly Json[]).map(partIn);
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

function partIn(given: Json, at: number): Part {
  const pointer = `/requests/${at}`;
  if (!isObject(given)) throw invalid(pointer, 'must be an object');
  const { id, method, url, headers = {}, body, dependsOn = [] } = given;
  if (typeof id !== 'string' || id === '') throw invalid(`${pointer}/id`, 'must be a text');
  if (typeof method !== 'string' || !/^(?:GET|POST|PUT|PATCH|DELETE|HEAD)$/i.test(method)) {
    throw invalid(`${pointer}/method`, 'must be GET, POST, PUT, PATCH, DELETE or HEAD');
  }
  if (typeof url !== 'string' || url === '') throw invalid(`${pointer}/url`, 'must be a URL');
  if (/\/\$batch(?:\?|$)/.test(`/${url}`)) throw invalid(`${pointer}/url`, 'must not be a batch');
  if (!isObject(headers) || Object.values(headers).some((value) => typeof value !== 'string')) {
    throw invalid(`${pointer}/headers`, 'must be an object of texts');
  }
  if (!Array.isArray(dependsOn) || dependsOn.some((one) => typeof one !== 'string')) {
    throw invalid(`${pointer}/dependsOn`, 'must be a list of ids');
  }
  const named = Object.entries(headers)
    .map(([name, value]): [string, string] => [name.toLowerCase(), String(value)])
    .filter(([name]) => !OF_THE_CONNECTION.has(name));
  return {
    id,
    method: method.toUpperCase(),
    url,
    headers: Object.fromEntries(named),
    body,
    dependsOn: dependsOn as string[],
  };
}

function invalid(pointer: string, message: string): AnswerError {
  const violation: Violation = { pointer, rule: 'batch', message };
  return new AnswerError({
    code: 'BODY_INVALID',
    message: `The batch cannot be taken: ${pointer} ${message}.`,
    violations: [violation],
  });
}

/** What a part has from the batch, where it does not say it itself. */
const INHERITED = ['authorization', 'host', 'x-forwarded-proto', WORLD_HEADER];

function injectable(
  { method, url, headers, body }: Part,
  { headers: outer, prefix, base }: BatchRequest,
): InjectOptions {
  const given = INHERITED.flatMap((name) => (outer[name] === undefined ? [] : [[name, String(outer[name])]]));
  const payload = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  return {
    method: method as 'GET',
    url: `${prefix}${pathOf(url, base)}`,
    headers: { ...Object.fromEntries(given), ...headers },
    ...(payload !== undefined && { payload }),
  };
}

/** A relative URL stands below the base path; of an absolute one the path is what counts. */
function pathOf(url: string, base: string): string {
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) {
    const { pathname, search } = new URL(url);
    return `${pathname}${search}`;
  }
  return `${base}/${url.replace(/^\/+/, '')}`;
}

/** Headers that are about a connection or the bytes on it. */
const OF_THE_CONNECTION = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);

function partOf(id: string, { statusCode, headers, body }: LightMyRequestResponse): JsonObject {
  const told = Object.entries(headers).filter(([name, value]) => value !== undefined && !OF_THE_CONNECTION.has(name));
  const json = /[/+]json\b/.test(String(headers['content-type']));
  return {
    id,
    status: statusCode,
    headers: Object.fromEntries(told.map(([name, value]) => [name, String(value)])),
    ...(body !== '' && { body: json ? (JSON.parse(body) as Json) : body }),
  };
}
