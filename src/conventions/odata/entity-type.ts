// The entity type that an OData operation returns: its name, its properties, and whether there is one entity or a list.
import type { Contract } from '../../contract/contract.ts';
import { isJson } from '../../contract/operation/media-types.ts';
import { type Operation, successResponse } from '../../contract/operation/operations.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { tokensOf } from '../../json/pointer.ts';
import type { Json, JsonObject } from '../../json/value.ts';

/** The entity that an operation returns, as declared in the document. */
export interface EntityType {
  /** The pointer of its schema. Undefined if absent. */
  readonly place: string | undefined;
  /** The pointers of the properties' schemas, by name. Empty if the document declares no properties. */
  readonly properties: ReadonlyMap<string, string>;
  /** The name of the type, for example `microsoft.graph.user`. */
  readonly type: string;
  /** Whether the entity is in the property `value`. */
  readonly wrapped: boolean;
  /** Whether the operation returns a list of entities. */
  readonly many: boolean;
}

export function entityTypeOf({ document }: Contract, operation: Operation): EntityType {
  const schema = successResponse(operation)?.content.find(({ name }) => isJson(name))?.schema;
  if (schema === undefined) return { place: undefined, properties: new Map(), type: '', wrapped: false, many: false };
  const own = propertyPlaces(document, schema);
  const value = own.get('value');
  const item = itemsPlace(document, value ?? schema);
  const wrapped =
    value !== undefined && item === undefined && isEnvelope(own) && typesAt(document, value).has('object');
  const place = item ?? (wrapped ? (value as string) : schema);
  return {
    place,
    properties: propertyPlaces(document, place),
    type: typeOf(document, place),
    wrapped,
    many: item !== undefined,
  };
}

/** Whether an object is an envelope: it has `value` and otherwise only control information. An entity has more properties. */
export function isEnvelope(properties: ReadonlyMap<string, string>): boolean {
  return properties.has('value') && [...properties.keys()].every((name) => name === 'value' || name.includes('@'));
}

/** The name of a type: the document's constant for `@odata.type`, else the name of its schema. */
export function typeOf(document: JsonObject, place: string): string {
  const at = propertyPlaces(document, place).get('@odata.type');
  const schemas = at === undefined ? [] : sameValuePlaces(document, at).map(({ value }) => value);
  const typeName = schemas
    .flatMap(({ const: constant, default: fallback, enum: values, examples, example }) => [
      constant,
      fallback,
      ...[values, examples].flatMap((list) => (Array.isArray(list) ? (list as readonly Json[]) : [])),
      example,
    ])
    .find((one) => typeof one === 'string');
  return typeof typeName === 'string' ? typeName.replace(/^#/, '') : (tokensOf(place).at(-1) ?? '');
}

/** A property that a type does not have, with the name of the type. */
export interface UnknownProperty {
  readonly name: string;
  readonly type: string;
}

/** The first segment of a path that names no property. Undefined if all do, or if a type declares no properties. */
export function findUnknownProperty(
  { document }: Contract,
  { properties, type }: Pick<EntityType, 'properties' | 'type'>,
  path: readonly string[],
): UnknownProperty | undefined {
  let here = { properties, type };
  for (const name of path) {
    // Control information, the number of items and the names of derived types belong to no type.
    if (here.properties.size === 0 || /[@$.]/.test(name)) return undefined;
    const place = here.properties.get(name);
    if (place === undefined) return { name, type: here.type };
    const inner = itemsPlace(document, place) ?? place;
    here = { properties: propertyPlaces(document, inner), type: typeOf(document, inner) };
  }
  return undefined;
}

/** A path of property names as the types spell them. Names that differ by more than their case do not change. */
export function declaredSpelling(
  { document }: Contract,
  { properties }: Pick<EntityType, 'properties'>,
  path: readonly string[],
): readonly string[] {
  let here = properties;
  return path.map((name) => {
    const isSame = (other: string) => other.toLowerCase() === name.toLowerCase();
    const declared = here.has(name) ? name : ([...here.keys()].find(isSame) ?? name);
    const place = here.get(declared);
    here = place === undefined ? new Map() : propertyPlaces(document, itemsPlace(document, place) ?? place);
    return declared;
  });
}
