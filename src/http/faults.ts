// What was planned for a request is carried out here: a stub's answer, a fault before the answer, an answer that is spoiled.
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Call, HttpResponse } from '../behaviours/behaviour.ts';
import type { Validator } from '../contract/contract.ts';
import { statusOf, successResponse } from '../contract/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import { type FaultKind, LONGEST, latencyOf } from '../faults/fault.ts';
import type { MatchableRequest } from '../faults/matcher.ts';
import type { ActiveFault, StoredStub } from '../faults/plans.ts';
import { deepFreeze, isObject, type Json } from '../json/value.ts';
import { type Exchange, factsOf, type Routed } from './exchange.ts';

/** By which a request asks for a fault. */
export const FAULT_HEADER = 'standin-fault';

/** A request as stubs and faults see it. */
export function matchableOf({ served, method, path, query, headers, body, call }: Exchange): MatchableRequest {
  return { operation: served?.operation.id, method, path, query, headers, body, call };
}

/**
 * The fault that strikes a request: the one that its own header asks for, else one that was planned for its world.
 * @param allowed whether a header may ask for one
 * @throws HttpError FAULT_INVALID for a header that asks for none there is, FAULTS_DISABLED where none may
 */
export function matchFault(exchange: Routed, allowed: boolean): ActiveFault | undefined {
  const { plans } = exchange.world.world;
  const asked = exchange.headers[FAULT_HEADER];
  if (typeof asked === 'string' && !allowed) {
    throw new HttpError({ code: 'FAULTS_DISABLED', message: 'This server was started with --no-faults.' });
  }
  if (typeof asked === 'string') return { id: `header ${asked}`, fault: faultNamed(asked), ordinal: exchange.call };
  return plans.any ? plans.matchFault(matchableOf(exchange)) : undefined;
}

/** A fault in few words: `latency=200`, `status=503`, `reset`, `empty`, `truncate`, `drip=1000`, `invalid-response=wrong-type`. */
export function faultNamed(text: string): FaultKind {
  const [, kind = '', value] = /^([a-z-]+)(?:=(.*))?$/.exec(text.trim()) ?? [];
  const number = Number(value);
  const within = (least: number, most: number) => /^\d+$/.test(value ?? '') && number >= least && number <= most;
  if (kind === 'latency' && within(0, LONGEST)) return { kind, latency: number };
  if (kind === 'drip' && within(0, LONGEST)) return { kind, duration: number };
  if (kind === 'status' && within(200, 599)) return { kind, status: number };
  if (value === undefined && (kind === 'reset' || kind === 'empty' || kind === 'truncate')) return { kind };
  if (kind === 'invalid-response' && (value === undefined || value === 'missing-property' || value === 'wrong-type')) {
    return { kind, violation: value ?? 'missing-property' };
  }
  throw new HttpError({
    code: 'FAULT_INVALID',
    message: `${JSON.stringify(text.slice(0, 80))} is no fault: give latency=200, status=503, reset, empty, truncate, drip=1000, invalid-response or invalid-response=wrong-type.`,
  });
}

/** Milliseconds by which a fault holds a request back before anything is done with it. */
export function latencyFor({ fault, world }: Exchange): number {
  if (fault?.fault.kind !== 'latency') return 0;
  return latencyOf(fault.fault.latency, world.seed, fault.id, fault.ordinal);
}

/** The answer of a fault that answers in the operation's place; undefined where it does not. */
export async function faultResponse(exchange: Routed, call: Call): Promise<HttpResponse | undefined> {
  const { fault, served } = exchange;
  if (fault?.fault.kind !== 'status') return undefined;
  const { status, body, headers = {} } = fault.fault;
  if (body !== undefined) return { status, body: deepFreeze(body), headers };
  const failure = served.failure?.(status, factsOf(exchange));
  if (failure) return { status, ...failure, headers };
  if (served.declared(status) === undefined) return { status, headers };
  const declared = await served.preferred(call, { code: status });
  return { ...declared, status, headers: { ...declared.headers, ...headers } };
}

