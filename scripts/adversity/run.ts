// What all parts of the proof share: the server under attack in its small heap, the rules, and the output.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningServer, startServer } from '../bench/server-process.ts';

export const COMMAND = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const HEAP_MB = 256;
/** Milliseconds in which a client that does nothing unusual must get its response, also on a busy machine. */
export const MOST_LATENCY_MS = 5000;

const folder = mkdtempSync(join(tmpdir(), 'standin-adversity-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** One part of the proof. It prints its figures and checks its rules. */
export type Part = (run: Run) => Promise<void>;

export class Run {
  /** Whether the run lasts a minute instead of ten. */
  readonly quick: boolean;
  readonly #broken: string[] = [];

  constructor(quick: boolean) {
    this.quick = quick;
  }

  get broken(): readonly string[] {
    return this.#broken;
  }

  /** A number for the full run and one for the quick run. */
  amount(full: number, quick: number): number {
    return this.quick ? quick : full;
  }

  print(line: string): void {
    console.log(`  ${line}`);
  }

  check(isKept: boolean, rule: string): void {
    if (isKept) return;
    this.#broken.push(rule);
    this.print(`BROKEN: ${rule}`);
  }
}

export interface AttackedServer extends Omit<RunningServer, 'url'> {
  readonly origin: string;
  /** The file of its document. */
  readonly file: string;
}

export interface AttackedOptions {
  readonly name: string;
  readonly document: object;
  /** A path whose GET returns 200. */
  readonly probe: string;
  readonly options?: readonly string[];
}

/** Starts the built command in a small heap, and stops it after the use. */
export async function withServer(
  attacked: AttackedOptions,
  use: (server: AttackedServer) => Promise<void>,
): Promise<void> {
  const { name, document, probe, options = [] } = attacked;
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(document));
  const heap = `--max-old-space-size=${HEAP_MB}`;
  const start = (port: number) => [heap, COMMAND, file, '--quiet', '--port', String(port), ...options];
  const server = await startServer({ name, start, path: probe });
  try {
    await use({ ...server, origin: new URL(server.url).origin, file });
  } finally {
    await server.stop();
  }
}

/** Resident memory in MB. @throws Error if the server has ended */
export async function memoryOf(server: AttackedServer): Promise<number> {
  return (await server.usage()).rss / 2 ** 20;
}

export function counts(numbers: Readonly<Record<string, number>>): string {
  return Object.entries(numbers)
    .map(([name, count]) => `${count} × ${name}`)
    .join(', ');
}
