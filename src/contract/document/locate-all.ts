// Finds the lines of many pointers in one text. A JSON text is scanned once, without a tree of positions: a document of 10 MB takes a
// fraction of a second.
import { tokensOf } from '../../json/pointer.ts';
import { locate } from './locate.ts';

export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Line and column (from 1) of the value at each pointer, or of its nearest ancestor in the text. */
export function locateAll(text: string, pointers: readonly string[]): ReadonlyMap<string, TextPosition> {
  if (!/^\uFEFF?\s*\{/.test(text)) return new Map(pointers.map((pointer) => [pointer, locate(text, pointer)]));
  const scanner = new JsonScanner(text);
  const wanted = wantedNodes(pointers);
  scanner.scan(wanted);
  return new Map(
    pointers.map((pointer) => {
      const path = pathOf(wanted, pointer);
      const found = path.findLast(({ offset }) => offset !== undefined);
      return [pointer, scanner.positionAt(found?.offset ?? 0)];
    }),
  );
}

/** A value on the way to a wanted one. */
interface WantedNode {
  readonly children: Map<string, WantedNode>;
  offset: number | undefined;
}

function wantedNodes(pointers: readonly string[]): WantedNode {
  const root: WantedNode = { children: new Map(), offset: undefined };
  for (const pointer of pointers) {
    let node = root;
    for (const token of tokensOf(pointer)) {
      const child = node.children.get(token) ?? { children: new Map(), offset: undefined };
      node.children.set(token, child);
      node = child;
    }
  }
  return root;
}

function pathOf(root: WantedNode, pointer: string): readonly WantedNode[] {
  const path = [root];
  for (const token of tokensOf(pointer)) path.push(path.at(-1)?.children.get(token) as WantedNode);
  return path;
}

class JsonScanner {
  readonly #text: string;
  readonly #lines: number[] = [0];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) this.#lines.push(end + 1);
  }

  positionAt(offset: number): TextPosition {
    let low = 0;
    for (let high = this.#lines.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#lines[low] as number) + 1 };
  }

  /** Notes the offsets of wanted values. The text is known to be valid JSON. */
  scan(wanted: WantedNode): void {
    this.#at = 0;
    this.#value(wanted);
  }

  #value(wanted: WantedNode | undefined): void {
    this.#skipSpace();
    if (wanted) wanted.offset ??= this.#at;
    const first = this.#text[this.#at];
    if (wanted === undefined || wanted.children.size === 0) this.#skipValue();
    else if (first === '{') this.#entries('}', wanted);
    else if (first === '[') this.#entries(']', wanted);
    else this.#skipValue();
  }

  #entries(end: '}' | ']', { children }: WantedNode): void {
    this.#at += 1;
    for (let index = 0; this.#at < this.#text.length; index++) {
      this.#skipSpace();
      if (this.#text[this.#at] === end) break;
      let name = String(index);
      if (end === '}') {
        name = this.#string();
        this.#skipSpace();
        this.#at += 1;
      }
      this.#value(children.get(name));
      this.#skipSpace();
      if (this.#text[this.#at] === ',') this.#at += 1;
    }
    this.#at += 1;
  }

  #skipSpace(): void {
    for (let code = this.#text.charCodeAt(this.#at); code <= 32 || code === 0xfeff; )
      code = this.#text.charCodeAt(++this.#at);
  }

  #string(): string {
    const start = this.#at;
    this.#skipString();
    const raw = this.#text.slice(start + 1, this.#at - 1);
    return raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
  }

  #skipString(): void {
    for (this.#at += 1; this.#at < this.#text.length; this.#at++) {
      const character = this.#text.charCodeAt(this.#at);
      if (character === BACKSLASH) this.#at += 1;
      else if (character === QUOTE) break;
    }
    this.#at += 1;
  }

  #skipValue(): void {
    for (let depth = 0; this.#at < this.#text.length; ) {
      const character = this.#text[this.#at] as string;
      if (character === '"') this.#skipString();
      else if (depth === 0 && (character === ',' || character === '}' || character === ']')) return;
      else {
        if (character === '{' || character === '[') depth += 1;
        else if (character === '}' || character === ']') depth -= 1;
        this.#at += 1;
      }
      if (depth === 0 && /["}\]]/.test(character)) return;
    }
  }
}

const BACKSLASH = 92;
const QUOTE = 34;
