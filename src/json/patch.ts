// Applies a JSON Patch (RFC 6902): all operations of the list in order, or none. The value itself is not changed.
import { DEFAULT_LIMITS } from '../limits.ts';
import { Draft, type DraftBounds, PatchFailure } from './draft.ts';
import { tokensOf } from './pointer.ts';
import { isObject, type Json, type JsonObject } from './value.ts';

/** Why a patch cannot be applied. */
export interface PatchError {
  /** `malformed` if the patch itself is not valid, `conflict` if the value does not allow it, `limit` if the result is too large. */
  readonly kind: PatchFailure['kind'];
  /** The index of the operation in the patch. */
  readonly index: number;
  readonly message: string;
}

export type PatchResult = { readonly value: Json } | { readonly error: PatchError };

const DEFAULT_BOUNDS: DraftBounds = { bytes: DEFAULT_LIMITS.patchBytes, nesting: DEFAULT_LIMITS.nesting };

export function applyPatch(target: Json, patch: Json, bounds: DraftBounds = DEFAULT_BOUNDS): PatchResult {
  if (!Array.isArray(patch)) return { error: { kind: 'malformed', index: 0, message: 'is not a list of operations' } };
  let index = 0;
  try {
    const draft = new Draft(target, bounds);
    for (; index < patch.length; index++) applyOperation(draft, patch[index] as Json);
    index -= 1;
    return { value: draft.close() };
  } catch (error) {
    if (error instanceof PatchFailure) return { error: { kind: error.kind, index, message: error.message } };
    throw error;
  }
}

function applyOperation(draft: Draft, operation: Json): void {
  if (!isObject(operation)) throw new PatchFailure('malformed', 'is not an object');
  const path = pointerIn(operation, 'path');
  const { op = null } = operation;
  const apply = typeof op === 'string' ? OPERATIONS.get(op) : undefined;
  if (apply) apply(draft, operation, path);
  else {
    const known = 'use add, remove, replace, move, copy or test';
    throw new PatchFailure('malformed', `has the unknown op ${JSON.stringify(op).slice(0, 80)}; ${known}`);
  }
}

type PatchStep = (draft: Draft, operation: JsonObject, path: string) => void;

const OPERATIONS: ReadonlyMap<string, PatchStep> = new Map<string, PatchStep>([
  ['add', (draft, operation, path) => draft.add(tokensOf(path), draft.counted(valueIn(operation)))],
  [
    'remove',
    (draft, _, path) => {
      draft.at(tokensOf(path), path);
      draft.remove(tokensOf(path));
    },
  ],
  [
    'replace',
    (draft, operation, path) => {
      draft.at(tokensOf(path), path);
      draft.replace(tokensOf(path), draft.counted(valueIn(operation)));
    },
  ],
  ['move', (draft, operation, path) => move(draft, pointerIn(operation, 'from'), path)],
  [
    'copy',
    (draft, operation, path) => {
      const from = pointerIn(operation, 'from');
      draft.add(tokensOf(path), draft.counted(draft.at(tokensOf(from), from)));
    },
  ],
  [
    'test',
    (draft, operation, path) => {
      if (draft.isEqual(draft.at(tokensOf(path), path), valueIn(operation))) return;
      throw new PatchFailure('conflict', `fails, because ${path || 'the document'} has another value`);
    },
  ],
]);

function move(draft: Draft, from: string, path: string): void {
  if (path.startsWith(`${from}/`)) throw new PatchFailure('malformed', `moves ${from} into itself`);
  const tokens = tokensOf(from);
  const moved = draft.at(tokens, from);
  if (from === path) return;
  draft.remove(tokens);
  draft.add(tokensOf(path), moved);
}

function pointerIn(operation: JsonObject, name: 'path' | 'from'): string {
  const pointer = Object.hasOwn(operation, name) ? operation[name] : undefined;
  if (typeof pointer === 'string' && /^(?:\/(?:[^~]|~[01])*)?$/s.test(pointer)) return pointer;
  throw new PatchFailure('malformed', `has no JSON pointer in "${name}"`);
}

function valueIn(operation: JsonObject): Json {
  if (Object.hasOwn(operation, 'value')) return operation.value as Json;
  throw new PatchFailure('malformed', 'has no "value"');
}
