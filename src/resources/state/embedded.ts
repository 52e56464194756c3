// Items inside their parent: a property of the parent that lists the items of a collection below it. Both show the same items.
import { plainName, singularOf } from '../../contract/operation/names.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import { deepFreeze, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { isSame } from '../infer/likeness.ts';
import type { Collection } from '../infer/resource.ts';
import type { CollectionInWorld } from './collection-in-world.ts';
import { concretePath, storeKey } from './key-counters.ts';
import { keyOf } from './keys.ts';
import type { Address } from './repository.ts';

/** A property of a parent with the items of a collection below it. */
export interface Embedded {
  readonly property: string;
  /** The property with their number, if there is one. */
  readonly count: string | undefined;
  readonly child: Collection;
}

const known = new WeakMap<Collection, readonly Embedded[]>();

/** The collections below an item that a property of it lists, found once. */
export function embeddedIn(document: JsonObject, resource: Collection): readonly Embedded[] {
  const before = known.get(resource);
  if (before) return before;
  const found = resource.children().flatMap((child): Embedded[] => {
    if (child.kind !== 'collection' || child.parent !== resource || child.open) return [];
    const places = [...propertyPlaces(document, resource.schema)];
    const lists = places.filter(([, place]) => {
      const items = typesAt(document, place).has('array') ? itemsPlace(document, place) : undefined;
      return items !== undefined && isSame(document, items, child.schema);
    });
    const named = lists.find(([name]) => plainName(name) === plainName(child.name));
    const [property] = named ?? (lists.length === 1 ? lists[0] : undefined) ?? [];
    if (property === undefined) return [];
    const count = places.find(
      ([name, place]) => typesAt(document, place).has('integer') && isCountOf(name, child.name),
    );
    return [{ property, count: count?.[0], child }];
  });
  known.set(resource, found);
  return found;
}

function isCountOf(name: string, child: string): boolean {
  const many = plainName(child);
  const one = singularOf(child);
  return [`${one}count`, `${many}count`, `num${many}`, `numberof${many}`, `total${many}`].includes(plainName(name));
}

/** The item with the items that it lists. Returns the same object if it lists none. */
export function withEmbedded(collection: CollectionInWorld, at: Address, item: JsonObject): Eventually<JsonObject> {
  const { contract, resource } = collection;
  const all = embeddedIn(contract.document, resource);
  const key = at.key ?? keyOf(resource, item);
  if (all.length === 0 || key === undefined) return item;
  return embedAll(collection, [...at.owners, key], { item, all });
}

function embedAll(
  collection: CollectionInWorld,
  owners: readonly string[],
  { item, all: [first, ...others] }: { readonly item: JsonObject; readonly all: readonly Embedded[] },
): Eventually<JsonObject> {
  if (!first) return deepFreeze(item);
  const { property, count, child } = first;
  // An item that does not list them, for example because a client has to ask for that, stays without.
  if (!Object.hasOwn(item, property)) return embedAll(collection, owners, { item, all: others });
  return whenKnown(collection.openSibling(child).list({ owners }), (list) => {
    const next: Record<string, Json> = { ...item };
    setProperty(next, property, list);
    if (count !== undefined) setProperty(next, count, list.length);
    return embedAll(collection, owners, { item: next, all: others });
  });
}

/** The items of a collection in the stored state of their parent, for its initial state. */
export function itemsInParent(
  { contract, resource }: CollectionInWorld,
  parent: JsonObject | undefined,
): readonly Json[] | undefined {
  const own = resource.parent && embeddedIn(contract.document, resource.parent).find(({ child }) => child === resource);
  const value = own && parent?.[own.property];
  return Array.isArray(value) && value.length > 0 ? value : undefined;
}

/** Whether a value is a list with items. */
export function isFilled(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** The store key of the parent item of the items at an address. */
export function parentKey({ resource }: CollectionInWorld, { owners }: Address): string | undefined {
  const { parent } = resource;
  const own = parent ? parent.path.split('{}').length - 1 : 0;
  return parent && storeKey(concretePath(parent.path, owners.slice(owners.length - 1 - own, -1)), owners.at(-1));
}
