// The HTTP server before it listens. It can use TLS and be a proxy for some hosts. It passes requests to the current application,
// and refuses what is not a request and what no application should see.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import { HttpError } from '../../errors/http-error.ts';
import { finalReasonOf } from '../../errors/thrown.ts';
import type { App } from '../app.ts';
import { type ServedHosts, unwrap } from '../syntax/absolute-form.ts';
import { interceptedHosts } from '../syntax/host-names.ts';
import { refuseRaw, respondRaw } from './raw-response.ts';
import type { Tls } from './tls.ts';
import type { Tunnels } from './tunnel.ts';

export interface HttpServerOptions {
  /** The address to listen on. */
  readonly host: string;
  /** Whether it serves HTTPS. */
  readonly tls: boolean;
  /** Hosts that it is a proxy for and responds in the place of. */
  readonly intercept: readonly string[];
  /** The folder of the certificate authority. Default: the user's data folder. */
  readonly folder: string | undefined;
}

/**
 * Returns the current application for a URL, or a promise of it while it is opened.
 * @param host the Host header of the request
 */
export type CurrentApp = (url: string, host: string | undefined) => App | Promise<App>;

export interface HttpServer {
  readonly server: Server;
  /** The file of the certificate authority that clients must trust; undefined without TLS. */
  readonly ca: string | undefined;
  /** Closes connections that have sent no request yet. */
  endSilent(): void;
}

/**
 * Incomplete requests time out. Idle connections stay open for longer than clients pause: a request that is sent while its
 * connection is closed fails. A missing Host is refused by the application, in the API's own shape.
 */
const LIMITS = {
  keepAliveTimeout: 72_000,
  requestTimeout: 30_000,
  headersTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
  requireHostHeader: false,
} as const;

/** Milliseconds in which a client must close a connection whose tunnel was refused. */
const REFUSED_TUNNEL_TIMEOUT_MS = 15_000;

const LATEST = Symbol('the response to the latest request');

/** A connection with its latest response. A map would cost each request a tenth of its time. */
interface Connection extends NetSocket {
  [LATEST]?: ServerResponse;
  readonly encrypted?: boolean;
}

/** If a certificate authority is needed, it exists when the promise resolves. @throws SetupError OPTION_INVALID or TLS_UNAVAILABLE */
export async function openHttpServer(current: CurrentApp, options: HttpServerOptions): Promise<HttpServer> {
  const { host, folder } = options;
  const intercepted = new Set(interceptedHosts(options.intercept));
  if (!options.tls && intercepted.size === 0) {
    const server = createServer(LIMITS);
    const silent = handleConnections(server, current, { served: { hosts: undefined, own: host }, tunnels: undefined });
    return { server, ca: undefined, endSilent: () => endAll(silent) };
  }
  const { openTls } = await import('./tls.ts');
  const tls = await openTls({ host, intercepted, folder });
  const { server, handshakes } = options.tls
    ? await secureServer(tls)
    : { server: createServer(LIMITS), handshakes: [] };
  const tunnels = intercepted.size > 0 ? await tunnelsTo(server, intercepted, tls) : undefined;
  const silent = handleConnections(server, current, { served: { hosts: tunnels && intercepted, own: host }, tunnels });
  const endSilent = () => [handshakes, tunnels?.opening ?? [], silent].forEach(endAll);
  return { server, ca: tls.ca, endSilent };
}

interface SecureServer {
  readonly server: Server;
  /** Connections whose TLS handshake is not complete. */
  readonly handshakes: Iterable<NetSocket>;
}

async function secureServer(tls: Tls): Promise<SecureServer> {
  const [{ createServer }, { handshakesOf, HANDSHAKE_TIMEOUT_MS, THIS_MACHINE }] = await Promise.all([
    import('node:https'),
    import('./tls.ts'),
  ]);
  const own = await tls.optionsFor(THIS_MACHINE);
  const server = createServer({ ...LIMITS, ...own, handshakeTimeout: HANDSHAKE_TIMEOUT_MS });
  return { server, handshakes: handshakesOf(server) };
}

async function tunnelsTo(server: Server, hosts: ReadonlySet<string>, tls: Tls): Promise<Tunnels> {
  const { Tunnels } = await import('./tunnel.ts');
  return new Tunnels({ hosts, tls, onOpen: (connection) => void server.emit(connectionOf(server), connection) });
}

/** The event of a new connection that HTTP is used on. */
function connectionOf(server: Server): 'secureConnection' | 'connection' {
  return 'setSecureContext' in server ? 'secureConnection' : 'connection';
}

interface ConnectionRules {
  readonly served: ServedHosts;
  /** Undefined if the server is no proxy. */
  readonly tunnels: Tunnels | undefined;
}

