// Text for headers (RFC 9110, section 5.5), whatever a document or a client has put into it.

/** The text with all characters replaced that a header cannot contain. */
export function fieldValue(text: string): string {
  return text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}

/** Whether a text is a valid header name (RFC 9110, section 5.1). */
export function isFieldName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(name);
}
