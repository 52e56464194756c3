// Values that JSON cannot represent (RFC 8259). JSON.stringify throws for some of them, leaves others out and turns others into
// null, so an error names the first one.
import { appendTokens } from './pointer.ts';

export interface Unprintable {
  readonly pointer: string;
  /** What is there, to be read after "is". */
  readonly what: string;
  /** What reading the value threw. */
  readonly thrown?: unknown;
}

/** The first value that JSON cannot represent; undefined for valid JSON. Frozen values are states, which are valid JSON. */
export function unprintableIn(root: unknown): Unprintable | undefined {
  const path: (string | number)[] = [];
  const ancestors: object[] = [];
  const find = (value: unknown): string | undefined => {
    if (typeof value === 'number') return Number.isFinite(value) ? undefined : String(value);
    if (typeof value === 'bigint') return 'a BigInt';
    if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
    if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return undefined;
    if (ancestors.includes(value)) return 'a circular reference';
    ancestors.push(value);
    const found = findInside(value);
    ancestors.pop();
    return found;
  };
  const findInside = (value: object): string | undefined => {
    const { toJSON } = value as { readonly toJSON?: unknown };
    const printed: unknown = typeof toJSON === 'function' ? toJSON.call(value) : value;
    if (printed !== value) return find(printed);
    const names = Array.isArray(value) ? value.keys() : Object.keys(value);
    for (const name of names) {
      path.push(name);
      const found = find((value as { readonly [name: string | number]: unknown })[name]);
      if (found !== undefined) return found;
      path.pop();
    }
    return undefined;
  };
  try {
    const what = find(root);
    return what === undefined ? undefined : { pointer: appendTokens('', ...path), what };
  } catch (thrown) {
    return { pointer: appendTokens('', ...path), what: 'unreadable', thrown };
  }
}
