// The interface through which behaviours and handlers read and write a resource in one world.
import type { Clock } from '../../clock.ts';
import type { Eventually } from '../../eventually.ts';
import type { Json, JsonObject } from '../../json/value.ts';
import type { Store } from '../../store/store.ts';
import type { Collection, NestedPath, Resource } from '../infer/resource.ts';
import type { Ownership } from './ownership.ts';
import type { Scenario } from './scenario.ts';

/** The body of a change, already validated against the schema of the request. */
export interface ChangeRequest {
  readonly body: Json;
  readonly mediaType: string;
}

/** Checks the representation before a write and throws if the write is not allowed. Undefined if the resource does not exist. */
export type Precondition = (representation: JsonObject | undefined) => void;

/**
 * A resource, or one item of it, in one world. A representation is the same frozen object until it changes.
 * Writes are atomic. They ignore read-only properties and control information in the body.
 * A method returns a promise only if it has to wait: for the initial state, or for a store that others share.
 */
export interface StoredResource<Representation = JsonObject> {
  /** @throws HttpError RESOURCE_NOT_FOUND */
  read(): Eventually<Representation>;
  /**
   * Applies a change and returns the new representation. A body without writable properties changes nothing.
   * @param serverValues properties that the server sets with the change, instead of the inferred ones
   * @param ownership what the server owns in the operation; by default, the read-only properties
   * @throws HttpError STATE_INVALID if the changed resource would violate its schema; RESOURCE_NOT_FOUND; PATCH_CONFLICT
   */
  change(
    request: ChangeRequest,
    serverValues?: Partial<Representation>,
    guard?: Precondition,
    ownership?: Ownership,
  ): Eventually<Representation>;
  /**
   * Sets properties as the server does, also those that no body can write.
   * @throws HttpError STATE_INVALID or RESOURCE_NOT_FOUND
   */
  set(properties: Partial<Representation>, guard?: Precondition): Eventually<Representation>;
  /**
   * Replaces the representation, or creates it if `upsert` is set.
   * @throws HttpError STATE_INVALID or RESOURCE_NOT_FOUND
   */
  replace(body: JsonObject, options?: ReplaceOptions<Representation>): Eventually<Replaced<Representation>>;
  /** Deletes the resource with everything below it. Returns the deleted representation. @throws HttpError RESOURCE_NOT_FOUND */
  remove(guard?: Precondition): Eventually<Representation>;
  /** The items of the collection in the order of their creation. */
  list(): Eventually<readonly Representation[]>;
  /** Adds an item. @throws HttpError RESOURCE_EXISTS, STATE_INVALID */
  create(
    body: JsonObject,
    serverValues?: Partial<Representation>,
    creation?: Creation,
  ): Eventually<Created<Representation>>;
  /** One item of the collection by its key. */
  item(key: string | number): StoredResource<Representation>;
  /** The same resource, whose changes are those of an exchange. */
  by(exchange: string | undefined): StoredResource<Representation>;
}

/** A resource as handlers use it: every method returns a promise, and refusals reject it. */
export interface Repository<Representation = JsonObject> {
  /** @throws HttpError RESOURCE_NOT_FOUND */
  read(): Promise<Representation>;
  /**
   * Sets properties as the server does, also those that no request can write. The other properties stay.
   * @throws HttpError STATE_INVALID if the changed resource would violate its schema; RESOURCE_NOT_FOUND
   */
  change(properties: Partial<Representation>): Promise<Representation>;
  /** Sets properties of one item of the collection. */
  change(key: string | number, properties: Partial<Representation>): Promise<Representation>;
  /**
   * Applies the body of a request by its media type, as the operation does without a handler: properties that the server owns are
   * ignored. A body without writable properties changes nothing.
   * @param serverValues properties that the server sets with the change, instead of the inferred ones
   * @throws HttpError STATE_INVALID, RESOURCE_NOT_FOUND or PATCH_CONFLICT
   */
  patch(request: ChangeRequest, serverValues?: Partial<Representation>, guard?: Precondition): Promise<Representation>;
  /**
   * Replaces the representation, or creates it if `upsert` is set.
   * @throws HttpError STATE_INVALID or RESOURCE_NOT_FOUND
   */
  replace(body: JsonObject, options?: ReplaceOptions<Representation>): Promise<Replaced<Representation>>;
  /** Deletes the resource with everything below it. Returns the deleted representation. @throws HttpError RESOURCE_NOT_FOUND */
  remove(guard?: Precondition): Promise<Representation>;
  /** The items of the collection in the order of their creation. */
  list(): Promise<readonly Representation[]>;
  /**
   * Adds an item. Properties of the body that the server owns are ignored.
   * @param serverValues properties that the server sets
   * @throws HttpError RESOURCE_EXISTS, STATE_INVALID
   */
  create(body: JsonObject, serverValues?: Partial<Representation>): Promise<Created<Representation>>;
  /** One item of the collection by its key. */
  item(key: string | number): Repository<Representation>;
}

