// The place of a generated value, and choices that depend on it alone. Values of one object are chosen by the object, so that they
// agree with each other: the email of a person contains the person's name.
import { randomAt } from '../../random.ts';
import type { ItemList } from './item-list.ts';

/** The object that a value is a property of. */
export interface Owner {
  readonly seed: number;
  /** What the sample is for, without the number of the item. */
  readonly series: string;
  /** The number of the object among those generated for the same place, from 0. */
  readonly number: number;
  /** The number of the item that the object is a part of. */
  readonly ordinal: number;
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
  /** Milliseconds by which its dates are later than those of a world whose clock nobody sets. */
  readonly shift: number;
  /** The list that the object belongs to, if it is known. */
  readonly list: ItemList | undefined;
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
export const spacedName = byName((name) =>
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
export function sharedAt({ seed, series, number }: Pick<Owner, 'seed' | 'series' | 'number'>, label: string): number {
  return randomAt(seed, series, String(number), label);
}

/** The value for the n-th object. Objects get different values until all values are used. */
export function nth<T>({ seed, series }: Owner, values: readonly T[], { n, label }: { n: number; label: string }): T {
  const { length } = values;
  const round = Math.floor(n / length);
  // Another order each time. After many rounds nobody sees that it repeats.
  return values[shuffled(seed, `${series} ${label} ${round % 32}`, length)[n % length] as number] as T;
}

/** Orders that are remembered. */
const orders = new Map<string, readonly number[]>();

/** The numbers below a length in an order that depends on the seed and the place. */
function shuffled(seed: number, place: string, length: number): readonly number[] {
  const key = `${seed} ${place} ${length}`;
  const known = orders.get(key);
  if (known) return known;
  const order = Array.from({ length }, (_, index) => index);
  for (let index = length - 1; index > 0; index--) {
    const other = Math.floor(randomAt(seed, place, index) * (index + 1));
    [order[index], order[other]] = [order[other] as number, order[index] as number];
  }
  if (orders.size === MAX_REMEMBERED) orders.clear();
  orders.set(key, order);
  return order;
}

/** The value of the object's own number. */
export function ofOwner<T>(owner: Owner, values: readonly T[], label: string): T {
  return nth(owner, values, { n: owner.number, label });
}

/** Which value of an enum an object has, and how many objects before it have the same. */
export interface Turn {
  readonly index: number;
  readonly rank: number;
}

interface Turns {
  readonly label: string;
  /** How often each value is taken. */
  readonly weights: readonly number[];
}

/** Series of turns that are remembered, and how long each can be. */
const MAX_SERIES = 500;
const MAX_TURNS = 5_000;
const series = new Map<string, { readonly turns: Turn[]; readonly counts: number[] }>();

/**
 * The value of an enum in the n-th object. The first objects have each value once, the first object the first value. After them, some
 * values are more frequent than others.
 */
export function turnOf(at: Pick<Owner, 'seed' | 'series'>, n: number, { label, weights }: Turns): Turn {
  if (n >= MAX_TURNS) {
    return { index: chosen(at, n, { label, weights }), rank: Math.floor(n / weights.length) };
  }
  const key = `${at.seed} ${at.series} ${label} ${weights.join(' ')}`;
  const known = series.get(key) ?? { turns: [], counts: [] };
  if (known.turns.length === 0) {
    if (series.size === MAX_SERIES) series.clear();
    series.set(key, known);
  }
  const { turns, counts } = known;
  for (let next = turns.length; next <= n; next++) {
    const index = varied(at, turns, { label, weights });
    const rank = counts[index] ?? 0;
    counts[index] = rank + 1;
    turns.push({ index, rank });
  }
  return turns[n] as Turn;
}

/** The next value. Long runs of one value look like a mistake, so they end after some objects. */
function varied(at: Pick<Owner, 'seed' | 'series'>, turns: readonly Turn[], { label, weights }: Turns): number {
  const index = chosen(at, turns.length, { label, weights });
  const isUsual = (weights[index] ?? 0) * 2 > weights.reduce((sum, weight) => sum + weight, 0);
  const isRun = turns.length >= RUN && turns.slice(-RUN).every((turn) => turn.index === index);
  return isRun && !isUsual ? chosen(at, turns.length, { label: `${label} again`, weights }) : index;
}

/** The number of equal values in a row after which another one is tried. */
const RUN = 2;

function chosen(at: Pick<Owner, 'seed' | 'series'>, n: number, { label, weights }: Turns): number {
  const { length } = weights;
  if (n === 0) return 0;
  if (n < length) {
    const others = shuffled(at.seed, `${at.series} ${label}`, length).filter((index) => index > 0);
    return others[n - 1] as number;
  }
  return weighted(weights, randomAt(at.seed, at.series, label, n));
}

/** The index of one of the weights. @param random from 0 to 1; equal steps lead to indexes as often as their weights say */
export function weighted(weights: readonly number[], random: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let end = 0;
  for (const [index, weight] of weights.entries()) {
    end += weight;
    if (random * total < end) return index;
  }
  return weights.length - 1;
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text as a part of a URL: `desk-lamp`. */
export function slugOf(text: string): string {
  return asciiOf(text)
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', Æ: 'Ae', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd' };

/** A text without accents. */
export function asciiOf(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/g, (letter) => LETTERS[letter] ?? letter);
}
