// Idempotency keys (draft-ietf-httpapi-idempotency-key-header): a request with a key succeeds once, and its response is repeated
// for each later request with the key. The response is kept in the same step as the changes of the request, so that none is
// without the other. A request that fails can be sent again, whether its error was thrown or returned.
import { createHash } from 'node:crypto';
import type { Operation } from '../contract/operation/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import { recovering } from '../eventually.ts';
import { IDEMPOTENCY_KEY_HEADER, IDEMPOTENCY_REPLAYED_HEADER } from '../headers.ts';
import type { Json } from '../json/value.ts';
import type { Limits } from '../limits.ts';
import type { Change, Store } from '../store/store.ts';
import type { Behaviour, Call, HttpResponse } from './behaviour.ts';
import { inOneStep } from './in-one-step.ts';

/** The response to the first request with a key, as the store keeps it. */
interface KeptResponse {
  /** The hash of the request. */
  readonly request: string;
  readonly response: Pick<HttpResponse, 'status' | 'mediaType' | 'body' | 'headers'>;
  /** The size of the key and the body. */
  readonly bytes: number;
}

/** A request that is not answered yet. */
interface RunningRequest {
  readonly request: string;
  readonly response: Promise<HttpResponse>;
}

/** The number of kept responses and their bytes. */
interface Size {
  readonly keys: number;
  readonly bytes: number;
}

/** The keys of an operation for one state. */
interface Keys {
  readonly running: Map<string, RunningRequest>;
  /** At least the size of what is kept. */
  size: Size;
  /** The last request that is running. The next one waits for it. */
  last: Promise<unknown>;
}

/** If the responses exceed a limit, the oldest are dropped until they have this part of it, so that this happens seldom. */
const KEPT_PART = 7 / 8;

/** Adds idempotency keys to a behaviour. Requests without a key are not affected. */
export function withIdempotencyKeys(operation: Operation, behaviour: Behaviour, limits: Limits): Behaviour {
  if (operation.method !== 'POST' && operation.method !== 'PATCH') return behaviour;
  const declared = operation.parameters.find(({ in: place, name }) => place === 'header' && /idempoten/i.test(name));
  const header = declared?.name.toLowerCase() ?? IDEMPOTENCY_KEY_HEADER;
  const folder = `~idempotency/${encodeURIComponent(operation.id)}`;
  const states = new WeakMap<object, Keys>();
  return (call) => {
    const key = call.request.headers[header];
    if (typeof key !== 'string' || key === '') return behaviour(call);
    const { store } = call.world;
    const known = states.get(store.generation) ?? newKeys(sizeIn(store, folder));
    states.set(store.generation, known);
    const keyed = { key, place: `${folder}/${encodeURIComponent(key)}`, request: requestOf(call), behaviour, limits };
    const before = known.running.get(key) ?? keptAt(store, keyed.place);
    return before ? repeat(before, keyed) : run(known, keyed, call);
  };
}

function newKeys(size: Size): Keys {
  return { running: new Map(), size, last: Promise.resolve() };
}

interface KeyedRequest {
  readonly key: string;
  /** Where the response is kept. */
  readonly place: string;
  readonly request: string;
  readonly behaviour: Behaviour;
  readonly limits: Limits;
}

function keptAt(store: Store, place: string): KeptResponse | undefined {
  return store.get(place)?.value as KeptResponse | undefined;
}

async function run(known: Keys, keyed: KeyedRequest, call: Call): Promise<HttpResponse> {
  // Two at the same time would change the same counter of keys, so that the handler of one would run again.
  const response = known.last.then(() => respondOnce(known, keyed, call));
  // The error is that of this request, too.
  known.last = response.catch(() => undefined);
  known.running.set(keyed.key, { request: keyed.request, response });
  try {
    return await response;
  } finally {
    known.running.delete(keyed.key);
  }
}

async function respondOnce(known: Keys, keyed: KeyedRequest, call: Call): Promise<HttpResponse> {
  const { response, size } = await inOneStep(call, (own) => respond(known, keyed, own));
  if (size) known.size = size;
  return response;
}

