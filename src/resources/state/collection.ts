// Opens the collections of a world. Their items have keys, can belong to items of other collections, and are created and
// deleted in one commit with everything below them.

import type { Contract } from '../../contract/contract.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { JsonObject } from '../../json/value.ts';
import type { StoredEntries } from '../../store/store.ts';
import type { Collection } from '../infer/resource.ts';
import { withoutAliases } from './aliases.ts';
import type { CollectionInWorld, OpenCollection, ReadSingleton } from './collection-in-world.ts';
import { embeddedIn, withEmbedded } from './embedded.ts';
import { entriesAt, entryAt, findEntry } from './find-items.ts';
import { itemOfKey } from './key-counters.ts';
import { removals, removeItem } from './remove-items.ts';
import type { Address, Precondition, ResourceContext } from './repository.ts';
import { showInWhole } from './wholes.ts';
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
  const listed = (to: Address, entries: StoredEntries) => withLists(collection, to, visibleList(entries));
  const whole = (to: Address, item: JsonObject) => withEmbedded(collection, to, item);
  const guarded = <T>(to: Address, guard: Precondition | undefined, use: (guard?: Precondition) => Eventually<T>) =>
    guardedByWhole(collection, to, { guard, use });
  const at = <T>(address: Address, use: (resolved: Address) => Eventually<T>) => whenKnown(resolve(address), use);
  const write = <T>(address: Address, use: (resolved: Address) => Eventually<T>) =>
    at(address, (to) => whenKnown(use(to), (result) => whenKnown(showInWhole(collection, to), () => result)));
  return {
    resolve,
    list: (address) => at(address, (to) => whenKnown(entriesAt(collection, to), (entries) => listed(to, entries))),
    keys: (address) => at(address, (to) => whenKnown(entriesAt(collection, to), keysOfEntries)),
    read: (address) =>
      at(address, (to) => whenKnown(findEntry(collection, to), (entry) => whole(to, shown(collection, entry)))),
    require: (address) => at(address, (to) => findEntry(collection, to)),
    has: (address) => at(address, (to) => whenKnown(entryAt(collection, to), (entry) => entry !== undefined)),
    create: (address, body, how = {}) =>
      write(address, (to) =>
        whenKnown(createItem(collection, to, body, how), ({ representation, key }) =>
          whenKnown(whole({ ...to, key }, representation), (shown) => ({ representation: shown, key })),
        ),
      ),
    change: (address, request, how = {}) =>
      write(address, (to) =>
        guarded(to, how.guard, (guard) =>
          whenKnown(changeItem(collection, to, request, { ...how, guard }), (shown) => whole(to, shown)),
        ),
      ),
    set: (address, properties, guard) =>
      write(address, (to) =>
        guarded(to, guard, (own) => whenKnown(setItem(collection, to, properties, own), (shown) => whole(to, shown))),
      ),
    replace: (address, body, options) =>
      write(address, (to) =>
        guarded(to, options.guard, (guard) =>
          whenKnown(replaceItem(collection, to, body, { ...options, guard }), ({ representation, created }) =>
            whenKnown(whole(to, representation), (shown) => ({ representation: shown, created })),
          ),
        ),
      ),
    remove: (address, guard) => write(address, (to) => guarded(to, guard, (own) => removeItem(collection, to, own))),
    removals: (address, seen) => removals(collection, address, seen),
  };
}

function keysOfEntries(entries: StoredEntries): readonly string[] {
  return entries.map(([key]) => itemOfKey(key));
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

/** A list whose items contain the items below them. Returns the same list if they contain none. */
function withLists(
  collection: CollectionInWorld,
  { owners }: Address,
  items: readonly JsonObject[],
): Eventually<readonly JsonObject[]> {
  const { contract, resource } = collection;
  if (items.length === 0 || embeddedIn(contract.document, resource).length === 0) return items;
  return Promise.all(items.map((item) => withEmbedded(collection, { owners }, item)));
}

interface Guarded<T> {
  readonly guard: Precondition | undefined;
  readonly use: (guard?: Precondition) => Eventually<T>;
}

/** A precondition is about what clients see: an item with the items that it lists. */
function guardedByWhole<T>(collection: CollectionInWorld, at: Address, { guard, use }: Guarded<T>): Eventually<T> {
  if (!guard || embeddedIn(collection.contract.document, collection.resource).length === 0) return use(guard);
  return whenKnown(entryAt(collection, at), (entry) => {
    const item = entry && withEmbedded(collection, at, shown(collection, entry));
    return whenKnown(item, (whole) => use(() => guard(whole)));
  });
}
