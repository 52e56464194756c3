// The log of one world in its folder. A file begins with a base state, and the commits after it are added to it. After many
// commits, the next file begins with the state that they led to, and takes the place of the file before it.
import { type Dirent, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupError } from '../../errors/setup-error.ts';
import type { Eventually } from '../../eventually.ts';
import type { BaseState, Commit, LogSink } from '../commit.ts';
import { commitLine, entriesIn, entryLines, headerLine, type LogHeader, truncateLine } from './format.ts';
import { LogFile, type OpenFiles, storageFailed, writeFileAtOnce } from './log-file.ts';
import { IncompleteLog, type ReadLog, readLog } from './read-log.ts';
import { syncFolder, writeSnapshot } from './snapshot.ts';

/** What all logs of a folder have in common. */
export interface LogFileOptions {
  readonly files: OpenFiles;
  /** Whether a commit waits until it is on the disk itself. */
  readonly sync: boolean;
  /** The state is written to a next file after so many commits, or after so many bytes of commits. */
  readonly snapshotCommits: number;
  readonly snapshotBytes: number;
  readonly onClose?: (log: WorldLog) => void;
}

/** What the header says about a world, apart from its base state. */
export interface LogOwner extends Pick<LogHeader, 'world' | 'origin'> {
  /** Identifies the documents that are served when a file is written. */
  readonly documents: () => string;
}

/** Returns the state as it is after the last commit. */
export type StateOf = () => BaseState;

const FILE = /^log-(\d+)\.jsonl$/;
const NOTHING: BaseState = { revision: 0, parts: [] };

export class WorldLog implements LogSink {
  readonly #folder: string;
  readonly #options: LogFileOptions;
  #owner: LogOwner;
  #state: StateOf = () => NOTHING;
  /** The state before the first commit. */
  #first: BaseState = NOTHING;
  #file: LogFile | undefined;
  /** The number of the file; 0 before the first one. */
  #number = 0;
  /** The revision of the base state of the file, and of its last commit. */
  #baseRevision = 0;
  #revision = 0;
  /** With sync: the revision of the last commit that is on the disk. */
  #confirmed = 0;
  #baseSize = 0;
  #commits = 0;
  /** Counts the snapshots that were begun or are not needed any more. */
  #snapshots = 0;
  /** The files that were replaced are removed. */
  #retired: Promise<unknown> = Promise.resolve();
  #closed = false;
  /** What happened to the kept state that its owner should know, a sentence each. */
  readonly notices: string[] = [];
  #running: Promise<void> | undefined;
  /** With sync: the commit that was added last is on the disk. */
  #lastSync: Promise<void> | undefined;
  /** With sync: commits that come while a snapshot waits for those before them. */
  #held: Promise<void> | undefined;
  /** Why the file may lack acknowledged commits. Nothing is added until the state is in another one. */
  #failure: unknown;

  constructor(folder: string, owner: LogOwner, options: LogFileOptions) {
    this.#folder = folder;
    this.#owner = owner;
    this.#options = options;
  }

  /** Its current file; the one that the first commit will create if nothing is kept so far. */
  get path(): string {
    return this.#file?.path ?? this.#path(this.#number + 1);
  }

  /** Reads what is kept, and continues after it. @returns undefined if nothing is kept */
  read(): ReadLog | undefined {
    const entries = this.#entries();
    const numbers = numbersIn(entries).sort((one, other) => other - one);
    const [newest] = numbers;
    if (newest === undefined) {
      if (entries !== undefined) this.notices.push(`${this.#folder} contains no log: the world has its initial state`);
      return undefined;
    }
    const { number, log } = this.#readComplete(newest, numbers);
    this.#cleanUp(number, entries ?? []);
    const { header, size, baseSize, revision, commits, dropped } = log;
    this.#number = number;
    this.#file = new LogFile(this.#path(number), this.#options.files, size, dropped !== undefined);
    if (dropped) this.notices.push(`Line ${dropped.line} of ${this.path} ${dropped.why} and is dropped`);
    this.#owner = { ...this.#owner, origin: header.origin };
    this.#baseRevision = header.revision;
    this.#baseSize = baseSize;
    this.#revision = revision;
    this.#confirmed = revision;
    this.#commits = commits.length;
    return log;
  }

