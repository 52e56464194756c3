// The part of a collection that a request asks for: filtered, searched, sorted, then one page of it.
import type { Contract } from '../../contract/contract.ts';
import { plainName } from '../../contract/names.ts';
import type { Operation } from '../../contract/operations.ts';
import { HttpError } from '../../errors/http-error.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { ListRequest, ListTarget, PageRequest } from '../convention.ts';
import { containsText } from '../text-search.ts';
import type { ListPage, PageLink } from './page.ts';
import { type ListParameter, listParameters, type Meaning } from './parameters.ts';

interface QueriedList extends ListTarget {
  /** Whether parameters named like members filter. */
  readonly filtered: boolean;
  /** Parameters that somebody else reads. */
  readonly isForeign?: ((parameter: string) => boolean) | undefined;
}

/** The values of a query's parameters. */
type Query = Readonly<Record<string, Json>>;

/** @param wish what the convention reads out of the request besides */
export type ListQuery = (items: readonly JsonObject[], query: Query, wish?: ListRequest) => ListPage;

export function listQuery(contract: Contract, operation: Operation, list: QueriedList): ListQuery {
  const { item, key, filtered, isForeign } = list;
  const { meanings, filters, firstPage } = listParameters(contract, operation, { item, isForeign });
  const given = (query: Query, parameter: ListParameter | undefined): Json | undefined =>
    parameter &&
    (parameter.path.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), query) ??
      parameter.fallback);
  const asked = (query: Query, meaning: Meaning) => given(query, meanings.get(meaning));
  const select = (items: readonly JsonObject[], query: Query): readonly JsonObject[] => {
    let selected = items;
    for (const filter of filtered ? filters : []) {
      const wanted = given(query, filter);
      if (wanted !== undefined) selected = selected.filter((one) => matches(one[filter.member], wanted));
    }
    const text = asked(query, 'search');
    if (typeof text === 'string' && text !== '')
      selected = selected.filter((one) => containsText(one, text.toLowerCase()));
    const orders = ordersIn(asked(query, 'sort'), asked(query, 'direction'));
    return orders.length === 0 ? selected : sorted(selected, orders);
  };
  return (items, query, wish) => {
    const wanted = wish?.filter ? items.filter(wish.filter) : items;
    const chosen = select(wanted, query);
    const selected = wish?.compare ? [...chosen].sort(wish.compare) : chosen;
    if (wish?.page) return pageBy(wish.page, selected, wish.counted);
    const limit = wholeNumber(asked(query, 'limit'));
    const paging = { selected, limit, key, firstPage, meanings };
    const offset = startOf(paging, (meaning) => asked(query, meaning));
    const end = limit === undefined ? selected.length : offset + limit;
    const turn = turns(paging);
    const last = limit === undefined || limit === 0 ? 0 : Math.floor(Math.max(0, selected.length - 1) / limit) * limit;
    return {
      items: between(selected, offset, end),
      total: selected.length,
      counted: wish?.counted === true,
      offset,
      limit,
      firstPage,
      next: end < selected.length && limit !== 0 ? turn(end) : undefined,
      previous: offset > 0 ? turn(Math.max(0, offset - (limit ?? offset))) : undefined,
      first: turn(0),
      last: turn(last),
    };
  };
}

/** The page that the convention has read out of the request; it leads on, and not back. */
function pageBy({ limit, startIn, turnTo }: PageRequest, selected: readonly JsonObject[], counted: boolean): ListPage {
  const offset = startIn(selected);
  const end = limit === undefined ? selected.length : offset + limit;
  return {
    items: between(selected, offset, end),
    total: selected.length,
    counted,
    offset,
    limit,
    firstPage: 1,
    next: end < selected.length && limit !== 0 ? turnTo(selected, end) : undefined,
    previous: undefined,
    first: undefined,
    last: undefined,
  };
}

/** The same list where it is all of it. */
function between(selected: readonly JsonObject[], start: number, end: number): readonly JsonObject[] {
  return start === 0 && end >= selected.length ? selected : selected.slice(start, end);
}

interface PageWindow {
  readonly selected: readonly JsonObject[];
  readonly limit: number | undefined;
  readonly key: string | undefined;
  readonly firstPage: number;
  readonly meanings: ReadonlyMap<Meaning, ListParameter>;
}

