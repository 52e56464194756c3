// The step that applies a planned fault, or one that the request asks for: it waits, drops the connection or responds.
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import { responseFor } from '../../contract/operation/operations.ts';
import { isBodiless } from '../../contract/wire/header-fields.ts';
import { HttpError } from '../../errors/http-error.ts';
import { type Eventually, isPending, whenKnown } from '../../eventually.ts';
import { FAULT_STAGES, type FaultKind, latencyOf, MAX_LATENCY_MS } from '../../faults/fault.ts';
import type { MatchableRequest } from '../../faults/matcher.ts';
import type { ActiveFault, ActiveFaults } from '../../faults/plans.ts';
import { FAULT_HEADER } from '../../headers.ts';
import { hasPreference, preferredIn, queryPairs } from '../syntax/preferences.ts';
import { dropConnection } from './drop-connection.ts';
import { DROPPED, type Exchange } from './exchange.ts';
import { faultResponse } from './fault-response.ts';

/**
 * A fault that responds sets the response, so that no other step does.
 * @throws HttpError FAULT_INVALID, PREFERENCE_INVALID or FAULTS_DISABLED
 */
export function applyFault(exchange: Exchange, reply: FastifyReply): void | Promise<void> {
  const faults = faultsOn(exchange);
  return isPending(faults)
    ? faults.then((known) => applyFaults(exchange, reply, known))
    : applyFaults(exchange, reply, faults);
}

function applyFaults(exchange: Exchange, reply: FastifyReply, faults: ActiveFaults | undefined): void | Promise<void> {
  if (!faults) return undefined;
  exchange.output.faults = faults;
  const delay = delayOf(exchange, faults);
  if (delay === 0) return respondWithFault(exchange, reply, faults.response);
  return sleep(delay).then(() => respondWithFault(exchange, reply, faults.response));
}

function respondWithFault(
  exchange: Exchange,
  reply: FastifyReply,
  fault: ActiveFault | undefined,
): void | Promise<void> {
  if (!fault) return undefined;
  const { output } = exchange;
  if (dropConnection(fault, reply)) {
    output.planned = true;
    output.response = DROPPED;
    return undefined;
  }
  const pending = whenKnown(faultResponse(exchange, fault), (response) => {
    output.planned = true;
    output.response = response;
  });
  return pending instanceof Promise ? pending : undefined;
}

/** The request for matchers of stubs and faults. */
export function matchableOf({ request, route, input }: Exchange): MatchableRequest {
  const { method, path, query, headers } = request;
  return { operation: route.plan?.operation.id, method, path, query, headers, body: input.body, call: route.ordinal };
}

/** The faults that act on a request: those that it asks for itself, by its header or as a status, else those of its world. */
function faultsOn(exchange: Exchange): Eventually<ActiveFaults | undefined> {
  const { document, route, output } = exchange;
  const { world } = route.world;
  const { plans } = world;
  const requested = document.faults !== 'ignored' && isServed(route) ? requestedFaults(exchange) : undefined;
  if (!plans.any) return requested;
  return world.counting(() => {
    const faults = plans.matchFaults(matchableOf(exchange), requested, exchange.id);
    output.plans = plans.matched();
    return faults;
  });
}

/** Whether a request is for an operation or for a route of the convention. Others cannot ask for faults. */
function isServed({ plan, match }: Exchange['route']): boolean {
  return plan !== undefined || (match?.kind === 'found' && match.target.kind === 'convention');
}

function requestedFaults(exchange: Exchange): ActiveFaults | undefined {
  const header = exchange.request.headers[FAULT_HEADER];
  const status = requestedStatus(exchange);
  if (typeof header !== 'string' && status === undefined) return undefined;
  if (exchange.document.faults === 'refused') {
    const message = 'The server was started with --no-faults. Restart it without this option to use errors on demand.';
    throw new HttpError({ code: 'FAULTS_DISABLED', message });
  }
  const { ordinal } = exchange;
  const faults: { -readonly [Stage in keyof ActiveFaults]: ActiveFaults[Stage] } = {};
  if (typeof header === 'string') {
    const fault = faultNamed(header);
    faults[FAULT_STAGES[fault.kind]] = { id: header.trim().replace('=', '-'), fault, ordinal };
  }
  if (status !== undefined) faults.response = { id: `status-${status}`, fault: { kind: 'status', status }, ordinal };
  return faults;
}

/** The status that a request prefers, if it is an error or one that the operation does not declare. A batch declares none. */
function requestedStatus({ request, input, route }: Exchange): number | undefined {
  const { query, headers } = request;
  const prefer = headers.prefer?.toString();
  if ((query === '' || !hasPreference(query)) && (prefer === undefined || !/code/i.test(prefer))) return undefined;
  input.preferred = preferredIn(prefer, query === '' ? [] : queryPairs(query));
  const code = input.preferred?.choice?.code;
  if (code === undefined || code >= 400) return code;
  const isDeclared = route.plan !== undefined && responseFor(route.plan.operation, code) !== undefined;
  return !isDeclared && (code >= 300 || isBodiless(code)) ? code : undefined;
}

/** How the header of a request names each kind of fault. Undefined for a kind that only plans have. */
const NAMED = {
  latency: (value) => (isWithin(value, 0, MAX_LATENCY_MS) ? { kind: 'latency', latency: Number(value) } : undefined),
  status: (value) => (isWithin(value, 200, 599) ? { kind: 'status', status: Number(value) } : undefined),
  reset: (value) => (value === undefined ? { kind: 'reset' } : undefined),
  empty: (value) => (value === undefined ? { kind: 'empty' } : undefined),
  truncate: (value) => (value === undefined ? { kind: 'truncate' } : undefined),
  drip: (value) => (isWithin(value, 0, MAX_LATENCY_MS) ? { kind: 'drip', duration: Number(value) } : undefined),
  bandwidth: undefined,
  'invalid-response': (value = 'missing-property') =>
    value === 'missing-property' || value === 'wrong-type' ? { kind: 'invalid-response', violation: value } : undefined,
  'edit-response': undefined,
  'short-pages': undefined,
} as const satisfies {
  readonly [Kind in FaultKind['kind']]: ((value: string | undefined) => FaultKind | undefined) | undefined;
};

function isWithin(value: string | undefined, least: number, most: number): boolean {
  return value !== undefined && /^\d+$/.test(value) && Number(value) >= least && Number(value) <= most;
}

/** Parses a fault: `latency=200`, `status=503`, `reset`, `empty`, `truncate`, `drip=1000`, `invalid-response=wrong-type`. */
function faultNamed(text: string): FaultKind {
  const [, kind = '', value] = /^([a-z-]+)(?:=(.*))?$/.exec(text.trim()) ?? [];
  const fault = Object.hasOwn(NAMED, kind) ? NAMED[kind as keyof typeof NAMED]?.(value) : undefined;
  if (fault) return fault;
  throw new HttpError({
    code: 'FAULT_INVALID',
    message: `Unknown fault ${JSON.stringify(text.slice(0, 80))}. Use latency=200, status=503, reset, empty, truncate, drip=1000, invalid-response or invalid-response=wrong-type.`,
  });
}

/** Milliseconds that a request waits before anything is done with it. */
function delayOf({ input, route }: Exchange, { delay, response }: ActiveFaults): number {
  // A response that a fault gives does not wait for the preference later.
  const preference = response && input.preferred ? input.preferred.wait : 0;
  if (delay?.fault.kind !== 'latency') return preference;
  return preference + latencyOf(delay.fault.latency, route.world.seed, delay.id, delay.ordinal);
}
