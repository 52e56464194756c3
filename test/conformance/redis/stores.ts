// The suite of all stores, over Redis; and what several processes with one state can rely on.
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { createStandin } from '../../../src/index.ts';
import { HistoryBytes } from '../../../src/store/history.ts';
import { RedisConnection } from '../../../src/store/redis/connection.ts';
import { SharedLog } from '../../../src/store/redis/shared-log.ts';
import { WorldInRedis } from '../../../src/store/redis/world-in-redis.ts';
import { INITIAL } from '../../../src/store/store.ts';
import { startRedis } from '../../fixtures/redis-server.ts';
import { testStore } from '../../fixtures/store-suite.ts';

const redis = await startRedis();
const connections: RedisConnection[] = [];

async function connect(): Promise<RedisConnection> {
  const connection = await RedisConnection.open(redis.url);
  connections.push(connection);
  return connection;
}

const shared = await connect();
const notices: string[] = [];

/** The log of a world, as one more process has it. @param kept the number of entries in the log */
async function openLog(name: string, connection = shared, kept = 1000): Promise<SharedLog> {
  const world = new WorldInRedis(connection, name, kept);
  await world.create(randomUUID(), {}, []);
  const loaded = await world.load();
  if (loaded === undefined) throw new Error('there is no world');
  const notice = (text: string) => notices.push(text);
  return new SharedLog({
    connection,
    world,
    loaded,
    historyCommits: 1000,
    historyBytes: new HistoryBytes(1e8),
    notice,
  });
}

testStore('redis', async () => (await openLog(randomUUID())).store(''));

test('a change of one process is seen by another as soon as that asks', async (t) => {
  const [one, other] = [await openLog('seen'), await openLog('seen', await connect())];
  for (let n = 1; n <= 50; n++) {
    t.equal(await one.store('').commit([{ kind: 'put', key: '/a/1', value: n }]), true);
    await other.catchUp();
    t.equal(other.store('').get('/a/1')?.value, n);
  }
  t.equal(other.revision, 50);
  t.same(
    other.history.commits.map(({ revision }) => revision),
    one.history.commits.map(({ revision }) => revision),
  );
});

test('two processes that increment at the same time lose nothing', async (t) => {
  const logs = [await openLog('count'), await openLog('count', await connect())];
  await logs[0]?.store('').commit([{ kind: 'put', key: '/a/1', value: 0 }]);
  await logs[1]?.catchUp();
  const increment = async (log: SharedLog) => {
    for (;;) {
      const store = log.store('');
      const { value, revision } = store.get('/a/1') ?? { value: 0, revision: 0 };
      const change = { kind: 'put', key: '/a/1', value: (value as number) + 1, expected: revision } as const;
      if (await store.commit([change])) return;
    }
  };
  await Promise.all(Array.from({ length: 400 }, (_, n) => increment(logs[n % 2] as SharedLog)));
  for (const log of logs) await log.catchUp();
  t.same(
    logs.map((log) => log.store('').get('/a/1')?.value),
    [400, 400],
  );
});

test('an item cannot get a list while another process deletes it', async (t) => {
  const [one, other] = [await openLog('parent'), await openLog('parent', await connect())];
  const list = { kind: 'put', key: '/a/1/b/1', value: 1, expected: 0 } as const;
  await one.store('').commit([{ kind: 'put', key: '/a/1', value: 1 }]);
  await other.catchUp();
  await one.store('').commit([{ kind: 'delete', key: '/a/1', expected: 1 }]);
  t.equal(await other.store('').commit([list]), false, 'the item is gone');
  await one.store('').commit([{ kind: 'put', key: '/a/1', value: 2 }]);
  await other.catchUp();
  await other.store('').commit([list]);
  t.equal(await one.store('').commit([{ kind: 'delete', key: '/a/1', expected: 1 }]), false, 'the item has a list');
  t.equal(one.store('').get('/a/1/b/1')?.value, 1);
});

