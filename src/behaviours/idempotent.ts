// Idempotency keys (draft-ietf-httpapi-idempotency-key-header): a request with a key succeeds once, and its response is repeated
// for each later request with the key. A request that fails can be sent again, whether its error was thrown or returned.
import { createHash } from 'node:crypto';
import type { Operation } from '../contract/operation/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import { IDEMPOTENCY_KEY_HEADER, IDEMPOTENCY_REPLAYED_HEADER } from '../headers.ts';
import type { Limits } from '../limits.ts';
import type { Behaviour, Call, HttpResponse } from './behaviour.ts';

interface StoredResponse {
  /** The hash of the request. */
  readonly request: string;
  readonly response: Promise<HttpResponse>;
  /** The size of the response, once it is known. */
  bytes: number;
}

/** The keys of an operation for one state. The oldest are dropped first. */
interface KeyStore {
  readonly responses: Map<string, StoredResponse>;
  bytes: number;
}

/** Adds idempotency keys to a behaviour. Requests without a key are not affected. */
export function withIdempotencyKeys(operation: Operation, behaviour: Behaviour, limits: Limits): Behaviour {
  if (operation.method !== 'POST' && operation.method !== 'PATCH') return behaviour;
  const declared = operation.parameters.find(({ in: place, name }) => place === 'header' && /idempoten/i.test(name));
  const header = declared?.name.toLowerCase() ?? IDEMPOTENCY_KEY_HEADER;
  // A state that was restored knows nothing of the changes after it.
  const states = new WeakMap<object, KeyStore>();
  return (call) => {
    const key = call.request.headers[header];
    if (typeof key !== 'string' || key === '') return behaviour(call);
    const { generation } = call.world.store;
    const known = states.get(generation) ?? { responses: new Map<string, StoredResponse>(), bytes: 0 };
    states.set(generation, known);
    const before = known.responses.get(key);
    if (before) return repeat(before, key, call);
    const response = Promise.resolve(behaviour(call));
    store(known, { key, request: requestOf(call), response }, limits);
    return response;
  };
}

interface NewResponse extends Omit<StoredResponse, 'bytes'> {
  readonly key: string;
}

function store(known: KeyStore, { key, request, response }: NewResponse, limits: Limits): void {
  const stored: StoredResponse = { request, response, bytes: 0 };
  known.responses.set(key, stored);
  if (known.responses.size > limits.idempotencyKeys) dropOldest(known);
  const isStored = () => known.responses.get(key) === stored;
  const forget = () => {
    if (isStored()) known.responses.delete(key);
  };
  const count = ({ status, body }: HttpResponse) => {
    if (status >= 400) return forget();
    if (!isStored()) return;
    stored.bytes = key.length + bytesOf(body);
    known.bytes += stored.bytes;
    while (known.bytes > limits.idempotencyBytes && known.responses.size > 0) dropOldest(known);
  };
  response.then(count, forget);
}

/** The size of a body as JSON; 0 for a handler's value that JSON cannot represent. */
function bytesOf(body: HttpResponse['body']): number {
  try {
    return body === undefined ? 0 : Buffer.byteLength(JSON.stringify(body));
  } catch {
    return 0;
  }
}

function dropOldest(known: KeyStore): void {
  const [oldest] = known.responses;
  if (!oldest) return;
  known.responses.delete(oldest[0]);
  known.bytes -= oldest[1].bytes;
}

async function repeat({ request, response }: StoredResponse, key: string, call: Call): Promise<HttpResponse> {
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
