// Keys of the store, and what it keeps beside the state: that a folder has had its first state, and how many items were
// ever added to it, so that no id is given twice.
import type { Change, Store } from '../store/store.ts';

const COUNTERS = '~ledger';

/** A concrete path: the path with the keys in the place of its parameters. */
export function concretePath(path: string, keys: readonly string[]): string {
  let index = 0;
  return path.replace(/\{\}/g, () => encodeURIComponent(keys[index++] ?? ''));
}

/** The key of an item; that of a singleton has no name behind the slash. */
export function storeKey(folder: string, item = ''): string {
  return `${folder}/${encodeURIComponent(item)}`;
}

export function itemOfKey(key: string): string {
  return decodeURIComponent(key.slice(key.lastIndexOf('/') + 1));
}

function countersKey(of: string): string {
  return `${COUNTERS}/${encodeURIComponent(of)}`;
}

/** What a folder has seen. */
export interface KeyCounters {
  /** Items ever added. */
  readonly added: number;
  /** The highest whole number that ever was a key in it, 0 for none. */
  readonly highest: number;
}

export interface StoredKeyCounters extends KeyCounters {
  readonly revision: number;
}

const EMPTY: KeyCounters = { added: 0, highest: 0 };

/** What is known of a folder, or of one item of an open collection; undefined before its first state. */
export async function keyCountersOf(store: Store, of: string): Promise<StoredKeyCounters | undefined> {
  const entry = await store.get(countersKey(of));
  return entry && { ...(entry.value as unknown as KeyCounters), revision: entry.revision };
}

/** @param known what was read before, so that two writers never count the same */
export function keyCountersChange(of: string, known: StoredKeyCounters | undefined, next: KeyCounters = EMPTY): Change {
  return { kind: 'put', key: countersKey(of), value: { ...next }, expected: known?.revision ?? 0 };
}

/** Without an expectation: for a folder that comes into being with the item above it. */
export function keyCountersOpened(of: string): Change {
  return { kind: 'put', key: countersKey(of), value: { ...EMPTY } };
}

export function keyCountersDropped(of: string): Change {
  return { kind: 'delete', key: countersKey(of) };
}

/** Where the store keeps which items belong to one that they do not name. */
export function linkKey(path: string, item: string): string {
  return storeKey(`~links/${encodeURIComponent(path)}`, item);
}
