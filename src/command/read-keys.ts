// Reads single keys from the terminal. A terminal in raw mode sends no signals, so the keys of signals are read here, too.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A terminal, as `process.stdin` is one. */
export interface KeyInput {
  readonly isTTY?: boolean | undefined;
  setRawMode(raw: boolean): unknown;
  setEncoding(encoding: 'utf8'): unknown;
  on(event: 'data', listener: (text: string) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  resume(): unknown;
  pause(): unknown;
  /** The terminal alone does not keep the process alive. */
  unref(): unknown;
}

interface KeyReader {
  /** Called with each key. */
  readonly onKey: (key: string) => void;
  readonly onSignal: (signal: NodeJS.Signals) => void;
}

/** The keys that a terminal turns into signals (POSIX, General Terminal Interface). Windows has the first one only. */
const SIGNAL_KEYS: Readonly<Record<string, NodeJS.Signals>> = {
  '\u0003': 'SIGINT',
  '\u001a': 'SIGTSTP',
  '\u001c': 'SIGQUIT',
};

/** The start of the text that a terminal sends for an arrow or a function key. */
const ESCAPE = '\u001b';

/** Whether a person at a terminal can press keys: not in CI, and not in the background of a shell. */
export async function canReadKeys(
  { isTTY }: Pick<KeyInput, 'isTTY'>,
  environment: NodeJS.ProcessEnv,
  isForeground: () => Promise<boolean> = isInForeground,
): Promise<boolean> {
  const { CI: ci, TERM: terminal } = environment;
  const isCi = ci !== undefined && ci !== '' && ci !== 'false' && ci !== '0';
  return isTTY === true && !isCi && terminal !== 'dumb' && (await isForeground());
}

/**
 * Calls back with each key until the process ends.
 * @returns a function that gives the terminal back, and one that takes it again
 */
export function readKeys(input: KeyInput, { onKey, onSignal }: KeyReader): { release(): void; take(): void } {
  input.setEncoding('utf8');
  input.on('data', (text) => {
    if (text.startsWith(ESCAPE)) return;
    for (const key of text) {
      const signal = SIGNAL_KEYS[key];
      if (signal === undefined) onKey(key);
      else onSignal(signal);
    }
  });
  // The server continues if its terminal is closed.
  input.on('error', () => input.pause());
  input.unref();
  const take = () => {
    input.setRawMode(true);
    input.resume();
  };
  const release = () => {
    input.setRawMode(false);
    input.pause();
  };
  take();
  return { take, release };
}

/** Sends a signal to all processes of the terminal's job, as a terminal that is not in raw mode does. */
export function sendSignal(signal: NodeJS.Signals): void {
  // Windows has no job, and its `kill` ends a process at once.
  if (process.platform === 'win32') process.emit(signal, signal);
  else process.kill(0, signal);
}

/**
 * Whether this process is in the foreground of its terminal. A shell stops a background process that reads from the terminal or
 * changes its mode.
 */
async function isInForeground(): Promise<boolean> {
  if (process.platform === 'win32') return true;
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'pgid=,tpgid=', '-p', String(process.pid)]);
    const [group, foreground] = stdout.trim().split(/\s+/);
    return group === foreground;
  } catch {
    // Without `ps`, for example in a small container, there is mostly no shell either.
    return true;
  }
}
