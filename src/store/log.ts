// The commit log of one world: the stores of its parts, whose commits it numbers, passes to a sink and keeps in a history.
import { type Eventually, isPending, whenKnown } from '../eventually.ts';
import type { Json } from '../json/value.ts';
import {
  type BaseState,
  type Commit,
  type KeptHistory,
  type LogSink,
  type PartState,
  puts,
  restoringChanges,
} from './commit.ts';
import { apply, baseOf, History, type HistoryBytes, type PartValues, type ValuesByKey, valuesOf } from './history.ts';
import { memoryStore, type Recorder } from './memory.ts';
import type { StateLog } from './state-log.ts';
import { INITIAL, type Store } from './store.ts';

export interface CommitLogOptions {
  /** World time in milliseconds since 1970. */
  readonly now: () => number;
  /** The number of commits in the history. */
  readonly historyCommits: number;
  readonly historyBytes: HistoryBytes;
  readonly sink?: LogSink | undefined;
}

/** A store whose commits are logged until another one takes its place. */
interface LoggedPart {
  readonly store: Store;
  isCurrent: boolean;
}

export class CommitLog implements StateLog {
  readonly #options: CommitLogOptions;
  #parts = new Map<string | undefined, LoggedPart>();
  #history: History | undefined;
  /** The revision of the last commit that was passed to the sink. */
  #revision = 0;
  /** The commits that the sink has not confirmed. */
  readonly #waiting = new Set<Promise<void>>();
  /** A replacement of the whole state that the sink has not confirmed. */
  #replacing: Promise<void> | undefined;
  /** The sink of a closed log refuses commits, so that no request in progress gets a success for a change that is lost. */
  #closed = false;

  constructor(options: CommitLogOptions) {
    this.#options = options;
  }

  /**
   * Commits are logged from now on. Without a kept history, the history begins with the current state.
   * @param kept the history to continue; before its first commit, the world has the values that it has now
   */
  begin(kept?: KeptHistory): void {
    const { historyCommits, historyBytes, sink } = this.#options;
    const base = kept && kept.base.revision > 0 ? kept.base : this.state();
    const history = new History(base, historyCommits, historyBytes);
    if (kept) {
      const values = valuesOf(base);
      for (const commit of kept.commits) {
        apply(values, commit);
        history.add(commit);
      }
      this.#open(values);
      this.#revision = history.revision;
    }
    this.#history = history;
    sink?.open?.(() => this.state());
  }

  /** The store of a part. Another one after the state was replaced. @param part the mount of a document; undefined for the world itself */
  store(part: string | undefined): Store {
    const known = this.#parts.get(part) ?? this.#openPart(part, new Map());
    return known.store;
  }

  get revision(): number {
    return this.#revision;
  }

  /** The history. Defined after `begin`. */
  get history(): History {
    if (!this.#history) throw new Error('The log has not begun');
    return this.#history;
  }

  /** The parts that have a store, the world itself excluded. */
  mounts(): readonly string[] {
    return [...this.#parts.keys()].filter((part) => part !== undefined);
  }

  /** The current state. */
  state(): BaseState {
    const parts = [...this.#parts].map(([part, { store }]) => {
      const values = Object.entries(store.snapshot()).map(([key, { value }]): [string, Json] => [key, value]);
      return { part, values };
    });
    return { revision: this.#revision, parts };
  }

  /** Returns to the state after a commit. The commits after it never happened. Requests in progress finish on the old state. */
  rewind(revision: number): Eventually<void> {
    return this.#alone(() => {
      const { history } = this;
      const values = history.valuesAt(revision);
      const truncated = this.#options.sink?.truncate(revision, () => baseOf(revision, values));
      return whenKnown(truncated, () => {
        history.truncate(revision);
        this.#revision = revision;
        this.#open(values);
      });
    });
  }

