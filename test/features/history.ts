// The history of a world: commits, undo, rewind, fork at a point, differences and blame.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type JsonObject, type StandinOptions } from '../../src/index.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

async function clinic(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document, ...options });
  t.teardown(() => standin.close());
  const world = standin.control.world();
  const send = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, headers = {}) => {
    const response = await standin.inject({ method, url, ...(payload && { payload }), headers });
    const id = String(response.headers['request-id']);
    return { id, status: response.statusCode, headers: response.headers, body: response.body && response.json() };
  };
  return { standin, world, send };
}

test('each change names its exchange, and a GET changes nothing', async (t) => {
  const { world, send } = await clinic(t);
  await send('GET', '/api/owners');
  t.same(await world.commits(), { first: 0, revision: 0, commits: [] });
  const created = await send('POST', '/api/owners', { name: 'Dora' });
  await send('PATCH', `/api/owners/${created.body.id}`, { name: 'Doris' });
  await send('DELETE', '/api/owners/1');
  await world.advance('P1D');
  const { revision, commits } = await world.commits();
  t.equal(revision, 4);
  t.match(commits[3], { exchange: created.id, request: 'POST /api/owners', paths: ['/owners/4'], mount: '' });
  t.match(commits[0], { revision: 4, paths: [], own: ['clock'] });
  t.equal(commits[0]?.exchange, undefined);
  const ofOwner = await world.commits({ path: '/owners/4' });
  t.same(
    ofOwner.commits.map((one) => one.revision),
    [2, 1],
  );
  const ofExchange = await world.commits({ exchange: created.id });
  t.same(
    ofExchange.commits.map((one) => one.revision),
    [1],
  );
  const until = commits[1]?.time as string;
  t.same(
    (await world.commits({ since: until, limit: 1 })).commits.map((one) => one.revision),
    [4],
  );
  t.same((await world.commits({ operation: 'noSuchOperation' })).commits, []);
  t.match((await world.stateAt(1)).documents['']?.['/owners/4'], { name: 'Dora' });
  t.match((await world.stateAt(2)).documents['']?.['/owners/4'], { name: 'Doris' });
  await t.rejects(world.stateAt(9), { status: 404, message: /has the revisions 0 to 4/ });
});

test('after a rewind the same requests get the same ids again', async (t) => {
  const { world, send } = await clinic(t, { now: new Date('2026-01-31T12:00:00Z') });
  const first = await send('GET', '/api/owners');
  await world.stub({ id: 'once', when: { operation: 'listOwners' }, response: { body: [] }, times: 1 });
  const created = await send('POST', '/api/owners', { name: 'Dora' });
  t.same((await send('GET', '/api/owners')).body, [], 'the stub responds once');
  await world.advance('P1D');
  await world.changeSettings({ auth: 'off' });
  const rewound = await world.rewind({ before: created.id });
  t.equal(rewound.revision, 1);
  t.equal(rewound.removed.length, 2);
  t.match(await world.clock(), { now: '2026-01-31T12:00:00.000Z' });
  t.match(await world.stubs(), [{ id: 'once', used: 0 }], 'the counter of the stub is set back');
  t.match((await world.read()).settings, { auth: 'lenient' });
  t.same(
    (await world.exchanges()).map(({ id }) => id),
    [first.id],
    'removed exchanges leave the journal',
  );
  const again = await send('POST', '/api/owners', { name: 'Dora' });
  t.equal(again.id, created.id);
  t.same(again.body, created.body);
  t.same((await send('GET', '/api/owners')).body, [], 'the stub responds once again');
  await world.rewind({ after: again.id });
  t.match((await send('GET', `/api/owners/${again.body.id}`)).body, { name: 'Dora' });
  await t.rejects(world.rewind({ before: 'unknown' }), { status: 404, message: /no exchange 'unknown'/ });
  await t.rejects(world.rewind({}), { name: 'ControlError', status: 400 });
});

