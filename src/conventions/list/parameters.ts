// The meaning of a list's query parameters. OpenAPI does not declare it. The parameters' names decide, or else their
// descriptions.
import type { Contract } from '../../contract/contract.ts';
import { resolve } from '../../contract/document/resolve.ts';
import { plainName } from '../../contract/operation/names.ts';
import { type Operation, successResponse } from '../../contract/operation/operations.ts';
import { examplesOf, type Parameter } from '../../contract/operation/parameters.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import type { Json } from '../../json/value.ts';
import { filterOf, type ListFilter } from './filter.ts';
import type { ListParameter } from './list-parameter.ts';

export type Meaning = 'limit' | 'offset' | 'page' | 'cursor' | 'before' | 'sort' | 'direction' | 'search';

export interface ListParameters {
  readonly meanings: ReadonlyMap<Meaning, ListParameter>;
  /** Parameters that select items by the value of a property. */
  readonly filters: readonly ListFilter[];
  /** The number of the first page. */
  readonly firstPage: number;
  /** The number of the first item in the parameter for an offset: 0, or 1 as in SCIM (RFC 7644, section 3.4.2.4). */
  readonly firstOffset: number;
  /** The page size if the request does not contain one. Undefined for no limit. */
  readonly pageSize: number | undefined;
}

/** Names that the industry uses, as plain names. */
const NAMES: Readonly<Record<Meaning, RegExp>> = {
  limit:
    /^(?:limit|perpage|pagesize|pagelimit|size|top|take|max|maxresults|maxitems|maxrecords|maxkeys|maxsize|maxcount|numresults|rows|first|count|results|resultsperpage|itemsperpage|recordsperpage|pagemaxsize|pagelen|pagecount|pageperpage|maxpagesize|numberofresults|batchsize|hitsperpage|length|items)$/,
  offset:
    /^(?:offset|skip|start|startindex|startat|from|pageoffset|pagestart|startfrom|firstresult|firstindex|fromindex|recordindex|recordoffset|startrecord|startposition)$/,
  page: /^(?:page|pagenumber|pageindex|currentpage|pageno|pagenum|p|pagepage|pagenr)$/,
  cursor:
    /^(?:cursor|pagetoken|nexttoken|continuationtoken|continuation|continue|startingafter|startafter|after|afterid|aftercursor|skiptoken|nextpagetoken|nextcursor|nextmarker|marker|bookmark|pagecursor|pageafter|pageinfo|pagestate|paginationtoken|paginationcursor|startcursor|starttoken|startkey|startingtoken|exclusivestartkey|lastevaluatedkey|lastid|lastkey|fromid|sinceid|searchafter|scrollid|cursormark|offsettoken|resumetoken|afterguid|afterkey|aftername|skipto)$/,
  before:
    /^(?:before|beforeid|beforecursor|endingbefore|pagebefore|previouscursor|prevcursor|previoustoken|endbefore|beforeguid)$/,
  sort: /^(?:sort|sorts|sortby|orderby|ordering|sortfield|sortkey|sortcolumn|sortproperty|orderfield)$/,
  direction:
    /^(?:order|direction|dir|sortorder|sortdirection|sortdir|orderdirection|orderdir|sorttype|ordertype|asc|descending|desc|ascending|reverse|sortdesc)$/,
  search: /^(?:q|search|query|searchquery|searchterm|searchtext|searchstring|keyword|keywords|text|term|contains)$/,
};

/** Names that are as likely properties of items as list parameters. */
const AMBIGUOUS =
  /^(?:size|count|max|from|start|first|rows|text|term|query|order|direction|p|page|results|marker|contains|keywords?|position|continue|bookmark|length|items)$/;

