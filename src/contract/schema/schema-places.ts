// Finds the pointers of schemas inside a schema. Validators are identified by pointer, so code that validates parts of a
// representation needs pointers and not only schemas.
import { appendTokens, decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type JsonObject } from '../../json/value.ts';
import { type Resolved, schemaPointer } from '../document/resolve.ts';
import { SAME_VALUE } from './properties.ts';

/** The schema objects that apply to the same value as the one at `pointer`, itself first, with their pointers. */
export function sameValuePlaces(document: JsonObject, pointer: string): readonly Resolved<JsonObject>[] {
  const found = new Map<string, JsonObject>();
  const queue = [pointer];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const value = valueAt(document, at);
    if (!isObject(value) || found.has(at)) continue;
    found.set(at, value);
    if (typeof value.$ref === 'string') queue.push(decodeFragment(value.$ref.slice(1)));
    for (const keyword of SAME_VALUE) {
      const inner = value[keyword];
      if (Array.isArray(inner)) queue.push(...inner.map((_, index) => appendTokens(at as string, keyword, index)));
      else if (inner !== undefined) queue.push(appendTokens(at, keyword));
    }
  }
  return [...found].map(([at, value]) => ({ pointer: at, value }));
}

/** The pointers of the properties' schemas by name, in the order of the document, after following references. */
export function propertyPlaces(document: JsonObject, pointer: string): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const { pointer: at, value } of sameValuePlaces(document, pointer)) {
    for (const name of Object.keys(isObject(value.properties) ? value.properties : {})) {
      if (!properties.has(name)) properties.set(name, schemaPointer(document, appendTokens(at, 'properties', name)));
    }
  }
  return properties;
}

/** The pointer of the schema of an array's items, after following references. */
export function itemsPlace(document: JsonObject, pointer: string): string | undefined {
  const holder = sameValuePlaces(document, pointer).find(({ value }) => isObject(value.items));
  return holder && schemaPointer(document, appendTokens(holder.pointer, 'items'));
}

/** The types that a schema and its compositions name. Empty if they name none. */
export function typesAt(document: JsonObject, pointer: string): ReadonlySet<string> {
  const parts = sameValuePlaces(document, pointer).map(({ value }) => value);
  const named = new Set(parts.flatMap(({ type }) => (type === undefined ? [] : ([type].flat() as string[]))));
  if (named.size > 0) return named;
  if (parts.some(({ properties }) => properties !== undefined)) return new Set(['object']);
  return new Set(parts.some(({ items }) => items !== undefined) ? ['array'] : []);
}
