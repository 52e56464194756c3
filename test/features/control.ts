// The control API: worlds, state, clock, stubs and faults, exchanges and explanations, access.
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { type Control, createControl } from '../../src/control/client.ts';
import { createStandin, type StandinOptions } from '../../src/index.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

async function clinic(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document, ...options });
  t.teardown(() => standin.close());
  const { control } = standin;
  const get = async (url: string) => (await standin.inject(url)).json();
  return { standin, control, get, alice: control.world('alice') };
}

test('a world is created, read, reset, forked and deleted', async (t) => {
  const { control, alice, get } = await clinic(t);
  await control.createWorld({ name: 'alice', scenario: 'busy', now: '2026-03-01T12:00:00Z' });
  t.match(await get('/~alice/api/owners'), [{ id: 7, name: 'Greta' }]);
  t.match(await get('/~alice/api/owners/7'), { createdAt: '2026-02-26T12:00:00.000Z' });
  t.match(await alice.read(), { name: 'alice', scenario: 'busy', exchanges: 2, clock: { frozen: true } });
  await alice.set('/owners/7', { id: 7, name: 'Gerda', createdAt: '2020-01-01T00:00:00Z' });
  const bob = await alice.fork('bob');
  await bob.set('/owners/7', null);
  t.match(await get('/~alice/api/owners'), [{ name: 'Gerda' }], 'a fork does not change its origin');
  t.same(await get('/~bob/api/owners'), []);
  t.match(await bob.diff('alice'), [{ path: '/owners/7', kind: 'removed' }]);
  t.match(await alice.diff(), [{ path: '/owners/7', kind: 'changed', from: { name: 'Greta' }, to: { name: 'Gerda' } }]);
  await alice.reset();
  t.match(await get('/~alice/api/owners'), [{ name: 'Greta' }]);
  await alice.reset('quiet');
  t.same(await get('/~alice/api/owners'), []);
  await bob.delete();
  await t.rejects(bob.read(), { status: 404, message: /no world 'bob'. Worlds: / });
  await t.rejects(control.createWorld({ name: 'alice' }), { name: 'ControlError', status: 409 });
  await t.rejects(control.createWorld({ name: 'carol', scenario: 'none' }), { status: 400, message: /quiet, busy/ });
  await t.rejects(control.createWorld({ name: '../x' }), { name: 'ControlError', status: 400 });
});

test('a snapshot is plain JSON and restores the state; an invalid one changes nothing', async (t) => {
  const { alice, get, standin } = await clinic(t);
  await standin.inject({ method: 'POST', url: '/~alice/api/owners', payload: { name: 'Dora' } });
  const snapshot = await alice.snapshot();
  const { scenario, counters } = JSON.parse(JSON.stringify(snapshot)).documents[''];
  t.match(scenario, { '/owners': [{ id: 1 }, { id: 2 }, { id: 3 }, { name: 'Dora' }] });
  t.match(counters, { '/owners': { added: 4, highest: 4 } });
  await standin.inject({ method: 'DELETE', url: '/~alice/api/owners/4' });
  await alice.restore(snapshot);
  t.match(await get('/~alice/api/owners/4'), { name: 'Dora' });
  const added = await standin.inject({ method: 'POST', url: '/~alice/api/owners', payload: { name: 'Eve' } });
  t.equal(added.json().id, 5, 'no key is used twice');
  const keyed = { method: 'POST', url: '/~alice/api/owners', headers: { 'idempotency-key': 'k' } } as const;
  const before = await alice.snapshot();
  await standin.inject({ ...keyed, payload: { name: 'Fay' } });
  await alice.restore(before);
  const repeated = await standin.inject({ ...keyed, payload: { name: 'Fay' } });
  t.equal(repeated.headers['idempotency-replayed'], undefined, 'the restored state knows no later key');
  t.match(await get(`/~alice/api/owners/${repeated.json().id}`), { name: 'Fay' });
  const invalid: readonly (readonly [part: object, pointer: string, message: RegExp])[] = [
    [
      { scenario: { '/owners': [{ id: 'four' }] } },
      '/scenario/~1owners/0/id',
      /In the state of \/owners, id of item 1 must be of type integer, not "four"\./,
    ],
    [{ scenario: { '/none': [] } }, '/scenario/~1none', /names "\/none", which is not a resource .*Known resources: /],
    [{ scenario: [] }, '/scenario', /must be of type object/],
    [{ counters: { '/owners': { added: 1 } } }, '/counters/~1owners/highest', /is required/],
    [{ private: [] }, '/private', /must be of type object/],
    [{ idempotency: 5 }, '/idempotency', /The property 'documents\[""\]\.idempotency' must be an object, not 5\./],
    [{ stored: { '/owners/%zz': { id: 5, name: 'Flo' } } }, '/stored/~1owners~1%zz', /is no resource of the document/],
    [
      { stored: { '/owners': { id: 5, name: 'Flo' } } },
      '/stored/~1owners',
      /is no resource of the document\. Resources: /,
    ],
    [
      { stored: { '/owners/4': 'Flo' } },
      '/stored/~1owners~14',
      /The stored value of '\/owners\/4' must be an object, not "Flo"\./,
    ],
    [{ stored: { '/owners/4': { id: 'four' } } }, '/stored/~1owners~14/name', /its property 'name' is required/],
    [
      { stored: { '/owners/4': { id: 4, name: 7 } } },
      '/stored/~1owners~14/name',
      /The stored value of '\/owners\/4' is invalid: its property 'name' must be of type string, not 7\./,
    ],
    [
      { stored: { '/owners/4': { id: 5, name: 'Flo' } } },
      '/stored/~1owners~14/id',
      /its property 'id' must be 4, the key in the path, not 5\./,
    ],
  ];
  for (const [part, pointer, message] of invalid) {
    await t.rejects(alice.restore({ documents: { '': part as never } }), {
      status: 400,
      message,
      problem: { errors: [{ pointer: `/documents/${pointer}` }] },
    });
  }
  await t.rejects(alice.restore({ documents: { '/none': {} } }), { name: 'ControlError', status: 400 });
  t.match(await get('/~alice/api/owners/5'), { name: 'Eve' });
});

