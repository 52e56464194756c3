// Adds the required properties that a value does not have, with generated values.
import type { Violation } from '../errors/http-error.ts';
import { type Eventually, whenKnown } from '../eventually.ts';
import { tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, setProperty } from '../json/value.ts';
import type { Contract } from './contract.ts';
import { loadSampler, type SampleAtOnce } from './lazy-sample.ts';
import { schemaInside } from './property-schema.ts';

/** The maximum number of nested levels that are filled in. */
const MAX_LEVELS = 4;

interface FillOptions {
  readonly seed: number;
  readonly place: string;
}

/** Returns the same value if no required property is missing. It waits only for the sampler, the first time. */
export function fillRequired(contract: Contract, schema: string, value: Json, at: FillOptions): Eventually<Json> {
  const missing = missingIn(contract, schema, value);
  if (missing.length === 0) return value;
  return whenKnown(loadSampler(), (sampler) => fill({ contract, schema, at, sampler }, value, missing));
}

interface Filling {
  readonly contract: Contract;
  readonly schema: string;
  readonly at: FillOptions;
  readonly sampler: SampleAtOnce;
}

function fill(filling: Filling, value: Json, first: readonly Violation[]): Json {
  const { contract, schema, at, sampler } = filling;
  const sample = sampler(contract, schema, at);
  let filled = value;
  let missing = first;
  for (let level = 0; level < MAX_LEVELS && missing.length > 0; level++) {
    for (const { pointer } of missing) {
      const property = valueAt(sample, pointer) ?? generatedValue(filling, pointer);
      filled = withValue(filled, tokensOf(pointer), property);
    }
    missing = missingIn(contract, schema, filled);
  }
  return filled;
}

function missingIn(contract: Contract, schema: string, value: Json): readonly Violation[] {
  return contract
    .validator(
      'response',
      schema,
    )(value)
    .filter(({ rule }) => rule === 'required');
}

/** A value for a place that the sample of the whole does not have, such as in the second item of an array. */
function generatedValue({ contract, schema, at, sampler }: Filling, pointer: string): Json {
  const inside = schemaInside(contract.document, schema, pointer);
  return inside === undefined ? '' : sampler(contract, inside, { ...at, place: `${at.place} ${pointer}` });
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
