// Text of a request body to a JSON value (RFC 8259), refusing what later code must never meet: bytes that are no UTF-8,
// nesting deep enough to exhaust a stack, and members named like those every JavaScript object inherits.
import { isUtf8 } from 'node:buffer';
import { extend } from './pointer.ts';
import { isObject, type Json } from './value.ts';

/** Levels of arrays and objects that a body may nest. */
export const DEEPEST = 100;

export type ParseError = {
  readonly rule: 'utf8' | 'syntax' | 'depth' | 'name';
  readonly pointer: string;
  readonly message: string;
};
export type Parsed = { readonly value: Json } | { readonly fault: ParseError };

/** The names that `Object.prototype` gives to every object, `__proto__` and `constructor` among them. */
export const PROTOTYPE_NAMES: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/**
 * Parses one JSON text.
 * @param bytes the body as it came, a byte order mark allowed
 * @param allowed inherited names that the document itself declares as members, and which therefore pass
 */
export function parseJson(bytes: Buffer, allowed: ReadonlySet<string>): Parsed {
  if (!isUtf8(bytes)) return { fault: { rule: 'utf8', pointer: '', message: 'is not valid UTF-8' } };
  const text = bytes.toString('utf8');
  let value: Json;
  try {
    value = JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (error) {
    return { fault: { rule: 'syntax', pointer: '', message: `is not valid JSON: ${(error as SyntaxError).message}` } };
  }
  const fault = findParseError(value, allowed);
  return fault ? { fault } : { value };
}

/** What later code must never meet in a value: too deep nesting, or a member of an inherited name that is not `allowed`. */
export function findParseError(value: Json, allowed: ReadonlySet<string>): ParseError | undefined {
  return inspect(value, '', DEEPEST, allowed);
}

function inspect(value: Json, pointer: string, levels: number, allowed: ReadonlySet<string>): ParseError | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (levels === 0) return { rule: 'depth', pointer: '', message: `nests deeper than ${DEEPEST} levels` };
  if (!isObject(value)) {
    for (const [index, item] of (value as readonly Json[]).entries()) {
      if (typeof item !== 'object' || item === null) continue;
      const fault = inspect(item, extend(pointer, index), levels - 1, allowed);
      if (fault) return fault;
    }
    return undefined;
  }
  // Plain objects inherit nothing that is enumerated, and no list of names is made.
  for (const name in value) {
    if (PROTOTYPE_NAMES.has(name) && !allowed.has(name)) {
      return { rule: 'name', pointer: extend(pointer, name), message: 'is not a declared member' };
    }
    const member = value[name];
    if (typeof member !== 'object' || member === null) continue;
    const fault = inspect(member, extend(pointer, name), levels - 1, allowed);
    if (fault) return fault;
  }
  return undefined;
}