test('a resource is read and written by its path', async (t) => {
  const { alice, get } = await clinic(t);
  t.match(await alice.get('/owners'), [{ name: 'Ada' }, { name: 'Bob' }, { name: 'Cleo' }]);
  await alice.set('/owners', [{ id: 41, name: 'Uma', createdAt: 'now-P1D' }]);
  t.match(await get('/~alice/api/owners'), [{ id: 41, name: 'Uma' }]);
  await alice.set('/owners/42', { id: 42, name: 'Vic' });
  t.match(await alice.get('/owners/42'), { name: 'Vic' });
  t.match(await get('/api/owners'), [{ name: 'Ada' }, { name: 'Bob' }], 'only in this world');
  await t.rejects(alice.set('/owners', { id: 1 }), { status: 400, message: /must be a list/ });
  await t.rejects(alice.set('/owners/42', 7), { status: 400, message: 'The body must be an object, not 7.' });
  await t.rejects(alice.set('/owners/42', { id: 43, name: 'Wes' }), {
    status: 400,
    message: "The property 'id' must be 42, the key in the path, not 43.",
  });
  await t.rejects(alice.set('/owners/%zz', { name: 'Wes' }), { status: 404, message: /Resources: \/owners/ });
  await t.rejects(alice.set('/owners', [{ id: 1, name: 5 }]), { status: 400, message: /'\[0\]\.name'/ });
  await t.rejects(alice.set('/nothing', []), { status: 404, message: /Resources: \/owners/ });
  t.match(await get('/~alice/api/owners'), [{ id: 41 }, { id: 42 }]);
});

test('a collection is read and written as CSV', async (t) => {
  const { alice, get, standin } = await clinic(t);
  await alice.set('/owners', [
    { id: 1, name: 'Ada, "the first"', email: null },
    { id: 2, name: 'Böb\nCarl', vip: true },
  ]);
  const csv = await alice.getCsv('/owners');
  t.match(csv, /^id,name,email,vip.*\r\n1,"Ada, ""the first""",null,false.*\r\n2,"Böb\nCarl",,true.*\r\n$/s);
  await alice.setCsv('/owners', csv.replace('true', 'false').replace('2,"B', '7,"B'));
  t.match(await get('/~alice/api/owners/7'), { id: 7, name: 'Böb\nCarl', vip: false });
  t.equal((await get('/~alice/api/owners')).length, 2);
  const before = await alice.getCsv('/owners');
  await t.rejects(alice.setCsv('/owners', 'id,name\n1,Ada\nx,Bob\n'), {
    status: 400,
    message: 'Line 3, column 1: The value of "id" must be integer, not "x".',
    problem: { code: 'BODY_MALFORMED' },
  });
  await t.rejects(alice.setCsv('/owners', 'id,name,email\n1,Ada,\n2,Bob,bob\n'), {
    status: 400,
    message: /^Line 3, column 7: email must /,
    problem: { code: 'BODY_INVALID', errors: [{ pointer: '/1/email' }] },
  });
  const put = (type: string, payload: string | Buffer) =>
    standin.inject({
      method: 'PUT',
      url: '/_standin/worlds/alice/resource?path=/owners',
      headers: { 'content-type': type },
      payload,
    });
  const csvFaults: readonly (readonly [status: number, type: string, body: string | Buffer, text: RegExp])[] = [
    [409, 'text/csv', 'id,name\n1,Ada\n2,Bob\n1,Eve\n', /Line 4, column 1: the item has the key of another item/],
    [409, 'application/json', '[{"id":1,"name":"Ada"},{"id":1,"name":"Eve"}]', /Item 2: .*1/],
    [400, 'application/json', '[{"id":"x","name":"Ada"}]', /must be of type integer, not \\"x\\"/],
    [400, 'application/json', '[5]', /must be an object, not 5/],
    [400, 'application/json', '{"id":1}', /The body must be a list, not an object/],
    [400, 'text/csv', 'id;name', /No column is a declared property/],
    [400, 'text/csv', Buffer.from('id,name\n1,\xff\n', 'latin1'), /not valid UTF-8/],
    [415, 'text/csv; charset=iso-8859-1', 'id,name\n', /charset iso-8859-1/],
    [415, 'text/csv; header=absent', '1,Ada\n', /CSV without a header line/],
    [
      400,
      'text/csv',
      'id,constructor.prototype.x\n1,2\n',
      /Line 1, column 4: The property .*constructor.* is not declared/,
    ],
  ];
  for (const [status, type, body, text] of csvFaults) {
    t.match(await put(type, body), { statusCode: status, body: text }, `${type} ${body}`);
  }
  t.equal(await alice.getCsv('/owners'), before, 'an error changes nothing');
  await t.rejects(alice.getCsv('/owners/1'), { status: 406, message: /not a collection/ });
  await t.rejects(alice.setCsv('/owners/1/preferences', 'theme\ndark\n'), { status: 415, message: /Send JSON/ });
  await t.rejects(alice.setCsv('/nothing', 'id\n'), { status: 404, message: /no resource/ });
  const url = '/_standin/worlds/alice/resource?path=/owners';
  const headers = { 'content-type': 'text/csv; charset=utf-8', accept: 'text/csv' };
  const response = await standin.inject({ method: 'PUT', url, headers, payload: 'id,name\n4,Zoe\n' });
  t.match([response.statusCode, response.headers['content-type'], response.body], [200, /^text\/csv/, /^id,name/]);
});

