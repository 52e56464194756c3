// Requests that look like a write to a collection and are none: they leave its items as they are.
import { type Test, test } from 'tap';
import { createStandin, type JsonObject } from '../../src/index.ts';

const string: JsonObject = { type: 'string' };
const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties });
const array = (items: JsonObject): JsonObject => ({ type: 'array', items });
const ok = (schema: JsonObject): JsonObject => ({ description: 'ok', content: { 'application/json': { schema } } });
const body = (schema: JsonObject): JsonObject => ({ required: true, content: { 'application/json': { schema } } });
const BOAT: JsonObject = { $ref: '#/components/schemas/Boat' };
const FLAG: JsonObject = { $ref: '#/components/schemas/Flag' };
const parameter = (name: string): JsonObject => ({ name, in: 'path', required: true, schema: string });
const post = (operationId: string, request: JsonObject, responses: JsonObject): JsonObject => ({
  post: { operationId, requestBody: body(request), responses },
});
const KEYS = object({ inputs: array(object({ id: string })) });

const DOCUMENT: JsonObject = {
  openapi: '3.0.3',
  info: { title: 'Harbor', version: '1' },
  paths: {
    '/boats': {
      get: { operationId: 'listBoats', responses: { 200: ok(object({ results: array(BOAT) })) } },
      ...post('addBoat', object({ name: string }), { 201: ok(BOAT) }),
    },
    '/boats/{boat_id}': {
      parameters: [parameter('boat_id')],
      get: { operationId: 'getBoat', responses: { 200: ok(BOAT) } },
      delete: { operationId: 'deleteBoat', responses: { 204: { description: 'deleted' } } },
    },
    '/boats/batch/create': post('addBoats', object({ inputs: array(object({ name: string })) }), {
      201: ok(object({ results: array(BOAT) })),
    }),
    '/boats/batch/read': post('readBoats', KEYS, { 200: ok(object({ results: array(BOAT) })) }),
    '/boats/batch/moor': post('moorBoats', KEYS, { 204: { description: 'moored' } }),
    '/boats/{boat_id}/flags': {
      parameters: [parameter('boat_id')],
      get: {
        operationId: 'listFlags',
        responses: { 200: ok(object({ boat_id: string, flags: array(FLAG), total: { type: 'integer' } })) },
      },
      ...post('hoistFlags', object({ uris: array(string) }), { 201: ok(object({ snapshot: string })) }),
    },
    '/flags': {
      get: { operationId: 'listAllFlags', responses: { 200: ok(array(FLAG)) } },
      ...post('addFlags', object({ colors: array(string) }), { 200: ok(array(FLAG)) }),
    },
  },
  components: {
    schemas: {
      Boat: object({ id: string, name: string }),
      Flag: object({ id: string, color: string }),
    },
  },
};

async function harbor(t: Test) {
  const standin = await createStandin({
    document: DOCUMENT,
    onInvalidResponse: (response) => t.fail(JSON.stringify(response)),
    log: 'off',
  });
  t.teardown(() => standin.close());
  return async (method: 'GET' | 'POST', url: string, payload?: object) => {
    const response = await standin.inject({ method, url, ...(payload && { payload }) });
    return { status: response.statusCode, body: response.payload === '' ? undefined : response.json() };
  };
}

test('a batch path whose last word is no write neither creates nor changes items', async (t) => {
  const send = await harbor(t);
  const { body: created } = await send('POST', '/boats/batch/create', { inputs: [{ name: 'Ada' }, { name: 'Bea' }] });
  t.match(created.results, [{ name: 'Ada' }, { name: 'Bea' }]);
  const before = (await send('GET', '/boats')).body;
  t.equal((await send('POST', '/boats/batch/read', { inputs: [{ id: 'none' }] })).status, 200);
  t.equal((await send('POST', '/boats/batch/moor', { inputs: [{ id: created.results[0].id }] })).status, 204);
  t.strictSame((await send('GET', '/boats')).body, before);
});

test('a POST whose body and response have nothing of an item creates none', async (t) => {
  const send = await harbor(t);
  const { body: boat } = await send('POST', '/boats', { name: 'Ada' });
  const { body: before } = await send('GET', `/boats/${boat.id}/flags`);
  const { status, body: hoisted } = await send('POST', `/boats/${boat.id}/flags`, { uris: ['red', 'blue'] });
  t.equal(status, 201);
  t.type(hoisted.snapshot, 'string');
  t.strictSame((await send('GET', `/boats/${boat.id}/flags`)).body, before);
  const flags = (await send('GET', '/flags')).body;
  t.strictSame((await send('POST', '/flags', { colors: ['red'] })).body, flags);
  t.strictSame((await send('GET', '/flags')).body, flags);
});

test('a list shows the path parameters of its URL that its envelope has', async (t) => {
  const send = await harbor(t);
  const { body: boat } = await send('POST', '/boats', { name: 'Ada' });
  t.match((await send('GET', `/boats/${boat.id}/flags`)).body, { boat_id: boat.id });
});
