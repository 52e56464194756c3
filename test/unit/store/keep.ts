// The log files of kept worlds: what is written is read again, whatever ends the process or fills the disk.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'tap';
import type { BaseState, Commit } from '../../../src/store/commit.ts';
import { folderNameOf, KeepFolder, worldIn } from '../../../src/store/keep/keep-folder.ts';
import { FILE_CALLS, type FileCalls } from '../../../src/store/keep/log-file.ts';
import { readLog } from '../../../src/store/keep/read-log.ts';
import type { StateOf, WorldLog } from '../../../src/store/keep/world-log.ts';

interface TestLog {
  readonly keep: KeepFolder;
  readonly log: WorldLog;
  readonly files: () => readonly string[];
  readonly lines: () => readonly string[];
}

interface TestOptions {
  readonly folder?: string;
  readonly state?: StateOf;
  readonly calls?: FileCalls;
  readonly sync?: boolean;
  readonly snapshotCommits?: number;
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'standin-keep-test-'));
}

async function openLog(options: TestOptions = {}): Promise<TestLog> {
  const {
    folder = newFolder(),
    state = () => ({ revision: 0, parts: [] }),
    calls = FILE_CALLS,
    sync = false,
    snapshotCommits = 1000,
  } = options;
  const keep = await KeepFolder.open({ folder, sync, snapshotCommits, snapshotBytes: 1e9, calls });
  const log = keep.log('default', { documents: () => 'd1', origin: { seed: 1 } });
  log.open(state);
  const place = keep.folderOf('default');
  const files = () => (existsSync(place) ? readdirSync(place).sort() : []);
  const lines = () =>
    readFileSync(join(place, files().at(-1) as string), 'utf8')
      .trimEnd()
      .split('\n');
  return { keep, log, files, lines };
}

function commit(revision: number, value: Commit['changes'][number]['value'] = revision): Commit {
  return {
    revision,
    time: 1000 + revision,
    exchange: `x${revision}`,
    part: '',
    changes: [{ key: '/pets/1', value }],
  };
}

const ALL_KINDS: readonly Commit[] = [
  { revision: 1, time: 1, exchange: undefined, part: undefined, changes: [{ key: 'clock', value: { offset: 5 } }] },
  {
    revision: 2,
    time: 2,
    exchange: 'e"\\2',
    part: '/billing',
    initial: [{ key: '/pets/1', value: { name: 'Ünïcödé \u2028 "quoted"\n' } }],
    changes: [
      { key: '/pets/1', value: undefined },
      { key: '/pets/1', value: { list: [null, 1.5, { '': [] }] } },
    ],
  },
  { revision: 3, time: 3, exchange: 'e3', part: '', replaces: true, changes: [] },
];

test('what is added is read again', async (t) => {
  const { keep, log, lines } = await openLog();
  t.equal(log.read(), undefined, 'nothing is kept');
  for (const one of ALL_KINDS) log.append(one);
  t.equal(
    lines()[0],
    '{"standin":"state","version":1,"world":"default","revision":0,"entries":0,"documents":"d1","origin":{"seed":1}}',
  );
  t.equal(lines()[1], '{"revision":1,"time":1,"changes":[["clock",{"offset":5}]]}');
  await keep.close();
  const again = await openLog({ folder: keep.folder });
  const read = again.log.read();
  t.same(read?.commits, ALL_KINDS);
  t.match(read, { revision: 3, dropped: undefined, header: { world: 'default', origin: { seed: 1 } } });
  again.log.append(commit(4));
  t.equal(again.lines().length, 5, 'and the log goes on in the same file');
  await again.keep.close();
});

test('a log is cut at a revision', async (t) => {
  const { keep, log } = await openLog();
  for (let revision = 1; revision <= 5; revision++) log.append(commit(revision));
  log.truncate(2, () => ({ revision: 2, parts: [] }));
  log.append(commit(3, 'other'));
  await keep.close();
  const again = await openLog({ folder: keep.folder });
  t.same(again.log.read()?.commits, [commit(1), commit(2), commit(3, 'other')]);
  await again.keep.close();
});

