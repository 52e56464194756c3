// Recognises operations on several items at once: a list of items in the body (`POST /cards/batch`, `PATCH /cards`), or a list of
// keys in the body or in the query (`DELETE /cards?ids=1,2`).

import { isJson } from '../../contract/operation/media-types.ts';
import { lastWord, plainName, singularOf } from '../../contract/operation/names.ts';
import { type Operation, successResponse } from '../../contract/operation/operations.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { isPatchList, listIn, methodOf, requestContent, singleIn, successContent } from './contents.ts';
import { draftAt, schemasOf } from './drafts.ts';
import { isObjectAt } from './envelope.ts';
import { alikeness, isSame } from './likeness.ts';
import type { CollectionDraft, Model } from './model.ts';
import type { PlacedOperation } from './paths.ts';
import { locate } from './places.ts';
import type { ManyItems, RoleKind } from './resource.ts';
import { folderOf } from './verbs.ts';

/** An operation on several items of the collection at a path. */
export interface Bulk {
  readonly home: string;
  readonly kind: RoleKind;
  readonly many: ManyItems;
}

/** Last words of paths that mean several items. */
const BULK_WORD =
  /^(?:_?(?:batch|bulk|many|multiple|mass|multi|import)|createwith(?:list|array)(?:input)?|(?:batch|bulk|mass|multi)(?:create|add|insert|update|change|edit|patch|upsert|delete|remove|destroy|archive|import|read|get)\w*|(?:create|add|insert|update|change|edit|patch|upsert|delete|remove|destroy|archive|read|get)(?:batch|bulk|many|multiple|all|list)\w*|mget)$/;
const DELETES = /delete|remove|destroy|(?<!un)archive/;
const READS = /read|get$|get(?:many|batch|bulk|multiple)|fetch|lookup|retrieve/;
const CHANGES = /update|change|edit|patch/;
const CREATES = /create|add|insert|new|save|upsert|import/;
const KINDS: Readonly<Record<string, RoleKind>> = { POST: 'create', PUT: 'replace', PATCH: 'change', DELETE: 'delete' };
/** The least share of properties that two forms of an item have in common. */
const MIN_SHARE = 0.6;

export function bulkOf(model: Model, { operation, path }: PlacedOperation): Bulk | undefined {
  if (!Object.hasOwn(KINDS, operation.method)) return undefined;
  const { home, word } = placeOf(model, { operation, path });
  const draft = home === undefined ? undefined : draftAt(model, home);
  if (home === undefined || !draft) return undefined;
  const meant = kindOf(operation, word);
  const inBody = listInBody(model, operation, draft, meant);
  const inQuery = keysInQuery(model, operation, draft);
  const added = inBody || word !== undefined ? undefined : addedKeys(model, { operation, path }, draft);
  if (added) return { home, kind: 'create', many: { ...added, inResponse: undefined } };
  const many = inBody ?? (meant === 'delete' || (meant === 'change' && word !== undefined) ? inQuery : undefined);
  if (!many) return undefined;
  const selectedBy = meant === 'change' || (meant === 'delete' && many.isKeys) ? inQuery?.path[0] : undefined;
  const inResponse = listIn(model.document, successContent(operation), schemasOf(draft), draft.name);
  const kind =
    meant === 'change' && word === undefined && isAppended(model, many, { operation, draft }) ? 'create' : meant;
  return { home, kind, many: { ...many, selectedBy, inResponse } };
}

/**
 * The keys that a request adds to a collection, such as a library of albums: the DELETE of the same path removes them, and neither
 * returns anything.
 */
function addedKeys(model: Model, { operation, path }: PlacedOperation, draft: CollectionDraft): Found | undefined {
  if (!/^(?:PUT|POST)$/.test(operation.method) || locate(model, path)?.scope) return undefined;
  const removal = methodOf(model.paths.at(path), 'DELETE');
  const isBare = (one: Operation) => successResponse(one)?.content.length === 0;
  if (!removal || !isBare(operation) || !isBare(removal) || !keysInQuery(model, removal, draft)) return undefined;
  return keysInQuery(model, operation, draft);
}

