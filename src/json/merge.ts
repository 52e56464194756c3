// Two ways in which a PATCH body changes a value: JSON Merge Patch (RFC 7396), where null removes a member,
// and plain JSON, where null is a value like any other. In both an absent member is kept and arrays are replaced whole.
import { isObject, type Json, type JsonObject, setMember } from './value.ts';

/** Chooses the members of a patch that count, and gives the choice for what lies inside a member. */
export interface PropertyFilter {
  takes(name: string): boolean;
  inside(name: string): PropertyFilter;
}

const EVERYTHING: PropertyFilter = { takes: () => true, inside: () => EVERYTHING };

/** RFC 7396, section 2: the target with the patch applied; neither is changed. */
export function mergePatch(target: Json, patch: Json, choice: PropertyFilter = EVERYTHING): Json {
  return merged(target, patch, { nullRemoves: true, choice });
}

/** Plain JSON: as a merge patch, but null sets null. */
export function mergePlain(target: Json, patch: Json, choice: PropertyFilter = EVERYTHING): Json {
  return merged(target, patch, { nullRemoves: false, choice });
}

function merged(
  target: Json,
  patch: Json,
  { nullRemoves, choice }: { nullRemoves: boolean; choice: PropertyFilter },
): Json {
  if (!isObject(patch)) return patch;
  const result: Record<string, Json> = isObject(target) ? { ...target } : {};
  for (const name in patch) {
    if (!choice.takes(name)) continue;
    const change = patch[name] as Json;
    if (change === null && nullRemoves) delete result[name];
    else if (!isObject(change)) setMember(result, name, change);
    else setMember(result, name, merged(memberOf(result, name), change, { nullRemoves, choice: choice.inside(name) }));
  }
  return result;
}

function memberOf(object: JsonObject, name: string): Json {
  return Object.hasOwn(object, name) ? (object[name] as Json) : null;
}
