// Idempotency keys (draft-ietf-httpapi-idempotency-key-header): a request with a key succeeds once, and its response is repeated
// for each later request with the key. A request that fails can be sent again, whether its error was thrown or returned.
import { createHash } from 'node:crypto';
import type { Operation } from '../contract/operation/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import type { Eventually } from '../eventually.ts';
import { IDEMPOTENCY_KEY_HEADER, IDEMPOTENCY_REPLAYED_HEADER } from '../headers.ts';
import type { Json } from '../json/value.ts';
import type { Limits } from '../limits.ts';
import type { Change, Store } from '../store/store.ts';
import type { Behaviour, Call, HttpResponse } from './behaviour.ts';

/** The response to the first request with a key, and what that request was. */
interface KeyedResponse {
  /** The hash of the request. */
  readonly request: string;
  readonly response: Eventually<HttpResponse>;
  /** The size of the response, once it is known. */
  bytes: number;
}

/** The keys of an operation for one state. The oldest are dropped first. */
interface KeyStore {
  readonly store: Store;
  /** The folder that keeps the responses. */
  readonly folder: string;
  readonly responses: Map<string, KeyedResponse>;
  bytes: number;
}

/** Adds idempotency keys to a behaviour. Requests without a key are not affected. */
export function withIdempotencyKeys(operation: Operation, behaviour: Behaviour, limits: Limits): Behaviour {
  if (operation.method !== 'POST' && operation.method !== 'PATCH') return behaviour;
  const declared = operation.parameters.find(({ in: place, name }) => place === 'header' && /idempoten/i.test(name));
  const header = declared?.name.toLowerCase() ?? IDEMPOTENCY_KEY_HEADER;
  const folder = `~idempotency/${encodeURIComponent(operation.id)}`;
  // A state that was replaced has only the responses in its store.
  const states = new WeakMap<object, KeyStore>();
  return (call) => {
    const key = call.request.headers[header];
    if (typeof key !== 'string' || key === '') return behaviour(call);
    const { store } = call.world;
    const known = states.get(store.generation) ?? loaded(store, folder);
    states.set(store.generation, known);
    const before = known.responses.get(key);
    if (before) return repeat(before, key, call);
    const response = Promise.resolve(behaviour(call));
    return keep(known, { key, call, response }, limits);
  };
}

function loaded(store: Store, folder: string): KeyStore {
  const known: KeyStore = { store, folder, responses: new Map(), bytes: 0 };
  for (const [key, { value }] of store.list(folder)) {
    const { request, response } = value as unknown as { request: string; response: HttpResponse };
    const name = decodeURIComponent(key.slice(folder.length + 1));
    const bytes = sizeOf(name, response);
    known.responses.set(name, { request, response, bytes });
    known.bytes += bytes;
  }
  return known;
}

interface NewResponse {
  readonly key: string;
  readonly call: Call;
  readonly response: Promise<HttpResponse>;
}

/** Keeps the response, if it is a success, before the client gets it. */
async function keep(known: KeyStore, { key, call, response }: NewResponse, limits: Limits): Promise<HttpResponse> {
  const own: KeyedResponse = { request: requestOf(call), response, bytes: 0 };
  known.responses.set(key, own);
  const isKnown = () => known.responses.get(key) === own;
  try {
    const success = await response;
    if (success.status >= 400) {
      if (isKnown()) known.responses.delete(key);
    } else if (isKnown()) await store(known, { key, own, success, exchange: call.id }, limits);
    return success;
  } catch (error) {
    if (isKnown()) known.responses.delete(key);
    throw error;
  }
}

interface StoredResponse {
  readonly key: string;
  readonly own: KeyedResponse;
  readonly success: HttpResponse;
  readonly exchange: string | undefined;
}

async function store(known: KeyStore, { key, own, success, exchange }: StoredResponse, limits: Limits): Promise<void> {
  own.bytes = sizeOf(key, success);
  known.bytes += own.bytes;
  const changes: Change[] = [];
  const value = storedValue(own.request, success);
  if (value !== undefined) changes.push({ kind: 'put', key: keyIn(known, key), value });
  while (known.responses.size > limits.idempotencyKeys || known.bytes > limits.idempotencyBytes) {
    const [oldest] = known.responses;
    if (!oldest) break;
    known.responses.delete(oldest[0]);
    known.bytes -= oldest[1].bytes;
    changes.push({ kind: 'delete', key: keyIn(known, oldest[0]) });
  }
  if (changes.length > 0) await known.store.commit(changes, exchange);
}

function keyIn({ folder }: KeyStore, key: string): string {
  return `${folder}/${encodeURIComponent(key)}`;
}

/** A response as the store keeps it. Undefined for one that comes in pieces, or that JSON cannot represent. */
function storedValue(request: string, { status, mediaType, body, headers, stream }: HttpResponse): Json | undefined {
  if (stream) return undefined;
  try {
    return JSON.parse(JSON.stringify({ request, response: { status, mediaType, body, headers } })) as Json;
  } catch {
    return undefined;
  }
}

/** The size of a response as JSON. A handler's value that JSON cannot represent has none. */
function sizeOf(key: string, { body }: HttpResponse): number {
  try {
    return key.length + (body === undefined ? 0 : Buffer.byteLength(JSON.stringify(body)));
  } catch {
    return key.length;
  }
}

async function repeat({ request, response }: KeyedResponse, key: string, call: Call): Promise<HttpResponse> {
  if (request !== requestOf(call)) {
    throw new HttpError({
      code: 'IDEMPOTENCY_KEY_REUSED',
      message: `The idempotency key ${JSON.stringify(key)} was already used with another request. Use a new key.`,
    });
  }
  const first = await response;
  return { ...first, headers: { ...first.headers, [IDEMPOTENCY_REPLAYED_HEADER]: 'true' } };
}

function requestOf({ request: { path, query }, body }: Call): string {
  return createHash('sha256')
    .update(JSON.stringify([path, query, body ?? null]))
    .digest('base64');
}
