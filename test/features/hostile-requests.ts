// Requests that are made to stop a server: its time grows with their size and no faster, it has bounds, and other clients get
// their responses.
import { type Test, test } from 'tap';
import { createStandin, type JsonObject, type Standin, type StandinOptions } from '../../src/index.ts';
import { textOf } from '../../src/report/text.ts';
import { growth, mostGrowth } from '../fixtures/growth.ts';

const schemas = {
  Note: {
    type: 'object',
    required: ['id', 'list'],
    properties: { id: { type: 'integer', readOnly: true }, list: { type: 'array', items: {} }, more: {} },
  },
  Choice: {
    oneOf: [
      { type: 'object', properties: { child: { $ref: '#/components/schemas/Choice' } } },
      { type: 'object', properties: { child: { $ref: '#/components/schemas/Choice' } }, required: ['x'] },
    ],
  },
  Texts: { type: 'array', items: { type: 'string' } },
  Unique: { type: 'array', uniqueItems: true, items: { type: 'object' } },
  Slow: { type: 'object', properties: { text: { type: 'string', pattern: '^(\\w+\\s?)*$' } } },
  Order: {
    type: 'object',
    properties: {
      id: { type: 'integer', readOnly: true },
      lines: {
        type: 'array',
        items: { type: 'object', required: ['id'], properties: { id: { type: 'string', readOnly: true } } },
      },
    },
  },
  Url: { type: 'object', properties: { url: { type: 'string', format: 'url' } } },
  Form: {
    type: 'object',
    properties: {
      a: { type: 'string' },
      filter: { type: 'object' },
      ids: { type: 'array', items: { type: 'integer' } },
    },
  },
};

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const accepts = (name: string, type = 'application/json') => ({
  post: {
    operationId: `post${name}`,
    requestBody: { content: { [type]: { schema: ref(name) } } },
    responses: { 204: { description: 'Accepted.' } },
  },
});

const order = { description: 'The order.', content: { 'application/json': { schema: ref('Order') } } };
const note = { description: 'The note.', content: { 'application/json': { schema: ref('Note') } } };

const document = {
  openapi: '3.1.0',
  info: { title: 'Targets', version: '1' },
  paths: {
    '/notes': {
      get: {
        responses: {
          200: {
            description: 'All.',
            content: {
              'application/json': { schema: { type: 'array', items: ref('Note') }, example: [{ id: 1, list: [] }] },
            },
          },
        },
      },
    },
    '/notes/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { responses: { 200: note } },
      patch: {
        requestBody: { content: { 'application/json-patch+json': { schema: { type: 'array' } } } },
        responses: { 200: note },
      },
    },
    '/orders': {
      get: {
        responses: {
          200: {
            description: 'All.',
            content: { 'application/json': { schema: { type: 'array', items: ref('Order') } } },
          },
        },
      },
      post: { requestBody: { content: { 'application/json': { schema: ref('Order') } } }, responses: { 201: order } },
    },
    '/choice': accepts('Choice'),
    '/texts': accepts('Texts'),
    '/unique': accepts('Unique'),
    '/slow': accepts('Slow'),
    '/url': accepts('Url'),
    '/form': accepts('Form', 'application/x-www-form-urlencoded'),
    '/parts': accepts('Form', 'multipart/form-data'),
    '/search': {
      get: {
        parameters: [{ name: 'filter', in: 'query', style: 'deepObject', schema: { type: 'object' } }],
        responses: { 204: { description: 'Found.' } },
      },
    },
  },
  components: { schemas },
};

interface Attack {
  readonly method: string;
  readonly path: string;
  readonly type?: string;
  readonly body?: string;
}

async function serving(t: Test, options: StandinOptions = {}): Promise<Standin> {
  const standin = await createStandin({ document: document as unknown as JsonObject, ...options });
  t.teardown(() => standin.close());
  await standin.listen();
  return standin;
}

async function send(standin: Standin, { method, path, type = 'application/json', body }: Attack) {
  const headers = body === undefined ? {} : { 'content-type': type };
  const response = await fetch(`${standin.url}${path}`, { method, headers, ...(body !== undefined && { body }) });
  return { status: response.status, text: await response.text() };
}

const json = (path: string, value: unknown): Attack => ({ method: 'POST', path, body: JSON.stringify(value) });

const patch = (operations: readonly object[]): Attack => ({
  method: 'PATCH',
  path: '/notes/1',
  type: 'application/json-patch+json',
  body: JSON.stringify(operations),
});

