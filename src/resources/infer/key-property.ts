// Finds the property of an item that contains the key in its path.

import { plainName, singularOf } from '../../contract/operation/names.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import type { JsonObject } from '../../json/value.ts';

interface KeyQuery {
  /** Pointer of the schema of one item. */
  readonly schema: string;
  /** The path parameter, if there is one. */
  readonly parameter: string | undefined;
  /** The declared types of the parameter. Empty if none is declared. */
  readonly types: ReadonlySet<string>;
  /** The name of the collection. */
  readonly collection: string;
}

/** The property and the pointer of its schema. Undefined if no property qualifies. */
export function keyProperty(
  document: JsonObject,
  { schema, parameter, types, collection }: KeyQuery,
): { readonly name: string; readonly schema: string } | undefined {
  const scalars = [...propertyPlaces(document, schema)].filter(([, at]) => isScalar(document, at));
  const one = singularOf(collection);
  const parameterName = plainName(parameter ?? '');
  const suffix = parameterName.startsWith(one) ? parameterName.slice(one.length) : parameterName;
  const candidates = [
    ...(parameterName === '' ? [] : [parameterName]),
    ...(suffix === '' || suffix === parameterName ? [] : [suffix]),
    'id',
    `${one}id`,
    ...(parameter === undefined
      ? ['uuid', 'guid', 'key', 'slug', 'sid']
      : ['uuid', 'guid', 'key', 'slug', 'sid', 'name', 'code', 'number', 'username', 'login']),
  ];
  // Properties with the type of the parameter come first.
  const sameType = scalars.filter(([, at]) => types.size === 0 || isSameType(typesAt(document, at), types));
  for (const properties of [sameType, scalars]) {
    for (const name of candidates) {
      const found = properties.find(([property]) => plainName(property) === name);
      if (found) return { name: found[0], schema: found[1] };
    }
  }
  // `{id}` can stand for the only property that ends with it, for example `gid` or `sku_id`.
  const ending = scalars.filter(([property]) => /(?:Id|_id|ID)$/.test(property));
  const [only] = ending;
  return ending.length === 1 && only ? { name: only[0], schema: only[1] } : undefined;
}

function isSameType(property: ReadonlySet<string>, parameter: ReadonlySet<string>): boolean {
  const isNumber = (types: ReadonlySet<string>) => types.has('integer') || types.has('number');
  return (
    property.size === 0 ||
    (isNumber(property) && isNumber(parameter)) ||
    (property.has('string') && parameter.has('string'))
  );
}

function isScalar(document: JsonObject, schema: string): boolean {
  const types = typesAt(document, schema);
  if (types.has('object') || types.has('array') || types.has('boolean')) return false;
  return types.size > 0 || sameValuePlaces(document, schema).some(({ value }) => 'enum' in value || 'const' in value);
}
