// Sending callbacks and webhooks: after the answer has left, to this machine or where it is allowed, with a body that the
// document allows. What becomes of each is told; nothing that goes wrong with one harms a request.
import { type HttpResponse, originOf } from '../behaviours/behaviour.ts';
import { callbacksOf, type OutgoingRequest } from '../contract/callbacks.ts';
import type { Contract } from '../contract/contract.ts';
import { lazySample } from '../contract/lazy-sample.ts';
import { isJson } from '../contract/media-types.ts';
import { type MediaType, type Operation, responseFor } from '../contract/operations.ts';
import type { ParameterValues } from '../contract/read-parameters.ts';
import { type ExpressionContext, evaluateExpression } from '../contract/runtime-expression.ts';
import type { Violation } from '../errors/http-error.ts';
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json, setProperty } from '../json/value.ts';
import type { ContractViolation, SentRequest } from '../report/record.ts';
import type { WorldPart } from '../worlds/world.ts';

/** A request that was answered, as far as what is sent after it may speak of it. */
export interface CompletedRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly parameters: ParameterValues;
  readonly body: Json | undefined;
  readonly response: HttpResponse | undefined;
  readonly world: WorldPart;
  /** What was sent after it so far. */
  sentAfter: readonly SentRequest[];
}

export interface CallbackRules {
  /** Hosts beside loopback that may be sent to, each with or without a port. */
  readonly callbacksTo: readonly string[];
  /** Sent after every successful change. */
  readonly webhooks: readonly OutgoingRequest[];
  readonly onSent: (sent: SentRequest) => void;
}

/** Milliseconds that a receiver has to answer. */
const RESPONSE_TIMEOUT = 10_000;

/** What sends, after an operation was answered, what is to be sent then; undefined where nothing is. */
export function callbacksAfter(
  contract: Contract,
  operation: Operation,
  rules: CallbackRules,
): ((answered: CompletedRequest) => void) | undefined {
  const changes = /^(?:POST|PUT|PATCH|DELETE)$/.test(operation.method);
  const all = [...callbacksOf(contract, operation), ...(changes ? rules.webhooks : [])];
  if (all.length === 0) return undefined;
  return (exchange) => {
    const answer = exchange.response as HttpResponse;
    if (answer.status >= 400) return;
    for (const outgoing of all) {
      void sendOne({ contract, after: operation.id, exchange, answer, rules }, outgoing).then((sent) => {
        exchange.sentAfter = [...exchange.sentAfter, sent];
        exchange.world.world.journal?.addViolations(exchange.id, sent.outcome === 'sent' ? breachesBy(sent) : []);
        rules.onSent(sent);
      });
    }
  };
}

/** What a receiver's answer breaks: it is a part of the client. */
function breachesBy({ name, violations }: SentRequest): readonly ContractViolation[] {
  return violations.map((violation) => ({
    direction: 'request',
    violation: { ...violation, message: `${violation.message}, in the answer to ${name}` },
    schema: undefined,
  }));
}

interface Sending {
  readonly contract: Contract;
  /** The operation that was answered. */
  readonly after: string;
  readonly exchange: CompletedRequest;
  readonly answer: HttpResponse;
  readonly rules: CallbackRules;
}

async function sendOne(sending: Sending, { name, target, operation }: OutgoingRequest): Promise<SentRequest> {
  const { after, rules } = sending;
  const url = evaluateExpression(target, spokenOf(sending));
  const told = { operation: after, name, method: operation.method, url };
  const nothing = { body: undefined, status: undefined, violations: [] };
  const refused = (reason: string): SentRequest => ({ ...told, ...nothing, outcome: 'refused', reason });
  if (url === undefined) return refused(`${target} names nothing in this request`);
  if (!URL.canParse(url) || !/^https?:/i.test(url)) return refused(`${url} is no http URL`);
  if (!isAllowed(new URL(url), rules.callbacksTo))
    return refused(`${new URL(url).host} is no host of this machine and is not allowed`);
  try {
    const content =
      operation.requestBody?.content.find(({ name: type }) => isJson(type)) ?? operation.requestBody?.content[0];
    const body = content && (await bodyFor(sending, content));
    const faults = content?.schema === undefined ? [] : sending.contract.validator('request', content.schema)(body);
    if (faults.length > 0) {
      return {
        ...told,
        body,
        status: undefined,
        outcome: 'refused',
        reason: 'no body that its schema takes could be made',
        violations: faults,
      };
    }
    const response = await fetch(url, {
      method: operation.method,
      redirect: 'manual',
      signal: AbortSignal.timeout(RESPONSE_TIMEOUT),
      ...(content && {
        headers: { 'content-type': content.name },
        body: isJson(content.name) ? JSON.stringify(body) : String(body),
      }),
    });
    const violations = await judged(sending.contract, operation, response);
    return { ...told, body, status: response.status, outcome: 'sent', reason: undefined, violations };
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message;
    return { ...told, ...nothing, outcome: 'failed', reason };
  }
}

function spokenOf({ exchange, answer }: Sending): ExpressionContext {
  const { headers, path, query, method, parameters, body } = exchange;
  return {
    url: `${originOf(headers)}${path}${query && `?${query}`}`,
    method,
    statusCode: answer.status,
    request: { headers, body, path: parameters.path, query: parameters.query },
    response: { headers: answer.headers ?? {}, body: answer.body },
  };
}

function isAllowed({ hostname, host }: URL, allowed: readonly string[]): boolean {
  const loopback = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i.test(hostname);
  return loopback || allowed.some((one) => one.toLowerCase() === hostname || one.toLowerCase() === host);
}

/** The document's example or a sample, in which members take the values that the request and its answer have for them. */
async function bodyFor({ contract, exchange, answer }: Sending, { schema, examples }: MediaType): Promise<Json> {
  const [example] = examples;
  const given = example && valueAt(contract.document, example.pointer);
  const { seed } = exchange.world;
  const made =
    given ?? (schema === undefined ? {} : await lazySample(contract, schema, { seed, place: schema, view: 'request' }));
  if (!isObject(made)) return made;
  const validate = schema === undefined ? undefined : contract.validator('request', schema);
  let body: Record<string, Json> = { ...made };
  for (const source of [exchange.body, answer.body]) {
    for (const [name, value] of Object.entries(isObject(source) ? source : {})) {
      if (!Object.hasOwn(made, name)) continue;
      const tried = { ...body };
      setProperty(tried, name, value);
      if ((validate?.(tried).length ?? 0) === 0) body = tried;
    }
  }
  return body;
}

/** What of a receiver's answer the callback does not declare. */
async function judged(contract: Contract, operation: Operation, response: Response): Promise<readonly Violation[]> {
  const declared = responseFor(operation, response.status);
  const text = await response.text();
  if (!declared) {
    const message = `has the status ${response.status}, which is not declared`;
    return operation.responses.length === 0 ? [] : [{ pointer: '', rule: 'status', message }];
  }
  const content = declared.content.find(({ name }) => isJson(name));
  if (content?.schema === undefined) return [];
  try {
    return contract.validator('response', content.schema)(JSON.parse(text));
  } catch (error) {
    return [{ pointer: '', rule: 'syntax', message: `is not valid JSON: ${(error as Error).message}` }];
  }
}
