// The report as text for a terminal: the violations by operation, the tests that sent them, one line of figures, and what the
// requests did not cover.
import { causesOf, testsText, undeclaredCauses, type ViolationCause } from './causes.ts';
import { COVERED_KINDS, KIND_LABELS } from './coverage-report.ts';
import type { Report, ReportedDocument, ReportedUnchecked, ReportedUndeclared, ReportedViolation } from './report.ts';
import { terminalLine } from './terminal-text.ts';
import { placeText, pluralize, targetOf, undeclaredText, violationText } from './violation-text.ts';

/** Violations, and operations without a call, that are listed one by one. */
const MAX_LISTED = 20;

export function textOf(report: Report): string {
  return `${[...summaryLines(report), ...report.documents.flatMap(coverageLines)].join('\n')}\n`;
}

/** The violations, one line of figures about the whole run, and the exchanges that could not be checked. */
export function summaryLines(report: Report): readonly string[] {
  const { unchecked } = report;
  const undeclared = undeclaredCauses(report.undeclared);
  const count = unchecked.reduce((sum, one) => sum + one.count, 0);
  const unread = count > 0 ? [`${pluralize(count, 'exchange')} could not be checked:`] : [];
  return [
    ...listed(causesOf(report.violations).map(violationLine)),
    ...(undeclared.length > 0 ? ['not declared in the document, but allowed:'] : []),
    ...listed(undeclared.map(undeclaredLine), '  '),
    figuresOf(report),
    ...unread,
    ...listed(unchecked.map(uncheckedLine), '  '),
  ];
}

/** For example `12 exchanges, 2 violations, 5 of 14 operations called, 6 of 40 responses covered (15 %)`. */
export function figuresOf({ violations, undeclared, documents, percent, exchanges }: Report): string {
  const sum = (kind: 'operations' | 'statuses', of: 'declared' | 'covered') =>
    documents.reduce((total, { totals }) => total + totals[kind][of], 0);
  const causes = causesOf(violations);
  const known = causes.filter(({ first }) => first.known).length;
  return [
    pluralize(exchanges, 'exchange'),
    `${pluralize(causes.length, 'violation')}${known > 0 ? ` (${known} in the baseline)` : ''}`,
    ...(undeclared.length > 0 ? [pluralize(undeclaredCauses(undeclared).length, 'undeclared part')] : []),
    `${sum('operations', 'covered')} of ${sum('operations', 'declared')} operations called`,
    `${sum('statuses', 'covered')} of ${sum('statuses', 'declared')} responses covered (${percent} %)`,
  ].join(', ');
}

function uncheckedLine({ operation, request, message, count }: ReportedUnchecked): string {
  return `  ${terminalLine(`${operation ?? request ?? 'no operation'}: ${message}`)} (${count}×)`;
}

function violationLine({ first, count, tests }: ViolationCause<ReportedViolation>): string {
  const { direction, location, known, fix } = first;
  const side = direction === 'request' ? 'client' : 'server';
  const what = terminalLine(`${targetOf(first)}: ${violationText(first)}`);
  const line = `${side}: ${what} (${count}×)${known ? ' [baseline]' : ''}`;
  const by = terminalLine(testsText(tests));
  return [
    line,
    ...[by, `to fix: ${terminalLine(fix)}`, placeText(location)].filter(Boolean).map((text) => `    ${text}`),
  ].join('\n');
}

function undeclaredLine({ first, count, tests }: ViolationCause<ReportedUndeclared>): string {
  const line = `  ${terminalLine(`${targetOf(first)}: ${undeclaredText(first)}`)} (${count}×)${first.known ? ' [baseline]' : ''}`;
  const details = [terminalLine(testsText(tests)), `to fix: ${terminalLine(first.fix)}`, placeText(first.location)];
  return [line, ...details.filter(Boolean).map((text) => `      ${text}`)].join('\n');
}

function coverageLines(document: ReportedDocument): readonly string[] {
  const { title, mount, percent, totals, operations, generated, ignored } = document;
  const kinds = COVERED_KINDS.flatMap((kind) => {
    const { declared, covered } = totals[kind];
    return declared === 0 ? [] : [`  ${KIND_LABELS[kind].padEnd(13)}${covered} of ${declared}`];
  });
  const uncalled = operations.filter(({ count }) => count === 0).map(({ method, path }) => `    ${method} ${path}`);
  const never = uncalled.length === 0 ? [] : ['  never called', ...listed(uncalled, '    ')];
  const without = generated.map(({ method, path, count }) => `    ${method} ${path} (${count}×)`);
  const noState = without.length === 0 ? [] : ['  called, but changes nothing', ...listed(without, '    ')];
  const owned = ignored.map(
    ({ operation, pointer, count }) => `    ${terminalLine(`${operation} ${pointer}`)} (${count}×)`,
  );
  const left =
    owned.length === 0 ? [] : ['  ignored in requests, because the server owns it', ...listed(owned, '    ')];
  return [
    '',
    `${title}${mount === '' ? '' : ` at ${mount}`}: ${percent} % of the responses covered`,
    ...kinds,
    ...never,
    ...noState,
    ...left,
  ];
}

function listed(lines: readonly string[], indent = ''): readonly string[] {
  const more = lines.length - MAX_LISTED;
  return more > 0 ? [...lines.slice(0, MAX_LISTED), `${indent}… and ${more} more`] : lines;
}
