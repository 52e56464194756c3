// Text that may stand in a header (RFC 9110, section 5.5), whatever a document or a client has put into it.

/** The text with what no field value may hold replaced. */
export function fieldValue(text: string): string {
  return text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}

/** True for what may be the name of a field (RFC 9110, section 5.1). */
export function isFieldName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(name);
}
