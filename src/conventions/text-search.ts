// Searches for a text in a value and in everything nested in it, ignoring case.
import { isObject, type Json } from '../json/value.ts';

/** @param text in lower case @param isData false for the names of properties that are not searched */
export function containsText(
  value: Json | undefined,
  text: string,
  isData: (name: string) => boolean = () => true,
): boolean {
  if (typeof value === 'string' || typeof value === 'number') return String(value).toLowerCase().includes(text);
  if (Array.isArray(value)) return value.some((item) => containsText(item as Json, text, isData));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([name, inner]) => isData(name) && containsText(inner, text, isData));
}
