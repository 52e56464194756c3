// Parses JSON Web Tokens (RFC 7519). It does not verify signatures.
import { isObject, type JsonObject } from '../../json/value.ts';

export interface Jwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
}

/** Milliseconds by which the issuer's clock may be ahead. */
export const MAX_SKEW_MS = 300_000;

/** undefined if the text is not a signed JWT. An encrypted JWT cannot be read either. */
export function readJwt(text: string): Jwt | undefined {
  const parts = text.split('.', 4);
  if (parts.length !== 3) return undefined;
  const [header, claims] = parts.slice(0, 2).map(jsonObjectIn);
  return header && claims ? { header, claims } : undefined;
}

function jsonObjectIn(part: string): JsonObject | undefined {
  if (!/^[\w-]+$/.test(part)) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    // Text with two dots is not necessarily a JWT.
    return undefined;
  }
}

/** A string claim. undefined if it is missing or of another type. */
export function textIn(claims: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** A time claim, in milliseconds. undefined if it is missing or of another type. */
export function timeIn(claims: JsonObject, name: string): number | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return typeof value === 'number' ? value * 1000 : undefined;
}
