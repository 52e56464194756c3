// Starts the server with long logs: how long it takes, and how large the file is.
import { closeSync, openSync, readdirSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../adversity/run.ts';
import { FOLDER, type KeepingServer, startKeeping } from './server.ts';
import { read } from './writer.ts';

const LINES_PER_WRITE = 2000;

export async function longLogs(run: Run): Promise<void> {
  const empty = await startKeeping(join(FOLDER, 'empty'));
  const emptyMs = timeOf(empty);
  await empty.stop();
  for (const count of run.quick ? [100_000] : [100_000, 1_000_000]) {
    const { folder, file } = await longLog(count);
    const server = await startKeeping(
      folder,
      '--limit',
      'snapshotCommits=10000000',
      '--limit',
      'snapshotBytes=68719476736',
    );
    const ms = timeOf(server) - emptyMs;
    const waited = server.startMs - empty.startMs;
    const [shop] = (await read(server.origin, '/shops')) as readonly { readonly name: string }[];
    await server.stop();
    const size = (statSync(file).size / 1e6).toFixed(0);
    run.print(
      `${count} commits in a file of ${size} MB: the start takes ${ms.toFixed(0)} ms more of the processor (${waited.toFixed(0)} ms more in all)`,
    );
    run.check(shop?.name === `name ${count}`, `after ${count} commits the name is ${shop?.name}`);
    if (count === 100_000) run.check(ms < 1000, `100,000 commits take ${ms.toFixed(0)} ms to load`);
  }
}

/** The time that the start of a server took. Other processes do not count, if the system says how much is its own. */
function timeOf(server: KeepingServer): number {
  return server.cpuMs() ?? server.startMs;
}

/** A log with so many changes of one shop. Its lines are like one that the server has written. */
async function longLog(count: number): Promise<{ readonly folder: string; readonly file: string }> {
  const folder = join(FOLDER, `long-${count}`);
  const server = await startKeeping(folder);
  const headers = { 'Content-Type': 'application/json' };
  const created = JSON.stringify({ owner: 'a', name: 'new' });
  await fetch(`${server.origin}/shops`, { method: 'POST', headers, body: created });
  await fetch(`${server.origin}/shops/1`, { method: 'PATCH', headers, body: JSON.stringify({ name: 'NAME' }) });
  await server.stop();
  const place = join(folder, 'world-default');
  const file = join(place, readdirSync(place).find((name) => name.endsWith('.jsonl')) as string);
  const line = readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) as string;
  const first = Number(/^\{"revision":(\d+),/.exec(line)?.[1]);
  const [before = '', after = ''] = line.replace(/^\{"revision":\d+,/, '').split('NAME');
  const descriptor = openSync(file, 'a');
  for (let from = 1; from <= count; from += LINES_PER_WRITE) {
    const lines = Array.from({ length: Math.min(LINES_PER_WRITE, count - from + 1) }, (_, at) => {
      return `{"revision":${first + from + at},${before}name ${from + at}${after}\n`;
    });
    writeSync(descriptor, lines.join(''));
  }
  closeSync(descriptor);
  return { folder, file };
}
