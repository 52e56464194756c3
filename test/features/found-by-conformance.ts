// Small versions of what the conformance runs found: unusual paths, statuses, numbers and properties.
import { test } from 'tap';
import { createStandin } from '../../src/index.ts';

const described = { description: 'ok' };
const text = { in: 'path', required: true, schema: { type: 'string' } };

const document = {
  openapi: '3.1.0',
  info: { title: 'Found', version: '1' },
  paths: {
    '/pets/{id}': {
      parameters: [{ ...text, name: 'id' }],
      get: { responses: { 200: described } },
      delete: { responses: { 200: described } },
    },
    '/pets/newest': { get: { responses: { 200: described } } },
    "/users('{name}')": { parameters: [{ ...text, name: 'name' }], get: { responses: { 200: described } } },
    '/span({from}..{to})': {
      parameters: [
        { ...text, name: 'from' },
        { ...text, name: 'to' },
      ],
      get: { responses: { 200: described } },
    },
    '/count': {
      post: {
        requestBody: { content: { 'application/json': { schema: { type: 'integer', format: 'int64' } } } },
        responses: { 200: described },
      },
    },
  },
};

test('a literal path takes precedence over templates, for every method', async (t) => {
  const standin = await createStandin({ document });
  const newest = await standin.inject({ method: 'DELETE', url: '/pets/newest' });
  t.equal(newest.statusCode, 405);
  t.equal(newest.headers.allow, 'GET, HEAD, OPTIONS');
  const options = await standin.inject({ method: 'OPTIONS', url: '/pets/newest' });
  t.equal(options.headers.allow, 'GET, HEAD, OPTIONS');
  t.equal((await standin.inject('/pets/newest')).statusCode, 200);
  t.equal((await standin.inject({ method: 'HEAD', url: '/pets/newest' })).statusCode, 200);
  t.equal((await standin.inject({ method: 'DELETE', url: '/pets/7' })).statusCode, 200);
});

test('a parameter ends at the literal after it, and the last one of a segment can contain that literal', async (t) => {
  const standin = await createStandin({ document });
  for (const url of [
    "/users('O''Neil')",
    "/users('%27')",
    '/span(1..2)',
    '/span(1.5..2.5)',
    '/span(.5..2)',
    '/span(1..(2))',
    '/span(1..%29)',
  ]) {
    t.equal((await standin.inject(url)).statusCode, 200, url);
  }
  for (const url of ["/users('a'", '/span(1)', '/span(1..)', '/span(..2)', '/span(1.2)']) {
    t.equal((await standin.inject(url)).statusCode, 404, url);
  }
});

test('a 64-bit integer has its limits, as exactly as a number can express them', async (t) => {
  const standin = await createStandin({ document });
  const headers = { 'content-type': 'application/json' };
  const post = (payload: string) => standin.inject({ method: 'POST', url: '/count', headers, payload });
  for (const good of ['9223372036854775807', '-9223372036854775808', '0']) {
    t.equal((await post(good)).statusCode, 200, good);
  }
  for (const bad of ['9300000000000000000', '-1e30', '0.5']) t.equal((await post(bad)).statusCode, 400, bad);
});

/** A collection whose items contain objects with ids from the server. */
function collectionOf(responses: object) {
  const part = {
    type: 'object',
    required: ['id', 'name'],
    properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
  };
  const whole = {
    type: 'object',
    required: ['id', 'name'],
    properties: {
      id: { type: 'string' },
      name: { type: 'string' },
      parts: { type: 'array', items: { $ref: '#/components/schemas/Part' } },
    },
  };
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Whole' } } };
  const list = { type: 'array', items: { $ref: '#/components/schemas/Whole' } };
  return {
    openapi: '3.1.0',
    info: { title: 'Wholes', version: '1' },
    paths: {
      '/wholes': {
        get: { responses: { 200: { ...described, content: { 'application/json': { schema: list } } } } },
        post: { requestBody: { content }, responses: { 201: { ...described, content }, ...responses } },
      },
      '/wholes/{id}': {
        get: { parameters: [{ ...text, name: 'id' }], responses: { 200: { ...described, content } } },
      },
    },
    components: { schemas: { Part: part, Whole: whole } },
  };
}

test('server-owned properties of objects in a list have the declared type', async (t) => {
  const standin = await createStandin({ document: collectionOf({}) });
  const parts = ['a', 'b', 'c'].map((name) => ({ name }));
  const payload = { id: 'one', name: 'first', parts };
  const created = await standin.inject({ method: 'POST', url: '/wholes', payload });
  t.equal(created.statusCode, 201, created.body);
  for (const { id } of created.json().parts) t.ok(Number.isInteger(id), String(id));
});

test('a conflict has a status that the document declares', async (t) => {
  for (const [responses, status] of [
    [{}, 409],
    [{ 400: described }, 400],
    [{ 400: described, 422: described }, 422],
    [{ 400: described, 409: described }, 409],
    [{ 400: described, default: described }, 409],
  ] as const) {
    const standin = await createStandin({ document: collectionOf(responses) });
    const post = () => standin.inject({ method: 'POST', url: '/wholes', payload: { id: 'one', name: 'first' } });
    t.equal((await post()).statusCode, 201);
    t.equal((await post()).statusCode, status, JSON.stringify(responses));
  }
});
