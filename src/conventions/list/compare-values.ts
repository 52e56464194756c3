// Compares the values of items with the values of a query: numbers, points in time, texts, lists and objects.
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

export type Operator =
  | 'equal'
  | 'unequal'
  | 'above'
  | 'atLeast'
  | 'below'
  | 'atMost'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'present';

type Test = (value: Json | undefined, expected: Json) => boolean;

/** Each compares the value of a property with one value of a query. */
export const OPERATORS: { readonly [Name in Operator]: Test } = {
  equal: equals,
  unequal: (value, expected) => !equals(value, expected),
  above: (value, expected) => orderOf(value, expected, 'start') > 0,
  atLeast: (value, expected) => orderOf(value, expected, 'start') >= 0,
  below: (value, expected) => orderOf(value, expected, 'start') < 0,
  atMost: (value, expected) => orderOf(value, expected, 'end') <= 0,
  contains: (value, expected) => someText(value, (text) => text.includes(plainText(expected))),
  startsWith: (value, expected) => someText(value, (text) => text.startsWith(plainText(expected))),
  endsWith: (value, expected) => someText(value, (text) => text.endsWith(plainText(expected))),
  present: (value, expected) => (value !== undefined && value !== null) === (String(expected) !== 'false'),
};

/** Whether a value, or one of several, is the expected one. An object is identified by its key or name. */
function equals(value: Json | undefined, expected: Json): boolean {
  const text = String(expected).toLowerCase();
  if (value === undefined || value === null) return text === 'null' || text === 'none' || text === 'false';
  if (someText(value, (one) => one === text)) return true;
  if (typeof value === 'number' && numberOf(expected) === value) return true;
  if (typeof expected === 'string' && isDay(expected)) return orderOf(value, expected, 'day') === 0;
  if (typeof expected === 'string' && isMoment(expected)) return orderOf(value, expected, 'start') === 0;
  return text.includes('*') && someText(value, (one) => matchesWildcards(one, text.split('*')));
}

/**
 * Whether a text has these parts in order, the first at its start and the last at its end. A regular expression with many
 * wildcards could take forever.
 */
function matchesWildcards(text: string, parts: readonly string[]): boolean {
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const end = text.length - last.length;
  if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= end;
}

/** A text in lower case, without wildcards at its ends. */
function plainText(value: Json): string {
  const text = String(value).toLowerCase();
  let [start, end] = [0, text.length];
  while (start < end && isWildcard(text[start])) start += 1;
  while (end > start && isWildcard(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isWildcard(character: string | undefined): boolean {
  return character === '%' || character === '*';
}

function someText(value: Json | undefined, test: (text: string) => boolean): boolean {
  return [value].flat().some((one) => textsOf(one as Json | undefined).some(test));
}

const IDENTIFYING = /^_?(?:id|name|title|slug|key|code|value|login|username|email|uuid|guid|gid|handle|label)$/i;

/** The texts that identify a value, in lower case. A map is identified by its entries, for example `app=web`. */
function textsOf(value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) return [String(value).toLowerCase()];
  const entries = Object.entries(value);
  const named = entries.flatMap(([name, inner]) =>
    IDENTIFYING.test(name) && typeof inner !== 'object' ? [String(inner).toLowerCase()] : [],
  );
  if (named.length > 0) return named;
  if (isObject(value.data)) return textsOf(value.data);
  if (Array.isArray(value.data)) return value.data.flatMap((one: Json) => textsOf(one));
  return entries.flatMap(([name, inner]) =>
    typeof inner === 'object' ? [] : [`${name}=${inner}`, `${name}:${inner}`, name].map((text) => text.toLowerCase()),
  );
}

/** Less than, equal to or greater than zero; NaN if the values cannot be compared. */
function orderOf(value: Json | undefined, expected: Json, edge: 'start' | 'end' | 'day'): number {
  if (Array.isArray(value) && value.length === 1) return orderOf(value[0] as Json, expected, edge);
  const own = isObject(value) ? (momentInside(value) ?? amountInside(value)) : value;
  if (own === undefined || own === null || typeof own === 'object') return Number.NaN;
  const [left, right] = [numberOf(own), numberOf(expected)];
  if (left !== undefined && right !== undefined) return left - right;
  const [time, other] = [timeOf(own), timeOf(expected)];
  if (time !== undefined && other !== undefined) {
    const day = isDay(String(expected));
    // A day without a time: the whole day is before its end.
    if (day && edge !== 'start' && time >= other && time < other + DAY) return 0;
    return time - other;
  }
  const texts = [String(own).toLowerCase(), String(expected).toLowerCase()] as const;
  return texts[0] < texts[1] ? -1 : texts[0] > texts[1] ? 1 : 0;
}

const DAY = 86_400_000;

/** The point in time in an object, for example `start: { dateTime, timeZone }`. */
function momentInside(value: Json): Json | undefined {
  return Object.values(isObject(value) ? value : {}).find((one) => typeof one === 'string' && isMoment(one));
}

/** The amount in an object with a currency or a unit. */
function amountInside(value: JsonObject): Json | undefined {
  const [, amount] =
    Object.entries(value).find(([name]) => /^(?:amount|value|price|total|quantity)$/i.test(name)) ?? [];
  return amount;
}

function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : undefined;
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text);
}

export function isMoment(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}(?:$|[T ]\d{2}:\d{2})/.test(text);
}

/** Milliseconds since 1970. A number counts seconds, or milliseconds if it is too large for seconds. */
function timeOf(value: Json): number | undefined {
  const number = numberOf(value);
  if (number !== undefined) return Math.abs(number) > 1e11 ? number : number * 1000;
  if (typeof value !== 'string' || !isMoment(value)) return undefined;
  if (isDay(value)) return Date.parse(value);
  const [, day, clock = '', sign = '+', hours = '00', minutes = '00'] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?:Z|([ +-])(\d{2}):?(\d{2})?)?$/i.exec(value) ?? [];
  // A `+` in a query is a space. A time without a zone is one of UTC.
  const time = Date.parse(`${day}T${clock}${sign === '-' ? '-' : '+'}${hours}:${minutes}`);
  return Number.isNaN(time) ? undefined : time;
}

/** Orders two values: numbers by value, times by time, other values as text without regard to case. Missing values come last. */
export function compareValues(a: Json | undefined, b: Json | undefined): number {
  if (a === b) return 0;
  if (a === undefined || a === null) return b === undefined || b === null ? 0 : 1;
  if (b === undefined || b === null) return -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [one, other] = [String(a), String(b)];
  if (isMoment(one) && isMoment(other)) return (timeOf(one) ?? 0) - (timeOf(other) ?? 0);
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  if (left !== right) return left < right ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}
