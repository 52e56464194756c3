// The initial state of a resource: the scenario, else the document's examples, else samples. Every item of a collection has
// its own key. Keys in the document's examples are among them, so that a reader's first try succeeds.

import type { Contract } from '../../contract/contract.ts';
import { wordsIn } from '../../contract/operation/names.ts';
import { type FillOptions, fillRequired } from '../../contract/sample/fill-required.ts';
import type { ItemList } from '../../contract/sample/item-list.ts';
import { lazySample } from '../../contract/sample/lazy-sample.ts';
import type { Eventually } from '../../eventually.ts';
import { mergePlain } from '../../json/merge.ts';
import { tokensOf, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, valueInside } from '../../json/value.ts';
import type { Collection, ResourceExample } from '../infer/resource.ts';
import { highestNumber, isKey, isServerKey, keyOf, keyValue, keyValueIn, newKey, withKey } from './keys.ts';
import { isStatusName } from './meanings.ts';
import { resolveTimes } from './relative-times.ts';
import { basisOf, type ResourceContext } from './repository.ts';

export interface InitialState {
  readonly contract: Contract;
  readonly collection: Collection;
  readonly context: ResourceContext;
  /** The path with the keys of its owners. */
  readonly path: string;
  /** Properties with a fixed value in the n-th item, for example the one that names its parent. */
  readonly fixedValues: (ordinal: number) => JsonObject;
  /** Gives a generated item what it takes from the items that it refers to. */
  readonly related?: ((item: JsonObject, ordinal: number) => Eventually<JsonObject>) | undefined;
  /** The items that an object above contains. They are the initial state. */
  readonly parts?: readonly JsonObject[] | undefined;
}

/** Items by key, in order. */
export type Items = ReadonlyMap<string, JsonObject>;

export async function initialItems(first: InitialState): Promise<Items> {
  const { contract, collection, context, path } = first;
  const scenarioState = context.scenario.states.get(path);
  const items = new Map<string, JsonObject>();
  if (scenarioState !== undefined) {
    for (const [ordinal, state] of [scenarioState].flat().entries()) {
      const item = await scenarioItem(first, state as Json, ordinal);
      if (item) await add(first, items, item);
    }
    return items;
  }
  if (first.parts) {
    for (const part of first.parts) await add(first, items, part);
    return items;
  }
  for (const example of collection.examples.flatMap((given) => representationsIn(contract, given))) {
    const item = await completed(first, example, items.size);
    const key = item && keyOf(collection, item);
    // If two examples show the same item, the later one, of the item alone, has more properties.
    if (item && key !== undefined && isKey(contract, collection, key)) items.set(key, { ...items.get(key), ...item });
    else if (item && !isAmong(items, item)) await add(first, items, item);
  }
  const documented = collection.key.documented.filter((key) => !items.has(key));
  const examples = [...items.values()];
  const isFilled = examples.length === 0 || context.count > DEFAULT_COUNT;
  const sampled = Math.max(isFilled ? context.count - examples.length : 0, documented.length);
  if (sampled === 0) return items;
  const list = await listOf(first, examples, examples.length + sampled);
  for (let index = 0; index < sampled; index++) {
    const ordinal = examples.length + index;
    const key = documented[index] ?? (await generatedKey(first, items, ordinal));
    const sampled = await sampledItem(first, ordinal, { key, like: examples[ordinal % examples.length], list });
    const item = first.related ? await first.related(sampled, ordinal) : sampled;
    // Without keys, equal items cannot be distinguished, so one of them is enough.
    if (collection.key.path.length > 0 || !isAmong(items, item)) await add(first, items, item);
  }
  return items;
}

