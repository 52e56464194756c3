// How Microsoft Graph speaks: OData in its own words as its pages document it, or as tenants were answered, by the world's
// profile.
import type { Contract } from '../contract/contract.ts';
import type { Convention, ErrorBody, ExchangeFacts } from '../conventions/convention.ts';
import { odataConvention } from '../conventions/odata.ts';
import { AnswerError } from '../errors/answer.ts';
import { setting } from './choices.ts';
import { observedHeaders, SUCCESS_TYPE } from './observed/headers.ts';
import { failureOf, type Saying, sayingOf } from './observed/sayings.ts';
import { wording } from './wording.ts';

export function graphConvention(contract: Contract): Convention {
  const documented = odataConvention(contract, wording);
  const observedSaying = (error: AnswerError, facts: ExchangeFacts) =>
    isObserved(facts) ? sayingOf({ error, facts, contract }) : undefined;
  return {
    ...documented,
    foldsSlashes: true,
    headers: (facts, status) =>
      isObserved(facts) ? observedHeaders(facts, status) : documented.headers(facts, status),
    mediaType: (mediaType, facts) => (isObserved(facts) && mediaType === 'application/json' ? SUCCESS_TYPE : mediaType),
    failure(status, facts) {
      const saying = isObserved(facts) ? failureOf(status, facts) : undefined;
      return saying && bodyOf(saying, facts);
    },
    retold(error, facts) {
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

function isObserved({ settings }: ExchangeFacts): boolean {
  return setting(settings, 'profile') === 'observed';
}

/** Graph, as its tokens name it. */
const GRAPH = '00000003-0000-0000-c000-000000000000';

/** The challenge as it was seen with expired tokens (AUTH-401-07); with others it is inferred. */
function challengedAt(
  { code, message, status, violations, cause }: AnswerError,
  { origin }: ExchangeFacts,
): AnswerError {
  const challenge = `Bearer realm="", authorization_uri="${authorityOf(origin)}/common/oauth2/authorize", client_id="${GRAPH}"`;
  return new AnswerError({ code, message, status, violations, cause, headers: { 'www-authenticate': challenge } });
}

/** Where the tokens of each cloud come from. */
const AUTHORITIES: Readonly<Record<string, string>> = {
  'graph.microsoft.com': 'login.microsoftonline.com',
  'graph.microsoft.us': 'login.microsoftonline.us',
  'dod-graph.microsoft.us': 'login.microsoftonline.us',
  'microsoftgraph.chinacloudapi.cn': 'login.chinacloudapi.cn',
};

/** A client that knows this server by its own name is sent to this server. */
export function authorityOf(origin: string): string {
  const [, host = ''] = /^https?:\/\/([^:/]+)/.exec(origin.toLowerCase()) ?? [];
  const authority = Object.hasOwn(AUTHORITIES, host) ? AUTHORITIES[host] : undefined;
  return authority === undefined ? origin : `https://${authority}`;
}

/** What the service says of a reason has no header but the challenge and how long to wait. */
function underStatus({ code, message, violations, cause, headers }: AnswerError, { status }: Saying): AnswerError {
  const kept = Object.entries(headers).filter(([name]) => name === 'www-authenticate' || name === 'retry-after');
  return new AnswerError({ code, message, status, violations, cause, headers: Object.fromEntries(kept) });
}

function bodyOf({ code, message, repeated, details }: Saying, facts: ExchangeFacts): ErrorBody {
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
