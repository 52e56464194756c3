// The report as workflow commands of GitHub Actions: an annotation for each violation at a line of the document.
import { causesOf, testsText, undeclaredCauses } from './causes.ts';
import type { Report, ReportedUndeclared, ReportedViolation } from './report.ts';
import { terminalLine } from './terminal-text.ts';
import { targetOf, undeclaredText, violationText } from './violation-text.ts';

/** Violations of the baseline are no errors. */
export function githubOf({ violations, undeclared }: Report): string {
  const lines = causesOf(violations).map(({ first, tests }) => {
    const message = [`${targetOf(first)}: ${violationText(first)}`, `To fix: ${first.fix}`, testsText(tests)];
    const properties = { ...placeOf(first), title: 'Contract violation' };
    return annotation(first.known ? 'notice' : 'error', properties, message);
  });
  const allowed = undeclaredCauses(undeclared).map(({ first, tests }) =>
    annotation(first.known ? 'notice' : 'warning', { ...placeOf(first), title: 'Not declared, but allowed' }, [
      `${targetOf(first)}: ${undeclaredText(first)}`,
      first.fix,
      testsText(tests),
    ]),
  );
  return [...lines, ...allowed].map((line) => `${line}\n`).join('');
}

function placeOf({
  location: { file, line, column },
}: ReportedViolation | ReportedUndeclared): Readonly<Record<string, string>> {
  if (file === undefined) return {};
  return { file, ...(line !== undefined && { line: String(line), col: String(column ?? 1) }) };
}

function annotation(kind: string, properties: Readonly<Record<string, string>>, message: readonly string[]): string {
  const written = Object.entries(properties).map(([name, value]) => `${name}=${propertyOf(value)}`);
  return `::${kind} ${written.join(',')}::${dataOf(message.filter(Boolean).map(terminalLine).join('\n'))}`;
}

function dataOf(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyOf(text: string): string {
  return dataOf(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
