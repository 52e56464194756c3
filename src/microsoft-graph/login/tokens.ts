// The tokens themselves (RFC 7519): an access token for a resource, and an id token that says who signed in.
import { createHash, randomBytes } from 'node:crypto';
import type { JsonObject } from '../../json/value.ts';
import type { Account } from './accounts.ts';
import type { Client } from './clients.ts';
import type { LoginContext } from './context.ts';
import { signingKey } from './keys.ts';
import type { AskedScopes } from './scopes.ts';

/** Seconds that a token is good for. */
export const LIFETIME = 3_599;

/** The claim in which the moment of issue stands to the millisecond, on the machine's clock: `iat` knows whole seconds only. */
export const ISSUED = 'standin_issued';

/** What a token is issued for. */
export interface Granted {
  readonly client: Client;
  readonly scopes: AskedScopes;
  /** Who signed in; undefined for an application that acts for itself. */
  readonly account: Account | undefined;
}

/** The permissions that a token carries: those that are named, and with `.default` all that there are. */
export function grantedPermissions({ scopes }: Granted, { permissions }: LoginContext): readonly string[] {
  const { everything, graph, permissions: named } = scopes;
  return [...new Set([...named, ...(everything && graph ? permissions : [])])];
}

export function accessToken(granted: Granted, issuing: LoginContext): Promise<string> {
  const { client, scopes, account } = granted;
  const permissions = grantedPermissions(granted, issuing);
  return signed({
    ...lifetime(issuing),
    [ISSUED]: Date.now(),
    aud: scopes.audience,
    iss: issuerOf(issuing),
    tid: issuing.tenant,
    appid: client.id,
    azp: client.id,
    appidacr: String(PROOFS.indexOf(client.proof)),
    azpacr: String(PROOFS.indexOf(client.proof)),
    uti: randomBytes(16).toString('base64url'),
    ver: '2.0',
    ...(account
      ? { idtyp: 'user', scp: scopeClaim(scopes, permissions), ...claimsOf(account) }
      : applicationClaims(client, issuing.consent ? permissions : [])),
  });
}

export function idToken(
  { client, account, scopes }: Granted,
  issuing: LoginContext,
  nonce: string | undefined,
): Promise<string> {
  const { upn, name, oid } = account as Account;
  return signed({
    ...lifetime(issuing),
    aud: client.id,
    iss: issuerOf(issuing),
    tid: issuing.tenant,
    oid,
    sub: subjectOf(oid, client.id),
    name,
    preferred_username: upn,
    ...(scopes.openId.has('email') && upn.includes('@') && { email: upn }),
    ...(nonce !== undefined && { nonce }),
    uti: randomBytes(16).toString('base64url'),
    ver: '2.0',
  });
}

function issuerOf({ service, tenant }: Pick<LoginContext, 'service' | 'tenant'>): string {
  return `${service}/${tenant}/v2.0`;
}

const PROOFS: readonly Client['proof'][] = ['none', 'secret', 'assertion'];

function applicationClaims({ id }: Client, roles: readonly string[]): JsonObject {
  const oid = subjectOf('application', id);
  // Without any permission there is no claim either, as at the real service.
  return { idtyp: 'app', oid, sub: oid, ...(roles.length > 0 && { roles }) };
}

function claimsOf({ upn, name, oid }: Account): JsonObject {
  return { oid, sub: oid, upn, unique_name: upn, preferred_username: upn, name };
}

function scopeClaim({ openId }: AskedScopes, permissions: readonly string[]): string {
  const asked = [...openId].filter((scope) => scope !== 'offline_access');
  return [...permissions, ...asked].join(' ');
}

/** A name that stands for somebody towards one application. */
function subjectOf(...parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}

function lifetime({ moment }: LoginContext): JsonObject {
  const seconds = Math.floor(moment / 1000);
  return { iat: seconds, nbf: seconds, exp: seconds + LIFETIME };
}

async function signed(claims: JsonObject): Promise<string> {
  const [{ SignJWT }, { id, privateKey }] = await Promise.all([import('jose'), signingKey()]);
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: id }).sign(privateKey);
}
