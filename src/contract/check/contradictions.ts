// Finds schemas that no value satisfies, as far as their keywords show it: bounds that exclude each other, types that no value has
// together, and required properties that are forbidden. Keywords of `anyOf`, `oneOf`, `not` and conditions are not combined.
import { appendTokens, decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

/** A schema that no value satisfies. */
export interface Contradiction {
  readonly pointer: string;
  /** Why no value satisfies it, as a clause without a full stop. */
  readonly reason: string;
}

/** Why no value satisfies the schema at a pointer; undefined if there is no contradiction between its keywords. */
export function contradictionAt(document: JsonObject, pointer: string): string | undefined {
  const parts = appliedParts(document, pointer);
  const reason = contradictionOf(parts);
  // A part that contradicts itself is reported at its own place.
  const isOwn =
    reason !== undefined && (parts.length === 1 || !parts.some((part) => contradictionOf([part]) === reason));
  return isOwn ? reason : undefined;
}

/** Schemas that a search visits at most. */
const MAX_VISITED = 10_000;

/** The first contradiction in the schema at a pointer and the schemas of its properties and items. */
export function findContradiction(document: JsonObject, pointer: string): Contradiction | undefined {
  const visited = new Set<string>();
  const queue = [pointer];
  for (let at = queue.shift(); at !== undefined && visited.size < MAX_VISITED; at = queue.shift()) {
    if (visited.has(at)) continue;
    visited.add(at);
    const schema = valueAt(document, at);
    if (schema === false && at === pointer) return { pointer: at, reason: 'it is false' };
    if (!isObject(schema)) continue;
    const reason = contradictionOf(appliedParts(document, at));
    if (reason !== undefined) return { pointer: at, reason };
    if (typeof schema.$ref === 'string') queue.push(decodeFragment(schema.$ref.slice(1)));
    for (const [keyword, edge] of INNER) queue.push(...subschemasIn(keyword, edge, { value: schema[keyword], at }));
  }
  return undefined;
}

/** Keywords whose schemas values have to satisfy, and whether there is one of them, or several. */
const INNER = [
  ['allOf', 'several'],
  ['properties', 'several'],
  ['prefixItems', 'several'],
  ['items', 'one'],
] as const;

interface KeywordValue {
  readonly value: Json | undefined;
  /** The pointer of the schema. */
  readonly at: string;
}

function subschemasIn(keyword: string, edge: 'one' | 'several', { value, at }: KeywordValue): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (edge === 'one') return [appendTokens(at, keyword)];
  return Object.keys(value).map((name) => appendTokens(at, keyword, name));
}

/** The schema at a pointer and all that apply to each of its values: through `$ref` and `allOf`. */
function appliedParts(document: JsonObject, pointer: string): readonly JsonObject[] {
  const parts = new Set<JsonObject>();
  const queue: (Json | undefined)[] = [valueAt(document, pointer)];
  while (queue.length > 0) {
    const schema = queue.shift();
    if (!isObject(schema) || parts.has(schema)) continue;
    parts.add(schema);
    if (typeof schema.$ref === 'string') queue.push(valueAt(document, decodeFragment(schema.$ref.slice(1))));
    if (Array.isArray(schema.allOf)) queue.push(...schema.allOf);
  }
  return [...parts];
}

function contradictionOf(parts: readonly JsonObject[]): string | undefined {
  const types = allowedTypes(parts);
  if (types?.size === 0) return 'no value has all of its types';
  return (
    enumContradiction(parts, types) ??
    BOUNDS.map((bounds) => boundsContradiction(parts, types, bounds)).find((reason) => reason !== undefined) ??
    requiredContradiction(parts, types)
  );
}

/** The types that all parts allow; undefined if no part names types. An integer is a number. */
function allowedTypes(parts: readonly JsonObject[]): ReadonlySet<string> | undefined {
  let allowed: Set<string> | undefined;
  for (const { type } of parts) {
    if (type === undefined) continue;
    const named = new Set([type].flat() as string[]);
    const both = [...(allowed ?? named)].flatMap((name) => {
      if (named.has(name)) return [name];
      if (name === 'number' && named.has('integer')) return ['integer'];
      return name === 'integer' && named.has('number') ? ['integer'] : [];
    });
    allowed = new Set(both);
  }
  return allowed;
}

