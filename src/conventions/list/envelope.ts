// What stands around the items of a list: totals, numbers of pages, links and cursors in the members that the document
// declares for them, and in headers. The rest of the envelope is the document's example of it, or a sample.
import type { Contract } from '../../contract/contract.ts';
import { plainName } from '../../contract/names.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema-places.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { PageProperty } from '../convention.ts';
import type { ListPage, PageLink } from './page.ts';

/** Where the items lie, and the pointer of the schema of the whole. */
interface EnvelopeOf {
  readonly schema: string;
  readonly path: readonly string[];
  /** An example or a sample of the whole, of which the items are left out. */
  readonly template: Json;
  /** Members of the whole that the convention fills itself, declared or not. */
  readonly aboutPage?: Readonly<Record<string, PageProperty>> | undefined;
}

/** @param urlOf the absolute URL of another page */
export type Envelope = (page: ListPage, urlOf: (turn: PageLink) => string) => Json;

type Filler = (page: ListPage, urlOf: (turn: PageLink) => string) => Json | undefined;

interface Slot {
  readonly path: readonly string[];
  readonly fill: Filler;
}

export function listEnvelope(contract: Contract, { schema, path, template, aboutPage = {} }: EnvelopeOf): Envelope {
  if (path.length === 0) return ({ items }) => items as readonly Json[];
  const slots = [
    ...slotsIn(contract, { schema, path: [], items: path }).filter(
      ({ path: [name = ''] }) => !Object.hasOwn(aboutPage, name),
    ),
    ...Object.entries(aboutPage).flatMap(([name, fill]) => slotAbout(contract, schema, [name, fill])),
  ];
  return (page, urlOf) => {
    let whole = withMember(template, path, page.items as readonly Json[]);
    for (const slot of slots) whole = withMember(whole, slot.path, slot.fill(page, urlOf));
    return whole;
  };
}

/** None where the document closes the whole and does not name the member. */
function slotAbout({ document }: Contract, schema: string, [name, fill]: readonly [string, PageProperty]): Slot[] {
  const places = sameValuePlaces(document, schema).map(({ value }) => value);
  const declared = propertyPlaces(document, schema).has(name);
  if (!declared && places.some((place) => isClosedTo(place, name))) return [];
  const required = places.some(({ required: names }) => Array.isArray(names) && names.includes(name));
  return [{ path: [name], fill: (page, urlOf) => fill(page, urlOf, required) }];
}

function isClosedTo({ additionalProperties, unevaluatedProperties, patternProperties }: JsonObject, name: string) {
  const patterns = Object.keys(isObject(patternProperties) ? patternProperties : {});
  const closed = additionalProperties === false || unevaluatedProperties === false;
  return closed && !patterns.some((pattern) => new RegExp(pattern).test(name));
}

interface Within {
  readonly schema: string;
  readonly path: readonly string[];
  readonly items: readonly string[];
}

/** Levels of objects in which members about the page are looked for. */
const DEEPEST = 3;

function slotsIn(contract: Contract, { schema, path, items }: Within): Slot[] {
  const members = propertyPlaces(contract.document, schema);
  const names = [...members.keys()].map(plainName);
  return [...members].flatMap(([name, place]): Slot[] => {
    const at = [...path, name];
    if (at.length === items.length && at.every((part, index) => part === items[index])) return [];
    const types = typesAt(contract.document, place);
    const filler = fillerFor(plainName(name), types, { names, within: plainName(path.at(-1) ?? '') });
    if (filler) return [{ path: at, fill: allowed(filler, types, isRequired(contract, schema, name)) }];
    const about =
      /^(?:meta|metadata|pagination|paging|page|pageinfo|links|info|cursors?|responsemetadata|listmetadata|next|prev|previous|first|last|_?links)$/;
    const deeper =
      types.has('object') && at.length < DEEPEST && (about.test(plainName(name)) || items[path.length] === name);
    return deeper ? slotsIn(contract, { schema: place, path: at, items }) : [];
  });
}

/** Where a member may not be null there is nothing instead: it is left out, or empty where it must be there. */
function allowed(fill: Filler, types: ReadonlySet<string>, required: boolean): Filler {
  if (types.has('null')) return fill;
  const instead = required ? (types.has('string') ? '' : 0) : undefined;
  return (page, urlOf) => fill(page, urlOf) ?? instead;
}

function isRequired({ document }: Contract, schema: string, name: string): boolean {
  return sameValuePlaces(document, schema).some(
    ({ value }) => Array.isArray(value.required) && value.required.includes(name),
  );
}

interface SiblingNames {
  /** The plain names of the members of the same object. */
  readonly names: readonly string[];
  /** The plain name of the member that the object is. */
  readonly within: string;
}

function fillerFor(name: string, types: ReadonlySet<string>, { names, within }: SiblingNames): Filler | undefined {
  if (types.has('integer') || types.has('number')) return numberFor(name, names);
  if (types.has('boolean')) return flagFor(name);
  if (types.has('object') || types.has('array')) return undefined;
  return textFor(name, within);
}

