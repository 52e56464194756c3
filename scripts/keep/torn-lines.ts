// Cuts the file at each byte of its last commit, and looks whether the server starts with the state before it.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createStandin } from '../../src/index.ts';
import type { JsonObject } from '../../src/json/value.ts';
import type { Run } from '../adversity/run.ts';
import { shopDocument } from './document.ts';
import { FOLDER, startKeeping } from './server.ts';
import { read } from './writer.ts';

export async function tornLines(run: Run): Promise<void> {
  const folder = join(FOLDER, 'torn');
  const server = await startKeeping(folder);
  const headers = { 'Content-Type': 'application/json' };
  const post = (path: string, body: object) =>
    fetch(`${server.origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  await post('/shops', { owner: 'a', name: 'one' });
  await post('/shops', { owner: 'a', name: 'two' });
  await post('/shops/2/items', { name: 'an item' });
  const before = await read(server.origin, '/shops');
  // A deletion that takes the items with it: more than one change in one line.
  await fetch(`${server.origin}/shops/2`, { method: 'DELETE' });
  const after = await read(server.origin, '/shops');
  await server.kill();
  const place = join(folder, 'world-default');
  const [name = ''] = readdirSync(place).filter((one) => one.endsWith('.jsonl'));
  const whole = readFileSync(join(place, name));
  const begin = whole.lastIndexOf(10, whole.length - 2) + 1;
  // One start for each byte; the small run takes every seventh, and always the first and the last ones.
  const step = run.amount(1, 7);
  const ends = Array.from({ length: whole.length - begin + 1 }, (_, at) => begin + at).filter(
    (end) => (end - begin) % step === 0 || end >= whole.length - 2,
  );
  const copy = join(FOLDER, 'torn-copy');
  const wrong: number[] = [];
  for (const end of ends) {
    rmSync(copy, { recursive: true, force: true });
    mkdirSync(join(copy, 'world-default'), { recursive: true });
    writeFileSync(join(copy, 'world-default', name), whole.subarray(0, end));
    const standin = await createStandin({ document: shopDocument as unknown as JsonObject, count: 0, keep: copy });
    const found = (await standin.inject('/shops')).json();
    await standin.close();
    const wanted = end === whole.length ? after : before;
    if (JSON.stringify(found) !== JSON.stringify(wanted)) wrong.push(end - begin);
  }
  run.print(`${ends.length} starts with a last commit of ${whole.length - begin} bytes that was cut`);
  run.check(
    wrong.length === 0,
    `the state is wrong if the last commit is cut at byte ${wrong.slice(0, 10).join(', ')}`,
  );
}
