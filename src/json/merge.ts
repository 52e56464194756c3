// Two ways in which a PATCH body changes a value: JSON Merge Patch (RFC 7396), where null removes a member,
// and plain JSON, where null is a value like any other. In both an absent member is kept and arrays are replaced whole.
import { isObject, type Json, setMember } from './value.ts';

/** RFC 7396, section 2: the target with the patch applied; neither is changed. */
export function mergePatch(target: Json, patch: Json): Json {
  return merged(target, patch, true);
}

/** Plain JSON: as a merge patch, but null sets null. */
export function mergePlain(target: Json, patch: Json): Json {
  return merged(target, patch, false);
}

function merged(target: Json, patch: Json, nullRemoves: boolean): Json {
  if (!isObject(patch)) return patch;
  const before = isObject(target) ? target : {};
  const result: Record<string, Json> = {};
  for (const name of Object.keys(before)) {
    if (!Object.hasOwn(patch, name)) setMember(result, name, before[name] as Json);
    else set(result, name, before[name] as Json, patch[name] as Json);
  }
  for (const name of Object.keys(patch)) {
    if (!Object.hasOwn(before, name)) set(result, name, null, patch[name] as Json);
  }
  return result;

  function set(into: Record<string, Json>, name: string, old: Json, change: Json): void {
    if (change === null && nullRemoves) return;
    setMember(into, name, isObject(change) ? merged(old, change, nullRemoves) : change);
  }
}
