// Indexes the paths of a document by shape: the operations at a path and the paths below it.

import { lastWord, singularOf } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { byShape, folderOf, placedByVerb } from './verbs.ts';

/** An operation at the path where it belongs, with the method that it stands for. */
export interface PlacedOperation {
  readonly path: string;
  readonly operation: Operation;
}

/** All paths are shapes: their parameters are written as `{}`. */
export class Paths {
  readonly #byPath = new Map<string, readonly Operation[]>();
  readonly #places = new Map<string, PlacedOperation>();
  // Created on demand, because most lookups concern a single path.
  #folders: readonly string[] | undefined;
  #nested: ReadonlyMap<string, readonly string[]> | undefined;
  #below: ReadonlyMap<string, readonly string[]> | undefined;
  #named: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(operations: readonly Operation[]) {
    for (const [path, placed] of placedByVerb(byShape(operations))) {
      this.#byPath.set(path, placed);
      for (const operation of placed) this.#places.set(operation.id, { path, operation });
    }
  }

  /** Where an operation belongs. */
  placeOf({ id }: Operation): PlacedOperation {
    return this.#places.get(id) as PlacedOperation;
  }

  at(path: string): readonly Operation[] {
    return this.#byPath.get(path) ?? [];
  }

  /** The path of an item of a collection. For `/things` it can be `/thing/{}`. */
  itemOf(collection: string): string {
    const item = `${collection === '/' ? '' : collection}/{}`;
    if (this.#byPath.has(item)) return item;
    const other = this.#namesakes(collection).find(
      (folder) => this.#byPath.has(`${folder}/{}`) && !this.#byPath.has(folder),
    );
    return other === undefined ? item : `${other}/{}`;
  }

  /** The operations on an item of a collection. */
  itemsOf(collection: string): readonly Operation[] {
    return this.at(this.itemOf(collection));
  }

  /** The path of the collection of an item. */
  homeOf(item: string): string {
    const folder = folderOf(item);
    if (this.#byPath.has(folder)) return folder;
    const home = this.#namesakes(folder).find((other) => this.#byPath.has(other) && !this.#byPath.has(`${other}/{}`));
    return home ?? folder;
  }

  /** Possible paths of resources: every path, and every path without its final parameter. */
  folders(): readonly string[] {
    this.#folders ??= [
      ...new Set([...this.#byPath.keys()].flatMap((path) => (path.endsWith('/{}') ? [folderOf(path), path] : [path]))),
    ];
    return this.#folders;
  }

  /** The folders directly below this item: its parameter is their last one. */
  under(item: string): readonly string[] {
    this.#nested ??= groupedBy(this.folders(), (path) => lastItemIn(path) ?? '');
    return this.#nested.get(item) ?? [];
  }

  /** The folders whose path has one segment more than this one, which is no parameter. */
  below(path: string): readonly string[] {
    this.#below ??= groupedBy(
      this.folders().filter((folder) => !folder.endsWith('}')),
      folderOf,
    );
    return this.#below.get(path) ?? [];
  }

  /** Folders without parameters whose last word is this one. */
  plainNamed(word: string): readonly string[] {
    return this.#withWord(word).filter((path) => !path.includes('{}'));
  }

  /** Folders with parameters whose last word is this one. */
  nestedNamed(word: string): readonly string[] {
    return this.#withWord(word).filter((path) => path.includes('{}'));
  }

  #withWord(word: string): readonly string[] {
    this.#named ??= groupedBy(this.folders(), (path) => singularOf(lastWord(path)));
    return this.#named.get(singularOf(word)) ?? [];
  }

  /** Sibling folders with the same word in the plural or the singular. */
  #namesakes(folder: string): readonly string[] {
    if (folder.endsWith('}')) return [];
    return this.#withWord(lastWord(folder)).filter((other) => other !== folder && folderOf(other) === folderOf(folder));
  }
}

/** The path up to the last parameter that is a whole segment and not at the end. */
export function lastItemIn(path: string): string | undefined {
  const at = path.lastIndexOf('/{}/');
  return at < 0 ? undefined : path.slice(0, at + '/{}'.length);
}

function groupedBy(paths: readonly string[], keyOf: (path: string) => string): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) push(groups, keyOf(path), path);
  return groups;
}

function push<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}
