// The place that the address names, for example `#/data/products?record=3`. Every record and every exchange has an address.
import { signal } from '@preact/signals';

export const PLACES = ['live', 'data', 'faults', 'worlds', 'contract'] as const;
export type PlaceName = (typeof PLACES)[number];

export interface PageAddress {
  readonly place: PlaceName;
  /** What follows the place, for example the path of a resource. */
  readonly rest: string;
  readonly query: URLSearchParams;
}

export const route = signal<PageAddress>(readRoute());

function readRoute(): PageAddress {
  const [path = '', query = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const [name = '', ...rest] = path.split('/');
  const place = PLACES.find((one) => one === name) ?? 'live';
  return { place, rest: rest.map(decodeURIComponent).join('/'), query: new URLSearchParams(query) };
}

addEventListener('hashchange', () => {
  route.value = readRoute();
});

export function hrefOf(place: PlaceName, rest = '', query: Readonly<Record<string, string | undefined>> = {}): string {
  const present = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const text = new URLSearchParams(present).toString();
  const path = rest === '' ? place : `${place}/${rest.split('/').map(encodeURIComponent).join('/')}`;
  return `#/${path}${text === '' ? '' : `?${text}`}`;
}

export function go(place: PlaceName, rest = '', query: Readonly<Record<string, string | undefined>> = {}): void {
  location.hash = hrefOf(place, rest, query);
}

/** Changes the query of the current place without a new entry in the history. */
export function setQuery(changes: Readonly<Record<string, string | undefined>>): void {
  const { place, rest, query } = route.value;
  const next = hrefOf(place, rest, { ...Object.fromEntries(query), ...changes });
  history.replaceState(null, '', next);
  route.value = readRoute();
}
