// Reads the properties of an object from its schema, through `$ref`, allOf and other compositions.
import { decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

/** Applicators whose schemas apply to the same value as the schema around them (JSON Schema 2020-12, section 10.2). */
export const SAME_VALUE = ['allOf', 'oneOf', 'anyOf', 'if', 'then', 'else'] as const;

/** One property that a schema declares. */
export interface Property {
  readonly name: string;
  readonly schema: Json;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

/** All schema objects that apply to the same value as `schema`, itself first, each once. */
export function sameValueSchemas(document: JsonObject, schema: Json): readonly JsonObject[] {
  const found = new Set<JsonObject>();
  const queue: Json[] = [schema];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (!isObject(next) || found.has(next)) continue;
    found.add(next);
    if (typeof next.$ref === 'string') queue.push(valueAt(document, decodeFragment(next.$ref.slice(1))) ?? {});
    for (const keyword of SAME_VALUE) {
      const inner = next[keyword];
      if (inner !== undefined) queue.push(...(Array.isArray(inner) ? inner : [inner]));
    }
  }
  return [...found];
}

/** True if a schema, or a schema that applies to the same value, is marked `readOnly` or `writeOnly`. */
export function isMarkedAs(document: JsonObject, schema: Json, mark: 'readOnly' | 'writeOnly'): boolean {
  return sameValueSchemas(document, schema).some((part) => part[mark] === true);
}

/**
 * The properties that a schema declares, in the order of the document. The first declaration of a name provides its
 * schema.
 */
export function propertiesOf(document: JsonObject, schema: Json): readonly Property[] {
  const properties = new Map<string, Property>();
  for (const part of sameValueSchemas(document, schema)) {
    for (const [name, declared] of Object.entries(isObject(part.properties) ? part.properties : {})) {
      const before = properties.get(name);
      properties.set(name, {
        name,
        schema: before?.schema ?? declared,
        readOnly: before?.readOnly || isMarkedAs(document, declared, 'readOnly'),
        writeOnly: before?.writeOnly || isMarkedAs(document, declared, 'writeOnly'),
      });
    }
  }
  return [...properties.values()];
}

/** The JSON types that a schema allows; undefined if it names none. */
export function typesOf(document: JsonObject, schema: Json): readonly string[] | undefined {
  for (const { type } of sameValueSchemas(document, schema)) {
    if (type !== undefined) return [type].flat() as string[];
  }
  return undefined;
}
