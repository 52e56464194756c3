// Creates, changes and replaces items of a collection. Each write is one commit with everything that comes with it.
import type { Contract } from '../../contract/contract.ts';
import { wordsOfName } from '../../contract/operation/names.ts';
import { propertyPlaces, sameValuePlaces } from '../../contract/schema/schema-places.ts';
import { HttpError } from '../../errors/http-error.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import { type Json, type JsonObject, setProperty } from '../../json/value.ts';
import type { Change, Entry } from '../../store/store.ts';
import type { Collection } from '../infer/resource.ts';
import { type CollectionInWorld, folderAt } from './collection-in-world.ts';
import { entryAt, findEntry } from './find-items.ts';
import { openFolder, setOwner } from './folders.ts';
import {
  concretePath,
  keyCountersChange,
  keyCountersOf,
  keyCountersOpened,
  linkKey,
  storeKey,
} from './key-counters.ts';
import { isKey, keyOf, keyValue, newKey, numberOf } from './keys.ts';
import type { Address, ChangeRequest, Created, Precondition, Replaced, ReplaceOptions } from './repository.ts';
import { acceptsAny, applyPatch, normalize, untilCommitted } from './write-rules.ts';

/** Adds an item. @throws HttpError RESOURCE_EXISTS, STATE_INVALID */
export function createItem(
  collection: CollectionInWorld,
  at: Address,
  body: JsonObject,
  serverValues: JsonObject | undefined,
): Eventually<Created<JsonObject>> {
  const { contract, resource } = collection;
  return whenKnown(openFolder(collection, at), (folder) => {
    const own = writtenBy(collection, body);
    setDefaults(collection, own);
    if (resource.parent) setOwner(collection, own, resource.parentProperty, at.owners.at(-1) as string);
    if (at.within) setOwner(collection, own, at.within.scope.property, at.within.owners.at(-1) as string);
    setServerValues(collection, own, serverValues, resource.createdAt, resource.changedAt);
    // A key that no path can contain is not used: the item gets a key under which it can be found.
    const bodyKey = keyOf(resource, own);
    const ownKey = bodyKey !== undefined && isKey(contract, resource, bodyKey) ? bodyKey : undefined;
    return untilCommitted(folder, () => createIn(collection, at, { folder, own, ownKey }));
  });
}

/** The properties of a new item, and the key that the client gives it. */
interface NewItem {
  readonly folder: string;
  readonly own: Record<string, Json>;
  readonly ownKey: string | undefined;
}

/** Creates an item. Undefined if another request was faster. */
function createIn(
  collection: CollectionInWorld,
  at: Address,
  { folder, own, ownKey }: NewItem,
): Eventually<Created<JsonObject> | undefined> {
  const { contract, resource, context, visible } = collection;
  const { store } = context;
  const counters = keyCountersOf(store, folder);
  const existing = ownKey === undefined ? undefined : store.get(storeKey(folder, ownKey));
  if (existing) return linkExisting(collection, at, ownKey as string, existing);
  const { added: ordinal = 0, highest = 0 } = counters ?? {};
  const isTaken = (name: string) => store.get(storeKey(folder, name)) !== undefined;
  const place = { contract, collection: resource, context, path: folder };
  return whenKnown(ownKey ?? newKey(place, { ordinal, highest, isTaken }), (key) => {
    if (ownKey === undefined && resource.key.property !== undefined) setProperty(own, resource.key.property, key);
    return whenKnown(normalized(collection, own, `${folder} ${ordinal}`, true), (item) => {
      const nextCounters = { added: ordinal + 1, highest: Math.max(highest, numberOf(String(key))) };
      const changes: Change[] = [
        keyCountersChange(folder, counters, nextCounters),
        { kind: 'put', key: storeKey(folder, String(key)), value: item, expected: 0 },
        ...added(collection, at, String(key)),
      ];
      return whenKnown(store.commit(changes), (committed) =>
        committed ? { representation: visible(item), key: String(key) } : undefined,
      );
    });
  });
}

