// Filters that are written as one text: `userName eq "bea" and active eq true` (SCIM, RFC 7644, section 3.4.2.2),
// `state = "OPEN"` (AIP-160), `app=web,tier!=db` (Kubernetes), `status:open` (search qualifiers), or JSON (Docker).
import { isObject, type JsonObject } from '../../json/value.ts';
import { OPERATORS, type Operator } from './compare-values.ts';
import { valueAtPath } from './item-property.ts';
import { jsonIn } from './json-text.ts';

type PathOf = (name: string) => readonly string[] | undefined;
type ExpressionTest = (item: JsonObject) => boolean;

/** Returns the test of an expression. Undefined if it names something that is no property. */
export type Expression = (pathOf: PathOf) => ExpressionTest | undefined;

const SYMBOLS: Readonly<Record<string, Operator>> = {
  eq: 'equal',
  '=': 'equal',
  '==': 'equal',
  ':': 'equal',
  ne: 'unequal',
  '!=': 'unequal',
  '<>': 'unequal',
  gt: 'above',
  '>': 'above',
  ge: 'atLeast',
  gte: 'atLeast',
  '>=': 'atLeast',
  lt: 'below',
  '<': 'below',
  le: 'atMost',
  lte: 'atMost',
  '<=': 'atMost',
  co: 'contains',
  sw: 'startsWith',
  ew: 'endsWith',
  '~': 'contains',
};

const TOKEN =
  /\s*(?:(?<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<symbol>[<>!=]=|<>|[<>=:~])|(?<paren>[()])|(?<comma>,|&&|\|\|)|(?<word>[^\s"'<>!=:~(),]+))/y;

interface Token {
  readonly kind: 'quoted' | 'symbol' | 'paren' | 'comma' | 'word';
  readonly text: string;
}

/** The conditions in a text: a JSON object, or an expression. Undefined if it is neither. */
export function conditionsIn(text: string): JsonObject | Expression | undefined {
  if (/^\s*\{/.test(text)) {
    const value = jsonIn(text);
    return isObject(value) ? value : undefined;
  }
  const tokens = tokensOf(isRsql(text) ? fromRsql(text) : text.replace(/\border by .*$/i, ''));
  if (!tokens || tokens.length < 2) return undefined;
  return (pathOf) => new Parser(tokens, pathOf).parse();
}

/** Whether a text is RSQL: `name==Ada;age=gt=18`. */
function isRsql(text: string): boolean {
  if (/=(?:gt|ge|lt|le|in|out|like)=/.test(text)) return true;
  const [first, last] = [text.indexOf('=='), text.lastIndexOf('==')];
  return first >= 0 && /[;,]/.test(text.slice(first, last));
}

/** RSQL with the words of this file: a semicolon means `and`, a comma means `or`. */
function fromRsql(text: string): string {
  return text
    .replace(/=(gt|ge|lt|le)=/g, ' $1 ')
    .replaceAll('=like=', ' ~ ')
    .replaceAll(';', ' and ')
    .replaceAll(',', ' or ');
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const { groups } = TOKEN.exec(text) ?? {};
    const [kind, found] = Object.entries(groups ?? {}).find(([, one]) => one !== undefined) ?? [];
    if (kind === undefined || found === undefined) return undefined;
    tokens.push({ kind: kind as Token['kind'], text: kind === 'quoted' ? unquoted(found) : found });
  }
  return tokens;
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** The maximum depth of parentheses and negations. A deeper expression selects all items, like one that is not valid. */
const MAX_DEPTH = 100;

/** Reads `or` of `and` of conditions. */
class Parser {
  readonly #tokens: readonly Token[];
  readonly #pathOf: PathOf;
  #at = 0;

  constructor(tokens: readonly Token[], pathOf: PathOf) {
    this.#tokens = tokens;
    this.#pathOf = pathOf;
  }

  parse(): ExpressionTest | undefined {
    const test = this.#any(0);
    return this.#at === this.#tokens.length ? test : undefined;
  }

  #any(depth: number): ExpressionTest | undefined {
    const tests = [this.#every(depth)];
    while (this.#takes(/^(?:or|\|\|)$/i)) tests.push(this.#every(depth));
    return tests.every((test) => test !== undefined) ? (item) => tests.some((test) => test(item)) : undefined;
  }

  #every(depth: number): ExpressionTest | undefined {
    const tests = [this.#condition(depth)];
    while (this.#takes(/^(?:and|&&|,)$/i) || this.#startsCondition()) tests.push(this.#condition(depth));
    return tests.every((test) => test !== undefined) ? (item) => tests.every((test) => test(item)) : undefined;
  }

  /** Search qualifiers follow each other without a word between them. */
  #startsCondition(): boolean {
    const [name, symbol] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]];
    return name?.kind === 'word' && !/^or$/i.test(name.text) && symbol?.text === ':';
  }

  #condition(depth: number): ExpressionTest | undefined {
    if (depth > MAX_DEPTH) return undefined;
    if (this.#takes(/^not$/i)) {
      const inner = this.#condition(depth + 1);
      return inner && ((item) => !inner(item));
    }
    if (this.#takes(/^\($/)) {
      const inner = this.#any(depth + 1);
      return this.#takes(/^\)$/) ? inner : undefined;
    }
    const name = this.#next();
    const path = name && this.#pathOf(name.text);
    const symbol = this.#next();
    if (!path || !symbol) return undefined;
    if (/^pr$/i.test(symbol.text)) return (item) => OPERATORS.present(valueAtPath(item, path), true);
    const key = symbol.text.toLowerCase();
    const operator = Object.hasOwn(SYMBOLS, key) ? SYMBOLS[key] : undefined;
    const value = operator && this.#next();
    if (!operator || !value) return undefined;
    const nested = this.#operatorInValue(operator, value);
    return (item) => OPERATORS[nested.operator](valueAtPath(item, path), nested.value);
  }

  /** `created:>2024-01-01`: the operator follows the colon. */
  #operatorInValue(operator: Operator, value: Token): { readonly operator: Operator; readonly value: string } {
    const inner = value.kind === 'symbol' ? SYMBOLS[value.text] : undefined;
    const next = inner && this.#next();
    return inner && next ? { operator: inner, value: next.text } : { operator, value: value.text };
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  #takes(pattern: RegExp): boolean {
    const token = this.#tokens[this.#at];
    if (!token || token.kind === 'quoted' || !pattern.test(token.text)) return false;
    this.#at += 1;
    return true;
  }
}
