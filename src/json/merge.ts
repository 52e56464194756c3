// Two ways to apply a PATCH body to a value. In a JSON Merge Patch (RFC 7396) null removes a property. In plain JSON
// null is a value like any other. Both keep absent properties and replace arrays as a whole.
import { isObject, type Json, type JsonObject, setProperty } from './value.ts';

/** Selects the properties of a patch to apply. */
export interface PropertyFilter {
  takes(name: string): boolean;
  /** The filter for the value of a property. */
  inside(name: string): PropertyFilter;
}

const ALL_PROPERTIES: PropertyFilter = { takes: () => true, inside: () => ALL_PROPERTIES };

/** Returns the target with the patch applied (RFC 7396, section 2). Neither argument is changed. */
export function mergePatch(target: Json, patch: Json, filter: PropertyFilter = ALL_PROPERTIES): Json {
  return merge(target, patch, { nullRemoves: true, filter });
}

/** Like a merge patch, but null sets the property to null. */
export function mergePlain(target: Json, patch: Json, filter: PropertyFilter = ALL_PROPERTIES): Json {
  return merge(target, patch, { nullRemoves: false, filter });
}

function merge(
  target: Json,
  patch: Json,
  { nullRemoves, filter }: { nullRemoves: boolean; filter: PropertyFilter },
): Json {
  if (!isObject(patch)) return patch;
  const result: Record<string, Json> = isObject(target) ? { ...target } : {};
  for (const name in patch) {
    if (!filter.takes(name)) continue;
    const change = patch[name] as Json;
    if (change === null && nullRemoves) delete result[name];
    else if (!isObject(change)) setProperty(result, name, change);
    else
      setProperty(result, name, merge(propertyOf(result, name), change, { nullRemoves, filter: filter.inside(name) }));
  }
  return result;
}

function propertyOf(object: JsonObject, name: string): Json {
  return Object.hasOwn(object, name) ? (object[name] as Json) : null;
}
