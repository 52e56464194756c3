// Ids of objects in the lists of an item, such as the images of a product: the server sets those that a request does not send.
import type { Contract } from '../../contract/contract.ts';
import { tooMany } from '../../contract/sample/fill-required.ts';
import { itemsPlace, propertyPlaces, typesAt } from '../../contract/schema/schema-places.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import { uuidAt } from '../../random.ts';
import type { Collection } from '../infer/resource.ts';
import { embeddedIn, partsIn } from './embedded.ts';

/** A list of objects with ids. */
interface ListWithIds {
  readonly property: string;
  /** The property with the id. */
  readonly id: string;
  readonly isNumber: boolean;
  readonly isValid: (value: Json) => boolean;
}

const known = new WeakMap<Collection, readonly ListWithIds[]>();

/** Items of collections of their own get their ids there. */
function listsOf(contract: Contract, resource: Collection): readonly ListWithIds[] {
  const before = known.get(resource);
  if (before) return before;
  const { document } = contract;
  const elsewhere = new Set(
    [...embeddedIn(document, resource), ...partsIn(document, resource)].map((one) => one.property),
  );
  const found = [...propertyPlaces(document, resource.schema)].flatMap(([property, place]): ListWithIds[] => {
    const items =
      typesAt(document, place).has('array') && !elsewhere.has(property) ? itemsPlace(document, place) : undefined;
    const [id, at] =
      items === undefined
        ? []
        : ([...propertyPlaces(document, items)].find(([name]) => /^_?(?:id|uuid)$/i.test(name)) ?? []);
    if (id === undefined || at === undefined) return [];
    const validate = contract.validator('response', at);
    return [
      {
        property,
        id,
        isNumber: typesAt(document, at).has('integer'),
        isValid: (value) => validate(value).length === 0,
      },
    ];
  });
  known.set(resource, found);
  return found;
}

interface PlaceOfIds {
  readonly contract: Contract;
  readonly resource: Collection;
  readonly seed: number;
  readonly place: string;
}

/**
 * The item with ids in its lists. Returns the same object if none is missing.
 * @throws HttpError BODY_TOO_LARGE if more ids are missing than the server generates
 */
export function withInnerIds({ contract, resource, seed, place }: PlaceOfIds, item: JsonObject): JsonObject {
  let result: Record<string, Json> | undefined;
  let generated = 0;
  for (const list of listsOf(contract, resource)) {
    const value = item[list.property];
    if (!Array.isArray(value)) continue;
    const missing = value.reduce<number>((sum, one) => sum + Number(isObject(one) && one[list.id] === undefined), 0);
    if (missing === 0) continue;
    generated += missing;
    if (generated > contract.limits.generatedValues) throw tooMany(contract.limits.generatedValues);
    result ??= { ...item };
    setProperty(
      result,
      list.property,
      withIds(list, value, (index) => uuidAt(seed, place, list.property, index)),
    );
  }
  return result ?? item;
}

function withIds(
  { id, isNumber, isValid }: ListWithIds,
  list: readonly Json[],
  uuid: (index: number) => string,
): readonly Json[] {
  let last = Math.max(0, ...list.map((one) => (isObject(one) && typeof one[id] === 'number' ? one[id] : 0)));
  return list.map((one, index) => {
    if (!isObject(one) || one[id] !== undefined) return one;
    const own = isNumber ? ++last : uuid(index);
    return isValid(own) ? { [id]: own, ...one } : one;
  });
}
