// The finished response: validated against the contract, converted to text and sent. A representation that has not changed is
// neither validated nor printed again.

import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { HttpResponse } from '../behaviours/behaviour.ts';
import { isFresh } from '../behaviours/conditional.ts';
import { fieldValue, isBodiless, isFieldName } from '../contract/header-fields.ts';
import { contentFor, isJson } from '../contract/media-types.ts';
import { declaresSuccess } from '../contract/operations.ts';
import type { Convention, ResponseForm } from '../conventions/convention.ts';
import { HttpError, type Violation } from '../errors/http-error.ts';
import type { FaultKind } from '../faults/fault.ts';
import { PREFERENCE_APPLIED_HEADER, UNDECLARED_HEADER, VIOLATIONS_HEADER } from '../headers.ts';
import type { Json } from '../json/value.ts';
import type { DeclaredContent } from './compiled-operation.ts';
import { type Exchange, factsOf } from './exchange.ts';
import { corrupt, writeCorrupted } from './faults.ts';
import { responseViolations } from './recording.ts';

/** What happens to a response that violates the contract: it is sent and reported, or replaced by a 500 that names the violation. */
export type InvalidResponsePolicy = 'send' | 'refuse';

export interface ResponseRules {
  readonly convention: Convention;
  readonly invalidResponses: InvalidResponsePolicy;
  /** Called with every response that violates the contract. */
  readonly onInvalidResponse: (response: InvalidResponse) => void;
}

export interface InvalidResponse {
  readonly operation: string;
  readonly status: number;
  readonly violations: readonly Violation[];
}

/** The declared content of a response: that of its media type, else of the negotiated one, else JSON. */
function contentOf(
  contents: readonly DeclaredContent[],
  response: HttpResponse,
  negotiated: string,
): DeclaredContent | undefined {
  return (
    contentFor(contents, response.mediaType ?? negotiated) ?? contents.find(({ name }) => isJson(name)) ?? contents[0]
  );
}

interface ValidatedContent {
  readonly violations: readonly Violation[];
  readonly content?: DeclaredContent | undefined;
}

const VALID: readonly Violation[] = Object.freeze([]);

/** 304 without a body if the client already has the response (RFC 9110, section 15.4.5). */
export function notModifiedIfFresh(response: HttpResponse, { method, headers }: Exchange): HttpResponse {
  if (headers['if-none-match'] === undefined && headers['if-modified-since'] === undefined) return response;
  const canBeCached = (method === 'GET' || method === 'HEAD') && response.status === 200;
  if (!canBeCached || !response.headers || !isFresh(headers, response.headers)) return response;
  return { status: 304, headers: response.headers };
}

/** Validates a response against what its operation declares. */
export function validateResponse(response: HttpResponse, exchange: Exchange): ValidatedContent {
  const { served, mediaType, planned } = exchange;
  if (!served || response.status === 304 || planned || response.stream) return { violations: VALID };
  const declared = served.declared(response.status);
  // If no success is declared, a success by the rules of HTTP is no violation.
  if (!declared && response.status < 300 && !declaresSuccess(served.operation)) return { violations: VALID };
  if (!declared) return invalidResponse('status', `has the status ${response.status}, which is not declared`);
  if (response.body === undefined) {
    return declared.length === 0 ? { violations: VALID } : invalidResponse('body', 'is required');
  }
  const content = contentOf(declared, response, mediaType);
  if (!content) return invalidResponse('body', 'must be absent: none is declared');
  const isText = typeof response.body === 'string' && !isJson(content.name);
  return { content, violations: isText ? VALID : validateBody(content, response.body, exchange) };
}

/** A response that cannot be validated in time is sent. */
function validateBody({ validate }: DeclaredContent, body: Json, exchange: Exchange): readonly Violation[] {
  try {
    return validate?.(body) ?? VALID;
  } catch (error) {
    if (!(error instanceof HttpError) || error.code !== 'VALIDATION_TIMEOUT') throw error;
    exchange.unchecked = error.message;
    return VALID;
  }
}

function invalidResponse(rule: string, message: string): ValidatedContent {
  return { violations: [{ pointer: '', rule, message }] };
}

/**
 * Validates the response of an exchange and writes its status and headers.
 * @throws HttpError RESPONSE_INVALID if it violates the contract and the policy is to refuse
 */
export function writeHead(
  exchange: Exchange,
  reply: FastifyReply,
  { convention, invalidResponses, onInvalidResponse }: ResponseRules,
): void {
  const response = exchange.response as HttpResponse;
  const { violations, content } = validateResponse(response, exchange);
  if (violations.length > 0) {
    const operation = exchange.served?.operation.id ?? '';
    const invalid = { operation, status: response.status, violations };
    onInvalidResponse(invalid);
    exchange.violations = responseViolations(violations, exchange);
    if (invalidResponses === 'refuse') throw refusalOf(invalid);
    reply.header(VIOLATIONS_HEADER, violations.length);
  }
  if (response.headers) writeHeaders(reply, response.headers);
  const facts = factsOf(exchange);
  reply.code(response.status).headers(convention.headers(facts, response.status));
  if (exchange.notes.length > 0) reply.header(UNDECLARED_HEADER, exchange.notes.map(fieldValue).join(', '));
  if (exchange.preferred) addApplied(reply, exchange.preferred.applied);
  if (exchange.form && isChange(exchange)) applyReturn(exchange.form, response, reply);
  if (content && !content.name.includes('*')) exchange.mediaType = content.name;
  else if (response.mediaType !== undefined) exchange.mediaType = response.mediaType;
  exchange.sentType = response.status < 300 ? convention.mediaType?.(exchange.mediaType, facts) : undefined;
}

