// The authorization endpoint (RFC 6749, section 4.1.1): what a client asks of a person, and what becomes of it.
import { accountOf, accountsOffered } from './accounts.ts';
import { requireClientId } from './clients.ts';
import { codeFor } from './codes.ts';
import type { LoginContext } from './context.ts';
import { emptyPage, type Fields, refusalPage, signInPage } from './pages.ts';
import { described, type Refusal, refusalIn, refusalOf, thrown } from './refusals.ts';
import { type ResponseModeRequest, type ResponseModeResult, redirectTarget, respondByMode } from './response-modes.ts';
import { scopesIn } from './scopes.ts';

/** What the query says, or the form of the page. */
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
}

export type AuthorizeResponse =
  | ResponseModeResult
  | { readonly status: 400; readonly body: string; readonly headers: Readonly<Record<string, string>> };

/** Shows who may sign in; or answers at once, where nothing is to be shown. */
export function authorizePage(fields: AuthorizeFields, issuing: () => LoginContext): Promise<AuthorizeResponse> {
  return onPage(async () => {
    const circumstances = issuing();
    if (Object.values(fields).every((field) => field === undefined)) return { status: 400, ...emptyPage() };
    const request = requestOf(fields, circumstances);
    if ('wrong' in request) return completed(request.reply, request.wrong);
    const { login_hint: hint, prompt } = fields;
    if (prompt === 'none') return hint ? signedIn(request, hint) : completed(request.reply, refusalOf('loginRequired'));
    const accounts = accountsOffered(request.issuing.tenant, hint);
    const destination = `${request.reply.uri.protocol}//${request.reply.uri.host}`;
    return { status: 200, ...signInPage({ client: request.client, destination, accounts, fields: kept(fields) }) };
  });
}

/** An account was chosen, or none. */
export function chooseAccount(
  fields: AuthorizeFields & { readonly account?: string; readonly cancel?: string },
  issuing: () => LoginContext,
): Promise<AuthorizeResponse> {
  return onPage(async () => {
    const request = requestOf(fields, issuing());
    if ('wrong' in request) return completed(request.reply, request.wrong);
    if (fields.cancel !== undefined) return completed(request.reply, refusalOf('declined'));
    return signedIn(request, fields.account ?? '');
  });
}

/** A request that can be answered, and what is sent along with the form. */
interface AuthorizeRequest {
  readonly issuing: LoginContext;
  readonly client: string;
  readonly reply: ResponseModeRequest;
  readonly fields: AuthorizeFields;
}

interface WrongRequest {
  readonly reply: ResponseModeRequest;
  readonly wrong: Refusal;
}

/** @throws HttpError where not even the client may be told what is wrong: it is not known, or its address is none */
function requestOf(fields: AuthorizeFields, issuing: LoginContext): AuthorizeRequest | WrongRequest {
  const client = requireClientId(fields.client_id, issuing);
  const uri = redirectTarget(fields.redirect_uri);
  if (!(uri instanceof URL)) throw thrown(uri);
  const { response_mode: mode = 'query', state } = fields;
  const known = mode === 'query' || mode === 'fragment' || mode === 'form_post';
  const reply: ResponseModeRequest = { uri, mode: known ? mode : 'query', state };
  if (!known) return { reply, wrong: refusalOf('responseModeUnsupported', mode) };
  const wrong = faultIn(fields, client, issuing);
  return wrong ? { reply, wrong } : { issuing, client, reply, fields };
}

/** What else is wrong with a request, of which the client can be told. */
function faultIn(fields: AuthorizeFields, client: string, issuing: LoginContext): Refusal | undefined {
  const { response_type: type, scope, code_challenge: challenge, code_challenge_method: method = 'plain' } = fields;
  const missing = (name: string) => refusalOf('parameterMissing', name);
  if (type === undefined) return missing('response_type');
  if (type !== 'code') return refusalOf('responseTypeUnsupported', type);
  if (scope === undefined) return missing('scope');
  if (challenge !== undefined && !/^[\w.~-]{43,128}$/.test(challenge)) return refusalOf('challengeInvalid');
  if (challenge !== undefined && method !== 'plain' && method !== 'S256') {
    return refusalOf('malformed', `The code_challenge_method '${method}' is neither S256 nor plain.`);
  }
  try {
    scopesIn(scope, issuing.service);
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal) throw error;
    return refusal;
  }
  return issuing.consent ? undefined : refusalOf('consentRequired', client);
}

async function signedIn(
  { issuing, client, reply, fields }: AuthorizeRequest,
  name: string,
): Promise<AuthorizeResponse> {
  const account = accountOf(name, issuing.tenant);
  if (!account) return completed(reply, refusalOf('accountInvalid', name, issuing.tenantName));
  const { redirect_uri: redirectUri = '', scope = '', nonce } = fields;
  const { code_challenge: challenge, code_challenge_method: challengeMethod } = fields;
  const grant = { client, redirectUri, scope, upn: account.upn, nonce, challenge, challengeMethod };
  return respondByMode(reply, [['code', await codeFor(grant, issuing)]]);
}

/** The client is told what is wrong. */
function completed(reply: ResponseModeRequest, refusal: Refusal): ResponseModeResult {
  return respondByMode(reply, [
    ['error', refusal.error],
    ['error_description', described(refusal)],
  ]);
}

/** What goes through the page, so that the form says it again. */
function kept(fields: AuthorizeFields): Fields {
  return KEPT.flatMap((name) => {
    const value = fields[name];
    return value === undefined ? [] : [[name, value] as const];
  });
}

const KEPT = [
  'client_id',
  'response_type',
  'redirect_uri',
  'response_mode',
  'scope',
  'state',
  'nonce',
  'code_challenge',
  'code_challenge_method',
] as const satisfies readonly (keyof AuthorizeFields)[];

/** A refusal shows on a page, since it is a person who reads it. */
async function onPage(show: () => Promise<AuthorizeResponse>): Promise<AuthorizeResponse> {
  try {
    return await show();
  } catch (error) {
    const refusal = refusalIn(error);
    if (!refusal) throw error;
    return { status: 400, ...refusalPage(refusal) };
  }
}
