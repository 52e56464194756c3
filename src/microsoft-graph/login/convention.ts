// The convention of the token service: errors as in RFC 6749 with Microsoft's error numbers, and responses that are not cached.
import type { Convention, ExchangeFacts } from '../../conventions/convention.ts';
import type { HttpError } from '../../errors/http-error.ts';
import type { JsonObject } from '../../json/value.ts';
import { type Refusal, refusalIn, refusalOf, textOf } from './refusals.ts';

export const loginConvention: Convention = {
  name: 'microsoft-login',
  tags: 'declared',
  addHeaders(headers, { requestId }) {
    headers['x-ms-request-id'] = requestId;
    headers['cache-control'] = 'no-store, no-cache';
    headers.pragma = 'no-cache';
    headers['x-content-type-options'] = 'nosniff';
  },
  isControlInformation: () => false,
  error: (error, _declared, facts) => ({
    mediaType: 'application/json',
    body: bodyOf(refusalIn(error) ?? mapError(error, facts), facts),
  }),
};

function bodyOf(refusal: Refusal, { requestId, clientRequestId = requestId, now }: ExchangeFacts): JsonObject {
  const timestamp = now()
    .toISOString()
    .replace(/T(.*)\.\d+Z$/, ' $1Z');
  return {
    error: refusal.error,
    error_description: `${textOf(refusal)} Trace ID: ${requestId} Correlation ID: ${clientRequestId} Timestamp: ${timestamp}`,
    error_codes: [refusal.number],
    timestamp,
    trace_id: requestId,
    correlation_id: clientRequestId,
  };
}

/** Maps an error of the engine to an error of the service. */
function mapError(error: HttpError, { method }: ExchangeFacts): Refusal {
  const { code, status, message, violations, headers } = error;
  if (status >= 500) return refusalOf('failed', message);
  if (status === 429) return refusalOf('throttled');
  if (code === 'BODY_MISSING') return refusalOf('parameterMissing', 'grant_type');
  if (code === 'METHOD_NOT_ALLOWED')
    return refusalOf('methodUnknown', (headers.allow ?? '').replace(/, OPTIONS$/, ''), method);
  const [first] = violations;
  if (first?.rule === 'required') return refusalOf('parameterMissing', first.pointer.slice(1));
  // Every parameter is a string. A parameter that comes twice is an array.
  if (first?.rule === 'type') return refusalOf('parameterDuplicated', first.pointer.slice(1));
  return refusalOf('malformed', message);
}
