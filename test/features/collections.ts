// Collections without a line of code: created items exist, changes are kept, and deleted items are gone with everything below
// them, on every path.
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, HttpError, type JsonObject, type StandinOptions } from '../../src/index.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

interface RequestOptions {
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

/** Every response that violates the contract fails the test. */
async function clinic(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({
    document,
    now: new Date('2026-03-01T12:00:00Z'),
    onInvalidResponse: (response) => t.fail(JSON.stringify(response)),
    ...options,
  });
  t.teardown(() => standin.close());
  const send = async (
    method: string,
    path: string,
    { body, type = 'application/json', headers = {} }: RequestOptions = {},
  ) => {
    const response = await standin.inject({
      method: method as 'GET',
      url: `/api${path}`,
      headers: { host: 'clinic.test', ...(body !== undefined && { 'content-type': type }), ...headers },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
    const isJson = /json/.test(String(response.headers['content-type'])) && response.body !== '';
    return { status: response.statusCode, headers: response.headers, body: isJson ? response.json() : undefined };
  };
  return { standin, send };
}

test('POST creates an item: 201, a new key, Location, and every path returns it', async (t) => {
  const { send } = await clinic(t);
  const added = await send('POST', '/owners', { body: { name: 'Dora', password: 'hush', id: 99 } });
  t.equal(added.status, 201);
  t.same(added.body, {
    id: 4,
    name: 'Dora',
    vip: false,
    createdAt: '2026-03-01T12:00:00.000Z',
    updatedAt: '2026-03-01T12:00:00.000Z',
    email: null,
  });
  t.equal(added.headers.location, 'http://clinic.test/api/owners/4');
  t.same((await send('GET', '/owners/4')).body, added.body);
  const { body: second } = await send('GET', '/owners?page=2');
  t.same(
    second,
    [
      { id: 3, name: 'Cleo' },
      { id: 4, name: 'Dora' },
    ],
    'a list contains the summary',
  );
});

test('an unknown item is 404 and the message lists the existing ones; everything below it is 404, too', async (t) => {
  const { send } = await clinic(t);
  const { status, body } = await send('GET', '/owners/77');
  t.equal(status, 404);
  t.equal(body.message, 'There is no owner 77 in /owners. The collection contains 1, 2, 3.');
  for (const [method, path] of [
    ['PATCH', '/owners/77'],
    ['PUT', '/owners/77'],
    ['POST', '/owners/77/pets'],
  ] as const) {
    t.equal((await send(method, path, { body: { name: 'x' } })).status, 404, `${method} ${path}`);
  }
  for (const [method, path] of [
    ['DELETE', '/owners/77'],
    ['GET', '/owners/77/pets'],
    ['GET', '/owners/77/preferences'],
    ['POST', '/owners/77/reminders'],
  ] as const) {
    t.equal((await send(method, path)).status, 404, `${method} ${path}`);
  }
  t.equal((await send('POST', '/owners/1/reminders')).status, 202);
});

test('PATCH keeps the properties that the body does not name, with plain JSON, merge patch and JSON patch', async (t) => {
  const { send } = await clinic(t);
  const changed = await send('PATCH', '/owners/1', { body: { email: 'a@b.example', id: 5, createdAt: 'x' } });
  t.equal(changed.status, 400, 'read-only properties are validated against their schema');
  const plain = await send('PATCH', '/owners/1', { body: { email: 'a@b.example', id: 5 } });
  t.match(plain.body, { id: 1, name: 'Ada', email: 'a@b.example', updatedAt: '2026-03-01T12:00:00.000Z' });
  t.equal((await send('PATCH', '/owners/1', { body: { email: null } })).body.email, null);
  const merge = 'application/merge-patch+json';
  t.notOk('email' in (await send('PATCH', '/owners/1', { body: { email: null }, type: merge })).body);
  const invalid = await send('PATCH', '/owners/1', { body: { name: null }, type: merge });
  t.equal(invalid.status, 400, 'the item must still be valid');
  const patch = 'application/json-patch+json';
  const ops = (...body: unknown[]) => send('PATCH', '/owners/1', { body, type: patch });
  t.equal((await ops({ op: 'replace', path: '/name', value: 'Eva' })).body.name, 'Eva');
  const conflict = await ops(
    { op: 'replace', path: '/name', value: 'No' },
    { op: 'test', path: '/name', value: 'Ada' },
  );
  t.equal(conflict.status, 409);
  t.match(conflict.body.message, /Operation 1 of the patch fails, because \/name has another value/);
  t.equal((await ops({ op: 'turn', path: '/name' })).status, 400);
  t.equal((await ops({ op: 'replace', path: '/id', value: 9 })).body.id, 1, 'the key stays');
  t.equal((await send('GET', '/owners/1')).body.name, 'Eva', 'and a refused request changes nothing');
});

test('PUT replaces everything except server-owned properties', async (t) => {
  const { send } = await clinic(t);
  await send('PATCH', '/owners/2', { body: { email: 'b@b.example' } });
  const put = await send('PUT', '/owners/2', { body: { name: 'Ben' } });
  t.equal(put.status, 200);
  t.match(put.body, { id: 2, name: 'Ben', vip: false });
  t.notOk('email' in put.body);
  t.equal((await send('PUT', '/owners/2', { body: {} })).status, 400, 'a whole item needs its required properties');
});

test('a nested path returns a part of the same collection', async (t) => {
  const { send } = await clinic(t, { scenario: 'busy' });
  t.equal((await send('GET', '/owners/7/pets')).body.total, 3);
  const added = await send('POST', '/owners/7/pets', { body: { name: 'Nemo', species: 'fish', chip: 'secret' } });
  t.equal(added.status, 201);
  t.match(added.body, { name: 'Nemo', ownerId: 7, species: 'fish' });
  t.same((await send('GET', `/pets/${added.body.id}`)).body, added.body);
  t.equal((await send('GET', '/pets')).body.total, 4);
  const { body: other } = await send('POST', '/owners', { body: { name: 'Zoe' } });
  t.same((await send('GET', `/owners/${other.id}/pets`)).body, {
    items: [],
    total: 0,
    hasMore: false,
    nextCursor: null,
  });
  await send('PATCH', `/pets/${added.body.id}`, { body: { ownerId: other.id } });
  t.equal((await send('GET', `/owners/${other.id}/pets`)).body.total, 1);
});

test('DELETE also deletes everything below an item, in one step', async (t) => {
  const { send } = await clinic(t, { scenario: 'busy' });
  await send('PUT', '/owners/7/preferences', { body: { theme: 'dark' } });
  t.equal((await send('DELETE', '/owners/7')).status, 204);
  t.equal((await send('DELETE', '/owners/7')).status, 404);
  t.equal((await send('GET', '/pets')).body.total, 0);
  t.equal((await send('GET', '/owners/7/preferences')).status, 404);
  t.equal((await send('POST', '/owners', { body: { name: 'Next' } })).body.id, 8, 'no key is used twice');
});

test('an object below an item has its own state', async (t) => {
  const { send } = await clinic(t);
  t.same((await send('GET', '/owners/1/preferences')).body, { theme: 'light' });
  t.equal((await send('PUT', '/owners/1/preferences', { body: { theme: 'dark' } })).status, 204);
  t.same((await send('GET', '/owners/1/preferences')).body, { theme: 'dark' });
  t.same((await send('GET', '/owners/2/preferences')).body, { theme: 'light' });
});

test('lists are paged as declared in the document, with links and totals', async (t) => {
  const { send } = await clinic(t);
  const first = await send('GET', '/owners');
  t.same(
    first.body.map(({ id }: JsonObject) => id),
    [1, 2],
  );
  t.equal(first.headers['x-total-count'], '3');
  t.match(String(first.headers.link), '<http://clinic.test/api/owners?page=2>; rel="next"');
  const next = /<http:\/\/clinic.test\/api([^>]+)>; rel="next"/.exec(String(first.headers.link))?.[1] as string;
  const second = await send('GET', next);
  t.same(
    second.body.map(({ id }: JsonObject) => id),
    [3],
  );
  t.notMatch(String(second.headers.link), /rel="next"/);
});

test('lists support cursors, filters by property, sorting and search', async (t) => {
  const { send } = await clinic(t, { scenario: 'busy' });
  const names = ({ body }: { body: { items: { name: string }[] } }) => body.items.map(({ name }) => name);
  const first = await send('GET', '/pets?limit=2');
  t.same([names(first), first.body.total, first.body.hasMore], [['Rex', 'Tom'], 3, true]);
  t.equal(first.body.next, `http://clinic.test/api/pets?limit=2&cursor=${first.body.nextCursor}`);
  t.same(names(await send('GET', `/pets?limit=2&cursor=${first.body.nextCursor}`)), ['Abe']);
  t.same(names(await send('GET', '/pets?sort=name')), ['Abe', 'Rex', 'Tom']);
  t.same(names(await send('GET', '/pets?sort=-name&limit=1')), ['Tom']);
  t.same(names(await send('GET', '/pets?species=cat&sort=name:desc')), ['Tom', 'Abe']);
  t.same(names(await send('GET', '/pets?q=re')), ['Rex']);
  const unknown = await send('GET', '/pets?cursor=nothing');
  t.equal(unknown.status, 400);
  t.match(unknown.body.message, /'cursor' must be a cursor from a response of this list/);
});

test('ETag, If-None-Match and If-Match work for items and lists', async (t) => {
  const { send } = await clinic(t, { scenario: 'busy' });
  const path = '/pets/00000000-0000-4000-8000-000000000001';
  const read = await send('GET', path);
  const etag = String(read.headers.etag);
  const unchanged = await send('GET', path, { headers: { 'if-none-match': etag } });
  t.same([unchanged.status, unchanged.body, unchanged.headers.etag], [304, undefined, etag]);
  const change = (name: string, headers: Record<string, string>) => send('PATCH', path, { body: { name }, headers });
  const changed = await change('Max', { 'if-match': etag });
  t.same([changed.status, changed.body.name], [200, 'Max']);
  const stale = await change('Lost', { 'if-match': etag });
  t.equal(stale.status, 412);
  t.equal(stale.headers.etag, changed.headers.etag);
  t.equal((await send('GET', path)).body.name, 'Max');
  t.equal((await change('Any', { 'if-match': '*' })).status, 200);
  const list = await send('GET', '/pets');
  t.equal((await send('GET', '/pets', { headers: { 'if-none-match': String(list.headers.etag) } })).status, 304);
});

test('If-Modified-Since works if the resource has a time of the last change', async (t) => {
  const { send } = await clinic(t);
  const { body } = await send('POST', '/owners', { body: { name: 'Dora' } });
  const read = await send('GET', `/owners/${body.id}`);
  t.equal(read.headers['last-modified'], 'Sun, 01 Mar 2026 12:00:00 GMT');
  const since = (date: string) => send('GET', `/owners/${body.id}`, { headers: { 'if-modified-since': date } });
  t.equal((await since('Sun, 01 Mar 2026 12:00:00 GMT')).status, 304);
  t.equal((await since('Sat, 28 Feb 2026 12:00:00 GMT')).status, 200);
  for (const date of ['2099-01-01T00:00:00Z', '2099', 'Thu, 1 Jan 2099 00:00:00 GMT']) {
    t.equal((await since(date)).status, 200, `${date} is no date of HTTP, so it is ignored`);
  }
});

test('a request with an idempotency key runs once', async (t) => {
  const { send } = await clinic(t);
  const add = (name: string, key = 'k1') =>
    send('POST', '/owners', { body: { name }, headers: { 'idempotency-key': key } });
  const [first, again] = await Promise.all([add('Dora'), add('Dora')]);
  t.same([first.body.id, again.body.id], [4, 4]);
  t.equal(again.headers['idempotency-replayed'], 'true');
  const other = await add('Else');
  t.equal(other.status, 422);
  t.match(other.body.message, /was already used with another request/);
  t.equal((await add('Else', 'k2')).body.id, 5);
});

test('an idempotency key can be used again after an error, thrown or returned', async (t) => {
  const failures = [
    () => ({ status: 409, body: { message: 'not now' } }),
    () => {
      throw new HttpError({ code: 'STATE_INVALID', message: 'not now' });
    },
  ];
  let calls = 0;
  const { send } = await clinic(t, {
    handlers: { addOwner: ({ next }) => failures[calls++]?.() ?? next() },
    invalidResponses: 'send',
    onInvalidResponse: undefined,
  });
  const add = () => send('POST', '/owners', { body: { name: 'Dora' }, headers: { 'idempotency-key': 'k1' } });
  for (const status of [409, 400]) {
    const failed = await add();
    t.equal(failed.status, status);
    t.equal(failed.headers['idempotency-replayed'], undefined);
  }
  const first = await add();
  t.equal(first.status, 201);
  const again = await add();
  t.same(again.body, first.body);
  t.equal(again.headers['idempotency-replayed'], 'true');
  t.equal(calls, 3);
});

test('scenarios are named initial states, with times relative to the clock', async (t) => {
  const { send } = await clinic(t, { scenario: 'busy' });
  t.match((await send('GET', '/owners/7')).body, { name: 'Greta', createdAt: '2026-02-26T12:00:00.000Z' });
  const quiet = await clinic(t, { scenario: 'quiet' });
  t.same((await quiet.send('GET', '/owners')).body, []);
  await t.rejects(createStandin({ document, scenario: 'loud' }), {
    code: 'SCENARIO_UNKNOWN',
    message: /quiet, busy/,
  });
  const last = { now: new Date('9999-12-31T00:00:00Z'), scenario: 'far' };
  const far = await clinic(t, {
    ...last,
    scenarios: { far: { '/owners': [{ id: 1, name: 'Eve', createdAt: 'now+P2Y' }] } },
  });
  t.match(
    (await far.send('GET', '/owners/1')).body,
    { createdAt: '9999-12-31T23:59:59.999Z' },
    'the last possible time',
  );
  const wrong = { odd: { '/owners': [{ name: 5 }] } };
  await t.rejects(createStandin({ document, scenarios: wrong }), {
    code: 'SCENARIO_INVALID',
    place: { pointer: '/odd/~1owners/0/name' },
  });
  const nowhere = { odd: { '/cellars': [] } };
  await t.rejects(createStandin({ document, scenarios: nowhere }), { code: 'SCENARIO_INVALID', message: /\/owners/ });
  const file = t.testdir({ 'scenarios.yaml': 'one:\n  /owners:\n    - name: Eve\n      vip: often\n' });
  await t.rejects(createStandin({ document, scenarios: `${file}/scenarios.yaml` }), {
    code: 'SCENARIO_INVALID',
    place: { line: 4, column: 12 },
  });
});

test('the same seed and requests give the same ids, another seed gives other ids', async (t) => {
  const ids = async (seed: number) => {
    const { send } = await clinic(t, { seed, count: 5 });
    const { body } = await send('GET', '/pets');
    t.equal(body.total, 5);
    const added = await send('POST', '/owners/1/pets', { body: { name: 'New' } });
    return [...body.items.map(({ id }: JsonObject) => id), added.body.id];
  };
  const first = await ids(1);
  t.same(await ids(1), first);
  t.notSame(await ids(2), first);
  t.equal(new Set(first).size, 6);
});

test('generated items belong to existing items', async (t) => {
  const { send } = await clinic(t);
  const { body } = await send('GET', '/pets');
  for (const { ownerId } of body.items) t.equal((await send('GET', `/owners/${ownerId}`)).status, 200);
  t.ok((await send('GET', '/owners/1/pets')).body.total > 0);
});

test('concurrent writers lose no update', async (t) => {
  const { send } = await clinic(t, { scenario: 'quiet' });
  const added = await Promise.all(
    [...Array(50).keys()].map((n) => send('POST', '/owners', { body: { name: `o${n}` } })),
  );
  t.equal(new Set(added.map(({ body }) => body.id)).size, 50);
  t.equal((await send('GET', '/owners?per_page=100')).body.length, 50);
  const [{ body: one }] = added as [(typeof added)[0]];
  await Promise.all([
    send('PATCH', `/owners/${one.id}`, { body: { vip: true } }),
    send('PATCH', `/owners/${one.id}`, { body: { email: 'x@y.example' } }),
  ]);
  t.match((await send('GET', `/owners/${one.id}`)).body, { vip: true, email: 'x@y.example' });
});

test('a key in a body is used only if the path accepts it', async (t) => {
  const content = (schema: JsonObject) => ({ content: { 'application/json': { schema } } });
  const one = { type: 'object', required: ['id'], properties: { id: { type: 'string' }, size: { type: 'integer' } } };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'Keys', version: '1' },
      paths: {
        '/boxes': {
          post: { requestBody: content(one), responses: { 201: { description: 'Added', ...content(one) } } },
        },
        '/boxes/{id}': { get: { parameters: [id], responses: { 200: { description: 'One', ...content(one) } } } },
      },
    },
  });
  const add = async (payload: object) => (await standin.inject({ method: 'POST', url: '/boxes', payload })).json();
  const { id: other } = await add({ id: 'no uuid', size: 1 });
  t.equal((await standin.inject(`/boxes/${other}`)).json().size, 1);
  const own = '3be6453c-03eb-4357-ae5a-984a0e574a54';
  t.equal((await add({ id: own, size: 2 })).id, own);
});

