// The history of one world: a base state and the commits after it. Every state since the base can be made again.
import type { Json } from '../json/value.ts';
import { type BaseState, type Commit, type LoggedChange, type PartChanges, partsOf } from './commit.ts';
import { folderOfKey } from './store.ts';

/** The values of each part by key, in the order of their creation. */
export type ValuesByKey = Map<string, Json>;
export type PartValues = Map<string | undefined, ValuesByKey>;

/** The memory that the histories of all worlds use together. */
export class HistoryBytes {
  /** The limit for all worlds together. */
  readonly all: number;
  kept = 0;
  /** The histories, by the time of their last commit. */
  readonly #histories = new Set<History>();
  #latest: History | undefined;

  constructor(all: number) {
    this.all = all;
  }

  /** Notes a commit. If all histories are too large, those without a commit for the longest time forget first. */
  added(history: History): void {
    if (this.#latest !== history) {
      this.#histories.delete(history);
      this.#histories.add(history);
      this.#latest = history;
    }
    if (this.kept <= this.all) return;
    for (const one of this.#histories) {
      while (this.kept > this.all && one.length > 0) one.forgetOldest();
      if (this.kept <= this.all) return;
    }
  }

  remove(history: History): void {
    this.#histories.delete(history);
    if (this.#latest === history) this.#latest = undefined;
  }
}

/** Initial items, which are no commit: they depend only on the seed and their place. */
interface InitialBatch {
  readonly part: string | undefined;
  readonly changes: readonly LoggedChange[];
  /** The revision after which they were created. */
  readonly after: number;
  /** The commit that contains them. Undefined if no commit has changed their resources so far. */
  loggedIn: number | undefined;
}

/** Of so many commits, one is forgotten at a time. */
const FORGOTTEN_PART = 8;

export class History {
  readonly #bytes: HistoryBytes;
  /** The number of commits. */
  readonly #most: number;
  #base: PartValues;
  #baseRevision: number;
  #commits: Commit[] = [];
  #sizes: number[] = [];
  #batches: InitialBatch[] = [];
  /** The batches that no commit contains, by part, and there by the folder or key that they change. */
  readonly #unlogged = new Map<string | undefined, Map<string, InitialBatch>>();
  #own = 0;

  constructor(base: BaseState, most: number, bytes: HistoryBytes) {
    this.#most = most;
    this.#bytes = bytes;
    this.#base = valuesOf(base);
    this.#baseRevision = base.revision;
  }

  get length(): number {
    return this.#commits.length;
  }

  /** The revision of the oldest state that can be made again. */
  get first(): number {
    return this.#baseRevision;
  }

  /** The revision of the last commit. */
  get revision(): number {
    return this.#baseRevision + this.#commits.length;
  }

  get commits(): readonly Commit[] {
    return this.#commits;
  }

  add(commit: Commit): void {
    let bytes = COMMIT_BYTES + changesSize(commit.changes);
    if (commit.also) for (const { changes } of commit.also) bytes += changesSize(changes);
    this.#forgetReplaced(commit);
    this.#commits.push(commit);
    this.#sizes.push(bytes);
    this.#own += bytes;
    this.#bytes.kept += bytes;
    if (this.#commits.length > this.#most) this.forgetOldest();
    this.#bytes.added(this);
  }

  #forgetReplaced(commit: Commit): void {
    if (!commit.replaces) return;
    if (commit.part === undefined) this.#unlogged.clear();
    else for (const { part, replaces } of partsOf(commit)) if (replaces) this.#unlogged.delete(part);
  }

  addInitial(part: string | undefined, changes: readonly LoggedChange[]): void {
    const batch: InitialBatch = { part, changes, after: this.revision, loggedIn: undefined };
    this.#batches.push(batch);
    this.#note(batch);
  }

  /** The initial items of the resources that a commit changes, if no commit contains them. The next commit must contain them. */
  initialOf(part: string | undefined, changes: readonly { readonly key: string }[]): LoggedChange[] | undefined {
    const unlogged = this.#unlogged.get(part);
    if (!unlogged || unlogged.size === 0) return undefined;
    let found: Set<InitialBatch> | undefined;
    for (const { key } of changes) {
      const batch = unlogged.get(key) ?? unlogged.get(folderOfKey(key));
      if (batch) found = (found ?? new Set()).add(batch);
    }
    return found && [...found].flatMap((batch) => batch.changes);
  }

  /** Notes that the last commit contains the initial items of the resources that it changes. */
  loggedInitial({ part, changes, revision }: Commit): void {
    const unlogged = this.#unlogged.get(part);
    if (!unlogged) return;
    for (const { key } of changes) {
      const batch = unlogged.get(key) ?? unlogged.get(folderOfKey(key));
      if (!batch) continue;
      batch.loggedIn = revision;
      for (const place of placesOf(batch)) unlogged.delete(place);
    }
  }