/** Handles requests and connections. @returns the connections that have sent no request yet */
function handleConnections(server: Server, current: CurrentApp, rules: ConnectionRules): Iterable<NetSocket> {
  const connections = new Connections(current, rules);
  const route = (request: IncomingMessage, response: ServerResponse) => connections.route(request, response);
  server.on(connectionOf(server), (socket: NetSocket) => connections.add(socket));
  server.on('request', route);
  server.on('checkContinue', (request, response) => {
    continueOnRead(request, response);
    route(request, response);
  });
  // Unknown expectations are ignored.
  server.on('checkExpectation', route);
  server.on('connect', ({ url = '' }, socket: NetSocket, head) => connections.connect(url, socket, head));
  server.on('clientError', (error, socket: Connection) => connections.refuseBytes(error, socket));
  return connections.silent;
}

class Connections {
  /** The connections that have sent no request yet. */
  readonly silent = new Set<NetSocket>();
  readonly #current: CurrentApp;
  readonly #rules: ConnectionRules;

  constructor(current: CurrentApp, rules: ConnectionRules) {
    this.#current = current;
    this.#rules = rules;
  }

  add(socket: NetSocket): void {
    this.silent.add(socket);
    socket.once('close', () => this.silent.delete(socket));
  }

  route(request: IncomingMessage, response: ServerResponse): void {
    const socket = request.socket as Connection;
    if (!socket[LATEST]) this.silent.delete(socket);
    socket[LATEST] = response;
    const refusal = request.url?.startsWith('/') ? undefined : unwrap(request, this.#rules.served);
    // The application reads the scheme as it would behind any proxy.
    if (socket.encrypted) request.headers['x-forwarded-proto'] = 'https';
    if (refusal) {
      this.#refuse(refusal, response);
      return;
    }
    const app = this.#current(request.url ?? '/', request.headers.host);
    if (app instanceof Promise) this.#routeLater(app, request, response);
    else app.fastify.routing(request, response);
  }

  #routeLater(opening: Promise<App>, request: IncomingMessage, response: ServerResponse): void {
    opening.then(
      ({ fastify }) => fastify.routing(request, response),
      (cause) => this.#refuse(notOpened(cause), response),
    );
  }

  async connect(url: string, socket: NetSocket, head: Buffer): Promise<void> {
    const { tunnels } = this.#rules;
    socket.on('error', () => socket.destroy());
    try {
      if (!tunnels) throw noTunnel(url);
      tunnels.open(url, socket, head);
      this.silent.delete(socket);
    } catch (refusal) {
      // The HTTP server no longer knows this connection, so it is closed here if the client does not close it.
      this.silent.add(socket);
      socket.setTimeout(REFUSED_TUNNEL_TIMEOUT_MS, () => socket.destroy());
      await respondRaw(await this.#someApp(), refusal as Error, socket);
    }
  }

  /** Responds to bytes that are no request. */
  async refuseBytes(error: Error, socket: Connection): Promise<void> {
    // Invalid bytes after a complete request must not prevent its response.
    const latest = socket[LATEST];
    if (latest?.headersSent && !latest.req.complete) {
      // They are in the body of a request that already has its response.
      socket.end();
      return;
    }
    if (latest?.req.complete && !latest.closed) await once(latest, 'close');
    await respondRaw(await this.#someApp(), error, socket);
  }

  #refuse(error: Error, response: ServerResponse): void {
    this.#someApp()
      .then((app) => refuseRaw(app, error, response))
      .catch(() => response.destroy());
  }

  async #someApp(): Promise<App> {
    return this.#current('/', undefined);
  }
}

/**
 * Sends `100 Continue` when the body is read, so that no refused request sends its body (RFC 9110, section 10.1.1). If it never is
 * read, nobody knows whether the client still sends it, so the connection is closed.
 */
function continueOnRead(request: IncomingMessage, response: ServerResponse): void {
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  if (length === undefined && coding === undefined) return;
  const { shouldKeepAlive } = response;
  response.shouldKeepAlive = false;
  request.once('resume', () => {
    if (response.headersSent) return;
    response.shouldKeepAlive = shouldKeepAlive;
    response.writeContinue();
  });
}

function endAll(sockets: Iterable<NetSocket>): void {
  for (const socket of sockets) socket.destroy();
}

/** An application is loaded when it is first used. By then, its files can be missing or belong to another version. */
function notOpened(cause: unknown): HttpError {
  const message = `This part of the server cannot be loaded: ${finalReasonOf(cause)} Start the server again.`;
  return new HttpError({ code: 'INTERNAL', message, cause });
}

function noTunnel(target: string): HttpError {
  const message = `This server is not a proxy for ${target}, so it refuses CONNECT. Start it with --intercept to make it one.`;
  return new HttpError({ code: 'METHOD_NOT_ALLOWED', message, headers: { allow: '' } });
}
