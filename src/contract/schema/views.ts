// Views of a schema. What a schema requires depends on the sender of the value (OpenAPI 3.1, section 4.8.24.1; readOnly
// and writeOnly of JSON Schema):
//   request   read-only properties are not required
//   patch     no property is required, because absent properties are kept; rules for the whole object are applied later
//   response  write-only properties are neither required nor allowed
// A view is built schema by schema. A `$ref` refers to the same view of its target. Where a discriminator selects a schema, the view
// has the keyword `standinSelect` instead of the union.
import { decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { SUBSCHEMAS } from '../document/grammar.ts';
import { schemaPointer } from '../document/resolve.ts';
import {
  baseSelectionAt,
  isBelow,
  isUnionOfBase,
  nameOfCandidate,
  type SchemaSelection,
  type UnionSelection,
  unionSelectionOf,
} from './discriminators.ts';
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
  /** True for the schema alone: the value is known to be of this schema, or of one that has it in its allOf. */
  readonly alone?: boolean | undefined;
}

/** The keyword whose value are the schemas that a discriminator selects from. */
export const SELECT = 'standinSelect';
/** The keyword next to it that says how. */
export const SELECT_BY = 'standinSelectBy';

/** How a discriminator selects one of the schemas of `standinSelect`. */
export interface SelectBy {
  readonly property: string;
  /** The index of a schema by the value of the property. */
  readonly selected: readonly (readonly [value: string, index: number])[];
  /** The index of the schema for a value without the property; undefined if no schema accepts one. */
  readonly absent?: number | undefined;
  /** The names of the schemas by index; empty for one that no discriminator selects. */
  readonly names: readonly string[];
}

/** How discriminators are read. `annotation` follows the letter of OpenAPI: they have no influence on validation. */
export type DiscriminatorMode = 'select' | 'annotation';

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
export function viewId({ view, pointer, relaxed, alone }: ViewName): string {
  const path = pointer.split('/').map(encodeURIComponent).join('/');
  return `${view}${alone ? '.alone' : ''}:${path}${relaxed.length === 0 ? '' : `?${relaxed.map(encodeURIComponent).join('&')}`}`;
}

/** Builds one view of one schema of a lifted, checked document. */
export function viewOf(document: JsonObject, name: ViewName, mode: DiscriminatorMode = 'select'): BuiltView {
  const needs: ViewName[] = [];
  const builder: ViewBuilder = { document, needs, mode };
  const { pointer, view, alone } = name;
  const context: ViewContext = { view, relaxed: new Set(name.relaxed), owner: pointer };
  const base = alone || mode === 'annotation' ? undefined : baseSelectionAt(document, pointer);
  const schema = base
    ? baseView(builder, base, context)
    : buildView(builder, valueAt(document, pointer) ?? true, context);
  return { id: viewId(name), schema, needs };
}

interface ViewBuilder {
  readonly document: JsonObject;
  readonly needs: ViewName[];
  readonly mode: DiscriminatorMode;
}
interface ViewContext {
  readonly view: View;
  readonly relaxed: ReadonlySet<string>;
  /** The schema whose own value the current schema applies to, by its allOf. */
  readonly owner?: string | undefined;
}

/** The view of a base schema: the schema below it that the discriminator selects, else the base schema alone. */
function baseView(builder: ViewBuilder, selection: SchemaSelection, context: ViewContext): Json {
  const schemas = selection.candidates.map(({ pointer = '' }) => ({
    $ref: referenceView(builder, `#${encodeURI(pointer)}`, { ...context, alone: true }),
  }));
  return { [SELECT]: schemas, [SELECT_BY]: selectBy(selection, { other: 0, absent: 0 }) };
}

/**
 * The view of a union: the branch that the discriminator selects. Values that are not objects, and values that select nothing
 * although the schema allows them, are validated against the union.
 */
function unionView(builder: ViewBuilder, selection: UnionSelection, union: Json, context: ViewContext): JsonObject {
  const { candidates, keyword, isRequired } = selection;
  const branches = candidates.map(({ schema }) => buildView(builder, schema, context));
  const isClosed = isRequired && context.view !== 'patch' && selection.open.size === 0;
  const other = isClosed ? undefined : branches.length;
  const letter = isClosed ? [] : [{ [context.view === 'patch' ? 'anyOf' : keyword]: union }];
  return { [SELECT]: [...branches, ...letter], [SELECT_BY]: selectBy(selection, { other, absent: other }) };
}

