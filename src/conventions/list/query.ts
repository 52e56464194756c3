// Selects the requested part of a collection: filters, searches, sorts, then takes one page.
import type { Contract } from '../../contract/contract.ts';
import { plainName } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { HttpError } from '../../errors/http-error.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { ListRequest, ListTarget, PageRequest } from '../convention.ts';
import { containsText } from '../text-search.ts';
import type { ListPage, PageLink } from './page.ts';
import { type ListParameter, listParameters, type Meaning } from './parameters.ts';

interface QueriedList extends ListTarget {
  /** Whether parameters named like properties filter. */
  readonly filtered: boolean;
  /** Whether another component reads a parameter. */
  readonly isForeign?: ((parameter: string) => boolean) | undefined;
}

/** The values of the query parameters. */
type Query = Readonly<Record<string, Json>>;

/** @param request the options that the convention read from the request */
export type ListQuery = (items: readonly JsonObject[], query: Query, request?: ListRequest) => ListPage;

export function listQuery(contract: Contract, operation: Operation, list: QueriedList): ListQuery {
  const { item, key, filtered, isForeign } = list;
  const { meanings, filters, firstPage } = listParameters(contract, operation, { item, isForeign });
  const valueIn = (query: Query, parameter: ListParameter | undefined): Json | undefined =>
    parameter &&
    (parameter.path.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), query) ??
      parameter.fallback);
  const valueFor = (query: Query, meaning: Meaning) => valueIn(query, meanings.get(meaning));
  const select = (items: readonly JsonObject[], query: Query): readonly JsonObject[] => {
    let selected = items;
    for (const filter of filtered ? filters : []) {
      const expected = valueIn(query, filter);
      if (expected !== undefined) selected = selected.filter((one) => matches(one[filter.property], expected));
    }
    const text = valueFor(query, 'search');
    if (typeof text === 'string' && text !== '')
      selected = selected.filter((one) => containsText(one, text.toLowerCase()));
    const orders = ordersIn(valueFor(query, 'sort'), valueFor(query, 'direction'));
    return orders.length === 0 ? selected : sorted(selected, orders);
  };
  return (items, query, request) => {
    const filtered = request?.filter ? items.filter(request.filter) : items;
    const matching = select(filtered, query);
    const selected = request?.compare ? [...matching].sort(request.compare) : matching;
    if (request?.page) return pageBy(request.page, selected, request.counted);
    const limit = wholeNumber(valueFor(query, 'limit'));
    const paging = { selected, limit, key, firstPage, meanings };
    const offset = startOf(paging, (meaning) => valueFor(query, meaning));
    const end = limit === undefined ? selected.length : offset + limit;
    const linkTo = pageLinks(paging);
    const last = limit === undefined || limit === 0 ? 0 : Math.floor(Math.max(0, selected.length - 1) / limit) * limit;
    return {
      items: sliceOf(selected, offset, end),
      total: selected.length,
      counted: request?.counted === true,
      offset,
      limit,
      firstPage,
      next: end < selected.length && limit !== 0 ? linkTo(end) : undefined,
      previous: offset > 0 ? linkTo(Math.max(0, offset - (limit ?? offset))) : undefined,
      first: linkTo(0),
      last: linkTo(last),
    };
  };
}

/** The page that the convention read from the request. It links forward only. */
function pageBy({ limit, startIn, linkTo }: PageRequest, selected: readonly JsonObject[], counted: boolean): ListPage {
  const offset = startIn(selected);
  const end = limit === undefined ? selected.length : offset + limit;
  return {
    items: sliceOf(selected, offset, end),
    total: selected.length,
    counted,
    offset,
    limit,
    firstPage: 1,
    next: end < selected.length && limit !== 0 ? linkTo(selected, end) : undefined,
    previous: undefined,
    first: undefined,
    last: undefined,
  };
}

/** A part of the list. Returns the same list for all items. */
function sliceOf(selected: readonly JsonObject[], start: number, end: number): readonly JsonObject[] {
  return start === 0 && end >= selected.length ? selected : selected.slice(start, end);
}

interface PageWindow {
  readonly selected: readonly JsonObject[];
  readonly limit: number | undefined;
  readonly key: string | undefined;
  readonly firstPage: number;
  readonly meanings: ReadonlyMap<Meaning, ListParameter>;
}

/** The number of items before the requested page. @throws HttpError PARAMETER_INVALID for a cursor that no response contained */
function startOf(
  { selected, limit, key, firstPage, meanings }: PageWindow,
  valueFor: (meaning: Meaning) => Json | undefined,
): number {
  const cursor = valueFor('cursor');
  if (cursor !== undefined && cursor !== '' && cursor !== null) {
    const after = afterCursor(cursor, selected, key);
    if (after !== undefined) return after;
    const { name } = meanings.get('cursor') as ListParameter;
    const message = 'must be a cursor from a response of this list';
    throw new HttpError({
      code: 'PARAMETER_INVALID',
      message: `The query parameter '${name}' ${message}.`,
      violations: [{ in: 'query', pointer: `/${name}`, rule: 'cursor', message }],
    });
  }
  const offset = wholeNumber(valueFor('offset'));
  if (offset !== undefined) return offset;
  const page = wholeNumber(valueFor('page'));
  return page === undefined || limit === undefined ? 0 : Math.max(0, page - firstPage) * limit;
}

