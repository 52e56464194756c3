// The HTTP server before it listens: it may speak TLS and be a proxy for some hosts, and hands what it is asked to the
// application of the moment. What is no request, and what no application is to see, is refused here.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { HttpError } from '../errors/http-error.ts';
import { type ServedHosts, unwrap } from './absolute-form.ts';
import type { App } from './app.ts';
import { interceptedHosts } from './host-names.ts';
import { refuseRaw, respondRaw } from './raw-response.ts';
import type { Tls } from './tls.ts';
import type { Tunnels } from './tunnel.ts';

export interface HttpServerOptions {
  /** The address that is to be listened on. */
  readonly host: string;
  /** Whether it speaks HTTPS. */
  readonly tls: boolean;
  /** Hosts that it is a proxy for, and answers in the place of. */
  readonly intercept: readonly string[];
  /** Where the CA is kept; the user's data folder without it. */
  readonly folder: string | undefined;
}

/**
 * The application that is to answer a URL now; one that is not there yet is waited for.
 * @param host what the request names as its host
 */
export type CurrentApp = (url: string, host: string | undefined) => App | Promise<App>;

export interface HttpServer {
  readonly server: Server;
  /** The file of the CA that clients are to trust; undefined where there is none. */
  readonly ca: string | undefined;
  /** Ends connections that have asked nothing yet. */
  endSilent(): void;
}

/** A request that does not arrive is given up; a missing Host is refused by us, in the API's own shape. */
const LIMITS = {
  requestTimeout: 30_000,
  headersTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
  requireHostHeader: false,
} as const;

/** Milliseconds that a client is given to end a connection on which it was refused a tunnel. */
const REFUSED = 15_000;

const LATEST = Symbol('the response to the latest request');

/** A connection that knows what it has been asked last. A map beside it would cost every request a tenth of its time. */
interface AppLookup extends NetSocket {
  [LATEST]?: ServerResponse;
  readonly encrypted?: boolean;
}

/** Where a CA is needed, it is there when this resolves. @throws SetupError OPTION_INVALID or TLS_UNAVAILABLE */
export async function openHttpServer(current: CurrentApp, options: HttpServerOptions): Promise<HttpServer> {
  const { host, folder } = options;
  const intercepted = new Set(interceptedHosts(options.intercept));
  if (!options.tls && intercepted.size === 0) {
    const server = createServer(LIMITS);
    const silent = speakHttp(server, current, { answered: { hosts: undefined, here: host }, tunnels: undefined });
    return { server, ca: undefined, endSilent: () => endAll(silent) };
  }
  const { openTls } = await import('./tls.ts');
  const tls = await openTls({ host, intercepted, folder });
  const { server, shaking } = options.tls ? await secureServer(tls) : { server: createServer(LIMITS), shaking: [] };
  const tunnels = intercepted.size > 0 ? await tunnelsTo(server, intercepted, tls) : undefined;
  const silent = speakHttp(server, current, { answered: { hosts: tunnels && intercepted, here: host }, tunnels });
  const endSilent = () => [shaking, tunnels?.opening ?? [], silent].forEach(endAll);
  return { server, ca: tls.ca, endSilent };
}

interface SecureServer {
  readonly server: Server;
  /** Connections that have not agreed on TLS yet. */
  readonly shaking: Iterable<NetSocket>;
}

async function secureServer(tls: Tls): Promise<SecureServer> {
  const [{ createServer }, { handshakesOf, HANDSHAKE, HERE }] = await Promise.all([
    import('node:https'),
    import('./tls.ts'),
  ]);
  const server = createServer({ ...LIMITS, ...(await tls.optionsFor(HERE)), handshakeTimeout: HANDSHAKE });
  return { server, shaking: handshakesOf(server) };
}

async function tunnelsTo(server: Server, hosts: ReadonlySet<string>, tls: Tls): Promise<Tunnels> {
  const { openTunnels } = await import('./tunnel.ts');
  return openTunnels({ hosts, tls, opened: (end) => void server.emit(connectionOf(server), end) });
}

/** The event by which a server takes a connection that HTTP is spoken on. */
function connectionOf(server: Server): 'secureConnection' | 'connection' {
  return 'setSecureContext' in server ? 'secureConnection' : 'connection';
}

interface ConnectionRules {
  readonly answered: ServedHosts;
  /** None where it is no proxy. */
  readonly tunnels: Tunnels | undefined;
}

/** @returns connections that have asked nothing yet */
function speakHttp(server: Server, current: CurrentApp, { answered, tunnels }: ConnectionRules): Iterable<NetSocket> {
  const silent = new Set<NetSocket>();
  const someApp = async () => current('/', undefined);
  const route = (request: IncomingMessage, response: ServerResponse) => {
    const socket = request.socket as AppLookup;
    if (!socket[LATEST]) silent.delete(socket);
    socket[LATEST] = response;
    const refusal = request.url?.startsWith('/') ? undefined : unwrap(request, answered);
    // What stands behind reads the scheme as it would behind any other proxy.
    if (socket.encrypted) request.headers['x-forwarded-proto'] = 'https';
    if (refusal) return void someApp().then((app) => refuseRaw(app, refusal, response));
    const app = current(request.url ?? '/', request.headers.host);
    if (app instanceof Promise) app.then(({ fastify }) => fastify.routing(request, response));
    else app.fastify.routing(request, response);
  };
  server.on(connectionOf(server), (socket: NetSocket | TLSSocket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', route);
  // An expectation that nobody knows is none: the request is answered as if it were not there.
  server.on('checkExpectation', route);
  server.on('connect', async ({ url = '' }, socket: NetSocket, head) => {
    socket.on('error', () => socket.destroy());
    try {
      if (!tunnels) throw noTunnel(url);
      tunnels.open(url, socket, head);
      silent.delete(socket);
    } catch (refusal) {
      // The server has let go of the connection; a client that does not end it either is not waited for.
      silent.add(socket);
      socket.setTimeout(REFUSED, () => socket.destroy());
      await respondRaw(await someApp(), refusal as Error, socket);
    }
  });
  server.on('clientError', async (error, socket: AppLookup) => {
    // What stands behind a whole request must not take its answer away from it.
    const before = socket[LATEST];
    if (before?.req.complete && !before.closed) await once(before, 'close');
    await respondRaw(await someApp(), error, socket);
  });
  return silent;
}

function endAll(sockets: Iterable<NetSocket>): void {
  for (const socket of sockets) socket.destroy();
}

function noTunnel(target: string): HttpError {
  const message = `CONNECT is not declared for ${target}; this server is no proxy.`;
  return new HttpError({ code: 'METHOD_NOT_ALLOWED', message, headers: { allow: '' } });
}
