// The lock of a folder: one owner at a time, whatever ended the owners before it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { lockFolder } from '../../../src/store/keep/lock.ts';

const LOCK = fileURLToPath(new URL('../../../src/store/keep/lock.ts', import.meta.url));

/** A process that locks a folder and says whether it could. */
function locker(folder: string): ChildProcess {
  const code = `
    const { lockFolder } = await import(${JSON.stringify(LOCK)});
    await new Promise((resolve) => process.stdin.once('data', resolve));
    try {
      await lockFolder(${JSON.stringify(folder)});
      console.log('locked');
    } catch (error) {
      console.log(error.code);
    }
    setInterval(() => undefined, 1000);`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function result(child: ChildProcess): Promise<string> {
  child.stdin?.write('go\n');
  const lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> });
  const [line] = (await once(lines, 'line')) as [string];
  return line;
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'standin-lock-test-')));
}

test('a folder has one owner until it is released', async (t) => {
  const folder = newFolder();
  const lock = await lockFolder(folder);
  await t.rejects(lockFolder(folder), {
    code: 'KEEP_IN_USE',
    what: new RegExp(`^Another server keeps its state in ${folder} \\(process ${process.pid} on `),
    advice: 'Stop that server, or use another folder with --keep',
  });
  await lock.release();
  t.same(readdirSync(folder), [], 'nothing is left behind');
  const next = await lockFolder(folder);
  await next.release();
});

test('a path that is too long for a socket is no obstacle', async (t) => {
  const folder = join(newFolder(), 'x'.repeat(120), 'y'.repeat(120));
  mkdirSync(folder, { recursive: true });
  const lock = await lockFolder(folder);
  t.match(readdirSync(folder), [/^lock-[0-9a-f]{12}$/]);
  await t.rejects(lockFolder(folder), { code: 'KEEP_IN_USE' });
  await lock.release();
  t.same(readdirSync(folder), []);
});

test('kill -9 leaves no lock behind', async (t) => {
  const folder = newFolder();
  const child = locker(folder);
  t.equal(await result(child), 'locked');
  await t.rejects(lockFolder(folder), { code: 'KEEP_IN_USE', what: new RegExp(`process ${child.pid} on`) });
  await end(child);
  t.equal(readdirSync(folder).length, 1, 'the socket of the ended process is still there');
  const lock = await lockFolder(folder);
  t.equal(readdirSync(folder).length, 1, 'and the next owner removes it');
  await lock.release();
});

test('exactly one of several that start at the same moment owns the folder', async (t) => {
  for (let round = 0; round < 25; round++) {
    const folder = newFolder();
    const dead = await lockFolder(folder);
    await dead.release();
    const locks = await Promise.allSettled(Array.from({ length: 4 }, () => lockFolder(folder)));
    const owners = locks.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const codes = locks.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []));
    t.same([owners.length, codes], [1, Array(3).fill('KEEP_IN_USE')], `round ${round}`);
    await owners[0]?.release();
  }
  const folder = newFolder();
  const children = Array.from({ length: 3 }, () => locker(folder));
  const results = await Promise.all(children.map(result));
  t.same(results.toSorted(), ['KEEP_IN_USE', 'KEEP_IN_USE', 'locked'], 'also as processes');
  await Promise.all(children.map(end));
});
