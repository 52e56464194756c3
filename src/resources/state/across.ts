// Lists the items of all owners: `/pods` has those of every `/namespaces/{namespace}/pods`.
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { Collection } from '../infer/resource.ts';
import type { CollectionInWorld } from './collection-in-world.ts';
import { foldersLike } from './key-counters.ts';
import type { Address } from './repository.ts';

/** The owner of the initial items if no resource of the document contains the owners. */
const DEFAULT_OWNER = 'default';

/** Whether an address names no owners, although the items of the collection have some. */
export function isAcross({ resource }: CollectionInWorld, { owners, key, within }: Address): boolean {
  return owners.length === 0 && key === undefined && within === undefined && resource.path.includes('{}');
}

/** The keys of the owners of all items, those that have initial items among them. */
export function ownersOfAll(collection: CollectionInWorld): Eventually<readonly (readonly string[])[]> {
  const { resource, context } = collection;
  return whenKnown(initialOwners(collection), (initial) => {
    const known = foldersLike(context.store, resource.path);
    const all = new Map([...initial, ...known].map((owners) => [owners.join('/'), owners]));
    return [...all.values()];
  });
}

function initialOwners({ resource, openSibling }: CollectionInWorld): Eventually<readonly (readonly string[])[]> {
  const { parent } = resource;
  if (parent && !parent.path.includes('{}') && countOf(resource) === 1)
    return whenKnown(openSibling(parent).keys({ owners: [] }), (keys) => keys.map((key) => [key]));
  return parent ? [] : [Array.from({ length: countOf(resource) }, () => DEFAULT_OWNER)];
}

function countOf({ path }: Collection): number {
  return path.split('{}').length - 1;
}
