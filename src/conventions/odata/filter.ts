// $filter (OData URL Conventions 4.01, section 5.1.1): parses a text into a test of one item. Existing parsers for Node.js
// support the literals of older versions but not those of 4.0, dates and GUIDs without quotes, so standin has its own.
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

/** Whether an item matches. */
export type Filter = (item: JsonObject) => boolean;

/** Thrown for an invalid $filter. */
export class FilterError extends Error {}

type Value = Json | undefined;
/** The value of an expression for an item. `scope` contains the variables of lambdas. */
type Term = (item: JsonObject, scope: FilterScope) => Value;
type FilterScope = Readonly<Record<string, Json>>;

interface FilterToken {
  readonly kind: 'text' | 'dateTime' | 'guid' | 'number' | 'name' | 'sign';
  readonly text: string;
  readonly at: number;
}

const TOKENS =
  /(?<text>'(?:[^']|'')*')|(?<dateTime>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)|(?<guid>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})|(?<number>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)|(?<name>@?[\p{L}_$][\p{L}\p{N}_.@]*)|(?<sign>[(),:/])|\s+/giuy;

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

/** Objects have an empty text. They are not converted, because an item can have a property `toString` that is not a function. */
const text = (value: Value): string => (value === null || typeof value === 'object' ? '' : String(value ?? ''));
const number = (value: Value): number => Number(text(value));
const dateOf = (value: Value): Date => new Date(text(value));

/** The supported functions with their numbers of arguments. */
const FUNCTIONS: Readonly<Record<string, readonly [min: number, max: number, call: (...values: Value[]) => Value]>> = {
  contains: [2, 2, (one, other) => text(one).includes(text(other))],
  startswith: [2, 2, (one, other) => text(one).startsWith(text(other))],
  endswith: [2, 2, (one, other) => text(one).endsWith(text(other))],
  length: [1, 1, (one) => (Array.isArray(one) ? one.length : text(one).length)],
  indexof: [2, 2, (one, other) => text(one).indexOf(text(other))],
  substring: [
    2,
    3,
    (one, from, length) =>
      text(one).substring(number(from), length === undefined ? undefined : number(from) + number(length)),
  ],
  concat: [2, 2, (one, other) => text(one) + text(other)],
  tolower: [1, 1, (one) => text(one).toLowerCase()],
  toupper: [1, 1, (one) => text(one).toUpperCase()],
  trim: [1, 1, (one) => text(one).trim()],
  year: [1, 1, (one) => dateOf(one).getUTCFullYear()],
  month: [1, 1, (one) => dateOf(one).getUTCMonth() + 1],
  day: [1, 1, (one) => dateOf(one).getUTCDate()],
  hour: [1, 1, (one) => dateOf(one).getUTCHours()],
  minute: [1, 1, (one) => dateOf(one).getUTCMinutes()],
  second: [1, 1, (one) => dateOf(one).getUTCSeconds()],
  date: [1, 1, (one) => text(one).slice(0, 10)],
  round: [1, 1, (one) => Math.round(number(one))],
  floor: [1, 1, (one) => Math.floor(number(one))],
  ceiling: [1, 1, (one) => Math.ceil(number(one))],
};

/** The maximum depth of parentheses, functions and lambdas. */
const MAX_DEPTH = 100;

/**
 * @param isKnown whether the type has a property of this name; called with the first segment of every path
 * @throws FilterError
 */
