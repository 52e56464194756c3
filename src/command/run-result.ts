// What a run comes to: its report written to a folder, and whether it is good enough.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SetupError } from '../errors/setup-error.ts';
import { ensureFolder, ensureWritableFolder } from '../http/ensure-folder.ts';
import type { FailOn } from '../options.ts';
import { REPORT_FILES, REPORT_FORMATS, renderReport } from '../report/render.ts';
import type { Report, ReportedViolation } from '../report/report.ts';
import { pluralize, violationText } from '../report/violation-text.ts';

export interface Requirements {
  readonly failOn: FailOn | undefined;
  /** In percent. */
  readonly minCoverage: number | undefined;
  /** Whether exchanges were remembered; where none was, nothing is known of the contract. */
  readonly remembered: boolean;
}

export interface RunResult {
  readonly good: boolean;
  /** What a person is to read, a line each. */
  readonly lines: readonly string[];
}

/** Violations that are told one by one. */
const LISTED = 20;

export function resultOf(report: Report, { failOn, minCoverage, remembered }: Requirements): RunResult {
  const { violations, percent, exchanges } = report;
  const direction = failOn === 'client' ? 'request' : failOn === 'fake' ? 'response' : undefined;
  const broken = violations.filter((one) => direction === undefined || one.direction === direction);
  const lines = violations.slice(0, LISTED).map(violationLine);
  if (violations.length > LISTED) lines.push(`… and ${violations.length - LISTED} more`);
  const share = `${percent} % of the contract exercised`;
  lines.push(`${pluralize(exchanges, 'exchange')}, ${pluralize(violations.length, 'violation')}, ${share}`);
  if (!remembered) lines.push('no exchange was remembered, so nothing is known of the contract');
  else if (exchanges === 0) lines.push('no request reached the server');
  const thin = minCoverage !== undefined && percent < minCoverage;
  if (thin) lines.push(`${percent} % is less than the ${minCoverage} % that are asked for`);
  return { good: !(failOn !== undefined && broken.length > 0) && !thin, lines };
}

function violationLine(violation: ReportedViolation): string {
  const { direction, operation, request, location, count } = violation;
  const at = [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
  const who = direction === 'request' ? 'client' : 'fake';
  const line = `${who}: ${operation ?? request ?? 'no operation'}: ${violationText(violation)} (${count}×)`;
  return at === '' ? line : `${line}\n    ${at}`;
}

/** Whether reports can be written at the end is seen at the beginning. @throws SetupError REPORT_UNAVAILABLE */
export async function prepareReports(folder: string | undefined): Promise<void> {
  if (folder !== undefined) await ensureWritableFolder(folder).catch((cause) => unwritable(folder, cause));
}

/** @returns the paths that were written @throws SetupError REPORT_UNAVAILABLE */
export async function writeReport(report: Report, folder: string): Promise<readonly string[]> {
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
    what: `Reports cannot be written to ${folder}: ${cause.message}`,
    advice: 'Give a folder that this user may write to with --report',
    cause,
  });
}
