// The rules of a collection: its items have keys, live under the items of others, and come and go in one commit with all
// that lives under them.

import type { Contract } from '../contract/contract.ts';
import { wordsOfName } from '../contract/names.ts';
import { propertyPlaces, sameValuePlaces } from '../contract/schema-places.ts';
import { textShapeOf, valueOfText } from '../contract/text-shape.ts';
import { HttpError } from '../errors/http-error.ts';
import { valueAt } from '../json/pointer.ts';
import { type Json, type JsonObject, setMember } from '../json/value.ts';
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
import { highestOf, isKey, keyOf, keyValue, newKey, withKey } from './keys.ts';
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
  hideWriteOnly,
  inDeclaredOrder,
  MAX_ATTEMPTS,
  normalize,
} from './write-rules.ts';

/** A collection in one world, at all its addresses. */
export interface OpenCollection {
  list(at: Address): Promise<readonly JsonObject[]>;
  /** @throws HttpError RESOURCE_NOT_FOUND */
  read(at: Address): Promise<JsonObject>;
  create(at: Address, body: JsonObject, kept?: JsonObject): Promise<Created<JsonObject>>;
  change(at: Address, request: ChangeRequest, kept?: JsonObject, guard?: Precondition): Promise<JsonObject>;
  replace(at: Address, body: JsonObject, options: ReplaceOptions): Promise<Replaced<JsonObject>>;
  remove(at: Address, guard?: Precondition): Promise<JsonObject>;
  /** Whether the item is there. */
  has(at: Address): Promise<boolean>;
  /**
   * What is to be deleted with an item, or with all items at an address, everything under them included.
   * @param seen the keys that are among them already
   */
  removals(at: Address, seen: Set<string>): Promise<Change[]>;
}

interface CollectionOptions {
  readonly contract: Contract;
  readonly resource: Collection;
  readonly context: ResourceContext;
  readonly isControlInformation: (member: string) => boolean;
  /** The other resources of the same world. */
  readonly opened: (resource: Collection) => OpenCollection;
}

/** All collections of one contract in one world, each opened when it is first asked for. */
export function openCollections(
  contract: Contract,
  isControl: (member: string) => boolean,
  around: ResourceContext,
): (resource: Collection) => OpenCollection {
  const collections = new Map<Collection, OpenCollection>();
  const opened = (resource: Collection): OpenCollection => {
    const collection =
      collections.get(resource) ??
      openCollection({ contract, resource, context: around, isControlInformation: isControl, opened });
    collections.set(resource, collection);
    return collection;
  };
  return opened;
}

