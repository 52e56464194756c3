// Finds the property of an item that contains the key in its path. It can be inside another property, for example `metadata.name`.
import { plainName, singularOf, wordsIn } from '../../contract/operation/names.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { tokensOf } from '../../json/pointer.ts';
import { type JsonObject, ONLY_ITEM } from '../../json/value.ts';

export interface KeyQuery {
  /** Pointer of the schema of one item. */
  readonly schema: string;
  /** The path parameter, if there is one, and the pointer of its schema. */
  readonly parameter: { readonly name: string; readonly schema: string | undefined } | undefined;
  /** The name of the collection. */
  readonly collection: string;
  /** The properties in the body of the request that creates an item. */
  readonly written: ReadonlySet<string>;
}

/** The path of property names to the key, and the pointer of its schema. */
export interface KeyPlace {
  readonly path: readonly string[];
  readonly schema: string;
}

/** Names of properties that identify an item, the most usual first. */
const IDS = ['id', 'uuid', 'guid', 'sid', 'gid', 'identifier', 'key', 'slug'];
/** Names of properties that identify an item if the path says so. */
const NAMES = ['name', 'code', 'number', 'username', 'login'];
/** Last words of parameters that stand for any identifier. */
const ID_WORDS = new Set(['id', 'ids', 'uuid', 'guid', 'sid', 'gid', 'oid', 'pk', 'identifier']);
/** Other names of the property that a parameter means. */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  index: ['number', 'iid'],
  num: ['number'],
  no: ['number'],
  username: ['login', 'name'],
  login: ['username', 'name'],
};
/** Properties that contain what identifies an item. */
const HEADERS =
  /^(?:meta(?:data)?|header|head|sys|info|identity|identifiers?|ids?|keys?|refs?|resource|data|attributes|common|general|base|spec|object)$/;

/** Undefined if no property qualifies. */
export function keyPath(document: JsonObject, query: KeyQuery): KeyPlace | undefined {
  const { schema, parameter, collection } = query;
  const own = scalarsOf(document, schema);
  const named = namesOf(query);
  const dotted = parameter && dottedPlace(document, schema, parameter.name);
  if (dotted) return dotted;
  // A client that names an item chooses its name.
  const names = sameTyped(document, own, parameter?.schema);
  const fits = own.filter(({ schema: at }) => acceptsSameText(document, at, parameter?.schema));
  const nested = () => nestedScalars(document, schema, singularOf(collection));
  return (
    firstNamed(fits, named.exact) ??
    firstNamed(named.isId ? fits : sameTyped(document, fits, parameter?.schema), named.ids) ??
    // The text of a number can be an identifier, too: `"id": "141"` for an integer in the path.
    (named.isId ? firstNamed(own, ['id', `${singularOf(collection)}id`]) : undefined) ??
    firstNamed(nested(), [...named.exact, ...named.ids]) ??
    (named.isId ? onlyEndingWithId(fits) : undefined) ??
    firstNamed(
      names.filter(({ path: [name] }) => query.written.has(name as string)),
      named.others,
    ) ??
    firstNamed(names, named.others) ??
    firstNamed(own, [...named.exact, ...named.ids, ...named.others])
  );
}

interface KeyNames {
  /** What the parameter is called: `menuItemId` can be `menu_item_id`, `item_id` or `id`. */
  readonly exact: readonly string[];
  readonly ids: readonly string[];
  readonly others: readonly string[];
  /** Whether the parameter stands for any identifier. */
  readonly isId: boolean;
}

function namesOf({ parameter, collection }: KeyQuery): KeyNames {
  const one = singularOf(collection);
  const ids = ['id', `${one}id`, ...IDS.slice(1)];
  if (parameter === undefined) return { exact: [], ids, others: [], isId: true };
  const words = wordsIn(parameter.name);
  const last = words.at(-1) ?? '';
  const suffixes = words.map((_, index) => words.slice(index).join(''));
  const synonyms = Object.hasOwn(SYNONYMS, last) ? (SYNONYMS[last] as readonly string[]) : [];
  return { exact: [...suffixes, `${one}${last}`, ...synonyms], ids, others: NAMES, isId: ID_WORDS.has(last) };
}

