// Facts about a page, by the names of properties and headers that are in use: totals, page numbers, links and cursors.
import { plainName } from '../../contract/operation/names.ts';
import type { ListPage, PageLink } from './page.ts';

export interface PageUrls {
  /** The absolute URL of another page. */
  readonly urlOf: (link: PageLink) => string;
  /** The absolute URL of the request. */
  readonly self: string;
}

export type Relation = 'next' | 'previous' | 'first' | 'last' | 'self';

/** What surrounds a property: it decides the meaning of some names. */
export interface Surroundings {
  /** The plain names of all properties of the same object. */
  readonly names: readonly string[];
  /** The page that the object is about, for example in `next.href`. */
  readonly within: Relation | undefined;
  /** The description of the property. */
  readonly description: string;
  readonly required: boolean;
}

export type NumberFact = (page: ListPage) => number | undefined;
export type TextFact =
  | { readonly kind: 'url' | 'cursor' | 'either'; readonly relation: Relation }
  | { readonly kind: 'place'; readonly place: 'start' | 'end' | 'complete' | 'firstKey' | 'lastKey' };

const TOTAL =
  /^(?:total|totalcount|totalitems|totalresults|totalrecords|totalelements|totalentries|totalsize|totalrows|totalobjects|totaldocs|totalmatches|totalfound|recordstotal|recordsfiltered|totalhits|estimatedtotal|estimatedtotalhits|odata\.count|itemcount|itemscount|itemtotal|numfound|numberofresults|nummatched|numbermatched|totalnumber|totalnum|resultscount|resultstotal|recordcount|rowcount|totalrowcount|hits|allcount|overallcount|fullcount|collectionsize|resultsizeestimate|estimatedresultsize|approximatetotal|nbhits|nbresults|itemstotal)$/;
const COUNT =
  /^(?:count|size|resultcount|quantity|returned|numberofelements|numberreturned|itemsinpage|pageitems|pageitemscount|itemsonpage|length|numresults|numitems|resultsize|currentcount|countonpage)$/;
const LIMIT =
  /^(?:limit|perpage|pagesize|itemsperpage|maxresults|pagelimit|resultsperpage|recordsperpage|pagelen|maxitems|rowsperpage|entriesperpage|hitsperpage|batchsize)$/;
const OFFSET = /^(?:offset|skip|start|startindex|startat|from|startrow|firstresult|pageoffset)$/;
const PAGE = /^(?:page|pagenumber|currentpage|pageindex|number|current|pageno|pagenum)$/;
const PAGES =
  /^(?:pages|totalpages|lastpage|numpages|numberofpages|pagecount|pagescount|pagetotal|totalpagecount|maxpage|nbpages|pagestotal)$/;
const MONEY =
  /^(?:currency|currencycode|currencyiso|subtotal|tax|taxes|totaltax|amount|discounts?|totaldiscount|shipping|price|totalprice|grandtotal|balance|vat|fees?|totalamount|tip)$/;
const PAGING =
  /^(?:page|pages|limit|offset|perpage|pagesize|next|previous|prev|hasmore|totalpages|cursor|nextcursor|count|skip|top|currentpage|start|startat|maxresults|more)$/;

export function isTotal(name: string): boolean {
  return TOTAL.test(name);
}

function isAboutPages(name: string): boolean {
  return PAGING.test(name) || TOTAL.test(name);
}

/** Whether a property named `total` is an amount of money. */
export function isMoney(
  name: string,
  { names, description }: Pick<Surroundings, 'names' | 'description'>,
  value: unknown,
): boolean {
  if (name !== 'total') return false;
  if (names.some((other) => MONEY.test(other))) return true;
  if (/\b(?:price|amount|costs?|sum|money|cents|currency|due|charged?)\b/i.test(description)) return true;
  if (typeof value !== 'number' || Number.isInteger(value)) return false;
  return !names.some((other) => PAGING.test(other));
}

