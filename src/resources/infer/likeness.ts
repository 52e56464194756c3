// Compares schemas of objects: whether two are the same, how alike they are, and which alternative of a union is meant.
import { isDeepStrictEqual } from 'node:util';
import { schemaPointer } from '../../contract/document/resolve.ts';
import { propertyPlaces, sameValuePlaces } from '../../contract/schema/schema-places.ts';
import { appendTokens, decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type JsonObject } from '../../json/value.ts';

/** Whether two pointers lead to the same schema or to equal schemas of objects with properties. */
export function isSame(document: JsonObject, a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [valueAt(document, a), valueAt(document, b)];
  return isDeepStrictEqual(one, other) && propertyPlaces(document, a).size > 0;
}

interface Alikeness {
  /** How many properties both have. */
  readonly shared: number;
  /** The share of the object's properties that the representation has. */
  readonly share: number;
}

/** @param known the schemas of a representation */
export function alikeness(document: JsonObject, schema: string, known: readonly string[]): Alikeness {
  const names = [...propertyPlaces(document, schema).keys()];
  if (names.length === 0) return { shared: 0, share: 0 };
  const all = new Set(known.flatMap((one) => [...propertyPlaces(document, one).keys()]));
  const shared = names.filter((name) => all.has(name)).length;
  return { shared, share: shared / names.length };
}

/**
 * The alternative of a union that is a known representation, or the only one that is not the form of something deleted. The schema
 * itself if it is no such union, or if the union is a known representation.
 */
export function branchFor(document: JsonObject, schema: string, known: readonly string[]): string {
  const branches = branchesOf(document, schema);
  if (branches.length < 2 || known.some((one) => isSame(document, one, schema))) return schema;
  const same = branches.find((branch) => known.some((one) => isSame(document, one, branch)));
  if (same !== undefined) return same;
  const [alive, ...others] = branches.filter((branch) => !isDeletedForm(document, branch));
  return alive !== undefined && others.length === 0 ? alive : schema;
}

/** The alternatives of a schema that is a union of objects and nothing else. */
function branchesOf(document: JsonObject, schema: string): readonly string[] {
  const value = valueAt(document, schema);
  if (!isObject(value) || value.properties !== undefined || value.allOf !== undefined) return [];
  if (typeof value.$ref === 'string') return branchesOf(document, decodeFragment(value.$ref.slice(1)));
  for (const keyword of ['anyOf', 'oneOf']) {
    const alternatives = value[keyword];
    if (!Array.isArray(alternatives)) continue;
    const branches = alternatives.map((_, index) => schemaPointer(document, appendTokens(schema, keyword, index)));
    return branches.filter((branch) => propertyPlaces(document, branch).size > 0);
  }
  return [];
}

/** Whether a schema describes what remains of a deleted object: `deleted` is true and nothing else. */
function isDeletedForm(document: JsonObject, schema: string): boolean {
  const deleted = propertyPlaces(document, schema).get('deleted');
  if (deleted === undefined) return false;
  return sameValuePlaces(document, deleted).some(
    ({ value }) =>
      value.const === true || (Array.isArray(value.enum) && value.enum.length === 1 && value.enum[0] === true),
  );
}