const DESCRIPTIONS: readonly (readonly [Meaning, RegExp])[] = [
  [
    'limit',
    /(?:max(?:imum)?|number|how many)\b[^.]{0,40}\b(?:results|items|records|entries|objects|elements|rows)\b[^.]{0,30}\b(?:return|per page|page|show|list|fetch|include)|page size|items per page/i,
  ],
  ['offset', /number of [^.]{0,40}\bto skip|\boffset\b/i],
  ['page', /\bpage (?:number|index)\b|which page/i],
  ['cursor', /\b(?:pagination|page) (?:token|cursor)\b|\bcursor\b[^.]{0,40}\b(?:pagination|next page)/i],
];

/** The page size of lists in pages whose document names none. */
const PAGE_SIZE = 100;

export interface ListParameterRules {
  /** The schemas of one item: as it is stored, then as the list shows it. */
  readonly items: readonly string[];
  /** The path to the key in an item. */
  readonly key?: readonly string[] | undefined;
  /** The name of one item. */
  readonly name?: string | undefined;
  /** Whether the convention reads a parameter itself. */
  readonly isForeign?: ((parameter: string) => boolean) | undefined;
  /** The names of the response's properties about the page, as plain names. */
  readonly envelope?: readonly string[] | undefined;
}

export function listParameters(
  contract: Contract,
  operation: Operation,
  { items, key, name: itemName, isForeign = () => false, envelope = [] }: ListParameterRules,
): ListParameters {
  const { parameters } = operation;
  const meanings = new Map<Meaning, ListParameter>();
  const filters: ListFilter[] = [];
  const unclear: { readonly part: ListParameter; readonly meaning: Meaning }[] = [];
  const list = { items, key, name: itemName, siblings: new Set(parameters.map(({ name }) => plainName(name))) };
  const addFilter = (part: ListParameter) => {
    const filter = filterOf(contract, part, list);
    if (filter) filters.push(filter);
  };
  const own = parameters.filter(({ in: place, name }) => place === 'query' && !isForeign(name));
  for (const part of own.flatMap((parameter) => readPartsOf(contract, parameter))) {
    const meaning = meaningOf(contract, part);
    if (meaning !== undefined && AMBIGUOUS.test(plainName(part.name))) unclear.push({ part, meaning });
    else if (meaning !== undefined && !meanings.has(meaning)) meanings.set(meaning, part);
    else addFilter(part);
  }
  for (const { part, meaning } of unclear) {
    const taken = meanings.has(meaning) || (meaning === 'offset' && meanings.has('page'));
    const filter = filterOf(contract, part, list);
    if (filter && (taken || filter.isNamed) && !(isNumber(contract, part.schema) && !taken)) filters.push(filter);
    else if (!taken) meanings.set(meaning, part);
  }
  const pageSize = pageSizeOf(contract, meanings);
  if (linksWithoutParameter(operation, meanings, envelope)) meanings.set('cursor', OWN_CURSOR);
  return {
    meanings,
    filters,
    firstPage: firstPageOf(contract, meanings.get('page'), parameters, envelope),
    firstOffset: firstOffsetOf(contract, meanings.get('offset'), envelope),
    pageSize,
  };
}

/** The parameter in the links of a list whose document declares links and a page size, but no parameter for the next page. */
export const OWN_CURSOR: ListParameter = {
  name: 'cursor',
  path: ['cursor'],
  schema: undefined,
  fallback: undefined,
  description: '',
};

/** Names of properties with a link to the next page. */
const NEXT = /^(?:next(?:page)?(?:url|link|href|uri)?|_?links?|paging|pagination)$/;

function linksWithoutParameter(
  operation: Operation,
  meanings: ListParameters['meanings'],
  envelope: readonly string[],
): boolean {
  const isDeclared = (['offset', 'page', 'cursor', 'before'] as const).some((meaning) => meanings.has(meaning));
  if (isDeclared || !meanings.has('limit')) return false;
  const headers = successResponse(operation)?.headers ?? [];
  return envelope.some((name) => NEXT.test(name)) || headers.some(({ name }) => /^link$/i.test(name));
}

function wholeOf({ document }: Contract, { name, schema, pointer }: Parameter): ListParameter {
  const { description } = resolve(document, pointer).value;
  const text = typeof description === 'string' ? description : '';
  return { name, path: [name], schema, fallback: defaultOf(document, schema), description: text };
}