/** The property that a parameter names by its path: `application.metadata.name` is `metadata.name` of an application. */
function dottedPlace(document: JsonObject, schema: string, parameter: string): KeyPlace | undefined {
  const [, ...path] = parameter.split('.');
  const at = path.length === 0 ? undefined : placeAt(document, schema, path);
  return at !== undefined && isScalar(document, at) ? { path, schema: at } : undefined;
}

/** The path of a declared key: the name of a property, names with dots between them, or a JSON pointer. */
export function declaredKey(document: JsonObject, schema: string, key: string): KeyPlace | undefined {
  const paths = key.startsWith('/') ? [tokensOf(key)] : [[key], key.split('.')];
  for (const path of paths) {
    const at = placeAt(document, schema, path);
    if (at !== undefined) return { path, schema: at };
  }
  return undefined;
}

/** The pointer of the schema of the property at a path. */
export function placeAt(document: JsonObject, schema: string, path: readonly string[]): string | undefined {
  return path.reduce<string | undefined>((at, name) => {
    if (at === undefined) return undefined;
    const isItem = name === ONLY_ITEM && typesAt(document, at).has('array');
    return isItem ? itemsPlace(document, at) : propertyPlaces(document, at).get(name);
  }, schema);
}

function scalarsOf(document: JsonObject, schema: string, above: readonly string[] = []): readonly KeyPlace[] {
  return [...propertyPlaces(document, schema)]
    .filter(([, at]) => isScalar(document, at))
    .map(([name, at]) => ({ path: [...above, name], schema: at }));
}

/** The property with a name, in an item or in an object that describes it. */
export function placeNamed(document: JsonObject, schema: string, name: string): KeyPlace | undefined {
  const isNamed = ({ path }: KeyPlace) => plainName(path.at(-1) as string) === plainName(name);
  return scalarsOf(document, schema).find(isNamed) ?? nestedScalars(document, schema, '').find(isNamed);
}

/** The properties of the objects in an item that describe it. */
function nestedScalars(document: JsonObject, schema: string, one: string): readonly KeyPlace[] {
  return [...propertyPlaces(document, schema)]
    .filter(([name, at]) => (HEADERS.test(plainName(name)) || plainName(name) === one) && !isScalar(document, at))
    .flatMap(([name, at]) => scalarsOf(document, at, [name]));
}

function firstNamed(places: readonly KeyPlace[], names: readonly string[]): KeyPlace | undefined {
  for (const name of names) {
    const found = places.find(({ path }) => plainName(path.at(-1) as string) === name);
    if (found) return found;
  }
  return undefined;
}

/** `{id}` can stand for the only property that ends with it, for example `sku_id`. */
function onlyEndingWithId(places: readonly KeyPlace[]): KeyPlace | undefined {
  const [only, ...others] = places.filter(({ path }) => /(?:Id|_id|ID)$/.test(path.at(-1) as string));
  return others.length === 0 ? only : undefined;
}

/** Whether a text can be a value of the property and of the parameter. */
function acceptsSameText(document: JsonObject, property: string, parameter: string | undefined): boolean {
  if (parameter === undefined || !isNumeric(typesAt(document, parameter))) return true;
  const types = typesAt(document, property);
  return types.size === 0 || isNumeric(types);
}

function sameTyped(
  document: JsonObject,
  places: readonly KeyPlace[],
  parameter: string | undefined,
): readonly KeyPlace[] {
  const types = parameter === undefined ? new Set<string>() : typesAt(document, parameter);
  return places.filter(({ schema }) => {
    const own = typesAt(document, schema);
    return (
      types.size === 0 ||
      own.size === 0 ||
      (isNumeric(own) && isNumeric(types)) ||
      (own.has('string') && types.has('string'))
    );
  });
}

function isNumeric(types: ReadonlySet<string>): boolean {
  return types.has('integer') || types.has('number');
}

export function isScalar(document: JsonObject, schema: string): boolean {
  const types = typesAt(document, schema);
  if (types.has('object') || types.has('array') || types.has('boolean')) return false;
  return types.size > 0 || sameValuePlaces(document, schema).some(({ value }) => 'enum' in value || 'const' in value);
}
