// A Fastify instance for a handler of the Fetch standard: it turns requests into Request objects, and sends Response objects. It
// knows nothing of documents.
import { Readable } from 'node:stream';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

export interface WebInstanceOptions {
  /** The maximum size of a request body in bytes. */
  readonly bodyLimit: number;
  /** @param remote the address of the client */
  readonly handle: (request: Request, remote: string | undefined) => Promise<Response>;
  readonly close: () => Promise<void>;
}

export async function openWebInstance({ bodyLimit, handle, close }: WebInstanceOptions): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit, logger: false, exposeHeadRoutes: false });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    url: '/*',
    handler: async (request, reply) => {
      const closed = new AbortController();
      reply.raw.once('close', () => closed.abort());
      await send(await handle(webRequestOf(request, closed.signal), request.raw.socket.remoteAddress), reply);
      return reply;
    },
  });
  app.addHook('onClose', close);
  await app.ready();
  return app;
}

function webRequestOf({ method, headers, url, body }: FastifyRequest, signal: AbortSignal): Request {
  const fields = new Headers();
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) fields.set(name, String(value));
  const bytes = Buffer.isBuffer(body) && body.length > 0 ? { body: new Uint8Array(body) } : {};
  return new Request(new URL(url, 'http://localhost'), { method, headers: fields, signal, ...bytes });
}

async function send({ status, headers, body }: Response, reply: FastifyReply): Promise<void> {
  reply.code(status);
  for (const [name, value] of headers) reply.header(name, value);
  await reply.send(body === null ? '' : Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]));
}
