// The report as text for a terminal: the violations, one line of figures, and what the requests did not cover.
import { COVERED_KINDS, KIND_LABELS } from './coverage-report.ts';
import type { Report, ReportedDocument, ReportedUnchecked, ReportedViolation } from './report.ts';
import { terminalLine } from './terminal-text.ts';
import { pluralize, violationText } from './violation-text.ts';

/** Violations, and operations without a call, that are listed one by one. */
const MAX_LISTED = 20;

export function textOf(report: Report): string {
  return `${[...summaryLines(report), ...report.documents.flatMap(coverageLines)].join('\n')}\n`;
}

/** The violations, one line of figures about the whole run, and the exchanges that could not be checked. */
export function summaryLines({ violations, unchecked, percent, exchanges }: Report): readonly string[] {
  const coverage = `${percent} % of the contract covered`;
  const figures = `${pluralize(exchanges, 'exchange')}, ${pluralize(violations.length, 'violation')}, ${coverage}`;
  const count = unchecked.reduce((sum, one) => sum + one.count, 0);
  const heading = count > 0 ? [`${pluralize(count, 'exchange')} could not be checked:`] : [];
  return [...listed(violations.map(violationLine)), figures, ...heading, ...listed(unchecked.map(uncheckedLine), '  ')];
}

function uncheckedLine({ operation, request, message, count }: ReportedUnchecked): string {
  return `  ${terminalLine(`${operation ?? request ?? 'no operation'}: ${message}`)} (${count}×)`;
}

function violationLine(violation: ReportedViolation): string {
  const { direction, operation, request, location, count } = violation;
  const at = [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
  const side = direction === 'request' ? 'client' : 'server';
  const what = terminalLine(`${operation ?? request ?? 'no operation'}: ${violationText(violation)}`);
  const line = `${side}: ${what} (${count}×)`;
  return at === '' ? line : `${line}\n    ${at}`;
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
    `${title}${mount === '' ? '' : ` at ${mount}`}: ${percent} % covered`,
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
