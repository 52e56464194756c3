// Which schema a discriminator selects (OpenAPI 3.1, section 4.8.25): a branch of oneOf or anyOf, or a schema that has the schema
// with the discriminator in its allOf. A value is the key of a mapping, a constant that only one of the schemas allows, or the name
// of the schema.
import { appendTokens, decodeFragment, tokensOf, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { schemaPointer } from '../document/resolve.ts';
import { type Discriminator, discriminatorOf, schemaViewAt, schemaViewOf } from './schema-view.ts';

/** The schemas that the value of one property selects. */
export interface SchemaSelection {
  readonly property: string;
  readonly candidates: readonly SelectableSchema[];
  /** The index of a candidate by the value of the property. */
  readonly selected: ReadonlyMap<string, number>;
  /** Values that the property's schema enumerates although they select no candidate. */
  readonly open: ReadonlySet<string>;
}

export interface SelectableSchema {
  readonly schema: Json;
  /** Undefined for a branch that is written in its place. */
  readonly pointer: string | undefined;
  /** The value to send for it, if it has one. */
  readonly tag: string | undefined;
}

/** A base schema: one with a discriminator that other schemas have in their allOf. */
export interface BaseSelection extends SchemaSelection {
  /** The base schema first, then the schemas below it. */
  readonly candidates: readonly (SelectableSchema & { readonly pointer: string })[];
  /** Whether every value has the property. */
  readonly isRequired: boolean;
  /** Whether a value is meant to be the base schema and none below it. */
  readonly isOwn: boolean;
}

/** The discriminated union of one schema object: of its oneOf, else of its anyOf. */
export interface UnionSelection extends SchemaSelection {
  readonly keyword: 'oneOf' | 'anyOf';
  /** Whether every branch requires the property. */
  readonly isRequired: boolean;
}

/** What is known about the discriminators of one document. */
interface Family {
  /** The schemas whose allOf has a schema, directly or not, by the pointer of that schema. */
  readonly below: ReadonlyMap<string, ReadonlySet<string>>;
  readonly bases: Map<string, BaseSelection | undefined>;
  readonly unions: WeakMap<JsonObject, { readonly selection: UnionSelection | undefined }>;
  /** The pointers of components by their objects. */
  readonly pointers: ReadonlyMap<Json, string>;
}

const families = new WeakMap<JsonObject, Family>();

function familyOf(document: JsonObject): Family {
  const before = families.get(document);
  if (before) return before;
  const schemas = componentsOf(document);
  const pointers = new Map(Object.keys(schemas).map((name) => [schemas[name] as Json, componentPointer(name)]));
  const family = { below: schemasBelow(document, schemas), bases: new Map(), unions: new WeakMap(), pointers };
  families.set(document, family);
  return family;
}

function componentsOf({ components }: JsonObject): JsonObject {
  return isObject(components) && isObject(components.schemas) ? components.schemas : {};
}

function componentPointer(name: string): string {
  return appendTokens('/components/schemas', name);
}

function schemasBelow(document: JsonObject, schemas: JsonObject): ReadonlyMap<string, ReadonlySet<string>> {
  const below = new Map<string, Set<string>>();
  for (const name of Object.keys(schemas)) {
    const own = componentPointer(name);
    for (const base of schemasAbove(document, schemas[name] as Json)) {
      if (base === own) continue;
      const known = below.get(base);
      if (known) known.add(own);
      else below.set(base, new Set([own]));
    }
  }
  return below;
}

/** The pointers of the schemas in the allOf of a schema, and in theirs. The nearest are first. */
function schemasAbove(document: JsonObject, schema: Json): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = partsOfAllOf(schema);
  for (let index = 0; index < queue.length; index++) {
    const part = queue[index] as Json;
    if (isObject(part) && typeof part.$ref === 'string') {
      const pointer = schemaPointer(document, decodeFragment(part.$ref.slice(1)));
      if (found.has(pointer)) continue;
      found.add(pointer);
      queue.push(...partsOfAllOf(valueAt(document, pointer) ?? true));
    }
    queue.push(...partsOfAllOf(part));
  }
  return found;
}

function partsOfAllOf(schema: Json): Json[] {
  return isObject(schema) && Array.isArray(schema.allOf) ? [...(schema.allOf as readonly Json[])] : [];
}

/** Whether a schema has another one in its allOf, directly or not. */
export function isBelow(document: JsonObject, pointer: string, base: string): boolean {
  return familyOf(document).below.get(base)?.has(pointer) ?? false;
}

