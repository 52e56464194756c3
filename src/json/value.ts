// JSON values (RFC 8259) as the engine uses them: plain, readonly, and deep-frozen once they are part of a state.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

/** A JSON object that is being built or changed in place. */
export type MutableObject = Record<string, Json>;

/** True for a JSON object: not null, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Freezes a value and everything in it, so that all readers can share it. */
export function deepFreeze<T extends Json>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) freezeItems(value);
  else {
    for (const name in value) {
      const inner = (value as JsonObject)[name];
      if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
    }
  }
  return Object.freeze(value);
}

/** A loop over the names of an array's items would make a text of each index. */
function freezeItems(items: readonly Json[]): void {
  for (let index = 0; index < items.length; index++) {
    const inner = items[index];
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
  }
}

/** Sets a property of an object that is being built. `__proto__` becomes a property like any other. */
export function setProperty(target: Record<string, Json>, name: string, value: Json): void {
  if (name === '__proto__')
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
  else target[name] = value;
}

/** In a path of property names: the only item of an array. */
export const ONLY_ITEM = '0';

/** The value at a path of property names. Undefined if an object on the path does not have the next one. */
export function valueInside(value: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((inner, name) => {
    if (Array.isArray(inner)) return name === ONLY_ITEM ? inner[0] : undefined;
    return isObject(inner) ? inner[name] : undefined;
  }, value);
}