/** Makes the link to the page after a number of items, with the best available parameter. */
function pageLinks({
  selected,
  limit,
  key,
  firstPage,
  meanings,
}: PageWindow): (offset: number) => PageLink | undefined {
  const cursor = meanings.get('cursor');
  const offset = meanings.get('offset');
  const page = meanings.get('page');
  return (start) => {
    if (limit === undefined) return undefined;
    if (cursor) return { name: cursor.name, value: start === 0 ? '' : cursorAfter(selected, start, key) };
    if (offset) return { name: offset.name, value: String(start) };
    return page && { name: page.name, value: String(firstPage + (limit === 0 ? 0 : Math.floor(start / limit))) };
  };
}

const CURSOR_PREFIX = 'after:';

/** A cursor names the item before the page, so that items created or deleted in between do not shift the pages. */
function cursorAfter(selected: readonly JsonObject[], start: number, key: string | undefined): string {
  const before = selected[start - 1];
  const name = key === undefined || !before ? `#${start}` : String(before[key]);
  return Buffer.from(`${CURSOR_PREFIX}${name}`).toString('base64url');
}

function afterCursor(cursor: Json, selected: readonly JsonObject[], key: string | undefined): number | undefined {
  const text = String(cursor);
  const decoded = Buffer.from(text, 'base64url').toString('utf8');
  const name = decoded.startsWith(CURSOR_PREFIX) ? decoded.slice(CURSOR_PREFIX.length) : text;
  const ordinal = /^#(\d+)$/.exec(name)?.[1];
  if (ordinal !== undefined) return Number(ordinal);
  if (typeof cursor === 'number' && key === undefined) return cursor;
  const index = key === undefined ? -1 : selected.findIndex((item) => String(item[key]) === name);
  return index < 0 ? undefined : index + 1;
}

/** Whether a property has the value or one of the values. For a list of objects, whether one of them has that name. */
function matches(value: Json | undefined, expected: Json): boolean {
  if (value === undefined) return false;
  const texts = [expected].flat().map((one) => String(one).toLowerCase());
  return [value].flat().some((one) => textsIn(one as Json).some((text) => texts.includes(text)));
}

function textsIn(value: Json): string[] {
  if (!isObject(value)) return [String(value).toLowerCase()];
  return Object.entries(value).flatMap(([name, inner]) =>
    /^(?:id|name|title|slug|key|code|value)$/i.test(name) && !isObject(inner) ? [String(inner).toLowerCase()] : [],
  );
}

interface SortBy {
  readonly property: string;
  readonly descending: boolean;
}

/** Accepts `name`, `-name`, `name:desc`, `name desc` and `name_desc`, several of them with commas or as an array. */
function ordersIn(sort: Json | undefined, direction: Json | undefined): SortBy[] {
  if (sort === undefined || sort === null) return [];
  const down = typeof direction === 'string' && /^(?:desc|descending|-1|down)$/i.test(direction);
  return [sort]
    .flat()
    .flatMap((text) => String(text).split(','))
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const [, sign, name, direction] =
        /^([+-]?)(.+?)(?:[\s:._]+(asc|desc|ascending|descending))?$/i.exec(text.trim()) ?? [];
      return {
        property: name ?? '',
        descending: direction ? /^desc/i.test(direction) : sign === '-' || (sign === '' && down),
      };
    });
}

function sorted(items: readonly JsonObject[], orders: readonly SortBy[]): readonly JsonObject[] {
  const names = new Map(items.flatMap((item) => Object.keys(item)).map((name) => [plainName(name), name]));
  const known = orders.flatMap(({ property, descending }) => {
    const name = names.get(plainName(property));
    return name === undefined ? [] : [{ name, sign: descending ? -1 : 1 }];
  });
  if (known.length === 0) return items;
  return [...items].sort((a, b) => {
    for (const { name, sign } of known) {
      const order = compare(a[name], b[name]);
      if (order !== 0) return sign * order;
    }
    return 0;
  });
}

/** Compares numbers by value and other values as text. Missing values come last. */
function compare(a: Json | undefined, b: Json | undefined): number {
  if (a === b) return 0;
  if (a === undefined || a === null) return b === undefined || b === null ? 0 : 1;
  if (b === undefined || b === null) return -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [String(a), String(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

function wholeNumber(value: Json | undefined): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}
