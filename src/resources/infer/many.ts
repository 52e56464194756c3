// Recognises operations on several items at once: a list in the body, or keys in the body or in a query parameter.
import { plainName, singularOf } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import type { JsonObject } from '../../json/value.ts';
import { listIn, requestContent, successContent } from './contents.ts';
import { isObjectAt } from './envelope.ts';
import { placeAt } from './key-path.ts';
import { alikeness, isSame } from './likeness.ts';
import type { Collection, ManyItems, RoleKind } from './resource.ts';

interface ManyQuery {
  readonly operation: Operation;
  readonly resource: Collection;
  /** The schemas of an item. */
  readonly known: readonly string[];
}

/** How an operation names several items. Undefined if it does not. */
export function manyItems(document: JsonObject, query: ManyQuery): ManyItems | undefined {
  const { operation, resource, known } = query;
  const found = itemsInBody(document, query) ?? keysInBody(document, query) ?? keysInQuery(document, query);
  return found && { ...found, inResponse: listIn(document, successContent(operation), known, resource.name) };
}

type Found = Omit<ManyItems, 'inResponse'>;

function itemsInBody(document: JsonObject, { operation, resource, known }: ManyQuery): Found | undefined {
  const { schema } = requestContent(operation) ?? {};
  if (schema === undefined) return undefined;
  const items = listAt(document, schema);
  if (items !== undefined) {
    const isItem = isObjectAt(document, items) && isAlike(document, items, known);
    const isOptional = typesAt(document, schema).has('object');
    return isItem ? { in: 'body', path: [], isKeys: false, isOptional } : undefined;
  }
  // An item can have a list among its properties.
  if (alikeness(document, schema, known).shared > 0) return undefined;
  for (const [name, place] of propertyPlaces(document, schema)) {
    const inside = listAt(document, place);
    if (inside === undefined || !isObjectAt(document, inside)) continue;
    const isNamed = singularOf(name) === singularOf(resource.name) && isAlike(document, inside, known);
    if (isNamed || known.some((one) => isSame(document, one, inside)))
      return { in: 'body', path: [name], isKeys: false, isOptional: false };
  }
  return undefined;
}

/** The pointer of the items of an array, also if one item is allowed instead. */
function listAt(document: JsonObject, schema: string): string | undefined {
  return typesAt(document, schema).has('array') ? itemsPlace(document, schema) : undefined;
}

function isAlike(document: JsonObject, schema: string, known: readonly string[]): boolean {
  return known.some((one) => isSame(document, one, schema)) || alikeness(document, schema, known).share >= 0.5;
}

function keysInBody(document: JsonObject, { operation, resource }: ManyQuery): Found | undefined {
  const { schema } = requestContent(operation) ?? {};
  if (schema === undefined) return undefined;
  const items = listAt(document, schema);
  if (items !== undefined) {
    return isObjectAt(document, items) ? undefined : { in: 'body', path: [], isKeys: true, isOptional: false };
  }
  const names = keyListNames(resource);
  for (const [name, place] of propertyPlaces(document, schema)) {
    const inside = listAt(document, place);
    if (inside === undefined || isObjectAt(document, inside) || !names.has(plainName(name))) continue;
    return { in: 'body', path: [name], isKeys: true, isOptional: false };
  }
  return undefined;
}

function keysInQuery(document: JsonObject, { operation, resource }: ManyQuery): Found | undefined {
  const names = keyListNames(resource);
  const parameter = operation.parameters.find(({ in: place, name }) => place === 'query' && names.has(plainName(name)));
  if (!parameter || operation.method === 'GET') return undefined;
  const isList = parameter.schema === undefined || listAt(document, parameter.schema) !== undefined;
  return isList || parameter.required
    ? { in: 'query', path: [parameter.name], isKeys: true, isOptional: false }
    : undefined;
}

/** Plain names of a list of keys: `ids`, `petIds`, and `names` if the key is a name. */
function keyListNames({ name, key }: Collection): ReadonlySet<string> {
  const one = singularOf(name);
  const own = plainName(key.path.at(-1) ?? 'id');
  return new Set(['ids', 'id', 'keys', `${one}ids`, `${own}s`, `${one}${own}s`, own]);
}

/** Whether each item of a list in the body has its key. */
export function hasKeys(document: JsonObject, { operation, resource }: ManyQuery, { path }: ManyItems): boolean {
  const { schema = '' } = requestContent(operation) ?? {};
  const place = placeAt(document, schema, path);
  const items = place === undefined ? undefined : listAt(document, place);
  return (
    items !== undefined && resource.key.path.length > 0 && placeAt(document, items, resource.key.path) !== undefined
  );
}

const DELETES = /delete|remove|destroy|purge/i;
const CHANGES = /update|edit|patch|modify|upsert/i;
const WORDS = /batch|bulk|many|multi|mass|import|array|list|create|add|insert/i;

/** What an operation on several items does, by its method and the words of its path after that of the collection. */
export function kindOfMany(method: string, words: string, { isKeys }: ManyItems): RoleKind | undefined {
  if (method === 'DELETE' || (method !== 'GET' && DELETES.test(words))) return 'delete';
  if (isKeys || method === 'GET') return undefined;
  if (method === 'PATCH' || (CHANGES.test(words) && method !== 'PUT')) return 'change';
  if (method === 'PUT') return 'replace';
  return words === '' || WORDS.test(words) ? 'create' : undefined;
}
