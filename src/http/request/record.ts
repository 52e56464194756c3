// The last steps of a request: the journal records it, and its line is logged. Both happen after the response was sent.
import type { ParameterValues } from '../../contract/wire/read-parameters.ts';
import type { HttpError } from '../../errors/http-error.ts';
import type { ActiveFault, ActiveFaults } from '../../faults/plans.ts';
import type { Metrics } from '../../report/metrics.ts';
import {
  type ContractViolation,
  type DescribeExchange,
  MAX_RECORDED_BYTES,
  type RecordedExchange,
} from '../../report/record.ts';
import { type UndeclaredPart, undeclaredQueryParts } from '../../report/undeclared.ts';
import { queryPairs } from '../syntax/preferences.ts';
import type { Exchange } from './exchange.ts';
import { matchableOf } from './fault.ts';
import { intendedViolations } from './intended.ts';
import type { OperationPlan } from './plan.ts';

/** The journal keeps the exchange itself, and describes it on demand. */
export function record(exchange: Exchange): void {
  const { document, request, route, input, output } = exchange;
  const { journal } = route.world.world;
  output.took = performance.now() - request.arrived;
  if (document.metrics) count(exchange, document.metrics);
  if (!journal) return;
  output.revision = route.world.world.log.revision;
  const { rawBody } = input;
  const { text } = output;
  const bytes = OBJECTS_PER_BYTE * (rawBody?.length ?? 0) + memoryOf(text?.length ?? 0);
  if (rawBody && rawBody.length > MAX_RECORDED_BYTES)
    input.rawBody = Buffer.from(rawBody.subarray(0, MAX_RECORDED_BYTES));
  if (text !== undefined && text.length > MAX_RECORDED_BYTES) output.text = text.slice(0, MAX_RECORDED_BYTES);
  // A refused request has its reason already.
  if (route.plan && !output.error) output.undeclared = undeclaredParts(exchange, route.plan);
  journal.record(exchange, describeExchange, bytes);
  const { plan } = route;
  if (!plan || output.status === 0) return;
  document.coverage.record({
    operation: plan.operation,
    status: output.status,
    requestType: exchange.mediaType,
    responseType: output.mediaType,
    parameters: input.parameters,
    requestBody: output.violations.some(isClients) ? undefined : input.body,
    responseBody: output.value,
  });
}

/** The parts of the request that the document does not declare. */
function undeclaredParts({ input, output, mediaType }: Exchange, plan: OperationPlan): readonly UndeclaredPart[] {
  const { body, notes } = input;
  const properties = body === undefined ? undefined : plan.undeclaredProperties(mediaType)?.(body);
  if (notes.length === 0) return properties ?? output.undeclared;
  return [...(properties ?? []), ...undeclaredQueryParts(notes, plan.declaredQuery)];
}

function count({ document, request, route, output }: Exchange, metrics: Metrics): void {
  const counts = route.plan?.counts ?? metrics.requestsOf(document.mount, request.method, '');
  counts.add(output.status, output.took);
  if (output.violations.length > 0) metrics.addViolations(output.violations);
  if (output.stub !== undefined) metrics.stubs += 1;
  if (output.faults) for (const { fault } of activeFaults(output.faults)) metrics.addFault(fault.kind);
}

/** The most memory that the objects of a parsed body take for each byte of its text: `{},` takes 64 bytes. */
const OBJECTS_PER_BYTE = 24;

/** A small response mostly shares its value with the state. */
function memoryOf(bytes: number): number {
  return bytes > MAX_RECORDED_BYTES ? OBJECTS_PER_BYTE * bytes : bytes;
}

function isClients({ direction }: ContractViolation): boolean {
  return direction === 'request';
}

export function logRequest(exchange: Exchange): void {
  const { document, request, route, output } = exchange;
  output.took = performance.now() - request.arrived;
  document.log?.exchange(exchange, describeExchange, route.world.world.name);
}

/** Logs a request that never reached the steps, such as a preflight. */
export function logOnly(exchange: Exchange, status: number, error?: HttpError): void {
  exchange.output.status = status;
  exchange.output.error = error;
  logRequest(exchange);
}

/** An exchange as journals and logs describe it. */
const describeExchange: DescribeExchange = (recordable) => {
  const exchange = recordable as Exchange;
  const { document, request, route, input, output } = exchange;
  const { plan } = route;
  return {
    id: request.id,
    mount: document.mount,
    method: request.method,
    prefix: request.prefix,
    path: request.path,
    query: request.query,
    keyNames: document.keyNames,
    operation: plan?.operation,
    call: route.ordinal,
    template: plan ? undefined : templateOf(exchange),
    ...sentParts(exchange),
    status: output.status,
    responseHeaders: output.headers,
    responseType: output.mediaType,
    responseText: output.text,
    responseBody: output.value,
    invalidResponse: invalidResponse(exchange),
    time: request.at,
    durationMs: output.took,
    violations: output.violations,
    notes: input.notes,
    error: output.error,
    refusals: () => document.refusals(exchange),
    skippedPlans: () => output.plans?.skipped(matchableOf(exchange)) ?? [],
    behaviour: () => document.describeBehaviour(exchange.operation, request.settings),
    undeclaredStatus: output.error !== undefined && plan !== undefined && plan.declared(output.status) === undefined,
    callbacks: output.callbacks,
    stub: output.stub,
    faults: idsOf(output.faults),
    planned: output.planned,
    intendedViolations: () => intendedViolations(exchange),
  };
};

/** The request as the client sent it. */
function sentParts(exchange: Exchange) {
  const { request, input } = exchange;
  return {
    requestHeaders: request.headers,
    requestType: exchange.mediaType,
    rawBody: input.rawBody,
    requestBody: input.body,
    parameters: input.parameters,
    sentParameters: () => sentParameters(exchange),
    test: exchange.test,
  };
}

/** The template of a path that does not declare the method. */
function templateOf({ request, route }: Exchange): string | undefined {
  if (!route.errorPlan) return undefined;
  const { path, bases } = route.errorPlan.operation;
  return `${bases.find((base) => request.path.startsWith(`${base}/`)) ?? ''}${path}`;
}

/** Reads the parameters again: a refused request has none. */
function sentParameters({ request, route, input }: Exchange): ParameterValues {
  const { query, headers } = request;
  const pairs = pairsIn(query);
  const read = route.plan?.readParameters?.({ path: route.parameters, query: pairs, headers });
  const { values } = read ?? { values: input.parameters };
  // An undeclared query parameter has its text.
  const texts = Object.fromEntries(pairs.map(({ name, text }) => [name, text]));
  return { ...values, query: { ...texts, ...values.query } };
}

/** The pairs of a query; none if it is malformed. */
function pairsIn(query: string): ReturnType<typeof queryPairs> {
  try {
    return query === '' ? [] : queryPairs(query);
  } catch {
    return [];
  }
}

function invalidResponse({ output }: Exchange): RecordedExchange['invalidResponse'] {
  const { invalid, mediaType } = output;
  if (!invalid) return undefined;
  return { status: invalid.status, mediaType: invalid.mediaType ?? mediaType, body: invalid.body };
}

function idsOf(faults: ActiveFaults | undefined): readonly string[] {
  return faults ? activeFaults(faults).map(({ id }) => id) : NO_FAULTS;
}

function activeFaults({ response, list, body, delay }: ActiveFaults): readonly ActiveFault[] {
  return [response, list, body, delay].filter((fault) => fault !== undefined);
}

const NO_FAULTS: readonly string[] = Object.freeze([]);