/** The answer of a stub. */
export async function stubResponse(
  { response, delay = 0 }: StoredStub,
  exchange: Routed,
  call: Call,
): Promise<HttpResponse> {
  if (delay > 0) await sleep(delay);
  const { served } = exchange;
  const { body, headers = {}, mediaType, example } = response;
  const success = successResponse(served.operation);
  const status = response.status ?? (success ? statusOf(success) : 200);
  if (body !== undefined) return { status, body: deepFreeze(body), headers, mediaType };
  if (served.declared(status) === undefined) return { status, headers };
  const declared = await served.preferred(call, { code: status, example });
  return { ...declared, status, headers: { ...declared.headers, ...headers } };
}

/** Ends a connection as a fault wants it, with nothing answered. Answers whether it did. */
export function dropConnection({ fault }: Exchange, response: ServerResponse): boolean {
  const kind = fault?.fault.kind;
  if (kind !== 'reset' && kind !== 'empty') return false;
  const { socket } = response;
  // A connection under TLS has no reset of its own.
  const bare = socket && 'resetAndDestroy' in socket && !('encrypted' in socket);
  if (kind === 'reset' && bare) socket.resetAndDestroy();
  else if (socket) socket.destroy();
  // A request that was injected has no connection; what waits for its answer learns that there is none.
  else response.destroy(new Error('The connection was cut, as a fault asked for'));
  return true;
}

/** A value that no longer keeps to the contract, made of one that does; the value itself where nothing breaks it. */
export function corrupt(
  value: Json,
  violation: 'missing-property' | 'wrong-type',
  validate: Validator | undefined,
): Json {
  const broken = (candidate: Json) => validate === undefined || validate(candidate).length > 0;
  for (const candidate of violation === 'missing-property' ? withoutOne(value) : withAnotherType(value)) {
    if (broken(candidate)) return candidate;
  }
  const other: Json = typeof value === 'string' ? 0 : 'off contract';
  return broken(other) ? other : value;
}

function* withoutOne(value: Json): Iterable<Json> {
  if (Array.isArray(value)) {
    for (const item of withoutOne(value[0] ?? null)) yield [item, ...value.slice(1)];
    return;
  }
  if (!isObject(value)) return;
  for (const name of Object.keys(value)) {
    const { [name]: _left, ...others } = value;
    yield others;
  }
  for (const [name, member] of Object.entries(value)) {
    for (const inner of withoutOne(member)) yield { ...value, [name]: inner };
  }
}

function* withAnotherType(value: Json): Iterable<Json> {
  if (Array.isArray(value)) {
    for (const item of withAnotherType(value[0] ?? null)) yield [item, ...value.slice(1)];
    return;
  }
  if (!isObject(value)) return;
  for (const [name, member] of Object.entries(value)) {
    yield { ...value, [name]: typeof member === 'string' ? 0 : 'off contract' };
    yield { ...value, [name]: { unexpected: true } };
  }
}

/** Pieces that a dripping body comes in. */
const PIECES = 10;

/**
 * Writes a body as a fault wants it, cut short or in small pieces, behind the headers that were set before.
 * @param text the whole body
 */
export async function writeCorrupted(
  response: ServerResponse,
  status: number,
  text: string,
  fault: FaultKind,
): Promise<void> {
  const bytes = Buffer.from(text);
  response.writeHead(status, { 'content-length': bytes.length });
  if (fault.kind === 'truncate') {
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
    // What was written goes out before the connection ends.
    await sleep(10);
    if (response.socket) response.socket.destroy();
    else response.destroy(new Error('The body was cut short, as a fault asked for'));
    return;
  }
  const over = fault.kind === 'drip' ? fault.duration : 0;
  const size = Math.max(1, Math.ceil(bytes.length / PIECES));
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    if (at > 0) await sleep(over / PIECES);
    response.write(bytes.subarray(at, at + size));
  }
  response.end();
}
