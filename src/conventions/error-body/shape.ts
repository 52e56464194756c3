// The structure of an error schema, read once through `$ref`, allOf, oneOf, anyOf and discriminator. It is a tree of shapes
// whose nodes are computed on demand, so that schemas can be recursive. It describes valid values and does not choose one.
import { isMarkedAs } from '../../contract/schema/properties.ts';
import { appendTokens, decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

/** The maximum number of branches of one schema. */
const MAX_BRANCHES = 64;

/** One schema object that applies to a value. */
export interface SchemaPart {
  readonly schema: JsonObject;
  readonly pointer: string;
}

/** The schema of a value as a list of alternatives. Each branch contains one alternative of every oneOf and anyOf. */
export interface ErrorShape {
  readonly branches: readonly Branch[];
}

/** Schema objects that all apply to the same value, without any alternatives. */
export interface Branch {
  readonly parts: readonly SchemaPart[];
  /** The names and titles of the chosen schemas, to distinguish error classes. */
  readonly label: string;
  /** The types that all parts allow. Undefined if no part declares one. */
  readonly types: ReadonlySet<string> | undefined;
  /** The enumerated values. Undefined if the schema enumerates none. */
  readonly values: readonly Json[] | undefined;
  readonly properties: ReadonlyMap<string, PropertyShape>;
  /** The shape of undeclared properties. Undefined if they are not allowed or have no schema. */
  readonly others: ErrorShape | undefined;
  /** Whether undeclared properties are allowed. */
  readonly open: boolean;
  readonly items: ErrorShape;
}

export interface PropertyShape {
  readonly name: string;
  readonly required: boolean;
  readonly shape: ErrorShape;
  /** The discriminator value of this branch, if this is the discriminator property. */
  readonly discriminatorValue: string | undefined;
}

type Link = { readonly schema: Json; readonly pointer: string };

/** The shape of the schema at a pointer. */
export function shapeAt(document: JsonObject, pointer: string): ErrorShape {
  return shapeOf(document, [{ schema: valueAt(document, pointer) ?? true, pointer }]);
}

/** The shape of an example, as if its properties were declared. For schemas that declare no properties. */
export function shapeLike(example: Json): ErrorShape {
  const schema = { $defs: { example: schemaLike(example) } };
  return shapeAt(schema, '/$defs/example');
}

function schemaLike(value: Json): JsonObject {
  if (Array.isArray(value)) return { type: 'array', items: value.length > 0 ? schemaLike(value[0] as Json) : true };
  if (isObject(value)) {
    const properties = Object.entries(value).map(([name, property]) => [name, schemaLike(property)]);
    return { type: 'object', properties: Object.fromEntries(properties) };
  }
  if (value === null) return {};
  return { type: typeof value, examples: [value] };
}

function shapeOf(document: JsonObject, links: readonly Link[]): ErrorShape {
  return lazyObject({
    branches: () => {
      const found = branchesOf(document, links, []).map((parts) => branchOf(document, parts));
      return found.filter(({ types }) => types?.size !== 0);
    },
  });
}

/** The sets of schema objects behind the links, one set for each combination of alternatives. */
function branchesOf(document: JsonObject, links: readonly Link[], before: readonly SchemaPart[]): SchemaPart[][] {
  const parts = [...before];
  const choices: Link[][] = [];
  const queue = [...links];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const { schema, pointer } = next;
    if (schema === false) return [];
    if (!isObject(schema) || parts.some((part) => part.schema === schema)) continue;
    parts.push({ schema, pointer });
    if (typeof schema.$ref === 'string') {
      const target = decodeFragment(schema.$ref.slice(1));
      queue.push({ schema: valueAt(document, target) ?? true, pointer: target });
    }
    for (const keyword of ['allOf', 'oneOf', 'anyOf']) {
      const inner = schema[keyword];
      if (!Array.isArray(inner)) continue;
      const found = inner.map((each: Json, index) => ({
        schema: each,
        pointer: appendTokens(pointer, keyword, index),
      }));
      if (keyword === 'allOf') queue.push(...found);
      else choices.push(found);
    }
  }
  if (choices.length === 0) return [parts];
  const chosen = choices.reduce<Link[][]>(
    (sets, choice) => choice.flatMap((link) => sets.map((set) => [...set, link])).slice(0, MAX_BRANCHES),
    [[]],
  );
  return chosen.flatMap((set) => branchesOf(document, set, parts)).slice(0, MAX_BRANCHES);
}

function branchOf(document: JsonObject, parts: readonly SchemaPart[]): Branch {
  return lazyObject({
    parts: () => parts,
    label: () => parts.map(({ schema, pointer }) => `${nameOf(pointer)} ${String(schema.title ?? '')}`).join(' '),
    types: () => typesOf(parts),
    values: () => valuesOf(parts),
    properties: () => propertiesOf(document, parts),
    others: () => othersOf(document, parts),
    open: () =>
      parts.every((part) => part.schema.additionalProperties !== false && part.schema.unevaluatedProperties !== false),
    items: () => inner(document, parts, ['items']),
  });
}

