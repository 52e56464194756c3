// Objects that a request sends by their names: `labels: ["bug"]` becomes `labels: [{ name: "bug" }]` where the resource contains objects.
import { itemsPlace, propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import type { Json, JsonObject } from '../../json/value.ts';

/** The property of the objects that contains what the request sends. */
export interface NamedObjects {
  readonly property: string;
  readonly isList: boolean;
}

/** Properties by which people name an object, the best first. */
const NAMES = ['name', 'login', 'username', 'slug', 'key', 'code', 'title', 'label', 'value', 'email', 'emailaddress'];
const IDS = ['id', 'uuid', 'key', 'code'];

/**
 * @param returned the pointer of the schema of a property of the resource
 * @param written the pointers of its schemas in requests
 */
export function namedObjects(
  document: JsonObject,
  returned: string,
  written: readonly string[],
): NamedObjects | undefined {
  const isList = typesAt(document, returned).has('array');
  const object = isList ? itemsPlace(document, returned) : returned;
  const sent = written.flatMap((one) => (isList ? (itemsPlace(document, one) ?? []) : one));
  if (object === undefined) return undefined;
  const own = typesAt(document, object);
  const types = new Set(sent.flatMap((one) => [...typesAt(document, one)]));
  const canBeText = own.has('string') || own.has('integer');
  const isNamed = types.has('string') || types.has('integer');
  // A reference that can be expanded stays a key.
  if (!own.has('object') || !isNamed || (!isList && canBeText)) return undefined;
  const property = nameIn(document, object, types.has('string') ? (canBeText ? NAMES : [...NAMES, ...IDS]) : IDS);
  return property === undefined ? undefined : { property, isList };
}

function nameIn(document: JsonObject, schema: string, names: readonly string[]): string | undefined {
  const scalars = [...propertyPlaces(document, schema)].filter(([, place]) => {
    const types = typesAt(document, place);
    return types.has('string') || types.has('integer');
  });
  for (const name of names) {
    const found = scalars.find(([own]) => own.toLowerCase().replace(/_/g, '') === name);
    if (found) return found[0];
  }
  return undefined;
}

/** The objects with these names. What is no name stays as it is. */
export function asObjects({ property, isList }: NamedObjects, value: Json): Json {
  const named = (one: Json): Json => (typeof one === 'string' || typeof one === 'number' ? { [property]: one } : one);
  if (!isList) return named(value);
  return Array.isArray(value) ? (value as readonly Json[]).map(named) : value;
}
