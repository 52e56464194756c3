// The latest entries of a journal: at most so many, and at most so many bytes.
import type { JournalEntry } from './record.ts';

/** The bytes of the entries that the journals of all worlds keep. */
export class JournalBytes {
  /** The limit for one world. */
  readonly perWorld: number;
  /** The limit for all worlds together. */
  readonly all: number;
  kept = 0;

  constructor(perWorld: number, all: number) {
    this.perWorld = perWorld;
    this.all = all;
  }
}

export class RecentEntries {
  readonly #size: number;
  readonly #bytes: JournalBytes;
  /** A ring: the oldest entry is overwritten first. */
  #entries: (JournalEntry | undefined)[] = [];
  #sizes: number[] = [];
  /** The index of the next entry. */
  #next = 0;
  #kept = 0;
  #own = 0;

  /** @param size the number of entries */
  constructor(size: number, bytes: JournalBytes) {
    this.#size = size;
    this.#bytes = bytes;
  }

  /** Adds an entry, and drops the oldest ones beyond the limits. The new entry is always kept. */
  add(entry: JournalEntry, bytes: number): void {
    if (this.#kept === this.#size) this.#dropOldest();
    this.#entries[this.#next] = entry;
    this.#sizes[this.#next] = bytes;
    this.#next = this.#next + 1 === this.#size ? 0 : this.#next + 1;
    this.#kept += 1;
    this.#own += bytes;
    this.#bytes.kept += bytes;
    while (this.#kept > 1 && (this.#own > this.#bytes.perWorld || this.#bytes.kept > this.#bytes.all)) {
      this.#dropOldest();
    }
  }

  /** The entries, oldest first. */
  list(): readonly JournalEntry[] {
    const first = this.#oldest();
    const ordered = [...this.#entries.slice(first), ...this.#entries.slice(0, first)];
    return ordered.filter((entry) => entry !== undefined);
  }

  find(id: string): JournalEntry | undefined {
    return this.#entries.findLast((entry) => entry?.id === id);
  }

  clear(): void {
    this.#bytes.kept -= this.#own;
    this.#entries = [];
    this.#sizes = [];
    this.#next = 0;
    this.#kept = 0;
    this.#own = 0;
  }

  #oldest(): number {
    const at = this.#next - this.#kept;
    return at < 0 ? at + this.#size : at;
  }

  #dropOldest(): void {
    const at = this.#oldest();
    const bytes = this.#sizes[at] as number;
    this.#entries[at] = undefined;
    this.#kept -= 1;
    this.#own -= bytes;
    this.#bytes.kept -= bytes;
  }
}
