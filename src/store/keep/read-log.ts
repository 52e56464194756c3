// Reads a log file. What was not written completely is at the end of the file: it is dropped. Damage before it is an error.
import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { SetupError } from '../../errors/setup-error.ts';
import type { Json } from '../../json/value.ts';
import type { BaseState, Commit } from '../commit.ts';
import { type BaseEntry, type FileLine, type LogHeader, readHeader, readLine } from './format.ts';

export interface ReadLog {
  readonly header: LogHeader;
  readonly base: BaseState;
  readonly commits: readonly Commit[];
  /** The revision of the last commit, or of the base state. */
  readonly revision: number;
  /** The bytes of the file up to the end of the last complete line. */
  readonly size: number;
  /** The size of the base state, in letters. */
  readonly baseSize: number;
  /** The last line, if it was dropped. */
  readonly dropped: DroppedLine | undefined;
}

export interface DroppedLine {
  readonly line: number;
  /** For example `was not written completely`. */
  readonly why: string;
}

/** The base state of a file is not complete, so that the file says nothing about the state. */
export class IncompleteLog extends SetupError {}

const CHUNK_BYTES = 4 * 1_048_576;
const LINE_BREAK = 10;

/**
 * @param world the world that the file belongs to
 * @throws SetupError KEEP_DAMAGED if a line before the last one is damaged; IncompleteLog if the base state is
 */
export function readLog(file: string, world: string): ReadLog {
  const reading = new ReadLines(file, world);
  const descriptor = openSync(file, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      const count = readSync(descriptor, chunk, 0, CHUNK_BYTES, null);
      if (count === 0) break;
      const text = rest.length === 0 ? chunk.subarray(0, count) : Buffer.concat([rest, chunk.subarray(0, count)]);
      const end = text.lastIndexOf(LINE_BREAK) + 1;
      reading.take(text.subarray(0, end));
      rest = text.subarray(end);
    }
    return reading.finish(rest.length > 0);
  } finally {
    closeSync(descriptor);
  }
}

/** The lines that were read so far. */
class ReadLines {
  readonly #file: string;
  readonly #world: string;
  #header: LogHeader | undefined;
  readonly #parts = new Map<string | undefined, [key: string, value: Json][]>();
  #entries = 0;
  #commits: Commit[] = [];
  #revision = 0;
  #line = 0;
  #size = 0;
  #baseSize = 0;
  /** The number of a line that cannot be read. It is no error if it is the last one. */
  #damaged: number | undefined;
  #why = '';

  constructor(file: string, world: string) {
    this.#file = file;
    this.#world = world;
  }

  /** @param text complete lines */
  take(text: Buffer): void {
    if (text.length === 0) return;
    if (!isUtf8(text)) {
      this.#takeEach(text);
      return;
    }
    const lines = text.toString('utf8', 0, text.length - 1).split('\n');
    for (const line of lines) this.#next(line);
    // Only the last line can be damaged: the one after it would be an error.
    const last = this.#damaged === undefined ? '' : `${lines.at(-1)}\n`;
    this.#size += text.length - Buffer.byteLength(last);
  }

  /** Finds the line that is not UTF-8. */
  #takeEach(text: Buffer): void {
    for (let from = 0; from < text.length; ) {
      const end = text.indexOf(LINE_BREAK, from);
      const line = text.subarray(from, end);
      this.#next(isUtf8(line) ? line.toString() : undefined);
      if (this.#damaged === undefined) this.#size += line.length + 1;
      from = end + 1;
    }
  }

