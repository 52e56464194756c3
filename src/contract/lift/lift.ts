// Lifts older documents to OpenAPI 3.1. All other code reads only JSON Schema 2020-12. The migration guide of the OpenAPI
// Initiative lists the changes between 3.0 and 3.1: nullable, exclusive bounds, siblings of $ref.
import type { Json, JsonObject, MutableObject } from '../../json/value.ts';
import { liftSwagger } from './lift-swagger.ts';

/** Lifts schemas one by one, in the order of a walk. */
interface Lifter {
  /**
   * Lifts a schema in place. Returns a message for each keyword that its version does not allow and that is read as
   * intended.
   */
  lift(schema: JsonObject): readonly string[];
  /** Marks the document as lifted, after the walk. */
  finish(): void;
}

/** Prepares a document to be lifted. The parts of Swagger 2.0 that are not schemas are lifted at once. */
export function openLifter(document: JsonObject): Lifter {
  liftSwagger(document);
  const old = String(document.openapi).startsWith('3.0');
  return {
    lift(schema) {
      if (old) liftSchema(schema as MutableObject);
      const messages = old ? NO_MESSAGES : fixHabits(schema as MutableObject);
      return schema.pattern === undefined ? messages : [...messages, ...translatePattern(schema as MutableObject)];
    },
    finish() {
      if (old) (document as MutableObject).openapi = '3.1.0';
    },
  };
}

const NO_MESSAGES: readonly string[] = [];

/** Fixes what authors of 3.1 documents write out of habit from 3.0 or from YAML. */
function fixHabits(schema: MutableObject): readonly string[] {
  const { type } = schema;
  if (typeof type === 'string' && !BOUNDS.some(([, exclusive]) => typeof schema[exclusive] === 'boolean'))
    return NO_MESSAGES;
  const messages: string[] = [];
  if ([type].flat().includes(null)) {
    schema.type = Array.isArray(schema.type) ? schema.type.map((type) => type ?? 'null') : 'null';
    messages.push('the type null has no quotes; it is read as "null"');
  }
  for (const [bound, exclusive] of BOUNDS) {
    if (typeof schema[exclusive] !== 'boolean') continue;
    liftBound(schema, bound, exclusive);
    messages.push(`${exclusive} is a boolean; it is read as in OpenAPI 3.0`);
  }
  return messages;
}

/** Anchors, groups and classes of other dialects of regular expressions, and their form in ECMA-262. */
const DIALECT_REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  [/\\A/g, '^'],
  [/\\[zZ]/g, '$'],
  [/\(\?P</g, '(?<'],
  [/\[:alpha:\]/g, 'A-Za-z'],
  [/\[:digit:\]/g, '0-9'],
  [/\[:alnum:\]/g, '0-9A-Za-z'],
  [/\[:space:\]/g, '\\s'],
];

function translatePattern(schema: MutableObject): string[] {
  const { pattern } = schema;
  if (typeof pattern !== 'string' || compiles(pattern)) return [];
  const native = DIALECT_REPLACEMENTS.reduce((text, [foreign, own]) => text.replace(foreign, own), pattern);
  if (native === pattern || !compiles(native)) return [];
  schema.pattern = native;
  return [`the pattern ${pattern} is not ECMA-262; it is read as ${native}`];
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

function liftSchema(schema: MutableObject): void {
  if (typeof schema.$ref === 'string') {
    // OpenAPI 3.0 ignores siblings of $ref; 3.1 would apply them.
    for (const name of Object.keys(schema)) if (name !== '$ref') delete schema[name];
    return;
  }
  liftNullable(schema);
  for (const [bound, exclusive] of BOUNDS) liftBound(schema, bound, exclusive);
}

function liftNullable(schema: MutableObject): void {
  if (schema.nullable === undefined) return;
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

function liftBound(schema: MutableObject, bound: string, exclusive: string): void {
  if (typeof schema[exclusive] !== 'boolean') return;
  const limit = schema[bound];
  const applies = schema[exclusive] && limit !== undefined;
  delete schema[exclusive];
  if (!applies) return;
  schema[exclusive] = limit as Json;
  delete schema[bound];
}
