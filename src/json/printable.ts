// Copies values of a user's code to what JSON prints of them (RFC 8259). JSON.stringify throws for some values, leaves others out
// and turns others into null, so an error names the first one. Nothing reads the original again: a getter can throw later.
import { appendTokens } from './pointer.ts';
import type { Json } from './value.ts';

/** JSON cannot represent a value. The cause is what reading it threw. */
export class UnprintableValue extends Error {
  /** @param what to be read after "is" */
  constructor(pointer: string, what: string, options?: ErrorOptions) {
    super(`${pointer || 'it'} is ${what}`, options);
  }
}

/** The place of a value inside the copied one. */
interface Walk {
  readonly path: (string | number)[];
  readonly ancestors: object[];
}

/**
 * The value as JSON prints it. Frozen values are states, which are valid JSON, so they are not copied.
 * @throws UnprintableValue names the first value that JSON cannot represent
 */
export function printableCopy(root: unknown): Json | undefined {
  const walk: Walk = { path: [], ancestors: [] };
  try {
    return copyOf(root, walk);
  } catch (cause) {
    if (cause instanceof UnprintableValue) throw cause;
    throw unprintable(walk, 'unreadable', { cause });
  }
}

function copyOf(value: unknown, walk: Walk): Json | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) throw unprintable(walk, String(value));
  if (typeof value === 'bigint') throw unprintable(walk, 'a BigInt');
  if (typeof value === 'function' || typeof value === 'symbol') throw unprintable(walk, `a ${typeof value}`);
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value as Json | undefined;
  if (walk.ancestors.includes(value)) throw unprintable(walk, 'a circular reference');
  walk.ancestors.push(value);
  const copy = copyOfObject(value, walk);
  walk.ancestors.pop();
  return copy;
}

function copyOfObject(value: object, walk: Walk): Json | undefined {
  const { toJSON } = value as { readonly toJSON?: unknown };
  const printed: unknown = typeof toJSON === 'function' ? toJSON.call(value) : value;
  if (printed !== value) return copyOf(printed, walk);
  if (value instanceof String || value instanceof Number || value instanceof Boolean) return value.valueOf();
  if (Array.isArray(value)) return Array.from(value.keys(), (index) => copyInside(value, index, walk) ?? null);
  const copy: Record<string, Json> = {};
  for (const name of Object.keys(value)) {
    const inner = copyInside(value, name, walk);
    if (inner === undefined) continue;
    if (name === '__proto__') Object.defineProperty(copy, name, { ...OWN, value: inner });
    else copy[name] = inner;
  }
  return copy;
}

/** An assignment to `__proto__` would set the prototype. */
const OWN = { enumerable: true, configurable: true, writable: true } as const;

function copyInside(value: object, name: string | number, walk: Walk): Json | undefined {
  walk.path.push(name);
  const copy = copyOf((value as { readonly [name: string | number]: unknown })[name], walk);
  walk.path.pop();
  return copy;
}

function unprintable({ path }: Walk, what: string, options?: ErrorOptions): UnprintableValue {
  return new UnprintableValue(appendTokens('', ...path), what, options);
}
