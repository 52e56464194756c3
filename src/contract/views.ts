// What a schema asks depends on who sends the value (OpenAPI 3.1, section 4.8.24.1, and JSON Schema's readOnly, writeOnly):
//   request   `required` does not ask for read-only members
//   patch     nor for any member: what a change leaves out is kept; rules about the whole object are left to the merged value
//   response  write-only members are not shown, and so neither required nor allowed
// A view is made schema by schema; a `$ref` stays one, to the same view of its target.
import { valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import { decodeFragment } from './bundle.ts';
import { formats } from './formats.ts';
import { SUBSCHEMAS } from './grammar.ts';
import { isMarkedAs, propertiesOf, SAME_VALUE, sameValueSchemas } from './properties.ts';

export type View = 'request' | 'patch' | 'response';

/** One view of one schema: its name in the validators, and the schema to be compiled. */
export interface SchemaView {
  readonly id: string;
  readonly schema: Json;
  /** The views that it refers to, to be made in their turn. */
  readonly needs: readonly ViewName[];
}

/** A view by name. `relaxed` are the members that the schemas around it say are not to be required of it. */
export interface ViewName {
  readonly view: View;
  readonly pointer: string;
  readonly relaxed: readonly string[];
}

/** The keywords that judge a value; all others are annotations and are left out of views. */
const ASSERTIONS = new Set([
  ...['type', 'enum', 'const', 'format', 'pattern', 'minLength', 'maxLength'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'minContains', 'maxContains'],
  ...['required', 'minProperties', 'maxProperties', 'dependentRequired'],
]);

/** Rules about an object as a whole, which a change cannot be held to before it is merged. */
const WHOLE_OBJECT_RULES = new Set([
  ...['required', 'minProperties', 'dependentRequired', 'dependentSchemas'],
  ...['unevaluatedProperties', 'not', 'if', 'then', 'else'],
]);

/** The name under which a view of a schema is registered: a URI reference, unique in its contract. */
export function viewId({ view, pointer, relaxed }: ViewName): string {
  const path = pointer.split('/').map(encodeURIComponent).join('/');
  return `${view}:${path}${relaxed.length === 0 ? '' : `?${relaxed.map(encodeURIComponent).join('&')}`}`;
}

/** Makes one view of one schema of a lifted, checked document. */
export function viewOf(document: JsonObject, name: ViewName): SchemaView {
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

function buildView(viewer: ViewBuilder, schema: Json, context: ViewContext): Json {
  if (!isObject(schema)) return schema;
  const mark = context.view === 'response' ? 'writeOnly' : 'readOnly';
  const marked = propertiesOf(viewer.document, schema).filter((member) => member[mark]);
  const relaxed = new Set([...context.relaxed, ...marked.map((member) => member.name)]);
  const result: Record<string, Json> = {};
  for (const [name, value] of Object.entries(schema)) {
    if (context.view === 'patch' && WHOLE_OBJECT_RULES.has(name)) continue;
    const keyword = keywordView(viewer, { name, value, relaxed, view: context.view });
    if (keyword) result[keyword[0]] = keyword[1];
  }
  if (schema.format === 'int64') {
    result.minimum ??= -INT64;
    result.maximum ??= INT64;
  }
  return result;
}

/** As near as a number can say where 64 bits end; ajv-formats takes every whole number for one of them. */
const INT64 = 2 ** 63;

function keywordView(
  viewer: ViewBuilder,
  { name, value, relaxed, view }: ViewContext & { readonly name: string; readonly value: Json },
): readonly [string, Json] | undefined {
  if (name === '$ref') return ['$ref', referenceView(viewer, value as string, { view, relaxed })];
  if (name === 'required') return [name, (value as string[]).filter((member) => !relaxed.has(member))];
  if (name === 'format') return Object.hasOwn(formats, value as string) ? [name, value] : undefined;
  if (ASSERTIONS.has(name)) return [name, value];
  const edge = Object.hasOwn(SUBSCHEMAS, name) ? SUBSCHEMAS[name] : undefined;
  if (edge === undefined || name === '$defs' || name === 'definitions' || name === 'contentSchema') return undefined;
  const inner: ViewContext = (SAME_VALUE as readonly string[]).includes(name)
    ? { view, relaxed }
    : { view: view === 'patch' && !name.endsWith('roperties') ? 'request' : view, relaxed: new Set() };
  const within = (schema: Json) => buildView(viewer, schema, inner);
  if (edge === 'schema[]')
    return [name === 'oneOf' && view === 'patch' ? 'anyOf' : name, (value as Json[]).map(within)];
  if (edge !== 'schema{}') return [name, within(value)];
  const hidden = (schema: Json) => view === 'response' && isMarkedAs(viewer.document, schema, 'writeOnly');
  const entries = Object.entries(value as JsonObject);
  return [name, Object.fromEntries(entries.map(([key, schema]) => [key, hidden(schema) ? false : within(schema)]))];
}

function referenceView(viewer: ViewBuilder, reference: string, { view, relaxed }: ViewContext): string {
  const pointer = decodeFragment(reference.slice(1));
  const required = new Set(
    sameValueSchemas(viewer.document, { $ref: reference }).flatMap((schema) => (schema.required ?? []) as string[]),
  );
  const kept = view === 'patch' ? [] : [...relaxed].filter((member) => required.has(member)).sort();
  const name = { view, pointer, relaxed: kept };
  viewer.needs.push(name);
  return viewId(name);
}
