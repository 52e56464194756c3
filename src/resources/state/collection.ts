// Opens the collections of a world. Their items have keys, can belong to items of other collections, and are created and
// deleted in one commit with everything below them.

import type { Contract } from '../../contract/contract.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { JsonObject } from '../../json/value.ts';
import type { StoredEntries } from '../../store/store.ts';
import type { Collection } from '../infer/resource.ts';
import { withoutAliases } from './aliases.ts';
import type { CollectionInWorld, OpenCollection } from './collection-in-world.ts';
import { entriesAt, entryAt, findEntry } from './find-items.ts';
import { removals, removeItem } from './remove-items.ts';
import type { Address, ResourceContext } from './repository.ts';
import { changeItem, createItem, replaceItem, setItem, shown } from './write-items.ts';
import { withoutWriteOnly, writeRulesOf } from './write-rules.ts';

/** All collections of one contract in one world. Each is opened on first use. */
export function openCollections(
  contract: Contract,
  isControlInformation: (property: string) => boolean,
  context: ResourceContext,
): (resource: Collection) => OpenCollection {
  const collections = new Map<Collection, OpenCollection>();
  const openSibling = (resource: Collection): OpenCollection => {
    const known = collections.get(resource);
    if (known) return known;
    const collection = openCollection({
      contract,
      resource,
      context,
      visible: withoutWriteOnly(resource.properties),
      rules: writeRulesOf(contract.document, resource, isControlInformation),
      openSibling,
    });
    collections.set(resource, collection);
    return collection;
  };
  return openSibling;
}

function openCollection(collection: CollectionInWorld): OpenCollection {
  const visibleList = visibleLists(collection);
  const resolve = (at: Address) => withoutAliases(collection, at);
  const at = <T>(address: Address, use: (resolved: Address) => Eventually<T>) => whenKnown(resolve(address), use);
  return {
    resolve,
    list: (address) => at(address, (to) => whenKnown(entriesAt(collection, to), visibleList)),
    read: (address) => at(address, (to) => whenKnown(findEntry(collection, to), (entry) => shown(collection, entry))),
    has: (address) => at(address, (to) => whenKnown(entryAt(collection, to), (entry) => entry !== undefined)),
    create: (address, body, how = {}) => at(address, (to) => createItem(collection, to, body, how)),
    change: (address, request, how = {}) => at(address, (to) => changeItem(collection, to, request, how)),
    set: (address, properties, guard) => at(address, (to) => setItem(collection, to, properties, guard)),
    replace: (address, body, options) => at(address, (to) => replaceItem(collection, to, body, options)),
    remove: (address, guard) => at(address, (to) => removeItem(collection, to, guard)),
    removals: (address, seen) => removals(collection, address, seen),
  };
}

/** Returns the same list until the folder changes. */
function visibleLists({ visible }: CollectionInWorld): (entries: StoredEntries) => readonly JsonObject[] {
  const lists = new WeakMap<StoredEntries, readonly JsonObject[]>();
  return (entries) => {
    const list = lists.get(entries) ?? Object.freeze(entries.map(([, { value }]) => visible(value as JsonObject)));
    lists.set(entries, list);
    return list;
  };
}