  #next(text: string | undefined): void {
    if (this.#damaged !== undefined) throw this.#damage();
    this.#line += 1;
    const value = text === undefined ? undefined : parsed(text);
    const problem = this.#line === 1 ? this.#takeHeader(value) : this.#takeLine(readLine(value));
    if (problem !== undefined) {
      this.#damaged = this.#line;
      this.#why = problem;
    }
    if (this.#commits.length === 0) this.#baseSize += text?.length ?? 0;
  }

  #takeHeader(value: unknown): string | undefined {
    const header = readHeader(value);
    // A file of another version is not continued, even if it has only this line.
    if (typeof header === 'string') throw this.#damageAt(1, header);
    if (header !== undefined && header.world !== this.#world) {
      throw this.#damageAt(
        1,
        `belongs to the world ${JSON.stringify(header.world)}, not ${JSON.stringify(this.#world)}`,
      );
    }
    this.#header = header;
    this.#revision = header?.revision ?? 0;
    return header === undefined ? 'is no header of a log' : undefined;
  }

  /** @returns what is wrong with the line */
  #takeLine(line: FileLine | undefined): string | undefined {
    const expectsEntry = this.#entries < (this.#header?.entries ?? 0);
    if (line === undefined) return 'is damaged';
    if (line.kind === 'entry') {
      if (!expectsEntry) return 'is an entry after the end of the base state';
      this.#takeEntry(line.entry);
      return undefined;
    }
    if (expectsEntry) return 'comes before the end of the base state';
    if (line.kind === 'truncate') {
      this.#truncate(line.revision);
      return undefined;
    }
    const { commit } = line;
    const problem = `has revision ${commit.revision} after ${this.#revision}`;
    if (commit.revision <= this.#revision) return problem;
    // Dropping this line would hide that another one was removed.
    if (commit.revision > this.#revision + 1)
      throw this.#damageAt(this.#line, `${problem}: a line is missing before it`);
    this.#revision = commit.revision;
    this.#commits.push(commit);
    return undefined;
  }

  #takeEntry({ part, key, value }: BaseEntry): void {
    this.#entries += 1;
    const values = this.#parts.get(part);
    if (values) values.push([key, value]);
    else this.#parts.set(part, [[key, value]]);
  }

  #truncate(revision: number): void {
    const keeps = this.#commits.findLastIndex((commit) => commit.revision <= revision) + 1;
    this.#commits = this.#commits.slice(0, keeps);
    this.#revision = revision;
  }

  #damage(): SetupError {
    return this.#damageAt(this.#damaged ?? this.#line, this.#why, this.#hasBase() ? SetupError : IncompleteLog);
  }

  #damageAt(line: number, why: string, Kind: typeof SetupError = SetupError): SetupError {
    const advice =
      Kind === IncompleteLog
        ? 'Restore the file from a backup, or remove it to begin with the initial state'
        : 'Restore the file from a backup, or remove this line and all lines after it';
    const what = `Line ${line} of the kept state ${why}`;
    return new Kind({ code: 'KEEP_DAMAGED', what, advice, file: this.#file, line });
  }

  /** The base state is written as a whole before the file gets its name, so that it lacks lines only if the disk lost them. */
  #hasBase(): boolean {
    return this.#header !== undefined && this.#entries >= this.#header.entries;
  }

  /** @param isTorn whether the file ends without a line break */
  finish(isTorn: boolean): ReadLog {
    if (isTorn && this.#damaged !== undefined) throw this.#damage();
    const header = this.#header;
    if (header === undefined || !this.#hasBase()) {
      if (this.#damaged === undefined) {
        this.#damaged = this.#line + 1;
        this.#why = 'is missing: the base state is incomplete';
      }
      throw this.#damage();
    }
    return {
      header,
      base: { revision: header.revision, parts: [...this.#parts].map(([part, values]) => ({ part, values })) },
      commits: this.#commits,
      revision: this.#revision,
      size: this.#size,
      baseSize: this.#baseSize,
      dropped: this.#dropped(isTorn),
    };
  }

  #dropped(isTorn: boolean): DroppedLine | undefined {
    if (isTorn) return { line: this.#line + 1, why: 'was not written completely' };
    return this.#damaged === undefined ? undefined : { line: this.#damaged, why: this.#why };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A damaged line is reported with its place.
    return undefined;
  }
}
