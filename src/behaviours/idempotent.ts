// Requests that may be repeated: one that carries an idempotency key is done once, and answered the same whenever it comes
// again (draft-ietf-httpapi-idempotency-key-header).

import type { Operation } from '../contract/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import { IDEMPOTENCY_KEY_HEADER, IDEMPOTENCY_REPLAYED_HEADER } from '../headers.ts';
import type { WorldPart } from '../worlds/world.ts';
import type { Behaviour, Call, HttpResponse } from './behaviour.ts';

/** Keys that a world remembers; the oldest are forgotten first. */
const REMEMBERED = 10_000;

interface StoredResponse {
  readonly request: string;
  readonly answer: Promise<HttpResponse>;
}

/** The behaviour with its answers remembered by key; a request without a key passes untouched. */
export function idempotent(operation: Operation, behaviour: Behaviour): Behaviour {
  if (operation.method !== 'POST' && operation.method !== 'PATCH') return behaviour;
  const declared = operation.parameters.find(({ in: place, name }) => place === 'header' && /idempoten/i.test(name));
  const header = declared?.name.toLowerCase() ?? IDEMPOTENCY_KEY_HEADER;
  const worlds = new WeakMap<WorldPart, Map<string, StoredResponse>>();
  return (call) => {
    const key = call.request.headers[header];
    if (typeof key !== 'string' || key === '') return behaviour(call);
    const known = worlds.get(call.world) ?? new Map<string, StoredResponse>();
    worlds.set(call.world, known);
    const before = known.get(key);
    return before ? repeated(before, key, call) : first(known, key, call, behaviour);
  };
}

function first(
  known: Map<string, StoredResponse>,
  key: string,
  call: Call,
  behaviour: Behaviour,
): Promise<HttpResponse> {
  const answer = behaviour(call);
  known.set(key, { request: requestOf(call), answer });
  if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
  // What was refused has changed nothing, and may be tried again under the same key.
  answer.catch(() => known.delete(key));
  return answer;
}

async function repeated({ request, answer }: StoredResponse, key: string, call: Call): Promise<HttpResponse> {
  if (request !== requestOf(call)) {
    throw new HttpError({
      code: 'IDEMPOTENCY_KEY_REUSED',
      message: `The idempotency key ${key} came before, with another request.`,
    });
  }
  const done = await answer;
  return { ...done, headers: { ...done.headers, [IDEMPOTENCY_REPLAYED_HEADER]: 'true' } };
}

function requestOf({ request: { path, query }, body }: Call): string {
  return JSON.stringify([path, query, body ?? null]);
}
