// Opens the collections of a world. Their items have keys, can belong to items of other collections, and are created and
// deleted in one commit with everything below them.

import type { Contract } from '../../contract/contract.ts';
import { allKnown, type Eventually, whenKnown } from '../../eventually.ts';
import type { JsonObject } from '../../json/value.ts';
import type { Change, StoredEntries } from '../../store/store.ts';
import type { Collection } from '../infer/resource.ts';
import { isAcross, ownersOfAll } from './across.ts';
import { withoutAliases } from './aliases.ts';
import type { ChangeOptions, CollectionInWorld, CreateOptions, OpenCollection } from './collection-in-world.ts';
import { folderAt } from './collection-in-world.ts';
import { showsOthers, withEmbedded } from './embedded.ts';
import { entriesAt, entryAt, findEntry } from './find-items.ts';
import { itemOfKey, storeKey } from './key-counters.ts';
import { hasParts, writeParts } from './parts.ts';
import { removals, removeItem } from './remove-items.ts';
import type {
  Address,
  ChangeRequest,
  Created,
  Precondition,
  Replaced,
  ReplaceOptions,
  ResourceContext,
} from './repository.ts';
import { showInWhole } from './wholes.ts';
import { changeItem, createItem, replaceItem, setItem, shown } from './write-items.ts';
import { withoutWriteOnly, writeRulesOf } from './write-rules.ts';

/** All collections of one contract in one world. Each is opened on first use. */
export function openCollections(
  contract: Contract,
  isControlInformation: (property: string) => boolean,
  context: ResourceContext,
  others: Pick<CollectionInWorld, 'readSingleton' | 'openOutside'>,
): (resource: Collection) => OpenCollection {
  const collections = new Map<Collection, OpenCollection>();
  const openSibling = (resource: Collection): OpenCollection => {
    const known = collections.get(resource);
    if (known) return known;
    const collection = new OpenedCollection({
      contract,
      resource,
      context,
      visible: withoutWriteOnly(resource.properties),
      rules: writeRulesOf(contract.document, resource, isControlInformation),
      openSibling,
      ...others,
    });
    collections.set(resource, collection);
    return collection;
  };
  return openSibling;
}

/** One collection in one world. */
class OpenedCollection implements OpenCollection {
  readonly #collection: CollectionInWorld;
  readonly #visibleList: (entries: StoredEntries) => readonly JsonObject[];
  readonly #listAcross = memoizedUnion();

  constructor(collection: CollectionInWorld) {
    this.#collection = collection;
    this.#visibleList = visibleLists(collection);
  }

