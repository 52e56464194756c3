// The grants of the token endpoint (RFC 6749, section 4): what each requires, and the tokens that it returns.
import type { JsonObject } from '../../json/value.ts';
import { type Account, accountOf } from './accounts.ts';
import type { Client } from './clients.ts';
import { redeem } from './codes.ts';
import type { LoginContext } from './context.ts';
import { redeemDeviceCode } from './device.ts';
import { decrypt, encrypt } from './encrypted-tokens.ts';
import type { operations } from './generated/document.js';
import { userOf } from './on-behalf-of.ts';
import { refusalError } from './refusals.ts';
import { scopesIn } from './scopes.ts';
import {
  accessToken,
  grantedPermissions,
  idToken,
  type SignInFacts,
  TOKEN_LIFETIME_S,
  type TokenGrant,
} from './tokens.ts';

export type TokenRequest = operations['requestToken']['requestBody']['content']['application/x-www-form-urlencoded'];
export type Tokens = operations['requestToken']['responses'][200]['content']['application/json'];

type Grant = (request: TokenRequest, client: Client, context: LoginContext) => Promise<Tokens>;

const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code';

const GRANTS: Readonly<Record<string, Grant>> = {
  client_credentials: forApplication,
  authorization_code: forCode,
  refresh_token: forRefreshToken,
  password: forPassword,
  [DEVICE_CODE]: forDeviceCode,
  'urn:ietf:params:oauth:grant-type:jwt-bearer': onBehalfOf,
};

/** Throws HttpError if the grant type is unknown or the grant is refused. */
export function tokensFor(request: TokenRequest, client: Client, context: LoginContext): Promise<Tokens> {
  // MSAL for Node.js uses the short name.
  const type = request.grant_type === 'device_code' ? DEVICE_CODE : request.grant_type;
  const grant = Object.hasOwn(GRANTS, type) ? GRANTS[type] : undefined;
  if (!grant) throw refusalError('grantUnsupported', request.grant_type);
  return grant(request, client, context);
}

export const GRANT_TYPES: readonly string[] = Object.keys(GRANTS);

async function forApplication({ scope }: TokenRequest, client: Client, context: LoginContext): Promise<Tokens> {
  if (client.proof === 'none') throw refusalError('secretMissing');
  const scopes = scopesIn(required(scope, 'scope'), context.service);
  // The real service refuses a single permission. Here it is accepted, to get a token with few permissions for tests.
  const single = scopes.graph && scopes.prefix !== '' && scopes.permissions.length > 0;
  // Some clients always send openid and similar scopes. These are ignored for an application.
  if (!scopes.all && !single) throw refusalError('scopeNotForApplications', scopes.texts.join(' '));
  return { ...COMMON_FIELDS, access_token: await accessToken({ client, scopes, account: undefined }, context) };
}

async function forCode(request: TokenRequest, client: Client, context: LoginContext): Promise<Tokens> {
  const { redirect_uri: redirectUri, code_verifier: verifier } = request;
  const code = required(request.code, 'code');
  const { upn, scope, nonce, authTime } = await redeem({ client: client.id, code, redirectUri, verifier }, context);
  return forAccount(request, { client, account: knownAccount(upn, context), scope, nonce, authTime }, context);
}

async function forRefreshToken(request: TokenRequest, client: Client, context: LoginContext): Promise<Tokens> {
  const token = decrypt(REFRESH_KIND, required(request.refresh_token, 'refresh_token')) as RefreshGrant | undefined;
  if (!token) throw refusalError('grantMalformed');
  if (token.client !== client.id) throw refusalError('grantOfAnotherClient');
  if (token.tenant !== context.tenant) throw refusalError('grantOfAnotherTenant');
  if (context.now >= token.issuedAt + REFRESH_LIFETIME_MS) {
    throw refusalError('refreshExpired', new Date(token.issuedAt).toISOString());
  }
  return forAccount(request, { client, account: knownAccount(token.upn, context), scope: token.scope }, context);
}

async function forDeviceCode(request: TokenRequest, client: Client, context: LoginContext): Promise<Tokens> {
  const { upn, scope } = await redeemDeviceCode(required(request.device_code, 'device_code'), client.id, context);
  return forAccount(request, { client, account: knownAccount(upn, context), scope }, context);
}

