// The latest entries of a journal: at most so many, and at most so many bytes.
import type { JournalEntry } from './record.ts';

/** The bytes of the entries that the journals of all worlds keep. */
export class JournalBytes {
  /** The limit for one world. */
  readonly perWorld: number;
  /** The limit for all worlds together. */
  readonly all: number;
  kept = 0;
  /** The entries of each world that keeps some, by the time of its last one. */
  readonly #worlds = new Set<RecentEntries>();
  #latest: RecentEntries | undefined;

  constructor(perWorld: number, all: number) {
    this.perWorld = perWorld;
    this.all = all;
  }

  /** Notes a new entry. If all worlds keep too many bytes, those that have recorded nothing for the longest forget first. */
  added(entries: RecentEntries): void {
    if (this.#latest !== entries) {
      this.#worlds.delete(entries);
      this.#worlds.add(entries);
      this.#latest = entries;
    }
    if (this.kept > this.all) this.#shrink(entries);
  }

  remove(entries: RecentEntries): void {
    this.#worlds.delete(entries);
    if (this.#latest === entries) this.#latest = undefined;
  }

  #shrink(latest: RecentEntries): void {
    for (const world of this.#worlds) {
      while (this.kept > this.all && world.size > (world === latest ? 1 : 0)) world.dropOldest();
      if (this.kept <= this.all) return;
      if (world !== latest) this.#worlds.delete(world);
    }
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
    if (this.#kept === this.#size) this.dropOldest();
    this.#entries[this.#next] = entry;
    this.#sizes[this.#next] = bytes;
    this.#next = this.#next + 1 === this.#size ? 0 : this.#next + 1;
    this.#kept += 1;
    this.#own += bytes;
    this.#bytes.kept += bytes;
    while (this.#kept > 1 && this.#own > this.#bytes.perWorld) this.dropOldest();
    this.#bytes.added(this);
  }

  get size(): number {
    return this.#kept;
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
    this.#bytes.remove(this);
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

  removeLast(count: number): void {
    for (let left = Math.min(count, this.#kept); left > 0; left--) {
      this.#next = this.#next === 0 ? this.#size - 1 : this.#next - 1;
      this.#release(this.#next);
    }
  }

  /** Removes the entries that a function does not select. */
  keepOnly(isKept: (entry: JournalEntry) => boolean): void {
    const first = this.#oldest();
    const places = Array.from({ length: this.#kept }, (_, n) => (first + n) % this.#size);
    const kept = places.map((at) => [this.#entries[at] as JournalEntry, this.#sizes[at] as number] as const);
    this.clear();
    for (const [entry, bytes] of kept) if (isKept(entry)) this.add(entry, bytes);
  }

  dropOldest(): void {
    this.#release(this.#oldest());
  }

  #release(at: number): void {
    const bytes = this.#sizes[at] as number;
    this.#entries[at] = undefined;
    this.#kept -= 1;
    this.#own -= bytes;
    this.#bytes.kept -= bytes;
  }
}
