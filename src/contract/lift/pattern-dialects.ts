// Translates regular expressions of other languages (PCRE, Java, .NET, Python, POSIX) to ECMA-262 with the u flag, which is the
// dialect of JSON Schema (2020-12, section 6.4). Where no equivalent exists, there is no translation.

/** What becomes of a pattern. */
export type PatternReading =
  | { readonly kind: 'native' }
  | { readonly kind: 'translated'; readonly pattern: string }
  /** It compiles only without the u flag, and no translation exists. */
  | { readonly kind: 'loose' }
  | { readonly kind: 'invalid'; readonly reason: string };

export function readPattern(pattern: string): PatternReading {
  const delimited = withoutDelimiters(pattern);
  const error = compileError(pattern, 'u');
  if (error === undefined && delimited === undefined) return { kind: 'native' };
  const { text, flags } = delimited ?? { text: pattern, flags: '' };
  try {
    const translated = new Translation(text).translate(withFlags(NO_FLAGS, flags));
    if (compileError(translated, 'u') === undefined) return { kind: 'translated', pattern: translated };
  } catch (thrown) {
    if (!(thrown instanceof NoEquivalent)) throw thrown;
  }
  if (compileError(pattern, '') === undefined && !FOREIGN.test(pattern)) return { kind: 'loose' };
  return { kind: 'invalid', reason: error ?? 'it has no equivalent in ECMA-262' };
}

function compileError(pattern: string, flags: string): string | undefined {
  try {
    new RegExp(pattern, flags);
    return undefined;
  } catch (error) {
    return (error as Error).message.replace(/^Invalid regular expression: (?:.*: )?/s, '');
  }
}