function enumContradiction(parts: readonly JsonObject[], types: ReadonlySet<string> | undefined): string | undefined {
  if (types === undefined) return undefined;
  for (const part of parts) {
    const isConst = part.const !== undefined;
    const values = isConst ? [part.const as Json] : part.enum;
    if (!Array.isArray(values) || values.length === 0 || values.some((value) => hasType(value, types))) continue;
    return `no value of its ${isConst ? 'const' : 'enum'} has the type ${[...types].join(' or ')}`;
  }
  return undefined;
}

function hasType(value: Json, types: ReadonlySet<string>): boolean {
  if (typeof value === 'number') return types.has('number') || (types.has('integer') && Number.isInteger(value));
  return types.has(value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);
}

interface Bounds {
  readonly type: string;
  readonly least: string;
  readonly most: string;
  /** Whether the bound itself is excluded. */
  readonly exclusive?: { readonly least: string; readonly most: string };
}

const BOUNDS: readonly Bounds[] = [
  {
    type: 'number',
    least: 'minimum',
    most: 'maximum',
    exclusive: { least: 'exclusiveMinimum', most: 'exclusiveMaximum' },
  },
  { type: 'string', least: 'minLength', most: 'maxLength' },
  { type: 'array', least: 'minItems', most: 'maxItems' },
  { type: 'object', least: 'minProperties', most: 'maxProperties' },
];

/** Bounds contradict each other only if values of their type are the only ones that are allowed. */
function boundsContradiction(
  parts: readonly JsonObject[],
  types: ReadonlySet<string> | undefined,
  { type, least, most, exclusive }: Bounds,
): string | undefined {
  const isOnly =
    types !== undefined && [...types].every((name) => name === type || (name === 'integer' && type === 'number'));
  if (!isOnly) return undefined;
  const lower = greatest(parts, least);
  const upper = smallest(parts, most);
  if (lower !== undefined && upper !== undefined && lower > upper)
    return `its ${least} ${lower} is greater than its ${most} ${upper}`;
  if (exclusive === undefined) return undefined;
  const above = greatest(parts, exclusive.least);
  const below = smallest(parts, exclusive.most);
  if (above !== undefined && upper !== undefined && above >= upper)
    return `its ${exclusive.least} ${above} is not less than its ${most} ${upper}`;
  if (below !== undefined && lower !== undefined && lower >= below)
    return `its ${least} ${lower} is not less than its ${exclusive.most} ${below}`;
  return above !== undefined && below !== undefined && above >= below
    ? `its ${exclusive.least} ${above} is not less than its ${exclusive.most} ${below}`
    : undefined;
}

function numbersOf(parts: readonly JsonObject[], keyword: string): readonly number[] {
  return parts.map((part) => part[keyword]).filter((value) => typeof value === 'number');
}

function greatest(parts: readonly JsonObject[], keyword: string): number | undefined {
  const numbers = numbersOf(parts, keyword);
  return numbers.length === 0 ? undefined : Math.max(...numbers);
}

function smallest(parts: readonly JsonObject[], keyword: string): number | undefined {
  const numbers = numbersOf(parts, keyword);
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}

function requiredContradiction(
  parts: readonly JsonObject[],
  types: ReadonlySet<string> | undefined,
): string | undefined {
  if (types === undefined || types.size !== 1 || !types.has('object')) return undefined;
  const names = parts.flatMap(({ required }) => (Array.isArray(required) ? required : [])) as readonly string[];
  const forbidden = names.find((name) => parts.some((part) => forbids(part, name)));
  return forbidden === undefined ? undefined : `it requires ${JSON.stringify(forbidden)} and does not allow it`;
}

function forbids({ properties, additionalProperties, patternProperties }: JsonObject, name: string): boolean {
  const declared = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (declared !== undefined) return declared === false;
  return additionalProperties === false && patternProperties === undefined;
}
