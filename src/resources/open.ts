// All resources of one contract in one world, each opened when it is first asked for.
import type { Contract } from '../contract/contract.ts';
import { type OpenCollection, openCollection } from './collection.ts';
import { type Address, above, type ReplaceOptions, type Repository, type Surroundings } from './repository.ts';
import type { Collection, Resource } from './resource.ts';
import { openSingleton } from './singleton.ts';

/** The repository of a resource at an address. */
export type Repositories = (resource: Resource, at: Address) => Repository;

export function openResources(
  contract: Contract,
  isControl: (member: string) => boolean,
  around: Surroundings,
): Repositories {
  const collections = new Map<Collection, OpenCollection>();
  const opened = (resource: Collection): OpenCollection => {
    const collection = collections.get(resource) ?? openCollection({ contract, resource, around, isControl, opened });
    collections.set(resource, collection);
    return collection;
  };
  const singletons = new Map<Resource, Repository>();
  return (resource, at) => {
    if (resource.kind === 'collection') return repositoryAt(opened(resource), at);
    const known = singletons.get(resource);
    if (known) return known;
    const { parent } = resource;
    const requireParent = parent && (async () => void (await opened(parent).read(above(parent, at.owners))));
    const singleton = openSingleton({ contract, resource, around, isControl, requireParent }, at.owners);
    if (at.owners.length === 0) singletons.set(resource, singleton);
    return singleton;
  };
}

function repositoryAt(collection: OpenCollection, at: Address): Repository {
  return {
    read: () => collection.read(at),
    change: (request, kept, guard) => collection.change(at, request, kept as never, guard),
    replace: (body, options = {}) => collection.replace(at, body, options as ReplaceOptions),
    remove: (guard) => collection.remove(at, guard),
    list: () => collection.list(at),
    create: (body, kept) => collection.create(at, body, kept as never),
    item: (key) => repositoryAt(collection, { ...at, key: String(key) }),
  };
}
