// What an OData operation shows: one entity or many, of which type, and what its members are.
import type { Contract } from '../../contract/contract.ts';
import { isJson } from '../../contract/media-types.ts';
import { type Operation, successResponse } from '../../contract/operations.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema-places.ts';
import { tokensOf } from '../../json/pointer.ts';
import type { Json, JsonObject } from '../../json/value.ts';

/** The entity that an operation shows, as far as the document tells. */
export interface EntityType {
  /** The pointer of its schema; undefined where the document gives none. */
  readonly place: string | undefined;
  /** By name, the pointers of its members' schemas; none where the document leaves them open. */
  readonly properties: ReadonlyMap<string, string>;
  /** As `microsoft.graph.user`. */
  readonly type: string;
  /** Whether the entity stands in the member `value`. */
  readonly wrapped: boolean;
  /** Whether it shows many of them. */
  readonly many: boolean;
}

export function entityTypeOf({ document }: Contract, operation: Operation): EntityType {
  const schema = successResponse(operation)?.content.find(({ name }) => isJson(name))?.schema;
  if (schema === undefined) return { place: undefined, properties: new Map(), type: '', wrapped: false, many: false };
  const own = propertyPlaces(document, schema);
  const value = own.get('value');
  const item = itemsPlace(document, value ?? schema);
  const wrapped = value !== undefined && item === undefined && isBare(own) && typesAt(document, value).has('object');
  const place = item ?? (wrapped ? (value as string) : schema);
  return {
    place,
    properties: propertyPlaces(document, place),
    type: typeOf(document, place),
    wrapped,
    many: item !== undefined,
  };
}

/** An entity with a member `value` of its own has others beside it; an envelope has control information alone. */
export function isBare(members: ReadonlyMap<string, string>): boolean {
  return members.has('value') && [...members.keys()].every((name) => name === 'value' || name.includes('@'));
}

/** The name of a type: the document's own constant for `@odata.type`, else the name of its schema. */
export function typeOf(document: JsonObject, place: string): string {
  const at = propertyPlaces(document, place).get('@odata.type');
  const schemas = at === undefined ? [] : sameValuePlaces(document, at).map(({ value }) => value);
  const said = schemas
    .flatMap(({ const: constant, default: fallback, enum: values, examples, example }) => [
      constant,
      fallback,
      ...[values, examples].flatMap((list) => (Array.isArray(list) ? (list as readonly Json[]) : [])),
      example,
    ])
    .find((one) => typeof one === 'string');
  return typeof said === 'string' ? said.replace(/^#/, '') : (tokensOf(place).at(-1) ?? '');
}

/** A member that a type does not have, with the name of the type. */
export interface UnknownProperty {
  readonly name: string;
  readonly type: string;
}

/** The first segment of a path that names no member; undefined where all do, or where a type leaves its members open. */
export function findUnknownProperty(
  { document }: Contract,
  { properties, type }: Pick<EntityType, 'properties' | 'type'>,
  path: readonly string[],
): UnknownProperty | undefined {
  let here = { members: properties, type };
  for (const name of path) {
    // Control information, the number of items and the names of derived types are of no type's making.
    if (here.members.size === 0 || /[@$.]/.test(name)) return undefined;
    const place = here.members.get(name);
    if (place === undefined) return { name, type: here.type };
    const inner = itemsPlace(document, place) ?? place;
    here = { members: propertyPlaces(document, inner), type: typeOf(document, inner) };
  }
  return undefined;
}
