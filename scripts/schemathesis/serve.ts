// Starts the tested command in its own process, on a free port of loopback.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endChild, endOf, startChild } from '../bench/children.ts';
import type { TestedDocument } from './documents.ts';

const COMMAND = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
/** The clock is frozen, so that the same requests get the same responses. */
const NOW = '2026-01-31T12:00:00Z';
/** Milliseconds that the start can take. */
const START_TIMEOUT_MS = 20_000;
/** Lines on standard error that report an error of standin. */
const ERROR_LINE = /^invalid response|An unexpected error happened/;

export interface Served {
  /** The base URL of the document's paths. */
  readonly url: string;
  /** Ends the process. @returns its problems: lines of its error output, or an unexpected end */
  stop(): Promise<readonly string[]>;
}

/** @throws Error if it does not start in time */
export async function serve({ id, file, credentials, within }: TestedDocument): Promise<Served> {
  const credentialArgs = credentials.flatMap((credential) => ['--credential', credential]);
  const served = within ? within.options : [file];
  const child = startChild(
    [COMMAND, ...served, '--port', '0', '--now', NOW, ...credentialArgs],
    ['ignore', 'pipe', 'pipe'],
  );
  const problems: string[] = [];
  const errors: string[] = [];
  if (!child.stdout || !child.stderr) throw new Error('The command has no output to read');
  createInterface(child.stderr).on('line', (line) => {
    errors.push(line);
    if (ERROR_LINE.test(line)) problems.push(line);
  });
  const lines = createInterface(child.stdout);
  const url = await new Promise<string>((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`${id} ${why}; is dist built?\n${errors.join('\n')}`));
    const late = setTimeout(() => failed('did not start in time'), START_TIMEOUT_MS);
    child.once('exit', () => failed('did not start'));
    lines.on('line', (line) => {
      const [, base] = /^base URL\s+(\S+)/.exec(line) ?? [];
      if (base === undefined) return;
      clearTimeout(late);
      resolve(base);
    });
  }).catch(async (error: unknown) => {
    await endChild(child);
    throw error;
  });
  return {
    url: within ? new URL(within.base, url).href : url,
    async stop() {
      const end = endOf(child);
      if (end !== undefined) problems.push(`the server ended unexpectedly (${end})`);
      const closed = end === undefined ? once(child, 'close') : undefined;
      await endChild(child);
      await closed;
      return problems;
    },
  };
}
