// What a client asks a token for: one resource and permissions of it, beside what OpenID Connect and OAuth name themselves.

import { isGraph, resourceName } from './audiences.ts';
import { refused } from './refusals.ts';

export interface AskedScopes {
  /** The audience of the token. */
  readonly audience: string;
  /** Whether it is Microsoft Graph. */
  readonly graph: boolean;
  /** What permissions of the resource are written with before their names, where they were; empty where they were not. */
  readonly prefix: string;
  /** Permissions that are named. */
  readonly permissions: readonly string[];
  /** Whether `.default` is asked: all that was granted. */
  readonly everything: boolean;
  /** `openid`, `profile`, `email` and `offline_access`, as far as they are asked. */
  readonly openId: ReadonlySet<string>;
  /** As they were asked, each once. */
  readonly texts: readonly string[];
}

const OPEN_ID: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);
const PERMISSION = /^[A-Za-z][\w-]*(?:\.[\w-]+)*$/;
const DEFAULT = '.default';
/** Characters that a scope may have: more could not be sent with a token. */
const LONGEST = 4_000;

/** @param service the service's own URL, whose host is Microsoft Graph's too @throws HttpError for what can be no scope */
export function scopesIn(text: string, service: string): AskedScopes {
  const texts = [...new Set(text.split(' ').filter((word) => word !== ''))];
  if (texts.length === 0 || text.length > LONGEST) throw refused('scopeInvalid', text);
  const asked = texts.filter((word) => !OPEN_ID.has(word)).map((word) => ({ word, ...partsOf(word) }));
  const [first = { prefix: '', name: '' }] = asked;
  const audience = resourceName(first.prefix, service);
  for (const { word, prefix, name } of asked) {
    if (audience === undefined || resourceName(prefix, service) === undefined) throw refused('scopeInvalid', word);
    if (name !== DEFAULT && !PERMISSION.test(name)) throw refused('scopeInvalid', word);
    if (resourceName(prefix, service) !== audience) throw refused('scopeOfManyResources', text);
  }
  return {
    audience: audience as string,
    graph: isGraph(audience as string),
    prefix: first.prefix,
    permissions: asked.flatMap(({ name }) => (name === DEFAULT ? [] : [name])),
    everything: asked.some(({ name }) => name === DEFAULT),
    openId: new Set(texts.filter((word) => OPEN_ID.has(word))),
    texts,
  };
}

/** A resource and the name of a permission: `https://graph.microsoft.com/User.Read` has both, `User.Read` is Graph's. */
function partsOf(word: string): { readonly prefix: string; readonly name: string } {
  const slash = word.lastIndexOf('/');
  return slash < 0 ? { prefix: '', name: word } : { prefix: word.slice(0, slash), name: word.slice(slash + 1) };
}
