// The store interface: keys, revisions and JSON values. A store knows nothing about its values. test/conformance/stores.ts
// tests every implementation.
import type { Eventually } from '../eventually.ts';
import type { Json } from '../json/value.ts';

/** A stored value: deep-frozen, with a revision that increases by one with every change of its key. */
export interface Entry {
  readonly value: Json;
  readonly revision: number;
}

/** One change of a commit. `expected` is the required revision of the key, 0 if the key must not exist. Without it, any revision is accepted. */
export type Change =
  | { readonly kind: 'put'; readonly key: string; readonly value: Json; readonly expected?: number }
  | { readonly kind: 'delete'; readonly key: string; readonly expected?: number };

/** The folder of a key: what is before its last slash. Empty if it has none. */
export function folderOfKey(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf('/')));
}

/** Marks commits of initial items, which are a function of the seed and their place. */
export const INITIAL = Symbol('initial');

/** Why something changes: an exchange, by its id, or the first use of a resource. Undefined for code of the process. */
export type Cause = string | typeof INITIAL | undefined;

/** Every key with its entry. */
export type StoreSnapshot = Readonly<Record<string, Entry>>;

export type StoredEntries = readonly (readonly [key: string, entry: Entry])[];

/**
 * A key consists of a folder and a name, separated by its last slash. A key without a slash is in no folder.
 * Reading never waits: this process holds all entries. Writing waits only if others must agree.
 */
export interface Store {
  /** Another object whenever everything was replaced or cleared. */
  readonly generation: object;
  get(key: string): Entry | undefined;
  /** The entries of a folder in the order of their creation. Returns the same list until one of them changes. */
  list(folder: string): StoredEntries;
  /** Applies all changes. If an expectation fails, applies none and returns false. If they cannot be kept, applies none and throws. */
  commit(changes: readonly Change[], cause?: Cause): Eventually<boolean>;
  snapshot(): StoreSnapshot;
  /** Replaces everything with a snapshot, in one step. */
  restore(snapshot: StoreSnapshot): Eventually<void>;
  clear(): Eventually<void>;
}
