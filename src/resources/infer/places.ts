// Relates paths to collections: whose items a path is below, and of which collection a path selects a part.
import { parametersIn, plainName, singularOf } from '../../contract/operation/names.ts';
import { propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { draftAt, hasItems, schemasOf } from './drafts.ts';
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
    if (above) return { home: above.path, scope: undefined };
    const parent = parentOf(model, path);
    for (const plain of parent ? model.paths.plainNamed(own.name) : []) {
      const whole = draftAt(model, plain);
      const scope = whole && whole !== parent ? scopeOf(model, path, whole) : undefined;
      if (scope) return { home: plain, scope };
    }
    return { home: path, scope: undefined };
  });
}

/** The collection directly above a path that only lists the same items: the path is another list of that collection. */
function listedBy(model: Model, own: CollectionDraft): CollectionDraft | undefined {
  if (own.forms.creates || model.paths.itemsOf(own.path).length > 0) return undefined;
  const above = draftAt(model, folderOf(own.path));
  const isSameItem = above && schemasOf(above).some((one) => isSame(model.document, one, own.schema));
  return isSameItem && above !== own ? above : undefined;
}

/** The collection that contains the item of the path's last parameter. */
export function parentOf(model: Model, path: string): CollectionDraft | undefined {
  const item = lastItemIn(path);
  const located = item === undefined ? undefined : locate(model, model.paths.homeOf(item));
  const parent = located && draftAt(model, located.home);
  return parent && hasItems(model, parent) ? parent : undefined;
}

/** The nested path as a part of a collection with the same last word and the same item schema. */
export function scopeOf(model: Model, path: string, whole: CollectionDraft): Scope | undefined {
  const own = draftAt(model, path);
  const parent = own && parentOf(model, path);
  if (!parent || own === whole) return undefined;
  const isPart = schemasOf(whole).some((one) => schemasOf(own).some((other) => isSame(model.document, one, other)));
  return isPart ? { path, parent: parent.path, property: ownerProperty(model, whole, parent, path) } : undefined;
}

/** The property of an item that names its owner in another collection. @param nested a path below the owner */
export function ownerProperty(
  { document, paths }: Model,
  { schema, key }: CollectionDraft,
  parent: CollectionDraft,
  nested: string,
): string | undefined {
  const [operation] = paths.at(nested);
  const parameter = operation && parametersIn(operation.path).at(-1);
  const one = singularOf(parent.name);
  const candidates = [
    plainName(parameter ?? ''),
    `${one}id`,
    one,
    `${one}${plainName(parent.key.path.at(-1) ?? 'id')}`,
  ];
  const names = [...propertyPlaces(document, schema)].filter(
    ([name, at]) =>
      !(key.path.length === 1 && name === key.path[0]) &&
      !typesAt(document, at).has('array') &&
      !typesAt(document, at).has('object'),
  );
  return candidates.map((name) => names.find(([property]) => plainName(property) === name)?.[0]).find(Boolean);
}