const form = (body: string): Attack => ({
  method: 'POST',
  path: '/form',
  type: 'application/x-www-form-urlencoded',
  body,
});

const repeated = <Item>(size: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: size }, (_, index) => item(index));

function multipart(size: number): Attack {
  const parts = repeated(size, (index) => `--b\r\nContent-Disposition: form-data; name="p${index}"\r\n\r\nx\r\n`);
  const body = `${parts.join('')}--b--\r\n`;
  return { method: 'POST', path: '/parts', type: 'multipart/form-data; boundary=b', body };
}

/** One attack of a size, the largest size below the bound of a body, and the status of its response. */
const ATTACKS: readonly (readonly [title: string, attack: (size: number) => Attack, large: number, status: number])[] =
  [
    ['a field name of brackets and a line feed', (size) => form(`${'['.repeat(size)}%0A=1`), 1_000_000, 204],
    ['field names with many levels', (size) => form(`filter${'[a]'.repeat(size)}=1`), 300_000, 400],
    ['many fields', (size) => form(repeated(size, (index) => `f${index}=1`).join('&')), 10_000, 204],
    ['many items of a field', (size) => form(repeated(size, (index) => `ids[${index}]=1`).join('&')), 10_000, 204],
    ['too many fields', (size) => form('a=&'.repeat(size)), 300_000, 413],
    ['many parts', multipart, 8_000, 204],
    [
      'many violations',
      (size) =>
        json(
          '/texts',
          repeated(size, () => 1),
        ),
      400_000,
      400,
    ],
    [
      'many different items',
      (size) =>
        json(
          '/unique',
          repeated(size, (id) => ({ id })),
        ),
      60_000,
      204,
    ],
    ['many values to generate', (size) => json('/orders', { lines: repeated(size, () => ({})) }), 1_600, 201],
    ['a URL with many colons', (size) => json('/url', { url: `http://${':'.repeat(size)}` }), 1_000_000, 400],
    ['many additions', (size) => patch(repeated(size, () => ({ op: 'add', path: '/list/0', value: 1 }))), 20_000, 200],
  ];

for (const [title, attack, large, status] of ATTACKS) {
  test(`the time of a request grows with its size, and others are served: ${title}`, async (t) => {
    const standin = await serving(t);
    const ratio = await growth(
      async (size) => {
        const [response, other] = await Promise.all([
          send(standin, attack(size)),
          send(standin, { method: 'GET', path: '/notes' }),
        ]);
        if (size === large && response.status !== status) t.fail(response.text.slice(0, 200));
        if (other.status !== 200) t.fail(other.text.slice(0, 200));
        await standin.world('default').reset();
      },
      { small: large / 8, large },
    );
    t.ok(ratio < mostGrowth(8), `8 times the size takes ${ratio.toFixed(1)} times as long`);
  });
}

test('a deep value of a recursive choice is validated like any other', async (t) => {
  const standin = await serving(t);
  const nested = (levels: number, inner: unknown) =>
    `${'{"child":'.repeat(levels)}${JSON.stringify(inner)}${'}'.repeat(levels)}`;
  const ratio = await growth(
    async (levels) => {
      const { status, text } = await send(standin, { method: 'POST', path: '/choice', body: nested(levels, { x: 1 }) });
      t.equal(status, 400, text.slice(0, 200));
    },
    { small: 11, large: 88 },
  );
  t.ok(ratio < mostGrowth(8), `8 times as deep takes ${ratio.toFixed(1)} times as long`);
});

test('a JSON Patch whose copies double the resource is refused, and the state does not change', async (t) => {
  const standin = await serving(t);
  const copies = [
    { op: 'add', path: '/list/-', value: 'x'.repeat(100) },
    ...repeated(40, () => ({ op: 'copy', from: '/list', path: '/list/-' })),
  ];
  const [refused, other] = await Promise.all([
    send(standin, patch(copies)),
    send(standin, { method: 'GET', path: '/notes' }),
  ]);
  t.equal(refused.status, 413);
  t.match(JSON.parse(refused.text), {
    code: 'PATCH_TOO_LARGE',
    detail: /^Operation \d+ of the patch makes the value larger than 8388608 bytes\. /,
  });
  t.equal(other.status, 200);
  t.same(JSON.parse((await send(standin, { method: 'GET', path: '/notes/1' })).text), { id: 1, list: [] });
  t.same((await standin.report()).violations, [], 'a bound of the server is no violation of the client');
  const small = await serving(t, { limits: { patchBytes: 1_000 } });
  const { text } = await send(small, patch([{ op: 'add', path: '/more', value: 'x'.repeat(2_000) }]));
  t.match(JSON.parse(text), { detail: 'Operation 0 of the patch makes the value larger than 1000 bytes.' });
});

