// Differences that a team accepts: each entry names what it ignores, why, and until when.
import type { DiffFinding } from './finding.ts';
import type { DiffKind } from './kinds.ts';

/** An entry of an ignore file. What it does not name matches everything. */
export interface DiffIgnore {
  readonly id?: DiffKind | undefined;
  /** An `operationId`, or a method and path such as `GET /pets`. */
  readonly operation?: string | undefined;
  readonly direction?: 'request' | 'response' | undefined;
  readonly status?: string | undefined;
  /** The pointer of the property and all that is below it. */
  readonly pointer?: string | undefined;
  /** The name of a parameter or header. */
  readonly name?: string | undefined;
  readonly reason: string;
  /** The last day on which it has an effect, as `2026-12-31`. */
  readonly until?: string | undefined;
}

export interface IgnoredFinding {
  readonly finding: DiffFinding;
  readonly ignore: DiffIgnore;
}

export interface IgnoreResult {
  /** The differences that count. */
  readonly findings: readonly DiffFinding[];
  readonly ignored: readonly IgnoredFinding[];
  /** Entries whose date is over and that would ignore something: their differences count again. */
  readonly expired: readonly DiffIgnore[];
  /** Entries that match no difference. */
  readonly unused: readonly DiffIgnore[];
}

/** @param today as `2026-01-31` */
export function applyIgnores(
  findings: readonly DiffFinding[],
  ignores: readonly DiffIgnore[],
  today: string,
): IgnoreResult {
  const used = new Set<DiffIgnore>();
  const left: DiffFinding[] = [];
  const ignored: IgnoredFinding[] = [];
  const isOver = ({ until }: DiffIgnore) => until !== undefined && until < today;
  for (const finding of findings) {
    const matching = ignores.filter((ignore) => isIgnoredBy(finding, ignore));
    for (const ignore of matching) used.add(ignore);
    const valid = matching.find((ignore) => !isOver(ignore));
    if (valid) ignored.push({ finding, ignore: valid });
    else left.push(finding);
  }
  return {
    findings: left,
    ignored,
    expired: ignores.filter((ignore) => isOver(ignore) && used.has(ignore)),
    unused: ignores.filter((ignore) => !used.has(ignore)),
  };
}

function isIgnoredBy(finding: DiffFinding, ignore: DiffIgnore): boolean {
  const { id, operation, direction, status, pointer, name } = ignore;
  const { method, path, operationId } = finding.operation;
  if (operation !== undefined && operation !== operationId && operation !== `${method} ${path}`) return false;
  if (pointer !== undefined && pointer !== finding.pointer && !finding.pointer.startsWith(`${pointer}/`)) return false;
  return (
    (id === undefined || id === finding.id) &&
    (direction === undefined || direction === finding.direction) &&
    (status === undefined || status === finding.status) &&
    (name === undefined || name === finding.name)
  );
}
