// The place of a generated value, and choices that depend on it alone. Values of one object are chosen by the object, so that they
// agree with each other: the email of a person contains the person's name.
import { randomAt } from '../../random.ts';

/** The object that a value is a property of. */
export interface Owner {
  readonly seed: number;
  /** What the sample is for, without the number of the item. */
  readonly series: string;
  /** The number of the object among those generated for the same place, from 0. */
  readonly number: number;
  /** The names of the properties that lead to the object, as words. */
  readonly path: readonly string[];
  /** Words that say what the object is, the most exact ones first: `product`. */
  readonly subjects: readonly string[];
  /** The names of its properties, as words. */
  readonly names: ReadonlySet<string>;
  /** The generated category of the object, and its number within that category. */
  readonly category: { readonly value: string; readonly rank: number } | undefined;
  /** The start of the URLs of sample files. */
  readonly samplesUrl: string;
}

/** The place of a value in a sample. It is the only source of randomness. */
export interface Location {
  readonly seed: number;
  /** The sample and the pointer into it. */
  readonly place: readonly string[];
  /** The name of the property as words: `first name`; empty if unknown. */
  readonly name: string;
  readonly owner: Owner;
}

/** Names that are remembered with what was found for them. */
const MAX_REMEMBERED = 5_000;

/** Remembers the result of a function of a name, because the same names come again and again. */
export function byName<T>(find: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined || known.has(name)) return before as T;
    if (known.size === MAX_REMEMBERED) known.clear();
    const found = find(name);
    known.set(name, found);
    return found;
  };
}

/** A name as words in lower case: `first name` for `firstName`, `first_name` and `First-Name`. */
export const wordsIn = byName((name) =>
  name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase(),
);

/** One of the values. */
export function pick<T>({ seed, place }: Location, values: readonly T[], label = ''): T {
  return values[Math.floor(randomAt(seed, ...place, label) * values.length)] as T;
}

/** An integer from `least` to `most`. */
export function integerAt({ seed, place }: Location, least: number, most: number, label = 'n'): number {
  return least + Math.floor(randomAt(seed, ...place, label) * (most - least + 1));
}

/** A number in [0, 1) that all properties of an object share. */
export function sharedAt({ seed, series, number }: Owner, label: string): number {
  return randomAt(seed, series, String(number), label);
}

const STRIDES = [7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43];

/** The value for the n-th object. Objects get different values until all values are used. */
export function nth<T>({ seed, series }: Owner, values: readonly T[], { n, label }: { n: number; label: string }): T {
  const { length } = values;
  const strides = STRIDES.filter((stride) => length % stride !== 0);
  const stride = strides[Math.floor(randomAt(seed, series, label, 'stride') * strides.length)] ?? 1;
  const offset = Math.floor(randomAt(seed, series, label) * length);
  return values[(offset + n * stride) % length] as T;
}

/** The value of the object's own number. */
export function ofOwner<T>(owner: Owner, values: readonly T[], label: string): T {
  return nth(owner, values, { n: owner.number, label });
}

/**
 * The index of the value of an enum in the n-th object. Every run of as many objects as there are values contains each value once, in
 * another order each time. The first object has the first value.
 */
export function turnOf(
  { seed, series }: Pick<Owner, 'seed' | 'series'>,
  n: number,
  { length, label }: { length: number; label: string },
): number {
  const round = Math.floor(n / length);
  const order = Array.from({ length }, (_, index) => index);
  const first = round === 0 ? 1 : 0;
  for (let index = length - 1; index > first; index--) {
    const other = first + Math.floor(randomAt(seed, series, label, round, index) * (index - first + 1));
    [order[index], order[other]] = [order[other] as number, order[index] as number];
  }
  return order[n % length] as number;
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text as a part of a URL: `desk-lamp`. */
export function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
