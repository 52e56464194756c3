// Several servers with one state in Redis: what one of them changes, all of them have.
import { setTimeout as sleep } from 'node:timers/promises';
import { t as root, type Test, test } from 'tap';
import { itemsDocument } from '../../../scripts/replicas/document.ts';
import { createStandin, type Standin, type StandinOptions } from '../../../src/index.ts';
import type { JsonObject } from '../../../src/json/value.ts';
import { RedisConnection } from '../../../src/store/redis/connection.ts';
import { type RedisServer, startRedis } from '../../fixtures/redis-server.ts';

/** The tests wait for idle times, and a busy machine is slow. */
root.setTimeout(240_000);

const DOCUMENT = itemsDocument as unknown as JsonObject;
const JSON_TYPE = { 'content-type': 'application/json' };
const MERGE = { 'content-type': 'application/merge-patch+json' };

interface Setup {
  readonly redis: RedisServer;
  readonly one: Standin;
  readonly other: Standin;
}

/** Two servers with one Redis, which end with the test. */
async function setup(t: Test, options: StandinOptions = {}, redisOptions: readonly string[] = []): Promise<Setup> {
  const redis = await startRedis(redisOptions);
  const open = () => createStandin({ document: DOCUMENT, count: 0, store: redis.url, ...options });
  const [one, other] = await Promise.all([open(), open()]);
  t.teardown(async () => {
    await Promise.all([one.close(), other.close()]);
    await redis.stop();
  });
  return { redis, one, other };
}

function create(standin: Standin, id: string, more: object = {}) {
  return standin.inject({ method: 'POST', url: '/items', headers: JSON_TYPE, payload: { id, ...more } });
}

interface Controlled {
  readonly statusCode: number;
  readonly body: unknown;
}

/** Calls the control API. */
async function control(standin: Standin, request: string, payload?: object): Promise<Controlled> {
  const [method = '', path = ''] = request.split(' ');
  const url = `/_standin/${path}`;
  const { statusCode, body } = await standin.inject({
    method: method as 'GET',
    url,
    ...(payload && { headers: JSON_TYPE, payload }),
  });
  return { statusCode, body: body === '' ? undefined : JSON.parse(body) };
}

/** An exchange of another server is in the journal a moment after its response. */
async function untilRecorded(standin: Standin, exchanges: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const { body } = await control(standin, 'GET worlds/default/exchanges');
    if ((body as readonly unknown[]).length >= exchanges) return;
    await sleep(50);
  }
}

async function statusOf(standin: Standin, url: string): Promise<number> {
  return (await standin.inject({ url })).statusCode;
}

test('a fault and a stub count the calls of all servers', async (t) => {
  const { one, other } = await setup(t);
  await control(one, 'POST worlds/default/faults', { fault: { kind: 'status', status: 503 }, when: { call: 3 } });
  const statuses: number[] = [];
  for (let n = 0; n < 6; n++) statuses.push(await statusOf(n % 2 === 0 ? one : other, '/items'));
  t.same(statuses, [200, 200, 503, 200, 200, 200]);
  t.match(await control(other, 'GET worlds/default/faults'), { body: [{ used: 1 }] });
  await control(other, 'POST worlds/default/stubs', {
    when: { operation: 'getItem', call: 2 },
    response: { status: 200, body: { id: 'two' } },
  });
  await statusOf(one, '/items/none');
  t.equal(await statusOf(other, '/items/none'), 200);
});

test('credentials, settings and the clock are those of all servers', async (t) => {
  const { one, other } = await setup(t);
  await control(one, 'PATCH worlds/default/clock', { now: '2031-02-03T04:05:06Z', frozen: true });
  t.match(await control(other, 'GET worlds/default/clock'), {
    body: { now: '2031-02-03T04:05:06.000Z', frozen: true },
  });
  await control(other, 'PATCH worlds/default', { settings: { auth: 'off' } });
  t.match(await control(one, 'GET worlds'), { body: [{ settings: { auth: 'off' } }] });
});