test('the clock is set, advanced, frozen and resumed', async (t) => {
  const { alice, standin } = await clinic(t);
  await alice.freeze(new Date('2026-01-31T12:00:00Z'));
  t.same(await alice.advance('P1M'), { now: '2026-02-28T12:00:00.000Z', frozen: true });
  t.same(await alice.advance('-PT1H'), { now: '2026-02-28T11:00:00.000Z', frozen: true });
  const { updatedAt } = (
    await standin.inject({ method: 'POST', url: '/~alice/api/owners', payload: { name: 'Dora' } })
  ).json();
  t.equal(updatedAt, '2026-02-28T11:00:00.000Z');
  t.match(await alice.resume(), { frozen: false, now: /^2026-02-28T11:00/ });
  t.match(await standin.control.world().clock(), { frozen: false, now: new RegExp(`^${new Date().getFullYear()}`) });
  for (const now of ['9999-12-31T23:59:59-23:00', '2026-12-31T23:59:60Z']) {
    const { body } = await standin.inject({ method: 'PATCH', url: '/_standin/worlds/alice/clock', payload: { now } });
    t.match(JSON.parse(body), {
      status: 400,
      detail: `The property 'now' must be a time in the years 0000 to 9999 in UTC and no leap second, not "${now}".`,
    });
  }
  await t.rejects(alice.advance('P1X'), { name: 'ControlError', status: 400 });
  for (const far of ['P999999Y', 'P8000Y', '-P2100Y']) {
    await t.rejects(
      alice.advance(far),
      { status: 400, message: new RegExp(`years 0000 to 9999; ${far} from 2026`) },
      far,
    );
  }
});

test('a preference that only delays a response does not decide it', async (t) => {
  const { standin, control, alice } = await clinic(t);
  const decided = async (prefer: string) => {
    await standin.inject({ url: '/~alice/api/owners', headers: { prefer } });
    const [latest] = await alice.exchanges();
    return control.explain(latest?.id ?? '');
  };
  for (const prefer of ['wait=0.01', 'dynamic=false', 'dynamic=false, wait=0']) {
    const { decision, skipped } = await decided(prefer);
    t.equal(decision.by, 'inferred', prefer);
    const found = skipped.find(({ by }) => by === 'prefer');
    t.match(found?.unmet, [{ expected: 'a preference that chooses a response', actual: prefer }]);
  }
  for (const prefer of ['seed=7', 'dynamic=true', 'dynamic, wait=0', 'wait=0, code=200']) {
    t.equal((await decided(prefer)).decision.by, 'prefer', prefer);
  }
});

test('exchanges are listed, read, verified and explained', async (t) => {
  const { standin, alice, control } = await clinic(t);
  const send = (url: string, more: object = {}) => standin.inject({ url: `/~alice/api${url}`, ...more });
  const headers = { authorization: 'Bearer hush', 'x-api-key': 'hush' };
  await send('/owners?per_page=1', { headers });
  await send('/owners', { method: 'POST', payload: { name: 'Dora', password: 'hush' } });
  await send('/ownerz/7');
  const [unmatched, added, listed] = await alice.exchanges();
  t.match(listed, { operation: 'listOwners', call: 1, status: 200, url: '/~alice/api/owners?per_page=1' });
  const complete = await alice.exchange(added?.id ?? '');
  t.match(complete, { request: { body: { text: /"name":"Dora","password":"\[redacted\]"/ } }, response: { body: {} } });
  t.match((await alice.exchange(listed?.id ?? '')).request?.headers, { authorization: '[redacted]' });
  for (const view of [complete, await alice.har(), await control.report('html'), await control.report('json')]) {
    t.notMatch(JSON.stringify(view), /hush/, 'no secret is shown');
  }
  t.match(await alice.verify({ when: { operation: 'addOwner', body: { '/name': 'Dora' } }, exactly: 1 }), {
    satisfied: true,
  });
  await t.rejects(alice.verify({ when: { operation: 'listOwnerz' }, exactly: 0 }), {
    status: 400,
    message: /must be the id of an operation, not "listOwnerz"; the nearest is "listOwners"/,
  });
  t.match(await alice.verify({ when: { operation: 'listOwners', query: { per_page: 2 } } }), {
    satisfied: false,
    count: 0,
    nearest: [{ unmet: [{ condition: 'query.per_page', expected: '"2"', actual: '"1"' }] }],
  });
  const nearly = [
    await alice.verify({ when: { operation: 'listOwners', headers: { Authorization: 'Bearer other' } } }),
    await alice.verify({ when: { operation: 'addOwner', body: { '/password': 'other' } } }),
    await alice.verify({ when: { operation: 'addOwner', body: { '': 'other' } } }),
  ];
  t.match(nearly[0]?.nearest, [{ unmet: [{ actual: '[redacted]' }] }]);
  t.notMatch(JSON.stringify(nearly), /hush/, 'nor in unmet conditions');
  t.match(await alice.verify({ when: { path: '/api/**' }, atMost: 2 }), { satisfied: false, count: 3 });
  t.match(await alice.unmatched(), [
    { nearest: { operation: 'readOwner', unmet: [{ condition: 'path', expected: '/api/owners/{ownerId}' }] } },
  ]);
  t.match(await control.explain(listed?.id ?? ''), { decision: { by: 'inferred', role: 'list', resource: '/owners' } });
  t.match(await control.explain(unmatched?.id ?? ''), { decision: { by: 'error', reason: /PATH_NOT_FOUND/ } });
  await t.rejects(control.explain('none'), { name: 'ControlError', status: 404 });
  t.match(await alice.har(), { log: { version: '1.2', entries: { length: 3 } } });
  await alice.clearExchanges();
  t.same(await alice.exchanges(), []);
});

