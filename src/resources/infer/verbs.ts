// Verbs at the end of paths: `GET /containers/{id}/json` reads `/containers/{id}`, and `POST /containers/create` creates in
// `/containers`. Such an operation belongs to the path without the verb.
import { shapeOfPath } from '../../contract/operation/names.ts';
import type { Operation } from '../../contract/operation/operations.ts';

/** Operations by the shape of their path. */
export type OperationsByPath = ReadonlyMap<string, readonly Operation[]>;

interface Verb {
  /** The methods with which the verb is sent. */
  readonly sent: readonly string[];
  /** The method that means the same without the verb. */
  readonly means: string;
}

/** Verbs after the path of a collection. */
const OF_COLLECTIONS: Readonly<Record<string, Verb>> = {
  json: { sent: ['GET'], means: 'GET' },
  list: { sent: ['GET'], means: 'GET' },
  all: { sent: ['GET'], means: 'GET' },
  create: { sent: ['POST', 'PUT'], means: 'POST' },
  add: { sent: ['POST', 'PUT'], means: 'POST' },
  new: { sent: ['POST', 'PUT'], means: 'POST' },
};

/** Verbs after the path of an item. */
const OF_ITEMS: Readonly<Record<string, Verb>> = {
  json: { sent: ['GET'], means: 'GET' },
  show: { sent: ['GET'], means: 'GET' },
  get: { sent: ['GET'], means: 'GET' },
  info: { sent: ['GET'], means: 'GET' },
  inspect: { sent: ['GET'], means: 'GET' },
  update: { sent: ['POST', 'PUT', 'PATCH'], means: 'PATCH' },
  edit: { sent: ['POST', 'PUT', 'PATCH'], means: 'PATCH' },
  delete: { sent: ['POST', 'DELETE'], means: 'DELETE' },
  remove: { sent: ['POST', 'DELETE'], means: 'DELETE' },
  destroy: { sent: ['POST', 'DELETE'], means: 'DELETE' },
};

export function byShape(operations: readonly Operation[]): OperationsByPath {
  const paths = new Map<string, Operation[]>();
  for (const operation of operations) {
    const path = shapeOfPath(operation.path);
    const others = paths.get(path);
    if (others) others.push(operation);
    else paths.set(path, [operation]);
  }
  return paths;
}

/** The path without its last segment. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

/** The operations at the paths where they belong. */
export function placedByVerb(paths: OperationsByPath): OperationsByPath {
  const placed = new Map<string, readonly Operation[]>();
  const folders = foldersOf(paths);
  for (const [path, operations] of paths) {
    const home = folderOf(path);
    const others = [...(paths.get(home) ?? []), ...(placed.get(home) ?? [])];
    const meant = folders.has(home) ? withoutVerb(path, operations, others) : undefined;
    const at = meant ? home : path;
    placed.set(at, [...(placed.get(at) ?? []), ...(meant ?? operations)]);
  }
  return placed;
}

/** All paths, and all paths of which an item is declared. */
function foldersOf(paths: OperationsByPath): ReadonlySet<string> {
  const folders = new Set(paths.keys());
  for (const path of paths.keys()) {
    const item = path.indexOf('/{}');
    for (let at = item; at > 0; at = path.indexOf('/{}', at + 1))
      folders.add(path.slice(0, at)).add(path.slice(0, at + 3));
  }
  return folders;
}

/** The operations without the verb of their path. Undefined if the segment is not a verb, or if another operation means the same. */
function withoutVerb(
  path: string,
  operations: readonly Operation[],
  others: readonly Operation[],
): readonly Operation[] | undefined {
  const home = folderOf(path);
  const word = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const verbs = home.endsWith('/{}') ? OF_ITEMS : OF_COLLECTIONS;
  const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  if (!verb || operations.length > 1 || others.some(({ method }) => method === verb.means)) return undefined;
  const isVerb = operations.every(({ method }) => verb.sent.includes(method));
  return isVerb ? operations.map((operation) => withMethod(operation, verb.means)) : undefined;
}

/** The operation as if it had another method. What is read from the document stays the same, and is read on first use. */
function withMethod(operation: Operation, method: string): Operation {
  return operation.method === method
    ? operation
    : Object.create(operation, { method: { value: method, enumerable: true } });
}
