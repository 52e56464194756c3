// Starts the built command with `--keep`, and ends it in the ways that the proof needs.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shopDocument } from './document.ts';

const COMMAND = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
/** Milliseconds that a server has for its start. */
const MOST_START_MS = 120_000;

export const FOLDER = mkdtempSync(join(tmpdir(), 'standin-keep-'));
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(FOLDER, { recursive: true, force: true });
});

const DOCUMENT = join(FOLDER, 'shops.json');
writeFileSync(DOCUMENT, JSON.stringify(shopDocument));

export interface KeepingServer {
  readonly origin: string;
  /** Milliseconds from its start until it listened. */
  readonly startMs: number;
  /** Milliseconds of the processor that it has used so far. Undefined if the system does not say it. */
  cpuMs(): number | undefined;
  /** What it has printed to standard error. */
  complaints(): string;
  /** Ends it as a power switch would. */
  kill(): Promise<void>;
  /** Ends it in order. */
  stop(): Promise<void>;
}

/** @throws Error with what the command printed, if it does not listen */
export async function startKeeping(folder: string, ...options: readonly string[]): Promise<KeepingServer> {
  const begun = performance.now();
  const words = [COMMAND, DOCUMENT, '--port', '0', '--log', 'off', '--count', '0', '--no-journal', '--keep', folder];
  const child = spawn(process.execPath, [...words, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let printed = '';
  let complaints = '';
  child.stderr.on('data', (text) => {
    complaints += text;
  });
  const exit = once(child, 'exit').finally(() => running.delete(child));
  const listening = new Promise<string | undefined>((resolve) => {
    child.stdout.on('data', (text) => {
      printed += text;
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(printed)?.[0];
      if (url !== undefined && printed.includes('\n')) resolve(url);
    });
  });
  const origin = await Promise.race([
    listening,
    exit.then(() => undefined),
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), MOST_START_MS).unref()),
  ]);
  if (origin === undefined) throw new Error(`The server does not listen: ${printed}${complaints}`);
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exit;
  };
  return {
    origin,
    startMs: performance.now() - begun,
    cpuMs: () => cpuMsOf(child.pid),
    complaints: () => complaints,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/** From proc(5): the 14th and 15th field, in ticks of 10 ms. */
function cpuMsOf(pid: number | undefined): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
