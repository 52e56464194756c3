// Deletes items of a collection with everything below them, in one commit.
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { JsonObject } from '../../json/value.ts';
import type { Change, Entry } from '../../store/store.ts';
import type { Resource } from '../infer/resource.ts';
import { type CollectionInWorld, folderAt } from './collection-in-world.ts';
import { type Embedded, embeddedIn, isFilled, withEmbedded } from './embedded.ts';
import { entriesAt, findEntry } from './find-items.ts';
import {
  concretePath,
  itemOfKey,
  keyCountersDropped,
  keyCountersOf,
  keyCountersOpened,
  linkKey,
  storeKey,
} from './key-counters.ts';
import { type Address, ownersOfHome, type Precondition } from './repository.ts';
import { untilCommitted } from './write-rules.ts';

/** Deletes an item and returns it, with the items below it that it lists. @throws HttpError RESOURCE_NOT_FOUND */
export function removeItem(
  collection: CollectionInWorld,
  at: Address,
  guard: Precondition | undefined,
): Eventually<JsonObject> {
  return untilCommitted(folderAt(collection, at), () =>
    whenKnown(findEntry(collection, at), (entry) => removed(collection, at, { entry, guard })),
  );
}

interface Removal {
  readonly entry: Entry;
  readonly guard: Precondition | undefined;
}

/** Undefined if another request was faster. */
async function removed(
  collection: CollectionInWorld,
  at: Address,
  { entry: { value, revision }, guard }: Removal,
): Promise<JsonObject | undefined> {
  const before = collection.visible(value as JsonObject);
  guard?.(before);
  const whole = await withEmbedded(collection, at, before);
  const [first, ...others] = isLinked(at) ? unlinked(at) : await removals(collection, at, new Set());
  if (!first) return whole;
  const changes = isLinked(at) ? [first, ...others] : [{ ...first, expected: revision }, ...others];
  return (await collection.context.store.commit(changes, at.exchange)) ? whole : undefined;
}

/** Whether a link, and no property, says that an item belongs to the owner on the path. */
function isLinked({ within }: Address): boolean {
  return within !== undefined && within.scope.property === undefined;
}

/** An item with several owners is not deleted with one of them. Only the link to that owner is deleted. */
function unlinked({ within, key }: Address): Change[] {
  if (!within) return [];
  return [{ kind: 'delete', key: linkKey(concretePath(within.scope.path, within.owners), key as string) }];
}

/**
 * The changes that delete an item, or all items at an address, with everything below them.
 * @param seen the keys that are already being deleted
 */
export async function removals(collection: CollectionInWorld, at: Address, seen: Set<string>): Promise<Change[]> {
  const folder = folderAt(collection, at);
  const names = at.key === undefined ? (await entriesAt(collection, at)).map(([key]) => itemOfKey(key)) : [at.key];
  const changes: Change[] = [];
  for (const name of names) {
    const key = storeKey(folder, name);
    if (seen.has(key)) continue;
    seen.add(key);
    if (isLinked(at)) changes.push(...unlinked({ ...at, key: name }));
    else changes.push(...(await removalsOf(collection, { key, owners: [...at.owners, name] }, seen)));
  }
  return changes;
}

interface RemovedItem {
  readonly key: string;
  /** The keys of the owners of what is below it, with its own key as the last. */
  readonly owners: readonly string[];
}

async function removalsOf(
  collection: CollectionInWorld,
  { key, owners }: RemovedItem,
  seen: Set<string>,
): Promise<Change[]> {
  const { resource, openSibling } = collection;
  const changes: Change[] = [{ kind: 'delete', key }];
  if (resource.open) changes.push(keyCountersOpened(key));
  for (const child of resource.children()) changes.push(...(await removalsUnder(collection, child, owners, seen)));
  for (const { resource: other, scope } of resource.parts()) {
    const at = { owners: ownersOfHome(other, owners), within: { scope, owners } };
    changes.push(...(await openSibling(other).removals(at, seen)));
  }
  return changes;
}

async function removalsUnder(
  { context, openSibling }: CollectionInWorld,
  child: Resource,
  owners: readonly string[],
  seen: Set<string>,
): Promise<Change[]> {
  const path = concretePath(child.path, owners);
  if (child.kind === 'singleton') return [{ kind: 'delete', key: storeKey(path) }, keyCountersDropped(storeKey(path))];
  if (!keyCountersOf(context.store, path)) return [];
  return [...(await openSibling(child).removals({ owners }, seen)), keyCountersDropped(path)];
}

/**
 * The changes that let the lists of a parent begin again with what a request wrote into the parent.
 * @param owners the keys of the owners of the lists, with that of the parent as the last
 */
export function listsWritten(
  collection: CollectionInWorld,
  owners: readonly string[],
  { before, next }: { readonly before: JsonObject; readonly next: JsonObject },
): Eventually<readonly Change[]> {
  const written = embeddedIn(collection.contract.document, collection.resource).filter(
    // A parent without the list says nothing about its items.
    ({ property }) => Object.hasOwn(next, property) && next[property] !== before[property],
  );
  return written.length === 0 ? [] : restarted(collection, owners, { written, next });
}

async function restarted(
  collection: CollectionInWorld,
  owners: readonly string[],
  { written, next }: { readonly written: readonly Embedded[]; readonly next: JsonObject },
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const { property, child } of written) {
    changes.push(...(await removalsUnder(collection, child, owners, new Set())));
    // Without items, the list is empty, and gets no generated ones.
    if (!isFilled(next[property])) changes.push(keyCountersOpened(concretePath(child.path, owners)));
  }
  return changes;
}
