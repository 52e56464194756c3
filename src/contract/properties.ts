// What a schema says about the members of the object it describes, read through `$ref`, allOf and the like.
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { decodeFragment } from './bundle.ts';

/** Applicators whose schemas judge the same value as the schema they stand in (JSON Schema 2020-12, section 10.2). */
export const SAME_VALUE = ['allOf', 'oneOf', 'anyOf', 'if', 'then', 'else'] as const;

/** One member that a schema declares. */
export interface Property {
  readonly name: string;
  readonly schema: Json;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

/** All schema objects that judge the same value as `schema`, itself first, each once. */
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

/** True where a schema, or what it refers to, is marked `readOnly` or `writeOnly`. */
export function isMarkedAs(document: JsonObject, schema: Json, mark: 'readOnly' | 'writeOnly'): boolean {
  return sameValueSchemas(document, schema).some((part) => part[mark] === true);
}

/** The members that a schema declares, in the order of the document; the first declaration of a name gives its schema. */
export function propertiesOf(document: JsonObject, schema: Json): readonly Property[] {
  const members = new Map<string, Property>();
  for (const part of sameValueSchemas(document, schema)) {
    for (const [name, member] of Object.entries(isObject(part.properties) ? part.properties : {})) {
      const before = members.get(name);
      members.set(name, {
        name,
        schema: before?.schema ?? member,
        readOnly: before?.readOnly || isMarkedAs(document, member, 'readOnly'),
        writeOnly: before?.writeOnly || isMarkedAs(document, member, 'writeOnly'),
      });
    }
  }
  return [...members.values()];
}

/** The JSON types that a schema admits, or undefined where it does not say. */
export function typesOf(document: JsonObject, schema: Json): readonly string[] | undefined {
  for (const { type } of sameValueSchemas(document, schema)) {
    if (type !== undefined) return [type].flat() as string[];
  }
  return undefined;
}
