// Watches files, and reports all changes that an editor makes in one save as one.
import { dirname } from 'node:path';

export interface Watcher {
  /** Resolves when nothing is watched any more. */
  close(): Promise<void>;
}

/** Milliseconds without a change before it is reported: more than the 50 in which chokidar reports a file only once. */
const SETTLE_TIME = 75;

interface WatchOptions {
  /** The files to watch. */
  readonly files: readonly string[];
  /** Whether another file in their folders, or below, is watched as well. */
  readonly also?: (file: string) => boolean;
}

/** @param changed is called once for a burst of changes; never while an earlier call is running */
export async function watchFiles({ files, also }: WatchOptions, changed: () => Promise<void>): Promise<Watcher> {
  const { watch } = await import('chokidar');
  const named = new Set(files);
  const folders = [...new Set(files.map((file) => dirname(file)))];
  const isSkipped = (path: string) => {
    const folder = folders.find((one) => path.startsWith(one)) ?? '';
    return /(?:^|[\\/])(?:node_modules|\..+|dist|coverage)(?:[\\/]|$)/.test(path.slice(folder.length));
  };
  const watcher = watch(also ? folders : [...named], {
    ignoreInitial: true,
    depth: 3,
    atomic: true,
    ignored: (path, stats) => isSkipped(path) || (stats?.isFile() === true && !named.has(path) && !also?.(path)),
  });
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  watcher.on('all', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(changed);
    }, SETTLE_TIME);
  });
  // Without a listener, an error such as a symbolic link to itself ends the process.
  watcher.on('error', (error) => console.error(warningOf(error as NodeJS.ErrnoException, folders)));
  await new Promise<void>((ready) => watcher.once('ready', () => ready()));
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
      await running;
    },
  };
}

function warningOf({ path, code, message }: NodeJS.ErrnoException, folders: readonly string[]): string {
  // Messages of Node.js are as `ELOOP: too many symbolic links encountered, stat '/folder/loop'`.
  const reason = message.replace(`${code}: `, '').replace(/, \w+ '.*'$/s, '');
  return `cannot watch ${path ?? folders.join(', ')}: ${reason}`;
}
