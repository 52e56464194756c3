// Adds the required properties that a value does not have, with generated values.
import { setImmediate } from 'node:timers/promises';
import { HttpError, type Violation } from '../../errors/http-error.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import { Draft } from '../../json/draft.ts';
import { tokensOf, valueAt } from '../../json/pointer.ts';
import type { Json } from '../../json/value.ts';
import type { Contract } from '../contract.ts';
import { schemaInside } from '../schema/schema-view.ts';
import { MAX_ERRORS } from '../validation/bounded-code.ts';
import { loadSampler, type SampleAtOnce } from './lazy-sample.ts';

/** The maximum number of nested levels that are filled in. */
const MAX_LEVELS = 4;
/** Rounds of all levels: the violations of a value with many items are listed in parts. */
const MAX_ROUNDS = 40;
/** Values that are generated at once. Other requests are served in between. */
const AT_ONCE = 100;

export interface FillOptions {
  readonly seed: number;
  readonly place: string;
  readonly ordinal?: number | undefined;
  /** The start of the URLs of sample files. */
  readonly samplesUrl?: string | undefined;
  /** The moment before which dates lie, in milliseconds since 1970. By default, the first day of 2026. */
  readonly today?: number | undefined;
  /** The number of values to generate. Default: no limit, for values of the document itself. */
  readonly most?: number;
}

/**
 * Returns the same value if no required property is missing. It waits only for the sampler, the first time, and if very many
 * properties are missing.
 * @throws HttpError BODY_TOO_LARGE if more values are missing
 */
export function fillRequired(contract: Contract, schema: string, value: Json, at: FillOptions): Eventually<Json> {
  const violations = contract.validator('response', schema)(value, MAX_ERRORS);
  if (missingOf(violations).length === 0) return value;
  return whenKnown(loadSampler(), (sampler) => {
    const sample = sampler(contract, schema, at);
    return fill({ contract, schema, at, sampler, sample }, { value, violations, level: 0, round: 0, generated: 0 });
  });
}

interface Filling {
  readonly contract: Contract;
  readonly schema: string;
  readonly at: FillOptions;
  readonly sampler: SampleAtOnce;
  readonly sample: Json;
}

interface Round {
  readonly value: Json;
  readonly violations: readonly Violation[];
  /** The levels and the rounds before. */
  readonly level: number;
  readonly round: number;
  /** The number of values that were generated. */
  readonly generated: number;
}

function fill(filling: Filling, { value, violations, level, round, generated }: Round): Eventually<Json> {
  const missing = missingOf(violations);
  if (missing.length === 0 || level === MAX_LEVELS || round === MAX_ROUNDS) return value;
  const { contract, schema, at } = filling;
  const total = generated + missing.length;
  if (at.most !== undefined && total > at.most) throw tooMany(at.most);
  const draft = new Draft(value);
  return whenKnown(addAll(filling, draft, missing), () => {
    const filled = draft.close();
    return fill(filling, {
      value: filled,
      violations: contract.validator('response', schema)(filled, MAX_ERRORS),
      level: violations.at(-1)?.rule === 'more' ? level : level + 1,
      round: round + 1,
      generated: total,
    });
  });
}

function addAll(filling: Filling, draft: Draft, missing: readonly Violation[]): Eventually<void> {
  if (missing.length > AT_ONCE) return addInParts(filling, draft, missing);
  for (const { pointer } of missing) {
    draft.add(tokensOf(pointer), valueAt(filling.sample, pointer) ?? generatedValue(filling, pointer));
  }
}

async function addInParts(filling: Filling, draft: Draft, missing: readonly Violation[]): Promise<void> {
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    if (from > 0) await setImmediate();
    addAll(filling, draft, missing.slice(from, from + AT_ONCE));
  }
}

function missingOf(violations: readonly Violation[]): readonly Violation[] {
  return violations.filter(({ rule }) => rule === 'required');
}

/** The error for a body that leaves out more values than the server generates. */
export function tooMany(most: number): HttpError {
  const message = `The body leaves out more than ${most} required values that the server has to generate. Send them, or send a smaller body.`;
  return new HttpError({ code: 'BODY_TOO_LARGE', message });
}

/** A value for a place that the sample of the whole does not have, such as in the second item of an array. */
function generatedValue({ contract, schema, at, sampler }: Filling, pointer: string): Json {
  const inside = schemaInside(contract.document, schema, pointer);
  return inside === undefined ? '' : sampler(contract, inside, { ...at, place: `${at.place} ${pointer}` });
}
