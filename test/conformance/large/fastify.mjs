// node fastify.mjs RESOURCES PORT: the lower limit, the routes of the large document with handlers that do nothing.
import fastify from 'fastify';
import { pathOf } from './document.mjs';

const [resources, port] = process.argv.slice(2).map(Number);
const app = fastify({ exposeHeadRoutes: false });
const handler = async () => ({});

for (let number = 1; number <= resources; number++) {
  const all = pathOf(number);
  const one = `${all}/:id`;
  app.get(all, handler);
  app.post(all, handler);
  app.get(one, handler);
  app.patch(one, handler);
  app.delete(one, handler);
}

await app.listen({ port, host: '127.0.0.1' });
