// What of an exchange is remembered, and which of its reasons are breaches of the contract.
import type { OutgoingHttpHeaders } from 'node:http';
import { contentFor, isJson } from '../contract/media-types.ts';
import { responseFor } from '../contract/operations.ts';
import type { AnswerCode, AnswerError, Violation } from '../errors/answer.ts';
import type { Json } from '../json/value.ts';
import type { Coverage } from '../report/coverage.ts';
import type { Breach, Direction, Recorded } from '../report/record.ts';
import type { Exchange } from './exchange.ts';

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

/** Characters and bytes of a body that are remembered. */
const BODY_LIMIT = 65_536;

/** An answer as it went out. */
export interface Sent {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  /** The body as a value; undefined where it has none. */
  readonly value: Json | undefined;
  readonly mediaType: string;
  /** Why it was refused; undefined where it was answered. */
  readonly error?: AnswerError | undefined;
}

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

/** Remembers an exchange that was answered. */
export function remember(exchange: Exchange, sent: Sent, mount: string, coverage: Coverage): void {
  const { ledger } = exchange.world.world;
  if (!ledger) return;
  const { served, accepted, rawBody, parameters } = exchange;
  const text = exchange.sent;
  const recorded: Recorded = {
    id: exchange.id,
    mount,
    method: exchange.method,
    prefix: exchange.prefix,
    path: exchange.path,
    query: exchange.query,
    operation: served?.operation,
    call: exchange.call,
    requestHeaders: exchange.headers,
    requestType: accepted?.mediaType ?? '',
    rawBody: rawBody && rawBody.length > BODY_LIMIT ? Buffer.from(rawBody.subarray(0, BODY_LIMIT)) : rawBody,
    body: exchange.body,
    parameters: namesOf(parameters),
    status: sent.status,
    responseHeaders: sent.headers,
    responseType: sent.mediaType,
    responseText: text !== undefined && text.length > BODY_LIMIT ? text.slice(0, BODY_LIMIT) : text,
    answer: sent.value,
    at: exchange.at,
    took: performance.now() - exchange.came,
    breaches: sent.error && !exchange.strike ? breachesOf(sent.error, exchange) : exchange.breaches,
    notes: exchange.notes,
    refusal: sent.error?.code,
    undeclared: sent.error !== undefined && served !== undefined && served.declared(sent.status) === undefined,
    stub: exchange.stub,
    fault: exchange.strike?.id,
  };
  ledger.record(recorded);
  coverage.see(recorded);
}

const NO_NAMES: readonly string[] = Object.freeze([]);

function namesOf(parameters: Exchange['parameters']): readonly string[] {
  let names: string[] | undefined;
  for (const place in parameters) {
    for (const name in parameters[place as keyof typeof parameters]) {
      names ??= [];
      names.push(`${place} ${name}`);
    }
  }
  return names ?? NO_NAMES;
}
