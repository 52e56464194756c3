// Every child process of the benchmark. Each is ended by its own handle and in bounded time, whatever becomes of the rest.
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Milliseconds that a child has between SIGTERM and SIGKILL. */
const GRACE = 3000;

const living = new Set<ChildProcess>();

process.on('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** Starts Node.js with these arguments: the one that runs this, or another. */
export function startChild(words: readonly string[], stdio: StdioOptions, node = process.execPath): ChildProcess {
  const child = spawn(node, words, { stdio });
  living.add(child);
  child.once('exit', () => living.delete(child));
  return child;
}

export async function endChild(child: ChildProcess): Promise<void> {
  if (!living.has(child)) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), GRACE);
  await gone;
  clearTimeout(kill);
}

export async function endAllChildren(): Promise<void> {
  await Promise.all([...living].map(endChild));
}

/** How a child ended, or undefined while it lives. */
export function endOf({ exitCode, signalCode }: ChildProcess): number | string | undefined {
  return exitCode ?? signalCode ?? undefined;
}
