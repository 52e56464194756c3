// The log of a world as the world itself uses it: for its clock, settings, stubs, faults and calls. A world of this process alone
// writes at once; one that other processes use too writes to their log, and takes back what was not written.
import { type Eventually, isPending, whenKnown } from '../eventually.ts';
import type { PlanChange } from '../faults/plan-values.ts';
import type { BaseState, LogSink } from '../store/commit.ts';
import type { HistoryBytes } from '../store/history.ts';
import { CommitLog } from '../store/log.ts';
import type { SharedLog } from '../store/redis/shared-log.ts';
import { storeUnavailable } from '../store/redis/unavailable.ts';
import type { EntryKind } from '../store/redis/world-in-redis.ts';
import type { StateLog } from '../store/state-log.ts';
import type { Change } from '../store/store.ts';
import { callsKey } from './own-values.ts';

/** What a world does when its log changes. */
interface OwnLogOwner {
  /** World time in milliseconds since 1970. */
  readonly now: () => number;
  /** Reads its own values again. */
  load(): void;
  /** The whole state was replaced. @param isForeign whether another process did it */
  replaced(kind: EntryKind, isForeign: boolean): void;
}

interface CountedCall {
  readonly operation: string;
  /** The number of the call in this process. */
  readonly call: number;
  /** Whether the number decides about the response. */
  readonly decides: boolean;
  readonly exchange: string | undefined;
}

export interface OwnLog {
  readonly log: StateLog;
  readonly isShared: boolean;
  /** Writes values of the world, which has changed them already. If they cannot be kept, the world loads the kept ones. */
  write(changes: readonly PlanChange[], exchange?: string): void;
  /** Waits until the changes are kept. Rejects if they could not be kept since the last call. */
  settled(): Eventually<void>;
  /** Runs a function that counts uses of stubs and faults. */
  counting<Result>(run: () => Result): Eventually<Result>;
  /** Counts a call. @returns its number */
  count(call: CountedCall): Eventually<number>;
  /** Takes back calls that never happened. @param calls how many, by operation */
  uncount(calls: ReadonlyMap<string, number>): void;
  replace(state: Pick<BaseState, 'parts'>, isReset: boolean): Eventually<void>;
}

interface LocalOptions {
  readonly historyCommits: number;
  readonly historyBytes: HistoryBytes;
  readonly sink?: LogSink | undefined;
}

/** The log of a world that only this process uses. */
export class LocalOwnLog implements OwnLog {
  readonly log: CommitLog;
  readonly isShared = false;
  readonly #owner: OwnLogOwner;
  /** The changes that a sink waits for. */
  #settled: Promise<void> | undefined;

  constructor({ historyCommits, historyBytes, sink }: LocalOptions, owner: OwnLogOwner) {
    this.log = new CommitLog({ now: owner.now, historyCommits, historyBytes, sink });
    this.#owner = owner;
  }

