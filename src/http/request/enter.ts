// The first steps of a request: its world, its host, its operation.
import type { FastifyReply } from 'fastify';
import { originOf } from '../../behaviours/behaviour.ts';
import { nearestPath } from '../../contract/operation/nearest-path.ts';
import { fieldValue } from '../../contract/wire/header-fields.ts';
import { HttpError } from '../../errors/http-error.ts';
import { isPending } from '../../eventually.ts';
import { isHostField } from '../syntax/host-names.ts';
import type { Exchange, Routed, ServedDocument } from './exchange.ts';
import { type RouteMatch, SAMPLES } from './routes.ts';

/** @throws HttpError WORLD_INVALID or TOO_MANY_WORLDS if the world that the request names cannot be used */
export function enterWorld({ route }: Exchange): void {
  if (route.refusal !== undefined) throw route.refusal;
}

/** Clients name the same host again and again, so the last valid one is remembered. */
let lastValidHost: string | undefined;

/** URLs in responses begin with the host that the request names (RFC 9110, section 7.2). @throws HttpError REQUEST_MALFORMED */
export function checkHost(
  { document, request: { headers }, route }: Exchange,
  { request: { raw } }: FastifyReply,
): void {
  const { host } = headers;
  // Node keeps the first one (RFC 9112, section 3.2).
  if (hasTwoHosts(raw.rawHeaders)) throw malformed('The request has two Host headers.');
  if (host === lastValidHost && host !== undefined) {
    route.world.samplesUrl ??= `${originOf(headers)}${document.places.own}${SAMPLES}`;
    return;
  }
  if (host === undefined) {
    if (raw.httpVersion === '1.1') throw malformed('The request has no Host header.');
    return;
  }
  if (!isHostField(host)) throw malformed(`The Host header ${JSON.stringify(host.slice(0, 80))} is not a host name.`);
  lastValidHost = host;
  route.world.samplesUrl ??= `${originOf(headers)}${document.places.own}${SAMPLES}`;
}

/** @param fields names and values in turn */
function hasTwoHosts(fields: readonly string[]): boolean {
  let count = 0;
  for (let at = 0; at < fields.length; at += 2) {
    const name = fields[at] as string;
    if (name.length === 4 && name.toLowerCase() === 'host') count += 1;
  }
  return count > 1;
}

/** RFC 9112, section 6.1. @throws HttpError TRANSFER_CODING_UNSUPPORTED */
export function checkTransferCoding({ request: { headers } }: Exchange): void {
  const coding = headers['transfer-encoding'];
  if (coding === undefined || coding.toLowerCase() === 'chunked') return;
  const message = `The transfer coding ${fieldValue(coding.slice(0, 80))} is not supported. Use chunked alone.`;
  throw new HttpError({ code: 'TRANSFER_CODING_UNSUPPORTED', message });
}

function malformed(message: string): HttpError {
  return new HttpError({ code: 'REQUEST_MALFORMED', message });
}

/** Finds the operation of the request, or what else its path is for. */
export function findRoute({ document, request, route }: Exchange): void {
  const match = document.routes.match(request.method, request.path);
  route.match = match;
  if (match.kind === 'found' && match.target.kind === 'operation') {
    const { plan, steps } = document.endpoint(match.target.operation);
    route.plan = plan;
    route.errorPlan = plan;
    route.parameters = match.params;
    route.steps = steps;
    return;
  }
  // Another operation of the path declares the shape of the error.
  if (match.kind === 'method-not-allowed' && match.sibling) route.errorPlan = document.endpoint(match.sibling).plan;
  route.steps = document.stepsOf(match, request.method);
}

/** The control API is only for those whom its guard lets in. */
export function guardControl({ document, request }: Exchange, { request: { raw } }: FastifyReply): void {
  document.guard?.(request.headers, raw.socket.remoteAddress);
}

export function countCall(exchange: Exchange): void | Promise<void> {
  const { route } = exchange;
  const call = route.world.world.called((exchange as Routed).operation.id, exchange.id);
  if (isPending(call)) return call.then((known) => void setOrdinal(route, known));
  route.ordinal = call;
}

function setOrdinal(route: Exchange['route'], call: number): void {
  route.ordinal = call;
}

/** Responds to a request without an operation: OPTIONS is allowed for every path, other methods are refused. */
export function refuseUnmatched(exchange: Exchange): void {
  const { document, request, route, output } = exchange;
  const match = route.match as RouteMatch;
  if (match.kind === 'method-not-allowed' && request.method === 'OPTIONS') {
    output.response = { status: 204, headers: { allow: allowOf(match.allow) } };
    return;
  }
  throw unmatchedError(match, request, document);
}

export function unmatchedError(
  match: RouteMatch,
  { method, path }: Exchange['request'],
  { contract }: ServedDocument,
): HttpError {
  if (match.kind === 'method-not-allowed') {
    const allow = allowOf(match.allow);
    return new HttpError({
      code: 'METHOD_NOT_ALLOWED',
      message: `The document does not declare the method ${method} for ${path}. Allowed methods: ${allow}.`,
      headers: { allow },
    });
  }
  const near = nearestPath(contract.operations, path);
  const bases = contract.bases.filter((base) => base !== '');
  const outside = bases.length > 0 && !bases.some((base) => path.startsWith(`${base}/`));
  const baseHint = outside ? ` The base path is ${bases.join(' or ')}.` : '';
  const hint = near === undefined ? baseHint : ` Did you mean ${near}?`;
  return new HttpError({ code: 'PATH_NOT_FOUND', message: `The document declares no path ${path}.${hint}` });
}

/** The Allow header (RFC 9110, section 10.2.1). OPTIONS is always allowed. */
export function allowOf(methods: readonly string[]): string {
  return [...new Set([...methods, 'OPTIONS'])].join(', ');
}