/** The name of a schema in the document's components. Empty for other schemas. */
function nameOf(pointer: string): string {
  return /^\/components\/schemas\/[^/]+$/.test(pointer) ? pointer.slice('/components/schemas/'.length) : '';
}

function typesOf(parts: readonly SchemaPart[]): ReadonlySet<string> | undefined {
  const declaredTypes = parts.flatMap(({ schema: { type } }) =>
    type === undefined ? [] : [[type].flat() as string[]],
  );
  if (declaredTypes.length > 0) {
    return new Set(
      declaredTypes.reduce((left, right) =>
        left.flatMap((type) => {
          if (right.includes(type)) return [type];
          if (type === 'number' && right.includes('integer')) return ['integer'];
          return type === 'integer' && right.includes('number') ? ['integer'] : [];
        }),
      ),
    );
  }
  const has = (...keywords: string[]) =>
    parts.some(({ schema }) => keywords.some((name) => schema[name] !== undefined));
  if (has('properties', 'additionalProperties', 'required')) return new Set(['object']);
  if (has('items')) return new Set(['array']);
  return has('pattern', 'maxLength', 'minLength', 'format') ? new Set(['string']) : undefined;
}

function valuesOf(parts: readonly SchemaPart[]): readonly Json[] | undefined {
  const lists = parts.flatMap(({ schema }) => {
    if (schema.const !== undefined) return [[schema.const]];
    return Array.isArray(schema.enum) ? [schema.enum as readonly Json[]] : [];
  });
  if (lists.length === 0) return undefined;
  return lists.reduce((left, right) => left.filter((value) => right.includes(value)));
}

function propertiesOf(document: JsonObject, parts: readonly SchemaPart[]): ReadonlyMap<string, PropertyShape> {
  const links = new Map<string, Link[]>();
  const excluded = new Set<string>();
  for (const { schema, pointer } of parts) {
    for (const [name, property] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
      if (isMarkedAs(document, property, 'writeOnly') || property === false) excluded.add(name);
      links.set(name, [
        ...(links.get(name) ?? []),
        { schema: property, pointer: appendTokens(pointer, 'properties', name) },
      ]);
    }
  }
  const required = new Set(parts.flatMap(({ schema }) => (schema.required ?? []) as string[]));
  const others = othersOf(document, parts) ?? ANYTHING;
  const discriminatorValues = discriminatorsOf(parts);
  const names = [...new Set([...links.keys(), ...required])].filter((name) => !excluded.has(name));
  return new Map(
    names.map((name) => {
      const found = links.get(name);
      const shape = found ? shapeOf(document, found) : others;
      return [name, { name, required: required.has(name), shape, discriminatorValue: discriminatorValues.get(name) }];
    }),
  );
}

/** Discriminator values by property (OpenAPI 3.1, section 4.8.25): the key in the mapping, else the name of the schema. */
function discriminatorsOf(parts: readonly SchemaPart[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const { schema, pointer } of parts) {
    const { discriminator } = schema;
    if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') continue;
    const mapping = Object.entries(isObject(discriminator.mapping) ? discriminator.mapping : {});
    const others = parts.map((part) => part.pointer).filter((other) => nameOf(other) !== '' && other !== pointer);
    const targets = [...(schema.oneOf || schema.anyOf ? others : []), pointer];
    const keyed = targets.flatMap((target) =>
      mapping.filter(([, to]) => to === nameOf(target) || String(to).endsWith(`#${target}`)).map(([key]) => key),
    );
    const key = keyed[0] ?? targets.map(nameOf).find((name) => name !== '');
    if (key !== undefined) values.set(discriminator.propertyName, key);
  }
  return values;
}

function othersOf(document: JsonObject, parts: readonly SchemaPart[]): ErrorShape | undefined {
  const found = parts.find(({ schema: { additionalProperties: others } }) => isObject(others) && !isEmpty(others));
  return found && inner(document, [found], ['additionalProperties']);
}

function isEmpty(schema: JsonObject): boolean {
  return Object.keys(schema).length === 0;
}

function inner(document: JsonObject, parts: readonly SchemaPart[], [keyword]: readonly [string]): ErrorShape {
  const links = parts.flatMap(({ schema, pointer }) => {
    const found = schema[keyword];
    return found === undefined ? [] : [{ schema: found, pointer: appendTokens(pointer, keyword) }];
  });
  return links.length === 0 ? ANYTHING : shapeOf(document, links);
}

/** An object whose properties are computed on first access. */
function lazyObject<T extends object>(getters: { readonly [K in keyof T]: () => T[K] }): T {
  const target = {} as T;
  for (const name of Object.keys(getters) as (keyof T)[]) {
    Object.defineProperty(target, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value = getters[name]();
        Object.defineProperty(target, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return target;
}

const ANYTHING: ErrorShape = shapeOf({}, [{ schema: {}, pointer: '' }]);
