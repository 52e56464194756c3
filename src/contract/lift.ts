// OpenAPI 3.0 to 3.1, in the one place that knows both: everything behind it reads JSON Schema 2020-12 alone.
// What changed between the two is in the OpenAPI Initiative's migration guide: nullable, exclusive bounds, $ref siblings.
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { walk } from './grammar.ts';

type Schema = Record<string, Json>;

/** Lifts the document in place. A 3.1 or 3.2 document is left as it is. */
export function lift(document: JsonObject): void {
  if (typeof document.openapi !== 'string' || !document.openapi.startsWith('3.0')) return;
  walk({ kind: 'document', node: document, pointer: '' }, ({ kind, node }) => {
    if (kind === 'schema' && isObject(node)) liftSchema(node as Schema);
    return undefined;
  });
  (document as Schema).openapi = '3.1.0';
}

function liftSchema(schema: Schema): void {
  if (typeof schema.$ref === 'string') {
    // 3.0 says that siblings of $ref are ignored; 3.1 would apply them.
    for (const name of Object.keys(schema)) if (name !== '$ref') delete schema[name];
    return;
  }
  liftNullable(schema);
  liftBound(schema, 'minimum', 'exclusiveMinimum');
  liftBound(schema, 'maximum', 'exclusiveMaximum');
}

function liftNullable(schema: Schema): void {
  const { nullable, ...rest } = schema;
  delete schema.nullable;
  if (nullable !== true) return;
  if (typeof schema.type === 'string') schema.type = [schema.type, 'null'];
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null];
  const composed = ['allOf', 'oneOf', 'anyOf'].some((name) => Object.hasOwn(schema, name));
  if (schema.type === undefined && composed) {
    for (const name of Object.keys(schema)) delete schema[name];
    const { description, ...constraints } = rest;
    if (description !== undefined) schema.description = description;
    schema.anyOf = [constraints, { type: 'null' }];
  }
}

function liftBound(schema: Schema, bound: string, exclusive: string): void {
  if (typeof schema[exclusive] !== 'boolean') return;
  const limit = schema[bound];
  const applies = schema[exclusive] && limit !== undefined;
  delete schema[exclusive];
  if (!applies) return;
  schema[exclusive] = limit as Json;
  delete schema[bound];
}
