// Several items of a collection at once, for the control API: how many there are, and to generate, add, patch and remove them.
import { isDeepStrictEqual } from 'node:util';
import { HttpError } from '../../errors/http-error.ts';
import type { Json, JsonObject } from '../../json/value.ts';
import { randomAt } from '../../random.ts';
import { openTransaction } from '../../store/transaction.ts';
import type { Collection } from '../infer/resource.ts';
import { sampledItem } from './initial-state.ts';
import { itemOfKey, keyCountersOf } from './key-counters.ts';
import { isServerKey, keyOf } from './keys.ts';
import type { ResourceContext, StoredResource } from './repository.ts';
import { inOneCommit, readPath, type ServedResources, type StateTarget, stateTargetAt, validStates } from './state.ts';
import { applyPatch, UNRESTRICTED } from './write-rules.ts';

/** The number of items of a collection. Undefined if it is not in use, so that it has no items yet. */
export function itemsInUse({ store }: ResourceContext, folder: string): number | undefined {
  return keyCountersOf(store, folder) && store.list(folder).length;
}

interface CollectionTarget extends StateTarget {
  readonly resource: Collection;
}

/** @throws HttpError RESOURCE_NOT_FOUND if the path is not the one of a collection */
function collectionAt(known: ServedResources, context: ResourceContext, path: string): CollectionTarget {
  const target = stateTargetAt(known, context, path);
  const { resource, isItem } = target;
  if (resource.kind === 'collection' && !isItem) return { ...target, resource };
  throw new HttpError({ code: 'RESOURCE_NOT_FOUND', message: `${path} is not the path of a collection.` });
}

/** The keys of the items of a collection, in the order of its list. Some keys are in no property. */
export async function keysAt(
  known: ServedResources,
  context: ResourceContext,
  path: string,
): Promise<readonly string[]> {
  const { stored, folder } = collectionAt(known, context, path);
  await stored.list();
  return context.store.list(folder).map(([key]) => itemOfKey(key));
}

/**
 * Adds items in one change. An item without a key gets the next one.
 * @throws HttpError RESOURCE_NOT_FOUND, RESOURCE_EXISTS, BODY_INVALID or STATE_INVALID
 */
export async function addItems(
  known: ServedResources,
  context: ResourceContext,
  path: string,
  items: readonly Json[],
): Promise<readonly JsonObject[]> {
  const target = collectionAt(known, context, path);
  const states = validStates(known, context, target, [...items], true);
  // The initial items are no part of the change.
  await target.stored.list();
  return inOneCommit(context, path, (own) => createAll(collectionAt(known, own, path).stored, states));
}

async function createAll(stored: StoredResource, states: readonly JsonObject[]): Promise<readonly JsonObject[]> {
  const added: JsonObject[] = [];
  for (const state of states) added.push((await stored.create(state, state)).representation);
  return added;
}

/** Removes items in one change. @throws HttpError RESOURCE_NOT_FOUND if one of them does not exist */
export async function removeItems(
  known: ServedResources,
  context: ResourceContext,
  path: string,
  keys: readonly string[],
): Promise<void> {
  await collectionAt(known, context, path).stored.list();
  await inOneCommit(context, path, async (own) => {
    const { stored } = collectionAt(known, own, path);
    for (const key of new Set(keys)) await stored.item(key).remove();
  });
}

/**
 * Applies a JSON Patch (RFC 6902) to the resource at a path, or to items of the collection there, in one change. It can set
 * read-only properties, too.
 * @throws HttpError RESOURCE_NOT_FOUND, BODY_INVALID, PATCH_CONFLICT or STATE_INVALID
 */
export async function patchResources(
  known: ServedResources,
  context: ResourceContext,
  path: string,
  { patch, keys }: { readonly patch: readonly Json[]; readonly keys: readonly string[] | undefined },
): Promise<readonly JsonObject[]> {
  const paths = keys
    ? [...new Set(keys)].map((key) => `${path.replace(/\/$/, '')}/${encodeURIComponent(key)}`)
    : [path];
  // The initial items are no part of the change.
  if (keys) await collectionAt(known, context, path).stored.list();
  else {
    const { resource, isItem, stored } = stateTargetAt(known, context, path);
    if (resource.kind === 'collection' && !isItem) throw keyMissing(path);
    await stored.read();
  }
  return inOneCommit(context, path, async (own) => {
    const patched: JsonObject[] = [];
    for (const one of paths) patched.push(await patchResource(known, own, one, patch));
    return patched;
  });
}

