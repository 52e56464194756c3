// The exchanges of all processes that share a state: each process adds its own to a stream in Redis, and reads those of the others,
// so that every journal, report and stream of events has all of them.
import { randomBytes } from 'node:crypto';
import type { Operation } from '../contract/operation/operations.ts';
import { type Eventually, isPending, whenKnown } from '../eventually.ts';
import { type ForeignExchange, readExchange, textOfExchange } from '../report/foreign-exchange.ts';
import type { RedisConnection } from '../store/redis/connection.ts';
import { RUNNING } from '../store/redis/scripts.ts';
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
/** At each of so many readings, a process notes that it runs. */
const READINGS_PER_NOTE = 4;
/** A process that has noted nothing for so many seconds has ended. */
const ENDED = 10;
/** The seconds after which Redis deletes the exchanges if no process runs. */
const KEPT = 86_400;

export class SharedJournal {
  readonly #options: SharedJournalOptions;
  readonly #key: string;
  /** The key of the processes that run. */
  readonly #processes: string;
  /** Distinguishes the exchanges of this process from those of others. */
  readonly #process = randomBytes(6).toString('base64url');
  #sent = 0;
  /** The number of the last exchange of each other process. */
  readonly #seen = new Map<string, number>();
  /** Exchanges that are missing since the last notice. */
  #missing = 0;
  /** Until the next notice. */
  #quiet: NodeJS.Timeout | undefined;
  /** The id of the last entry that was read. The entries before the first process that runs now began are those of an earlier run. */
  #last: string | undefined;
  #readings = 0;
  #reading: Promise<void> | undefined;
  readonly #timer: NodeJS.Timeout;

  constructor(options: SharedJournalOptions) {
    this.#options = options;
    const { prefix } = options.connection.address;
    this.#key = `${prefix}exchanges`;
    this.#processes = `${prefix}processes`;
    this.#timer = setInterval(() => void this.#tick().catch(() => undefined), PAUSE).unref();
  }

  /** @throws HttpError STORE_UNAVAILABLE */
  async begin(): Promise<void> {
    this.#last ??= await this.#note();
  }

  /** Notes that this process runs. @returns when the first of the processes that run now has begun */
  async #note(): Promise<string> {
    const { connection } = this.#options;
    const begun = (await connection.run(RUNNING, [this.#processes], [this.#process, ENDED])) as string;
    for (const key of [this.#processes, this.#key]) await connection.command('EXPIRE', key, KEPT);
    return begun;
  }

  async #tick(): Promise<void> {
    this.#readings += 1;
    if (this.#readings % READINGS_PER_NOTE === 0) await this.#note();
    await this.read();
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
    await this.begin();
    for (;;) {
      const start = `(${this.#last}`;
      const reply = await this.#options.connection.command('XRANGE', this.#key, start, '+', 'COUNT', READ_TOGETHER);
      const entries = reply as readonly (readonly [id: string, fields: readonly string[]])[];
      for (const [id, fields] of entries) {
        const received = this.#receive(fields);
        // If its world cannot be opened now, it is read again.
        if (isPending(received)) await received;
        this.#last = id;
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
    if (kind !== 'exchange') {
      this.#countMissing(process, Number(number));
      this.#options.cleared(kind as ClearKind, name === '' ? undefined : name);
      return undefined;
    }
    return whenKnown(this.#options.find(name), (world) => {
      const exchange = readExchange(text, this.#options.operationOf);
      this.#countMissing(process, Number(number), exchange === undefined ? 1 : 0);
      if (exchange === undefined) return;
      world?.journal?.recordForeign(exchange, text.length * BYTES_PER_CHARACTER);
      this.#options.covered(exchange);
    });
  }

  /** @param unreadable 1 for an exchange that this process cannot read */
  #countMissing(process: string, number: number, unreadable = 0): void {
    const seen = this.#seen.get(process);
    this.#seen.set(process, number);
    const missing = (seen === undefined ? 0 : Math.max(0, number - seen - 1)) + unreadable;
    if (missing === 0) return;
    this.#missing += missing;
    // Under load there are gaps all the time, so the next ones are printed together.
    if (this.#quiet === undefined) this.#reportMissing();
  }

  #reportMissing(): void {
    this.#quiet = undefined;
    if (this.#missing === 0) return;
    this.#options.notice(
      `${this.#missing} exchanges of other processes are missing in the journal: Redis did not respond, there were too many at once, or another version of standin wrote them`,
    );
    this.#missing = 0;
    this.#quiet = setTimeout(() => this.#reportMissing(), QUIET_MS).unref();
  }

  close(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#quiet);
    this.#options.connection.command('HDEL', this.#processes, this.#process).catch(() => undefined);
  }
}

/** Milliseconds between two notices of missing exchanges. */
const QUIET_MS = 60_000;

/** The memory of a record, estimated by its text. */
const BYTES_PER_CHARACTER = 4;
