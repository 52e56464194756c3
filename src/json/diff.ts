// The difference of two values as a JSON Patch (RFC 6902).
import { appendTokens } from './pointer.ts';
import { isObject, type Json } from './value.ts';

export interface PatchOperation {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value?: Json;
}

/** The operations that make `to` out of `from`. Undefined stands for no value. */
export function diffOf(from: Json | undefined, to: Json | undefined, path = ''): readonly PatchOperation[] {
  if (from === to) return [];
  if (to === undefined) return [{ op: 'remove', path }];
  if (from === undefined) return [{ op: 'add', path, value: to }];
  if (isObject(from) && isObject(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return names.flatMap((name) => diffOf(own(from, name), own(to, name), appendTokens(path, name)));
  }
  if (Array.isArray(from) && Array.isArray(to)) return diffOfLists(from, to, path);
  return [{ op: 'replace', path, value: to }];
}

function diffOfLists(from: readonly Json[], to: readonly Json[], path: string): readonly PatchOperation[] {
  const common = Math.min(from.length, to.length);
  const changed = to.slice(0, common).flatMap((value, index) => diffOf(from[index], value, appendTokens(path, index)));
  const added = to.slice(common).map((value): PatchOperation => ({ op: 'add', path: appendTokens(path, '-'), value }));
  // From the end, so that the others keep their places.
  const removed = from.slice(common).map((_, index): PatchOperation => {
    return { op: 'remove', path: appendTokens(path, from.length - 1 - index) };
  });
  return [...changed, ...added, ...removed];
}

function own(value: Readonly<Record<string, Json>>, name: string): Json | undefined {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
