// What a JSON Web Token says (RFC 7519), read without asking who signed it.
import { isObject, type JsonObject } from '../../json/value.ts';

export interface Jwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** Milliseconds by which the clock of who issued one may be ahead. */
export const SKEW = 300_000;

/** @returns undefined for a text that is none, as an encrypted one is not to us */
export function readJwt(text: string): Jwt | undefined {
  const parts = text.split('.', 4);
  if (parts.length !== 3) return undefined;
  const [header, claims] = parts.slice(0, 2).map(objectIn);
  return header && claims ? { header, claims } : undefined;
}

function objectIn(part: string): JsonObject | undefined {
  if (!/^[\w-]+$/.test(part)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    // Three words with dots between them are a text like any other.
    return undefined;
  }
}

/** A claim that is a text. */
export function textIn(claims: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** A claim that is a moment, in milliseconds. */
export function momentIn(claims: JsonObject, name: string): number | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === 'number' ? value * 1000 : undefined;
}
