// How an OData list is asked for (Protocol 4.01, section 11.2.6): which items, in which order, which page of them. A page
// that `$top` or a preference cuts off leads on to the next, as Microsoft Graph's pages do, until the last.
import type { Contract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operations.ts';
import { propertyPlaces, sameValuePlaces } from '../../contract/schema-places.ts';
import type { JsonObject } from '../../json/value.ts';
import type { ListProtocol, ListRequest, ListTarget, PageProperty, PageRequest } from '../convention.ts';
import { type EntityType, findUnknownProperty, typeOf } from './entity-type.ts';
import { FilterError, parseFilter } from './filter.ts';
import { comparatorOf, OrderByError, parseOrderBy } from './orderby.ts';
import { optionError, optionNames, optionReader, type QueryOptions } from './query-options.ts';
import { parseSearch, SearchError } from './search.ts';

/** What an item is, for names to be looked up in. */
type Item = Pick<EntityType, 'properties' | 'type'>;

export function listProtocol(contract: Contract, operation: Operation, { item, key }: ListTarget): ListProtocol {
  const names = optionNames(operation);
  const optionsIn = optionReader(operation);
  const usual = usualTop(contract, operation);
  const replaced = [...names].flatMap(([name, option]) => (option === 'skip' || option === 'skiptoken' ? [name] : []));
  let known: Item | undefined;
  const type = () => {
    known ??= { properties: propertyPlaces(contract.document, item), type: typeOf(contract.document, item) };
    return known;
  };
  return {
    owns: (parameter) => names.has(parameter),
    pageProperties: PAGE_PROPERTIES,
    read({ query, prefer }) {
      const options = optionsIn(query);
      const preferred = pageSizeIn(prefer);
      const wish: ListRequest = {
        filter: wantedBy(options, type),
        compare: compareBy(contract, options.orderby, type),
        counted: options.count?.toLowerCase() === 'true',
        page: pageOf(options, { usual, preferred: preferred?.size, key, replaced }),
        applied: preferred?.applied,
      };
      const asks = wish.filter || wish.compare || wish.counted || wish.page;
      return asks ? wish : undefined;
    },
  };
}

const PAGE_PROPERTIES: Readonly<Record<string, PageProperty>> = {
  '@odata.count': ({ counted, total }, _urlOf, required) => (counted || required ? total : undefined),
  '@odata.nextLink': ({ next }, urlOf, required) => (next ? urlOf(next) : required ? '' : undefined),
};

/** The limit that the document says where a request says none. */
function usualTop({ document }: Contract, { parameters }: Operation): number | undefined {
  const schema = parameters.find(({ in: place, name }) => place === 'query' && name === '$top')?.schema;
  const places = schema === undefined ? [] : sameValuePlaces(document, schema);
  const said = places.find(({ value }) => value.default !== undefined)?.value.default;
  return typeof said === 'number' && Number.isInteger(said) && said > 0 ? said : undefined;
}

/** Protocol 4.01, section 8.2.8.5; what cannot be one is passed over, as preferences are. */
function pageSizeIn(prefer: string | undefined): { readonly size: number; readonly applied: string } | undefined {
  const [, name, text] = /(?:^|[,;\s])((?:odata\.)?maxpagesize)\s*=\s*"?(\d{1,9})\b/i.exec(prefer ?? '') ?? [];
  const size = Number(text);
  return size > 0 ? { size, applied: `${name}=${size}` } : undefined;
}

function wantedBy({ filter, search }: QueryOptions, type: () => Item): ListRequest['filter'] {
  const tests = [
    ...(filter !== undefined && filter.trim() !== '' ? [filterIn(filter, type())] : []),
    ...(search !== undefined ? [searchIn(search)] : []),
  ];
  return tests.length === 0 ? undefined : (one) => tests.every((test) => test(one));
}

function filterIn(text: string, { properties, type }: Item): (item: JsonObject) => boolean {
  try {
    return parseFilter(text, (name) => properties.size === 0 || properties.has(name));
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    const on = error.message.startsWith('Could not find') ? ` on type '${type}'` : '';
    throw optionError('$filter', error.message, `Invalid filter clause: ${error.message}${on}.`);
  }
}

function searchIn(text: string): (item: JsonObject) => boolean {
  try {
    return parseSearch(text);
  } catch (error) {
    if (!(error instanceof SearchError)) throw error;
    throw optionError('$search', error.message);
  }
}

/** @throws HttpError PARAMETER_INVALID for what is no order, and for a member that the type does not have */
export function compareBy(contract: Contract, text: string | undefined, type: () => Item): ListRequest['compare'] {
  if (text === undefined) return undefined;
  try {
    const orders = parseOrderBy(text);
    for (const { path } of orders) {
      const unknown = findUnknownProperty(contract, type(), path);
      if (unknown)
        throw new OrderByError(`Could not find a property named '${unknown.name}' on type '${unknown.type}'`);
    }
    return comparatorOf(orders);
  } catch (error) {
    if (!(error instanceof OrderByError)) throw error;
    throw optionError('$orderby', error.message, `Invalid orderby clause: ${error.message}.`);
  }
}

interface ODataPaging {
  readonly usual: number | undefined;
  readonly preferred: number | undefined;
  readonly key: string | undefined;
  /** The names of parameters that a link to another page has a token in the place of. */
  readonly replaced: readonly string[];
}

function pageOf(
  { top, skip, skiptoken }: QueryOptions,
  { usual, preferred, key, replaced }: ODataPaging,
): PageRequest | undefined {
  const token = skiptoken === undefined ? undefined : opened(skiptoken);
  const size = preferred ?? token?.size;
  const most = top === undefined ? usual : Number(top);
  if (most === undefined && size === undefined && skip === undefined && token === undefined) return undefined;
  return {
    limit: most === undefined || size === undefined ? (most ?? size) : Math.min(most, size),
    startIn: (selected) => (token ? startAt(token, selected, key) : Number(skip ?? 0)),
    turnTo(selected, start) {
      const before = key === undefined ? undefined : selected[start - 1]?.[key];
      const value = sealed({ start, size, ...(before !== undefined && { after: String(before) }) });
      return { name: '$skiptoken', value, insteadOf: replaced };
    },
  };
}

/** What a token tells of the page it leads to. */
interface PageToken {
  /** Items before it, when it was made. */
  readonly start: number;
  /** The key of the item before it, so that what is added or deleted meanwhile moves nothing. */
  readonly after?: string | undefined;
  /** The page size that a preference asked for: a client follows a link without saying it again. */
  readonly size?: number | undefined;
}

function sealed({ start, size, after }: PageToken): string {
  return Buffer.from(JSON.stringify([start, size ?? 0, ...(after === undefined ? [] : [after])])).toString('base64url');
}

/** @throws HttpError PARAMETER_INVALID for a token that nobody gave out */
function opened(text: string): PageToken {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    parts = undefined;
  }
  const [start, size, after] = Array.isArray(parts) ? (parts as unknown[]) : [];
  if (!isCount(start) || !isCount(size) || (after !== undefined && typeof after !== 'string')) {
    throw optionError('$skiptoken', 'must be one that a link to a next page holds');
  }
  return { start, after, size: size === 0 ? undefined : size };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** Where the item that the token names is gone, one less is before the page. */
function startAt({ start, after }: PageToken, selected: readonly JsonObject[], key: string | undefined): number {
  if (after === undefined || key === undefined) return start;
  const index = selected.findIndex((item) => String(item[key]) === after);
  return index < 0 ? Math.max(0, start - 1) : index + 1;
}
