// What a schema requires, put together from all schemas that apply to the same value: `$ref`, its siblings and allOf. Each fact knows
// the pointer that it stands at. Branches of oneOf, anyOf and discriminators are alternatives (alternatives.ts).
import { appendTokens, decodeFragment, tokensOf, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { schemaPointer } from '../document/resolve.ts';
import { baseSelectionAt, isBelow, unionSelectionOf } from '../schema/discriminators.ts';
import { schemaViewOf } from '../schema/schema-view.ts';

/** A schema object that applies to a value. */
export interface Conjunct {
  readonly pointer: string;
  readonly value: JsonObject;
}

/** A place of a schema. `alone` is true for a base schema without the schemas below it. */
export interface SchemaStart {
  readonly pointer: string;
  readonly value: Json;
  readonly alone?: boolean;
}

/** A choice: a value is valid by one of the branches. */
export interface VariantChoice {
  readonly pointer: string;
  /** The property that selects a branch, if there is a discriminator. */
  readonly property: string | undefined;
  readonly branches: readonly VariantBranch[];
}

export interface VariantBranch {
  readonly start: SchemaStart;
  readonly tags: readonly string[];
  readonly name: string | undefined;
}

export interface ComparedProperty {
  readonly pointer: string;
  readonly schemas: readonly SchemaStart[];
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

/** A value of a keyword with its place. */
export interface PlacedValue {
  readonly value: Json;
  readonly pointer: string;
}

const ALL_TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'] as const;
export type JsonTypeName = (typeof ALL_TYPES)[number];

/** All schemas that apply to one value, as one. */
export class SchemaFacts {
  readonly document: JsonObject;
  /** Equal for schemas that are put together from the same parts. */
  readonly key: string;
  readonly pointer: string;
  readonly parts: readonly Conjunct[];
  readonly choices: readonly VariantChoice[];
  /** True if no value is valid. */
  readonly isNever: boolean;
  #types: ReadonlySet<JsonTypeName> | undefined;
  #properties: ReadonlyMap<string, ComparedProperty> | undefined;
  #required: ReadonlyMap<string, string> | undefined;
  #additional: readonly SchemaStart[] | undefined;

  constructor(document: JsonObject, { key, pointer, parts, choices, isNever }: GatheredParts) {
    this.document = document;
    this.key = key;
    this.pointer = pointer;
    this.parts = parts;
    this.choices = choices;
    this.isNever = isNever;
  }

  /** The types that a value can have. `number` includes `integer`. */
  get types(): ReadonlySet<JsonTypeName> {
    this.#types ??= typesOfConjuncts(this.parts);
    return this.#types;
  }

  /** The declared properties by name. */
  get properties(): ReadonlyMap<string, ComparedProperty> {
    this.#properties ??= propertiesOfConjuncts(this.document, this.parts);
    return this.#properties;
  }

  /** The pointer of each name in `required`. */
  get required(): ReadonlyMap<string, string> {
    this.#required ??= requiredOf(this.parts);
    return this.#required;
  }

  /** The enumerated values that have one of the types; undefined if they are not enumerated. */
  get values(): { readonly values: readonly Json[]; readonly pointer: string } | undefined {
    let found: { values: readonly Json[]; pointer: string } | undefined;
    for (const { value, pointer } of this.parts) {
      const own = enumOf(value);
      if (own === undefined) continue;
      const texts = new Set(own.map(canonicalText));
      const values = found === undefined ? own : found.values.filter((one) => texts.has(canonicalText(one)));
      const keyword = value.const === undefined ? 'enum' : 'const';
      found = { values, pointer: found?.pointer ?? appendTokens(pointer, keyword) };
    }
    return found && { ...found, values: found.values.filter((one) => this.types.has(typeNameOf(one))) };
  }

  /** The values of a keyword in all parts. */
  all(keyword: string): readonly PlacedValue[] {
    const found: PlacedValue[] = [];
    for (const { value, pointer } of this.parts) {
      const own = value[keyword];
      if (own !== undefined) found.push({ value: own, pointer: appendTokens(pointer, keyword) });
    }
    return found;
  }

  /** The schemas that apply to a property, declared or not; empty if any value is valid. */
  schemasOfProperty(name: string): readonly SchemaStart[] {
    return this.parts.flatMap((part) => schemasOfProperty(part, name));
  }

  /** The schemas that apply to properties that are not declared; empty if any value is valid. */
  get additional(): readonly SchemaStart[] {
    this.#additional ??= this.#readAdditional();
    return this.#additional;
  }

  #readAdditional(): readonly SchemaStart[] {
    const starts = this.parts.flatMap((part) => startsAt(part, 'additionalProperties'));
    const closing = this.parts.flatMap((part) => startsAt(part, 'unevaluatedProperties'));
    return starts.length > 0 ? starts : closing;
  }

  /** The schemas that apply to the item at an index, or to the items after all indexes. */
  items(index: number): readonly SchemaStart[] {
    return this.parts.flatMap((part) => {
      const { prefixItems } = part.value;
      if (!Array.isArray(prefixItems) || index >= prefixItems.length) return startsAt(part, 'items');
      return [{ pointer: appendTokens(part.pointer, 'prefixItems', index), value: prefixItems[index] as Json }];
    });
  }
}

interface GatheredParts {
  readonly key: string;
  readonly pointer: string;
  readonly parts: readonly Conjunct[];
  readonly choices: readonly VariantChoice[];
  readonly isNever: boolean;
}

interface Gathering {
  readonly document: JsonObject;
  readonly seen: Set<string>;
  readonly parts: Conjunct[];
  readonly choices: VariantChoice[];
  isNever: boolean;
}

/** The facts of all schemas at these places together. */
export function factsOf(document: JsonObject, starts: readonly SchemaStart[]): SchemaFacts {
  const gathering: Gathering = { document, seen: new Set(), parts: [], choices: [], isNever: false };
  for (const start of starts) {
    const own = followed(document, start);
    gather(gathering, own, own.pointer);
  }
  const { seen, parts, choices, isNever } = gathering;
  const pointer = parts[0]?.pointer ?? starts[0]?.pointer ?? '';
  return new SchemaFacts(document, { key: [...seen].join(' '), pointer, parts, choices, isNever });
}

/** The place that a reference without siblings leads to, so that a schema always has the same place. */
export function followed(document: JsonObject, start: SchemaStart): SchemaStart {
  const pointer = schemaPointer(document, start.pointer, start.value);
  return pointer === start.pointer ? start : { ...start, pointer, value: valueAt(document, pointer) ?? true };
}

/** @param owner the schema whose value it is: a base schema above it is meant alone */
function gather(gathering: Gathering, start: SchemaStart, owner: string): void {
  const { document, seen, parts, choices } = gathering;
  const { value, pointer, alone } = start;
  if (value === false) gathering.isNever = true;
  if (!isObject(value)) {
    seen.add(value === false ? 'false' : 'true');
    return;
  }
  const key = alone ? `${pointer}!` : pointer;
  if (seen.has(key)) return;
  seen.add(key);
  parts.push({ pointer, value });
  if (typeof value.$ref === 'string') {
    const target = decodeFragment(value.$ref.slice(1));
    gather(gathering, followed(document, { pointer: target, value: valueAt(document, target) ?? true }), owner);
  }
  const base = alone || isBelow(document, owner, pointer) ? undefined : baseChoice(document, pointer);
  if (base) choices.push(base);
  for (const [index, part] of listOf(value.allOf).entries())
    gather(gathering, followed(document, { pointer: appendTokens(pointer, 'allOf', index), value: part }), owner);
  for (const keyword of ['oneOf', 'anyOf'] as const) {
    const choice = choiceOf(document, start, keyword);
    // A union of the schemas below a base says the same as the base.
    if (choice && !base && !isWithinBase(document, owner, choice)) choices.push(choice);
  }
}

function isWithinBase(document: JsonObject, owner: string, { branches }: VariantChoice): boolean {
  return branches.some(({ start }) => start.pointer === owner || isBelow(document, start.pointer, owner));
}

function baseChoice(document: JsonObject, pointer: string): VariantChoice | undefined {
  const selection = baseSelectionAt(document, pointer);
  if (!selection) return undefined;
  const { candidates, selected, property, isOwn } = selection;
  const tags = tagsByBranch(selected);
  const branches = candidates.flatMap(({ pointer: at }, index) => {
    if (index === 0 && !isOwn) return [];
    const value = valueAt(document, at) ?? true;
    const start = { pointer: at, value, ...(index === 0 && { alone: true }) };
    return [{ start, tags: tags.get(index) ?? [], name: tokensOf(at).at(-1) }];
  });
  return branches.length === 0 ? undefined : { pointer, property, branches };
}

function choiceOf(document: JsonObject, { value, pointer }: SchemaStart, keyword: 'oneOf' | 'anyOf') {
  const schema = value as JsonObject;
  const branches = listOf(schema[keyword]);
  if (branches.length === 0) return undefined;
  const selection = unionSelectionOf(document, schema);
  const tags = tagsByBranch(selection?.keyword === keyword ? selection.selected : new Map());
  return {
    pointer: appendTokens(pointer, keyword),
    property: selection?.keyword === keyword ? selection.property : undefined,
    branches: branches.map((branch, index): VariantBranch => {
      const own = appendTokens(pointer, keyword, index);
      const at = schemaPointer(document, own, branch);
      const title = isObject(branch) && typeof branch.title === 'string' ? branch.title : undefined;
      return {
        start: { pointer: at, value: at === own ? branch : (valueAt(document, at) ?? true) },
        tags: tags.get(index) ?? [],
        name: at === own ? title : tokensOf(at).at(-1),
      };
    }),
  };
}

/** The values of a discriminator by the index of the branch that they select. */
function tagsByBranch(selected: ReadonlyMap<string, number>): ReadonlyMap<number, readonly string[]> {
  const tags = new Map<number, string[]>();
  for (const [tag, index] of selected) {
    const known = tags.get(index);
    if (known) known.push(tag);
    else tags.set(index, [tag]);
  }
  return tags;
}

function typesOfConjuncts(parts: readonly Conjunct[]): ReadonlySet<JsonTypeName> {
  let types: ReadonlySet<JsonTypeName> | undefined;
  for (const { value } of parts) {
    const own = typesOfSchema(value);
    if (own !== undefined) types = types === undefined ? own : commonTypes(types, own);
  }
  const all = types ?? impliedTypes(parts) ?? new Set(ALL_TYPES);
  if (all.has('number')) return new Set([...all, 'integer']);
  return all;
}

/** Schemas that have properties or items and no type are meant for objects or arrays. */
function impliedTypes(parts: readonly Conjunct[]): ReadonlySet<JsonTypeName> | undefined {
  if (parts.some(({ value }) => isObject(value.properties))) return new Set(['object']);
  return parts.some(({ value }) => value.items !== undefined) ? new Set(['array']) : undefined;
}

function typesOfSchema(schema: JsonObject): ReadonlySet<JsonTypeName> | undefined {
  const values = enumOf(schema);
  const { type } = schema;
  const named = type === undefined ? undefined : new Set([type].flat() as JsonTypeName[]);
  if (values === undefined) return named;
  const ofValues = new Set(values.map(typeNameOf));
  return named === undefined ? ofValues : commonTypes(named, ofValues);
}

function commonTypes(a: ReadonlySet<JsonTypeName>, b: ReadonlySet<JsonTypeName>): ReadonlySet<JsonTypeName> {
  const allows = (types: ReadonlySet<JsonTypeName>, type: JsonTypeName) =>
    types.has(type) || (type === 'integer' && types.has('number'));
  return new Set([...[...a].filter((type) => allows(b, type)), ...[...b].filter((type) => allows(a, type))]);
}

function typeNameOf(value: Json): JsonTypeName {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as 'object' | 'string' | 'boolean';
}

function enumOf(schema: JsonObject): readonly Json[] | undefined {
  if (schema.const !== undefined) return [schema.const];
  return Array.isArray(schema.enum) ? (schema.enum as readonly Json[]) : undefined;
}

function propertiesOfConjuncts(
  document: JsonObject,
  parts: readonly Conjunct[],
): ReadonlyMap<string, ComparedProperty> {
  const pointers = new Map<string, string>();
  for (const { value, pointer } of parts) {
    for (const name of Object.keys(isObject(value.properties) ? value.properties : {})) {
      if (!pointers.has(name)) pointers.set(name, appendTokens(pointer, 'properties', name));
    }
  }
  return new Map(
    [...pointers].map(([name, pointer]) => {
      const schemas = parts.flatMap((part) => schemasOfProperty(part, name));
      const views = schemas.map(({ value }) => schemaViewOf(document, value));
      const readOnly = views.some((view) => view.readOnly);
      return [name, { pointer, schemas, readOnly, writeOnly: views.some((view) => view.writeOnly) }];
    }),
  );
}

function schemasOfProperty(part: Conjunct, name: string): readonly SchemaStart[] {
  const { properties, patternProperties } = part.value;
  const found: SchemaStart[] = [];
  if (isObject(properties) && Object.hasOwn(properties, name)) {
    found.push({ pointer: appendTokens(part.pointer, 'properties', name), value: properties[name] as Json });
  }
  for (const [pattern, value] of Object.entries(isObject(patternProperties) ? patternProperties : {})) {
    if (matches(pattern, name))
      found.push({ pointer: appendTokens(part.pointer, 'patternProperties', pattern), value });
  }
  return found.length > 0 ? found : startsAt(part, 'additionalProperties');
}

/** Whether a text matches a pattern; false for a pattern that cannot be compiled. */
export function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}

function startsAt({ value, pointer }: Conjunct, keyword: string): readonly SchemaStart[] {
  const schema = value[keyword];
  return schema === undefined || schema === true ? [] : [{ pointer: appendTokens(pointer, keyword), value: schema }];
}

function requiredOf(parts: readonly Conjunct[]): ReadonlyMap<string, string> {
  const required = new Map<string, string>();
  for (const { value, pointer } of parts) {
    for (const [index, name] of listOf(value.required).entries()) {
      if (typeof name === 'string' && !required.has(name)) required.set(name, appendTokens(pointer, 'required', index));
    }
  }
  return required;
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** A text that is equal for equal JSON values. */
export function canonicalText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonicalText(value[name] as Json)}`).join(',')}}`;
}
