// Matchers say which requests a stub, a fault or a verification is about. A request matches if it meets all conditions; each
// condition that it does not meet is reported in words.
import { isDeepStrictEqual as equal } from 'node:util';
import { countedPattern, runValidator, ValidationTimeout } from '../contract/validation/budget.ts';
import { type Pair, pairsOf } from '../contract/wire/deserialize.ts';
import { appendTokens, tokensOf, valueAt } from '../json/pointer.ts';
import { hasSecret, isSecret, isSecretField, REDACTED } from '../json/secrets.ts';
import { isObject, type Json } from '../json/value.ts';

/** A value that must be equal, or one of these conditions. */
export type ValueMatcher =
  | null
  | string
  | number
  | boolean
  | {
      readonly equals?: Json;
      /** Text or items that the value must contain, or properties that it must have. */
      readonly contains?: Json;
      /** A regular expression. It does not match a value on which it takes longer than PATTERN_LIMIT_MS. */
      readonly matches?: string;
      readonly present?: boolean;
    };

export interface Matcher {
  /** An operationId, or `GET /path/{template}` if the document has none. */
  readonly operation?: string;
  readonly method?: string;
  /** A path without a query; `*` matches one segment, `/**` at the end matches any number of segments. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, ValueMatcher>>;
  readonly headers?: Readonly<Record<string, ValueMatcher>>;
  /** By JSON pointer into the body; the empty pointer is the whole body. */
  readonly body?: Readonly<Record<string, ValueMatcher>>;
  /** The number of the call of its operation in its world, from 1. */
  readonly call?: number;
}

/** A request as matchers see it. */
export interface MatchableRequest {
  /** The id of its operation; undefined if it has none. */
  readonly operation: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Json | undefined;
  /** The number of the call of its operation in its world, from 1. */
  readonly call: number;
}

/** A condition of a matcher that a request does not meet. */
export interface UnmetCondition {
  /** For example `query.limit` or `body./name`. */
  readonly condition: string;
  readonly expected: string;
  readonly actual: string;
}

/** Returns the conditions that a request does not meet; none if the request matches. */
export type CompiledMatcher = (request: MatchableRequest) => readonly UnmetCondition[];

/** A regular expression of a matcher that is not valid. */
export interface InvalidPattern {
  readonly pointer: string;
  readonly message: string;
}

/** The invalid regular expressions of a matcher. */
export function invalidPatternsIn({ query = {}, headers = {}, body = {} }: Matcher): InvalidPattern[] {
  const groups = Object.entries({ query, headers, body });
  return groups.flatMap(([group, matchers]) =>
    Object.entries(matchers).flatMap(([name, matcher]) => {
      const pointer = appendTokens('', group, name, 'matches');
      if (!isObject(matcher) || typeof matcher.matches !== 'string') return [];
      try {
        new RegExp(matcher.matches, 'u');
        return [];
      } catch (error) {
        return [{ pointer, message: `must be a regular expression: ${(error as Error).message}` }];
      }
    }),
  );
}

/** Milliseconds that a pattern can take on a text, if it can backtrack. */
const PATTERN_LIMIT_MS = 100;

/** Called if a pattern takes too long on a text. */
type OnTimeout = (pattern: string, limit: number) => void;

/**
 * Compiles a matcher, so that a request pays only for the conditions that exist.
 * @param onTimeout called if a pattern takes too long on a value; the value then does not match
 */
