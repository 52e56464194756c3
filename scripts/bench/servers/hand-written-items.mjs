// What a good developer would write by hand for the collection: three Fastify routes over a map, Ajv on body and parameter,
// response schemas. The list is built for each request.
import fastify from 'fastify';

const item = {
  type: 'object',
  required: ['name'],
  additionalProperties: false,
  properties: {
    id: { type: 'integer' },
    name: { type: 'string', minLength: 1 },
    price: { type: 'number', minimum: 0 },
    tags: { type: 'array', items: { type: 'string' } },
  },
};
const params = { type: 'object', properties: { itemId: { type: 'integer' } } };
const items = new Map();
for (let id = 1; id <= 1000; id++) items.set(id, { id, name: `Item ${id}`, price: id / 4, tags: ['one', 'other'] });
let last = 1000;

const app = fastify({ logger: false });
app.get('/items', { schema: { response: { 200: { type: 'array', items: item } } } }, async () => [...items.values()]);
app.get('/items/:itemId', { schema: { params, response: { 200: item } } }, async (request, reply) => {
  const found = items.get(request.params.itemId);
  return found ?? reply.code(404).send();
});
app.post('/items', { schema: { body: item, response: { 201: item } } }, async (request, reply) => {
  const id = request.body.id ?? ++last;
  if (items.has(id)) return reply.code(409).send();
  const added = { ...request.body, id };
  items.set(id, added);
  reply.code(201).header('location', `/items/${id}`);
  return added;
});

await app.listen({ port: Number(process.argv.at(-1)), host: '127.0.0.1' });
