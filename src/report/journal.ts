// What happened in one world: the latest exchanges in a bounded ring, and what must not be forgotten with them, the breaches
// of the contract.
import type { ContractViolation, DescribeExchange, Direction, Recordable, Recorded } from './record.ts';

/** A breach with how often it was seen. */
export interface SeenViolation {
  readonly direction: Direction;
  readonly mount: string;
  /** The id of the operation; undefined where the request named none. */
  readonly operation: string | undefined;
  /** Method and path of a request that named no operation. */
  readonly request: string | undefined;
  readonly rule: string;
  /** With `*` in the place of the numbers of items. */
  readonly pointer: string;
  readonly in: string;
  readonly message: string;
  readonly schema: string | undefined;
  readonly count: number;
  /** Ids of the exchanges. */
  readonly first: string;
  readonly last: string;
}

export interface Journal {
  /** @param tell how it is told, should anybody ask */
  record(exchange: Recordable, tell: DescribeExchange): void;
  /** Counts what showed after an exchange was remembered. */
  late(id: string, breaches: readonly ContractViolation[]): void;
  /** The latest exchanges, the oldest first. */
  exchanges(): readonly Recorded[];
  find(id: string): Recorded | undefined;
  /** How many exchanges there were since they were last forgotten. */
  readonly count: number;
  /** How many there were at all. */
  readonly total: number;
  readonly violations: readonly SeenViolation[];
  /** Calls back for every exchange from now on; the answer ends it. */
  listen(listener: (exchange: Recorded) => void): () => void;
  /** Forgets the exchanges; the violations stay. */
  forget(): void;
  /** Forgets everything. */
  clear(): void;
}

/** Different breaches that are kept apart; further ones are counted under the last. */
const MAX_VIOLATIONS = 10_000;

type Counted = { -readonly [Member in keyof SeenViolation]: SeenViolation[Member] };

/** @param size exchanges that are kept */
export function openJournal(size: number): Journal {
  let ring: Recordable[] = [];
  let tell: DescribeExchange | undefined;
  const told = (exchange: Recordable) => (tell as DescribeExchange)(exchange);
  let next = 0;
  let count = 0;
  let total = 0;
  let violations = new Map<string, Counted>();
  const listeners = new Set<(exchange: Recorded) => void>();
  const see = (exchange: Recorded, { direction, violation, schema }: ContractViolation) => {
    const { id, operation, mount } = exchange;
    const request = operation ? undefined : `${exchange.method} ${exchange.path}`;
    const pointer = violation.pointer.replace(/\/\d+(?=\/|$)/g, '/*');
    const place = violation.in ?? 'body';
    const key = [operation?.id ?? request, direction, violation.rule, place, pointer].join(' ');
    const known = violations.get(key);
    if (known) {
      known.count += 1;
      known.last = id;
      return;
    }
    if (violations.size >= MAX_VIOLATIONS) return;
    const { rule, message } = violation;
    const seen = { direction, mount, operation: operation?.id, request, rule, pointer, in: place, message, schema };
    violations.set(key, { ...seen, count: 1, first: id, last: id });
  };
  const forget = () => {
    ring = [];
    next = 0;
    count = 0;
  };
  return {
    record(exchange, how) {
      tell = how;
      count += 1;
      total += 1;
      ring[next] = exchange;
      next = next + 1 === size ? 0 : next + 1;
      if (exchange.violations.length === 0 && listeners.size === 0) return;
      const recorded = told(exchange);
      for (const breach of recorded.violations) see(recorded, breach);
      for (const listener of listeners) listener(recorded);
    },
    late(id, breaches) {
      const found = breaches.length > 0 && ring.findLast((exchange) => exchange.id === id);
      if (found) for (const breach of breaches) see(told(found), breach);
    },
    exchanges() {
      const ordered = ring.length < size ? ring : [...ring.slice(next), ...ring.slice(0, next)];
      return ordered.map(told);
    },
    find(id) {
      const found = ring.findLast((exchange) => exchange.id === id);
      return found && told(found);
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
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    forget,
    clear() {
      forget();
      violations = new Map();
    },
  };
}
