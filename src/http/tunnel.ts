// A proxy for some hosts alone, which answers in their place: a tunnel to one of them (RFC 9110, section 9.3.6) ends here,
// under a certificate of ours. Nothing is sent to anybody.
import type { Socket as NetSocket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { hostRefused } from './absolute-form.ts';
import { authorityOf } from './host-names.ts';
import { HANDSHAKE, type Tls } from './tls.ts';

export interface Tunnels {
  /**
   * Begins a tunnel to what a CONNECT names.
   * @param head what came behind the request
   * @throws HttpError HOST_REFUSED
   */
  open(target: string, socket: NetSocket, head: Buffer): void;
  /** Connections of tunnels in which TLS is not spoken yet. */
  readonly opening: Iterable<NetSocket>;
}

export interface TunnelOptions {
  readonly hosts: ReadonlySet<string>;
  readonly tls: Tls;
  /** Takes the end of a tunnel in which TLS is spoken. */
  readonly opened: (end: NetSocket) => void;
}

const HTTPS = 443;
const ESTABLISHED = 'HTTP/1.1 200 Connection Established\r\n\r\n';

export function openTunnels({ hosts, tls, opened }: TunnelOptions): Tunnels {
  const opening = new Set<NetSocket>();
  const ends = new WeakSet<NetSocket>();

  /** Who goes away, is too slow, or speaks something else than TLS, is not waited for. */
  const awaitTls = (socket: NetSocket, end: TLSSocket): void => {
    const tooLate = setTimeout(() => socket.destroy(), HANDSHAKE);
    end.once('secure', () => {
      clearTimeout(tooLate);
      opening.delete(socket);
      ends.add(end);
      opened(end);
    });
    end.on('error', () => end.destroy());
    end.once('close', () => socket.destroy());
    socket.once('close', () => {
      clearTimeout(tooLate);
      end.destroy();
    });
  };

  const begin = async (name: string, socket: NetSocket, head: Buffer): Promise<void> => {
    opening.add(socket);
    socket.once('close', () => opening.delete(socket));
    // Half a connection is of no use under TLS.
    socket.allowHalfOpen = false;
    socket.write(ESTABLISHED);
    if (head.length > 0) socket.unshift(head);
    const options = await tls.optionsFor(name);
    if (!socket.destroyed) awaitTls(socket, new TLSSocket(socket, { ...options, isServer: true }));
  };

  return {
    open(target, socket, head) {
      const asked = authorityOf(target, 0);
      // In a tunnel there is no other one.
      if (!asked || asked.port !== HTTPS || !hosts.has(asked.name) || ends.has(socket))
        throw hostRefused(target, hosts);
      // From here on there is no answer but the end of the connection.
      begin(asked.name, socket, head).catch((error) => socket.destroy(error));
    },
    opening,
  };
}
