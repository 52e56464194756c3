// Idempotency keys (draft-ietf-httpapi-idempotency-key-header): a request with a key succeeds once, and its response is repeated
// for each later request with the key. A request that fails can be sent again, whether its error was thrown or returned.
import type { Operation } from '../contract/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import { IDEMPOTENCY_KEY_HEADER, IDEMPOTENCY_REPLAYED_HEADER } from '../headers.ts';
import type { Behaviour, Call, HttpResponse } from './behaviour.ts';

/** Keys that are stored for one state; the oldest are dropped first. */
const MAX_KEYS = 10_000;

interface StoredResponse {
  readonly request: string;
  readonly response: Promise<HttpResponse>;
}

/** Adds idempotency keys to a behaviour. Requests without a key are not affected. */
export function withIdempotencyKeys(operation: Operation, behaviour: Behaviour): Behaviour {
  if (operation.method !== 'POST' && operation.method !== 'PATCH') return behaviour;
  const declared = operation.parameters.find(({ in: place, name }) => place === 'header' && /idempoten/i.test(name));
  const header = declared?.name.toLowerCase() ?? IDEMPOTENCY_KEY_HEADER;
  // A state that was restored knows nothing of the changes after it.
  const states = new WeakMap<object, Map<string, StoredResponse>>();
  return (call) => {
    const key = call.request.headers[header];
    if (typeof key !== 'string' || key === '') return behaviour(call);
    const { generation } = call.world.store;
    const known = states.get(generation) ?? new Map<string, StoredResponse>();
    states.set(generation, known);
    const before = known.get(key);
    return before ? repeat(before, key, call) : first(known, key, call, behaviour);
  };
}

function first(
  known: Map<string, StoredResponse>,
  key: string,
  call: Call,
  behaviour: Behaviour,
): Promise<HttpResponse> {
  const response = Promise.resolve(behaviour(call));
  const stored = { request: requestOf(call), response };
  known.set(key, stored);
  if (known.size > MAX_KEYS) known.delete(known.keys().next().value as string);
  const forget = () => {
    if (known.get(key) === stored) known.delete(key);
  };
  response.then(({ status }) => status >= 400 && forget(), forget);
  return response;
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
  return JSON.stringify([path, query, body ?? null]);
}
