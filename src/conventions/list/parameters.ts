// What the query parameters of a list mean. OpenAPI has no word for it: their names, or where these say nothing their
// descriptions, are the usual ones.
import type { Contract } from '../../contract/contract.ts';
import { plainName, singularOf } from '../../contract/names.ts';
import type { Operation } from '../../contract/operations.ts';
import { examplesOf, type Parameter } from '../../contract/parameters.ts';
import { resolve } from '../../contract/resolve.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema-places.ts';
import type { Json } from '../../json/value.ts';

export type Meaning = 'limit' | 'offset' | 'page' | 'cursor' | 'sort' | 'direction' | 'search';

/** A query parameter, or a member of one that is an object, as `page[size]`. */
export interface ListParameter {
  /** As the query names it: `limit`, `page[size]`. */
  readonly name: string;
  /** Where its value is among the values of the query. */
  readonly path: readonly string[];
  readonly fallback: Json | undefined;
}

export interface ListParameters {
  readonly meanings: ReadonlyMap<Meaning, ListParameter>;
  /** Parameters named like a member of the items: only items with that value are listed. */
  readonly filters: readonly (ListParameter & { readonly member: string })[];
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

/** Names that are as likely to be a member's as a list's. */
const EITHER =
  /^(?:size|count|max|from|start|first|rows|text|term|query|order|direction|p|page|results|marker|contains|keywords?)$/;

interface ListParameterRules {
  /** The schema of one item: a parameter named like one of its members is taken for a filter. */
  readonly item: string;
  /** Parameters that mean something else. */
  readonly isForeign?: ((parameter: string) => boolean) | undefined;
}

export function listParameters(
  contract: Contract,
  { parameters }: Operation,
  { item, isForeign = () => false }: ListParameterRules,
): ListParameters {
  const { document } = contract;
  const members = [...propertyPlaces(document, item).keys()];
  const memberFor = (name: string) => {
    const plain = plainName(name);
    const named = (member: string) => plainName(member) === plain;
    return members.find(named) ?? members.find((member) => singularOf(member) === singularOf(name));
  };
  const meanings = new Map<Meaning, ListParameter>();
  const filters: (ListParameter & { member: string })[] = [];
  let firstPage = 1;
  for (const { parameter, schema, ...given } of partsOf(
    contract,
    parameters.filter((parameter) => !isForeign(parameter.name)),
  )) {
    const name = plainName(given.name);
    const meaning = meaningOf(contract, { name, parameter, schema });
    const member = memberFor(given.path.length > 1 ? (given.path.at(-1) as string) : given.name);
    const filters2 =
      member !== undefined && (meaning === undefined || (EITHER.test(name) && !isNumber(contract, schema)));
    if (meaning !== undefined && !filters2 && !meanings.has(meaning)) {
      meanings.set(meaning, given);
      if (meaning === 'page' && startsAtZero(contract, parameter, schema)) firstPage = 0;
    } else if (filters2) filters.push({ ...given, member });
  }
  return { meanings, filters, firstPage };
}

interface ParameterPart extends ListParameter {
  readonly parameter: Parameter;
  readonly schema: string | undefined;
}

/** The parameters of the query, those that are objects by their members. */
function partsOf({ document }: Contract, parameters: readonly Parameter[]): ParameterPart[] {
  return parameters
    .filter((parameter) => parameter.in === 'query')
    .flatMap((parameter): ParameterPart[] => {
      const { name, schema, style } = parameter;
      const whole = { name, path: [name], parameter, schema, fallback: defaultOf(document, schema) };
      if (schema === undefined || style !== 'deepObject') return [whole];
      return [...propertyPlaces(document, schema)].map(([member, at]) => {
        return {
          name: `${name}[${member}]`,
          path: [name, member],
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
  // A limit is a number; what is called so and is none, as OData's $count, is something else.
  const fits = (meaning: Meaning) =>
    meaning === 'limit' || meaning === 'offset' ? number : meaning !== 'direction' || !number;
  const named = NAMES.find(([meaning, pattern]) => pattern.test(name) && fits(meaning));
  if (named) return named[0];
  const { description } = resolve(contract.document, parameter.pointer).value;
  if (typeof description !== 'string') return undefined;
  const told = DESCRIPTIONS.find(
    ([meaning, pattern]) => pattern.test(description) && (meaning === 'cursor' ? !number : number),
  );
  return told?.[0];
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
