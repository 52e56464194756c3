// The folder of `--keep`: a folder per world, and the lock. One process uses it at a time.
import { accessSync, constants, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureFolder } from '../../ensure-folder.ts';
import { SetupError } from '../../errors/setup-error.ts';
import type { JsonObject } from '../../json/value.ts';
import { type FolderLock, lockFolder } from './lock.ts';
import { type FileCalls, OpenFiles, storageFailed } from './log-file.ts';
import { WorldLog } from './world-log.ts';

export interface KeepOptions {
  readonly folder: string;
  /** Whether a commit waits until it is on the disk itself. */
  readonly sync: boolean;
  readonly snapshotCommits: number;
  readonly snapshotBytes: number;
  readonly calls?: FileCalls;
}

export class KeepFolder {
  readonly folder: string;
  readonly #options: KeepOptions;
  readonly #lock: FolderLock;
  readonly #files: OpenFiles;
  readonly #logs = new Set<WorldLog>();

  private constructor(options: KeepOptions, folder: string, lock: FolderLock) {
    this.folder = folder;
    this.#options = options;
    this.#lock = lock;
    this.#files = new OpenFiles(options.calls);
  }

  /** Opens a folder, and creates it if necessary. @throws SetupError KEEP_UNAVAILABLE or KEEP_IN_USE */
  static async open(options: KeepOptions): Promise<KeepFolder> {
    const folder = resolve(options.folder);
    try {
      const known = statSync(folder, { throwIfNoEntry: false });
      if (known?.isDirectory() === false) throw new Error('it is a file, not a folder');
      if (known === undefined) await ensureFolder(folder);
      accessSync(folder, constants.R_OK | constants.X_OK);
    } catch (cause) {
      throw new SetupError({
        code: 'KEEP_UNAVAILABLE',
        what: `The state cannot be kept in ${folder}: ${(cause as Error).message}`,
        advice: 'Correct the folder, or use another one with --keep',
        cause,
      });
    }
    return new KeepFolder(options, folder, await lockFolder(folder));
  }

  /** Whether files can be written now. */
  isWritable(): boolean {
    try {
      accessSync(this.folder, constants.W_OK);
      return true;
    } catch {
      return false;
    }
  }

  /** The names of the kept worlds. */
  worlds(): readonly string[] {
    return readdirSync(this.folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => worldIn(name) ?? []);
  }

  has(world: string): boolean {
    return statSync(this.folderOf(world), { throwIfNoEntry: false })?.isDirectory() ?? false;
  }

  folderOf(world: string): string {
    return join(this.folder, folderNameOf(world));
  }

  /**
   * Opens the log of a world. Its file is created with the first commit.
   * @param origin what the world was opened with, unless it is kept already
   */
  log(world: string, owner: { readonly documents: () => string; readonly origin: JsonObject }): WorldLog {
    const { sync, snapshotCommits, snapshotBytes } = this.#options;
    const onClose = (closed: WorldLog) => this.#logs.delete(closed);
    const options = { files: this.#files, sync, snapshotCommits, snapshotBytes, onClose };
    const log = new WorldLog(this.folderOf(world), { world, ...owner }, options);
    this.#logs.add(log);
    return log;
  }

  /** Removes what is kept of a world. @throws HttpError STORAGE_FAILED */
  remove(world: string): void {
    try {
      rmSync(this.folderOf(world), { recursive: true, force: true });
    } catch (error) {
      throw storageFailed(error);
    }
  }

  /** Closes all logs and releases the folder. Everything is on the disk already. */
  async close(): Promise<void> {
    await Promise.all([...this.#logs].map((log) => log.close()));
    await this.#lock.release();
  }
}

const WORLD = 'world-';

/** Some file systems do not distinguish letters by case, so that a capital letter is written with a plus sign. */
export function folderNameOf(world: string): string {
  return WORLD + world.replace(/[A-Z]/g, (letter) => `+${letter.toLowerCase()}`);
}

/** The world of a folder; undefined if another program created the folder. */
export function worldIn(folder: string): string | undefined {
  if (!folder.startsWith(WORLD)) return undefined;
  const world = folder.slice(WORLD.length).replace(/\+([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return folderNameOf(world) === folder ? world : undefined;
}