/** The same resource, with promises. */
export function repositoryOf<Representation>(stored: StoredResource<Representation>): Repository<Representation> {
  return {
    read: async () => stored.read(),
    async change(first: string | number | Partial<Representation>, properties?: Partial<Representation>) {
      return typeof first === 'object'
        ? stored.set(first)
        : stored.item(first).set(properties as Partial<Representation>);
    },
    patch: async (request, serverValues, guard) => stored.change(request, serverValues, guard),
    replace: async (body, options) => stored.replace(body, options),
    remove: async (guard) => stored.remove(guard),
    list: async () => stored.list(),
    create: async (body, serverValues) => stored.create(body, serverValues),
    item: (key) => repositoryOf(stored.item(key)),
  };
}

export interface ReplaceOptions<Representation = JsonObject> {
  readonly serverValues?: Partial<Representation> | undefined;
  readonly guard?: Precondition | undefined;
  /** Whether to create a resource that does not exist. */
  readonly upsert?: boolean;
  /** What the server owns in the operation, and the values of a new resource. */
  readonly creation?: Creation | undefined;
}

/** How a new item gets the values of the properties that the request does not have. */
export interface Creation {
  readonly ownership: Ownership;
  /** The URL of the new item. Undefined if the document declares no path for it. */
  readonly linkTo: (key: string) => string | undefined;
}

export interface Replaced<Representation> {
  readonly representation: Representation;
  readonly created: boolean;
}

export interface Created<Representation> {
  readonly representation: Representation;
  readonly key: string;
}

/** The address of a resource: the keys in its path, and the nested path through which it is accessed. */
export interface Address {
  /** The keys of the owners in the order of the path. */
  readonly owners: readonly string[];
  readonly key?: string | undefined;
  readonly within?: { readonly scope: NestedPath; readonly owners: readonly string[] } | undefined;
  /** The id of the exchange that uses the resource. */
  readonly exchange?: string | undefined;
}

/**
 * The address of the parent item, whose key is an owner.
 * @param path the path below the parent item: of a collection, or a nested path that selects a part of one
 */
export function parentAddress(parent: Collection, path: string, owners: readonly string[]): Address {
  const own = parent.path.split('{}').length - 1;
  const last = parentPosition(path);
  return { owners: owners.slice(last - own, last), key: owners[last] };
}

const positions = new Map<string, number>();

/**
 * The position of the parent item's key among the owners. It is not the last one if the path ends with a parameter: the parent of
 * `/runs/{}/tasks/{}` is the run.
 */
export function parentPosition(path: string): number {
  let position = positions.get(path);
  if (position === undefined) {
    position = path.slice(0, path.lastIndexOf('/{}/') + '/{}'.length).split('{}').length - 2;
    positions.set(path, position);
  }
  return position;
}

/** The keys of the owners of a collection itself, among those of a nested path that selects a part of it. */
export function ownersOfHome({ path }: Pick<Resource, 'path'>, owners: readonly string[]): readonly string[] {
  return owners.slice(0, path.split('{}').length - 1);
}

/** What all generated values of a world depend on. */
export interface SampleBasis {
  /** The seed of all generated values. */
  readonly seed: number;
  /** The start of the URLs of sample files: below the origin of the first request. Undefined before it. */
  samplesUrl?: string | undefined;
  /** The moment with which its clock begins, in milliseconds since 1970: generated dates lie before it. Undefined if nobody sets the clock. */
  readonly today?: number | undefined;
}

export function basisOf({ seed, samplesUrl, today }: SampleBasis): SampleBasis {
  return { seed, samplesUrl, today };
}

/** The part of a world that resources use. */
export interface ResourceContext extends SampleBasis {
  readonly store: Store;
  /** In a transaction, the same without its changes. Initial items are created there, so that they are no part of them. */
  readonly outside?: ResourceContext | undefined;
  readonly clock: Clock;
  /** The number of items in a collection. If there are examples, items like them are added only above the default number. */
  readonly count: number;
  /** The scenario that the world began with. */
  readonly scenario: Scenario;
}
