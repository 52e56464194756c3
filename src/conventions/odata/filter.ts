// $filter (OData URL Conventions 4.01, section 5.1.1): a text becomes a test of one item. The parsers that there are for
// Node.js know the literals of older versions and not those of 4, dates and GUIDs without quotes, so this is our own.
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

/** Says of an item whether it is listed. */
export type Filter = (item: JsonObject) => boolean;

/** Why a text is no filter. */
export class FilterError extends Error {}

type Value = Json | undefined;
/** What an expression comes to for an item; `scope` holds the variables of lambdas. */
type Term = (item: JsonObject, scope: FilterScope) => Value;
type FilterScope = Readonly<Record<string, Json>>;

interface FilterToken {
  readonly kind: 'text' | 'moment' | 'guid' | 'number' | 'name' | 'sign';
  readonly text: string;
  readonly at: number;
}

const TOKENS =
  /(?<text>'(?:[^']|'')*')|(?<moment>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)|(?<guid>[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})|(?<number>-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)|(?<name>@?[\p{L}_$][\p{L}\p{N}_.@]*)|(?<sign>[(),:/])|\s+/giuy;

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
};

/** What has no text of its own, as an object, is none: an item may have a member `toString` that is no function. */
const text = (value: Value): string => (value === null || typeof value === 'object' ? '' : String(value ?? ''));
const number = (value: Value): number => Number(text(value));
const moment = (value: Value): Date => new Date(text(value));

/** The functions that are known, each with how many arguments it takes. */
const FUNCTIONS: Readonly<Record<string, readonly [least: number, most: number, call: (...given: Value[]) => Value]>> =
  {
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
    year: [1, 1, (one) => moment(one).getUTCFullYear()],
    month: [1, 1, (one) => moment(one).getUTCMonth() + 1],
    day: [1, 1, (one) => moment(one).getUTCDate()],
    hour: [1, 1, (one) => moment(one).getUTCHours()],
    minute: [1, 1, (one) => moment(one).getUTCMinutes()],
    second: [1, 1, (one) => moment(one).getUTCSeconds()],
    date: [1, 1, (one) => text(one).slice(0, 10)],
    round: [1, 1, (one) => Math.round(number(one))],
    floor: [1, 1, (one) => Math.floor(number(one))],
    ceiling: [1, 1, (one) => Math.ceil(number(one))],
  };

/** Levels of brackets, of functions and of lambdas. */
const DEEPEST = 100;

/**
 * @param known whether the type has a member of this name; asked for the first segment of every path
 * @throws FilterFault
 */
