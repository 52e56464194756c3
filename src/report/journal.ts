// The journal of one world: the latest exchanges in a ring of fixed size, and all contract violations, which outlive the
// exchanges.
import type { Violation } from '../errors/http-error.ts';
import type { ContractViolation, DescribeExchange, Direction, JournalEntry, RecordedExchange } from './record.ts';

/** A contract violation with the number of its occurrences. */
export interface CountedViolation {
  readonly direction: Direction;
  readonly mount: string;
  /** The id of the operation. Undefined if the request matches none. */
  readonly operation: string | undefined;
  /** Method and path of a request that matches no operation. */
  readonly request: string | undefined;
  readonly rule: string;
  /** The JSON pointer, with `*` instead of array indexes. */
  readonly pointer: string;
  readonly in: NonNullable<Violation['in']>;
  readonly message: string;
  readonly schema: string | undefined;
  readonly count: number;
  /** The ids of the first and the last exchange with this violation. */
  readonly firstExchange: string;
  readonly lastExchange: string;
}

/** Exchanges that the server could not validate, because a pattern of the document takes too long. They are no violations. */
export interface UncheckedExchanges
  extends Pick<
    CountedViolation,
    'mount' | 'operation' | 'request' | 'message' | 'count' | 'firstExchange' | 'lastExchange'
  > {}

export interface Journal {
  /** @param describe makes the full record of an entry when somebody reads it */
  record(exchange: JournalEntry, describe: DescribeExchange): void;
  /** Counts violations that became known after the exchange was recorded. */
  addViolations(id: string, violations: readonly ContractViolation[]): void;
  /** The latest exchanges, oldest first. */
  exchanges(): readonly RecordedExchange[];
  find(id: string): RecordedExchange | undefined;
  /** The number of exchanges since they were last cleared. */
  readonly count: number;
  /** The number of all exchanges. */
  readonly total: number;
  readonly violations: readonly CountedViolation[];
  readonly unchecked: readonly UncheckedExchanges[];
  /** Calls the listener for every new exchange. Returns a function that removes the listener. */
  subscribe(listener: (exchange: RecordedExchange) => void): () => void;
  /** Clears the exchanges and keeps the violations. */
  clearExchanges(): void;
  /** Clears exchanges and violations. */
  clear(): void;
}

type Mutable<Counted> = { -readonly [Name in keyof Counted]: Counted[Name] };

/**
 * @param size the number of exchanges in the ring
 * @param most the number of distinct violations. New ones beyond it are not counted
 */
export function openJournal(size: number, most: number): Journal {
  let ring: JournalEntry[] = [];
  let describe: DescribeExchange | undefined;
  const recordOf = (entry: JournalEntry) => (describe as DescribeExchange)(entry);
  let next = 0;
  let count = 0;
  let total = 0;
  let violations = new Map<string, Mutable<CountedViolation>>();
  let unchecked = new Map<string, Mutable<UncheckedExchanges>>();
  const listeners = new Set<(exchange: RecordedExchange) => void>();
  const countViolation = (exchange: RecordedExchange, { direction, violation, schema }: ContractViolation) => {
    const { id, operation, mount } = exchange;
    const request = operation ? undefined : `${exchange.method} ${exchange.path}`;
    const pointer = violation.pointer.replace(/\/\d+(?=\/|$)/g, '/*');
    const place = violation.in ?? 'body';
    const key = [operation?.id ?? request, direction, violation.rule, place, pointer].join(' ');
    const known = violations.get(key);
    if (known) {
      known.count += 1;
      known.lastExchange = id;
      return;
    }
    if (violations.size >= most) return;
    const { rule, message } = violation;
    const seen = { direction, mount, operation: operation?.id, request, rule, pointer, in: place, message, schema };
    violations.set(key, { ...seen, count: 1, firstExchange: id, lastExchange: id });
  };
  const countUnchecked = ({ id, operation, mount, method, path }: RecordedExchange, message: string) => {
    const request = operation ? undefined : `${method} ${path}`;
    const key = [operation?.id ?? request, message].join(' ');
    const known = unchecked.get(key);
    if (known) {
      known.count += 1;
      known.lastExchange = id;
    } else if (unchecked.size < most) {
      const seen = { mount, operation: operation?.id, request, message };
      unchecked.set(key, { ...seen, count: 1, firstExchange: id, lastExchange: id });
    }
  };
  const clearExchanges = () => {
    ring = [];
    next = 0;
    count = 0;
  };
  return {
    record(entry, describeEntry) {
      describe = describeEntry;
      count += 1;
      total += 1;
      ring[next] = entry;
      next = next + 1 === size ? 0 : next + 1;
      if (entry.violations.length === 0 && entry.unchecked === undefined && listeners.size === 0) return;
      const recorded = recordOf(entry);
      if (entry.unchecked !== undefined) countUnchecked(recorded, entry.unchecked);
      for (const violation of recorded.violations) countViolation(recorded, violation);
      for (const listener of listeners) listener(recorded);
    },
    addViolations(id, late) {
      const found = late.length > 0 && ring.findLast((exchange) => exchange.id === id);
      if (found) for (const violation of late) countViolation(recordOf(found), violation);
    },
    exchanges() {
      const ordered = ring.length < size ? ring : [...ring.slice(next), ...ring.slice(0, next)];
      return ordered.map(recordOf);
    },
    find(id) {
      const found = ring.findLast((exchange) => exchange.id === id);
      return found && recordOf(found);
    },
    get count() {
      return count;
    },
    get total() {
      return total;
    },
    get violations() {
      return [...violations.values()];
    },
    get unchecked() {
      return [...unchecked.values()];
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clearExchanges,
    clear() {
      clearExchanges();
      violations = new Map();
      unchecked = new Map();
    },
  };
}
