// Opens the collections of a world. Their items have keys, can belong to items of other collections, and are created and
// deleted in one commit with everything below them.

import type { Contract } from '../../contract/contract.ts';
import { whenKnown } from '../../eventually.ts';
import type { JsonObject } from '../../json/value.ts';
import type { StoredEntries } from '../../store/store.ts';
import type { Collection } from '../infer/resource.ts';
import type { CollectionInWorld, OpenCollection } from './collection-in-world.ts';
import { entriesAt, entryAt, findEntry } from './find-items.ts';
import { removals, removeItem } from './remove-items.ts';
import type { ResourceContext } from './repository.ts';
import { changeItem, createItem, replaceItem, setItem, shown } from './write-items.ts';
import { applyBody, withoutWriteOnly } from './write-rules.ts';

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
      writable: applyBody(resource.properties, isControlInformation),
      openSibling,
    });
    collections.set(resource, collection);
    return collection;
  };
  return openSibling;
}

function openCollection(collection: CollectionInWorld): OpenCollection {
  const visibleList = visibleLists(collection);
  return {
    list: (at) => whenKnown(entriesAt(collection, at), visibleList),
    read: (at) => whenKnown(findEntry(collection, at), (entry) => shown(collection, entry)),
    has: (at) => whenKnown(entryAt(collection, at), (entry) => entry !== undefined),
    create: (at, body, serverValues) => createItem(collection, at, body, serverValues),
    change: (at, request, serverValues, guard) => changeItem(collection, at, request, { serverValues, guard }),
    set: (at, properties, guard) => setItem(collection, at, properties, guard),
    replace: (at, body, options) => replaceItem(collection, at, body, options),
    remove: (at, guard) => removeItem(collection, at, guard),
    removals: (at, seen) => removals(collection, at, seen),
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
