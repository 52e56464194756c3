// The report as JUnit XML: one suite for each document, one case for each operation, failed where its contract was broken.
import builder, { type Builder } from 'junit-report-builder';
import type { Report, ReportedViolation } from './report.ts';
import { violationText } from './violation-text.ts';

export function junitOf({ documents, violations }: Report): string {
  // The package is one builder, though its types call it a module that has one.
  const report = (builder as unknown as Builder).newBuilder();
  for (const { mount, title, operations } of documents) {
    const own = violations.filter((violation) => violation.mount === mount);
    const suite = report.testSuite().name(mount === '' ? title : `${title} at ${mount}`);
    for (const { operation, count } of operations) {
      const broken = own.filter((violation) => violation.operation === operation);
      const test = suite.testCase().className(title).name(operation);
      if (broken.length > 0) test.failure(broken.map(failureText).join('\n'), 'violation');
      else if (count === 0) test.skipped();
    }
    const unmatched = own.filter((violation) => violation.operation === undefined);
    if (unmatched.length > 0) {
      suite
        .testCase()
        .className(title)
        .name('requests of no operation')
        .failure(unmatched.map(failureText).join('\n'), 'violation');
    }
  }
  return report.build();
}

function failureText(violation: ReportedViolation): string {
  const { direction, request, rule, count, first, world, place } = violation;
  const at = [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
  const by = direction === 'request' ? 'client' : 'fake';
  const asked = request === undefined ? '' : `${request}: `;
  const times = count === 1 ? 'once' : `${count} times`;
  const line = `${by}: ${asked}${violationText(violation)} (${rule}), ${times}, first in ${first} of world ${world}`;
  return at === '' ? line : `${line}\n    ${at}`;
}
