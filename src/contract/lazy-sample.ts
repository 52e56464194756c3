// A made-up value of a schema. The sampler is loaded when the first one is asked for, so that start does not pay for it.

import type { Json } from '../json/value.ts';
import type { Contract } from './contract.ts';

interface LazySampleOptions {
  readonly seed: number;
  /** What tells this sample from the others of one seed. */
  readonly place: string;
  /** Makes values up where the schema has examples, too. */
  readonly dynamic?: boolean;
  /** Who sends the value; an answer where nothing is said. */
  readonly view?: 'request' | 'response';
}

export async function lazySample(
  contract: Contract,
  schema: string,
  { seed, place, dynamic = false, view = 'response' }: LazySampleOptions,
): Promise<Json> {
  const { sample } = await import('./sample.ts');
  const validate = contract.validator(view, schema);
  return sample({ document: contract.document, schema, seed, place, view, validate, ignoreExamples: dynamic });
}
