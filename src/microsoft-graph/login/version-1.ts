// The endpoints of version 1: they name a resource instead of scopes, and their numbers are strings.
import type { operations } from './generated/document.js';
import type { TokenRequest, Tokens } from './grants.ts';
import { readJwt, timeIn } from './jwt.ts';
import { refusalError } from './refusals.ts';

type Version1 = operations['requestTokenVersion1'];
export type TokenRequestVersion1 = Version1['requestBody']['content']['application/x-www-form-urlencoded'];
type TokensVersion1 = Version1['responses'][200]['content']['application/json'];

/** The scopes that a request of version 1 stands for: all granted permissions of its resource. */
export function scopeOfResource(resource: string | undefined, scope: string | undefined): string {
  const all = resource === undefined ? [] : [`${resource.replace(/\/$/, '')}/.default`];
  const openId = (scope ?? '').split(' ').filter((name) => OPEN_ID.has(name));
  return [...all, ...openId].join(' ');
}

/** Scopes that do not belong to a resource. */
const OPEN_ID: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

/** Grants of a sign-in at which the user has already agreed to a resource. */
const OF_SIGN_IN: ReadonlySet<string> = new Set(['authorization_code', 'refresh_token']);

/** The request of version 2 that does the same. @throws HttpError if the resource is missing */
export function tokenRequestOf({ resource, scope, ...fields }: TokenRequestVersion1): TokenRequest {
  const isOpen = OF_SIGN_IN.has(fields.grant_type);
  if (resource === undefined && !isOpen) throw refusalError('parameterMissing', 'resource');
  const requested = scopeOfResource(resource, scope);
  // A refresh token and an id token come with every sign-in.
  const all = fields.grant_type === 'client_credentials' ? requested : `${requested} openid offline_access`;
  return { ...fields, ...(resource !== undefined && { scope: all }) };
}

export function tokensOfVersion1(tokens: Tokens, { resource }: TokenRequestVersion1): TokensVersion1 {
  const { client_info: _, scope, ...issued } = tokens;
  const claims = readJwt(tokens.access_token)?.claims ?? {};
  const seconds = (name: string) => String((timeIn(claims, name) ?? 0) / 1000);
  return {
    ...issued,
    ...(scope !== undefined && { scope: namesOf(scope) }),
    expires_in: String(tokens.expires_in),
    ext_expires_in: String(tokens.ext_expires_in),
    expires_on: seconds('exp'),
    not_before: seconds('nbf'),
    resource: resource ?? String(claims.aud),
  };
}

/** Scopes without their resource, which has a property of its own. */
function namesOf(scope: string): string {
  const names = scope.split(' ').map((name) => name.slice(name.lastIndexOf('/') + 1));
  return [...new Set(names)].filter((name) => name !== '.default' && !OPEN_ID.has(name)).join(' ');
}
