// Names of values that must not appear in logs and reports.
import { isObject, type Json } from './value.ts';

export const REDACTED = '[redacted]';

// Names come from clients and can be long. These patterns read a name in linear time.

/** Names of headers that contain a secret. */
const SECRET_HEADER = /^(?:(?:proxy-)?authorization|(?:set-)?cookie)$/i;

/** Parts of the names of headers, query parameters, form fields and properties that contain a secret. */
const SECRET_PART =
  /password|passwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential|assertion|signature/i;

/** Names that only look like a secret. */
const NOT_SECRET = /^(?:tokenType$|token_type$|expires)/;

/** Parts of the last word of such a name. */
const NOT_SECRET_PART = /Expir|expir|Count|count|Url|url|Uri|uri|Status|Type/;

/** Names of query parameters and form fields that also contain a secret. A property with such a name is usually something else. */
const SECRET_FIELD =
  /^(?:sig|hmac|code|(?:auth|authorization|device|user)_code|code_verifier|session(?:[-_]?id)?|[a-z]*sessid|sid|otp|jwt|pwd|pass)$/i;

export function isSecret(name: string): boolean {
  if (SECRET_HEADER.test(name)) return true;
  return SECRET_PART.test(name) && !NOT_SECRET.test(name) && !NOT_SECRET_PART.test(name.split(/\W/).at(-1) ?? '');
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
