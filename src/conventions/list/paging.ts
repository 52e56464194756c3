// Takes one page of a list, and makes the links and cursors of the other pages. A cursor names the item before the page, so
// that items created or deleted in between do not shift the pages.
import type { Contract } from '../../contract/contract.ts';
import { HttpError } from '../../errors/http-error.ts';
import type { Json, JsonObject } from '../../json/value.ts';
import { valueAtPath } from './item-property.ts';
import { type ListParameter, type Query, requestedValue } from './list-parameter.ts';
import type { ListPage, PageLink } from './page.ts';
import type { ListParameters, Meaning } from './parameters.ts';

interface PagedList {
  readonly contract: Contract;
  readonly parameters: ListParameters;
  readonly key: readonly string[] | undefined;
  /** The most items of a page of a list that has links or cursors. */
  readonly mostItems?: number | undefined;
}

/** The requested part of the list. */
interface PageWindow {
  readonly start: number;
  readonly end: number;
  readonly limit: number | undefined;
  /** Whether the request asks for the items before one. */
  readonly backward?: boolean;
}

/** @throws HttpError PARAMETER_INVALID for a cursor that names no item */
export function pageOf(list: PagedList, selected: readonly JsonObject[], query: Query): ListPage {
  const { firstPage, firstOffset, meanings } = list.parameters;
  const { start, end, limit, backward = false } = windowOf(list, selected, query);
  const items = sliceOf(selected, start, end);
  const by = linkingParameter(meanings, query);
  const linkTo = (offset: number) => (limit === undefined ? undefined : linkBy(list, by, { selected, offset, limit }));
  const total = selected.length;
  const hasNext = end < total && limit !== 0;
  const before = Math.max(0, start - (limit ?? start));
  const lastStart = limit === undefined || limit === 0 ? 0 : Math.floor(Math.max(0, total - 1) / limit) * limit;
  const cursorTo = (offset: number) => cursorAfter(list, meanings.get('cursor'), { selected, offset });
  return {
    items,
    total,
    counted: false,
    offset: start,
    limit,
    firstPage,
    firstOffset,
    hasNext,
    hasMore: backward ? start > 0 : hasNext,
    next: hasNext ? linkTo(end) : undefined,
    previous: start > 0 ? linkTo(before) : undefined,
    first: linkTo(0),
    last: linkTo(lastStart),
    cursors: {
      next: hasNext ? cursorTo(end) : undefined,
      previous: start > 0 ? cursorBefore(list, { selected, start, before }) : undefined,
      start: items.length > 0 ? cursorBefore(list, { selected, start, before }) : undefined,
      end: items.length > 0 ? cursorTo(start + items.length) : undefined,
    },
    firstKey: keyOf(items[0], list.key),
    lastKey: keyOf(items.at(-1), list.key),
  };
}

/** A part of the list. Returns the same list for all items. */
export function sliceOf(selected: readonly JsonObject[], start: number, end: number): readonly JsonObject[] {
  return start === 0 && end >= selected.length ? selected : selected.slice(start, end);
}

export function keyOf(item: JsonObject | undefined, key: readonly string[] | undefined): string | undefined {
  const value = item === undefined || key === undefined ? undefined : valueAtPath(item, key);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function windowOf(list: PagedList, selected: readonly JsonObject[], query: Query): PageWindow {
  const { meanings, pageSize, firstPage, firstOffset } = list.parameters;
  const valueFor = (meaning: Meaning) => requestedValue(query, meanings.get(meaning));
  const requested = numberIn(valueFor('limit'));
  // A negative limit means no limit.
  const asked = requested === undefined ? pageSize : requested < 0 ? undefined : requested;
  const limit = isPaged(list) ? Math.min(asked ?? list.mostItems, list.mostItems) : asked;
  const from = (start: number): PageWindow => ({
    start,
    limit,
    end: limit === undefined ? selected.length : start + limit,
  });
  const cursor = valueFor('cursor');
  if (isCursor(cursor)) return from(placeOf(list, 'cursor', { cursor, selected }) + 1);
  const before = valueFor('before');
  if (isCursor(before)) {
    const end = placeOf(list, 'before', { cursor: before, selected });
    return { start: limit === undefined ? 0 : Math.max(0, end - limit), end: Math.max(0, end), limit, backward: true };
  }
  const offset = numberIn(valueFor('offset'));
  if (offset !== undefined) return from(Math.max(0, offset - firstOffset));
  const page = numberIn(valueFor('page'));
  return from(page === undefined || limit === undefined ? 0 : Math.max(0, page - firstPage) * limit);
}

/** Whether the pages of a list are limited. A list without another page would only lose items. */
function isPaged(list: PagedList): list is PagedList & { readonly mostItems: number } {
  const { meanings } = list.parameters;
  return list.mostItems !== undefined && linkingParameter(meanings, {}) !== undefined;
}

/** Whether a value names a place in the list. `*` is the start, as in Solr. */
function isCursor(value: Json | undefined): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '' && value !== '*');
}

function numberIn(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined;
}

/** The parameter of the links: the one that the request uses, else the first that is declared. */
function linkingParameter(meanings: ListParameters['meanings'], query: Query): Meaning | undefined {
  const ways = (['cursor', 'offset', 'page'] as const).filter((meaning) => meanings.has(meaning));
  return ways.find((meaning) => isCursor(requestedValue(query, meanings.get(meaning)))) ?? ways[0];
}

