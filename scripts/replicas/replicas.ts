// Starts processes of the built command with one Redis, and Redis itself.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RedisServer, startRedis } from '../../test/fixtures/redis-server.ts';
import { itemsDocument } from './document.ts';

const COMMAND = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const MOST_START_MS = 60_000;
const FOLDER = mkdtempSync(join(tmpdir(), 'standin-replicas-'));
const DOCUMENT = join(FOLDER, 'items.json');
writeFileSync(DOCUMENT, JSON.stringify(itemsDocument));

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(FOLDER, { recursive: true, force: true });
});

export interface Replica {
  readonly origin: string;
  /** Milliseconds of the processor that it has used so far. Undefined if the system does not say it. */
  cpuMs(): number | undefined;
  kill(): Promise<void>;
}

/** @param store the address of the Redis; undefined for a state of its own */
export async function startReplica(store: string | undefined, ...options: readonly string[]): Promise<Replica> {
  const words = [COMMAND, DOCUMENT, '--port', '0', '--log', 'off', '--count', '0', ...options];
  const child = spawn(process.execPath, [...words, ...(store === undefined ? [] : ['--store', store])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.add(child);
  const exit = once(child, 'exit').finally(() => running.delete(child));
  let printed = '';
  const listening = new Promise<string>((resolve) => {
    child.stdout.on('data', (text) => {
      printed += text;
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      if (url !== undefined) resolve(url);
    });
  });
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), MOST_START_MS).unref());
  const origin = await Promise.race([listening, exit.then(() => undefined), late]);
  if (origin === undefined) throw new Error(`A replica does not listen: ${printed}`);
  return {
    origin,
    cpuMs: () => cpuMsOf(child.pid),
    async kill() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

export interface Setup {
  readonly redis: RedisServer;
  readonly replicas: Replica[];
}

/** Runs a part of the proof with a Redis and replicas of its own. */
export async function withReplicas(
  count: number,
  run: (setup: Setup) => Promise<void>,
  redisOptions: readonly string[] = [],
): Promise<void> {
  const redis = await startRedis(redisOptions);
  const replicas: Replica[] = [];
  try {
    replicas.push(...(await Promise.all(Array.from({ length: count }, () => startReplica(redis.url)))));
    await run({ redis, replicas });
  } finally {
    await Promise.all(replicas.map((replica) => replica.kill()));
    await redis.stop();
  }
}

/** The origin of the n-th replica, round and round. */
export function originOf({ replicas }: Setup, n: number): string {
  return (replicas[n % replicas.length] as Replica).origin;
}

/** From proc(5): the 14th and 15th field, in ticks of 10 ms. */
export function cpuMsOf(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux' || pid === undefined) return undefined;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