interface BulkWrite {
  readonly operation: Operation;
  readonly draft: CollectionDraft;
}

/** Whether a change of a collection sends items without keys, so that they are added: `PATCH /blocks/{id}/children`. */
function isAppended({ document }: Model, { in: place, path, isKeys }: Found, { operation, draft }: BulkWrite): boolean {
  const [name] = path;
  const { schema } = requestContent(operation) ?? {};
  if (schema === undefined || name === undefined || isKeys || place === 'query') return false;
  const list = propertyPlaces(document, schema).get(name);
  const item = list === undefined ? undefined : itemsPlace(document, list);
  const [key] = draft.key.path;
  return key !== undefined && item !== undefined && !propertyPlaces(document, item).has(key);
}

/** The path of the collection, and the word behind it that means several items. */
function placeOf(
  model: Model,
  { operation, path }: PlacedOperation,
): { readonly home: string | undefined; readonly word: string | undefined } {
  const folder = folderOf(path);
  const word = lastSegment(path);
  if (BULK_WORD.test(word) && draftAt(model, folder)) return { home: folder, word };
  // `/cards/batch/remove`
  const above = folderOf(folder);
  if (BULK_WORD.test(lastSegment(folder)) && draftAt(model, above)) {
    // Another word has a meaning of its own: `/cards/batch/read` creates nothing.
    return { home: isWrite(word) ? above : undefined, word };
  }
  const home = draftAt(model, path)
    ? path
    : operation.method === 'POST'
      ? listBelow(model, operation, path)
      : undefined;
  return { home, word: undefined };
}

/** The collection below an item that a list in the body is named like: `members` of a POST to `/lists/{id}`. */
function listBelow({ document, paths }: Model, operation: Operation, path: string): string | undefined {
  const { schema } = requestContent(operation) ?? {};
  if (schema === undefined || !path.endsWith('/{}')) return undefined;
  const lists = [...propertyPlaces(document, schema)].filter(([, place]) => typesAt(document, place).has('array'));
  return paths.under(path).find((folder) => lists.some(([name]) => plainName(name) === plainName(lastWord(folder))));
}

function isWrite(word: string): boolean {
  return [DELETES, CHANGES, CREATES, READS].some((verbs) => verbs.test(word));
}

function lastSegment(path: string): string {
  return plainName(path.slice(path.lastIndexOf('/') + 1));
}

function kindOf({ method }: Operation, word = ''): RoleKind {
  if (DELETES.test(word)) return 'delete';
  if (CHANGES.test(word)) return 'change';
  if (READS.test(word)) return 'read';
  return KINDS[method] as RoleKind;
}

type Found = Omit<ManyItems, 'inResponse'>;

function listInBody(
  model: Model,
  { requestBody }: Operation,
  draft: CollectionDraft,
  kind: RoleKind,
): Found | undefined {
  const { document } = model;
  const content = requestBody?.content.find(({ name }) => isJson(name)) ?? requestBody?.content[0];
  if (content?.schema === undefined || isPatchList(document, content)) return undefined;
  const types = typesAt(document, content.schema);
  const isOptional = types.has('object');
  if (types.has('array')) {
    const isKeys = listKind(model, content.schema, draft);
    if (isKeys === undefined || (isKeys && kind !== 'delete' && kind !== 'read')) return undefined;
    return { in: 'body', path: [], isKeys, isOptional };
  }
  if (!isOptional) return undefined;
  const ownNames = propertyPlaces(document, draft.schema);
  for (const [name, place] of propertyPlaces(document, content.schema)) {
    // A list that an item has itself is a part of one item: the lines of an order.
    if (!typesAt(document, place).has('array') || ownNames.has(name)) continue;
    const isKeys = listKind(model, place, draft);
    const property = kind === 'create' && isKeys ? propertyOfMany(model, content.schema, { name, draft }) : undefined;
    if (property !== undefined) return { in: 'body', path: [name], isKeys: false, isOptional: true, property };
    const [chosen, ...inside] = draft.key.path;
    // Items that consist of little more than the key that people choose: `labels: ["bug"]`.
    if (kind === 'create' && isKeys && chosen !== undefined && inside.length === 0 && isKeysName(name, draft))
      return { in: 'body', path: [name], isKeys: false, isOptional: false, property: chosen };
    const fits =
      isKeys === true
        ? (kind === 'delete' || kind === 'read') && isKeysName(name, draft)
        : isKeys === false &&
          (kind === 'read' ||
            isOnlyList(model, content.schema) ||
            isListEnvelope(model, content.schema, { name, draft }));
    if (fits) return { in: 'body', path: [name], isKeys: isKeys === true, isOptional: false };
  }
  return undefined;
}

