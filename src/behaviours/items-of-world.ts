// Finds the items that a request means, for responses of operations that have no state of their own.
import { plainName, singularOf } from '../contract/operation/names.ts';
import { itemsPlace, propertyPlaces } from '../contract/schema/schema-places.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Inference } from '../resources/infer/infer.ts';
import { isPasswordName, isPeople } from '../resources/infer/people.ts';
import type { Collection } from '../resources/infer/resource.ts';
import { keyOf } from '../resources/state/keys.ts';
import type { Call } from './behaviour.ts';
import type { KnownItems, KnownValues } from './known-values.ts';
import type { RegisteredPeople } from './registered-people.ts';
import type { OpenResources } from './resource-of-call.ts';
import type { Knowledge } from './sampled.ts';
import { itemOfBasic, ownerOf, signedIn, tokenOf } from './signed-in.ts';

/** The most items of a list that is not a page of one. */
const MAX_ITEMS = 20;

/** The collections of a document by the schemas of their items. Found when first asked for. */
export class CollectionsBySchema {
  readonly #inference: Inference;
  #found: ReadonlyMap<string, Collection> | undefined;

  constructor(inference: Inference) {
    this.#inference = inference;
  }

  /** The collection of the items with a schema. Undefined if no collection has it, or if its items belong to others. */
  at(schema: string): Collection | undefined {
    if (!schema.includes('/schemas/')) return undefined;
    this.#found ??= this.#find();
    return this.#found.get(schema);
  }

  #find(): ReadonlyMap<string, Collection> {
    const found = new Map<string, Collection>();
    for (const resource of this.#inference.resources()) {
      if (resource.kind !== 'collection' || resource.path.includes('{}') || resource.open) continue;
      if (!found.has(resource.schema)) found.set(resource.schema, resource);
    }
    return found;
  }
}

interface WorldItems {
  readonly collections: CollectionsBySchema;
  readonly resources: OpenResources;
  readonly registered: RegisteredPeople;
}

function itemsOfCall({ collections, resources, registered }: WorldItems, { world, request }: Call): KnownItems {
  const { authorization } = request.headers;
  const owner = world.world.user ?? ownerOf(authorization);
  const listOf = async (collection: Collection) => resources.at(world, collection, []).list();
  return {
    async item(schema, values) {
      const collection = collections.at(schema);
      if (!collection) return registered.at(world, schema, { values, owner });
      const items = await listOf(collection);
      const key = keyIn(collection, values);
      if (key !== undefined) return items.find((item) => keyOf(collection, item) === key);
      if (!describes(items, values)) {
        const sender = owner ?? (isPeople(collection) ? await signedIn(world) : undefined);
        const own = sender?.path === collection.path && items.find((item) => keyOf(collection, item) === sender.key);
        return itemOfBasic(isPeople(collection) ? items : [], authorization) || own || items[0];
      }
      // An item that the request describes, but that does not exist, is no other item.
      return items.find((item) => isDescribed(item, values));
    },
    token(schema, item) {
      const collection = collections.at(schema);
      const key = collection && keyOf(collection, item);
      return collection && key !== undefined ? tokenOf({ path: collection.path, key }) : undefined;
    },
    async list(schema, values) {
      const collection = collections.at(schema);
      if (!collection) return undefined;
      const items = await listOf(collection);
      const keys = listedKeys(values);
      const named = items.filter((item) => keys.has(keyOf(collection, item) ?? ''));
      return named.length > 0 ? named : items.filter((item) => fits(item, values)).slice(0, MAX_ITEMS);
    },
  };
}

/** The key of an item in a request: `petId`, `pet_id` or `pet`. */
function keyIn({ name, key }: Collection, values: KnownValues): string | undefined {
  const one = singularOf(name);
  const names = new Set([`${one}id`, one, `${one}${plainName(key.path.at(-1) ?? 'id')}`]);
  for (const object of values) {
    for (const [property, value] of Object.entries(object)) {
      const isScalar = typeof value === 'string' || typeof value === 'number';
      if (isScalar && names.has(plainName(property))) return String(value);
    }
  }
  return undefined;
}

/** The keys in the lists of a request. */
function listedKeys(values: KnownValues): ReadonlySet<string> {
  const lists = values.flatMap((object) => Object.values(object)).filter((value) => Array.isArray(value));
  return new Set(
    lists
      .flat()
      .filter((value) => typeof value === 'string' || typeof value === 'number')
      .map(String),
  );
}

/** Whether an item has a value of a request, and all that are values of its properties. */
function isDescribed(item: JsonObject, values: KnownValues): boolean {
  return describes([item], values) && fits(item, values);
}

/** Whether a request contains values for properties of items. */
function describes(items: readonly JsonObject[], values: KnownValues): boolean {
  return scalarsIn(values).some(([name]) => items.some((item) => Object.hasOwn(item, name)));
}

/** Whether an item has all values of a request that are values of its properties. */
function fits(item: JsonObject, values: KnownValues): boolean {
  return scalarsIn(values).every(([name, value]) => !Object.hasOwn(item, name) || isEqual(item[name], value));
}

/** Email addresses are equal in any case. */
function isEqual(one: Json | undefined, other: Json): boolean {
  if (typeof one !== 'string' || typeof other !== 'string' || !other.includes('@')) return one === other;
  return one.toLowerCase() === other.toLowerCase();
}

/** The values of a request that can be those of an item. No item shows its password. */
function scalarsIn(values: KnownValues): readonly (readonly [string, Json])[] {
  return values
    .flatMap((object) => Object.entries(object))
    .filter(([name, value]) => !isObject(value) && !Array.isArray(value) && !isPasswordName(name));
}

/** What can be known of the items of a document. */
export function knowledgeOf(
  document: JsonObject,
  { inference, ...sources }: Omit<WorldItems, 'collections'> & { readonly inference: Inference },
): Knowledge {
  const collections = new CollectionsBySchema(inference);
  const isKnown = (schema: string) => collections.at(schema) !== undefined || sources.registered.has(schema);
  return {
    items: (call) => itemsOfCall({ collections, ...sources }, call),
    isShownIn: ({ content }) =>
      content.some(({ schema }) => schema !== undefined && isShownAt(document, isKnown, schema, MAX_DEPTH)),
  };
}

/** Levels of a response that are searched for items. */
const MAX_DEPTH = 2;

function isShownAt(
  document: JsonObject,
  isKnown: (schema: string) => boolean,
  schema: string,
  levels: number,
): boolean {
  if (isKnown(schema)) return true;
  if (levels === 0) return false;
  const items = itemsPlace(document, schema);
  const places = [...propertyPlaces(document, schema).values(), ...(items === undefined ? [] : [items])];
  return places.some((place) => isShownAt(document, isKnown, place, levels - 1));
}
