// The user from whom all requests of the world are, whatever their tokens.
import { computed } from '@preact/signals';
import type { UserInfo } from '../control/client.ts';
import { act, currentWorld, scopes, world } from './state.ts';

/** Undefined if the token of each request decides. */
export const userOfWorld = computed(() => world.value?.user);

export function isUserOfWorld({ path, key }: UserInfo): boolean {
  const own = userOfWorld.value;
  return own?.path === path && own.key === key;
}

export function actAs(user: UserInfo | undefined): Promise<boolean> {
  const done = user
    ? `Requests are from ${user.name} now, whatever their token`
    : 'The token of each request decides who it is from';
  return act(() => currentWorld().actAs(user), done);
}

/** The scopes that all tokens of the world have. Undefined if each token has its own. */
export const grantedScopes = computed(() => {
  const own = world.value?.scopes;
  return own && new Set(own);
});

/** With all scopes, each token has its own again. */
export function limitScopes(names: readonly string[] | undefined): Promise<boolean> {
  const count = scopes.value.length;
  const limited = names?.length === count ? undefined : names;
  const done = limited
    ? `Tokens have ${limited.length} of ${count} scopes. A request that needs another one gets 403.`
    : 'Each token has its own scopes';
  return act(() => currentWorld().limitScopes(limited), done);
}

export function expireAll(): Promise<boolean> {
  return act(() => currentWorld().expireCredentials(), 'All tokens issued so far are expired');
}
