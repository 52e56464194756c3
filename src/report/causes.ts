// Groups violations by operation and cause: the same rule at the same place, whatever test or world sent it.
import type { ReportedUndeclared, ReportedViolation } from './report.ts';

export interface ViolationCause<One> {
  readonly key: string;
  readonly first: One;
  readonly all: readonly One[];
  /** The occurrences of all together. */
  readonly count: number;
  /** The tests that sent the requests, each once. */
  readonly tests: readonly string[];
}

/** The same in every run, so that two reports can be compared. */
export function causeKey({
  mount,
  operation,
  request,
  direction,
  rule,
  in: place,
  pointer,
}: ReportedViolation): string {
  return [mount, operation ?? request ?? '', direction, rule, place, pointer].join(' ');
}

export function undeclaredKey({ mount, operation, in: place, pointer }: ReportedUndeclared): string {
  return [mount, operation, 'request', 'undeclared', place, pointer].join(' ');
}

/** Ordered by operation, and then as they occurred. */
export function causesOf(violations: readonly ReportedViolation[]): readonly ViolationCause<ReportedViolation>[] {
  const found = new Map<string, ViolationCause<ReportedViolation>>();
  for (const cause of grouped(violations, causeKey)) {
    const place = valuePlace(cause) ?? cause.key;
    const other = found.get(place);
    found.set(place, other ? withRule(other, cause) : cause);
  }
  return [...found.values()];
}

/** The value of a cause, in the exchanges in which it occurred. Undefined if its text cannot be joined with that of another rule. */
function valuePlace({ first, count }: ViolationCause<ReportedViolation>): string | undefined {
  const {
    mount,
    operation,
    request,
    direction,
    in: place,
    pointer,
    rule,
    message,
    world,
    firstExchange,
    known,
  } = first;
  if (pointer === '' || rule === 'enum' || !message.startsWith('must ')) return undefined;
  const value = [mount, operation ?? request ?? '', direction, place, pointer];
  return ['value', ...value, world, firstExchange, count, known ?? false].join(' ');
}

/** One value that violates two rules each time is one mistake. */
function withRule(
  cause: ViolationCause<ReportedViolation>,
  { first: { message, fix }, all }: ViolationCause<ReportedViolation>,
): ViolationCause<ReportedViolation> {
  const { first } = cause;
  const both = { ...first, message: `${first.message}, and ${message}`, fix: `${first.fix} ${fix}` };
  return { ...cause, first: both, all: [...cause.all, ...all] };
}

export function undeclaredCauses(
  undeclared: readonly ReportedUndeclared[],
): readonly ViolationCause<ReportedUndeclared>[] {
  return grouped(undeclared, undeclaredKey);
}

interface Occurrence {
  readonly mount: string;
  readonly operation?: string | undefined;
  readonly request?: string | undefined;
  readonly count: number;
  readonly test?: string | undefined;
}

function grouped<One extends Occurrence>(
  all: readonly One[],
  keyOf: (one: One) => string,
): readonly ViolationCause<One>[] {
  const byOperation = new Map<string, Map<string, One[]>>();
  for (const one of all) {
    const operation = `${one.mount} ${one.operation ?? one.request ?? ''}`;
    const causes = byOperation.get(operation) ?? new Map<string, One[]>();
    byOperation.set(operation, causes);
    const key = keyOf(one);
    const known = causes.get(key);
    if (known) known.push(one);
    else causes.set(key, [one]);
  }
  return [...byOperation.values()].flatMap((causes) => [...causes].map(([key, ones]) => causeOf(key, ones)));
}

function causeOf<One extends Occurrence>(key: string, all: readonly One[]): ViolationCause<One> {
  const tests = new Set(all.flatMap(({ test }) => (test === undefined ? [] : [test])));
  return { key, first: all[0] as One, all, count: all.reduce((sum, { count }) => sum + count, 0), tests: [...tests] };
}

/** For example `test "adds an item"`, or `5 tests: "adds an item", "pays" and 3 more`. Empty if none is known. */
export function testsText(tests: readonly string[], most = 3): string {
  if (tests.length === 0) return '';
  const shown = tests.slice(0, most).map((test) => JSON.stringify(test));
  if (tests.length === 1) return `test ${shown[0]}`;
  const more = tests.length > most ? ` and ${tests.length - most} more` : '';
  return `${tests.length} tests: ${shown.join(', ')}${more}`;
}
