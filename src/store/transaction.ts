// A transaction over any store: it reads through to the store, keeps its own changes, and applies all of them in one commit.
import { deepFreeze } from '../json/value.ts';
import { pauseAfter } from './pause.ts';
import { type Cause, type Change, type Entry, folderOfKey, INITIAL, type Store, type StoredEntries } from './store.ts';

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
  /** The revision that the transaction read first; 0 for a key that did not exist. */
  readonly read: number;
  readonly after: Entry | undefined;
  /** Whether the transaction created the key, so that it is at the end of its folder. */
  readonly isNew: boolean;
}

export function openTransaction(base: Store): Transaction {
  const changed = new Map<string, ChangedKey>();
  const read = new Map<string, number>();
  const lists = new Map<string, StoredEntries>();
  const get = (key: string): Entry | undefined => {
    const own = changed.get(key);
    if (own) return own.after;
    const entry = base.get(key);
    if (!read.has(key)) read.set(key, entry?.revision ?? 0);
    return entry;
  };
  const firstRead = (key: string, current: Entry | undefined): number => {
    const listed = lists.get(folderOfKey(key));
    const inList = listed && (listed.find(([own]) => own === key)?.[1].revision ?? 0);
    return inList ?? read.get(key) ?? current?.revision ?? 0;
  };
  const isExpected = ({ key, expected }: Change) => expected === undefined || expected === (get(key)?.revision ?? 0);
  const make = (change: Change): void => {
    const { key } = change;
    const known = changed.get(key);
    const current = known ? known.after : base.get(key);
    const before = known ? known.before : current;
    const revision = known ? known.read : firstRead(key, current);
    const after =
      change.kind === 'delete'
        ? undefined
        : { value: deepFreeze(change.value), revision: (current?.revision ?? 0) + 1 };
    const isNew = current === undefined || (known?.isNew ?? false);
    // A key that is deleted and created again moves to the end of its folder.
    if (current === undefined) changed.delete(key);
    changed.set(key, { before, read: revision, after, isNew });
  };
  const store: Store = {
    get generation() {
      return base.generation;
    },
    get,
    list(folder) {
      const entries = base.list(folder);
      if (!lists.has(folder)) lists.set(folder, entries);
      return mergeFolder(folder, entries, changed);
    },
    commit(changes, cause) {
      if (!changes.every(isExpected)) return false;
      // Initial items that cannot depend on changes of the transaction are there for everybody at once.
      if (cause === INITIAL && changed.size === 0) {
        for (const { key } of changes) {
          read.delete(key);
          lists.delete(folderOfKey(key));
        }
        return base.commit(changes, cause);
      }
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
      const changes = [...changed].flatMap(([key, { before, read: expected, after, isNew }]): Change[] => {
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

/** How often a transaction is run while others change the same keys. */
const MAX_ATTEMPTS = 100;

/**
 * Applies all changes that `run` makes in its store when it returns, or none if it throws. If somebody else has changed one of the
 * same keys meanwhile, `run` is called again.
 * @param what names the changes in an error
 */
export async function inTransaction<Result>(
  base: Store,
  run: (store: Store) => Result | Promise<Result>,
  { cause, what }: { readonly cause?: Cause; readonly what: string },
): Promise<Awaited<Result>> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { store, apply } = openTransaction(base);
    const result = await run(store);
    if (await apply(cause)) return result;
    await pauseAfter(attempt);
  }
  throw new Error(`others changed the items of ${what} ${MAX_ATTEMPTS} times in a row`);
}

function refuse(action: string): never {
  throw new Error(`The state cannot ${action} in a transaction`);
}
