// Finds schemas that refer to themselves without a step into the value, such as `A: { allOf: [{ $ref: A }] }`. Their validation
// never ends (JSON Schema 2020-12, section 9.4.1), so they are not compiled.
import { decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { discriminatorOf } from '../schema/schema-view.ts';
import type { DiscriminatorMode } from '../schema/views.ts';

/** A schema refers to itself without end. */
export class EndlessSchema extends Error {}

const verdicts = {
  select: new WeakMap<JsonObject, Map<string, boolean>>(),
  annotation: new WeakMap<JsonObject, Map<string, boolean>>(),
} satisfies Record<DiscriminatorMode, WeakMap<JsonObject, Map<string, boolean>>>;

/** Whether the validation of every value by the schema at a pointer never ends. */
export function isEndless(document: JsonObject, pointer: string, mode: DiscriminatorMode = 'select'): boolean {
  const known = verdicts[mode].get(document) ?? new Map<string, boolean>();
  verdicts[mode].set(document, known);
  return leadsBack(document, pointer, { known, path: new Set(), mode });
}

interface Search {
  readonly known: Map<string, boolean>;
  /** The pointers from the start to here. */
  readonly path: Set<string>;
  readonly mode: DiscriminatorMode;
}

function leadsBack(document: JsonObject, pointer: string, search: Search): boolean {
  const { known, path, mode } = search;
  const before = known.get(pointer);
  if (before !== undefined) return before;
  if (path.has(pointer)) return true;
  path.add(pointer);
  const targets = appliedReferences(valueAt(document, pointer) ?? true, mode);
  const isBack = targets.some((target) => leadsBack(document, decodeFragment(target.slice(1)), search));
  path.delete(pointer);
  known.set(pointer, isBack);
  return isBack;
}

/** Whether an endless schema is itself a part of its circle, and does not only refer to it. */
export function isInCircle(document: JsonObject, pointer: string, mode: DiscriminatorMode = 'select'): boolean {
  const seen = new Set<string>();
  const queue = [pointer];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    for (const target of appliedReferences(valueAt(document, next) ?? true, mode)) {
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
 * properties, and those of `oneOf` until two of them accept the value. A branch that a discriminator selects is not applied to
 * every value.
 */
function appliedReferences(schema: Json, mode: DiscriminatorMode): readonly string[] {
  if (!isObject(schema)) return [];
  const { $ref, allOf, anyOf, oneOf, not, if: condition } = schema;
  const isSelected = mode === 'select' && discriminatorOf(schema) !== undefined;
  const unions = isSelected ? [] : [...listOf(anyOf), ...listOf(oneOf).slice(0, 2)];
  const inner = [...listOf(allOf), ...unions, not ?? true, condition ?? true];
  const own = typeof $ref === 'string' ? [$ref] : [];
  return [...own, ...inner.flatMap((part) => appliedReferences(part, mode))];
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
