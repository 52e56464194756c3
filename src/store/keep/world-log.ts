// The log of one world in its folder. A file begins with a base state, and the commits after it are added to it. After many
// commits, the next file begins with the state that they led to, and takes the place of the file before it.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Eventually } from '../../eventually.ts';
import type { Commit, LogSink } from '../commit.ts';
import { type BaseEntry, commitLine, headerLine, type LogHeader, truncateLine } from './format.ts';
import { LogFile, type OpenFiles, storageFailed, writeFileAtOnce } from './log-file.ts';
import { type ReadLog, readLog } from './read-log.ts';
import { writeSnapshot } from './snapshot.ts';

/** What all logs of a folder have in common. */
export interface LogOptions {
  readonly files: OpenFiles;
  /** Whether a commit waits until it is on the disk itself. */
  readonly sync: boolean;
  /** The state is written to a next file after so many commits, or after so many bytes of commits. */
  readonly snapshotCommits: number;
  readonly snapshotBytes: number;
  readonly onClose?: (log: WorldLog) => void;
}

/** What the header says about a world, apart from its base state. */
export type LogOwner = Pick<LogHeader, 'world' | 'documents' | 'origin'>;

/** Returns the state as it is after the last commit. */
export type StateOf = () => readonly BaseEntry[];

const FILE = /^log-(\d+)\.jsonl$/;

export class WorldLog implements LogSink {
  readonly #folder: string;
  readonly #options: LogOptions;
  #owner: LogOwner;
  #state: StateOf;
  #file: LogFile | undefined;
  /** The number of the file; 0 before the first one. */
  #number = 0;
  /** The revision of the base state of the file, and of its last commit. */
  #baseRevision = 0;
  #revision = 0;
  #baseSize = 0;
  #commits = 0;
  /** Counts the snapshots that were begun or are not needed any more. */
  #snapshots = 0;
  /** The files that were replaced are removed. */
  #retired: Promise<unknown> = Promise.resolve();
  #closed = false;
  #abandoned = false;
  #running: Promise<void> | undefined;
  /** Why the file may lack acknowledged commits. Nothing is added until the state is in another one. */
  #failure: unknown;

  constructor(folder: string, owner: LogOwner, state: StateOf, options: LogOptions) {
    this.#folder = folder;
    this.#owner = owner;
    this.#state = state;
    this.#options = options;
  }

  /** Reads what is kept, and continues after it. @returns undefined if nothing is kept */
  read(): ReadLog | undefined {
    this.#number = this.#lastNumber();
    if (this.#number === 0) return undefined;
    const log = readLog(this.#path(this.#number));
    const { header, size, baseSize, revision, commits, dropped } = log;
    if (header === undefined) return undefined;
    this.#file = new LogFile(this.#path(this.#number), this.#options.files, size, dropped !== undefined);
    this.#owner = { ...this.#owner, origin: header.origin };
    this.#baseRevision = header.revision;
    this.#baseSize = baseSize;
    this.#revision = revision;
    this.#commits = commits.length;
    return log;
  }

  append(commit: Commit): Eventually<void> {
    if (this.#abandoned) return undefined;
    this.#refuseAfterFailure();
    const line = commitLine(commit);
    if (this.#file) this.#file.append(line);
    else this.#begin(commit.revision - 1, line);
    this.#revision = commit.revision;
    this.#commits += 1;
    if (this.#isLarge()) this.#snapshotSoon();
    if (this.#options.sync) return this.#synced();
  }

  /** Creates the first file of the world. @throws HttpError STORAGE_FAILED */
  #begin(revision: number, lines: string): void {
    const { sync, files } = this.#options;
    const header = headerLine({ ...this.#owner, revision, entries: 0 });
    try {
      mkdirSync(this.#folder, { recursive: true });
    } catch (error) {
      throw storageFailed(error);
    }
    const path = this.#path(this.#number + 1);
    writeFileAtOnce(path, header + lines, files.calls, sync);
    this.#use(path, Buffer.byteLength(header + lines), { revision, size: header.length });
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

  async #synced(): Promise<void> {
    try {
      await this.#file?.sync();
    } catch (error) {
      // What the disk did not confirm can be lost, although it was written and is visible.
      this.#failure = (error as Error).cause;
      this.#snapshotSoon();
      throw error;
    }
  }

  #refuseAfterFailure(): void {
    if (this.#closed) throw storageFailed(new Error('the world was closed'));
    if (this.#failure === undefined) return;
    this.#snapshotSoon();
    throw storageFailed(this.#failure);
  }

  truncate(revision: number): Eventually<void> {
    if (this.#abandoned || revision >= this.#revision) return undefined;
    this.#refuseAfterFailure();
    if (revision < this.#baseRevision) throw new Error(`revision ${revision} is older than the kept base state`);
    this.#file?.append(truncateLine(revision));
    this.#snapshots += 1;
    this.#revision = revision;
    if (this.#options.sync) return this.#synced();
  }

  #isLarge(): boolean {
    const { snapshotCommits, snapshotBytes } = this.#options;
    const size = (this.#file?.size ?? 0) - this.#baseSize;
    // Writing the state is worth it if the commits take more room than the state.
    return (this.#commits >= snapshotCommits || size >= snapshotBytes) && size > this.#baseSize;
  }

  /** Begins after the running change, so that the state contains it. */
  #snapshotSoon(): void {
    if (this.#running !== undefined) return;
    this.#running = new Promise<void>((resolve) => setImmediate(resolve))
      .then(() => this.#snapshot())
      // The file before it is complete. The next commits try again.
      .catch(() => undefined)
      .finally(() => {
        this.#running = undefined;
      });
  }

  async #snapshot(): Promise<void> {
    const from = this.#file;
    if (from === undefined || this.#closed) return;
    const number = ++this.#snapshots;
    const revision = this.#revision;
    const entries = this.#state();
    const commits = this.#commits;
    const path = this.#path(this.#number + 1);
    await writeSnapshot({
      from,
      contained: from.size,
      header: { ...this.#owner, revision, entries: entries.length },
      entries,
      path,
      isCurrent: () => this.#snapshots === number,
      use: (size, baseSize) => {
        this.#commits -= commits;
        this.#use(path, size, { revision, size: baseSize });
      },
    });
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.#folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  /** The number of the last file. The others were replaced by it, or not finished, when a process ended. */
  #lastNumber(): number {
    const names = this.#names();
    const number = Math.max(0, ...names.map((name) => Number(FILE.exec(name)?.[1] ?? 0)));
    const current = basename(this.#path(number));
    for (const name of names) {
      if (name !== current && FILE.test(name.replace(/\.tmp$/, ''))) removeIfPossible(join(this.#folder, name));
    }
    return number;
  }

  #path(number: number): string {
    return join(this.#folder, `log-${String(number).padStart(6, '0')}.jsonl`);
  }

  /** The world was deleted. Requests that are still running change only what is left of it in memory. */
  abandon(): void {
    this.#abandoned = true;
    this.close();
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

/** A folder can be read-only. A file that stays is not read. */
function removeIfPossible(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
