// Removes secrets from what a recording writes to files: the values of properties, fields and parameters whose names say so,
// credentials in texts, and every secret that a request sent.
import { isSecret, REDACTED, withoutCardNumbers } from '../json/secrets.ts';
import { isObject, type Json, setProperty } from '../json/value.ts';
import { redactUrlsIn } from '../report/exchange-view.ts';

/** A credential in a text: after its scheme (RFC 9110, section 11.4), or a JSON Web Token. */
const CREDENTIAL = /\b(Bearer|Basic|Digest|Negotiate)\s+[\w.~+/=-]{6,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/gi;

/** Shorter secrets are not searched for in other texts: they can be a part of anything. */
const MIN_LENGTH = 8;

export class Redactor {
  readonly #secrets = new Set<string>();

  /** Remembers a secret that was sent, so that it is removed from every text. */
  add(secret: string): void {
    if (secret.length >= MIN_LENGTH) this.#secrets.add(secret);
  }

  /** Remembers all secrets in a body. */
  addFrom(value: Json | undefined, isInSecret = false): void {
    if (typeof value === 'string' && isInSecret && value !== REDACTED) this.add(value);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value))
      this.addFrom(inner as Json, isInSecret || (!Array.isArray(value) && isSecret(name)));
  }

  /** A value without secrets. Only texts are replaced, so that it keeps its shape. */
  value(value: Json, isInSecret = false): Json {
    if (typeof value === 'string') return isInSecret ? REDACTED : this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.value(item, isInSecret));
    if (!isObject(value)) return value;
    const result: Record<string, Json> = {};
    for (const [name, inner] of Object.entries(value))
      setProperty(result, name, this.value(inner, isInSecret || isSecret(name)));
    return result;
  }

  text(text: string): string {
    let result = withoutCardNumbers(redactUrlsIn(text, NO_NAMES)).replace(
      CREDENTIAL,
      (_all, scheme: string | undefined) => (scheme === undefined ? REDACTED : `${scheme} ${REDACTED}`),
    );
    for (const secret of this.#secrets) if (result.includes(secret)) result = result.replaceAll(secret, REDACTED);
    return result;
  }
}

const NO_NAMES: ReadonlySet<string> = new Set();
