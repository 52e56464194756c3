// How Microsoft Graph speaks: OData in its own words as its pages document it, or as tenants were answered, by the world's
// profile.
import type { Contract } from '../contract/contract.ts';
import type { Convention, ErrorBody, ExchangeFacts } from '../conventions/convention.ts';
import { odataConvention } from '../conventions/odata/odata.ts';
import { HttpError } from '../errors/http-error.ts';
import { GRAPH_ID, TOKEN_HOSTS } from './clouds.ts';
import { errorWording } from './error-wording.ts';
import { failureOf, type ObservedError, observedErrorOf } from './observed/error-messages.ts';
import { observedHeaders, SUCCESS_TYPE } from './observed/headers.ts';
import { isObserved } from './settings.ts';

export function graphConvention(contract: Contract): Convention {
  const documented = odataConvention(contract, errorWording);
  const observedSaying = (error: HttpError, facts: ExchangeFacts) =>
    isObserved(facts.settings) ? observedErrorOf({ error, facts, contract }) : undefined;
  return {
    ...documented,
    foldsSlashes: true,
    headers: (facts, status) =>
      isObserved(facts.settings) ? observedHeaders(facts, status) : documented.headers(facts, status),
    mediaType: (mediaType, facts) =>
      isObserved(facts.settings) && mediaType === 'application/json' ? SUCCESS_TYPE : mediaType,
    failure(error, declared, facts) {
      const saying = isObserved(facts.settings) ? failureOf(error.status, facts) : undefined;
      return saying ? bodyOf(saying, facts) : documented.failure?.(error, declared, facts);
    },
    mapError(error, facts) {
      const challenged = error.status === 401 ? challengedAt(error, facts) : error;
      const saying = observedSaying(error, facts);
      return saying ? underStatus(challenged, saying) : challenged;
    },
    error(error, declared, facts) {
      const saying = observedSaying(error, facts);
      return saying ? bodyOf(saying, facts) : documented.error(error, declared, facts);
    },
  };
}

/** The challenge as it was seen with expired tokens (AUTH-401-07); with others it is inferred. */
function challengedAt({ code, message, status, violations, cause }: HttpError, { origin }: ExchangeFacts): HttpError {
  const challenge = `Bearer realm="", authorization_uri="${tokenService(origin)}/common/oauth2/authorize", client_id="${GRAPH_ID}"`;
  return new HttpError({ code, message, status, violations, cause, headers: { 'www-authenticate': challenge } });
}

/** Where a client gets its tokens; one that knows this server by its own name is sent to this server. */
function tokenService(origin: string): string {
  const [, host = ''] = /^https?:\/\/([^:/]+)/.exec(origin.toLowerCase()) ?? [];
  const issuer = TOKEN_HOSTS.get(host);
  return issuer === undefined ? origin : `https://${issuer}`;
}

/** What the service says of a reason has no header but the challenge and how long to wait. */
function underStatus({ code, message, violations, cause, headers }: HttpError, { status }: ObservedError): HttpError {
  const kept = Object.entries(headers).filter(([name]) => name === 'www-authenticate' || name === 'retry-after');
  return new HttpError({ code, message, status, violations, cause, headers: Object.fromEntries(kept) });
}

function bodyOf({ code, message, repeated, details }: ObservedError, facts: ExchangeFacts): ErrorBody {
  const { requestId, clientRequestId = requestId } = facts;
  const innerError = {
    ...(repeated && { message }),
    date: facts.now().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': clientRequestId,
  };
  const error = { code, message, ...(details && { details: [] }), innerError };
  return { mediaType: 'application/json', body: { error } };
}
