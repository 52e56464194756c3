// Responses that a preference chooses: a declared status, a named example, a newly generated value. They come from the document,
// whatever the state is.
import type { Contract } from '../contract/contract.ts';
import {
  type Operation,
  type Response,
  responseFor,
  statusOf,
  successResponse,
} from '../contract/operation/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import type { Eventually } from '../eventually.ts';
import type { WorldPart } from '../worlds/world.ts';
import type { Call, HttpResponse } from './behaviour.ts';
import { responseFrom } from './sampled.ts';

/** Preferences that choose a response. */
export interface Preferences {
  readonly code?: number | undefined;
  readonly example?: string | undefined;
  readonly dynamic?: boolean | undefined;
  readonly seed?: number | undefined;
}

export type PreferredBehaviour = (call: Call, preferences: Preferences) => Eventually<HttpResponse>;

export function preferredBehaviour(contract: Contract, operation: Operation): PreferredBehaviour {
  const ordinals = new WeakMap<WorldPart, number>();
  return ({ world, accepts }, { code, example, dynamic, seed }) => {
    const response = chosen(operation, code);
    if (example !== undefined) requireExample(response, example);
    const ordinal = (ordinals.get(world) ?? 0) + 1;
    if (dynamic) ordinals.set(world, ordinal);
    const status = code ?? statusOf(response);
    return responseFrom(
      { contract, operation, response, status },
      { world, accepts, example, seed, ordinal: dynamic ? ordinal : seed === undefined ? undefined : 0 },
    );
  };
}

/** The response of an operation that declares none. */
const NOTHING: Response = { status: '200', pointer: '', headers: [], content: [] };

function chosen(operation: Operation, code: number | undefined): Response {
  const response = code === undefined ? successResponse(operation) : responseFor(operation, code);
  if (response) return response;
  if (code === undefined) return NOTHING;
  const declared = operation.responses.map(({ status }) => status).join(', ') || 'none';
  throw invalid(
    `The operation ${operation.id} does not declare the preferred status ${code}. Declared statuses: ${declared}.`,
  );
}

function requireExample({ content }: Response, name: string): void {
  const names = content.flatMap(({ examples }) => examples.map((example) => example.name));
  if (names.includes(name)) return;
  const known = [...new Set(names)].join(', ') || 'none';
  throw invalid(
    `The response has no example with the preferred name ${JSON.stringify(name)}. Examples of the response: ${known}.`,
  );
}

function invalid(message: string): HttpError {
  return new HttpError({ code: 'PREFERENCE_INVALID', message });
}
