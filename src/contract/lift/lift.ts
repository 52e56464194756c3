// Lifts older documents to OpenAPI 3.1. All other code reads only JSON Schema 2020-12. The migration guide of the OpenAPI
// Initiative lists the changes between 3.0 and 3.1: nullable, exclusive bounds, siblings of $ref.
import { appendTokens } from '../../json/pointer.ts';
import { isObject, type Json, type MutableObject } from '../../json/value.ts';
import type { Findings } from '../document/findings.ts';
import type { Visit } from '../document/grammar.ts';
import { liftHabits } from './habits.ts';
import { liftSwagger } from './lift-swagger.ts';
import { liftMediaTypes } from './media-type-names.ts';
import { readPattern } from './pattern-dialects.ts';
import { type RepairContext, repair } from './repair.ts';

/** Lifts objects one by one, in the order of a walk. */
interface Lifter {
  /** Repairs and lifts an object in place. */
  lift(place: Visit): void;
  /** Marks the document as lifted, after the walk. */
  finish(): void;
}

/** Prepares a document to be lifted. The parts of Swagger 2.0 that are not schemas are lifted at once. */
export function openLifter(context: RepairContext): Lifter {
  const { bundle, findings } = context;
  const { document } = bundle;
  const repaired = liftSwagger(context);
  const old = String(document.openapi).startsWith('3.0');
  return {
    lift(place) {
      const { kind, node } = place;
      if (!repaired.has(node)) repair(context, place);
      if (!isObject(node)) return;
      liftHabits(place, findings);
      if (kind === 'content') liftMediaTypes(place, context);
      if (kind !== 'schema') return;
      if (Array.isArray(node.type)) quoteNull(place, findings);
      if (old) liftSchema(node as MutableObject);
      else fixHabits(place, findings);
      if (node.pattern !== undefined || node.patternProperties !== undefined) liftPatterns(place, findings);
    },
    finish() {
      if (old) (document as MutableObject).openapi = '3.1.0';
    },
  };
}

function quoteNull(place: Visit, findings: Findings): void {
  const { type } = place.node as { readonly type: readonly Json[] };
  if (!type.includes(null)) return;
  (place.node as MutableObject).type = type.map((name) => name ?? 'null');
  findings.warn(place.pointer, NULL_TYPE);
}

const NULL_TYPE = 'the type null has no quotes; it is read as "null"';

/** Fixes what authors of 3.1 documents write out of habit from 3.0 or from YAML. */
function fixHabits(place: Visit, findings: Findings): void {
  const schema = place.node as MutableObject;
  if (schema.type === null) {
    schema.type = 'null';
    findings.warn(place.pointer, NULL_TYPE);
  }
  for (const [bound, exclusive] of BOUNDS) {
    if (typeof schema[exclusive] !== 'boolean') continue;
    liftBound(schema, bound, exclusive);
    findings.warn(place.pointer, `${exclusive} is a boolean; it is read as in OpenAPI 3.0`);
  }
}

/** Translates patterns of other dialects, and removes those that cannot be translated. */
function liftPatterns(place: Visit, findings: Findings): void {
  const schema = place.node as MutableObject;
  const { pattern, patternProperties } = schema;
  if (typeof pattern === 'string') {
    const native = liftPattern(pattern, () => appendTokens(place.pointer, 'pattern'), findings);
    if (native === undefined) delete schema.pattern;
    else schema.pattern = native;
  }
  if (!isObject(patternProperties)) return;
  const lifted = Object.keys(patternProperties).map((key) => {
    const at = () => appendTokens(place.pointer, 'patternProperties', key);
    return [key, liftPattern(key, at, findings)] as const;
  });
  if (lifted.every(([key, native]) => key === native)) return;
  const entries = lifted.flatMap(([key, native]) => (native === undefined ? [] : [[native, patternProperties[key]]]));
  schema.patternProperties = Object.fromEntries(entries);
}

/** The pattern in ECMA-262; undefined if ECMA-262 cannot express it. */
function liftPattern(pattern: string, pointer: () => string, findings: Findings): string | undefined {
  const reading = readPattern(pattern);
  switch (reading.kind) {
    case 'native':
      return pattern;
    case 'translated':
      findings.warn(pointer(), `the pattern ${pattern} is not ECMA-262; it is read as ${reading.pattern}`);
      return reading.pattern;
    case 'loose':
      findings.warn(pointer(), `the pattern ${pattern} compiles only without the u flag; it is used without the flag`);
      return pattern;
    case 'invalid':
      findings.warn(pointer(), `the pattern ${pattern} cannot be compiled and is ignored: ${reading.reason}`);
      return undefined;
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
