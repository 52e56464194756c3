// What the bearer tokens that come say, each read once and remembered as long as there is room: a client sends the same one
// for an hour.
import type { JsonObject } from '../json/value.ts';
import { isGraph } from './login/audiences.ts';
import { momentIn, readJwt, textIn } from './login/jwt.ts';
import { isPersonal, worldOfTenant } from './login/tenants.ts';
import { ISSUED } from './login/tokens.ts';

/** A token as far as it can be read; one that is no JWT is a text that says nothing. */
export type Bearer = { readonly kind: 'text' } | SignedBearer;

export interface SignedBearer {
  readonly kind: 'jwt';
  /** The world in which its tenant lives; undefined where it names none. */
  readonly world: string | undefined;
  readonly personal: boolean;
  /** The application that it was issued to; empty where it does not say. */
  readonly app: string;
  /** Whether it is for Microsoft Graph; undefined where it does not say. */
  readonly forGraph: boolean | undefined;
  /** Milliseconds, as far as it tells them. */
  readonly begins: number | undefined;
  readonly ends: number | undefined;
  readonly issued: number | undefined;
  /** When it was issued on this machine, where it was issued here. */
  readonly issuedHere: number | undefined;
  /** What it permits; undefined where it does not say. */
  readonly permissions: ReadonlySet<string> | undefined;
  /** Whether it is an application's of its own. */
  readonly application: boolean;
  /** Whether this process signed it: not known until it is asked. */
  signature: 'good' | 'bad' | undefined;
}

export interface Bearers {
  of(token: string): Bearer;
  /** The same of an Authorization header. */
  in(authorization: string | undefined): Bearer;
  /** Tokens that are remembered. */
  readonly size: number;
}

/** Tokens that are remembered at once, and characters that one may have to be. */
const MOST = 1_000;
const LONGEST = 4_096;

const TEXT: Bearer = Object.freeze({ kind: 'text' });

export function openBearers(): Bearers {
  const known = new Map<string, Bearer>();
  let last = '';
  let lastBearer = TEXT;
  const remembered = (token: string): Bearer => {
    const before = known.get(token);
    if (before) return before;
    const bearer = bearerOf(token);
    if (token.length > LONGEST) return bearer;
    if (known.size >= MOST) known.delete(known.keys().next().value as string);
    known.set(token, bearer);
    return bearer;
  };
  const of = (token: string): Bearer => {
    // To compare with the token before costs less than to look for it.
    if (token === last) return lastBearer;
    if (!token.includes('.')) return TEXT;
    lastBearer = remembered(token);
    last = token;
    return lastBearer;
  };
  return {
    of,
    in(authorization) {
      if (authorization === undefined || !/^bearer /i.test(authorization)) return TEXT;
      return of(authorization.slice('bearer '.length).trim());
    },
    get size() {
      return known.size;
    },
  };
}

function bearerOf(token: string): Bearer {
  const claims = readJwt(token)?.claims;
  if (!claims) return TEXT;
  const tenant = textIn(claims, 'tid') ?? '';
  const permissions = permissionsIn(claims);
  return {
    kind: 'jwt',
    world: worldOfTenant(tenant),
    personal: isPersonal(tenant),
    app: textIn(claims, 'appid') ?? textIn(claims, 'azp') ?? '',
    forGraph: isForGraph(claims),
    begins: momentIn(claims, 'nbf'),
    ends: momentIn(claims, 'exp'),
    issued: momentIn(claims, 'iat'),
    issuedHere: typeof claims[ISSUED] === 'number' ? claims[ISSUED] : undefined,
    permissions,
    application: isApplication(claims),
    signature: undefined,
  };
}

function isForGraph(claims: JsonObject): boolean | undefined {
  if (!Object.hasOwn(claims, 'aud')) return undefined;
  return [claims.aud].flat().some((audience) => typeof audience === 'string' && isGraph(audience));
}

/** The scopes of who signed in, or the roles of an application. */
function permissionsIn(claims: JsonObject): ReadonlySet<string> | undefined {
  const scopes = textIn(claims, 'scp')?.split(' ');
  const roles = Object.hasOwn(claims, 'roles') && Array.isArray(claims.roles) ? claims.roles : undefined;
  if (!scopes && !roles) return undefined;
  const names = [...(scopes ?? []), ...(roles ?? [])];
  return new Set(names.flatMap((name) => (typeof name === 'string' ? [documentedName(name)] : [])));
}

/** The service knows a permission by another name as well. */
function documentedName(name: string): string {
  return name.replace(/^DeviceManagementServiceConfiguration\./, 'DeviceManagementServiceConfig.');
}

/** By `idtyp`, where it is there; else a token that names an application and no scopes is that application's own. */
function isApplication(claims: JsonObject): boolean {
  const type = textIn(claims, 'idtyp');
  if (type !== undefined) return type === 'app';
  return !Object.hasOwn(claims, 'scp') && (Object.hasOwn(claims, 'appid') || Object.hasOwn(claims, 'azp'));
}
