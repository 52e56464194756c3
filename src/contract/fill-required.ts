// A value that lacks members which its schema requires, with made-up ones in their place.
import { tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, setProperty } from '../json/value.ts';
import type { Contract } from './contract.ts';
import { lazySample } from './lazy-sample.ts';
import { schemaInside } from './property-schema.ts';

/** Levels of required members that are filled in at most. */
const MAX_LEVELS = 4;

interface FillOptions {
  readonly seed: number;
  readonly place: string;
}

/** The same value where nothing is missing. */
export async function fillRequired(contract: Contract, schema: string, value: Json, at: FillOptions): Promise<Json> {
  const validate = contract.validator('response', schema);
  const missing = (whole: Json) => validate(whole).filter(({ rule }) => rule === 'required');
  let whole = value;
  let filler: Json | undefined;
  for (let level = 0; level < MAX_LEVELS; level++) {
    const gaps = missing(whole);
    if (gaps.length === 0) break;
    filler ??= await lazySample(contract, schema, at);
    for (const { pointer } of gaps) {
      const value = valueAt(filler, pointer) ?? (await generatedValue(contract, schema, pointer, at));
      whole = withValue(whole, tokensOf(pointer), value);
    }
  }
  return whole;
}

/** What may stand at a place that the sample of the whole does not have, as in the second item of a list. */
async function generatedValue(contract: Contract, schema: string, pointer: string, at: FillOptions): Promise<Json> {
  const inside = schemaInside(contract.document, schema, pointer);
  return inside === undefined ? '' : lazySample(contract, inside, { ...at, place: `${at.place} ${pointer}` });
}

/** The value with another one at a place inside; arrays and objects on the way are copied. */
export function withValue(target: Json, [name, ...rest]: readonly string[], value: Json): Json {
  if (name === undefined) return value;
  if (Array.isArray(target)) {
    return target.map((item, index) => (String(index) === name ? withValue(item as Json, rest, value) : item)) as Json;
  }
  const copy: Record<string, Json> = isObject(target) ? { ...target } : {};
  setProperty(copy, name, withValue(copy[name] ?? {}, rest, value));
  return copy;
}
