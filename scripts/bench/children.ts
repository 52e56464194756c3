// The child processes of the benchmark. Each ends by its own handle within a limited time, independently of the others.
import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';

/** Milliseconds between SIGTERM and SIGKILL. */
const KILL_AFTER_MS = 3000;

const running = new Set<ChildProcess>();

process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts Node.js with these arguments: this Node.js, or another program. */
export function startChild(args: readonly string[], stdio: StdioOptions, node = process.execPath): ChildProcess {
  const child = spawn(node, args, { stdio });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

export async function endChild(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
  await gone;
  clearTimeout(kill);
}

export async function endAllChildren(): Promise<void> {
  await Promise.all([...running].map(endChild));
}

/** The exit code or the signal of a child, undefined while it runs. */
export function endOf({ exitCode, signalCode }: ChildProcess): number | string | undefined {
  return exitCode ?? signalCode ?? undefined;
}
