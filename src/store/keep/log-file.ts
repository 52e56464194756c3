// The log file of one world. A line is written in one piece before the change that it describes is made. If it cannot be
// written completely, the file is cut back to where it was, and the change is refused.
import { closeSync, fdatasync, fsyncSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { HttpError } from '../../errors/http-error.ts';

/** The calls that change a file. A test replaces them by ones that fail. */
export interface FileCalls {
  open(path: string, flags: string): number;
  /** @returns the number of bytes that were written */
  write(descriptor: number, text: string): number;
  truncate(descriptor: number, size: number): void;
  close(descriptor: number): void;
  sync(descriptor: number, done: (error: Error | null) => void): void;
}

export const FILE_CALLS: FileCalls = {
  open: (path, flags) => openSync(path, flags, 0o600),
  write: (descriptor, text) => writeSync(descriptor, text),
  truncate: ftruncateSync,
  close: closeSync,
  sync: fdatasync,
};

/** The open files of all worlds. A process can open only a limited number of files, and a server can have more worlds. */
export class OpenFiles {
  readonly #calls: FileCalls;
  readonly #most: number;
  /** The file that was used last is the last one. */
  readonly #open = new Map<LogFile, number>();
  #last: LogFile | undefined;
  #lastDescriptor = -1;

  constructor(calls: FileCalls = FILE_CALLS, most = 64) {
    this.#calls = calls;
    this.#most = most;
  }

  get calls(): FileCalls {
    return this.#calls;
  }

  descriptorOf(file: LogFile): number {
    if (file === this.#last) return this.#lastDescriptor;
    const known = this.#open.get(file);
    const descriptor = known ?? this.#calls.open(file.path, 'a');
    this.#open.delete(file);
    this.#open.set(file, descriptor);
    this.#last = file;
    this.#lastDescriptor = descriptor;
    for (const oldest of this.#open.keys()) {
      if (this.#open.size <= this.#most) break;
      if (!oldest.isSyncing) this.close(oldest);
    }
    return descriptor;
  }

  close(file: LogFile): void {
    const descriptor = this.#open.get(file);
    if (descriptor === undefined) return;
    this.#open.delete(file);
    if (file === this.#last) this.#last = undefined;
    this.#calls.close(descriptor);
  }
}

export class LogFile {
  readonly path: string;
  readonly #files: OpenFiles;
  #size: number;
  /** Whether there are bytes after the last complete line, which could not be removed. */
  #hasRest: boolean;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** @param size the bytes up to the end of the last complete line @param hasRest whether the file is longer */
  constructor(path: string, files: OpenFiles, size: number, hasRest: boolean) {
    this.path = path;
    this.#files = files;
    this.#size = size;
    this.#hasRest = hasRest;
  }

  get size(): number {
    return this.#size;
  }

  get isSyncing(): boolean {
    return this.#running !== undefined;
  }

  /** Adds complete lines. @throws HttpError STORAGE_FAILED if they cannot be written; the file is then as it was */
  append(text: string): void {
    const bytes = Buffer.byteLength(text);
    try {
      const descriptor = this.#files.descriptorOf(this);
      if (this.#hasRest) this.#cut(descriptor);
      this.#hasRest = true;
      const written = this.#files.calls.write(descriptor, text);
      if (written !== bytes) throw shortWrite(written, bytes);
      this.#hasRest = false;
      this.#size += bytes;
    } catch (error) {
      this.#restore();
      throw storageFailed(error);
    }
  }

  #cut(descriptor: number): void {
    this.#files.calls.truncate(descriptor, this.#size);
    this.#hasRest = false;
  }

  /** Removes what was written of a line, and gives the file up, so that the next line opens it again. */
  #restore(): void {
    try {
      if (this.#hasRest) this.#cut(this.#files.descriptorOf(this));
    } catch {
      // The next line tries again before it is written.
    }
    if (!this.isSyncing) this.close();
  }

  /**
   * Waits until everything that was added so far is on the disk. All that ask during one sync wait for the next one together.
   * @throws HttpError STORAGE_FAILED
   */
  sync(): Promise<void> {
    if (this.#running === undefined) {
      this.#running = this.#syncNow();
      return this.#running;
    }
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        this.#running = this.#syncNow();
        return this.#running;
      });
    return this.#next;
  }

  async #syncNow(): Promise<void> {
    try {
      const descriptor = this.#files.descriptorOf(this);
      await new Promise<void>((resolve, reject) => {
        this.#files.calls.sync(descriptor, (error) => (error ? reject(error) : resolve()));
      });
    } catch (error) {
      throw storageFailed(error);
    } finally {
      this.#running = undefined;
    }
  }

  close(): void {
    this.#files.close(this);
  }

  /** Closes the file as soon as nothing waits for it. */
  async retire(): Promise<void> {
    // Those that wait get the error.
    await Promise.allSettled([this.#running, this.#next]);
    this.close();
  }
}

/** Writes a whole file under a temporary name first, so that it is there completely or not at all. */
export function writeFileAtOnce(path: string, text: string, calls: FileCalls, sync: boolean): void {
  const temporary = `${path}.tmp`;
  try {
    const descriptor = calls.open(temporary, 'w');
    try {
      const bytes = Buffer.byteLength(text);
      const written = calls.write(descriptor, text);
      if (written !== bytes) throw shortWrite(written, bytes);
      if (sync) fsyncSync(descriptor);
    } finally {
      calls.close(descriptor);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A file takes only a part of what is written to it if there is no room for the rest. */
function shortWrite(written: number, bytes: number): Error {
  return Object.assign(new Error(`Only ${written} of ${bytes} bytes were written`), { code: 'ENOSPC' });
}

export function storageFailed(error: unknown): HttpError {
  // The message of an error of the system contains paths, which are no concern of a client.
  const { code, message } = error as NodeJS.ErrnoException;
  return new HttpError({
    code: 'STORAGE_FAILED',
    message: `The change cannot be kept: ${code === undefined ? message : (CAUSES[code] ?? `the system reports ${code}`)}. Nothing was changed.`,
    cause: error,
  });
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file is too large',
  EROFS: 'the disk is read-only',
  EACCES: 'the folder cannot be written to',
  EPERM: 'the folder cannot be written to',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open',
  ENOENT: 'the folder was removed',
  EEXIST: 'a file is in the way of the folder',
  ENOTDIR: 'a file is in the way of the folder',
};
