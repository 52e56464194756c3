// Carries out stubs and faults: the response of a stub, a fault in place of the response, a corrupted body.
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Call, HttpResponse } from '../behaviours/behaviour.ts';
import type { Validator } from '../contract/contract.ts';
import { isBodiless } from '../contract/header-fields.ts';
import { isJson } from '../contract/media-types.ts';
import { type Response, responseFor, statusOf, successResponse } from '../contract/operations.ts';
import { HttpError } from '../errors/http-error.ts';
import { FAULT_STAGES, type FaultKind, latencyOf, MAX_LATENCY_MS } from '../faults/fault.ts';
import type { MatchableRequest } from '../faults/matcher.ts';
import { plannedError } from '../faults/planned-error.ts';
import type { ActiveFault, ActiveFaults, StoredStub } from '../faults/plans.ts';
import { FAULT_HEADER } from '../headers.ts';
import { deepFreeze, isObject, type Json } from '../json/value.ts';
import { callOf, type Exchange, type Routed } from './exchange.ts';
import { hasPreference, preferredIn, queryPairs, withoutPreferences } from './preferences.ts';

/** The request for matchers of stubs and faults. */
export function matchableOf({ served, method, path, query, headers, body, call }: Exchange): MatchableRequest {
  return { operation: served?.operation.id, method, path, query, headers, body, call };
}

/** Whether requests can ask for faults. The control API ignores such requests, and all preferences. */
export type FaultRule = 'allowed' | 'refused' | 'ignored';

/**
 * The faults that act on a request: those that it asks for itself, by its header or as a status, else those of its world.
 * @throws HttpError FAULT_INVALID for a header that is not a fault, PREFERENCE_INVALID for a code that is not a status,
 * FAULTS_DISABLED if the server refuses to return errors on demand
 */
export function faultsOn(exchange: Exchange, rule: FaultRule): ActiveFaults | undefined {
  const { plans } = exchange.world.world;
  const isServed = exchange.served !== undefined || exchange.extraRoute !== undefined;
  const requested = isServed && rule !== 'ignored' ? requestedFaults(exchange, rule) : undefined;
  return plans.any ? plans.matchFaults(matchableOf(exchange), requested) : requested;
}

function requestedFaults(exchange: Exchange, rule: FaultRule): ActiveFaults | undefined {
  const header = exchange.headers[FAULT_HEADER];
  const status = requestedStatus(exchange);
  if (typeof header !== 'string' && status === undefined) return undefined;
  if (rule === 'refused') {
    const message = 'The server was started with --no-faults. Restart it without this option to use errors on demand.';
    throw new HttpError({ code: 'FAULTS_DISABLED', message });
  }
  const ordinal = exchange.call;
  const faults: { -readonly [Stage in keyof ActiveFaults]: ActiveFaults[Stage] } = {};
  if (typeof header === 'string') {
    const fault = faultNamed(header);
    faults[FAULT_STAGES[fault.kind]] = { id: header.trim().replace('=', '-'), fault, ordinal };
  }
  if (status !== undefined) faults.response = { id: `status-${status}`, fault: { kind: 'status', status }, ordinal };
  return faults;
}

/** The status that a request prefers, if it is an error or one that the operation does not declare. A batch declares none. */
function requestedStatus(exchange: Exchange): number | undefined {
  const { query, headers, served } = exchange;
  const prefer = headers.prefer?.toString();
  if (!hasPreference(query) && !/code/i.test(prefer ?? '')) return undefined;
  exchange.preferred = preferredIn(prefer, query === '' ? [] : queryPairs(query));
  const code = exchange.preferred?.choice?.code;
  if (code === undefined || code >= 400) return code;
  const isDeclared = served !== undefined && responseFor(served.operation, code) !== undefined;
  return !isDeclared && (code >= 300 || isBodiless(code)) ? code : undefined;
}

