// Indexes the paths of a document by shape: the operations at a path and the paths below it.

import { lastWord, shapeOfPath, singularOf } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';

/** All paths are shapes: their parameters are written as `{}`. */
export interface Paths {
  at(path: string): readonly Operation[];
  operation(id: string): Operation | undefined;
  /** The path of an item of a collection. For `/things` it can be `/thing/{}`. */
  itemOf(collection: string): string;
  /** The path of the collection of an item. */
  homeOf(item: string): string;
  /** The path without its last segment. */
  folderOf(path: string): string;
  /** The path up to the last parameter that is a whole segment and not at the end. */
  lastItemIn(path: string): string | undefined;
  /** Possible paths of resources: every path, and every path without its final parameter. */
  folders(): readonly string[];
  /** The folders directly below this item: its parameter is their last one. */
  under(item: string): readonly string[];
  /** Folders without parameters whose last word is this one. */
  plainNamed(word: string): readonly string[];
  /** Folders with parameters whose last word is this one. */
  nestedNamed(word: string): readonly string[];
}

export function openPaths(operations: readonly Operation[]): Paths {
  const byPath = new Map<string, Operation[]>();
  const byId = new Map<string, Operation>();
  for (const operation of operations) {
    push(byPath, shapeOfPath(operation.path), operation);
    byId.set(operation.id, operation);
  }
  // Created on demand, because most lookups concern a single path.
  let folders: readonly string[] | undefined;
  let nested: ReadonlyMap<string, readonly string[]> | undefined;
  let named: ReadonlyMap<string, readonly string[]> | undefined;
  const allFolders = () => {
    folders ??= [
      ...new Set([...byPath.keys()].flatMap((path) => (path.endsWith('/{}') ? [folderOf(path), path] : [path]))),
    ];
    return folders;
  };
  const withWord = (word: string) => {
    named ??= groupedBy(allFolders(), (path) => singularOf(lastWord(path)));
    return named.get(singularOf(word)) ?? [];
  };
  /** Sibling folders with the same word in the plural or the singular. */
  const namesakes = (folder: string) =>
    folder.endsWith('}')
      ? []
      : withWord(lastWord(folder)).filter((other) => other !== folder && folderOf(other) === folderOf(folder));
  return {
    at: (path) => byPath.get(path) ?? [],
    operation: (id) => byId.get(id),
    itemOf(collection) {
      const item = `${collection === '/' ? '' : collection}/{}`;
      if (byPath.has(item)) return item;
      const other = namesakes(collection).find((folder) => byPath.has(`${folder}/{}`) && !byPath.has(folder));
      return other === undefined ? item : `${other}/{}`;
    },
    homeOf(item) {
      const folder = folderOf(item);
      if (byPath.has(folder)) return folder;
      const home = namesakes(folder).find((other) => byPath.has(other) && !byPath.has(`${other}/{}`));
      return home ?? folder;
    },
    folderOf,
    lastItemIn,
    folders: allFolders,
    under(item) {
      nested ??= groupedBy(allFolders(), (path) => lastItemIn(path) ?? '');
      return nested.get(item) ?? [];
    },
    plainNamed: (word) => withWord(word).filter((path) => !path.includes('{}')),
    nestedNamed: (word) => withWord(word).filter((path) => path.includes('{}')),
  };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function lastItemIn(path: string): string | undefined {
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
