// The journal of one world: the latest exchanges in a ring of fixed size, and all contract violations, which outlive the
// exchanges.
import type { Violation } from '../errors/http-error.ts';
import { type JournalBytes, RecentEntries } from './recent-entries.ts';
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

/** Exchanges that the server could not validate, because of the document or of a limit. They are no violations. */
export interface UncheckedExchanges
  extends Pick<
    CountedViolation,
    'mount' | 'operation' | 'request' | 'message' | 'count' | 'firstExchange' | 'lastExchange'
  > {
  /** Whether a fault of the document makes the operation unusable. */
  readonly unusable: boolean;
}

type Mutable<Counted> = { -readonly [Name in keyof Counted]: Counted[Name] };

type ExchangeListener = (exchange: RecordedExchange) => void;

export class Journal {
  /** The number of distinct violations. New ones beyond it are not counted. */
  readonly #most: number;
  readonly #recent: RecentEntries;
  #count = 0;
  #total = 0;
  #describe: DescribeExchange | undefined;
  #violations = new Map<string, Mutable<CountedViolation>>();
  #unchecked = new Map<string, Mutable<UncheckedExchanges>>();
  readonly #listeners = new Set<ExchangeListener>();
  /** Tells other processes of an exchange. */
  publish: ((exchange: RecordedExchange, entry: JournalEntry) => void) | undefined;

  /**
   * @param size the number of exchanges in the ring
   * @param most the number of distinct violations
   * @param bytes the bytes of the exchanges in all journals
   */
  constructor(size: number, most: number, bytes: JournalBytes) {
    this.#recent = new RecentEntries(size, bytes);
    this.#most = most;
  }

  /** The number of exchanges since they were last cleared. */
  get count(): number {
    return this.#count;
  }

  /** The number of all exchanges. */
  get total(): number {
    return this.#total;
  }

  get violations(): readonly CountedViolation[] {
    return [...this.#violations.values()];
  }

  get unchecked(): readonly UncheckedExchanges[] {
    return [...this.#unchecked.values()];
  }

  /**
   * @param describe makes the full record of an entry when somebody reads it
   * @param bytes the memory of its bodies, estimated
   */
  record(entry: JournalEntry, describe: DescribeExchange, bytes: number): void {
    this.#describe = describe;
    this.publish?.(describe(entry), entry);
    this.#add(entry, bytes);
  }

  /** Records an exchange of another process. */
  recordForeign(entry: JournalEntry & { readonly recorded: RecordedExchange }, bytes: number): void {
    this.#add(entry, bytes);
  }

  #add(entry: JournalEntry, bytes: number): void {
    this.#count += 1;
    this.#total += 1;
    this.#recent.add(entry, bytes);
    if (entry.violations.length === 0 && entry.unchecked === undefined && this.#listeners.size === 0) return;
    const recorded = this.#recordOf(entry);
    if (entry.unchecked !== undefined) this.#countUnchecked(recorded, entry.unchecked);
    for (const violation of recorded.violations) this.#countViolation(recorded, violation);
    for (const listener of this.#listeners) listener(recorded);
  }

  /** Counts violations that became known after the exchange was recorded. */
  addViolations(id: string, late: readonly ContractViolation[]): void {
    const found = late.length > 0 ? this.find(id) : undefined;
    if (found) for (const violation of late) this.#countViolation(found, violation);
  }

  /** The latest exchanges, oldest first. */
  exchanges(): readonly RecordedExchange[] {
    return this.#recent.list().map((entry) => this.#recordOf(entry));
  }

  find(id: string): RecordedExchange | undefined {
    const found = this.#recent.find(id);
    return found && this.#recordOf(found);
  }

  /** Calls the listener for every new exchange. Returns a function that removes the listener. */
  subscribe(listener: ExchangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Removes the latest exchanges and keeps their violations. */
  removeLast(count: number): void {
    this.#recent.removeLast(count);
    this.#count = Math.max(0, this.#count - count);
  }

  /** Removes the latest exchanges from the first one on that saw a later revision. */
  removeAfter(revision: number): void {
    const revisions = this.revisions();
    const first = revisions.findIndex((one) => one > revision);
    if (first >= 0) this.removeLast(revisions.length - first);
  }

  /** The revision of the world after each exchange, in the order of `exchanges`. */
  revisions(): readonly number[] {
    return this.#recent.list().map(({ revision }) => revision);
  }

  /** Clears the exchanges and keeps the violations. */
  clearExchanges(): void {
    this.#recent.clear();
    this.#count = 0;
  }

  /** Clears exchanges and violations. */
  clear(): void {
    this.clearExchanges();
    this.#violations = new Map();
    this.#unchecked = new Map();
  }

  #recordOf(entry: JournalEntry): RecordedExchange {
    return entry.recorded ?? (this.#describe as DescribeExchange)(entry);
  }

  #countViolation(exchange: RecordedExchange, { direction, violation, schema }: ContractViolation): void {
    const { id, operation, mount, method, path } = exchange;
    const { rule, message, in: place = 'body' } = violation;
    const pointer = violation.pointer.replace(/\/\d+(?=\/|$)/g, '/*');
    const request = operation ? undefined : `${method} ${path}`;
    const key = [operation?.id ?? request, direction, rule, place, pointer].join(' ');
    const known = this.#violations.get(key);
    if (known) {
      known.count += 1;
      known.lastExchange = id;
      return;
    }
    if (this.#violations.size >= this.#most) return;
    const seen = { direction, mount, operation: operation?.id, request, rule, pointer, in: place, message, schema };
    this.#violations.set(key, { ...seen, count: 1, firstExchange: id, lastExchange: id });
  }

  #countUnchecked({ id, operation, mount, method, path }: RecordedExchange, message: string): void {
    const request = operation ? undefined : `${method} ${path}`;
    const key = [operation?.id ?? request, message].join(' ');
    const known = this.#unchecked.get(key);
    if (known) {
      known.count += 1;
      known.lastExchange = id;
    } else if (this.#unchecked.size < this.#most) {
      const unusable = operation?.unusable !== undefined;
      const seen = { mount, operation: operation?.id, request, message, unusable };
      this.#unchecked.set(key, { ...seen, count: 1, firstExchange: id, lastExchange: id });
    }
  }
}