interface Answered {
  readonly response: HttpResponse;
  /** The size of what is kept with this response. Undefined if it is not kept. */
  readonly size: Size | undefined;
}

async function respond({ size }: Keys, keyed: KeyedRequest, call: Call): Promise<Answered> {
  // Another process can have got the same request, also while this one responds.
  const first = () => keptAt(call.world.store, keyed.place);
  const before = first();
  if (before) return { response: await repeat(before, keyed), size: undefined };
  const response = await recovering(
    () => keyed.behaviour(call),
    (error) => {
      const meanwhile = first();
      if (!meanwhile) throw error;
      return repeat(meanwhile, keyed);
    },
  );
  const kept = keptResponse(keyed, response);
  if (!kept) return { response, size: undefined };
  const { store } = call.world;
  const { dropped, ...next } = withRoomFor(kept.bytes, { size, store, keyed });
  // There was none before: if another process has kept one meanwhile, the step is refused as a whole.
  await store.commit([...dropped, { kind: 'put', key: keyed.place, value: kept as unknown as Json }]);
  return { response, size: next };
}

interface KeptSoFar {
  readonly size: Size;
  readonly store: Store;
  readonly keyed: KeyedRequest;
}

/** The size with one response more, and the oldest responses that it leaves no room for. */
function withRoomFor(added: number, { size, store, keyed }: KeptSoFar): Size & { readonly dropped: readonly Change[] } {
  const { idempotencyKeys, idempotencyBytes } = keyed.limits;
  let [keys, bytes] = [size.keys + 1, size.bytes + added];
  if (keys <= idempotencyKeys && bytes <= idempotencyBytes) return { keys, bytes, dropped: [] };
  const folder = keyed.place.slice(0, keyed.place.lastIndexOf('/'));
  const exact = sizeIn(store, folder);
  [keys, bytes] = [exact.keys + 1, exact.bytes + added];
  const dropped: Change[] = [];
  for (const [key, { value }] of store.list(folder)) {
    if (keys <= idempotencyKeys * KEPT_PART && bytes <= idempotencyBytes * KEPT_PART) break;
    dropped.push({ kind: 'delete', key });
    keys -= 1;
    bytes -= bytesOf(value);
  }
  return { keys, bytes, dropped };
}

function sizeIn(store: Store, folder: string): Size {
  const entries = store.list(folder);
  return { keys: entries.length, bytes: entries.reduce((sum, [, { value }]) => sum + bytesOf(value), 0) };
}

function bytesOf(kept: Json): number {
  return (kept as unknown as KeptResponse).bytes;
}

/** Undefined for an error, for a response that comes in pieces, and for one that JSON cannot represent. */
function keptResponse({ key, request }: KeyedRequest, response: HttpResponse): KeptResponse | undefined {
  const { status, mediaType, body, headers, stream } = response;
  if (status >= 400 || stream) return undefined;
  try {
    const kept = JSON.parse(JSON.stringify({ status, mediaType, body, headers })) as KeptResponse['response'];
    return { request, response: kept, bytes: key.length + (body === undefined ? 0 : JSON.stringify(body).length) };
  } catch {
    return undefined;
  }
}

async function repeat(before: RunningRequest | KeptResponse, { request, key }: KeyedRequest): Promise<HttpResponse> {
  if (before.request !== request) {
    throw new HttpError({
      code: 'IDEMPOTENCY_KEY_REUSED',
      message: `The idempotency key ${JSON.stringify(key)} was already used with another request. Use a new key.`,
    });
  }
  const first = await before.response;
  return { ...first, headers: { ...first.headers, [IDEMPOTENCY_REPLAYED_HEADER]: 'true' } };
}

function requestOf({ request: { path, query }, body }: Call): string {
  return createHash('sha256')
    .update(JSON.stringify([path, query, body ?? null]))
    .digest('base64');
}