test('a log is cut before the base state of its file, too', async (t) => {
  const state: BaseState = { revision: 12, parts: [{ part: '', values: [['/pets/1', 'now']] }] };
  const { keep, log, files } = await openLog({ state: () => state });
  for (let revision = 1; revision <= 12; revision++) log.append(commit(revision));
  log.renew();
  while (!files().includes('log-000002.jsonl')) await new Promise((resolve) => setTimeout(resolve, 1));
  log.append(commit(13));
  log.truncate(5, () => ({
    revision: 5,
    parts: [{ part: '', values: [['/pets/1', 'then']] }, { values: [['clock', 1]] }],
  }));
  log.append(commit(6));
  await keep.close();
  const again = await openLog({ folder: keep.folder });
  const read = again.log.read();
  t.same(read?.base, {
    revision: 5,
    parts: [
      { part: '', values: [['/pets/1', 'then']] },
      { part: undefined, values: [['clock', 1]] },
    ],
  });
  t.same(read?.commits, [commit(6)]);
  await again.keep.close();
});

test('the first file contains the state before the first commit', async (t) => {
  const { keep, log } = await openLog({
    state: () => ({ revision: 0, parts: [{ values: [['stubs/1', { status: 200 }]] }] }),
  });
  log.append(commit(1));
  await keep.close();
  const again = await openLog({ folder: keep.folder });
  t.same(again.log.read()?.base.parts, [{ part: undefined, values: [['stubs/1', { status: 200 }]] }]);
  await again.keep.close();
});

test('with sync, a snapshot contains every commit that was acknowledged', async (t) => {
  const applied: number[] = [];
  const big = 'x'.repeat(1000);
  const state = (): BaseState => ({
    revision: applied.at(-1) ?? 0,
    parts: [{ part: '', values: applied.map((revision) => [`/pets/${revision}`, big]) }],
  });
  const { keep, log, files } = await openLog({ state, sync: true, snapshotCommits: 20 });
  let last = 0;
  const add = async () => {
    const revision = ++last;
    await log.append({ ...commit(revision), changes: [{ key: `/pets/${revision}`, value: big }] });
    applied.push(revision);
  };
  while (files().length === 0 || (last < 3000 && files()[0] === 'log-000001.jsonl')) {
    await Promise.all(Array.from({ length: 7 }, add));
  }
  await Promise.all(Array.from({ length: 7 }, add));
  await keep.close();
  const again = await openLog({ folder: keep.folder });
  const read = again.log.read();
  const kept = [
    ...(read?.base.parts[0]?.values.map(([key]) => key) ?? []),
    ...(read?.commits.map(({ changes }) => changes[0]?.key) ?? []),
  ];
  t.ok((read?.header?.revision ?? 0) > 0, 'there was a snapshot');
  t.same(
    kept,
    applied.map((revision) => `/pets/${revision}`),
  );
  await again.keep.close();
});

test('a torn last line is dropped, at whichever byte it ends', async (t) => {
  const { keep, log, files } = await openLog();
  for (const one of ALL_KINDS.slice(0, 2)) log.append(one);
  await keep.close();
  const file = join(keep.folderOf('default'), files()[0] as string);
  const whole = readFileSync(file);
  const last = whole.lastIndexOf(10, whole.length - 2) + 1;
  for (let end = last; end <= whole.length; end++) {
    writeFileSync(file, whole.subarray(0, end));
    const { commits, size, dropped } = readLog(file, 'default');
    const complete = end === whole.length;
    const wanted = complete ? [2, end, undefined] : [1, last, end === last ? undefined : 3];
    t.same([commits.length, size, dropped?.line], wanted, `at byte ${end - last}`);
  }
  writeFileSync(file, whole.subarray(0, last + 40));
  const again = await openLog({ folder: keep.folder });
  t.same(again.log.read()?.dropped, { line: 3, why: 'was not written completely' });
  again.log.append(commit(2));
  t.same(readLog(file, 'default').commits, [ALL_KINDS[0], commit(2)], 'the next line takes its place');
  await again.keep.close();
});

