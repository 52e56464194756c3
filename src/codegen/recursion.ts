// Types that TypeScript cannot express: a schema whose values contain values of the same schema without an object in between, for
// example "a number, or a list of these". openapi-typescript prints each schema as a property, whose type cannot name itself so.
import { decodeFragment, valueAt } from '../json/pointer.ts';
import { isObject, type JsonObject, type MutableObject } from '../json/value.ts';

/** The keywords whose schemas are part of the printed type itself, and not of a property of it. */
const DIRECT = ['anyOf', 'oneOf', 'allOf', 'items', 'prefixItems'] as const;

/** Changes the document in place: in the types, the inner values of such schemas can be anything. */
export function loosenDirectRecursion(document: JsonObject): void {
  const schemas = isObject(document.components) ? document.components.schemas : undefined;
  if (!isObject(schemas)) return;
  const done = new Set<JsonObject>();
  for (const schema of Object.values(schemas)) if (isObject(schema)) loosen(document, schema, new Set(), done);
}

/** @param above the schemas that the printed type is a part of */
function loosen(document: JsonObject, schema: JsonObject, above: Set<JsonObject>, done: Set<JsonObject>): void {
  if (done.has(schema)) return;
  above.add(schema);
  for (const part of directParts(schema)) {
    const target = targetOf(document, part);
    if (target === undefined) loosen(document, part, above, done);
    else if (above.has(target)) delete (part as MutableObject).$ref;
    else loosen(document, target, above, done);
  }
  above.delete(schema);
  done.add(schema);
}

function directParts(schema: JsonObject): readonly JsonObject[] {
  return DIRECT.flatMap((keyword) => schema[keyword] ?? []).filter(isObject);
}

function targetOf(document: JsonObject, { $ref }: JsonObject): JsonObject | undefined {
  if (typeof $ref !== 'string' || !$ref.startsWith('#/')) return undefined;
  const target = valueAt(document, decodeFragment($ref.slice(1)));
  return isObject(target) ? target : undefined;
}
