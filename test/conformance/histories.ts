// The commit log: one suite for the history, the sink and the replay of what a sink kept.
import { type Test, test } from 'tap';
import type { Commit, LogSink } from '../../src/store/commit.ts';
import { baseOf, HistoryBytes, valuesOf } from '../../src/store/history.ts';
import type { CommitLog } from '../../src/store/log.ts';
import { type Change, INITIAL } from '../../src/store/store.ts';
import { checkHistories, openLog, recordingSink, resourcesOf } from '../fixtures/histories.ts';

test('random histories: rewind and redo, fork, difference and replay agree with the state', () => {
  checkHistories({ runs: 60, steps: 40 });
  return Promise.resolve();
});

/** A sink that fails at once, or later. */
const FAILING: readonly (readonly [string, () => undefined | Promise<void>])[] = [
  ['at once', () => fail()],
  ['later', () => Promise.reject(new Error('the disk is full'))],
];

function fail(): never {
  throw new Error('the disk is full');
}

for (const [when, append] of FAILING) {
  test(`a sink that fails ${when}: nothing is applied, and reading goes on`, async (t) => {
    let fails = false;
    const sink: LogSink = {
      append: () => (fails ? append() : undefined),
      truncate: () => undefined,
      close: () => Promise.resolve(),
    };
    const log = openLog({ sink });
    const store = log.store('');
    await store.commit([{ kind: 'put', key: '/a/1', value: 1 }]);
    fails = true;
    await t.rejects(async () => store.commit([{ kind: 'put', key: '/a/1', value: 2 }]), {
      message: 'the disk is full',
    });
    await t.rejects(async () => log.replace({ parts: [] }), { message: 'the disk is full' });
    t.equal(log.store('').get('/a/1')?.value, 1);
    t.equal(log.revision, 1);
    t.equal(log.history.length, 1);
    fails = false;
    await store.commit([{ kind: 'put', key: '/a/1', value: 3 }]);
    t.equal(log.revision, 2, 'the revision is used again');
  });
}

test('commits of one key wait for the one that is being kept, others do not', async (t) => {
  const waiting: (() => void)[] = [];
  const sink: LogSink = {
    append: () => new Promise((resolve) => waiting.push(resolve)),
    truncate: () => undefined,
    close: () => Promise.resolve(),
  };
  const log = openLog({ sink });
  const store = log.store('');
  const put = (key: string, value: number, expected: number): Change => ({ kind: 'put', key, value, expected });
  const first = store.commit([put('/a/1', 1, 0)]);
  const second = store.commit([put('/a/1', 2, 0)]);
  const other = store.commit([put('/b/1', 1, 0)]);
  t.equal(waiting.length, 2, 'the second one has not reached the sink');
  t.equal(store.get('/a/1'), undefined, 'nobody sees a commit before it is kept');
  for (const resolve of waiting) resolve();
  t.same(await Promise.all([first, second, other]), [true, false, true]);
  t.same(resourcesOf(log), { '/a/1': 1, '/b/1': 1 });
});

