// A transaction over any store: it reads through to the store, keeps its own changes, and applies all of them in one commit.
import { deepFreeze } from '../json/value.ts';
import type { Cause, Change, Entry, Store, StoredEntries } from './store.ts';

export interface Transaction {
  /** The store as the transaction sees it: with its own changes. Nobody else sees them before they are applied. */
  readonly store: Store;
  /**
   * Applies all changes in one commit.
   * @returns false, and applies nothing, if somebody else has changed one of the changed keys since the transaction read it
   */
  apply(cause?: Cause): Promise<boolean>;
}

/** The entry that the store has, and the one of the transaction; undefined for a key that does not exist. */
interface ChangedKey {
  readonly before: Entry | undefined;
  readonly after: Entry | undefined;
  /** Whether the transaction created the key, so that it is at the end of its folder. */
  readonly isNew: boolean;
}

export function openTransaction(base: Store): Transaction {
  const changed = new Map<string, ChangedKey>();
  const get = (key: string): Entry | undefined => {
    const own = changed.get(key);
    return own ? own.after : base.get(key);
  };
  const isExpected = ({ key, expected }: Change) => expected === undefined || expected === (get(key)?.revision ?? 0);
  const make = (change: Change): void => {
    const { key } = change;
    const current = get(key);
    const before = changed.has(key) ? changed.get(key)?.before : current;
    const after =
      change.kind === 'delete'
        ? undefined
        : { value: deepFreeze(change.value), revision: (current?.revision ?? 0) + 1 };
    const isNew = current === undefined || (changed.get(key)?.isNew ?? false);
    // A key that is deleted and created again moves to the end of its folder.
    if (current === undefined) changed.delete(key);
    changed.set(key, { before, after, isNew });
  };
  const store: Store = {
    get generation() {
      return base.generation;
    },
    get,
    list: (folder) => mergeFolder(folder, base.list(folder), changed),
    commit(changes) {
      if (!changes.every(isExpected)) return false;
      for (const change of changes) make(change);
      return true;
    },
    snapshot: () => refuse('be saved'),
    restore: () => refuse('be replaced'),
    clear: () => refuse('be cleared'),
  };
  return {
    store,
    async apply(cause) {
      const changes = [...changed].flatMap(([key, { before, after, isNew }]): Change[] => {
        const expected = before?.revision ?? 0;
        if (!after) return before ? [{ kind: 'delete', key, expected }] : [];
        const put = { kind: 'put', key, value: after.value } as const;
        // A key that was deleted and created again moves to the end of its folder.
        return before && isNew ? [{ kind: 'delete', key, expected }, put] : [{ ...put, expected }];
      });
      return changes.length === 0 || base.commit(changes, cause);
    },
  };
}

/** The entries of a folder with the changes of the transaction. Returns the same list if there are none. */
function mergeFolder(folder: string, entries: StoredEntries, changed: ReadonlyMap<string, ChangedKey>): StoredEntries {
  const isInFolder = (key: string) => key.startsWith(`${folder}/`) && !key.includes('/', folder.length + 1);
  const own = new Map([...changed].filter(([key]) => isInFolder(key)));
  if (own.size === 0) return entries;
  const merged: [string, Entry][] = [];
  const add = (key: string, { after }: ChangedKey) => {
    if (after) merged.push([key, after]);
  };
  for (const [key, entry] of entries) {
    const change = own.get(key);
    if (change === undefined) merged.push([key, entry]);
    else if (!change.isNew) {
      add(key, change);
      own.delete(key);
    }
  }
  for (const [key, change] of own) add(key, change);
  return Object.freeze(merged);
}

function refuse(action: string): never {
  throw new Error(`The state cannot ${action} in a transaction`);
}
