// Recognises collections: a path whose operations list or create items, or whose items are read and changed.
import { lastWord } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { propertyPlaces } from '../../contract/schema/schema-places.ts';
import { ONLY_ITEM } from '../../json/value.ts';
import { listIn, methodOf, requestContent, singleIn, successContent } from './contents.ts';
import { isObjectAt, listsIn, objectsIn } from './envelope.ts';
import { resourceExtension } from './extension.ts';
import { keyAt } from './key.ts';
import { branchFor, isSame } from './likeness.ts';
import { type CollectionDraft, type Forms, type Model, recall } from './model.ts';
import { queryProperties } from './query-properties.ts';
import type { BodyLocation } from './resource.ts';
import { isWhole, type WholeDraft, wholeAbove } from './whole.ts';

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
export function schemasOf({ forms: { list, read, created, changed } }: CollectionDraft): readonly string[] {
  return [list, read, created, ...(list || read || created ? [] : [changed])].flatMap((form) => form?.schema ?? []);
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
  const { read, list } = readAndList(model, path);
  const whole = wholeAbove(model, path);
  const all = [...[read, list].flatMap((form) => form?.schema ?? []), ...(whole ? [whole.item] : [])];
  const post = methodOf(own, 'POST');
  const body = requestContent(post);
  const isOne = body?.schema !== undefined && isObjectAt(document, body.schema);
  const isMany = list !== undefined && listIn(document, body, all, name)?.path.length === 0;
  const returned = singleIn(document, successContent(post), all, name);
  const isInQuery = post && returned && queryProperties(document, post, returned.schema).size > 0;
  const makes = post !== undefined && (isOne || isMany || isInQuery === true);
  const creates = makes && (list !== undefined || items.length > 0 || paths.under(paths.itemOf(path)).length > 0);
  const created = creates ? (partIn(model, whole, post) ?? returned ?? singleIn(document, body, all, name)) : undefined;
  const writes = items.some(({ method }) => ['PUT', 'PATCH', 'DELETE'].includes(method));
  const change = methodOf(items, 'PATCH') ?? methodOf(items, 'PUT');
  const forms = { list, read, created, creates, changed: singleIn(document, successContent(change), all, name) };
  if (list || creates || (read && (writes || declared))) return forms;
  return isListedElsewhere(model, path, forms) ? forms : undefined;
}

/** Whether another path with the same last word lists or creates the items of this path. */
export function isListedElsewhere(model: Model, path: string, { read, changed }: Forms): boolean {
  const { document, paths } = model;
  const schema = (read ?? changed)?.schema;
  if (schema === undefined || path.includes('{}') || paths.at(path).length > 0) return false;
  return paths.nestedNamed(lastWord(path)).some((nested) => {
    if (nested.endsWith('}') || paths.itemsOf(nested).length > 0) return false;
    const { list, creates, created } = draftAt(model, nested)?.forms ?? {};
    return (list || creates) && [list, created].some((form) => form && isSame(document, form.schema, schema));
  });
}

/** The representations in the responses to reading an item and to listing. If one schema is in both, it is the item's. */
function readAndList(model: Model, path: string): Pick<Forms, 'read' | 'list'> {
  const { document, paths } = model;
  const name = lastWord(path);
  const one = successContent(methodOf(paths.itemsOf(path), 'GET'));
  const many = successContent(methodOf(paths.at(path), 'GET'));
  const both = one?.schema !== undefined && one.schema === many?.schema ? listIn(document, many, [], name) : undefined;
  // One item in the response for many: a list of one.
  if (both && both.path.length > 0) return { read: { ...both, path: [...both.path, ONLY_ITEM] }, list: both };
  const objects = one?.schema === undefined ? [] : objectsIn(document, one.schema, name);
  const lists = many?.schema === undefined || !isObjectAt(document, many.schema) ? [] : listsIn(document, many.schema);
  const isItem = ({ schema }: BodyLocation, list: BodyLocation) =>
    isSame(document, branchFor(document, schema, [list.schema]), list.schema);
  const shared = lists.find((list) => objects.some((object) => isItem(object, list)));
  const read = singleIn(document, one, shared ? [shared.schema] : [], name);
  const list = shared ?? listIn(document, many, read ? [read.schema] : [], name);
  // An item with a list among its properties is not a list, and neither is an object whose parts have paths of their own.
  const [property] = list?.path ?? [];
  const isOne = property !== undefined && (isItemPath(model, path) || isWhole(model, path, property));
  return { read, list: isOne ? undefined : list };
}

/** The form of a part if the operation that creates it returns the whole. */
function partIn({ document }: Model, whole: WholeDraft | undefined, post: Operation): BodyLocation | undefined {
  const after = whole && singleIn(document, successContent(post), [whole.schema], lastWord(whole.path));
  return whole && after && isSame(document, after.schema, whole.schema) ? { path: [], schema: whole.item } : undefined;
}

/** Whether a path is the path of an item: of another path, or of a collection whose items operations change. */
function isItemPath({ paths }: Model, path: string): boolean {
  if (!path.endsWith('/{}')) return false;
  return paths.at(paths.homeOf(path)).length > 0 || paths.at(path).some(({ method }) => method !== 'GET');
}

/** The schema of one item: as it is read, else the form with the most properties. */
function itemSchema({ document }: Model, { list, read, created, changed }: Forms): string | undefined {
  const sizeOf = (schema: string) => propertyPlaces(document, schema).size;
  const fuller = created && list && sizeOf(list.schema) > sizeOf(created.schema) ? list : (created ?? changed ?? list);
  return (read ?? fuller)?.schema;
}
