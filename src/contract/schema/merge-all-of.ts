// Merges schemas that apply to the same value into one: a `$ref`, its siblings and allOf. The sampler generates values
// of the merged schema. The merge ignores not, if and contains; the validator reports their violations afterwards.
import { decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import {
  baseSelectionAt,
  componentPointerOf,
  isBelow,
  isUnionOfBase,
  tagOfComponent,
  unionSelectionOf,
} from './discriminators.ts';

export interface MergedSchema {
  /** One schema without `$ref` and allOf. */
  readonly schema: JsonObject;
  /** The compositions (oneOf, anyOf) of which one branch has to be added. */
  readonly choices: readonly Alternatives[];
  /** The references that were followed. */
  readonly followed: readonly string[];
}

export interface Alternatives {
  readonly branches: readonly Json[];
  /** The values of the discriminator by branch. */
  readonly tags: readonly (string | undefined)[];
  /** The property with the value. */
  readonly property: string | undefined;
  /** True for the schemas below a base: a value of one can also be valid by the others. */
  readonly isBase?: boolean;
}

/** A schema that names the value of a discriminator, as far as other schemas allow it. */
export function tagSchema(property: string, tag: string): JsonObject {
  return { type: 'object', properties: { [property]: { 'x-standin-named': tag } } };
}

/** @param schemas all schemas that apply to the value */
export function mergeAllOf(document: JsonObject, schemas: readonly Json[]): MergedSchema {
  const followed: string[] = [];
  const choices: Alternatives[] = [];
  let merged: JsonObject = {};
  const seen = new Set<Json>();
  const components: string[] = [];
  const addTag = (schema: JsonObject): void => {
    const pointer = componentPointerOf(document, schema);
    // The value of a schema below this one is named already.
    if (pointer === undefined || components.some((other) => isBelow(document, other, pointer))) return;
    components.push(pointer);
    const { named, choice } = tagAt(document, pointer);
    if (named) merged = mergeSchemas(merged, named);
    if (choice) choices.push(choice);
  };
  const add = (schema: Json): void => {
    if (!isObject(schema)) {
      if (schema === false) merged = { ...merged, enum: [] };
      return;
    }
    if (seen.has(schema)) return;
    seen.add(schema);
    addTag(schema);
    const { $ref: reference, allOf, oneOf, anyOf, ...own } = schema;
    merged = mergeSchemas(merged, own);
    if (typeof reference === 'string') {
      followed.push(reference);
      add(valueAt(document, decodeFragment(reference.slice(1))) ?? true);
    }
    for (const part of listOf(allOf)) add(part);
    const union = unionSelectionOf(document, schema);
    // The schemas below a base are a choice of the base.
    if (union && components.some((base) => isUnionOfBase(document, union, base))) return;
    for (const [keyword, branches] of [['oneOf', oneOf] as const, ['anyOf', anyOf] as const]) {
      if (!Array.isArray(branches) || branches.length === 0) continue;
      const selection = union?.keyword === keyword ? union : undefined;
      choices.push({
        branches,
        property: selection?.property,
        tags: selection?.candidates.map(({ tag }) => tag) ?? [],
      });
    }
  };
  for (const schema of schemas) add(schema);
  return { schema: merged, choices, followed };
}

/** The discriminator of a component: the value that selects the component, or the schemas to choose from. */
function tagAt(document: JsonObject, pointer: string): { named?: JsonObject; choice?: Alternatives } {
  const base = baseSelectionAt(document, pointer);
  if (!base || base.isOwn) {
    const own = base?.candidates[0]?.tag;
    const known = tagOfComponent(document, pointer);
    if (known) return { named: tagSchema(known.property, known.tag) };
    return base && own !== undefined ? { named: tagSchema(base.property, own) } : {};
  }
  const below = base.candidates.slice(1).filter(({ tag }) => tag !== undefined);
  const branches = below.map(({ schema }) => schema);
  if (branches.length === 0) return {};
  return { choice: { branches, property: base.property, tags: below.map(({ tag }) => tag), isBase: true } };
}

type Merge = (a: Json, b: Json) => Json;

const larger: Merge = (a, b) => Math.max(Number(a), Number(b));
const smaller: Merge = (a, b) => Math.min(Number(a), Number(b));
const anyTrue: Merge = (a, b) => a === true || b === true;
const bothSchemas: Merge = (a, b) => ({ allOf: [a, b] });
const keepFirst: Merge = (a) => a;

/** How two values of one keyword are merged. The first value of all other keywords is used. */
const MERGES: Readonly<Record<string, Merge>> = {
  type: (a, b) => typesOfBoth([a].flat() as string[], [b].flat() as string[]),
  enum: (a, b) => commonValues(listOf(a), listOf(b)),
  required: (a, b) => [...new Set([...listOf(a), ...listOf(b)])],
  properties: (a, b) => mergeMaps(a, b),
  patternProperties: (a, b) => mergeMaps(a, b),
  additionalProperties: (a, b) => (a === false || b === false ? false : bothSchemas(a, b)),
  items: bothSchemas,
  propertyNames: bothSchemas,
  minimum: larger,
  exclusiveMinimum: larger,
  minLength: larger,
  minItems: larger,
  minProperties: larger,
  maximum: smaller,
  exclusiveMaximum: smaller,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  uniqueItems: anyTrue,
  readOnly: anyTrue,
  writeOnly: anyTrue,
};

function mergeSchemas(a: JsonObject, b: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...a };
  for (const [name, value] of Object.entries(b)) {
    const before = result[name];
    const merge = Object.hasOwn(MERGES, name) ? (MERGES[name] as Merge) : keepFirst;
    result[name] = before === undefined ? value : merge(before, value);
  }
  return result;
}

function mergeMaps(a: Json, b: Json): Json {
  if (!isObject(a) || !isObject(b)) return a;
  const result: Record<string, Json> = { ...a };
  for (const [name, schema] of Object.entries(b)) {
    const before = Object.hasOwn(result, name) ? result[name] : undefined;
    result[name] = before === undefined || before === schema ? schema : bothSchemas(before, schema);
  }
  return result;
}

/** The types that both allow. An integer is a number. */
function typesOfBoth(a: readonly string[], b: readonly string[]): string[] {
  const allows = (types: readonly string[], type: string) =>
    types.includes(type) || (type === 'integer' && types.includes('number'));
  const common = [...new Set([...a.filter((type) => allows(b, type)), ...b.filter((type) => allows(a, type))])];
  return common.length > 0 ? common : [...a];
}

function commonValues(a: readonly Json[], b: readonly Json[]): Json {
  const texts = new Set(b.map((value) => JSON.stringify(value)));
  return a.filter((value) => texts.has(JSON.stringify(value)));
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
