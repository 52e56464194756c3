// The socket: it outlives the application that answers on it, drains before it closes, and answers what Node cannot make
// a request of in the API's own shape.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { AnswerError } from '../errors/answer.ts';
import { SetupError } from '../errors/setup.ts';
import type { App } from './app.ts';
import { fieldValue } from './field-value.ts';

export interface Socket {
  /** The origin, as `http://127.0.0.1:4010`; undefined while it does not listen. */
  readonly url: string | undefined;
  /** @throws SetupError PORT_TAKEN or LISTEN_FAILED */
  listen(address: { readonly host: string; readonly port: number }): Promise<string>;
  /** Takes no more connections and resolves when the requests under way are answered. */
  close(): Promise<void>;
}

/** Milliseconds between two looks for connections that have fallen idle while the socket closes. */
const SWEEP = 20;
/** Milliseconds that requests under way are given when the socket closes. */
const PATIENCE = 10_000;

/** A request that does not arrive is given up; a missing Host is refused by us, in the API's own shape. */
const LIMITS = {
  requestTimeout: 30_000,
  headersTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
  requireHostHeader: false,
} as const;

const LATEST = Symbol('the response to the latest request');

/** A connection that knows what it has been asked last. A map beside it would cost every request a tenth of its time. */
interface Answering extends NetSocket {
  [LATEST]?: ServerResponse;
}

/** @param current the application that is to answer a URL now; one that is not there yet is waited for */
export function openSocket(current: (url: string, host: string | undefined) => App | Promise<App>): Socket {
  const route = (request: IncomingMessage, response: ServerResponse) => {
    (request.socket as Answering)[LATEST] = response;
    const app = current(request.url ?? '/', request.headers.host);
    if (app instanceof Promise) app.then(({ fastify }) => fastify.routing(request, response));
    else app.fastify.routing(request, response);
  };
  const server = createServer(LIMITS, route);
  // An expectation that nobody knows is none: the request is answered as if it were not there.
  server.on('checkExpectation', route);
  server.on('connect', async ({ url }, socket) =>
    answerRaw(await current('/', undefined), noTunnel(url), socket as NetSocket),
  );
  server.on('clientError', async (error, socket: Answering) => {
    // What stands behind a whole request must not take its answer away from it.
    const before = socket[LATEST];
    if (before?.req.complete && !before.closed) await once(before, 'close');
    await answerRaw(await current('/', undefined), error, socket);
  });
  let url: string | undefined;
  return {
    get url() {
      return url;
    },
    async listen({ host, port }) {
      await new Promise<void>((resolve, reject) => {
        const fail = (cause: NodeJS.ErrnoException) => reject(listenError(cause, host, port));
        server.once('error', fail);
        server.listen(port, host, () => {
          server.off('error', fail);
          resolve();
        });
      });
      url = originOf(server.address() as AddressInfo);
      return url;
    },
    async close() {
      if (!server.listening) return;
      url = undefined;
      // A connection kept alive falls idle only when its request is answered, so idle ones are looked for until none is left.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
      const giveUp = setTimeout(() => server.closeAllConnections(), PATIENCE);
      await new Promise<void>((resolve) => server.close(() => resolve()));
      clearInterval(sweep);
      clearTimeout(giveUp);
    },
  };
}

function originOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): SetupError {
  const taken = cause.code === 'EADDRINUSE';
  return new SetupError({
    code: taken ? 'PORT_TAKEN' : 'LISTEN_FAILED',
    what: taken ? `The port ${port} on ${host} is taken` : `Cannot listen on ${host}:${port}: ${cause.message}`,
    advice: taken
      ? 'End what listens there, or give another port with --port, 0 for any free one'
      : 'Give an address of this machine with --host, and a port that this user may open with --port',
    cause,
  });
}

function noTunnel(target = ''): AnswerError {
  const message = `CONNECT is not declared for ${target}; this server is no proxy.`;
  return new AnswerError({ code: 'METHOD_UNDECLARED', message, headers: { allow: '' } });
}

async function answerRaw(app: App, error: Error, socket: NetSocket): Promise<void> {
  if (!socket.writable || (error as NodeJS.ErrnoException).code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const { status, headers, mediaType, body } = await app.errorWithoutRequest(error);
  const text = JSON.stringify(body);
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${fieldValue(value)}`),
    `content-type: ${mediaType}`,
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${text}`);
}
