// Finds the schema for a value inside another value.
import { appendTokens, decodeFragment, tokensOf, valueAt } from '../../json/pointer.ts';
import { isObject, type JsonObject } from '../../json/value.ts';
import { SAME_VALUE } from './properties.ts';

/**
 * The pointer of the schema for a property or an item at any depth; undefined if none is declared. If several branches
 * declare it, the first one is used.
 * @param schema pointer of the schema of the whole value
 * @param inside pointer into the value
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
  const sameValue = new Set([schema]);
  for (const at of sameValue) {
    const value = valueAt(document, at);
    if (!isObject(value)) continue;
    const { $ref: reference, properties, prefixItems, items, additionalProperties } = value;
    if (isObject(properties) && Object.hasOwn(properties, token)) return appendTokens(at, 'properties', token);
    if (Array.isArray(prefixItems) && /^\d+$/.test(token) && Number(token) < prefixItems.length)
      return appendTokens(at, 'prefixItems', token);
    if (isObject(items) && /^\d+$/.test(token)) return appendTokens(at, 'items');
    if (isObject(additionalProperties)) return appendTokens(at, 'additionalProperties');
    if (typeof reference === 'string') sameValue.add(decodeFragment(reference.slice(1)));
    for (const keyword of SAME_VALUE) {
      const inner = value[keyword];
      if (Array.isArray(inner)) for (const index of inner.keys()) sameValue.add(appendTokens(at, keyword, index));
      else if (isObject(inner)) sameValue.add(appendTokens(at, keyword));
    }
  }
  return undefined;
}
