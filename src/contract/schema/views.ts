// Views of a schema. What a schema requires depends on the sender of the value (OpenAPI 3.1, section 4.8.24.1; readOnly
// and writeOnly of JSON Schema):
//   request   read-only properties are not required
//   patch     no property is required, because absent properties are kept; rules for the whole object are applied later
//   response  write-only properties are neither required nor allowed
// A view is built schema by schema. A `$ref` refers to the same view of its target.
import { decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { SUBSCHEMAS } from '../document/grammar.ts';
import { formats } from './formats.ts';
import { SAME_VALUE, schemaViewAt, schemaViewOf } from './schema-view.ts';

export type View = 'request' | 'patch' | 'response';

/** One view of one schema: its id, and the schema to compile. */
export interface BuiltView {
  readonly id: string;
  readonly schema: Json;
  /** The views that it refers to. */
  readonly needs: readonly ViewName[];
}

/**
 * Identifies a view. The properties in `relaxed` are not required, because a schema around it marks them as read-only
 * or write-only.
 */
export interface ViewName {
  readonly view: View;
  readonly pointer: string;
  readonly relaxed: readonly string[];
}

/** The keywords that validate a value. All others are annotations, and views leave them out. */
const ASSERTIONS = new Set([
  ...['type', 'enum', 'const', 'format', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minContains', 'maxContains'],
  ...['required', 'minProperties', 'maxProperties', 'dependentRequired'],
]);

/** Rules for a whole object. A patch can only be validated against them after it is merged. */
const WHOLE_OBJECT_RULES = new Set([
  ...['required', 'minProperties', 'dependentRequired', 'dependentSchemas'],
  ...['unevaluatedProperties', 'not', 'if', 'then', 'else'],
]);

/** The id under which a view is registered: a URI reference, unique in its contract. */
export function viewId({ view, pointer, relaxed }: ViewName): string {
  const path = pointer.split('/').map(encodeURIComponent).join('/');
  return `${view}:${path}${relaxed.length === 0 ? '' : `?${relaxed.map(encodeURIComponent).join('&')}`}`;
}

/** Builds one view of one schema of a lifted, checked document. */
export function viewOf(document: JsonObject, name: ViewName): BuiltView {
  const needs: ViewName[] = [];
  const schema = valueAt(document, name.pointer) ?? true;
  const context = { view: name.view, relaxed: new Set(name.relaxed) };
  return { id: viewId(name), schema: buildView({ document, needs }, schema, context), needs };
}

interface ViewBuilder {
  readonly document: JsonObject;
  readonly needs: ViewName[];
}
interface ViewContext {
  readonly view: View;
  readonly relaxed: ReadonlySet<string>;
}

function buildView(builder: ViewBuilder, schema: Json, context: ViewContext): Json {
  if (!isObject(schema)) return schema;
  const mark = context.view === 'response' ? 'writeOnly' : 'readOnly';
  const { properties } = schemaViewOf(builder.document, schema);
  const relaxed = new Set(context.relaxed);
  for (const property of properties.values()) if (property[mark]) relaxed.add(property.name);
  const result: Record<string, Json> = {};
  for (const [name, value] of Object.entries(schema)) {
    if (context.view === 'patch' && WHOLE_OBJECT_RULES.has(name)) continue;
    const keyword = keywordView(builder, { name, value, relaxed, view: context.view });
    if (keyword) result[keyword[0]] = keyword[1];
  }
  if (schema.format === 'int64') {
    result.minimum ??= -INT64;
    result.maximum ??= INT64;
  }
  return result;
}

/** The bound of 64-bit integers, as precisely as a number can express it. ajv-formats accepts every integer as int64. */
const INT64 = 2 ** 63;

function keywordView(
  builder: ViewBuilder,
  { name, value, relaxed, view }: ViewContext & { readonly name: string; readonly value: Json },
): readonly [string, Json] | undefined {
  if (name === '$ref') return ['$ref', referenceView(builder, value as string, { view, relaxed })];
  if (name === 'required') return [name, (value as string[]).filter((property) => !relaxed.has(property))];
  if (name === 'format') return Object.hasOwn(formats, value as string) ? [name, value] : undefined;
  if (ASSERTIONS.has(name)) return [name, value];
  const edge = Object.hasOwn(SUBSCHEMAS, name) ? SUBSCHEMAS[name] : undefined;
  if (edge === undefined || name === '$defs' || name === 'definitions' || name === 'contentSchema') return undefined;
  const inner: ViewContext = (SAME_VALUE as readonly string[]).includes(name)
    ? { view, relaxed }
    : { view: view === 'patch' && !name.endsWith('roperties') ? 'request' : view, relaxed: new Set() };
  const within = (schema: Json) => buildView(builder, schema, inner);
  if (edge === 'schema[]')
    return [name === 'oneOf' && view === 'patch' ? 'anyOf' : name, (value as Json[]).map(within)];
  if (edge !== 'schema{}') return [name, within(value)];
  const hidden = (schema: Json) => view === 'response' && schemaViewOf(builder.document, schema).writeOnly;
  const entries = Object.entries(value as JsonObject);
  return [name, Object.fromEntries(entries.map(([key, schema]) => [key, hidden(schema) ? false : within(schema)]))];
}

function referenceView(builder: ViewBuilder, reference: string, { view, relaxed }: ViewContext): string {
  const pointer = decodeFragment(reference.slice(1));
  const { required } = schemaViewAt(builder.document, pointer);
  const name = {
    view,
    pointer,
    relaxed: view === 'patch' ? [] : [...relaxed].filter((property) => required.has(property)).sort(),
  };
  builder.needs.push(name);
  return viewId(name);
}