test('a rewind, a reset and initial items are the same in all processes', async (t) => {
  const [one, other] = [await openLog('rewind'), await openLog('rewind', await connect())];
  for (let n = 1; n <= 5; n++) await one.store('').commit([{ kind: 'put', key: `/a/${n}`, value: n }]);
  await other.catchUp();
  await other.store('/b').commit([{ kind: 'put', key: '/b/1', value: 1, expected: 0 }], INITIAL);
  t.equal(other.revision, 5, 'initial items are no commit');
  await one.catchUp();
  t.equal(one.store('/b').get('/b/1')?.value, 1);
  await other.rewind(2);
  const old = one.store('');
  await one.catchUp();
  t.not(one.store(''), old);
  t.same(
    one
      .store('')
      .list('/a')
      .map(([key]) => key),
    ['/a/1', '/a/2'],
  );
  t.equal(one.revision, 2);
  const third = await openLog('rewind', await connect());
  t.same(third.state().parts, one.state().parts, 'a process that comes later has the same state');
  await third.replace({ parts: [{ part: '', values: [['/c/1', 1]] }] });
  await one.catchUp();
  t.same(one.store('').list('/c').length, 1);
  t.equal(one.revision, 3);
  await third.rewind(2);
  await one.catchUp();
  t.same(
    one.state().parts.filter(({ part }) => part === ''),
    other.state().parts.filter(({ part }) => part === ''),
  );
});

test('a process that was away too long loads the whole state, and says so', async (t) => {
  const [one, other] = [await openLog('away', shared, 10), await openLog('away', await connect(), 10)];
  for (let n = 1; n <= 25; n++) await one.store('').commit([{ kind: 'put', key: `/a/${n % 3}`, value: n }]);
  await one.store('').commit([{ kind: 'delete', key: '/a/0' }]);
  const store = other.store('');
  await other.catchUp();
  t.same(
    store.list('/a').map(([key, { value }]) => [key, value]),
    [
      ['/a/1', 25],
      ['/a/2', 23],
    ],
  );
  t.match(notices.at(-1), /world away was loaded as a whole, because the log does not reach back/);
  t.equal(
    await store.commit([{ kind: 'put', key: '/a/1', value: 26, expected: store.get('/a/1')?.revision ?? 0 }]),
    true,
  );
});

test('a database that does not exist, and keys of another program, are errors that say so', async (t) => {
  await t.rejects(RedisConnection.open(`${redis.url}/99`), {
    code: 'STORE_UNAVAILABLE',
    what: new RegExp(`^The store at ${redis.url}/99 cannot be used: .*DB index`),
  });
  const other = await RedisConnection.open(`${redis.url}/1`);
  connections.push(other);
  await other.command('SET', 'text', 'x');
  await t.rejects(other.command('HGETALL', 'text'), {
    code: 'STORE_UNAVAILABLE',
    status: 503,
    message: /values of another program. Use another start of all keys with \?prefix=/,
  });
  await other.command('SET', 'standin:{default}:meta', 'x');
  const document = fileURLToPath(new URL('../../fixtures/documents/clinic.yaml', import.meta.url));
  await t.rejects(createStandin({ document, store: `${redis.url}/1` }), {
    code: 'STORE_UNAVAILABLE',
    what: new RegExp(
      `^The store at ${redis.url}/1 cannot be used: The keys of the store have values of another program`,
    ),
  });
});

test('without Redis changes fail at once and reading goes on; afterwards all is as before', async (t) => {
  t.teardown(async () => {
    for (const connection of connections) connection.close();
    await redis.stop();
  });
  const log = await openLog('gone');
  const store = log.store('');
  await store.commit([{ kind: 'put', key: '/a/1', value: 1 }]);
  await redis.kill();
  await t.rejects(async () => store.commit([{ kind: 'put', key: '/a/1', value: 2 }]), {
    code: 'STORE_UNAVAILABLE',
    status: 503,
  });
  await t.rejects(log.catchUp(), { code: 'STORE_UNAVAILABLE' });
  t.equal(store.get('/a/1')?.value, 1);
  await redis.start();
  t.equal(await shared.readyWithin(5000), true);
  await log.catchUp();
  t.equal(await store.commit([{ kind: 'put', key: '/a/1', value: 2, expected: 1 }]), true);
  t.equal(store.get('/a/1')?.value, 2);
});
