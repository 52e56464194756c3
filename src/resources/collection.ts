// The rules of a collection: items have keys, can belong to items of other collections, and are created and deleted in one
// commit with everything below them.

import type { Contract } from '../contract/contract.ts';
import { wordsOfName } from '../contract/names.ts';
import { propertyPlaces, sameValuePlaces } from '../contract/schema-places.ts';
import { textShapeOf, valueOfText } from '../contract/text-shape.ts';
import { HttpError } from '../errors/http-error.ts';
import { valueAt } from '../json/pointer.ts';
import { type Json, type JsonObject, setProperty } from '../json/value.ts';
import type { Change, Entry, StoredEntries } from '../store/store.ts';
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
import { highestNumber, isKey, keyOf, keyValue, newKey, withKey } from './keys.ts';
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
import type { Collection, Resource } from './resource.ts';
import {
  acceptsAny,
  applyBody,
  applyPatch,
  inDeclaredOrder,
  MAX_ATTEMPTS,
  normalize,
  withoutWriteOnly,
} from './write-rules.ts';

/** A collection in one world, for all its addresses. */
export interface OpenCollection {
  list(at: Address): Promise<readonly JsonObject[]>;
  /** @throws HttpError RESOURCE_NOT_FOUND */
  read(at: Address): Promise<JsonObject>;
  create(at: Address, body: JsonObject, serverValues?: JsonObject): Promise<Created<JsonObject>>;
  change(at: Address, request: ChangeRequest, serverValues?: JsonObject, guard?: Precondition): Promise<JsonObject>;
  replace(at: Address, body: JsonObject, options: ReplaceOptions): Promise<Replaced<JsonObject>>;
  remove(at: Address, guard?: Precondition): Promise<JsonObject>;
  /** Whether the item exists. */
  has(at: Address): Promise<boolean>;
  /**
   * The changes that delete an item, or all items at an address, with everything below them.
   * @param seen the keys that are already being deleted
   */
  removals(at: Address, seen: Set<string>): Promise<Change[]>;
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
  const openFolder = async (at: Address): Promise<string> => {
    if (parent) await openSibling(parent).read(parentAddress(parent, at.owners));
    if (at.within)
      await openSibling(at.within.scope.parent).read(parentAddress(at.within.scope.parent, at.within.owners));
    const folder = folderOf(at);
    if (!(await keyCountersOf(store, folder))) await seedFolder(at, folder);
    return folder;
  };