const TOTAL =
  /^(?:total|totalcount|totalitems|totalresults|totalrecords|totalelements|totalentries|totalsize|recordstotal|recordsfiltered|totalhits|odata\.count|itemcount|numfound|numberofresults|nummatched|numbermatched|resultcount|totalnumber|resultscount|hits)$/;

function numberFor(name: string, names: readonly string[]): Filler | undefined {
  if (TOTAL.test(name)) return ({ total }) => total;
  if (/^(?:count|size|returned|numberofelements|numberreturned|pagecount|itemsinpage)$/.test(name)) {
    const totalled = names.some((other) => TOTAL.test(other));
    if (name === 'pagecount') return pagesOf;
    if (name === 'size' && names.some((other) => /^(?:number|page)$/.test(other)))
      return ({ limit, items }) => limit ?? items.length;
    return totalled || name.startsWith('number') || name === 'returned'
      ? ({ items }) => items.length
      : ({ total }) => total;
  }
  if (/^(?:limit|perpage|pagesize|itemsperpage|maxresults|pagelimit|resultsperpage)$/.test(name))
    return ({ limit, total }) => limit ?? total;
  if (/^(?:offset|skip|start|startindex|startat|from)$/.test(name)) return ({ offset }) => offset;
  if (/^(?:page|pagenumber|currentpage|pageindex|number|current)$/.test(name)) return pageOf;
  if (/^(?:pages|totalpages|lastpage|numpages)$/.test(name)) return pagesOf;
  if (/^(?:nextpage)$/.test(name)) return (page) => (page.next ? pageOf(page) + 1 : null);
  if (/^(?:prevpage|previouspage)$/.test(name)) return (page) => (page.previous ? pageOf(page) - 1 : null);
  if (/^(?:nextoffset)$/.test(name)) return ({ next, offset, items }) => (next ? offset + items.length : null);
  return undefined;
}

function pageOf({ offset, limit, firstPage }: ListPage): number {
  return firstPage + (limit ? Math.floor(offset / limit) : 0);
}

function pagesOf({ total, limit }: ListPage): number {
  return limit ? Math.ceil(total / limit) : 1;
}

function flagFor(name: string): Filler | undefined {
  if (/^(?:hasmore|hasnext|hasnextpage|more|truncated|istruncated|moreresults|hasmoreresults|incomplete)$/.test(name))
    return ({ next }) => next !== undefined;
  if (/^(?:hasprevious|hasprev|haspreviouspage|hasless)$/.test(name)) return ({ previous }) => previous !== undefined;
  if (/^(?:first|isfirst)$/.test(name)) return ({ offset }) => offset === 0;
  if (/^(?:last|islast|islastpage)$/.test(name)) return ({ next }) => next === undefined;
  if (/^(?:empty)$/.test(name)) return ({ items }) => items.length === 0;
  return undefined;
}

function textFor(name: string, within: string): Filler | undefined {
  const way = wayIn(name, within);
  if (
    way &&
    /^(?:nextcursor|nextpagetoken|nexttoken|cursor|endcursor|continuation|continuationtoken|nextmarker|after|nextpagecursor|nextcontinuationtoken)$/.test(
      name,
    )
  ) {
    return ({ next }) => next?.value ?? null;
  }
  return (
    way &&
    ((page, urlOf) => {
      const turn = page[way];
      return turn ? urlOf(turn) : null;
    })
  );
}

/** Which page a member leads to, by its own name or by that of the object it is in, as `next.href`. */
function wayIn(name: string, within: string): 'next' | 'previous' | 'first' | 'last' | undefined {
  const told = /^(?:href|url|link|uri)$/.test(name) ? within : name;
  if (
    /^(?:odata\.nextlink|next|nextlink|nextpage|nexturl|nexthref|nextpageurl|nextpageuri|nexturi|nextcursor|nextpagetoken|nexttoken|cursor|endcursor|continuation|continuationtoken|nextmarker|after|nextpagecursor|nextcontinuationtoken)$/.test(
      told,
    )
  )
    return 'next';
  if (
    /^(?:prev|previous|prevlink|previouslink|prevpage|previouspage|prevurl|previousurl|previouspageurl|prevpageurl)$/.test(
      told,
    )
  )
    return 'previous';
  if (/^(?:first|firstpage|firstlink|firsturl|firstpageurl)$/.test(told)) return 'first';
  return /^(?:last|lastlink|lasturl|lastpageurl)$/.test(told) ? 'last' : undefined;
}

/** The value with a member set somewhere inside; undefined takes it away. */
function withMember(target: Json, [name, ...rest]: readonly string[], value: Json | undefined): Json {
  const copy: Record<string, Json> = isObject(target) ? { ...(target as JsonObject) } : {};
  if (name === undefined) return value ?? null;
  if (rest.length > 0) copy[name] = withMember(copy[name] ?? {}, rest, value);
  else if (value === undefined) delete copy[name];
  else copy[name] = value;
  return copy;
}
