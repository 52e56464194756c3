// Finds a representation in a body: the body itself, or a property of an envelope. Schemas decide first, names second.
import { isDeepStrictEqual } from 'node:util';
import { plainName, singularOf } from '../../contract/operation/names.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { valueAt } from '../../json/pointer.ts';
import type { JsonObject } from '../../json/value.ts';
import type { BodyLocation } from './resource.ts';

/** Properties that usually contain the items of a list. */
const LISTS =
  /^(?:value|values|data|items|results?|records?|entries|list|content|elements|objects|rows|collection|hits|resources?|nodes|edges|members|page)$/;
/** Properties that usually contain a single representation. */
const SINGLES = /^(?:data|item|result|resource|record|object|entity|payload|attributes)$/;

/**
 * Finds the items in the schema of a list.
 * @param known the schemas of one item in the operations on items
 * @param name the name of the list in its path
 */
export function findList(
  document: JsonObject,
  schema: string,
  known: readonly string[],
  name: string,
): BodyLocation | undefined {
  const types = typesAt(document, schema);
  if (types.has('array')) {
    const items = itemsPlace(document, schema);
    return items !== undefined && isObjectAt(document, items) ? { path: [], schema: items } : undefined;
  }
  if (!types.has('object')) return undefined;
  const lists = listsIn(document, schema);
  const same = lists.find((list) => known.some((one) => isSame(document, one, list.schema)));
  if (same) return same;
  const named = (list: BodyLocation) => {
    const last = plainName(list.path.at(-1) as string);
    return LISTS.test(last) || last === plainName(name) || singularOf(last) === singularOf(name);
  };
  return lists.find(named);
}

/** The arrays of objects among the properties of an object and of its nested objects. */
function listsIn(document: JsonObject, schema: string, levels = 1): BodyLocation[] {
  const found: BodyLocation[] = [];
  const deeper: BodyLocation[] = [];
  for (const [name, property] of propertyPlaces(document, schema)) {
    const types = typesAt(document, property);
    const items = types.has('array') ? itemsPlace(document, property) : undefined;
    if (items !== undefined && isObjectAt(document, items)) found.push({ path: [name], schema: items });
    else if (levels > 0 && types.has('object')) {
      const inner = listsIn(document, property, levels - 1);
      deeper.push(...inner.map(({ path, schema: at }) => ({ path: [name, ...path], schema: at })));
    }
  }
  return [...found, ...deeper];
}

/**
 * Finds one representation in the schema of a body.
 * @param known the schemas of the representation that are already known
 * @param name the name of the resource
 */
export function findSingle(
  document: JsonObject,
  schema: string,
  known: readonly string[],
  name: string,
): BodyLocation | undefined {
  if (!isObjectAt(document, schema)) return undefined;
  const bare = { path: [], schema };
  if (known.some((one) => isSame(document, one, schema))) return bare;
  const objects = [...propertyPlaces(document, schema)].filter(([, property]) => isObjectAt(document, property));
  const same = objects.find(([, property]) => known.some((one) => isSame(document, one, property)));
  if (same) return { path: [same[0]], schema: same[1] };
  const propertyCount = propertyPlaces(document, schema).size;
  const named = objects.find(
    ([property]) => plainName(property) === singularOf(name) || SINGLES.test(plainName(property)),
  );
  const wraps =
    named && propertyCount <= 4 && ![...propertyPlaces(document, schema).keys()].some((other) => /^_?id$/i.test(other));
  return wraps ? { path: [named[0]], schema: named[1] } : bare;
}

export function isObjectAt(document: JsonObject, schema: string): boolean {
  return typesAt(document, schema).has('object');
}

/** Whether two pointers lead to the same schema or to equal schemas. */
export function isSame(document: JsonObject, a: string, b: string): boolean {
  return a === b || isDeepStrictEqual(valueAt(document, a), valueAt(document, b));
}
