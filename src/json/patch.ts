// JSON Patch (RFC 6902): a list of operations applied to a value in order, all or none. The value itself is not changed.
import { isDeepStrictEqual } from 'node:util';
import { tokensOf, valueAt } from './pointer.ts';
import { isObject, type Json, type JsonObject, setMember } from './value.ts';

/** Why a patch was not applied: `index` is that of the operation, `kind` whether the patch itself or the value is at fault. */
export interface PatchError {
  readonly kind: 'malformed' | 'conflict';
  readonly index: number;
  readonly message: string;
}

export type Patched = { readonly value: Json } | { readonly fault: PatchError };

/** What stops a patch; it never leaves this module. */
class Stop extends Error {
  readonly kind: PatchError['kind'];
  constructor(kind: PatchError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

export function applyPatch(target: Json, patch: Json): Patched {
  if (!Array.isArray(patch)) return { fault: { kind: 'malformed', index: 0, message: 'is not a list of operations' } };
  let value = target;
  for (const [index, operation] of patch.entries()) {
    try {
      value = applied(value, operation as Json);
    } catch (error) {
      if (error instanceof Stop) return { fault: { kind: error.kind, index, message: error.message } };
      throw error;
    }
  }
  return { value };
}

function applied(target: Json, operation: Json): Json {
  if (!isObject(operation)) throw new Stop('malformed', 'is not an object');
  const path = pointerIn(operation, 'path');
  switch (operation.op) {
    case 'add':
      return added(target, tokensOf(path), valueIn(operation));
    case 'remove':
      return removed(target, tokensOf(path), path);
    case 'replace':
      existing(target, path);
      return path === '' ? valueIn(operation) : replaced(target, tokensOf(path), valueIn(operation));
    case 'move': {
      const from = pointerIn(operation, 'from');
      if (path.startsWith(`${from}/`)) throw new Stop('malformed', `moves ${from} into itself`);
      const moved = existing(target, from);
      return from === path ? target : added(removed(target, tokensOf(from), from), tokensOf(path), moved);
    }
    case 'copy':
      return added(target, tokensOf(path), existing(target, pointerIn(operation, 'from')));
    case 'test':
      if (!isDeepStrictEqual(plain(existing(target, path)), plain(valueIn(operation)))) {
        throw new Stop('conflict', `tests ${path || 'the whole'} for a value that it does not have`);
      }
      return target;
    default:
      throw new Stop('malformed', `has the op ${JSON.stringify(operation.op ?? null)}, which is none of RFC 6902`);
  }
}

function pointerIn(operation: JsonObject, name: 'path' | 'from'): string {
  const pointer = Object.hasOwn(operation, name) ? operation[name] : undefined;
  if (typeof pointer === 'string' && /^(?:\/(?:[^~]|~[01])*)?$/s.test(pointer)) return pointer;
  throw new Stop('malformed', `has no JSON pointer as ${name}`);
}

function valueIn(operation: JsonObject): Json {
  if (Object.hasOwn(operation, 'value')) return operation.value as Json;
  throw new Stop('malformed', 'has no value');
}

function existing(target: Json, pointer: string): Json {
  const value = valueAt(target, pointer);
  if (value === undefined) throw new Stop('conflict', `names ${pointer}, where nothing is`);
  return value;
}

/** The copy of a container with one place in it changed. */
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
  if (!isObject(target) || !Object.hasOwn(target, name)) throw new Stop('conflict', `names ${name}, where nothing is`);
  const copy: Record<string, Json> = { ...target };
  setMember(copy, name, changed(target[name] as Json, rest, change));
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
  existing(target, pointer);
  if (tokens.length === 0) return null;
  return changed(target, tokens, (container, name) => {
    if (Array.isArray(container)) return container.filter((_, at) => at !== Number(name)) as Json;
    return Object.fromEntries(Object.entries(container as JsonObject).filter(([member]) => member !== name));
  });
}

function withMember(container: Json, name: string, value: Json): Json {
  if (!isObject(container)) throw new Stop('conflict', `names ${name} in what is no object`);
  const copy: Record<string, Json> = { ...container };
  setMember(copy, name, value);
  return copy;
}

function indexIn(array: readonly unknown[], name: string, last: number): number {
  if (/^(?:0|[1-9]\d*)$/.test(name) && Number(name) <= last) return Number(name);
  throw new Stop('conflict', `names the index ${name} of an array of ${array.length}`);
}

/** Without the prototypes that a parser may have given: equality is that of JSON. */
function plain(value: Json): Json {
  return JSON.parse(JSON.stringify(value));
}
