// Makes the numbers of one object agree: a total is the sum of its lines, a count is the number of items.
import { isObject, type Json } from '../../json/value.ts';
import { spacedName } from './location.ts';

const PRICE = /^(?:(?:unit|item|product|net) )?price$|^unit (?:amount|cost)$/;
const QUANTITY = /^(?:quantity|qty)$/;
const LINE_TOTAL = /^(?:line |item )?(?:total|amount|subtotal|total price|total amount|line total)$/;
const SUBTOTAL = /^(?:subtotal|sub total|items? total|total items? price|net(?: total| amount)?)$/;
const TOTAL =
  /^(?:grand |order |cart |invoice )?total(?: price| amount| cost)?$|^amount (?:due|total)$|^gross(?: total| amount)?$/;
const ADDED = /^(?:tax|vat|tax amount|total tax|shipping|shipping (?:cost|fee|price)|delivery fee|fee|service fee)$/;
const TAX = /^(?:tax|vat|tax amount|total tax)$/;
const RATE = /^(?:tax|vat) rate$/;
const SUBTRACTED = /^(?:discount|discount amount|total discount)$/;
const COUNT = /^(?:item|items|line item|product|products) count$|^(?:total|number of) (?:items|products)$/;

type ObjectValues = Map<string, Json>;

/** @param canSet whether the schema has not refused a computed number before */
export function agree(values: ObjectValues, canSet: (name: string) => boolean): void {
  const set = (name: string | undefined, value: number) => {
    if (name !== undefined && canSet(name)) values.set(name, Number(value.toFixed(2)));
  };
  const names = new Map(
    [...values].filter(([, value]) => typeof value === 'number').map(([name]) => [spacedName(name), name]),
  );
  if (names.size === 0) return;
  const find = (words: RegExp) => [...names].find(([name]) => words.test(name))?.[1];
  const number = (name: string | undefined) => (name === undefined ? undefined : (values.get(name) as number));
  const [price, quantity] = [number(find(PRICE)), number(find(QUANTITY))];
  if (price !== undefined && quantity !== undefined) set(find(LINE_TOTAL), price * quantity);
  setFormatted(values, canSet);
  const nights = nightsIn(values);
  if (nights !== undefined) set(find(/^nights$|^number of nights$/), nights);
  const lines = linesIn(values);
  if (lines && lines.length > 0) for (const [name, value] of sumsOf(values, lines)) set(name, value);
}

/** Amounts that are written as text, too. Whole numbers are in cents. */
function setFormatted(values: ObjectValues, canSet: (name: string) => boolean): void {
  for (const [name, value] of values) {
    const of = /^(.+) (?:formatted|text|display)$/.exec(spacedName(name))?.[1];
    if (of === undefined || typeof value !== 'string' || !canSet(name)) continue;
    const amount = [...values].find(([other, number]) => typeof number === 'number' && spacedName(other) === of)?.[1];
    if (typeof amount !== 'number' || !/^\d+\.\d\d$/.test(value)) continue;
    values.set(name, (Number.isInteger(amount) ? amount / 100 : amount).toFixed(2));
  }
}

/** The count of the lines of an object and its sums, by the names of its properties. The sums need a price and a quantity in each line. */
export function sumsOf(values: ReadonlyMap<string, Json>, lines: readonly Json[]): ReadonlyMap<string, number> {
  const result = new Map<string, number>();
  const names = new Map(
    [...values].filter(([, value]) => typeof value === 'number').map(([name]) => [spacedName(name), name]),
  );
  const find = (words: RegExp) => [...names].find(([name]) => words.test(name))?.[1];
  const number = (name: string) => result.get(name) ?? Number(values.get(name));
  const set = (name: string | undefined, value: number) => {
    if (name !== undefined) result.set(name, Number(value.toFixed(2)));
  };
  set(find(COUNT), lines.length);
  const sum = sumOf(lines);
  if (sum === undefined) return result;
  set(find(SUBTOTAL), sum);
  const all = (words: RegExp) =>
    [...names].filter(([name]) => words.test(name)).reduce((total, [, name]) => total + number(name), 0);
  const [rate, tax] = [find(RATE), find(TAX)];
  if (rate !== undefined && tax !== undefined) set(tax, sum * (number(rate) < 1 ? number(rate) : number(rate) / 100));
  if (lines.length === 0)
    for (const [words, name] of names) if (ADDED.test(words) || SUBTRACTED.test(words)) set(name, 0);
  const total = sum + all(ADDED) - all(SUBTRACTED);
  if (total > 0 || lines.length === 0) set(find(TOTAL), total);
  return result;
}

/** The objects in the only array of objects. */
function linesIn(values: ObjectValues): readonly Json[] | undefined {
  const arrays = [...values.values()].filter(
    (value) => Array.isArray(value) && value.length > 0 && value.every(isObject),
  );
  return arrays.length === 1 ? (arrays[0] as readonly Json[]) : undefined;
}

/** The sum of the lines. Undefined if a line has no price and quantity. */
function sumOf(lines: readonly Json[]): number | undefined {
  let sum = 0;
  for (const line of lines) {
    const entries = Object.entries(isObject(line) ? line : {}).map(
      ([name, value]) => [spacedName(name), value] as const,
    );
    const find = (words: RegExp) => entries.find(([name, value]) => words.test(name) && typeof value === 'number')?.[1];
    const [price, quantity] = [find(PRICE), find(QUANTITY)];
    if (price === undefined || quantity === undefined) return undefined;
    sum += Number(price) * Number(quantity);
  }
  return sum;
}

/** The nights between an arrival and its end, if both are dates. */
function nightsIn(values: ObjectValues): number | undefined {
  const date = (words: RegExp) => {
    const [, value] = [...values].find(([name]) => words.test(spacedName(name))) ?? [];
    return typeof value === 'string' ? Date.parse(value.slice(0, 10)) : Number.NaN;
  };
  const nights = (date(/^(?:check ?out|end)(?: date)?$/) - date(/^(?:check ?in|start)(?: date)?$/)) / 86_400_000;
  return nights > 0 ? nights : undefined;
}
