// Other paths of the same item: `/deployments/{name}/status` returns the deployment and writes its property `status`, and
// `/orders/{id}/summary` returns some of the properties of the order.
import { lastWord, plainName } from '../../contract/operation/names.ts';
import { propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { methodOf, successContent } from './contents.ts';
import { draftAt, hasItems } from './drafts.ts';
import { findSingle } from './envelope.ts';
import { placeAt } from './key-path.ts';
import { isSame } from './likeness.ts';
import type { CollectionDraft, Model } from './model.ts';
import type { BodyLocation } from './resource.ts';
import { folderOf } from './verbs.ts';

/** A path below an item that shows the item. */
export interface ItemView {
  /** The path of the collection of the item. */
  readonly home: string;
  readonly shown: BodyLocation;
  /** The only property that the path writes. Undefined if it writes all that it shows. */
  readonly only: string | undefined;
}

export function viewAt(model: Model, path: string): ItemView | undefined {
  const { document, paths } = model;
  if (!/\/\{\}\/[^{}/]+$/.test(path) || paths.itemsOf(path).length > 0) return undefined;
  const content = successContent(methodOf(paths.at(path), 'GET'));
  const home = paths.homeOf(folderOf(path));
  const draft = content?.schema === undefined ? undefined : draftAt(model, home);
  if (content?.schema === undefined || !draft || !hasItems(model, draft)) return undefined;
  const shown = findSingle(document, content.schema, [draft.schema], draft.name);
  if (!shown) return undefined;
  if (!isSame(document, shown.schema, draft.schema)) {
    return isPartOf(model, shown.schema, draft) ? { home, shown, only: undefined } : undefined;
  }
  const word = plainName(lastWord(path));
  const [only] = [...propertyPlaces(document, draft.schema)].find(([name]) => plainName(name) === word) ?? [];
  return only === undefined ? undefined : { home, shown, only };
}

/** Whether a schema has the key of an item and no properties that an item does not have. */
function isPartOf({ document }: Model, schema: string, { schema: item, key }: CollectionDraft): boolean {
  const own = propertyPlaces(document, item);
  const names = [...propertyPlaces(document, schema)];
  if (names.length < 2 || key.path.length === 0 || placeAt(document, schema, key.path) === undefined) return false;
  return names.every(([name, place]) => {
    const other = own.get(name);
    return other !== undefined && [...typesAt(document, place)].every((type) => typesAt(document, other).has(type));
  });
}

/** The properties of an item that have a path of their own, which writes them. */
export function separatelyWritten(model: Model, { path }: CollectionDraft): ReadonlySet<string> {
  const { paths } = model;
  return new Set(
    paths.under(paths.itemOf(path)).flatMap((below) => {
      const isWritten = paths.at(below).some(({ method }) => method === 'PUT' || method === 'PATCH');
      return (isWritten ? viewAt(model, below)?.only : undefined) ?? [];
    }),
  );
}