interface PageStart {
  readonly selected: readonly JsonObject[];
  /** The number of items before the page. */
  readonly offset: number;
}

/** The link to the page after a number of items. */
function linkBy(
  list: PagedList,
  by: Meaning | undefined,
  { selected, offset, limit }: PageStart & { readonly limit: number },
): PageLink | undefined {
  const { meanings, firstPage, firstOffset } = list.parameters;
  const parameter = by && meanings.get(by);
  if (!parameter) return undefined;
  const others = (['cursor', 'before', 'offset', 'page'] as const).flatMap(
    (meaning) => meanings.get(meaning)?.name ?? [],
  );
  const replaces = others.filter((name) => name !== parameter.name);
  const to = (value: string | undefined) =>
    value === undefined ? undefined : { name: parameter.name, value, replaces };
  if (by === 'offset') return to(String(offset + firstOffset));
  if (by === 'page') return to(String(firstPage + (limit === 0 ? 0 : Math.floor(offset / limit))));
  return to(offset === 0 ? '' : cursorAfter(list, parameter, { selected, offset }));
}

const CURSOR = /^after:(\d+):(.*)$/s;
/** Parameters whose values are the keys of items, by name or by description. */
const KEY_CURSOR = /(?:id|guid|uuid|key|name|startingafter|endingbefore)$/i;
const KEY_DESCRIPTION = /\b(?:object|item|resource|record)(?:'s)? ID\b|\bID of the (?:last|first)\b/i;

/** The value of a cursor for the page after a number of items. Undefined if the parameter allows no value for it. */
function cursorAfter(
  { contract, key }: PagedList,
  parameter: ListParameter | undefined,
  { selected, offset }: PageStart,
): string | undefined {
  if (!parameter) return undefined;
  const own = keyOf(selected[offset - 1], key);
  const opaque = Buffer.from(`after:${offset}:${own ?? ''}`).toString('base64url');
  const named = KEY_CURSOR.test(parameter.name.replaceAll(/\W|_/g, '')) || KEY_DESCRIPTION.test(parameter.description);
  const values = named ? [own, opaque, String(offset)] : [opaque, own, String(offset)];
  return values.find((value) => value !== undefined && isAllowed(contract, parameter, value));
}

/** The cursor to the page before: for the parameter that ends a page, else for the one that starts it. */
function cursorBefore(
  list: PagedList,
  {
    selected,
    start,
    before,
  }: { readonly selected: readonly JsonObject[]; readonly start: number; readonly before: number },
): string | undefined {
  const { meanings } = list.parameters;
  // A page that ends before an item is the page after the item before.
  const ending = meanings.get('before');
  if (ending) return keyOf(selected[start], list.key) ?? cursorAfter(list, ending, { selected, offset: start + 1 });
  return start === 0 ? undefined : cursorAfter(list, meanings.get('cursor'), { selected, offset: before });
}

function isAllowed(contract: Contract, { schema }: ListParameter, value: string): boolean {
  if (schema === undefined) return true;
  const validate = contract.validator('request', schema);
  return validate(value).length === 0 || (/^\d+$/.test(value) && validate(Number(value)).length === 0);
}

interface CursorIn {
  readonly cursor: string | number;
  readonly selected: readonly JsonObject[];
}

/** The index of the item that a cursor names; -1 for the place before the first one. */
function placeOf(list: PagedList, meaning: 'cursor' | 'before', { cursor, selected }: CursorIn): number {
  const place = placeByContent(cursor, selected, list.key) ?? placeByKey(cursor, selected, list.key);
  if (place !== undefined) return place;
  const { name } = list.parameters.meanings.get(meaning) as ListParameter;
  const message = 'must be a cursor from a response of this list';
  throw new HttpError({
    code: 'PARAMETER_INVALID',
    message: `The query parameter '${name}' ${message}.`,
    violations: [{ in: 'query', pointer: `/${name}`, rule: 'cursor', message }],
  });
}

/** The place in a cursor of this server. If its item was deleted, the items after it moved up by one. */
function placeByContent(
  cursor: string | number,
  selected: readonly JsonObject[],
  key: readonly string[] | undefined,
): number | undefined {
  const [, number, name = ''] = CURSOR.exec(Buffer.from(String(cursor), 'base64url').toString('utf8')) ?? [];
  if (number === undefined) return undefined;
  const expected = Number(number) - 1;
  if (expected < 0 || name === '' || keyOf(selected[expected], key) === name) return expected;
  const place = selected.findIndex((item) => keyOf(item, key) === name);
  return place < 0 ? expected - 1 : place;
}

/** The place of the item with a key. A number that is no key is between two, or it counts items. */
function placeByKey(
  cursor: string | number,
  selected: readonly JsonObject[],
  key: readonly string[] | undefined,
): number | undefined {
  const place = selected.findIndex((item) => keyOf(item, key) === String(cursor));
  if (place >= 0) return place;
  const number = numberIn(cursor);
  if (number === undefined || number < 0) return undefined;
  const keys = selected.map((item) => (key === undefined ? undefined : valueAtPath(item, key)));
  if (keys.length === 0 || !keys.every((one) => typeof one === 'number')) return number - 1;
  const next = keys.findIndex((one) => (one as number) > number);
  return next < 0 ? keys.length - 1 : next - 1;
}
