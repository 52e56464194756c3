// The address of this page with its world and what is open, for other people.
import { hrefOf, route } from '../route.ts';

/** The token is not part of it. */
export function shareLink(): string {
  const { place, rest, query } = route.value;
  return `${location.origin}${location.pathname}${hrefOf(place, rest, Object.fromEntries(query))}`;
}