export function parseFilter(source: string, isKnown: (property: string) => boolean): Filter {
  const tokens = tokensIn(source);
  let next = 0;
  let depth = 0;
  const variables: string[] = [];
  const isNext = (text: string) => tokens[next]?.text.toLowerCase() === text && tokens[next]?.kind !== 'text';
  const accept = (text: string) => isNext(text) && next++ >= 0;
  const expect = (text: string) => {
    if (!accept(text)) throw errorAt(`'${text}' expected`);
  };
  const errorAt = (problem: string) => {
    const token = tokens[next];
    return new FilterError(
      token ? `${problem} at position ${token.at}, before '${token.text}'` : `${problem} at the end`,
    );
  };

  const nested = <Inner>(inner: () => Inner): Inner => {
    if (++depth > MAX_DEPTH) throw errorAt(`at most ${MAX_DEPTH} nested parentheses expected`);
    const found = inner();
    depth -= 1;
    return found;
  };

  // A chain of any length is one level, so that its evaluation needs no deeper stack.
  const either = (): Term => {
    const any = [both()];
    while (accept('or')) any.push(both());
    const [only] = any as [Term];
    return any.length === 1 ? only : (item, scope) => any.some((one) => one(item, scope) === true);
  };
  const both = (): Term => {
    const all = [negated()];
    while (accept('and')) all.push(negated());
    const [only] = all as [Term];
    return all.length === 1 ? only : (item, scope) => all.every((one) => one(item, scope) === true);
  };
  const negated = (): Term => {
    let isNegated = false;
    while (accept('not')) isNegated = !isNegated;
    const term = comparison();
    return isNegated ? (item, scope) => term(item, scope) !== true : term;
  };
  const comparison = (): Term => {
    const left = operand();
    if (accept('in')) {
      const values = list();
      return (item, scope) => values.some((value) => equal(left(item, scope), value(item, scope)));
    }
    const operator = tokens[next]?.kind === 'name' ? tokens[next]?.text.toLowerCase() : undefined;
    if (operator === 'eq' || operator === 'ne') {
      next += 1;
      const right = operand();
      return (item, scope) => equal(left(item, scope), right(item, scope)) === (operator === 'eq');
    }
    const test = operator === undefined ? undefined : COMPARISONS[operator];
    if (!test) return left;
    next += 1;
    const right = operand();
    return (item, scope) => {
      const order = compare(left(item, scope), right(item, scope));
      return order !== undefined && test(order);
    };
  };
  const list = (): Term[] => {
    expect('(');
    const terms = [operand()];
    while (accept(',')) terms.push(operand());
    expect(')');
    return terms;
  };
  const operand = (): Term => {
    if (accept('(')) {
      const inner = nested(either);
      expect(')');
      return inner;
    }
    const token = tokens[next];
    if (!token || token.kind === 'sign') throw errorAt('a value or a name expected');
    next += 1;
    if (token.kind === 'number') return constant(Number(token.text));
    if (token.kind === 'text') return constant(unquoted(token.text));
    if (token.kind !== 'name') return constant(token.text);
    if (token.text === 'null') return constant(null);
    if (token.text === 'true' || token.text === 'false') return constant(token.text === 'true');
    // An enumeration value is prefixed with its type.
    if (tokens[next]?.kind === 'text') return constant(unquoted((tokens[next++] as FilterToken).text));
    return isNext('(') ? called(token) : path(token);
  };
  const called = ({ text: name }: FilterToken): Term => {
    const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!found) throw new FilterError(`an unknown function with name '${name}' was found`);
    const [min, max, call] = found;
    const values = nested(list);
    if (values.length < min || values.length > max)
      throw new FilterError(`The function '${name}' needs ${min === max ? min : `${min} to ${max}`} arguments`);
    return (item, scope) => call(...values.map((term) => term(item, scope)));
  };
  const path = ({ text: first }: FilterToken): Term => {
    const variable = variables.includes(first);
    if (!variable && !isKnown(first)) throw new FilterError(`Could not find a property named '${first}'`);
    const names: string[] = [];
    const value: Term = (item, scope) =>
      valueOfPath(variable ? (scope[first] ?? null) : propertyOf(item, first), names);
    while (accept('/')) {
      const name = tokens[next]?.text ?? '';
      if (tokens[next]?.kind !== 'name') throw errorAt('a name expected');
      next += 1;
      if ((name === 'any' || name === 'all') && isNext('(')) return lambda(value, name);
      names.push(name);
    }
    return value;
  };
  const lambda = (value: Term, quantifier: 'any' | 'all'): Term => {
    expect('(');
    if (accept(')')) return (item, scope) => itemsOf(value(item, scope)).length > 0;
    const variable = tokens[next++]?.text ?? '';
    expect(':');
    variables.push(variable);
    const inner = nested(either);
    variables.pop();
    expect(')');
    return (item, scope) => {
      const isMatch = (one: Json) => inner(item, { ...scope, [variable]: one }) === true;
      return quantifier === 'any'
        ? itemsOf(value(item, scope)).some(isMatch)
        : itemsOf(value(item, scope)).every(isMatch);
    };
  };

  const filter = either();
  if (next < tokens.length) throw errorAt('the end expected');
  return (item) => filter(item, {}) === true;
}

function tokensIn(source: string): readonly FilterToken[] {
  const tokens: FilterToken[] = [];
  TOKENS.lastIndex = 0;
  for (let at = 0; at < source.length; at = TOKENS.lastIndex) {
    const found = TOKENS.exec(source);
    if (!found) throw new FilterError(`Syntax error at position ${at} in '${source.slice(0, 200)}'`);
    const [kind] = Object.entries(found.groups ?? {}).find(([, value]) => value !== undefined) ?? [];
    if (kind !== undefined) tokens.push({ kind: kind as FilterToken['kind'], text: found[0], at });
  }
  return tokens;
}

function constant(value: Json): Term {
  return () => value;
}

function unquoted(quoted: string): string {
  return quoted.slice(1, -1).replaceAll("''", "'");
}

/** The value at a path of an item. `$count` is the number of items. A missing value is null. */
export function valueOfPath(item: Json, path: readonly string[]): Json {
  return path.reduce((at, name) => (name === '$count' ? itemsOf(at).length : propertyOf(at, name)), item);
}

function propertyOf(value: Value, name: string): Json {
  return isObject(value) && Object.hasOwn(value, name) ? (value[name] as Json) : null;
}

function itemsOf(value: Value): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function equal(one: Value, other: Value): boolean {
  return (one ?? null) === (other ?? null) || compare(one, other) === 0;
}

const DATE_OR_TIME = /^\d{4}-\d{2}-\d{2}(?:T|$)/;

/** Negative if the first value is smaller. Undefined if the values cannot be compared. */
function compare(one: Value, other: Value): number | undefined {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one !== 'string' || typeof other !== 'string') return undefined;
  if (DATE_OR_TIME.test(one) && DATE_OR_TIME.test(other)) {
    const difference = Date.parse(one) - Date.parse(other);
    if (!Number.isNaN(difference)) return difference;
  }
  return one < other ? -1 : one > other ? 1 : 0;
}
