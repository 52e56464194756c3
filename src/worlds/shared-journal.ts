// The exchanges of all processes that share a state: each process adds its own to a stream in Redis, and reads those of the others,
// so that every journal, report and stream of events has all of them.
import { randomBytes } from 'node:crypto';
import type { Operation } from '../contract/operation/operations.ts';
import { type Eventually, isPending, whenKnown } from '../eventually.ts';
import { type ForeignExchange, readExchange, textOfExchange } from '../report/foreign-exchange.ts';
import type { RedisConnection } from '../store/redis/connection.ts';
import type { World } from './world.ts';

/** What a process knows of the exchanges of others. */
export interface JournalFacts {
  readonly operationOf: (mount: string, id: string) => Operation | undefined;
  /** Counts an exchange of another process in the coverage of its document. */
  readonly covered: (exchange: ForeignExchange) => void;
  /** Clears what another process has cleared. @param world undefined for all worlds */
  readonly cleared: (kind: ClearKind, world: string | undefined) => void;
}

interface SharedJournalOptions extends JournalFacts {
  readonly connection: RedisConnection;
  /** Returns a world of this process. Undefined if it does not exist any more. */
  readonly find: (name: string) => Eventually<World | undefined>;
  /** Called with a sentence that an operator should know. */
  readonly notice: (text: string) => void;
}

/** What is cleared: the violations and exchanges of worlds, or the exchanges alone. */
export type ClearKind = 'violations' | 'exchanges';

/** The number of exchanges in the stream. */
const MOST = 4000;
const READ_TOGETHER = 200;
/** Milliseconds between two readings. */
const PAUSE = 500;

export class SharedJournal {
  readonly #options: SharedJournalOptions;
  readonly #key: string;
  /** Distinguishes the exchanges of this process from those of others. */
  readonly #process = randomBytes(6).toString('base64url');
  #sent = 0;
  /** The number of the last exchange of each other process. */
  readonly #seen = new Map<string, number>();
  /** Exchanges that are missing since the last notice. */
  #missing = 0;
  /** Until the next notice. */
  #quiet: NodeJS.Timeout | undefined;
  #last = '-';
  #reading: Promise<void> | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(options: SharedJournalOptions) {
    this.#options = options;
    this.#key = `${options.connection.address.prefix}exchanges`;
    this.#timer = setInterval(() => void this.read().catch(() => undefined), PAUSE).unref();
  }

  /** Adds the exchanges of a world to the stream. */
  follow({ name, journal }: World): void {
    if (!journal) return;
    journal.publish = (exchange, entry) => this.#add('exchange', name, textOfExchange(exchange, entry));
  }

  /** Clears it in the other processes, too. */
  clear(kind: ClearKind, world: string | undefined): void {
    this.#add(kind, world ?? '', '');
  }

  #add(kind: 'exchange' | ClearKind, world: string, text: string): void {
    const { connection } = this.#options;
    const fields = ['p', this.#process, 's', ++this.#sent, 'k', kind, 'w', world, 'e', text];
    // An exchange that cannot be sent is in the journal of this process alone.
    connection.command('XADD', this.#key, 'MAXLEN', '~', MOST, '*', ...fields).catch(() => undefined);
  }

  /** Reads what other processes have added. @throws HttpError STORE_UNAVAILABLE */
  read(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<void> {
    for (;;) {
      const start = this.#last === '-' ? '-' : `(${this.#last}`;
      const reply = await this.#options.connection.command('XRANGE', this.#key, start, '+', 'COUNT', READ_TOGETHER);
      const entries = reply as readonly (readonly [id: string, fields: readonly string[]])[];
      for (const [id, fields] of entries) {
        this.#last = id;
        const received = this.#receive(fields);
        if (isPending(received)) await received;
      }
      if (entries.length < READ_TOGETHER) return;
    }
  }

  #receive([
    ,
    process = '',
    ,
    number = '',
    ,
    kind = '',
    ,
    name = '',
    ,
    text = '',
  ]: readonly string[]): Eventually<void> {
    if (process === this.#process) return undefined;
    this.#countMissing(process, Number(number));
    if (kind !== 'exchange') {
      this.#options.cleared(kind as ClearKind, name === '' ? undefined : name);
      return undefined;
    }
    return whenKnown(this.#options.find(name), (world) => {
      const exchange = readExchange(text, this.#options.operationOf);
      world?.journal?.recordForeign(exchange, text.length * BYTES_PER_CHARACTER);
      this.#options.covered(exchange);
    });
  }

  #countMissing(process: string, number: number): void {
    const seen = this.#seen.get(process);
    this.#seen.set(process, number);
    if (seen === undefined || number <= seen + 1) return;
    this.#missing += number - seen - 1;
    // Under load there are gaps all the time, so the next ones are printed together.
    if (this.#quiet === undefined) this.#reportMissing();
  }

  #reportMissing(): void {
    this.#quiet = undefined;
    if (this.#missing === 0) return;
    this.#options.notice(
      `${this.#missing} exchanges of other processes are missing in the journal: Redis did not respond, or there were too many at once`,
    );
    this.#missing = 0;
    this.#quiet = setTimeout(() => this.#reportMissing(), QUIET_MS).unref();
  }

  close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#quiet);
  }
}

/** Milliseconds between two notices of missing exchanges. */
const QUIET_MS = 60_000;

/** The memory of a record, estimated by its text. */
const BYTES_PER_CHARACTER = 4;
