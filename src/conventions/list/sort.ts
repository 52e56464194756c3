// The order of a list: `sort=-created`, `sort=price:desc`, `order_by=name`, `sort=name,desc`, `sort_by=price&order=desc`.
import type { Contract } from '../../contract/contract.ts';
import { plainName, singularOf } from '../../contract/operation/names.ts';
import { typesAt } from '../../contract/schema/schema-places.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { compareValues } from './compare-values.ts';
import { findNested, momentFor, valueAtPath } from './item-property.ts';
import { jsonIn } from './json-text.ts';

export type Compare = (a: JsonObject, b: JsonObject) => number;

interface SortedItems {
  /** The schemas of one item: as it is stored, then as the list shows it. */
  readonly schemas: readonly string[];
  /** The key property of an item. */
  readonly key: readonly string[] | undefined;
}

interface SortBy {
  readonly path: readonly string[];
  readonly sign: 1 | -1;
}

/** The parts of a query about the order. */
export interface RequestedOrder {
  readonly sort: Json | undefined;
  readonly direction: Json | undefined;
  /** The name of the parameter for the direction. */
  readonly directionName: string | undefined;
  /** The description of that parameter. It can name the property. */
  readonly description: string;
}

const DIRECTION = /^(?:asc|desc|ascending|descending)$/i;
/** Values that mean the newest or the oldest item first. */
const NEWEST = /^(?:newest|latest|recent|mostrecent|newestfirst|latestfirst|date|time)$/;
const OLDEST = /^(?:oldest|oldestfirst|earliest|earliestfirst|chronological)$/;

/** The order that a query requests. Undefined if it requests none, or one by something that is no property. */
export function comparisonFor(
  contract: Contract,
  items: SortedItems,
  { sort, direction, directionName, description }: RequestedOrder,
): Compare | undefined {
  const down = isDown(direction, directionName);
  // A direction that is not one contains the whole order, as in `order=price.desc`.
  const isWhole = typeof direction === 'string' && direction !== '' && down === undefined && sort === undefined;
  const texts = textsIn(isWhole ? direction : sort);
  const orders = texts.flatMap((text) => ordersIn(contract, items, { text, down: down ?? false }));
  if (texts.length > 0) return orders.length === 0 ? undefined : comparisonBy(orders);
  const path = down === undefined ? undefined : usualOrder(contract, items, description);
  return path && comparisonBy([{ path, sign: down === true ? -1 : 1 }]);
}

/** Sorts the newest item first: by its creation, else by a number that identifies it. Undefined if it has neither. */
export function newestFirst(contract: Contract, items: SortedItems): Compare | undefined {
  const path = usualOrder(contract, items, '');
  if (!path) return undefined;
  const isKey = path.join('.') === items.key?.join('.');
  const place = findNested(contract.document, items.schemas, path)?.schema;
  if (isKey && place !== undefined && !typesAt(contract.document, place).has('integer')) return undefined;
  return comparisonBy([{ path, sign: -1 }]);
}

/** Whether a direction is descending. Undefined if it is no direction. */
function isDown(direction: Json | undefined, name = ''): boolean | undefined {
  const text = String(direction ?? '').toLowerCase();
  if (text === '') return undefined;
  if (/^(?:desc|descending|-1|down|-|reverse|newestfirst|newest)$/.test(text)) return true;
  if (/^(?:asc|ascending|1|up|\+|forward|oldestfirst|oldest)$/.test(text)) return false;
  if (text !== 'true' && text !== 'false') return undefined;
  return (text === 'true') !== /asc/i.test(name);
}

