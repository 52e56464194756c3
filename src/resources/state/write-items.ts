// Creates, changes and replaces items of a collection. Each write is one commit with everything that comes with it.
import type { Contract } from '../../contract/contract.ts';
import { wordsOfName } from '../../contract/operation/names.ts';
import { propertyPlaces } from '../../contract/schema/schema-places.ts';
import { sentenceOf } from '../../contract/validation/violations.ts';
import { HttpError } from '../../errors/http-error.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { PropertyFilter } from '../../json/merge.ts';
import { appendTokens } from '../../json/pointer.ts';
import { type Json, type JsonObject, setProperty } from '../../json/value.ts';
import type { Change, Entry } from '../../store/store.ts';
import type { Collection } from '../infer/resource.ts';
import { type ChangeOptions, type CollectionInWorld, type CreateOptions, folderAt } from './collection-in-world.ts';
import { defaultAt, withCreationValues } from './creation-values.ts';
import { embeddedIn, isFilled } from './embedded.ts';
import { entryAt, findEntry } from './find-items.ts';
import { openFolder, setOwner, setOwners } from './folders.ts';
import { withInnerIds } from './inner-ids.ts';
import {
  concretePath,
  keyCountersChange,
  keyCountersOf,
  keyCountersOpened,
  linkKey,
  storeKey,
} from './key-counters.ts';
import { isKey, keyOf, keyValue, keyValueIn, newKey, numberOf, withKey } from './keys.ts';
import type { Ownership } from './ownership.ts';
import { related } from './references.ts';
import { listsWritten } from './remove-items.ts';
import {
  type Address,
  basisOf,
  type ChangeRequest,
  type Created,
  type Creation,
  type Precondition,
  type Replaced,
  type ReplaceOptions,
} from './repository.ts';
import { setStatusTimes } from './status-times.ts';
import {
  acceptsAny,
  applyPatch,
  keepOwned,
  NO_CHANGE,
  type NormalizeOptions,
  normalize,
  type OperationRules,
  setChangeTimes,
  untilCommitted,
  writtenBy,
} from './write-rules.ts';

/** Adds an item. @throws HttpError RESOURCE_EXISTS, STATE_INVALID */
export function createItem(
  collection: CollectionInWorld,
  at: Address,
  body: JsonObject,
  { serverValues, creation }: CreateOptions,
): Eventually<Created<JsonObject>> {
  const { contract, resource, rules } = collection;
  return whenKnown(openFolder(collection, at), (folder) => {
    const own = writtenBy(body, rules.of(creation?.ownership).writable);
    setDefaults(collection, own);
    setOwners(collection, own, at.owners);
    if (at.within) setOwner(collection, own, at.within.scope.property, at.within.owners.at(-1) as string);
    setServerValues(collection, own, serverValues, resource.createdAt, resource.changedAt);
    // A key that no path can contain is not used: the item gets a key under which it can be found.
    refuseInexactKey(resource, own);
    const bodyKey = keyOf(resource, own);
    const ownKey = bodyKey !== undefined && isKey(contract, resource, bodyKey) ? bodyKey : undefined;
    return untilCommitted(folder, () => createIn(collection, at, { folder, own, ownKey, creation }));
  });
}

/** @throws HttpError BODY_INVALID for an integer that a number cannot express exactly, so that the key would be another one */
function refuseInexactKey(resource: Collection, item: JsonObject): void {
  const value = keyValueIn(resource, item);
  if (typeof value !== 'number' || !Number.isInteger(value) || Number.isSafeInteger(value)) return;
  const rule = value > 0 ? 'maximum' : 'minimum';
  const limit =
    value > 0 ? `at most ${Number.MAX_SAFE_INTEGER} (2^53 - 1)` : `at least ${Number.MIN_SAFE_INTEGER} (-2^53 + 1)`;
  const violation = { pointer: appendTokens('', ...resource.key.path), rule, message: `must be ${limit}` };
  const message = `${sentenceOf(violation, 'body')} JSON numbers beyond it are not exact.`;
  throw new HttpError({ code: 'BODY_INVALID', message, violations: [violation] });
}

/** The properties of a new item, and the key that the client gives it. */
interface NewItem {
  readonly folder: string;
  readonly own: Record<string, Json>;
  readonly ownKey: string | undefined;
  readonly creation: Creation | undefined;
}

