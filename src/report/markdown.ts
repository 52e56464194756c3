// The report as Markdown, for a comment on a pull request and for the summary of a job.
import type { Place } from '../errors/setup-error.ts';
import { causesOf, undeclaredCauses, type ViolationCause } from './causes.ts';
import type { Report, ReportedUndeclared, ReportedViolation } from './report.ts';
import { terminalLine } from './terminal-text.ts';
import { figuresOf } from './text.ts';
import { pluralize, targetOf, undeclaredText, violationText } from './violation-text.ts';

/** A comment of GitHub has at most 65,536 characters. */
const MAX_ROWS = 50;
const MAX_TESTS = 3;

export function markdownOf(report: Report): string {
  const causes = causesOf(report.violations);
  const fresh = causes.filter(({ first }) => !first.known);
  const undeclared = undeclaredCauses(report.undeclared.filter(({ known }) => !known));
  return `${[
    `### ${headline({ all: causes.length, fresh: fresh.length, undeclared: undeclared.length }, report.exchanges)}`,
    '',
    `${figuresOf(report)}.`,
    ...table('Violation', fresh.map(violationRow)),
    ...(undeclared.length > 0 ? ['', '#### Not declared, but allowed'] : []),
    ...table('Part of the request', undeclared.map(undeclaredRow)),
  ].join('\n')}\n`;
}

interface Totals {
  readonly all: number;
  readonly fresh: number;
  readonly undeclared: number;
}

function headline({ all, fresh, undeclared }: Totals, exchanges: number): string {
  if (exchanges === 0) return 'standin: no requests were received';
  const parts = undeclared === 0 ? '' : `, ${pluralize(undeclared, 'undeclared part')}`;
  if (all === 0) return `standin: no contract violations${parts}`;
  const known = all === fresh ? '' : ` (${fresh} new)`;
  return `standin: ${pluralize(all, 'contract violation')}${known}${parts}`;
}

function table(heading: string, rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const more = rows.length - MAX_ROWS;
  return [
    '',
    `| Operation | ${heading} | Test | To fix | Place |`,
    '| --- | --- | --- | --- | --- |',
    ...rows.slice(0, MAX_ROWS).map((cells) => `| ${cells.join(' | ')} |`),
    ...(more > 0 ? ['', `… and ${more} more`] : []),
  ];
}

function violationRow({ first, count, tests }: ViolationCause<ReportedViolation>): readonly string[] {
  const { direction, location, fix } = first;
  const side = direction === 'request' ? '' : 'response: ';
  return [
    targetCell(first),
    `${side}${cell(violationText(first))}${times(count)}`,
    testCell(tests),
    cell(fix),
    placeCell(location),
  ];
}

function undeclaredRow({ first, count, tests }: ViolationCause<ReportedUndeclared>): readonly string[] {
  const { location, fix } = first;
  const text = `${cell(undeclaredText(first))}${times(count)}`;
  return [targetCell(first), text, testCell(tests), cell(fix), placeCell(location)];
}

function targetCell(target: ReportedViolation | ReportedUndeclared): string {
  return targetOf(target).split(' · ').map(code).join('<br>');
}

function placeCell({ file, line }: Place): string {
  return file === undefined ? '' : code(line === undefined ? file : `${file}:${line}`);
}

function times(count: number): string {
  return count === 1 ? '' : ` (${count}×)`;
}

function testCell(tests: readonly string[]): string {
  const more = tests.length - MAX_TESTS;
  const shown = tests.slice(0, MAX_TESTS).map(cell);
  return `${shown.join('<br>')}${more > 0 ? `<br>and ${more} more` : ''}`;
}

/** A text in a cell. What Markdown and HTML understand is escaped. */
export function cell(text: string): string {
  return terminalLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|~#@]/g, (character) => `\\${character}`);
}

export function code(text: string): string {
  const shown = terminalLine(text).replaceAll('|', '\\|');
  return shown.includes('`') ? cell(text) : `\`${shown}\``;
}