test('journals, violations and coverage are those of all servers', async (t) => {
  const { one, other } = await setup(t);
  await create(one, 'first');
  await other.inject({ url: '/items/first' });
  await other.inject({ method: 'POST', url: '/items', headers: JSON_TYPE, payload: { count: 'many' } });
  for (const standin of [one, other]) {
    await untilRecorded(standin, 3);
    const report = JSON.parse((await standin.inject({ url: '/_standin/report' })).body);
    t.equal(report.exchanges, 3);
    t.same(
      report.violations.map(({ count }: { count: number }) => count),
      [1, 1],
    );
    const [{ operations }] = report.documents;
    const counts = operations.map(({ path, count }: { path: string; count: number }) => `${path} ${count}`);
    t.same(
      counts.filter((text: string) => !text.endsWith(' 0')),
      ['/items 2', '/items/{id} 1'],
    );
    t.match(await control(standin, 'GET worlds/default/exchanges'), { body: { length: 3 } });
  }
  await one.inject({ method: 'DELETE', url: '/_standin/violations' });
  t.same(JSON.parse((await other.inject({ url: '/_standin/violations' })).body), []);
});

test('events of all servers come from each of them', async (t) => {
  const { one, other } = await setup(t);
  const events = one.inject({ url: '/_standin/events?limit=2&seconds=10' });
  await sleep(50);
  await create(other, 'there');
  await create(one, 'here');
  const { body } = await events;
  t.match(body, /"status":201/);
  t.equal(body.match(/event: exchange/g)?.length, 2);
});

test('a world exists on all servers until one deletes it, or nobody uses it', async (t) => {
  const { one, other } = await setup(t, { worldIdle: 2000, limits: { worlds: 2 } });
  await one.inject({
    method: 'POST',
    url: '/_standin/worlds',
    headers: JSON_TYPE,
    payload: { name: 'alice', seed: 7 },
  });
  t.match(JSON.parse((await other.inject({ url: '/_standin/worlds/alice' })).body), { name: 'alice', seed: 7 });
  await other.inject({ method: 'POST', url: '/~alice/items', headers: JSON_TYPE, payload: { id: 'hers' } });
  t.equal(await statusOf(one, '/~alice/items/hers'), 200);
  t.equal(await statusOf(one, '/items/hers'), 404);
  t.equal(await statusOf(one, '/~bob/items'), 200);
  t.match(await other.inject({ url: '/~carol/items' }), { statusCode: 503, body: /TOO_MANY_WORLDS/ });
  await other.inject({ method: 'DELETE', url: '/_standin/worlds/alice' });
  t.equal(await statusOf(one, '/~alice/items/hers'), 404, 'it begins again');
  await sleep(5500);
  const names = JSON.parse((await one.inject({ url: '/_standin/worlds' })).body).map(
    ({ name }: { name: string }) => name,
  );
  t.same(names, ['default']);
});

/** Runs commands in the Redis of a test. */
async function redisClient(t: Test, { url }: RedisServer): Promise<RedisConnection> {
  const connection = await RedisConnection.open(url);
  t.teardown(() => connection.close());
  return connection;
}

async function worldNames(standin: Standin): Promise<readonly string[]> {
  const { body } = await control(standin, 'GET worlds');
  return (body as readonly { name: string }[]).map(({ name }) => name).sort();
}

for (const staleReads of [false, true]) {
  test(`a world that is used more often than the idle time is never deleted${staleReads ? ', with staleReads' : ''}`, async (t) => {
    const { one } = await setup(t, { worldIdle: 1000, staleReads });
    await one.inject({ method: 'POST', url: '/~used/items', headers: JSON_TYPE, payload: { id: 'kept' } });
    for (let use = 0; use < 6; use++) {
      await sleep(900);
      t.equal(await statusOf(one, '/~used/items/kept'), 200, `use ${use + 1}`);
    }
  });
}

