// One run of Schemathesis over one document.
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endChild, endOf, startChild } from '../bench/children.ts';
import type { TestedDocument } from './documents.ts';

export interface TesterOptions {
  readonly program: string;
  /** The folder of schemathesis.toml. */
  readonly folder: string;
  /** The folder for the reports of this document. It is emptied first. */
  readonly reports: string;
  readonly url: string;
  readonly seed: number;
  /** Cases of each operation and phase. */
  readonly examples: number;
  /** Seconds for which fuzzing and stateful cases are repeated. Undefined: they run once. */
  readonly repeatFor: number | undefined;
  /** Milliseconds after which the process is ended. */
  readonly limit: number;
}

export interface TesterRun {
  /** The file of events: a JSON text in each line. */
  readonly events: string;
  /** The file of the result: one JSON text. */
  readonly summary: string;
  /** The exit code: 0 and 1 are results, everything else means that it did not run. */
  readonly end: number | string | undefined;
  readonly log: string;
}

export async function runTester({ file, headers }: TestedDocument, options: TesterOptions): Promise<TesterRun> {
  const { program, folder, reports, url, seed, examples, repeatFor, limit } = options;
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const [events, summary, log] = ['events.ndjson', 'summary.json', 'log.txt'].map((name) => join(reports, name)) as [
    string,
    string,
    string,
  ];
  const args = [
    ...['--config-file', join(folder, 'schemathesis.toml'), '--no-color'],
    ...['run', file, '--url', url, '--seed', String(seed), '--max-examples', String(examples)],
    ...['--report-ndjson-path', events, '--report-json-path', summary],
    ...(repeatFor === undefined ? [] : ['--max-time', String(repeatFor)]),
    ...headers.flatMap((header) => ['--header', header]),
  ];
  const output = openSync(log, 'w');
  try {
    const child = startChild(args, ['ignore', output, output], program);
    await Promise.race([once(child, 'exit'), delay(limit, undefined, { ref: false })]);
    const end = endOf(child);
    await endChild(child);
    return { events, summary, end, log };
  } finally {
    closeSync(output);
  }
}
