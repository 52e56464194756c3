// Keys of items, and new keys that the schema of the key accepts. A new key is a function of the world's seed, the path and
// an ordinal, so that the same requests create the same keys.
import type { Contract, Validator } from '../../contract/contract.ts';
import { loadSampler } from '../../contract/sample/lazy-sample.ts';
import { sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { JsonObject } from '../../json/value.ts';
import { uuidAt } from '../../random.ts';
import type { Collection } from '../infer/resource.ts';
import type { ResourceContext } from './repository.ts';

/** The key of an item. Undefined if it has none. */
export function keyOf({ key }: Collection, item: JsonObject): string | undefined {
  const value = key.property !== undefined && Object.hasOwn(item, key.property) ? item[key.property] : undefined;
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;
}

/** The item with a key in its key property, if the collection has one. */
export function withKey({ key }: Collection, item: JsonObject, value: string | number): JsonObject {
  return key.property === undefined ? item : { ...item, [key.property]: value };
}

/** The key as a value of its property. Undefined if the schema of the property does not accept it. */
export function keyValue(contract: Contract, { key }: Collection, text: string): string | number | undefined {
  if (key.schema === undefined) return text;
  const validate = contract.validator('response', key.schema);
  const number = /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  return [text, number].find((value) => value !== undefined && validate(value).length === 0);
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

/** The value of a new key: the next number, a UUID, else a string that the schema accepts. */
export function newKey(at: NewKey, { ordinal, highest, isTaken }: Ordinal): Eventually<string | number> {
  const { contract, collection, context, path } = at;
  const { schema, parameter } = collection.key;
  const keySchema = schema ?? parameter?.schema;
  if (keySchema === undefined) return uuidAt(context.seed, path, 'key', ordinal);
  const { numeric, least } = boundsOf(contract.document, keySchema);
  const next = Math.max(highest + 1, least);
  const isFree = (key: string | number) => isKey(contract, collection, key) && !isTaken(String(key));
  if (numeric && isFree(next)) return next;
  const preferred = numeric
    ? [next]
    : textsFor(uuidAt(context.seed, path, 'key', ordinal), { next, numbered: highest > 0 });
  const free = preferred.find(isFree);
  if (free !== undefined) return free;
  // If all keys that the schema accepts are in use, the new key violates the schema.
  const source = parameter?.schema ?? keySchema;
  return whenKnown(loadSampler(), (sampler) => {
    for (let turn = 0; turn < MAX_TRIES; turn++) {
      const place = `${path} key ${ordinal} ${turn}`;
      const sampled = sampler(contract, source, { seed: context.seed, place, dynamic: true });
      if ((typeof sampled === 'string' || typeof sampled === 'number') && isFree(sampled)) return sampled;
    }
    return preferred[0] as string | number;
  });
}

/** String keys in order of preference: the next number if the keys are numbers, else UUIDs. */
function textsFor(uuid: string, { next, numbered }: { readonly next: number; readonly numbered: boolean }): string[] {
  return [...(numbered ? [String(next)] : []), uuid, uuid.replaceAll('-', ''), String(next), uuid.slice(0, 8)];
}

interface Bounds {
  readonly numeric: boolean;
  /** The smallest integer that can be a key. */
  readonly least: number;
}

const bounds = new WeakMap<JsonObject, Map<string, Bounds>>();

/** The bounds in the schema of a key, read once. */
function boundsOf(document: JsonObject, schema: string): Bounds {
  const known = bounds.get(document) ?? new Map<string, Bounds>();
  bounds.set(document, known);
  let found = known.get(schema);
  if (!found) {
    const types = typesAt(document, schema);
    const minimum = sameValuePlaces(document, schema).find(({ value }) => typeof value.minimum === 'number')?.value
      .minimum;
    const numeric = types.has('integer') || types.has('number');
    found = { numeric, least: typeof minimum === 'number' ? Math.ceil(minimum) : 1 };
    known.set(schema, found);
  }
  return found;
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
  return (
    (typeof value === 'number' && validate(text).length === 0) ||
    (typeof value === 'string' && /^-?\d{1,15}$/.test(text) && validate(Number(text)).length === 0)
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
  return /^\d{1,15}$/.test(key) ? Number(key) : 0;
}