/** Creates an item. Undefined if another request was faster. */
function createIn(
  collection: CollectionInWorld,
  at: Address,
  { folder, own, ownKey, creation }: NewItem,
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
    if (key === undefined) throw allKeysInUse(resource, folder);
    const keyed = ownKey === undefined ? withKey(resource, own, key) : own;
    const itemPlace = { folder, place: `${folder} ${ordinal}`, key: String(key) };
    return whenKnown(newItem(collection, keyed, itemPlace, creation), (generated) => {
      const item = withFreeKey(resource, generated, key, isTaken);
      const stored = keyOf(resource, item) ?? String(key);
      const nextCounters = { added: ordinal + 1, highest: Math.max(highest, numberOf(stored)) };
      const changes: Change[] = [
        keyCountersChange(folder, counters, nextCounters),
        { kind: 'put', key: storeKey(folder, stored), value: item, expected: 0 },
        ...added(collection, at, stored, item),
      ];
      return whenKnown(store.commit(changes, at.exchange), (committed) =>
        committed ? { representation: visible(item), key: stored } : undefined,
      );
    });
  });
}

/** An item whose key is not valid gets another one, which can be in use. Then it keeps the key that is not valid. */
function withFreeKey(
  resource: Collection,
  item: JsonObject,
  key: string | number,
  isTaken: (key: string) => boolean,
): JsonObject {
  const stored = keyOf(resource, item);
  return stored === undefined || stored === String(key) || !isTaken(stored) ? item : withKey(resource, item, key);
}

interface NewItemPlace {
  readonly folder: string;
  /** What distinguishes the item from others. */
  readonly place: string;
  readonly key: string;
}

/** The state of a new item, with the values that the server sets. */
function newItem(
  collection: CollectionInWorld,
  own: JsonObject,
  { folder, place, key }: NewItemPlace,
  creation: Creation | undefined,
): Eventually<JsonObject> {
  if (!creation) return normalized(collection, own, place, WHOLE);
  const { contract, resource, context, visible, rules } = collection;
  const facts = {
    contract,
    collection: resource,
    clock: context.clock,
    basis: basisOf(context),
    place,
    visible,
    link: () => creation.linkTo(key),
    items: () => context.store.list(folder).map(([, { value }]) => value as JsonObject),
  };
  const canSum = (name: string) => !Object.hasOwn(own, name);
  return whenKnown(withCreationValues(facts, own, rules.of(creation.ownership).creation), (item) =>
    whenKnown(
      related(collection, resource.references(), item, {
        sent: own,
        canSum,
        mustExist: resource.whole() !== undefined,
      }),
      (whole) => normalized(collection, whole, place, WHOLE),
    ),
  );
}

