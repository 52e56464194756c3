// Sends callbacks and webhooks after a response: to this machine or to allowed hosts, with a body that the document allows. The
// outcome of each is reported; an error of one never affects a request. delivery.ts signs and repeats them.
import { type HttpResponse, originOf, type RequestFacts } from '../../behaviours/behaviour.ts';
import { callbacksOf, type OutgoingRequest } from '../../contract/callbacks/callbacks.ts';
import { type ExpressionContext, evaluateExpression } from '../../contract/callbacks/runtime-expression.ts';
import type { Contract } from '../../contract/contract.ts';
import { credentialsOf, withoutUserInfo } from '../../contract/document/location.ts';
import { isSafe } from '../../contract/document/methods.ts';
import { isJson } from '../../contract/operation/media-types.ts';
import { type MediaType, type Operation, responseFor } from '../../contract/operation/operations.ts';
import { lazySample } from '../../contract/sample/lazy-sample.ts';
import { isSentence } from '../../contract/validation/violations.ts';
import { fieldValue } from '../../contract/wire/header-fields.ts';
import type { ParameterValues } from '../../contract/wire/read-parameters.ts';
import type { Violation } from '../../errors/http-error.ts';
import { CALLBACK_HEADER } from '../../headers.ts';
import { valueAt } from '../../json/pointer.ts';
import { isObject, type Json, setProperty } from '../../json/value.ts';
import { isLoopback } from '../../loopback.ts';
import type { ContractViolation, SentRequest } from '../../report/record.ts';
import type { WorldPart } from '../../worlds/world.ts';
import { deliver, failureOf } from './delivery.ts';
import { undeclaredStatus } from './response-messages.ts';
import { isOwn } from './routes.ts';

/** A completed request, as far as callbacks and webhooks can refer to it. */
export interface CompletedRequest {
  readonly id: string;
  readonly request: RequestFacts & { readonly method: string };
  readonly parameters: ParameterValues;
  readonly body: Json | undefined;
  readonly world: WorldPart;
  readonly output: {
    readonly response: HttpResponse | undefined;
    /** The callbacks and webhooks that were sent so far. */
    callbacks: readonly SentRequest[];
  };
}

export interface CallbackRules {
  /** Hosts that callbacks can go to in addition to loopback, each with or without a port. */
  readonly callbacksTo: readonly string[];
  /** Sent after every successful change. */
  readonly webhooks: readonly OutgoingRequest[];
  readonly onSent: (sent: SentRequest) => void;
  /** The secret that signs them. Without it they are neither signed nor repeated. */
  readonly secret: string | undefined;
  /** Aborted when the server begins to close. Nothing is repeated then. */
  readonly closing: AbortSignal;
}

/** Callbacks that can follow one from another. A receiver that is this server could otherwise call itself without end. */
const MAX_CHAIN = 5;

/** Returns a function that sends the callbacks and webhooks of an operation; undefined if there are none. */
export function callbacksAfter(
  contract: Contract,
  operation: Operation,
  rules: CallbackRules,
): ((completed: CompletedRequest) => void) | undefined {
  const all = [...callbacksOf(contract, operation), ...(isSafe(operation.method) ? [] : rules.webhooks)];
  if (all.length === 0) return undefined;
  return (exchange) => {
    const response = exchange.output.response as HttpResponse;
    if (response.status >= 400) return;
    for (const [index, outgoing] of all.entries()) {
      // The same id in every attempt, so that a receiver can recognize a message that it already has.
      const messageId = `msg_${exchange.id.replaceAll('-', '')}${index}`;
      void sendOne({ contract, after: operation.id, exchange, response, rules, messageId }, outgoing).then((sent) => {
        exchange.output.callbacks = [...exchange.output.callbacks, sent];
        exchange.world.world.journal?.addViolations(exchange.id, sent.outcome === 'sent' ? violationsBy(sent) : []);
        rules.onSent(sent);
      });
    }
  };
}

/** The violations of a receiver's response: the receiver is a part of the client. */
function violationsBy({ name, violations }: SentRequest): readonly ContractViolation[] {
  return violations.map((violation) => ({
    direction: 'request',
    violation: { ...violation, message: inResponseTo(name, violation) },
    schema: undefined,
  }));
}

function inResponseTo(name: string, violation: Violation): string {
  const { message } = violation;
  return isSentence(violation)
    ? message.replace(/^The response /, `The response to ${name} `)
    : `${message}, in the response to ${name}`;
}

interface Sending {
  readonly contract: Contract;
  /** The operation of the completed request. */
  readonly after: string;
  readonly exchange: CompletedRequest;
  readonly response: HttpResponse;
  readonly rules: CallbackRules;
  readonly messageId: string;
}

async function sendOne(sending: Sending, outgoing: OutgoingRequest): Promise<SentRequest> {
  const { name, target, operation } = outgoing;
  const url = evaluateExpression(target, contextOf(sending));
  const facts = { operation: sending.after, name, method: operation.method, url };
  const nothing = { body: undefined, status: undefined, violations: [], attempts: 0 };
  const refusal = refusalOf(sending, target, url);
  if (refusal !== undefined || url === undefined) return { ...facts, ...nothing, outcome: 'refused', reason: refusal };
  try {
    return { ...facts, ...(await deliverTo(sending, outgoing, url)) };
  } catch (error) {
    return { ...facts, ...nothing, outcome: 'failed', reason: failureOf(error) };
  }
}

