// Reads JSON that a query parameter contains as text, such as `filter={"status":"open"}`.
import { parseJson } from '../../json/parse.ts';
import type { Json } from '../../json/value.ts';

const NO_NAMES: ReadonlySet<string> = new Set();

/** The value of a JSON text. Undefined for other texts, and for values that nest too deep. */
export function jsonIn(text: string): Json | undefined {
  const parsed = parseJson(Buffer.from(text), NO_NAMES);
  return 'value' in parsed ? parsed.value : undefined;
}
