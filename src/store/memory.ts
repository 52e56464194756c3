// The store in the memory of this process. It does not survive the process.
import { deepFreeze, type Json } from '../json/value.ts';
import type { Change, Entry, Store, StoredEntries, StoreSnapshot } from './store.ts';

interface Folder {
  readonly keys: Set<string>;
  /** The entries as a list, created on demand and dropped when a key of the folder changes. */
  list: StoredEntries | undefined;
}

/** A key with its entry, so that a change of it looks nothing up twice. */
interface Slot {
  readonly folder: Folder;
  entry: Entry;
}

const EMPTY: StoredEntries = Object.freeze([]);

export function memoryStore(): Store {
  const slots = new Map<string, Slot>();
  const folders = new Map<string, Folder>();
  const isExpected = ({ key, expected }: Change) =>
    expected === undefined || expected === (slots.get(key)?.entry.revision ?? 0);
  const put = (key: string, value: Json, revision?: number) => {
    const slot = slots.get(key);
    if (slot) {
      slot.entry = { value, revision: revision ?? slot.entry.revision + 1 };
      slot.folder.list = undefined;
      return;
    }
    const folder = openFolder(folderOf(key));
    folder.keys.add(key);
    folder.list = undefined;
    slots.set(key, { folder, entry: { value, revision: revision ?? 1 } });
  };
  const openFolder = (name: string): Folder => {
    const known = folders.get(name);
    if (known) return known;
    const folder: Folder = { keys: new Set(), list: undefined };
    folders.set(name, folder);
    return folder;
  };
  const remove = (key: string) => {
    const slot = slots.get(key);
    if (!slot) return;
    slots.delete(key);
    const { folder } = slot;
    folder.keys.delete(key);
    folder.list = undefined;
    if (folder.keys.size === 0) folders.delete(folderOf(key));
  };
  let generation = {};
  const clear = () => {
    generation = {};
    slots.clear();
    folders.clear();
  };
  return {
    get generation() {
      return generation;
    },
    get(key) {
      return slots.get(key)?.entry;
    },
    list(name) {
      const folder = folders.get(name);
      if (!folder) return EMPTY;
      folder.list ??= Object.freeze([...folder.keys].map((key) => [key, (slots.get(key) as Slot).entry] as const));
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
      return Object.fromEntries([...slots].map(([key, { entry }]) => [key, entry]));
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
