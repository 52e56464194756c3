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
  const { schema } = collection.key;
  const uuid = uuidAt(around.seed, path, 'key', ordinal);
  if (schema === undefined) return uuid;
  const { document } = contract;
  const types = typesAt(document, schema);
  const validate = contract.validator('response', schema);
  const least = sameValuePlaces(document, schema).find(({ value }) => typeof value.minimum === 'number')?.value.minimum;
  const next = Math.max(highest + 1, typeof least === 'number' ? Math.ceil(least) : 1);
  if (types.has('integer') || types.has('number')) return next;
  const texts = [
    ...(highest > 0 ? [String(next)] : []),
    uuid,
    uuid.replaceAll('-', ''),
    String(next),
    uuid.slice(0, 8),
  ];
  const fitting = texts.find((text) => validate(text).length === 0);
  if (fitting !== undefined) return fitting;
  const made = await sampleOf(contract, schema, { seed: around.seed, place: `${path} key ${ordinal}`, dynamic: true });
  return typeof made === 'string' && validate(made).length === 0 ? made : uuid;
}

/** The highest whole number among keys. */
export function highestOf(keys: Iterable<string>): number {
  let highest = 0;
  for (const key of keys) if (/^\d{1,15}$/.test(key)) highest = Math.max(highest, Number(key));
  return highest;
}
