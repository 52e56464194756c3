// The OData list protocol (Protocol 4.01, section 11.2.6): filter, order and page of a list. A page that `$top` or a
// preference limits links to the next page, as in Microsoft Graph, until the last one.
import type { Contract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { propertyPlaces, sameValuePlaces } from '../../contract/schema/schema-places.ts';
import type { JsonObject } from '../../json/value.ts';
import type { ListProtocol, ListRequest, ListTarget, PageProperty, PageRequest } from '../convention.ts';
import { type EntityType, findUnknownProperty, typeOf } from './entity-type.ts';
import { FilterError, parseFilter } from './filter.ts';
import { comparatorOf, OrderByError, parseOrderBy } from './orderby.ts';
import { optionError, optionNames, optionReader, type QueryOptions } from './query-options.ts';
import { parseSearch, SearchError } from './search.ts';

/** The type of an item, to look up property names. */
type ItemType = Pick<EntityType, 'properties' | 'type'>;

export function listProtocol(contract: Contract, operation: Operation, { item, key }: ListTarget): ListProtocol {
  const names = optionNames(operation);
  const optionsIn = optionReader(operation);
  const defaultTop = defaultTopOf(contract, operation);
  const replaced = [...names].flatMap(([name, option]) => (option === 'skip' || option === 'skiptoken' ? [name] : []));
  let known: ItemType | undefined;
  const type = () => {
    known ??= { properties: propertyPlaces(contract.document, item), type: typeOf(contract.document, item) };
    return known;
  };
  return {
    owns: (parameter) => names.has(parameter),
    pageProperties: PAGE_PROPERTIES,
    read({ query, prefer, mostItems }) {
      const options = optionsIn(query);
      const preferred = pageSizeIn(prefer);
      const asked = preferred?.size;
      const size = asked === undefined || mostItems === undefined ? (mostItems ?? asked) : Math.min(asked, mostItems);
      const request: ListRequest = {
        filter: filterBy(options, type),
        compare: compareBy(contract, options.orderby, type),
        counted: options.count?.toLowerCase() === 'true',
        page: pageOf(options, { defaultTop, preferred: size, key, replaced }),
        applied: preferred?.applied,
      };
      const isRequested = request.filter || request.compare || request.counted || request.page;
      return isRequested ? request : undefined;
    },
  };
}

const PAGE_PROPERTIES: Readonly<Record<string, PageProperty>> = {
  '@odata.count': ({ counted, total }, _urlOf, required) => (counted || required ? total : undefined),
  '@odata.nextLink': ({ next }, urlOf, required) => (next ? urlOf(next) : required ? '' : undefined),
};

/** The document's default for $top. */
function defaultTopOf({ document }: Contract, { parameters }: Operation): number | undefined {
  const schema = parameters.find(({ in: place, name }) => place === 'query' && name === '$top')?.schema;
  const places = schema === undefined ? [] : sameValuePlaces(document, schema);
  const declared = places.find(({ value }) => value.default !== undefined)?.value.default;
  return typeof declared === 'number' && Number.isInteger(declared) && declared > 0 ? declared : undefined;
}

/** The preference maxpagesize (Protocol 4.01, section 8.2.8.5). An invalid value is ignored, like any preference. */
function pageSizeIn(prefer: string | undefined): { readonly size: number; readonly applied: string } | undefined {
  const [, name, text] = /(?:^|[,;\s])((?:odata\.)?maxpagesize)\s*=\s*"?(\d{1,9})\b/i.exec(prefer ?? '') ?? [];
  const size = Number(text);
  return size > 0 ? { size, applied: `${name}=${size}` } : undefined;
}

function filterBy({ filter, search }: QueryOptions, type: () => ItemType): ListRequest['filter'] {
  const tests = [
    ...(filter !== undefined && filter.trim() !== '' ? [filterIn(filter, type())] : []),
    ...(search !== undefined ? [searchIn(search)] : []),
  ];
  return tests.length === 0 ? undefined : (one) => tests.every((test) => test(one));
}

function filterIn(text: string, { properties, type }: ItemType): (item: JsonObject) => boolean {
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

/** @throws HttpError PARAMETER_INVALID for an invalid order, and for a property that the type does not have */
export function compareBy(contract: Contract, text: string | undefined, type: () => ItemType): ListRequest['compare'] {
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
  readonly defaultTop: number | undefined;
  readonly preferred: number | undefined;
  readonly key: string | undefined;
  /** The names of parameters that the token of a page link replaces. */
  readonly replaced: readonly string[];
}

function pageOf(
  { top, skip, skiptoken }: QueryOptions,
  { defaultTop, preferred, key, replaced }: ODataPaging,
): PageRequest | undefined {
  const token = skiptoken === undefined ? undefined : decodeToken(skiptoken);
  const size = preferred ?? token?.size;
  const limit = top === undefined ? defaultTop : Number(top);
  if (limit === undefined && size === undefined && skip === undefined && token === undefined) return undefined;
  return {
    limit: limit === undefined || size === undefined ? (limit ?? size) : Math.min(limit, size),
    startIn: (selected) => (token ? startAt(token, selected, key) : Number(skip ?? 0)),
    linkTo(selected, start) {
      const before = key === undefined ? undefined : selected[start - 1]?.[key];
      const value = encodeToken({ start, size, ...(before !== undefined && { after: String(before) }) });
      return { name: '$skiptoken', value, replaces: replaced };
    },
  };
}

/** The content of a page token. */
interface PageToken {
  /** The number of items before the page when the token was created. */
  readonly start: number;
  /** The key of the item before the page, so that items created or deleted in between do not shift the pages. */
  readonly after?: string | undefined;
  /** The preferred page size, because a client follows a link without repeating the preference. */
  readonly size?: number | undefined;
}

function encodeToken({ start, size, after }: PageToken): string {
  return Buffer.from(JSON.stringify([start, size ?? 0, ...(after === undefined ? [] : [after])])).toString('base64url');
}

/** @throws HttpError PARAMETER_INVALID for a token that no response contained */
function decodeToken(text: string): PageToken {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    parts = undefined;
  }
  const [start, size, after] = Array.isArray(parts) ? (parts as unknown[]) : [];
  if (!isCount(start) || !isCount(size) || (after !== undefined && typeof after !== 'string')) {
    throw optionError('$skiptoken', 'must be a token from a next link');
  }
  return { start, after, size: size === 0 ? undefined : size };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** The number of items before the page. If the item in the token was deleted, it is one less. */
function startAt({ start, after }: PageToken, selected: readonly JsonObject[], key: string | undefined): number {
  if (after === undefined || key === undefined) return start;
  const index = selected.findIndex((item) => String(item[key]) === after);
  return index < 0 ? Math.max(0, start - 1) : index + 1;
}
