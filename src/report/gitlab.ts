// The report for GitLab's Code Quality widget: a list of issues, each at a line of the document.
import { createHash } from 'node:crypto';
import { causesOf, testsText, undeclaredCauses } from './causes.ts';
import type { Report } from './report.ts';
import { targetOf, undeclaredText, violationText } from './violation-text.ts';

export function gitlabOf({ violations, undeclared, documents }: Report): readonly object[] {
  const fallback = documents[0]?.file ?? 'openapi.yaml';
  const found = causesOf(violations).map(({ first, tests, key }) => ({
    text: `${targetOf(first)}: ${violationText(first)}`,
    rule: first.rule,
    severity: 'major',
    ...{ fix: first.fix, tests, key, file: first.location.file, line: first.location.line },
  }));
  const allowed = undeclaredCauses(undeclared).map(({ first, tests, key }) => ({
    text: `${targetOf(first)}: ${undeclaredText(first)}`,
    rule: 'undeclared',
    severity: 'minor',
    ...{ fix: first.fix, tests, key, file: first.location.file, line: first.location.line },
  }));
  return [...found, ...allowed].map(({ text, fix, tests, key, rule, severity, file = fallback, line = 1 }) => ({
    description: [text, `To fix: ${fix}`, testsText(tests)].filter(Boolean).join(' – '),
    check_name: rule,
    fingerprint: createHash('sha256').update(key).digest('hex'),
    severity,
    location: { path: file, lines: { begin: line } },
  }));
}