/** The number that a property of this plain name contains. */
export function numberFact(name: string, around: Surroundings): NumberFact | undefined {
  const { names, within, description } = around;
  if (/\b(?:dates?|times?|timestamps?|unix|epoch)\b/i.test(description)) return undefined;
  if (/^(?:number|current|pages|length)$/.test(name) && !names.some((other) => other !== name && isAboutPages(other)))
    return undefined;
  if (within !== undefined && within !== 'self') return numberOfOther(name, within);
  if (TOTAL.test(name)) return ({ total }) => total;
  if (COUNT.test(name)) return countFact(name, around);
  if (name === 'pagecount' && names.includes('pages')) return ({ items }) => items.length;
  if (LIMIT.test(name)) {
    // In SCIM and OpenSearch this is the number of items on the page.
    const counts = name === 'itemsperpage' && names.includes('startindex') && names.includes('totalresults');
    return counts ? ({ items }) => items.length : ({ limit }) => limit;
  }
  if (name === 'from' && names.includes('to'))
    return ({ items, offset }) => (items.length > 0 ? offset + 1 : undefined);
  if (name === 'to' && names.includes('from')) {
    return ({ items, offset }) => (items.length > 0 ? offset + items.length : undefined);
  }
  if (name === 'end' && names.includes('start')) {
    return ({ items, offset, firstOffset }) => (items.length > 0 ? offset + items.length - 1 + firstOffset : undefined);
  }
  if (name === 'pagingcounter') return ({ offset }) => offset + 1;
  if (name === 'items')
    return names.some((other) => PAGE.test(other) || PAGES.test(other)) ? ({ limit }) => limit : undefined;
  if (OFFSET.test(name)) return ({ offset, firstOffset }) => offset + firstOffset;
  if (PAGE.test(name)) return pageNumber;
  if (PAGES.test(name)) return pagesOf;
  if (/^(?:remaining|remainingcount|remainingitems)$/.test(name)) return remainingItems;
  // Kubernetes leaves it out if the list is complete.
  if (name === 'remainingitemcount') return (page) => remainingItems(page) || undefined;
  const relation = relationIn(name);
  if (
    relation.relation !== undefined &&
    relation.rest === '' &&
    names.some((other) => other !== name && isAboutPages(other))
  )
    return (page) => numberOfLink(page, relation.relation as Relation);
  const isOther = relation.relation !== undefined && relation.relation !== 'self' && relation.relation !== 'last';
  return isOther ? numberOfOther(relation.rest, relation.relation as Relation) : undefined;
}

function remainingItems({ total, offset, items }: ListPage): number {
  return Math.max(0, total - offset - items.length);
}

/** The number in a link: of a page, or of an item. */
function numberOfLink(page: ListPage, relation: Relation): number | undefined {
  const number = relation === 'self' ? pageNumber(page) : Number(page[relation]?.value || Number.NaN);
  return Number.isInteger(number) ? number : undefined;
}

/** A number of another page: the `page` in `next_page`. */
function numberOfOther(name: string, relation: Relation): NumberFact | undefined {
  const of =
    (number: (page: ListPage) => number): NumberFact =>
    (page) =>
      hasPage(page, relation) ? number(page) : undefined;
  const startOf = (page: ListPage) => startOfOther(page, relation);
  if (PAGE.test(name)) {
    return of((page) => page.firstPage + (page.limit ? Math.floor(startOf(page) / page.limit) : 0));
  }
  if (OFFSET.test(name) || /^(?:startposition|pagestart|index)$/.test(name))
    return of((page) => startOf(page) + page.firstOffset);
  if (LIMIT.test(name) || name === 'count') return of(({ limit, items }) => limit ?? items.length);
  return undefined;
}

function hasPage(page: ListPage, relation: Relation): boolean {
  if (relation === 'next') return page.hasNext;
  return relation !== 'previous' || page.offset > 0;
}

