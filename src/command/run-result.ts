// The result of a run: whether the contract was kept and covered well enough, what is printed about it, the report's files.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError } from '../errors/setup-error.ts';
import { ensureFolder, ensureWritableFolder } from '../http/listen/ensure-folder.ts';
import type { Values } from '../options.ts';
import { REPORT_FILES, REPORT_FORMATS, renderReport } from '../report/render.ts';
import type { Report } from '../report/report.ts';
import { summaryLines } from '../report/text.ts';

/** The options that decide about the result. */
export interface Requirements extends Pick<Values<'check'>, 'minCoverage' | 'report' | 'quiet'> {
  readonly failOn?: Values<'run'>['failOn'];
  /** Without a journal nothing is known about the contract. */
  readonly journal?: number | false;
  /** Whether a run without a request fails, because it shows nothing about the contract. */
  readonly needsRequests?: boolean;
}

export interface RunResult {
  readonly passed: boolean;
  /** What is printed, line by line. */
  readonly lines: readonly string[];
}

export function resultOf(report: Report, requirements: Requirements): RunResult {
  const { failOn, minCoverage, journal, needsRequests = false } = requirements;
  const { violations, unchecked, percent, exchanges } = report;
  const direction = failOn === 'client' ? 'request' : failOn === 'server' ? 'response' : undefined;
  const failing = violations.filter((one) => direction === undefined || one.direction === direction);
  const lines = [...summaryLines(report)];
  const hasJournal = journal !== false && journal !== 0;
  const untested = needsRequests && hasJournal && exchanges === 0;
  if (!hasJournal) lines.push('There was no journal, so nothing is known about the contract');
  else if (untested) lines.push(...NO_REQUEST);
  else if (exchanges === 0) lines.push('No request reached the server');
  const calledUnusable = unchecked.some(({ unusable }) => unusable);
  if (calledUnusable)
    lines.push('A request called an operation that cannot be served, because the document has a fault');
  const uncovered = minCoverage !== undefined && percent < minCoverage;
  if (uncovered) lines.push(`The coverage of ${percent} % is less than the required ${minCoverage} %`);
  const violated = failOn !== undefined && failing.length > 0;
  return { passed: !violated && !(failOn !== undefined && calledUnusable) && !uncovered && !untested, lines };
}

const NO_REQUEST = [
  'No request reached the server, so the contract was not tested',
  '  Send the requests to the URL in STANDIN_URL, or use --pass-with-no-requests',
];

/** Fails before the run if reports could not be written after it. @throws SetupError REPORT_UNAVAILABLE */
export async function prepareReports(folder: string | undefined): Promise<void> {
  if (folder !== undefined) await ensureWritableFolder(folder).catch((cause) => unwritable(folder, cause));
}

/**
 * Writes the reports and prints the result.
 * @param prefix of each line, that distinguishes them from those of another program
 * @returns whether the requirements are met
 * @throws SetupError REPORT_UNAVAILABLE
 */
export async function conclude(report: Report, requirements: Requirements, prefix = ''): Promise<boolean> {
  const { report: folder, quiet = false } = requirements;
  const { passed, lines } = resultOf(report, requirements);
  if (folder !== undefined) {
    const written = await writeReport(report, folder);
    if (!quiet) console.error(`${prefix}reports: ${written.join(', ')}`);
  }
  if (!quiet || !passed) for (const line of lines) console.error(prefix + line);
  return passed;
}

async function writeReport(report: Report, folder: string): Promise<readonly string[]> {
  await ensureFolder(folder).catch((cause) => unwritable(folder, cause));
  return Promise.all(
    REPORT_FORMATS.map(async (format) => {
      const path = join(folder, REPORT_FILES[format]);
      const { text } = await renderReport(report, format);
      await writeFile(path, text).catch((cause) => unwritable(folder, cause));
      return path;
    }),
  );
}

function unwritable(folder: string, cause: Error): never {
  throw new SetupError({
    code: 'REPORT_UNAVAILABLE',
    what: `The reports cannot be written to ${JSON.stringify(folder)}: ${cause.message}`,
    advice: 'Use --report with a folder that this user can write to',
    cause,
  });
}
