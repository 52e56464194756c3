// The user from whom all requests of the world are, whatever their tokens.
import { computed } from '@preact/signals';
import type { UserInfo } from '../control/client.ts';
import { act, currentWorld, world } from './state.ts';

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

export function expireAll(): Promise<boolean> {
  return act(() => currentWorld().expireCredentials(), 'All tokens issued so far are expired');
}
