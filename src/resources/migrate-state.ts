// What a changed document makes of a state that is there already: what still fits stays; what does not is told, member by
// member, and made up anew.

import type { Contract } from '../contract/contract.ts';
import { fillRequired } from '../contract/fill-required.ts';
import { tokensOf } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Change } from '../store/store.ts';
import type { Inference } from './infer.ts';
import { itemOfKey, keyCountersDropped } from './key-counters.ts';
import type { ResourceContext } from './repository.ts';
import { findResource } from './scenarios.ts';
import { hideWriteOnly, inDeclaredOrder } from './write-rules.ts';

/** One thing that was not kept as it was. */
export interface StateMismatch {
  /** The concrete path of what it belongs to, with the key behind it for an item. */
  readonly path: string;
  /** The member's JSON pointer; empty for the whole. */
  readonly pointer: string;
  readonly message: string;
}

export async function migrateState(
  contract: Contract,
  inference: Inference,
  around: ResourceContext,
): Promise<readonly StateMismatch[]> {
  const { store, seed } = around;
  const misfits: StateMismatch[] = [];
  const changes: Change[] = [];
  for (const [key, { value, revision }] of Object.entries(await store.snapshot())) {
    if (key.startsWith('~')) continue;
    const folder = key.slice(0, key.lastIndexOf('/'));
    const item = itemOfKey(key);
    const path = item === '' ? folder : `${folder}/${item}`;
    const resource = findResource(inference, folder);
    if (!resource || (resource.kind === 'singleton') !== (item === '') || !isObject(value)) {
      misfits.push({ path, pointer: '', message: 'is no resource of the document any more' });
      changes.push({ kind: 'delete', key, expected: revision }, keyCountersDropped(item === '' ? key : folder));
      continue;
    }
    const shown = hideWriteOnly(resource.properties);
    const violations = contract.validator('response', resource.schema)(shown(value));
    if (violations.length === 0) continue;
    misfits.push(...violations.map(({ pointer, message }) => ({ path, pointer, message })));
    const broken = new Set(violations.map(({ pointer }) => tokensOf(pointer)[0]));
    const kept = Object.fromEntries(Object.entries(value).filter(([name]) => !broken.has(name)));
    const whole: Json = await fillRequired(contract, resource.schema, kept, { seed, place: path });
    const mended = inDeclaredOrder(whole as JsonObject, resource.properties);
    changes.push({ kind: 'put', key, value: mended, expected: revision });
  }
  await store.commit(changes);
  return misfits;
}
