// Compares a report with an earlier one: violations that it had already are known.
import { causeKey, undeclaredKey } from './causes.ts';
import type { Report } from './report.ts';

/** Marks the violations of an earlier report as known. */
export function withBaseline(report: Report, baseline: Pick<Report, 'violations' | 'undeclared'>): Report {
  const known = new Set(baseline.violations.map(causeKey));
  const knownUndeclared = new Set(baseline.undeclared.map(undeclaredKey));
  return {
    ...report,
    violations: report.violations.map((one) => (known.has(causeKey(one)) ? { ...one, known: true } : one)),
    undeclared: report.undeclared.map((one) =>
      knownUndeclared.has(undeclaredKey(one)) ? { ...one, known: true } : one,
    ),
  };
}
