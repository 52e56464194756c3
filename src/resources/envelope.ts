// Where a representation lies in a body: bare, or in an envelope. It is told by schema first and by name second.
import { isDeepStrictEqual } from 'node:util';
import { plainName, singularOf } from '../contract/names.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../contract/schema-places.ts';
import { valueAt } from '../json/pointer.ts';
import type { JsonObject } from '../json/value.ts';
import type { BodyLocation } from './resource.ts';

/** Members that hold the items of a list, whatever they are. */
const LISTS =
  /^(?:value|values|data|items|results?|records?|entries|list|content|elements|objects|rows|collection|hits|resources?|nodes|edges|members|page)$/;
/** Members that hold a single representation. */
const SINGLES = /^(?:data|item|result|resource|record|object|entity|payload|attributes)$/;

/**
 * Where the items are in a list's schema, with the pointer of the schema of one.
 * @param known the schemas of one item, as the operations on items have them
 * @param name what the list is called in its path
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

/** The arrays of objects among the members of an object, and of the objects in it. */
function listsIn(document: JsonObject, schema: string, levels = 1): BodyLocation[] {
  const found: BodyLocation[] = [];
  const deeper: BodyLocation[] = [];
  for (const [name, member] of propertyPlaces(document, schema)) {
    const types = typesAt(document, member);
    const items = types.has('array') ? itemsPlace(document, member) : undefined;
    if (items !== undefined && isObjectAt(document, items)) found.push({ path: [name], schema: items });
    else if (levels > 0 && types.has('object')) {
      const inner = listsIn(document, member, levels - 1);
      deeper.push(...inner.map(({ path, schema: at }) => ({ path: [name, ...path], schema: at })));
    }
  }
  return [...found, ...deeper];
}

/**
 * Where one representation is in a body's schema.
 * @param known schemas of the representation, where they are known already
 * @param name what one is called
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
  const objects = [...propertyPlaces(document, schema)].filter(([, member]) => isObjectAt(document, member));
  const same = objects.find(([, member]) => known.some((one) => isSame(document, one, member)));
  if (same) return { path: [same[0]], schema: same[1] };
  const members = propertyPlaces(document, schema).size;
  const named = objects.find(([member]) => plainName(member) === singularOf(name) || SINGLES.test(plainName(member)));
  const wraps =
    named && members <= 4 && ![...propertyPlaces(document, schema).keys()].some((other) => /^_?id$/i.test(other));
  return wraps ? { path: [named[0]], schema: named[1] } : bare;
}

export function isObjectAt(document: JsonObject, schema: string): boolean {
  return typesAt(document, schema).has('object');
}

/** True for two pointers of one schema, or of schemas written alike. */
export function isSame(document: JsonObject, a: string, b: string): boolean {
  return a === b || isDeepStrictEqual(valueAt(document, a), valueAt(document, b));
}