/** Parses a fault: `latency=200`, `status=503`, `reset`, `empty`, `truncate`, `drip=1000`, `invalid-response=wrong-type`. */
function faultNamed(text: string): FaultKind {
  const [, kind = '', value] = /^([a-z-]+)(?:=(.*))?$/.exec(text.trim()) ?? [];
  const number = Number(value);
  const within = (least: number, most: number) => /^\d+$/.test(value ?? '') && number >= least && number <= most;
  if (kind === 'latency' && within(0, MAX_LATENCY_MS)) return { kind, latency: number };
  if (kind === 'drip' && within(0, MAX_LATENCY_MS)) return { kind, duration: number };
  if (kind === 'status' && within(200, 599)) return { kind, status: number };
  if (value === undefined && (kind === 'reset' || kind === 'empty' || kind === 'truncate')) return { kind };
  if (kind === 'invalid-response' && (value === undefined || value === 'missing-property' || value === 'wrong-type')) {
    return { kind, violation: value ?? 'missing-property' };
  }
  throw new HttpError({
    code: 'FAULT_INVALID',
    message: `Unknown fault ${JSON.stringify(text.slice(0, 80))}. Use latency=200, status=503, reset, empty, truncate, drip=1000, invalid-response or invalid-response=wrong-type.`,
  });
}

/** Milliseconds that a request waits before anything is done with it. */
export function delayOf({ faults, preferred, world }: Exchange): number {
  const { delay, response } = faults ?? {};
  // A response that a fault gives does not wait for the preference later.
  const preference = response && preferred ? preferred.wait : 0;
  if (delay?.fault.kind !== 'latency') return preference;
  return preference + latencyOf(delay.fault.latency, world.seed, delay.id, delay.ordinal);
}

/**
 * Renders an error that was asked for or planned.
 * @param example the response that the document shows for it, if it shows one
 */
type RenderPlanned = (error: HttpError, exchange: Exchange, example: HttpResponse | undefined) => Promise<HttpResponse>;

/** The response of a fault that responds in place of the operation. */
export async function faultResponse(
  exchange: Exchange,
  { fault, retryAfter }: ActiveFault,
  renderPlanned: RenderPlanned,
): Promise<HttpResponse> {
  if (fault.kind !== 'status') throw new Error(`The fault ${fault.kind} has no response`);
  const { status, body, headers: own = {} } = fault;
  if (body !== undefined) return { status, body: deepFreeze(body), headers: own };
  const { served, preferred } = exchange;
  const declared = served && responseFor(served.operation, status);
  const sample = declared && (await sampleOf(exchange as Routed, status));
  if (status < 400) {
    return { status, ...sample, headers: { ...locationOf(exchange, status), ...sample?.headers, ...own } };
  }
  const error = plannedError(status, retryAfter);
  const { example, dynamic } = preferred?.choice ?? {};
  const isChosen = example !== undefined || dynamic;
  const shown = sample && declared && isShown(declared, status) ? sample : undefined;
  const { headers, ...response } = sample && isChosen ? sample : await renderPlanned(error, exchange, shown);
  const challenge = status === 401 ? await challengeOf(exchange) : {};
  return { ...response, headers: { ...sample?.headers, ...headers, ...error.headers, ...challenge, ...own } };
}

function sampleOf(exchange: Routed, status: number): Promise<HttpResponse> {
  return exchange.served.preferred(callOf(exchange), { ...exchange.preferred?.choice, code: status });
}

/** Whether a document itself shows an error: it has an example of this very status, or no body, or none that is JSON. */
function isShown(response: Response, status: number): boolean {
  const { content } = response;
  if (!content.some(({ name }) => isJson(name))) return true;
  return response.status === String(status) && content.some(({ examples }) => examples.length > 0);
}

/** A redirect that was not declared leads to the same resource, without asking for the redirect again. */
function locationOf({ prefix, path, query }: Exchange, status: number): Readonly<Record<string, string>> {
  if (status < 300 || status === 304) return {};
  const rest = withoutPreferences(query);
  return { location: `${prefix}${path}${rest === '' ? '' : `?${rest}`}` };
}

