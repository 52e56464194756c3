// A 304 has no body: the client shows the one of an earlier response.
import type { ExchangeInfo } from '../../control/client.ts';
import { exchanges } from '../events.ts';
import { hrefOf } from '../route.ts';

export function NotModified({ exchange: { id, method, url, world, status } }: { readonly exchange: ExchangeInfo }) {
  if (status !== 304) return null;
  const index = exchanges.findIndex((one) => one.id === id);
  const earlier = exchanges
    .slice(0, Math.max(0, index))
    .findLast((one) => one.url === url && one.method === method && one.world === world && one.status === 200);
  return (
    <p class="dim">
      The client already has this response, and nothing has changed since.{' '}
      {earlier && <a href={hrefOf('live', earlier.id, { of: world })}>Show the response that it has</a>}
    </p>
  );
}
