// Generates a sample of a schema. The sampler is loaded on the first call, so that the start of the server stays fast.

import type { Json } from '../json/value.ts';
import type { Contract } from './contract.ts';

interface LazySampleOptions {
  readonly seed: number;
  /** What distinguishes this sample from others with the same seed. */
  readonly place: string;
  /** Generates values even if the schema has examples. */
  readonly dynamic?: boolean;
  /** The default is `response`. */
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
