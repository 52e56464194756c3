// Keys of items: the one an item has, and new ones, as the schema of the key allows. They are functions of the world's
// seed, the path and an ordinal, so that the same requests give the same ids.
import type { Contract } from '../contract/contract.ts';
import { sampleOf } from '../contract/sample-of.ts';
import { sameValuePlaces, typesAt } from '../contract/schema-places.ts';
import type { JsonObject } from '../json/value.ts';
import { uuidAt } from '../random.ts';
import type { Surroundings } from './repository.ts';
import type { Collection } from './resource.ts';

/** The key that an item says; undefined where it says none. */
export function keyOf({ key }: Collection, item: JsonObject): string | undefined {
  const value = key.member !== undefined && Object.hasOwn(item, key.member) ? item[key.member] : undefined;
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;
}

/** The item with a key in the member that is for it, where there is one. */
export function withKey({ key }: Collection, item: JsonObject, value: string | number): JsonObject {
  return key.member === undefined ? item : { ...item, [key.member]: value };
}

/** The text of a key as its member says it; undefined where the member cannot say it. */
export function keyValue(contract: Contract, { key }: Collection, text: string): string | number | undefined {
  if (key.schema === undefined) return text;
  const validate = contract.validator('response', key.schema);
  const number = /^-?\d{1,15}$/.test(text) ? Number(text) : undefined;
  return [text, number].find((value) => value !== undefined && validate(value).length === 0);
}

interface NewKey {
  readonly contract: Contract;
  readonly collection: Collection;
  readonly around: Pick<Surroundings, 'seed'>;
  readonly path: string;
}

interface Ordinal {
  /** Tells this key from all others that were made at the path. */
  readonly ordinal: number;
  /** The highest whole number that is a key already, 0 for none. */
  readonly highest: number;
}

/** The value of a new key: the next number, a UUID, else a text that its schema takes. */
export async function newKey(
  { contract, collection, around, path }: NewKey,
  { ordinal, highest }: Ordinal,
): Promise<string | number> {
  const { document } = contract;
  const { schema, parameter } = collection.key;
  const uuid = uuidAt(around.seed, path, 'key', ordinal);
  const asked = schema ?? parameter?.schema;
  if (asked === undefined) return uuid;
  const types = typesAt(document, asked);
  const least = sameValuePlaces(document, asked).find(({ value }) => typeof value.minimum === 'number')?.value.minimum;
  const next = Math.max(highest + 1, typeof least === 'number' ? Math.ceil(least) : 1);
  const fits = (key: string | number) => isKey(contract, collection, key);
  const texts = [
    ...(highest > 0 ? [String(next)] : []),
    uuid,
    uuid.replaceAll('-', ''),
    String(next),
    uuid.slice(0, 8),
  ];
  const simple = types.has('integer') || types.has('number') ? [next] : texts;
  const fitting = simple.find(fits);
  if (fitting !== undefined) return fitting;
  for (const source of [parameter?.schema, schema]) {
    if (source === undefined) continue;
    const made = await sampleOf(contract, source, {
      seed: around.seed,
      place: `${path} key ${ordinal}`,
      dynamic: true,
    });
    if ((typeof made === 'string' || typeof made === 'number') && fits(made)) return made;
  }
  return simple[0] as string | number;
}

/** Whether a value may be a key: by the member that holds it, and by the path parameter that asks for it. */
export function isKey(contract: Contract, { key }: Collection, value: string | number): boolean {
  const held = key.schema === undefined || contract.validator('response', key.schema)(value).length === 0;
  if (!held || key.parameter?.schema === undefined) return held;
  const validate = contract.validator('request', key.parameter.schema);
  const text = String(value);
  const readings = [value, text, ...(/^-?\d{1,15}$/.test(text) ? [Number(text)] : [])];
  return text !== '' && readings.some((reading) => validate(reading).length === 0);
}

/** The highest whole number among keys. */
export function highestOf(keys: Iterable<string>): number {
  let highest = 0;
  for (const key of keys) if (/^\d{1,15}$/.test(key)) highest = Math.max(highest, Number(key));
  return highest;
}