function selectBy(
  { property, candidates, selected, open }: SchemaSelection,
  { other, absent }: { readonly other: number | undefined; readonly absent: number | undefined },
): JsonObject {
  const values = other === undefined ? [] : [...open].map((value): [string, number] => [value, other]);
  return {
    property,
    selected: [...selected, ...values],
    names: candidates.map(nameOfCandidate),
    ...(absent !== undefined && { absent }),
  };
}

function buildView(builder: ViewBuilder, schema: Json, context: ViewContext): Json {
  if (!isObject(schema)) return schema;
  const mark = context.view === 'response' ? 'writeOnly' : 'readOnly';
  const { properties } = schemaViewOf(builder.document, schema);
  const relaxed = new Set(context.relaxed);
  for (const property of properties.values()) if (property[mark]) relaxed.add(property.name);
  const result: Record<string, Json> = {};
  const union = builder.mode === 'select' ? unionSelectionOf(builder.document, schema) : undefined;
  const { view, owner } = context;
  for (const [name, value] of Object.entries(schema)) {
    if (view === 'patch' && WHOLE_OBJECT_RULES.has(name)) continue;
    // A union of the schemas below a base is a rule for the base only.
    if (union?.keyword === name && owner !== undefined && isUnionOfBase(builder.document, union, owner)) continue;
    const keyword = keywordView(builder, { name, value, relaxed, view, owner });
    if (!keyword) continue;
    if (union?.keyword === name) Object.assign(result, unionView(builder, union, keyword[1], { view, relaxed }));
    else result[keyword[0]] = keyword[1];
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
  { name, value, relaxed, view, owner }: ViewContext & { readonly name: string; readonly value: Json },
): readonly [string, Json] | undefined {
  if (name === '$ref') return ['$ref', referenceView(builder, value as string, { view, relaxed, owner })];
  if (name === 'required') return [name, (value as string[]).filter((property) => !relaxed.has(property))];
  if (name === 'format') return Object.hasOwn(formats, value as string) ? [name, value] : undefined;
  if (ASSERTIONS.has(name)) return [name, value];
  const edge = Object.hasOwn(SUBSCHEMAS, name) ? SUBSCHEMAS[name] : undefined;
  if (edge === undefined || name === '$defs' || name === 'definitions' || name === 'contentSchema') return undefined;
  const inner: ViewContext = (SAME_VALUE as readonly string[]).includes(name)
    ? { view, relaxed, owner: name === 'allOf' ? owner : undefined }
    : { view: view === 'patch' && !name.endsWith('roperties') ? 'request' : view, relaxed: new Set() };
  const within = (schema: Json) => buildView(builder, schema, inner);
  if (edge === 'schema[]')
    return [name === 'oneOf' && view === 'patch' ? 'anyOf' : name, (value as Json[]).map(within)];
  if (edge !== 'schema{}') return [name, within(value)];
  const hidden = (schema: Json) => view === 'response' && schemaViewOf(builder.document, schema).writeOnly;
  const entries = Object.entries(value as JsonObject);
  return [name, Object.fromEntries(entries.map(([key, schema]) => [key, hidden(schema) ? false : within(schema)]))];
}

function referenceView(
  builder: ViewBuilder,
  reference: string,
  { view, relaxed, owner, alone }: ViewContext & { readonly alone?: boolean },
): string {
  const { document, mode } = builder;
  const target = decodeFragment(reference.slice(1));
  const { required } = schemaViewAt(document, target);
  const base = schemaPointer(document, target);
  const isAlone = mode === 'select' && (alone || (owner !== undefined && isPartOf(document, owner, base)));
  const name = {
    view,
    pointer: isAlone ? base : target,
    relaxed: view === 'patch' ? [] : [...relaxed].filter((property) => required.has(property)).sort(),
    ...(isAlone && { alone: true }),
  };
  builder.needs.push(name);
  return viewId(name);
}

/** Whether a reference in the allOf of a schema leads to a base schema of it. */
function isPartOf(document: JsonObject, owner: string, pointer: string): boolean {
  return isBelow(document, owner, pointer) && baseSelectionAt(document, pointer) !== undefined;
}