function startOfOther({ offset, limit, items, total }: ListPage, relation: Relation): number {
  if (relation === 'next') return offset + items.length;
  if (relation === 'previous') return Math.max(0, offset - (limit ?? offset));
  if (relation !== 'last') return relation === 'first' ? 0 : offset;
  return limit ? Math.floor(Math.max(0, total - 1) / limit) * limit : 0;
}

/** `count` and `size` are the number of items on the page, or on all pages if nothing else is. */
function countFact(name: string, { names, description }: Surroundings): NumberFact {
  const onPage: NumberFact = ({ items }) => items.length;
  const inAll: NumberFact = ({ total }) => total;
  if (name === 'size' && names.some((other) => /^(?:number|page|totalelements)$/.test(other))) {
    return names.includes('pagelen') ? inAll : ({ limit, items }) => limit ?? items.length;
  }
  if (name === 'size' && names.some((other) => other !== 'size' && LIMIT.test(other) && other !== 'pagelen'))
    return onPage;
  if (name === 'resultcount' && !names.some((other) => TOTAL.test(other) || /token$/.test(other))) return inAll;
  if (name !== 'count' && name !== 'size') return onPage;
  if (names.some((other) => TOTAL.test(other))) return onPage;
  return /\b(?:returned|(?:on|in|of) (?:this|the current|the) (?:page|response))\b/i.test(description) ? onPage : inAll;
}

export function pageNumber({ offset, limit, firstPage }: ListPage): number {
  return firstPage + (limit ? Math.floor(offset / limit) : 0);
}

export function pagesOf({ total, limit }: ListPage): number {
  return limit ? Math.ceil(total / limit) : 1;
}

/** The flag that a property of this plain name contains. */
export function flagFact(name: string): ((page: ListPage) => boolean) | undefined {
  if (
    /^(?:has)?(?:more|moreresults|moreitems|moredata|morerecords|morepages|nextpage|next)$|^(?:is|list)?(?:istruncated|truncated|incomplete)$|^(?:moreavailable|morefollows)$/.test(
      name,
    )
  ) {
    return name.includes('next') ? ({ hasNext }) => hasNext : ({ hasMore }) => hasMore;
  }
  // The response is a success.
  if (/^(?:is)?(?:ok|success|successful|succeeded)$/.test(name)) return () => true;
  if (/^(?:(?:is|has)?errors?|timedout|failed|incompleteresults)$/.test(name)) return () => false;
  if (/^has(?:previous|prev|less)(?:page)?$/.test(name)) return ({ offset }) => offset > 0;
  if (/^(?:is)?first(?:page)?$/.test(name)) return ({ offset }) => offset === 0;
  if (/^(?:is)?last(?:page)?$|^(?:isend|endoflist|endofresults|endofrecords|done|nomore)$/.test(name)) {
    return ({ hasNext }) => !hasNext;
  }
  if (/^(?:is)?empty$/.test(name)) return ({ items }) => items.length === 0;
  return undefined;
}

const URL_WORD = /^(?:(?:page)?(?:url|uri|href|link|links))$/;
const CURSOR_WORD =
  /^(?:page|list|record|results?)?(?:cursor|token|marker|id|key|hash|offset|start|after|from|continuationtoken|continuation|startingafter|startkey|pagination|position|bookmark|skiptoken|synctoken|kv|string|evaluatedkey)$/;
const NEXT_CURSOR =
  /^(?:cursor|continuation|continuationtoken|continue|marker|pagetoken|pagingtoken|paginationtoken|paginationkey|pagecursor|scrollid|resumetoken|offset|offsettoken|bookmark|cursormark|startingafter|lastevaluatedkey|pagingstate|pagestate|skiptoken)$/;