/** The items with those that the scenario contains under their own paths. */
export async function withSingleItems(first: InitialState, items: Items): Promise<Items> {
  const { collection, context, path, contract } = first;
  const own = context.scenario.items.get(path);
  if (!own) return items;
  const merged = new Map(items);
  for (const [key, state] of own) {
    const isKeyed = isObject(state) && keyValueIn(collection, state) !== undefined;
    const keyed =
      isObject(state) && !isKeyed ? withKey(collection, state, keyValue(contract, collection, key) ?? key) : state;
    const item = await scenarioItem(first, keyed, merged.size);
    if (item) merged.set(key, item);
    else merged.delete(key);
  }
  return merged;
}

/** An item as a scenario contains it, complete. Undefined if it is no object. */
async function scenarioItem(
  { contract, collection, context, path }: InitialState,
  state: Json,
  ordinal: number,
): Promise<JsonObject | undefined> {
  const absolute = resolveTimes(contract, collection.schema, state, context.clock.now());
  const at = { ...basisOf(context), place: path, ordinal };
  const filled = await fillRequired(contract, collection.schema, absolute, at);
  return isObject(filled) ? filled : undefined;
}

/** The list that the generated items of a collection belong to. */
async function listOf(first: InitialState, examples: readonly JsonObject[], size: number): Promise<ItemList> {
  const { contract, collection, context, path } = first;
  const { ItemList } = await import('../../contract/sample/item-list.ts');
  const { seed } = context;
  return new ItemList({ seed, place: path, examples, size, isPersonal: isPersonal(contract, collection) });
}

/** Collections of people and companies. Each of them has an address of its own. */
const OTHERS =
  /(?:clients|companies|contacts|customers|employees|follow(?:ers|ing)|friends|members|organi[sz]ations|patients|people|suppliers|users)$/i;

/** Whether a collection contains the items of one person: `/me/orders`, `/users/{id}/orders`, or "List your orders". */
function isPersonal({ document, operations }: Contract, { path, name }: Collection): boolean {
  if (OTHERS.test(name)) return false;
  if (/\/(?:me|my|self|user)\/|\/(?:accounts|customers|members|patients|users)\/\{\}\//.test(path)) return true;
  const words = new RegExp(`\\b(?:my|your)(?: own)? (?:\\w+ )?${wordsIn(name).join('\\W?')}\\b`, 'i');
  const lists = operations.filter((one) => one.method === 'GET' && one.path.replace(/\{[^}]*\}/g, '{}') === path);
  return lists.some(({ pointer }) => {
    const operation = valueAt(document, pointer);
    return isObject(operation) && words.test(`${operation.summary ?? ''} ${operation.description ?? ''}`);
  });
}

/**
 * A key for a generated item of a collection whose clients choose keys. The key in the schema's example stays free, so that
 * the example of a POST creates an item.
 */
async function generatedKey(first: InitialState, items: Items, ordinal: number): Promise<string | undefined> {
  const { contract, collection } = first;
  if (collection.key.path.length === 0 || isServerKey(collection)) return undefined;
  if (NAMING.test(collection.key.path.at(-1) ?? '')) {
    const example = ordinal === 0 ? keyOf(collection, await generatedItem(first, ordinal, {})) : undefined;
    const name = keyOf(collection, await generatedItem(first, ordinal, { dynamic: true }));
    if (name !== undefined && name !== example && !items.has(name) && isKey(contract, collection, name)) return name;
  }
  const key = await keyAfter(first, items);
  return key === undefined ? undefined : String(key);
}

/** The names of keys that people choose. */
const NAMING = /(?:name|login|slug|title|alias|handle|email|domain|sku|code|hostname)$/i;

/** The default of the option `count`. */
const DEFAULT_COUNT = 3;

async function keyAfter(first: InitialState, items: Items): Promise<string | number | undefined> {
  const isTaken = (key: string) => items.has(key);
  return newKey(first, { ordinal: items.size, highest: highestNumber(items.keys()), isTaken });
}