  const seedFolder = async (at: Address, folder: string): Promise<void> => {
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
      message: `There is no ${noun} ${at.key} in ${folderOf(at)}. ${keysThere.length === 0 ? 'The collection is empty' : `It contains ${some}${more}`}.`,
    });
  };

  const entryAt = async (at: Address): Promise<Entry | undefined> => {
    const folder = await openFolder(at);
    const key = storeKey(folder, at.key);
    const entry = (await store.get(key)) ?? (resource.open ? await openItem(at, folder, key) : undefined);
    if (!entry || !at.within) return entry;
    return (await belongsToOwner(at, entry)) ? entry : undefined;
  };

  /** Creates an item of an open collection on first use. A deleted item is not created again. */
  const openItem = async (at: Address, folder: string, key: string): Promise<Entry | undefined> => {
    if (isInScenario(folder) || (await keyCountersOf(store, key))) return undefined;
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

  const belongsToOwner = async (at: Address, { value }: Pick<Entry, 'value'>, key = at.key): Promise<boolean> => {
    const { scope, owners } = at.within as NonNullable<Address['within']>;
    const owner = owners.at(-1) as string;
    if (scope.property !== undefined) return String((value as JsonObject)[scope.property]) === owner;
    return (await store.get(linkKey(concretePath(scope.path, owners), key as string))) !== undefined;
  };

  const findEntry = async (at: Address): Promise<Entry> => {
    const entry = await entryAt(at);
    if (entry) return entry;
    throw notFound(
      at,
      (await entriesAt(at)).map(([key]) => itemOfKey(key)),
    );
  };

  const entriesAt = async (at: Address): Promise<StoredEntries> => {
    const all = await store.list(await openFolder(at));
    if (!at.within) return all;
    const owned = await Promise.all(all.map(([key, entry]) => belongsToOwner(at, entry, itemOfKey(key))));
    return all.filter((_, index) => owned[index]);
  };

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

  const tooManyConflicts = (at: Address) =>
    new Error(`${folderOf(at)} was changed by other requests ${MAX_ATTEMPTS} times in a row`);

  /** The changes that come with a new item: its empty collections and the link to its owner. */
  const added = (at: Address, key: string): Change[] => [
    ...resource
      .children()
      .filter(({ kind }) => kind === 'collection')
      .map(({ path }) => keyCountersOpened(concretePath(path, [...at.owners, key]))),
    ...linksTo(at, key),
  ];

  return {
    async list(at) {
      return visibleList(await entriesAt(at));
    },
    async read(at) {
      return visible((await findEntry(at)).value as JsonObject);
    },
    async has(at) {
      return (await entryAt(at)) !== undefined;
    },
    async create(at, body, serverValues) {
      const folder = await openFolder(at);
      const own: Record<string, Json> = {};
      for (const [name, value] of Object.entries(body)) if (writable.takes(name)) setProperty(own, name, value);
      setDefaults(own);
      if (parent) setOwner(own, parentProperty, parentKey(at));
      if (at.within) setOwner(own, at.within.scope.property, at.within.owners.at(-1) as string);
      setServerValues(own, serverValues, createdAt, changedAt);
      // A key that no path can contain is not used: the item gets a key under which it can be found.
      const bodyKey = keyOf(resource, own);
      const ownKey = bodyKey !== undefined && isKey(contract, resource, bodyKey) ? bodyKey : undefined;
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const counters = await keyCountersOf(store, folder);
        const { added: ordinal = 0, highest = 0 } = counters ?? {};
        const existing = ownKey === undefined ? undefined : await store.get(storeKey(folder, ownKey));
        const links = linksTo(at, ownKey ?? '');
        // An existing item without an owner property can get one more owner.
        if (existing && links.length > 0 && (await store.commit(links))) {
          return { representation: visible(existing.value as JsonObject), key: ownKey as string };
        }
        if (existing) throw alreadyExists(resource, folder, ownKey as string);
        const isTaken = async (name: string) => (await store.get(storeKey(folder, name))) !== undefined;
        const place = { contract, collection: resource, context, path: folder };
        const key = ownKey ?? (await newKey(place, { ordinal, highest, isTaken }));
        const item = await normalized(
          ownKey === undefined ? withKey(resource, own, key) : own,
          `${folder} ${ordinal}`,
          true,
        );
        const nextCounters = { added: ordinal + 1, highest: Math.max(highest, highestNumber([String(key)])) };
        const changes: Change[] = [
          keyCountersChange(folder, counters, nextCounters),
          { kind: 'put', key: storeKey(folder, String(key)), value: item, expected: 0 },
          ...added(at, String(key)),
        ];
        if (await store.commit(changes)) return { representation: visible(item), key: String(key) };
      }
      throw tooManyConflicts(at);
    },
    async change(at, request, serverValues, guard) {
      const changes = acceptsAny(request, writable);
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const { value, revision } = await findEntry(at);
        guard?.(visible(value as JsonObject));
        if (!changes) return visible(value as JsonObject);
        const merged = applyPatch(value as JsonObject, request, rules);
        keepKey(merged, value as JsonObject);
        setServerValues(merged, serverValues, changedAt);
        const next = await normalized(merged, storeKey(folderOf(at), at.key));
        const key = storeKey(folderOf(at), at.key);
        if (await store.commit([{ kind: 'put', key, value: next, expected: revision }])) return visible(next);
      }
      throw tooManyConflicts(at);
    },
    async replace(at, body, { serverValues, guard, upsert = false }) {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const entry = upsert ? await entryAt(at) : await findEntry(at);
        const before = entry?.value as JsonObject | undefined;
        guard?.(before && visible(before));
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
        setServerValues(next, serverValues as JsonObject | undefined, changedAt, before ? undefined : createdAt);
        const key = storeKey(folderOf(at), at.key);
        const item = await normalized(next, key, true);
        const newItemChanges = entry ? [] : [keyCountersOpened(key), ...added(at, at.key as string)];
        const put: Change = { kind: 'put', key, value: item, expected: entry?.revision ?? 0 };
        if (await store.commit([put, ...newItemChanges]))
          return { representation: visible(item), created: entry === undefined };
      }
      throw tooManyConflicts(at);
    },
    async remove(at, guard) {
      const entry = await findEntry(at);
      guard?.(visible(entry.value as JsonObject));
      await store.commit(
        at.within && at.within.scope.property === undefined ? unlinked(at) : await removals(at, new Set()),
      );
      return visible(entry.value as JsonObject);
    },
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
    if (!(await keyCountersOf(store, path))) return [];
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
