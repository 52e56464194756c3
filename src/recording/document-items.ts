// The items that a document gives its collections, for those that a recording only names.
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operation/operations.ts';
import { isObject, type JsonObject, valueInside } from '../json/value.ts';
import type { Inference } from '../resources/infer/infer.ts';
import type { Collection, Role } from '../resources/infer/resource.ts';
import { keysIn } from '../resources/state/state.ts';
import { isSuccess } from './call.ts';
import type { ReplayTarget } from './replay.ts';
import type { RecordedFolder, RecordedState } from './state.ts';

/** An item that the document gives a collection. Undefined if it gives none with the key. */
export type DocumentItem = (folder: RecordedFolder, key: string) => JsonObject | undefined;

interface ReadOperation {
  readonly operation: Operation;
  readonly role: Role;
}

/** Whether the state has items without a representation. */
export function hasNamedItems({ folders }: RecordedState): boolean {
  return [...folders.values()].some(({ items }) => [...items.values()].some(({ first }) => first === undefined));
}

/** @param send sends a request to a mock without a scenario */
export async function documentItems(
  { folders }: RecordedState,
  {
    contract,
    inference,
    basePath,
    send,
  }: {
    readonly contract: Contract;
    readonly inference: Inference;
    readonly basePath: string;
    readonly send: ReplayTarget['send'];
  },
): Promise<DocumentItem> {
  const found = new Map<string, JsonObject>();
  for (const { resource, path, items } of folders.values()) {
    const read = readOperation(contract, inference, resource);
    if (!read) continue;
    for (const [key, { first }] of items) {
      if (first !== undefined) continue;
      const url = `${basePath}${pathOf(read, keysIn(resource.path, path), key)}`;
      const response = await send({ method: 'GET', url, headers: {} });
      const item = isSuccess(response) ? valueInside(response.body, read.role.inResponse?.path ?? []) : undefined;
      if (isObject(item)) found.set(`${path}/${key}`, item);
    }
  }
  return ({ path }, key) => found.get(`${path}/${key}`);
}

/** The operation that reads one item by its key in the path. */
function readOperation(contract: Contract, inference: Inference, resource: Collection): ReadOperation | undefined {
  for (const operation of contract.operations) {
    const role = inference.roleOf(operation);
    if (role?.kind === 'read' && role.resource === resource && !role.scope && !role.whole && role.key?.in === 'path')
      return { operation, role };
  }
  return undefined;
}

function pathOf({ operation, role }: ReadOperation, owners: readonly string[], key: string): string {
  const values = new Map(role.owners.map((name, index) => [name, owners[index] ?? '']));
  if (role.key?.in === 'path') values.set(role.key.name, key);
  return operation.path.replace(/\{([^{}]*)\}/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ''));
}
