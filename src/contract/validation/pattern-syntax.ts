// Reads a regular expression (ECMA-262, section 22.2.1) as far as it matters for the time of a match: characters, sequences,
// alternatives and repetitions. The pattern has been compiled before, so it is valid.

/** Ranges of code points, in order. */
export type CharSet = readonly (readonly [from: number, to: number])[];

export type PatternNode =
  /** One character. */
  | { readonly kind: 'char'; readonly set: CharSet }
  /** The end of the text. */
  | { readonly kind: 'end' }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'alternatives'; readonly branches: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly body: PatternNode; readonly min: number; readonly max: number }
  /** A look-ahead or look-behind: it consumes nothing, and its matches are not tried again. */
  | { readonly kind: 'look'; readonly body: PatternNode };

export interface ParsedPattern {
  readonly root: PatternNode;
  /** True if a match can begin only at the start of the text. */
  readonly anchored: boolean;
  /** False if the pattern has a part that is not modelled exactly: a back-reference, a Unicode property. */
  readonly exact: boolean;
}

const LAST = 0x10ffff;
const ANY: CharSet = [[0, LAST]];
const LINE_ENDS: CharSet = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const DIGITS: CharSet = [[0x30, 0x39]];
const WORD: CharSet = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const SPACES: CharSet = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];

const CLASSES: Readonly<Record<string, CharSet>> = {
  d: DIGITS,
  D: complement(DIGITS),
  w: WORD,
  W: complement(WORD),
  s: SPACES,
  S: complement(SPACES),
};
const CONTROLS: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09, v: 0x0b, f: 0x0c };

const EMPTY: PatternNode = { kind: 'sequence', parts: [] };

export function parsePattern(source: string): ParsedPattern {
  const reader = new PatternReader(source);
  const root = reader.alternatives();
  return { root, anchored: beginsAtStart(source), exact: reader.exact };
}

/** Whether the whole pattern begins with `^`. Alternatives at the top level count as not anchored. */
function beginsAtStart(source: string): boolean {
  if (!source.startsWith('^')) return false;
  let depth = 0;
  let inClass = false;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '\\') at += 1;
    else if (inClass) inClass = char !== ']';
    else if (char === '[') inClass = true;
    else if (char === '(') depth += 1;
    else if (char === ')') depth -= 1;
    else if (char === '|' && depth === 0) return false;
  }
  return true;
}

class PatternReader {
  readonly #source: string;
  #at = 0;
  exact = true;

  constructor(source: string) {
    this.#source = source;
  }

  alternatives(): PatternNode {
    const branches = [this.#sequence()];
    while (this.#take('|')) branches.push(this.#sequence());
    return branches.length === 1 ? (branches[0] as PatternNode) : { kind: 'alternatives', branches };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source[this.#at] as string)) {
      parts.push(this.#quantified(this.#atom()));
    }
    return { kind: 'sequence', parts };
  }

  #quantified(body: PatternNode): PatternNode {
    const [text, sign, min, comma, max] = /^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/.exec(this.#rest(40)) ?? [];
    if (text === undefined) return body;
    this.#at += text.length;
    if (sign !== undefined)
      return { kind: 'repeat', body, min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Infinity };
    const most = max === '' || max === undefined ? (comma === '' ? Number(min) : Infinity) : Number(max);
    return { kind: 'repeat', body, min: Number(min), max: most };
  }

  #atom(): PatternNode {
    const char = this.#next();
    if (char === '^') return EMPTY;
    if (char === '$') return { kind: 'end' };
    if (char === '.') return { kind: 'char', set: complement(LINE_ENDS) };
    if (char === '(') return this.#group();
    if (char === '[') return { kind: 'char', set: this.#class() };
    if (char !== '\\') return { kind: 'char', set: only(char) };
    if (/^[bB]/.test(this.#rest(1))) {
      this.#at += 1;
      return EMPTY;
    }
    if (/^(?:[1-9]|k<)/.test(this.#rest(2))) {
      this.#at += (/^(?:\d+|k<[^>]*>)/.exec(this.#rest(80))?.[0] ?? ' ').length;
      this.exact = false;
      return { kind: 'repeat', body: { kind: 'char', set: ANY }, min: 0, max: Infinity };
    }
    return { kind: 'char', set: this.#escape() };
  }

  #group(): PatternNode {
    const [prefix = ''] = /^\?(?:<?[=!]|:|<[^>]*>|[a-z-]*:)/.exec(this.#rest(200)) ?? [];
    this.#at += prefix.length;
    const body = this.alternatives();
    this.#take(')');
    return /^\?<?[=!]/.test(prefix) ? { kind: 'look', body } : body;
  }

  #class(): CharSet {
    const negated = this.#take('^');
    let set: CharSet = [];
    while (this.#at < this.#source.length && !this.#take(']')) {
      const from = this.#classPart();
      const single = from.length === 1 && from[0]?.[0] === from[0]?.[1];
      if (single && /^-[^\]]/s.test(this.#rest(2))) {
        this.#at += 1;
        const to = this.#classPart();
        set = union(set, [[from[0]?.[0] ?? 0, to.at(-1)?.[1] ?? LAST]]);
      } else set = union(set, from);
    }
    return negated ? complement(set) : set;
  }

  #classPart(): CharSet {
    const char = this.#next();
    if (char !== '\\') return only(char);
    if (!this.#take('b')) return this.#escape();
    return [[0x08, 0x08]];
  }

  /** The characters of an escape, after its backslash. */
  #escape(): CharSet {
    const char = this.#next();
    const known = CLASSES[char];
    if (known) return known;
    if (/[pP]/.test(char)) {
      this.#at += (/^\{[^}]*\}/.exec(this.#rest(200))?.[0] ?? '').length;
      this.exact = false;
      return ANY;
    }
    const [text, braced, four, two] =
      /^(?:u\{([\da-f]+)\}|u([\da-f]{4})|x([\da-f]{2}))/i.exec(char + this.#rest(20)) ?? [];
    if (text !== undefined) {
      this.#at += text.length - 1;
      const code = Number.parseInt((braced ?? four ?? two) as string, 16);
      return [[code, code]];
    }
    if (char === 'c') return only(String.fromCharCode((this.#next().codePointAt(0) ?? 0) % 32));
    const control = char === '0' ? 0 : CONTROLS[char];
    return control === undefined ? only(char) : [[control, control]];
  }

  #rest(length: number): string {
    return this.#source.slice(this.#at, this.#at + length);
  }

  #next(): string {
    const char = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += char.length;
    return char;
  }

  #take(char: string): boolean {
    if (this.#source[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }
}

function only(char: string): CharSet {
  const code = char.codePointAt(0) ?? 0;
  return [[code, code]];
}

function union(a: CharSet, b: CharSet): CharSet {
  const merged: [number, number][] = [];
  for (const [from, to] of [...a, ...b].sort(([one], [other]) => one - other)) {
    const last = merged.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

function complement(set: CharSet): CharSet {
  const rest: [number, number][] = [];
  let next = 0;
  for (const [from, to] of union(set, [])) {
    if (from > next) rest.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST) rest.push([next, LAST]);
  return rest;
}

/** Whether a character is in both sets. */
export function overlap(a: CharSet, b: CharSet): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [[from, to], [otherFrom, otherTo]] = [a[i] as CharSet[number], b[j] as CharSet[number]];
    if (from <= otherTo && otherFrom <= to) return true;
    if (to < otherTo) i += 1;
    else j += 1;
  }
  return false;
}
