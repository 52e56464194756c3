// Operations whose method has no field in a path item of OpenAPI 3.1, for example QUERY. openapi-typescript prints no type for them,
// so each becomes the GET operation of a path that is left out of the printed types of paths.
import { METHODS } from '../contract/document/grammar.ts';
import { appendTokens } from '../json/pointer.ts';
import { isObject, type JsonObject, type MutableObject } from '../json/value.ts';

/** The methods for which openapi-typescript prints types. */
const PRINTED: ReadonlySet<string> = new Set(METHODS.filter((method) => method !== 'query'));

/** Starts the path of each operation that was moved. No path of a document starts without a slash. */
export const EXTRA = 'extra:';

/** Whether a method has a field of its own in the types of a path. @param method in upper case */
export function hasOwnField(method: string): boolean {
  return PRINTED.has(method.toLowerCase()) && method === method.toUpperCase();
}

/** Changes the document in place. */
export function moveExtraMethods(document: JsonObject): void {
  if (!isObject(document.paths)) return;
  for (const [path, item] of Object.entries(document.paths)) {
    if (!isObject(item)) continue;
    const { query, additionalOperations, parameters } = item;
    const extra = {
      ...(query !== undefined && { query }),
      ...(isObject(additionalOperations) && additionalOperations),
    };
    for (const [method, operation] of Object.entries(extra)) {
      const moved = { ...(parameters !== undefined && { parameters }), get: operation };
      (document.paths as MutableObject)[`${EXTRA}${appendTokens('', method, path)}`] = moved;
    }
    delete (item as MutableObject).query;
    delete (item as MutableObject).additionalOperations;
  }
}