test('undo takes back the last change, also a reset and the response of an idempotency key', async (t) => {
  const { world, send } = await clinic(t);
  await send('GET', '/api/owners');
  await t.rejects(world.undo(), { status: 404, message: /Nothing can be undone/ });
  const key = { 'idempotency-key': 'k' };
  const created = await send('POST', '/api/owners', { name: 'Dora' }, key);
  await send('GET', '/api/owners');
  const repeated = await send('POST', '/api/owners', { name: 'Dora' }, key);
  t.equal(repeated.headers['idempotency-replayed'], 'true');
  t.equal((await world.commits()).revision, 1, 'the response is in the commit of the change');
  t.match(await world.undo(), { revision: 0 });
  t.equal((await send('GET', `/api/owners/${created.body.id}`)).status, 404);
  const other = await send('POST', '/api/owners', { name: 'Dora' }, key);
  t.equal(other.headers['idempotency-replayed'], undefined);
  t.equal(other.body.id, created.body.id);
  await world.reset();
  t.equal((await send('GET', `/api/owners/${created.body.id}`)).status, 404);
  await world.undo();
  t.match((await send('GET', `/api/owners/${created.body.id}`)).body, { name: 'Dora' });
});

test('a fork at an exchange, and the differences as JSON Patch', async (t) => {
  const { standin, world, send } = await clinic(t);
  const created = await send('POST', '/api/owners', { name: 'Dora' }, { 'idempotency-key': 'k' });
  await send('PATCH', `/api/owners/${created.body.id}`, { name: 'Doris' });
  const past = await world.fork('past', { after: created.id });
  t.match(await past.get('/owners/4'), { name: 'Dora' });
  const patch = [{ op: 'replace', path: '/name', value: 'Doris' }];
  const named = (changes: readonly { path: string; patch: readonly object[] }[]) =>
    changes.map((one) => ({
      path: one.path,
      patch: one.patch.filter((step) => 'path' in step && step.path === '/name'),
    }));
  t.same(named(await world.changes({ from: 1 })), [{ path: '/owners/4', patch }]);
  t.same(named(await world.changes({ with: 'past' })), [{ path: '/owners/4', patch }]);
  t.match(await world.changes({ to: 1 }), [{ path: '/owners/4', patch: [{ op: 'add', path: '' }] }]);
  await past.set('/owners/4', null);
  t.match(await world.get('/owners/4'), { name: 'Doris' }, 'a fork does not change its origin');
  const repeated = await standin.inject({
    method: 'POST',
    url: '/~past/api/owners',
    payload: { name: 'Dora' },
    headers: { 'idempotency-key': 'k' },
  });
  t.equal(repeated.headers['idempotency-replayed'], 'true', 'a fork knows the keys');
});

test('a list that is set, a reset and a restored snapshot are one change each', async (t) => {
  const { world, send } = await clinic(t);
  await send('POST', '/api/owners', { name: 'Dora' });
  const snapshot = await world.snapshot();
  await world.set('/owners', [{ id: 7, name: 'Greta' }]);
  t.equal((await world.commits()).revision, 2);
  await t.rejects(
    world.set('/owners', [
      { id: 8, name: 'Hana' },
      { id: 8, name: 'Ida' },
    ]),
    { message: /8/, status: 409 },
  );
  t.same(
    (await send('GET', '/api/owners')).body.map((owner: { id: number }) => owner.id),
    [7],
    'all of it, or nothing',
  );
  await world.advance('P1D');
  await world.restore(snapshot);
  t.equal((await world.commits()).revision, 4);
  await world.undo();
  t.same(
    (await send('GET', '/api/owners')).body.map((owner: { id: number }) => owner.id),
    [7],
  );
});

