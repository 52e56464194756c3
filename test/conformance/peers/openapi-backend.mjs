// node openapi-backend.mjs FILE PORT: openapi-backend inside Fastify, with the handlers of its readme.
import fastify from 'fastify';
import { OpenAPIBackend } from 'openapi-backend';

const [definition, port] = process.argv.slice(2);

// `quick`, because otherwise it validates the document as OpenAPI 3.0 and does not serve a 3.1 document.
const api = new OpenAPIBackend({ definition, quick: true });
api.register({
  validationFail: (c, _request, reply) => reply.status(400).send({ err: c.validation.errors }),
  notFound: (_c, _request, reply) => reply.status(404).send({ err: 'not found' }),
  notImplemented: (c, _request, reply) => {
    const { status, mock } = c.api.mockResponseForOperation(c.operation.operationId);
    return reply.status(status).send(mock);
  },
});
await api.init();

const app = fastify();
app.route({
  method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  url: '/*',
  handler: async (request, reply) => {
    const { method, url: path, body, query, headers } = request;
    return api.handleRequest({ method, path, body, query, headers }, request, reply);
  },
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
