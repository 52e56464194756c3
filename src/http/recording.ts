// Records exchanges, and decides which refusals are violations of the contract.
import { contentFor, isJson } from '../contract/media-types.ts';
import { responseFor } from '../contract/operations.ts';
import type { ErrorCode, HttpError, Violation } from '../errors/http-error.ts';
import type { ActiveFaults } from '../faults/plans.ts';
import type { Coverage } from '../report/coverage.ts';
import type { Journal } from '../report/journal.ts';
import { type ContractViolation, type DescribeExchange, type Direction, MAX_RECORDED_BYTES } from '../report/record.ts';
import type { Exchange, Outcome } from './exchange.ts';

/** Refusals because the client violated the contract, with the rule of each. */
const REQUEST_RULES: Readonly<Partial<Record<ErrorCode, string>>> = {
  CREDENTIAL_MISSING: 'security',
  CREDENTIAL_MALFORMED: 'security',
  PATH_NOT_FOUND: 'path',
  PATH_MALFORMED: 'path',
  METHOD_NOT_ALLOWED: 'method',
  NOT_ACCEPTABLE: 'accept',
  UNSUPPORTED_MEDIA_TYPE: 'media-type',
  UNSUPPORTED_CONTENT_CODING: 'content-coding',
  PARAMETER_INVALID: 'parameter',
  BODY_MISSING: 'required',
  BODY_MALFORMED: 'syntax',
  BODY_INVALID: 'body',
  STATE_INVALID: 'state',
  REQUEST_MALFORMED: 'http',
};

/** Refusals because this server violated the contract. */
const RESPONSE_RULES: Readonly<Partial<Record<ErrorCode, string>>> = {
  RESPONSE_INVALID: 'response',
  HANDLER_FAILED: 'handler',
  VALIDATOR_FAILED: 'validator',
  INTERNAL: 'internal',
};

/** The violations of a refusal; none if it is about the state or about a preference of the client. */
export function violationsOf(error: HttpError, exchange: Exchange): readonly ContractViolation[] {
  const rule = REQUEST_RULES[error.code];
  const direction: Direction = rule === undefined ? 'response' : 'request';
  const broken = rule ?? RESPONSE_RULES[error.code];
  if (broken === undefined) return [];
  const violations =
    error.violations.length > 0
      ? error.violations
      : [{ ...placeOf(broken), rule: broken, message: withoutStop(error.message) }];
  return violations.map((violation) => ({ direction, violation, schema: schemaOf(direction, violation, exchange) }));
}

/** The violations of a response. */
export function responseViolations(violations: readonly Violation[], exchange: Exchange): readonly ContractViolation[] {
  return violations.map((violation) => ({
    direction: 'response',
    violation,
    schema: schemaOf('response', violation, exchange),
  }));
}

function schemaOf(direction: Direction, violation: Violation, exchange: Exchange): string | undefined {
  const { served, accepted, response, mediaType } = exchange;
  if (!served) return undefined;
  const { operation } = served;
  if (violation.in !== undefined && violation.in !== 'body') {
    const name = violation.pointer.split('/')[1];
    return operation.parameters.find((one) => one.in === violation.in && one.name === name)?.pointer;
  }
  const content =
    direction === 'request'
      ? (operation.requestBody?.content ?? [])
      : (responseFor(operation, response?.status ?? 0)?.content ?? []);
  const type = direction === 'request' ? (accepted?.mediaType ?? '') : mediaType;
  return (contentFor(content, type) ?? content.find(({ name }) => isJson(name)))?.schema;
}

/** The place of a violation that is about no value. */
function placeOf(rule: string): Pick<Violation, 'pointer' | 'in'> {
  if (rule === 'path' || rule === 'method') return { pointer: '', in: 'path' };
  return HEADER_RULES.has(rule) ? { pointer: '', in: 'header' } : { pointer: '' };
}

const HEADER_RULES: ReadonlySet<string> = new Set(['security', 'accept', 'media-type', 'content-coding', 'http']);

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** Completes an exchange after its response: adds the outcome, and the violations of a refusal. */
export function completeExchange(exchange: Exchange, outcome: Outcome): void {
  const { error } = outcome;
  exchange.outcome = outcome;
  if (error?.code === 'VALIDATION_TIMEOUT') exchange.unchecked = error.message;
  if (error && !exchange.planned) exchange.violations = violationsOf(error, exchange);
}

/** Records a completed exchange. It only keeps references; the exchange is described on demand. */
export function recordExchange(exchange: Exchange, journal: Journal, coverage: Coverage): void {
  const { served, accepted, rawBody, sent: text, parameters, body } = exchange;
  const { status, mediaType, value } = exchange.outcome as Outcome;
  if (rawBody && rawBody.length > MAX_RECORDED_BYTES)
    exchange.rawBody = Buffer.from(rawBody.subarray(0, MAX_RECORDED_BYTES));
  if (text !== undefined && text.length > MAX_RECORDED_BYTES) exchange.sent = text.slice(0, MAX_RECORDED_BYTES);
  journal.record(exchange, describeExchange);
  if (!served || status === 0) return;
  coverage.record({
    operation: served.operation,
    status,
    requestType: accepted?.mediaType ?? '',
    responseType: mediaType,
    parameters,
    requestBody: exchange.violations.some(isClients) ? undefined : body,
    responseBody: value,
  });
}

function isClients({ direction }: ContractViolation): boolean {
  return direction === 'request';
}

/** An exchange as journals and logs describe it. */
export const describeExchange: DescribeExchange = (recordable) => {
  const exchange = recordable as Exchange;
  const { id, method, prefix, path, query, headers, served, accepted, call, rawBody, body, at, violations, notes } =
    exchange;
  const { parameters, stub, faults, planned, sentAfter } = exchange;
  const { mount, status, headers: responseHeaders, mediaType, value, error, took } = exchange.outcome as Outcome;
  return {
    id,
    mount,
    method,
    prefix,
    path,
    query,
    operation: served?.operation,
    call,
    requestHeaders: headers,
    requestType: accepted?.mediaType ?? '',
    rawBody,
    requestBody: body,
    parameters,
    status,
    responseHeaders,
    responseType: mediaType,
    responseText: exchange.sent,
    responseBody: value,
    time: at,
    durationMs: took,
    violations,
    notes,
    error,
    undeclaredStatus: error !== undefined && served !== undefined && served.declared(status) === undefined,
    callbacks: sentAfter,
    stub,
    faults: idsOf(faults),
    planned,
  };
};

function idsOf(faults: ActiveFaults | undefined): readonly string[] {
  if (!faults) return NO_FAULTS;
  const { response, body, delay } = faults;
  return [response, body, delay].flatMap((fault) => (fault ? [fault.id] : []));
}

const NO_FAULTS: readonly string[] = Object.freeze([]);
