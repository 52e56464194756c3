// The place that the address names, for example `#/data/products?record=3&world=alice`. Every record and every exchange has an
// address, and the world that the page shows is part of it.
import { computed, signal } from '@preact/signals';

export const PLACES = ['live', 'data', 'faults', 'worlds', 'contract'] as const;
export type PlaceName = (typeof PLACES)[number];

export const DEFAULT_WORLD = 'default';

export interface PageAddress {
  readonly place: PlaceName;
  /** What follows the place, for example the path of a resource. */
  readonly rest: string;
  readonly query: URLSearchParams;
}

/** Undefined values are left out. */
export type AddressQuery = Readonly<Record<string, string | undefined>>;

export const route = signal<PageAddress>(readRoute());
/** The world that the page shows and changes. */
export const worldName = computed(() => route.value.query.get('world') ?? DEFAULT_WORLD);

function readRoute(): PageAddress {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name = '', ...rest] = path.split('/');
  const place = PLACES.find((one) => one === name) ?? 'live';
  return { place, rest: rest.map(decodeURIComponent).join('/'), query: new URLSearchParams(query) };
}

addEventListener('hashchange', () => {
  route.value = readRoute();
});

/** The address of a place, in the world that the page shows unless the query names another one. */
export function hrefOf(place: PlaceName, rest = '', query: AddressQuery = {}): string {
  const { world = worldName.value, ...others } = query;
  const all = Object.entries({ ...others, world: world === DEFAULT_WORLD ? undefined : world });
  const present = all.filter((entry): entry is [string, string] => entry[1] !== undefined);
  const text = new URLSearchParams(present).toString();
  const path = rest === '' ? place : `${place}/${rest.split('/').map(encodeURIComponent).join('/')}`;
  return `#/${path}${text === '' ? '' : `?${text}`}`;
}

export function go(place: PlaceName, rest = '', query: AddressQuery = {}): void {
  location.hash = hrefOf(place, rest, query);
  // The event comes later.
  route.value = readRoute();
}

/** Changes the query of the current place without a new entry in the history. */
export function setQuery(changes: AddressQuery): void {
  const { place, rest, query } = route.value;
  history.replaceState(null, '', hrefOf(place, rest, { ...Object.fromEntries(query), ...changes }));
  route.value = readRoute();
}
