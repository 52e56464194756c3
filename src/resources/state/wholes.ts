// Keeps a single resource and the collection of its parts the same: the items of `/cart/items` are those in the property `items` of
// `/cart`.
import { type Eventually, whenKnown } from '../../eventually.ts';
import { deepFreeze, isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Collection, Singleton } from '../infer/resource.ts';
import { type CollectionInWorld, folderAt } from './collection-in-world.ts';
import { concretePath, storeKey } from './key-counters.ts';
import { isCartName } from './meanings.ts';
import { related, setWholeSums } from './references.ts';
import type { Address } from './repository.ts';

/** The parts that the whole contains. Undefined if there is no whole, or if it does not show them. */
export function partsInWhole(
  collection: CollectionInWorld,
  { owners }: Address,
): Eventually<readonly JsonObject[] | undefined> {
  const whole = wholeOf(collection.resource);
  if (!whole) return undefined;
  return whenKnown(collection.readSingleton(whole.singleton, owners), (state) => {
    const parts = state[whole.property];
    if (!Array.isArray(parts)) return undefined;
    // A generated whole without parts says nothing about them, unless it begins without.
    const isSaid = parts.length > 0 || whole.singleton.examples.length > 0 || isCartName(whole.singleton.name);
    if (!isSaid) return undefined;
    return parts.filter(isObject);
  });
}

/** Shows the parts in the whole after one of them was written. A whole that cannot contain them stays as it is. */
export function showInWhole(collection: CollectionInWorld, at: Address): Eventually<unknown> {
  const { contract, context, resource, visible } = collection;
  const whole = wholeOf(resource);
  if (!whole) return undefined;
  const { singleton, property } = whole;
  return whenKnown(collection.readSingleton(singleton, at.owners), () => {
    const { store } = context;
    const key = storeKey(concretePath(singleton.path, at.owners));
    const entry = store.get(key);
    if (!entry) return undefined;
    const parts = store.list(folderAt(collection, at)).map(([, { value }]) => visible(value as JsonObject));
    const whole: Record<string, Json> = { ...(entry.value as JsonObject), [property]: parts as Json };
    const canSum = (name: string) => name !== property;
    setWholeSums(whole, property, canSum);
    return whenKnown(related(collection, singleton.references(), whole, { sent: whole, canSum }), (summed) => {
      const value = deepFreeze(summed);
      const isValid = contract.validator('response', singleton.schema)(value).length === 0;
      if (!isValid) return undefined;
      const committed = store.commit([{ kind: 'put', key, value, expected: entry.revision }], at.exchange);
      return whenKnown(committed, (isDone) => (isDone ? undefined : showInWhole(collection, at)));
    });
  });
}

/** The single resource whose property lists the items of a collection. embedded.ts is about items that list others. */
function wholeOf(resource: Collection): { readonly singleton: Singleton; readonly property: string } | undefined {
  const whole = resource.whole();
  return whole?.resource.kind === 'singleton' ? { singleton: whole.resource, property: whole.property } : undefined;
}