function keyMissing(path: string): HttpError {
  const message = `${path} is a collection. Name the items to change: send \`key\` in the query, or the path of one item.`;
  return new HttpError({ code: 'PARAMETER_INVALID', message });
}

async function patchResource(
  known: ServedResources,
  context: ResourceContext,
  path: string,
  patch: readonly Json[],
): Promise<JsonObject> {
  const target = stateTargetAt(known, context, path);
  const request = { body: [...patch], mediaType: 'application/json-patch+json' };
  const before = await target.stored.read();
  const patched = applyPatch(before, request, { writable: UNRESTRICTED, contract: known.contract });
  const [state = patched] = validStates(known, context, target, patched, false);
  const changed = Object.entries(state).filter(([name, value]) => !isDeepStrictEqual(value, before[name]));
  return target.stored.change(request, Object.fromEntries(changed));
}

/** Generates items as they would be added, with free keys and with references to items that exist. Changes nothing. */
export async function sampledItems(
  known: ServedResources,
  context: ResourceContext,
  path: string,
  count: number,
): Promise<readonly JsonObject[]> {
  const own = { ...context, store: openTransaction(context.store).store };
  const { resource, stored, folder } = collectionAt(known, own, path);
  const existing = await stored.list();
  const targets = await targetsOf(known, own, resource);
  const fixedValues = () => ({});
  const first = { contract: known.contract, collection: resource, context: own, path: folder, fixedValues };
  const { added = 0 } = keyCountersOf(own.store, folder) ?? {};
  const taken = new Set(existing.map((one) => keyOf(resource, one)));
  const sampled: JsonObject[] = [];
  for (let index = 0; index < count; index++) {
    const ordinal = added + index;
    const like = existing.length === 0 ? undefined : existing[ordinal % existing.length];
    const item = { ...(await sampledItem(first, ordinal, { like })), ...referencesAt(targets, own.seed, ordinal) };
    const isFree = !isServerKey(resource) && !taken.has(keyOf(resource, item));
    const body = isFree ? item : withoutPath(item, resource.key.path);
    const { representation, key } = await stored.create(body, body);
    taken.add(key);
    sampled.push(representation);
  }
  return sampled;
}

function withoutPath(item: JsonObject, [name, ...rest]: readonly string[]): JsonObject {
  if (name === undefined) return item;
  const { [name]: value, ...others } = item;
  return rest.length === 0 || typeof value !== 'object'
    ? others
    : { ...item, [name]: withoutPath(value as JsonObject, rest) };
}

/** The values that each property with a reference can have. */
type ReferenceTargets = ReadonlyMap<string, readonly Json[]>;

async function targetsOf(
  known: ServedResources,
  context: ResourceContext,
  { references }: Collection,
): Promise<ReferenceTargets> {
  const targets = new Map<string, readonly Json[]>();
  for (const { property, collection } of references()?.own ?? []) {
    if (collection.path.includes('{}')) continue;
    const items = (await readPath(known, context, collection.path)) as readonly JsonObject[];
    targets.set(
      property,
      items.flatMap((one) => valueOfKey(collection, one)),
    );
  }
  return targets;
}

function valueOfKey({ key }: Collection, item: JsonObject): readonly Json[] {
  const value = key.path.reduce<Json | undefined>((at, name) => (at as JsonObject | undefined)?.[name], item);
  return value === undefined ? [] : [value];
}

function referencesAt(targets: ReferenceTargets, seed: number, ordinal: number): JsonObject {
  const chosen = [...targets].filter(([, values]) => values.length > 0);
  return Object.fromEntries(
    chosen.map(([property, values]) => [
      property,
      values[Math.floor(randomAt(seed, property, ordinal) * values.length)] as Json,
    ]),
  );
}
