// One page of a list, and the links to other pages.
import type { JsonObject } from '../../json/value.ts';

export interface ListPage {
  readonly items: readonly JsonObject[];
  /** The number of items on all pages. */
  readonly total: number;
  /** Whether the client requested the total. */
  readonly counted: boolean;
  /** The number of items before this page. */
  readonly offset: number;
  /** The maximum number of items on a page. Undefined for no limit. */
  readonly limit: number | undefined;
  /** The number of the first page. */
  readonly firstPage: number;
  /** The number of the first item. */
  readonly firstOffset: number;
  /** The links to other pages. Undefined if there is no such page, or if no parameter selects it. */
  readonly next: PageLink | undefined;
  readonly previous: PageLink | undefined;
  readonly first: PageLink | undefined;
  readonly last: PageLink | undefined;
  /** Whether there are items after this page. */
  readonly hasNext: boolean;
  /** Whether there are items in the direction of the request: before this page if it asks for the items before one. */
  readonly hasMore: boolean;
  readonly cursors: PageCursors;
  /** The keys of the first and the last item on the page. */
  readonly firstKey: string | undefined;
  readonly lastKey: string | undefined;
}

/** Values of the parameters that name a place in the list. */
export interface PageCursors {
  readonly next: string | undefined;
  readonly previous: string | undefined;
  /** The place before the first item of the page. */
  readonly start: string | undefined;
  /** The place after the last item of the page. */
  readonly end: string | undefined;
}

/** The query parameter that selects a page. An empty value removes the parameter. */
export interface PageLink {
  readonly name: string;
  readonly value: string;
  /** Parameters that the link removes. */
  readonly replaces?: readonly string[] | undefined;
}
