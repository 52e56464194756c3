// Any thrown value as an HTTP error: our errors, and those of Fastify and Node.js. The status is the one that the operation declares
// for such a reason.
import { maxHeaderSize } from 'node:http';
import type { FastifyError } from 'fastify';
import type { Operation } from '../../contract/operation/operations.ts';
import { type ErrorCode, HttpError } from '../../errors/http-error.ts';

/** Fastify's own errors by code. All others are errors of this server. */
const FRAMEWORK: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  FST_ERR_BAD_URL: ['PATH_MALFORMED', 'The path has an invalid percent-escape. Write a percent sign as %25.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['BODY_MALFORMED', 'The length of the body differs from its Content-Length.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'UNSUPPORTED_MEDIA_TYPE',
    'The Content-Type header is not a media type, such as application/json.',
  ],
  // The client disconnected before its body was complete; nobody reads the response.
  ECONNRESET: ['BODY_MALFORMED', 'The body is not complete.'],
  // Errors of Node's HTTP parser, for bytes that never become a request.
  HPE_HEADER_OVERFLOW: [
    'HEADERS_TOO_LARGE',
    `The headers are larger than ${maxHeaderSize / 1024} KiB. Send fewer or shorter headers.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    'REQUEST_TIMEOUT',
    'The request is not complete. Its headers or its body did not arrive in time.',
  ],
};

/** Statuses that fit a reason, best first. The first one that the document declares is used. */
const FITTING: Partial<Record<ErrorCode, readonly number[]>> = {
  PARAMETER_INVALID: [400, 422],
  BODY_MISSING: [400, 422],
  BODY_MALFORMED: [400, 422],
  BODY_INVALID: [422, 400],
  STATE_INVALID: [422, 400],
};

/** The error with the status that its operation declares for such a reason; unchanged if none is declared. */
export function withDeclaredStatus(error: HttpError, operation: Operation | undefined): HttpError {
  if (!operation) return error;
  const declares = (status: string | number | undefined) =>
    operation.responses.some((response) => response.status === String(status));
  const hasRange = declares('4XX') || declares('default');
  const status =
    ((error.code && FITTING[error.code]) ?? [error.status]).find(declares) ??
    (hasRange ? undefined : lastResorts(error).find(declares));
  return status === undefined || status === error.status ? error : error.as(status);
}

/** Statuses that a document can mean by such a reason if it declares none that fits better. */
function lastResorts({ code, status, violations }: HttpError): readonly number[] {
  if (code?.startsWith('CREDENTIAL_')) return [403];
  if (status === 409 || status === 422) return [409, 422, 400];
  return violations.some((violation) => violation.in === 'path') ? [404] : [];
}

/** The HttpError for anything thrown. The client learns nothing of an unknown error except that it happened. */
export function httpErrorOf(thrown: unknown): HttpError {
  if (thrown instanceof HttpError) return thrown;
  const { code: own } = Object(thrown) as Partial<FastifyError>;
  const code = typeof own === 'string' ? own : '';
  const known = Object.hasOwn(FRAMEWORK, code) ? FRAMEWORK[code] : undefined;
  if (known) return new HttpError({ code: known[0], message: known[1], cause: thrown });
  if (code.startsWith('HPE_')) {
    const { reason } = thrown as { readonly reason?: string };
    const message = `The request is not valid HTTP${reason ? `: ${reason}` : ''}.`;
    return new HttpError({ code: 'REQUEST_MALFORMED', message, cause: thrown });
  }
  return new HttpError({ code: 'INTERNAL', message: 'The server failed to process the request.', cause: thrown });
}
