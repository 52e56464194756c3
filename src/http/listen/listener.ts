// The socket: it outlives the application that uses it, and drains before it closes.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SetupError } from '../../errors/setup-error.ts';
import { type CurrentApp, type HttpServer, type HttpServerOptions, openHttpServer } from './http-server.ts';

export interface Socket {
  /** The origin, for example `http://127.0.0.1:4010`; undefined if it does not listen. */
  readonly url: string | undefined;
  /** The file of the certificate authority that clients must trust; undefined if it does not listen or has no TLS. */
  readonly ca: string | undefined;
  /** @throws SetupError PORT_IN_USE, LISTEN_FAILED, OPTION_INVALID or TLS_UNAVAILABLE */
  listen(address: SocketAddress): Promise<string>;
  /** Accepts no more connections, and resolves when all in-flight requests are complete. */
  close(): Promise<void>;
}

export interface SocketAddress extends HttpServerOptions {
  readonly port: number;
}

/** Milliseconds between two searches for idle connections while the socket closes. */
const SWEEP_INTERVAL_MS = 20;
/** Milliseconds in which new connections can send a request while the socket closes. */
const SILENT_TIMEOUT_MS = 200;
/**
 * Milliseconds in which in-flight requests must be complete. Containers end a process 10 s after SIGTERM, reports take time, and a
 * busy machine is slow.
 */
const CLOSE_TIMEOUT_MS = 3_000;

export function openSocket(current: CurrentApp): Socket {
  let listening: (HttpServer & { readonly url: string }) | undefined;
  return {
    get url() {
      return listening?.url;
    },
    get ca() {
      return listening?.ca;
    },
    async listen(address) {
      if (listening) throw listensAlready(listening.url);
      const http = await openHttpServer(current, address);
      await bind(http.server, address);
      const url = originOf(address.tls, http.server.address() as AddressInfo);
      listening = { ...http, url };
      return url;
    },
    async close() {
      if (!listening) return;
      const { server, endSilent } = listening;
      listening = undefined;
      // A keep-alive connection becomes idle when its request is complete, so idle ones are closed again and again.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_INTERVAL_MS);
      const silentTimeout = setTimeout(endSilent, SILENT_TIMEOUT_MS);
      const closeTimeout = setTimeout(() => {
        endSilent();
        server.closeAllConnections();
      }, CLOSE_TIMEOUT_MS);
      await new Promise<void>((resolve) => server.close(() => resolve()));
      clearInterval(sweep);
      clearTimeout(silentTimeout);
      clearTimeout(closeTimeout);
    },
  };
}

function listensAlready(url: string): SetupError {
  return new SetupError({
    code: 'LISTEN_FAILED',
    what: `The server already listens on ${url}`,
    advice: 'Call listen() only once, or create another server',
  });
}

function bind(server: Server, address: SocketAddress): Promise<void> {
  const { port, host } = address;
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => reject(listenError(cause, address));
    server.once('error', fail);
    server.listen(port, host, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

/** The address by which this machine reaches a server that listens on all addresses. */
const LOOPBACK: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

function originOf(tls: boolean, { address, family, port }: AddressInfo): string {
  const host = LOOPBACK[address] ?? address;
  return `${tls ? 'https' : 'http'}://${family === 'IPv6' ? `[${host}]` : host}:${port}`;
}

function listenError(cause: NodeJS.ErrnoException, { host, port }: SocketAddress): SetupError {
  const taken = cause.code === 'EADDRINUSE';
  return new SetupError({
    code: taken ? 'PORT_IN_USE' : 'LISTEN_FAILED',
    what: taken
      ? `The port ${port} on ${host} is in use`
      : `The server cannot listen on ${host}:${port}: ${cause.message}`,
    advice: taken
      ? 'Stop the process that listens there, or use another --port (0 = any free port)'
      : 'Use --host with an address of this machine, and --port with a port that this user can open',
    cause,
  });
}