/** Adds an item under its own key, or under a new key if it has none or the key is in use. Without a free key, it is left out. */
async function add(first: InitialState, items: Map<string, JsonObject>, item: JsonObject): Promise<void> {
  const own = keyOf(first.collection, item);
  if (own !== undefined && !items.has(own) && isKey(first.contract, first.collection, own)) {
    items.set(own, item);
    return;
  }
  const key = await keyAfter(first, items);
  if (key !== undefined) items.set(String(key), withKey(first.collection, item, key));
}

function withFixed({ fixedValues }: InitialState, item: JsonObject, ordinal: number): JsonObject {
  return mergePlain(item, fixedValues(ordinal)) as JsonObject;
}

interface SampledItem {
  /** The key of the item, if its schema accepts it. */
  readonly key?: string | undefined;
  /** An example in the document that the item is to be like. */
  readonly like?: JsonObject | undefined;
  /** The list that the item belongs to. */
  readonly list?: ItemList | undefined;
}

/** One generated item. */
export async function sampledItem(
  first: InitialState,
  ordinal: number,
  { key, like, list }: SampledItem,
): Promise<JsonObject> {
  const { contract, collection } = first;
  const item = withFixed(first, await generatedItem(first, ordinal, { like, list }), ordinal);
  if (key === undefined) return item;
  const value = keyValue(contract, collection, key);
  return value === undefined ? item : withKey(collection, item, value);
}

async function generatedItem(
  { contract, collection, context, path }: InitialState,
  ordinal: number,
  { like, list, dynamic = ordinal > 0 }: Omit<SampledItem, 'key'> & { readonly dynamic?: boolean },
): Promise<JsonObject> {
  const { seed } = context;
  const at = { ...basisOf(context), place: path, ordinal, dynamic, like, list };
  const item = await lazySample(contract, collection.schema, at);
  if (!isObject(item)) return {};
  const listed = [...collection.values].filter(([name]) => isStatusName(name) && typeof item[name] === 'string');
  if (listed.length === 0) return item;
  const { stateByAge } = await import('../../contract/sample/life-cycles.ts');
  const states = listed.map(([name, values]) => {
    const shown = list?.valuesAt(`/${name}`) ?? [];
    const state = list && stateByAge(values, { list, ordinal, seed, place: `${path} ${name}`, shown });
    return [name, state ?? (values[ordinal % values.length] as Json)];
  });
  return { ...item, ...Object.fromEntries(states) };
}

function isAmong(items: Items, item: JsonObject): boolean {
  const text = JSON.stringify(item);
  return [...items.values()].some((other) => JSON.stringify(other) === text);
}

/** The representations in an example: one, or all items of a list. */
export function representationsIn({ document }: Contract, { pointer, path }: ResourceExample): readonly JsonObject[] {
  const value = valueInside(valueAt(document, pointer), path);
  return [value].flat().filter(isObject);
}

/** An example with all properties that the schema requires. Undefined if it cannot be made valid. */
async function completed(first: InitialState, example: JsonObject, ordinal: number): Promise<JsonObject | undefined> {
  const { contract, collection, context, path } = first;
  const at = { ...basisOf(context), place: path, ordinal };
  return validExample(contract, collection.schema, withFixed(first, example, ordinal), at);
}

/**
 * An example with all properties that the schema requires. Its invalid properties are generated or left out: a summary in a list can
 * differ from the item itself.
 */
export async function validExample(
  contract: Contract,
  schema: string,
  example: JsonObject,
  at: FillOptions,
): Promise<JsonObject | undefined> {
  const validate = contract.validator('response', schema);
  const filled = await fillRequired(contract, schema, example, at);
  if (!isObject(filled)) return undefined;
  const invalid = new Set(validate(filled).map(({ pointer }) => tokensOf(pointer)[0] as string));
  if (invalid.size === 0) return filled;
  const valid = Object.fromEntries(Object.entries(filled).filter(([name]) => !invalid.has(name)));
  const repaired = await fillRequired(contract, schema, valid, at);
  return isObject(repaired) && validate(repaired).length === 0 ? repaired : undefined;
}
