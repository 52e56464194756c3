// A sample of the schema that the request selects, if it has a value for the discriminator of the response.
import type { Contract } from '../contract/contract.ts';
import { lazySample } from '../contract/sample/lazy-sample.ts';
import { baseSelectionAt, unionSelectionOf } from '../contract/schema/discriminators.ts';
import { type Eventually, whenKnown } from '../eventually.ts';
import { appendTokens, valueAt } from '../json/pointer.ts';
import { isObject, type Json } from '../json/value.ts';
import { type KnownValues, lookUp } from './known-values.ts';

interface SelectedSampleOptions {
  readonly contract: Contract;
  /** The pointer of the schema of the response. */
  readonly schema: string;
  readonly values: KnownValues;
  readonly seed: number;
}

/** Returns the same body if it is of the schema that the values select, or if they select none. */
export function ofSelectedSchema(body: Json, options: SelectedSampleOptions): Eventually<Json> {
  const { contract, schema, values, seed } = options;
  const { document } = contract;
  const whole = valueAt(document, schema);
  if (!isObject(whole) || !isObject(body)) return body;
  const union = unionSelectionOf(document, whole);
  const selection = union ?? baseSelectionAt(document, schema);
  const value = selection && lookUp(values, selection.property);
  if (!selection || value === undefined || body[selection.property] === value) return body;
  const index = selection.selected.get(String(value));
  if (index === undefined) return body;
  const pointer = selection.candidates[index]?.pointer ?? appendTokens(schema, String(union?.keyword), index);
  return whenKnown(lazySample(contract, pointer, { seed, place: `${schema} ${value}` }), (sample) =>
    isObject(sample) ? { ...sample, [selection.property]: value } : body,
  );
}
