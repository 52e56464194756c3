// The journal of one world: the latest exchanges in a ring of fixed size, and all contract violations, which outlive the
// exchanges.
import { nearest } from '../edit-distance.ts';
import { tokensOf, withAnyIndex } from '../json/pointer.ts';
import { withoutCardNumbers } from '../json/secrets.ts';
import type { CountedTest, CountedUndeclared, CountedViolation, UncheckedExchanges } from './counted.ts';
import { EvidenceOfExchange, type EvidencePlace, seenValue, sizeOf, withoutBodies } from './evidence.ts';
import { type JournalBytes, RecentEntries } from './recent-entries.ts';
import type { ContractViolation, DescribeExchange, JournalEntry, RecordedExchange } from './record.ts';
import type { UndeclaredPart } from './undeclared.ts';
import { withoutRequest } from './violation-text.ts';

type Mutable<Counted> = { -readonly [Name in keyof Counted]: Counted[Name] };

type ExchangeListener = (exchange: RecordedExchange) => void;

export interface JournalOptions {
  /** The number of exchanges in the ring. */
  readonly size: number;
  /** The number of distinct violations, and of tests. */
  readonly most: number;
  /** The bytes of the exchanges in all journals. */
  readonly bytes: JournalBytes;
  /** The test of requests that name none. */
  readonly test: string | undefined;
}

export class Journal {
  /** The number of distinct violations. New ones beyond it are not counted. */
  readonly #most: number;
  readonly #recent: RecentEntries;
  readonly #bytes: JournalBytes;
  #evidenceBytes = 0;
  #count = 0;
  #total = 0;
  #describe: DescribeExchange | undefined;
  #violations = new Map<string, Mutable<CountedViolation>>();
  #unchecked = new Map<string, Mutable<UncheckedExchanges>>();
  #undeclared = new Map<string, Mutable<CountedUndeclared>>();
  readonly #tests = new Map<string, number>();
  /** The test of requests that name none. */
  readonly #test: string | undefined;
  readonly #listeners = new Set<ExchangeListener>();
  /** Sends an exchange to other processes. */
  publish: ((exchange: RecordedExchange, entry: JournalEntry) => void) | undefined;

