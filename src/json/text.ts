// JSON text of values. The text of a frozen value is created once: state is sent more often than it changes.
import type { Json } from './value.ts';

const texts = new WeakMap<object, string>();

/** A frozen value is deep-frozen, as every value of a store is. */
export function jsonText(value: Json): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  if (Object.isFrozen(value)) texts.set(value, text);
  return text;
}
