// Headers about a page: Link (RFC 8288), Content-Range, X-Total-Count and the like. A fact that is not known is left out.
import { plainName } from '../../contract/operation/names.ts';
import type { ListPage } from './page.ts';
import {
  cursorTo,
  flagFact,
  numberFact,
  type PageUrls,
  pageNumber,
  pagesOf,
  RELATIONS,
  textFact,
  urlTo,
} from './page-properties.ts';

/** A header that a response declares. */
interface DeclaredHeader {
  readonly name: string;
  readonly required: boolean;
}

type HeaderFact = (page: ListPage, urls: PageUrls, header: DeclaredHeader) => string | undefined;

/** Names that are about a page in a body, and about other things in a header. */
const OTHER = /^(?:size|number|current|from|start|self|first|last|length|done|empty)$/;

/** A page without a size contains all items. */
const SIZE = /^(?:limit|perpage|pagesize|itemsperpage)$/;

/** Whether a header is about the page, so that it is computed and not generated. */
export function isPageHeader(name: string): boolean {
  return factOf(name) !== undefined;
}

/** The values of the declared headers about a page, by name in lower case. */
export function pageHeaders(
  declared: readonly DeclaredHeader[],
  page: ListPage,
  urls: PageUrls,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    declared.flatMap((header): [string, string][] => {
      const fact = factOf(header.name);
      const value = fact?.(page, urls, header);
      if (fact === undefined || (value === undefined && !header.required)) return [];
      return [[header.name.toLowerCase(), value ?? '']];
    }),
  );
}

function factOf(name: string): HeaderFact | undefined {
  const lower = name.toLowerCase();
  if (lower === 'link') return linkHeader;
  if (lower === 'content-range') return contentRange;
  if (/^x-(?:pagination|paging)$/.test(lower)) return pagination;
  if (/rate|quota|burst|retry|modified/.test(lower)) return undefined;
  const words = lower.replace(/^x-/, '').split('-');
  // The first word can be the name of a vendor.
  return factNamed(words.join('-')) ?? (words.length > 1 ? factNamed(words.slice(1).join('-')) : undefined);
}

function factNamed(name: string): HeaderFact | undefined {
  const plain = plainName(name);
  if (OTHER.test(plain)) return undefined;
  if (plain === 'resultcount') return ({ items }) => String(items.length);
  const around = { names: [], within: undefined, description: '', required: false };
  const number = numberFact(plain, around);
  if (number) return (page) => textOf(number(page) ?? (SIZE.test(plain) ? page.total : undefined));
  const flag = flagFact(plain);
  if (flag) return (page) => String(flag(page));
  const text = textFact(plain, around);
  if (text === undefined || text.kind === 'place' || text.relation === 'self') return undefined;
  const { kind, relation } = text;
  return kind === 'url' ? (page, urls) => urlTo(page, relation, urls) : (page) => cursorTo(page, relation);
}

function textOf(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** The links of a list with one page are left out. A required header has the URL of the request. */
function linkHeader(page: ListPage, urls: PageUrls, { required }: DeclaredHeader): string | undefined {
  if (!page.next && !page.previous) return required ? `<${urls.self}>; rel="self"` : undefined;
  const links = RELATIONS.flatMap((relation) => {
    const url = relation === 'self' ? undefined : urlTo(page, relation, urls);
    return url === undefined ? [] : [`<${url}>; rel="${relation === 'previous' ? 'prev' : relation}"`];
  });
  return links.join(', ');
}

function contentRange({ offset, items, total }: ListPage): string {
  return items.length === 0 ? `items */${total}` : `items ${offset}-${offset + items.length - 1}/${total}`;
}

function pagination(page: ListPage, urls: PageUrls): string {
  const { total, limit, next, previous } = page;
  return JSON.stringify({
    total,
    totalCount: total,
    pageSize: limit ?? total,
    currentPage: pageNumber(page),
    totalPages: pagesOf(page),
    ...(previous && { previousPageLink: urls.urlOf(previous) }),
    ...(next && { nextPageLink: urls.urlOf(next) }),
  });
}