  /**
   * The newest file with a complete base state. The file before it was replaced by it, and stays until it is complete.
   * @param numbers the numbers of the files, the newest first
   * @throws SetupError KEEP_DAMAGED for the newest file if no file has one
   */
  #readComplete(newest: number, numbers: readonly number[]): { readonly number: number; readonly log: ReadLog } {
    let first: IncompleteLog | undefined;
    for (const number of numbers) {
      try {
        const log = readLog(this.#path(number), this.#owner.world);
        if (first) {
          this.notices.push(
            `${this.#path(newest)} is damaged (${first.what}): the state is that of ${this.#path(number)}`,
          );
        }
        return { number, log };
      } catch (error) {
        if (!(error instanceof IncompleteLog)) throw error;
        first ??= error;
      }
    }
    throw first;
  }

  open(current: StateOf): void {
    this.#state = current;
    this.#first = current();
  }

  append(commit: Commit): Eventually<void> {
    if (this.#held) return this.#held.then(() => this.append(commit));
    this.#refuseAfterFailure();
    const line = commitLine(commit);
    if (this.#file) this.#file.append(line);
    else this.#begin(commit.revision - 1, this.#first, line);
    this.#revision = commit.revision;
    this.#commits += 1;
    // A snapshot waits for this commit, too.
    const synced = this.#options.sync ? this.#synced(commit.revision) : undefined;
    if (this.#isLarge()) this.#snapshotSoon();
    return synced;
  }

  #header(revision: number, entries: number): LogHeader {
    const { world, documents, origin } = this.#owner;
    return { world, revision, entries, documents: documents(), origin };
  }

  /** Creates a file with a base state and the lines after it. @throws HttpError STORAGE_FAILED */
  #begin(revision: number, state: BaseState, lines = ''): void {
    const { sync, files } = this.#options;
    const path = this.#path(this.#number + 1);
    const base = headerLine(this.#header(revision, entriesIn(state))) + [...entryLines(state)].join('');
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileAtOnce(path, base + lines, files.calls, sync);
      if (sync) for (const folder of [this.#folder, dirname(this.#folder)]) syncFolder(folder);
    } catch (error) {
      throw storageFailed(error);
    }
    this.#use(path, Buffer.byteLength(base + lines), { revision, size: base.length });
  }

  /** Continues in another file. */
  #use(path: string, size: number, base: { readonly revision: number; readonly size: number }): void {
    const before = this.#file;
    this.#number += 1;
    this.#file = new LogFile(path, this.#options.files, size, false);
    this.#baseRevision = base.revision;
    this.#baseSize = base.size;
    this.#failure = undefined;
    if (before === undefined) return;
    this.#retired = Promise.all([this.#retired, before.retire()]).then(() => rmSync(before.path, { force: true }));
  }

  #synced(revision: number): Promise<void> {
    const synced = this.#sync(revision);
    this.#lastSync = synced;
    return synced;
  }

  async #sync(revision: number): Promise<void> {
    try {
      await this.#file?.sync();
      if (this.#failure === undefined) this.#confirmed = revision;
    } catch (error) {
      // What the disk did not confirm can be lost, although it was written.
      this.#failure = (error as Error).cause;
      this.#revision = this.#confirmed;
      this.#snapshotSoon();
      throw error;
    }
    // If a commit is refused, so are those behind it.
    if (this.#failure !== undefined) throw storageFailed(this.#failure);
  }

  #refuseAfterFailure(): void {
    if (this.#closed) throw storageFailed(new Error('the world was closed'));
    if (this.#failure === undefined) return;
    this.#snapshotSoon();
    throw storageFailed(this.#failure);
  }

  /** @param state the state after that commit */
  truncate(revision: number, state: StateOf): Eventually<void> {
    if (this.#file === undefined || revision >= this.#revision) return undefined;
    this.#refuseAfterFailure();
    // The file does not contain what was before its base state.
    if (revision < this.#baseRevision) this.#begin(revision, state());
    else this.#file.append(truncateLine(revision));
    this.#snapshots += 1;
    this.#revision = revision;
    if (this.#options.sync) return this.#synced(revision);
  }

  #isLarge(): boolean {
    const { snapshotCommits, snapshotBytes } = this.#options;
    const size = (this.#file?.size ?? 0) - this.#baseSize;
    // Writing the state is worth it if the commits take more room than the state.
    return (this.#commits >= snapshotCommits || size >= snapshotBytes) && size > this.#baseSize;
  }

  /** Writes the state to a next file, for example because the documents have changed. */
  renew(): void {
    this.#snapshotSoon();
  }

  #snapshotSoon(): void {
    if (this.#running !== undefined || this.#closed) return;
    this.#running = this.#snapshot()
      // The file before it is complete. The next commits try again.
      .catch(() => undefined)
      .finally(() => {
        this.#running = undefined;
      });
  }

  async #snapshot(): Promise<void> {
    let release: () => void = () => undefined;
    if (this.#options.sync) {
      this.#held = new Promise((resolve) => {
        release = resolve;
      });
      await this.#lastSync?.catch(() => undefined);
    }
    // The commits that were added are applied then.
    await new Promise<void>((resolve) => setImmediate(resolve));
    try {
      const from = this.#file;
      if (from !== undefined && !this.#closed) await this.#snapshotOf(this.#state(), from, release);
    } finally {
      this.#held = undefined;
      release();
    }
  }

  #snapshotOf(state: BaseState, from: LogFile, release: () => void): Promise<void> {
    const number = ++this.#snapshots;
    // Commits that wait have a higher revision already, and are not in the state.
    const revision = this.#revision;
    const commits = this.#commits;
    const path = this.#path(this.#number + 1);
    const written = writeSnapshot({
      from,
      contained: from.size,
      header: this.#header(revision, entriesIn(state)),
      state,
      path,
      isCurrent: () => this.#snapshots === number,
      use: (size, baseSize) => {
        this.#commits -= commits;
        this.#use(path, size, { revision, size: baseSize });
      },
    });
    // The commits that wait are added to the file before it, and copied.
    if (this.#failure === undefined) {
      this.#held = undefined;
      release();
    }
    return written;
  }

  /** What is in the folder; undefined if there is no folder. */
  #entries(): readonly Dirent[] | undefined {
    try {
      return readdirSync(this.#folder, { withFileTypes: true });
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
      throw error;
    }
  }

  /** Removes the files that the current one replaced, and those that were not finished. Keeps damaged ones under another name. */
  #cleanUp(current: number, entries: readonly Dirent[]): void {
    for (const { name } of entries) {
      const path = join(this.#folder, name);
      const number = numberOf(name);
      if (number !== undefined && number > current) ifPossible(() => renameSync(path, `${path}.damaged`));
      else if (number !== undefined ? number < current : isUnfinished(name)) {
        ifPossible(() => rmSync(path, { force: true }));
      }
    }
  }

  #path(number: number): string {
    return join(this.#folder, `log-${String(number).padStart(6, '0')}.jsonl`);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#snapshots += 1;
    await this.#running;
    await this.#file?.retire();
    await this.#retired;
    this.#options.onClose?.(this);
  }
}

/** @throws SetupError KEEP_DAMAGED */
function numbersIn(entries: readonly Dirent[] = []): number[] {
  return entries.flatMap((entry) => {
    const number = numberOf(entry.name);
    if (number !== undefined && entry.isDirectory()) {
      throw new SetupError({
        code: 'KEEP_DAMAGED',
        what: `${entry.name} is a folder, not a log file`,
        advice: 'Remove the folder, or restore the file from a backup',
        file: join(entry.parentPath, entry.name),
      });
    }
    return number ?? [];
  });
}

function numberOf(name: string): number | undefined {
  const [, number] = FILE.exec(name) ?? [];
  return number === undefined ? undefined : Number(number);
}

function isUnfinished(name: string): boolean {
  return name.endsWith('.tmp') && FILE.test(name.slice(0, -'.tmp'.length));
}

/** A folder can be read-only. A file that stays is not read. */
function ifPossible(change: () => void): void {
  try {
    change();
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
