// The result of a run: whether the contract was kept and covered well enough, what is printed about it, the report's files.
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder, ensureWritableFolder } from '../ensure-folder.ts';
import { SetupError } from '../errors/setup-error.ts';
import type { Values } from '../options.ts';
import { withBaseline } from '../report/baseline.ts';
import { REPORT_FILES, type ReportFormat, renderReport } from '../report/render.ts';
import type { Report } from '../report/report.ts';
import { summaryLines } from '../report/text.ts';

/** The options that decide about the result. */
export interface Requirements extends Pick<Values<'check'>, 'minCoverage' | 'report' | 'quiet' | 'baseline'> {
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
  const { unchecked, percent, exchanges } = report;
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
  const violated = failOn !== undefined && isViolated(report, failOn);
  return { passed: !violated && !(failOn !== undefined && calledUnusable) && !uncovered && !untested, lines };
}

/** Whether the report has a violation of this kind that the baseline has not. */
function isViolated({ violations, undeclared }: Report, failOn: NonNullable<Requirements['failOn']>): boolean {
  const direction = failOn === 'client' ? 'request' : failOn === 'server' ? 'response' : undefined;
  const isNew = (one: { readonly known?: boolean }) => !one.known;
  if (failOn === 'undeclared' && undeclared.some(isNew)) return true;
  return violations.some((one) => isNew(one) && (direction === undefined || one.direction === direction));
}

const NO_REQUEST = [
  'No request reached the server, so the contract was not tested',
  '  Send the requests to the URL in STANDIN_URL, or use --allow-empty',
];

/** The violations of an earlier report. */
export type Baseline = Pick<Report, 'violations' | 'undeclared'>;

/**
 * Fails before the run if reports could not be written after it, or if the baseline cannot be read.
 * @returns the baseline; undefined without `--baseline`
 * @throws SetupError REPORT_UNAVAILABLE
 */
export async function prepareReports(values: Pick<Requirements, 'report' | 'baseline'>): Promise<Baseline | undefined> {
  const { report: folder, baseline } = values;
  const read = baseline === undefined ? undefined : await readBaseline(baseline);
  if (folder !== undefined) await ensureWritableFolder(folder).catch((cause) => unwritable(folder, cause));
  return read;
}

/**
 * Writes the reports and prints the result.
 * @param prefix of each line, that distinguishes them from those of another program
 * @returns whether the requirements are met
 * @throws SetupError REPORT_UNAVAILABLE
 */
export async function conclude(
  all: Report,
  requirements: Requirements,
  { baseline, prefix = '' }: { readonly baseline: Baseline | undefined; readonly prefix?: string },
): Promise<boolean> {
  const { report: folder, quiet = false } = requirements;
  const report = baseline === undefined ? all : withBaseline(all, baseline);
  const { passed, lines } = resultOf(report, requirements);
  if (folder !== undefined) {
    const written = await writeReport(report, folder);
    if (!quiet) console.error(`${prefix}reports: ${written.join(', ')}`);
  }
  if (!quiet || !passed) for (const line of lines) console.error(prefix + line);
  await reportToGitHub(report);
  return passed;
}

/**
 * In a job of GitHub Actions: an annotation for each violation, and the report in the summary of the job. The runner reads both
 * output streams.
 */
async function reportToGitHub(report: Report): Promise<void> {
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY } = process.env;
  if (GITHUB_ACTIONS !== 'true') return;
  const { text: annotations } = await renderReport(report, 'github');
  process.stderr.write(annotations);
  if (!GITHUB_STEP_SUMMARY) return;
  const { text } = await renderReport(report, 'markdown');
  await appendFile(GITHUB_STEP_SUMMARY, text).catch((cause: Error) => {
    throw new SetupError({
      code: 'REPORT_UNAVAILABLE',
      what: `The summary of the job cannot be written to ${JSON.stringify(GITHUB_STEP_SUMMARY)}: ${cause.message}`,
      advice: 'Set GITHUB_STEP_SUMMARY to a file that this user can write to, or unset it',
      cause,
    });
  });
}

/** @throws SetupError REPORT_UNAVAILABLE if the file is no report */
async function readBaseline(file: string): Promise<Baseline> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => noBaseline(file, cause.message));
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch (cause) {
    noBaseline(file, (cause as Error).message);
  }
  if (!isReport(report)) return noBaseline(file, 'it is no report of standin');
  return report;
}

function isReport(value: unknown): value is Baseline {
  if (typeof value !== 'object' || value === null) return false;
  const { violations, undeclared } = value as { readonly violations?: unknown; readonly undeclared?: unknown };
  return isListOfObjects(violations) && isListOfObjects(undeclared);
}

function isListOfObjects(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'object' && one !== null);
}

function noBaseline(file: string, reason: string): never {
  throw new SetupError({
    code: 'REPORT_UNAVAILABLE',
    what: `The baseline ${JSON.stringify(file)} cannot be read: ${reason}`,
    advice: 'Use --baseline with the report.json of an earlier run',
  });
}

async function writeReport(report: Report, folder: string): Promise<readonly string[]> {
  await ensureFolder(folder).catch((cause) => unwritable(folder, cause));
  return Promise.all(
    Object.entries(REPORT_FILES).map(async ([format, name]) => {
      const path = join(folder, name);
      const { text } = await renderReport(report, format as ReportFormat);
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
