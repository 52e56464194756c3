// A resource in one world, as behaviours and handlers read and write it.
import type { Clock } from '../clock.ts';
import type { Json, JsonObject } from '../json/value.ts';
import type { Store } from '../store/store.ts';
import type { Collection, NestedPath } from './resource.ts';

/** A change as it came: validated against the request's schema, of a media type that the resource takes. */
export interface ChangeRequest {
  readonly body: Json;
  readonly mediaType: string;
}

/** Judges the representation as it is before a write, by throwing; undefined where there is none. */
export type Precondition = (shown: JsonObject | undefined) => void;

/**
 * A resource, or one item of it, in one world. `Shown` is its representation: the same frozen object until it changes.
 * Writes are whole or not at all; read-only members and control information in what is written are ignored.
 */
export interface Repository<Shown = JsonObject> {
  /** @throws HttpError RESOURCE_NOT_FOUND */
  read(): Promise<Shown>;
  /**
   * Applies a change and answers the representation after it; a body that names nothing changes nothing.
   * @param kept members that the server sets along with the change, instead of those it would infer
   * @throws HttpError STATE_INVALID where the changed resource would break its schema; RESOURCE_NOT_FOUND; PATCH_CONFLICT
   */
  change(request: ChangeRequest, kept?: Partial<Shown>, guard?: Precondition): Promise<Shown>;
  /**
   * Puts a representation in the place of what is there, or where nothing is yet if it may.
   * @throws HttpError STATE_INVALID or RESOURCE_NOT_FOUND
   */
  replace(body: JsonObject, options?: ReplaceOptions<Shown>): Promise<Replaced<Shown>>;
  /** Removes it with all that lives under it. @throws HttpError RESOURCE_NOT_FOUND */
  remove(guard?: Precondition): Promise<Shown>;
  /** The items of the collection, in the order in which they came. */
  list(): Promise<readonly Shown[]>;
  /** Adds an item. @throws HttpError RESOURCE_EXISTS, STATE_INVALID */
  create(body: JsonObject, kept?: Partial<Shown>): Promise<Created<Shown>>;
  /** One item of the collection by its key. */
  item(key: string | number): Repository<Shown>;
}

export interface ReplaceOptions<Shown = JsonObject> {
  readonly serverValues?: Partial<Shown> | undefined;
  readonly guard?: Precondition | undefined;
  /** Whether it may come into being by this. */
  readonly upsert?: boolean;
}

export interface Replaced<Shown> {
  readonly representation: Shown;
  readonly created: boolean;
}

export interface Created<Shown> {
  readonly representation: Shown;
  readonly key: string;
}

/** Of which resource something is asked: by the keys on its path, and by the nested path it is seen through. */
export interface Address {
  /** The keys of those whose resource it is, in the order of the path. */
  readonly owners: readonly string[];
  readonly key?: string | undefined;
  readonly within?: { readonly scope: NestedPath; readonly owners: readonly string[] } | undefined;
}

/** The address of the item that the last of these keys names. */
export function parentAddress(parent: Collection, owners: readonly string[]): Address {
  const own = parent.path.split('{}').length - 1;
  return { owners: owners.slice(owners.length - 1 - own, -1), key: owners.at(-1) };
}

/** The part of a world that resources live in. */
export interface ResourceContext {
  readonly store: Store;
  readonly clock: Clock;
  /** What every generated value is a function of. */
  readonly seed: number;
  /** Items that a collection has at first, where the document gives no examples. */
  readonly count: number;
  /** The first state by concrete path, where it is not for the document's examples to give it. */
  readonly scenario: ReadonlyMap<string, Json>;
}
