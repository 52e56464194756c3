// Names under which values stand that nobody else should read.
import { isObject, type Json } from './value.ts';

export const REDACTED = '[redacted]';

/** Names of headers, parameters and members that carry what nobody else should read. */
const SECRET =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie|.*(?:password|passwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential|assertion|signature).*)$/i;

/** Names that only look like a secret. */
const OPEN = /^(?:tokenType|token_type|expires.*|.*(?:Expir|expir|Count|count|Url|url|Uri|uri|Status|Type)\w*)$/;

export function isSecret(name: string): boolean {
  return SECRET.test(name) && !OPEN.test(name);
}

/** Whether a member somewhere inside has such a name. */
export function holdsSecret(value: Json): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  return isObject(value) && Object.entries(value).some(([name, inner]) => isSecret(name) || holdsSecret(inner));
}
