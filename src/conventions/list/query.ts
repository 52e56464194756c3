// Selects the requested part of a collection: filters, searches, sorts, then takes one page.
import type { Contract } from '../../contract/contract.ts';
import { resolve } from '../../contract/document/resolve.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import type { JsonObject } from '../../json/value.ts';
import type { ListRequest, PageRequest } from '../convention.ts';
import { type Query, requestedValue } from './list-parameter.ts';
import type { ListPage } from './page.ts';
import { keyOf, pageOf, sliceOf } from './paging.ts';
import { type ListParameters, listParameters, type Meaning } from './parameters.ts';
import { searchFor } from './search.ts';
import { type Compare, comparisonFor, newestFirst } from './sort.ts';

interface QueriedList {
  /** The pointer of the schema of one stored item. */
  readonly item: string;
  /** The path to the key in an item. */
  readonly key: readonly string[] | undefined;
  /** The name of one item, for parameters such as `book_ids`. */
  readonly name?: string | undefined;
  /** The pointer of the schema of one item in the response. */
  readonly shown: string;
  /** The names of the properties around the items in the response. */
  readonly envelope?: readonly string[] | undefined;
  /** Whether another component reads a parameter. */
  readonly isForeign?: ((parameter: string) => boolean) | undefined;
}

export interface ListQueryOptions {
  /** The options that the convention read from the request. */
  readonly request?: ListRequest | undefined;
  /** The most items of a page, whatever the request asks for. */
  readonly mostItems?: number | undefined;
}

export type ListQuery = (items: readonly JsonObject[], query: Query, options?: ListQueryOptions) => ListPage;

/** What is known about a list. */
interface KnownList {
  readonly contract: Contract;
  readonly parameters: ListParameters;
  readonly key: readonly string[] | undefined;
  readonly schemas: readonly string[];
  /** The order of a list that its description says to begin with the newest item. Undefined for other lists. */
  readonly newestFirst: Compare | undefined;
}

/** The parameters are read on the first request. */
export function listQuery(contract: Contract, operation: Operation, list: QueriedList): ListQuery {
  let known: KnownList | undefined;
  return (items, query, { request, mostItems } = {}) => {
    known ??= openList(contract, operation, list);
    const filtered = request?.filter ? items.filter(request.filter) : items;
    const matching = select(known, filtered, query);
    const selected = request?.compare ? [...matching].sort(request.compare) : matching;
    if (request?.page) return pageBy(request.page, { selected, counted: request.counted, key: known.key });
    const page = pageOf({ ...known, mostItems }, selected, query);
    return request?.counted ? { ...page, counted: true } : page;
  };
}

function openList(
  contract: Contract,
  operation: Operation,
  { item, shown, key, name, envelope, isForeign }: QueriedList,
): KnownList {
  const schemas = [...new Set([item, shown])];
  const parameters = listParameters(contract, operation, { items: schemas, key, name, envelope, isForeign });
  const begins = NEWEST_FIRST.test(descriptionOf(contract, operation));
  return {
    contract,
    parameters,
    key,
    schemas,
    newestFirst: begins ? newestFirst(contract, { schemas, key }) : undefined,
  };
}

/** How descriptions of lists say that the newest item comes first. */
const NEWEST_FIRST =
  /\b(?:newest|latest|most recent(?:ly \w+)?)(?: \w+)? (?:is |are |come |comes |appear |appears )?first\b|\breverse[- ]chronological\b|\bnewest to oldest\b/i;

function descriptionOf({ document }: Contract, { pointer }: Operation): string {
  const { summary, description } = resolve(document, pointer).value;
  return [summary, description].filter((text) => typeof text === 'string').join('. ');
}

/** The items that the query selects, in the requested order. A default value never filters, but it can order. */
function select(list: KnownList, items: readonly JsonObject[], query: Query): readonly JsonObject[] {
  const { contract, parameters, schemas } = list;
  let selected = items;
  for (const { parameter, testFor } of parameters.filters) {
    const value = requestedValue(query, parameter);
    const test = value === undefined ? undefined : testFor(value, items);
    if (test) selected = selected.filter(test);
  }
  const text = requestedValue(query, parameters.meanings.get('search'));
  const search = typeof text === 'string' ? searchFor(contract, schemas, text) : undefined;
  if (search) selected = selected.filter(search);
  const valueFor = (meaning: Meaning) => {
    const parameter = parameters.meanings.get(meaning);
    return requestedValue(query, parameter) ?? parameter?.fallback;
  };
  const direction = parameters.meanings.get('direction');
  const compare = comparisonFor(contract, list, {
    sort: valueFor('sort'),
    direction: valueFor('direction'),
    directionName: direction?.name,
    description: direction?.description ?? '',
  });
  if (compare) return [...selected].sort(compare);
  // Of items with the same time, the one that was added last is the newest.
  return list.newestFirst ? [...selected].reverse().sort(list.newestFirst) : selected;
}

interface Selected {
  readonly selected: readonly JsonObject[];
  readonly counted: boolean;
  readonly key: readonly string[] | undefined;
}

/** The page that the convention read from the request. It links forward only. */
function pageBy({ limit, startIn, linkTo }: PageRequest, { selected, counted, key }: Selected): ListPage {
  const offset = startIn(selected);
  const end = limit === undefined ? selected.length : offset + limit;
  const items = sliceOf(selected, offset, end);
  const hasNext = end < selected.length && limit !== 0;
  const next = hasNext ? linkTo(selected, end) : undefined;
  return {
    items,
    total: selected.length,
    counted,
    offset,
    limit,
    firstPage: 1,
    firstOffset: 0,
    hasNext,
    hasMore: hasNext,
    next,
    previous: undefined,
    first: undefined,
    last: undefined,
    cursors: { next: next?.value, previous: undefined, start: undefined, end: undefined },
    firstKey: keyOf(items[0], key),
    lastKey: keyOf(items.at(-1), key),
  };
}
