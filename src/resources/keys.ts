// Keys of items: the one an item has, and new ones, as the schema of the key allows. They are functions of the world's
// seed, the path and an ordinal, so that the same requests give the same ids.
import type { Contract } from '../contract/contract.ts';
import { lazySample } from '../contract/lazy-sample.ts';
import { sameValuePlaces, typesAt } from '../contract/schema-places.ts';
import type { JsonObject } from '../json/value.ts';
import { uuidAt } from '../random.ts';
import type { ResourceContext } from './repository.ts';
import type { Collection } from './resource.ts';

/** The key that an item says; undefined where it says none. */
export function keyOf({ key }: Collection, item: JsonObject): string | undefined {
  const value = key.property !== undefined && Object.hasOwn(item, key.property) ? item[key.property] : undefined;
  return (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : undefined;
}

/** The item with a key in the member that is for it, where there is one. */
export function withKey({ key }: Collection, item: JsonObject, value: string | number): JsonObject {
  return key.property === undefined ? item : { ...item, [key.property]: value };
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
  readonly around: Pick<ResourceContext, 'seed'>;
  readonly path: string;
}

interface Ordinal {
  /** Tells this key from all others that were made at the path. */
  readonly ordinal: number;
  /** The highest whole number that is a key already, 0 for none. */
  readonly highest: number;
  /** Whether an item has a key already. */
  readonly taken: (key: string) => boolean | Promise<boolean>;
}

/** Made-up keys that are tried where the schema leaves few. */
const MOST_TRIES = 25;

/** The value of a new key: the next number, a UUID, else a text that its schema takes. */
export async function newKey(
  { contract, collection, around, path }: NewKey,
  { ordinal, highest, taken }: Ordinal,
): Promise<string | number> {
  const { document } = contract;
  const { schema, parameter } = collection.key;
  const asked = schema ?? parameter?.schema;
  if (asked === undefined) return uuidAt(around.seed, path, 'key', ordinal);
  const { numeric, least } = boundsOf(document, asked);
  const next = Math.max(highest + 1, least);
  const fits = (key: string | number) => isKey(contract, collection, key);
  const simple = numeric
    ? [next]
    : textsFor(uuidAt(around.seed, path, 'key', ordinal), { next, numbered: highest > 0 });
  for (const key of simple) if (fits(key) && !(await taken(String(key)))) return key;
  const source = parameter?.schema ?? asked;
  for (let turn = 0; turn < MOST_TRIES; turn++) {
    const place = `${path} key ${ordinal} ${turn}`;
    const made = await lazySample(contract, source, { seed: around.seed, place, dynamic: true });
    if ((typeof made === 'string' || typeof made === 'number') && fits(made) && !(await taken(String(made))))
      return made;
  }
  // The schema allows no more keys than there are items: the next is one that it does not allow.
  return simple[0] as string | number;
}

/** Texts that are keys wherever nothing speaks against them, best first: where keys are numbers, the next one. */
function textsFor(uuid: string, { next, numbered }: { readonly next: number; readonly numbered: boolean }): string[] {
  return [...(numbered ? [String(next)] : []), uuid, uuid.replaceAll('-', ''), String(next), uuid.slice(0, 8)];
}

interface Bounds {
  readonly numeric: boolean;
  /** The least whole number that may be a key. */
  readonly least: number;
}

const bounds = new WeakMap<JsonObject, Map<string, Bounds>>();

/** What the schema of a key says of numbers, read once. */
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

/** Whether a value may be a key: by the member that holds it, and by the path parameter that asks for it. */
export function isKey(contract: Contract, { key }: Collection, value: string | number): boolean {
  const text = String(value);
  const readings = [value, text, ...(/^-?\d{1,15}$/.test(text) ? [Number(text)] : [])];
  const meets = (view: 'request' | 'response', schema: string | undefined) => {
    if (schema === undefined) return true;
    const validate = contract.validator(view, schema);
    return readings.some((reading) => validate(reading).length === 0);
  };
  return text !== '' && meets('response', key.schema) && meets('request', key.parameter?.schema);
}

/** The highest whole number among keys. */
export function highestOf(keys: Iterable<string>): number {
  let highest = 0;
  for (const key of keys) if (/^\d{1,15}$/.test(key)) highest = Math.max(highest, Number(key));
  return highest;
}
