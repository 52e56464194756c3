// The rules of a collection: items have keys, can belong to items of other collections, and are created and deleted in one
// commit with everything below them.

import type { Contract } from '../../contract/contract.ts';
import { wordsOfName } from '../../contract/operation/names.ts';
import { propertyPlaces, sameValuePlaces } from '../../contract/schema/schema-places.ts';
import { textShapeOf, valueOfText } from '../../contract/wire/text-shape.ts';
import { HttpError } from '../../errors/http-error.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import { valueAt } from '../../json/pointer.ts';
import { type Json, type JsonObject, setProperty } from '../../json/value.ts';
import type { Change, Entry, StoredEntries } from '../../store/store.ts';
import type { Collection, Resource } from '../infer/resource.ts';
import { initialItems, sampledItem } from './initial-state.ts';
import {
  concretePath,
  itemOfKey,
  keyCountersChange,
  keyCountersDropped,
  keyCountersOf,
  keyCountersOpened,
  linkKey,
  storeKey,
} from './key-counters.ts';
import { highestNumber, isKey, keyOf, keyValue, newKey, numberOf, withKey } from './keys.ts';
import {
  type Address,
  type ChangeRequest,
  type Created,
  type Precondition,
  parentAddress,
  type Replaced,
  type ReplaceOptions,
  type ResourceContext,
} from './repository.ts';
import {
  acceptsAny,
  applyBody,
  applyPatch,
  inDeclaredOrder,
  normalize,
  untilCommitted,
  withoutWriteOnly,
} from './write-rules.ts';

/** A collection in one world, for all its addresses. */
export interface OpenCollection {
  list(at: Address): Eventually<readonly JsonObject[]>;
  /** @throws HttpError RESOURCE_NOT_FOUND */
  read(at: Address): Eventually<JsonObject>;
  create(at: Address, body: JsonObject, serverValues?: JsonObject): Eventually<Created<JsonObject>>;
  change(at: Address, request: ChangeRequest, serverValues?: JsonObject, guard?: Precondition): Eventually<JsonObject>;
  replace(at: Address, body: JsonObject, options: ReplaceOptions): Eventually<Replaced<JsonObject>>;
  remove(at: Address, guard?: Precondition): Eventually<JsonObject>;
  /** Whether the item exists. */
  has(at: Address): Eventually<boolean>;
  /**
   * The changes that delete an item, or all items at an address, with everything below them.
   * @param seen the keys that are already being deleted
   */
  removals(at: Address, seen: Set<string>): Promise<Change[]>;
}

/** The properties of a new item, and the key that the client gives it. */
interface NewItem {
  readonly own: Record<string, Json>;
  readonly ownKey: string | undefined;
}

interface CollectionOptions {
  readonly contract: Contract;
  readonly resource: Collection;
  readonly context: ResourceContext;
  readonly isControlInformation: (property: string) => boolean;
  /** Opens another collection of the same world. */
  readonly openSibling: (resource: Collection) => OpenCollection;
}

/** All collections of one contract in one world. Each is opened on first use. */
export function openCollections(
  contract: Contract,
  isControlInformation: (property: string) => boolean,
  context: ResourceContext,
): (resource: Collection) => OpenCollection {
  const collections = new Map<Collection, OpenCollection>();
  const openSibling = (resource: Collection): OpenCollection => {
    const collection =
      collections.get(resource) ??
      openCollection({
        contract,
        resource,
        context,
        isControlInformation,
        openSibling,
      });
    collections.set(resource, collection);
    return collection;
  };
  return openSibling;
}

