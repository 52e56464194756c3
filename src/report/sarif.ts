// The report as SARIF 2.1.0. Code hosts show it next to the lines of the document.

import { basename, isAbsolute, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Report, ReportedUnchecked, ReportedViolation } from './report.ts';
import { violationText } from './violation-text.ts';

export function sarifOf({ tool, violations, unchecked, documents }: Report): object {
  const rules = [...new Set(violations.map(({ rule }) => rule))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            semanticVersion: tool.version,
            rules: rules.map((id) => ({ id, shortDescription: { text: `Violation of the contract's rule ${id}` } })),
          },
        },
        results: violations.map((violation) => resultOf(violation, rules, documents[0]?.file)),
        // A code host shows results as problems. A request that could not be checked is not a problem.
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: unchecked.map(notificationOf) }],
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
}

function notificationOf({ operation, request, message, count, firstExchange, lastExchange, world }: ReportedUnchecked) {
  return {
    level: 'warning',
    message: { text: `${operation ?? request ?? 'no operation'} could not be checked: ${message}` },
    properties: { count, first: firstExchange, last: lastExchange, world },
  };
}

function resultOf(violation: ReportedViolation, rules: readonly string[], fallback: string | undefined): object {
  const {
    rule,
    direction,
    operation,
    request,
    pointer,
    in: where,
    count,
    firstExchange,
    lastExchange,
    world,
    location,
  } = violation;
  const file = location.file ?? fallback;
  const message = direction === 'request' ? 'Request' : 'Response';
  const region =
    location.line === undefined ? {} : { region: { startLine: location.line, startColumn: location.column ?? 1 } };
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: 'error',
    message: { text: `${message} of ${operation ?? request ?? 'no operation'}: ${violationText(violation)}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region },
        logicalLocations: [
          { fullyQualifiedName: `${operation ?? ''} ${direction} ${where} ${pointer}`.trim(), kind: 'property' },
        ],
      },
    ],
    occurrenceCount: count,
    partialFingerprints: { 'violation/v1': [operation ?? '', direction, rule, where, pointer].join(' ') },
    properties: {
      first: firstExchange,
      last: lastExchange,
      world,
      ...(location.pointer !== undefined && { pointer: location.pointer }),
    },
  };
}

/** A path relative to the working directory, so that a code host finds it. URLs stay as they are. */
function uriOf(file: string | undefined): string {
  if (file === undefined) return 'openapi.yaml';
  if (!isAbsolute(file)) return file;
  const near = relative(process.cwd(), file);
  if (near.startsWith('..')) return pathToFileURL(file).href;
  return near.split(/[\\/]/).map(encodeURIComponent).join('/') || basename(file);
}
