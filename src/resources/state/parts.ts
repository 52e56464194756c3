// Items that a request embeds in another item, and that have a list and a path of their own elsewhere: the variants of a product are
// items of `/variants`. They are created, changed and deleted with what the item lists.
import { whenKnown } from '../../eventually.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import type { CollectionInWorld } from './collection-in-world.ts';
import { addressIn, type Embedded, partsIn } from './embedded.ts';
import { keyOf } from './keys.ts';

interface WrittenItem {
  /** The keys of the owners of its parts, with its own key as the last. */
  readonly owners: readonly string[];
  /** Undefined for a new item. */
  readonly before: JsonObject | undefined;
  readonly after: JsonObject;
}

/** Writes the parts that a request has sent in an item. */
export async function writeParts(collection: CollectionInWorld, item: WrittenItem): Promise<void> {
  const { before, after, owners } = item;
  for (const part of partsIn(collection.contract.document, collection.resource)) {
    const list = after[part.property];
    if (Array.isArray(list) && list !== before?.[part.property]) await writeList(collection, part, { owners, list });
  }
}

/** Whether an item of the collection can have parts. */
export function hasParts({ contract, resource }: CollectionInWorld): boolean {
  return partsIn(contract.document, resource).length > 0;
}

interface ListOfParts {
  readonly owners: readonly string[];
  readonly list: readonly Json[];
}

async function writeList(
  { openSibling }: CollectionInWorld,
  part: Embedded,
  { owners, list }: ListOfParts,
): Promise<void> {
  const { child } = part;
  const own = openSibling(child);
  const at = addressIn(part, owners);
  const left = new Set(await own.keys(at));
  for (const value of list.filter(isObject)) {
    const key = keyOf(child, value);
    if (key !== undefined && left.delete(key))
      await own.change({ ...at, key }, { body: value, mediaType: 'application/json' });
    else await own.create(at, value);
  }
  for (const key of left) await whenKnown(own.remove({ ...at, key }), () => undefined);
}
