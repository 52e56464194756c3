// The parts of bodies: every property that occurred, by its pointer, with its values and the place of its schema.
import { itemsPlace, propertyPlaces, sameValuePlaces } from '../contract/schema/schema-places.ts';
import { appendTokens } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';

export interface PartOfBody {
  /** With `*` for every item of a list. */
  readonly pointer: string;
  readonly depth: number;
  /** The pointer of its schema in the document. Undefined if it declares none. */
  readonly schema: string | undefined;
  readonly values: Json[];
}

/** Deeper parts are left out. */
const MAX_DEPTH = 7;
/** Properties of an object that its schema does not declare. A map can have thousands. */
const MAX_UNDECLARED = 2;

/** The body itself is the first part. */
export function bodyParts(
  document: JsonObject,
  schema: string | undefined,
  bodies: readonly Json[],
): readonly PartOfBody[] {
  const parts = new Map<string, PartOfBody>();
  for (const body of bodies) addPart(document, parts, { pointer: '', depth: 0, schema }, body);
  return [...parts.values()];
}

type KnownPart = Omit<PartOfBody, 'values'>;

function addPart(document: JsonObject, parts: Map<string, PartOfBody>, known: KnownPart, value: Json): void {
  const { pointer, depth, schema } = known;
  const part = parts.get(pointer) ?? { ...known, values: [] };
  parts.set(pointer, part);
  part.values.push(value);
  if (depth >= MAX_DEPTH) return;
  if (Array.isArray(value)) {
    const items = schema === undefined ? undefined : itemsPlace(document, schema);
    const at = { pointer: appendTokens(pointer, '*'), depth: depth + 1, schema: items };
    for (const item of value.slice(0, 50)) addPart(document, parts, at, item);
  } else if (isObject(value)) {
    addProperties(document, parts, known, value);
  }
}

function addProperties(
  document: JsonObject,
  parts: Map<string, PartOfBody>,
  known: KnownPart,
  value: JsonObject,
): void {
  const { pointer, depth, schema } = known;
  const declared = schema === undefined ? undefined : propertyPlaces(document, schema);
  let undeclared = 0;
  for (const [name, inner] of Object.entries(value)) {
    const place = declared?.get(name);
    if (place === undefined && ++undeclared > MAX_UNDECLARED) continue;
    addPart(document, parts, { pointer: appendTokens(pointer, name), depth: depth + 1, schema: place }, inner);
  }
}

/** The values that a schema lists. */
export function enumAt(document: JsonObject, schema: string | undefined): readonly Json[] {
  if (schema === undefined) return [];
  return sameValuePlaces(document, schema).flatMap(({ value }) =>
    Array.isArray(value.enum) ? (value.enum as readonly Json[]) : value.const === undefined ? [] : [value.const],
  );
}