  resolve(at: Address): Eventually<Address> {
    return withoutAliases(this.#collection, at);
  }

  keys(at: Address): Eventually<readonly string[]> {
    return whenKnown(this.resolve(at), (to) => whenKnown(entriesAt(this.#collection, to), keysOfEntries));
  }

  list(at: Address): Eventually<readonly JsonObject[]> {
    if (isAcross(this.#collection, at)) {
      return whenKnown(ownersOfAll(this.#collection), (all) =>
        whenKnown(allKnown(all.map((owners) => this.list({ owners }))), this.#listAcross),
      );
    }
    return whenKnown(this.resolve(at), (to) =>
      whenKnown(this.plainList(to), (items) => withLists(this.#collection, to, items)),
    );
  }

  plainList(at: Address): Eventually<readonly JsonObject[]> {
    return whenKnown(this.resolve(at), (to) => whenKnown(entriesAt(this.#collection, to), this.#visibleList));
  }

  read(at: Address): Eventually<JsonObject> {
    return whenKnown(this.resolve(at), (to) =>
      whenKnown(findEntry(this.#collection, to), (entry) => this.#whole(to, shown(this.#collection, entry))),
    );
  }

  plainItem(at: Address): Eventually<JsonObject> {
    return whenKnown(this.resolve(at), (to) =>
      whenKnown(findEntry(this.#collection, to), (entry) => shown(this.#collection, entry)),
    );
  }

  require(at: Address): Eventually<unknown> {
    return whenKnown(this.resolve(at), (to) => findEntry(this.#collection, to));
  }

  has(at: Address): Eventually<boolean> {
    return whenKnown(this.resolve(at), (to) =>
      whenKnown(entryAt(this.#collection, to), (entry) => entry !== undefined),
    );
  }

  create(at: Address, body: JsonObject, how: CreateOptions = {}): Eventually<Created<JsonObject>> {
    return this.#write(at, (to) =>
      whenKnown(createItem(this.#collection, to, body, how), ({ representation, key }) => {
        const own = { ...to, key };
        return whenKnown(this.#withParts(own, undefined), () =>
          whenKnown(this.#whole(own, representation), (whole) => ({ representation: whole, key })),
        );
      }),
    );
  }

  change(at: Address, request: ChangeRequest, how: ChangeOptions = {}): Eventually<JsonObject> {
    return this.#guarded(at, how.guard, (to, guard) => {
      const before = this.#stored(to);
      return whenKnown(changeItem(this.#collection, to, request, { ...how, guard }), (item) =>
        whenKnown(this.#withParts(to, before), () => this.#whole(to, item)),
      );
    });
  }

  set(at: Address, properties: JsonObject, precondition?: Precondition): Eventually<JsonObject> {
    return this.#guarded(at, precondition, (to, guard) =>
      whenKnown(setItem(this.#collection, to, properties, guard), (item) => this.#whole(to, item)),
    );
  }

  replace(at: Address, body: JsonObject, options: ReplaceOptions): Eventually<Replaced<JsonObject>> {
    return this.#guarded(at, options.guard, (to, guard) => {
      const before = this.#stored(to);
      return whenKnown(replaceItem(this.#collection, to, body, { ...options, guard }), ({ representation, created }) =>
        whenKnown(this.#withParts(to, before), () =>
          whenKnown(this.#whole(to, representation), (whole) => ({ representation: whole, created })),
        ),
      );
    });
  }

  remove(at: Address, precondition?: Precondition): Eventually<JsonObject> {
    return this.#guarded(at, precondition, (to, guard) => removeItem(this.#collection, to, guard));
  }

  removals(at: Address, seen: Set<string>): Promise<Change[]> {
    return removals(this.#collection, at, seen);
  }

  #stored(at: Address): JsonObject | undefined {
    if (!hasParts(this.#collection)) return undefined;
    const { context } = this.#collection;
    return context.store.get(storeKey(folderAt(this.#collection, at), at.key))?.value as JsonObject | undefined;
  }

  /** Writes the parts that a request has sent in the item at an address. */
  #withParts(at: Address, before: JsonObject | undefined): Eventually<unknown> {
    const after = this.#stored(at);
    if (after === undefined || after === before) return undefined;
    return writeParts(this.#collection, { owners: [...at.owners, at.key as string], before, after });
  }

  #whole(at: Address, item: JsonObject): Eventually<JsonObject> {
    return withEmbedded(this.#collection, at, item);
  }

  /** Writes at the address without aliases, then shows the result in the whole. */
  #write<T>(at: Address, use: (to: Address) => Eventually<T>): Eventually<T> {
    return whenKnown(this.resolve(at), (to) =>
      whenKnown(use(to), (result) => whenKnown(showInWhole(this.#collection, to), () => result)),
    );
  }

  #guarded<T>(
    at: Address,
    precondition: Precondition | undefined,
    use: (to: Address, guard: Precondition | undefined) => Eventually<T>,
  ): Eventually<T> {
    return this.#write(at, (to) =>
      guardedByWhole(this.#collection, to, { guard: precondition, use: (guard) => use(to, guard) }),
    );
  }
}

/** Joins lists. Returns the same list for the same ones. */
function memoizedUnion(): (lists: readonly (readonly JsonObject[])[]) => readonly JsonObject[] {
  let known: readonly (readonly JsonObject[])[] = [];
  let union: readonly JsonObject[] = Object.freeze([]);
  return (lists) => {
    if (lists.length === known.length && lists.every((list, index) => list === known[index])) return union;
    known = lists;
    union = Object.freeze(lists.flat());
    return union;
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
  if (items.length === 0 || !showsOthers(contract.document, resource)) return items;
  return whenKnown(allKnown(items.map((item) => withEmbedded(collection, { owners }, item))), (wholes) => {
    const before = lists.get(items);
    if (before?.every((whole, index) => whole === wholes[index])) return before;
    const list = wholes.every((whole, index) => whole === items[index]) ? items : Object.freeze(wholes);
    lists.set(items, list);
    return list;
  });
}

/** The lists with the items below, by the lists without them. */
const lists = new WeakMap<readonly JsonObject[], readonly JsonObject[]>();

interface Guarded<T> {
  readonly guard: Precondition | undefined;
  readonly use: (guard?: Precondition) => Eventually<T>;
}

/** A precondition is about what clients see: an item with the items that it lists. */
function guardedByWhole<T>(collection: CollectionInWorld, at: Address, { guard, use }: Guarded<T>): Eventually<T> {
  if (!guard || !showsOthers(collection.contract.document, collection.resource)) return use(guard);
  return whenKnown(entryAt(collection, at), (entry) => {
    const item = entry && withEmbedded(collection, at, shown(collection, entry));
    return whenKnown(item, (whole) => use(() => guard(whole)));
  });
}
