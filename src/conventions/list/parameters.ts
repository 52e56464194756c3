// The meaning of a list's query parameters. OpenAPI does not declare it. The parameters' names decide, or else their
// descriptions.
import type { Contract } from '../../contract/contract.ts';
import { resolve } from '../../contract/document/resolve.ts';
import { plainName, singularOf } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { examplesOf, type Parameter } from '../../contract/operation/parameters.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import type { Json } from '../../json/value.ts';

export type Meaning = 'limit' | 'offset' | 'page' | 'cursor' | 'sort' | 'direction' | 'search';

/** A query parameter, or a property of an object parameter, for example `page[size]`. */
export interface ListParameter {
  /** The name in the query: `limit`, `page[size]`. */
  readonly name: string;
  /** The path to its value in the parsed query. */
  readonly path: readonly string[];
  readonly fallback: Json | undefined;
}

export interface ListParameters {
  readonly meanings: ReadonlyMap<Meaning, ListParameter>;
  /** Parameters named like a property of the items. They select the items with that value. */
  readonly filters: readonly (ListParameter & { readonly property: string })[];
  /** The number of the first page. */
  readonly firstPage: number;
}

const NAMES: readonly (readonly [Meaning, RegExp])[] = [
  [
    'limit',
    /^(?:limit|perpage|pagesize|pagelimit|size|top|take|max|maxresults|maxitems|maxrecords|maxkeys|maxsize|numresults|rows|first|count|results|resultsperpage|itemsperpage|pagemaxsize)$/,
  ],
  ['offset', /^(?:offset|skip|start|startindex|startat|from|pageoffset|startfrom|firstresult)$/],
  ['page', /^(?:page|pagenumber|pageindex|currentpage|pageno|pagenum|p|pagepage)$/],
  [
    'cursor',
    /^(?:cursor|pagetoken|nexttoken|continuationtoken|continuation|startingafter|after|skiptoken|nextpagetoken|nextcursor|marker|bookmark|pagecursor|pageafter|startcursor|exclusivestartkey|lastid|lastkey)$/,
  ],
  ['sort', /^(?:sort|sortby|orderby|ordering|sortfield|sortkey|sortcolumn)$/],
  ['direction', /^(?:order|direction|dir|sortorder|sortdirection|sortdir|orderdirection|orderdir|sorttype)$/],
  ['search', /^(?:q|search|query|searchquery|searchterm|searchtext|keyword|keywords|text|term|contains)$/],
];

const DESCRIPTIONS: readonly (readonly [Meaning, RegExp])[] = [
  [
    'limit',
    /(?:max(?:imum)?|number|how many)\b[^.]{0,40}\b(?:results|items|records|entries|objects|elements|rows)\b[^.]{0,30}\b(?:return|per page|page|show|list|fetch|include)|page size|items per page/i,
  ],
  ['offset', /number of [^.]{0,40}\bto skip|\boffset\b/i],
  ['page', /\bpage (?:number|index)\b|which page/i],
  ['cursor', /\b(?:pagination|page) (?:token|cursor)\b/i],
];

/** Names that are as likely properties of items as list parameters. */
const AMBIGUOUS =
  /^(?:size|count|max|from|start|first|rows|text|term|query|order|direction|p|page|results|marker|contains|keywords?)$/;

interface ListParameterRules {
  /** The schema of one item. A parameter named like one of its properties is a filter. */
  readonly item: string;
  /** Whether a parameter has another meaning. */
  readonly isForeign?: ((parameter: string) => boolean) | undefined;
}

export function listParameters(
  contract: Contract,
  { parameters }: Operation,
  { item, isForeign = () => false }: ListParameterRules,
): ListParameters {
  const { document } = contract;
  const properties = [...propertyPlaces(document, item).keys()];
  const propertyFor = (name: string) => {
    const plain = plainName(name);
    const isNamed = (property: string) => plainName(property) === plain;
    return properties.find(isNamed) ?? properties.find((property) => singularOf(property) === singularOf(name));
  };
  const meanings = new Map<Meaning, ListParameter>();
  const filters: (ListParameter & { property: string })[] = [];
  let firstPage = 1;
  for (const { parameter, schema, ...listParameter } of partsOf(
    contract,
    parameters.filter((parameter) => !isForeign(parameter.name)),
  )) {
    const name = plainName(listParameter.name);
    const meaning = meaningOf(contract, { name, parameter, schema });
    const property = propertyFor(
      listParameter.path.length > 1 ? (listParameter.path.at(-1) as string) : listParameter.name,
    );
    const isFilter =
      property !== undefined && (meaning === undefined || (AMBIGUOUS.test(name) && !isNumber(contract, schema)));
    if (meaning !== undefined && !isFilter && !meanings.has(meaning)) {
      meanings.set(meaning, listParameter);
      if (meaning === 'page' && startsAtZero(contract, parameter, schema)) firstPage = 0;
    } else if (isFilter) filters.push({ ...listParameter, property });
  }
  return { meanings, filters, firstPage };
}

interface ParameterPart extends ListParameter {
  readonly parameter: Parameter;
  readonly schema: string | undefined;
}

/** The query parameters. Object parameters are split into their properties. */
function partsOf({ document }: Contract, parameters: readonly Parameter[]): ParameterPart[] {
  return parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap((parameter): ParameterPart[] => {
      const { name, schema, style } = parameter;
      const whole = { name, path: [name], parameter, schema, fallback: defaultOf(document, schema) };
      if (schema === undefined || style !== 'deepObject') return [whole];
      return [...propertyPlaces(document, schema)].map(([property, at]) => {
        return {
          name: `${name}[${property}]`,
          path: [name, property],
          parameter,
          schema: at,
          fallback: defaultOf(document, at),
        };
      });
    });
}

function defaultOf(document: Contract['document'], schema: string | undefined): Json | undefined {
  if (schema === undefined) return undefined;
  return sameValuePlaces(document, schema).find(({ value }) => value.default !== undefined)?.value.default;
}

interface NamedParameter {
  readonly name: string;
  readonly parameter: Parameter;
  readonly schema: string | undefined;
}

function meaningOf(contract: Contract, { name, parameter, schema }: NamedParameter): Meaning | undefined {
  const number = isNumber(contract, schema);
  // A limit is a number. A parameter with such a name and another type, such as OData's $count, has another meaning.
  const hasRightType = (meaning: Meaning) =>
    meaning === 'limit' || meaning === 'offset' ? number : meaning !== 'direction' || !number;
  const named = NAMES.find(([meaning, pattern]) => pattern.test(name) && hasRightType(meaning));
  if (named) return named[0];
  const { description } = resolve(contract.document, parameter.pointer).value;
  if (typeof description !== 'string') return undefined;
  const described = DESCRIPTIONS.find(
    ([meaning, pattern]) => pattern.test(description) && (meaning === 'cursor' ? !number : number),
  );
  return described?.[0];
}

function isNumber({ document }: Contract, schema: string | undefined): boolean {
  if (schema === undefined) return false;
  const types = typesAt(document, schema);
  return types.has('integer') || types.has('number');
}

function startsAtZero({ document }: Contract, parameter: Parameter, schema: string | undefined): boolean {
  const [{ minimum, default: fallback } = {} as Record<string, Json>] =
    schema === undefined ? [] : sameValuePlaces(document, schema).map(({ value }) => value);
  return minimum === 0 || fallback === 0 || examplesOf(document, parameter)[0] === 0;
}