test('two examples of the same item are one item, and the later one wins', async (t) => {
  const { send } = await clinic(t, { scenario: 'busy' });
  t.equal((await send('GET', '/owners')).body.length, 1);
  const document = {
    openapi: '3.1.0',
    info: { title: 'Twice', version: '1' },
    paths: {
      '/things': {
        get: {
          responses: {
            200: {
              description: 'All',
              content: { 'application/json': { schema: list, example: [{ id: 1, label: 'a' }] } },
            },
          },
        },
      },
      '/things/{id}': {
        get: {
          responses: {
            200: {
              description: 'One',
              content: { 'application/json': { schema: thing, example: { id: 1, label: 'b' } } },
            },
          },
        },
      },
    },
  };
  const standin = await createStandin({ document });
  t.same((await standin.inject('/things')).json(), [{ id: 1, label: 'b' }]);
});

test('extensions in the document override inferred resources', async (t) => {
  const overridden = {
    openapi: '3.1.0',
    info: { title: 'Odd', version: '1' },
    paths: {
      '/things': {
        'x-standin-resource': { key: 'label' },
        get: { responses: { 200: { description: 'All', content: { 'application/json': { schema: list } } } } },
      },
      '/things/{x}': {
        get: { responses: { 200: { description: 'One', content: { 'application/json': { schema: thing } } } } },
      },
      '/news': {
        'x-standin-resource': false,
        get: { responses: { 200: { description: 'All', content: { 'application/json': { schema: list } } } } },
      },
    },
  };
  const standin = await createStandin({ document: overridden });
  t.same(
    standin.inspect().map(({ role, key }) => [role, key]),
    [
      ['list', 'label'],
      ['read', 'label'],
      ['sample', undefined],
    ],
  );
  const wrong = structuredClone(overridden) as typeof overridden & {
    paths: { '/news': { 'x-standin-resource': unknown } };
  };
  wrong.paths['/news']['x-standin-resource'] = 'none' as never;
  await t.rejects(createStandin({ document: wrong }), { code: 'DOCUMENT_INVALID', message: /x-standin-resource/ });
});

const thing = {
  type: 'object',
  required: ['id', 'label'],
  properties: { id: { type: 'integer' }, label: { type: 'string' } },
};
const list = { type: 'array', items: thing };

test('a collection without a list contains only the items of its scenario', async (t) => {
  const lamp = { type: 'object', required: ['id'], properties: { id: { type: 'string' }, on: { type: 'boolean' } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Switches', version: '1' },
    paths: {
      '/switches/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
        'x-standin-resource': { key: 'id' },
        get: { responses: { 200: { description: 'One', content: { 'application/json': { schema: lamp } } } } },
      },
    },
    'x-standin-scenarios': { one: { '/switches': [{ id: 'lamp', on: true }] } },
  };
  const standin = await createStandin({ document, scenario: 'one' });
  t.teardown(() => standin.close());
  t.same((await standin.inject('/switches/lamp')).json(), { id: 'lamp', on: true });
  t.equal((await standin.inject('/switches/other')).statusCode, 404);
});
