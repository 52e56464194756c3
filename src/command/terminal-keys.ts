// The keys of the terminal: each does one thing to the server that runs in it, and prints a line that says what it did.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf } from '../errors/thrown.ts';
import type { Standin } from '../index.ts';
import { pluralize } from '../report/violation-text.ts';
import { consoleUrl, docsUrl, quotedPath, withToken } from '../startup-message.ts';

export interface TerminalKeysOptions {
  readonly standin: Pick<Standin, 'control' | 'services'>;
  /** The origin on this machine. */
  readonly url: string;
  /** Origins that other devices can open; none if the server listens on loopback. */
  readonly network: readonly string[];
  /** The control token that pages on this machine need; undefined if they need none. */
  readonly token: string | undefined;
  /** The control token that pages on other devices need. */
  readonly networkToken: string | undefined;
  readonly print: (text: string) => void;
  /** @returns why the browser cannot be opened; undefined if it can */
  readonly open: (url: string) => Promise<string | undefined>;
  /** The folder of saved scenarios. */
  readonly folder: string;
  readonly now: () => Date;
  /** Ends the server. */
  readonly quit: () => void;
}

interface TerminalKey {
  readonly text: string;
  /** Returns what is printed. */
  readonly press: (keys: TerminalKeys) => string | Promise<string>;
}

const KEYS: Readonly<Record<string, TerminalKey>> = {
  o: { text: 'open the console', press: (keys) => keys.openConsole() },
  d: { text: 'open the docs page', press: (keys) => keys.openDocs() },
  r: { text: 'reset the data', press: (keys) => keys.reset() },
  s: { text: 'save the state as a scenario', press: (keys) => keys.save() },
  e: { text: 'errors off, and on again', press: (keys) => keys.toggleErrors() },
  n: { text: 'network addresses, with a QR code', press: (keys) => keys.addresses() },
  N: { text: 'a QR code of the console, with the control token', press: (keys) => keys.consoleCode() },
  c: { text: 'clear the terminal', press: () => CLEAR },
  h: { text: 'this help', press: () => helpText() },
  q: { text: 'quit', press: (keys) => keys.quit() },
};

/** Clears the screen and what scrolled out of it, and goes to its first line. */
const CLEAR = '\u001b[2J\u001b[3J\u001b[Hcleared. h shows the keys';

/** The line that is printed at start. */
export const KEYS_HINT = 'keys       o console, d docs, r reset, h all keys, q quit';

const WORLD = 'default';
/** The name of a saved state in its file. */
const SAVED = 'saved';

function helpText(): string {
  return Object.entries(KEYS)
    .map(([key, { text }]) => `  ${key}  ${text}`)
    .join('\n');
}

type RemovedFault = Awaited<ReturnType<ReturnType<Standin['control']['world']>['faults']>>[number];

export class TerminalKeys {
  readonly #options: TerminalKeysOptions;
  /** The paused faults, by the name of their world, in the order in which they are tried. */
  readonly #paused = new Map<string, readonly RemovedFault[]>();
  #last: Promise<void> = Promise.resolve();

  constructor(options: TerminalKeysOptions) {
    this.#options = options;
  }

  /** Presses a key; other texts do nothing. @returns when its line is printed */
  press(name: string): Promise<void> {
    const key = Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
    if (key === undefined) return Promise.resolve();
    // Quitting does not wait for what another key does.
    if (name === 'q') return this.#run(key);
    this.#last = this.#last.then(() => this.#run(key));
    return this.#last;
  }

