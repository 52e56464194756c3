// One collection in one world: what its rules share, and the operations that other resources use.
import type { Contract } from '../../contract/contract.ts';
import { HttpError } from '../../errors/http-error.ts';
import type { Eventually } from '../../eventually.ts';
import type { JsonObject } from '../../json/value.ts';
import type { Change } from '../../store/store.ts';
import type { Collection, Singleton } from '../infer/resource.ts';
import { concretePath } from './key-counters.ts';
import type { Ownership } from './ownership.ts';
import type {
  Address,
  ChangeRequest,
  Created,
  Creation,
  Precondition,
  Replaced,
  ReplaceOptions,
  ResourceContext,
} from './repository.ts';
import type { WriteRules } from './write-rules.ts';

/** A collection in one world, for all its addresses. */
export interface OpenCollection {
  list(at: Address): Eventually<readonly JsonObject[]>;
  /** One item without those that it lists. @throws HttpError RESOURCE_NOT_FOUND */
  plainItem(at: Address): Eventually<JsonObject>;
  /** The items without those that they list. */
  plainList(at: Address): Eventually<readonly JsonObject[]>;
  /** The keys of the items. Unlike the list, it opens nothing below them. */
  keys(at: Address): Eventually<readonly string[]>;
  /** @throws HttpError RESOURCE_NOT_FOUND */
  read(at: Address): Eventually<JsonObject>;
  create(at: Address, body: JsonObject, how?: CreateOptions): Eventually<Created<JsonObject>>;
  change(at: Address, request: ChangeRequest, how?: ChangeOptions): Eventually<JsonObject>;
  set(at: Address, properties: JsonObject, guard?: Precondition): Eventually<JsonObject>;
  replace(at: Address, body: JsonObject, options: ReplaceOptions): Eventually<Replaced<JsonObject>>;
  remove(at: Address, guard?: Precondition): Eventually<JsonObject>;
  /** The address with keys instead of aliases such as `me`. */
  resolve(at: Address): Eventually<Address>;
  /** @throws HttpError RESOURCE_NOT_FOUND if the item does not exist */
  require(at: Address): Eventually<unknown>;
  /** Whether the item exists. */
  has(at: Address): Eventually<boolean>;
  /**
   * The changes that delete an item, or all items at an address, with everything below them.
   * @param seen the keys that are already being deleted
   */
  removals(at: Address, seen: Set<string>): Promise<Change[]>;
}

export interface CreateOptions {
  readonly serverValues?: JsonObject | undefined;
  readonly creation?: Creation | undefined;
}

export interface ChangeOptions {
  readonly serverValues?: JsonObject | undefined;
  readonly guard?: Precondition | undefined;
  readonly ownership?: Ownership | undefined;
}

export type ReadSingleton = (resource: Singleton, owners: readonly string[]) => Eventually<JsonObject>;

/** What all rules of one collection share. */
export interface CollectionInWorld {
  readonly contract: Contract;
  readonly resource: Collection;
  readonly context: ResourceContext;
  /** Removes the properties that responses never contain. */
  readonly visible: (state: JsonObject) => JsonObject;
  readonly rules: WriteRules;
  /** Opens another collection of the same world. */
  readonly openSibling: (resource: Collection) => OpenCollection;
  /** Reads a singleton of the same world. */
  readonly readSingleton: ReadSingleton;
  /** Opens a collection without the changes of the transaction. Undefined outside of a transaction. */
  readonly openOutside: ((resource: Collection) => Eventually<OpenCollection>) | undefined;
}

/**
 * Runs something without the changes of the transaction, if there is one. What is not found there is below an item that the
 * transaction has added.
 */
export async function ignoringMissing(run: () => Eventually<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof HttpError) || error.code !== 'RESOURCE_NOT_FOUND') throw error;
  }
}

/** The path of the items at an address. */
export function folderAt({ resource }: CollectionInWorld, at: Address): string {
  return concretePath(resource.path, at.owners);
}
