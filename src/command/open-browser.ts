// `--open`: opens a page in the default browser of the platform.
import { spawn } from 'node:child_process';

/** Milliseconds in which a program that cannot open the page ends. */
const EXIT_MS = 500;

/** Resolves once the browser is asked. @returns why the page cannot be opened; undefined if it can */
export async function openBrowser(url: string): Promise<string | undefined> {
  const [program, ...args] = commandFor(process.platform, url);
  // On Windows, start needs its empty title as it is written.
  const child = spawn(program, args, { stdio: 'ignore', detached: true, windowsVerbatimArguments: true });
  child.unref();
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    // The program starts in any case. If it fails, it ends soon; if it is the browser itself, it runs on.
    child.once('spawn', () => {
      const works = setTimeout(() => resolve(undefined), EXIT_MS);
      child.once('exit', (code) => {
        clearTimeout(works);
        resolve(code === 0 ? undefined : `${program} exited with ${code}`);
      });
    });
  });
}

/** The program that opens a URL, with its arguments. */
export function commandFor(platform: NodeJS.Platform, url: string): [program: string, ...args: string[]] {
  if (platform === 'darwin') return ['open', url];
  // start is a command of the shell; its first quoted argument is the title of a window.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""', url];
  return ['xdg-open', url];
}
