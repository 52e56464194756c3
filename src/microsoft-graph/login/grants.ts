// The grants that the token endpoint takes (RFC 6749, section 4): what each must show, and what it is given for it.
import type { JsonObject } from '../../json/value.ts';
import { type Account, accountOf } from './accounts.ts';
import type { Client } from './clients.ts';
import { redeemed } from './codes.ts';
import type { LoginContext } from './context.ts';
import { decrypt, encrypt } from './encrypted-tokens.ts';
import type { operations } from './generated/document.js';
import { refused } from './refusals.ts';
import { scopesIn } from './scopes.ts';
import { accessToken, type Granted, grantedPermissions, idToken, LIFETIME } from './tokens.ts';

export type TokenRequest = operations['requestToken']['requestBody']['content']['application/x-www-form-urlencoded'];
export type Tokens = operations['requestToken']['responses'][200]['content']['application/json'];

type Grant = (request: TokenRequest, client: Client, issuing: LoginContext) => Promise<Tokens>;

const GRANTS: Readonly<Record<string, Grant>> = {
  client_credentials: forApplication,
  authorization_code: forCode,
  refresh_token: forRefreshToken,
  password: forPassword,
};

/** @throws HttpError */
export function tokensFor(request: TokenRequest, client: Client, issuing: LoginContext): Promise<Tokens> {
  const grant = Object.hasOwn(GRANTS, request.grant_type) ? GRANTS[request.grant_type] : undefined;
  if (!grant) throw refused('grantUnsupported', request.grant_type);
  return grant(request, client, issuing);
}

export const GRANT_TYPES: readonly string[] = Object.keys(GRANTS);

async function forApplication({ scope }: TokenRequest, client: Client, issuing: LoginContext): Promise<Tokens> {
  if (client.proof === 'none') throw refused('secretMissing');
  const scopes = scopesIn(required(scope, 'scope'), issuing.service);
  // Single permissions of Graph may be asked for, which the real service refuses, so that a weak token can be had.
  const single = scopes.graph && scopes.prefix !== '' && scopes.permissions.length > 0;
  // Some clients always ask for openid and its like, and are given what an application can have.
  if (!scopes.everything && !single) throw refused('scopeNotForApplications', scopes.texts.join(' '));
  return { ...HEAD, access_token: await accessToken({ client, scopes, account: undefined }, issuing) };
}

async function forCode(request: TokenRequest, client: Client, issuing: LoginContext): Promise<Tokens> {
  const { redirect_uri: redirectUri, code_verifier: verifier } = request;
  const code = required(request.code, 'code');
  const grant = await redeemed({ client: client.id, code, redirectUri, verifier }, issuing);
  return forAccount(
    request,
    { client, account: knownAccount(grant.upn, issuing), scope: grant.scope, nonce: grant.nonce },
    issuing,
  );
}

async function forRefreshToken(request: TokenRequest, client: Client, issuing: LoginContext): Promise<Tokens> {
  const token = decrypt(REFRESH, required(request.refresh_token, 'refresh_token')) as RefreshGrant | undefined;
  if (!token) throw refused('grantMalformed');
  if (token.client !== client.id) throw refused('grantOfAnotherClient');
  if (token.tenant !== issuing.tenant) throw refused('grantOfAnotherTenant');
  if (issuing.moment >= token.issued + REFRESH_LIFETIME) {
    throw refused('refreshExpired', new Date(token.issued).toISOString());
  }
  return forAccount(request, { client, account: knownAccount(token.upn, issuing), scope: token.scope }, issuing);
}

async function forPassword(request: TokenRequest, client: Client, issuing: LoginContext): Promise<Tokens> {
  const username = required(request.username, 'username');
  required(request.password, 'password');
  const scope = required(request.scope, 'scope');
  return forAccount(request, { client, account: knownAccount(username, issuing), scope }, issuing);
}

interface SignedIn {
  readonly client: Client;
  readonly account: Account;
  /** What was asked when it was signed in. */
  readonly scope: string;
  readonly nonce?: string | undefined;
}

/** What whoever has signed in is given: for what is asked now, else for what was asked then. */
async function forAccount(
  { scope: asked, client_info: wantsInfo }: TokenRequest,
  { client, account, scope, nonce }: SignedIn,
  issuing: LoginContext,
): Promise<Tokens> {
  if (!issuing.consent) throw refused('consentRequired', client.id);
  const scopes = scopesIn(asked || scope, issuing.service);
  const granted: Granted = { client, scopes, account };
  const { openId } = scopes;
  const refreshes = scopesIn(scope, issuing.service).openId.has('offline_access') || openId.has('offline_access');
  return {
    ...HEAD,
    scope: scopeText(granted, issuing),
    access_token: await accessToken(granted, issuing),
    ...(openId.has('openid') && { id_token: await idToken(granted, issuing, nonce) }),
    ...(refreshes && { refresh_token: refreshToken({ client, account, scope }, issuing) }),
    ...(wantsInfo === '1' && { client_info: clientInfo(account, issuing) }),
  };
}

const HEAD = { token_type: 'Bearer', expires_in: LIFETIME, ext_expires_in: LIFETIME } as const;

/** As the client wrote them: by these it finds the token again. */
function scopeText(granted: Granted, issuing: LoginContext): string {
  const { texts, prefix, everything } = granted.scopes;
  const all = everything
    ? grantedPermissions(granted, issuing).map((name) => (prefix === '' ? name : `${prefix}/${name}`))
    : [];
  return [...new Set([...all, ...texts])].filter((text) => text !== 'offline_access').join(' ');
}

/** What a refresh token stands for. It is good until it is old, and with every use the client is given a new one. */
interface RefreshGrant {
  readonly client: string;
  readonly tenant: string;
  readonly upn: string;
  readonly scope: string;
  readonly issued: number;
}

const REFRESH = 'refresh';
/** Milliseconds in 90 days. */
const REFRESH_LIFETIME = 90 * 86_400_000;

function refreshToken({ client, account, scope }: SignedIn, { tenant, moment: issued }: LoginContext): string {
  const grant: RefreshGrant & JsonObject = { client: client.id, tenant, upn: account.upn, scope, issued };
  return encrypt(REFRESH, grant);
}

/** Who signed in, in the form in which Microsoft's libraries tell accounts apart. */
function clientInfo({ oid }: Account, { tenant }: LoginContext): string {
  return Buffer.from(JSON.stringify({ uid: oid, utid: tenant })).toString('base64url');
}

function knownAccount(name: string, { tenant, tenantName }: LoginContext): Account {
  const account = accountOf(name, tenant);
  if (!account) throw refused('accountInvalid', name, tenantName);
  return account;
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw refused('parameterMissing', name);
  return value;
}