test('worlds with a frozen clock give their exchanges different ids, and explain finds the right one', async (t) => {
  const { standin, control } = await clinic(t, { now: new Date('2026-03-01T12:00:00Z'), seed: 0 });
  const idOf = async (path: string) => String((await standin.inject(path)).headers['request-id']);
  const ids: string[] = [];
  for (const path of ['/api/owners/1', '/~alice/api/owners/2', '/~bob/api/owners/3', '/~bob/api/owners/4']) {
    ids.push(await idOf(path));
  }
  t.equal(new Set(ids).size, ids.length);
  t.match((await control.explain(String(ids[2]))).exchange, { world: 'bob', url: '/~bob/api/owners/3' });
  // Two names with equal hashes: their worlds give their exchanges equal ids.
  const id = await idOf('/~owcxid/api/owners/1');
  t.equal(await idOf('/~yjokja/api/owners/2'), id);
  await t.rejects(control.explain(id), {
    status: 400,
    message: `2 worlds have an exchange '${id}': 'owcxid', 'yjokja'. Name one with the query parameter 'world'.`,
  });
  t.match((await control.explain(id, 'yjokja')).exchange, { world: 'yjokja', url: '/~yjokja/api/owners/2' });
});

test('exchanges are streamed as they happen, over a port and without one', async (t) => {
  const { standin } = await clinic(t);
  const url = await standin.listen();
  t.match(await firstEventOf(createControl({ url }), () => fetch(`${url}/~alice/api/owners/1`)), READ_BY_ALICE);
  t.match(await firstEventOf(standin.control, () => standin.inject('/~alice/api/owners/1')), READ_BY_ALICE);
});

test('a stream of events without a port ends when the server closes', async (t) => {
  const standin = await createStandin({ document });
  const events = standin.control.events();
  const first = events[Symbol.asyncIterator]().next();
  await standin.inject('/api/owners/1');
  await new Promise((resolve) => setTimeout(resolve, 50));
  await standin.inject('/api/owners/2');
  t.match(await first, { done: false, value: { operation: 'readOwner' } });
  await standin.close();
  const left: unknown[] = [];
  for await (const event of events) left.push(event);
  t.ok(left.length <= 1);
});

const READ_BY_ALICE = { world: 'alice', operation: 'readOwner', status: 200 };

/** The first event of the world alice. Requests are sent until it arrives, because the stream opens at some time. */
async function firstEventOf(control: Control, request: () => Promise<unknown>): Promise<unknown> {
  const firstEvent = (async () => {
    for await (const exchange of control.events('alice')) return exchange;
    return undefined;
  })();
  for (let tries = 0; tries < 100; tries++) {
    await request();
    const first = await Promise.race([firstEvent, new Promise((resolve) => setTimeout(resolve, 20, undefined))]);
    if (first) break;
  }
  return firstEvent;
}

test('the control API is available on this machine only, or with the token', async (t) => {
  const { standin } = await clinic(t);
  const status = (headers: Record<string, string>, more: object = {}) =>
    standin.inject({ url: '/_standin/worlds', headers, ...more }).then(({ statusCode }) => statusCode);
  t.equal(await status({ host: 'localhost:4010' }), 200);
  t.equal(await status({ host: '[::1]:4010' }), 200);
  t.equal(await status({ host: 'evil.example' }), 403, 'a DNS name that resolves to this machine is not enough');
  t.equal(await status({ host: '127.0.0.1.evil.example' }), 403);
  t.equal(await status({ host: 'localhost:4010' }, { remoteAddress: '10.0.0.7' }), 403);
  t.equal(await status({ host: 'localhost:4010', origin: 'https://evil.example' }), 403);
  t.equal(await status({ host: 'localhost:4010', origin: 'null' }), 403);
  t.equal(await status({ host: 'localhost:4010', origin: 'http://localhost:4010' }), 200);
  const health = await standin.inject({ url: '/_standin/health', headers: { host: 'any.example' } });
  t.equal(health.statusCode, 200, 'health needs no access');

  const guarded = await clinic(t, { controlToken: 'sesame', controlOrigins: ['https://tools.example'] });
  const guardedStatus = (headers: Record<string, string>) =>
    guarded.standin.inject({ url: '/_standin/worlds', headers, remoteAddress: '10.0.0.7' });
  t.equal((await guardedStatus({ host: 'mock.example' })).statusCode, 401);
  t.equal((await guardedStatus({ host: 'mock.example', authorization: 'Bearer wrong' })).statusCode, 401);
  for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer  ']) {
    const sent = await guardedStatus({ host: 'mock.example', authorization: `${scheme} sesame` });
    t.equal(sent.statusCode, 200, scheme);
  }
  t.equal((await guardedStatus({ host: 'mock.example', authorization: 'Bearer Sesame' })).statusCode, 401);
  const tools = { host: 'mock.example', authorization: 'Bearer sesame', origin: 'https://tools.example' };
  t.equal((await guardedStatus(tools)).statusCode, 200);
  t.equal((await guardedStatus({ ...tools, origin: 'https://other.example' })).statusCode, 403);
  t.match(await guarded.control.worlds(), [], 'the client in the same process has the token');
});

