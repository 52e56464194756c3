// Names of values that must not appear in logs and reports.
import { isObject, type Json } from './value.ts';

export const REDACTED = '[redacted]';

/** Names of headers, query parameters, form fields and properties that contain a secret. */
const SECRET =
  /^(?:(?:proxy-)?authorization|(?:set-)?cookie|.*(?:password|passwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential|assertion|signature).*)$/i;

/** Names that only look like a secret. */
const NOT_SECRET = /^(?:tokenType|token_type|expires.*|.*(?:Expir|expir|Count|count|Url|url|Uri|uri|Status|Type)\w*)$/;

/** Names of query parameters and form fields that also contain a secret. A property with such a name is usually something else. */
const SECRET_FIELD =
  /^(?:sig|hmac|code|(?:auth|authorization|device|user)_code|code_verifier|session(?:[-_]?id)?|[a-z]*sessid|sid|otp|jwt|pwd|pass)$/i;

export function isSecret(name: string): boolean {
  return SECRET.test(name) && !NOT_SECRET.test(name);
}

/** Whether a query parameter or a form field contains a secret. */
export function isSecretField(name: string): boolean {
  return isSecret(name) || SECRET_FIELD.test(name);
}

/** True if a property at any depth has such a name. */
export function hasSecret(value: Json): boolean {
  if (Array.isArray(value)) return value.some(hasSecret);
  return isObject(value) && Object.entries(value).some(([name, inner]) => isSecret(name) || hasSecret(inner));
}
