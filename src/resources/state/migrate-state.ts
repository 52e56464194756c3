// Migrates the state of a world to a changed document. Valid values stay. Invalid properties are reported and generated
// again.

import type { Contract } from '../../contract/contract.ts';
import { fillRequired } from '../../contract/sample/fill-required.ts';
import { tokensOf } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { type Change, folderOfKey } from '../../store/store.ts';
import type { Inference } from '../infer/infer.ts';
import { itemOfKey, keyCountersDropped, pathOfKey } from './key-counters.ts';
import type { ResourceContext } from './repository.ts';
import { findResource } from './scenario.ts';
import { inDeclaredOrder, withoutWriteOnly } from './write-rules.ts';

/** A value that does not match the changed document. */
export interface StateMismatch {
  /** The path of the resource, with the key of the item. */
  readonly path: string;
  /** The JSON pointer of the property. Empty for the whole resource. */
  readonly pointer: string;
  readonly message: string;
}

export async function migrateState(
  contract: Contract,
  inference: Inference,
  context: ResourceContext,
): Promise<readonly StateMismatch[]> {
  const { store, seed } = context;
  const mismatches: StateMismatch[] = [];
  const changes: Change[] = [];
  for (const [key, { value, revision }] of Object.entries(store.snapshot())) {
    if (key.startsWith('~')) continue;
    const folder = folderOfKey(key);
    const item = itemOfKey(key);
    const path = pathOfKey(key);
    const resource = findResource(inference, folder);
    if (!resource || (resource.kind === 'singleton') !== (item === '') || !isObject(value)) {
      mismatches.push({ path, pointer: '', message: 'is no longer a resource of the document' });
      changes.push({ kind: 'delete', key, expected: revision }, keyCountersDropped(item === '' ? key : folder));
      continue;
    }
    const visible = withoutWriteOnly(resource.properties);
    const violations = contract.validator('response', resource.schema)(visible(value));
    if (violations.length === 0) continue;
    mismatches.push(...violations.map(({ pointer, message }) => ({ path, pointer, message })));
    const invalid = new Set(violations.map(({ pointer }) => tokensOf(pointer)[0]));
    const valid = Object.fromEntries(Object.entries(value).filter(([name]) => !invalid.has(name)));
    const filled: Json = await fillRequired(contract, resource.schema, valid, { seed, place: path });
    const repaired = inDeclaredOrder(filled as JsonObject, resource.properties);
    changes.push({ kind: 'put', key, value: repaired, expected: revision });
  }
  await store.commit(changes);
  return mismatches;
}
