// Finds a representation in a body: the body itself, or a property of an envelope. What is known of the representation decides
// first, names second.
import { plainName, singularOf } from '../../contract/operation/names.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { type JsonObject, ONLY_ITEM } from '../../json/value.ts';
import { alikeness, branchFor, isSame } from './likeness.ts';
import type { BodyLocation } from './resource.ts';

/** Properties that usually contain the items of a list. */
const LISTS =
  /^(?:value|values|data|items|results?|records?|entries|list|content|elements|objects|rows|collection|hits|resources?)$/;
/** Properties that contain the items of a list if no other property is an array of objects. */
const ONLY_LISTS = /^(?:nodes|edges|members|page)$/;
/** Properties that usually contain a single representation. */
const SINGLES = /^(?:data|item|result|resource|record|object|entity|payload|body|response|attributes)$/;
/** Parts of the names of properties around a representation in an envelope, for example `request_id` or `meta`. */
const AROUND_SINGLES =
  /^(?:_?links?|meta|included|jsonapi|status|statuscode|statustext|success|ok|code|messages?|errors?|warnings?|requestid|traceid|timestamp|time|version|apiversion|self|href|kind|type|object|description|metadata|etag|page|pagination|paging|info|resultinfo)$/;
/** Parts of the names of properties around a list, for example `total_count` or `nextPageToken`. */
const AROUND_LISTS =
  /total|count|next|prev|page|per|limit|offset|cursor|more|link|meta|self|first|last|size|token|object|kind|type|version|status|success|message|error|request|time|start|end|sort|truncated|query|took/i;
/** Parts of the names of properties that only a page of a list has. */
const PAGING = /next|prev|page|offset|limit|cursor|more|count|skip/i;
/** Names of paths that list items although they are no plural. */
const MANY = /list|all|search|find|feed|history|query/i;
/** Names of properties that identify an object. */
const IDENTIFYING = /^_?(?:id|uuid|guid|sid|gid)$/i;
/** How many levels of objects an envelope can have. */
const MAX_LEVELS = 2;

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
  return (
    lists.find((list) => known.some((one) => isSame(document, one, list.schema))) ??
    namedList(document, schema, { lists, name })
  );
}

function namedList(
  document: JsonObject,
  schema: string,
  { lists, name }: { readonly lists: readonly BodyLocation[]; readonly name: string },
): BodyLocation | undefined {
  const nameOf = ({ path }: BodyLocation) => plainName(path.at(-1) as string);
  const sameName = lists.find((list) => isNameOf(nameOf(list), name));
  if (sameName) return sameName;
  const properties = [...propertyPlaces(document, schema).keys()];
  if (isItem(properties)) return undefined;
  const usual = lists.find((list) => LISTS.test(nameOf(list)));
  if (usual) return usual;
  const [only, ...others] = lists.filter(({ path }) => path.length === 1);
  if (!only || others.length > 0) return undefined;
  const around = properties.filter((property) => property !== only.path[0]);
  if (ONLY_LISTS.test(nameOf(only))) return only;
  const isForMany = singularOf(name) !== plainName(name) || MANY.test(name) || around.some((one) => PAGING.test(one));
  return isForMany && around.every((property) => AROUND_LISTS.test(property)) ? only : undefined;
}

/** The arrays of objects among the properties of an object and of the objects in it that have no identity of their own. */
export function listsIn(document: JsonObject, schema: string, levels = 1): BodyLocation[] {
  const found: BodyLocation[] = [];
  const deeper: BodyLocation[] = [];
  for (const [name, property] of propertyPlaces(document, schema)) {
    const types = typesAt(document, property);
    const items = types.has('array') ? itemsPlace(document, property) : undefined;
    if (items !== undefined && isObjectAt(document, items)) found.push({ path: [name], schema: items });
    else if (levels > 0 && types.has('object') && !isItem([...propertyPlaces(document, property).keys()])) {
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
  const objects = objectsIn(document, schema, name);
  const same = objects.find((object) => known.some((one) => isSame(document, one, object.schema)));
  const found =
    same ??
    onlyItemOf(document, schema, known) ??
    mostAlike(document, objects, known) ??
    unwrapped(document, { path: [], schema }, name);
  return { ...found, schema: branchFor(document, found.schema, known) };
}

/** The item of a list of known items, if a response contains nothing else of the kind: some APIs send one item as a list of one. */
function onlyItemOf(document: JsonObject, schema: string, known: readonly string[]): BodyLocation | undefined {
  const lists = listsIn(document, schema).filter((list) => known.some((one) => isSame(document, one, list.schema)));
  const [list, ...others] = lists;
  return list && others.length === 0 ? { path: [...list.path, ONLY_ITEM], schema: list.schema } : undefined;
}

/** The body, and the objects in it that can be the representation, the outermost first. */
export function objectsIn(document: JsonObject, schema: string, name: string): readonly BodyLocation[] {
  const found: BodyLocation[] = [{ path: [], schema }];
  for (const { path, schema: at } of found) {
    if (path.length > MAX_LEVELS) continue;
    const properties = propertyPlaces(document, at);
    const hasIdentity = isItem([...properties.keys()]);
    for (const [property, inner] of properties) {
      if (hasIdentity && !isNameOf(plainName(property), name)) continue;
      if (isObjectAt(document, inner)) found.push({ path: [...path, property], schema: inner });
    }
  }
  return found;
}

/** The object that has most of the properties of the representation. Undefined if nothing is known of it. */
function mostAlike(
  document: JsonObject,
  objects: readonly BodyLocation[],
  known: readonly string[],
): BodyLocation | undefined {
  let best: BodyLocation | undefined;
  let most = 0;
  for (const object of objects) {
    const { shared, share } = alikeness(document, object.schema, known);
    if (shared <= most || (object.path.length > 0 && share < 0.5)) continue;
    most = shared;
    best = object;
  }
  return best;
}

/** The object in the envelopes that their names show. */
function unwrapped(document: JsonObject, place: BodyLocation, name: string): BodyLocation {
  const properties = propertyPlaces(document, place.schema);
  const names = [...properties.keys()];
  if (place.path.length > MAX_LEVELS || isItem(names)) return place;
  const objects = names.filter((property) => isObjectAt(document, properties.get(property) as string));
  const inside = (property: string): BodyLocation => ({
    path: [...place.path, property],
    schema: properties.get(property) as string,
  });
  const named = objects.find((property) => plainName(property) === singularOf(name));
  if (named !== undefined && names.length <= 4) return inside(named);
  const isAlone = (property: string) =>
    names.every((other) => other === property || AROUND_SINGLES.test(plainName(other).replaceAll('.', '')));
  const similar = objects.find((property) => isNameOf(plainName(property), name) && isAlone(property));
  if (similar !== undefined) return inside(similar);
  const usual = objects.find((property) => SINGLES.test(plainName(property)) && isAlone(property));
  return usual === undefined ? place : unwrapped(document, inside(usual), name);
}

/** Whether an object with these properties is an item and not an envelope. */
function isItem(properties: readonly string[]): boolean {
  return properties.some((property) => IDENTIFYING.test(property));
}

/** Whether a property is named like a resource: `incident_types` like `types`, and `field` like `custom_fields`. */
export function isNameOf(property: string, name: string): boolean {
  const [one, other] = [singularOf(property), singularOf(name)];
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short === long || (short.length >= 4 && long.endsWith(short));
}

export function isObjectAt(document: JsonObject, schema: string): boolean {
  return typesAt(document, schema).has('object');
}
