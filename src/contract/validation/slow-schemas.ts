// Which printed validators get a time limit. Validators that are compiled at run time count the steps of their patterns, and
// remember their verdicts. Printed ones do neither, so the schemas decide if a validation can take long.
import { decodeFragment, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';
import { repeatsValidation } from './bounded-code.ts';
import { costOf } from './pattern-cost.ts';

/** Whether a validation by the schema at a pointer, and by those that it refers to, can take more time than the value is long. */
export function canTakeLong(document: JsonObject, pointer: string): boolean {
  const schemas = reachableFrom(document, pointer);
  return [...schemas].some(([own, schema]) => {
    if (patternsIn(schema).some(isSlowPattern)) return true;
    return repeatsValidation(schema) && refersToItself(document, own);
  });
}

function isSlowPattern(pattern: string): boolean {
  const { exponential, degree, choices } = costOf(pattern);
  return exponential !== false || degree > 1 || choices > 1;
}

function refersToItself(document: JsonObject, pointer: string): boolean {
  const targets = referencesIn(valueAt(document, pointer) ?? true);
  return targets.some((target) => reachableFrom(document, target).has(pointer));
}

/** The schemas that validate a value, by pointer: the one at a pointer, and all that it refers to. */
function reachableFrom(document: JsonObject, pointer: string): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  const queue = [pointer];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (found.has(next)) continue;
    const schema = valueAt(document, next) ?? true;
    found.set(next, schema);
    queue.push(...referencesIn(schema));
  }
  return found;
}

function referencesIn(schema: Json): readonly string[] {
  return objectsIn(schema).flatMap(({ $ref }) => (typeof $ref === 'string' ? [decodeFragment($ref.slice(1))] : []));
}

function patternsIn(schema: Json): readonly string[] {
  return objectsIn(schema).flatMap(({ pattern, patternProperties }) => [
    ...(typeof pattern === 'string' ? [pattern] : []),
    ...(isObject(patternProperties) ? Object.keys(patternProperties) : []),
  ]);
}

/** All objects in a value, itself included. */
function objectsIn(value: Json): readonly JsonObject[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return isObject(value) ? [value, ...inner] : inner;
}
