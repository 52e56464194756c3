// The report as SARIF 2.1.0, which code hosts show beside the lines of the document.

import { basename, isAbsolute, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Report, ReportedViolation } from './report.ts';
import { violationText } from './violation-text.ts';

export function sarifOf({ tool, violations, documents }: Report): object {
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
            rules: rules.map((id) => ({ id, shortDescription: { text: `The contract's rule ${id} is broken` } })),
          },
        },
        results: violations.map((violation) => resultOf(violation, rules, documents[0]?.file)),
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
}

function resultOf(violation: ReportedViolation, rules: readonly string[], fallback: string | undefined): object {
  const { rule, direction, operation, request, pointer, in: where, count, first, last, world, place } = violation;
  const file = place.file ?? fallback;
  const broke = direction === 'request' ? 'The client' : 'The answer';
  const region = place.line === undefined ? {} : { region: { startLine: place.line, startColumn: place.column ?? 1 } };
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level: 'error',
    message: { text: `${broke} of ${operation ?? request ?? 'no operation'}: ${violationText(violation)}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region },
        logicalLocations: [
          { fullyQualifiedName: `${operation ?? ''} ${direction} ${where} ${pointer}`.trim(), kind: 'member' },
        ],
      },
    ],
    occurrenceCount: count,
    partialFingerprints: { 'violation/v1': [operation ?? '', direction, rule, where, pointer].join(' ') },
    properties: { first, last, world, ...(place.pointer !== undefined && { pointer: place.pointer }) },
  };
}

/** Relative to where the command runs, so that a code host finds it; a URL as it is. */
function uriOf(file: string | undefined): string {
  if (file === undefined) return 'openapi.yaml';
  if (!isAbsolute(file)) return file;
  const near = relative(process.cwd(), file);
  if (near.startsWith('..')) return pathToFileURL(file).href;
  return near.split(/[\\/]/).map(encodeURIComponent).join('/') || basename(file);
}
