// The list that a generated item belongs to: the examples of the document, and how many items there are. Generated items
// continue the examples: their dates at the same pace, their numbers in the same order, and what all examples share.
import { tokensOf, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { wordsIn } from '../operation/names.ts';
import { DAY, isCreationName, momentOfText, placeInTime, timeAtPlace } from './pace.ts';

/** The pace after a single example. */
const USUAL_PACE = 1.3 * DAY;
/** Items after the examples end within this time, because most examples are not much older than the document. */
const MOST_AHEAD = 90 * DAY;
const LEAST_AHEAD = 20 * DAY;
const MOST_BACK = 1460 * DAY;
/** The number of examples after which what they have in common is no coincidence. */
const FEW = 2;

interface ItemListOptions {
  readonly seed: number;
  /** What distinguishes the list from others, such as its path. */
  readonly place: string;
  /** The first items. */
  readonly examples: readonly JsonObject[];
  /** The number of items, examples included. */
  readonly size: number;
  /** Whether the items belong to one person. */
  readonly isPersonal: boolean;
}

export class ItemList {
  readonly size: number;
  readonly isPersonal: boolean;
  readonly examples: readonly JsonObject[];
  readonly #seed: number;
  readonly #place: string;
  readonly #values = new Map<string, readonly Json[]>();
  #timeline: Timeline | undefined;
  #prices: readonly number[] | undefined;
  #priced: readonly { readonly name: string; readonly price: number }[] | undefined;
  #names: ReadonlySet<string> | undefined;
  #countries: readonly string[] | undefined;
  #currencies: readonly string[] | undefined;

  constructor({ seed, place, examples, size, isPersonal }: ItemListOptions) {
    this.size = size;
    this.isPersonal = isPersonal;
    this.examples = examples;
    this.#seed = seed;
    this.#place = place;
  }

  /** The values of the examples at a pointer, of all items of the arrays on the way. */
  valuesAt(pointer: string): readonly Json[] {
    const key = pointer.replace(/\/\d+(?=\/|$)/g, '/0');
    const known = this.#values.get(key);
    if (known) return known;
    const found = tokensOf(key).reduce<readonly Json[]>(
      (values, token) => values.flatMap((value) => inside(value, token)),
      this.examples,
    );
    this.#values.set(key, found);
    return found;
  }

  /** The value that all examples have at a pointer, if there are several. */
  sharedAt(pointer: string): Json | undefined {
    const values = this.valuesAt(pointer);
    if (values.length < FEW) return undefined;
    const text = JSON.stringify(values[0]);
    return values.every((value) => JSON.stringify(value) === text) ? values[0] : undefined;
  }

  /** The share of the objects in the examples that do not have an optional property. */
  absenceOf(pointer: string): number {
    const objects = this.valuesAt(pointer.slice(0, pointer.lastIndexOf('/'))).filter(isObject).length;
    return objects < FEW ? 0 : 1 - Math.min(1, this.valuesAt(pointer).length / objects);
  }

  /** Whether the generated items are older than the examples: the examples begin with the newest one. */
  get isBackward(): boolean {
    return this.#time.isBackward;
  }

  /** The number of items that are newer than an item. */
  newerThan(ordinal: number): number {
    return this.isBackward ? ordinal : Math.max(0, this.size - 1 - ordinal);
  }

  /** When an item was created. Undefined if the examples have no dates. */
  momentAt(ordinal: number): number | undefined {
    const { property, from, pace, isBackward } = this.#time;
    if (property === undefined || ordinal < this.examples.length) return undefined;
    const steps = placeInTime(this.#seed, this.#place, this.#after(ordinal));
    return timeAtPlace(from, isBackward ? -steps * pace : steps * pace, pace);
  }

  /** The moment of an item at a pointer: as long after its creation as in the example that it is like. */
  momentLike(ordinal: number, pointer: string): number | undefined {
    const like = this.examples[ordinal % this.examples.length];
    const { property } = this.#time;
    const created = this.momentAt(ordinal);
    if (created === undefined || property === undefined || !like) return undefined;
    const [before, moment] = [momentOfText(like[property]), momentOfText(valueAt(like, pointer))];
    if (before === undefined || moment === undefined) return undefined;
    return moment + Math.floor((created - before) / 1000) * 1000;
  }

  /** The next number after those of the examples, if they count up or down. */
  nextNumber(ordinal: number, numbers: readonly Json[]): number | undefined {
    const order = orderOf(numbers);
    if (order === undefined) return undefined;
    const steps = this.#after(ordinal) + 1;
    const all = numbers as readonly number[];
    const next = order < 0 && this.isBackward ? Math.min(...all) - steps : Math.max(...all) + steps;
    return next > 0 ? next : undefined;
  }

  /** The prices of the examples. */
  get prices(): readonly number[] {
    this.#prices ??= this.#named(/\b(?:price|cost|amount)\b/).filter((value) => typeof value === 'number');
    return this.#prices;
  }

  /** The price in the middle. */
  get usualPrice(): number {
    const sorted = this.prices.toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 1;
  }

  /** The names of the examples with their prices. */
  get priced(): readonly { readonly name: string; readonly price: number }[] {
    this.#priced ??= this.examples.flatMap(({ name, title = name, price }) =>
      typeof title === 'string' && typeof price === 'number' ? [{ name: title, price }] : [],
    );
    return this.#priced;
  }

  /** The names of the examples, in lower case. */
  get names(): ReadonlySet<string> {
    this.#names ??= new Set(this.texts(/^(?:name|title)$/).map((name) => name.toLowerCase()));
    return this.#names;
  }

  /** The texts of the top properties whose names match. */
  texts(words: RegExp): readonly string[] {
    return this.#named(words).filter((value) => typeof value === 'string');
  }

  /** The countries of the examples, as codes or names. */
  get countries(): readonly string[] {
    this.#countries ??= this.#deep(/\b(?:country|country code|nationality)$/);
    return this.#countries;
  }

  /** The currencies of the examples. */
  get currencies(): readonly string[] {
    this.#currencies ??= this.#deep(/\bcurrency(?: code)?$/);
    return this.#currencies;
  }

  /** Values of the top properties whose names match. */
  #named(words: RegExp): readonly Json[] {
    return this.examples.flatMap((example) =>
      Object.entries(example).flatMap(([name, value]) => (words.test(spelled(name)) ? [value] : [])),
    );
  }

  #deep(words: RegExp): readonly string[] {
    return this.examples.flatMap((example) => textsNamed(example, words, 0));
  }

  /** The number of generated items before an item. */
  #after(ordinal: number): number {
    return Math.max(0, ordinal - this.examples.length);
  }

  get #time(): Timeline {
    this.#timeline ??= timelineOf(this.examples, this.size);
    return this.#timeline;
  }
}