/** A parameter, or its properties if one of them has a meaning. */
function readPartsOf(contract: Contract, parameter: Parameter): readonly ListParameter[] {
  const parts = partsOf(contract, parameter);
  return parts.some((part) => meaningOf(contract, part) !== undefined) ? parts : [wholeOf(contract, parameter)];
}

/** The properties of an object parameter: `page[size]`, or `size` if they are separate pairs. */
function partsOf({ document }: Contract, { name, schema, style, explode }: Parameter): ListParameter[] {
  if (schema === undefined || !(style === 'deepObject' || (style === 'form' && explode))) return [];
  if (!typesAt(document, schema).has('object')) return [];
  return [...propertyPlaces(document, schema)].map(([property, at]): ListParameter => {
    const { description } = sameValuePlaces(document, at)[0]?.value ?? {};
    return {
      name: style === 'deepObject' ? `${name}[${property}]` : property,
      path: [name, property],
      schema: at,
      fallback: defaultOf(document, at),
      description: typeof description === 'string' ? description : '',
    };
  });
}

function defaultOf(document: Contract['document'], schema: string | undefined): Json | undefined {
  if (schema === undefined) return undefined;
  return sameValuePlaces(document, schema).find(({ value }) => value.default !== undefined)?.value.default;
}

function meaningOf(contract: Contract, part: ListParameter): Meaning | undefined {
  const { name, schema, description } = part;
  const plain = plainName(name).replace(/^(?:list)?(?:options|paging|pagination|page|query)\./, '');
  const types = schema === undefined ? new Set<string>() : typesAt(contract.document, schema);
  const is = { number: types.has('integer') || types.has('number'), boolean: types.has('boolean') };
  const named = (Object.keys(NAMES) as Meaning[]).find((meaning) => NAMES[meaning].test(plain));
  if (named !== undefined) {
    if (/^(?:offset|cursor|before)$/.test(named) && isTime(contract, part)) return undefined;
    if (is.boolean) return named === 'direction' ? named : undefined;
    switch (named) {
      // A limit is a number. A parameter with such a name and another type has another meaning.
      case 'limit':
        return is.number || (!AMBIGUOUS.test(plain) && !hasEnum(contract, schema)) ? named : undefined;
      // An offset or a page that is text is a token, as in Asana's API.
      case 'offset':
        return is.number ? named : AMBIGUOUS.test(plain) ? undefined : 'cursor';
      case 'page':
        return !is.number && /\b(?:token|cursor|opaque)\b/i.test(description) ? 'cursor' : named;
      case 'direction':
        if (plain === 'order' && !hasDirections(contract, schema)) return 'sort';
        if (/^(?:asc|desc|ascending|descending|reverse|sortdesc)$/.test(plain))
          return isFlag(contract, schema) ? named : undefined;
        return is.number ? undefined : named;
      default:
        return named;
    }
  }
  if (is.boolean || isTime(contract, part)) return undefined;
  const described = DESCRIPTIONS.find(
    ([meaning, pattern]) => pattern.test(description) && (meaning === 'cursor' ? !is.number : is.number),
  );
  return described?.[0];
}

/** Whether a parameter is a point in time, such as `before` in some lists. In others it is the key of an item. */
export function isTime({ document }: Contract, { schema, description }: ListParameter): boolean {
  const places = schema === undefined ? [] : sameValuePlaces(document, schema);
  if (places.some(({ value }) => value.format === 'date' || value.format === 'date-time')) return true;
  if (/\b(?:cursor|token|page|id|identifier|offset|index)s?\b/i.test(description)) return false;
  return /\b(?:dates?|times?|timestamps?|ISO[ -]?8601|RFC ?3339|unix|epoch)\b/i.test(description);
}

function hasEnum({ document }: Contract, schema: string | undefined): boolean {
  return schema !== undefined && sameValuePlaces(document, schema).some(({ value }) => Array.isArray(value.enum));
}

