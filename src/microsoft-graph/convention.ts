// The convention of Microsoft Graph: OData as Microsoft's pages document it, or as real tenants were answered, by the world's
// profile.
import type { Contract } from '../contract/contract.ts';
import type { Convention, ErrorBody, ExchangeFacts } from '../conventions/convention.ts';
import { odataConvention } from '../conventions/odata/odata.ts';
import { HttpError } from '../errors/http-error.ts';
import { GRAPH_ID, TOKEN_HOSTS } from './clouds.ts';
import { errorWording } from './error-wording.ts';
import { failureOf, type ObservedError, observedErrorOf } from './observed/error-messages.ts';
import { addObservedHeaders, SUCCESS_TYPE } from './observed/headers.ts';
import { isObserved } from './settings.ts';
import { urlSpelling } from './url-spelling.ts';

export function graphConvention(contract: Contract): Convention {
  const documented = odataConvention(contract, { wording: errorWording, ignoresCase: true, refusalOfUntyped });
  const observedError = (error: HttpError, facts: ExchangeFacts) =>
    isObserved(facts.settings) ? observedErrorOf({ error, facts, contract }) : undefined;
  return {
    ...documented,
    spellUrl: urlSpelling(contract, { aliases: documented.aliases, foldsSlashes: true }),
    addHeaders(headers, facts, status) {
      if (isObserved(facts.settings)) addObservedHeaders(headers, facts, status);
      else documented.addHeaders(headers, facts, status);
    },
    mediaType: (mediaType, facts) =>
      isObserved(facts.settings) && mediaType === 'application/json' ? SUCCESS_TYPE : mediaType,
    failure(error, declared, facts) {
      const observed = isObserved(facts.settings) ? failureOf(error.status, facts) : undefined;
      return observed ? bodyOf(observed, facts) : documented.failure?.(error, declared, facts);
    },
    mapError(error, facts) {
      const challenged = error.status === 401 ? withChallenge(error, facts) : error;
      const observed = observedError(error, facts);
      return observed ? asObserved(challenged, observed) : challenged;
    },
    error(error, declared, facts) {
      const observed = observedError(error, facts);
      return observed ? bodyOf(observed, facts) : documented.error(error, declared, facts);
    },
  };
}

/** Seen at the gateway (BAT-04): the whole batch is refused, also for a write request without a body. */
function refusalOfUntyped(id: string): string {
  return `Write request with id '${id}' does not contain a Content-Type header.`;
}

/** Adds the challenge that was seen with expired tokens (AUTH-401-07). For other tokens it is inferred. */
function withChallenge({ code, message, status, violations, cause }: HttpError, { origin }: ExchangeFacts): HttpError {
  const challenge = `Bearer realm="", authorization_uri="${tokenServiceOf(origin)}/common/oauth2/authorize", client_id="${GRAPH_ID}"`;
  return new HttpError({ code, message, status, violations, cause, headers: { 'www-authenticate': challenge } });
}

/** The login host of the cloud that the client addresses. A client that uses this server's own name gets this server. */
function tokenServiceOf(origin: string): string {
  const [, host = ''] = /^https?:\/\/([^:/]+)/.exec(origin.toLowerCase()) ?? [];
  const issuer = TOKEN_HOSTS.get(host);
  return issuer === undefined ? origin : `https://${issuer}`;
}

/** The error with the observed status. Observed errors have no headers of their own but the challenge and Retry-After. */
function asObserved({ code, message, violations, cause, headers }: HttpError, { status }: ObservedError): HttpError {
  const observed = Object.entries(headers).filter(([name]) => name === 'www-authenticate' || name === 'retry-after');
  return new HttpError({ code, message, status, violations, cause, headers: Object.fromEntries(observed) });
}

function bodyOf({ code, message, repeatMessage, emptyDetails }: ObservedError, facts: ExchangeFacts): ErrorBody {
  const { requestId, clientRequestId = requestId } = facts;
  const innerError = {
    ...(repeatMessage && { message }),
    date: facts.now().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': clientRequestId,
  };
  const error = { code, message, ...(emptyDetails && { details: [] }), innerError };
  return { mediaType: 'application/json', body: { error } };
}