  write(changes: readonly PlanChange[], exchange?: string): void {
    let written: Eventually<boolean>;
    try {
      written = this.log.store(undefined).commit(
        changes.map(({ key, value }) => (value === undefined ? { kind: 'delete', key } : { kind: 'put', key, value })),
        exchange,
      );
    } catch (error) {
      this.#owner.load();
      throw error;
    }
    if (!isPending(written)) return;
    const settled = Promise.all([this.#settled, written]).then(
      () => undefined,
      (error: unknown) => {
        this.#owner.load();
        throw error;
      },
    );
    // The next call of `settled` gets the error. Without one, it is no failure of the process.
    settled.catch(() => undefined);
    this.#settled = settled;
  }

  settled(): Eventually<void> {
    const settled = this.#settled;
    this.#settled = undefined;
    return settled;
  }

  counting<Result>(run: () => Result): Eventually<Result> {
    return run();
  }

  count({ operation, call, decides, exchange }: CountedCall): number {
    if (decides) this.write([{ key: callsKey(operation), value: call }], exchange);
    return call;
  }

  uncount(): void {
    // The log has the calls, and is rewound.
  }

  replace(state: Pick<BaseState, 'parts'>, isReset: boolean): Eventually<void> {
    return whenKnown(this.log.replace(state), () => this.#owner.replaced(isReset ? 'reset' : 'replace', false));
  }
}

/** The log of a world that other processes use too. What they change is loaded. */
export class SharedOwnLog implements OwnLog {
  readonly log: SharedLog;
  readonly isShared = true;
  readonly #owner: OwnLogOwner;
  /** The number of changes that are being written. */
  #writing = 0;
  /** Changes that are not being written yet, by key. */
  #openChanges: Map<string, Change> | undefined;
  #written: Promise<boolean> = Promise.resolve(true);
  /** Whether the values were loaded while changes of them were being written. */
  #isOutdated = false;
  #counting: Promise<unknown> = Promise.resolve();

  constructor(log: SharedLog, owner: OwnLogOwner) {
    this.log = log;
    this.#owner = owner;
    log.attach({
      now: owner.now,
      own: (isForeign) => {
        if (!isForeign && !this.#isOutdated) return;
        this.#isOutdated = this.#writing > 0;
        owner.load();
      },
      replaced: (kind, isForeign) => owner.replaced(kind, isForeign),
    });
  }

  /** Changes that are made together are one commit. It is refused if another process has changed one of the values. */
  write(changes: readonly PlanChange[], exchange?: string): void {
    const store = this.log.store(undefined);
    const open = this.#openChanges ?? new Map<string, Change>();
    for (const { key, value } of changes) {
      const expected = open.get(key)?.expected ?? store.get(key)?.revision ?? 0;
      open.set(key, value === undefined ? { kind: 'delete', key, expected } : { kind: 'put', key, value, expected });
    }
    if (this.#openChanges !== open) {
      this.#openChanges = open;
      this.#written = Promise.resolve().then(() => {
        this.#openChanges = undefined;
        return this.#finish(store.commit([...open.values()], exchange));
      });
      this.#written.catch(() => undefined);
    }
    collected?.push(this.#written);
  }

  /** Takes changes back that were not written. */
  async #finish(written: Eventually<boolean>): Promise<boolean> {
    this.#writing += 1;
    let isWritten = false;
    try {
      isWritten = await written;
      return isWritten;
    } finally {
      this.#writing -= 1;
      if (!isWritten) this.#owner.load();
    }
  }

  settled(): void {
    // `untilWritten` waits for the changes.
  }

  counting<Result>(run: () => Result): Promise<Result> {
    const counted = this.#counting.then(() => untilWritten(run));
    this.#counting = counted.catch(() => undefined);
    return counted;
  }

  count({ operation, call, decides }: CountedCall): Eventually<number> {
    const counted = this.log.count(operation);
    if (decides) return counted;
    // A call that is not counted in Redis is counted here.
    counted.catch(() => undefined);
    return call;
  }

  uncount(calls: ReadonlyMap<string, number>): void {
    for (const [operation, count] of calls) this.log.count(operation, -count).catch(() => undefined);
  }

  replace(state: Pick<BaseState, 'parts'>, isReset: boolean): Promise<void> {
    return this.log.replace(state, isReset);
  }
}

/** The changes that worlds make of their own values while a function runs. */
let collected: Promise<boolean>[] | undefined;

/** The most attempts to change values that other processes change at the same time. */
const MOST_ATTEMPTS = 1000;

/**
 * Runs a function that changes values of worlds themselves, such as settings, before it waits for anything. Waits until the
 * changes are made. If another process was faster, none of them is made, and the function runs again.
 */
export function untilWritten<Result>(run: () => Eventually<Result>, left = MOST_ATTEMPTS): Eventually<Result> {
  const before = collected;
  const own: Promise<boolean>[] = [];
  collected = own;
  let result: Eventually<Result>;
  try {
    result = run();
  } finally {
    collected = before;
  }
  return own.length === 0 ? result : ifWritten(own, result, () => untilWritten(run, left - 1), left);
}

async function ifWritten<Result>(
  own: readonly Promise<boolean>[],
  result: Eventually<Result>,
  again: () => Eventually<Result>,
  left: number,
): Promise<Result> {
  const settled = Promise.resolve(result);
  settled.catch(() => undefined);
  const written = await Promise.all(own);
  if (written.every(Boolean)) return settled;
  await settled.catch(() => undefined);
  if (left > 0) return again();
  throw storeUnavailable(
    'Other processes change the same values all the time, and nothing was changed. Send the request again.',
  );
}
