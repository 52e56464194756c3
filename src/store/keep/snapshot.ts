// Writes the next file of a log: the state as it is now, while requests go on, and then the commits that came meanwhile.
import { closeSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { BaseState } from '../commit.ts';
import { entryLines, headerLine, type LogHeader } from './format.ts';
import type { LogFile } from './log-file.ts';

export interface NextFile {
  /** The file that the next one takes the place of. */
  readonly from: LogFile;
  /** Its bytes whose commits the state contains. */
  readonly contained: number;
  readonly header: LogHeader;
  readonly state: BaseState;
  readonly path: string;
  /** Whether what was added meanwhile is needed at all: not if the state was replaced. */
  readonly isCurrent: () => boolean;
  /** Called as soon as the file is complete: what is added afterwards has to be added to it. */
  readonly use: (size: number, baseSize: number) => void;
}

const CHUNK_LETTERS = 500_000;
const COPY_BYTES = 1_048_576;

export async function writeSnapshot(next: NextFile): Promise<void> {
  const { from, contained, header, state, path, isCurrent, use } = next;
  const temporary = `${path}.tmp`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    let base = 0;
    try {
      for (const text of textOf(header, state)) {
        await handle.appendFile(text);
        if (!isCurrent()) break;
        base += Buffer.byteLength(text);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    // Nothing waits from here on, so that no commit can come in between.
    if (isCurrent()) {
      const copied = copyRest(from.path, contained, from.size, temporary);
      renameSync(temporary, path);
      syncFolder(dirname(path));
      use(base + copied, base);
    }
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** The text of a header and a base state, in pieces. */
function* textOf(header: LogHeader, state: BaseState): Generator<string> {
  let text = headerLine(header);
  for (const line of entryLines(state)) {
    text += line;
    if (text.length < CHUNK_LETTERS) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** Adds the bytes of one file between two places to another. @returns their number */
function copyRest(from: string, start: number, end: number, to: string): number {
  const source = openSync(from, 'r');
  const target = openSync(to, 'a');
  try {
    const buffer = Buffer.allocUnsafe(Math.min(COPY_BYTES, Math.max(1, end - start)));
    for (let at = start; at < end; ) {
      const count = readSync(source, buffer, 0, Math.min(buffer.length, end - at), at);
      if (count === 0) throw new Error(`${from} ends before byte ${end}`);
      for (let written = 0; written < count; ) written += writeSync(target, buffer, written, count - written);
      at += count;
    }
    if (end > start) fsyncSync(target);
    return end - start;
  } finally {
    closeSync(target);
    closeSync(source);
  }
}

/** Makes a new name last. Windows cannot open a folder for this. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
