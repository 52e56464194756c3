// Generates a sample of a schema. The sampler is loaded on the first call, so that the start of the server stays fast. Later calls
// have nothing to wait for.
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { Json } from '../../json/value.ts';
import type { Contract } from '../contract.ts';
import type { ItemList } from './item-list.ts';

interface LazySampleOptions {
  readonly seed: number;
  /** What distinguishes this sample from others with the same seed. */
  readonly place: string;
  /** Generates values even if the schema has examples. */
  readonly dynamic?: boolean;
  /** The number of the item, for one of many at the same place. */
  readonly ordinal?: number | undefined;
  /** A value that the sample is to be like. */
  readonly like?: Json | undefined;
  /** The list that the sample is an item of. */
  readonly list?: ItemList | undefined;
  /** The start of the URLs of sample files. */
  readonly samplesUrl?: string | undefined;
  /** The moment before which dates lie, in milliseconds since 1970. By default, the first day of 2026. */
  readonly today?: number | undefined;
  /** The default is `response`. */
  readonly view?: 'request' | 'response';
}

export function lazySample(contract: Contract, schema: string, options: LazySampleOptions): Eventually<Json> {
  return whenKnown(loadSampler(), (sampler) => sampler(contract, schema, options));
}

/** Returns a sample at once. */
export type SampleAtOnce = (contract: Contract, schema: string, options: LazySampleOptions) => Json;

let sampler: SampleAtOnce | undefined;

/** The sampler, for code that needs several samples in a row. */
export function loadSampler(): Eventually<SampleAtOnce> {
  return (
    sampler ??
    import('./sample.ts').then(({ sample }) => {
      sampler ??= (contract, schema, { dynamic = false, view = 'response', ...at }) => {
        const validate = contract.validator(view, schema);
        const validateByLetter = contract.letterValidator(view, schema);
        const { document } = contract;
        return sample({ ...at, document, schema, view, validate, validateByLetter, ignoreExamples: dynamic });
      };
      return sampler;
    })
  );
}