/** An existing item without an owner property can get one more owner. @throws HttpError RESOURCE_EXISTS */
function linkExisting(
  collection: CollectionInWorld,
  at: Address,
  key: string,
  existing: Entry,
): Eventually<Created<JsonObject> | undefined> {
  const links = linksTo(at, key);
  if (links.length === 0) throw alreadyExists(collection.resource, folderAt(collection, at), key);
  return whenKnown(collection.context.store.commit(links), (committed) =>
    committed ? { representation: shown(collection, existing), key } : undefined,
  );
}

function alreadyExists({ name }: Collection, folder: string, key: string): HttpError {
  return new HttpError({
    code: 'RESOURCE_EXISTS',
    message: `The ${wordsOfName(name)} ${key} already exists in ${folder}.`,
  });
}

/** The changes that come with a new item: its empty collections and the link to its owner. */
function added({ resource }: CollectionInWorld, at: Address, key: string): Change[] {
  const children = resource.children();
  if (children.length === 0) return linksTo(at, key);
  return [
    ...children
      .filter(({ kind }) => kind === 'collection')
      .map(({ path }) => keyCountersOpened(concretePath(path, [...at.owners, key]))),
    ...linksTo(at, key),
  ];
}

function linksTo(at: Address, key: string): Change[] {
  if (!at.within || at.within.scope.property !== undefined) return [];
  return [{ kind: 'put', key: linkKey(concretePath(at.within.scope.path, at.within.owners), key), value: true }];
}

interface ChangeOptions {
  readonly serverValues: JsonObject | undefined;
  readonly guard: Precondition | undefined;
}

/** Applies a change to an item. @throws HttpError RESOURCE_NOT_FOUND, STATE_INVALID, PATCH_CONFLICT */
export function changeItem(
  collection: CollectionInWorld,
  at: Address,
  request: ChangeRequest,
  { serverValues, guard }: ChangeOptions,
): Eventually<JsonObject> {
  const changes = acceptsAny(request, collection.writable);
  return untilCommitted(folderAt(collection, at), () =>
    whenKnown(findEntry(collection, at), (entry) => {
      const before = shown(collection, entry);
      guard?.(before);
      return changes ? changed(collection, at, { entry, request, serverValues }) : before;
    }),
  );
}

interface ChangeOfEntry {
  readonly entry: Entry;
  readonly request: ChangeRequest;
  readonly serverValues: JsonObject | undefined;
}

/** The changed item. Undefined if another request was faster. */
function changed(
  collection: CollectionInWorld,
  at: Address,
  { entry: { value, revision }, request, serverValues }: ChangeOfEntry,
): Eventually<JsonObject | undefined> {
  const { contract, resource, context, visible, writable } = collection;
  const merged = applyPatch(value as JsonObject, request, { writable, limits: contract.limits });
  keepKey(collection, merged, value as JsonObject);
  setServerValues(collection, merged, serverValues, resource.changedAt);
  const key = storeKey(folderAt(collection, at), at.key);
  return whenKnown(normalized(collection, merged, key), (next) =>
    whenKnown(context.store.commit([{ kind: 'put', key, value: next, expected: revision }]), (committed) =>
      committed ? visible(next) : undefined,
    ),
  );
}

/** Replaces an item, or creates it if `upsert` is set. @throws HttpError RESOURCE_NOT_FOUND, STATE_INVALID */
export function replaceItem(
  collection: CollectionInWorld,
  at: Address,
  body: JsonObject,
  { serverValues, guard, upsert = false }: ReplaceOptions,
): Eventually<Replaced<JsonObject>> {
  return untilCommitted(folderAt(collection, at), () =>
    whenKnown(upsert ? entryAt(collection, at) : findEntry(collection, at), (entry) => {
      guard?.(entry && shown(collection, entry));
      return replacement(collection, at, { entry, body, serverValues: serverValues as JsonObject | undefined });
    }),
  );
}

interface Replacement {
  readonly entry: Entry | undefined;
  readonly body: JsonObject;
  readonly serverValues: JsonObject | undefined;
}

