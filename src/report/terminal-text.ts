// Texts of clients and documents for a terminal, which can also show a report. Control characters in them are escaped, because a terminal obeys them.

/** A text on one line. */
export function terminalLine(text: string): string {
  return escapeControls(text.replace(/\s*\n\s*/g, ' '));
}

/** Escapes control characters, line breaks included: `\x1b`. */
export function escapeControls(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => `\\x${hexOf(character, 2)}`);
}

/** A value as JSON. JSON.stringify alone does not escape the control characters from U+007F to U+009F. */
export function terminalJson(value: object, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(/[\x7f-\x9f]/g, (character) => `\\u${hexOf(character, 4)}`);
}

function hexOf(character: string, length: number): string {
  return character.charCodeAt(0).toString(16).padStart(length, '0');
}
