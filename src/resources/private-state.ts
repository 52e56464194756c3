// What a service knows in a world and shows nobody, as the key it signs with: kept in the store beside the resources, so that
// it is taken, put back and forked with them.
import { deepFreeze, type Json } from '../json/value.ts';
import type { Store } from '../store/store.ts';

/** Values by name. */
export interface PrivateState {
  /** @returns undefined where nothing was kept */
  read(name: string): Promise<Json | undefined>;
  set(name: string, value: Json): Promise<void>;
  /** What is kept; where nothing is, what is made now. Of two who make it at once both get what the first one made. */
  getOrCreate(name: string, make: () => Json | Promise<Json>): Promise<Json>;
  /** Whether the name is new here; from now on it is not. */
  claim(name: string): Promise<boolean>;
}

export function openPrivateState(store: Store): PrivateState {
  const keyOf = (name: string) => `~hidden/${encodeURIComponent(name)}`;
  const read = async (name: string) => (await store.get(keyOf(name)))?.value;
  const put = (name: string, value: Json, expected?: number) =>
    store.commit([
      { kind: 'put', key: keyOf(name), value: deepFreeze(value), ...(expected !== undefined && { expected }) },
    ]);
  return {
    read,
    async set(name, value) {
      await put(name, value);
    },
    async getOrCreate(name, make) {
      const known = await read(name);
      if (known !== undefined) return known;
      const made = await make();
      return (await put(name, made, 0)) ? made : ((await read(name)) as Json);
    },
    claim: (name) => put(name, true, 0),
  };
}
