// All resources of one contract in one world. Each is opened on first use.
import type { Contract } from '../contract/contract.ts';
import type { OpenCollection } from './collection.ts';
import {
  type Address,
  parentAddress,
  type ReplaceOptions,
  type Repository,
  type ResourceContext,
} from './repository.ts';
import type { Collection, Resource } from './resource.ts';
import { openSingleton } from './singleton.ts';

/** The repository of a resource at an address. */
export type Repositories = (resource: Resource, at: Address) => Repository;

export function openResources(
  contract: Contract,
  isControlInformation: (property: string) => boolean,
  context: ResourceContext,
): Repositories {
  // Loaded with the first collection, so that documents without collections start faster.
  let loaded: Promise<(resource: Collection) => OpenCollection> | undefined;
  const opened = async (resource: Collection): Promise<OpenCollection> => {
    loaded ??= import('./collection.ts').then(({ openCollections }) =>
      openCollections(contract, isControlInformation, context),
    );
    return (await loaded)(resource);
  };
  const singletons = new Map<Resource, Repository>();
  return (resource, at) => {
    if (resource.kind === 'collection') return repositoryAt(() => opened(resource), at);
    const known = singletons.get(resource);
    if (known) return known;
    const { parent } = resource;
    const requireParent =
      parent && (async () => void (await (await opened(parent)).read(parentAddress(parent, at.owners))));
    const singleton = openSingleton(
      { contract, resource, context: context, isControlInformation: isControlInformation, requireParent },
      at.owners,
    );
    if (at.owners.length === 0) singletons.set(resource, singleton);
    return singleton;
  };
}

function repositoryAt(opened: () => Promise<OpenCollection>, at: Address): Repository {
  return {
    read: async () => (await opened()).read(at),
    change: async (request, serverValues, guard) => (await opened()).change(at, request, serverValues as never, guard),
    replace: async (body, options = {}) => (await opened()).replace(at, body, options as ReplaceOptions),
    remove: async (guard) => (await opened()).remove(at, guard),
    list: async () => (await opened()).list(at),
    create: async (body, serverValues) => (await opened()).create(at, body, serverValues as never),
    item: (key) => repositoryAt(opened, { ...at, key: String(key) }),
  };
}
