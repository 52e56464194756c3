// The report as SARIF 2.1.0. Code hosts show it next to the lines of the document.

import { basename, isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Place } from '../errors/setup-error.ts';
import { causesOf, testsText, undeclaredCauses, type ViolationCause } from './causes.ts';
import type { Report, ReportedDocument, ReportedUnchecked, ReportedUndeclared, ReportedViolation } from './report.ts';
import { RULE_HELP } from './rule-help.ts';
import { targetOf, undeclaredText, violationText } from './violation-text.ts';

/** The rule of parts of a request that the document does not declare, although it allows them. */
const UNDECLARED = 'undeclared';

export function sarifOf({ tool, violations, undeclared, unchecked, documents }: Report): object {
  const causes = causesOf(violations);
  const allowed = undeclaredCauses(undeclared);
  const rules = [...new Set([...causes.map(({ first }) => first.rule), ...allowed.map(() => UNDECLARED)])].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, semanticVersion: tool.version, rules: rules.map(ruleOf) } },
        results: [
          ...causes.map((cause) => resultOf(cause, rules, documents[0]?.file)),
          ...allowed.map((cause) => undeclaredResult(cause, rules, documents)),
        ],
        // A code host shows results as problems. A request that could not be checked is not a problem.
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: unchecked.map(notificationOf) }],
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
}

function ruleOf(id: string): object {
  const help = RULE_HELP[id] ?? `A value violates the rule ${id} of its schema.`;
  return {
    id,
    shortDescription: { text: `Violation of the contract's rule ${id}` },
    fullDescription: { text: help },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: id === UNDECLARED ? 'warning' : 'error' },
  };
}

function notificationOf({ operation, request, message, count, firstExchange, lastExchange, world }: ReportedUnchecked) {
  return {
    level: 'warning',
    message: { text: `${operation ?? request ?? 'no operation'} could not be checked: ${message}` },
    properties: { count, first: firstExchange, last: lastExchange, world },
  };
}

function resultOf(
  cause: ViolationCause<ReportedViolation>,
  rules: readonly string[],
  fallback: string | undefined,
): object {
  const { first, count, tests, key } = cause;
  const { rule, direction, operation, pointer, in: where, location, fix, known } = first;
  const message = direction === 'request' ? 'Request' : 'Response';
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: 'error',
    message: {
      text: sentences(`${message} of ${targetOf(first)}: ${violationText(first)}`, fix, tests),
    },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(location.file ?? fallback) }, ...regionOf(location) },
        logicalLocations: [
          { fullyQualifiedName: `${operation ?? ''} ${direction} ${where} ${pointer}`.trim(), kind: 'property' },
        ],
      },
    ],
    occurrenceCount: count,
    partialFingerprints: { 'violation/v1': key },
    baselineState: known ? 'unchanged' : 'new',
    properties: { ...factsOf(first, tests), ...(location.pointer !== undefined && { pointer: location.pointer }) },
  };
}

function undeclaredResult(
  { first, count, tests, key }: ViolationCause<ReportedUndeclared>,
  rules: readonly string[],
  documents: readonly ReportedDocument[],
): object {
  const { operation, in: where, pointer, fix, mount, known, location } = first;
  const file = documents.find((one) => one.mount === mount)?.file;
  return {
    ruleId: UNDECLARED,
    ruleIndex: rules.indexOf(UNDECLARED),
    level: 'warning',
    message: { text: sentences(`Request of ${targetOf(first)}: ${undeclaredText(first)}`, fix, tests) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(location.file ?? file) }, ...regionOf(location) },
        logicalLocations: [{ fullyQualifiedName: `${operation} request ${where} ${pointer}`, kind: 'property' }],
      },
    ],
    occurrenceCount: count,
    partialFingerprints: { 'violation/v1': key },
    baselineState: known ? 'unchanged' : 'new',
    properties: factsOf(first, tests),
  };
}

function regionOf({ line, column = 1 }: Place): object {
  return line === undefined ? {} : { region: { startLine: line, startColumn: column } };
}

function factsOf(
  { firstExchange, lastExchange, world }: ReportedViolation | ReportedUndeclared,
  tests: readonly string[],
) {
  return { first: firstExchange, last: lastExchange, world, tests };
}

function sentences(what: string, fix: string, tests: readonly string[]): string {
  const by = testsText(tests);
  return `${/[.?!]$/.test(what) ? what : `${what}.`} ${fix}${by === '' ? '' : ` Sent by ${by}.`}`;
}

/** A path relative to the working directory, so that a code host finds it. URLs stay as they are. */
export function uriOf(file: string | undefined): string {
  if (file === undefined) return 'openapi.yaml';
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(file)) return file;
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(/[\\/]/).map(encodeURIComponent).join('/') || basename(file);
}
