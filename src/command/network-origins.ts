// The origins at which other devices reach a server that listens on all addresses.
import { networkInterfaces } from 'node:os';

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