test('a look at the list of worlds is no use of them', async (t) => {
  const { one, other } = await setup(t, { worldIdle: 2000, journal: 0 });
  await one.inject({ url: '/~quiet/items' });
  t.same(await worldNames(other), ['default', 'quiet']);
  for (let look = 0; look < 40; look++) {
    await sleep(100);
    await worldNames(look % 2 === 0 ? one : other);
  }
  t.same(await worldNames(one), ['default']);
});

test('a world that Redis could not delete stays in the list', async (t) => {
  const { redis, one, other } = await setup(t, { journal: 0 });
  const client = await redisClient(t, redis);
  await one.inject({ method: 'POST', url: '/~w/items', headers: JSON_TYPE, payload: { id: 'hers' } });
  await client.command('ACL', 'SETUSER', 'default', '-del');
  t.not((await control(one, 'DELETE worlds/w')).statusCode, 204);
  await client.command('ACL', 'SETUSER', 'default', '+del');
  t.same(await worldNames(other), ['default', 'w']);
  t.equal((await control(other, 'DELETE worlds/w')).statusCode, 204);
  t.same(await worldNames(one), ['default']);
  t.same(await client.command('KEYS', '*{w}*'), []);
});

test('a rewind and a reset on one server are seen by the other, with its journal', async (t) => {
  const { one, other } = await setup(t);
  const created = async (standin: Standin) => {
    const { body } = await control(standin, 'GET worlds/default/exchanges');
    return (body as readonly { method: string }[]).filter(({ method }) => method === 'POST').length;
  };
  await create(one, 'kept');
  await create(other, 'gone');
  for (const standin of [one, other]) {
    await untilRecorded(standin, 2);
    t.equal(await created(standin), 2);
  }
  await control(one, 'POST worlds/default/undo');
  t.equal(await created(one), 1);
  t.equal(await statusOf(other, '/items/gone'), 404);
  t.equal(await statusOf(other, '/items/kept'), 200);
  t.equal(await created(other), 1);
  await control(other, 'POST worlds/default/reset');
  t.equal((await one.inject({ url: '/items' })).body, '[]');
});

test('a request with an idempotency key is done once by all servers together', async (t) => {
  const { one, other } = await setup(t);
  const headers = { ...JSON_TYPE, 'idempotency-key': 'k' };
  const sent = [one, other, one, other].map((standin) =>
    standin.inject({ method: 'POST', url: '/items', headers, payload: { id: 'once' } }),
  );
  t.same(
    (await Promise.all(sent)).map(({ statusCode }) => statusCode),
    [201, 201, 201, 201],
  );
});

test('without Redis, changes get 503 and reads are marked; afterwards all goes on', async (t) => {
  const { redis, one, other } = await setup(t);
  await create(one, 'kept', { count: 1 });
  await other.inject({ url: '/items' });
  await redis.kill();
  const read = await other.inject({ url: '/items/kept' });
  t.match(read, { statusCode: 200, headers: { 'standin-stale': 'true' } });
  const change = { method: 'PATCH', url: '/items/kept', headers: MERGE, payload: { count: 2 } } as const;
  t.match(await other.inject(change), { statusCode: 503, headers: { 'retry-after': '1' }, body: /STORE_UNAVAILABLE/ });
  const clock = {
    method: 'PATCH',
    url: '/_standin/worlds/default/clock',
    headers: JSON_TYPE,
    payload: { frozen: true },
  } as const;
  t.equal((await other.inject(clock)).statusCode, 503);
  await redis.start();
  for (let attempt = 0; attempt < 200; attempt++) {
    const reads = await Promise.all([one, other].map((standin) => standin.inject({ url: '/items/kept' })));
    if (reads.every(({ headers }) => headers['standin-stale'] === undefined)) break;
    await sleep(50);
  }
  t.equal((await other.inject(change)).statusCode, 200);
  const again = await one.inject({ url: '/items/kept' });
  t.equal(again.headers['standin-stale'], undefined);
  t.match(JSON.parse(again.body), { count: 2 });
});