export function parseFilter(source: string, known: (member: string) => boolean): Filter {
  const tokens = tokensIn(source);
  let next = 0;
  let depth = 0;
  const variables: string[] = [];
  const peek = (wanted: string) => tokens[next]?.text.toLowerCase() === wanted && tokens[next]?.kind !== 'text';
  const accepted = (wanted: string) => peek(wanted) && next++ >= 0;
  const expected = (wanted: string) => {
    if (!accepted(wanted)) throw fault(`'${wanted}' expected`);
  };
  const fault = (what: string) => {
    const token = tokens[next];
    return new FilterError(token ? `${what} at position ${token.at}, before '${token.text}'` : `${what} at the end`);
  };

  const deeper = <Inner>(inner: () => Inner): Inner => {
    if (++depth > DEEPEST) throw fault(`no more than ${DEEPEST} brackets`);
    const found = inner();
    depth -= 1;
    return found;
  };

  // However long a chain is, it is one level: who evaluates it needs no deeper stack.
  const either = (): Term => {
    const any = [both()];
    while (accepted('or')) any.push(both());
    const [only] = any as [Term];
    return any.length === 1 ? only : (item, scope) => any.some((one) => one(item, scope) === true);
  };
  const both = (): Term => {
    const all = [negated()];
    while (accepted('and')) all.push(negated());
    const [only] = all as [Term];
    return all.length === 1 ? only : (item, scope) => all.every((one) => one(item, scope) === true);
  };
  const negated = (): Term => {
    let turned = false;
    while (accepted('not')) turned = !turned;
    const term = compared();
    return turned ? (item, scope) => term(item, scope) !== true : term;
  };
  const compared = (): Term => {
    const left = operand();
    if (accepted('in')) {
      const values = list();
      return (item, scope) => values.some((value) => equal(left(item, scope), value(item, scope)));
    }
    const operator = tokens[next]?.kind === 'name' ? tokens[next]?.text.toLowerCase() : undefined;
    if (operator === 'eq' || operator === 'ne') {
      next += 1;
      const right = operand();
      return (item, scope) => equal(left(item, scope), right(item, scope)) === (operator === 'eq');
    }
    const compare = operator === undefined ? undefined : COMPARISONS[operator];
    if (!compare) return left;
    next += 1;
    const right = operand();
    return (item, scope) => {
      const order = ordered(left(item, scope), right(item, scope));
      return order !== undefined && compare(order);
    };
  };
  const list = (): Term[] => {
    expected('(');
    const terms = [operand()];
    while (accepted(',')) terms.push(operand());
    expected(')');
    return terms;
  };
  const operand = (): Term => {
    if (accepted('(')) {
      const inner = deeper(either);
      expected(')');
      return inner;
    }
    const token = tokens[next];
    if (!token || token.kind === 'sign') throw fault('a value or a name expected');
    next += 1;
    if (token.kind === 'number') return constant(Number(token.text));
    if (token.kind === 'text') return constant(unquoted(token.text));
    if (token.kind !== 'name') return constant(token.text);
    if (token.text === 'null') return constant(null);
    if (token.text === 'true' || token.text === 'false') return constant(token.text === 'true');
    // The value of an enumeration is written with its type before it.
    if (tokens[next]?.kind === 'text') return constant(unquoted((tokens[next++] as FilterToken).text));
    return peek('(') ? called(token) : path(token);
  };
  const called = ({ text: name }: FilterToken): Term => {
    const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
    if (!found) throw new FilterError(`an unknown function with name '${name}' was found`);
    const [least, most, call] = found;
    const given = deeper(list);
    if (given.length < least || given.length > most)
      throw new FilterError(`the function '${name}' takes ${least} values`);
    return (item, scope) => call(...given.map((term) => term(item, scope)));
  };
  const path = ({ text: first }: FilterToken): Term => {
    const variable = variables.includes(first);
    if (!variable && !known(first)) throw new FilterError(`Could not find a property named '${first}'`);
    const names: string[] = [];
    const holder: Term = (item, scope) => valueOfPath(variable ? (scope[first] ?? null) : memberOf(item, first), names);
    while (accepted('/')) {
      const name = tokens[next]?.text ?? '';
      if (tokens[next]?.kind !== 'name') throw fault('a name expected');
      next += 1;
      if ((name === 'any' || name === 'all') && peek('(')) return quantified(holder, name);
      names.push(name);
    }
    return holder;
  };
  const quantified = (holder: Term, how: 'any' | 'all'): Term => {
    expected('(');
    if (accepted(')')) return (item, scope) => itemsOf(holder(item, scope)).length > 0;
    const variable = tokens[next++]?.text ?? '';
    expected(':');
    variables.push(variable);
    const inner = deeper(either);
    variables.pop();
    expected(')');
    return (item, scope) => {
      const holds = (one: Json) => inner(item, { ...scope, [variable]: one }) === true;
      return how === 'any' ? itemsOf(holder(item, scope)).some(holds) : itemsOf(holder(item, scope)).every(holds);
    };
  };

  const whole = either();
  if (next < tokens.length) throw fault('the end expected');
  return (item) => whole(item, {}) === true;
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

/** What stands at a path of an item; `$count` is how many there are, and what is not there is null. */
export function valueOfPath(item: Json, path: readonly string[]): Json {
  return path.reduce((at, name) => (name === '$count' ? itemsOf(at).length : memberOf(at, name)), item);
}

function memberOf(value: Value, name: string): Json {
  return isObject(value) && Object.hasOwn(value, name) ? (value[name] as Json) : null;
}

function itemsOf(value: Value): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function equal(one: Value, other: Value): boolean {
  return (one ?? null) === (other ?? null) || ordered(one, other) === 0;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T|$)/;

/** Below zero where one comes first; undefined where they cannot be compared. */
function ordered(one: Value, other: Value): number | undefined {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one !== 'string' || typeof other !== 'string') return undefined;
  if (MOMENT.test(one) && MOMENT.test(other)) {
    const apart = Date.parse(one) - Date.parse(other);
    if (!Number.isNaN(apart)) return apart;
  }
  return one < other ? -1 : one > other ? 1 : 0;
}
