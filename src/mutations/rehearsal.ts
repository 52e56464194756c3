// The result of a rehearsal as a value, and as text for a terminal.
import type { DiffFinding } from '../contract/compare/finding.ts';
import type { Severity } from '../contract/compare/kinds.ts';
import { terminalLine } from '../report/terminal-text.ts';
import { pluralize } from '../report/violation-text.ts';

/**
 * `breaks`: tests fail with this change alone. `survives`: all tests pass. `unused`: the tests do not use the changed part.
 * `not-reached`: no response had the changed part. `not-tried`: the change cannot be made alone, or the time was over.
 */
export type RehearsalOutcome = 'breaks' | 'survives' | 'unused' | 'not-reached' | 'not-tried';

export interface RehearsedChange {
  readonly finding: DiffFinding;
  readonly outcome: RehearsalOutcome;
  /** The tests that failed, as far as the output of the test runner names them. */
  readonly tests: readonly string[];
  /** How it was tried: with a response that only the new version allows, or with the changed part, or the whole, of the document. */
  readonly by?: 'response' | 'document' | 'whole' | undefined;
}

export interface RehearsalReport {
  readonly tool: { readonly name: 'standin'; readonly version: string };
  /** When the report was generated (RFC 3339). */
  readonly generatedAt: string;
  readonly command: string;
  readonly old: RehearsedVersion;
  readonly new: RehearsedVersion;
  /** The run against the whole new version. Undefined if it was interrupted before. */
  readonly whole: { readonly passed: boolean; readonly tests: readonly string[] } | undefined;
  readonly ended: 'complete' | 'time' | 'interrupted';
  readonly milliseconds: number;
  readonly runs: number;
  /** The differences that can break a client. */
  readonly changes: readonly RehearsedChange[];
}

interface RehearsedVersion {
  readonly title: string;
  readonly version: string;
}

/** Differences that are tried. A compatible one breaks nobody. */
export function isRehearsed({ severity }: { readonly severity: Severity }): boolean {
  return severity !== 'info';
}

export function breaksTests({ whole, changes }: RehearsalReport): boolean {
  return whole?.passed === false || changes.some(({ outcome }) => outcome === 'breaks');
}

/** For example `3 of 41 breaking changes break your tests`. */
export function headlineOf({ changes }: RehearsalReport): string {
  const breaking = changes.filter(({ finding }) => finding.severity === 'breaking');
  const breaks = breaking.filter(({ outcome }) => outcome === 'breaks').length;
  const others = changes.filter(
    ({ finding, outcome }) => finding.severity !== 'breaking' && outcome === 'breaks',
  ).length;
  const also = others === 0 ? '' : `, and ${pluralize(others, 'change')} with a warning`;
  if (breaking.length === 0 && others === 0) return 'There is no breaking change';
  const verb = breaks === 1 && others === 0 ? 'breaks' : 'break';
  return `${breaks} of ${pluralize(breaking.length, 'breaking change')}${also} ${verb} your tests`;
}

export function textOfRehearsal(report: RehearsalReport): string {
  const { changes, old, new: next, ended, runs, milliseconds } = report;
  const breaks = changes.filter(({ outcome }) => outcome === 'breaks');
  const untried = changes.filter(({ outcome }) => outcome === 'not-tried' || outcome === 'not-reached');
  const early = ended === 'complete' ? '' : ended === 'time' ? '; the time was over' : '; interrupted';
  const lines = [
    ...breaks.flatMap(changeLines),
    ...(untried.length === 0
      ? []
      : [`${pluralize(untried.length, 'change')} that your tests use could not be tried alone:`]),
    ...untried.map(({ finding }) => `  ${targetText(finding)}: ${finding.message}`),
    ...(untried.length === 0 ? [] : ['']),
    `${old.title} ${old.version} → ${next.version}: ${headlineOf(report)}`,
    `  ${figuresOf(changes)}`,
    `  ${wholeText(report)}`,
    `  ${pluralize(runs, 'run')} in ${(milliseconds / 1000).toFixed(1)} s${early}`,
  ];
  return `${lines.map(terminalLine).join('\n')}\n`;
}

function changeLines({ finding, tests }: RehearsedChange): readonly string[] {
  const { severity, message, id, old, new: next } = finding;
  const named =
    tests.length === 0
      ? 'the exit code'
      : `${tests.slice(0, 5).join(', ')}${tests.length > 5 ? ` and ${tests.length - 5} more` : ''}`;
  const places = [old && `old ${placeOf(old)}`, next && `new ${placeOf(next)}`].filter(Boolean);
  return [
    `${severity.padEnd(8)} ${targetText(finding)}`,
    `         ${message} [${id}]`,
    `         fails: ${named}`,
    ...places.map((place) => `         ${place}`),
    '',
  ];
}

function placeOf({ file, line, pointer }: NonNullable<DiffFinding['old']>): string {
  return file === undefined ? (pointer ?? '') : [file, line].filter((part) => part !== undefined).join(':');
}

export function targetText({ operation, status }: DiffFinding): string {
  const { method, path, operationId } = operation;
  const request = `${method} ${path}`;
  return `${operationId === undefined ? request : `${operationId}  ${request}`}${status === undefined ? '' : ` ${status}`}`;
}

export function figuresOf(changes: readonly RehearsedChange[]): string {
  const count = (outcome: RehearsalOutcome) => changes.filter((one) => one.outcome === outcome).length;
  return [
    `${pluralize(changes.length, 'change')} that can break clients`,
    `${count('unused')} not used by your tests`,
    `${count('survives')} without effect on them`,
    `${count('breaks')} with failing tests`,
    `${count('not-reached') + count('not-tried')} not tried alone`,
  ].join(', ');
}

export function wholeText({ whole }: RehearsalReport): string {
  if (whole === undefined) return 'The whole new version was not tried';
  if (whole.passed) return 'Your tests pass against a mock of the whole new version';
  const tests =
    whole.tests.length === 0
      ? ''
      : `: ${whole.tests.slice(0, 8).join(', ')}${whole.tests.length > 8 ? ` and ${whole.tests.length - 8} more` : ''}`;
  return `Your tests fail against a mock of the whole new version${tests}`;
}
