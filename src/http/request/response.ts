// The steps with the response: it is validated against what its operation declares, and gets the headers and the form that the
// convention and the client ask for.
import type { OutgoingHttpHeaders } from 'node:http';
import { type HttpResponse, knownBodyOf, type ResponseHeaders } from '../../behaviours/behaviour.ts';
import { isFresh } from '../../behaviours/conditional.ts';
import { contentFor, isJson } from '../../contract/operation/media-types.ts';
import { declaresSuccess } from '../../contract/operation/operations.ts';
import { sentenceOf } from '../../contract/validation/violations.ts';
import { fieldValue, isFieldName, isFraming } from '../../contract/wire/header-fields.ts';
import type { ResponseForm } from '../../conventions/convention.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import {
  PREFERENCE_APPLIED_HEADER,
  STALE_HEADER,
  UNDECLARED_HEADER,
  VIOLATIONS_HEADER,
  WORLD_HEADER,
} from '../../headers.ts';
import type { Json } from '../../json/value.ts';
import { DEFAULT_WORLD } from '../../worlds/world.ts';
import { exposeTo } from '../syntax/cors.ts';
import type { InvalidResponse } from './document.ts';
import type { Exchange } from './exchange.ts';
import type { DeclaredContent } from './plan.ts';
import { BODY_MISSING, BODY_UNDECLARED, undeclaredStatus } from './response-messages.ts';
import { impossibleResponse } from './unusable.ts';
import { responseViolations, violationsIn } from './violations.ts';

/** Of a planned body. It comes before the `Accept` of the request is read. */
const JSON_TYPE = 'application/json';

const VALID: readonly Violation[] = Object.freeze([]);

/** 304 without a body if the client already has the response (RFC 9110, section 15.4.5). */
export function respondNotModified({ request, output }: Exchange): void {
  const { method, headers } = request;
  if (headers['if-none-match'] === undefined && headers['if-modified-since'] === undefined) return;
  const response = output.response as HttpResponse;
  const canBeCached = (method === 'GET' || method === 'HEAD') && response.status === 200;
  if (!canBeCached || !response.headers || !isFresh(headers, response.headers)) return;
  output.response = { status: 304, headers: response.headers };
}

/**
 * A response that violates the contract is reported, and sent or refused.
 * @throws HttpError RESPONSE_INVALID if the policy is to refuse it
 */
export function validateResponse(exchange: Exchange): void {
  const { document, route, output } = exchange;
  const response = output.response as HttpResponse;
  const { violations, content } = validated(response, exchange);
  if (content && !content.name.includes('*')) output.mediaType = content.name;
  if (violations.length === 0) return;
  const impossible = impossibleResponse(exchange, response.status, output.mediaType);
  if (impossible) {
    if (document.invalidResponses === 'refuse') throw impossible;
    output.unchecked = impossible.message;
    return;
  }
  const invalid = { operation: route.plan?.operation.id ?? '', status: response.status, violations };
  document.onInvalidResponse(invalid);
  output.violations = responseViolations(violations, exchange);
  if (document.invalidResponses === 'send') return;
  output.invalid = response;
  throw refusalOf(invalid);
}

interface ValidatedContent {
  readonly violations: readonly Violation[];
  readonly content?: DeclaredContent | undefined;
}

const NOT_VALIDATED: ValidatedContent = { violations: VALID };

function validated(response: HttpResponse, exchange: Exchange): ValidatedContent {
  const { route, input, output } = exchange;
  const { plan } = route;
  if (!plan || response.status === 304 || output.planned || response.stream) return NOT_VALIDATED;
  const declared = plan.declared(response.status);
  // If no success is declared, a success by the rules of HTTP is no violation.
  if (!declared && response.status < 300 && !declaresSuccess(plan.operation)) return NOT_VALIDATED;
  if (!declared) return invalidResponse('status', undeclaredStatus(response.status));
  if (response.body === undefined) {
    return declared.length === 0 ? NOT_VALIDATED : invalidResponse('body', BODY_MISSING);
  }
  const content = contentOf(declared, response, input.accepts);
  if (!content) return invalidResponse('body', BODY_UNDECLARED);
  const isText = typeof response.body === 'string' && !isJson(content.name);
  return { content, violations: isText ? VALID : bodyViolations(response, content, exchange) };
}

/** A body that is known to be valid is not validated again. */
function bodyViolations(
  response: HttpResponse,
  { validate }: DeclaredContent,
  exchange: Exchange,
): readonly Violation[] {
  if (!validate) return VALID;
  const known = knownBodyOf(response);
  if (known?.validBy === validate) return VALID;
  const violations = violationsIn(validate, response.body as Json, exchange);
  if (known && violations.length === 0 && exchange.output.unchecked === undefined) known.validBy = validate;
  return violations;
}

