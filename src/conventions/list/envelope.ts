// The envelope around the items of a list: fills the declared properties for totals, page numbers, links and cursors. The
// rest of the envelope comes from the document's example, or from a sample.
import type { Contract } from '../../contract/contract.ts';
import { plainName } from '../../contract/operation/names.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { PageProperty } from '../convention.ts';
import type { ListPage, PageLink } from './page.ts';

/** The schema of the envelope, and the path to the items in it. */
interface EnvelopeOptions {
  readonly schema: string;
  readonly path: readonly string[];
  /** An example or a sample of the envelope, without its items. */
  readonly template: Json;
  /** Properties of the envelope that the convention fills itself, declared or not. */
  readonly pageProperties?: Readonly<Record<string, PageProperty>> | undefined;
}

/** @param urlOf the absolute URL of another page */
export type Envelope = (page: ListPage, urlOf: (link: PageLink) => string) => Json;

type Filler = (page: ListPage, urlOf: (link: PageLink) => string) => Json | undefined;

interface Slot {
  readonly path: readonly string[];
  readonly fill: Filler;
}

export function listEnvelope(
  contract: Contract,
  { schema, path, template, pageProperties = {} }: EnvelopeOptions,
): Envelope {
  if (path.length === 0) return ({ items }) => items as readonly Json[];
  const slots = [
    ...slotsIn(contract, { schema, path: [], items: path }).filter(
      ({ path: [name = ''] }) => !Object.hasOwn(pageProperties, name),
    ),
    ...Object.entries(pageProperties).flatMap(([name, fill]) => slotForPage(contract, schema, [name, fill])),
  ];
  return (page, urlOf) => {
    let envelope = withProperty(template, path, page.items as readonly Json[]);
    for (const slot of slots) envelope = withProperty(envelope, slot.path, slot.fill(page, urlOf));
    return envelope;
  };
}

/** The slot of a convention's property. None if the schema is closed and does not declare it. */
function slotForPage({ document }: Contract, schema: string, [name, fill]: readonly [string, PageProperty]): Slot[] {
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

interface SlotSearch {
  readonly schema: string;
  readonly path: readonly string[];
  readonly items: readonly string[];
}

/** The maximum depth of properties about the page. */
const MAX_DEPTH = 3;

function slotsIn(contract: Contract, { schema, path, items }: SlotSearch): Slot[] {
  const properties = propertyPlaces(contract.document, schema);
  const names = [...properties.keys()].map(plainName);
  return [...properties].flatMap(([name, place]): Slot[] => {
    const at = [...path, name];
    if (at.length === items.length && at.every((part, index) => part === items[index])) return [];
    const types = typesAt(contract.document, place);
    const filler = fillerFor(plainName(name), types, { names, within: plainName(path.at(-1) ?? '') });
    if (filler) return [{ path: at, fill: withoutNull(filler, types, isRequired(contract, schema, name)) }];
    const wrapper =
      /^(?:meta|metadata|pagination|paging|page|pageinfo|links|info|cursors?|responsemetadata|listmetadata|next|prev|previous|first|last|_?links)$/;
    const isWrapper =
      types.has('object') && at.length < MAX_DEPTH && (wrapper.test(plainName(name)) || items[path.length] === name);
    return isWrapper ? slotsIn(contract, { schema: place, path: at, items }) : [];
  });
}

/** Replaces null if the schema does not allow it: omits an optional property and empties a required one. */
function withoutNull(fill: Filler, types: ReadonlySet<string>, required: boolean): Filler {
  if (types.has('null')) return fill;
  const fallback = required ? (types.has('string') ? '' : 0) : undefined;
  return (page, urlOf) => fill(page, urlOf) ?? fallback;
}

function isRequired({ document }: Contract, schema: string, name: string): boolean {
  return sameValuePlaces(document, schema).some(
    ({ value }) => Array.isArray(value.required) && value.required.includes(name),
  );
}

interface SiblingNames {
  /** The plain names of all properties of the same object. */
  readonly names: readonly string[];
  /** The plain name of the property that contains the object. */
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
    const hasTotal = names.some((other) => TOTAL.test(other));
    if (name === 'pagecount') return pagesOf;
    if (name === 'size' && names.some((other) => /^(?:number|page)$/.test(other)))
      return ({ limit, items }) => limit ?? items.length;
    return hasTotal || name.startsWith('number') || name === 'returned'
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
  const direction = directionOf(name, within);
  if (
    direction &&
    /^(?:nextcursor|nextpagetoken|nexttoken|cursor|endcursor|continuation|continuationtoken|nextmarker|after|nextpagecursor|nextcontinuationtoken)$/.test(
      name,
    )
  ) {
    return ({ next }) => next?.value ?? null;
  }
  return (
    direction &&
    ((page, urlOf) => {
      const link = page[direction];
      return link ? urlOf(link) : null;
    })
  );
}

/** The page that a property links to, by its own name or by the name of its object, for example `next.href`. */
function directionOf(name: string, within: string): 'next' | 'previous' | 'first' | 'last' | undefined {
  const linkName = /^(?:href|url|link|uri)$/.test(name) ? within : name;
  if (
    /^(?:odata\.nextlink|next|nextlink|nextpage|nexturl|nexthref|nextpageurl|nextpageuri|nexturi|nextcursor|nextpagetoken|nexttoken|cursor|endcursor|continuation|continuationtoken|nextmarker|after|nextpagecursor|nextcontinuationtoken)$/.test(
      linkName,
    )
  )
    return 'next';
  if (
    /^(?:prev|previous|prevlink|previouslink|prevpage|previouspage|prevurl|previousurl|previouspageurl|prevpageurl)$/.test(
      linkName,
    )
  )
    return 'previous';
  if (/^(?:first|firstpage|firstlink|firsturl|firstpageurl)$/.test(linkName)) return 'first';
  return /^(?:last|lastlink|lasturl|lastpageurl)$/.test(linkName) ? 'last' : undefined;
}

/** The value with one nested property set. Undefined removes the property. */
function withProperty(target: Json, [name, ...rest]: readonly string[], value: Json | undefined): Json {
  const copy: Record<string, Json> = isObject(target) ? { ...(target as JsonObject) } : {};
  if (name === undefined) return value ?? null;
  if (rest.length > 0) copy[name] = withProperty(copy[name] ?? {}, rest, value);
  else if (value === undefined) delete copy[name];
  else copy[name] = value;
  return copy;
}
