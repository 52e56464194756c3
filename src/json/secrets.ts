// Names of values that must not appear in logs and reports.
import { isObject, type Json } from './value.ts';

export const REDACTED = '[redacted]';

/** Names of headers, parameters and properties that contain a secret. */
const SECRET =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie|.*(?:password|passwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential|assertion|signature).*)$/i;

/** Names that only look like a secret. */
const NOT_SECRET = /^(?:tokenType|token_type|expires.*|.*(?:Expir|expir|Count|count|Url|url|Uri|uri|Status|Type)\w*)$/;

export function isSecret(name: string): boolean {
  return SECRET.test(name) && !NOT_SECRET.test(name);
}

/** True if a property at any depth has such a name. */
export function hasSecret(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  return isObject(value) && Object.entries(value).some(([name, inner]) => isSecret(name) || hasSecret(inner));
}
