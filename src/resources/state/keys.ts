// Keys of items, and new keys that the schemas of the key accept. A new key is a function of the world's seed, the path and an
// ordinal, so that the same requests create the same keys.
import type { Contract, Validator } from '../../contract/contract.ts';
import { loadSampler } from '../../contract/sample/lazy-sample.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { uuidAt } from '../../random.ts';
import type { Collection, PropertyTree } from '../infer/resource.ts';
import { keySpaceOf } from './key-space.ts';
import type { ResourceContext } from './repository.ts';

/** The key of an item, as text. Undefined if it has none. */
export function keyOf(collection: Collection, item: JsonObject): string | undefined {
  const value = keyValueIn(collection, item);
  return value === undefined ? undefined : String(value);
}

/** The key of an item, as its property contains it. Undefined if it has none. */
export function keyValueIn({ key }: Collection, item: JsonObject): string | number | undefined {
  if (key.path.length === 0) return undefined;
  let value: Json | undefined = item;
  for (const name of key.path) value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? value : undefined;
}

/** The item with a key in its key property, if the collection has one. */
export function withKey({ key }: Collection, item: JsonObject, value: string | number): JsonObject {
  return withValue(item, key.path, value);
}

/** The item with a value at a path of property names. */
export function withValue(item: JsonObject, [name, ...rest]: readonly string[], value: Json): JsonObject {
  if (name === undefined) return item;
  const before = Object.hasOwn(item, name) ? item[name] : undefined;
  const next = rest.length === 0 ? value : withValue(isObject(before) ? before : {}, rest, value);
  // Most documents declare the key first, and a copy with one property more is made faster from its front.
  if (before === undefined) return { [name]: next, ...item };
  const changed: Record<string, Json> = { ...item };
  setProperty(changed, name, next);
  return changed;
}

/** Whether clients cannot write the key. */
export function isServerKey({ key, properties }: Collection): boolean {
  let tree: PropertyTree | undefined = properties;
  for (const name of key.path) {
    if (tree?.readOnly.has(name)) return true;
    tree = tree?.inner.get(name);
  }
  return false;
}

/** The key as a value of its property. Undefined if the schema of the property does not accept it. */
export function keyValue(contract: Contract, { key }: Collection, text: string): string | number | undefined {
  if (key.schema === undefined) return text;
  const validate = contract.validator('response', key.schema);
  return [text, integerOf(text)].find((value) => value !== undefined && validate(value).length === 0);
}

/** The integer that a text is. Undefined for other texts, and for integers that a number cannot express exactly. */
function integerOf(text: string): number | undefined {
  const number = Number(text);
  return Number.isSafeInteger(number) && String(number) === text ? number : undefined;
}

/** A world that began with saved items can have used the UUIDs of the first ordinals. */
function freeUuid({ context, path }: NewKey, ordinal: number, isTaken: Ordinal['isTaken']): string {
  let uuid = uuidAt(context.seed, path, 'key', ordinal);
  for (let next = ordinal + 1; isTaken(uuid); next++) uuid = uuidAt(context.seed, path, 'key', next);
  return uuid;
}

interface NewKey {
  readonly contract: Contract;
  readonly collection: Collection;
  readonly context: Pick<ResourceContext, 'seed'>;
  readonly path: string;
}

interface Ordinal {
  /** Distinguishes this key from all others created at the path. */
  readonly ordinal: number;
  /** The highest integer that is a key, 0 for none. */
  readonly highest: number;
  /** Whether a key is in use. */
  readonly isTaken: (key: string) => boolean;
}

/** The maximum number of generated keys to try if the schema accepts only few. */
const MAX_TRIES = 25;

/**
 * The value of a new key: the next number, a UUID, else a string that the schemas of the property and of the path parameter
 * accept. Undefined if the document lists all keys and they are in use.
 */
export function newKey(at: NewKey, { ordinal, highest, isTaken }: Ordinal): Eventually<string | number | undefined> {
  const { contract, collection } = at;
  const { numeric, least, most, values } = keySpaceOf(contract, collection.key);
  const isFree = (key: string | number) => isKey(contract, collection, key) && !isTaken(String(key));
  if (values) return values.find(isFree);
  const next = Math.max(highest + 1, least);
  const numbers = next <= most ? [next, ordinal + least] : [ordinal + least];
  const preferred = numeric ? numbers : textsFor(freeUuid(at, ordinal, isTaken), { next, numbered: highest > 0 });
  const free = preferred.find(isFree);
  if (free !== undefined) return free;
  return whenKnown(sampledKey(at, { ordinal, isFree }), (sampled) => sampled ?? unreachableKey(at, preferred, isTaken));
}

/** A key that the schema of the property, or of the path parameter, generates. Undefined if none of them is free. */
async function sampledKey(
  { contract, collection, context, path }: NewKey,
  { ordinal, isFree }: { readonly ordinal: number; readonly isFree: (key: string | number) => boolean },
): Promise<string | number | undefined> {
  const sampler = await loadSampler();
  const sources = [collection.key.schema, collection.key.parameter?.schema].filter((one) => one !== undefined);
  for (const source of sources) {
    for (let turn = 0; turn < MAX_TRIES; turn++) {
      const place = `${path} key ${ordinal} ${turn}`;
      const sampled = sampler(contract, source, { seed: context.seed, place, dynamic: true });
      if ((typeof sampled === 'string' || typeof sampled === 'number') && isFree(sampled)) return sampled;
    }
  }
  return undefined;
}

/** A key for an item that no path can reach, because the schemas of the property and of the parameter exclude each other. */
function unreachableKey(
  { contract, collection }: NewKey,
  preferred: readonly (string | number)[],
  isTaken: (key: string) => boolean,
): string | number {
  const free = preferred.filter((key) => !isTaken(String(key)));
  const valid = free.find((key) => keyValue(contract, collection, String(key)) === key);
  return valid ?? free[0] ?? (preferred[0] as string | number);
}

/** String keys in order of preference: the next number if the keys are numbers, else UUIDs. */
function textsFor(uuid: string, { next, numbered }: { readonly next: number; readonly numbered: boolean }): string[] {
  return [...(numbered ? [String(next)] : []), uuid, uuid.replaceAll('-', ''), String(next), uuid.slice(0, 8)];
}

/** Whether the schemas of the key property and of the path parameter accept a value. */
export function isKey(contract: Contract, { key }: Collection, value: string | number): boolean {
  if (value === '') return false;
  const isAccepted = (view: 'request' | 'response', schema: string | undefined) =>
    schema === undefined || isValidKey(contract.validator(view, schema), value);
  return isAccepted('response', key.schema) && isAccepted('request', key.parameter?.schema);
}

/** Whether a validator accepts a key: as it is, as text or as a number. */
function isValidKey(validate: Validator, value: string | number): boolean {
  if (validate(value).length === 0) return true;
  const text = String(value);
  const number = integerOf(text);
  return (
    (typeof value === 'number' && validate(text).length === 0) ||
    (typeof value === 'string' && number !== undefined && validate(number).length === 0)
  );
}

/** The highest integer among keys. */
export function highestNumber(keys: Iterable<string>): number {
  let highest = 0;
  for (const key of keys) highest = Math.max(highest, numberOf(key));
  return highest;
}

/** The integer that a key is, 0 for other keys. */
export function numberOf(key: string): number {
  return Math.max(0, integerOf(key) ?? 0);
}
