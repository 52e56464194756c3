// Keeps an object and the collection of its parts the same: the items of `/cart/items` are those in the property `items` of `/cart`.
import { isDeepStrictEqual } from 'node:util';
import { type Eventually, whenKnown } from '../../eventually.ts';
import { deepFreeze, isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Change } from '../../store/store.ts';
import type { Collection, Whole } from '../infer/resource.ts';
import { type CollectionInWorld, folderAt } from './collection-in-world.ts';
import { concretePath, keyCountersDropped, keyCountersOf, storeKey } from './key-counters.ts';
import { type Address, parentAddress } from './repository.ts';

/** The parts that the whole contains. Undefined if there is no whole, or if it does not show them. */
export function partsInWhole(
  collection: CollectionInWorld,
  at: Address,
): Eventually<readonly JsonObject[] | undefined> {
  const whole = collection.resource.whole();
  if (!whole) return undefined;
  return whenKnown(readWhole(collection, whole, at), (state) => {
    const parts = state[whole.property];
    return Array.isArray(parts) ? parts.filter(isObject) : undefined;
  });
}

function readWhole(
  { openSibling, readSingleton }: CollectionInWorld,
  { resource }: Whole,
  { owners }: Address,
): Eventually<JsonObject> {
  return resource.kind === 'collection'
    ? openSibling(resource).read(parentAddress(resource, owners))
    : readSingleton(resource, owners);
}

/** Shows the parts in the whole after one of them was written. A whole that cannot contain them stays as it is. */
export function showInWhole(collection: CollectionInWorld, at: Address): Eventually<unknown> {
  const { contract, context, resource, visible } = collection;
  const whole = resource.whole();
  if (!whole) return undefined;
  const { store } = context;
  return whenKnown(readWhole(collection, whole, at), () => {
    const key = keyOfWhole(whole, at.owners);
    const entry = store.get(key);
    if (!entry) return undefined;
    const parts = store.list(folderAt(collection, at)).map(([, { value }]) => visible(value as JsonObject));
    const value = deepFreeze({ ...(entry.value as JsonObject), [whole.property]: parts as Json });
    const isValid = contract.validator('response', whole.resource.schema)(value).length === 0;
    return isValid ? store.commit([{ kind: 'put', key, value, expected: entry.revision }]) : undefined;
  });
}

function keyOfWhole({ resource }: Whole, owners: readonly string[]): string {
  if (resource.kind === 'singleton') return storeKey(concretePath(resource.path, owners));
  const address = parentAddress(resource, owners);
  return storeKey(concretePath(resource.path, address.owners), address.key);
}

interface Part {
  readonly part: Collection;
  readonly property: string;
}

const known = new WeakMap<Collection, readonly Part[]>();

/** The collections whose items are in properties of the items of this one. */
export function partsOf(resource: Collection): readonly Part[] {
  let parts = known.get(resource);
  if (!parts) {
    parts = resource.children().flatMap((part) => {
      const whole = part.kind === 'collection' ? part.whole() : undefined;
      return part.kind === 'collection' && whole?.resource === resource ? [{ part, property: whole.property }] : [];
    });
    known.set(resource, parts);
  }
  return parts;
}

interface Written {
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** The keys of the owners of the parts. */
  readonly owners: readonly string[];
}

/** Forgets the parts that a write of the whole has replaced. They are read from the whole when they are next used. */
export async function forgetParts(collection: CollectionInWorld, { before, after, owners }: Written): Promise<void> {
  const { context, openSibling } = collection;
  for (const { part, property } of partsOf(collection.resource)) {
    const folder = concretePath(part.path, owners);
    const isSame = isDeepStrictEqual(before[property], after[property]);
    if (isSame || !keyCountersOf(context.store, folder)) continue;
    const changes: Change[] = await openSibling(part).removals({ owners }, new Set());
    await context.store.commit([...changes, keyCountersDropped(folder)]);
  }
}
