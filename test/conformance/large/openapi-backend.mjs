// node openapi-backend.mjs FILE PORT: openapi-backend behind node:http, in its mode for a quick start.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { OpenAPIBackend } from 'openapi-backend';

const [file, port] = process.argv.slice(2);

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const api = new OpenAPIBackend({
  definition: JSON.parse(readFileSync(file, 'utf8')),
  quick: true,
  handlers: {
    notImplemented({ operation }, _request, response) {
      const { status, mock } = api.mockResponseForOperation(operation.operationId);
      send(response, status, mock);
    },
    notFound: (_context, _request, response) => send(response, 404, { code: 'notFound', message: 'Not found' }),
    validationFail: ({ validation }, _request, response) => send(response, 400, validation.errors),
  },
});
await api.init();

createServer(async (request, response) => {
  const { method, url, headers } = request;
  await api.handleRequest({ method, path: url, headers, body: await text(request) }, request, response);
}).listen(Number(port), '127.0.0.1');