interface Timeline {
  /** The property with the date by which the items are in order. */
  readonly property: string | undefined;
  readonly from: number;
  /** The usual time between two items. */
  readonly pace: number;
  readonly isBackward: boolean;
}

function timelineOf(examples: readonly JsonObject[], size: number): Timeline {
  const property = datedProperty(examples);
  if (property === undefined) return { property, from: 0, pace: USUAL_PACE, isBackward: false };
  const moments = examples.map((example) => momentOfText(example[property])).filter((one) => one !== undefined);
  const [oldest, newest] = [Math.min(...moments), Math.max(...moments)];
  const span = newest - oldest;
  const left = Math.max(1, size - examples.length);
  const usual = span > 0 ? span / (moments.length - 1) : USUAL_PACE;
  const isBackward = (moments[0] as number) > (moments.at(-1) as number) && canCountDown(examples, left);
  const most = isBackward ? MOST_BACK : Math.min(MOST_AHEAD, Math.max(LEAST_AHEAD, span));
  return { property, from: isBackward ? oldest : newest, pace: Math.min(usual, most / left), isBackward };
}

/** The property with the creation, else with another date that most examples have. */
function datedProperty(examples: readonly JsonObject[]): string | undefined {
  const dated = Object.keys(examples[0] ?? {}).filter((name) =>
    examples.every((example) => momentOfText(example[name]) !== undefined),
  );
  return dated.find((name) => isCreationName(spelled(name))) ?? dated[0];
}

/** Whether the numbers of the items can count down without reaching zero. */
function canCountDown(examples: readonly JsonObject[], steps: number): boolean {
  return Object.keys(examples[0] ?? {}).every((name) => {
    if (!/\b(?:id|iid|number|no|index|sequence)$/.test(spelled(name))) return true;
    const numbers = examples.map((example) => example[name]);
    if (numbers.some((value) => typeof value !== 'number')) return true;
    return orderOf(numbers as Json[]) === -1 && Math.min(...(numbers as number[])) > steps;
  });
}

/** Whether integers count up (1) or down (-1). Undefined for others. */
function orderOf(numbers: readonly Json[]): 1 | -1 | undefined {
  if (numbers.length < FEW || !numbers.every((value) => Number.isSafeInteger(value))) return undefined;
  const steps = numbers.slice(1).map((value, index) => Number(value) - Number(numbers[index]));
  if (steps.every((step) => step > 0)) return 1;
  return steps.every((step) => step < 0) ? -1 : undefined;
}

function inside(value: Json, token: string): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap((one) => (/^\d+$/.test(token) ? [one] : inside(one, token)));
  return isObject(value) && Object.hasOwn(value, token) ? [value[token] as Json] : [];
}

function textsNamed(value: Json, words: RegExp, depth: number): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => textsNamed(one, words, depth + 1));
  if (!isObject(value) || depth > 6) return [];
  return Object.entries(value).flatMap(([name, one]) =>
    typeof one === 'string' ? (words.test(spelled(name)) ? [one] : []) : textsNamed(one, words, depth + 1),
  );
}

function spelled(name: string): string {
  return wordsIn(name).join(' ');
}
