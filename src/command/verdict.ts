// What a run comes to: its report written to a folder, and whether it is good enough.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FailOn } from '../options.ts';
import { REPORT_FILES, REPORT_FORMATS, rendered } from '../report/render.ts';
import type { Report } from '../report/report.ts';

export interface Demands {
  readonly failOn: FailOn | undefined;
  /** In percent. */
  readonly minCoverage: number | undefined;
}

export interface Verdict {
  readonly good: boolean;
  /** What a person is to read, a line each. */
  readonly lines: readonly string[];
}

/** Violations that are told one by one. */
const TOLD = 20;

export function verdictOf({ violations, percent, exchanges }: Report, { failOn, minCoverage }: Demands): Verdict {
  const direction = failOn === 'client' ? 'request' : failOn === 'fake' ? 'response' : undefined;
  const counted = violations.filter((one) => direction === undefined || one.direction === direction);
  const lines = violations
    .slice(0, TOLD)
    .map(({ direction: by, operation, pointer, in: where, message, place, count }) => {
      const at = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
      const who = by === 'request' ? 'client' : 'fake';
      return `${who}: ${operation ?? 'no operation'} ${pointer || where} ${message} (${count}×)${at === '' ? '' : `\n    ${at}`}`;
    });
  if (violations.length > TOLD) lines.push(`… and ${violations.length - TOLD} more`);
  lines.push(`${exchanges} exchanges, ${violations.length} violations, ${percent} % of the contract exercised`);
  const broken = failOn !== undefined && counted.length > 0;
  const thin = minCoverage !== undefined && percent < minCoverage;
  if (thin) lines.push(`${percent} % is less than the ${minCoverage} % that are asked for`);
  return { good: !broken && !thin, lines };
}

/** @returns the paths that were written */
export async function writeReport(report: Report, folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  return Promise.all(
    REPORT_FORMATS.map(async (format) => {
      const path = join(folder, REPORT_FILES[format]);
      await writeFile(path, (await rendered(report, format)).text);
      return path;
    }),
  );
}
