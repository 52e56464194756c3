// Values in error messages.

/** A value as an error message shows it. It leaves out the user name and the password of a URL. */
export function textOfValue(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (value instanceof Date && Number.isNaN(value.getTime())) return 'an invalid date';
  const text = jsonOf(value) ?? String(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

/** A value in a message about its type: `a list`, `an object`, or the value itself. */
export function kindOfValue(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : textOfValue(value);
}

/** Undefined for what JSON cannot represent, such as a stream. */
function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value, (_, inner) => (typeof inner === 'string' ? withoutUserInfo(inner) : inner));
  } catch {
    return undefined;
  }
}

/** A text without what can be the user name and the password of a URL. */
function withoutUserInfo(text: string): string {
  return text.replace(/^(?:(.*?:\/\/).*|.*:.*)@/s, '$1…@');
}

/** Characters of a value in an error message. */
const MAX_SHOWN = 80;
