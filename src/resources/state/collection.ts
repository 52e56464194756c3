// Opens the collections of a world. Their items have keys, can belong to items of other collections, and are created and
// deleted in one commit with everything below them.

import type { Contract } from '../../contract/contract.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { JsonObject } from '../../json/value.ts';
import type { StoredEntries } from '../../store/store.ts';
import type { Collection } from '../infer/resource.ts';
import { withoutAliases } from './aliases.ts';
import { type CollectionInWorld, folderAt, type OpenCollection, type ReadSingleton } from './collection-in-world.ts';
import { entriesAt, entryAt, findEntry } from './find-items.ts';
import { storeKey } from './key-counters.ts';
import { removals, removeItem } from './remove-items.ts';
import type { Address, ResourceContext } from './repository.ts';
import { forgetParts, partsOf, showInWhole } from './wholes.ts';
import { changeItem, createItem, replaceItem, setItem, shown } from './write-items.ts';
import { withoutWriteOnly, writeRulesOf } from './write-rules.ts';

/** All collections of one contract in one world. Each is opened on first use. */
export function openCollections(
  contract: Contract,
  isControlInformation: (property: string) => boolean,
  context: ResourceContext,
  readSingleton: ReadSingleton,
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
      readSingleton,
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
  const write = <T>(address: Address, use: (resolved: Address) => Eventually<T>) =>
    at(address, (to) => withParts(collection, to, () => use(to)));
  return {
    resolve,
    list: (address) => at(address, (to) => whenKnown(entriesAt(collection, to), visibleList)),
    read: (address) => at(address, (to) => whenKnown(findEntry(collection, to), (entry) => shown(collection, entry))),
    has: (address) => at(address, (to) => whenKnown(entryAt(collection, to), (entry) => entry !== undefined)),
    create: (address, body, how = {}) => write(address, (to) => createItem(collection, to, body, how)),
    change: (address, request, how = {}) => write(address, (to) => changeItem(collection, to, request, how)),
    set: (address, properties, guard) => write(address, (to) => setItem(collection, to, properties, guard)),
    replace: (address, body, options) => write(address, (to) => replaceItem(collection, to, body, options)),
    remove: (address, guard) => write(address, (to) => removeItem(collection, to, guard)),
    removals: (address, seen) => removals(collection, address, seen),
  };
}

/** Writes an item. If it is a part of a whole, or a whole with parts, both stay the same. */
function withParts<T>(collection: CollectionInWorld, at: Address, use: () => Eventually<T>): Eventually<T> {
  const { resource, context } = collection;
  const isWhole = at.key !== undefined && partsOf(resource).length > 0;
  if (!isWhole && !resource.whole()) return use();
  const stored = () => context.store.get(storeKey(folderAt(collection, at), at.key))?.value;
  return whenKnown(isWhole ? entryAt(collection, at) : undefined, () => {
    const before = isWhole ? stored() : undefined;
    return whenKnown(use(), (result) =>
      whenKnown(showInWhole(collection, at), () => {
        const after = isWhole ? stored() : undefined;
        if (before === undefined || after === undefined || before === after) return result;
        const owners = [...at.owners, at.key as string];
        const written = { before: before as JsonObject, after: after as JsonObject, owners };
        return forgetParts(collection, written).then(() => result);
      }),
    );
  });
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
