// Parses the text of a request body as JSON (RFC 8259). It refuses input that later code cannot handle: bytes that are
// not valid UTF-8, nesting that exhausts the stack, properties with a name that every JavaScript object inherits, and numbers that
// become infinite.
import { isUtf8 } from 'node:buffer';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';
import { appendTokens } from './pointer.ts';
import { isObject, type Json } from './value.ts';

export type ParseError = {
  readonly rule: 'utf8' | 'syntax' | 'depth' | 'properties' | 'name' | 'number';
  readonly pointer: string;
  readonly message: string;
};
export type ParseResult = { readonly value: Json } | { readonly error: ParseError };

/** The names that every object inherits from `Object.prototype`, such as `__proto__` and `constructor`. */
export const PROTOTYPE_NAMES: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** The limits that a parsed body has to meet. */
type BodyLimits = Pick<Limits, 'nesting' | 'properties'>;

/**
 * @param bytes the body as received; a byte order mark is allowed
 * @param allowed inherited names that the document declares as properties, and that are therefore accepted
 * @param limits the maximum depth of nested arrays and objects, and the maximum number of properties
 */
export function parseJson(
  bytes: Buffer,
  allowed: ReadonlySet<string>,
  limits: BodyLimits = DEFAULT_LIMITS,
): ParseResult {
  if (!isUtf8(bytes)) return { error: { rule: 'utf8', pointer: '', message: 'is not valid UTF-8' } };
  const text = bytes.toString('utf8');
  let value: Json;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (cause) {
    return { error: { rule: 'syntax', pointer: '', message: `is not valid JSON: ${(cause as SyntaxError).message}` } };
  }
  const error = findParseError(value, allowed, limits);
  return error ? { error: error } : { value };
}

/** The properties that the value being inspected can still have. */
let left = 0;

/**
 * Returns an error if the value exceeds a limit, has a property with an inherited name that is not `allowed`, or a number that is
 * not finite.
 */
export function findParseError(
  value: Json,
  allowed: ReadonlySet<string>,
  { nesting, properties }: BodyLimits = DEFAULT_LIMITS,
): ParseError | undefined {
  left = properties;
  const error = inspect(value, '', nesting, allowed);
  if (error === TOO_MANY) return { ...error, message: `has more than ${count(properties)} properties` };
  return error === TOO_DEEP ? { ...error, message: `nests deeper than ${nesting} levels` } : error;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}

const TOO_DEEP: ParseError = { rule: 'depth', pointer: '', message: 'nests too deep' };
const TOO_MANY: ParseError = { rule: 'properties', pointer: '', message: 'has too many properties' };

/** A number such as 1e400 is JSON, but no number of JavaScript, and could not be written as JSON again. */
function isUnusable(value: Json | undefined): boolean {
  return typeof value === 'number' && !Number.isFinite(value);
}

function unusableNumber(pointer: string): ParseError {
  return { rule: 'number', pointer, message: 'is not a number below 1.8e308' };
}

function inspect(value: Json, pointer: string, levels: number, allowed: ReadonlySet<string>): ParseError | undefined {
  if (typeof value !== 'object' || value === null) return isUnusable(value) ? unusableNumber(pointer) : undefined;
  if (levels === 0) return TOO_DEEP;
  if (!isObject(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) {
      if (typeof item !== 'object' || item === null) {
        if (isUnusable(item)) return unusableNumber(appendTokens(pointer, index));
        continue;
      }
      const error = inspect(item, appendTokens(pointer, index), levels - 1, allowed);
      if (error) return error;
    }
    return undefined;
  }
  // Plain objects inherit no enumerable property, so `for in` is safe. It allocates no list of names.
  for (const name in value) {
    left -= 1;
    if (left < 0) return TOO_MANY;
    if (PROTOTYPE_NAMES.has(name) && !allowed.has(name)) {
      return { rule: 'name', pointer: appendTokens(pointer, name), message: 'is not declared' };
    }
    const inner = value[name] as Json;
    if (typeof inner !== 'object' || inner === null) {
      if (isUnusable(inner)) return unusableNumber(appendTokens(pointer, name));
      continue;
    }
    const error = inspect(inner, appendTokens(pointer, name), levels - 1, allowed);
    if (error) return error;
  }
  return undefined;
}
