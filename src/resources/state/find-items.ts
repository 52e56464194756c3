// Finds the items of a collection: all at an address, or one by its key. An open collection creates an item on its first use.
import { wordsOfName } from '../../contract/operation/names.ts';
import { HttpError } from '../../errors/http-error.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { Json, JsonObject } from '../../json/value.ts';
import { type Entry, INITIAL, type StoredEntries } from '../../store/store.ts';
import { type CollectionInWorld, folderAt, ignoringMissing } from './collection-in-world.ts';
import { isInScenario, openFolder, setOwners } from './folders.ts';
import { type InitialState, initialItems, sampledItem } from './initial-state.ts';
import { concretePath, itemOfKey, keyCountersChange, keyCountersOf, linkKey, storeKey } from './key-counters.ts';
import { keyValueIn, withKey } from './keys.ts';
import type { Address } from './repository.ts';
import { inDeclaredOrder } from './write-rules.ts';

/** The items at an address, in the order of their creation. */
export function entriesAt(collection: CollectionInWorld, at: Address): Eventually<StoredEntries> {
  return whenKnown(openFolder(collection, at), (folder) => {
    const all = collection.context.store.list(folder);
    return at.within ? all.filter(([key, entry]) => belongsToOwner(collection, at, entry, itemOfKey(key))) : all;
  });
}

/** One item. Undefined if it does not exist. */
export function entryAt(collection: CollectionInWorld, at: Address): Eventually<Entry | undefined> {
  return whenKnown(openFolder(collection, at), (folder) => {
    const key = storeKey(folder, at.key);
    const entry = collection.context.store.get(key);
    if (entry || !collection.resource.open) return ownedEntry(collection, at, entry);
    return whenKnown(openItem(collection, at, { folder, key }), (opened) => ownedEntry(collection, at, opened));
  });
}

/** One item. @throws HttpError RESOURCE_NOT_FOUND */
export function findEntry(collection: CollectionInWorld, at: Address): Eventually<Entry> {
  return whenKnown(entryAt(collection, at), (entry) => entry ?? missingEntry(collection, at));
}

function missingEntry(collection: CollectionInWorld, at: Address): Eventually<never> {
  return whenKnown(entriesAt(collection, at), (entries) => {
    const keysThere = entries.map(([key]) => itemOfKey(key));
    throw notFound(collection, at, keysThere);
  });
}

function notFound(collection: CollectionInWorld, at: Address, keysThere: readonly string[]): HttpError {
  const noun = wordsOfName(collection.resource.name);
  const some = keysThere.slice(0, 5).join(', ');
  const more = keysThere.length > 5 ? ', …' : '';
  const there = keysThere.length === 0 ? 'The collection is empty' : `The collection contains ${some}${more}`;
  return new HttpError({
    code: 'RESOURCE_NOT_FOUND',
    message: `There is no ${noun} ${at.key} in ${folderAt(collection, at)}. ${there}.`,
  });
}

function ownedEntry(collection: CollectionInWorld, at: Address, entry: Entry | undefined): Entry | undefined {
  return entry && (!at.within || belongsToOwner(collection, at, entry, at.key as string)) ? entry : undefined;
}

/** Whether an item belongs to the owner on the nested path of an address. */
function belongsToOwner(
  { context }: CollectionInWorld,
  { within }: Address,
  { value }: Pick<Entry, 'value'>,
  key: string,
): boolean {
  const { scope, owners } = within as NonNullable<Address['within']>;
  const owner = owners.at(-1) as string;
  if (scope.property !== undefined) return String((value as JsonObject)[scope.property]) === owner;
  return context.store.get(linkKey(concretePath(scope.path, owners), key)) !== undefined;
}

/** Where an item is stored. */
interface StoredAt {
  readonly folder: string;
  readonly key: string;
}

/** Creates an item of an open collection on first use. A deleted item is not created again. */
function openItem(collection: CollectionInWorld, at: Address, place: StoredAt): Eventually<Entry | undefined> {
  const { folder, key } = place;
  const isKnown = isInScenario(collection, folder) || keyCountersOf(collection.context.store, key);
  return isKnown ? undefined : createOpenItem(collection, at, place);
}

async function createOpenItem(
  collection: CollectionInWorld,
  at: Address,
  { folder, key }: StoredAt,
): Promise<Entry | undefined> {
  const { contract, resource, context, openOutside } = collection;
  if (openOutside) {
    await ignoringMissing(async () => (await openOutside(resource)).has({ owners: at.owners, key: at.key }));
    const entry = context.store.get(key);
    if (entry) return entry;
  }
  const fixed: Record<string, Json> = {};
  setOwners(collection, fixed, at.owners);
  const first = { contract, collection: resource, context, path: folder, fixedValues: () => fixed };
  const examples = await initialItems({
    ...first,
    collection: { ...resource, key: { ...resource.key, documented: [] } },
    context: { ...context, count: 0 },
  });
  const [example] = examples.values();
  const item = examples.get(at.key as string) ?? (await itemLike(first, example, at.key as string));
  await context.store.commit(
    [
      keyCountersChange(key, undefined),
      { kind: 'put', key, value: inDeclaredOrder(item, resource.properties), expected: 0 },
    ],
    INITIAL,
  );
  return context.store.get(key);
}

/** The example with another key, else a generated item. */
async function itemLike(first: InitialState, example: JsonObject | undefined, key: string): Promise<JsonObject> {
  const { collection } = first;
  const sampled = await sampledItem(first, 0, { key });
  const sampledKey = keyValueIn(collection, sampled);
  if (!example || sampledKey === undefined) return example ?? sampled;
  return withKey(collection, example, sampledKey);
}