/** The selection of the schema at a pointer, if it is a base schema. */
export function baseSelectionAt(document: JsonObject, pointer: string): BaseSelection | undefined {
  const family = familyOf(document);
  if (!family.below.has(pointer)) return undefined;
  if (!family.bases.has(pointer)) family.bases.set(pointer, readBase(document, family, pointer));
  return family.bases.get(pointer);
}

/** The pointer of a schema of the components that is passed as a value. */
export function componentPointerOf(document: JsonObject, schema: JsonObject): string | undefined {
  return familyOf(document).pointers.get(schema);
}

/** The value that names a schema below a base, for the schema as a value of its own; undefined for other schemas. */
export function tagOfComponent(
  document: JsonObject,
  pointer: string,
): { readonly property: string; readonly tag: string } | undefined {
  for (const above of schemasAbove(document, valueAt(document, pointer) ?? true)) {
    const base = baseSelectionAt(document, above);
    const tag = base?.candidates.find((candidate) => candidate.pointer === pointer)?.tag;
    if (base && tag !== undefined) return { property: base.property, tag };
  }
  return undefined;
}

function readBase(document: JsonObject, family: Family, pointer: string): BaseSelection | undefined {
  const discriminator = baseDiscriminator(document, pointer);
  if (!discriminator) return undefined;
  const below = [...(family.below.get(pointer) ?? [])].map((at) => ({ pointer: at, schema: { $ref: `#${at}` } }));
  const places = [{ pointer, schema: valueAt(document, pointer) ?? true }, ...below];
  const selection = readSelection(document, discriminator, places) as BaseSelection;
  const isMapped = Object.values(discriminator.mapping).some((target) => targetOf(document, target) === pointer);
  const { required } = schemaViewAt(document, pointer);
  const isRequired = required.has(discriminator.property);
  return { ...selection, isRequired, isOwn: isMapped || !isRequired };
}

/** The discriminator of the schema itself, else the nearest one above it. That of a union selects a branch of the union. */
function baseDiscriminator(document: JsonObject, pointer: string): Discriminator | undefined {
  const start = valueAt(document, pointer) ?? true;
  for (const at of [pointer, ...schemasAbove(document, start)]) {
    const schema = valueAt(document, at) ?? true;
    const own = [schema, ...partsOfAllOf(schema)].filter(isObject);
    const found = own.filter((part) => !isForeignUnion(document, part, at)).map(discriminatorOf);
    const discriminator = found.find((one) => one !== undefined);
    if (discriminator) return discriminator;
  }
  return undefined;
}

/** Whether a schema is a union of schemas that are not all below a base. */
function isForeignUnion(document: JsonObject, { oneOf, anyOf }: JsonObject, base: string): boolean {
  const branches = oneOf ?? anyOf;
  return (
    Array.isArray(branches) && !branches.every((branch: Json) => isBelow(document, pointerOf(document, branch), base))
  );
}

/** The union of a schema object, if a discriminator selects its branches. */
export function unionSelectionOf(document: JsonObject, schema: JsonObject): UnionSelection | undefined {
  const { unions } = familyOf(document);
  const before = unions.get(schema);
  if (before) return before.selection;
  const selection = readUnion(document, schema);
  unions.set(schema, { selection });
  return selection;
}

/** Whether all branches of a union are below a base schema. */
export function isUnionOfBase(document: JsonObject, { candidates }: UnionSelection, base: string): boolean {
  return candidates.every(({ pointer }) => pointer !== undefined && isBelow(document, pointer, base));
}

function readUnion(document: JsonObject, schema: JsonObject): UnionSelection | undefined {
  const discriminator = discriminatorOf(schema);
  const keyword = (['oneOf', 'anyOf'] as const).find((name) => Array.isArray(schema[name]));
  if (!discriminator || !keyword) return undefined;
  const branches = (schema[keyword] as readonly Json[]).map((branch) => {
    const pointer = pointerOf(document, branch);
    return { schema: branch, pointer: pointer === '' ? undefined : pointer };
  });
  const isRequired = branches.every((branch) => viewOfPlace(document, branch).required.has(discriminator.property));
  return { ...readSelection(document, discriminator, branches), keyword, isRequired };
}

/** The pointer that a schema refers to, and nothing else; empty for other schemas. */
function pointerOf(document: JsonObject, schema: Json): string {
  return isObject(schema) && typeof schema.$ref === 'string'
    ? schemaPointer(document, decodeFragment(schema.$ref.slice(1)))
    : '';
}

