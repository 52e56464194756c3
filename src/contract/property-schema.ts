// Which schema of the document judges a value that lies inside another one.
import { extend, tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type JsonObject } from '../json/value.ts';
import { decodeFragment } from './bundle.ts';
import { SAME_VALUE } from './properties.ts';

/**
 * The pointer of the schema of a member, an item or anything further inside; undefined where nothing is declared there.
 * Of branches that all declare it the first one is taken.
 * @param schema pointer of the schema of the whole
 * @param inside pointer into a value of that schema
 */
export function schemaInside(document: JsonObject, schema: string, inside: string): string | undefined {
  let at: string | undefined = schema;
  for (const token of tokensOf(inside)) {
    if (at === undefined) return undefined;
    at = schemaOfProperty(document, at, token);
  }
  return at;
}

function schemaOfProperty(document: JsonObject, schema: string, token: string): string | undefined {
  const alike = new Set([schema]);
  for (const at of alike) {
    const value = valueAt(document, at);
    if (!isObject(value)) continue;
    const { $ref: reference, properties, prefixItems, items, additionalProperties } = value;
    if (isObject(properties) && Object.hasOwn(properties, token)) return extend(at, 'properties', token);
    if (Array.isArray(prefixItems) && /^\d+$/.test(token) && Number(token) < prefixItems.length)
      return extend(at, 'prefixItems', token);
    if (isObject(items) && /^\d+$/.test(token)) return extend(at, 'items');
    if (isObject(additionalProperties)) return extend(at, 'additionalProperties');
    if (typeof reference === 'string') alike.add(decodeFragment(reference.slice(1)));
    for (const keyword of SAME_VALUE) {
      const inner = value[keyword];
      if (Array.isArray(inner)) for (const index of inner.keys()) alike.add(extend(at, keyword, index));
      else if (isObject(inner)) alike.add(extend(at, keyword));
    }
  }
  return undefined;
}
