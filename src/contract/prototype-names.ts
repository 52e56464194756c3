// Members that a document declares although every JavaScript object inherits something of that name.
import { PROTOTYPE_NAMES } from '../json/parse.ts';
import type { JsonObject } from '../json/value.ts';

const NAMED = new RegExp(`(?:${[...PROTOTYPE_NAMES].join('|')})`);

/** False for a text that cannot declare any, so that nothing needs to be looked through. */
export function canHavePrototypeNames(text: string): boolean {
  return NAMED.test(text);
}

/** The names declared as members anywhere in the document that every JavaScript object inherits too. */
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
