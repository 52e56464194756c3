// What inference knows of a document: its paths, and tables of what was found at them. Everything is computed when it is first
// asked for, so that a large document costs nothing until it is used.
import type { Contract } from '../../contract/contract.ts';
import { shapeOfPath } from '../../contract/operation/names.ts';
import { isObject, type JsonObject } from '../../json/value.ts';
import { readExtensions } from './extension.ts';
import { Paths } from './paths.ts';
import type { BodyLocation, Collection, Key, Role, Singleton } from './resource.ts';

export interface Model {
  readonly contract: Contract;
  readonly document: JsonObject;
  /** Whether the document declares resources or roles itself. */
  readonly extended: boolean;
  readonly paths: Paths;
  /** The paths that the document's scenarios give a state. */
  readonly stated: ReadonlySet<string>;
  readonly drafts: Table<CollectionDraft>;
  readonly places: Table<Located>;
  readonly collections: Table<Collection>;
  readonly singletons: Table<Singleton>;
  readonly roles: Table<Role>;
  /** The paths of the collections to which operations add the people who sign up, by the ids of the operations. */
  readonly registrations: Table<string>;
}

/** The representations of an item in the operations of a collection. */
export interface Forms {
  readonly list: BodyLocation | undefined;
  readonly read: BodyLocation | undefined;
  readonly created: BodyLocation | undefined;
  readonly changed: BodyLocation | undefined;
  /** Whether an operation creates items. */
  readonly creates: boolean;
}

/** A collection as its own paths show it, without its relations to other resources. */
export interface CollectionDraft {
  readonly path: string;
  /** The last word of the path. */
  readonly name: string;
  readonly forms: Forms;
  /** The pointer of the schema of one item. */
  readonly schema: string;
  readonly key: Key;
}

/** The meaning of a path: a collection, or the part of it that belongs to an item of another collection. */
export interface Located {
  /** The path of the collection. */
  readonly home: string;
  readonly scope: Scope | undefined;
  /** Whether the path lists the items of all owners. */
  readonly isAcross?: boolean;
}

/** A nested path as a part of a collection. */
export interface Scope {
  readonly path: string;
  /** The path of the collection of the owner. */
  readonly parent: string;
  /** The property that names the owner. */
  readonly property: string | undefined;
}

type Table<T> = Map<string, T | undefined>;

/** @throws SetupError DOCUMENT_INVALID for an invalid extension */
export function openModel(contract: Contract): Model {
  return {
    contract,
    document: contract.document,
    extended: readExtensions(contract),
    paths: new Paths(contract.operations),
    stated: statedPaths(contract.document),
    drafts: new Map(),
    places: new Map(),
    collections: new Map(),
    singletons: new Map(),
    roles: new Map(),
    registrations: new Map(),
  };
}

function statedPaths(document: JsonObject): ReadonlySet<string> {
  const scenarios = document['x-standin-scenarios'];
  const states = Object.values(isObject(scenarios) ? scenarios : {}).filter(isObject);
  return new Set(states.flatMap((state) => Object.keys(state).map(shapeOfPath)));
}

/** The value in a table, computed at first use. While it is computed, it is undefined. */
export function recall<T>(table: Table<T>, name: string, compute: () => T | undefined): T | undefined {
  const known = table.get(name);
  if (known !== undefined || table.has(name)) return known;
  table.set(name, undefined);
  const found = compute();
  table.set(name, found);
  return found;
}

/** Computes a value at most once. */
export function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