/** Whether a schema without the type boolean allows only texts or numbers that mean true or false. */
function isFlag({ document }: Contract, schema: string | undefined): boolean {
  const values = schema === undefined ? [] : sameValuePlaces(document, schema).flatMap(({ value }) => value.enum ?? []);
  return values.length > 0 && values.every((value) => /^(?:true|false|0|1)$/.test(String(value)));
}

/** Whether the enum of a schema, if it has one, contains directions. */
function hasDirections({ document }: Contract, schema: string | undefined): boolean {
  const values = schema === undefined ? [] : sameValuePlaces(document, schema).flatMap(({ value }) => value.enum ?? []);
  return values.length === 0 || values.some((value) => /^(?:asc|desc|ascending|descending|-?1)$/i.test(String(value)));
}

function isNumber({ document }: Contract, schema: string | undefined): boolean {
  if (schema === undefined) return false;
  const types = typesAt(document, schema);
  return types.has('integer') || types.has('number');
}

function firstPageOf(
  contract: Contract,
  page: ListParameter | undefined,
  parameters: readonly Parameter[],
  envelope: readonly string[],
): number {
  if (!page) return 1;
  const { document } = contract;
  const { minimum, default: fallback } = factsAt(contract, page.schema);
  if (minimum === 1 || fallback === 1) return 1;
  const parameter = parameters.find(({ in: place, name }) => place === 'query' && name === page.path[0]);
  const [example] = parameter && page.path.length === 1 ? examplesOf(document, parameter) : [];
  if (minimum === 0 || fallback === 0 || example === 0) return 0;
  if (
    /\b(?:zero|0)[- ](?:based|indexed)|\b(?:start|begin)(?:s|ing)? (?:at|from|with) (?:zero|0)\b/i.test(
      page.description,
    )
  )
    return 0;
  // Spring's page: `number` is its index from 0.
  return envelope.includes('numberofelements') && envelope.includes('totalelements') ? 0 : 1;
}

function firstOffsetOf(contract: Contract, offset: ListParameter | undefined, envelope: readonly string[]): number {
  if (!offset) return 0;
  const { minimum, default: fallback } = factsAt(contract, offset.schema);
  if (minimum === 0 || fallback === 0) return 0;
  if (minimum === 1 || fallback === 1 || /\b(?:1|one)[- ](?:based|indexed)/i.test(offset.description)) return 1;
  // SCIM and OpenSearch count from 1.
  const counts = ['itemsperpage', 'startindex', 'totalresults'];
  return plainName(offset.name) === 'startindex' && counts.every((name) => envelope.includes(name)) ? 1 : 0;
}

/** The default of the parameter, its maximum, or a fixed size for lists that are read in pages. */
function pageSizeOf(contract: Contract, meanings: ListParameters['meanings']): number | undefined {
  const limit = meanings.get('limit');
  const fallback = Number(limit?.fallback ?? Number.NaN);
  if (Number.isInteger(fallback) && fallback > 0) return fallback;
  const [, described] = /\bdefaults?(?: value)?(?: is| to|:|=)*\s*`?(\d{1,4})\b/i.exec(limit?.description ?? '') ?? [];
  if (described !== undefined && Number(described) > 0) return Number(described);
  if (!(['page', 'offset', 'cursor'] as const).some((meaning) => meanings.has(meaning))) return undefined;
  const { maximum } = factsAt(contract, limit?.schema);
  return typeof maximum === 'number' && maximum >= 1 ? Math.min(Math.floor(maximum), PAGE_SIZE) : PAGE_SIZE;
}

interface NumberFacts {
  readonly minimum?: Json | undefined;
  readonly maximum?: Json | undefined;
  readonly default?: Json | undefined;
}

function factsAt({ document }: Contract, schema: string | undefined): NumberFacts {
  const places = schema === undefined ? [] : sameValuePlaces(document, schema);
  const first = (name: string) => places.find(({ value }) => value[name] !== undefined)?.value[name];
  return { minimum: first('minimum'), maximum: first('maximum'), default: first('default') };
}
