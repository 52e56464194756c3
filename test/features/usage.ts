// Usage: what a client uses of an API, from its requests, and from what it reads of responses.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'tap';
import { createStandin } from '../../src/index.ts';
import type { Json, JsonObject } from '../../src/json/value.ts';
import { trackedCopy } from '../../src/usage/tracked-copy.ts';
import { isPointerRead, isReadIn, mergeUsages, type Usage } from '../../src/usage/usage.ts';
import { FIXTURE_SUITE, runCommand } from '../fixtures/command.ts';

const document = 'docs/examples/shop/openapi.yaml';
const token = { authorization: 'Bearer of-a-test' };

test('requests show operations, statuses, parameters with listed values, and request properties', async (t) => {
  const standin = await createStandin({ document, recordUsage: true });
  t.teardown(() => standin.close());
  await standin.inject({ url: '/v1/products?category=garden&q=rake', headers: token });
  await standin.inject({ url: '/v1/products?category=kitchen', headers: token });
  const payload = { name: 'Rake', category: 'garden', price: 3, stock: 4 };
  await standin.inject({ method: 'POST', url: '/v1/products', headers: token, payload });
  await standin.inject({ method: 'POST', url: '/v1/products', headers: token, payload: { ...payload, price: 'free' } });
  const world = standin.world();
  await world.inject('/v1/products/4711');
  await world[Symbol.asyncDispose]();
  const usage = standin.usage();
  t.same(usage, {
    usage: 1,
    operations: [
      {
        operation: 'listProducts',
        method: 'GET',
        path: '/products',
        statuses: [200],
        parameters: [
          { in: 'query', name: 'category', values: ['garden', 'kitchen'] },
          { in: 'query', name: 'q' },
        ],
        mediaTypes: [],
        properties: [],
      },
      {
        operation: 'createProduct',
        method: 'POST',
        path: '/products',
        statuses: [201, 400],
        parameters: [],
        mediaTypes: ['application/json'],
        properties: [
          { pointer: '/category', values: ['garden'] },
          { pointer: '/name' },
          { pointer: '/price' },
          { pointer: '/stock' },
        ],
      },
      {
        operation: 'getProduct',
        method: 'GET',
        path: '/products/{productId}',
        statuses: [404],
        parameters: [{ in: 'path', name: 'productId' }],
        mediaTypes: [],
        properties: [],
      },
    ],
  });
  t.same(await standin.control.usage(), usage, 'the control API has it, too');
});

test('without recordUsage there is no usage', async (t) => {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  t.equal(standin.usage(), undefined);
  await t.rejects(standin.control.usage(), {
    status: 404,
    message: 'The usage is not recorded. Start the server with --record-usage, or the tests with --usage.',
  });
});

test('intercepted responses of fetch show what the client reads', async (t) => {
  const standin = await createStandin({ document, recordUsage: true });
  t.teardown(() => standin.close());
  const before = globalThis.fetch;
  const interception = await standin.intercept('https://api.shop.example');
  const get = async (path: string) => fetch(`https://api.shop.example/v1${path}`);
  const list = (await (await get('/products')).json()) as { items: { name: string; price: number }[] };
  t.type(list.items[0]?.name, 'string');
  await (await get('/products/1')).text();
  const product = (await (await get('/products/4711')).json()) as { code: string };
  t.match({ ...product }, { code: 'not_found' });
  interception.restore();
  t.equal(globalThis.fetch, before, 'fetch is restored');
  const reads = standin.usage()?.operations.map(({ operation, reads }) => [operation, reads]);
  t.same(reads, [
    ['listProducts', { 200: { properties: ['', '/items', '/items/*/name'], whole: [] } }],
    [
      'getProduct',
      {
        200: { properties: [], whole: [''] },
        404: { properties: ['', '/code', '/message'], whole: [''] },
      },
    ],
  ]);
});

test('a tracked copy is a plain value that equals the original', async (t) => {
  const value = { a: 1, list: [{ b: 'x', c: null }], inner: { d: true, e: 2 }, f: 1 };
  const read: string[] = [];
  const whole: string[] = [];
  const copyOf = (one: Json) =>
    trackedCopy(one, { read: (pointer) => read.push(pointer), readWhole: (pointer) => whole.push(pointer) });
  const copy = copyOf(value) as typeof value;
  t.equal(Object.getPrototypeOf(copy), Object.prototype);
  t.same(Object.keys(copy), Object.keys(value));
  t.ok('a' in copy && !('z' in copy));
  t.same(read, [], 'names alone are no reads');
  t.ok(Array.isArray(copy.list));
  t.same(read.splice(0), ['/list']);
  t.equal(copy.inner.d, true);
  t.same(read.splice(0), ['/inner', '/inner/d']);
  t.same(whole, []);
  assert.deepStrictEqual(copy, value);
  t.ok(whole.splice(0).includes(''), 'a comparison reads the whole value');
  t.equal(JSON.stringify(copy), JSON.stringify(value));
  t.same(whole.splice(0), ['/list/*', '/inner', '']);
  t.same({ ...copy.inner }, value.inner);
  t.same(whole.splice(0), ['/inner']);
  for (const [, one] of Object.entries(copy.list[0] as object)) t.not(one, undefined);
  t.same(whole.splice(0), ['/list/*']);
  await Promise.resolve();
  t.equal(copy.inner.d, true);
  await Promise.resolve();
  t.equal(copy.inner.e, 2);
  t.same(whole, [], 'reads at different times are no copy');
  copy.a = 5;
  t.equal(copy.a, 5, 'a property can be set');
  delete (copy as { a?: number }).a;
  t.notOk('a' in copy);
  t.same(structuredClone(copyOf({ x: { y: 1 } }) as JsonObject), { x: { y: 1 } });
});