/** The link or cursor that a property of this plain name contains. */
export function textFact(name: string, { names, within, required }: Surroundings): TextFact | undefined {
  const plain = name.replace(/^odata\./, '');
  if (/^(?:first|start|from|newest)(?:item)?(?:id|key)$/.test(plain)) return { kind: 'place', place: 'firstKey' };
  if (/^(?:last|end|to|oldest)(?:item)?(?:id|key)$/.test(plain)) return { kind: 'place', place: 'lastKey' };
  if (/^(?:startcursor|before|beforecursor|endingbefore|firstcursor)$/.test(plain))
    return { kind: 'place', place: 'start' };
  if (/^(?:endcursor|aftercursor|lastcursor)$/.test(plain)) return { kind: 'place', place: 'end' };
  if (/sync_?token$|^delta(?:link|token)$/.test(plain)) return { kind: 'place', place: 'complete' };
  if (plain === 'path' && names.includes('perpage')) return { kind: 'url', relation: 'self' };
  if (/^(?:href|url|uri|link)$/.test(plain)) {
    const relation = within ?? (names.some((other) => isAboutPages(other)) ? 'self' : undefined);
    return relation && { kind: 'url', relation };
  }
  if (within !== undefined && (CURSOR_WORD.test(plain) || NEXT_CURSOR.test(plain)))
    return { kind: 'cursor', relation: within };
  if (plain === 'after') return { kind: 'cursor', relation: 'next' };
  const { relation, rest } = relationIn(plain);
  if (relation !== undefined) {
    if (rest === '' || rest === 'page' || rest === 'results' || rest === 'set') return { kind: 'either', relation };
    if (URL_WORD.test(rest)) return { kind: 'url', relation };
    return CURSOR_WORD.test(rest) && relation !== 'self' ? { kind: 'cursor', relation } : undefined;
  }
  // The cursor of this page is the one that the request contains, if another property is that of the next page.
  if (!NEXT_CURSOR.test(plain)) return undefined;
  // If a flag ends the walk, the cursor is the end of each page.
  if (plain === 'cursor' && required && names.some((other) => /^(?:has)?more$/.test(other)))
    return { kind: 'place', place: 'end' };
  const hasNext = names.some(
    (other) => other !== name && relationIn(other.replace(/^odata\./, '')).relation === 'next',
  );
  return { kind: 'cursor', relation: hasNext ? 'self' : 'next' };
}

/** The page in a name, and the part of the name after it. */
function relationIn(name: string): { readonly relation: Relation | undefined; readonly rest: string } {
  const [, word, rest = ''] = /^(next|previous|prev|first|last|self|current)(.*)$/.exec(name) ?? [];
  if (word === 'current' && !/^(?:page)?(?:url|uri|link|href|cursor|token)$/.test(rest))
    return { relation: undefined, rest: name };
  const relation = word === 'prev' ? 'previous' : word === 'current' ? 'self' : word;
  return { relation: relation as Relation | undefined, rest };
}

/** The page that an object with this name is about: `next`, `next_page`. */
export function relationOfObject(name: string): Relation | undefined {
  const { relation, rest } = relationIn(plainName(name));
  return /^(?:|page|link|url|href)$/.test(rest) ? relation : undefined;
}

/** The relation of a link (RFC 8288): `prev`, `previous`. */
export function relationOfLink(rel: string): Relation | undefined {
  const plain = plainName(rel);
  return RELATIONS.find((relation) => relation === plain) ?? (plain === 'prev' ? 'previous' : undefined);
}

export const RELATIONS = ['self', 'first', 'previous', 'next', 'last'] as const satisfies readonly Relation[];

/** The link to another page as an absolute URL. */
export function urlTo(page: ListPage, relation: Relation, { urlOf, self }: PageUrls): string | undefined {
  if (relation === 'self') return self;
  const link = page[relation];
  return link && urlOf(link);
}

/** The value of the parameter that leads to another page. */
export function cursorTo(page: ListPage, relation: Relation): string | undefined {
  if (relation === 'next') return page.cursors.next ?? page.next?.value;
  if (relation === 'previous') return page.cursors.previous ?? page.previous?.value;
  return relation === 'last' ? page.last?.value : undefined;
}
