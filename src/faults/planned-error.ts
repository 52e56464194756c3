// Errors on demand: a fault, `?__code=` or `Prefer: code=` asks only for a status. The code and the message fit the status; the
// document and the convention decide the form of the body.
import { type ErrorCode, HttpError, nameOfStatus, phraseOfError } from '../errors/http-error.ts';

/** The Retry-After of errors whose duration is unknown, in seconds. */
const DEFAULT_RETRY_AFTER = 1;

/** Statuses with a Retry-After header (RFC 9110, section 10.2.3; RFC 6585, section 4). */
const TEMPORARY: ReadonlySet<number> = new Set([429, 503]);

interface StatusText {
  /** The error code that usually has this status, if there is one. */
  readonly code?: ErrorCode;
  readonly message: string;
}

const TEXTS: Readonly<Record<number, StatusText>> = {
  400: { code: 'REQUEST_MALFORMED', message: 'The request is not valid.' },
  401: { code: 'CREDENTIAL_REFUSED', message: 'The credentials are missing or not valid.' },
  402: { message: 'Payment is required.' },
  403: { code: 'PERMISSION_MISSING', message: 'The credentials do not permit this operation.' },
  404: { code: 'RESOURCE_NOT_FOUND', message: 'The resource was not found.' },
  405: { code: 'METHOD_NOT_ALLOWED', message: 'The resource does not allow this method.' },
  406: { code: 'NOT_ACCEPTABLE', message: 'The response has no media type that the request accepts.' },
  408: { code: 'REQUEST_TIMEOUT', message: 'The request did not arrive in time.' },
  409: { code: 'RESOURCE_EXISTS', message: 'The request conflicts with the current state of the resource.' },
  410: { message: 'The resource is no longer available.' },
  412: { code: 'PRECONDITION_FAILED', message: 'A precondition of the request is not met.' },
  413: { code: 'BODY_TOO_LARGE', message: 'The request body is too large.' },
  415: { code: 'UNSUPPORTED_MEDIA_TYPE', message: 'The media type of the request body is not supported.' },
  422: { code: 'BODY_INVALID', message: 'The request cannot be processed.' },
  423: { message: 'The resource is locked.' },
  424: { code: 'DEPENDENCY_FAILED', message: 'A request that this request depends on has failed.' },
  428: { message: 'The request must have a precondition.' },
  429: { code: 'THROTTLED', message: 'Too many requests.' },
  431: { code: 'HEADERS_TOO_LARGE', message: 'The request headers are too large.' },
  451: { message: 'The resource is not available for legal reasons.' },
  500: { code: 'INTERNAL', message: 'The server failed to process the request.' },
  501: { message: 'The operation is not implemented.' },
  502: { code: 'UPSTREAM_FAILED', message: 'An upstream server gave an invalid response.' },
  503: { message: 'The service is unavailable.' },
  504: { code: 'UPSTREAM_TIMEOUT', message: 'An upstream server did not respond in time.' },
};

/** @param retryAfter seconds after which the client can try again, if known */
export function plannedError(status: number, retryAfter?: number): HttpError {
  const { code, message }: StatusText = TEXTS[status] ?? { message: `${phraseOfError(status)}.` };
  const wait = retryAfter ?? (TEMPORARY.has(status) ? DEFAULT_RETRY_AFTER : undefined);
  return new HttpError({
    code,
    status,
    message: wait === undefined ? message : `${message} Retry after ${wait} second${wait === 1 ? '' : 's'}.`,
    headers: wait === undefined ? {} : { 'retry-after': String(wait) },
    publicCode: nameOfStatus(status),
  });
}