test('a damaged last line is dropped, and one before it is an error with its place', async (t) => {
  const { keep, log, files } = await openLog();
  for (let revision = 1; revision <= 3; revision++) log.append(commit(revision));
  await keep.close();
  const file = join(keep.folderOf('default'), files()[0] as string);
  const whole = readFileSync(file, 'utf8').split('\n');
  const put = (at: number, text: string | Buffer) => {
    const parts = whole.map((line, index) => (index === at ? Buffer.from(text) : Buffer.from(line)));
    writeFileSync(
      file,
      Buffer.concat(parts.flatMap((part, index) => (index === 0 ? [part] : [Buffer.from('\n'), part]))),
    );
  };
  const damages: readonly (string | Buffer)[] = [
    '{"revision":3,"ti',
    '\0\0\0\0',
    Buffer.from([...Buffer.from('{"revision":3,"time":1,"changes":[["'), 0xff, ...Buffer.from('",1]]}')]),
    '{"revision":1,"time":1,"changes":[]}',
    '{"revision":3,"time":1,"changes":[[1]]}',
    '{"part":"","key":"/pets/1","value":1,"revision":1}',
    '',
  ];
  for (const damage of damages) {
    put(3, damage);
    t.match(readLog(file, 'default'), { commits: [commit(1), commit(2)], dropped: { line: 4 } }, `${damage}`);
    put(2, damage);
    t.throws(() => readLog(file, 'default'), {
      code: 'KEEP_DAMAGED',
      what: /^Line 3 of the kept state /,
      place: { file, line: 3 },
      advice: 'Restore the file from a backup, or remove this line and all lines after it',
    });
  }
  put(0, '{"standin":"state","version":2}');
  t.throws(() => readLog(file, 'default'), {
    code: 'KEEP_DAMAGED',
    what: 'Line 1 of the kept state has version 2, not 1',
  });
  put(0, '{"standin":"other"}');
  t.throws(() => readLog(file, 'default'), {
    code: 'KEEP_DAMAGED',
    what: 'Line 1 of the kept state is no header of a log',
  });
});

const failure = (code: string) => Object.assign(new Error(code), { code });

test('a line that cannot be written completely is removed again, and the log goes on if there is room', async (t) => {
  let fails: 'no' | 'short' | 'full' | 'both' = 'no';
  const calls: FileCalls = {
    ...FILE_CALLS,
    write(descriptor, text) {
      if (fails === 'full') throw failure('ENOSPC');
      return FILE_CALLS.write(descriptor, fails === 'no' ? text : text.slice(0, 20));
    },
    truncate(descriptor, size) {
      if (fails === 'both') throw failure('EIO');
      FILE_CALLS.truncate(descriptor, size);
    },
  };
  const { keep, log, lines } = await openLog({ calls });
  log.append(commit(1));
  fails = 'short';
  t.throws(() => log.append(commit(2)), {
    code: 'STORAGE_FAILED',
    status: 507,
    message: 'The change cannot be kept: the disk is full. Nothing was changed.',
  });
  t.equal(lines().length, 2, 'the part of the line is gone');
  fails = 'full';
  t.throws(() => log.append(commit(2)), {
    message: 'The change cannot be kept: the disk is full. Nothing was changed.',
  });
  fails = 'both';
  t.throws(() => log.append(commit(2)), { code: 'STORAGE_FAILED' });
  t.equal(lines().length, 3, 'the part of the line could not be removed');
  t.throws(() => log.append(commit(2)), {
    message: 'The change cannot be kept: the disk reports an error. Nothing was changed.',
  });
  fails = 'no';
  log.append(commit(2));
  log.append(commit(3));
  await keep.close();
  const again = await openLog({ folder: keep.folder });
  t.same(again.log.read()?.commits, [commit(1), commit(2), commit(3)]);
  await again.keep.close();
});

