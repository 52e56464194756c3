// The store that lives in this process's memory and goes with it.
import { deepFreeze } from '../json/value.ts';
import type { Change, Entry, Snapshot, Store } from './store.ts';

export function memoryStore(): Store {
  let entries = new Map<string, Entry>();
  const revisionOf = (key: string) => entries.get(key)?.revision ?? 0;
  const met = ({ key, expected }: Change) => expected === undefined || expected === revisionOf(key);
  return {
    async get(key) {
      return entries.get(key);
    },
    async list(prefix) {
      return [...entries].filter(([key]) => key.startsWith(prefix));
    },
    async commit(changes) {
      if (!changes.every(met)) return false;
      for (const change of changes) {
        if (change.kind === 'delete') entries.delete(change.key);
        else entries.set(change.key, { value: deepFreeze(change.value), revision: revisionOf(change.key) + 1 });
      }
      return true;
    },
    async snapshot() {
      return Object.fromEntries(entries);
    },
    async restore(snapshot: Snapshot) {
      entries = new Map(Object.entries(snapshot));
    },
    async clear() {
      entries.clear();
    },
  };
}
