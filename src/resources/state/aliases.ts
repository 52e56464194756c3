// Words that stand for an item in a path, for example `me` or `primary`, and other properties by which an item is found, for example
// its name: they are replaced with the key of the item.
import { plainName } from '../../contract/operation/names.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import { isObject, type Json } from '../../json/value.ts';
import type { StoredEntries } from '../../store/store.ts';
import type { Collection } from '../infer/resource.ts';
import type { CollectionInWorld } from './collection-in-world.ts';
import { openFolder } from './folders.ts';
import { itemOfKey, storeKey } from './key-counters.ts';
import { type Address, parentAddress, parentPosition } from './repository.ts';

/** The address with keys instead of aliases. @throws HttpError RESOURCE_NOT_FOUND if an owner does not exist */
export function withoutAliases(collection: CollectionInWorld, at: Address): Eventually<Address> {
  const { resource } = collection;
  const { within } = at;
  if (!hasAliases(resource) && !(within && hasAliases(within.scope.parent))) return at;
  return whenKnown(ownersOf(collection, resource, at.owners), (owners) =>
    whenKnown(within && ownersOf(collection, within.scope, within.owners), (above) =>
      withOwnKey(collection, { ...at, owners, ...(within && above && { within: { ...within, owners: above } }) }),
    ),
  );
}

const known = new WeakMap<Collection, boolean>();

/** Whether an address of the collection can contain an alias. */
function hasAliases(resource: Collection): boolean {
  let has = known.get(resource);
  if (has === undefined) {
    has =
      resource.key.aliases.size > 0 ||
      resource.key.others.length > 0 ||
      (resource.parent !== undefined && hasAliases(resource.parent));
    known.set(resource, has);
  }
  return has;
}

/** The keys of the owners, one of which is an item of the parent. */
function ownersOf(
  { openSibling }: CollectionInWorld,
  { path, parent }: Pick<Collection, 'path' | 'parent'>,
  owners: readonly string[],
): Eventually<readonly string[]> {
  if (!parent || !hasAliases(parent)) return owners;
  const at = parentAddress(parent, path, owners);
  const last = parentPosition(path);
  const before = owners.slice(0, last - at.owners.length);
  const behind = owners.slice(last + 1);
  return whenKnown(openSibling(parent).resolve(at), (found) => [
    ...before,
    ...found.owners,
    found.key as string,
    ...behind,
  ]);
}

function withOwnKey(collection: CollectionInWorld, at: Address): Eventually<Address> {
  const { key } = at;
  const { aliases, others } = collection.resource.key;
  if (key === undefined || (others.length === 0 && !aliases.has(key))) return at;
  return whenKnown(openFolder(collection, at), (folder) => {
    const { store } = collection.context;
    if (store.get(storeKey(folder, key))) return at;
    const entries = store.list(folder);
    const [meant] = (aliases.has(key) ? itemMeantBy(key, entries) : itemWith(key, entries, others)) ?? [];
    return meant === undefined ? at : { ...at, key: itemOfKey(meant) };
  });
}

/** The item that says so by a property, for example `primary: true`, else the first one. */
function itemMeantBy(alias: string, entries: StoredEntries): StoredEntries[number] | undefined {
  const names = new Set([plainName(alias), plainName(`is ${alias}`)]);
  const says = entries.find(
    ([, { value }]) =>
      isObject(value) && Object.entries(value).some(([name, own]) => own === true && names.has(plainName(name))),
  );
  return says ?? entries[0];
}

/** The item that has a value in one of these properties. Some names begin with a slash. */
function itemWith(
  text: string,
  entries: StoredEntries,
  properties: readonly string[],
): StoredEntries[number] | undefined {
  const isMeant = (value: Json | undefined) =>
    (typeof value === 'string' || typeof value === 'number') && (String(value) === text || value === `/${text}`);
  return entries.find(([, { value }]) => isObject(value) && properties.some((name) => isMeant(value[name])));
}
