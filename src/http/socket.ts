// The socket: it outlives the application that answers on it, and drains before it closes.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SetupError } from '../errors/setup-error.ts';
import { type CurrentApp, type HttpServer, type HttpServerOptions, openHttpServer } from './http-server.ts';

export interface Socket {
  /** The origin, as `http://127.0.0.1:4010`; undefined while it does not listen. */
  readonly url: string | undefined;
  /** The file of the CA that clients are to trust; undefined while it does not listen, and where there is none. */
  readonly ca: string | undefined;
  /** @throws SetupError PORT_IN_USE, LISTEN_FAILED, OPTION_INVALID or TLS_UNAVAILABLE */
  listen(address: SocketAddress): Promise<string>;
  /** Takes no more connections and resolves when the requests under way are answered. */
  close(): Promise<void>;
}

export interface SocketAddress extends HttpServerOptions {
  readonly port: number;
}

/** Milliseconds between two looks for connections that have fallen idle while the socket closes. */
const SWEEP = 20;
/** Milliseconds in which those that have just connected may ask something, when the socket closes. */
const CLOSE_TIMEOUT = 200;
/** Milliseconds that requests under way are given then. */
const PATIENCE = 10_000;

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
      if (listening) throw listenError(new Error(`it listens on ${listening.url} already`), address);
      const door = await openHttpServer(current, address);
      await bind(door.server, address);
      const url = originOf(address.tls, door.server.address() as AddressInfo);
      listening = { ...door, url };
      return url;
    },
    async close() {
      if (!listening) return;
      const { server, endSilent } = listening;
      listening = undefined;
      // A connection kept alive falls idle only when its request is answered, so idle ones are looked for until none is left.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
      const lastCall = setTimeout(endSilent, CLOSE_TIMEOUT);
      const giveUp = setTimeout(() => {
        endSilent();
        server.closeAllConnections();
      }, PATIENCE);
      await new Promise<void>((resolve) => server.close(() => resolve()));
      clearInterval(sweep);
      clearTimeout(lastCall);
      clearTimeout(giveUp);
    },
  };
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
    what: taken ? `The port ${port} on ${host} is in use` : `Cannot listen on ${host}:${port}: ${cause.message}`,
    advice: taken
      ? 'Stop the process that listens there, or use another --port (0 = any free port)'
      : 'Use --host with an address of this machine, and --port with a port that this user can open',
    cause,
  });
}
