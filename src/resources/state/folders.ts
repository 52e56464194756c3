// The folder of a collection: its owners exist, and it has its initial state before the first request reads it.
import { propertyPlaces } from '../../contract/schema/schema-places.ts';
import { textShapeOf, valueOfText } from '../../contract/wire/text-shape.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import { valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { type Change, INITIAL } from '../../store/store.ts';
import { placeAt } from '../infer/key-path.ts';
import type { Collection } from '../infer/resource.ts';
import { type CollectionInWorld, folderAt, ignoringMissing } from './collection-in-world.ts';
import { itemsInParent, parentKey } from './embedded.ts';
import { type InitialState, initialItems, withSingleItems } from './initial-state.ts';
import {
  concretePath,
  keyCountersChange,
  keyCountersOf,
  keyCountersOpened,
  linkKey,
  storeKey,
} from './key-counters.ts';
import { highestNumber, withValue } from './keys.ts';
import { related } from './references.ts';
import { type Address, parentAddress } from './repository.ts';
import { matchesTemplate } from './scenario.ts';
import { partsInWhole } from './wholes.ts';
import { inDeclaredOrder } from './write-rules.ts';

/**
 * Makes sure that all owners exist and that the folder has its initial state. Returns the folder.
 * @throws HttpError RESOURCE_NOT_FOUND if an item on the path does not exist
 */
export function openFolder(collection: CollectionInWorld, at: Address): Eventually<string> {
  const owners = requireOwners(collection, at);
  return owners instanceof Promise ? owners.then(() => openOwnFolder(collection, at)) : openOwnFolder(collection, at);
}

function openOwnFolder(collection: CollectionInWorld, at: Address): Eventually<string> {
  const folder = folderAt(collection, at);
  if (keyCountersOf(collection.context.store, folder)) return folder;
  return collection.openOutside ? openedOutside(collection, at, folder) : seedFolder(collection, at, folder);
}

/** In a transaction. Its own folders are below items that it has added. */
async function openedOutside(collection: CollectionInWorld, at: Address, folder: string): Promise<string> {
  const { resource, openOutside, context } = collection;
  await ignoringMissing(async () => (await openOutside?.(resource))?.keys({ owners: at.owners }));
  return keyCountersOf(context.store, folder) ? folder : seedFolder(collection, at, folder);
}

function requireOwners({ resource, openSibling }: CollectionInWorld, { owners, within }: Address): Eventually<unknown> {
  const { parent } = resource;
  const found = parent && openSibling(parent).require(parentAddress(parent, resource.path, owners));
  if (!within) return found;
  const above = within.scope.parent;
  return whenKnown(found, () => openSibling(above).require(parentAddress(above, within.scope.path, within.owners)));
}

/** Whether the loaded scenario contains the items of a folder. */
export function isInScenario({ context }: CollectionInWorld, folder: string): boolean {
  return context.scenario.states.has(folder);
}

async function seedFolder(collection: CollectionInWorld, at: Address, folder: string): Promise<string> {
  const { contract, resource, context } = collection;
  const { properties } = resource;
  const scopes = await ownersThroughScopes(collection, at);
  const given = isInScenario(collection, folder);
  const fixedValues = (ordinal: number) => ownersOfItem(collection, at, given ? [] : scopes, ordinal);
  const createdOnUse = resource.open && !given;
  const above = parentKey(collection, at);
  const inParent = given || above === undefined ? undefined : itemsInParent(collection, storedAt(collection, above));
  const scenario = inParent
    ? { ...context.scenario, states: new Map<string, Json>([[folder, inParent]]) }
    : context.scenario;
  const first = {
    contract,
    collection: resource,
    context: { ...context, scenario },
    path: folder,
    fixedValues,
    related: relatedIn(collection, folder, scopes),
  };
  const parts = given ? undefined : await partsInWhole(collection, at);
  const items = await withSingleItems(first, createdOnUse ? new Map() : await initialItems({ ...first, parts }));
  const puts = [...items].map(([key, item]): Change => {
    return { kind: 'put', key: storeKey(folder, key), value: inDeclaredOrder(item, properties), expected: 0 };
  });
  const counters = { added: items.size, highest: highestNumber(items.keys()) };
  const committed = await context.store.commit(
    [
      keyCountersChange(folder, undefined, counters),
      ...puts,
      ...(resource.open ? removedItems(collection, folder) : []),
      ...scopes.flatMap((scope) => linksOf(collection, scope, { owners: at.owners, items: [...items.keys()] })),
      ...linksBetween(collection, { owners: at.owners, items: [...items.keys()] }),
      ...linksInScenario(collection, items),
    ],
    INITIAL,
  );
  // Another request can have created the items, or something else that belongs to them.
  return committed ? folder : openFolder(collection, at);
}

/** The properties of the n-th generated item that name its owners. */
function ownersOfItem(
  collection: CollectionInWorld,
  { owners }: Address,
  scopes: readonly OwnersThroughScope[],
  ordinal: number,
): JsonObject {
  const fixed: Record<string, Json> = {};
  setOwners(collection, fixed, owners);
  for (const { property, keys } of scopes) {
    const owner = keys[ordinal % keys.length];
    if (owner !== undefined) setOwner(collection, fixed, property, owner);
  }
  return fixed;
}

