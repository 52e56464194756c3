// The origins at which other devices reach a server.
import { networkInterfaces } from 'node:os';
import { isLoopback } from '../../loopback.ts';

/** @param url the origin on this machine @param host `0.0.0.0` for IPv4 only, `::` for both */
export function networkOrigins(url: string, host: string): readonly string[] {
  const { protocol, port } = new URL(url);
  return Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses)
    .filter(({ internal, family, address }) => {
      // A link-local address needs a zone, which URLs cannot have (RFC 6874 is not implemented by browsers).
      return !internal && (family === 'IPv4' || (host === '::' && !/^fe80:/i.test(address)));
    })
    .map(({ family, address }) => `${protocol}//${family === 'IPv6' ? `[${address}]` : address}${port && `:${port}`}`);
}

/** None for a server that listens on loopback. @param url the origin on this machine @param host the address that it listens on */
export function originsForOthers(url: string, host: string): readonly string[] {
  if (host === '0.0.0.0' || host === '::') return networkOrigins(url, host);
  return isLoopback(host) ? [] : [url];
}
