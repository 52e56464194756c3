// The differences of two versions for a terminal.
import type { DiffIgnore } from '../../contract/compare/ignores.ts';
import type { Severity } from '../../contract/compare/kinds.ts';
import { terminalLine } from '../terminal-text.ts';
import { pluralize } from '../violation-text.ts';
import {
  countsText,
  type DiffResult,
  type FindingGroup,
  groupsOf,
  isAtLeast,
  operationText,
  placeText,
} from './groups.ts';

/** Operations that are named if several have the same difference. */
const MAX_NAMED = 3;

/** @param show the least severity that is listed */
export function diffText(result: DiffResult, show: Severity): string {
  const shown = result.findings.filter(({ severity }) => isAtLeast(severity, show));
  const groups = groupsOf(shown);
  const lines = groups.flatMap(({ first, others }) => linesOf({ first, others }));
  return `${[...lines, ...leftOutLines(result), headline(result)].map(terminalLine).join('\n')}\n`;
}

function headline(result: DiffResult): string {
  const { old, new: next } = result;
  const versions =
    old.title === next.title
      ? `${old.title} ${old.version} → ${next.version}`
      : `${old.title} ${old.version} → ${next.title} ${next.version}`;
  return `${versions}: ${totalText(result)}`;
}

/** For example `no differences`. */
export function totalText({ findings, ignored, notUsed }: DiffResult): string {
  if (findings.length > 0) return countsText(findings);
  return ignored.length + notUsed.length > 0 ? 'no other differences' : 'no differences';
}

function linesOf({ first, others }: FindingGroup): readonly string[] {
  const { severity, operation, message, id, old, new: next } = first;
  const more = others.length - MAX_NAMED;
  const named = others.slice(0, MAX_NAMED).map(operationText).join(', ');
  return [
    `${severity.padEnd(8)} ${operationText(operation)}`,
    `         ${message} [${id}]`,
    ...(others.length > 0 ? [`         also ${named}${more > 0 ? ` and ${pluralize(more, 'other')}` : ''}`] : []),
    ...(old ? [`         old ${placeText(old)}`] : []),
    ...(next ? [`         new ${placeText(next)}`] : []),
    '',
  ];
}

/** What the usage file and the ignore file leave out. */
export function leftOutLines({ ignored, expired, unused, notUsed }: DiffResult): readonly string[] {
  return [
    ...(notUsed.length > 0 ? [`Not used by the clients of the usage file: ${countsText(notUsed)}`] : []),
    ...(ignored.length > 0 ? [`${pluralize(ignored.length, 'difference')} ignored`] : []),
    ...expired.map((entry) => `Expired on ${entry.until}, counts again: ${entryText(entry)}`),
    ...unused.map((entry) => `Ignores nothing, remove it: ${entryText(entry)}`),
  ];
}

function entryText({ reason, until: _, ...named }: DiffIgnore): string {
  return `${Object.values(named).filter(Boolean).join(' ')} (${reason})`;
}
