// The log of a world that several processes share: each has a copy of the state, and applies the entries of the log in Redis in
// their order. A change is in the log before it is in the copy. docs/share-the-state.md describes it.
import { randomBytes } from 'node:crypto';
import type { Json } from '../../json/value.ts';
import {
  type BaseState,
  type Commit,
  type LoggedChange,
  type PartChanges,
  type PartState,
  partsOf,
  puts,
  restoringChanges,
} from '../commit.ts';
import { baseOf, History, type HistoryBytes } from '../history.ts';
import { type MemoryStore, memoryStore } from '../memory.ts';
import type { StateLog } from '../state-log.ts';
import { type Cause, type Change, INITIAL, type Store, type StoreSnapshot } from '../store.ts';
import type { RedisConnection } from './connection.ts';
import { isOutcomeUnknown, outcomeUnknown, storeUnavailable } from './unavailable.ts';
import {
  type EntryKind,
  fieldOf,
  fieldsOf,
  type LoadedWorld,
  type LogEntry,
  type NewEntry,
  type StoredFields,
  startOf,
  type WorldInRedis,
  type Written,
} from './world-in-redis.ts';

export interface SharedLogOptions {
  readonly connection: RedisConnection;
  readonly world: WorldInRedis;
  readonly loaded: LoadedWorld;
  readonly historyCommits: number;
  readonly historyBytes: HistoryBytes;
  /** Called with a sentence about the world that an operator should know. */
  readonly notice: (text: string) => void;
}

/** What the world does when the state changes. */
export interface SharedLogOwner {
  /** World time in milliseconds since 1970. */
  readonly now: () => number;
  /** A value of the world itself has changed. @param isForeign whether another process changed it */
  own(isForeign: boolean): void;
  /** The whole state was replaced. */
  replaced(kind: EntryKind, isForeign: boolean): void;
}

/** The store of a part, until another one takes its place. */
interface SharedPart {
  readonly store: SharedStore;
  readonly copy: MemoryStore;
}

/** How long a request waits to learn whether its change was made, in milliseconds. */
const MOST_WAITING = 2000;

export class SharedLog implements StateLog {
  readonly #options: SharedLogOptions;
  readonly #world: WorldInRedis;
  /** The id of the world. Another world of the same name has another one. */
  readonly id: string;
  #owner: SharedLogOwner | undefined;
  #parts = new Map<string | undefined, SharedPart>();
  #history: History;
  /** The last entry that the copy contains, and the revision after it. */
  #seq: number;
  #nonce: string;
  #revision: number;
  /** Entries that came before those that precede them. */
  readonly #early = new Map<number, LogEntry>();
  /** The nonces of entries of this process that are not applied, with whether they were found in the log. */
  readonly #own = new Map<string, boolean>();
  #asking: Promise<void> | undefined;
  /** When Redis was asked last, by the clock of `performance`. */
  #askedAt = performance.now();
  /** Redis may not have what this process knows: the connection was lost. */
  #isUnverified = false;
  /** The copy is not the state: another process went back to a revision that this one does not know. */
  #isUnknown = false;
  #isGone = false;
  /** How often the state was loaded as a whole. */
  #loads = 0;
  readonly #stop: () => void;
  /** Distinguishes the entries of this log from those of other processes. */
  readonly #tag = `${randomBytes(9).toString('base64url')}-`;
  #entries = 0;

