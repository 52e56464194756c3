// Keys of the store, and what it keeps beside the state: that a folder has had its first state, and how many items were
// ever added to it, so that no id is given twice.
import type { Change, Store } from '../store/store.ts';

const LEDGER = '~ledger';

/** A concrete path: the path with the keys in the place of its parameters. */
export function concrete(path: string, keys: readonly string[]): string {
  let index = 0;
  return path.replace(/\{\}/g, () => encodeURIComponent(keys[index++] ?? ''));
}

/** The key of an item; that of a singleton has no name behind the slash. */
export function keyIn(folder: string, item = ''): string {
  return `${folder}/${encodeURIComponent(item)}`;
}

export function itemOfKey(key: string): string {
  return decodeURIComponent(key.slice(key.lastIndexOf('/') + 1));
}

function ledgerKey(of: string): string {
  return `${LEDGER}/${encodeURIComponent(of)}`;
}

/** What a folder has seen. */
export interface Ledger {
  /** Items ever added. */
  readonly added: number;
  /** The highest whole number that ever was a key in it, 0 for none. */
  readonly highest: number;
}

export interface KnownLedger extends Ledger {
  readonly revision: number;
}

const EMPTY: Ledger = { added: 0, highest: 0 };

/** What is known of a folder, or of one item of an open collection; undefined before its first state. */
export async function ledgerOf(store: Store, of: string): Promise<KnownLedger | undefined> {
  const entry = await store.get(ledgerKey(of));
  return entry && { ...(entry.value as unknown as Ledger), revision: entry.revision };
}

/** @param known what was read before, so that two writers never count the same */
export function ledgerChange(of: string, known: KnownLedger | undefined, next: Ledger = EMPTY): Change {
  return { kind: 'put', key: ledgerKey(of), value: { ...next }, expected: known?.revision ?? 0 };
}

/** Without an expectation: for a folder that comes into being with the item above it. */
export function ledgerOpened(of: string): Change {
  return { kind: 'put', key: ledgerKey(of), value: { ...EMPTY } };
}

export function ledgerDropped(of: string): Change {
  return { kind: 'delete', key: ledgerKey(of) };
}

/** Where the store keeps which items belong to one that they do not name. */
export function linkIn(path: string, item: string): string {
  return keyIn(`~links/${encodeURIComponent(path)}`, item);
}