test('a snapshot brings back clock, settings, stubs and faults with their counters', async (t) => {
  const { standin, world, send } = await clinic(t);
  await world.freeze(new Date('2026-05-01T00:00:00Z'));
  await world.fault({ when: { operation: 'listOwners', call: 2 }, fault: { kind: 'status', status: 503 } });
  await world.stub({ id: 's', when: { operation: 'addOwner' }, response: { body: { id: 9, name: 'Stub' } }, times: 2 });
  t.equal((await send('GET', '/api/owners')).status, 200, 'the first call');
  await send('POST', '/api/owners', { name: 'Dora' });
  const snapshot = JSON.parse(JSON.stringify(await world.snapshot()));
  t.match(snapshot.world, {
    clock: { frozenAt: Date.parse('2026-05-01') },
    stubs: [{ id: 's', used: 1 }],
    faults: [{ seen: 1 }],
  });
  const other = standin.control.world('other');
  await other.restore(snapshot);
  t.match(await other.clock(), { now: '2026-05-01T00:00:00.000Z', frozen: true });
  t.match(await other.stubs(), [{ id: 's', used: 1 }]);
  t.equal((await send('GET', '/~other/api/owners')).status, 503, 'the second call');
  for (const { id } of await world.faults()) await world.removeFault(id);
  await world.restore(snapshot);
  t.equal((await send('GET', '/api/owners')).status, 503, 'the counters are those of the snapshot');
  const wrong = (own: object) => world.restore({ ...snapshot, world: own });
  await t.rejects(wrong({ settings: { none: 'x' } }), {
    status: 400,
    message: /none/,
    problem: { errors: [{ pointer: '/world/settings/none' }] },
  });
  const stub = { id: 'x', used: 0, plan: { when: { operation: 'none' }, response: {} } };
  const pointer = '/world/stubs/0/plan/when/operation';
  await t.rejects(wrong({ stubs: [stub] }), { status: 400, message: /none/, problem: { errors: [{ pointer }] } });
  t.match(await world.stubs(), [{ id: 's' }], 'a refused snapshot changes nothing');
});

test('a snapshot with numbers that no world reaches is refused, and the highest ones do no harm', async (t) => {
  const { world, send } = await clinic(t);
  await world.fault({ id: 'f', when: { rate: { above: 9, per: 'PT1M' } }, fault: { kind: 'status', status: 503 } });
  const { world: own = {} } = JSON.parse(JSON.stringify(await world.snapshot()));
  const restore = (values: object) => world.restore({ documents: {}, world: { ...own, ...values } } as never);
  const fault = (values: object) => ({ faults: [{ ...own.faults[0], ...values }] });
  const stub = (used: number) => ({
    stubs: [{ id: 's', plan: { when: { operation: 'listOwners' }, response: {} }, used }],
  });
  const high = 2 ** 53;
  const wrong: readonly (readonly [pointer: string, values: object])[] = [
    ['/world/plans', { plans: high }],
    ['/world/calls/listOwners', { calls: { listOwners: high } }],
    ['/world/stubs/0/used', stub(high)],
    ['/world/faults/0/used', fault({ used: high })],
    ['/world/faults/0/seen', fault({ seen: high })],
    ['/world/faults/0/until', fault({ until: 1e300 })],
    ['/world/faults/0/period/begun', fault({ period: { begun: 1e15, calls: 0 } })],
    ['/world/faults/0/period/calls', fault({ period: { begun: 0, calls: high } })],
    ['/world/credentials/onClock', { credentials: { onClock: 1e300, onMachine: 0 } }],
    ['/world/clock/offset', { clock: { offset: 9e15 } }],
    ['/world/clock', { clock: { offset: 253402300799999 } }],
  ];
  for (const [pointer, values] of wrong) {
    await t.rejects(restore(values), { problem: { errors: [{ pointer }] } } as never, pointer);
  }
  const plan = { when: { operation: 'listOwners' }, response: {} };
  const twice = { stubs: [1, 2].map(() => ({ id: 's', plan, used: 0 })) };
  await t.rejects(restore(twice), { problem: { errors: [{ pointer: '/world/stubs/1/id' }] } } as never);
  await t.rejects(restore({ calls: { nope: 3 } }), {
    problem: { errors: [{ pointer: '/world/calls/nope' }] },
  } as never);
  const documentFaults: readonly (readonly [pointer: string, values: object])[] = [
    ['/counters/~1nope', { counters: { '/nope': { added: 0, highest: 0 } } }],
    ['/counters/~1owners/highest', { counters: { '/owners': { added: 0, highest: -5 } } }],
    ['/scenario/toggles/0', { scenario: { toggles: ['/nope'] } }],
    ['/samplesUrl', { samplesUrl: 'javascript:alert(1)' }],
    ['/private/upload ~1a', { private: { 'upload /a': 5 } }],
    ['/private/upload ~1a', { private: { 'upload /a': { bytes: 5, mediaType: 'image/png' } } }],
    ['/private/upload ~1a', { private: { 'upload /a': { bytes: '5' } } }],
  ];
  for (const [pointer, values] of documentFaults) {
    const errors = [{ pointer: `/documents/${pointer}` }];
    await t.rejects(
      world.restore({ documents: { '': values } } as never),
      { status: 400, problem: { errors } } as never,
      pointer,
    );
  }
  for (const counter of ['added', 'highest']) {
    const counters = { '/owners': { added: 1, highest: 1, [counter]: high } };
    await t.rejects(world.restore({ documents: { '': { counters } } } as never), { status: 400 } as never, counter);
  }
  t.same((await world.snapshot()).world, own, 'a refused snapshot changes nothing');
  await restore({
    faults: [
      { id: 'g', plan: { fault: { kind: 'status', status: 503 }, when: { operation: 'addOwner' } }, used: 5, seen: 0 },
    ],
  });
  t.match(await world.faults(), [{ id: 'g', used: 5 }], 'uses that nothing depends on are restored, too');
  await restore({ plans: high - 1 });
  for (const number of [1, 2, 3]) {
    const { id } = await world.stub({ when: { operation: 'listOwners' }, response: {} });
    t.equal(id, `stub-${number}`);
  }
  await world.restore(await world.snapshot());
  t.equal((await send('GET', '/api/owners')).status, 200);
});