  /** Replaces the whole state. Requests in progress finish on the old state and log nothing more. */
  replace({ parts }: Pick<BaseState, 'parts'>): Eventually<void> {
    const own = parts.find(({ part }) => part === undefined)?.values ?? [];
    const others = parts.filter(({ part }) => part !== undefined);
    const also = others.map(({ part, values }) => ({ part, changes: puts(values) }));
    return this.#alone(() => {
      const appended = this.#append({
        part: undefined,
        exchange: undefined,
        changes: puts(own),
        replaces: true,
        also: also.length === 0 ? undefined : also,
      });
      return whenKnown(appended, () => this.#open(valuesOf({ revision: 0, parts })));
    });
  }

  /** Requests in progress that use one of the parts finish on its old state and log nothing more. */
  restore(parts: readonly PartState[]): Eventually<void> {
    return this.#alone(() => {
      const [first, ...others] = restoringChanges(parts, () => Object.keys(this.store(undefined).snapshot()));
      if (!first) return undefined;
      const { part, changes, replaces } = first;
      const also = others.length === 0 ? undefined : others;
      const appended = this.#append({ part, exchange: undefined, changes, replaces, also });
      return whenKnown(appended, () => {
        for (const [one, values] of valuesOf({ revision: 0, parts })) {
          const before = this.#parts.get(one);
          if (before) before.isCurrent = false;
          this.#openPart(one, values);
        }
      });
    });
  }

  /** Runs a replacement after the commits that wait for the sink, and before those that come later. */
  #alone(run: () => Eventually<void>): Eventually<void> {
    if (this.#replacing) return this.#replacing.then(() => this.#alone(run));
    const done = this.#waiting.size === 0 ? run() : this.#applied().then(run);
    if (!isPending(done)) return undefined;
    this.#replacing = done
      .catch(() => undefined)
      .then(() => {
        this.#replacing = undefined;
      });
    return done;
  }

  /** Waits until the stores have the commits that wait for the sink. They apply them a moment after the sink has them. */
  async #applied(): Promise<void> {
    await Promise.allSettled(this.#waiting);
    await new Promise((resolve) => setImmediate(resolve));
  }

  async close(): Promise<void> {
    this.#closed = this.#options.sink !== undefined;
    for (const part of this.#parts.values()) part.isCurrent = false;
    this.#history?.close();
    await this.#options.sink?.close();
  }

  #open(values: PartValues): void {
    for (const part of this.#parts.values()) part.isCurrent = false;
    this.#parts = new Map();
    for (const [part, own] of values) this.#openPart(part, own);
  }

  #openPart(part: string | undefined, values: ValuesByKey): LoggedPart {
    const record: Recorder = (changes, cause, replaces) => {
      if (this.#replacing) return this.#replacing.then(() => record(changes, cause, replaces));
      if (!this.#history || (!opened.isCurrent && !this.#closed)) return undefined;
      return cause === INITIAL && !replaces
        ? this.#history.addInitial(part, changes)
        : this.#append({
            part,
            exchange: typeof cause === 'string' ? cause : undefined,
            changes,
            replaces,
            also: undefined,
          });
    };
    const opened: LoggedPart = { store: memoryStore(record, values), isCurrent: true };
    this.#parts.set(part, opened);
    return opened;
  }

  /** Passes a commit to the sink, and adds it to the history when the sink has it. */
  #append(facts: CommitFacts): Eventually<void> {
    const history = this.#history;
    if (!history) return undefined;
    const { part, exchange, changes, replaces, also } = facts;
    const initial = replaces ? undefined : history.initialOf(part, changes);
    const revision = this.#revision + 1;
    const commit: Commit = { revision, time: this.#options.now(), exchange, part, changes, initial, replaces, also };
    this.#revision = revision;
    let appended: Eventually<void>;
    try {
      appended = this.#options.sink?.append(commit);
    } catch (error) {
      this.#revision = revision - 1;
      throw error;
    }
    if (!isPending(appended)) return added(history, commit);
    const waiting = appended.then(
      () => {
        this.#waiting.delete(waiting);
        added(history, commit);
      },
      (error: unknown) => {
        this.#waiting.delete(waiting);
        // A sink that rejects a commit rejects those that wait behind it too.
        this.#revision = Math.min(this.#revision, revision - 1);
        throw error;
      },
    );
    this.#waiting.add(waiting);
    return waiting;
  }
}

type CommitFacts = Pick<Commit, 'part' | 'exchange' | 'changes' | 'replaces' | 'also'>;

function added(history: History, commit: Commit): void {
  history.add(commit);
  if (commit.initial) history.loggedInitial(commit);
}