/** The replaced item. Undefined if another request was faster. */
function replacement(
  collection: CollectionInWorld,
  at: Address,
  { entry, body, serverValues }: Replacement,
): Eventually<Replaced<JsonObject> | undefined> {
  const { resource, context, visible } = collection;
  const before = entry?.value as JsonObject | undefined;
  const next = writtenBy(collection, body);
  if (before) keepServerValues(collection, next, before);
  setDefaults(collection, next);
  if (before) keepKey(collection, next, before);
  else setKeyOfPath(collection, next, at.key as string);
  setServerValues(collection, next, serverValues, resource.changedAt, before ? undefined : resource.createdAt);
  const key = storeKey(folderAt(collection, at), at.key);
  return whenKnown(normalized(collection, next, key, true), (item) => {
    const newItemChanges = entry ? [] : [keyCountersOpened(key), ...added(collection, at, at.key as string)];
    const put: Change = { kind: 'put', key, value: item, expected: entry?.revision ?? 0 };
    return whenKnown(context.store.commit([put, ...newItemChanges]), (committed) =>
      committed ? { representation: visible(item), created: entry === undefined } : undefined,
    );
  });
}

/** The representation of a stored item. */
export function shown({ visible }: CollectionInWorld, { value }: Entry): JsonObject {
  return visible(value as JsonObject);
}

/** The properties of a body that it can write. */
function writtenBy({ writable }: CollectionInWorld, body: JsonObject): Record<string, Json> {
  const written: Record<string, Json> = {};
  for (const name in body) if (writable.takes(name)) setProperty(written, name, body[name] as Json);
  return written;
}

/** Keeps the properties that a replacement cannot contain, and those that no client can read. */
function keepServerValues(
  { resource, writable }: CollectionInWorld,
  next: Record<string, Json>,
  before: JsonObject,
): void {
  for (const [name, value] of Object.entries(before)) {
    const isKept = !writable.takes(name) || resource.properties.writeOnly.has(name);
    if (isKept && !Object.hasOwn(next, name)) setProperty(next, name, value);
  }
}

/** The server owns the key. A body cannot change it. */
function keepKey({ resource: { key } }: CollectionInWorld, next: Record<string, Json>, before: JsonObject): void {
  if (key.property !== undefined && Object.hasOwn(before, key.property))
    setProperty(next, key.property, before[key.property] as Json);
}

function setKeyOfPath({ contract, resource }: CollectionInWorld, next: Record<string, Json>, text: string): void {
  const value = keyValue(contract, resource, text);
  if (resource.key.property !== undefined && value !== undefined) setProperty(next, resource.key.property, value);
}

function setServerValues(
  { context }: CollectionInWorld,
  item: Record<string, Json>,
  serverValues: JsonObject | undefined,
  ...times: readonly (string | undefined)[]
): void {
  for (const name of times) if (name !== undefined) setProperty(item, name, context.clock.timestamp());
  if (serverValues) Object.assign(item, serverValues);
}

function setDefaults({ contract, resource }: CollectionInWorld, item: Record<string, Json>): void {
  for (const [name, value] of defaultsOf(contract, resource))
    if (!Object.hasOwn(item, name)) setProperty(item, name, value);
}

type Defaults = readonly (readonly [string, Json])[];

const defaults = new WeakMap<Collection, Defaults>();

/** The default values of an item's properties in its schema, read once. */
function defaultsOf({ document }: Contract, collection: Collection): Defaults {
  const known = defaults.get(collection);
  if (known) return known;
  const found = [...propertyPlaces(document, collection.schema)].flatMap(([name, place]) => {
    const holder = sameValuePlaces(document, place).find(({ value }) => value.default !== undefined);
    return holder ? [[name, holder.value.default as Json] as const] : [];
  });
  defaults.set(collection, found);
  return found;
}

function normalized(
  { contract, resource, visible, context }: CollectionInWorld,
  item: JsonObject,
  path: string,
  fillMissing = false,
): Eventually<JsonObject> {
  return normalize({ contract, resource, visible, seed: context.seed, fillMissing }, item, path);
}