test('blame finds the change that set a property', async (t) => {
  const { world, send } = await clinic(t);
  await send('GET', '/api/owners');
  t.match(await world.blame('/owners/1', '/name'), { text: 'initial value' });
  const changed = await send('PATCH', '/api/owners/1', { name: 'Greta' });
  await send('POST', '/api/owners', { name: 'Dora' });
  const blamed = await world.blame('/owners/1', '/name');
  t.match(blamed, { value: 'Greta', commit: { revision: 1, exchange: changed.id } });
  t.match(blamed.text, new RegExp(`^set by PATCH /api/owners/1, exchange ${changed.id}, \\d{4}-`));
  t.match(await world.blame('/owners/1', '/id'), { text: 'initial value' });
  await world.set('/owners/4', { id: 4, name: 'Eve', createdAt: '2026-01-31T12:00:00Z' });
  t.match((await world.blame('/owners/4', '/name')).text, /^set by the control API or code of the process/);
  await t.rejects(world.blame('/owners/99', '/name'), { status: 404, message: /no resource \/owners\/99/ });
  await t.rejects(world.blame('/owners/1', '/nothing'), { status: 404, message: /no value at \/nothing/ });
  await t.rejects(world.blame('/owners/1', 'name'), { status: 400, message: /'pointer' must match the pattern/ });
});

test('a history that is full forgets its oldest changes, and says so', async (t) => {
  const { world, send } = await clinic(t, { limits: { historyCommits: 8 } });
  const ids: string[] = [];
  for (let index = 0; index < 12; index++) ids.push((await send('PATCH', '/api/owners/1', { name: `n${index}` })).id);
  const { first, revision, commits } = await world.commits();
  t.equal(revision, 12);
  t.equal(first, 12 - commits.length);
  t.ok(first > 0 && commits.length <= 8);
  await t.rejects(world.rewind({ revision: 0 }), {
    status: 404,
    message: /begins at revision [1-9]\d*: older changes/,
  });
  await world.rewind({ revision: first });
  t.match((await send('GET', '/api/owners/1')).body, { name: `n${first - 1}` });
});

