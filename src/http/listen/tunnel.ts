// A proxy that responds in the place of some hosts: a tunnel to one of them (RFC 9110, section 9.3.6) ends here, with a
// certificate of our own authority. Nothing is forwarded.
import type { Socket as NetSocket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { hostRefused } from '../syntax/absolute-form.ts';
import { authorityOf } from '../syntax/host-names.ts';
import { HANDSHAKE_TIMEOUT_MS, type Tls } from './tls.ts';

export interface TunnelOptions {
  readonly hosts: ReadonlySet<string>;
  readonly tls: Tls;
  /** Called with the decrypted connection of a tunnel. */
  readonly onOpen: (connection: NetSocket) => void;
}

const HTTPS = 443;
const ESTABLISHED = 'HTTP/1.1 200 Connection Established\r\n\r\n';

export class Tunnels {
  /** Connections whose TLS handshake is not complete. */
  readonly opening = new Set<NetSocket>();
  readonly #options: TunnelOptions;
  readonly #decrypted = new WeakSet<NetSocket>();

  constructor(options: TunnelOptions) {
    this.#options = options;
  }

  /**
   * Begins a tunnel to the target of a CONNECT request.
   * @param head the bytes after the request
   * @throws HttpError HOST_REFUSED
   */
  open(target: string, socket: NetSocket, head: Buffer): void {
    const { hosts } = this.#options;
    const authority = authorityOf(target, 0);
    // There is no tunnel inside a tunnel.
    if (!authority || authority.port !== HTTPS || !hosts.has(authority.name) || this.#decrypted.has(socket))
      throw hostRefused(target, hosts);
    // After this point an error can only close the connection.
    this.#begin(authority.name, socket, head).catch((error) => socket.destroy(error));
  }

  async #begin(name: string, socket: NetSocket, head: Buffer): Promise<void> {
    this.opening.add(socket);
    socket.once('close', () => this.opening.delete(socket));
    // TLS cannot use a half-open connection.
    socket.allowHalfOpen = false;
    socket.write(ESTABLISHED);
    if (head.length > 0) socket.unshift(head);
    const options = await this.#options.tls.optionsFor(name);
    if (!socket.destroyed) this.#awaitTls(socket, new TLSSocket(socket, { ...options, isServer: true }));
  }

  /** Drops clients that disconnect, are too slow or do not speak TLS. */
  #awaitTls(socket: NetSocket, secure: TLSSocket): void {
    const timeout = setTimeout(() => socket.destroy(), HANDSHAKE_TIMEOUT_MS);
    secure.once('secure', () => {
      clearTimeout(timeout);
      this.opening.delete(socket);
      this.#decrypted.add(secure);
      this.#options.onOpen(secure);
    });
    secure.on('error', () => secure.destroy());
    secure.once('close', () => socket.destroy());
    socket.once('close', () => {
      clearTimeout(timeout);
      secure.destroy();
    });
  }
}
