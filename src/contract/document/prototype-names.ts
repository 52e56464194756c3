// Finds the properties that a document declares although every JavaScript object inherits a property with that name.
import { PROTOTYPE_NAMES } from '../../json/parse.ts';
import type { JsonObject } from '../../json/value.ts';

const ANY_PROTOTYPE_NAME = new RegExp(`(?:${[...PROTOTYPE_NAMES].join('|')})`);

/** False if the text contains none of these names, so that the document does not have to be searched. */
export function canHavePrototypeNames(text: string): boolean {
  return ANY_PROTOTYPE_NAME.test(text);
}

/** The inherited names that the document uses anywhere. */
export function prototypeNamesIn(document: JsonObject): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<object>();
  const queue: unknown[] = [document];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    for (const name of Object.keys(node)) {
      const value = (node as Record<string, unknown>)[name];
      if (PROTOTYPE_NAMES.has(name)) found.add(name);
      if (typeof value === 'string' && PROTOTYPE_NAMES.has(value)) found.add(value);
      if (typeof value === 'object' && value !== null) queue.push(value);
    }
  }
  return found;
}
