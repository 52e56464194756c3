// All resources of one contract in one world. Each is opened on first use.
import type { Contract } from '../../contract/contract.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { JsonObject } from '../../json/value.ts';
import { once } from '../infer/model.ts';
import type { Collection, Resource } from '../infer/resource.ts';
import type { OpenCollection, ReadSingleton } from './collection-in-world.ts';
import type { Ownership } from './ownership.ts';
import {
  type Address,
  type ChangeRequest,
  type Created,
  type Creation,
  type Precondition,
  parentAddress,
  type Replaced,
  type ReplaceOptions,
  type ResourceContext,
  type StoredResource,
} from './repository.ts';
import { openSingleton } from './singleton.ts';

/** The resource at an address. */
export type StoredResources = (resource: Resource, at: Address) => StoredResource;

export function openResources(
  contract: Contract,
  isControlInformation: (property: string) => boolean,
  context: ResourceContext,
): StoredResources {
  return openAll(contract, isControlInformation, context).open;
}

interface OpenedResources {
  readonly open: StoredResources;
  readonly openCollection: (resource: Collection) => Eventually<OpenCollection>;
}

function openAll(
  contract: Contract,
  isControlInformation: (property: string) => boolean,
  context: ResourceContext,
): OpenedResources {
  const { outside } = context;
  const ofOutside = outside && once(() => openAll(contract, isControlInformation, outside));
  // Loaded with the first collection, so that documents without collections start faster.
  let loaded: Eventually<OpenCollections> | undefined;
  const openCollection = (resource: Collection): Eventually<OpenCollection> => {
    loaded ??= loadCollections().then((openCollections) => {
      loaded = openCollections(contract, isControlInformation, context, {
        readSingleton,
        openOutside: ofOutside && ((own) => ofOutside().openCollection(own)),
      });
      return loaded;
    });
    return loaded instanceof Promise ? loaded.then((open) => open(resource)) : loaded(resource);
  };
  const singletons = new Map<Resource, StoredResource>();
  const open: StoredResources = (resource, at) => {
    if (resource.kind === 'collection') return new ItemOrList(openCollection, resource, at);
    const known = singletons.get(resource);
    if (known) return known;
    const { parent } = resource;
    const requireParent =
      parent &&
      (() =>
        whenKnown(openCollection(parent), (collection) =>
          collection.require(parentAddress(parent, resource.path, at.owners)),
        ));
    const singleton = openSingleton(
      {
        contract,
        resource,
        context,
        isControlInformation,
        requireParent,
        openSibling: openCollection,
        readOutside: ofOutside && (() => ofOutside().open(resource, at).read()),
      },
      at.owners,
    );
    if (at.owners.length === 0) singletons.set(resource, singleton);
    return singleton;
  };
  const readSingleton: ReadSingleton = (resource, owners) => open(resource, { owners }).read();
  return { open, openCollection };
}

type OpenCollections = (resource: Collection) => OpenCollection;

const loadCollections = () => import('./collection.ts').then(({ openCollections }) => openCollections);

/** A collection or one of its items, at an address. A class, because an object of closures for each request would cost more. */
class ItemOrList implements StoredResource {
  readonly #open: (resource: Collection) => Eventually<OpenCollection>;
  readonly #resource: Collection;
  readonly #at: Address;

  constructor(open: (resource: Collection) => Eventually<OpenCollection>, resource: Collection, at: Address) {
    this.#open = open;
    this.#resource = resource;
    this.#at = at;
  }

  #then<T>(use: (collection: OpenCollection) => Eventually<T>): Eventually<T> {
    return whenKnown(this.#open(this.#resource), use);
  }

  read(): Eventually<JsonObject> {
    return this.#then((collection) => collection.read(this.#at));
  }

  change(
    request: ChangeRequest,
    serverValues?: Partial<JsonObject>,
    guard?: Precondition,
    ownership?: Ownership,
  ): Eventually<JsonObject> {
    const how = { serverValues: serverValues as JsonObject, guard, ownership };
    return this.#then((collection) => collection.change(this.#at, request, how));
  }

  set(properties: Partial<JsonObject>, guard?: Precondition): Eventually<JsonObject> {
    return this.#then((collection) => collection.set(this.#at, properties as JsonObject, guard));
  }

  replace(body: JsonObject, options: ReplaceOptions = {}): Eventually<Replaced<JsonObject>> {
    return this.#then((collection) => collection.replace(this.#at, body, options));
  }

  remove(guard?: Precondition): Eventually<JsonObject> {
    return this.#then((collection) => collection.remove(this.#at, guard));
  }

  list(): Eventually<readonly JsonObject[]> {
    return this.#then((collection) => collection.list(this.#at));
  }

  create(body: JsonObject, serverValues?: Partial<JsonObject>, creation?: Creation): Eventually<Created<JsonObject>> {
    const how = { serverValues: serverValues as JsonObject, creation };
    return this.#then((collection) => collection.create(this.#at, body, how));
  }

  item(key: string | number): StoredResource {
    return new ItemOrList(this.#open, this.#resource, { ...this.#at, key: String(key) });
  }

  by(exchange: string | undefined): StoredResource {
    return new ItemOrList(this.#open, this.#resource, { ...this.#at, exchange });
  }
}
