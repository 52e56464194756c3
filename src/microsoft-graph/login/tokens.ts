// Issues tokens (RFC 7519): access tokens for a resource, and id tokens with the signed-in account.
import { createHash, randomBytes } from 'node:crypto';
import type { JsonObject } from '../../json/value.ts';
import { uuidAt } from '../../random.ts';
import type { Account } from './accounts.ts';
import type { Client } from './clients.ts';
import type { LoginContext } from './context.ts';
import { signingKey } from './keys.ts';
import type { RequestedScopes } from './scopes.ts';

/** Seconds during which a token is valid. */
export const TOKEN_LIFETIME_S = 3_599;

/** The claim with the time of issue in milliseconds, by the machine's clock. `iat` has full seconds only. */
export const ISSUED_CLAIM = 'standin_issued';

/** The client, scopes and account of a token. */
export interface TokenGrant {
  readonly client: Client;
  readonly scopes: RequestedScopes;
  /** The signed-in account. undefined for an application that acts for itself. */
  readonly account: Account | undefined;
}

/** The permissions of a token: those requested by name, and with `.default` all permissions of Graph. */
export function grantedPermissions({ scopes }: TokenGrant, { permissions }: LoginContext): readonly string[] {
  const { all, graph, permissions: requested } = scopes;
  return [...new Set([...requested, ...(all && graph ? permissions : [])])];
}

export function accessToken(grant: TokenGrant, context: LoginContext): Promise<string> {
  const { client, scopes, account } = grant;
  const permissions = grantedPermissions(grant, context);
  return sign({
    ...lifetime(context),
    [ISSUED_CLAIM]: Date.now(),
    aud: scopes.audience,
    iss: issuerOf(context),
    tid: context.tenant,
    appid: client.id,
    azp: client.id,
    appidacr: String(PROOFS.indexOf(client.proof)),
    azpacr: String(PROOFS.indexOf(client.proof)),
    uti: randomBytes(16).toString('base64url'),
    ver: '2.0',
    ...(account
      ? { idtyp: 'user', scp: scopeClaim(scopes, permissions), ...claimsOf(account) }
      : applicationClaims(client, context.tenant, context.consent ? permissions : [])),
  });
}

/** What the client requested for the id token when the user signed in. */
export interface SignInFacts {
  readonly nonce?: string | undefined;
  readonly authTime?: number | undefined;
}

export function idToken(
  { client, account, scopes }: TokenGrant,
  context: LoginContext,
  { nonce, authTime }: SignInFacts,
): Promise<string> {
  const { upn, name, oid } = account as Account;
  return sign({
    ...lifetime(context),
    aud: client.id,
    iss: issuerOf(context),
    tid: context.tenant,
    oid,
    sub: subjectOf(oid, client.id),
    name,
    preferred_username: upn,
    ...(scopes.openId.has('email') && upn.includes('@') && { email: upn }),
    ...(nonce !== undefined && { nonce }),
    ...(authTime !== undefined && { auth_time: authTime }),
    uti: randomBytes(16).toString('base64url'),
    ver: '2.0',
  });
}

function issuerOf({ service, tenant }: Pick<LoginContext, 'service' | 'tenant'>): string {
  return `${service}/${tenant}/v2.0`;
}

const PROOFS: readonly Client['proof'][] = ['none', 'secret', 'assertion'];

function applicationClaims({ id }: Client, tenant: string, roles: readonly string[]): JsonObject {
  // The id of the service principal: the application in the tenant.
  const oid = uuidAt(0, 'application', tenant, id);
  // Without permissions the claim is left out, as in the real service.
  return { idtyp: 'app', app_displayname: `Application ${id}`, oid, sub: oid, ...(roles.length > 0 && { roles }) };
}

function claimsOf({ upn, name, oid }: Account): JsonObject {
  return { oid, sub: oid, upn, unique_name: upn, preferred_username: upn, name };
}

function scopeClaim({ openId }: RequestedScopes, permissions: readonly string[]): string {
  const openIdScopes = [...openId].filter((scope) => scope !== 'offline_access');
  return [...permissions, ...openIdScopes].join(' ');
}

/** A pairwise subject identifier: different for each application. */
function subjectOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}

function lifetime({ now }: LoginContext): JsonObject {
  const seconds = Math.floor(now / 1000);
  return { iat: seconds, nbf: seconds, exp: seconds + TOKEN_LIFETIME_S };
}

async function sign(claims: JsonObject): Promise<string> {
  const [{ SignJWT }, { id, privateKey }] = await Promise.all([import('jose'), signingKey()]);
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: id }).sign(privateKey);
}
