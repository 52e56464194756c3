// The narrow store: keys, revisions, JSON values. It knows no rule about what it keeps; one suite of tests runs over every kind.
import type { Json } from '../json/value.ts';

/** A value as the store keeps it: deep-frozen, with a revision that grows by one with every change of its key. */
export interface Entry {
  readonly value: Json;
  readonly revision: number;
}

/** One change of a commit. `expected` is the revision that the key must have, 0 for a key that must be absent; without it any will do. */
export type Change =
  | { readonly kind: 'put'; readonly key: string; readonly value: Json; readonly expected?: number }
  | { readonly kind: 'delete'; readonly key: string; readonly expected?: number };

/** What a snapshot holds: every key with its entry. */
export type StoreSnapshot = Readonly<Record<string, Entry>>;

export type StoredEntries = readonly (readonly [key: string, entry: Entry])[];

/** A key is a folder and a name, divided by its last slash; a key without one is in no folder. */
export interface Store {
  get(key: string): Promise<Entry | undefined>;
  /** The entries of a folder, in the order in which their keys were first put; the same list until one of them changes. */
  list(folder: string): Promise<StoredEntries>;
  /** Applies all changes or, where one expectation fails, none: then the answer is false. */
  commit(changes: readonly Change[]): Promise<boolean>;
  snapshot(): Promise<StoreSnapshot>;
  /** Replaces everything by a snapshot, in one step. */
  restore(snapshot: StoreSnapshot): Promise<void>;
  clear(): Promise<void>;
}