test('a Redis without memory left refuses changes with 507, and keeps what it has', async (t) => {
  const { one, other } = await setup(t, { journal: 0 }, ['--maxmemory', '3mb', '--maxmemory-policy', 'noeviction']);
  const text = 'x'.repeat(50_000);
  let created = 0;
  for (let n = 0; n < 100; n++) {
    const { statusCode, body } = await create(one, `n-${n}`, { by: text });
    if (statusCode === 201) created += 1;
    else {
      t.match({ statusCode, body }, { statusCode: 507, body: /STORAGE_FAILED/ });
      break;
    }
  }
  t.ok(created > 0 && created < 100, `${created} were created`);
  t.equal(JSON.parse((await other.inject({ url: '/items' })).body).length, created);
});

test('two prefixes are two states, and other keys stay as they are', async (t) => {
  const redis = await startRedis();
  const open = (prefix: string) =>
    createStandin({ document: DOCUMENT, count: 0, store: `${redis.url}/0?prefix=${prefix}` });
  const client = await redisClient(t, redis);
  await client.command('SET', 'worlds', 'of somebody else');
  const [one, other] = await Promise.all([open('a:'), open('b:')]);
  t.teardown(async () => {
    await Promise.all([one.close(), other.close()]);
    await redis.stop();
  });
  await create(one, 'mine');
  t.equal(await statusOf(other, '/items/mine'), 404);
  await control(one, 'POST worlds/default/reset');
  t.equal(await client.command('GET', 'worlds'), 'of somebody else');
  const keys = (await client.command('KEYS', '*')) as string[];
  t.same(
    keys.filter((key) => !/^[ab]:/.test(key)),
    ['worlds'],
  );
});

test('with staleReads, a request does not wait for other servers, and gets their changes a moment later', async (t) => {
  const { one, other } = await setup(t, { staleReads: true });
  await create(one, 'soon');
  for (let n = 0; n < 100 && (await statusOf(other, '/items/soon')) !== 200; n++) await sleep(10);
  t.equal(await statusOf(other, '/items/soon'), 200);
});

test('with staleReads, a response is at most a second old, also if messages are lost', async (t) => {
  const { redis, one, other } = await setup(t, { staleReads: true });
  const client = await redisClient(t, redis);
  t.equal(await statusOf(other, '/items/lost'), 404);
  await client.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await create(one, 'lost');
  await sleep(1100);
  t.equal(await statusOf(other, '/items/lost'), 200);
});

test('with staleReads, a deleted world begins again on all servers', async (t) => {
  const { one, other } = await setup(t, { staleReads: true });
  await one.inject({ method: 'POST', url: '/~w/items', headers: JSON_TYPE, payload: { id: 'old' } });
  t.equal(await statusOf(other, '/~w/items/old'), 200);
  t.equal((await control(one, 'DELETE worlds/w')).statusCode, 204);
  await sleep(100);
  t.equal(await statusOf(other, '/~w/items/old'), 404);
});

test('a new world can be created by every call of the control API that creates one without a store', async (t) => {
  const { one } = await setup(t);
  const calls: readonly (readonly [call: string, status: number, body?: object])[] = [
    ['GET worlds/w1/users', 200],
    ['GET worlds/w2/resources', 200],
    ['POST worlds/w3/resource?path=/items', 201, [{ id: 'a' }]],
    ['GET worlds/w4/resource/samples?path=/items', 200],
    ['DELETE worlds/w5/resource?path=/items&key=none', 404],
    ['GET worlds/w6/stubs', 200],
  ];
  const plain = await createStandin({ document: DOCUMENT, count: 0 });
  t.teardown(() => plain.close());
  for (const [call, _status, body] of calls) {
    const { statusCode } = await control(plain, call, body);
    t.equal((await control(one, call, body)).statusCode, statusCode, `${call} ${statusCode}`);
  }
});

