// The store in the memory of this process. It does not survive the process.
import { deepFreeze } from '../json/value.ts';
import type { Change, Entry, Store, StoredEntries, StoreSnapshot } from './store.ts';

interface Folder {
  readonly keys: Set<string>;
  /** The entries as a list, created on demand and dropped when a key of the folder changes. */
  list: StoredEntries | undefined;
}

const EMPTY: StoredEntries = Object.freeze([]);

export function memoryStore(): Store {
  const entries = new Map<string, Entry>();
  const folders = new Map<string, Folder>();
  const revisionOf = (key: string) => entries.get(key)?.revision ?? 0;
  const isExpected = ({ key, expected }: Change) => expected === undefined || expected === revisionOf(key);
  const put = (key: string, entry: Entry) => {
    entries.set(key, entry);
    const name = folderOf(key);
    const folder = folders.get(name);
    if (!folder) folders.set(name, { keys: new Set([key]), list: undefined });
    else {
      folder.keys.add(key);
      folder.list = undefined;
    }
  };
  const remove = (key: string) => {
    if (!entries.delete(key)) return;
    const folder = folders.get(folderOf(key)) as Folder;
    folder.keys.delete(key);
    folder.list = undefined;
    if (folder.keys.size === 0) folders.delete(folderOf(key));
  };
  let generation = {};
  const clear = () => {
    generation = {};
    entries.clear();
    folders.clear();
  };
  return {
    get generation() {
      return generation;
    },
    get(key) {
      return entries.get(key);
    },
    list(name) {
      const folder = folders.get(name);
      if (!folder) return EMPTY;
      folder.list ??= Object.freeze([...folder.keys].map((key) => [key, entries.get(key) as Entry] as const));
      return folder.list;
    },
    commit(changes) {
      if (!changes.every(isExpected)) return false;
      for (const change of changes) {
        if (change.kind === 'delete') remove(change.key);
        else {
          const { key, value, expected = revisionOf(key) } = change;
          put(key, { value: deepFreeze(value), revision: expected + 1 });
        }
      }
      return true;
    },
    snapshot() {
      return Object.fromEntries(entries);
    },
    restore(snapshot: StoreSnapshot) {
      clear();
      for (const [key, entry] of Object.entries(snapshot)) put(key, entry);
    },
    clear() {
      clear();
    },
  };
}

function folderOf(key: string): string {
  return key.slice(0, Math.max(0, key.lastIndexOf('/')));
}
