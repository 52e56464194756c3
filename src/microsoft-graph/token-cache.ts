// Parses the bearer tokens of requests and caches the result, because a client sends the same token for an hour. It does not
// verify them: see verifier.ts.
import type { JsonObject } from '../json/value.ts';
import { isGraph } from './login/audiences.ts';
import { readJwt, textIn, timeIn } from './login/jwt.ts';
import { isPersonal, worldOfTenant } from './login/tenants.ts';
import { ISSUED_CLAIM } from './login/tokens.ts';

/** The claims of a token. A token that is not a JWT is opaque: it has no claims. */
export type ParsedToken = { readonly kind: 'opaque' } | ParsedJwt;

export interface ParsedJwt {
  readonly kind: 'jwt';
  /** The world of the token's tenant. undefined if the token names no tenant. */
  readonly world: string | undefined;
  readonly personal: boolean;
  /** The application that the token was issued to. Empty if the token names none. */
  readonly appId: string;
  /** Whether the token is for Microsoft Graph. undefined if it names no audience. */
  readonly forGraph: boolean | undefined;
  /** The claims `nbf`, `exp` and `iat` in milliseconds. undefined if the claim is missing. */
  readonly notBefore: number | undefined;
  readonly expiresAt: number | undefined;
  readonly issuedAt: number | undefined;
  /** When this server issued the token, by the machine's clock. undefined for tokens of other issuers. */
  readonly issuedHereAt: number | undefined;
  /** The scopes or roles. undefined if the token has neither claim. */
  readonly permissions: ReadonlySet<string> | undefined;
  /** Whether an application acts for itself, without a signed-in user. */
  readonly appOnly: boolean;
  /** Whether this process signed the token. undefined until the verifier has checked it. */
  signature: 'good' | 'bad' | undefined;
}

export interface TokenCache {
  parse(token: string): ParsedToken;
  /** Parses the token of an Authorization header. */
  parseHeader(authorization: string | undefined): ParsedToken;
  /** The number of cached tokens. */
  readonly size: number;
}

/** The largest number of cached tokens, and the largest number of characters of a cached token. */
const MAX_TOKENS = 1_000;
const MAX_TOKEN_LENGTH = 4_096;

const OPAQUE_TOKEN: ParsedToken = Object.freeze({ kind: 'opaque' });

export function openTokenCache(): TokenCache {
  const cache = new Map<string, ParsedToken>();
  let last = '';
  let lastParsed = OPAQUE_TOKEN;
  let lastHeader = '';
  let lastHeaderParsed = OPAQUE_TOKEN;
  const cached = (token: string): ParsedToken => {
    const known = cache.get(token);
    if (known) return known;
    const parsed = parseToken(token);
    if (token.length > MAX_TOKEN_LENGTH) return parsed;
    if (cache.size >= MAX_TOKENS) cache.delete(cache.keys().next().value as string);
    cache.set(token, parsed);
    return parsed;
  };
  const parse = (token: string): ParsedToken => {
    // A comparison with the previous token is cheaper than a lookup.
    if (token === last) return lastParsed;
    if (!token.includes('.')) return OPAQUE_TOKEN;
    lastParsed = cached(token);
    last = token;
    return lastParsed;
  };
  return {
    parse,
    parseHeader(authorization) {
      if (authorization === undefined) return OPAQUE_TOKEN;
      if (authorization === lastHeader) return lastHeaderParsed;
      const isBearer = /^bearer /i.test(authorization);
      lastHeaderParsed = isBearer ? parse(authorization.slice('bearer '.length).trim()) : OPAQUE_TOKEN;
      lastHeader = authorization;
      return lastHeaderParsed;
    },
    get size() {
      return cache.size;
    },
  };
}

function parseToken(token: string): ParsedToken {
  const claims = readJwt(token)?.claims;
  if (!claims) return OPAQUE_TOKEN;
  const tenant = textIn(claims, 'tid') ?? '';
  const permissions = permissionsIn(claims);
  return {
    kind: 'jwt',
    world: worldOfTenant(tenant),
    personal: isPersonal(tenant),
    appId: textIn(claims, 'appid') ?? textIn(claims, 'azp') ?? '',
    forGraph: isForGraph(claims),
    notBefore: timeIn(claims, 'nbf'),
    expiresAt: timeIn(claims, 'exp'),
    issuedAt: timeIn(claims, 'iat'),
    issuedHereAt: typeof claims[ISSUED_CLAIM] === 'number' ? claims[ISSUED_CLAIM] : undefined,
    permissions,
    appOnly: isAppOnly(claims),
    signature: undefined,
  };
}

function isForGraph(claims: JsonObject): boolean | undefined {
  if (!Object.hasOwn(claims, 'aud')) return undefined;
  return [claims.aud].flat().some((audience) => typeof audience === 'string' && isGraph(audience));
}

/** The scopes of a signed-in user, or the roles of an application. */
function permissionsIn(claims: JsonObject): ReadonlySet<string> | undefined {
  const scopes = textIn(claims, 'scp')?.split(' ');
  const roles = Object.hasOwn(claims, 'roles') && Array.isArray(claims.roles) ? claims.roles : undefined;
  if (!scopes && !roles) return undefined;
  const names = [...(scopes ?? []), ...(roles ?? [])];
  return new Set(names.flatMap((name) => (typeof name === 'string' ? [documentedName(name)] : [])));
}

/** The documented name of a permission. The service has a second, internal name for each. */
function documentedName(name: string): string {
  return name.replace(/^DeviceManagementServiceConfiguration\./, 'DeviceManagementServiceConfig.');
}

/** Uses the claim `idtyp` if it is present. Without it, a token with an application id and without scopes is app-only. */
function isAppOnly(claims: JsonObject): boolean {
  const type = textIn(claims, 'idtyp');
  if (type !== undefined) return type === 'app';
  return !Object.hasOwn(claims, 'scp') && (Object.hasOwn(claims, 'appid') || Object.hasOwn(claims, 'azp'));
}
