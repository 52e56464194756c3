// Older documents to OpenAPI 3.1, in the one place that knows both: everything behind it reads JSON Schema 2020-12 alone.
// What changed between the two is in the OpenAPI Initiative's migration guide: nullable, exclusive bounds, $ref siblings.
import type { Json, JsonObject } from '../json/value.ts';
import { liftSwagger } from './lift-swagger.ts';

type Schema = Record<string, Json>;

/** Lifts schemas one by one, while a walk comes to them. */
interface Lifter {
  /** Lifts a schema in place; tells what is written in a way that its version does not know, and is read as it was meant. */
  lift(schema: JsonObject): readonly string[];
  /** Marks the document as lifted, when the walk is over. */
  finish(): void;
}

/** Prepares a document to be lifted. What is no schema of Swagger 2.0 is lifted at once. */
export function openLifter(document: JsonObject): Lifter {
  liftSwagger(document);
  const old = String(document.openapi).startsWith('3.0');
  return {
    lift(schema) {
      if (old) liftSchema(schema as Schema);
      const meant = old ? NO_MESSAGES : fixHabits(schema as Schema);
      return schema.pattern === undefined ? meant : [...meant, ...translatePattern(schema as Schema)];
    },
    finish() {
      if (old) (document as Schema).openapi = '3.1.0';
    },
  };
}

const NO_MESSAGES: readonly string[] = [];

/** What authors of 3.1 documents write by habit of 3.0, or by YAML's habits. */
function fixHabits(schema: Schema): readonly string[] {
  const { type } = schema;
  if (typeof type === 'string' && !BOUNDS.some(([, exclusive]) => typeof schema[exclusive] === 'boolean'))
    return NO_MESSAGES;
  const messages: string[] = [];
  if ([type].flat().includes(null)) {
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
const DIALECT_REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  [/\\A/g, '^'],
  [/\\[zZ]/g, '$'],
  [/\(\?P</g, '(?<'],
  [/\[:alpha:\]/g, 'A-Za-z'],
  [/\[:digit:\]/g, '0-9'],
  [/\[:alnum:\]/g, '0-9A-Za-z'],
  [/\[:space:\]/g, '\\s'],
];

function translatePattern(schema: Schema): string[] {
  const { pattern } = schema;
  if (typeof pattern !== 'string' || compiles(pattern)) return [];
  const native = DIALECT_REPLACEMENTS.reduce((text, [foreign, ours]) => text.replace(foreign, ours), pattern);
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
