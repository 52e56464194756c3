// Moves what references name to the components of a document. Swagger 2.0 has definitions at the root, and a document of several
// files has parts that lie in no component; openapi-typescript prints types for components and paths only.

import { type Kind, walk } from '../contract/document/grammar.ts';
import { targetOf } from '../contract/document/resolve.ts';
import { appendTokens, decodeFragment, tokensOf, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject } from '../json/value.ts';

/** The field of components for each kind of object that can be a component. */
const FIELDS: Readonly<Partial<Record<Kind, string>>> = {
  schema: 'schemas',
  response: 'responses',
  parameter: 'parameters',
  header: 'headers',
  requestBody: 'requestBodies',
  pathItem: 'pathItems',
  example: 'examples',
  link: 'links',
  callback: 'callbacks',
};

/** Changes the document in place, so that each reference names a component, or a place in a component or a path. */
export function referToComponents(document: JsonObject): void {
  const moved = new Map<string, string>();
  walk({ kind: 'document', node: document, pointer: '' }, (place) => {
    const { kind, node } = place;
    const target = targetOf(document, place);
    if (!target) return undefined;
    const reference = node as MutableObject;
    const field = FIELDS[kind];
    if (field !== undefined && !/^\/(?:components|paths)\//.test(target.pointer)) {
      const pointer = moved.get(target.pointer) ?? addComponent(document as MutableObject, field, target);
      moved.set(target.pointer, pointer);
      reference.$ref = `#${pointer}`;
    }
    return [target];
  });
}

/** Adds a value to the components under a free name, and returns its pointer. */
function addComponent(
  document: MutableObject,
  field: string,
  { pointer, node }: { readonly pointer: string; readonly node: Json },
): string {
  const components = objectIn(document, 'components');
  const section = objectIn(components, field);
  const wanted =
    (tokensOf(pointer).at(-1) ?? field).replace(/\.(?:ya?ml|json)$/, '').replace(/[^\w.-]+/g, '_') || field;
  let name = wanted;
  for (let number = 2; Object.hasOwn(section, name); number++) name = `${wanted}${number}`;
  section[name] = node;
  return appendTokens(appendTokens('/components', field), name);
}

function objectIn(parent: MutableObject, name: string): MutableObject {
  if (!isObject(parent[name])) parent[name] = {};
  return parent[name] as MutableObject;
}

/** Leaves out the entries of a discriminator's mapping that name no schema of the document, and completes those with a bare name. */
export function completeMapping(document: JsonObject, schema: JsonObject): void {
  const { discriminator } = schema;
  if (!isObject(discriminator) || !isObject(discriminator.mapping)) return;
  const mapping = Object.entries(discriminator.mapping).flatMap(([value, target]) => {
    if (typeof target !== 'string') return [];
    const candidates = [target, `#${appendTokens('/components/schemas', target)}`];
    const found = candidates.find(
      (one) => one.startsWith('#/') && valueAt(document, decodeFragment(one.slice(1))) !== undefined,
    );
    return found === undefined ? [] : [[value, found] as const];
  });
  (discriminator as MutableObject).mapping = Object.fromEntries(mapping);
}
