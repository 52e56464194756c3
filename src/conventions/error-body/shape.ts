// What an error's schema admits, read once through `$ref`, allOf, oneOf, anyOf and discriminator: a tree of shapes, whose
// nodes are read when they are first asked for, so that a schema may recur. It says what fits, not what is to be said.
import { decodeFragment } from '../../contract/bundle.ts';
import { isMarkedAs } from '../../contract/properties.ts';
import { extend, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

/** Branches that are told apart at one place of a schema. */
const MOST_BRANCHES = 64;

/** One schema object that judges a value. */
export interface SchemaPart {
  readonly schema: JsonObject;
  readonly pointer: string;
}

/** A value's schema as a choice: every branch is one that can be taken, with one of each oneOf and anyOf. */
export interface ErrorShape {
  readonly branches: readonly Branch[];
}

/** Schema objects that all judge the same value, without any choice left between them. */
export interface Branch {
  readonly parts: readonly SchemaPart[];
  /** The names and titles of what was chosen, to tell error classes apart. */
  readonly label: string;
  /** The types that all parts admit; undefined where none says. */
  readonly types: ReadonlySet<string> | undefined;
  /** The only values that are allowed, where the schema lists them. */
  readonly values: readonly Json[] | undefined;
  readonly properties: ReadonlyMap<string, PropertyShape>;
  /** What a member that is not declared must look like; undefined where none is allowed or nothing is said of it. */
  readonly others: ErrorShape | undefined;
  /** Whether members may be added that are not declared. */
  readonly open: boolean;
  readonly items: ErrorShape;
}

export interface PropertyShape {
  readonly name: string;
  readonly required: boolean;
  readonly shape: ErrorShape;
  /** The value by which a discriminator names this branch, where this member is the discriminator's. */
  readonly discriminatorValue: string | undefined;
}

type Link = { readonly schema: Json; readonly pointer: string };

/** The shape of the schema at a pointer. */
export function shapeAt(document: JsonObject, pointer: string): ErrorShape {
  return shapeOf(document, [{ schema: valueAt(document, pointer) ?? true, pointer }]);
}

/** The shape of an example, as if its members were declared: what an open schema leaves unsaid. */
export function shapeLike(example: Json): ErrorShape {
  const schema = { $defs: { example: schemaLike(example) } };
  return shapeAt(schema, '/$defs/example');
}

function schemaLike(value: Json): JsonObject {
  if (Array.isArray(value)) return { type: 'array', items: value.length > 0 ? schemaLike(value[0] as Json) : true };
  if (isObject(value)) {
    const members = Object.entries(value).map(([name, member]) => [name, schemaLike(member)]);
    return { type: 'object', properties: Object.fromEntries(members) };
  }
  if (value === null) return {};
  return { type: typeof value, examples: [value] };
}

function shapeOf(document: JsonObject, links: readonly Link[]): ErrorShape {
  return once({
    branches: () => {
      const found = branchesOf(document, links, []).map((parts) => branchOf(document, parts));
      return found.filter(({ types }) => types?.size !== 0);
    },
  });
}

/** The sets of schema objects that the links come down to, one set for each choice that can be made. */
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
      const found = inner.map((each: Json, index) => ({ schema: each, pointer: extend(pointer, keyword, index) }));
      if (keyword === 'allOf') queue.push(...found);
      else choices.push(found);
    }
  }
  if (choices.length === 0) return [parts];
  const chosen = choices.reduce<Link[][]>(
    (sets, choice) => choice.flatMap((link) => sets.map((set) => [...set, link])).slice(0, MOST_BRANCHES),
    [[]],
  );
  return chosen.flatMap((set) => branchesOf(document, set, parts)).slice(0, MOST_BRANCHES);
}

function branchOf(document: JsonObject, parts: readonly SchemaPart[]): Branch {
  return once({
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

/** The name of a schema among the document's components, else nothing. */
function nameOf(pointer: string): string {
  return /^\/components\/schemas\/[^/]+$/.test(pointer) ? pointer.slice('/components/schemas/'.length) : '';
}

function typesOf(parts: readonly SchemaPart[]): ReadonlySet<string> | undefined {
  const said = parts.flatMap(({ schema: { type } }) => (type === undefined ? [] : [[type].flat() as string[]]));
  if (said.length > 0) {
    return new Set(
      said.reduce((left, right) =>
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
  const hidden = new Set<string>();
  for (const { schema, pointer } of parts) {
    for (const [name, member] of Object.entries(isObject(schema.properties) ? schema.properties : {})) {
      if (isMarkedAs(document, member, 'writeOnly') || member === false) hidden.add(name);
      links.set(name, [...(links.get(name) ?? []), { schema: member, pointer: extend(pointer, 'properties', name) }]);
    }
  }
  const required = new Set(parts.flatMap(({ schema }) => (schema.required ?? []) as string[]));
  const others = othersOf(document, parts) ?? ANYTHING;
  const discriminatorValues = discriminatorsOf(parts);
  const members = [...new Set([...links.keys(), ...required])].filter((name) => !hidden.has(name));
  return new Map(
    members.map((name) => {
      const found = links.get(name);
      const shape = found ? shapeOf(document, found) : others;
      return [name, { name, required: required.has(name), shape, discriminatorValue: discriminatorValues.get(name) }];
    }),
  );
}

/** OpenAPI 3.1, section 4.8.25: the mapping's key, else the name of the schema. */
function discriminatorsOf(parts: readonly SchemaPart[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
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
    if (key !== undefined) named.set(discriminator.propertyName, key);
  }
  return named;
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
    return found === undefined ? [] : [{ schema: found, pointer: extend(pointer, keyword) }];
  });
  return links.length === 0 ? ANYTHING : shapeOf(document, links);
}

/** An object whose members are computed when they are first read, and then kept. */
function once<T extends object>(makers: { readonly [K in keyof T]: () => T[K] }): T {
  const target = {} as T;
  for (const name of Object.keys(makers) as (keyof T)[]) {
    Object.defineProperty(target, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value = makers[name]();
        Object.defineProperty(target, name, { value, enumerable: true });
        return value;
      },
    });
  }
  return target;
}

const ANYTHING: ErrorShape = shapeOf({}, [{ schema: {}, pointer: '' }]);
