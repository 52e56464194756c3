// Parses the parameter `scope`: one resource with its permissions, and the scopes that OpenID Connect and OAuth define.

import { audienceOf, isGraph } from './audiences.ts';
import { refusalError } from './refusals.ts';

export interface RequestedScopes {
  /** The audience of the token. */
  readonly audience: string;
  /** Whether it is Microsoft Graph. */
  readonly graph: boolean;
  /** The resource as written before the names of its permissions. Empty if the scopes have none. */
  readonly prefix: string;
  /** The permissions that are requested by name. */
  readonly permissions: readonly string[];
  /** Whether `.default` is requested, which means all granted permissions. */
  readonly all: boolean;
  /** Those of `openid`, `profile`, `email` and `offline_access` that are requested. */
  readonly openId: ReadonlySet<string>;
  /** The scopes as they were requested, without duplicates. */
  readonly texts: readonly string[];
}

const OPEN_ID_SCOPES: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);
const PERMISSION = /^[A-Za-z][\w-]*(?:\.[\w-]+)*$/;
const DEFAULT = '.default';
/** The largest number of characters of `scope`. A token with more scopes would be too long for a header. */
const MAX_SCOPE_LENGTH = 4_000;

/**
 * @param service the service's own URL, whose host is also that of Microsoft Graph
 * Throws HttpError if a scope is invalid or the scopes name several resources.
 */
export function scopesIn(text: string, service: string): RequestedScopes {
  const texts = [...new Set(text.split(' ').filter((part) => part !== ''))];
  if (texts.length === 0 || text.length > MAX_SCOPE_LENGTH) throw refusalError('scopeInvalid', text);
  const scopes = texts.filter((scope) => !OPEN_ID_SCOPES.has(scope)).map((scope) => ({ scope, ...partsOf(scope) }));
  const [first = { prefix: '', name: '' }] = scopes;
  const audience = audienceOf(first.prefix, service);
  for (const { scope, prefix, name } of scopes) {
    if (audience === undefined || audienceOf(prefix, service) === undefined) throw refusalError('scopeInvalid', scope);
    if (name !== DEFAULT && !PERMISSION.test(name)) throw refusalError('scopeInvalid', scope);
    if (audienceOf(prefix, service) !== audience) throw refusalError('scopeOfManyResources', text);
  }
  return {
    audience: audience as string,
    graph: isGraph(audience as string),
    prefix: first.prefix,
    permissions: scopes.flatMap(({ name }) => (name === DEFAULT ? [] : [name])),
    all: scopes.some(({ name }) => name === DEFAULT),
    openId: new Set(texts.filter((scope) => OPEN_ID_SCOPES.has(scope))),
    texts,
  };
}

/** Splits a scope into resource and permission. `https://graph.microsoft.com/User.Read` has both, `User.Read` belongs to Graph. */
function partsOf(scope: string): { readonly prefix: string; readonly name: string } {
  const slash = scope.lastIndexOf('/');
  return slash < 0 ? { prefix: '', name: scope } : { prefix: scope.slice(0, slash), name: scope.slice(slash + 1) };
}
