// Relates paths to collections: whose items a path is below, and of which collection a path selects a part.
import { parametersIn, plainName, singularOf } from '../../contract/operation/names.ts';
import { propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { draftAt, hasItems, isListedElsewhere, schemasOf } from './drafts.ts';
import { isSame } from './likeness.ts';
import { type CollectionDraft, type Located, type Model, recall, type Scope } from './model.ts';
import { lastItemIn } from './paths.ts';
import { folderOf } from './verbs.ts';

/** The collection that a path lists or creates items of. */
export function locate(model: Model, path: string): Located | undefined {
  return recall(model.places, path, () => {
    const own = draftAt(model, path);
    if (!own) return undefined;
    const above = listedBy(model, own);
    if (above) return locate(model, above.path);
    const parent = parentOf(model, path);
    const nested = parent && homeAbove(model, { own, parent });
    if (nested) return nested;
    const across = nestedOf(model, own);
    if (across !== undefined) return { home: across, scope: undefined, isAcross: true };
    for (const plain of model.paths.plainNamed(own.name)) {
      const whole = draftAt(model, plain);
      if (!whole || whole === own || whole === parent || nestedOf(model, whole) === path) continue;
      const scope = parent && scopeOf(model, path, whole);
      if (scope) return { home: plain, scope };
      if (!parent && isListElsewhere(model, own, whole)) return { home: plain, scope: undefined };
    }
    return { home: path, scope: undefined };
  });
}

/** Whether no operation lists or creates the items of a collection, so that any key can exist. */
export function isOpen(model: Model, { path, forms }: CollectionDraft): boolean {
  return !forms.list && !forms.creates && !isListedElsewhere(model, path, forms) && !isListedBelow(model, path);
}

/** Whether a path such as `/tasks/{}/listMapped` lists the items of `/tasks/{}`. */
function isListedBelow(model: Model, path: string): boolean {
  return model.paths
    .below(path)
    .some((child) => draftAt(model, child)?.forms.list !== undefined && locate(model, child)?.home === path);
}

/** Keys that people choose, so that two owners can have items with the same one. */
const CHOSEN = /(?:name|slug|code|login|title|alias|handle)$/i;

/**
 * The collection below owners whose items a list without owners contains: `/pods` lists those of every `/namespaces/{namespace}/pods`.
 * Undefined if the list has items or creates some itself.
 */
function nestedOf(model: Model, own: CollectionDraft): string | undefined {
  const { paths } = model;
  const { path, forms, name } = own;
  if (!forms.list || forms.creates || path.includes('{}') || paths.itemsOf(path).length > 0) return undefined;
  return paths.nestedNamed(name).find((other) => {
    const nested = other.startsWith(folderOf(path)) && paths.itemsOf(other).length > 0 && draftAt(model, other);
    if (!nested || !isSameItem(model, own, nested)) return false;
    return CHOSEN.test(nested.key.path.at(-1) ?? '') || parentOf(model, other) === undefined;
  });
}

interface OwnAndParent {
  readonly own: CollectionDraft;
  readonly parent: CollectionDraft;
}

/**
 * The home of the items that a path below an item lists: the collection of the owner, if they are of the same kind (the replies to a
 * comment), or another one with the same name and fewer owners (the comments of an issue, which are items of the repository).
 */
function homeAbove(model: Model, { own, parent }: OwnAndParent): Located | undefined {
  const { paths } = model;
  if (paths.itemsOf(own.path).some(({ method }) => method === 'GET')) return undefined;
  if (isSameItem(model, parent, own)) {
    const property = ownerProperty(model, parent, parent, own.path);
    return { home: parent.path, scope: { path: own.path, parent: parent.path, property } };
  }
  for (const other of paths.nestedNamed(own.name)) {
    const isAbove = other !== own.path && own.path.startsWith(ownersIn(other)) && other.length < own.path.length;
    const whole = isAbove && paths.itemsOf(other).length > 0 ? draftAt(model, other) : undefined;
    const scope = whole && scopeOf(model, own.path, whole);
    if (scope) return { home: other, scope };
  }
  return undefined;
}

/** The path up to its last parameter. */
function ownersIn(path: string): string {
  return path.slice(0, path.lastIndexOf('/{}') + '/{}'.length);
}

/** The collection above a path that only lists the same items: the path is another list of that collection. */
function listedBy(model: Model, own: CollectionDraft): CollectionDraft | undefined {
  if (own.forms.creates || model.paths.itemsOf(own.path).length > 0) return undefined;
  for (let at = own.path; at !== '/'; at = folderOf(at)) {
    const above = at.endsWith('/{}') ? undefined : draftAt(model, folderOf(at));
    if (above && above !== own && isSameItem(model, above, own)) return above;
  }
  return undefined;
}

/** Whether a path below others lists or creates the items of a path that declares only its items: `/teams/{id}/apps` and `/apps/{id}`. */
function isListElsewhere(model: Model, own: CollectionDraft, whole: CollectionDraft): boolean {
  const { paths } = model;
  const isElsewhere = paths.at(whole.path).length === 0 && paths.itemsOf(own.path).length === 0;
  return isElsewhere && isSameItem(model, whole, own);
}

function isSameItem({ document }: Model, one: CollectionDraft, other: CollectionDraft): boolean {
  return schemasOf(one).some((schema) => schemasOf(other).some((own) => isSame(document, schema, own)));
}

/** The collection that contains the item of the path's last parameter. */
export function parentOf(model: Model, path: string): CollectionDraft | undefined {
  const item = lastItemIn(path);
  const located = item === undefined ? undefined : locate(model, model.paths.homeOf(item));
  const parent = located && draftAt(model, located.home);
  return parent && hasItems(model, parent) ? parent : undefined;
}

/** The nested path as a part of a collection with the same last word and the same item schema. */
function scopeOf(model: Model, path: string, whole: CollectionDraft): Scope | undefined {
  const own = draftAt(model, path);
  const parent = own && parentOf(model, path);
  if (!parent || own === whole) return undefined;
  return isSameItem(model, whole, own)
    ? { path, parent: parent.path, property: ownerProperty(model, whole, parent, path) }
    : undefined;
}

/** The property of an item that names its owner in another collection. @param nested a path below the owner */
export function ownerProperty(
  { document, paths }: Model,
  { schema, key }: CollectionDraft,
  parent: CollectionDraft,
  nested: string,
): string | undefined {
  const [operation] = paths.at(nested);
  const position = (lastItemIn(nested) ?? nested).split('{}').length - 2;
  const parameter = operation && parametersIn(operation.path)[position];
  const one = singularOf(parent.name);
  const candidates = [
    plainName(parameter ?? ''),
    `${one}id`,
    `id${one}`,
    one,
    `${one}${plainName(parent.key.path.at(-1) ?? 'id')}`,
    ...(schema === parent.schema ? ['parentid', `parent${one}id`, 'parent', `parent${one}`] : []),
  ];
  const names = [...propertyPlaces(document, schema)].filter(
    ([name, at]) => !(key.path.length === 1 && name === key.path[0]) && canBeKey(typesAt(document, at)),
  );
  return candidates.map((name) => names.find(([property]) => plainName(property) === name)?.[0]).find(Boolean);
}

/** Whether a value can be the key of another item. Some documents allow the key or the item itself. */
function canBeKey(types: ReadonlySet<string>): boolean {
  return !types.has('array') && (!types.has('object') || types.has('string') || types.has('integer'));
}
