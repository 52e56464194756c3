// The only place where an error becomes a response: in the shape that the document declares for it, else in that of the convention.
import type { FastifyReply } from 'fastify';
import { type ErrorResponse, errorResponse } from '../../behaviours/error-response.ts';
import type { Contract } from '../../contract/contract.ts';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import { reasonOf } from '../../errors/thrown.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { Json } from '../../json/value.ts';
import { originHeaders } from '../syntax/cors.ts';
import { httpErrorOf, withDeclaredStatus } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { missingRequiredHeaders } from './required-headers.ts';
import { startHeaders } from './response.ts';
import { uncheckedBy, violationsOf } from './violations.ts';

/** Sets the response to an error. The steps that send a response then send it. */
export function refuse(exchange: Exchange, thrown: unknown): Eventually<void> {
  const { output } = exchange;
  output.error = httpErrorOf(thrown);
  output.unchecked = uncheckedBy(output.error) ?? output.unchecked;
  if (!output.planned) output.violations = violationsOf(output.error, exchange);
  return whenKnown(renderError(exchange, thrown), (response) => {
    const { status, headers, mediaType, body } = response;
    output.response = response;
    output.status = status;
    output.headers = startHeaders(exchange, undefined);
    exchange.document.convention.addHeaders(output.headers, exchange, status);
    Object.assign(output.headers, startHeaders(exchange, headers));
    output.mediaType = mediaType;
    output.sentType = mediaType;
    output.value = body;
    output.sentValue = body;
    return whenKnown(missingRequiredHeaders(exchange, status), (required) => {
      Object.assign(output.headers, required);
    });
  });
}

/** The response to an error of the request, or of this server. */
export function renderError(exchange: Exchange, thrown: unknown): Eventually<ErrorResponse> {
  const { document, route } = exchange;
  const { convention } = document;
  const plan = route.errorPlan;
  const refused = httpErrorOf(thrown);
  const error = withDeclaredStatus(convention.mapError?.(refused, exchange) ?? refused, plan?.operation);
  if (error.code === 'INTERNAL') reportInternalError(exchange, error);
  const declared = plan?.declaredError(error.status) ?? document.declaredErrors.common();
  const shapeless = plan?.shapelessError(error.status);
  return whenKnown(errorResponse(error, { convention, declared, shapeless }, exchange), (response) => {
    if (!shapeless) reportInvalidError(exchange, response, declared?.schema);
    return response;
  });
}

/** If even the error cannot be rendered: nothing that goes wrong with one response ends the process. */
export function refuseBare(exchange: Exchange, cause: unknown, reply: FastifyReply): void {
  const { cors } = exchange.document;
  reportInternalError(exchange, new HttpError({ code: 'INTERNAL', message: '', cause }));
  reply.hijack();
  if (!reply.raw.headersSent)
    reply.raw.writeHead(500, {
      'x-content-type-options': 'nosniff',
      ...originHeaders(cors, exchange.request.headers.origin),
    });
  reply.raw.end();
}

/** Reports an error of this server; the client learns only that it happened. */
function reportInternalError({ document, route }: Exchange, { status, cause }: HttpError): void {
  const message = `could not be created: ${reasonOf(cause)}`;
  document.onInvalidResponse({
    operation: route.plan?.operation.id ?? '',
    status,
    violations: [{ pointer: '', rule: 'internal', message }],
  });
}

/** Reports an error response that violates its declared schema; it is sent nevertheless. */
function reportInvalidError(
  { document, route }: Exchange,
  { status, body }: ErrorResponse,
  schema: string | undefined,
): void {
  const violations = schema === undefined ? [] : errorViolations(document.contract, schema, body);
  if (violations.length === 0) return;
  document.onInvalidResponse({ operation: route.plan?.operation.id ?? '', status, violations });
}

function errorViolations(contract: Contract, schema: string, body: Json): readonly Violation[] {
  try {
    return contract.validator('response', schema)(body);
  } catch (error) {
    return [{ pointer: '', rule: 'schema', message: `cannot be validated: ${(error as Error).message}` }];
  }
}