  /**
   * The values after a commit.
   * @param withLater whether to include initial items that were created later: nothing had changed them before
   */
  valuesAt(revision: number, withLater = false): PartValues {
    const values = new Map([...this.#base].map(([part, own]) => [part, new Map(own)]));
    let next = this.#applyInitial(values, 0, this.#baseRevision);
    const end = revision - this.#baseRevision;
    for (const commit of this.#commits.slice(0, end)) {
      apply(values, commit);
      next = this.#applyInitial(values, next, commit.revision);
    }
    if (withLater) this.#applyLater(values, next, end);
    return values;
  }

  #applyInitial(values: PartValues, from: number, after: number): number {
    let next = from;
    for (let batch = this.#batches[next]; batch && batch.after <= after; batch = this.#batches[++next]) {
      put(valuesIn(values, batch.part), batch.changes);
    }
    return next;
  }

  #applyLater(values: PartValues, from: number, end: number): void {
    const later = this.#commits.slice(end).filter(({ replaces }) => replaces !== undefined);
    for (const { part, changes, after } of this.#batches.slice(from)) {
      if (later.some((commit) => commit.revision <= after && isReplacedBy(commit, part))) continue;
      const own = valuesIn(values, part);
      // Items of a resource that has its initial state already are not created again.
      const [first] = changes;
      if (first && !own.has(first.key)) put(own, changes);
    }
  }

  /** Forgets the commits after a revision. */
  truncate(revision: number): void {
    const length = revision - this.#baseRevision;
    this.#commits.length = length;
    for (const bytes of this.#sizes.splice(length)) this.#release(bytes);
    this.#batches = this.#batches.filter(({ after }) => after <= revision);
    this.#unlogged.clear();
    for (const batch of this.#batches) {
      if (batch.loggedIn !== undefined && batch.loggedIn > revision) batch.loggedIn = undefined;
      if (batch.loggedIn === undefined && !this.#isReplaced(batch)) this.#note(batch);
    }
  }

  #isReplaced({ part, after }: InitialBatch): boolean {
    return this.#commits.some((commit) => commit.revision > after && isReplacedBy(commit, part));
  }

  #isUnlogged(batch: InitialBatch): boolean {
    const unlogged = this.#unlogged.get(batch.part);
    return unlogged !== undefined && placesOf(batch).some((place) => unlogged.get(place) === batch);
  }

  #note(batch: InitialBatch): void {
    const unlogged = this.#unlogged.get(batch.part) ?? new Map<string, InitialBatch>();
    this.#unlogged.set(batch.part, unlogged);
    for (const place of placesOf(batch)) unlogged.set(place, batch);
  }

  /** The oldest commits become part of the base state. */
  forgetOldest(): void {
    const count = Math.ceil(this.#commits.length / FORGOTTEN_PART);
    this.#base = this.valuesAt(this.#baseRevision + count);
    this.#baseRevision += count;
    this.#commits.splice(0, count);
    for (const bytes of this.#sizes.splice(0, count)) this.#release(bytes);
    this.#batches = this.#batches.filter((batch) => batch.after > this.#baseRevision || this.#isUnlogged(batch));
  }

  #release(bytes: number): void {
    this.#own -= bytes;
    this.#bytes.kept -= bytes;
  }

  close(): void {
    this.#bytes.kept -= this.#own;
    this.#own = 0;
    this.#bytes.remove(this);
  }
}

export function valuesOf({ parts }: BaseState): PartValues {
  return new Map(parts.map(({ part, values }) => [part, new Map(values)]));
}

export function baseOf(revision: number, values: PartValues): BaseState {
  return { revision, parts: [...values].map(([part, own]) => ({ part, values: [...own] })) };
}

/** Applies a commit to the values of all parts. */
export function apply(values: PartValues, commit: Commit): void {
  for (const changes of partsOf(commit)) applyTo(values, changes);
}

function applyTo(values: PartValues, { part, changes, initial, replaces }: PartChanges): void {
  if (replaces && part === undefined) values.clear();
  const own = valuesIn(values, part);
  if (replaces) own.clear();
  if (initial) put(own, initial);
  put(own, changes);
}

/** Whether a commit replaces all values of a part. */
function isReplacedBy(commit: Commit, part: string | undefined): boolean {
  if (!commit.replaces) return false;
  return partsOf(commit).some((one) => one.replaces && (one.part === undefined || one.part === part));
}

function put(values: ValuesByKey, changes: readonly LoggedChange[]): void {
  for (const { key, value } of changes) {
    if (value === undefined) values.delete(key);
    else values.set(key, value);
  }
}

function valuesIn(values: PartValues, part: string | undefined): ValuesByKey {
  const own = values.get(part) ?? new Map<string, Json>();
  values.set(part, own);
  return own;
}

/** The folders and keys whose first change must contain a batch. Folders of values that are no resources hold those of others. */
function placesOf({ changes }: InitialBatch): string[] {
  return changes.map(({ key }) => (key.startsWith('~') ? key : folderOfKey(key)));
}

const COMMIT_BYTES = 200;

function changesSize(changes: readonly LoggedChange[]): number {
  let bytes = 0;
  for (const { key, value } of changes) bytes += 64 + key.length + (value === undefined ? 0 : sizeOf(value));
  return bytes;
}

/** The memory of a value, estimated. */
function sizeOf(value: Json): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = 32;
  for (const name in value) bytes += 16 + sizeOf((value as Readonly<Record<string, Json>>)[name] as Json);
  return bytes;
}