async function onBehalfOf(request: TokenRequest, client: Client, context: LoginContext): Promise<Tokens> {
  if (client.proof === 'none') throw refusalError('secretMissing');
  const assertion = required(request.assertion, 'assertion');
  const use = required(request.requested_token_use, 'requested_token_use');
  if (use !== 'on_behalf_of')
    throw refusalError('malformed', `requested_token_use must be on_behalf_of, not '${use}'.`);
  const scope = required(request.scope, 'scope');
  const upn = await userOf(assertion, client.id, context);
  return forAccount(request, { client, account: knownAccount(upn, context), scope }, context);
}

async function forPassword(request: TokenRequest, client: Client, context: LoginContext): Promise<Tokens> {
  const username = required(request.username, 'username');
  required(request.password, 'password');
  const scope = required(request.scope, 'scope');
  return forAccount(request, { client, account: knownAccount(username, context), scope }, context);
}

interface UserGrant extends SignInFacts {
  readonly client: Client;
  readonly account: Account;
  /** The scopes that were requested at sign-in. */
  readonly scope: string;
}

/** Tokens for a signed-in user: for the scopes of this request, or those of the sign-in if this request has none. */
async function forAccount(
  { scope: requestedScope, client_info: clientInfoFlag }: TokenRequest,
  { client, account, scope, ...signIn }: UserGrant,
  context: LoginContext,
): Promise<Tokens> {
  if (!context.consent) throw refusalError('consentRequired', client.id);
  const scopes = scopesIn(requestedScope || scope, context.service);
  const grant: TokenGrant = { client, scopes, account };
  const { openId } = scopes;
  const allowsRefresh = scopesIn(scope, context.service).openId.has('offline_access') || openId.has('offline_access');
  return {
    ...COMMON_FIELDS,
    scope: scopeText(grant, context),
    access_token: await accessToken(grant, context),
    ...(openId.has('openid') && { id_token: await idToken(grant, context, signIn) }),
    ...(allowsRefresh && { refresh_token: refreshToken({ client, account, scope }, context) }),
    ...(clientInfoFlag === '1' && { client_info: clientInfo(account, context) }),
  };
}

const COMMON_FIELDS = { token_type: 'Bearer', expires_in: TOKEN_LIFETIME_S, ext_expires_in: TOKEN_LIFETIME_S } as const;

/** The granted scopes as the client wrote them, because clients find cached tokens by these names. */
function scopeText(grant: TokenGrant, context: LoginContext): string {
  const { texts, prefix, all } = grant.scopes;
  const granted = all
    ? grantedPermissions(grant, context).map((name) => (prefix === '' ? name : `${prefix}/${name}`))
    : [];
  return [...new Set([...granted, ...texts])].filter((scope) => scope !== 'offline_access').join(' ');
}

/** The content of a refresh token. It is valid until it expires. Each use returns a new one. */
interface RefreshGrant {
  readonly client: string;
  readonly tenant: string;
  readonly upn: string;
  readonly scope: string;
  readonly issuedAt: number;
}

const REFRESH_KIND = 'refresh';
/** Milliseconds in 90 days. */
const REFRESH_LIFETIME_MS = 90 * 86_400_000;

function refreshToken({ client, account, scope }: UserGrant, { tenant, now: issued }: LoginContext): string {
  const grant: RefreshGrant & JsonObject = { client: client.id, tenant, upn: account.upn, scope, issuedAt: issued };
  return encrypt(REFRESH_KIND, grant);
}

/** The account in the form that Microsoft's libraries use to distinguish accounts. */
function clientInfo({ oid }: Account, { tenant }: LoginContext): string {
  return Buffer.from(JSON.stringify({ uid: oid, utid: tenant })).toString('base64url');
}

function knownAccount(name: string, { tenant, tenantName }: LoginContext): Account {
  const account = accountOf(name, tenant);
  if (!account) throw refusalError('accountInvalid', name, tenantName);
  return account;
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw refusalError('parameterMissing', name);
  return value;
}