/** Gives a generated item what it takes from the items that it refers to. Its owners are known. */
function relatedIn(
  collection: CollectionInWorld,
  folder: string,
  scopes: readonly OwnersThroughScope[],
): InitialState['related'] {
  const { resource, context } = collection;
  const kept = new Set([
    resource.parentProperty,
    ...resource.pathProperties.map(({ path: [first] }) => first),
    ...scopes.map(({ property }) => property),
  ]);
  return (item, ordinal) => {
    const place = `${folder} ${ordinal}`;
    const how = { sent: undefined, canSum: () => true, kept, seed: context.seed, place };
    return related(collection, resource.references(), item, how);
  };
}

function storedAt({ context }: CollectionInWorld, key: string): JsonObject | undefined {
  return context.store.get(key)?.value as JsonObject | undefined;
}

/** A nested path through which items are owned, with the keys of the owners. */
interface OwnersThroughScope {
  readonly property: string | undefined;
  readonly path: string;
  readonly keys: readonly string[];
}

/** The links to owners that no property of the items names. Those of the scenario have precedence. */
function linksOf(
  { context }: CollectionInWorld,
  { property, path, keys }: OwnersThroughScope,
  { owners, items }: KeysInFolder,
): Change[] {
  if (property !== undefined || keys.length === 0) return [];
  return items.flatMap((item, index): Change[] => {
    const owner = concretePath(path, [...owners, keys[index % keys.length] as string]);
    return context.scenario.links.has(owner) ? [] : [{ kind: 'put', key: linkKey(owner, item), value: true }];
  });
}

/** The keys of the items in a folder, and those of their owners. */
interface KeysInFolder {
  readonly owners: readonly string[];
  readonly items: readonly string[];
}

/** If items can own items of their kind, the first one owns the others. There is no circle, because clients walk down. */
function linksBetween(collection: CollectionInWorld, { owners, items: [first, ...others] }: KeysInFolder): Change[] {
  const { resource } = collection;
  if (first === undefined || others.length === 0) return [];
  return resource
    .scopes()
    .filter(({ parent }) => parent === resource)
    .flatMap(({ property, path }) => linksOf(collection, { property, path, keys: [first] }, { owners, items: others }));
}

function linksInScenario({ resource, context }: CollectionInWorld, items: ReadonlyMap<string, unknown>): Change[] {
  const { links } = context.scenario;
  if (links.size === 0) return [];
  const templates = resource.scopes().filter(({ property }) => property === undefined);
  const own = [...links].filter(([owner]) => templates.some(({ path }) => matchesTemplate(path, owner)));
  return own.flatMap(([owner, keys]) =>
    keys.filter((key) => items.has(key)).map((key) => ({ kind: 'put', key: linkKey(owner, key), value: true })),
  );
}

/** Marks the items of an open collection that do not exist in the scenario. */
function removedItems({ context }: CollectionInWorld, folder: string): Change[] {
  const own = context.scenario.items.get(folder) ?? [];
  return [...own].flatMap(([key, state]) => (state === null ? [keyCountersOpened(storeKey(folder, key))] : []));
}

/** The items that own items of this collection through nested paths, so that generated items get an owner. */
async function ownersThroughScopes(
  { resource, openSibling }: CollectionInWorld,
  { owners }: Address,
): Promise<OwnersThroughScope[]> {
  const found: OwnersThroughScope[] = [];
  for (const { property, path, parent: owner } of resource.scopes()) {
    const hasSameOwners = owner.path.split('{}').length === resource.path.split('{}').length;
    if (!hasSameOwners || !precedes(owner, resource)) continue;
    found.push({ property, path, keys: await openSibling(owner).keys({ owners }) });
  }
  return found;
}

/** Sets the property that names an owner, if its schema accepts the owner's key. */
export function setOwner(
  { contract, resource }: CollectionInWorld,
  item: Record<string, Json>,
  property: string | undefined,
  key: string,
): void {
  const place = property === undefined ? undefined : propertyPlaces(contract.document, resource.schema).get(property);
  if (property === undefined || place === undefined) return;
  const value = valueOfText(key, textShapeOf(contract.document, valueAt(contract.document, place)));
  if (contract.validator('response', place)(value).length === 0) setProperty(item, property, value);
}

/** Sets the properties that name the owners in the path of an item. */
export function setOwners(collection: CollectionInWorld, item: Record<string, Json>, owners: readonly string[]): void {
  const { contract, resource } = collection;
  const { parent, parentProperty, path: own } = resource;
  if (parent) setOwner(collection, item, parentProperty, parentAddress(parent, own, owners).key as string);
  for (const { owner, path } of resource.pathProperties) {
    const [first = '', ...rest] = path;
    const key = owners[owner];
    const place = placeAt(contract.document, resource.schema, path);
    if (key === undefined || place === undefined) continue;
    const value = valueOfText(key, textShapeOf(contract.document, valueAt(contract.document, place)));
    if (contract.validator('response', place)(value).length > 0) continue;
    const before = item[first];
    setProperty(item, first, rest.length === 0 ? value : withValue(isObject(before) ? before : {}, rest, value));
  }
}

/** Whether one collection gets its initial state before another. Among mutual owners, the order of their paths decides. */
function precedes(one: Collection, other: Collection): boolean {
  return one !== other && (one.path < other.path || !isOwnedBy(one, other, new Set()));
}

function isOwnedBy(one: Collection, other: Collection, seen: Set<Collection>): boolean {
  if (seen.has(one)) return false;
  seen.add(one);
  return one.scopes().some(({ parent }) => parent === other || isOwnedBy(parent, other, seen));
}
