// The properties of a representation, as responses and request bodies declare them.
import type { Operation } from '../../contract/operation/operations.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { schemaViewAt } from '../../contract/schema/schema-view.ts';
import { valueAt } from '../../json/pointer.ts';
import type { Json, JsonObject } from '../../json/value.ts';
import { requestContent, singleIn } from './contents.ts';
import { isSame } from './likeness.ts';
import { changedAtProperty, propertyTree } from './property-tree.ts';
import type { Resource } from './resource.ts';

interface Representation {
  /** The pointer of the schema in responses. */
  readonly schema: string;
  /** The name of the resource. */
  readonly name: string;
  /** The operations that can contain it in their request body. */
  readonly operations: readonly Operation[];
}

export function propertiesOf(
  document: JsonObject,
  { schema, name, operations }: Representation,
): Pick<Resource, 'properties' | 'foreign' | 'changedAt' | 'values'> {
  const returned = propertyPlaces(document, schema);
  const written = writtenProperties(document, { schema, name, operations });
  const value = valueAt(document, schema) ?? true;
  const tree = propertyTree(document, value);
  const required = new Set(
    sameValuePlaces(document, schema).flatMap((part) => (part.value.required ?? []) as string[]),
  );
  const isHidden = (property: string) => returned.size > 0 && !returned.has(property) && !required.has(property);
  const hidden = written.map(([property]) => property).filter(isHidden);
  const foreign = written.filter(
    ([property, at]) => returned.has(property) && !isSame(document, at, returned.get(property) as string),
  );
  return {
    properties: { ...tree, writeOnly: new Set([...tree.writeOnly, ...hidden]) },
    foreign: new Set(foreign.map(([property]) => property)),
    values: new Map([
      ...filteredValues(document, returned, operations),
      ...foreign.flatMap(([property, at]) => {
        const isListed = schemaViewAt(document, returned.get(property) as string).enum !== undefined;
        const values = schemaViewAt(document, at).enum?.filter((one) => one !== null) ?? [];
        return isListed || values.length === 0 ? [] : [[property, values] as const];
      }),
    ]),
    changedAt: changedAtProperty(document, value),
  };
}

/** The values by which lists can be filtered, of properties whose schema lists none: `state=open` or `state=closed`. */
function filteredValues(
  document: JsonObject,
  returned: ReadonlyMap<string, string>,
  operations: readonly Operation[],
): (readonly [string, readonly Json[]])[] {
  const parameters = operations.filter(({ method }) => method === 'GET').flatMap((one) => one.parameters);
  return parameters.flatMap(({ in: place, name, schema }) => {
    const property = place === 'query' ? returned.get(name) : undefined;
    if (property === undefined || schema === undefined) return [];
    const isOpen = typesAt(document, property).has('string') && schemaViewAt(document, property).enum === undefined;
    const values = isOpen ? (schemaViewAt(document, schema).enum ?? []) : [];
    const own = values.filter((value) => typeof value === 'string' && !/^(?:all|any|\*)?$/i.test(value));
    return own.length > 1 ? [[name, own] as const] : [];
  });
}

/** The properties of request bodies, each with the pointer of its schema. */
function writtenProperties(
  document: JsonObject,
  { schema, name, operations }: Representation,
): (readonly [string, string])[] {
  return operations
    .filter(({ method }) => method !== 'GET' && method !== 'DELETE')
    .flatMap((operation) => {
      const place = singleIn(document, requestContent(operation), [schema], name);
      return place ? [...propertyPlaces(document, place.schema)] : [];
    });
}