test('the control API validates requests and limits bodies', async (t) => {
  const { standin } = await clinic(t);
  const status = async (method: 'POST' | 'PUT' | 'GET' | 'DELETE', path: string, payload?: unknown) => {
    const response = await standin.inject({
      method,
      url: `/_standin${path}`,
      headers: { 'content-type': 'application/json' },
      ...(payload !== undefined && { payload: typeof payload === 'string' ? payload : JSON.stringify(payload) }),
    });
    return response.statusCode;
  };
  t.equal(await status('POST', '/worlds', { name: 'a/b' }), 400);
  t.equal(await status('GET', '/worlds/a%2Fb'), 400);
  t.equal(await status('GET', '/worlds/..%2f..'), 400);
  t.equal(await status('POST', '/worlds', { name: 'a', more: 1 }), 400);
  t.equal(await status('POST', '/worlds', '{'), 400);
  t.equal(await status('POST', '/worlds', ' '.repeat(40_000_000)), 413);
  t.equal(await status('PUT', '/worlds/alice/snapshot', { documents: [] }), 400);
  t.equal(await status('GET', '/nothing'), 404);
  t.equal(await status('DELETE', '/worlds'), 405);
  t.match((await standin.inject('/_standin/control/docs/')).body, /standin control/);
  t.equal((await standin.inject('/_standin/control/openapi.json')).json().info.title, 'standin control');
  t.equal((await standin.inject('/_standin/control')).headers.location, '/_standin/control/docs/');
});

test('a test can have its own world, which is deleted at the end', async (t) => {
  const { standin } = await clinic(t);
  let name = '';
  {
    await using world = standin.world();
    name = world.name;
    await world.inject({ method: 'POST', url: '/api/owners', payload: { name: 'Dora' } });
    t.equal((await world.inject('/api/owners/4')).statusCode, 200);
    t.match(await world.exchanges(), [{ operation: 'readOwner' }, { operation: 'addOwner' }]);
    t.not(standin.world().name, name);
  }
  t.notOk((await standin.control.worlds()).some((world) => world.name === name));
});

test('an explanation lists every reason to refuse the request, and counts nothing', async (t) => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Orders', version: '1' },
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } } },
    paths: {
      '/orders': {
        post: {
          operationId: 'placeOrder',
          security: [{ key: [] }],
          parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { type: 'object', required: ['product'] } } },
          },
          responses: { 204: { description: 'placed' } },
        },
      },
    },
  };
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  const headers = { 'content-type': 'application/json' };
  await standin.inject({ method: 'POST', url: '/orders?limit=x', headers, payload: '{}' });
  const explain = async () => {
    const [latest] = await standin.control.world().exchanges();
    return standin.control.explain(latest?.id ?? '');
  };
  const { refusals, exchange } = await explain();
  t.match(exchange, { status: 401, call: 1 });
  t.same(
    refusals.map(({ step, status, code }) => [step, status, code]),
    [
      ['authenticate', 401, 'CREDENTIAL_MISSING'],
      ['parameters', 400, 'PARAMETER_INVALID'],
      // The body of a request without credentials is not read.
    ],
  );
  await standin.inject({ method: 'POST', url: '/orders', headers: { ...headers, 'x-key': 'k' }, payload: '{}' });
  t.match((await explain()).refusals, [{ step: 'validate body', message: "The property 'product' is required." }]);
  await standin.inject({
    method: 'POST',
    url: '/orders',
    headers: { ...headers, 'x-key': 'k' },
    payload: '{"product":1}',
  });
  t.match(await explain(), { refusals: [], exchange: { call: 3 } });
  await standin.inject('/nowhere');
  t.match((await explain()).refusals, [{ step: 'match', status: 404, code: 'PATH_NOT_FOUND' }]);
});

test('exchanges that the journal dropped do not count as missing', async (t) => {
  const standin = await createStandin({ document, journal: 3 });
  t.teardown(() => standin.close());
  const world = standin.control.world();
  const when = { operation: 'readOwner' };
  for (const id of [1, 2, 3]) await standin.inject(`/api/owners/${id}`);
  t.match(await world.verify({ when, exactly: 3 }), { satisfied: true, count: 3 });
  await standin.inject('/api/owners');
  t.match(await world.verify({ when, exactly: 2 }), {
    satisfied: false,
    count: 2,
    message: /1 earlier exchanges.* --journal/,
  });
  t.match(await world.verify({ when, atMost: 5 }), { satisfied: false });
  t.match(await world.verify({ when, atLeast: 2 }), { satisfied: true });
});