test('the example of the page is run as it stands', async (t) => {
  const page = readFileSync(new URL('../../docs/go-back-in-time.md', import.meta.url), 'utf8');
  const examples = [...page.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code = '']) => code);
  t.equal(examples.length, 2);
  for (const example of examples) {
    t.match(example, /\bassert\.\w+\(/);
    const { standin, world } = await clinic(t);
    const run = Object.getPrototypeOf(async () => undefined).constructor as FunctionConstructor;
    const body = example.replace("import assert from 'node:assert/strict';\n", '');
    await t.resolves(new run('standin', 'world', 'assert', body)(standin, world, assert));
  }
});

test('a handler that changes several resources in a transaction is one change', async (t) => {
  const path = (name: string) => fileURLToPath(new URL(`../../docs/examples/shop/${name}`, import.meta.url));
  const standin = await createStandin({ document: path('openapi.yaml'), handlers: path('handlers.ts') });
  t.teardown(() => standin.close());
  const shippingAddress = { street: '5 Mill Lane', city: 'Leeds', postalCode: 'LS1 4AP', country: 'GB' };
  const response = await standin.inject({
    method: 'POST',
    url: '/v1/orders',
    headers: { authorization: 'Bearer ada' },
    payload: { items: [{ productId: 1, quantity: 2 }], shippingAddress },
  });
  t.equal(response.statusCode, 201);
  const { id } = response.json();
  const world = standin.control.world();
  const { commits } = await world.commits();
  t.same(
    commits.map(({ paths }) => paths.toSorted()),
    [[`/orders/${id}`, '/products/1']],
  );
  t.match(await world.changes({ from: 0 }), [
    { path: `/orders/${id}`, patch: [{ op: 'add', path: '' }] },
    { path: '/products/1', patch: [{ op: 'replace', path: '/stock', value: 38 }] },
  ]);
});

function item(properties: JsonObject): JsonObject {
  return {
    type: 'object',
    required: ['id', ...Object.keys(properties)],
    properties: { id: { type: 'integer' }, ...properties },
  };
}

function reading(operationId: string, schema: JsonObject): JsonObject {
  return { operationId, responses: { 200: { description: 'x', content: { 'application/json': { schema } } } } };
}

const list = (items: JsonObject): JsonObject => ({ type: 'array', items });
const ID: JsonObject = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };

const SHOP: JsonObject = { type: 'object', properties: { name: { type: 'string' } } };

/** Products that orders refer to, orders with lines of their own, and a singleton. */
const STALL: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Stall', version: '1' },
  paths: {
    '/products': { get: reading('listProducts', list(item({ price: { type: 'number' } }))) },
    '/products/{id}': { parameters: [ID], get: reading('readProduct', item({ price: { type: 'number' } })) },
    '/orders': { get: reading('listOrders', list(item({ productId: { type: 'integer' } }))) },
    '/orders/{id}': { parameters: [ID], get: reading('readOrder', item({ productId: { type: 'integer' } })) },
    '/orders/{id}/lines': { parameters: [ID], get: reading('listLines', list(item({ count: { type: 'integer' } }))) },
    '/shop': {
      get: reading('readShop', SHOP),
      patch: {
        ...reading('changeShop', SHOP),
        requestBody: { content: { 'application/merge-patch+json': { schema: SHOP } } },
      },
    },
    '/badges/{id}': {
      parameters: [ID],
      get: reading('readBadge', item({ text: { type: 'string' } })),
      delete: { operationId: 'removeBadge', responses: { 204: { description: 'x' } } },
    },
    '/sell': { post: { operationId: 'sell', responses: { 204: { description: 'x' } } } },
  },
};

