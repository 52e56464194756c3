// The finished answer: held against the contract, turned to text, and sent. A representation that has not changed is
// neither validated nor printed again.

import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { HttpResponse } from '../behaviours/behaviour.ts';
import { isFresh } from '../behaviours/conditional.ts';
import { contentFor, isJson } from '../contract/media-types.ts';
import { declaresSuccess } from '../contract/operations.ts';
import type { Convention, ResponseForm } from '../conventions/convention.ts';
import { HttpError, type Violation } from '../errors/http-error.ts';
import type { FaultKind } from '../faults/fault.ts';
import { PREFERENCE_APPLIED_HEADER, UNDECLARED_HEADER, VIOLATIONS_HEADER } from '../headers.ts';
import type { Json } from '../json/value.ts';
import type { DeclaredContent } from './compiled-operation.ts';
import { type Exchange, factsOf } from './exchange.ts';
import { corrupt, isBodiless, writeCorrupted } from './faults.ts';
import { fieldValue, isFieldName } from './field-value.ts';
import { responseViolations } from './recording.ts';

/** What happens to an answer of ours that breaks the contract: sent and told of, or refused with a 500 that names it. */
export type InvalidResponsePolicy = 'send' | 'refuse';

export interface ResponseRules {
  readonly convention: Convention;
  readonly invalidResponses: InvalidResponsePolicy;
  /** Is told of every answer of ours that breaks the contract. */
  readonly onInvalidResponse: (broken: InvalidResponse) => void;
}

export interface InvalidResponse {
  readonly operation: string;
  readonly status: number;
  readonly violations: readonly Violation[];
}

/** The declared content that an answer has: of the media type it says, else of the negotiated one, else JSON. */
function contentOf(
  contents: readonly DeclaredContent[],
  answer: HttpResponse,
  negotiated: string,
): DeclaredContent | undefined {
  const wanted = answer.mediaType ?? negotiated;
  return contentFor(contents, wanted) ?? contents.find(({ name }) => isJson(name)) ?? contents[0];
}

interface ValidatedContent {
  readonly violations: readonly Violation[];
  readonly content?: DeclaredContent | undefined;
}

const VALID: readonly Violation[] = Object.freeze([]);

/** An answer that the client has already, by what it said of it: 304 without a body (RFC 9110, section 15.4.5). */
export function notModifiedIfFresh(answer: HttpResponse, { method, headers }: Exchange): HttpResponse {
  if (headers['if-none-match'] === undefined && headers['if-modified-since'] === undefined) return answer;
  const asked = (method === 'GET' || method === 'HEAD') && answer.status === 200 && answer.headers !== undefined;
  return asked && isFresh(headers, answer.headers) ? { status: 304, headers: answer.headers } : answer;
}

/** Holds an answer against what its operation declares. */
export function validateResponse(answer: HttpResponse, { served, mediaType, planned }: Exchange): ValidatedContent {
  if (!served || answer.status === 304 || planned || answer.stream) return { violations: VALID };
  const declared = served.declared(answer.status);
  // Where no success is declared, the one that HTTP has for it is no breach.
  if (!declared && answer.status < 300 && !declaresSuccess(served.operation)) return { violations: VALID };
  if (!declared) return invalidResponse('status', `has the status ${answer.status}, which is not declared`);
  if (answer.body === undefined) {
    return declared.length === 0
      ? { violations: VALID }
      : invalidResponse('body', 'is missing, though one is declared');
  }
  const content = contentOf(declared, answer, mediaType);
  if (!content) return invalidResponse('body', 'is there, though none is declared');
  const written = typeof answer.body === 'string' && !isJson(content.name);
  return { content, violations: written ? VALID : (content.validate?.(answer.body) ?? VALID) };
}

function invalidResponse(rule: string, message: string): ValidatedContent {
  return { violations: [{ pointer: '', rule, message }] };
}

/**
 * Validates the exchange's answer and writes its status and headers.
 * @throws HttpError RESPONSE_INVALID where it breaks the contract and the policy is to refuse
 */
export function writeHead(
  exchange: Exchange,
  reply: FastifyReply,
  { convention, invalidResponses, onInvalidResponse }: ResponseRules,
): void {
  const answer = exchange.response as HttpResponse;
  const { violations, content } = validateResponse(answer, exchange);
  if (violations.length > 0) {
    const operation = exchange.served?.operation.id ?? '';
    const brokenAnswer = { operation, status: answer.status, violations };
    onInvalidResponse(brokenAnswer);
    exchange.violations = responseViolations(violations, exchange);
    if (invalidResponses === 'refuse') throw refusalOf(brokenAnswer);
    reply.header(VIOLATIONS_HEADER, violations.length);
  }
  if (answer.headers) writeHeaders(reply, answer.headers);
  const facts = factsOf(exchange);
  reply.code(answer.status).headers(convention.headers(facts, answer.status));
  if (exchange.notes.length > 0) reply.header(UNDECLARED_HEADER, exchange.notes.map(fieldValue).join(', '));
  if (exchange.preferred) addApplied(reply, exchange.preferred.applied);
  if (exchange.form && isChange(exchange)) applyReturn(exchange.form, answer, reply);
  if (content && !content.name.includes('*')) exchange.mediaType = content.name;
  else if (answer.mediaType !== undefined) exchange.mediaType = answer.mediaType;
  exchange.sentType = answer.status < 300 ? convention.mediaType?.(exchange.mediaType, facts) : undefined;
}

/** Whether what was changed is shown, which a client may do without. */
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

/** One more preference that was followed (RFC 7240, section 3). */
function addApplied(reply: FastifyReply, preference: string): void {
  const applied = reply.getHeader(PREFERENCE_APPLIED_HEADER);
  reply.header(PREFERENCE_APPLIED_HEADER, applied === undefined ? preference : `${applied}, ${preference}`);
}

/** Writes headers that a document, a handler or a client had a hand in: what cannot be one is left out, not thrown over. */
export function writeHeaders(reply: FastifyReply, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    if (isFieldName(name)) reply.header(name, fieldValue(String(value)));
  }
}

/** Sends the exchange's answer, whose status and headers are written already. */
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

/** The body as the client wants it, where it is one of a success. */
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

/** The body, broken where a fault asks for that. */
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
  const lines = /(?:ndjson|jsonl|json-seq|stream\+json)$/.test(mediaType) && Array.isArray(body);
  return lines ? body.map((line) => `${JSON.stringify(line)}\n`).join('') : JSON.stringify(body);
}

/** Sends a finished text. The serializer keeps Fastify from adding a charset, which JSON has none of (RFC 8259, section 11). */
export function sendText(reply: FastifyReply, mediaType: string, text: string): void {
  reply.header('content-type', mediaType).serializer(asItIs);
  if (reply.request.method === 'HEAD') reply.header('content-length', Buffer.byteLength(text)).send('');
  else if (isBodiless(reply.statusCode)) reply.removeHeader('content-type').send();
  else reply.send(text);
}

function asItIs(text: unknown): string {
  return text as string;
}

function refusalOf({ operation, status, violations }: InvalidResponse): HttpError {
  const [{ pointer, message }] = violations as [Violation];
  return new HttpError({
    code: 'RESPONSE_INVALID',
    message: `The answer of ${operation} with status ${status} breaks the contract: ${pointer || 'its body'} ${message}.`,
    violations,
  });
}
