// Checks the keys that the document declares by x-standin-resource: the resource exists, and its items have the property.
import { shapeOfPath } from '../../contract/operation/names.ts';
import { propertyPlaces } from '../../contract/schema/schema-places.ts';
import { nearest } from '../../edit-distance.ts';
import { SetupError } from '../../errors/setup-error.ts';
import { draftAt } from './drafts.ts';
import { type DeclaredKey, declaredKeys } from './extension.ts';
import { declaredKey, isScalar } from './key-path.ts';
import type { CollectionDraft, Model } from './model.ts';

/** @throws SetupError DOCUMENT_INVALID */
export function checkDeclaredKeys(model: Model): void {
  for (const declared of declaredKeys(model.contract)) checkDeclaredKey(model, declared);
}

function checkDeclaredKey(model: Model, { path, pointer, key }: DeclaredKey): void {
  const { contract } = model;
  const draft = draftFor(model, shapeOfPath(path));
  const wrong = draft ? wrongKey(model, draft, key) : NO_COLLECTION;
  if (!wrong) return;
  const what = `x-standin-resource declares the key ${JSON.stringify(key)} at ${path}, but ${wrong.what}`;
  throw new SetupError({ code: 'DOCUMENT_INVALID', what, advice: wrong.advice, ...contract.place(pointer) });
}

interface Wrong {
  readonly what: string;
  readonly advice: string;
}

const NO_COLLECTION: Wrong = {
  what: 'no operation there lists, creates or reads items',
  advice: 'Declare the key on the path of a collection or of an item',
};

/** The collection at a path, or the collection of the item at it. */
function draftFor(model: Model, path: string): CollectionDraft | undefined {
  return draftAt(model, path) ?? (path.endsWith('/{}') ? draftAt(model, model.paths.homeOf(path)) : undefined);
}

function wrongKey({ contract: { document } }: Model, { schema }: CollectionDraft, key: string): Wrong | undefined {
  const names = [...propertyPlaces(document, schema).keys()];
  if (names.length === 0) return undefined;
  const found = declaredKey(document, schema, key);
  if (!found) {
    const similar = nearest(key, names);
    const known = `Its properties: ${names.slice(0, 10).join(', ')}`;
    return {
      what: 'an item has no such property',
      advice: `${similar === undefined ? '' : `Did you mean ${JSON.stringify(similar)}? `}${known}. Use a name, a path such as metadata.name, or a JSON pointer`,
    };
  }
  if (isScalar(document, found.schema)) return undefined;
  return {
    what: 'this property is neither a string nor a number',
    advice: 'Declare a property that identifies an item',
  };
}
