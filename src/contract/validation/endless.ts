// Finds schemas that refer to themselves without a step into the value, such as `A: { allOf: [{ $ref: A }] }`. Their validation
// never ends (JSON Schema 2020-12, section 9.4.1), so they are not compiled.
import { decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

/** A schema refers to itself without end. */
export class EndlessSchema extends Error {}

const verdicts = new WeakMap<JsonObject, Map<string, boolean>>();

/** Whether the validation of every value by the schema at a pointer never ends. */
export function isEndless(document: JsonObject, pointer: string): boolean {
  const known = verdicts.get(document) ?? new Map<string, boolean>();
  verdicts.set(document, known);
  return leadsBack(document, pointer, { known, path: new Set() });
}

interface Search {
  readonly known: Map<string, boolean>;
  /** The pointers from the start to here. */
  readonly path: Set<string>;
}

function leadsBack(document: JsonObject, pointer: string, search: Search): boolean {
  const { known, path } = search;
  const before = known.get(pointer);
  if (before !== undefined) return before;
  if (path.has(pointer)) return true;
  path.add(pointer);
  const targets = appliedReferences(valueAt(document, pointer) ?? true);
  const isBack = targets.some((target) => leadsBack(document, decodeFragment(target.slice(1)), search));
  path.delete(pointer);
  known.set(pointer, isBack);
  return isBack;
}

/** Whether an endless schema is itself a part of its circle, and does not only refer to it. */
export function isInCircle(document: JsonObject, pointer: string): boolean {
  const seen = new Set<string>();
  const queue = [pointer];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const target of appliedReferences(valueAt(document, next) ?? true)) {
      const reached = decodeFragment(target.slice(1));
      if (reached === pointer) return true;
      if (!seen.has(reached)) queue.push(reached);
      seen.add(reached);
    }
  }
  return false;
}

/**
 * The references that are applied to every value of a schema. Ajv applies all branches of `anyOf`, because each can evaluate
 * properties, and those of `oneOf` until two of them accept the value.
 */
function appliedReferences(schema: Json): readonly string[] {
  if (!isObject(schema)) return [];
  const { $ref, allOf, anyOf, oneOf, not, if: condition } = schema;
  const inner = [listOf(allOf), listOf(anyOf), listOf(oneOf).slice(0, 2), [not ?? true, condition ?? true]].flat();
  const own = typeof $ref === 'string' ? [$ref] : [];
  return [...own, ...inner.flatMap(appliedReferences)];
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
