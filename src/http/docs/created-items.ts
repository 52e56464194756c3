// The items that requests created in a world. The docs page shows them first: a person who creates an item wants to use it next.
import { partsOf } from '../../store/commit.ts';
import type { History } from '../../store/history.ts';

/**
 * The store keys of the items that requests created and that still exist, in the order of their creation. Initial items and those
 * that the control API sets are not among them.
 * @param mount the path that the document is served under
 */
export function createdItems(history: Pick<History, 'first' | 'commits' | 'valuesAt'>, mount: string): string[] {
  const existing = new Set(history.valuesAt(history.first).get(mount)?.keys());
  const created = new Set<string>();
  for (const commit of history.commits) {
    for (const { part, changes, initial = [], replaces } of partsOf(commit)) {
      if (replaces && (part === undefined || part === mount)) {
        existing.clear();
        created.clear();
      }
      if (part !== mount) continue;
      for (const { key } of initial) existing.add(key);
      for (const { key, value } of changes) {
        if (value === undefined) {
          existing.delete(key);
          created.delete(key);
        } else if (!existing.has(key)) {
          existing.add(key);
          if (commit.exchange !== undefined && !key.startsWith('~')) created.add(key);
        }
      }
    }
  }
  return [...created];
}
