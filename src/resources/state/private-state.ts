// Private state of a service in a world, for example its signing key. It is in the store with the resources, so snapshots,
// resets and forks include it.
import { deepFreeze, type Json } from '../../json/value.ts';
import type { Cause, Store } from '../../store/store.ts';

/** Private values by name. */
export interface PrivateState {
  /** @returns undefined if there is no value */
  read(name: string): Promise<Json | undefined>;
  set(name: string, value: Json): Promise<void>;
  /** The stored value, or else a new one. If two callers create it at the same time, both get the first one. */
  getOrCreate(name: string, make: () => Json | Promise<Json>): Promise<Json>;
  /** Whether the name was free. Marks it as used. */
  claim(name: string): Promise<boolean>;
}

/** @param cause the exchange that changes it */
export function openPrivateState(store: Store, cause?: Cause): PrivateState {
  const keyOf = (name: string) => `~private/${encodeURIComponent(name)}`;
  const stored = (name: string) => store.get(keyOf(name))?.value;
  const put = async (name: string, value: Json, expected?: number) =>
    store.commit(
      [{ kind: 'put', key: keyOf(name), value: deepFreeze(value), ...(expected !== undefined && { expected }) }],
      cause,
    );
  return {
    read: async (name) => stored(name),
    async set(name, value) {
      await put(name, value);
    },
    async getOrCreate(name, make) {
      const known = stored(name);
      if (known !== undefined) return known;
      const value = await make();
      return (await put(name, value, 0)) ? value : (stored(name) as Json);
    },
    claim: (name) => put(name, true, 0),
  };
}