interface CandidatePlace {
  readonly schema: Json;
  readonly pointer: string | undefined;
}

function viewOfPlace(document: JsonObject, { schema, pointer }: CandidatePlace) {
  return pointer === undefined ? schemaViewOf(document, schema) : schemaViewAt(document, pointer);
}

function readSelection(
  document: JsonObject,
  { property, mapping }: Discriminator,
  places: readonly CandidatePlace[],
): SchemaSelection {
  const selected = new Map<string, number>();
  const open = new Set<string>();
  const add = (value: string, index: number) => {
    if (selected.has(value)) return;
    if (index >= 0) selected.set(value, index);
    else open.add(value);
  };
  for (const [value, target] of Object.entries(mapping)) add(value, indexOfTarget(document, places, target));
  const constants = constantsOf(document, property, places);
  for (const [value, indexes] of constants) {
    const lowest = lowestOf(document, places, indexes);
    if (lowest !== undefined) add(value, lowest);
  }
  const names = places.map(({ pointer }) => (pointer === undefined ? undefined : tokensOf(pointer).at(-1)));
  for (const [index, name] of names.entries()) if (name !== undefined && !open.has(name)) add(name, index);
  for (const value of constants.keys()) if (!selected.has(value)) open.add(value);
  const candidates = places.map((place, index) => ({ ...place, tag: firstKey(selected, index) }));
  return { property, candidates, selected, open };
}

/** The place that is below all others. */
function lowestOf(
  document: JsonObject,
  places: readonly CandidatePlace[],
  indexes: readonly number[],
): number | undefined {
  const isBelowOthers = (index: number) => {
    const { pointer } = places[index] as CandidatePlace;
    return indexes.every((other) => {
      const base = places[other]?.pointer;
      return other === index || (pointer !== undefined && base !== undefined && isBelow(document, pointer, base));
    });
  };
  return indexes.find(isBelowOthers);
}

function firstKey(selected: ReadonlyMap<string, number>, index: number): string | undefined {
  for (const [value, other] of selected) if (other === index) return value;
  return undefined;
}

/** The place that a mapping names, or the one above it; -1 without one. */
function indexOfTarget(document: JsonObject, places: readonly CandidatePlace[], target: Json): number {
  const pointer = targetOf(document, target);
  if (pointer === undefined) return -1;
  const index = places.findIndex((place) => place.pointer === pointer);
  if (index >= 0) return index;
  return places.findIndex((place) => place.pointer !== undefined && isBelow(document, pointer, place.pointer));
}

/** The schema that a mapping names by a reference or by its name. */
function targetOf(document: JsonObject, target: Json): string | undefined {
  if (typeof target !== 'string') return undefined;
  if (Object.hasOwn(componentsOf(document), target)) return schemaPointer(document, componentPointer(target));
  if (!target.startsWith('#')) return undefined;
  const pointer = decodeFragment(target.slice(1));
  return valueAt(document, pointer) === undefined ? undefined : schemaPointer(document, pointer);
}

/** The values that the schemas of the property enumerate, with the indexes of the places that allow them. */
function constantsOf(
  document: JsonObject,
  property: string,
  places: readonly CandidatePlace[],
): ReadonlyMap<string, readonly number[]> {
  const constants = new Map<string, number[]>();
  const declarations = places.map((place) => viewOfPlace(document, place).properties.get(property)?.schema);
  for (const [index, declared] of declarations.entries()) {
    const first = places[declarations.indexOf(declared)] as CandidatePlace;
    const { pointer } = places[index] as CandidatePlace;
    // What a schema inherits does not distinguish it from the schema above it.
    if (pointer !== undefined && first.pointer !== undefined && isBelow(document, pointer, first.pointer)) continue;
    for (const value of (declared === undefined ? undefined : schemaViewOf(document, declared).enum) ?? []) {
      if (value === null || typeof value === 'object') continue;
      const known = constants.get(String(value));
      if (known) known.push(index);
      else constants.set(String(value), [index]);
    }
  }
  return constants;
}

/** The name of a candidate, for messages. */
export function nameOfCandidate({ schema, pointer }: SelectableSchema): string {
  if (pointer !== undefined) return tokensOf(pointer).at(-1) ?? '';
  return isObject(schema) && typeof schema.title === 'string' ? schema.title : '';
}