/** Why nothing can be sent to a URL. */
function refusalOf(sending: Sending, target: string, url: string | undefined): string | undefined {
  if (url === undefined) return `the expression ${target} has no value in this request`;
  if (!URL.canParse(url) || !/^https?:/i.test(url)) return `${withoutUserInfo(url)} is not an http URL`;
  const { host, pathname } = new URL(url);
  if (!isAllowed(new URL(url), sending.rules.callbacksTo))
    return `the host ${host} is not this machine; use --callbacks-to to allow it`;
  if (chainOf(sending).length >= MAX_CHAIN) return `it would follow ${MAX_CHAIN} other callbacks`;
  return isOwn(pathname) ? `${pathname} belongs to the control API` : undefined;
}

type Delivered = Omit<SentRequest, 'operation' | 'name' | 'method' | 'url'>;

async function deliverTo(sending: Sending, { name, operation }: OutgoingRequest, url: string): Promise<Delivered> {
  const { contract, rules, messageId } = sending;
  const content =
    operation.requestBody?.content.find(({ name: type }) => isJson(type)) ?? operation.requestBody?.content[0];
  const body = content && (await bodyFor(sending, content));
  const violations =
    content?.schema === undefined || body === undefined ? [] : violationsOf(contract, content.schema, body);
  if (violations.length > 0) {
    const reason = 'no valid body could be generated';
    return { body, status: undefined, outcome: 'refused', reason, violations, attempts: 0 };
  }
  const { callbackBytes } = contract.limits;
  const { response, reason, attempts } = await deliver({
    url: withoutUserInfo(url),
    method: operation.method,
    headers: {
      ...(content && { 'content-type': content.name }),
      ...credentialsOf(url),
      // Whatever else leads to it, such as a DNS name of this machine: the control API refuses it.
      [CALLBACK_HEADER]: [...chainOf(sending), fieldValue(name)].join(', '),
    },
    body: content && (isJson(content.name) ? JSON.stringify(body) : String(body)),
    id: messageId,
    secret: rules.secret,
    closing: rules.closing,
    readBody: (received) => textOf(received, callbackBytes),
  });
  if (!response) return { body, status: undefined, outcome: 'failed', reason, violations: [], attempts };
  const { status, text } = response;
  return {
    body,
    status,
    outcome: 'sent',
    reason:
      text === undefined
        ? `the response has more than ${callbackBytes} bytes, so its body was not validated`
        : undefined,
    violations: violationsIn(contract, operation, status, text),
    attempts,
  };
}

/** The names of the callbacks that led to the completed request. */
function chainOf({ exchange }: Sending): readonly string[] {
  const names = exchange.request.headers[CALLBACK_HEADER];
  return typeof names === 'string' ? names.split(', ') : [];
}

function contextOf({ exchange, response }: Sending): ExpressionContext {
  const { request, parameters, body } = exchange;
  const { headers, path, query, method } = request;
  return {
    url: `${originOf(headers)}${path}${query && `?${query}`}`,
    method,
    statusCode: response.status,
    request: { headers, body, path: parameters.path, query: parameters.query },
    response: { headers: response.headers ?? {}, body: response.body },
  };
}

function isAllowed({ hostname, host }: URL, allowed: readonly string[]): boolean {
  return isLoopback(hostname) || allowed.some((one) => one.toLowerCase() === hostname || one.toLowerCase() === host);
}

/**
 * The violations of a body that the server sends. The server owns the read-only properties, so it sends them as in a response.
 * A body without them, such as an example of the document, is valid too.
 */
function violationsOf(contract: Contract, schema: string, body: Json): readonly Violation[] {
  const violations = contract.validator('response', schema)(body);
  return violations.length === 0 ? violations : contract.validator('request', schema)(body);
}

/** The document's example or a sample, with the values of the request and of the response for properties of the same name. */
async function bodyFor({ contract, exchange, response }: Sending, { schema, examples }: MediaType): Promise<Json> {
  const [example] = examples;
  const written = example && valueAt(contract.document, example.pointer);
  const { seed } = exchange.world;
  const template =
    written ??
    (schema === undefined ? {} : await lazySample(contract, schema, { seed, place: schema, view: 'response' }));
  if (!isObject(template)) return template;
  let body: Record<string, Json> = { ...template };
  for (const source of [exchange.body, response.body]) {
    for (const [name, value] of Object.entries(isObject(source) ? source : {})) {
      if (!Object.hasOwn(template, name)) continue;
      const changed = { ...body };
      setProperty(changed, name, value);
      if (schema === undefined || violationsOf(contract, schema, changed).length === 0) body = changed;
    }
  }
  return body;
}

/** The text of a receiver's response. Undefined if it has too many bytes; the rest is then not read. */
async function textOf({ body }: Response, most: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop closes the connection.
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The violations of a receiver's response. @param text its body; undefined if it was not read */
function violationsIn(
  contract: Contract,
  operation: Operation,
  status: number,
  text: string | undefined,
): readonly Violation[] {
  const declared = responseFor(operation, status);
  if (!declared) {
    const message = undeclaredStatus(status);
    return operation.responses.length === 0 ? [] : [{ pointer: '', rule: 'status', message }];
  }
  const content = declared.content.find(({ name }) => isJson(name));
  if (content?.schema === undefined || text === undefined) return [];
  try {
    return contract.validator('response', content.schema)(JSON.parse(text));
  } catch (error) {
    return [{ pointer: '', rule: 'syntax', message: `is not valid JSON: ${(error as Error).message}` }];
  }
}