/** Items before the page that is asked for. @throws HttpError PARAMETER_INVALID for a cursor that nobody gave out */
function startOf(
  { selected, limit, key, firstPage, meanings }: PageWindow,
  asked: (meaning: Meaning) => Json | undefined,
): number {
  const cursor = asked('cursor');
  if (cursor !== undefined && cursor !== '' && cursor !== null) {
    const after = afterCursor(cursor, selected, key);
    if (after !== undefined) return after;
    const { name } = meanings.get('cursor') as ListParameter;
    const message = 'names no place in this list';
    throw new HttpError({
      code: 'PARAMETER_INVALID',
      message: `The parameter ${name} ${message}.`,
      violations: [{ in: 'query', pointer: `/${name}`, rule: 'cursor', message }],
    });
  }
  const offset = wholeNumber(asked('offset'));
  if (offset !== undefined) return offset;
  const page = wholeNumber(asked('page'));
  return page === undefined || limit === undefined ? 0 : Math.max(0, page - firstPage) * limit;
}

/** What leads to the page that begins behind so many items, by the best of the parameters that there are. */
function turns({ selected, limit, key, firstPage, meanings }: PageWindow): (offset: number) => PageLink | undefined {
  const cursor = meanings.get('cursor');
  const offset = meanings.get('offset');
  const page = meanings.get('page');
  return (start) => {
    if (limit === undefined) return undefined;
    if (cursor) return { name: cursor.name, value: start === 0 ? '' : cursorBehind(selected, start, key) };
    if (offset) return { name: offset.name, value: String(start) };
    return page && { name: page.name, value: String(firstPage + (limit === 0 ? 0 : Math.floor(start / limit))) };
  };
}

const SEALED = 'after:';

/** A cursor names the item before the page, so that what is added or deleted meanwhile moves nothing. */
function cursorBehind(selected: readonly JsonObject[], start: number, key: string | undefined): string {
  const before = selected[start - 1];
  const name = key === undefined || !before ? `#${start}` : String(before[key]);
  return Buffer.from(`${SEALED}${name}`).toString('base64url');
}

function afterCursor(cursor: Json, selected: readonly JsonObject[], key: string | undefined): number | undefined {
  const text = String(cursor);
  const opened = Buffer.from(text, 'base64url').toString('utf8');
  const name = opened.startsWith(SEALED) ? opened.slice(SEALED.length) : text;
  const ordinal = /^#(\d+)$/.exec(name)?.[1];
  if (ordinal !== undefined) return Number(ordinal);
  if (typeof cursor === 'number' && key === undefined) return cursor;
  const index = key === undefined ? -1 : selected.findIndex((item) => String(item[key]) === name);
  return index < 0 ? undefined : index + 1;
}

/** True where a member has the value, or one of the values; of a list of objects, where one is called so. */
function matches(member: Json | undefined, wanted: Json): boolean {
  if (member === undefined) return false;
  const texts = [wanted].flat().map((one) => String(one).toLowerCase());
  return [member].flat().some((one) => textsIn(one as Json).some((text) => texts.includes(text)));
}

function textsIn(value: Json): string[] {
  if (!isObject(value)) return [String(value).toLowerCase()];
  return Object.entries(value).flatMap(([name, inner]) =>
    /^(?:id|name|title|slug|key|code|value)$/i.test(name) && !isObject(inner) ? [String(inner).toLowerCase()] : [],
  );
}

interface SortBy {
  readonly member: string;
  readonly descending: boolean;
}

/** `name`, `-name`, `name:desc`, `name desc`, `name_desc`, several with commas or as an array. */
function ordersIn(sort: Json | undefined, direction: Json | undefined): SortBy[] {
  if (sort === undefined || sort === null) return [];
  const down = typeof direction === 'string' && /^(?:desc|descending|-1|down)$/i.test(direction);
  return [sort]
    .flat()
    .flatMap((text) => String(text).split(','))
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const [, sign, name, way] = /^([+-]?)(.+?)(?:[\s:._]+(asc|desc|ascending|descending))?$/i.exec(text.trim()) ?? [];
      return { member: name ?? '', descending: way ? /^desc/i.test(way) : sign === '-' || (sign === '' && down) };
    });
}

function sorted(items: readonly JsonObject[], orders: readonly SortBy[]): readonly JsonObject[] {
  const members = new Map(items.flatMap((item) => Object.keys(item)).map((name) => [plainName(name), name]));
  const known = orders.flatMap(({ member, descending }) => {
    const name = members.get(plainName(member));
    return name === undefined ? [] : [{ name, sign: descending ? -1 : 1 }];
  });
  if (known.length === 0) return items;
  return [...items].sort((a, b) => {
    for (const { name, sign } of known) {
      const order = compared(a[name], b[name]);
      if (order !== 0) return sign * order;
    }
    return 0;
  });
}

/** Numbers by value, the rest by its text; what is missing comes last. */
function compared(a: Json | undefined, b: Json | undefined): number {
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