/** The document lists the keys of the collection, and each has an item. */
function allKeysInUse({ name }: Collection, folder: string): HttpError {
  return new HttpError({
    code: 'RESOURCE_EXISTS',
    message: `Each key that the document allows for a ${wordsOfName(name)} already exists in ${folder}. Delete one first.`,
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
  return whenKnown(collection.context.store.commit(links, at.exchange), (committed) =>
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
function added({ contract, resource }: CollectionInWorld, at: Address, key: string, item: JsonObject): Change[] {
  const children = resource.children();
  if (children.length === 0) return linksTo(at, key);
  // A list that the new item contains is the initial state of the collection below it.
  const given = embeddedIn(contract.document, resource).filter(({ property }) => isFilled(item[property]));
  return [
    ...children
      .filter((child) => child.kind === 'collection' && !given.some((one) => one.child === child))
      .map(({ path }) => keyCountersOpened(concretePath(path, [...at.owners, key]))),
    ...linksTo(at, key),
  ];
}

function linksTo(at: Address, key: string): Change[] {
  if (!at.within || at.within.scope.property !== undefined) return [];
  return [{ kind: 'put', key: linkKey(concretePath(at.within.scope.path, at.within.owners), key), value: true }];
}

/** Applies a change to an item. @throws HttpError RESOURCE_NOT_FOUND, STATE_INVALID, PATCH_CONFLICT */
export function changeItem(
  collection: CollectionInWorld,
  at: Address,
  request: ChangeRequest,
  { serverValues, guard, ownership }: ChangeOptions,
): Eventually<JsonObject> {
  const rules = collection.rules.of(ownership);
  const changes = acceptsAny(request, rules.writable);
  return untilCommitted(folderAt(collection, at), () =>
    whenKnown(findEntry(collection, at), (entry) => {
      const before = shown(collection, entry);
      guard?.(before);
      return changes ? changed(collection, at, { entry, request, serverValues, rules }) : before;
    }),
  );
}

/** Sets properties of an item as the server does. @throws HttpError RESOURCE_NOT_FOUND, STATE_INVALID */
export function setItem(
  collection: CollectionInWorld,
  at: Address,
  serverValues: JsonObject,
  guard?: Precondition,
): Eventually<JsonObject> {
  return untilCommitted(folderAt(collection, at), () =>
    whenKnown(findEntry(collection, at), (entry) => {
      guard?.(shown(collection, entry));
      return changed(collection, at, { entry, request: NO_CHANGE, serverValues, rules: collection.rules.of() });
    }),
  );
}

interface ChangeOfEntry {
  readonly entry: Entry;
  readonly request: ChangeRequest;
  readonly serverValues: JsonObject | undefined;
  readonly rules: OperationRules;
}

/** The changed item. Undefined if another request was faster. */
function changed(
  collection: CollectionInWorld,
  at: Address,
  {
    entry: { value, revision },
    request,
    serverValues,
    rules: { writable, changeTimes, statusTimes, ownership },
  }: ChangeOfEntry,
): Eventually<JsonObject | undefined> {
  const { contract, resource, context, visible } = collection;
  const before = value as JsonObject;
  const merged = applyPatch(before, request, { writable, contract });
  setChangeTimes(merged, { before, clock: context.clock, times: changeTimes });
  setStatusTimes(merged, statusTimes, { before, clock: context.clock });
  keepKey(collection, merged, before);
  setServerValues(collection, merged, serverValues, resource.changedAt);
  const key = storeKey(folderAt(collection, at), at.key);
  return whenKnown(normalizedChange(collection, merged, { before, key, ownership, sent: request.body }), (next) =>
    whenKnown(listsWritten(collection, [...at.owners, at.key as string], { before, next }), (lists) =>
      whenKnown(
        context.store.commit([{ kind: 'put', key, value: next, expected: revision }, ...lists], at.exchange),
        (committed) => (committed ? visible(next) : undefined),
      ),
    ),
  );
}

interface ChangedFrom {
  readonly before: JsonObject;
  readonly key: string;
  readonly ownership: Ownership;
  /** The body of the change. */
  readonly sent: Json | undefined;
}

/** The changed item, with what the changed properties take from other items. */
function normalizedChange(
  collection: CollectionInWorld,
  merged: JsonObject,
  { before, key, ownership, sent }: ChangedFrom,
): Eventually<JsonObject> {
  const references = collection.resource.references();
  if (!references) return normalized(collection, merged, key, { sent });
  const changed = new Set(Object.keys(merged).filter((name) => merged[name] !== before[name]));
  const canSum = (name: string) => ownership.owned.has(name);
  const item = related(collection, references, merged, { sent: merged, canSum, changed });
  return whenKnown(item, (whole) => normalized(collection, whole, key, { sent }));
}

/** Replaces an item, or creates it if `upsert` is set. @throws HttpError RESOURCE_NOT_FOUND, STATE_INVALID */
export function replaceItem(
  collection: CollectionInWorld,
  at: Address,
  body: JsonObject,
  { serverValues, guard, upsert = false, creation }: ReplaceOptions,
): Eventually<Replaced<JsonObject>> {
  return untilCommitted(folderAt(collection, at), () =>
    whenKnown(upsert ? entryAt(collection, at) : findEntry(collection, at), (entry) => {
      guard?.(entry && shown(collection, entry));
      return replacement(collection, at, {
        entry,
        body,
        serverValues: serverValues as JsonObject | undefined,
        creation,
      });
    }),
  );
}

interface Replacement {
  readonly entry: Entry | undefined;
  readonly body: JsonObject;
  readonly serverValues: JsonObject | undefined;
  readonly creation: Creation | undefined;
}

/** The replaced item. Undefined if another request was faster. */
function replacement(
  collection: CollectionInWorld,
  at: Address,
  { entry, body, serverValues, creation }: Replacement,
): Eventually<Replaced<JsonObject> | undefined> {
  const { resource, context, visible, rules } = collection;
  const { writable, ownership, changeTimes, statusTimes } = rules.of(creation?.ownership);
  const folder = folderAt(collection, at);
  const before = entry?.value as JsonObject | undefined;
  const next = writtenBy(body, writable);
  if (before) keepServerValues(collection, next, { before, writable, ownership });
  setDefaults(collection, next);
  if (before) keepKey(collection, next, before);
  else setKeyOfPath(collection, next, at.key as string);
  if (before) {
    setChangeTimes(next, { before, clock: context.clock, times: changeTimes });
    setStatusTimes(next, statusTimes, { before, clock: context.clock });
  }
  setServerValues(collection, next, serverValues, resource.changedAt, before ? undefined : resource.createdAt);
  const key = storeKey(folder, at.key);
  const place = { folder, place: key, key: at.key as string };
  const written = before ? normalized(collection, next, key, WHOLE) : newItem(collection, next, place, creation);
  return whenKnown(written, (item) => {
    const newItemChanges = entry ? [] : [keyCountersOpened(key), ...added(collection, at, at.key as string, item)];
    const put: Change = { kind: 'put', key, value: item, expected: entry?.revision ?? 0 };
    const lists = before ? listsWritten(collection, [...at.owners, at.key as string], { before, next: item }) : [];
    return whenKnown(lists, (changes) =>
      whenKnown(context.store.commit([put, ...newItemChanges, ...changes], at.exchange), (committed) =>
        committed ? { representation: visible(item), created: entry === undefined } : undefined,
      ),
    );
  });
}

/** The representation of a stored item. */
export function shown({ visible }: CollectionInWorld, { value }: Entry): JsonObject {
  return visible(value as JsonObject);
}

interface Kept {
  readonly before: JsonObject;
  readonly writable: PropertyFilter;
  readonly ownership: Ownership;
}

/** Keeps the properties that a replacement cannot contain, and those that no client can read. */
function keepServerValues(
  { resource }: CollectionInWorld,
  next: Record<string, Json>,
  { before, writable, ownership }: Kept,
): void {
  // An item does not lose its owner because a request does not name it.
  const owners = new Set([resource.parentProperty, ...resource.scopes().map(({ property }) => property)]);
  for (const [name, value] of Object.entries(before)) {
    const isKept = !writable.takes(name) || resource.properties.writeOnly.has(name) || owners.has(name);
    if (isKept && !Object.hasOwn(next, name)) setProperty(next, name, value);
  }
  keepOwned(next, before, ownership);
}

/** The server owns the key. A body cannot change it. */
function keepKey({ resource }: CollectionInWorld, next: Record<string, Json>, before: JsonObject): void {
  const text = keyOf(resource, before);
  if (text !== undefined && keyOf(resource, next) !== text)
    setKey(resource, next, keyValueIn(resource, before) as string | number);
}

function setKeyOfPath({ contract, resource }: CollectionInWorld, next: Record<string, Json>, text: string): void {
  const value = keyValue(contract, resource, text);
  if (value !== undefined) setKey(resource, next, value);
}

function setKey(resource: Collection, next: Record<string, Json>, value: string | number): void {
  const [first] = resource.key.path;
  if (first !== undefined) setProperty(next, first, withKey(resource, next, value)[first] as Json);
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
    const value = defaultAt(document, place);
    return value === undefined ? [] : [[name, value] as const];
  });
  defaults.set(collection, found);
  return found;
}

/** How a write of the whole state is normalized. */
const WHOLE = { fillMissing: true };

function normalized(
  { contract, resource, visible, context }: CollectionInWorld,
  item: JsonObject,
  path: string,
  how: Pick<NormalizeOptions, 'fillMissing' | 'sent'>,
): Eventually<JsonObject> {
  const whole = withInnerIds({ contract, resource, seed: context.seed, place: path }, item);
  return normalize({ contract, resource, visible, basis: basisOf(context), ...how }, whole, path);
}