function openCollection(options: CollectionOptions): OpenCollection {
  const { contract, resource, context, isControlInformation, opened } = options;
  const { store, clock, seed } = context;
  const { properties, schema, changedAt, createdAt, key: keys, parent } = resource;
  const shown = hideWriteOnly(properties);
  const written = applyBody(properties, isControlInformation);
  const parentMember = resource.parentProperty;

  const folderOf = (at: Address) => concretePath(resource.path, at.owners);
  const parentKey = (at: Address) => at.owners.at(-1) as string;

  /** Everything above exists, and the folder has had its first state. */
  const openFolder = async (at: Address): Promise<string> => {
    if (parent) await opened(parent).read(parentAddress(parent, at.owners));
    if (at.within) await opened(at.within.scope.parent).read(parentAddress(at.within.scope.parent, at.within.owners));
    const folder = folderOf(at);
    if (!(await keyCountersOf(store, folder))) await seedFolder(at, folder);
    return folder;
  };

  const seedFolder = async (at: Address, folder: string): Promise<void> => {
    const parents = await parentsOfScopes();
    const given = (ordinal: number): JsonObject => {
      const named: Record<string, Json> = {};
      if (parent) setOwner(named, parentMember, parentKey(at));
      for (const { member, keys: known } of parents) {
        const one = known[ordinal % known.length];
        if (one !== undefined && !isGiven(folder)) setOwner(named, member, one);
      }
      return named;
    };
    const first = { contract, collection: resource, around: context, path: folder, given };
    const comesAsked = resource.open && !isGiven(folder);
    const items = comesAsked ? new Map<string, JsonObject>() : await initialItems(first);
    const puts = [...items].map(([key, item]): Change => {
      return { kind: 'put', key: storeKey(folder, key), value: inDeclaredOrder(item, properties), expected: 0 };
    });
    const links = parents.flatMap(({ member, path, keys: known }) =>
      member === undefined && known.length > 0
        ? [...items.keys()].map((key, index): Change => {
            const owner = concretePath(path, [known[index % known.length] as string]);
            return { kind: 'put', key: linkKey(owner, key), value: true };
          })
        : [],
    );
    const seen = { added: items.size, highest: highestOf(items.keys()) };
    await store.commit([keyCountersChange(folder, undefined, seen), ...puts, ...links]);
  };

  const isGiven = (folder: string) => context.scenario.has(folder);

  /** The items that the nested paths of this collection may belong to, so that made-up ones belong to somebody. */
  const parentsOfScopes = async () => {
    const found: { member: string | undefined; path: string; keys: string[] }[] = [];
    for (const { property, path, parent: owner } of resource.scopes()) {
      if (owner.path.includes('{}') || !precedes(owner, resource)) continue;
      const items = await opened(owner).list({ owners: [] });
      found.push({ member: property, path, keys: items.flatMap((item) => keyOf(owner, item) ?? []) });
    }
    return found;
  };

  /** Sets the member that names an owner, where the member can say the owner's key. */
  const setOwner = (item: Record<string, Json>, member: string | undefined, key: string): void => {
    const place = member === undefined ? undefined : propertyPlaces(contract.document, schema).get(member);
    if (member === undefined || place === undefined) return;
    const value = valueOfText(key, textShapeOf(contract.document, valueAt(contract.document, place)));
    if (contract.validator('response', place)(value).length === 0) setMember(item, member, value);
  };

  const unknown = (at: Address, known: readonly string[]) => {
    const what = wordsOfName(resource.name);
    const some = known.slice(0, 5).join(', ');
    const more = known.length > 5 ? ', …' : '';
    return new HttpError({
      code: 'RESOURCE_NOT_FOUND',
      message: `There is no ${what} ${at.key} in ${folderOf(at)}; ${known.length === 0 ? 'it is empty' : `there are ${some}${more}`}.`,
    });
  };

  const entryAt = async (at: Address): Promise<Entry | undefined> => {
    const folder = await openFolder(at);
    const key = storeKey(folder, at.key);
    const entry = (await store.get(key)) ?? (resource.open ? await openItem(at, folder, key) : undefined);
    if (!entry || !at.within) return entry;
    return (await belongs(at, entry)) ? entry : undefined;
  };

  /** An item of an open collection is made when it is first asked for, and never again once it is deleted. */
  const openItem = async (at: Address, folder: string, key: string): Promise<Entry | undefined> => {
    if (isGiven(folder) || (await keyCountersOf(store, key))) return undefined;
    const named: Record<string, Json> = {};
    if (parent) setOwner(named, parentMember, parentKey(at));
    const first = { contract, collection: resource, around: context, path: folder, given: () => named };
    const examples = await initialItems({
      ...first,
      collection: { ...resource, key: { ...keys, documented: [] } },
      around: { ...context, count: 0 },
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
    const made = await sampledItem(first, 0, key);
    const named = keys.property === undefined ? undefined : made[keys.property];
    return example && named !== undefined ? withKey(resource, example, named as string | number) : (example ?? made);
  };

  const belongs = async (at: Address, { value }: Pick<Entry, 'value'>, key = at.key): Promise<boolean> => {
    const { scope, owners } = at.within as NonNullable<Address['within']>;
    const owner = owners.at(-1) as string;
    if (scope.property !== undefined) return String((value as JsonObject)[scope.property]) === owner;
    return (await store.get(linkKey(concretePath(scope.path, owners), key as string))) !== undefined;
  };

  const found = async (at: Address): Promise<Entry> => {
    const entry = await entryAt(at);
    if (entry) return entry;
    throw unknown(
      at,
      (await listed(at)).map(([key]) => itemOfKey(key)),
    );
  };

  const listed = async (at: Address): Promise<StoredEntries> => {
    const all = await store.list(await openFolder(at));
    if (!at.within) return all;
    const owned = await Promise.all(all.map(([key, entry]) => belongs(at, entry, itemOfKey(key))));
    return all.filter((_, index) => owned[index]);
  };

  const settled = (item: JsonObject, path: string, whole = false) =>
    normalize({ contract, resource, shown, seed, whole }, item, path);

  let defaults: readonly (readonly [string, Json])[] | undefined;
  const defaulted = (item: Record<string, Json>): void => {
    defaults ??= defaultsIn(contract, schema);
    for (const [name, value] of defaults) if (!Object.hasOwn(item, name)) setMember(item, name, value);
  };

  const lists = new WeakMap<StoredEntries, readonly JsonObject[]>();
  /** The same list as long as the folder is the same. */
  const shownList = (entries: StoredEntries): readonly JsonObject[] => {
    const list = lists.get(entries) ?? Object.freeze(entries.map(([, { value }]) => shown(value as JsonObject)));
    lists.set(entries, list);
    return list;
  };

  const stamp = (
    item: Record<string, Json>,
    kept: JsonObject | undefined,
    ...names: readonly (string | undefined)[]
  ) => {
    for (const name of names) if (name !== undefined) setMember(item, name, clock.timestamp());
    if (kept) Object.assign(item, kept);
  };

  const linking = (at: Address, key: string): Change[] => {
    if (!at.within || at.within.scope.property !== undefined) return [];
    return [{ kind: 'put', key: linkKey(concretePath(at.within.scope.path, at.within.owners), key), value: true }];
  };

  const outrun = (at: Address) => new Error(`${folderOf(at)} was changed by others ${MAX_ATTEMPTS} times in a row`);

  /** What comes with a new item: its collections, which are empty, and whom it belongs to. */
  const added = (at: Address, key: string): Change[] => [
    ...resource
      .children()
      .filter(({ kind }) => kind === 'collection')
      .map(({ path }) => keyCountersOpened(concretePath(path, [...at.owners, key]))),
    ...linking(at, key),
  ];

  return {
    async list(at) {
      return shownList(await listed(at));
    },
    async read(at) {
      return shown((await found(at)).value as JsonObject);
    },
    async has(at) {
      return (await entryAt(at)) !== undefined;
    },
    async create(at, body, kept) {
      const folder = await openFolder(at);
      const own: Record<string, Json> = {};
      for (const [name, value] of Object.entries(body)) if (written.takes(name)) setMember(own, name, value);
      defaulted(own);
      if (parent) setOwner(own, parentMember, parentKey(at));
      if (at.within) setOwner(own, at.within.scope.property, at.within.owners.at(-1) as string);
      stamp(own, kept, createdAt, changedAt);
      // A key that no path could ask for is none: the item gets one that can be found.
      const said = keyOf(resource, own);
      const given = said !== undefined && isKey(contract, resource, said) ? said : undefined;
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const ledger = await keyCountersOf(store, folder);
        const { added: ordinal = 0, highest = 0 } = ledger ?? {};
        const there = given === undefined ? undefined : await store.get(storeKey(folder, given));
        const links = linking(at, given ?? '');
        // What is there already and does not say whom it belongs to can come to belong to one more.
        if (there && links.length > 0 && (await store.commit(links))) {
          return { representation: shown(there.value as JsonObject), key: given as string };
        }
        if (there) throw exists(resource, folder, given as string);
        const taken = async (name: string) => (await store.get(storeKey(folder, name))) !== undefined;
        const place = { contract, collection: resource, around: context, path: folder };
        const key = given ?? (await newKey(place, { ordinal, highest, taken }));
        const item = await settled(
          given === undefined ? withKey(resource, own, key) : own,
          `${folder} ${ordinal}`,
          true,
        );
        const seen = { added: ordinal + 1, highest: Math.max(highest, highestOf([String(key)])) };
        const changes: Change[] = [
          keyCountersChange(folder, ledger, seen),
          { kind: 'put', key: storeKey(folder, String(key)), value: item, expected: 0 },
          ...added(at, String(key)),
        ];
        if (await store.commit(changes)) return { representation: shown(item), key: String(key) };
      }
      throw outrun(at);
    },
    async change(at, request, kept, guard) {
      const changes = acceptsAny(request, written);
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const { value, revision } = await found(at);
        guard?.(shown(value as JsonObject));
        if (!changes) return shown(value as JsonObject);
        const merged = applyPatch(value as JsonObject, request, written);
        keepKey(merged, value as JsonObject);
        stamp(merged, kept, changedAt);
        const next = await settled(merged, storeKey(folderOf(at), at.key));
        const key = storeKey(folderOf(at), at.key);
        if (await store.commit([{ kind: 'put', key, value: next, expected: revision }])) return shown(next);
      }
      throw outrun(at);
    },
    async replace(at, body, { serverValues, guard, upsert = false }) {
      for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
        const entry = upsert ? await entryAt(at) : await found(at);
        const before = entry?.value as JsonObject | undefined;
        guard?.(before && shown(before));
        const next: Record<string, Json> = {};
        for (const [name, value] of Object.entries(body)) if (written.takes(name)) setMember(next, name, value);
        for (const [name, value] of Object.entries(before ?? {})) {
          if (!written.takes(name) || properties.writeOnly.has(name))
            if (!Object.hasOwn(next, name)) setMember(next, name, value);
        }
        defaulted(next);
        if (before) keepKey(next, before);
        else {
          const said = keyValue(contract, resource, at.key as string);
          if (keys.property !== undefined && said !== undefined) setMember(next, keys.property, said);
        }
        stamp(next, serverValues as JsonObject | undefined, changedAt, before ? undefined : createdAt);
        const key = storeKey(folderOf(at), at.key);
        const item = await settled(next, key, true);
        const rest = entry ? [] : [keyCountersOpened(key), ...added(at, at.key as string)];
        const put: Change = { kind: 'put', key, value: item, expected: entry?.revision ?? 0 };
        if (await store.commit([put, ...rest])) return { representation: shown(item), created: entry === undefined };
      }
      throw outrun(at);
    },
    async remove(at, guard) {
      const entry = await found(at);
      guard?.(shown(entry.value as JsonObject));
      await store.commit(
        at.within && at.within.scope.property === undefined ? unlinked(at) : await removals(at, new Set()),
      );
      return shown(entry.value as JsonObject);
    },
    removals,
  };

  /** What belongs to several is not deleted with one of them; it only belongs to that one no more. */
  function unlinked({ within, key }: Address): Change[] {
    if (!within) return [];
    return [{ kind: 'delete', key: linkKey(concretePath(within.scope.path, within.owners), key as string) }];
  }

  async function removals(at: Address, seen: Set<string>): Promise<Change[]> {
    const folder = folderOf(at);
    const names = at.key === undefined ? (await listed(at)).map(([key]) => itemOfKey(key)) : [at.key];
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
        changes.push(...(await opened(other).removals({ owners: [], within: { scope, owners } }, seen)));
      }
    }
    return changes;
  }

  async function removalsUnder(child: Resource, owners: readonly string[], seen: Set<string>): Promise<Change[]> {
    const path = concretePath(child.path, owners);
    if (child.kind === 'singleton')
      return [{ kind: 'delete', key: storeKey(path) }, keyCountersDropped(storeKey(path))];
    if (!(await keyCountersOf(store, path))) return [];
    return [...(await opened(child).removals({ owners }, seen)), keyCountersDropped(path)];
  }

  /** The key is the server's: what a body says of it is not taken. */
  function keepKey(next: Record<string, Json>, before: JsonObject): void {
    if (keys.property !== undefined && Object.hasOwn(before, keys.property))
      setMember(next, keys.property, before[keys.property] as Json);
  }
}

/** Whether one collection has its first state before another: of those that belong to each other, the first by path. */
function precedes(one: Collection, other: Collection): boolean {
  return one !== other && (one.path < other.path || !belongsTo(one, other, new Set()));
}

function belongsTo(one: Collection, other: Collection, seen: Set<Collection>): boolean {
  if (seen.has(one)) return false;
  seen.add(one);
  return one.scopes().some(({ parent }) => parent === other || belongsTo(parent, other, seen));
}

function exists({ name }: Collection, folder: string, key: string): HttpError {
  return new HttpError({
    code: 'RESOURCE_EXISTS',
    message: `There is a ${wordsOfName(name)} ${key} in ${folder} already.`,
  });
}

/** The default values that a schema gives for members of an item. */
function defaultsIn({ document }: Contract, schema: string): readonly (readonly [string, Json])[] {
  return [...propertyPlaces(document, schema)].flatMap(([name, place]) => {
    const given = sameValuePlaces(document, place).find(({ value }) => value.default !== undefined);
    return given ? [[name, given.value.default as Json] as const] : [];
  });
}
