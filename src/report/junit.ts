// The report as JUnit XML: one suite for each document and one case for each operation. A case fails if the operation has
// contract violations.
import { printXml, type XmlElement } from '../xml.ts';
import type { Report, ReportedDocument, ReportedViolation } from './report.ts';
import { violationText } from './violation-text.ts';

export function junitOf({ documents, violations }: Report): string {
  const suites = documents.map((document) => {
    const own = violations.filter(({ mount }) => mount === document.mount);
    return suiteOf(document, own);
  });
  const attributes = countsOf(suites.flatMap(({ cases }) => cases));
  const children = suites.map(({ name, cases }) => {
    return { name: 'testsuite', attributes: { name, ...countsOf(cases) }, children: cases };
  });
  return printXml({ name: 'testsuites', attributes, children }, { indent: true });
}

interface Suite {
  readonly name: string;
  readonly cases: readonly XmlElement[];
}

function suiteOf({ mount, title, operations }: ReportedDocument, violations: readonly ReportedViolation[]): Suite {
  const testCase = (name: string, children: readonly XmlElement[]): XmlElement => {
    return { name: 'testcase', attributes: { classname: title, name }, children };
  };
  const cases = operations.map(({ operation, count }) => {
    const own = violations.filter((violation) => violation.operation === operation);
    if (own.length > 0) return testCase(operation, [failure(own)]);
    return testCase(operation, count === 0 ? [{ name: 'skipped' }] : []);
  });
  const unmatched = violations.filter(({ operation }) => operation === undefined);
  if (unmatched.length > 0) cases.push(testCase('requests without an operation', [failure(unmatched)]));
  return { name: mount === '' ? title : `${title} at ${mount}`, cases };
}

function failure(violations: readonly ReportedViolation[]): XmlElement {
  return { name: 'failure', attributes: { message: violations.map(failureText).join('\n'), type: 'violation' } };
}

function countsOf(cases: readonly XmlElement[]): Readonly<Record<string, string>> {
  const count = (result: string) => {
    return String(cases.filter(({ children = [] }) => children.some((child) => isElement(child, result))).length);
  };
  return { tests: String(cases.length), failures: count('failure'), errors: '0', skipped: count('skipped') };
}

function isElement(child: XmlElement | string, name: string): boolean {
  return typeof child !== 'string' && child.name === name;
}

function failureText(violation: ReportedViolation): string {
  const { direction, request, rule, count, firstExchange, world, location } = violation;
  const at = [location.file, location.line, location.column].filter((part) => part !== undefined).join(':');
  const by = direction === 'request' ? 'client' : 'server';
  const prefix = request === undefined ? '' : `${request}: `;
  const times = count === 1 ? 'once' : `${count} times`;
  const line = `${by}: ${prefix}${violationText(violation)} (${rule}), ${times}, first seen in ${firstExchange}, world ${world}`;
  return at === '' ? line : `${line}\n    ${at}`;
}
