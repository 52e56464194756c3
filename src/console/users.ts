// The user as whom this page sends requests to the API.
import { signal } from '@preact/signals';
import type { UserInfo } from '../control/client.ts';
import { toast } from './parts/toast.tsx';
import { act, currentWorld } from './state.ts';

const USER = 'standin.console.user';

export const user = signal<UserInfo | undefined>(JSON.parse(sessionStorage.getItem(USER) ?? 'null') ?? undefined);

export function actAs(chosen: UserInfo | undefined): void {
  user.value = chosen;
  if (chosen) sessionStorage.setItem(USER, JSON.stringify(chosen));
  else sessionStorage.removeItem(USER);
  toast(chosen ? `Replayed requests are from ${chosen.name}` : 'Replayed requests keep their credentials');
}

export function expireAll(): Promise<boolean> {
  return act(() => currentWorld().expireCredentials(), 'All tokens issued so far are expired');
}