test('the control API refuses undeclared query parameters, unknown operations and limits that exclude each other', async (t) => {
  const { alice, standin } = await clinic(t);
  await standin.inject('/~alice/api/none');
  const refused = await standin.inject({ method: 'DELETE', url: '/_standin/violations?wrold=bob' });
  t.equal(refused.statusCode, 400);
  t.match(refused.json(), {
    code: 'PARAMETER_INVALID',
    detail: "The query parameter 'wrold' is not declared. Did you mean 'world'?",
    errors: [{ pointer: '/wrold' }],
  });
  t.equal((await standin.report()).violations.length, 1, 'nothing is cleared');
  const other = await standin.inject('/_standin/worlds?limit=3');
  t.equal(other.json().detail, "The query parameter 'limit' is not declared. The operation has none.");
  await t.rejects(alice.exchanges({ operation: 'readOwnr' }), {
    status: 400,
    message: /'operation' must be the id of an operation, not "readOwnr"; the nearest is "readOwner"/,
  });
  const when = { operation: 'readOwner' };
  const limits: readonly (readonly [expectation: object, message: RegExp])[] = [
    [{ exactly: 1, atLeast: 2 }, /'atLeast' must be absent, because exactly is present/],
    [{ exactly: 1, atMost: 2 }, /'atMost' must be absent, because exactly is present/],
    [{ atLeast: 3, atMost: 2 }, /'atLeast' must be at most 2, the value of atMost, not 3/],
  ];
  for (const [expectation, message] of limits) {
    await t.rejects(alice.verify({ when, ...expectation }), { status: 400, message });
  }
  await t.rejects(alice.restore({ documents: null as never }), {
    message: /'documents' must be of type object, not null/,
  });
  await t.rejects(alice.restore([] as never), { message: /The body must be of type object, not a list/ });
});

/** The explanation of the latest exchange, each time it is called. */
async function explaining(t: Test, options: StandinOptions) {
  const standin = await createStandin(options);
  t.teardown(() => standin.close());
  const world = standin.control.world();
  const explained = async () => standin.control.explain((await world.exchanges())[0]?.id ?? '');
  const steps = async () => (await explained()).refusals.map(({ step, status, code }) => [step, status, code]);
  return { standin, world, explained, steps };
}

test('explain shows the refusal that decided, whatever refused the request', async (t) => {
  const { standin, steps } = await explaining(t, { document, limits: { bodyBytes: 50 } });
  const post = (payload: object) => standin.inject({ method: 'POST', url: '/api/owners?unknown=1', payload });
  t.equal((await post({ name: 'x'.repeat(100) })).statusCode, 413);
  t.same(await steps(), [['read body', 413, 'BODY_TOO_LARGE']]);
  t.equal((await standin.inject('/api/owners/4711')).statusCode, 404);
  t.same(await steps(), [['respond', 404, 'RESOURCE_NOT_FOUND']]);
  t.equal((await standin.inject({ url: '/api/owners', headers: { 'standin-fault': 'none' } })).statusCode, 400);
  t.same(await steps(), [['fault', 400, 'FAULT_INVALID']]);
  t.equal((await standin.inject({ url: '/api/owners', headers: { 'standin-fault': 'status=503' } })).statusCode, 503);
  t.same(await steps(), [], 'a planned error refuses nothing');
});

const LOCKED = {
  openapi: '3.1.0',
  info: { title: 'Locked', version: '1' },
  security: [{ key: [] }],
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } } },
  paths: { '/door': { get: { operationId: 'open', responses: { 204: { description: 'Open.' } } } } },
};

test('explain verifies no credential again', async (t) => {
  const verified: string[] = [];
  const { standin, steps } = await explaining(t, {
    document: LOCKED,
    verifyCredential: ({ value }) => {
      verified.push(value);
      return value === 'good' ? 'accepted' : 'forbidden';
    },
  });
  const open = async (key: string) =>
    (await standin.inject({ url: '/door?a=%zz', headers: { 'x-key': key } })).statusCode;
  t.equal(await open('bad'), 403);
  t.match(await steps(), [['authenticate', 403, 'PERMISSION_MISSING']]);
  t.equal(await open('good'), 400);
  t.match(await steps(), [['parameters', 400, 'REQUEST_MALFORMED']]);
  await standin.inject({ url: '/door', headers: { 'x-key': 'good', 'standin-fault': 'status=503' } });
  t.same(await steps(), []);
  t.same(verified, ['bad', 'good']);
});

test('explain uses the settings, stubs and faults that a request met', async (t) => {
  const { standin, world, explained, steps } = await explaining(t, { document: LOCKED });
  await world.changeSettings({ auth: 'off' });
  t.equal((await standin.inject('/door')).statusCode, 204);
  await world.changeSettings({ auth: 'lenient' });
  await world.fault({ id: 'later', when: { path: '/other' }, fault: { kind: 'status', status: 503 } });
  t.same(await steps(), []);
  t.notOk(
    (await explained()).skipped.some(({ id }) => id !== undefined),
    'there was no fault then',
  );
  const headers = { 'x-key': 'k' };
  await world.fault({ id: 'second', when: { call: 2 }, fault: { kind: 'status', status: 503 } });
  await standin.inject({ url: '/door', headers });
  const first = (await world.exchanges())[0]?.id ?? '';
  t.equal((await standin.inject({ url: '/door', headers })).statusCode, 503);
  const { skipped } = await standin.control.explain(first);
  t.match(
    skipped.filter(({ id }) => id !== undefined),
    [
      { id: 'second', unmet: [{ condition: 'call', expected: '2', actual: '1' }] },
      { id: 'later', unmet: [{ condition: 'path' }] },
    ],
    'also after later requests',
  );
});

