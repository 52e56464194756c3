// The report as JUnit XML: one suite for each document and one case for each operation. A case fails if the operation has
// contract violations.
import builder, { type Builder } from 'junit-report-builder';
import type { Report, ReportedViolation } from './report.ts';
import { violationText } from './violation-text.ts';

export function junitOf({ documents, violations }: Report): string {
  // The package exports one builder, but its types declare a module that contains one.
  const report = (builder as unknown as Builder).newBuilder();
  for (const { mount, title, operations } of documents) {
    const own = violations.filter((violation) => violation.mount === mount);
    const suite = report.testSuite().name(mount === '' ? title : `${title} at ${mount}`);
    for (const { operation, count } of operations) {
      const found = own.filter((violation) => violation.operation === operation);
      const test = suite.testCase().className(title).name(operation);
      if (found.length > 0) test.failure(found.map(failureText).join('\n'), 'violation');
      else if (count === 0) test.skipped();
    }
    const unmatched = own.filter((violation) => violation.operation === undefined);
    if (unmatched.length > 0) {
      suite
        .testCase()
        .className(title)
        .name('requests that match no operation')
        .failure(unmatched.map(failureText).join('\n'), 'violation');
    }
  }
  return report.build();
}

function failureText(violation: ReportedViolation): string {
  const { direction, request, rule, count, firstExchange, world, location } = violation;
  const at = [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
  const by = direction === 'request' ? 'client' : 'server';
  const prefix = request === undefined ? '' : `${request}: `;
  const times = count === 1 ? 'once' : `${count} times`;
  const line = `${by}: ${prefix}${violationText(violation)} (${rule}), ${times}, first in ${firstExchange}, world ${world}`;
  return at === '' ? line : `${line}\n    ${at}`;
}
