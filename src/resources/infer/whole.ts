// Recognises parts of a whole: the items of `/cart/items` are those in the property `items` of `/cart`.
import { lastWord, singularOf } from '../../contract/operation/names.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { methodOf, singleIn, successContent } from './contents.ts';
import { isNameOf, isObjectAt } from './envelope.ts';
import type { Model } from './model.ts';
import { folderOf } from './verbs.ts';

/** A property of an object that contains the items of a collection below it. */
export interface WholeDraft {
  /** The path of the object. */
  readonly path: string;
  /** The pointer of the schema of the object. */
  readonly schema: string;
  readonly property: string;
  /** The pointer of the schema of one of the items. */
  readonly item: string;
}

/** The object at the path above that has a property named like the path. */
export function wholeAbove({ document, paths }: Model, path: string): WholeDraft | undefined {
  const above = folderOf(path);
  if (above === '/' || path.endsWith('}')) return undefined;
  const content = successContent(methodOf(paths.at(above), 'GET'));
  const whole = singleIn(document, content, [], lastWord(above));
  if (!whole) return undefined;
  const found: WholeDraft[] = [];
  for (const [property, place] of propertyPlaces(document, whole.schema)) {
    const item = typesAt(document, place).has('array') ? itemsPlace(document, place) : undefined;
    const isNamed = isNameOf(property, lastWord(path));
    if (isNamed && item !== undefined && isObjectAt(document, item))
      found.push({ path: above, schema: whole.schema, property, item });
  }
  return found.find(({ property }) => singularOf(property) === singularOf(lastWord(path))) ?? found[0];
}

/** Whether operations below a path create or change the items that its object contains, so that the object is no list. */
export function isWhole({ paths }: Model, path: string, property: string): boolean {
  if (paths.itemsOf(path).length > 0) return false;
  return paths.below(path).some((child) => {
    const writes = [...paths.at(child), ...paths.itemsOf(child)].some(({ method }) => method !== 'GET');
    return writes && isNameOf(property, lastWord(child));
  });
}
