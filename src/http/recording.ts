// What of an exchange is remembered, and which of its reasons are breaches of the contract.
import { contentFor, isJson } from '../contract/media-types.ts';
import { responseFor } from '../contract/operations.ts';
import type { AnswerCode, AnswerError, Violation } from '../errors/answer.ts';
import type { Coverage } from '../report/coverage.ts';
import { type Breach, type Direction, REMEMBERED, type Recorded, type Tell } from '../report/record.ts';
import type { Exchange, Outcome } from './exchange.ts';

/** Reasons of a refusal by which the client has broken the contract, with the rule that each tells of. */
const REQUEST_RULES: Readonly<Partial<Record<AnswerCode, string>>> = {
  CREDENTIAL_MISSING: 'security',
  CREDENTIAL_MALFORMED: 'security',
  PATH_UNKNOWN: 'path',
  PATH_MALFORMED: 'path',
  METHOD_UNDECLARED: 'method',
  ACCEPT_UNMET: 'accept',
  MEDIA_TYPE_UNSUPPORTED: 'media-type',
  CONTENT_CODING_UNSUPPORTED: 'content-coding',
  PARAMETER_INVALID: 'parameter',
  BODY_MISSING: 'required',
  BODY_MALFORMED: 'syntax',
  BODY_INVALID: 'body',
  STATE_INVALID: 'state',
  REQUEST_MALFORMED: 'http',
};

/** Reasons by which this server has. */
const RESPONSE_RULES: Readonly<Partial<Record<AnswerCode, string>>> = {
  ANSWER_INVALID: 'answer',
  HANDLER_FAILED: 'handler',
  VALIDATOR_FAILED: 'validator',
  INTERNAL: 'internal',
};

/** What a refusal says of the contract; nothing where it is about the state or about what the client prefers. */
export function breachesOf(error: AnswerError, exchange: Exchange): readonly Breach[] {
  const rule = REQUEST_RULES[error.code];
  const direction: Direction = rule === undefined ? 'response' : 'request';
  const told = rule ?? RESPONSE_RULES[error.code];
  if (told === undefined) return [];
  const violations =
    error.violations.length > 0
      ? error.violations
      : [{ ...placeOf(told), rule: told, message: withoutStop(error.message) }];
  return violations.map((violation) => ({ direction, violation, schema: schemaOf(direction, violation, exchange) }));
}

/** What an answer breaks of the contract. */
export function answerBreaches(violations: readonly Violation[], exchange: Exchange): readonly Breach[] {
  return violations.map((violation) => ({
    direction: 'response',
    violation,
    schema: schemaOf('response', violation, exchange),
  }));
}

function schemaOf(direction: Direction, violation: Violation, exchange: Exchange): string | undefined {
  const { served, accepted, answer, mediaType } = exchange;
  if (!served) return undefined;
  const { operation } = served;
  if (violation.in !== undefined && violation.in !== 'body') {
    const name = violation.pointer.split('/')[1];
    return operation.parameters.find((one) => one.in === violation.in && one.name === name)?.pointer;
  }
  const content =
    direction === 'request'
      ? (operation.requestBody?.content ?? [])
      : (responseFor(operation, answer?.status ?? 0)?.content ?? []);
  const type = direction === 'request' ? (accepted?.mediaType ?? '') : mediaType;
  return (contentFor(content, type) ?? content.find(({ name }) => isJson(name)))?.schema;
}

/** Where a rule that is about no value of the contract is broken. */
function placeOf(rule: string): Pick<Violation, 'pointer' | 'in'> {
  if (rule === 'path' || rule === 'method') return { pointer: '', in: 'path' };
  return HEADER_RULES.has(rule) ? { pointer: '', in: 'header' } : { pointer: '' };
}

const HEADER_RULES: ReadonlySet<string> = new Set(['security', 'accept', 'media-type', 'content-coding', 'http']);

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** Remembers an exchange that was answered; it keeps what is there anyway, and is told only when somebody asks. */
export function remember(exchange: Exchange, outcome: Outcome, coverage: Coverage): void {
  const { ledger } = exchange.world.world;
  if (!ledger) return;
  const { served, accepted, rawBody, sent: text, parameters, body } = exchange;
  const { error, status, mediaType, value } = outcome;
  exchange.outcome = outcome;
  if (error && !exchange.strike) exchange.breaches = breachesOf(error, exchange);
  if (rawBody && rawBody.length > REMEMBERED) exchange.rawBody = Buffer.from(rawBody.subarray(0, REMEMBERED));
  if (text !== undefined && text.length > REMEMBERED) exchange.sent = text.slice(0, REMEMBERED);
  ledger.record(exchange, told as Tell);
  if (!served) return;
  coverage.see({
    operation: served.operation,
    status,
    requestType: accepted?.mediaType ?? '',
    responseType: mediaType,
    parameters,
    body: exchange.breaches.some(isClients) ? undefined : body,
    answer: value,
  });
}

function isClients({ direction }: Breach): boolean {
  return direction === 'request';
}

function told(exchange: Exchange): Recorded {
  const { id, method, prefix, path, query, headers, served, accepted, call, rawBody, body, at, breaches, notes } =
    exchange;
  const { parameters, stub, strike, sentAfter } = exchange;
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
    body,
    parameters,
    status,
    responseHeaders,
    responseType: mediaType,
    responseText: exchange.sent,
    answer: value,
    at,
    took,
    breaches,
    notes,
    refusal: error?.code,
    undeclared: error !== undefined && served !== undefined && served.declared(status) === undefined,
    sentAfter,
    stub,
    fault: strike?.id,
  };
}
