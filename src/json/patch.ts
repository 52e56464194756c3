// Applies a JSON Patch (RFC 6902): all operations of the list in order, or none. The value itself is not changed.
import { isDeepStrictEqual } from 'node:util';
import { tokensOf, valueAt } from './pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from './value.ts';

/** Why a patch cannot be applied. */
export interface PatchError {
  /** `malformed` if the patch itself is not valid, `conflict` if the value does not allow it. */
  readonly kind: 'malformed' | 'conflict';
  /** The index of the operation in the patch. */
  readonly index: number;
  readonly message: string;
}

export type PatchResult = { readonly value: Json } | { readonly error: PatchError };

/** Thrown inside this module only. */
class PatchFailure extends Error {
  readonly kind: PatchError['kind'];
  constructor(kind: PatchError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

export function applyPatch(target: Json, patch: Json): PatchResult {
  if (!Array.isArray(patch)) return { error: { kind: 'malformed', index: 0, message: 'is not a list of operations' } };
  let value = target;
  for (const [index, operation] of patch.entries()) {
    try {
      value = applyOperation(value, operation as Json);
    } catch (error) {
      if (error instanceof PatchFailure) return { error: { kind: error.kind, index, message: error.message } };
      throw error;
    }
  }
  return { value };
}

function applyOperation(target: Json, operation: Json): Json {
  if (!isObject(operation)) throw new PatchFailure('malformed', 'is not an object');
  const path = pointerIn(operation, 'path');
  switch (operation.op) {
    case 'add':
      return added(target, tokensOf(path), valueIn(operation));
    case 'remove':
      return removed(target, tokensOf(path), path);
    case 'replace':
      requireValue(target, path);
      return path === '' ? valueIn(operation) : replaced(target, tokensOf(path), valueIn(operation));
    case 'move': {
      const from = pointerIn(operation, 'from');
      if (path.startsWith(`${from}/`)) throw new PatchFailure('malformed', `moves ${from} into itself`);
      const moved = requireValue(target, from);
      return from === path ? target : added(removed(target, tokensOf(from), from), tokensOf(path), moved);
    }
    case 'copy':
      return added(target, tokensOf(path), requireValue(target, pointerIn(operation, 'from')));
    case 'test':
      if (!isDeepStrictEqual(plain(requireValue(target, path)), plain(valueIn(operation)))) {
        throw new PatchFailure('conflict', `fails, because ${path || 'the document'} has another value`);
      }
      return target;
    default:
      throw new PatchFailure(
        'malformed',
        `has the unknown op ${JSON.stringify(operation.op ?? null)}; use add, remove, replace, move, copy or test`,
      );
  }
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

function requireValue(target: Json, pointer: string): Json {
  const value = valueAt(target, pointer);
  if (value === undefined) throw new PatchFailure('conflict', `names ${pointer}, which does not exist`);
  return value;
}

/** Returns a copy of a container with one change inside. */
function changed(
  target: Json,
  [name = '', ...rest]: readonly string[],
  change: (container: Json, name: string) => Json,
): Json {
  if (rest.length === 0) return change(target, name);
  if (Array.isArray(target)) {
    const index = indexIn(target, name, target.length - 1);
    return target.map((item, at) => (at === index ? changed(item as Json, rest, change) : (item as Json)));
  }
  if (!isObject(target) || !Object.hasOwn(target, name))
    throw new PatchFailure('conflict', `names the property ${name}, which does not exist`);
  const copy: Record<string, Json> = { ...target };
  setProperty(copy, name, changed(target[name] as Json, rest, change));
  return copy;
}

function added(target: Json, tokens: readonly string[], value: Json): Json {
  if (tokens.length === 0) return value;
  return changed(target, tokens, (container, name) => {
    if (Array.isArray(container)) {
      const index = name === '-' ? container.length : indexIn(container, name, container.length);
      return [...container.slice(0, index), value, ...container.slice(index)] as Json;
    }
    return withMember(container, name, value);
  });
}

function replaced(target: Json, tokens: readonly string[], value: Json): Json {
  return changed(target, tokens, (container, name) =>
    Array.isArray(container)
      ? (container.map((item, at) => (at === Number(name) ? value : item)) as Json)
      : withMember(container, name, value),
  );
}

function removed(target: Json, tokens: readonly string[], pointer: string): Json {
  requireValue(target, pointer);
  if (tokens.length === 0) return null;
  return changed(target, tokens, (container, name) => {
    if (Array.isArray(container)) return container.filter((_, at) => at !== Number(name)) as Json;
    return Object.fromEntries(Object.entries(container as JsonObject).filter(([property]) => property !== name));
  });
}

function withMember(container: Json, name: string, value: Json): Json {
  if (!isObject(container))
    throw new PatchFailure('conflict', `adds the property ${name} to a value that is not an object`);
  const copy: Record<string, Json> = { ...container };
  setProperty(copy, name, value);
  return copy;
}

function indexIn(array: readonly unknown[], name: string, last: number): number {
  if (/^(?:0|[1-9]\d*)$/.test(name) && Number(name) <= last) return Number(name);
  throw new PatchFailure(
    'conflict',
    `names the index ${name}, but the array has ${array.length} ${array.length === 1 ? 'item' : 'items'}`,
  );
}

/** Removes the prototypes that a parser may have set, so that values compare as JSON. */
function plain(value: Json): Json {
  return JSON.parse(JSON.stringify(value));
}