  constructor({ size, most, bytes, test }: JournalOptions) {
    this.#recent = new RecentEntries(size, bytes);
    this.#bytes = bytes;
    this.#most = most;
    this.#test = test;
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

  get undeclared(): readonly CountedUndeclared[] {
    return [...this.#undeclared.values()];
  }

  get tests(): readonly CountedTest[] {
    return [...this.#tests].map(([test, exchanges]) => ({ test, exchanges }));
  }

  /**
   * @param describe makes the full record of an entry when somebody reads it
   * @param bytes the memory of its bodies, estimated
   */
  record(entry: JournalEntry, describe: DescribeExchange, bytes: number): void {
    this.#describe = describe;
    const recorded = this.publish && describe(entry);
    if (recorded) this.publish?.(recorded, entry);
    this.#add(entry, bytes, recorded);
  }

  /** Records an exchange of another process. */
  recordForeign(entry: JournalEntry & { readonly recorded: RecordedExchange }, bytes: number): void {
    this.#add(entry, bytes);
  }

  #add(entry: JournalEntry, bytes: number, described?: RecordedExchange): void {
    this.#count += 1;
    this.#total += 1;
    this.#recent.add(entry, bytes);
    const test = entry.test ?? this.#test;
    if (test !== undefined) this.#countTest(test);
    const { violations, unchecked, undeclared } = entry;
    const isClean = violations.length === 0 && unchecked === undefined && undeclared.length === 0;
    if (isClean && this.#listeners.size === 0) return;
    const recorded = described ?? this.#recordOf(entry);
    const noted = notedOf(recorded);
    for (const part of undeclared) this.#countUndeclared(noted, part);
    if (unchecked !== undefined) this.#countUnchecked(recorded, unchecked);
    for (const violation of recorded.violations) this.#countViolation(noted, violation);
    for (const listener of this.#listeners) listener(recorded);
  }

  /** Counts violations that became known after the exchange was recorded. */
  addViolations(id: string, late: readonly ContractViolation[]): void {
    const found = late.length > 0 ? this.find(id) : undefined;
    const noted = found && notedOf(found);
    if (noted) for (const violation of late) this.#countViolation(noted, violation);
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

  /** Removes the exchanges that saw a later revision. Those of other processes are not in the order of their revisions. */
  removeAfter(revision: number): void {
    const before = this.#recent.size;
    this.#recent.keepOnly((entry) => entry.revision <= revision);
    this.#count = Math.max(0, this.#count - (before - this.#recent.size));
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
    this.#undeclared = new Map();
    this.#evidenceBytes = 0;
    this.#tests.clear();
  }

  #recordOf(entry: JournalEntry): RecordedExchange {
    return entry.recorded ?? (this.#describe as DescribeExchange)(entry);
  }

  #countViolation(noted: Noted, { direction, violation, schema }: ContractViolation): void {
    const { exchange } = noted;
    const { id, operation, mount, method, path, template } = exchange;
    const { rule, message, in: place = 'body' } = violation;
    const pointer = withAnyIndex(violation.pointer);
    const request = operation ? undefined : withoutCardNumbers(`${method} ${template ?? path}`);
    const test = exchange.test ?? this.#test;
    const key = [operation?.id ?? request, direction, rule, place, pointer, test].join(' ');
    const known = this.#violations.get(key);
    if (known) {
      known.count += 1;
      known.lastExchange = id;
      return;
    }
    if (this.#violations.size >= this.#most) return;
    this.#violations.set(key, {
      direction,
      mount,
      operation: operation?.id,
      request,
      rule,
      pointer,
      in: place,
      message: withoutCardNumbers(operation ? message : withoutRequest(message, `${method} ${path}`)),
      schema,
      test,
      ...this.#seenIn(noted, { direction, pointer: violation.pointer, in: place }),
      count: 1,
      firstExchange: id,
      lastExchange: id,
    });
  }

  #countUndeclared(noted: Noted, part: UndeclaredPart): void {
    const { exchange } = noted;
    const { id, operation, mount } = exchange;
    if (!operation) return;
    const { in: place } = part;
    const pointer = withAnyIndex(part.pointer);
    const test = exchange.test ?? this.#test;
    const key = [operation.id, place, pointer, test].join(' ');
    const known = this.#undeclared.get(key);
    if (known) {
      known.count += 1;
      known.lastExchange = id;
    } else if (this.#undeclared.size < this.#most) {
      const seen = this.#seenIn(noted, { direction: 'request', pointer: part.pointer, in: place });
      const suggestion = nearest(tokensOf(pointer).at(-1) ?? '', part.declared);
      const counted = { mount, operation: operation.id, in: place, pointer, suggestion, test };
      this.#undeclared.set(key, { ...counted, ...seen, count: 1, firstExchange: id, lastExchange: id });
    }
  }

  /** Evidence outlives its exchange. If a world has as much of it as of exchanges, new evidence has no bodies. */
  #seenIn({ exchange, evidence }: Noted, place: EvidencePlace): Pick<CountedViolation, 'value' | 'evidence'> {
    const whole = evidence.at(place);
    const size = sizeOf(whole);
    const isTooMuch = this.#evidenceBytes + size > this.#bytes.perWorld;
    if (!isTooMuch) this.#evidenceBytes += size;
    return { value: seenValue(exchange, place), evidence: isTooMuch ? withoutBodies(whole) : whole };
  }

  #countTest(test: string): void {
    const count = this.#tests.get(test) ?? 0;
    if (count > 0 || this.#tests.size < this.#most) this.#tests.set(test, count + 1);
  }

  #countUnchecked({ id, operation, mount, method, path }: RecordedExchange, text: string): void {
    const request = operation ? undefined : withoutCardNumbers(`${method} ${path}`);
    const message = withoutCardNumbers(text);
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

/** An exchange whose violations are counted. */
interface Noted {
  readonly exchange: RecordedExchange;
  readonly evidence: EvidenceOfExchange;
}

function notedOf(exchange: RecordedExchange): Noted {
  return { exchange, evidence: new EvidenceOfExchange(exchange) };
}
