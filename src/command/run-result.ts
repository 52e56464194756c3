// The result of a run: whether the contract was kept and covered well enough, what is printed about it, the report's files.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError } from '../errors/setup-error.ts';
import { ensureFolder, ensureWritableFolder } from '../http/ensure-folder.ts';
import type { Values } from '../options.ts';
import { REPORT_FILES, REPORT_FORMATS, renderReport } from '../report/render.ts';
import type { Report, ReportedViolation } from '../report/report.ts';
import { pluralize, violationText } from '../report/violation-text.ts';

/** The options that decide about the result. */
export interface Requirements extends Pick<Values<'check'>, 'minCoverage' | 'report' | 'quiet'> {
  readonly failOn?: Values<'run'>['failOn'];
  /** Without a journal nothing is known about the contract. */
  readonly journal?: number | false;
}

export interface RunResult {
  readonly passed: boolean;
  /** What is printed, line by line. */
  readonly lines: readonly string[];
}

/** Violations that are printed one by one. */
const MAX_LISTED = 20;

export function resultOf(report: Report, { failOn, minCoverage, journal }: Requirements): RunResult {
  const { violations, unchecked, percent, exchanges } = report;
  const direction = failOn === 'client' ? 'request' : failOn === 'server' ? 'response' : undefined;
  const failing = violations.filter((one) => direction === undefined || one.direction === direction);
  const lines = violations.slice(0, MAX_LISTED).map(violationLine);
  if (violations.length > MAX_LISTED) lines.push(`… and ${violations.length - MAX_LISTED} more`);
  const coverage = `${percent} % of the contract covered`;
  lines.push(`${pluralize(exchanges, 'exchange')}, ${pluralize(violations.length, 'violation')}, ${coverage}`);
  const notChecked = unchecked.reduce((sum, { count }) => sum + count, 0);
  if (notChecked > 0) lines.push(`${pluralize(notChecked, 'exchange')} could not be checked: a pattern takes too long`);
  if (journal === false || journal === 0) lines.push('There was no journal, so nothing is known about the contract');
  else if (exchanges === 0) lines.push('No request reached the server');
  const uncovered = minCoverage !== undefined && percent < minCoverage;
  if (uncovered) lines.push(`The coverage of ${percent} % is less than the required ${minCoverage} %`);
  return { passed: !(failOn !== undefined && failing.length > 0) && !uncovered, lines };
}

function violationLine(violation: ReportedViolation): string {
  const { direction, operation, request, location, count } = violation;
  const at = [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
  const side = direction === 'request' ? 'client' : 'server';
  const line = `${side}: ${operation ?? request ?? 'no operation'}: ${violationText(violation)} (${count}×)`;
  return at === '' ? line : `${line}\n    ${at}`;
}

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
