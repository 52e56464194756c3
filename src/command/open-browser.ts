// `--open`: opens a page in the default browser of the platform.
import { spawn } from 'node:child_process';

/** Resolves once the browser is asked, and prints the URL if it cannot be opened. */
export async function openBrowser(url: string): Promise<void> {
  const [program, ...args] = commandFor(process.platform, url);
  // On Windows, start needs its empty title as it is written.
  const child = spawn(program, args, { stdio: 'ignore', detached: true, windowsVerbatimArguments: true });
  await new Promise<void>((resolve) => {
    const failed = (reason: string) => {
      console.error(`standin: The browser cannot be opened: ${reason}\n  Open ${url}`);
      resolve();
    };
    child.once('error', ({ message }) => failed(message));
    child.once('exit', (code) => (code === 0 ? resolve() : failed(`${program} exited with ${code}`)));
    child.once('spawn', resolve);
  });
  child.unref();
}

/** The program that opens a URL, with its arguments. */
export function commandFor(platform: NodeJS.Platform, url: string): [program: string, ...args: string[]] {
  if (platform === 'darwin') return ['open', url];
  // start is a command of the shell; its first quoted argument is the title of a window.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""', url];
  return ['xdg-open', url];
}
