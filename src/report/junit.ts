// The report as JUnit XML: one suite for each document and one case for each operation. A case fails if the operation has
// contract violations, and is skipped if it was not called or could not be checked.
import { printXml, type XmlElement } from '../xml.ts';
import type { Report, ReportedDocument, ReportedUnchecked, ReportedViolation } from './report.ts';
import { violationText } from './violation-text.ts';

export function junitOf({ documents, violations, unchecked }: Report): string {
  const suites = documents.map((document) => {
    const isOwn = ({ mount }: { readonly mount: string }) => mount === document.mount;
    return suiteOf(document, violations.filter(isOwn), unchecked.filter(isOwn));
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

function suiteOf(
  { mount, title, operations }: ReportedDocument,
  violations: readonly ReportedViolation[],
  unchecked: readonly ReportedUnchecked[],
): Suite {
  const testCase = (name: string, children: readonly XmlElement[]): XmlElement => {
    return { name: 'testcase', attributes: { classname: title, name }, children };
  };
  const cases = operations.map(({ operation, count }) => {
    const own = violations.filter((violation) => violation.operation === operation);
    if (own.length > 0) return testCase(operation, [failure(own)]);
    const notChecked = unchecked.filter((one) => one.operation === operation);
    if (notChecked.length > 0) return testCase(operation, [skipped(notChecked)]);
    return testCase(operation, count === 0 ? [{ name: 'skipped' }] : []);
  });
  const unmatched = violations.filter(({ operation }) => operation === undefined);
  if (unmatched.length > 0) cases.push(testCase('requests without an operation', [failure(unmatched)]));
  return { name: mount === '' ? title : `${title} at ${mount}`, cases };
}

function failure(violations: readonly ReportedViolation[]): XmlElement {
  return { name: 'failure', attributes: { message: violations.map(failureText).join('\n'), type: 'violation' } };
}

function skipped(unchecked: readonly ReportedUnchecked[]): XmlElement {
  return { name: 'skipped', attributes: { message: unchecked.map(({ message }) => message).join('\n') } };
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