  async #run({ text, press }: TerminalKey): Promise<void> {
    try {
      this.#options.print(await press(this));
    } catch (error) {
      this.#options.print(`failed: ${text}: ${reasonOf(error)}`);
    }
  }

  openConsole(): Promise<string> {
    return this.#open(consoleUrl(this.#options.url));
  }

  openDocs(): Promise<string> {
    return this.#open(docsUrl(this.#options.url, ''));
  }

  /** The printed address has no token. */
  async #open(address: string): Promise<string> {
    const reason = await this.#options.open(withToken(address, this.#options.token));
    return reason === undefined ? `opened ${address}` : `no browser can be opened (${reason}): open ${address}`;
  }

  async reset(): Promise<string> {
    const { scenario } = await this.#options.standin.control.world(WORLD).reset();
    return `reset the data${scenario === undefined ? '' : ` to the scenario ${scenario}`}`;
  }

  /** Saves each document in a file of its own, because a file of scenarios belongs to one document. */
  async save(): Promise<string> {
    const { standin, folder, now } = this.#options;
    const time = now().toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
    const documents = standin.services().filter(({ parentMount }) => parentMount === undefined);
    const lines: string[] = [];
    for (const { mount } of documents) {
      const scenario = await standin.control.world(WORLD).saveScenario(SAVED, mount);
      if (mount !== '' && Object.keys(scenario[SAVED] ?? {}).length === 0) continue;
      const suffix = mount.replaceAll('/', '-');
      const file = join(folder, `standin-scenario-${time}${suffix}.json`);
      await writeFile(file, `${JSON.stringify(scenario, null, 2)}\n`, { flag: 'wx' });
      const use = mount === '' ? '' : `, for the document under ${mount},`;
      lines.push(`saved ${file}; to begin with it${use} use --scenarios ${quotedPath(file)} --scenario ${SAVED}`);
    }
    return lines.join('\n');
  }

  /** Removes all faults and keeps them, or adds them again. Their counters start again. */
  async toggleErrors(): Promise<string> {
    const paused = await this.#pauseAll();
    if (paused > 0) return `errors off: ${pluralize(paused, 'planned fault')} paused`;
    const resumed = await this.#resumeAll();
    if (resumed > 0) return `errors on: ${pluralize(resumed, 'planned fault')} resumed`;
    return 'no faults are planned. Plan some in the console (o), under Errors & delays';
  }

  async #pauseAll(): Promise<number> {
    const { control } = this.#options.standin;
    let count = 0;
    for (const { name } of await control.worlds()) {
      const world = control.world(name);
      const faults = await world.faults();
      const others = (this.#paused.get(name) ?? []).filter(({ id }) => !faults.some((fault) => fault.id === id));
      // They are remembered first: if removing one fails, none is lost.
      if (faults.length > 0) this.#paused.set(name, [...faults, ...others]);
      for (const { id } of faults) await world.removeFault(id);
      count += faults.length;
    }
    return count;
  }

  async #resumeAll(): Promise<number> {
    const { control } = this.#options.standin;
    const names = new Set((await control.worlds()).map(({ name }) => name));
    let count = 0;
    for (const [name, faults] of this.#paused) {
      // A world that was deleted in the meantime does not come back.
      if (!names.has(name)) continue;
      // The fault that is added last is tried first.
      for (const { used: _used, ...fault } of faults.toReversed()) await control.world(name).fault(fault);
      count += faults.length;
    }
    this.#paused.clear();
    return count;
  }

  async addresses(): Promise<string> {
    const { url, network, standin } = this.#options;
    const [first] = network;
    if (first === undefined) return this.#onlyHere();
    const { qrText } = await import('./qr-code.ts');
    const page = docsUrl(first, '');
    const bases = standin.services()[0]?.contract.bases ?? [''];
    const lines = [url, ...network].flatMap((origin) => bases.map((base) => `  ${origin}${base}`));
    return `${lines.join('\n')}\n${qrText(page)}\n${page}: the API and its docs. N shows the console, with its token`;
  }

  /** The token is in this code only, because it gives control of the server to everyone who sees it. */
  async consoleCode(): Promise<string> {
    const { network, networkToken } = this.#options;
    const [first] = network;
    if (first === undefined) return this.#onlyHere();
    const { qrText } = await import('./qr-code.ts');
    const address = consoleUrl(first);
    const code = qrText(withToken(address, networkToken));
    return `${code}\n${address}, with the control token: a device that scans it can change everything`;
  }

  #onlyHere(): string {
    return `only this machine can open ${this.#options.url}. To let other devices connect, start with --host 0.0.0.0`;
  }

  quit(): string {
    this.#options.quit();
    return 'quitting';
  }
}
