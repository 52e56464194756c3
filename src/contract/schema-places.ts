// Schemas by pointer: what lies inside a schema, where it stands. Validators are asked for by pointer, so what looks into
// representations needs to know the places and not only the schemas.
import { extend, valueAt } from '../json/pointer.ts';
import { isObject, type JsonObject } from '../json/value.ts';
import { decodeFragment } from './bundle.ts';
import { SAME_VALUE } from './properties.ts';
import { type Resolved, schemaPointer } from './resolve.ts';

/** The schema objects that judge the same value as the one at `pointer`, itself first, each with its own pointer. */
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
      if (Array.isArray(inner)) queue.push(...inner.map((_, index) => extend(at as string, keyword, index)));
      else if (inner !== undefined) queue.push(extend(at, keyword));
    }
  }
  return [...found].map(([at, value]) => ({ pointer: at, value }));
}

/** The pointers of the members' schemas by name, in the document's order, references followed. */
export function propertyPlaces(document: JsonObject, pointer: string): ReadonlyMap<string, string> {
  const members = new Map<string, string>();
  for (const { pointer: at, value } of sameValuePlaces(document, pointer)) {
    for (const name of Object.keys(isObject(value.properties) ? value.properties : {})) {
      if (!members.has(name)) members.set(name, schemaPointer(document, extend(at, 'properties', name)));
    }
  }
  return members;
}

/** The pointer of the schema that an array's items have, references followed. */
export function itemsPlace(document: JsonObject, pointer: string): string | undefined {
  const holder = sameValuePlaces(document, pointer).find(({ value }) => isObject(value.items));
  return holder && schemaPointer(document, extend(holder.pointer, 'items'));
}

/** The types that a schema names, in itself or in what it is composed of; none where it says nothing. */
export function typesAt(document: JsonObject, pointer: string): ReadonlySet<string> {
  const parts = sameValuePlaces(document, pointer).map(({ value }) => value);
  const named = new Set(parts.flatMap(({ type }) => (type === undefined ? [] : ([type].flat() as string[]))));
  if (named.size > 0) return named;
  if (parts.some(({ properties }) => properties !== undefined)) return new Set(['object']);
  return new Set(parts.some(({ items }) => items !== undefined) ? ['array'] : []);
}
