// The store in the memory of this process. It does not survive the process.
import { deepFreeze, type Json } from '../json/value.ts';
import type { Change, Entry, Store, StoredEntries, StoreSnapshot } from './store.ts';

interface Folder {
  readonly keys: Set<string>;
  /** The entries as a list, created on demand and dropped when a key of the folder changes. */
  list: StoredEntries | undefined;
}

/** A key with its entry, so that a change of it looks nothing up twice. */
interface StoredKey {
  readonly folder: Folder;
  entry: Entry;
}

const EMPTY: StoredEntries = Object.freeze([]);

export function memoryStore(): Store {
  const stored = new Map<string, StoredKey>();
  const folders = new Map<string, Folder>();
  const isExpected = ({ key, expected }: Change) =>
    expected === undefined || expected === (stored.get(key)?.entry.revision ?? 0);
  const put = (key: string, value: Json, revision?: number) => {
    const known = stored.get(key);
    if (known) {
      known.entry = { value, revision: revision ?? known.entry.revision + 1 };
      known.folder.list = undefined;
      return;
    }
    const folder = openFolder(folderOf(key));
    folder.keys.add(key);
    folder.list = undefined;
    stored.set(key, { folder, entry: { value, revision: revision ?? 1 } });
  };
  const openFolder = (name: string): Folder => {
    const known = folders.get(name);
    if (known) return known;
    const folder: Folder = { keys: new Set(), list: undefined };
    folders.set(name, folder);
    return folder;
  };
  const remove = (key: string) => {
    const known = stored.get(key);
    if (!known) return;
    stored.delete(key);
    const { folder } = known;
    folder.keys.delete(key);
    folder.list = undefined;
    if (folder.keys.size === 0) folders.delete(folderOf(key));
  };
  let generation = {};
  const clear = () => {
    generation = {};
    stored.clear();
    folders.clear();
  };
  return {
    get generation() {
      return generation;
    },
    get(key) {
      return stored.get(key)?.entry;
    },
    list(name) {
      const folder = folders.get(name);
      if (!folder) return EMPTY;
      folder.list ??= Object.freeze(
        [...folder.keys].map((key) => [key, (stored.get(key) as StoredKey).entry] as const),
      );
      return folder.list;
    },
    commit(changes) {
      if (!changes.every(isExpected)) return false;
      for (const change of changes) {
        if (change.kind === 'delete') remove(change.key);
        else put(change.key, deepFreeze(change.value));
      }
      return true;
    },
    snapshot() {
      return Object.fromEntries([...stored].map(([key, { entry }]) => [key, entry]));
    },
    restore(snapshot: StoreSnapshot) {
      clear();
      for (const [key, { value, revision }] of Object.entries(snapshot)) put(key, value, revision);
    },
    clear() {
      clear();
    },
  };
}

function folderOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf('/')));
}