test('a world is for its test on all servers, also after a restart', async (t) => {
  const { one, other } = await setup(t);
  await control(one, 'POST worlds', { name: 'w', test: 'my test' });
  await other.inject({ method: 'POST', url: '/~w/items', headers: JSON_TYPE, payload: { count: 'many' } });
  const [violation] = (await other.report()).violations;
  t.equal(violation?.test, 'my test');
});

test('a server that starts after all others have ended begins a new run; one that starts meanwhile belongs to the run', async (t) => {
  const redis = await startRedis();
  t.teardown(() => redis.stop());
  const open = () => createStandin({ document: DOCUMENT, count: 0, store: redis.url });
  const violate = (standin: Standin) =>
    standin.inject({ method: 'POST', url: '/items', headers: JSON_TYPE, payload: { id: 'a', count: 'many' } });
  const first = await open();
  await violate(first);
  await untilRecorded(first, 1);
  const second = await open();
  await untilRecorded(second, 1);
  t.equal((await second.report()).violations.length, 1, 'an exchange before its start');
  await first.close();
  const third = await open();
  await untilRecorded(third, 1);
  t.equal((await third.report()).violations.length, 1);
  await Promise.all([second.close(), third.close()]);
  const next = await open();
  await sleep(700);
  t.match(await next.report(), { exchanges: 0, violations: [] });
  await next.close();
});

test('no secret of a request is in Redis, and exchanges do not stay for ever', async (t) => {
  const { redis, one, other } = await setup(t);
  const client = await redisClient(t, redis);
  await one.inject({
    method: 'POST',
    url: '/items?access_token=QUERYSECRET',
    headers: { ...JSON_TYPE, authorization: 'Bearer TOPSECRET', cookie: 'sid=COOKIESECRET' },
    payload: { id: 'a', count: 'many', password: 'Hunter2', credentials: { pin: 'PINSECRET' } },
  });
  await untilRecorded(other, 1);
  const text = JSON.stringify(await client.command('XRANGE', 'standin:exchanges', '-', '+'));
  const raw = text + Buffer.from(/\\"rawBody\\":\\"([^\\]+)/.exec(text)?.[1] ?? '', 'base64').toString();
  for (const secret of ['TOPSECRET', 'COOKIESECRET', 'QUERYSECRET', 'Hunter2']) t.notMatch(raw, secret);
  t.match(raw, 'redacted');
  const { body } = await control(other, 'GET worlds/default/exchanges');
  const [{ id }] = body as [{ id: string }];
  const shown = await Promise.all(
    [one, other].map((standin) => control(standin, `GET worlds/default/exchanges/${id}`)),
  );
  t.equal(shown[0]?.statusCode, 200);
  const messages = shown.map((found) => {
    const { request, response } = found.body as { request: object; response: object };
    return { request, response };
  });
  t.same(messages[1], messages[0], 'both servers show the same messages');
  for (let n = 0; n < 60 && Number(await client.command('TTL', 'standin:exchanges')) < 0; n++) await sleep(100);
  t.ok(Number(await client.command('TTL', 'standin:exchanges')) > 0);
});

test('an exchange that another version wrote is counted as missing, and nothing fails', async (t) => {
  const { redis, one } = await setup(t);
  const client = await redisClient(t, redis);
  const printed: string[] = [];
  t.intercept(console, 'error', { value: (text: string) => printed.push(text) });
  for (const [number, text] of ['{"plain":{}}', 'no JSON'].entries()) {
    const fields = ['p', 'other', 's', number + 1, 'k', 'exchange', 'w', 'default', 'e', text];
    await client.command('XADD', 'standin:exchanges', '*', ...fields);
  }
  t.equal((await control(one, 'GET worlds')).statusCode, 200);
  t.match(await control(one, 'GET worlds/default/exchanges'), { statusCode: 200, body: [] });
  t.match(printed.join('\n'), /1 exchanges of other processes are missing/);
});
