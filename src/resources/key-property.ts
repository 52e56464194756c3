// Which member of an item holds the key that its path asks for.

import { plainName, singularOf } from '../contract/names.ts';
import { propertyPlaces, sameValuePlaces, typesAt } from '../contract/schema-places.ts';
import type { JsonObject } from '../json/value.ts';

interface KeyQuery {
  /** Pointer of the schema of one item. */
  readonly schema: string;
  /** The path parameter, where there is one. */
  readonly parameter: string | undefined;
  /** The types that the parameter may have; none where nothing is said. */
  readonly types: ReadonlySet<string>;
  /** What the collection is called. */
  readonly collection: string;
}

/** The member and the pointer of its schema; undefined where none is told. */
export function keyProperty(
  document: JsonObject,
  { schema, parameter, types, collection }: KeyQuery,
): { readonly name: string; readonly schema: string } | undefined {
  const scalars = [...propertyPlaces(document, schema)].filter(([, at]) => isScalar(document, at));
  const one = singularOf(collection);
  const asked = plainName(parameter ?? '');
  const rest = asked.startsWith(one) ? asked.slice(one.length) : asked;
  const wanted = [
    ...(asked === '' ? [] : [asked]),
    ...(rest === '' || rest === asked ? [] : [rest]),
    'id',
    `${one}id`,
    ...(parameter === undefined
      ? ['uuid', 'guid', 'key', 'slug', 'sid']
      : ['uuid', 'guid', 'key', 'slug', 'sid', 'name', 'code', 'number', 'username', 'login']),
  ];
  // A text is hardly the key of a number: what has the parameter's type comes first.
  const alike = scalars.filter(([, at]) => types.size === 0 || isAlike(typesAt(document, at), types));
  for (const members of [alike, scalars]) {
    for (const name of wanted) {
      const found = members.find(([member]) => plainName(member) === name);
      if (found) return { name: found[0], schema: found[1] };
    }
  }
  // `{id}` may ask for the only member that ends so, as `gid` or `sku_id`.
  const ending = scalars.filter(([member]) => /(?:Id|_id|ID)$/.test(member));
  const [only] = ending;
  return ending.length === 1 && only ? { name: only[0], schema: only[1] } : undefined;
}

function isAlike(member: ReadonlySet<string>, parameter: ReadonlySet<string>): boolean {
  const isNumber = (types: ReadonlySet<string>) => types.has('integer') || types.has('number');
  return (
    member.size === 0 || (isNumber(member) && isNumber(parameter)) || (member.has('string') && parameter.has('string'))
  );
}

function isScalar(document: JsonObject, schema: string): boolean {
  const types = typesAt(document, schema);
  if (types.has('object') || types.has('array') || types.has('boolean')) return false;
  return types.size > 0 || sameValuePlaces(document, schema).some(({ value }) => 'enum' in value || 'const' in value);
}
