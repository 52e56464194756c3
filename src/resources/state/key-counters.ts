// Keys of the store, and the key counters: whether a folder has its initial state, and how many items were ever added to it,
// so that no key is used twice.
import { type Change, folderOfKey, type Store } from '../../store/store.ts';

const COUNTERS = '~counters';

/** The path with keys instead of its parameters. */
export function concretePath(path: string, keys: readonly string[]): string {
  if (keys.length === 0) return path;
  let index = 0;
  return path.replace(/\{\}/g, () => encodeURIComponent(keys[index++] ?? ''));
}

let lastItem: string | undefined;
let lastItemFolder = '';
let lastItemKey = '';

/** The store key of an item. The key of a singleton ends with the slash. A request needs the key of one item several times. */
export function storeKey(folder: string, item = ''): string {
  if (item === lastItem && folder === lastItemFolder) return lastItemKey;
  lastItemKey = `${folder}/${encodeURIComponent(item)}`;
  lastItem = item;
  lastItemFolder = folder;
  return lastItemKey;
}

export function itemOfKey(key: string): string {
  return decodeURIComponent(key.slice(key.lastIndexOf('/') + 1));
}

/** The path of what a key stores: that of an item, or of a singleton. */
export function pathOfKey(key: string): string {
  const item = itemOfKey(key);
  return item === '' ? folderOfKey(key) : `${folderOfKey(key)}/${item}`;
}

let lastFolder = '';
let lastKey = '';

/** Requests usually concern the same folder as the one before. */
function countersKey(of: string): string {
  if (of === lastFolder) return lastKey;
  lastKey = `${COUNTERS}/${encodeURIComponent(of)}`;
  lastFolder = of;
  return lastKey;
}

/** The counters of a folder. */
export interface KeyCounters {
  /** The number of items ever added. */
  readonly added: number;
  /** The highest integer that was ever a key in the folder, 0 for none. */
  readonly highest: number;
}

export interface StoredKeyCounters extends KeyCounters {
  readonly revision: number;
}

const EMPTY: KeyCounters = { added: 0, highest: 0 };

/** The counters of a folder, or of one item of an open collection. Undefined before its initial state. */
export function keyCountersOf(store: Store, of: string): StoredKeyCounters | undefined {
  const entry = store.get(countersKey(of));
  if (!entry) return undefined;
  const { added, highest } = entry.value as unknown as KeyCounters;
  return { added, highest, revision: entry.revision };
}

/** The keys in the paths of the folders that have their initial state and match a template. */
export function foldersLike(store: Store, template: string): readonly (readonly string[])[] {
  const pattern = new RegExp(`^${template.split('{}').map(escaped).join('([^/]+)')}$`);
  return store.list(COUNTERS).flatMap(([key]) => {
    const match = pattern.exec(decodeURIComponent(key.slice(COUNTERS.length + 1)));
    return match ? [match.slice(1).map(decodeURIComponent)] : [];
  });
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** @param known the counters read before, so that two writers never use the same number */
export function keyCountersChange(of: string, known: StoredKeyCounters | undefined, next: KeyCounters = EMPTY): Change {
  return {
    kind: 'put',
    key: countersKey(of),
    value: { added: next.added, highest: next.highest },
    expected: known?.revision ?? 0,
  };
}

/** The counters of a folder that is created together with its parent item. */
export function keyCountersOpened(of: string): Change {
  return { kind: 'put', key: countersKey(of), value: { ...EMPTY } };
}

export function keyCountersDropped(of: string): Change {
  return { kind: 'delete', key: countersKey(of) };
}

/** What has its initial state: the paths of collections, those of single resources and of items, which contain a slash and a key. */
export function openedIn(store: Store): readonly string[] {
  return store.list(COUNTERS).map(([key]) => itemOfKey(key));
}

export const LINKS = '~links';

/** The store key that links an item to an owner that none of its properties names. */
export function linkKey(path: string, item: string): string {
  return storeKey(`${LINKS}/${encodeURIComponent(path)}`, item);
}
