// Which alternative of a union an object is of, and the part of a value that its schema declares.
import { appendTokens, decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { type Resolved, schemaPointer } from '../document/resolve.ts';
import { unionSelectionOf } from './discriminators.ts';
import { itemsPlace, propertyPlaces } from './schema-places.ts';
import { schemaViewAt } from './schema-view.ts';

/** The pointer of the alternative that an object is of, if a schema is a union and nothing else. Otherwise its own pointer. */
export function alternativeOf(document: JsonObject, pointer: string, value: JsonObject): string {
  const at = schemaPointer(document, pointer);
  const schema = valueAt(document, at);
  if (!isObject(schema) || schema.properties !== undefined || schema.allOf !== undefined) return at;
  const chosen = chosenBranch(document, at, value);
  return chosen === undefined ? at : alternativeOf(document, chosen, value);
}

/**
 * The part of a value that its schema can contain: objects without the properties that a closed schema does not declare, each in the
 * alternative that it is of. Returns the same value if that is all of it.
 */
export function declaredPart(document: JsonObject, pointer: string, value: Json): Json {
  if (Array.isArray(value)) {
    const items = itemsPlace(document, pointer);
    const parts = items === undefined ? value : (value as Json[]).map((item) => declaredPart(document, items, item));
    return parts.every((part, index) => part === value[index]) ? value : (parts as Json);
  }
  if (!isObject(value)) return value;
  const parts = partsFor(document, pointer, value);
  const result: Record<string, Json> = {};
  let isWhole = true;
  for (const [name, inner] of Object.entries(value)) {
    if (parts.some((part) => excludes(part, name))) {
      isWhole = false;
      continue;
    }
    const place = placeIn(parts, name);
    const own = place === undefined ? inner : declaredPart(document, place, inner);
    isWhole &&= own === inner;
    setProperty(result, name, own);
  }
  return isWhole ? value : result;
}

/** The schema objects that apply to an object: with their allOf, and of a union only the alternative that it is of. */
function partsFor(document: JsonObject, pointer: string, value: JsonObject): readonly Resolved<JsonObject>[] {
  const found = new Map<string, Resolved<JsonObject>>();
  const queue = [pointer];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const schema = valueAt(document, at);
    if (!isObject(schema) || found.has(at)) continue;
    found.set(at, { pointer: at, value: schema });
    if (typeof schema.$ref === 'string') queue.push(decodeFragment(schema.$ref.slice(1)));
    const { allOf } = schema;
    if (Array.isArray(allOf)) queue.push(...allOf.map((_, index) => appendTokens(at as string, 'allOf', index)));
    const chosen = chosenBranch(document, at, value);
    if (chosen !== undefined) queue.push(chosen);
  }
  return [...found.values()];
}

/** Whether a closed schema object does not declare a property. */
function excludes(
  { value: { additionalProperties, properties, patternProperties } }: Resolved<JsonObject>,
  name: string,
): boolean {
  if (additionalProperties !== false) return false;
  const isDeclared = isObject(properties) && Object.hasOwn(properties, name);
  return !isDeclared && patternProperties === undefined;
}

function placeIn(parts: readonly Resolved<JsonObject>[], name: string): string | undefined {
  for (const { pointer, value } of parts) {
    const { properties, additionalProperties } = value;
    if (isObject(properties) && Object.hasOwn(properties, name)) return appendTokens(pointer, 'properties', name);
    if (isObject(additionalProperties)) return appendTokens(pointer, 'additionalProperties');
  }
  return undefined;
}

/** The alternative that an object is of: the one that its discriminator selects, else the most alike one. */
function chosenBranch(document: JsonObject, pointer: string, value: JsonObject): string | undefined {
  const schema = valueAt(document, pointer);
  const keyword = isObject(schema)
    ? (['oneOf', 'anyOf'] as const).find((name) => Array.isArray(schema[name]))
    : undefined;
  if (!isObject(schema) || keyword === undefined) return undefined;
  const branches = (schema[keyword] as readonly Json[]).map((_, index) => appendTokens(pointer, keyword, index));
  const selection = unionSelectionOf(document, schema);
  const tag = selection && Object.hasOwn(value, selection.property) ? value[selection.property] : undefined;
  const selected = tag === undefined ? undefined : selection?.selected.get(String(tag));
  if (selected !== undefined) return branches[selected];
  let best: { readonly branch: string; readonly score: number } | undefined;
  for (const branch of branches) {
    const score = alikenessOf(document, branch, value);
    if (score !== undefined && score > (best?.score ?? Number.NEGATIVE_INFINITY)) best = { branch, score };
  }
  return best?.branch;
}

/** How alike an object and an alternative are. Undefined if a property has a value that the alternative does not list. */
function alikenessOf(document: JsonObject, branch: string, value: JsonObject): number | undefined {
  const places = propertyPlaces(document, branch);
  if (places.size === 0) return undefined;
  let score = 0;
  for (const [name, inner] of Object.entries(value)) {
    const place = places.get(name);
    if (place === undefined) continue;
    const listed = typeof inner === 'object' ? undefined : schemaViewAt(document, place).enum;
    if (listed && !listed.includes(inner)) return undefined;
    score += 1;
  }
  for (const name of schemaViewAt(document, branch).required) if (!Object.hasOwn(value, name)) score -= 1;
  return score;
}
