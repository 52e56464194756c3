// A proxy that responds in the place of some hosts: a tunnel to one of them (RFC 9110, section 9.3.6) ends here, with a
// certificate of our own authority. Nothing is forwarded.
import type { Socket as NetSocket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { hostRefused } from '../syntax/absolute-form.ts';
import { authorityOf } from '../syntax/host-names.ts';
import { HANDSHAKE_TIMEOUT_MS, type Tls } from './tls.ts';

export interface Tunnels {
  /**
   * Begins a tunnel to the target of a CONNECT request.
   * @param head the bytes after the request
   * @throws HttpError HOST_REFUSED
   */
  open(target: string, socket: NetSocket, head: Buffer): void;
  /** Connections of tunnels whose TLS handshake is not complete. */
  readonly opening: Iterable<NetSocket>;
}

export interface TunnelOptions {
  readonly hosts: ReadonlySet<string>;
  readonly tls: Tls;
  /** Called with the decrypted connection of a tunnel. */
  readonly onOpen: (connection: NetSocket) => void;
}

const HTTPS = 443;
const ESTABLISHED = 'HTTP/1.1 200 Connection Established\r\n\r\n';

export function openTunnels({ hosts, tls, onOpen }: TunnelOptions): Tunnels {
  const opening = new Set<NetSocket>();
  const decrypted = new WeakSet<NetSocket>();

  /** Drops clients that disconnect, are too slow or do not speak TLS. */
  const awaitTls = (socket: NetSocket, secure: TLSSocket): void => {
    const timeout = setTimeout(() => socket.destroy(), HANDSHAKE_TIMEOUT_MS);
    secure.once('secure', () => {
      clearTimeout(timeout);
      opening.delete(socket);
      decrypted.add(secure);
      onOpen(secure);
    });
    secure.on('error', () => secure.destroy());
    secure.once('close', () => socket.destroy());
    socket.once('close', () => {
      clearTimeout(timeout);
      secure.destroy();
    });
  };

  const begin = async (name: string, socket: NetSocket, head: Buffer): Promise<void> => {
    opening.add(socket);
    socket.once('close', () => opening.delete(socket));
    // TLS cannot use a half-open connection.
    socket.allowHalfOpen = false;
    socket.write(ESTABLISHED);
    if (head.length > 0) socket.unshift(head);
    const options = await tls.optionsFor(name);
    if (!socket.destroyed) awaitTls(socket, new TLSSocket(socket, { ...options, isServer: true }));
  };

  return {
    open(target, socket, head) {
      const authority = authorityOf(target, 0);
      // There is no tunnel inside a tunnel.
      if (!authority || authority.port !== HTTPS || !hosts.has(authority.name) || decrypted.has(socket))
        throw hostRefused(target, hosts);
      // After this point an error can only close the connection.
      begin(authority.name, socket, head).catch((error) => socket.destroy(error));
    },
    opening,
  };
}
