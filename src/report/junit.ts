// The report as JUnit XML. If tests are known, there is one case for each test, which fails if it violated the contract. Else there
// is one suite for each document and one case for each operation.
import { printXml, type XmlElement } from '../xml.ts';
import type { Report, ReportedDocument, ReportedUnchecked, ReportedUndeclared, ReportedViolation } from './report.ts';
import { placeText, targetOf, undeclaredText, violationText } from './violation-text.ts';

export function junitOf(report: Report): string {
  const suites =
    report.tests.length > 0 ? [testSuite(report)] : report.documents.map((one) => documentSuite(one, report));
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

function testSuite({ tests, violations: all, undeclared, unchecked, documents }: Report): Suite {
  const violations = all.filter(isNew);
  const className = documents[0]?.title ?? 'contract';
  const names = [...new Set(tests.map(({ test }) => test))];
  const byTest = groupByTest(violations);
  const cases = names.map((test) => {
    const own = byTest.get(test) ?? [];
    const allowed = undeclared.filter((one) => one.test === test && !one.known);
    return testCase(className, test, [
      ...(own.length > 0 ? [failure(own, true)] : []),
      ...(allowed.length > 0 ? [systemOut(allowed)] : []),
    ]);
  });
  const others = violations.filter(({ test }) => test === undefined);
  if (others.length > 0) cases.push(testCase(className, 'requests without a test', [failure(others, true)]));
  if (unchecked.length > 0) cases.push(testCase(className, 'could not be checked', [skipped(unchecked)]));
  return { name: 'Contract by test', cases };
}

/** What the document allows without declaring it fails no test. */
function systemOut(undeclared: readonly ReportedUndeclared[]): XmlElement {
  const texts = undeclared.map((one) => {
    const at = placeText(one.location);
    const lines = [`client: ${targetOf(one)}: ${undeclaredText(one)}`, `to fix: ${one.fix}`];
    return [...lines, ...(at === '' ? [] : [at])].join('\n    ');
  });
  return { name: 'system-out', children: [`Not declared in the document, but allowed:\n${texts.join('\n')}`] };
}

/** Violations of the baseline fail nothing. */
function isNew({ known }: ReportedViolation): boolean {
  return !known;
}

function groupByTest(violations: readonly ReportedViolation[]): Map<string | undefined, ReportedViolation[]> {
  const groups = new Map<string | undefined, ReportedViolation[]>();
  for (const one of violations) groups.set(one.test, [...(groups.get(one.test) ?? []), one]);
  return groups;
}

function documentSuite({ mount, title, operations }: ReportedDocument, report: Report): Suite {
  const isOwn = (one: { readonly mount: string }) => one.mount === mount;
  const violations = report.violations.filter(isOwn).filter(isNew);
  const unchecked = report.unchecked.filter(isOwn);
  const cases = operations.map(({ operation, count }) => {
    const own = violations.filter((violation) => violation.operation === operation);
    if (own.length > 0) return testCase(title, operation, [failure(own)]);
    const notChecked = unchecked.filter((one) => one.operation === operation);
    if (notChecked.length > 0) return testCase(title, operation, [skipped(notChecked)]);
    return testCase(title, operation, count === 0 ? [{ name: 'skipped' }] : []);
  });
  const unmatched = violations.filter(({ operation }) => operation === undefined);
  if (unmatched.length > 0) cases.push(testCase(title, 'requests without an operation', [failure(unmatched)]));
  return { name: mount === '' ? title : `${title} at ${mount}`, cases };
}

function testCase(classname: string, name: string, children: readonly XmlElement[]): XmlElement {
  return { name: 'testcase', attributes: { classname, name }, children };
}

/** The message is one line for each violation. The text adds what to do, the request, and the lines of the document. */
function failure(violations: readonly ReportedViolation[], namesOperation = false): XmlElement {
  const message = violations.map((one) => failureText(one, namesOperation)).join('\n');
  return {
    name: 'failure',
    attributes: { message, type: 'violation' },
    children: [violations.map((one) => detailsOf(one, namesOperation)).join('\n\n')],
  };
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

function failureText(violation: ReportedViolation, namesOperation: boolean): string {
  const { direction, request, rule, count, world, location } = violation;
  const at = placeText(location);
  const by = direction === 'request' ? 'client' : 'server';
  const target = request ?? (namesOperation ? targetOf(violation) : violation.endpoint);
  const times = count === 1 ? 'once' : `${count} times`;
  const line = `${by}: ${target === undefined ? '' : `${target}: `}${violationText(violation)} (${rule}), ${times}, world ${world}`;
  return at === '' ? line : `${line}\n    ${at}`;
}

function detailsOf(violation: ReportedViolation, namesOperation: boolean): string {
  const { fix, frame, evidence, test } = violation;
  const { method, url, status } = evidence;
  return [
    failureText(violation, namesOperation),
    ...(test === undefined || namesOperation ? [] : [`test: ${test}`]),
    `to fix: ${fix}`,
    `${method} ${url} ${status === 0 ? '(no response)' : status}`,
    ...(frame === '' ? [] : [frame]),
  ].join('\n');
}
