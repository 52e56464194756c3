// Header fields (RFC 9110, section 5) from a document, a client, a stub or a handler.

const NOT_IN_FIELD = /[^\t\x20-\x7e\x80-\xff]/;

/** The text with all characters replaced that a header cannot contain. */
export function fieldValue(text: string): string {
  return NOT_IN_FIELD.test(text) ? text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?') : text;
}

/** Whether a text is a valid header name (RFC 9110, section 5.1). */
export function isFieldName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(name);
}

/** Headers of a message on the wire (RFC 9110, section 7.6.1, and RFC 9112, section 6). The HTTP server alone sets them. */
const FRAMING: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Whether only the HTTP server sets a header. */
export function isFraming(name: string): boolean {
  return FRAMING.has(name.toLowerCase());
}

/** Why a response cannot have one of these headers, to be read after its subject; undefined if it can have all of them. */
export function headersProblem(headers: Readonly<Record<string, unknown>>): string | undefined {
  for (const [name, value] of Object.entries(headers)) {
    const shown = JSON.stringify(name);
    if (!isFieldName(name)) return `must not contain ${shown}: it is not a valid header name`;
    if (isFraming(name)) return `must not contain ${shown}: the server itself sets it`;
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (!values.every(isFieldValue)) return `must not contain ${shown} with a value that is not valid in a header`;
  }
  return undefined;
}

function isFieldValue(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && fieldValue(value) === value);
}

/** RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5: responses with these statuses have no content. */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