test('the control API lists what operations do, and resources with the properties of their items', async (t) => {
  const standin = await createStandin({
    document: fileURLToPath(new URL('../../docs/examples/shop/openapi.yaml', import.meta.url)),
  });
  t.teardown(() => standin.close());
  const operations = await standin.control.operations();
  t.match(
    operations.find(({ operation }) => operation === 'addToCart'),
    {
      method: 'POST',
      path: '/v1/cart/items',
      role: 'create',
      resource: '/cart/items',
      changesNothing: false,
      statuses: ['201', '4XX'],
    },
  );
  const resources = await standin.control.world().resources();
  t.same(
    resources.map(({ path, items }) => [path, items]),
    [
      ['/products', undefined],
      ['/cart/items', undefined],
      ['/orders', undefined],
      ['/users', undefined],
      ['/cart', undefined],
    ],
    'listing them uses none of them',
  );
  await standin.control.world().get('/products');
  t.match(await standin.control.world().resources(), [{ path: '/products', items: 12 }, { path: '/cart/items' }]);
  const [products] = resources;
  t.match(products, { mount: '', kind: 'collection', name: 'products', key: 'id' });
  const property = (name: string) => products?.properties.find((one) => one.name === name);
  t.match(property('id'), { types: ['integer'], readOnly: true, required: true });
  t.match(property('category'), { enum: ['kitchen', 'garden', 'office'], readOnly: false });
});

test('items are generated, added and removed, each time in one change', async (t) => {
  const { alice, standin } = await clinic(t);
  const owners = async () => (await alice.get('/owners')) as object[];
  const [one] = await alice.samples('/owners');
  t.match(one, { id: 4, name: /./ });
  t.equal((await owners()).length, 3, 'generating adds nothing');
  const more = await alice.samples('/owners', 5);
  t.same(
    more.map(({ id }) => id),
    [4, 5, 6, 7, 8],
  );
  const before = (await alice.read()).revision;
  t.same(
    await alice.add(
      '/owners',
      more.map(({ id: _, ...owner }) => owner),
    ),
    more,
  );
  t.equal((await alice.read()).revision, before + 1, 'one change');
  t.match(await alice.get('/owners/8'), more[4]);
  await t.rejects(alice.add('/owners', [{ name: 'Gus' }, { name: 5 }]), { status: 400, message: /'\[1\]\.name'/ });
  await t.rejects(alice.add('/owners', [{ name: 'Gus' }, { id: 8, name: 'Hal' }]), {
    name: 'ControlError',
    status: 409,
  });
  t.equal((await owners()).length, 8, 'an error adds none');
  await t.rejects(alice.remove('/owners', ['4', '99']), { status: 404, message: /no owner 99/ });
  await alice.remove('/owners', ['4', '5', '6', '7']);
  t.match(await owners(), [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 8 }]);
  await alice.undo();
  t.equal((await owners()).length, 8, 'removing is undone at once');
  await alice.set('/owners', [{ id: 1, name: 'Ada' }]);
  await alice.undo();
  t.equal((await owners()).length, 8, 'and so is replacing all items');
  const { updatedAt: _, ...unchanged } = (await alice.get('/owners/1')) as Readonly<Record<string, unknown>>;
  await alice.patch('/owners/1', [{ op: 'add', path: '/name', value: 'Zoe' }]);
  const { updatedAt: changedAt, ...zoe } = (await alice.get('/owners/1')) as Readonly<Record<string, unknown>>;
  t.same(zoe, { ...unchanged, name: 'Zoe' }, 'a patch changes only the properties that it names');
  t.type(changedAt, 'string', 'and the time of the last change');
  const { revision } = await alice.read();
  const named = await alice.patch('/owners', [{ op: 'replace', path: '/name', value: 'Pat' }], { keys: ['1', '3'] });
  t.match(named, [
    { id: 1, name: 'Pat' },
    { id: 3, name: 'Pat' },
  ]);
  t.equal((await alice.read()).revision, revision + 1, 'several items are patched in one change');
  const toKim = [{ op: 'add' as const, path: '/name', value: 'Kim' }];
  await t.rejects(alice.patch('/owners', toKim, { keys: ['1', '99'] }), { status: 404, message: /no owner 99/ });
  await t.rejects(alice.patch('/owners/1', [{ op: 'add', path: '/name', value: 5 }]), {
    status: 400,
    message: /'name'/,
  });
  await t.rejects(alice.patch('/owners/1', [{ op: 'remove', path: '/nothing' }]), {
    status: 409,
    message: /Operation 0/,
  });
  await t.rejects(
    alice.patch('/owners', toKim),
    { status: 400, message: /send `key` in the query/ },
    'a collection needs keys',
  );
  t.match(await alice.get('/owners/1'), { name: 'Pat' }, 'an error changes nothing');
  await t.rejects(alice.samples('/owners/1/preferences'), { status: 404, message: /not the path of a collection/ });
  const url = '/_standin/worlds/alice/resource?path=/owners';
  t.equal((await standin.inject({ method: 'DELETE', url })).statusCode, 400, 'removing needs keys');
});

