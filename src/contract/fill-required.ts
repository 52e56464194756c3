// Adds the required properties that a value does not have, with generated values.
import { tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, setProperty } from '../json/value.ts';
import type { Contract } from './contract.ts';
import { lazySample } from './lazy-sample.ts';
import { schemaInside } from './property-schema.ts';

/** The maximum number of nested levels that are filled in. */
const MAX_LEVELS = 4;

interface FillOptions {
  readonly seed: number;
  readonly place: string;
}

/** Returns the same value if no required property is missing. */
export async function fillRequired(contract: Contract, schema: string, value: Json, at: FillOptions): Promise<Json> {
  const validate = contract.validator('response', schema);
  const missingIn = (filled: Json) => validate(filled).filter(({ rule }) => rule === 'required');
  let filled = value;
  let sample: Json | undefined;
  for (let level = 0; level < MAX_LEVELS; level++) {
    const missing = missingIn(filled);
    if (missing.length === 0) break;
    sample ??= await lazySample(contract, schema, at);
    for (const { pointer } of missing) {
      const property = valueAt(sample, pointer) ?? (await generatedValue(contract, schema, pointer, at));
      filled = withValue(filled, tokensOf(pointer), property);
    }
  }
  return filled;
}

/** A value for a place that the sample of the whole does not have, such as in the second item of an array. */
async function generatedValue(contract: Contract, schema: string, pointer: string, at: FillOptions): Promise<Json> {
  const inside = schemaInside(contract.document, schema, pointer);
  return inside === undefined ? '' : lazySample(contract, inside, { ...at, place: `${at.place} ${pointer}` });
}

/** Sets a value at a place inside another one. Arrays and objects on the way are copied. */
export function withValue(target: Json, [name, ...rest]: readonly string[], value: Json): Json {
  if (name === undefined) return value;
  if (Array.isArray(target)) {
    return target.map((item, index) => (String(index) === name ? withValue(item as Json, rest, value) : item)) as Json;
  }
  const copy: Record<string, Json> = isObject(target) ? { ...target } : {};
  setProperty(copy, name, withValue(copy[name] ?? {}, rest, value));
  return copy;
}
