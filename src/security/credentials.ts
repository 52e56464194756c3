// Finds the credential of a security scheme in a request (RFC 6750, RFC 7617, OpenAPI 3.1 section 4.8.27).
import { cookiesOf } from '../contract/wire/cookies.ts';
import type { JsonObject } from '../json/value.ts';

/** The parts of a request that can carry credentials. */
export interface Credentials {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The raw query without `?`. */
  readonly query: string;
}

export type Credential =
  | { readonly kind: 'present'; readonly value: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'malformed'; readonly message: string };

/** Finds the credential of one scheme. */
export interface Carrier {
  /** The name of the credential in messages, for example `bearer token`. */
  readonly noun: string;
  /** The challenge in `WWW-Authenticate` (RFC 9110, section 11.6.1). */
  readonly challenge: string;
  find(credentials: Credentials): Credential;
  /** A well-formed credential to try: a header or a query. */
  readonly example: { readonly header?: readonly [name: string, value: string]; readonly query?: string };
}

const MISSING: Credential = { kind: 'missing' };

/** The carrier of a security scheme object. OAuth 2 and OpenID Connect carry bearer tokens. */
export function carrierOf({ type, scheme, in: place, name }: JsonObject): Carrier {
  if (type === 'apiKey') return apiKey(String(place), String(name));
  if (type === 'http') return authorization(String(scheme));
  if (type === 'mutualTLS')
    return { noun: 'client certificate', challenge: 'mTLS', find: () => ({ kind: 'present', value: '' }), example: {} };
  return authorization('bearer');
}

function authorization(scheme: string): Carrier {
  const name = scheme.toLowerCase();
  const title = name === 'bearer' || name === 'basic' ? name[0]?.toUpperCase() + name.slice(1) : scheme;
  return {
    noun: name === 'bearer' ? 'bearer token' : `${title} credential`,
    challenge: name === 'basic' ? 'Basic realm="standin"' : title,
    // Clients send the same header again and again.
    find: rememberingLast((value) => {
      const space = value.indexOf(' ');
      const sentScheme = space < 0 ? value : value.slice(0, space);
      if (sentScheme.length !== name.length || sentScheme.toLowerCase() !== name) return MISSING;
      const credential = space < 0 ? '' : value.slice(space + 1).trim();
      if (credential === '') return MISSING;
      if (credential.includes(' ') && name === 'bearer') {
        return { kind: 'malformed', message: 'The bearer token contains a space. A token cannot contain spaces.' };
      }
      if (name === 'basic' && !Buffer.from(credential, 'base64').includes(':')) {
        return { kind: 'malformed', message: 'The Basic credential must be user:password in base64.' };
      }
      return { kind: 'present', value: credential };
    }),
    example: { header: ['Authorization', `${title} ${name === 'basic' ? btoa('user:password') : 'any-token'}`] },
  };
}

/** Finds a credential in the Authorization header. The result depends only on the header, so that of the last one is kept. */
function rememberingLast(findIn: (authorization: string) => Credential): Carrier['find'] {
  let last: string | undefined;
  let found = MISSING;
  return ({ headers: { authorization } }) => {
    if (typeof authorization !== 'string') return MISSING;
    if (authorization === last) return found;
    found = findIn(authorization);
    last = authorization;
    return found;
  };
}

function apiKey(place: string, name: string): Carrier {
  return {
    noun: `API key in the ${place} ${name}`,
    challenge: `ApiKey name="${name}"`,
    find(credentials) {
      const value = apiKeyIn(credentials, place, name);
      return value ? { kind: 'present', value } : MISSING;
    },
    example: exampleKey(place, name),
  };
}

function apiKeyIn({ headers, query }: Credentials, place: string, name: string): string | null | undefined {
  if (place === 'query') return new URLSearchParams(query).get(name);
  const header = name.toLowerCase();
  if (place === 'header') return Object.hasOwn(headers, header) ? headers[header]?.toString() : undefined;
  return cookiesOf(headers.cookie).get(name);
}

function exampleKey(place: string, name: string): Carrier['example'] {
  if (place === 'query') return { query: `${encodeURIComponent(name)}=any-key` };
  return { header: place === 'cookie' ? ['Cookie', `${name}=any-key`] : [name, 'any-key'] };
}
