// Comma-separated values (RFC 4180): the cells of a text, and a text of cells. Unlike the usual libraries it keeps which cells were
// quoted and where they are, so that `""` and an empty cell differ, and errors name line and column.

export interface CsvCell {
  readonly text: string;
  readonly quoted: boolean;
  /** Of its first character, counted from 1. */
  readonly line: number;
  readonly column: number;
}

export class CsvError extends Error {
  override readonly name = 'CsvError';
  readonly line: number;
  readonly column: number;

  constructor(message: string, { line, column }: Pick<CsvCell, 'line' | 'column'>) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/**
 * The rows of a text. Lines end with CRLF, LF or CR. The line break after the last row can be left out.
 * @throws CsvError for a quote that is not closed, or in the wrong place
 */
export function parseCsv(text: string): readonly (readonly CsvCell[])[] {
  // A byte order mark is no part of the text.
  return new CsvReader(text.replace(/^\uFEFF/, '')).rows();
}

/** A text of rows with CRLF after each (RFC 4180, section 2). */
export function printCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** A cell with quotes around it. */
export function quotedCell(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/** Whether a text needs quotes: also with spaces at its ends, which some programs remove. */
export function needsQuotes(text: string): boolean {
  return /[",\r\n]|^\s|\s$/.test(text);
}

const PLAIN_END = /[,\r\n]/g;

class CsvReader {
  readonly #text: string;
  #at = 0;
  #line = 1;
  #lineStart = 0;

  constructor(text: string) {
    this.#text = text;
  }

  rows(): CsvCell[][] {
    const rows: CsvCell[][] = [];
    while (this.#at < this.#text.length) rows.push(this.#row());
    return rows;
  }

  #row(): CsvCell[] {
    const cells = [this.#cell()];
    while (this.#text[this.#at] === ',') {
      this.#at += 1;
      cells.push(this.#cell());
    }
    this.#skipLineBreak();
    return cells;
  }

  #cell(): CsvCell {
    const place = { line: this.#line, column: this.#at - this.#lineStart + 1 };
    if (this.#text[this.#at] === '"') return { text: this.#quoted(), quoted: true, ...place };
    PLAIN_END.lastIndex = this.#at;
    const end = PLAIN_END.exec(this.#text)?.index ?? this.#text.length;
    const text = this.#text.slice(this.#at, end);
    const quote = text.indexOf('"');
    if (quote >= 0)
      throw new CsvError('A cell with a quote must have quotes around it, and two for each quote inside', {
        line: place.line,
        column: place.column + quote,
      });
    this.#at = end;
    return { text, quoted: false, ...place };
  }

  #quoted(): string {
    const start = { line: this.#line, column: this.#at - this.#lineStart + 1 };
    let text = '';
    for (let from = this.#at + 1; ; ) {
      const end = this.#text.indexOf('"', from);
      if (end < 0) throw new CsvError('The quote that begins here is not closed', start);
      text += this.#text.slice(from, end);
      const isDoubled = this.#text[end + 1] === '"';
      this.#countLines(from, end);
      if (!isDoubled) {
        this.#at = end + 1;
        break;
      }
      text += '"';
      from = end + 2;
    }
    if (this.#at < this.#text.length && !/[,\r\n]/.test(this.#text[this.#at] as string))
      throw new CsvError('A comma or a line break must follow the closing quote', {
        line: this.#line,
        column: this.#at - this.#lineStart + 1,
      });
    return text;
  }

  #countLines(from: number, end: number): void {
    for (const { index, 0: lineBreak } of this.#text.slice(from, end).matchAll(/\r\n|\n|\r/g)) {
      this.#line += 1;
      this.#lineStart = from + index + lineBreak.length;
    }
  }

  #skipLineBreak(): void {
    if (this.#at >= this.#text.length) return;
    this.#at += this.#text.startsWith('\r\n', this.#at) ? 2 : 1;
    this.#line += 1;
    this.#lineStart = this.#at;
  }
}