function invalidResponse(rule: string, message: string): ValidatedContent {
  return { violations: [{ pointer: '', rule, message }] };
}

/** The declared content of a response: that of its media type, else of the negotiated one, else JSON. */
export function contentOf(
  contents: readonly DeclaredContent[],
  response: HttpResponse,
  negotiated: string,
): DeclaredContent | undefined {
  const type = response.mediaType ?? negotiated;
  const [first] = contents;
  if (first?.name === type) return first;
  return contentFor(contents, type) ?? contents.find(({ name }) => isJson(name)) ?? first;
}

function refusalOf({ operation, status, violations }: InvalidResponse): HttpError {
  const [first] = violations as [Violation];
  return new HttpError({
    code: 'RESPONSE_INVALID',
    message: `The response of ${operation} with status ${status} violates the contract. ${sentenceOf(first, 'body')}`,
    violations,
  });
}

/** The status, headers and body as they are sent: with what the convention adds, in the form that the client asks for. */
export function applyConvention(exchange: Exchange): void {
  const { document, input, output } = exchange;
  const response = output.response as HttpResponse;
  const headers = startHeaders(exchange, response.headers);
  output.headers = headers;
  output.status = response.status;
  document.convention.addHeaders(headers, exchange, response.status);
  if (output.violations.length > 0) headers[VIOLATIONS_HEADER] = String(output.violations.length);
  if (input.notes.length > 0) headers[UNDECLARED_HEADER] = input.notes.map(fieldValue).join(', ');
  if (input.preferred) addApplied(headers, input.preferred.applied);
  if (output.mediaType === '') output.mediaType = response.mediaType ?? (input.accepts || JSON_TYPE);
  const { mediaType } = output;
  output.sentType = (response.status < 300 && document.convention.mediaType?.(mediaType, exchange)) || mediaType;
  output.value = response.body;
  output.sentValue = response.body;
  if (input.form) applyForm(exchange, input.form, headers);
}

/**
 * The headers that a response begins with. Those of a document, a handler or a client that are not valid, or that the HTTP server
 * sets, are left out.
 */
export function startHeaders({ route, output }: Exchange, own: ResponseHeaders | undefined): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = { 'x-content-type-options': 'nosniff' };
  const { name } = route.world.world;
  if (name !== DEFAULT_WORLD) headers[WORLD_HEADER] = name;
  if (output.isStale) headers[STALE_HEADER] = 'true';
  if (own) {
    for (const field in own) {
      const value = own[field];
      if (canBeSent(field)) headers[field] = Array.isArray(value) ? value.map(fieldText) : fieldText(value);
    }
  }
  return headers;
}

/** Names of headers that can be sent. A document has few; those of handlers can be different for each response. */
const sendable = new Set<string>();
const MAX_SENDABLE = 256;

function canBeSent(field: string): boolean {
  if (sendable.has(field)) return true;
  if (!isFieldName(field) || isFraming(field)) return false;
  if (sendable.size < MAX_SENDABLE) sendable.add(field);
  return true;
}

/** Handlers in JavaScript can give a number. */
function fieldText(value: unknown): string {
  return fieldValue(typeof value === 'string' ? value : String(value));
}

function applyForm({ request, output }: Exchange, form: ResponseForm, headers: OutgoingHttpHeaders): void {
  const { status, value, mediaType } = output;
  if (value === undefined || status >= 300) return;
  if (/^(?:POST|PUT|PATCH)$/.test(request.method) && form.returns !== undefined) {
    // RFC 7240, section 4.2.
    addApplied(headers, `return=${form.returns}`);
    if (form.returns === 'minimal') {
      output.status = 204;
      output.value = undefined;
      output.sentValue = undefined;
      const { location } = headers;
      if (location !== undefined) headers[form.locationHeader] = location;
      return;
    }
  }
  if (!isJson(mediaType)) return;
  output.sentValue = form.apply(value as Json);
  if (output.sentValue !== value && form.mediaType !== undefined) output.sentType = form.mediaType;
}

/** Adds a preference that was applied (RFC 7240, section 3). */
function addApplied(headers: OutgoingHttpHeaders, preference: string): void {
  const applied = headers[PREFERENCE_APPLIED_HEADER];
  headers[PREFERENCE_APPLIED_HEADER] = applied === undefined ? preference : `${applied}, ${preference}`;
}

/** Lets the page that sent the request read the response. Its headers are exposed by name, so all others are set before. */
export function allowPage({ document: { cors, places }, request, output }: Exchange): void {
  // The server's own pages are for this origin only.
  if (cors.credentials && request.path.startsWith(places.own)) return;
  exposeTo(cors, request.headers.origin, output.headers);
}