test('generated items refer to items that exist', async (t) => {
  const standin = await createStandin({
    document: fileURLToPath(new URL('../../docs/examples/shop/openapi.yaml', import.meta.url)),
  });
  t.teardown(() => standin.close());
  const world = standin.control.world();
  const items = (await world.samples('/cart/items', 3)) as { readonly productId: number }[];
  for (const { productId } of items) t.match(await world.get(`/products/${productId}`), { id: productId });
  const cartItems = (await world.resources()).find(({ path }) => path === '/cart/items');
  t.match(
    cartItems?.properties.find(({ name }) => name === 'productId'),
    { refersTo: '/products' },
  );
});

test('a misspelt path is nearest to the operation with the similar name', async (t) => {
  const standin = await createStandin({
    document: fileURLToPath(new URL('../../docs/examples/shop/openapi.yaml', import.meta.url)),
  });
  t.teardown(() => standin.close());
  await standin.inject('/v1/order/7');
  t.match(await standin.control.world().unmatched(), [{ nearest: { operation: 'getOrder' } }]);
});

test('users are listed with tokens by which the API knows them', async (t) => {
  const standin = await createStandin({
    document: fileURLToPath(new URL('../../docs/examples/shop/openapi.yaml', import.meta.url)),
  });
  t.teardown(() => standin.close());
  const users = await standin.control.world().users();
  t.match(users, [{ path: '/users', key: '1', name: 'Ada' }, { name: 'Ben' }, { name: 'Cleo' }]);
  for (const { name, token } of users) {
    const me = await standin.inject({ url: '/v1/me', headers: { authorization: `Bearer ${token}` } });
    t.equal(me.json().name, name);
  }
});

test('the server says how other devices reach it, and whether it keeps its state', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  t.match(await standin.control.server(), { keepsState: false, addresses: [] });
  await standin.listen({ host: '0.0.0.0', port: 0 });
  const { addresses, controlToken } = await standin.control.server();
  t.ok(addresses.every((one) => one.endsWith(`:${new URL(standin.url as string).port}`)));
  t.equal(controlToken, standin.controlToken);
  t.type(controlToken, 'string');
  const kept = await createStandin({ keep: t.testdir() });
  t.teardown(() => kept.close());
  t.same(Object.keys(await kept.control.server()), ['version', 'keepsState', 'addresses']);
  t.match(await kept.control.server(), { keepsState: true });
});

test('all requests are those of one user until the world is reset', async (t) => {
  const standin = await createStandin({
    document: fileURLToPath(new URL('../../docs/examples/shop/openapi.yaml', import.meta.url)),
  });
  t.teardown(() => standin.close());
  const world = standin.control.world();
  const me = async (authorization?: string) =>
    (await standin.inject({ url: '/v1/me', headers: authorization === undefined ? {} : { authorization } })).json();
  await world.actAs({ path: '/users', key: '2' });
  t.match(await world.read(), { user: { path: '/users', key: '2' } });
  t.match(await me('Bearer any'), { name: 'Ben' });
  t.match(await me(), { code: 'unauthorized' }, 'credentials are still required');
  const copy = await world.fork('copy');
  t.match(await copy.read(), { user: { key: '2' } }, 'a copy has the user, too');
  await world.undo();
  t.match(await me('Bearer any'), { name: 'Ada' }, 'undo takes it back');
  await world.actAs({ path: '/users', key: '3' });
  await world.actAs(undefined);
  t.match(await me('Bearer any'), { name: 'Ada' });
  await world.actAs({ path: '/users', key: '3' });
  await world.restore(await copy.snapshot());
  t.match(await me('Bearer any'), { name: 'Ben' }, 'a snapshot contains it');
  await world.reset();
  t.match(await me('Bearer any'), { name: 'Ada' });
  await t.rejects(world.actAs({ path: '/users', key: '9' }), {
    status: 400,
    message: /key of a user of \/users, not '9'; known users: \/users\/1, \/users\/2, \/users\/3/,
  });
});

test('the console is a page with its own files, which may load nothing else', async (t) => {
  const standin = await createStandin({ controlToken: 'secret' });
  t.teardown(() => standin.close());
  const page = await standin.inject('/_standin');
  t.equal(page.statusCode, 200, 'the page needs no token; what it asks for does');
  t.match(page.headers['content-type'], 'text/html');
  t.match(page.headers['content-security-policy'], /^default-src 'none'; script-src 'self'/);
  t.equal((await standin.inject('/_standin/')).headers.location, '/_standin');
  t.equal((await standin.inject('/~alice/_standin')).headers.location, '/_standin#/live?world=alice');
  t.equal((await standin.inject('/~default/_standin/')).headers.location, '/_standin');
  for (const [, file] of page.body.matchAll(/(?:href|src)="\.(\/_standin\/console\/[^"]+)"/g)) {
    const { statusCode, headers } = await standin.inject(String(file));
    t.equal(statusCode, 200, String(file));
    t.equal(headers['x-content-type-options'], 'nosniff');
  }
  t.equal((await standin.inject('/_standin/console/main.ts')).statusCode, 404);
  t.equal((await standin.inject('/_standin/console/../cli.js')).statusCode, 404);
  t.equal((await standin.inject('/_standin/worlds')).statusCode, 401);
});