test('initial items that a transaction reads after a change are no part of its change', async (t) => {
  let runs = 0;
  let added = '';
  const standin = await createStandin({
    document: STALL,
    handlers: {
      sell: ({ transaction }) =>
        transaction(async ({ resources }) => {
          runs += 1;
          await resources('/products').change(1, { price: 1_000 });
          const [order] = await resources('/orders').list();
          const id = Number(order?.id);
          await resources('/orders/{id}/lines', id).list();
          added = (await resources('/orders').create({ productId: 1 })).key;
          await resources('/orders/{id}/lines', added).list();
          await resources('/shop').read();
          await resources('/badges/{id}', 7).read();
          return { status: 204 };
        }),
    },
  });
  t.teardown(() => standin.close());
  const sold = await standin.inject({ method: 'POST', url: '/sell' });
  t.equal(sold.statusCode, 204, sold.body);
  t.equal(runs, 1, 'the transaction conflicts with nobody');
  const world = standin.control.world();
  const { commits, revision } = await world.commits();
  t.equal(revision, 1);
  const order = `/orders/${added}`;
  // The lines of an order that the transaction has added are part of its change.
  const notBelow = (path: string) => !path.startsWith(`${order}/`);
  t.same((commits[0]?.paths ?? []).filter(notBelow).toSorted(), [order, '/products/1']);
  const patches = await world.changes({ from: 0, to: 1 });
  t.same(patches.map(({ path }) => path).filter(notBelow), [order, '/products/1']);
  await world.undo();
  const before = await world.get('/products/1');
  t.notMatch(before, { price: 1_000 });
  t.notSame(await world.get('/orders'), []);
});

test('a change that uses a plan does not repeat its bodies and headers', async (t) => {
  const { standin, world } = await clinic(t);
  const when = { operation: 'readOwner' };
  const body = { id: 1, name: 'Ada' };
  const headers = { 'x-origin': 'test' };
  await world.stub({ id: 'own', when, response: { status: 200, body, headers }, allowInvalid: true, times: 3 });
  await standin.inject('/api/owners/1');
  await world.fault({ id: 'down', when, fault: { kind: 'status', status: 503, body, headers, allowInvalid: true } });
  await world.stub({ id: 'filled', when, response: { template: body }, allowInvalid: true });
  const { commits } = await world.commits();
  t.same(
    commits.flatMap(({ plans = [] }) => plans.map(({ effect }) => effect)),
    [
      { hasBody: true },
      { kind: 'status', status: 503, hasBody: true },
      { status: 200, hasBody: true },
      { status: 200, hasBody: true },
    ],
  );
});

test('a change says what it was: the status of its request, the error, the stub', async (t) => {
  const { standin, world } = await clinic(t);
  await standin.inject('/api/owners');
  await world.fault({
    id: 'slow',
    when: { operation: 'listOwners', probability: 0.5 },
    fault: { kind: 'latency', latency: 9 },
  });
  await world.stub({ id: 'none', when: { operation: 'readOwner' }, response: { status: 404 }, times: 1 });
  await standin.inject('/api/owners/1');
  await world.removeFault('slow');
  const { commits } = await world.commits();
  t.same(
    commits.map(({ request, status, plans }) => ({ request, status, plans })),
    [
      { request: undefined, status: undefined, plans: [{ kind: 'fault', id: 'slow' }] },
      {
        request: 'GET /api/owners/1',
        status: 404,
        plans: [{ kind: 'stub', id: 'none', operation: 'readOwner', effect: { status: 404 } }],
      },
      {
        request: undefined,
        status: undefined,
        plans: [{ kind: 'stub', id: 'none', operation: 'readOwner', effect: { status: 404 } }],
      },
      {
        request: undefined,
        status: undefined,
        plans: [
          {
            kind: 'fault',
            id: 'slow',
            operation: 'listOwners',
            effect: { kind: 'latency', latency: 9 },
            probability: 0.5,
          },
        ],
      },
    ],
  );
});