test('a restored document leaves the others to those who change them meanwhile', async (t) => {
  const waiting: (() => void)[] = [];
  const { sink: recording, commits } = recordingSink();
  const sink: LogSink = {
    ...recording,
    append: (commit) => new Promise<void>((resolve) => waiting.push(resolve)).then(() => recording.append(commit)),
  };
  const log = openLog({ sink });
  const written = async <T>(change: T) => {
    for (let round = 0; round < 20; round++) {
      for (const resolve of waiting.splice(0)) resolve();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return await change;
  };
  const put = (part: string | undefined, key: string, value: number) =>
    log.store(part).commit([{ kind: 'put', key, value }]);
  await written(Promise.all([put('', '/a/1', 1), put('/b', '/b/1', 1), put(undefined, 'clock', 1)]));
  const early = put('/b', '/b/2', 2);
  const restored = log.restore([{ part: '', values: [['/a/9', 9]] }, { values: [['settings', 5]] }]);
  const late = [put('/b', '/b/3', 3), put('', '/a/2', 2)];
  t.same(await written(Promise.all([early, ...late])), [true, true, true]);
  await restored;
  const values = (part: string | undefined) => Object.keys(log.store(part).snapshot());
  t.same(values('/b'), ['/b/1', '/b/2', '/b/3']);
  t.same(values(''), ['/a/9'], 'its own requests in progress finish on its old state');
  t.same(values(undefined), ['settings']);
  const again = openLog({ kept: { base: { revision: 0, parts: [] }, commits: JSON.parse(JSON.stringify(commits())) } });
  t.same(again.state().parts, log.state().parts, 'and so does the next process');
});

test('initial items are kept with the first commit that changes their resource', async (t) => {
  const { sink, commits } = recordingSink();
  const log = openLog({ sink });
  const initial: Change[] = [
    { kind: 'put', key: '~counters/a', value: 2 },
    { kind: 'put', key: '/a/1', value: 'one' },
    { kind: 'put', key: '/a/2', value: 'two' },
  ];
  await log.store('').commit(initial, INITIAL);
  t.same(commits(), [], 'they are no commit');
  await log.store('').commit([{ kind: 'put', key: '/b/1', value: 1 }], 'other');
  t.equal(commits()[0]?.initial, undefined);
  await log.store('').commit([{ kind: 'put', key: '/a/1', value: 'changed' }], 'x');
  t.same(
    commits()[1]?.initial?.map(({ key }) => key),
    ['~counters/a', '/a/1', '/a/2'],
  );
  await log.store('').commit([{ kind: 'delete', key: '/a/2' }], 'y');
  t.equal(commits()[2]?.initial, undefined, 'they are kept once');
  await log.rewind(1);
  t.same(resourcesOf(log), { '~counters/a': 2, '/a/1': 'one', '/a/2': 'two', '/b/1': 1 });
  await log.store('').commit([{ kind: 'delete', key: '/a/2' }], 'z');
  t.equal(commits()[1]?.initial?.length, 3, 'and again after a rewind');
  await log.rewind(0);
  t.same(resourcesOf(log), { '~counters/a': 2, '/a/1': 'one', '/a/2': 'two' });
});

test('requests in progress finish on the old state, and log nothing more', async (t) => {
  const log = openLog({});
  const old = log.store('');
  await old.commit([{ kind: 'put', key: '/a/1', value: 1 }]);
  await log.replace({ parts: [] });
  const { revision } = log;
  t.equal(await old.commit([{ kind: 'put', key: '/a/1', value: 2, expected: 1 }]), true);
  t.equal(log.revision, revision);
  t.same(resourcesOf(log), {});
  await log.rewind(1);
  t.same(resourcesOf(log), { '/a/1': 1 }, 'a reset can be undone');
});

test('the histories of all worlds share one limit: the world without a change for the longest forgets first', async (t: Test) => {
  const bytes = new HistoryBytes(20_000);
  const [one, other] = [openLog({ bytes }), openLog({ bytes })];
  const put = (log: CommitLog, value: string) => log.store('').commit([{ kind: 'put', key: '/a/1', value }]);
  for (let index = 0; index < 10; index++) await put(one, 'x'.repeat(500));
  for (let index = 0; index < 30; index++) await put(other, `${index}`.repeat(200));
  t.ok(bytes.kept <= 20_000);
  t.ok(one.history.first > 0, 'the first world has forgotten');
  t.same(resourcesOf(one), { '/a/1': 'x'.repeat(500) }, 'its state is complete');
  t.same(baseOf(10, one.history.valuesAt(10)).parts[0]?.values, [['/a/1', 'x'.repeat(500)]]);
  await one.close();
  await other.close();
  t.equal(bytes.kept, 0);
});

test('a kept history is continued', async (t) => {
  const { sink, commits } = recordingSink();
  const log = openLog({ sink });
  await log.store('').commit([{ kind: 'put', key: '/a/1', value: 1 }], 'x');
  await log.store(undefined).commit([{ kind: 'put', key: 'clock', value: { offset: 5 } }]);
  const kept: readonly Commit[] = JSON.parse(JSON.stringify(commits()));
  const next = openLog({ kept: { base: { revision: 0, parts: [] }, commits: kept } });
  t.equal(next.revision, 2);
  t.same(resourcesOf(next), { '/a/1': 1 });
  t.same(next.store(undefined).get('clock')?.value, { offset: 5 });
  await next.rewind(0);
  t.same(resourcesOf(next), {});
  t.same(valuesOf(next.state()).get(undefined)?.size ?? 0, 0);
});

test('a rewind waits for the commits before it, and those after it wait for the rewind', async (t) => {
  const confirm: (() => void)[] = [];
  const lines: string[] = [];
  const later = () => new Promise<void>((resolve) => confirm.push(resolve));
  const sink: LogSink = {
    append: ({ revision }) => {
      lines.push(`commit ${revision}`);
      return later();
    },
    truncate: (revision) => {
      lines.push(`truncate ${revision}`);
      return later();
    },
    close: () => Promise.resolve(),
  };
  const log = openLog({ sink });
  const store = log.store('');
  const one = store.commit([{ kind: 'put', key: '/a/1', value: 1 }]);
  confirm.shift()?.();
  await one;
  const two = store.commit([{ kind: 'put', key: '/a/2', value: 2 }]);
  const rewound = log.rewind(1);
  const three = store.commit([{ kind: 'put', key: '/a/3', value: 3 }]);
  t.same(lines, ['commit 1', 'commit 2']);
  while (lines.length < 3) {
    confirm.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  confirm.shift()?.();
  await Promise.all([two, rewound, three]);
  t.same(lines, ['commit 1', 'commit 2', 'truncate 1'], 'the old state logs nothing more');
  t.same(Object.keys(log.store('').snapshot()), ['/a/1']);
  t.equal(log.revision, 1);
  t.equal(log.history.revision, 1);
});

test('a rewind that the sink refuses changes nothing', async (t) => {
  const sink: LogSink = {
    append: () => undefined,
    truncate: () => Promise.reject(new Error('the disk is full')),
    close: () => Promise.resolve(),
  };
  const log = openLog({ sink });
  for (const value of [1, 2]) await log.store('').commit([{ kind: 'put', key: '/a/1', value }]);
  await t.rejects(async () => log.rewind(1), { message: 'the disk is full' });
  t.equal(log.store('').get('/a/1')?.value, 2);
  t.equal(log.history.revision, 2);
  await log.store('').commit([{ kind: 'put', key: '/a/1', value: 3 }]);
  t.equal(log.revision, 3);
});
