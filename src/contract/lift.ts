// Older documents to OpenAPI 3.1, in the one place that knows both: everything behind it reads JSON Schema 2020-12 alone.
// What changed between the two is in the OpenAPI Initiative's migration guide: nullable, exclusive bounds, $ref siblings.
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Warning } from './doubts.ts';
import { walk } from './grammar.ts';
import { liftSwagger } from './lift-swagger.ts';
import { targetOf } from './resolve.ts';

type Schema = Record<string, Json>;

/**
 * Lifts the document in place.
 * @returns what was written in a way that its version does not know, and is read as it was meant
 */
export function lift(document: JsonObject): readonly Warning[] {
  liftSwagger(document);
  const old = String(document.openapi).startsWith('3.0');
  const warnings: Warning[] = [];
  walk({ kind: 'document', node: document, pointer: '' }, (place) => {
    const target = targetOf(document, place);
    if (place.kind === 'schema' && isObject(place.node)) {
      if (old) liftSchema(place.node as Schema);
      else warnings.push(...mended(place.node as Schema).map((message) => ({ pointer: place.pointer, message })));
      warnings.push(...translated(place.node as Schema).map((message) => ({ pointer: place.pointer, message })));
    }
    return target && [target];
  });
  if (old) (document as Schema).openapi = '3.1.0';
  return warnings;
}

/** What authors of 3.1 documents write by habit of 3.0, or by YAML's habits. */
function mended(schema: Schema): string[] {
  const messages: string[] = [];
  if ([schema.type].flat().includes(null)) {
    schema.type = Array.isArray(schema.type) ? schema.type.map((type) => type ?? 'null') : 'null';
    messages.push('the type null is written without quotes; it is read as "null"');
  }
  for (const [bound, exclusive] of BOUNDS) {
    if (typeof schema[exclusive] !== 'boolean') continue;
    liftBound(schema, bound, exclusive);
    messages.push(`${exclusive} is true or false, as in OpenAPI 3.0; it is read so`);
  }
  return messages;
}

/** Anchors and groups of other dialects of regular expressions, in the words of ECMA-262. */
const DIALECT: readonly (readonly [RegExp, string])[] = [
  [/\\A/g, '^'],
  [/\\[zZ]/g, '$'],
  [/\(\?P</g, '(?<'],
  [/\[:alpha:\]/g, 'A-Za-z'],
  [/\[:digit:\]/g, '0-9'],
  [/\[:alnum:\]/g, '0-9A-Za-z'],
  [/\[:space:\]/g, '\\s'],
];

function translated(schema: Schema): string[] {
  const { pattern } = schema;
  if (typeof pattern !== 'string' || compiles(pattern)) return [];
  const native = DIALECT.reduce((text, [foreign, ours]) => text.replace(foreign, ours), pattern);
  if (native === pattern || !compiles(native)) return [];
  schema.pattern = native;
  return [`the pattern ${pattern} is of another dialect; it is read as ${native}`];
}

function compiles(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const BOUNDS = [
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
] as const;

function liftSchema(schema: Schema): void {
  if (typeof schema.$ref === 'string') {
    // 3.0 says that siblings of $ref are ignored; 3.1 would apply them.
    for (const name of Object.keys(schema)) if (name !== '$ref') delete schema[name];
    return;
  }
  liftNullable(schema);
  for (const [bound, exclusive] of BOUNDS) liftBound(schema, bound, exclusive);
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
