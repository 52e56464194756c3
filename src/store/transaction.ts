// A transaction over any store: it reads through to the store, keeps its own changes, and applies all of them in one commit.
import { deepFreeze } from '../json/value.ts';
import { type Cause, type Change, type Entry, INITIAL, type Store, type StoredEntries } from './store.ts';

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

/** What a transaction read first, so that a change by somebody else after it is found. */
class Reads {
  readonly #entries = new Map<string, Entry | undefined>();
  readonly #lists = new Map<string, StoredEntries>();

  entry(key: string, current: Entry | undefined): Entry | undefined {
    if (!this.#entries.has(key)) this.#entries.set(key, this.first(key, current));
    return current;
  }

  list(folder: string, current: StoredEntries): StoredEntries {
    if (!this.#lists.has(folder)) this.#lists.set(folder, current);
    return current;
  }

  /** Initial items were not there when they were read, and nobody has changed them. */
  forget(created: readonly Change[]): void {
    for (const { key } of created) this.#entries.delete(key);
  }

  /** The entry that was read first, by its key or in a list. */
  first(key: string, current: Entry | undefined): Entry | undefined {
    if (this.#entries.has(key)) return this.#entries.get(key);
    const list = this.#lists.get(key.slice(0, Math.max(0, key.lastIndexOf('/'))));
    return list ? list.find(([own]) => own === key)?.[1] : current;
  }
}

export function openTransaction(base: Store): Transaction {
  const changed = new Map<string, ChangedKey>();
  const reads = new Reads();
  const get = (key: string): Entry | undefined => {
    const own = changed.get(key);
    return own ? own.after : reads.entry(key, base.get(key));
  };
  const isExpected = ({ key, expected }: Change) => expected === undefined || expected === (get(key)?.revision ?? 0);
  const make = (change: Change): void => {
    const { key } = change;
    const current = get(key);
    const before = changed.has(key) ? changed.get(key)?.before : reads.first(key, current);
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
    list: (folder) => mergeFolder(folder, reads.list(folder, base.list(folder)), changed),
    commit(changes, cause) {
      // Initial items are no change of the transaction, unless they belong to something that it has added.
      if (cause === INITIAL && !changes.some(({ key }) => isBelow(key, changed))) {
        reads.forget(changes);
        return base.commit(changes, cause);
      }
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

/** Whether a key, or one above it, is among those of a transaction. */
function isBelow(key: string, changed: ReadonlyMap<string, ChangedKey>): boolean {
  for (let end = key.length; end > 0; end = key.lastIndexOf('/', end - 1)) {
    if (changed.has(key.slice(0, end))) return true;
  }
  return false;
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
