// Items inside their parent: a property of the parent that lists the items of a collection below it. Both show the same items.
import { plainName, singularOf } from '../../contract/operation/names.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { allKnown, type Eventually, whenKnown } from '../../eventually.ts';
import { deepFreeze, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { alikeness, isSame } from '../infer/likeness.ts';
import type { Collection, NestedPath } from '../infer/resource.ts';
import type { CollectionInWorld } from './collection-in-world.ts';
import { concretePath, storeKey } from './key-counters.ts';
import { keyOf } from './keys.ts';
import { type Address, ownersOfHome, parentAddress } from './repository.ts';

/** A property of a parent with the items of a collection below it, or with their number. */
export interface Embedded {
  readonly property: string;
  /** The property with their number, if there is one: the same one if it has nothing else. */
  readonly count: string | undefined;
  readonly child: Collection;
  /** The nested path that selects the items, if they have a path of their own elsewhere. */
  readonly scope?: NestedPath | undefined;
}

const known = new WeakMap<Collection, readonly Embedded[]>();

/** The collections below an item that a property of it lists, found once. */
export function embeddedIn(document: JsonObject, resource: Collection): readonly Embedded[] {
  const before = known.get(resource);
  if (before) return before;
  const found = resource
    .children()
    .flatMap((child) =>
      child.kind === 'collection' && child.parent === resource && !child.open
        ? embeddedAs(document, resource, { child })
        : [],
    );
  known.set(resource, found);
  return found;
}

const knownParts = new WeakMap<Collection, readonly Embedded[]>();

/** The collections whose items an item also lists. They have paths of their own. Found once. */
export function partsIn(document: JsonObject, resource: Collection): readonly Embedded[] {
  const before = knownParts.get(resource);
  if (before) return before;
  const found = resource
    .parts()
    .flatMap(({ resource: child, scope }) =>
      child === resource || child.open ? [] : embeddedAs(document, resource, { child, scope }),
    );
  knownParts.set(resource, found);
  return found;
}

/** The property of an item that lists the items of another collection. */
function embeddedAs(
  document: JsonObject,
  resource: Collection,
  { child, scope }: Pick<Embedded, 'child' | 'scope'>,
): readonly Embedded[] {
  const places = [...propertyPlaces(document, resource.schema)];
  const lists = places.filter(([name, place]) => {
    const items = typesAt(document, place).has('array') ? itemsPlace(document, place) : undefined;
    if (items === undefined) return false;
    return (
      isSame(document, items, child.schema) ||
      (plainName(name) === plainName(child.name) && isShortForm(document, items, child))
    );
  });
  const named = lists.find(([name]) => plainName(name) === plainName(child.name));
  const [property] = named ?? (lists.length === 1 ? lists[0] : undefined) ?? [];
  if (property === undefined) return [];
  const count = places.find(([name, place]) => typesAt(document, place).has('integer') && isCountOf(name, child.name));
  return [{ property, count: count?.[0], child, scope }];
}

/** Whether objects have the key of an item and only properties of it. */
function isShortForm(document: JsonObject, schema: string, { schema: item, key }: Collection): boolean {
  const [first] = key.path;
  const isKeyed = first !== undefined && propertyPlaces(document, schema).has(first);
  return isKeyed && alikeness(document, schema, [item]).share === 1;
}

/** The address of the items of an embedded collection. @param owners the keys of their owners */
export function addressIn({ child, scope }: Embedded, owners: readonly string[]): Address {
  return scope ? { owners: ownersOfHome(child, owners), within: { scope, owners } } : { owners };
}

const knownCounts = new WeakMap<Collection, readonly Embedded[]>();

/** The properties of an item with the number of items below it, which it does not list, found once. */
function countsIn(document: JsonObject, resource: Collection): readonly Embedded[] {
  const before = knownCounts.get(resource);
  if (before) return before;
  const listed = new Set([...embeddedIn(document, resource), ...partsIn(document, resource)].map(({ child }) => child));
  const below = [
    ...resource.children().flatMap((child) => (child.kind === 'collection' ? [{ child, scope: undefined }] : [])),
    ...resource.parts().map(({ resource: child, scope }) => ({ child, scope })),
  ].filter(({ child }) => child !== resource && !child.open && !listed.has(child));
  const numbers = [...propertyPlaces(document, resource.schema)].filter(([, place]) =>
    typesAt(document, place).has('integer'),
  );
  const found = below.flatMap(({ child, scope }) => {
    const isCount = (name: string) => isCountOf(name, child.name) || plainName(name) === plainName(child.name);
    const [property] = numbers.find(([name]) => isCount(name)) ?? [];
    return property === undefined ? [] : [{ property, count: property, child, scope }];
  });
  knownCounts.set(resource, found);
  return found;
}

function isCountOf(name: string, child: string): boolean {
  const many = plainName(child);
  const one = singularOf(child);
  return [`${one}count`, `${many}count`, `num${many}`, `numberof${many}`, `total${many}`].includes(plainName(name));
}

/** The item with the items that it lists. Returns the same object if it lists none, or until one of them changes. */
export function withEmbedded(collection: CollectionInWorld, at: Address, item: JsonObject): Eventually<JsonObject> {
  const { contract, resource, openSibling } = collection;
  const { document } = contract;
  const all = othersIn(document, resource);
  if (all.length === 0) return item;
  const key = at.key ?? keyOf(resource, item);
  // An item that does not list them, for example because a client has to ask for that, stays without.
  const listed = key === undefined ? [] : all.filter(({ property }) => Object.hasOwn(item, property));
  if (listed.length === 0) return item;
  const owners = [...at.owners, key as string];
  const lists = listed.map((one) => {
    const child = openSibling(one.child);
    const address = addressIn(one, owners);
    // Items that list each other are shown without what they list.
    return one.scope || one.count === one.property ? child.plainList(address) : child.list(address);
  });
  return whenKnown(allKnown(lists), (found) => embedded(item, listed, found));
}

type Lists = readonly (readonly JsonObject[])[];

const wholes = new WeakMap<JsonObject, { readonly lists: Lists; readonly whole: JsonObject }>();

function embedded(item: JsonObject, listed: readonly Embedded[], lists: Lists): JsonObject {
  const before = wholes.get(item);
  if (before?.lists.every((list, index) => list === lists[index])) return before.whole;
  const next: Record<string, Json> = { ...item };
  for (const [index, { property, count }] of listed.entries()) {
    const list = lists[index] as readonly JsonObject[];
    if (count !== property) setProperty(next, property, list);
    if (count !== undefined) setProperty(next, count, list.length);
  }
  const whole = deepFreeze(next);
  wholes.set(item, { lists, whole });
  return whole;
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

const knownOthers = new WeakMap<Collection, readonly Embedded[]>();

/** All collections that an item lists or counts, found once. */
function othersIn(document: JsonObject, resource: Collection): readonly Embedded[] {
  const before = knownOthers.get(resource);
  if (before) return before;
  const found = [embeddedIn, partsIn, countsIn].flatMap((find) => find(document, resource));
  knownOthers.set(resource, found);
  return found;
}

/** Whether items of a collection list or count others. */
export function showsOthers(document: JsonObject, resource: Collection): boolean {
  return othersIn(document, resource).length > 0;
}

/** Whether a value is a list with items. */
export function isFilled(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** The store key of the parent item of the items at an address. */
export function parentKey({ resource }: CollectionInWorld, { owners }: Address): string | undefined {
  const { parent, path } = resource;
  const at = parent && parentAddress(parent, path, owners);
  return at && storeKey(concretePath(parent.path, at.owners), at.key);
}
