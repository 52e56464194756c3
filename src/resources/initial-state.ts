// The first state of a resource: what a scenario says, else the document's examples, else samples. Of a collection each item
// has a key of its own; keys that the document mentions are among them, so that what its reader tries first is there.

import type { Contract } from '../contract/contract.ts';
import { fillRequired } from '../contract/fill-required.ts';
import { lazySample } from '../contract/lazy-sample.ts';
import { tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { highestOf, isKey, keyOf, keyValue, newKey, withKey } from './keys.ts';
import type { ResourceContext } from './repository.ts';
import type { Collection, ResourceExample } from './resource.ts';
import { resolveTimes } from './scenarios.ts';

interface InitialState {
  readonly contract: Contract;
  readonly collection: Collection;
  readonly around: ResourceContext;
  /** The concrete path. */
  readonly path: string;
  /** Members that every item has here, as the one that names its parent; how they are made is a function of the ordinal. */
  readonly given: (ordinal: number) => JsonObject;
}

/** Items by key, in order. */
export type Items = ReadonlyMap<string, JsonObject>;

export async function initialItems(first: InitialState): Promise<Items> {
  const { contract, collection, around, path } = first;
  const told = around.scenario.get(path);
  const items = new Map<string, JsonObject>();
  if (told !== undefined) {
    const now = around.clock.now();
    for (const [ordinal, item] of [told].flat().entries()) {
      const whole = resolveTimes(contract, collection.schema, item as Json, now);
      const at = { seed: around.seed, place: `${path} ${ordinal}` };
      const made = await fillRequired(contract, collection.schema, whole, at);
      if (isObject(made)) await add(first, items, made);
    }
    return items;
  }
  for (const example of collection.examples.flatMap((given) => representationsIn(contract, given))) {
    const item = await fitting(first, example, items.size);
    const key = item && keyOf(collection, item);
    // Of two examples of one item the later one, of the item alone, tells more.
    if (item && key !== undefined && isKey(contract, collection, key)) items.set(key, { ...items.get(key), ...item });
    else if (item && !isAmong(items, item)) await add(first, items, item);
  }
  const mentioned = collection.key.documented.filter((key) => !items.has(key));
  const sampled = items.size === 0 ? Math.max(around.count, mentioned.length) : mentioned.length;
  for (let ordinal = 0; ordinal < sampled; ordinal++) {
    const item = await sampledItem(first, ordinal, mentioned[ordinal] ?? (await generatedKey(first, items)));
    // Without a key nothing tells equal items apart, and one of them says all that there is to say.
    if (collection.key.property !== undefined || !isAmong(items, item)) await add(first, items, item);
  }
  return items;
}

/**
 * A key for a made-up item, where clients may say keys themselves: the one in the schema's example is left to them, so that
 * the example of a POST adds something.
 */
async function generatedKey(first: InitialState, items: Items): Promise<string | undefined> {
  const { key, properties } = first.collection;
  if (key.property === undefined || properties.readOnly.has(key.property)) return undefined;
  return String(
    await newKey(first, { ordinal: items.size, highest: highestOf(items.keys()), taken: (key) => items.has(key) }),
  );
}

/** Adds an item under its own key, or under a new one where it has none or shares it. */
async function add(first: InitialState, items: Map<string, JsonObject>, item: JsonObject): Promise<void> {
  const own = keyOf(first.collection, item);
  const { property } = first.collection.key;
  const fits = property === undefined || isKey(first.contract, first.collection, item[property] as string | number);
  if (own !== undefined && !items.has(own) && fits) {
    items.set(own, item);
    return;
  }
  const taken = (key: string) => items.has(key);
  const key = await newKey(first, { ordinal: items.size, highest: highestOf(items.keys()), taken });
  items.set(String(key), withKey(first.collection, item, key));
}

/** One made-up item. @param key the one it is to have, where that fits */
export async function sampledItem(first: InitialState, ordinal: number, key?: string): Promise<JsonObject> {
  const { contract, collection, around, path } = first;
  const made = await lazySample(contract, collection.schema, {
    seed: around.seed,
    place: `${path} ${ordinal}`,
    dynamic: ordinal > 0,
  });
  const item = { ...(isObject(made) ? made : {}), ...first.given(ordinal) };
  if (key === undefined) return item;
  const value = keyValue(contract, collection, key);
  return value === undefined ? item : withKey(collection, item, value);
}

function isAmong(items: Items, item: JsonObject): boolean {
  const text = JSON.stringify(item);
  return [...items.values()].some((other) => JSON.stringify(other) === text);
}

/** The representations in an example: one, or all of a list. */
export function representationsIn({ document }: Contract, { pointer, path }: ResourceExample): readonly JsonObject[] {
  const value = path.reduce<Json | undefined>(
    (inner, name) => (isObject(inner) ? inner[name] : undefined),
    valueAt(document, pointer),
  );
  return [value].flat().filter(isObject);
}

/** An example completed to what the schema of the item asks; undefined where it cannot be. */
async function fitting(first: InitialState, example: JsonObject, ordinal: number): Promise<JsonObject | undefined> {
  const { contract, collection, around, path } = first;
  const { schema } = collection;
  const validate = contract.validator('response', schema);
  const at = { seed: around.seed, place: `${path} ${ordinal}` };
  const whole = await fillRequired(contract, schema, { ...example, ...first.given(ordinal) }, at);
  if (!isObject(whole)) return undefined;
  // A summary may show more, or in another form, than the item itself: what breaks its schema is made up or left out.
  const broken = new Set(validate(whole).map(({ pointer }) => tokensOf(pointer)[0] as string));
  if (broken.size === 0) return whole;
  const kept = Object.fromEntries(Object.entries(whole).filter(([name]) => !broken.has(name)));
  const mended = await fillRequired(contract, schema, kept, at);
  return isObject(mended) && validate(mended).length === 0 ? mended : undefined;
}
