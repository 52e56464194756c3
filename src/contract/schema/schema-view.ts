// What the schemas of one value say together: its types, properties, items and marks, through `$ref`, allOf, oneOf, anyOf and if.
// A view is computed once for each schema of a document, and each of its parts on first use. It describes valid values. The views
// of views.ts are what validators are compiled from.
import { appendTokens, decodeFragment, tokensOf, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { type Resolved, schemaPointer } from '../document/resolve.ts';

/** Applicators whose schemas apply to the same value as the schema around them (JSON Schema 2020-12, section 10.2). */
export const SAME_VALUE = ['allOf', 'oneOf', 'anyOf', 'if', 'then', 'else'] as const;

/** A schema with its place in the document. */
interface SchemaPlace<T extends Json = Json> {
  readonly value: T;
  /** Undefined inside a schema that is passed as a value. */
  readonly pointer: string | undefined;
}

/** A property that a schema declares. */
export interface SchemaProperty {
  readonly name: string;
  /** The first declaration. */
  readonly schema: Json;
  /** The pointer of the first declaration, after following references; undefined inside a schema that is passed as a value. */
  readonly pointer: string | undefined;
  /** True if a declaration, or a schema that applies to the same value, says so. */
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

/** How the value of a property selects a schema (OpenAPI 3.1, section 4.8.25). */
export interface Discriminator {
  readonly property: string;
  readonly mapping: JsonObject;
}

export class SchemaView {
  readonly #document: JsonObject;
  readonly #start: SchemaPlace;
  #parts: readonly SchemaPlace<JsonObject>[] | undefined;
  #properties: ReadonlyMap<string, SchemaProperty> | undefined;
  #propertyPlaces: ReadonlyMap<string, string> | undefined;
  #types: ReadonlySet<string> | undefined;
  #required: ReadonlySet<string> | undefined;

  constructor(document: JsonObject, start: SchemaPlace) {
    this.#document = document;
    this.#start = start;
  }

  /** The schema objects that apply to the value, the schema itself first, each once. */
  get parts(): readonly SchemaPlace<JsonObject>[] {
    this.#parts ??= partsOf(this.#document, this.#start);
    return this.#parts;
  }

  /** The types that the parts name. If they name none, `object` or `array` if they have properties or items; else empty. */
  get types(): ReadonlySet<string> {
    this.#types ??= typesOfParts(this.parts);
    return this.#types;
  }

  /** By name, in the order of the document. */
  get properties(): ReadonlyMap<string, SchemaProperty> {
    this.#properties ??= propertiesOfParts(this.#document, this.parts);
    return this.#properties;
  }

  /** The pointers of the properties by name; empty for a schema that is passed as a value. */
  get propertyPlaces(): ReadonlyMap<string, string> {
    this.#propertyPlaces ??= new Map(
      [...this.properties.values()].flatMap(({ name, pointer }) => (pointer === undefined ? [] : [[name, pointer]])),
    );
    return this.#propertyPlaces;
  }

  /** The names that a part requires. */
  get required(): ReadonlySet<string> {
    this.#required ??= new Set(this.parts.flatMap(({ value }) => namesIn(value.required)));
    return this.#required;
  }

  /** The schema of the items, with its pointer after following references. */
  get items(): SchemaPlace | undefined {
    const holder = this.parts.find(({ value }) => isObject(value.items));
    return holder && followed(this.#document, holder, 'items');
  }

  get readOnly(): boolean {
    return this.first('readOnly', true) !== undefined;
  }

  get writeOnly(): boolean {
    return this.first('writeOnly', true) !== undefined;
  }

  /** The enumerated values. Undefined if no part enumerates them. */
  get enum(): readonly Json[] | undefined {
    for (const { value } of this.parts) {
      if (value.const !== undefined) return [value.const];
      if (Array.isArray(value.enum)) return value.enum as readonly Json[];
    }
    return undefined;
  }

  get discriminator(): Discriminator | undefined {
    for (const { value } of this.parts) {
      const found = discriminatorOf(value);
      if (found) return found;
    }
    return undefined;
  }

  /** The value of a keyword in the first part that has it, or that has this value of it. */
  first(keyword: string, wanted?: Json): Json | undefined {
    const holder = this.parts.find(({ value }) =>
      wanted === undefined ? value[keyword] !== undefined : value[keyword] === wanted,
    );
    return holder?.value[keyword];
  }
}

interface KnownViews {
  readonly byPointer: Map<string, SchemaView>;
  readonly byValue: WeakMap<JsonObject, SchemaView>;
}

const known = new WeakMap<JsonObject, KnownViews>();

function viewsOf(document: JsonObject): KnownViews {
  const before = known.get(document);
  if (before) return before;
  const views = { byPointer: new Map(), byValue: new WeakMap() };
  known.set(document, views);
  return views;
}

/** The view of the schema at a pointer of a lifted, checked document. Its parts have pointers. */
export function schemaViewAt(document: JsonObject, pointer: string): SchemaView {
  const { byPointer } = viewsOf(document);
  const before = byPointer.get(pointer);
  if (before) return before;
  const view = new SchemaView(document, { pointer, value: valueAt(document, pointer) ?? true });
  byPointer.set(pointer, view);
  return view;
}

/** The view of a schema that is not identified by a pointer. Only parts behind a `$ref` have pointers. */
export function schemaViewOf(document: JsonObject, schema: Json): SchemaView {
  if (!isObject(schema)) return NO_SCHEMA;
  const { byValue } = viewsOf(document);
  const before = byValue.get(schema);
  if (before) return before;
  const view = new SchemaView(document, { pointer: undefined, value: schema });
  byValue.set(schema, view);
  return view;
}

const NO_SCHEMA = new SchemaView({}, { pointer: undefined, value: true });

/** The discriminator of one schema object, without those that it refers to. */
export function discriminatorOf({ discriminator }: JsonObject): Discriminator | undefined {
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') return undefined;
  return {
    property: discriminator.propertyName,
    mapping: isObject(discriminator.mapping) ? discriminator.mapping : {},
  };
}

function partsOf(document: JsonObject, start: SchemaPlace): readonly SchemaPlace<JsonObject>[] {
  const parts: SchemaPlace<JsonObject>[] = [];
  const seen = new Set<Json>();
  const queue = [start];
  // The queue grows while it is read.
  for (let index = 0; index < queue.length; index++) {
    const { value, pointer } = queue[index] as SchemaPlace;
    if (!isObject(value) || seen.has(value)) continue;
    seen.add(value);
    parts.push({ value, pointer });
    if (typeof value.$ref === 'string') {
      const target = decodeFragment(value.$ref.slice(1));
      queue.push({ value: valueAt(document, target) ?? {}, pointer: target });
    }
    for (const keyword of SAME_VALUE) {
      const inner = value[keyword];
      if (Array.isArray(inner)) for (const one of inner.keys()) queue.push(within({ value, pointer }, keyword, one));
      else if (inner !== undefined) queue.push(within({ value, pointer }, keyword));
    }
  }
  return parts;
}

function within({ value, pointer }: SchemaPlace<JsonObject>, keyword: string, key?: string | number): SchemaPlace {
  const tokens = key === undefined ? [keyword] : [keyword, key];
  const inner = value[keyword] as never;
  return {
    value: key === undefined ? inner : (inner[key] as Json),
    pointer: pointer === undefined ? undefined : appendTokens(pointer, ...tokens),
  };
}

/** The same, with the pointer after following references. */
function followed(document: JsonObject, holder: SchemaPlace<JsonObject>, keyword: string): SchemaPlace {
  const { value, pointer } = within(holder, keyword);
  return { value, pointer: pointer === undefined ? undefined : schemaPointer(document, pointer) };
}

function typesOfParts(parts: readonly SchemaPlace<JsonObject>[]): ReadonlySet<string> {
  const named = new Set(parts.flatMap(({ value: { type } }) => (type === undefined ? [] : namesIn([type].flat()))));
  if (named.size > 0) return named;
  if (parts.some(({ value }) => value.properties !== undefined)) return new Set(['object']);
  return new Set(parts.some(({ value }) => value.items !== undefined) ? ['array'] : []);
}

function propertiesOfParts(
  document: JsonObject,
  parts: readonly SchemaPlace<JsonObject>[],
): ReadonlyMap<string, SchemaProperty> {
  const declarations = new Map<string, SchemaPlace<JsonObject>[]>();
  for (const part of parts) {
    const { properties } = part.value;
    for (const name of Object.keys(isObject(properties) ? properties : {})) {
      const holders = declarations.get(name);
      if (holders) holders.push(part);
      else declarations.set(name, [part]);
    }
  }
  return new Map([...declarations].map(([name, holders]) => [name, propertyOf(document, name, holders)]));
}

/** @param holders the schemas that declare the property, at least one */
function propertyOf(document: JsonObject, name: string, holders: readonly SchemaPlace<JsonObject>[]): SchemaProperty {
  const declared = (holder: SchemaPlace<JsonObject>) => (holder.value.properties as JsonObject)[name] as Json;
  const [first] = holders as [SchemaPlace<JsonObject>];
  let place: { readonly pointer: string | undefined } | undefined;
  return {
    name,
    schema: declared(first),
    get pointer() {
      place ??= {
        pointer:
          first.pointer === undefined
            ? undefined
            : schemaPointer(document, appendTokens(first.pointer, 'properties', name)),
      };
      return place.pointer;
    },
    get readOnly() {
      return holders.some((holder) => schemaViewOf(document, declared(holder)).readOnly);
    },
    get writeOnly() {
      return holders.some((holder) => schemaViewOf(document, declared(holder)).writeOnly);
    },
  };
}

function namesIn(value: Json | readonly Json[] | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/**
 * The pointer of the schema for a property or an item at any depth; undefined if none is declared. If several parts declare it,
 * the first one is used.
 * @param schema pointer of the schema of the whole value
 * @param inside pointer into the value
 */
export function schemaInside(document: JsonObject, schema: string, inside: string): string | undefined {
  let at: string | undefined = schema;
  for (const token of tokensOf(inside)) {
    if (at === undefined) return undefined;
    at = schemaOfEntry(schemaViewAt(document, at).parts as readonly Resolved<JsonObject>[], token);
  }
  return at;
}

function schemaOfEntry(parts: readonly Resolved<JsonObject>[], token: string): string | undefined {
  const index = /^\d+$/.test(token) ? Number(token) : undefined;
  for (const { value, pointer } of parts) {
    const { properties, prefixItems, items, additionalProperties } = value;
    if (isObject(properties) && Object.hasOwn(properties, token)) return appendTokens(pointer, 'properties', token);
    if (Array.isArray(prefixItems) && index !== undefined && index < prefixItems.length)
      return appendTokens(pointer, 'prefixItems', token);
    if (isObject(items) && index !== undefined) return appendTokens(pointer, 'items');
    if (isObject(additionalProperties)) return appendTokens(pointer, 'additionalProperties');
  }
  return undefined;
}
