// Reads a schema that is passed as a value. Each function reads one part of its schema view.
import type { Json, JsonObject } from '../../json/value.ts';
import { type SchemaProperty, schemaViewOf } from './schema-view.ts';

export type Property = SchemaProperty;

/** All schema objects that apply to the same value as `schema`, itself first, each once. */
export function sameValueSchemas(document: JsonObject, schema: Json): readonly JsonObject[] {
  return schemaViewOf(document, schema).parts.map(({ value }) => value);
}

/** True if a schema, or a schema that applies to the same value, is marked `readOnly` or `writeOnly`. */
export function isMarkedAs(document: JsonObject, schema: Json, mark: 'readOnly' | 'writeOnly'): boolean {
  return schemaViewOf(document, schema)[mark];
}

/**
 * The properties that a schema declares, in the order of the document. The first declaration of a name provides its
 * schema.
 */
export function propertiesOf(document: JsonObject, schema: Json): readonly SchemaProperty[] {
  return [...schemaViewOf(document, schema).properties.values()];
}

/** The JSON types that a schema allows; undefined if it names none. */
export function typesOf(document: JsonObject, schema: Json): readonly string[] | undefined {
  const type = schemaViewOf(document, schema).first('type');
  return type === undefined ? undefined : ([type].flat() as string[]);
}