  constructor(options: SharedLogOptions) {
    const { loaded, connection } = options;
    this.#options = options;
    this.#world = options.world;
    this.id = loaded.id;
    this.#seq = loaded.seq;
    this.#nonce = loaded.nonce;
    this.#revision = loaded.revision;
    this.#history = this.#historyFrom(loaded);
    for (const [part, values] of loaded.values) this.#openPart(part, values);
    this.#stop = connection.listen((isReady) => {
      if (!isReady) this.#isUnverified = true;
    });
  }

  #historyFrom({ revision, values }: LoadedWorld): History {
    const { historyCommits, historyBytes } = this.#options;
    const parts = [...values].map(([part, own]) => ({ part, values: own }));
    return new History({ revision, parts }, historyCommits, historyBytes);
  }

  /** The world that uses it. */
  attach(owner: SharedLogOwner): void {
    this.#owner = owner;
  }

  get revision(): number {
    return this.#revision;
  }

  get history(): History {
    return this.#history;
  }

  /** Whether the world was deleted, or Redis has lost it. */
  get isGone(): boolean {
    return this.#isGone;
  }

  store(part: string | undefined): Store {
    return (this.#parts.get(part) ?? this.#openPart(part, [])).store;
  }

  #openPart(part: string | undefined, values: Iterable<readonly [key: string, value: Json]>): SharedPart {
    const copy = memoryStore(undefined, values);
    const opened: SharedPart = { copy, store: new SharedStore(this, part, copy) };
    this.#parts.set(part, opened);
    return opened;
  }

  /** Whether a store is that of its part, and not one that was replaced. */
  isCurrent(part: string | undefined, store: SharedStore): boolean {
    return this.#parts.get(part)?.store === store;
  }

  mounts(): readonly string[] {
    return [...this.#parts.keys()].filter((part) => part !== undefined);
  }

  state(): BaseState {
    const parts = [...this.#parts].map(([part, { copy }]) => {
      return { part, values: Object.entries(copy.snapshot()).map(([key, { value }]): [string, Json] => [key, value]) };
    });
    return { revision: this.#revision, parts };
  }

  /** Applies all entries that the log has now. Requests that arrive together ask together. @throws HttpError STORE_UNAVAILABLE */
  catchUp(): Promise<void> {
    this.#asking ??= new Promise<void>((resolve) => setImmediate(resolve)).then(async () => {
      this.#asking = undefined;
      const now = performance.now();
      await this.#ask();
      this.#askedAt = now;
    });
    return this.#asking;
  }

  /** Whether it had all entries at some time within the last milliseconds. */
  wasCurrentWithin(milliseconds: number): boolean {
    return performance.now() - this.#askedAt <= milliseconds;
  }

  async #ask(): Promise<void> {
    this.#refuseIfGone();
    if (this.#isUnverified) await this.#verify();
    for (;;) {
      const missed = await this.#world.missed(this.#known());
      if (missed.kind === 'same' && !this.#isUnknown) return;
      if (missed.kind === 'same') return this.#loadAgain('behind');
      if (missed.kind !== 'more') return this.#loadAgain(missed.kind);
      for (const entry of missed.entries) this.#receive(entry);
      if (this.#isUnknown) return this.#loadAgain('behind');
      if (this.#seq >= missed.seq) return;
      if (missed.entries.length === 0) return this.#loadAgain('behind');
    }
  }

  #known(): { readonly id: string; readonly seq: number } {
    return { id: this.id, seq: this.#seq };
  }

  /** After a connection was lost, whether Redis still has what this process knows. */
  async #verify(): Promise<void> {
    const kind = await this.#world.verify(this.#known(), this.#nonce);
    this.#isUnverified = false;
    if (kind !== 'same') await this.#loadAgain(kind);
  }

  /** The log does not reach back to what this process knows, or has lost it. */
  async #loadAgain(reason: 'behind' | 'lost' | 'gone'): Promise<void> {
    const loaded = reason === 'gone' ? undefined : await this.#world.load();
    if (loaded === undefined || loaded.id !== this.id) {
      this.#isGone = true;
      return this.#refuseIfGone();
    }
    const why =
      reason === 'lost' ? 'Redis has lost changes that it had confirmed' : 'the log does not reach back far enough';
    this.#options.notice(`The state of the world ${this.#world.name} was loaded as a whole, because ${why}`);
    this.#loads += 1;
    this.#isUnknown = false;
    this.#early.clear();
    this.#seq = loaded.seq;
    this.#nonce = loaded.nonce;
    this.#revision = loaded.revision;
    this.#history.close();
    this.#history = this.#historyFrom(loaded);
    for (const part of new Set([...this.#parts.keys(), ...loaded.values.keys()])) {
      const values = loaded.values.get(part) ?? [];
      const known = this.#parts.get(part);
      if (known) known.copy.load(values);
      else this.#openPart(part, values);
    }
    this.#owner?.own(true);
  }

  #refuseIfGone(): void {
    if (!this.#isGone) return;
    throw storeUnavailable(
      `The world ${this.#world.name} was deleted while the request was in progress. Send it again.`,
    );
  }

  /** Applies an entry, and those that waited for it. */
  #receive(entry: LogEntry): void {
    if (this.#own.has(entry.nonce)) this.#own.set(entry.nonce, true);
    if (entry.seq > this.#seq) this.#early.set(entry.seq, entry);
    for (let next = this.#early.get(this.#seq + 1); next; next = this.#early.get(this.#seq + 1)) {
      this.#early.delete(next.seq);
      this.#apply(next);
    }
  }

  #apply(entry: LogEntry): void {
    const { seq, nonce, kind, commit, revision } = entry;
    const isForeign = !nonce.startsWith(this.#tag);
    this.#seq = seq;
    this.#nonce = nonce;
    if (kind === 'rewind') {
      this.#applyRewind(revision, isForeign);
      return;
    }
    this.#revision = revision;
    if (kind === 'initial') {
      this.#copy(commit.part).apply(changesOf(commit.changes));
      this.#history.addInitial(commit.part, commit.changes);
      return;
    }
    const parts = partsOf(commit);
    if (kind !== 'commit') this.#parts = new Map();
    for (const part of parts) this.#applyPart(part, kind);
    this.#history.add(commit);
    for (const { part, changes } of parts) this.#history.loggedInitial({ ...commit, part, changes });
    if (kind !== 'commit') this.#owner?.replaced(kind, isForeign);
    else if (parts.some(({ part }) => part === undefined)) this.#owner?.own(isForeign);
  }

  #applyPart({ part, changes, replaces }: PartChanges, kind: EntryKind): void {
    const copy = this.#copy(part);
    if (kind !== 'commit' || !replaces) copy.apply(changesOf(changes));
    else copy.load(changes.flatMap(({ key, value }) => (value === undefined ? [] : [[key, value] as const])));
  }

  #copy(part: string | undefined): MemoryStore {
    return (this.#parts.get(part) ?? this.#openPart(part, [])).copy;
  }

  #applyRewind(revision: number, isForeign: boolean): void {
    if (revision < this.#history.first) {
      // The state before is not known here.
      this.#isUnknown = true;
      return;
    }
    const values = this.#history.valuesAt(revision);
    this.#history.truncate(revision);
    this.#revision = revision;
    this.#parts = new Map();
    for (const [part, own] of values) this.#openPart(part, own);
    this.#owner?.replaced('rewind', isForeign);
  }

  /**
   * Adds a change of a part to the log.
   * @returns whether it is applied. If not, the copy has all changes that were made before
   */
  async add(part: string | undefined, changes: readonly Change[], cause: Cause): Promise<boolean> {
    const logged = changes.map(loggedChange);
    const exchange = typeof cause === 'string' ? cause : undefined;
    const commit = this.#commitOf({ part, changes: logged }, exchange);
    const entry = this.#newEntry(cause === INITIAL ? 'initial' : 'commit', commit);
    const above = this.#above(part, changes);
    return this.#write(entry, () => this.#world.commit(this.#known(), entry, fieldsOf(part, logged), above));
  }

  /** The fields that new keys are below: the item that contains a list must exist as long as the list. */
  #above(part: string | undefined, changes: readonly Change[]): string[] {
    const copy = this.#copy(part);
    const written = new Set(changes.map(({ key }) => key));
    const above = new Set<string>();
    for (const { kind, key } of changes) {
      if (kind === 'delete' || copy.get(key)) continue;
      const path = key.startsWith(COUNTERS) ? decodeURIComponent(key.slice(COUNTERS.length)) : key;
      for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
        const container = path.slice(0, end);
        if (!written.has(container) && copy.get(container)) above.add(fieldOf(part, container));
      }
    }
    return [...above];
  }

  async restore(parts: readonly PartState[]): Promise<void> {
    const fields = parts.flatMap(({ part, values }) => fieldsOf(part, puts(values)));
    const starts = parts.map(({ part }) => startOf(part));
    for (;;) {
      const [first, ...also] = restoringChanges(parts, () => Object.keys(this.#copy(undefined).snapshot()));
      if (!first) return;
      const commit = { ...this.#commitOf(first, undefined), ...(also.length > 0 && { also }) };
      const entry = this.#newEntry('commit', commit);
      if (await this.#write(entry, () => this.#world.replace(this.#known(), entry, fields, { starts }))) return;
    }
  }

  async replace({ parts }: Pick<BaseState, 'parts'>, isReset = false): Promise<void> {
    const all = parts.map(({ part, values }) => ({ part, changes: puts(values) }));
    const own = all.find(({ part }) => part === undefined)?.changes ?? [];
    const also = all.filter(({ part }) => part !== undefined);
    const fields = all.flatMap(({ part, changes }) => fieldsOf(part, changes));
    for (;;) {
      const first: PartChanges = { part: undefined, changes: own, replaces: true };
      const commit = { ...this.#commitOf(first, undefined), ...(also.length > 0 && { also }) };
      const entry = this.#newEntry(isReset ? 'reset' : 'replace', commit);
      if (await this.#write(entry, () => this.#world.replace(this.#known(), entry, fields, {}))) return;
    }
  }

  async rewind(revision: number): Promise<void> {
    for (;;) {
      // Another process can have gone back before this revision.
      if (revision > this.#revision)
        throw new Error(`The world ${this.#world.name} has no revision ${revision} any more`);
      const { parts } = baseOf(revision, this.#history.valuesAt(revision));
      const fields = parts.flatMap(
        ({ part, values }): StoredFields => values.map(([key, value]) => [fieldOf(part, key), value]),
      );
      const entry = this.#newEntry('rewind', this.#commitOf({ part: undefined, changes: [] }, undefined));
      if (await this.#write(entry, () => this.#world.replace(this.#known(), entry, fields, { revision }))) return;
    }
  }

  #newEntry(kind: EntryKind, commit: Commit): NewEntry {
    return { nonce: `${this.#tag}${++this.#entries}`, kind, commit };
  }

  #commitOf(changes: PartChanges, exchange: string | undefined): Commit {
    return { revision: 0, time: this.#owner?.now() ?? Date.now(), exchange, ...changes };
  }

  /** Writes an entry, and applies it with all entries before it. @returns whether it was written */
  async #write(entry: NewEntry, send: () => Promise<Written>): Promise<boolean> {
    this.#refuseIfGone();
    if (this.#isUnverified) {
      await this.catchUp();
      return false;
    }
    this.#own.set(entry.nonce, false);
    try {
      const written = await send();
      if (written.kind !== 'ok') {
        if (written.kind !== 'conflict') this.#isUnverified = true;
        await this.catchUp();
        return false;
      }
      const { seq, revision } = written;
      this.#receive({ ...entry, seq, revision, commit: { ...entry.commit, revision } });
      if (this.#seq < seq || this.#isUnknown) await this.#reach(seq);
      return true;
    } catch (error) {
      if (!isOutcomeUnknown(error)) throw error;
      return await this.#findOut(entry, error);
    } finally {
      this.#own.delete(entry.nonce);
    }
  }

  /** Waits until an entry of this process is applied. What it did is done, even if the others cannot be read now. */
  async #reach(seq: number): Promise<void> {
    await this.catchUp();
    if (this.#seq < seq) throw storeUnavailable('The change was made, but its result is not known yet. Read it again.');
  }

  /** The connection broke before Redis replied. Its log says whether the entry was written. */
  async #findOut({ nonce }: NewEntry, cause: unknown): Promise<boolean> {
    const unknown = () => outcomeUnknown('the change was made', cause);
    const loads = this.#loads;
    if (!(await this.#options.connection.readyWithin(MOST_WAITING))) throw unknown();
    try {
      await this.catchUp();
    } catch {
      throw unknown();
    }
    if (this.#own.get(nonce)) return true;
    if (this.#loads !== loads) throw unknown();
    return false;
  }

  /** Counts a call of an operation, in all processes. */
  count(operation: string, calls = 1): Promise<number> {
    return this.#world.count(this.id, operation, calls);
  }

  async close(): Promise<void> {
    this.#isGone = true;
    this.#stop();
    this.#history.close();
  }
}

const COUNTERS = '~counters/';

/** The store of one part. Reading never waits; a change waits for Redis. */
class SharedStore implements Store {
  readonly #log: SharedLog;
  readonly #part: string | undefined;
  readonly #copy: MemoryStore;
  /** The keys of changes that are being written. Other changes of these keys wait. */
  readonly #pending = new Map<string, Promise<unknown>>();

  constructor(log: SharedLog, part: string | undefined, copy: MemoryStore) {
    this.#log = log;
    this.#part = part;
    this.#copy = copy;
  }

  get generation(): object {
    return this.#copy.generation;
  }

  get(key: string) {
    return this.#copy.get(key);
  }

  list(folder: string) {
    return this.#copy.list(folder);
  }

  snapshot(): StoreSnapshot {
    return this.#copy.snapshot();
  }

  async commit(changes: readonly Change[], cause?: Cause): Promise<boolean> {
    for (;;) {
      for (let before = this.#before(changes); before; before = this.#before(changes)) await before;
      if (!this.#copy.meets(changes)) return false;
      // Requests in progress finish on a state that was replaced.
      if (!this.#log.isGone && !this.#log.isCurrent(this.#part, this)) return this.#copy.commit(changes, cause);
      if (await this.#add(changes, cause)) return true;
      // Without expectations, nobody computes the changes again.
      if (changes.some(({ expected }) => expected !== undefined)) return false;
    }
  }

  #before(changes: readonly Change[]): Promise<unknown> | undefined {
    if (this.#pending.size === 0) return undefined;
    return changes.map(({ key }) => this.#pending.get(key)).find((one) => one !== undefined);
  }

  async #add(changes: readonly Change[], cause: Cause): Promise<boolean> {
    const added = this.#log.add(this.#part, changes, cause);
    const settled = added.catch(() => undefined);
    for (const { key } of changes) this.#pending.set(key, settled);
    try {
      return await added;
    } finally {
      for (const { key } of changes) if (this.#pending.get(key) === settled) this.#pending.delete(key);
    }
  }

  restore(snapshot: StoreSnapshot): Promise<void> {
    return this.#replace(Object.entries(snapshot).map(([key, { value }]) => [key, value]));
  }

  clear(): Promise<void> {
    return this.#replace([]);
  }

  async #replace(values: PartState['values']): Promise<void> {
    if (this.#log.isGone || this.#log.isCurrent(this.#part, this)) {
      await this.#log.restore([{ part: this.#part, values }]);
    } else this.#copy.load(values);
  }
}

function loggedChange(change: Change): LoggedChange {
  return change.kind === 'delete' ? { key: change.key, value: undefined } : { key: change.key, value: change.value };
}

function changesOf(changes: readonly LoggedChange[]): Change[] {
  return changes.map(({ key, value }) => (value === undefined ? { kind: 'delete', key } : { kind: 'put', key, value }));
}
