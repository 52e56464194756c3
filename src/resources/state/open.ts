// All resources of one contract in one world. Each is opened on first use.
import type { Contract } from '../../contract/contract.ts';
import { type Eventually, whenKnown } from '../../eventually.ts';
import type { JsonObject } from '../../json/value.ts';
import { once } from '../infer/model.ts';
import type { Collection, Resource, Singleton } from '../infer/resource.ts';
import type { OpenCollection } from './collection-in-world.ts';
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
import { openSingleton, type SingletonOptions } from './singleton.ts';

/** The resource at an address. */
export type StoredResources = (resource: Resource, at: Address) => StoredResource;

export function openResources(
  contract: Contract,
  isControlInformation: (property: string) => boolean,
  context: ResourceContext,
): StoredResources {
  return new OpenedResources({ contract, isControlInformation, context }).open;
}

type SharedOptions = Pick<SingletonOptions, 'contract' | 'isControlInformation' | 'context'>;

class OpenedResources {
  readonly #shared: SharedOptions;
  /** In a transaction, the resources without its changes. */
  readonly #outside: (() => OpenedResources) | undefined;
  // Loaded with the first collection, so that documents without collections start faster.
  #loaded: Eventually<OpenCollections> | undefined;
  readonly #singletons = new Map<Resource, StoredResource>();

  constructor(shared: SharedOptions) {
    const { outside } = shared.context;
    this.#shared = shared;
    this.#outside = outside && once(() => new OpenedResources({ ...shared, context: outside }));
  }

  readonly openCollection = (resource: Collection): Eventually<OpenCollection> => {
    this.#loaded ??= this.#load();
    const loaded = this.#loaded;
    return loaded instanceof Promise ? loaded.then((open) => open(resource)) : loaded(resource);
  };

  readonly open: StoredResources = (resource, at) => {
    if (resource.kind === 'collection') return new ItemOrList(this.openCollection, resource, at);
    const known = this.#singletons.get(resource);
    if (known) return known;
    const singleton = this.#openSingleton(resource, at);
    if (at.owners.length === 0) this.#singletons.set(resource, singleton);
    return singleton;
  };

  async #load(): Promise<OpenCollections> {
    const { openCollections } = await import('./collection.ts');
    const { contract, isControlInformation, context } = this.#shared;
    const outside = this.#outside;
    this.#loaded = openCollections(contract, isControlInformation, context, {
      readSingleton: (resource, owners) => this.open(resource, { owners }).read(),
      openOutside: outside && ((resource) => outside().openCollection(resource)),
    });
    return this.#loaded;
  }

  #openSingleton(resource: Singleton, at: Address): StoredResource {
    const { parent, path } = resource;
    const outside = this.#outside;
    const requireParent =
      parent &&
      (() =>
        whenKnown(this.openCollection(parent), (collection) =>
          collection.require(parentAddress(parent, path, at.owners)),
        ));
    const readOutside = outside && (() => outside().open(resource, at).read());
    const others = { resource, requireParent, openSibling: this.openCollection, readOutside };
    return openSingleton({ ...this.#shared, ...others }, at.owners);
  }
}

type OpenCollections = (resource: Collection) => OpenCollection;

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