/** A property of an item that a body can contain once or as a list: `name` or `names`. */
function propertyOfMany(
  { document }: Model,
  schema: string,
  { name, draft }: { readonly name: string; readonly draft: CollectionDraft },
): string | undefined {
  const one = singularOf(name);
  const sent = propertyPlaces(document, schema);
  return [...propertyPlaces(document, draft.schema).keys()].find((own) => plainName(own) === one && sent.has(own));
}

/** Whether an array contains keys (true) or items (false) of a collection. Undefined for other arrays. */
function listKind(model: Model, array: string, draft: CollectionDraft): boolean | undefined {
  const { document } = model;
  const item = itemsPlace(document, array);
  if (item === undefined) return undefined;
  if (!isObjectAt(document, item)) return typesAt(document, item).size > 0 ? true : undefined;
  const known = [draft.schema, ...schemasOf(draft), ...requestedForms(model, draft)];
  if (known.some((one) => isSame(document, one, item))) return false;
  const { shared, share } = alikeness(document, item, known);
  const isAlike = shared > 1 ? share >= MIN_SHARE : shared === 1 && share === 1;
  return isAlike ? false : undefined;
}

/** The schema of an item in the request that creates one. */
function requestedForms({ document, paths }: Model, { path, name, schema }: CollectionDraft): readonly string[] {
  const content = requestContent(methodOf(paths.at(path), 'POST'));
  const form = singleIn(document, content, [schema], name);
  return form ? [form.schema] : [];
}

/** Whether a body is an envelope of one list, so that it is no item with a list inside. */
function isOnlyList({ document }: Model, schema: string): boolean {
  const places = [...propertyPlaces(document, schema).values()];
  return places.filter((place) => typesAt(document, place).has('array')).length === 1 && places.length <= 2;
}

/** Whether a body has the schema of the response that lists the items: the same object around the same list. */
function isListEnvelope(
  { document, paths }: Model,
  schema: string,
  { name, draft }: { readonly name: string; readonly draft: CollectionDraft },
): boolean {
  const listed = successContent(methodOf(paths.at(draft.path), 'GET'))?.schema;
  const [list, ...inside] = draft.forms.list?.path ?? [];
  return listed !== undefined && list === name && inside.length === 0 && isSame(document, listed, schema);
}

/** Names of lists of keys: `ids`, `cardIds`, `numbers`. */
function isKeysName(name: string, { name: collection, key }: CollectionDraft): boolean {
  const plain = plainName(name);
  const one = singularOf(collection);
  const own = plainName(key.path.at(-1) ?? 'id');
  const names = [
    own,
    singularOf(own),
    `${one}${own}`,
    `${one}id`,
    'id',
    'key',
    'uuid',
    one,
    plainName(key.parameter?.name ?? ''),
  ];
  return names.some((word) => word !== '' && (plain === `${word}s` || plain === word || singularOf(plain) === word));
}

/** A query parameter with the keys of the items to delete. */
function keysInQuery({ document }: Model, { parameters }: Operation, draft: CollectionDraft): Found | undefined {
  const isList = (schema: string | undefined, name: string) =>
    schema !== undefined && (typesAt(document, schema).has('array') || /s$/.test(plainName(name)));
  const parameter = parameters.find(
    ({ in: place, name, schema }) => place === 'query' && isList(schema, name) && isKeysName(name, draft),
  );
  return parameter && { in: 'query', path: [parameter.name], isKeys: true, isOptional: false };
}
