// Finds the properties of a resource that hold the key of an item of another collection, for example `productId` in the lines of an
// order, and what the resource shows of that item: its `name`, its `price`.
import { plainName, singularOf } from '../../contract/operation/names.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { type Model, once } from './model.ts';
import type { Collection, KeyReference, KeyReferences } from './resource.ts';

/** Objects and lists inside a resource that are looked at. */
const MAX_DEPTH = 2;

/** Properties that describe a thing. An object that names the thing by its key shows these of it. */
const DESCRIBING =
  /^(?:brand|category|currency|description|image|imageurl|isbn|name|picture|price|sku|slug|thumbnail|thumbnailurl|title)$/;

/** Returns the collection at a path. */
type FindCollection = (model: Model, path: string) => Collection | undefined;

/**
 * @param place the path of the resource itself, and the pointer of its schema
 * @returns undefined if there are none
 */
export function referencesAt(
  model: Model,
  { path, schema }: { readonly path: string; readonly schema: string },
  find: FindCollection,
): KeyReferences | undefined {
  return referencesIn(model, { path, schema, depth: 0, find });
}

interface ObjectPlace {
  readonly find: FindCollection;
  readonly path: string;
  readonly schema: string;
  readonly depth: number;
}

function referencesIn(model: Model, { path, schema, depth, find }: ObjectPlace): KeyReferences | undefined {
  const { document } = model;
  const own: KeyReference[] = [];
  const inner = new Map<string, KeyReferences>();
  const places = propertyPlaces(document, schema);
  for (const [property, place] of places) {
    const types = typesAt(document, place);
    const item = types.has('array') ? itemsPlace(document, place) : undefined;
    const object = item ?? (types.has('object') ? place : undefined);
    if (object !== undefined) {
      const inside =
        depth < MAX_DEPTH ? referencesIn(model, { path, schema: object, depth: depth + 1, find }) : undefined;
      if (inside) inner.set(property, inside);
      continue;
    }
    const collection =
      types.has('string') || types.has('integer') ? collectionNamed(model, property, { path, find }) : undefined;
    if (collection) own.push(referenceTo(model, collection, { property, places, path }));
  }
  return own.length === 0 && inner.size === 0 ? undefined : { own, inner };
}

/** The collection whose keys a property holds by its name: `productId`, `product_id`, `product`. */
function collectionNamed(
  model: Model,
  property: string,
  { path, find }: Pick<ObjectPlace, 'path' | 'find'>,
): Collection | undefined {
  const [, stem = ''] = /^(.+?)(?:id|key)?$/.exec(plainName(property)) ?? [];
  const folders = model.paths.plainNamed(stem).filter((folder) => folder !== path);
  for (const folder of folders) {
    const collection = find(model, folder);
    if (collection && !collection.open && collection.key.path.length > 0) return collection;
  }
  return undefined;
}

interface ReferringProperty {
  readonly property: string;
  readonly places: ReadonlyMap<string, string>;
  readonly path: string;
}

function referenceTo(
  model: Model,
  collection: Collection,
  { property, places, path }: ReferringProperty,
): KeyReference {
  const one = singularOf(collection.name);
  const theirs = new Map(
    [...propertyPlaces(model.document, collection.schema).keys()].map((name) => [plainName(name), name]),
  );
  const shows: { readonly property: string; readonly place: string; readonly from: string }[] = [];
  for (const [name, place] of places) {
    if (name === property) continue;
    const plain = plainName(name);
    const prefixed = plain.startsWith(one) ? plain.slice(one.length) : '';
    const shown = theirs.get(prefixed) ?? (plain === 'unitprice' ? theirs.get('price') : undefined);
    const from = shown ?? (DESCRIBING.test(plain) ? theirs.get(plain) : undefined);
    if (from !== undefined && from !== collection.key.path[0]) shows.push({ property: name, place, from });
  }
  return {
    property,
    place: places.get(property) as string,
    collection,
    shows,
    isPriced: theirs.has('price'),
    isOneWay: once(() => !leadsTo(collection, path, new Set())),
  };
}

/** Whether items of a collection refer to a resource or belong to it, also through others. */
function leadsTo(collection: Collection, path: string, seen: Set<Collection>): boolean {
  if (collection.path === path) return true;
  if (seen.has(collection)) return false;
  seen.add(collection);
  const next = [...collectionsIn(collection.references()), ...collection.scopes().map(({ parent }) => parent)];
  return next.some((one) => leadsTo(one, path, seen));
}

function collectionsIn(references: KeyReferences | undefined): readonly Collection[] {
  if (!references) return [];
  const { own, inner } = references;
  return [...own.map(({ collection }) => collection), ...[...inner.values()].flatMap(collectionsIn)];
}