/** Whether the response shows a changed resource, which a client can ask to leave out. */
function isChange({ method, response }: Exchange): boolean {
  return /^(?:POST|PUT|PATCH)$/.test(method) && response?.body !== undefined && response.status < 300;
}

/** RFC 7240, section 4.2. */
function applyReturn(
  { returns, locationHeader }: ResponseForm,
  { headers = {} }: HttpResponse,
  reply: FastifyReply,
): void {
  if (returns === undefined) return;
  addApplied(reply, `return=${returns}`);
  if (returns === 'representation') return;
  reply.code(204);
  if (headers.location !== undefined) reply.header(locationHeader, fieldValue(headers.location));
}

/** Adds a preference that was applied (RFC 7240, section 3). */
function addApplied(reply: FastifyReply, preference: string): void {
  const applied = reply.getHeader(PREFERENCE_APPLIED_HEADER);
  reply.header(PREFERENCE_APPLIED_HEADER, applied === undefined ? preference : `${applied}, ${preference}`);
}

/** Writes headers that come from a document, a handler or a client. Invalid ones are left out instead of causing an error. */
export function writeHeaders(reply: FastifyReply, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (isFieldName(name)) reply.header(name, fieldValue(String(value)));
  }
}

/** Sends the response of an exchange. Its status and headers are already written. */
export function sendResponse(exchange: Exchange, reply: FastifyReply): void {
  const { response, mediaType } = exchange;
  const fault = exchange.faults?.body?.fault;
  if (response?.stream) {
    reply.header('content-type', mediaType).header('cache-control', 'no-store').send(Readable.from(response.stream));
    return;
  }
  if (response?.body === undefined || (exchange.form?.returns === 'minimal' && isChange(exchange))) {
    reply.send();
    return;
  }
  const formed = formedBody(exchange, fault ? corruptedBody(exchange, response.body, fault) : response.body);
  exchange.sent = textOf(exchange, formed);
  if (fault === undefined || fault.kind === 'invalid-response' || isBodiless(response.status)) {
    const formedType = formed === response.body ? undefined : exchange.form?.mediaType;
    sendText(reply, formedType ?? exchange.sentType ?? mediaType, exchange.sent);
    return;
  }
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) reply.raw.setHeader(name, value as string);
  reply.raw.setHeader('content-type', mediaType);
  void writeCorrupted(reply.raw, response.status, exchange.sent, fault);
}

/** The body in the form that the client asks for, if the response is a success. */
function formedBody(exchange: Exchange, body: Json): Json {
  const { form, response, mediaType } = exchange;
  if (!form || (response?.status ?? 0) >= 300 || !isJson(mediaType)) return body;
  return form.apply(body);
}

function textOf(exchange: Exchange, body: Json): string {
  const { mediaType, method, served } = exchange;
  if (!isJson(mediaType)) return rendered(body, exchange);
  return method === 'GET' && served ? served.print(body) : JSON.stringify(body);
}

/** The body, with a violation if a fault asks for one. */
function corruptedBody(exchange: Exchange, body: Json, fault: FaultKind): Json {
  const { response, served, mediaType } = exchange;
  if (fault.kind !== 'invalid-response') return body;
  const contents = served?.declared(response?.status ?? 0) ?? [];
  const violation = fault.violation ?? 'missing-property';
  return corrupt(body, violation, contentOf(contents, response as HttpResponse, mediaType)?.validate);
}

function rendered(body: Json, { served, response, mediaType }: Exchange): string {
  if (typeof body === 'string') return body;
  if (/[/+]xml$/.test(mediaType)) return served?.xml(response?.status ?? 200, mediaType, body) ?? '';
  if (mediaType === 'text/event-stream')
    return [body]
      .flat()
      .map((event) => `data: ${JSON.stringify(event)}\n\n`)
      .join('');
  const isLines = /(?:ndjson|jsonl|json-seq|stream\+json)$/.test(mediaType) && Array.isArray(body);
  return isLines ? body.map((line) => `${JSON.stringify(line)}\n`).join('') : JSON.stringify(body);
}

/** Sends a finished text. With the serializer, Fastify adds no charset; JSON has none (RFC 8259, section 11). */
export function sendText(reply: FastifyReply, mediaType: string, text: string): void {
  reply.header('content-type', mediaType).serializer(unchanged);
  if (reply.request.method === 'HEAD') reply.header('content-length', Buffer.byteLength(text)).send('');
  else if (isBodiless(reply.statusCode)) reply.removeHeader('content-type').send();
  else reply.send(text);
}

function unchanged(text: unknown): string {
  return text as string;
}

function refusalOf({ operation, status, violations }: InvalidResponse): HttpError {
  const [{ pointer, message }] = violations as [Violation];
  return new HttpError({
    code: 'RESPONSE_INVALID',
    message: `The response of ${operation} with status ${status} violates the contract: ${pointer || 'the body'} ${message}.`,
    violations,
  });
}
