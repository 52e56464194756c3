// The store in the memory of this process. A recorder can keep its commits outside of it.
import { type Eventually, isPending, whenKnown } from '../eventually.ts';
import { deepFreeze, type Json } from '../json/value.ts';
import {
  type Cause,
  type Change,
  type Entry,
  folderOfKey,
  type Store,
  type StoredEntries,
  type StoreSnapshot,
} from './store.ts';

/**
 * Records changes before they are applied. If it throws or rejects, none is applied.
 * @param replaces set if everything is cleared before them
 */
export type Recorder = (changes: readonly Change[], cause: Cause, replaces?: true) => Eventually<void>;

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

/** The copy that one process has of a store. What it records elsewhere, it applies itself. */
export interface MemoryStore extends Store {
  /** Whether all expectations of changes are met. */
  meets(changes: readonly Change[]): boolean;
  /** Applies changes that are recorded already. */
  apply(changes: readonly Change[]): void;
  /** Replaces everything with values that are recorded already. Equal values keep their revision. */
  load(values: Iterable<readonly [key: string, value: Json]>): void;
}

/** @param initial its first values, in the order of their creation */
export function memoryStore(record?: Recorder, initial?: Iterable<readonly [key: string, value: Json]>): MemoryStore {
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
    const folder = openFolder(key);
    folder.keys.add(key);
    folder.list = undefined;
    stored.set(key, { folder, entry: { value, revision: revision ?? 1 } });
  };
  // New keys are usually in the same folder as the one before.
  let lastName = '';
  let lastFolder: Folder | undefined;
  const openFolder = (key: string): Folder => {
    if (lastFolder && isIn(lastName, key)) return lastFolder;
    lastName = folderOfKey(key);
    lastFolder = folders.get(lastName) ?? { keys: new Set(), list: undefined };
    folders.set(lastName, lastFolder);
    return lastFolder;
  };
  const remove = (key: string) => {
    const known = stored.get(key);
    if (!known) return;
    stored.delete(key);
    const { folder } = known;
    folder.keys.delete(key);
    folder.list = undefined;
    if (folder.keys.size > 0) return;
    folders.delete(folderOfKey(key));
    if (folder === lastFolder) lastFolder = undefined;
  };
  let generation = {};
  const clear = () => {
    generation = {};
    stored.clear();
    folders.clear();
    lastFolder = undefined;
  };
  const apply = (changes: readonly Change[]): true => {
    for (const change of changes) {
      if (change.kind === 'delete') remove(change.key);
      else put(change.key, deepFreeze(change.value));
    }
    return true;
  };
  /** The keys of commits that are being recorded. Other commits of these keys wait. */
  const pending = new Map<string, Promise<unknown>>();
  const commit = (changes: readonly Change[], cause?: Cause): Eventually<boolean> => {
    if (pending.size > 0) {
      const before = changes.map(({ key }) => pending.get(key)).find((one) => one !== undefined);
      if (before) return before.then(() => commit(changes, cause));
    }
    if (!changes.every(isExpected)) return false;
    const recorded = record?.(changes, cause);
    if (!isPending(recorded)) return apply(changes);
    const applied = recorded.then(() => apply(changes)).finally(() => done());
    const settled = applied.catch(() => undefined);
    for (const { key } of changes) pending.set(key, settled);
    const done = () => {
      for (const { key } of changes) pending.delete(key);
    };
    return applied;
  };
  const load: MemoryStore['load'] = (values) => {
    const before = new Map([...stored].map(([key, { entry }]) => [key, entry]));
    clear();
    for (const [key, value] of values) {
      const known = before.get(key);
      const isSame = known !== undefined && JSON.stringify(known.value) === JSON.stringify(value);
      put(key, isSame ? known.value : deepFreeze(value), isSame ? known.revision : (known?.revision ?? 0) + 1);
    }
  };
  if (initial) for (const [key, value] of initial) put(key, deepFreeze(value));
  return {
    meets: (changes) => changes.every(isExpected),
    apply,
    load,
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
    commit,
    snapshot() {
      return Object.fromEntries([...stored].map(([key, { entry }]) => [key, entry]));
    },
    restore(snapshot: StoreSnapshot) {
      const entries = Object.entries(snapshot);
      const changes = entries.map(([key, { value }]): Change => ({ kind: 'put', key, value }));
      return whenKnown(record?.(changes, undefined, true), () => {
        clear();
        for (const [key, { value, revision }] of entries) put(key, value, revision);
      });
    },
    clear: () => whenKnown(record?.([], undefined, true), clear),
  };
}

/** Whether a key is in a folder. Cheaper than taking its folder from the key, if the folder has a name. */
function isIn(folder: string, key: string): boolean {
  return folder !== '' && key.lastIndexOf('/') === folder.length && key.startsWith(folder);
}