test('a response lists the first violations and counts the others', async (t) => {
  const standin = await serving(t);
  const { status, text } = await send(
    standin,
    json(
      '/texts',
      repeated(300_000, () => 1),
    ),
  );
  t.equal(status, 400);
  const { errors } = JSON.parse(text);
  t.equal(errors.length, 101);
  t.match(errors[0], { pointer: '#/0', detail: 'must be of type string' });
  t.match(errors[100], { pointer: '#', detail: 'has about 299900 more violations' });
  const few = await serving(t, { limits: { violations: 3 } });
  t.equal(JSON.parse((await send(few, json('/texts', [1, 2, 3, 4, 5]))).text).errors.length, 4);
});

test('a slow pattern is interrupted: the server could not check the request, which is no violation', async (t) => {
  const standin = await serving(t, { limits: { validationMs: 50 } });
  const slow = json('/slow', { text: `${'a'.repeat(60)}!` });
  const [refused, other] = await Promise.all([send(standin, slow), send(standin, { method: 'GET', path: '/notes' })]);
  t.equal(refused.status, 400);
  t.match(JSON.parse(refused.text), {
    code: 'VALIDATION_TIMEOUT',
    detail:
      /^The server could not validate the value within 50 ms, because a pattern of the schema at \S+ takes too long on it\. /,
  });
  t.equal(other.status, 200);
  t.equal((await send(standin, json('/slow', { text: 'a b c' }))).status, 204, 'the next request is validated');
  t.equal((await send(standin, json('/slow', { text: '!' }))).status, 400);
  await send(standin, slow);
  const report = await standin.report();
  t.match(report.unchecked, [{ operation: 'postSlow', count: 2, world: 'default', message: /^The server could not/ }]);
  t.same(
    report.violations.map(({ rule, pointer }) => [rule, pointer]),
    [['pattern', '/text']],
  );
  const html = await standin.inject('/_standin/report?format=html');
  t.match(html.body, /<h2>Could not be checked<\/h2>/);
  t.match(textOf(report), /\n2 exchanges could not be checked: a pattern takes too long\n/);
});

test('a response that cannot be checked in time is sent', async (t) => {
  const { post } = accepts('Slow');
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema: ref('Slow') } } } };
  const standin = await createStandin({
    document: {
      ...document,
      paths: { '/slow': { post: { ...post, responses } } },
    } as unknown as JsonObject,
    limits: { validationMs: 50 },
    handlers: { postSlow: () => ({ status: 200, body: { text: `${'a'.repeat(60)}!` } }) },
  });
  t.teardown(() => standin.close());
  const response = await standin.inject({ method: 'POST', url: '/slow' });
  t.equal(response.statusCode, 200, response.body);
  const { unchecked, violations } = await standin.report();
  t.match(unchecked, [{ operation: 'postSlow', count: 1 }]);
  t.same(violations, []);
});

test('a proxy passes on what cannot be checked in time', async (t) => {
  const { post } = accepts('Slow');
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema: ref('Slow') } } } };
  const served = { ...document, paths: { '/slow': { post: { ...post, responses } } } } as unknown as JsonObject;
  const text = `${'a'.repeat(60)}!`;
  const [ofClient, ofServer] = await Promise.all(
    ['a b', text].map(async (sent) => {
      const upstream = await createStandin({
        document: {
          openapi: '3.1.0',
          info: { title: 'Any', version: '1' },
          paths: { '/slow': { post: { operationId: 'any', responses } } },
          components: { schemas: { Slow: {} } },
        },
        handlers: { any: () => ({ status: 200, body: { text: sent } }) },
      });
      t.teardown(() => upstream.close());
      const proxy = await createStandin({
        document: served,
        upstream: await upstream.listen(),
        unsafe: true,
        limits: { validationMs: 50 },
      });
      t.teardown(() => proxy.close());
      const response = await fetch(`${await proxy.listen()}/slow`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: sent === text ? 'a b' : text }),
      });
      t.equal(response.status, 200);
      t.same(await response.json(), { text: sent });
      return proxy.report();
    }),
  );
  for (const report of [ofClient, ofServer]) {
    t.same(report?.violations, []);
    t.match(report?.unchecked, [{ operation: 'postSlow', count: 1 }]);
  }
});
