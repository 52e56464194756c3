// One page of a list, and what leads to another.
import type { JsonObject } from '../../json/value.ts';

export interface ListPage {
  readonly items: readonly JsonObject[];
  /** Items on all pages. */
  readonly total: number;
  /** Whether the client asked for how many there are. */
  readonly counted: boolean;
  /** Items before this page. */
  readonly offset: number;
  /** Items that a page holds; undefined where it holds all. */
  readonly limit: number | undefined;
  readonly firstPage: number;
  /** What of the query leads to another page; undefined where there is none. */
  readonly next: PageLink | undefined;
  readonly previous: PageLink | undefined;
  readonly first: PageLink | undefined;
  readonly last: PageLink | undefined;
}

/** One query parameter and its value; an empty one takes it away. */
export interface PageLink {
  readonly name: string;
  readonly value: string;
  /** Parameters that it stands in the place of. */
  readonly insteadOf?: readonly string[] | undefined;
}
