// The differences of two versions as SARIF 2.1.0. Code hosts show them next to the lines of the new document.
import { DIFF_KINDS, type DiffKind, type Severity } from '../../contract/compare/kinds.ts';
import type { Place } from '../../errors/setup-error.ts';
import { uriOf } from '../sarif.ts';
import { type DiffResult, type FindingGroup, groupsOf, operationText } from './groups.ts';

const LEVELS: Readonly<Record<Severity, string>> = { breaking: 'error', warning: 'warning', info: 'note' };

/** @param tool the name and version of the program */
export function diffSarif(
  { findings, ignored, old, new: next }: DiffResult,
  tool: { readonly name: string; readonly version: string },
): object {
  const groups = groupsOf(findings);
  const accepted = groupsOf(ignored.map(({ finding }) => finding));
  const reasons = new Map(ignored.map(({ finding, ignore }) => [finding, ignore.reason]));
  const ids = [...new Set([...groups, ...accepted].map(({ first }) => first.id))].sort();
  const results = [
    ...groups.map((group) => resultOf(group, ids, { old: old.file, new: next.file })),
    ...accepted.map((group) => ({
      ...resultOf(group, ids, { old: old.file, new: next.file }),
      suppressions: [{ kind: 'external', justification: reasons.get(group.first) }],
    })),
  ];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, semanticVersion: tool.version, rules: ids.map(ruleOf) } },
        results,
        columnKind: 'utf16CodeUnits',
      },
    ],
  };
}

function ruleOf(id: DiffKind): object {
  const { text, severity } = DIFF_KINDS[id];
  return {
    id,
    shortDescription: { text },
    fullDescription: { text },
    help: { text },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultOf(
  { first, others }: FindingGroup,
  ids: readonly string[],
  files: { readonly old: string | undefined; readonly new: string | undefined },
) {
  const { id, severity, operation, message, direction, pointer, old, new: next } = first;
  const also = others.length > 0 ? ` Also in ${others.map(operationText).join(', ')}.` : '';
  const name = [operationText(operation), direction, pointer].join(' ').trim();
  // Something that is removed has a place in the old document only.
  const place = next ?? { file: files.new };
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: LEVELS[severity],
    message: { text: `${operationText(operation)}: ${message}${also}` },
    locations: [
      {
        physicalLocation: physical(place, files.new),
        logicalLocations: [{ fullyQualifiedName: name, kind: 'property' }],
      },
    ],
    ...(old && {
      relatedLocations: [{ physicalLocation: physical(old, files.old), message: { text: 'The old version' } }],
    }),
    partialFingerprints: {
      'difference/v1': [id, operationText(operation), direction, first.status, first.name, pointer].join(' '),
    },
  };
}

function physical({ file, line, column = 1 }: Place, fallback: string | undefined): object {
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column } };
  return { artifactLocation: { uri: uriOf(file ?? fallback) }, ...region };
}
