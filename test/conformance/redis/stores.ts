// The suite of all stores, over Redis; and what several processes with one state can rely on.
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { t as root, test } from 'tap';
import { createStandin } from '../../../src/index.ts';
import { HistoryBytes } from '../../../src/store/history.ts';
import { redisAddressOf } from '../../../src/store/redis/address.ts';
import { RedisConnection } from '../../../src/store/redis/connection.ts';
import { SharedLog } from '../../../src/store/redis/shared-log.ts';
import { WorldInRedis } from '../../../src/store/redis/world-in-redis.ts';
import { INITIAL } from '../../../src/store/store.ts';
import { startRedis } from '../../fixtures/redis-server.ts';
import { testStore } from '../../fixtures/store-suite.ts';

/** A busy machine is slow. */
root.setTimeout(600_000);

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

test('a restored document leaves the others to those who change them meanwhile', async (t) => {
  const [one, other] = [await openLog('restore'), await openLog('restore', await connect())];
  await one.store('/b').commit([{ kind: 'put', key: '/b/1', value: 1 }]);
  await one.store(undefined).commit([{ kind: 'put', key: 'clock', value: 1 }]);
  await one.store('').commit([{ kind: 'put', key: '/a/1', value: 1 }]);
  await other.catchUp();
  // The other process does not know this change when it restores.
  await one.store('/b').commit([{ kind: 'put', key: '/b/2', value: 2 }]);
  const changes = Array.from({ length: 20 }, (_, n) =>
    (n % 2 === 0 ? one : other).store('/b').commit([{ kind: 'put', key: `/b/${n + 3}`, value: n }]),
  );
  await other.restore([{ part: '', values: [['/a/9', 9]] }, { values: [['settings', 5]] }]);
  t.ok((await Promise.all(changes)).every(Boolean));
  const third = await openLog('restore', await connect());
  for (const log of [one, other, third]) {
    await log.catchUp();
    t.equal(log.store('/b').list('/b').length, 22);
    t.same(Object.keys(log.store('').snapshot()), ['/a/9']);
    t.same(Object.keys(log.store(undefined).snapshot()), ['settings']);
  }
  await one.rewind(one.history.revision - 1);
  await other.catchUp();
  t.same(other.state().parts, one.state().parts);
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

test('a world whose deletion nobody confirmed is not reported as unchanged', async (t) => {
  const own = await startRedis();
  const [one, other] = [await RedisConnection.open(own.url), await RedisConnection.open(own.url)];
  t.teardown(async () => {
    for (const connection of [one, other]) connection.close();
    await own.stop();
  });
  const world = new WorldInRedis(one, 'unknown', 10);
  await world.create(randomUUID(), {}, []);
  await other.command('CLIENT', 'PAUSE', 10_000, 'ALL');
  const removed = world.remove();
  removed.catch(() => undefined);
  await setTimeout(50);
  await own.kill();
  await t.rejects(removed, { code: 'STORE_UNAVAILABLE', message: /not known whether the world was deleted/ });
  await t.rejects(world.remove(), { code: 'STORE_UNAVAILABLE', message: /nothing was changed/ });
});

test('addresses that are not valid are refused, and no password is printed', (t) => {
  const refused: readonly (readonly [address: string, shown: string])[] = [
    ['redis://user:pa/ss@host:6379', 'redis://host:6379'],
    ['redis://user:p@ss@ho st:6379', 'redis://ho st:6379'],
    ['redis://user:p%zz@host', 'redis://host'],
    ['redis://u%zz@host', 'redis://host'],
    ['redis+sentinel://host/m%zz', 'redis+sentinel://host/m%zz'],
    ['redis://user:secret@host:99999', 'redis://host:99999'],
  ];
  for (const [address, shown] of refused) {
    const what = `The address of the store is not valid: ${shown}`;
    t.throws(() => redisAddressOf(address), { code: 'OPTION_INVALID', what }, address);
  }
  t.match(redisAddressOf('redis://user:p%2Fss@host:65535/1'), { username: 'user', password: 'p/ss', db: 1 });
  t.equal(redisAddressOf('redis://user:p%2Fss@host:65535/1').shown, 'redis://host:65535/1');
  t.end();
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
