// The authorization endpoint (RFC 6749, section 4.1.1): it validates a client's request, shows the sign-in page, and redirects the
// browser to the client with a code or an error.
import { accountOf, suggestedAccounts } from './accounts.ts';
import { requireClientId } from './clients.ts';
import { codeFor } from './codes.ts';
import type { LoginContext } from './context.ts';
import { emptyPage, type Fields, refusalPage, signInPage } from './pages.ts';
import { asError, type Refusal, refusalIn, refusalOf, textOf } from './refusals.ts';
import { type ResponseModeRequest, type ResponseModeResult, redirectTarget, respondByMode } from './response-modes.ts';
import { scopesIn } from './scopes.ts';

/** The parameters of the query, or the fields of the sign-in page's form. */
export interface AuthorizeFields {
  readonly client_id?: string | undefined;
  readonly response_type?: string | undefined;
  readonly redirect_uri?: string | undefined;
  readonly response_mode?: string | undefined;
  readonly scope?: string | undefined;
  readonly state?: string | undefined;
  readonly nonce?: string | undefined;
  readonly prompt?: string | undefined;
  readonly login_hint?: string | undefined;
  readonly code_challenge?: string | undefined;
  readonly code_challenge_method?: string | undefined;
  readonly max_age?: string | undefined;
  /** Only at the endpoint of version 1. */
  readonly resource?: string | undefined;
}

export type AuthorizeResponse =
  | ResponseModeResult
  | { readonly status: 400; readonly body: string; readonly headers: Readonly<Record<string, string>> };

/** Shows the sign-in page. Redirects at once if the request is invalid or has `prompt=none`. */
export function authorizePage(fields: AuthorizeFields, openContext: () => LoginContext): Promise<AuthorizeResponse> {
  return orRefusalPage(async () => {
    const context = openContext();
    if (Object.values(fields).every((field) => field === undefined)) return { status: 400, ...emptyPage() };
    const request = readRequest(fields, context);
    if ('refusal' in request) return redirectWithError(request.target, request.refusal);
    const { login_hint: hint, prompt } = fields;
    if (prompt === 'none')
      return hint ? redirectWithCode(request, hint) : redirectWithError(request.target, refusalOf('loginRequired'));
    const accounts = suggestedAccounts(context.tenant, hint);
    const destination = `${request.target.uri.protocol}//${request.target.uri.host}`;
    return {
      status: 200,
      ...signInPage({ client: request.client, destination, accounts, fields: hiddenFields(fields) }),
    };
  });
}

/** Handles the form of the sign-in page: an account was chosen, or the sign-in was cancelled. */
export function chooseAccount(
  fields: AuthorizeFields & { readonly account?: string; readonly cancel?: string },
  openContext: () => LoginContext,
): Promise<AuthorizeResponse> {
  return orRefusalPage(async () => {
    const request = readRequest(fields, openContext());
    if ('refusal' in request) return redirectWithError(request.target, request.refusal);
    if (fields.cancel !== undefined) return redirectWithError(request.target, refusalOf('declined'));
    return redirectWithCode(request, fields.account ?? '');
  });
}

/** A valid request. */
interface AuthorizeRequest {
  readonly context: LoginContext;
  readonly client: string;
  readonly target: ResponseModeRequest;
  readonly fields: AuthorizeFields;
}

/** An invalid request whose client can be informed. */
interface InvalidRequest {
  readonly target: ResponseModeRequest;
  readonly refusal: Refusal;
}

/** Throws HttpError if the client cannot be informed, because its id or its redirect URI is invalid. */
function readRequest(fields: AuthorizeFields, context: LoginContext): AuthorizeRequest | InvalidRequest {
  const client = requireClientId(fields.client_id, context);
  const uri = redirectTarget(fields.redirect_uri);
  if (!(uri instanceof URL)) throw asError(uri);
  const { response_mode: mode = 'query', state } = fields;
  const known = mode === 'query' || mode === 'fragment' || mode === 'form_post';
  const target: ResponseModeRequest = { uri, mode: known ? mode : 'query', state };
  if (!known) return { target, refusal: refusalOf('responseModeUnsupported', mode) };
  const wrong = refusalFor(fields, client, context);
  return wrong ? { target, refusal: wrong } : { context, client, target, fields };
}

/** The other errors of a request. The client is informed of them. */
function refusalFor(fields: AuthorizeFields, client: string, context: LoginContext): Refusal | undefined {
  const { response_type: type, scope, code_challenge: challenge, code_challenge_method: method = 'plain' } = fields;
  const missing = (name: string) => refusalOf('parameterMissing', name);
  if (type === undefined) return missing('response_type');
  if (type !== 'code') return refusalOf('responseTypeUnsupported', type);
  if (scope === undefined) return missing('scope');
  if (fields.max_age !== undefined && !/^\d{1,9}$/.test(fields.max_age)) {
    return refusalOf('malformed', `max_age '${fields.max_age}' must be a number of seconds.`);
  }
  if (challenge !== undefined && !/^[\w.~-]{43,128}$/.test(challenge)) return refusalOf('challengeInvalid');
  if (challenge !== undefined && method !== 'plain' && method !== 'S256') {
    return refusalOf('malformed', `The code_challenge_method '${method}' must be S256 or plain.`);
  }
  try {
    scopesIn(scope, context.service);
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal) throw error;
    return refusal;
  }
  return context.consent ? undefined : refusalOf('consentRequired', client);
}

async function redirectWithCode(
  { context, client, target, fields }: AuthorizeRequest,
  name: string,
): Promise<AuthorizeResponse> {
  const account = accountOf(name, context.tenant);
  if (!account) return redirectWithError(target, refusalOf('accountInvalid', name, context.tenantName));
  const { redirect_uri: redirectUri = '', scope = '', nonce } = fields;
  const { code_challenge: challenge, code_challenge_method: challengeMethod } = fields;
  // The server keeps no sessions, so every sign-in is a new one, whatever the age that the client accepts.
  const authTime = fields.max_age === undefined ? undefined : Math.floor(context.now / 1000);
  const grant = { client, redirectUri, scope, upn: account.upn, nonce, authTime, challenge, challengeMethod };
  return respondByMode(target, [['code', await codeFor(grant, context)]]);
}

/** Informs the client of an error. */
function redirectWithError(target: ResponseModeRequest, refusal: Refusal): ResponseModeResult {
  return respondByMode(target, [
    ['error', refusal.error],
    ['error_description', textOf(refusal)],
  ]);
}

/** The fields that the form of the sign-in page repeats. */
function hiddenFields(fields: AuthorizeFields): Fields {
  return HIDDEN_FIELDS.flatMap((name) => {
    const value = fields[name];
    return value === undefined ? [] : [[name, value] as const];
  });
}

const HIDDEN_FIELDS = [
  'client_id',
  'response_type',
  'redirect_uri',
  'response_mode',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
  'max_age',
  'resource',
] as const satisfies readonly (keyof AuthorizeFields)[];

/** Shows a refusal as a page, because a person reads it. */
async function orRefusalPage(show: () => Promise<AuthorizeResponse>): Promise<AuthorizeResponse> {
  try {
    return await show();
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal) throw error;
    return { status: 400, ...refusalPage(refusal) };
  }
}
