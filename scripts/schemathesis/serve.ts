// The command under test, as a process of its own on a free port of loopback.
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { endChild, endOf, startChild } from '../bench/children.ts';
import type { TriedDocument } from './documents.ts';

const COMMAND = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
/** Its clock stands still, so that the same requests have the same answers. */
const NOW = '2026-01-31T12:00:00Z';
/** Milliseconds in which it must have started. */
const START_LIMIT = 20_000;
/** Lines on standard error that tell of a fault of ours. */
const FAULT = /^broken answer|something failed/;

export interface Served {
  /** Where the document's paths begin. */
  readonly url: string;
  /** Ends the process. @returns what went wrong in it: lines of its error output, an end of its own */
  stop(): Promise<readonly string[]>;
}

/** @throws Error where it does not start in time */
export async function serve({ id, file, credentials, within }: TriedDocument): Promise<Served> {
  const given = credentials.flatMap((credential) => ['--credential', credential]);
  const served = within ? within.options : [file];
  const child = startChild([COMMAND, ...served, '--port', '0', '--now', NOW, ...given], ['ignore', 'pipe', 'pipe']);
  const faults: string[] = [];
  const errors: string[] = [];
  if (!child.stdout || !child.stderr) throw new Error('The command has no output to read');
  createInterface(child.stderr).on('line', (line) => {
    errors.push(line);
    if (FAULT.test(line)) faults.push(line);
  });
  const lines = createInterface(child.stdout);
  const url = await new Promise<string>((resolve, reject) => {
    const failed = (why: string) => reject(new Error(`${id} ${why}; is dist built?\n${errors.join('\n')}`));
    const late = setTimeout(() => failed('is not served in time'), START_LIMIT);
    child.once('exit', () => failed('is not served'));
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
      if (end !== undefined) faults.push(`the server ended by itself (${end})`);
      const closed = end === undefined ? once(child, 'close') : undefined;
      await endChild(child);
      await closed;
      return faults;
    },
  };
}
