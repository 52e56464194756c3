// A Fastify instance that brings every request to our own code: it routes all to one handler, reads bodies as bytes, and
// answers nothing by itself.
import { METHODS as NODE_METHODS } from 'node:http';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Contract } from '../contract/contract.ts';

export interface InstanceOptions {
  readonly contract: Contract;
  /** Bytes that a request body may have. */
  readonly bodyLimit: number;
  /** Runs before the body is read; `goOn` has it read, and the request answered. */
  readonly arrive: (request: FastifyRequest, reply: FastifyReply, goOn: () => void) => void;
  readonly answer: (request: FastifyRequest, reply: FastifyReply) => void;
  readonly refuse: (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => Promise<void>;
}

/** Methods that Fastify routes to us; those that it does not know are not found. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'];

/** Methods of which Fastify does not read the body, and that the document gives one all the same. */
function methodsWithBody({ operations }: Contract): string[] {
  const unread = operations.filter(({ method }) => !/^(?:POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method));
  const taking = unread.filter(({ method, requestBody }) => !METHODS.includes(method) || requestBody);
  return [...new Set(taking.map(({ method }) => method))].filter((method) => NODE_METHODS.includes(method));
}

export function openInstance(options: InstanceOptions): FastifyInstance {
  const { contract, bodyLimit, arrive, answer, refuse } = options;
  const app = fastify({
    bodyLimit,
    exposeHeadRoutes: false,
    genReqId: () => '',
    logger: false,
    routerOptions: { maxParamLength: 65_536 },
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
  });
  app.decorateRequest('exchange', undefined);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(['application/json', '*'], { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error, request, reply) => void refuse(error, request, reply));
  app.setNotFoundHandler(answer);
  app.addHook('onRequest', arrive);
  const withBody = methodsWithBody(contract);
  for (const method of withBody) app.addHttpMethod(method, { hasBody: true, overrideExisting: true });
  app.route({ method: [...new Set([...METHODS, ...withBody])], url: '/*', handler: answer });
  return app;
}