/** What other languages give a meaning, and ECMA-262 without the u flag reads as literal text. */
const FOREIGN = /\\[AzZhHRGKQEXpPiICM]|\\c(?![A-Za-z])|\[\[?:|&&\[/;

/** The text between delimiters, as in `/^[a-z]+$/i`. A character before `^` or after `$` can never match. */
function withoutDelimiters(pattern: string): { readonly text: string; readonly flags: string } | undefined {
  const [, mark, text = '', flags = ''] = /^([/~#@!%"'`])(.+)\1([gimsuxy]*)$/s.exec(pattern) ?? [];
  const hasFlags = mark === '/' && flags !== '';
  const isDelimited = text !== '' && (hasFlags || text.startsWith('^') || /(?<!\\)\$$/.test(text));
  return isDelimited ? { text, flags } : undefined;
}

/** Thrown for what ECMA-262 cannot express. */
class NoEquivalent extends Error {}

interface Flags {
  /** Letters of either case match. */
  readonly i: boolean;
  /** A dot matches line breaks. */
  readonly s: boolean;
  /** `^` and `$` match at every line. */
  readonly m: boolean;
  /** White space and comments are ignored. */
  readonly x: boolean;
}

const NO_FLAGS: Flags = { i: false, s: false, m: false, x: false };

/** @param text letters to set, and after a dash those to unset */
function withFlags(flags: Flags, text: string): Flags {
  const [set = '', unset = ''] = text.split('-');
  const changed = { ...flags };
  for (const name of ['i', 's', 'm', 'x'] as const) {
    if (set.includes(name)) changed[name] = true;
    if (unset.includes(name)) changed[name] = false;
  }
  return changed;
}

const SYNTAX = /[\^$\\.*+?()[\]{}|/]/;
const CLASS_SYNTAX = /[\^\\\-[\]]/;

/** POSIX classes, and Java's properties of the same names. */
const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: '0-9A-Za-z',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  blank: ' \\t',
  punct: '!-\\/:-@\\[-`\\{-~',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
  cntrl: '\\x00-\\x1F\\x7F',
  graph: '!-~',
  print: ' -~',
  ascii: '\\x00-\\x7F',
};

/** Escapes with the same meaning in ECMA-262. */
const SAME_ESCAPES = 'dwsDWSbBtnrfv';

const CHARACTER_ESCAPES: Readonly<Record<string, string>> = { e: '\\x1B', a: '\\x07' };

/** A member of a character class: a single character, or several. */
interface Member {
  readonly text: string;
  readonly character?: string;
}

class Translation {
  readonly #text: string;
  #at = 0;
  #ownGroups = 0;
  #hasNumbers = false;

  constructor(text: string) {
    this.#text = text;
  }

  translate(flags: Flags): string {
    const translated = this.#sequence(flags);
    if (this.#at < this.#text.length) throw new NoEquivalent();
    // A group that is added changes the numbers of those after it.
    if (this.#hasNumbers && this.#ownGroups > 0) throw new NoEquivalent();
    return translated;
  }

  /** Alternatives up to the end of their group. */
  #sequence(outer: Flags): string {
    const pieces: string[] = [];
    let flags = outer;
    let canRepeat = false;
    while (this.#at < this.#text.length && this.#text[this.#at] !== ')') {
      const changed = this.#take(/^\(\?([imsxnuUdJaL]*(?:-[imsxn]+)?)\)/);
      if (changed) {
        flags = withFlags(flags, changed[1] as string);
        canRepeat = false;
        continue;
      }
      if (this.#take(/^\(\?#[^)]*\)/) || (flags.x && this.#take(/^(?:\s+|#[^\n]*)/))) continue;
      const quantifier = this.#quantifier();
      if (quantifier !== undefined) {
        if (!canRepeat) throw new NoEquivalent();
        pieces.push(this.#repeated(pieces.pop() as string, quantifier));
        canRepeat = false;
        continue;
      }
      const atom = this.#atom(flags);
      canRepeat = atom !== '|' && atom !== '^' && atom !== '$';
      pieces.push(atom);
    }
    return pieces.join('');
  }

  #quantifier(): string | undefined {
    const simple = this.#take(/^[*+?][?+]?/) ?? this.#take(/^\{\d+(?:,\d*)?\}[?+]?/);
    if (simple) return simple[0];
    const open = this.#take(/^\{,(\d+)\}/);
    return open && `{0,${open[1]}}`;
  }

  /** A possessive quantifier gives nothing back, which a group in a lookahead does not either. */
  #repeated(atom: string, quantifier: string): string {
    return quantifier.length > 1 && quantifier.endsWith('+')
      ? this.#atomic(`${atom}${quantifier.slice(0, -1)}`)
      : `${atom}${quantifier}`;
  }

  #atomic(inner: string): string {
    this.#ownGroups += 1;
    const name = `atomic${this.#ownGroups}`;
    return `(?:(?=(?<${name}>${inner}))\\k<${name}>)`;
  }

  #atom(flags: Flags): string {
    const character = this.#character();
    switch (character) {
      case '(':
        return this.#group(flags);
      case '[':
        return this.#characterClass(flags);
      case '\\':
        return this.#escape(flags);
      case '.':
        return flags.s ? '[\\s\\S]' : '.';
      case '^':
        return flags.m ? '(?<![^\\n])' : '^';
      case '$':
        return flags.m ? '(?![^\\n])' : '$';
      case '|':
        return '|';
      default:
        return literal(character, flags);
    }
  }

  #group(flags: Flags): string {
    const named = this.#take(/^\?(?:P?<(?![=!])([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/);
    if (named) return `(?<${named[1] ?? named[2]}>${this.#body(flags)})`;
    const reference = this.#take(/^\?P=(\w+)\)/);
    if (reference) return `\\k<${reference[1]}>`;
    if (this.#take(/^\?>/)) return this.#atomic(this.#body(flags));
    const around = this.#take(/^\?(?:[:=!]|<[=!])/);
    if (around) return `(${around[0]}${this.#body(flags)})`;
    const scoped = this.#take(/^\?([imsxnuUdJaL]*(?:-[imsxn]+)?):/);
    if (scoped) return `(?:${this.#body(withFlags(flags, scoped[1] as string))})`;
    if (this.#text[this.#at] === '?' || this.#text[this.#at] === '*') throw new NoEquivalent();
    return `(${this.#body(flags)})`;
  }

  #body(flags: Flags): string {
    const body = this.#sequence(flags);
    if (!this.#take(/^\)/)) throw new NoEquivalent();
    return body;
  }

  #escape(flags: Flags): string {
    const special = this.#take(/^(?:([AzZ])|h|H|R|N(?!\{)|Q(.*?)(?:\\E|$)|k(?:<(\w+)>|\{(\w+)\}|'(\w+)')|[1-9]\d*)/s);
    if (special) {
      const [text, anchor, quoted] = special;
      if (anchor !== undefined) return anchor === 'A' ? '^' : '$';
      if (quoted !== undefined) return [...quoted].map((character) => literal(character, flags)).join('');
      if (text.startsWith('k')) return `\\k<${special[3] ?? special[4] ?? special[5]}>`;
      if (/^\d/.test(text)) {
        this.#hasNumbers = true;
        return `\\${text}`;
      }
      return { h: '[ \\t]', H: '[^ \\t]', R: '(?:\\r\\n|[\\n\\r])', N: '[^\\n]' }[text] as string;
    }
    const { text, character } = this.#escapedMember(false);
    return character === undefined ? text : literal(character, flags);
  }

  /** What follows a backslash, in a class or outside of one. */
  #escapedMember(inClass: boolean): Member {
    const property = this.#take(/^([pP])(?:\{(\^?)([^}]+)\}|([A-Z]))/);
    if (property) {
      const negated = (property[1] === 'P') !== (property[2] === '^');
      return { text: propertyText(property[3] ?? (property[4] as string), negated, inClass) };
    }
    const code = this.#take(
      /^(?:x\{([\da-fA-F]+)\}|0([0-7]{1,3})|x([\da-fA-F]{2})|u([\da-fA-F]{4})|u\{([\da-fA-F]+)\})/,
    );
    if (code) {
      const hex = code[1] ?? code[3] ?? code[4] ?? code[5];
      const point = hex === undefined ? Number.parseInt(code[2] as string, 8) : Number.parseInt(hex, 16);
      return { text: `\\u{${point.toString(16)}}` };
    }
    const control = this.#take(/^(?:c[A-Za-z]|0)/);
    if (control) return { text: `\\${control[0]}` };
    const character = this.#character();
    if (SAME_ESCAPES.includes(character)) {
      if (inClass && character === 'B') throw new NoEquivalent();
      return { text: `\\${character}` };
    }
    if (inClass && character === 'h') return { text: ' \\t' };
    const escaped = CHARACTER_ESCAPES[character];
    if (escaped !== undefined) return { text: escaped };
    if (/[A-Za-z0-9]/.test(character)) throw new NoEquivalent();
    return { text: character, character };
  }

  #characterClass(flags: Flags): string {
    const start = this.#take(/^\^/) ? '[^' : '[';
    const members: string[] = [];
    for (let isFirst = true; !this.#take(/^\]/) || isFirst; isFirst = false) {
      // A bracket at the beginning is a character in most dialects.
      if (isFirst && this.#text[this.#at - 1] === ']' && members.length === 0) {
        members.push('\\]');
        continue;
      }
      const other = this.#otherClass(flags);
      if (other !== undefined) {
        // ECMA-262 combines classes only with the v flag.
        if (start === '[^' || !this.#take(/^\]/)) throw new NoEquivalent();
        return `(?:(?${other.isExcluded ? '!' : '='}${other.text})[${members.join('')}])`;
      }
      members.push(this.#member(flags));
    }
    return `${start}${members.join('')}]`;
  }

  /** A class that is intersected with the one around it, as in Java, or subtracted from it, as in .NET. */
  #otherClass(flags: Flags): { readonly text: string; readonly isExcluded: boolean } | undefined {
    const operator = this.#take(/^(?:&&\[(?!:)|-\[(?=[^[\]]*\]\]))/);
    return operator && { text: this.#characterClass(flags), isExcluded: operator[0] === '-[' };
  }

  #member(flags: Flags): string {
    const first = this.#single();
    if (!this.#take(/^-(?!\])/)) return memberText(first, flags);
    const last = this.#single();
    if (isRangeEnd(first) && isRangeEnd(last)) return rangeText(first, last, flags);
    return `${memberText(first, flags)}\\-${memberText(last, flags)}`;
  }

  #single(): Member {
    const posix = this.#take(/^\[:(\^?)(\w+):\]/);
    if (posix) {
      const text = Object.hasOwn(CLASSES, posix[2] as string) ? CLASSES[posix[2] as string] : undefined;
      if (text === undefined || posix[1] === '^') throw new NoEquivalent();
      return { text };
    }
    if (this.#text.startsWith('&&', this.#at)) throw new NoEquivalent();
    const character = this.#character();
    return character === '\\' ? this.#escapedMember(true) : { text: character, character };
  }

  /** The next character. */
  #character(): string {
    const point = this.#text.codePointAt(this.#at);
    if (point === undefined) throw new NoEquivalent();
    const character = String.fromCodePoint(point);
    this.#at += character.length;
    return character;
  }

  #take(expression: RegExp): RegExpExecArray | undefined {
    const found = expression.exec(this.#text.slice(this.#at)) ?? undefined;
    if (found) this.#at += found[0].length;
    return found;
  }
}

function literal(character: string, flags: Flags): string {
  const other = flags.i ? otherCase(character) : undefined;
  if (other !== undefined) return `[${character}${other}]`;
  return SYNTAX.test(character) ? `\\${character}` : character;
}

/** The same letter in the other case; undefined if it has none. */
function otherCase(character: string): string | undefined {
  const other = character === character.toLowerCase() ? character.toUpperCase() : character.toLowerCase();
  return other === character || [...other].length !== 1 ? undefined : other;
}

function memberText({ text, character }: Member, flags: Flags): string {
  if (character === undefined) return text;
  const other = flags.i ? (otherCase(character) ?? '') : '';
  return `${CLASS_SYNTAX.test(character) ? `\\${character}` : character}${other}`;
}

function isRangeEnd({ text, character }: Member): boolean {
  return character !== undefined || text.startsWith('\\u{') || text.startsWith('\\x');
}

function rangeText(first: Member, last: Member, flags: Flags): string {
  const range = `${memberText(first, NO_FLAGS)}-${memberText(last, NO_FLAGS)}`;
  if (!flags.i || first.character === undefined || last.character === undefined) return range;
  return (
    range +
    ['az', 'AZ']
      .map((letters) => otherCaseOfRange(first.character as string, last.character as string, letters))
      .join('')
  );
}

/** The letters of a range that are also in another range, in the other case. */
function otherCaseOfRange(first: string, last: string, [low = '', high = '']: string): string {
  const from = first > low ? first : low;
  const to = last < high ? last : high;
  return from > to ? '' : `${otherCase(from)}-${otherCase(to)}`;
}

function propertyText(name: string, negated: boolean, inClass: boolean): string {
  const letter = negated ? 'P' : 'p';
  const short = name.replace(/^(?:Is|In)_?(?=[A-Z])/, '');
  const candidates = [name, short, `Script=${short}`].map((one) => `\\${letter}{${one}}`);
  const posix = CLASSES[name.toLowerCase()];
  if (posix !== undefined && /^[A-Z]/.test(name)) {
    if (!inClass) return `[${negated ? '^' : ''}${posix}]`;
    if (!negated) return posix;
  }
  const known = candidates.find((one) => compileError(one, 'u') === undefined);
  if (known === undefined) throw new NoEquivalent();
  return known;
}
