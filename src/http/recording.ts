// What of an exchange is remembered, and which of its reasons are breaches of the contract.
import type { OutgoingHttpHeaders } from 'node:http';
import { contentFor, isJson } from '../contract/media-types.ts';
import { responseFor } from '../contract/operations.ts';
import type { AnswerCode, AnswerError, Violation } from '../errors/answer.ts';
import type { Json } from '../json/value.ts';
import type { Coverage } from '../report/coverage.ts';
import { type Breach, type Direction, REMEMBERED, type Recordable, type Recorded } from '../report/record.ts';
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

/** An exchange that is remembered: it keeps what is there anyway, and is told only when somebody asks. */
class Remembered implements Recordable {
  readonly #exchange: Exchange;
  readonly #sent: Sent;
  readonly #mount: string;
  readonly #took: number;

  constructor(exchange: Exchange, sent: Sent, mount: string) {
    this.#exchange = exchange;
    this.#sent = sent;
    this.#mount = mount;
    this.#took = performance.now() - exchange.came;
  }

  get id(): string {
    return this.#exchange.id;
  }

  get breaches(): readonly Breach[] {
    return this.#exchange.breaches;
  }

  told(): Recorded {
    const { status, headers, mediaType, value, error } = this.#sent;
    const { id, method, prefix, path, query, served, accepted, call, rawBody, body, at, breaches, notes } =
      this.#exchange;
    const { parameters, stub, strike, sentAfter } = this.#exchange;
    return {
      id,
      mount: this.#mount,
      method,
      prefix,
      path,
      query,
      operation: served?.operation,
      call,
      requestHeaders: this.#exchange.headers,
      requestType: accepted?.mediaType ?? '',
      rawBody,
      body,
      parameters,
      status,
      responseHeaders: headers,
      responseType: mediaType,
      responseText: this.#exchange.sent,
      answer: value,
      at,
      took: this.#took,
      breaches,
      notes,
      refusal: error?.code,
      undeclared: error !== undefined && served !== undefined && served.declared(status) === undefined,
      sentAfter,
      stub,
      fault: strike?.id,
    };
  }
}

/** Remembers an exchange that was answered. */
export function remember(exchange: Exchange, sent: Sent, mount: string, coverage: Coverage): void {
  const { ledger } = exchange.world.world;
  if (!ledger) return;
  const { served, accepted, rawBody, sent: text, parameters, body } = exchange;
  if (sent.error && !exchange.strike) exchange.breaches = breachesOf(sent.error, exchange);
  if (rawBody && rawBody.length > REMEMBERED) exchange.rawBody = Buffer.from(rawBody.subarray(0, REMEMBERED));
  if (text !== undefined && text.length > REMEMBERED) exchange.sent = text.slice(0, REMEMBERED);
  ledger.record(new Remembered(exchange, sent, mount));
  if (!served) return;
  coverage.see({
    operation: served.operation,
    status: sent.status,
    requestType: accepted?.mediaType ?? '',
    responseType: sent.mediaType,
    parameters,
    body: exchange.breaches.some(({ direction }) => direction === 'request') ? undefined : body,
    answer: sent.value,
  });
}
