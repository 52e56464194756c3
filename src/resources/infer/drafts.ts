// Recognises collections: a path whose operations list or create items, or whose items are read and changed.
import { lastWord, parametersIn } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { examplesOf } from '../../contract/operation/parameters.ts';
import { propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import type { JsonObject } from '../../json/value.ts';
import { listIn, methodOf, requestContent, singleIn, successContent } from './contents.ts';
import { isObjectAt } from './envelope.ts';
import { resourceExtension } from './extension.ts';
import { keyProperty } from './key-property.ts';
import { type CollectionDraft, type Forms, type Model, recall } from './model.ts';
import type { Key } from './resource.ts';

/** The collection at a path. */
export function draftAt(model: Model, path: string): CollectionDraft | undefined {
  return recall(model.drafts, path, () => {
    const forms = formsAt(model, path);
    const schema = forms && itemSchema(model, forms);
    if (forms === undefined || schema === undefined) return undefined;
    return { path, name: lastWord(path), forms, schema, key: keyAt(model, path, schema) };
  });
}

/** The schemas of an item in the operations of a collection. */
export function schemasOf({ forms: { list, read, created } }: CollectionDraft): readonly string[] {
  return [list, read, created].flatMap((form) => form?.schema ?? []);
}

/** Whether operations read, change or create single items, so that other resources can be below them. */
export function hasItems({ paths }: Model, { path, forms: { read, creates } }: CollectionDraft): boolean {
  return creates || read !== undefined || paths.itemsOf(path).some(({ method }) => method !== 'GET');
}

function formsAt(model: Model, path: string): Forms | undefined {
  const { document, paths, contract, extended } = model;
  const own = paths.at(path);
  const items = paths.itemsOf(path);
  const name = lastWord(path);
  const declared = extended ? resourceExtension(contract, [...own, ...items]) : undefined;
  if (declared?.kind === 'none') return undefined;
  const read = singleIn(document, successContent(methodOf(items, 'GET')), [], name);
  const known = read ? [read.schema] : [];
  const listed = listIn(document, successContent(methodOf(own, 'GET')), known, name);
  // An item with a list among its properties is not a list.
  const list = listed && listed.path.length > 0 && isWritableItem(model, path) ? undefined : listed;
  const all = list ? [...known, list.schema] : known;
  const post = methodOf(own, 'POST');
  const body = requestContent(post);
  const makes = post !== undefined && body?.schema !== undefined && isObjectAt(document, body.schema);
  const creates = makes && (list !== undefined || items.length > 0 || paths.under(paths.itemOf(path)).length > 0);
  const created = creates
    ? (singleIn(document, successContent(post), all, name) ?? singleIn(document, body, all, name))
    : undefined;
  const writes = items.some(({ method }) => ['PUT', 'PATCH', 'DELETE'].includes(method));
  if (!list && !creates && !(read && (writes || declared))) return undefined;
  const change = methodOf(items, 'PATCH') ?? methodOf(items, 'PUT');
  return { list, read, created, creates, changed: singleIn(document, successContent(change), all, name) };
}

/** Whether a path is an item of a writable collection: operations change the item or create others. */
function isWritableItem({ paths }: Model, path: string): boolean {
  if (!path.endsWith('/{}')) return false;
  const writes = [...paths.at(path), ...paths.at(paths.homeOf(path)).filter(({ method }) => method === 'POST')];
  return writes.some(({ method }) => method !== 'GET');
}

/** The schema of one item: as it is read, else the form with the most properties. */
function itemSchema({ document }: Model, { list, read, created, changed }: Forms): string | undefined {
  const sizeOf = (schema: string) => propertyPlaces(document, schema).size;
  const fuller = created && list && sizeOf(list.schema) > sizeOf(created.schema) ? list : (created ?? changed ?? list);
  return (read ?? fuller)?.schema;
}

function keyAt({ contract, document, paths, extended }: Model, path: string, schema: string): Key {
  const items = paths.itemsOf(path);
  const parameter = keyParameter(items);
  const declared = extended ? resourceExtension(contract, [...items, ...paths.at(path)]) : undefined;
  const key =
    declared?.key === undefined
      ? keyProperty(document, {
          schema,
          parameter: parameter?.name,
          types: parameter?.schema === undefined ? new Set() : typesAt(document, parameter.schema),
          collection: lastWord(path),
        })
      : { name: declared.key, schema: propertyPlaces(document, schema).get(declared.key) };
  return { property: key?.name, schema: key?.schema, parameter, documented: documentedKeys(document, items) };
}

/** The last parameter in the path of an item. */
function keyParameter([item]: readonly Operation[]): Key['parameter'] {
  const name = item && parametersIn(item.path).at(-1);
  if (name === undefined) return undefined;
  return { name, schema: item?.parameters.find((one) => one.in === 'path' && one.name === name)?.schema };
}

/** The keys in the document's examples of the path parameter. */
function documentedKeys(document: JsonObject, items: readonly Operation[]): readonly string[] {
  const values = items.flatMap(({ path, parameters }) => {
    const name = parametersIn(path).at(-1);
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name);
    return parameter ? examplesOf(document, parameter) : [];
  });
  return [...new Set(values.filter((value) => typeof value === 'string' || typeof value === 'number').map(String))];
}