test('a part counts as read with what is in it and around it', async (t) => {
  const reads = { properties: ['/items', '/items/*/name'], whole: ['/items/*/owner'] };
  const isRead = (pointer: string) => isReadIn(reads, pointer);
  t.same(['', '/items', '/items/*', '/items/*/name', '/items/*/owner/id'].map(isRead), [true, true, true, true, true]);
  t.same(['/total', '/items/*/price', '/items/*/nam'].map(isRead), [false, false, false]);
});

test('usages are merged by the requests of their operations', async (t) => {
  const one = (own: object): Usage => ({
    usage: 1,
    operations: [
      {
        operation: 'a',
        method: 'GET',
        path: '/a',
        statuses: [200],
        parameters: [],
        mediaTypes: [],
        properties: [],
        ...own,
      },
    ],
  });
  const merged = mergeUsages([
    one({
      statuses: [404, 200],
      properties: [{ pointer: '/b', values: ['y'] }],
      reads: { 200: { properties: ['/x'], whole: [] } },
    }),
    one({ operation: 'other', path: '/0' }),
    one({
      properties: [{ pointer: '/b', values: ['x', 'y'] }, { pointer: '/a' }],
      reads: { 200: { properties: ['/w'], whole: [''] } },
    }),
  ]);
  t.match(merged.operations, [
    { path: '/0' },
    {
      path: '/a',
      statuses: [200, 404],
      properties: [{ pointer: '/a' }, { pointer: '/b', values: ['x', 'y'] }],
      reads: { 200: { properties: ['/w', '/x'], whole: [''] } },
    },
  ]);
  t.ok(
    isPointerRead(merged, { operation: 'other', method: 'GET', path: '/0', status: 200, pointer: '/z' }),
    'nothing is known',
  );
});

test('run --usage writes a file that show prints and merge joins', async (t) => {
  const folder = t.testdir({
    'bad.json': '{}',
    'old.json': '{"usage":7}',
    'odd.json': '{"usage":1,"operations":[{}]}',
  });
  const file = `${folder}/usage.json`;
  const tests = ['--', process.execPath, '--test', 'test/fixtures/suites/shop-noticing.mjs'];
  const run = await runCommand('run', document, '--usage', file, ...tests);
  t.match(run, { code: 0, stderr: `standin: usage: ${file}, 2 operations\n` });
  const usage = JSON.parse(readFileSync(file, 'utf8')) as Usage;
  t.match(usage.operations, [
    { operation: 'listProducts', parameters: [{ name: 'page' }] },
    { operation: 'getProduct' },
  ]);
  writeFileSync(
    `${folder}/more.json`,
    JSON.stringify({ usage: 1, operations: [{ ...usage.operations[0], method: 'PUT' }] }),
  );
  const merged = await runCommand('usage', 'merge', file, `${folder}/more.json`);
  t.equal((JSON.parse(merged.stdout) as Usage).operations.length, 3);
  t.match(await runCommand('usage', 'show', file), {
    code: 0,
    stdout: '2 operations\n\nlistProducts  GET /products\n  statuses: 200\n  parameters: query page\n',
  });
  for (const [name, reason] of [
    ['bad', 'the property "usage" is missing'],
    ['old', 'its format has the version 7, and this program reads 1'],
    ['odd', 'operations[0]: the text "operation" is missing'],
    ['none', 'the file does not exist'],
  ] as const) {
    const { code, stderr } = await runCommand('usage', 'show', `${folder}/${name}.json`);
    t.equal(code, 1);
    t.match(stderr, `cannot be used: ${reason}`);
    t.match(stderr, '[USAGE_INVALID]\n  Write one with standin run --usage usage.json -- npm test');
  }
  t.match(await runCommand('usage', 'merge'), {
    code: 2,
    stderr: /argument <files> of standin usage merge is missing/,
  });
});

test('run --usage has what tests in another process read by the fixtures', async (t) => {
  const file = `${t.testdir({})}/usage.json`;
  const { code, stderr } = await runCommand('run', document, '--usage', file, '--', ...FIXTURE_SUITE);
  t.equal(code, 0, stderr);
  const { operations } = JSON.parse(readFileSync(file, 'utf8')) as Usage;
  t.same(
    operations.map(({ operation, reads }) => [operation, reads]),
    [['listProducts', { 200: { properties: ['', '/items', '/items/*/name'], whole: [] } }]],
  );
  t.match((await runCommand('usage', 'show', file)).stdout, 'reads of 200: items, items[].name\n');
});
