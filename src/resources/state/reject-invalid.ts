// Compares a kept state with the document that is served now. What is not valid any more is taken out of the state, with what is
// below it, so that the server never returns it.
import type { Contract } from '../../contract/contract.ts';
import { propertyPath } from '../../json/pointer.ts';
import { isObject, type Json } from '../../json/value.ts';
import { type Change, type Entry, folderOfKey, type Store } from '../../store/store.ts';
import type { Inference } from '../infer/infer.ts';
import { itemOfKey, keyCountersDropped } from './key-counters.ts';
import { findResource } from './scenario.ts';
import { withoutWriteOnly } from './write-rules.ts';

/** A resource of the kept state that the served document does not allow. */
export interface RejectedResource {
  /** The path of the resource, with the key of the item. */
  readonly path: string;
  readonly reason: string;
  readonly value: Json;
}

export interface Rejection {
  readonly rejected: readonly RejectedResource[];
  /** The changes that remove them. Key counters of collections that still exist stay, so that no key is given twice. */
  readonly changes: readonly Change[];
}

export function rejectInvalid(contract: Contract, inference: Inference, store: Store): Rejection {
  const entries = Object.entries(store.snapshot()).filter(([key]) => !key.startsWith('~'));
  const rejected = new Map<string, RejectedResource>();
  const changes: Change[] = [];
  const reject = (key: string, { value, revision }: Entry, reason: string, counters?: string) => {
    rejected.set(pathOf(key), { path: pathOf(key), reason, value });
    changes.push({ kind: 'delete', key, expected: revision });
    if (counters !== undefined) changes.push(keyCountersDropped(counters));
  };
  for (const [key, entry] of entries) {
    const found = problemOf(contract, inference, key, entry.value);
    if (found !== undefined) reject(key, entry, found.reason, found.counters);
  }
  for (const [key, entry] of entries) {
    const path = pathOf(key);
    if (rejected.has(path)) continue;
    const above = ancestorsOf(path).find((one) => rejected.has(one));
    if (above !== undefined) reject(key, entry, `${above} was rejected`);
  }
  return { rejected: [...rejected.values()], changes };
}

interface StateProblem {
  readonly reason: string;
  /** The counters that are no longer needed, or that begin again with the initial state. */
  readonly counters?: string;
}

function problemOf(contract: Contract, inference: Inference, key: string, value: Json): StateProblem | undefined {
  const folder = folderOfKey(key);
  const item = itemOfKey(key);
  const resource = findResource(inference, folder);
  const counters = item === '' ? key : folder;
  if (!resource || (resource.kind === 'singleton') !== (item === '') || !isObject(value)) {
    return { reason: 'is no longer a resource of the document', counters };
  }
  const visible = withoutWriteOnly(resource.properties)(value);
  const [violation] = contract.validator('response', resource.schema)(visible);
  if (violation === undefined) return undefined;
  const reason = `${propertyPath(violation.pointer) || 'the resource'} ${violation.message}`;
  return resource.kind === 'singleton' ? { reason, counters } : { reason };
}

/** Unlike `pathOfKey`, with the key of an item as it is encoded. */
function pathOf(key: string): string {
  return itemOfKey(key) === '' ? folderOfKey(key) : key;
}

function ancestorsOf(path: string): readonly string[] {
  const segments = path.split('/');
  return segments.slice(2).map((_, at) => segments.slice(0, at + 2).join('/'));
}
