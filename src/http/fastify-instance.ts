// A Fastify instance that passes every request to our own code: it routes all of them to one handler, reads bodies as bytes and
// never responds by itself.
import { METHODS as NODE_METHODS } from 'node:http';
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Contract } from '../contract/contract.ts';
import { HttpError } from '../errors/http-error.ts';

export interface InstanceOptions {
  readonly contract: Contract;
  /** The maximum size of a request body in bytes. */
  readonly bodyLimit: number;
  /** Called before the body is read; `readBody` reads it and then calls `handle`. */
  readonly onRequest: (request: FastifyRequest, reply: FastifyReply, readBody: () => void) => void;
  /** Called with the complete request. */
  readonly handle: (request: FastifyRequest, reply: FastifyReply) => void;
  readonly refuse: (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => void;
}

/** Methods that Fastify routes to the handler. For others it calls the not-found handler. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Methods that have a body in the document although Fastify does not read bodies of them. */
function methodsWithBody({ operations }: Contract): string[] {
  const unread = operations.filter(({ method }) => !/^(?:POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method));
  const taking = unread.filter(({ method, requestBody }) => !METHODS.includes(method) || requestBody);
  return [...new Set(taking.map(({ method }) => method))].filter((method) => NODE_METHODS.includes(method));
}

/** No route has a schema. Without compilers of its own, Fastify loads two packages at start that nothing uses. */
function neverCompiled(): never {
  throw new Error('Fastify compiles no schemas here');
}

export function openInstance(options: InstanceOptions): FastifyInstance {
  const { contract, bodyLimit, onRequest, handle, refuse } = options;
  const app = fastify({
    bodyLimit,
    exposeHeadRoutes: false,
    genReqId: () => '',
    logger: false,
    routerOptions: { maxParamLength: 65_536 },
    schemaController: { compilersFactory: { buildValidator: neverCompiled, buildSerializer: neverCompiled } },
    frameworkErrors: (error, request, reply) => refuse(error, request, reply),
  });
  app.decorateRequest('exchange', undefined);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(['application/json', '*'], { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error: FastifyError, request, reply) => {
    refuse(error.code === 'FST_ERR_CTP_BODY_TOO_LARGE' ? tooLarge(bodyLimit) : error, request, reply);
  });
  app.setNotFoundHandler(handle);
  app.addHook('onRequest', onRequest);
  const withBody = methodsWithBody(contract);
  for (const method of withBody) app.addHttpMethod(method, { hasBody: true, overrideExisting: true });
  app.route({ method: [...new Set([...METHODS, ...withBody])], url: '/*', handler: handle });
  return app;
}

function tooLarge(limit: number): HttpError {
  return new HttpError({ code: 'BODY_TOO_LARGE', message: `The body is larger than ${limit / 2 ** 20} MiB.` });
}
