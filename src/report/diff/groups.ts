// The same difference in several operations is one entry of a report: a schema that operations share.
import type { DiffFinding, DiffOperation } from '../../contract/compare/finding.ts';
import type { IgnoreResult } from '../../contract/compare/ignores.ts';
import type { Severity } from '../../contract/compare/kinds.ts';
import type { Place } from '../../errors/setup-error.ts';
import { pluralize } from '../violation-text.ts';

/** What the renderings show. */
export interface DiffResult extends IgnoreResult {
  readonly old: DiffedVersion;
  readonly new: DiffedVersion;
}

interface DiffedVersion {
  readonly title: string;
  readonly version: string;
  readonly file?: string | undefined;
}

export interface FindingGroup {
  readonly first: DiffFinding;
  /** The other operations with the same difference. */
  readonly others: readonly DiffOperation[];
}

export const SEVERITIES: readonly Severity[] = ['breaking', 'warning', 'info'];

/** Whether a severity is at least another one. */
export function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);
}

/** Differences of the same kind at the same places, the most severe first. */
export function groupsOf(findings: readonly DiffFinding[]): readonly FindingGroup[] {
  const groups = new Map<string, { first: DiffFinding; others: Map<string, DiffOperation> }>();
  for (const finding of findings) {
    const key = groupKey(finding);
    const group = groups.get(key);
    const name = operationText(finding.operation);
    if (!group) groups.set(key, { first: finding, others: new Map() });
    else if (name !== operationText(group.first.operation)) group.others.set(name, finding.operation);
  }
  return [...groups.values()]
    .map(({ first, others }) => ({ first, others: [...others.values()] }))
    .sort((a, b) => SEVERITIES.indexOf(a.first.severity) - SEVERITIES.indexOf(b.first.severity));
}

/** Equal for the same difference in several operations, and in later comparisons of the same lines. */
function groupKey({ id, keyword, old, new: next, operation, status, name }: DiffFinding): string {
  const place = (one: Place | undefined) => `${one?.file} ${one?.pointer}`;
  const isShared = (one: Place | undefined) => one?.pointer === undefined || !one.pointer.startsWith('/paths/');
  const own = isShared(old) && isShared(next) ? '' : `${operationText(operation)} ${status} ${name}`;
  return [id, keyword, place(old), place(next), own].join('\n');
}

export function operationText({ method, path }: DiffOperation): string {
  return `${method} ${path}`;
}

export function placeText({ file, line, column, pointer }: Place): string {
  const position = [file, line, column].filter((part) => part !== undefined).join(':');
  return position === '' ? (pointer ?? '') : position;
}

/** The number of entries and, if they are more, of places: `2 breaking changes (9 places), 1 warning, 0 compatible changes`. */
export function countsText(findings: readonly DiffFinding[]): string {
  const groups = groupsOf(findings);
  const count = (severity: Severity, noun: string) => {
    const entries = groups.filter(({ first }) => first.severity === severity).length;
    const places = findings.filter((finding) => finding.severity === severity).length;
    return pluralize(entries, noun) + (places > entries ? ` (${places} places)` : '');
  };
  return [count('breaking', 'breaking change'), count('warning', 'warning'), count('info', 'compatible change')].join(
    ', ',
  );
}
