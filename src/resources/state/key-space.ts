// The keys that the schemas of a key allow, read from them once: numbers or texts, the smallest and the largest number, or a list.
import type { Contract } from '../../contract/contract.ts';
import { sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { appendTokens, decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { Key } from '../infer/resource.ts';

export interface KeySpace {
  readonly numeric: boolean;
  /** The smallest integer that can be a key. */
  readonly least: number;
  /** The largest integer that can be a key. */
  readonly most: number;
  /** All keys, if the document lists them. */
  readonly values: readonly (string | number)[] | undefined;
}

const spaces = new WeakMap<Key, KeySpace>();

export function keySpaceOf({ document }: Contract, key: Key): KeySpace {
  const known = spaces.get(key);
  if (known) return known;
  const space = readKeySpace(document, key);
  spaces.set(key, space);
  return space;
}

function readKeySpace(document: JsonObject, { schema, parameter }: Key): KeySpace {
  const schemas = [schema, parameter?.schema].filter((one) => one !== undefined);
  const [first] = schemas;
  const types = first === undefined ? new Set<string>() : typesAt(document, first);
  const parts = schemas.flatMap((one) => sameValuePlaces(document, one).map(({ value }) => value));
  const lists = schemas.flatMap((one) => {
    const values = listedValues(document, one);
    return values ? [values] : [];
  });
  return {
    numeric: types.has('integer') || types.has('number'),
    least: largest(parts, 1),
    most: smallest(parts, Number.MAX_SAFE_INTEGER),
    values: lists[0]?.filter((value) => lists.every((list) => list.some((other) => String(other) === String(value)))),
  };
}

function largest(parts: readonly JsonObject[], otherwise: number): number {
  const bounds = parts.flatMap(({ minimum, exclusiveMinimum }) => [
    ...(typeof minimum === 'number' ? [Math.ceil(minimum)] : []),
    ...(typeof exclusiveMinimum === 'number' ? [Math.floor(exclusiveMinimum) + 1] : []),
  ]);
  return bounds.length === 0 ? otherwise : Math.max(...bounds);
}

function smallest(parts: readonly JsonObject[], otherwise: number): number {
  const bounds = parts.flatMap(({ maximum, exclusiveMaximum }) => [
    ...(typeof maximum === 'number' ? [Math.floor(maximum)] : []),
    ...(typeof exclusiveMaximum === 'number' ? [Math.ceil(exclusiveMaximum) - 1] : []),
  ]);
  return Math.min(otherwise, ...bounds);
}

/** The values that a schema lists by `enum` or `const`, through references and `allOf`. Undefined if it lists none. */
function listedValues(
  document: JsonObject,
  pointer: string,
  seen = new Set<string>(),
): (string | number)[] | undefined {
  const schema = valueAt(document, pointer);
  if (!isObject(schema) || seen.has(pointer)) return undefined;
  seen.add(pointer);
  if (schema.const !== undefined) return [schema.const].filter(isKeyValue);
  if (Array.isArray(schema.enum)) return schema.enum.filter(isKeyValue);
  const parts = Array.isArray(schema.allOf)
    ? schema.allOf.map((_, index) => appendTokens(pointer, 'allOf', index))
    : [];
  if (typeof schema.$ref === 'string') parts.push(decodeFragment(schema.$ref.slice(1)));
  for (const part of parts) {
    const values = listedValues(document, part, seen);
    if (values) return values;
  }
  return undefined;
}

function isKeyValue(value: Json): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