export function compileMatcher(
  { operation, method, path, query, headers, body, call }: Matcher,
  onTimeout: OnTimeout = () => undefined,
): CompiledMatcher {
  const checks: ((request: MatchableRequest) => UnmetCondition | undefined)[] = [];
  const add = (
    condition: string,
    { expected, test }: ValueTest,
    valueIn: (request: MatchableRequest) => Json | undefined,
    secret = false,
  ) => {
    const textFor = (value: Json | undefined) =>
      value !== undefined && (secret || hasSecret(value)) ? REDACTED : shortText(value);
    checks.push((request) => {
      const value = valueIn(request);
      return test(value) ? undefined : { condition, expected, actual: textFor(value) };
    });
  };
  if (operation !== undefined) add('operation', valueTest(operation), (request) => request.operation);
  if (method !== undefined) add('method', valueTest(method.toUpperCase()), (request) => request.method);
  if (path !== undefined) add('path', pathTest(path), (request) => request.path);
  for (const [name, matcher] of Object.entries(query ?? {})) {
    add(
      `query.${name}`,
      textTest(matcher, onTimeout),
      (request) => queryValue(request.query, name),
      isSecretField(name),
    );
  }
  for (const [name, matcher] of Object.entries(headers ?? {})) {
    const key = name.toLowerCase();
    add(`headers.${name}`, textTest(matcher, onTimeout), (request) => request.headers[key]?.toString(), isSecret(name));
  }
  for (const [pointer, matcher] of Object.entries(body ?? {})) {
    const secret = tokensOf(pointer).some(isSecret);
    const at = (request: MatchableRequest) => (request.body === undefined ? undefined : valueAt(request.body, pointer));
    add(`body.${pointer}`, valueTest(matcher, onTimeout), at, secret);
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
  /** The condition in words. */
  readonly expected: string;
  readonly test: (value: Json | undefined) => boolean;
}

function valueTest(matcher: ValueMatcher, onTimeout?: OnTimeout): ValueTest {
  if (!isObject(matcher)) return { expected: shortText(matcher), test: (value) => equal(value, matcher) };
  const { equals, contains, matches, present } = matcher as Exclude<ValueMatcher, null | string | number | boolean>;
  if (matches !== undefined) {
    const test = patternTest(matches, onTimeout);
    return { expected: `to match ${matches}`, test: (value) => value !== undefined && test(textOf(value)) };
  }
  if (contains !== undefined) {
    return {
      expected: `to contain ${shortText(contains)}`,
      test: (value) => value !== undefined && includes(value, contains),
    };
  }
  if (present !== undefined) {
    return { expected: present ? 'to be present' : 'to be absent', test: (value) => (value !== undefined) === present };
  }
  return { expected: shortText(equals), test: (value) => equal(value, equals) };
}

/** Whether a text matches. A pattern that backtracks on the text of a client must not block all other clients. */
function patternTest(matches: string, onTimeout?: OnTimeout): (text: string) => boolean {
  const pattern = countedPattern(new RegExp(matches, 'u'));
  const validate = (text: unknown) => pattern.test(text as string);
  return (text) => {
    try {
      return runValidator(validate, text, PATTERN_LIMIT_MS);
    } catch (thrown) {
      if (!(thrown instanceof ValidationTimeout)) throw thrown;
      onTimeout?.(matches, PATTERN_LIMIT_MS);
      return false;
    }
  };
}

/** For values that arrive as text: numbers and booleans are compared by their text. */
function textTest(matcher: ValueMatcher, onTimeout?: OnTimeout): ValueTest {
  if (!isObject(matcher)) return valueTest(matcher === null ? null : String(matcher));
  const { equals } = matcher as { readonly equals?: Json };
  return valueTest(equals === undefined || equals === null ? matcher : { equals: textOf(equals) }, onTimeout);
}

function pathTest(path: string): ValueTest {
  const any = path.endsWith('/**');
  const segments = (any ? path.slice(0, -3) : path)
    .split('/')
    .map((segment) => (segment === '*' ? '[^/]+' : segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  const expression = new RegExp(`^${segments.join('/')}${any ? '(?:/.*)?' : ''}$`);
  return { expected: path, test: (value) => typeof value === 'string' && expression.test(value) };
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
    return parts.every((one) => value.some((item) => equal(item, one) || (isObject(one) && includes(item, one))));
  }
  if (!isObject(value) || !isObject(part)) return equal(value, part);
  return Object.entries(part).every(([name, one]) => {
    const own = Object.hasOwn(value, name) ? value[name] : undefined;
    return own !== undefined && (equal(own, one) || (typeof own === 'object' && own !== null && includes(own, one)));
  });
}
