// Kills the server again and again while clients write, with snapshots in between, and compares what is kept after each start.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../adversity/run.ts';
import { FOLDER, startKeeping } from './server.ts';
import { Writer } from './writer.ts';

const WRITERS = 6;
/** Milliseconds that clients write before the server is killed. */
const WRITING_MS = { least: 60, most: 400 };

export async function kills(run: Run): Promise<void> {
  const folder = join(FOLDER, 'kills');
  const random = seeded(1);
  const writers = Array.from({ length: WRITERS }, (_, at) => new Writer(`writer-${at}`, random));
  const rounds = run.amount(50, 6);
  let repeated = 0;
  let snapshots = 0;
  for (let round = 1; round <= rounds; round++) {
    const server = await startKeeping(folder, '--limit', 'snapshotCommits=40');
    for (const writer of writers) await writer.verify(server.origin);
    for (const writer of writers) repeated += await writer.repeat(server.origin);
    let killed = false;
    const writing = writers.map((writer) => writer.write(server.origin, () => killed));
    await new Promise((resolve) =>
      setTimeout(resolve, WRITING_MS.least + random() * (WRITING_MS.most - WRITING_MS.least)),
    );
    await server.kill();
    killed = true;
    await Promise.all(writing);
    snapshots = Math.max(snapshots, lastFile(folder));
  }
  const server = await startKeeping(folder);
  for (const writer of writers) await writer.verify(server.origin);
  await server.stop();
  const problems = writers.flatMap((writer) => writer.problems);
  const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged, 0);
  run.print(`${rounds} rounds of kill -9, ${acknowledged} acknowledged writes, ${snapshots - 1} snapshots`);
  run.print(`${repeated} requests repeated with their idempotency keys`);
  for (const problem of problems.slice(0, 10)) run.print(problem);
  run.check(
    problems.length === 0,
    `${problems.length} acknowledged writes are lost, half-applied, or have an id of another`,
  );
  run.check(acknowledged > rounds * 20, `only ${acknowledged} writes were acknowledged`);
  run.check(snapshots > 1, 'no snapshot was written');
  run.check(repeated > 0, 'no request was repeated');
}

/** The number of the last file of the default world. */
function lastFile(folder: string): number {
  const names = readdirSync(join(folder, 'world-default'));
  return Math.max(...names.map((name) => Number(/^log-(\d+)\.jsonl$/.exec(name)?.[1] ?? 0)));
}

/** Mulberry32: the same numbers in each run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
