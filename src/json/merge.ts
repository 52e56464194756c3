// Two ways in which a PATCH body changes a value: JSON Merge Patch (RFC 7396), where null removes a member,
// and plain JSON, where null is a value like any other. In both an absent member is kept and arrays are replaced whole.
import { isObject, type Json, type JsonObject } from './value.ts';

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
  const members = new Map(Object.entries(isObject(target) ? target : {}));
  for (const [name, change] of Object.entries(patch)) {
    if (change === null && nullRemoves) members.delete(name);
    else members.set(name, merged(members.get(name) ?? null, change, nullRemoves));
  }
  return Object.fromEntries(members) satisfies JsonObject;
}