function openCollection(options: CollectionOptions): OpenCollection {
  const { contract, resource, context, isControlInformation, openSibling } = options;
  const { store, clock, seed } = context;
  const { properties, schema, changedAt, createdAt, key: keys, parent } = resource;
  const visible = withoutWriteOnly(properties);
  const writable = applyBody(properties, isControlInformation);
  const rules = { writable, limits: contract.limits };
  const parentProperty = resource.parentProperty;

  const folderOf = (at: Address) => concretePath(resource.path, at.owners);
  const parentKey = (at: Address) => at.owners.at(-1) as string;

  /** Makes sure that all parents exist and that the folder has its initial state. */
  const openFolder = (at: Address): Eventually<string> => {
    const owners = requireOwners(at);
    return owners instanceof Promise ? owners.then(() => openOwnFolder(at)) : openOwnFolder(at);
  };

  const openOwnFolder = (at: Address): Eventually<string> => {
    const folder = folderOf(at);
    return keyCountersOf(store, folder) ? folder : seedFolder(at, folder);
  };

  /** @throws HttpError RESOURCE_NOT_FOUND if an item on the path does not exist */
  const requireOwners = ({ owners, within }: Address): Eventually<unknown> => {
    const found = parent && openSibling(parent).read(parentAddress(parent, owners));
    if (!within) return found;
    const above = within.scope.parent;
    return whenKnown(found, () => openSibling(above).read(parentAddress(above, within.owners)));
  };

  const seedFolder = async (at: Address, folder: string): Promise<string> => {
    const parents = await parentsOfScopes();
    const fixedValues = (ordinal: number): JsonObject => {
      const fixed: Record<string, Json> = {};
      if (parent) setOwner(fixed, parentProperty, parentKey(at));
      for (const { property, keys: ownerKeys } of parents) {
        const owner = ownerKeys[ordinal % ownerKeys.length];
        if (owner !== undefined && !isInScenario(folder)) setOwner(fixed, property, owner);
      }
      return fixed;
    };
    const first = { contract, collection: resource, context, path: folder, fixedValues };
    const createdOnUse = resource.open && !isInScenario(folder);
    const items = createdOnUse ? new Map<string, JsonObject>() : await initialItems(first);
    const puts = [...items].map(([key, item]): Change => {
      return { kind: 'put', key: storeKey(folder, key), value: inDeclaredOrder(item, properties), expected: 0 };
    });
    const links = parents.flatMap(({ property, path, keys: ownerKeys }) =>
      property === undefined && ownerKeys.length > 0
        ? [...items.keys()].map((key, index): Change => {
            const owner = concretePath(path, [ownerKeys[index % ownerKeys.length] as string]);
            return { kind: 'put', key: linkKey(owner, key), value: true };
          })
        : [],
    );
    const counters = { added: items.size, highest: highestNumber(items.keys()) };
    await store.commit([keyCountersChange(folder, undefined, counters), ...puts, ...links]);
    return folder;
  };

  const isInScenario = (folder: string) => context.scenario.has(folder);

  /** The items that own items of this collection through nested paths, so that generated items get an owner. */
  const parentsOfScopes = async () => {
    const found: { property: string | undefined; path: string; keys: string[] }[] = [];
    for (const { property, path, parent: owner } of resource.scopes()) {
      if (owner.path.includes('{}') || !precedes(owner, resource)) continue;
      const items = await openSibling(owner).list({ owners: [] });
      found.push({ property, path, keys: items.flatMap((item) => keyOf(owner, item) ?? []) });
    }
    return found;
  };

  /** Sets the property that names an owner, if its schema accepts the owner's key. */
  const setOwner = (item: Record<string, Json>, property: string | undefined, key: string): void => {
    const place = property === undefined ? undefined : propertyPlaces(contract.document, schema).get(property);
    if (property === undefined || place === undefined) return;
    const value = valueOfText(key, textShapeOf(contract.document, valueAt(contract.document, place)));
    if (contract.validator('response', place)(value).length === 0) setProperty(item, property, value);
  };

  const notFound = (at: Address, keysThere: readonly string[]) => {
    const noun = wordsOfName(resource.name);
    const some = keysThere.slice(0, 5).join(', ');
    const more = keysThere.length > 5 ? ', …' : '';
    return new HttpError({
      code: 'RESOURCE_NOT_FOUND',
      message: `There is no ${noun} ${at.key} in ${folderOf(at)}. ${keysThere.length === 0 ? 'The collection is empty' : `The collection contains ${some}${more}`}.`,
    });
  };

  const entryAt = (at: Address): Eventually<Entry | undefined> =>
    whenKnown(openFolder(at), (folder) => {
      const key = storeKey(folder, at.key);
      const entry = store.get(key);
      if (entry || !resource.open) return ownedEntry(at, entry);
      return whenKnown(openItem(at, folder, key), (opened) => ownedEntry(at, opened));
    });

  const ownedEntry = (at: Address, entry: Entry | undefined): Entry | undefined =>
    entry && (!at.within || belongsToOwner(at, entry)) ? entry : undefined;

  /** Creates an item of an open collection on first use. A deleted item is not created again. */
  const openItem = (at: Address, folder: string, key: string): Eventually<Entry | undefined> =>
    isInScenario(folder) || keyCountersOf(store, key) ? undefined : createItem(at, folder, key);

  const createItem = async (at: Address, folder: string, key: string): Promise<Entry | undefined> => {
    const fixed: Record<string, Json> = {};
    if (parent) setOwner(fixed, parentProperty, parentKey(at));
    const first = { contract, collection: resource, context, path: folder, fixedValues: () => fixed };
    const examples = await initialItems({
      ...first,
      collection: { ...resource, key: { ...keys, documented: [] } },
      context: { ...context, count: 0 },
    });
    const [example] = examples.values();
    const item = examples.get(at.key as string) ?? (await itemLike(first, example, at.key as string));
    await store.commit([
      keyCountersChange(key, undefined),
      { kind: 'put', key, value: inDeclaredOrder(item, properties), expected: 0 },
    ]);
    return store.get(key);
  };

  const itemLike = async (first: Parameters<typeof sampledItem>[0], example: JsonObject | undefined, key: string) => {
    const sampled = await sampledItem(first, 0, key);
    const keyValueOfSample = keys.property === undefined ? undefined : sampled[keys.property];
    if (!example || keyValueOfSample === undefined) return example ?? sampled;
    return withKey(resource, example, keyValueOfSample as string | number);
  };

  const belongsToOwner = (at: Address, { value }: Pick<Entry, 'value'>, key = at.key): boolean => {
    const { scope, owners } = at.within as NonNullable<Address['within']>;
    const owner = owners.at(-1) as string;
    if (scope.property !== undefined) return String((value as JsonObject)[scope.property]) === owner;
    return store.get(linkKey(concretePath(scope.path, owners), key as string)) !== undefined;
  };

  const findEntry = (at: Address): Eventually<Entry> => whenKnown(entryAt(at), (entry) => entry ?? missingEntry(at));

  const missingEntry = (at: Address): Eventually<never> =>
    whenKnown(entriesAt(at), (entries) => {
      const keysThere = entries.map(([key]) => itemOfKey(key));
      throw notFound(at, keysThere);
    });

  const entriesAt = (at: Address): Eventually<StoredEntries> =>
    whenKnown(openFolder(at), (folder) => {
      const all = store.list(folder);
      return at.within ? all.filter(([key, entry]) => belongsToOwner(at, entry, itemOfKey(key))) : all;
    });

  const normalized = (item: JsonObject, path: string, fillMissing = false) =>
    normalize({ contract, resource, visible, seed, fillMissing }, item, path);

  let defaults: readonly (readonly [string, Json])[] | undefined;
  const setDefaults = (item: Record<string, Json>): void => {
    defaults ??= defaultsIn(contract, schema);
    for (const [name, value] of defaults) if (!Object.hasOwn(item, name)) setProperty(item, name, value);
  };

  const lists = new WeakMap<StoredEntries, readonly JsonObject[]>();
  /** Returns the same list until the folder changes. */
  const visibleList = (entries: StoredEntries): readonly JsonObject[] => {
    const list = lists.get(entries) ?? Object.freeze(entries.map(([, { value }]) => visible(value as JsonObject)));
    lists.set(entries, list);
    return list;
  };

  const setServerValues = (
    item: Record<string, Json>,
    serverValues: JsonObject | undefined,
    ...names: readonly (string | undefined)[]
  ) => {
    for (const name of names) if (name !== undefined) setProperty(item, name, clock.timestamp());
    if (serverValues) Object.assign(item, serverValues);
  };

  const linksTo = (at: Address, key: string): Change[] => {
    if (!at.within || at.within.scope.property !== undefined) return [];
    return [{ kind: 'put', key: linkKey(concretePath(at.within.scope.path, at.within.owners), key), value: true }];
  };

  /** The changes that come with a new item: its empty collections and the link to its owner. */
  const added = (at: Address, key: string): Change[] => [
    ...resource
      .children()
      .filter(({ kind }) => kind === 'collection')
      .map(({ path }) => keyCountersOpened(concretePath(path, [...at.owners, key]))),
    ...linksTo(at, key),
  ];

  const shown = ({ value }: Entry) => visible(value as JsonObject);

  /** Creates an item. Undefined if another request was faster. */
  const createIn = (
    at: Address,
    folder: string,
    { own, ownKey }: NewItem,
  ): Eventually<Created<JsonObject> | undefined> => {
    const counters = keyCountersOf(store, folder);
    const existing = ownKey === undefined ? undefined : store.get(storeKey(folder, ownKey));
    if (existing) return linkExisting(at, folder, ownKey as string, existing);
    const { added: ordinal = 0, highest = 0 } = counters ?? {};
    const isTaken = (name: string) => store.get(storeKey(folder, name)) !== undefined;
    const place = { contract, collection: resource, context, path: folder };
    return whenKnown(ownKey ?? newKey(place, { ordinal, highest, isTaken }), (key) => {
      if (ownKey === undefined && keys.property !== undefined) setProperty(own, keys.property, key);
      return whenKnown(normalized(own, `${folder} ${ordinal}`, true), (item) => {
        const nextCounters = { added: ordinal + 1, highest: Math.max(highest, numberOf(String(key))) };
        const changes: Change[] = [
          keyCountersChange(folder, counters, nextCounters),
          { kind: 'put', key: storeKey(folder, String(key)), value: item, expected: 0 },
          ...added(at, String(key)),
        ];
        return whenKnown(store.commit(changes), (committed) =>
          committed ? { representation: visible(item), key: String(key) } : undefined,
        );
      });
    });
  };

  /** An existing item without an owner property can get one more owner. @throws HttpError RESOURCE_EXISTS */
  const linkExisting = (
    at: Address,
    folder: string,
    key: string,
    existing: Entry,
  ): Eventually<Created<JsonObject> | undefined> => {
    const links = linksTo(at, key);
    if (links.length === 0) throw alreadyExists(resource, folder, key);
    return whenKnown(store.commit(links), (committed) =>
      committed ? { representation: shown(existing), key } : undefined,
    );
  };

  const changed = (
    at: Address,
    { value, revision }: Entry,
    request: ChangeRequest,
    serverValues: JsonObject | undefined,
  ): Eventually<JsonObject | undefined> => {
    const merged = applyPatch(value as JsonObject, request, rules);
    keepKey(merged, value as JsonObject);
    setServerValues(merged, serverValues, changedAt);
    const key = storeKey(folderOf(at), at.key);
    return whenKnown(normalized(merged, key), (next) =>
      whenKnown(store.commit([{ kind: 'put', key, value: next, expected: revision }]), (committed) =>
        committed ? visible(next) : undefined,
      ),
    );
  };

  const replacement = (
    at: Address,
    entry: Entry | undefined,
    body: JsonObject,
    serverValues: JsonObject | undefined,
  ): Eventually<Replaced<JsonObject> | undefined> => {
    const before = entry?.value as JsonObject | undefined;
    const next: Record<string, Json> = {};
    for (const [name, value] of Object.entries(body)) if (writable.takes(name)) setProperty(next, name, value);
    for (const [name, value] of Object.entries(before ?? {})) {
      if (!writable.takes(name) || properties.writeOnly.has(name))
        if (!Object.hasOwn(next, name)) setProperty(next, name, value);
    }
    setDefaults(next);
    if (before) keepKey(next, before);
    else {
      const pathKey = keyValue(contract, resource, at.key as string);
      if (keys.property !== undefined && pathKey !== undefined) setProperty(next, keys.property, pathKey);
    }
    setServerValues(next, serverValues, changedAt, before ? undefined : createdAt);
    const key = storeKey(folderOf(at), at.key);
    return whenKnown(normalized(next, key, true), (item) => {
      const newItemChanges = entry ? [] : [keyCountersOpened(key), ...added(at, at.key as string)];
      const put: Change = { kind: 'put', key, value: item, expected: entry?.revision ?? 0 };
      return whenKnown(store.commit([put, ...newItemChanges]), (committed) =>
        committed ? { representation: visible(item), created: entry === undefined } : undefined,
      );
    });
  };

  return {
    list: (at) => whenKnown(entriesAt(at), visibleList),
    read: (at) => whenKnown(findEntry(at), shown),
    has: (at) => whenKnown(entryAt(at), (entry) => entry !== undefined),
    create: (at, body, serverValues) =>
      whenKnown(openFolder(at), (folder) => {
        const own: Record<string, Json> = {};
        for (const [name, value] of Object.entries(body)) if (writable.takes(name)) setProperty(own, name, value);
        setDefaults(own);
        if (parent) setOwner(own, parentProperty, parentKey(at));
        if (at.within) setOwner(own, at.within.scope.property, at.within.owners.at(-1) as string);
        setServerValues(own, serverValues, createdAt, changedAt);
        // A key that no path can contain is not used: the item gets a key under which it can be found.
        const bodyKey = keyOf(resource, own);
        const ownKey = bodyKey !== undefined && isKey(contract, resource, bodyKey) ? bodyKey : undefined;
        return untilCommitted(folder, () => createIn(at, folder, { own, ownKey }));
      }),
    change(at, request, serverValues, guard) {
      const changes = acceptsAny(request, writable);
      return untilCommitted(folderOf(at), () =>
        whenKnown(findEntry(at), (entry) => {
          guard?.(shown(entry));
          return changes ? changed(at, entry, request, serverValues) : shown(entry);
        }),
      );
    },
    replace: (at, body, { serverValues, guard, upsert = false }) =>
      untilCommitted(folderOf(at), () =>
        whenKnown(upsert ? entryAt(at) : findEntry(at), (entry) => {
          guard?.(entry && shown(entry));
          return replacement(at, entry, body, serverValues as JsonObject | undefined);
        }),
      ),
    remove: (at, guard) =>
      whenKnown(findEntry(at), async (entry) => {
        guard?.(shown(entry));
        const isLinked = at.within && at.within.scope.property === undefined;
        await store.commit(isLinked ? unlinked(at) : await removals(at, new Set()));
        return shown(entry);
      }),
    removals,
  };

  /** An item with several owners is not deleted with one of them. Only the link to that owner is deleted. */
  function unlinked({ within, key }: Address): Change[] {
    if (!within) return [];
    return [{ kind: 'delete', key: linkKey(concretePath(within.scope.path, within.owners), key as string) }];
  }

  async function removals(at: Address, seen: Set<string>): Promise<Change[]> {
    const folder = folderOf(at);
    const names = at.key === undefined ? (await entriesAt(at)).map(([key]) => itemOfKey(key)) : [at.key];
    const changes: Change[] = [];
    for (const name of names) {
      const key = storeKey(folder, name);
      if (seen.has(key)) continue;
      seen.add(key);
      if (at.within && at.within.scope.property === undefined) {
        changes.push(...unlinked({ ...at, key: name }));
        continue;
      }
      changes.push({ kind: 'delete', key });
      if (resource.open) changes.push(keyCountersOpened(key));
      const owners = [...at.owners, name];
      for (const child of resource.children()) changes.push(...(await removalsUnder(child, owners, seen)));
      for (const { resource: other, scope } of resource.parts()) {
        changes.push(...(await openSibling(other).removals({ owners: [], within: { scope, owners } }, seen)));
      }
    }
    return changes;
  }

  async function removalsUnder(child: Resource, owners: readonly string[], seen: Set<string>): Promise<Change[]> {
    const path = concretePath(child.path, owners);
    if (child.kind === 'singleton')
      return [{ kind: 'delete', key: storeKey(path) }, keyCountersDropped(storeKey(path))];
    if (!keyCountersOf(store, path)) return [];
    return [...(await openSibling(child).removals({ owners }, seen)), keyCountersDropped(path)];
  }

  /** The server owns the key. A body cannot change it. */
  function keepKey(next: Record<string, Json>, before: JsonObject): void {
    if (keys.property !== undefined && Object.hasOwn(before, keys.property))
      setProperty(next, keys.property, before[keys.property] as Json);
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

function alreadyExists({ name }: Collection, folder: string, key: string): HttpError {
  return new HttpError({
    code: 'RESOURCE_EXISTS',
    message: `The ${wordsOfName(name)} ${key} already exists in ${folder}.`,
  });
}

/** The default values of an item's properties in its schema. */
function defaultsIn({ document }: Contract, schema: string): readonly (readonly [string, Json])[] {
  return [...propertyPlaces(document, schema)].flatMap(([name, place]) => {
    const holder = sameValuePlaces(document, place).find(({ value }) => value.default !== undefined);
    return holder ? [[name, holder.value.default as Json] as const] : [];
  });
}
