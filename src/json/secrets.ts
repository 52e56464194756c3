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

/** Names of values on a payment card. */
const CARD_FIELD =
  /^(?:pan|cvv2?|cvc2?|csc|(?:security|card)[-_]?code|(?:(?:credit|debit)[-_]?)?card[-_]?(?:number|no)|(?:credit|debit)[-_]?card)$/i;

export function isSecret(name: string): boolean {
  if (SECRET_HEADER.test(name) || CARD_FIELD.test(name)) return true;
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

/** What looks like the number of a payment card: the first digits of an issuer, then groups of digits. */
const CARD_NUMBER = /(?<![\w.-])(?:4|5[1-5]|2[2-7]|3[04-8]|6[04-9])\d{1,3}(?:[ -]?\d{2,6}){2,5}(?![\w.-]*\d)/g;

/** A text without the numbers of payment cards, whatever the name of the value is. */
export function withoutCardNumbers(text: string): string {
  return text.replace(CARD_NUMBER, (number) => (isCardNumber(number.replace(/\D/g, '')) ? REDACTED : number));
}

/** The check digit of ISO/IEC 7812-1, Annex B. */
function isCardNumber(digits: string): boolean {
  if (digits.length < 14 || digits.length > 19) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