test('after many commits the state is written to a next file, and commits that come meanwhile are in it', async (t) => {
  const big = 'x'.repeat(1000);
  let last = 0;
  const state = (): BaseState => ({
    revision: last,
    parts: [
      { part: '', values: Array.from({ length: last === 0 ? 0 : 2000 }, (_, at) => [`/pets/${at}`, `${last}${big}`]) },
    ],
  });
  const { keep, log, files } = await openLog({ state, snapshotCommits: 10 });
  const add = () => {
    log.append(commit(last + 1, big));
    last += 1;
  };
  for (let count = 0; count < 10; count++) add();
  t.same(files(), ['log-000001.jsonl']);
  while (files().at(-1) !== 'log-000002.jsonl' && last < 2000) {
    add();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  add();
  await keep.close();
  t.same(files(), ['log-000002.jsonl']);
  const again = await openLog({ folder: keep.folder });
  const read = again.log.read();
  const first = read?.header?.revision ?? 0;
  t.equal(read?.base.parts[0]?.values.length, 2000);
  t.equal(read?.base.parts[0]?.values[0]?.[1], `${first}${big}`);
  t.ok(first >= 10, `the base state is that after commit ${first}`);
  t.same(
    read?.commits.map(({ revision }) => revision),
    Array.from({ length: last - first }, (_, at) => first + 1 + at),
    'followed by every commit after it',
  );
  await again.keep.close();
});

test('what an interrupted snapshot left behind is removed, and the file before it is read', async (t) => {
  const { keep, log, files } = await openLog();
  log.append(commit(1));
  await keep.close();
  const place = keep.folderOf('default');
  appendFileSync(join(place, 'log-000002.jsonl.tmp'), '{"standin":"st');
  const again = await openLog({ folder: keep.folder });
  t.same(again.log.read()?.commits, [commit(1)]);
  t.same(files(), ['log-000001.jsonl']);
  await again.keep.close();
});

test('a newest file without its base state is put aside, and the file before it is read', async (t) => {
  const { keep, log, lines } = await openLog({ state: () => ({ revision: 0, parts: [{ values: [['a', 1]] }] }) });
  log.append(commit(1));
  const [header = ''] = lines();
  await keep.close();
  const place = keep.folderOf('default');
  const [first, second] = [1, 2].map((number) => join(place, `log-00000${number}.jsonl`)) as [string, string];
  for (const text of [
    '',
    'x\n',
    'x\ny\n',
    header,
    `${header}\n`,
    header.slice(0, 20),
    `${header}\n{"key":`,
    '\0\0\0\0',
  ]) {
    writeFileSync(second, text);
    const again = await openLog({ folder: keep.folder });
    t.same(again.log.read()?.commits, [commit(1)], JSON.stringify(text));
    t.match(again.log.notices, [new RegExp(`^${second} is damaged \\(Line \\d .+\\): the state is that of ${first}$`)]);
    t.same(again.files(), ['log-000001.jsonl', 'log-000002.jsonl.damaged']);
    await again.keep.close();
  }
  writeFileSync(second, `${header.replace('"version":1', '"version":2')}\n`);
  const newer = await openLog({ folder: keep.folder });
  t.throws(
    () => newer.log.read(),
    { code: 'KEEP_DAMAGED', what: /version 2/ },
    'a newer version may have written more',
  );
  await newer.keep.close();
  mkdirSync(join(place, 'log-000003.jsonl'));
  const blocked = await openLog({ folder: keep.folder });
  t.throws(() => blocked.log.read(), { code: 'KEEP_DAMAGED', what: 'log-000003.jsonl is a folder, not a log file' });
  t.ok(existsSync(first), 'nothing is removed');
  await blocked.keep.close();
});

test('a lost line, a lost base state and the file of another world are errors, and a lost file is a notice', async (t) => {
  const { keep, log, files } = await openLog();
  for (let revision = 1; revision <= 3; revision++) log.append(commit(revision));
  await keep.close();
  const file = join(keep.folderOf('default'), files()[0] as string);
  const [header, one, two, three] = readFileSync(file, 'utf8').split('\n');
  const given = (...text: readonly (string | undefined)[]) =>
    writeFileSync(file, text.map((line) => `${line}\n`).join(''));
  const fails = (what: string) => t.throws(() => readLog(file, 'default'), { code: 'KEEP_DAMAGED', what });
  given(header, two, three);
  fails('Line 2 of the kept state has revision 2 after 0: a line is missing before it');
  given(header, one, three);
  fails('Line 3 of the kept state has revision 3 after 1: a line is missing before it');
  given(header, one, '{"truncate":0}', two);
  fails('Line 4 of the kept state has revision 2 after 0: a line is missing before it');
  given();
  fails('Line 1 of the kept state is missing: the base state is incomplete');
  given(header?.replace('"default"', '"other"'), one);
  fails('Line 1 of the kept state belongs to the world "other", not "default"');
  given(header, one?.replace('"part":""', '"part":"__proto__"'), two);
  fails('Line 2 of the kept state is damaged');
  given(header, one, 'garbage');
  t.same(readLog(file, 'default').dropped, { line: 3, why: 'is damaged' });
  rmSync(file);
  const again = await openLog({ folder: keep.folder });
  t.equal(again.log.read(), undefined);
  t.same(again.log.notices, [`${keep.folderOf('default')} contains no log: the world has its initial state`]);
  await again.keep.close();
});

test('with sync, several commits wait for one sync, and a commit that it did not confirm is refused', async (t) => {
  const syncs: ((error: Error | null) => void)[] = [];
  const calls: FileCalls = { ...FILE_CALLS, sync: (_, done) => void syncs.push(done) };
  const { keep, log, files } = await openLog({ calls, sync: true });
  let done = 0;
  const add = (revision: number) => Promise.resolve(log.append(commit(revision))).then(() => done++);
  const first = add(1);
  const others = [add(2), add(3), add(4)];
  const tick = () => new Promise((resolve) => setImmediate(resolve));
  await tick();
  t.same([syncs.length, done], [1, 0], 'no commit is done before the sync');
  syncs.shift()?.(null);
  await first;
  await tick();
  t.same([syncs.length, done], [1, 1], 'those that came meanwhile wait for one sync together');
  syncs.shift()?.(null);
  await Promise.all(others);
  t.equal(done, 4);
  const refused = add(5);
  await tick();
  syncs.shift()?.(failure('EIO'));
  await t.rejects(refused, { code: 'STORAGE_FAILED', message: /the disk reports an error/ });
  const after = add(6);
  await tick();
  t.same(syncs, [], 'the next commit waits until the state is in another file');
  while (syncs.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  t.same(files(), ['log-000002.jsonl']);
  syncs.shift()?.(null);
  await after;
  await keep.close();
});

test('names of worlds that differ only in case have different folders', async (t) => {
  const names = ['alice', 'Alice', 'ALICE', 'con', 'a-b_C9'];
  const folders = names.map((name) => folderNameOf(name).toLowerCase());
  t.equal(new Set(folders).size, names.length);
  t.same(folders.map(worldIn), names);
  t.same(
    ['other', 'world-Alice', 'lock-1'].map(worldIn),
    [undefined, undefined, undefined],
    'other folders are no worlds',
  );
});

test('a folder that cannot be used is an error', async (t) => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  await t.rejects(openLog({ folder: file }), {
    code: 'KEEP_UNAVAILABLE',
    what: new RegExp(`^The state cannot be kept in ${file}: `),
  });
  truncateSync(file);
  if (process.platform !== 'linux') return;
  await t.rejects(openLog({ folder: '/proc/standin/keep' }), {
    code: 'KEEP_UNAVAILABLE',
    what: /^The state cannot be kept in \/proc\/standin\/keep: nothing can be created in \/proc/,
  });
});

test('100,000 commits are read in less than a second', async (t) => {
  const { keep, log, files } = await openLog({ snapshotCommits: 1e9 });
  const value = {
    id: 'b5d4d3a2-0b1c-4a1e-9f57-6f1f5b8b6a10',
    name: 'Rex',
    tags: ['a', 'b'],
    owner: { name: 'Ann', age: 7 },
  };
  for (let revision = 1; revision <= 100_000; revision++) log.append(commit(revision, value));
  await keep.close();
  const file = join(keep.folderOf('default'), files()[0] as string);
  const begun = process.cpuUsage();
  t.equal(readLog(file, 'default').commits.length, 100_000);
  const { user, system } = process.cpuUsage(begun);
  // Time of the processor, because other processes can take the rest.
  const ms = (user + system) / 1000;
  t.ok(ms < 1000, `${ms.toFixed(0)} ms`);
});
