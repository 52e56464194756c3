// Adds the required properties that a value does not have, with generated values.
import { setImmediate } from 'node:timers/promises';
import { HttpError } from '../errors/http-error.ts';
import { Draft } from '../json/draft.ts';
import { tokensOf, valueAt } from '../json/pointer.ts';
import type { Json } from '../json/value.ts';
import { MAX_ERRORS } from './bounded-code.ts';
import type { Contract } from './contract.ts';
import { lazySample } from './lazy-sample.ts';
import { schemaInside } from './property-schema.ts';

/** The maximum number of nested levels that are filled in. */
const MAX_LEVELS = 4;
/** Rounds of all levels: the violations of a value with many items are listed in parts. */
const MAX_ROUNDS = 40;
/** Values that are generated at once. Other requests are served in between. */
const AT_ONCE = 100;
const UNBOUNDED = { bytes: Number.POSITIVE_INFINITY, nesting: Number.POSITIVE_INFINITY };

interface FillOptions {
  readonly seed: number;
  readonly place: string;
  /** The number of values to generate. Default: no limit, for values of the document itself. */
  readonly most?: number;
}

/**
 * Returns the same value if no required property is missing.
 * @throws HttpError BODY_TOO_LARGE if more values are missing
 */
export async function fillRequired(contract: Contract, schema: string, value: Json, at: FillOptions): Promise<Json> {
  const validate = contract.validator('response', schema);
  const { most = Number.POSITIVE_INFINITY } = at;
  let filled = value;
  let sample: Json | undefined;
  let generated = 0;
  for (let level = 0, round = 0; level < MAX_LEVELS && round < MAX_ROUNDS; round++) {
    const violations = validate(filled, MAX_ERRORS);
    const missing = violations.filter(({ rule }) => rule === 'required');
    if (missing.length === 0) break;
    if (violations.at(-1)?.rule !== 'more') level += 1;
    sample ??= await lazySample(contract, schema, at);
    const draft = new Draft(filled, UNBOUNDED);
    for (const { pointer } of missing) {
      if (++generated > most) throw tooMany(most);
      if (generated % AT_ONCE === 0) await setImmediate();
      draft.add(tokensOf(pointer), valueAt(sample, pointer) ?? (await generatedValue(contract, schema, pointer, at)));
    }
    filled = draft.close();
  }
  return filled;
}

function tooMany(most: number): HttpError {
  const message = `The body leaves out more than ${most} values that the server has to generate.`;
  return new HttpError({ code: 'BODY_TOO_LARGE', message });
}

/** A value for a place that the sample of the whole does not have, such as in the second item of an array. */
async function generatedValue(contract: Contract, schema: string, pointer: string, at: FillOptions): Promise<Json> {
  const inside = schemaInside(contract.document, schema, pointer);
  return inside === undefined ? '' : lazySample(contract, inside, { ...at, place: `${at.place} ${pointer}` });
}
