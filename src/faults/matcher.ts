// Which requests a stub, a fault or a question is about. A matcher names conditions; a request meets it when it meets them all,
// and each condition that it does not meet can be told in words.

import { isDeepStrictEqual as equal } from 'node:util';
import { type Pair, pairsOf } from '../contract/deserialize.ts';
import { extend, tokensOf, valueAt } from '../json/pointer.ts';
import { hasSecret, isSecret, REDACTED } from '../json/secrets.ts';
import { isObject, type Json } from '../json/value.ts';

/** What one value is held against: a value that it must equal, or one of these conditions. */
export type ValueMatcher =
  | null
  | string
  | number
  | boolean
  | {
      readonly equals?: Json;
      /** Text or a list that must be in it, or members that it must have. */
      readonly contains?: Json;
      /** A regular expression. */
      readonly matches?: string;
      readonly present?: boolean;
    };

export interface Matcher {
  /** An operationId, or `GET /path/{template}` where the document gives none. */
  readonly operation?: string;
  readonly method?: string;
  /** A path without query; `*` stands for one segment, `**` for any number at the end. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, ValueMatcher>>;
  readonly headers?: Readonly<Record<string, ValueMatcher>>;
  /** By JSON pointer into the body; the empty pointer is the body itself. */
  readonly body?: Readonly<Record<string, ValueMatcher>>;
  /** Which call of the operation in its world, counted from 1. */
  readonly call?: number;
}

/** A request as matchers see it. */
export interface MatchableRequest {
  /** The id of its operation; undefined where it has none. */
  readonly operation: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Json | undefined;
  /** Which call of its operation it is in its world, from 1. */
  readonly call: number;
}

/** One condition of a matcher that a request does not meet. */
export interface UnmetCondition {
  /** As `query.limit` or `body./name`. */
  readonly condition: string;
  readonly expected: string;
  readonly actual: string;
}

/** What a request fails to meet of a matcher; nothing where it meets all. */
export type CompiledMatcher = (request: MatchableRequest) => readonly UnmetCondition[];

/** What is wrong with a matcher, by the name of its member. */
export interface InvalidMatcher {
  readonly pointer: string;
  readonly message: string;
}

/** The regular expressions of a matcher that are none. */
export function invalidPatternsIn({ query = {}, headers = {}, body = {} }: Matcher): InvalidMatcher[] {
  const groups = Object.entries({ query, headers, body });
  return groups.flatMap(([group, members]) =>
    Object.entries(members).flatMap(([name, wanted]) => {
      const pointer = extend('', group, name, 'matches');
      if (!isObject(wanted) || typeof wanted.matches !== 'string') return [];
      try {
        new RegExp(wanted.matches, 'u');
        return [];
      } catch (error) {
        return [{ pointer, message: `is no regular expression: ${(error as Error).message}` }];
      }
    }),
  );
}

/** Prepares a matcher, so that a request costs only the conditions it has. */
export function compileMatcher({ operation, method, path, query, headers, body, call }: Matcher): CompiledMatcher {
  const checks: ((request: MatchableRequest) => UnmetCondition | undefined)[] = [];
  const add = (
    condition: string,
    wanted: ValueTest,
    found: (request: MatchableRequest) => Json | undefined,
    secret = false,
  ) => {
    const toldOf = (value: Json | undefined) =>
      value !== undefined && (secret || hasSecret(value)) ? REDACTED : shortText(value);
    checks.push((request) => {
      const value = found(request);
      return wanted.judge(value) ? undefined : { condition, expected: wanted.told, actual: toldOf(value) };
    });
  };
  if (operation !== undefined) add('operation', valueTest(operation), (request) => request.operation);
  if (method !== undefined) add('method', valueTest(method.toUpperCase()), (request) => request.method);
  if (path !== undefined) add('path', pathTest(path), (request) => request.path);
  for (const [name, wanted] of Object.entries(query ?? {})) {
    add(`query.${name}`, textTest(wanted), (request) => queryValue(request.query, name), isSecret(name));
  }
  for (const [name, wanted] of Object.entries(headers ?? {})) {
    const key = name.toLowerCase();
    add(`headers.${name}`, textTest(wanted), ({ headers: given }) => given[key]?.toString(), isSecret(name));
  }
  for (const [pointer, wanted] of Object.entries(body ?? {})) {
    const named = tokensOf(pointer).some(isSecret);
    const at = (request: MatchableRequest) => (request.body === undefined ? undefined : valueAt(request.body, pointer));
    add(`body.${pointer}`, valueTest(wanted), at, named);
  }
  if (call !== undefined) add('call', valueTest(call), (request) => request.call);
  return (request) => {
    let unmet = NONE;
    for (const check of checks) {
      const one = check(request);
      if (one) unmet = [...unmet, one];
    }
    return unmet;
  };
}

const NONE: readonly UnmetCondition[] = Object.freeze([]);

interface ValueTest {
  readonly told: string;
  readonly judge: (value: Json | undefined) => boolean;
}

function valueTest(wanted: ValueMatcher): ValueTest {
  if (!isObject(wanted)) return { told: shortText(wanted), judge: (value) => equal(value, wanted) };
  const { equals, contains, matches, present } = wanted as Exclude<ValueMatcher, null | string | number | boolean>;
  if (matches !== undefined) {
    const expression = new RegExp(matches, 'u');
    return { told: `to match ${matches}`, judge: (value) => value !== undefined && expression.test(textOf(value)) };
  }
  if (contains !== undefined) {
    return {
      told: `to contain ${shortText(contains)}`,
      judge: (value) => value !== undefined && includes(value, contains),
    };
  }
  if (present !== undefined) {
    return { told: present ? 'to be there' : 'not to be there', judge: (value) => (value !== undefined) === present };
  }
  return { told: shortText(equals), judge: (value) => equal(value, equals) };
}

/** For what arrives as text: a number or a boolean that is wanted is compared by its text. */
function textTest(wanted: ValueMatcher): ValueTest {
  if (!isObject(wanted)) return valueTest(wanted === null ? null : String(wanted));
  const { equals } = wanted as { readonly equals?: Json };
  return valueTest(equals === undefined || equals === null ? wanted : { equals: textOf(equals) });
}

function pathTest(path: string): ValueTest {
  const any = path.endsWith('/**');
  const segments = (any ? path.slice(0, -3) : path)
    .split('/')
    .map((segment) => (segment === '*' ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  const expression = new RegExp(`^${segments.join('/')}${any ? '(?:/.*)?' : ''}$`);
  return { told: path, judge: (value) => typeof value === 'string' && expression.test(value) };
}

function queryValue(query: string, name: string): string | undefined {
  const pairs: readonly Pair[] = query === '' ? [] : pairsOf(query);
  return pairs.find((pair) => pair.name === name)?.text;
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shortText(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function includes(value: Json, part: Json): boolean {
  if (typeof value === 'string') return typeof part === 'string' && value.includes(part);
  if (Array.isArray(value)) {
    const parts = Array.isArray(part) ? part : [part];
    return parts.every((wanted) =>
      value.some((item) => equal(item, wanted) || (isObject(wanted) && includes(item, wanted))),
    );
  }
  if (!isObject(value) || !isObject(part)) return equal(value, part);
  return Object.entries(part).every(([name, wanted]) => {
    const own = Object.hasOwn(value, name) ? value[name] : undefined;
    return (
      own !== undefined && (equal(own, wanted) || (typeof own === 'object' && own !== null && includes(own, wanted)))
    );
  });
}
