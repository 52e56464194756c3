// Connects the keys of the terminal with the server that runs in it.
import { isLoopback } from '../loopback.ts';
import type { Values } from '../options.ts';
import { openBrowser } from './open-browser.ts';
import { canReadKeys, readKeys, sendSignal } from './read-keys.ts';
import { type Listening, printerOf } from './serve-until-signal.ts';
import { KEYS_HINT, TerminalKeys } from './terminal-keys.ts';

export async function listenForKeys({ standin, info, quit }: Listening, values: Values<'serve'>): Promise<void> {
  if (!(await canReadKeys(process.stdin, process.env))) return;
  const print = printerOf(values);
  const keys = new TerminalKeys({
    standin,
    url: info.url,
    network: info.network ?? [],
    // The guard takes a browser on this machine for one of another device if it uses the address of the network.
    token: isLoopback(new URL(info.url).hostname) ? values.controlToken : standin.controlToken,
    networkToken: standin.controlToken,
    print,
    open: openBrowser,
    folder: '.',
    now: () => new Date(),
    quit,
  });
  const terminal = readKeys(process.stdin, {
    onKey: (key) => void keys.press(key),
    onSignal(signal) {
      // The shell gets its terminal back while this process is suspended.
      if (signal === 'SIGTSTP') terminal.release();
      sendSignal(signal);
    },
  });
  process.on('exit', terminal.release);
  process.on('SIGCONT', async () => {
    if (await canReadKeys(process.stdin, process.env)) terminal.take();
  });
  print(KEYS_HINT);
}
