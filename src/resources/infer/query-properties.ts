// Properties in the query: an operation without a body can create or change an item by query parameters, for example
// `POST /cards?name=Paint`.
import { plainName } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { propertyPlaces } from '../../contract/schema/schema-places.ts';
import type { JsonObject } from '../../json/value.ts';

/**
 * The query parameters that are properties of an object: the pointers of their schemas by the names of the properties. Empty if the
 * operation has a body.
 */
export function queryProperties(
  document: JsonObject,
  { parameters, requestBody }: Operation,
  schema: string,
): ReadonlyMap<string, string> {
  if (requestBody !== undefined && requestBody.content.length > 0) return new Map();
  const names = new Map([...propertyPlaces(document, schema).keys()].map((name) => [plainName(name), name]));
  return new Map(
    parameters.flatMap(({ in: place, name, schema: own }) => {
      const property = place === 'query' ? names.get(plainName(name)) : undefined;
      return property === undefined || own === undefined ? [] : [[property, own]];
    }),
  );
}
