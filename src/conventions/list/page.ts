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
  /** The links to other pages. Undefined if there is no such page. */
  readonly next: PageLink | undefined;
  readonly previous: PageLink | undefined;
  readonly first: PageLink | undefined;
  readonly last: PageLink | undefined;
}

/** The query parameter that selects a page. An empty value removes the parameter. */
export interface PageLink {
  readonly name: string;
  readonly value: string;
  /** Parameters that the link removes. */
  readonly replaces?: readonly string[] | undefined;
}