/** The orders in a value: a text with commas, a list of texts, JSON, or an object of directions by name. */
function textsIn(value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return withDirections(value.flatMap((one: Json) => textsIn(one)));
  if (isObject(value)) return Object.entries(value).map(([name, direction]) => `${name}:${String(direction)}`);
  const text = String(value).trim();
  if (/^[[{]/.test(text)) {
    const content = jsonIn(text);
    if (content !== undefined) return textsIn(content);
  }
  return withDirections(text.split(/[,;|]/).map((one) => one.trim()));
}

/** Joins a direction to the name before it: `name,desc` is `name:desc`, as in Spring. */
function withDirections(texts: readonly string[]): string[] {
  const joined: string[] = [];
  for (const text of texts) {
    const before = joined.at(-1);
    if (text === '') continue;
    if (before !== undefined && DIRECTION.test(text)) joined.splice(-1, 1, `${before}:${text}`);
    else joined.push(text);
  }
  return joined;
}

interface OrderText {
  readonly text: string;
  /** Whether an order without a direction is descending. */
  readonly down: boolean;
}

function ordersIn(contract: Contract, items: SortedItems, { text, down }: OrderText): SortBy[] {
  const plain = plainName(text);
  const whole = /^[+\-!]/.test(text) ? undefined : pathFor(contract, items, text);
  if (whole) return [{ path: whole, sign: down ? -1 : 1 }];
  const usual = usualOrder(contract, items, '');
  if (NEWEST.test(plain) || OLDEST.test(plain) || DIRECTION.test(text)) {
    const descending = NEWEST.test(plain) || /^desc/i.test(text);
    return usual ? [{ path: usual, sign: descending ? -1 : 1 }] : [];
  }
  const { name, descending = down } = partsOf(text);
  const path = pathFor(contract, items, name);
  return path ? [{ path, sign: descending ? -1 : 1 }] : [];
}

/** The name and the direction of `-name`, `name:desc`, `name DESC`, `name_desc`, `nameDesc`, `desc(name)`. */
function partsOf(text: string): { readonly name: string; readonly descending?: boolean } {
  const [, sign, signed] = /^([+\-!])(.+)$/.exec(text) ?? [];
  if (sign !== undefined && signed !== undefined) return { name: signed, descending: sign !== '+' };
  const [, after, suffix] = /^(.+?)[\s:._|-]+(asc|desc|ascending|descending|1|-1)$/i.exec(text) ?? [];
  if (after !== undefined && suffix !== undefined) return { name: after, descending: isDown(suffix) === true };
  const [, camel, word] = /^(.*[a-z0-9])(Asc|Desc|Ascending|Descending)$/.exec(text) ?? [];
  if (camel !== undefined && word !== undefined) return { name: camel, descending: isDown(word) === true };
  const [, prefix, before] = /^(asc|desc|ascending|descending)[\s:._(-]+(.+?)\)?$/i.exec(text) ?? [];
  if (prefix !== undefined && before !== undefined) return { name: before, descending: isDown(prefix) === true };
  return { name: text };
}

function pathFor({ document }: Contract, { schemas, key }: SortedItems, name: string): readonly string[] | undefined {
  const segments = name.split(/[./]|__/).filter((segment) => segment !== '');
  if (segments.length === 0) return undefined;
  const found = findNested(document, schemas, segments);
  if (found) return found.path;
  if (segments.length > 1) return undefined;
  const plain = plainName(name);
  if (/^(?:id|key)$/.test(plain) && key !== undefined) return key;
  if (plain === 'count' || plain === '') return undefined;
  const counts = [`${plain}count`, `${singularOf(plain)}count`];
  return counts.map((one) => findNested(document, schemas, [one])?.path).find((path) => path !== undefined);
}

/** The order of lists that accept only a direction: by the time that the description names, by creation, else by the key. */
function usualOrder(
  { document }: Contract,
  { schemas, key }: SortedItems,
  description: string,
): readonly string[] | undefined {
  const [, quoted] = /\bby (?:the )?(?:value of )?[`'"*]+([\w.]+)[`'"*]+/i.exec(description) ?? [];
  const named = quoted === undefined ? undefined : findNested(document, schemas, quoted.split('.'));
  if (named) return named.path;
  return momentFor(document, schemas, { description, bound: 'lower' })?.path ?? key;
}

function comparisonBy(orders: readonly SortBy[]): Compare {
  return (a, b) => {
    for (const { path, sign } of orders) {
      const [one, other] = [valueAtPath(a, path), valueAtPath(b, path)];
      // Missing values come last in both directions.
      if (isMissing(one) || isMissing(other)) {
        if (isMissing(one) !== isMissing(other)) return isMissing(one) ? 1 : -1;
        continue;
      }
      const order = compareValues(one, other);
      if (order !== 0) return sign * order;
    }
    return 0;
  };
}

function isMissing(value: Json | undefined): boolean {
  return value === undefined || value === null;
}