/** The challenge that a 401 must have (RFC 9110, section 15.5.2): the one of a request without credentials. */
async function challengeOf({ served, world: { world }, at }: Exchange): Promise<Readonly<Record<string, string>>> {
  const { settings, expiredBefore } = world;
  try {
    await served?.authenticate?.({ headers: {}, query: '' }, { settings, moment: at, expiredBefore });
    return {};
  } catch (refusal) {
    return refusal instanceof HttpError ? refusal.headers : {};
  }
}

/** The response of a stub. */
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

/** Drops the connection without a response if a fault asks for it. @returns whether it did */
export function dropConnection({ fault: { kind } }: ActiveFault, response: ServerResponse): boolean {
  if (kind !== 'reset' && kind !== 'empty') return false;
  const { socket } = response;
  // An injected request has no connection; its caller gets the error.
  if (!socket || !('resetAndDestroy' in socket)) (socket ?? response).destroy(new DroppedConnection());
  // A TLS connection cannot be reset.
  else if (kind === 'reset' && !('encrypted' in socket)) socket.resetAndDestroy();
  else socket.destroy();
  return true;
}

/** What the caller of an injected request gets instead of a response. */
export class DroppedConnection extends Error {
  override readonly name = 'DroppedConnection';

  constructor() {
    super('A fault dropped the connection');
  }
}

/** Changes a valid value so that it violates the contract; returns the value itself if no change does. */
export function corrupt(
  value: Json,
  violation: 'missing-property' | 'wrong-type',
  validate: Validator | undefined,
): Json {
  const isInvalid = (candidate: Json) => validate === undefined || validate(candidate).length > 0;
  for (const candidate of violation === 'missing-property' ? withoutOne(value) : withAnotherType(value)) {
    if (isInvalid(candidate)) return candidate;
  }
  const other: Json = typeof value === 'string' ? 0 : 'off contract';
  return isInvalid(other) ? other : value;
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
  for (const [name, property] of Object.entries(value)) {
    for (const inner of withoutOne(property)) yield { ...value, [name]: inner };
  }
}

function* withAnotherType(value: Json): Iterable<Json> {
  if (Array.isArray(value)) {
    for (const item of withAnotherType(value[0] ?? null)) yield [item, ...value.slice(1)];
    return;
  }
  if (!isObject(value)) return;
  for (const [name, property] of Object.entries(value)) {
    yield { ...value, [name]: typeof property === 'string' ? 0 : 'off contract' };
    yield { ...value, [name]: { unexpected: true } };
  }
}

/** Pieces that a dripping body comes in, and milliseconds between the pieces of a slow connection. */
const DRIP_PIECES = 10;
const SLOW_INTERVAL_MS = 50;

/**
 * Writes a truncated or slow body after the headers that were set before.
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
    else response.destroy(new Error('A fault truncated the body'));
    return;
  }
  const { size, interval } = piecesOf(bytes.length, fault);
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    const piece = bytes.subarray(at, at + size);
    // The first piece of a dripping body comes at once; a slow connection takes its time for each.
    if (at > 0 || fault.kind === 'bandwidth') await sleep((interval * piece.length) / size);
    response.write(piece);
  }
  response.end();
}

/** Bytes of a piece, and the milliseconds that one takes. */
function piecesOf(length: number, fault: FaultKind): { readonly size: number; readonly interval: number } {
  if (fault.kind === 'bandwidth') {
    const size = Math.max(1, Math.floor((fault.kilobits * SLOW_INTERVAL_MS) / 8));
    return { size, interval: SLOW_INTERVAL_MS };
  }
  const over = fault.kind === 'drip' ? fault.duration : 0;
  return { size: Math.max(1, Math.ceil(length / DRIP_PIECES)), interval: over / DRIP_PIECES };
}
