// Moves what references name to the components of a document. Swagger 2.0 has definitions at the root, a document of several files
// has parts that lie in no component, and a reference can lead into a component or a path; openapi-typescript prints types for whole
// components only.

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

/** Changes the document in place, so that each reference names a whole component or a path. */
export function referToComponents(document: JsonObject): void {
  const moved = new Map<string, string>();
  walk({ kind: 'document', node: document, pointer: '' }, (place) => {
    const { kind, node } = place;
    const target = targetOf(document, place);
    if (!target) return undefined;
    const reference = node as MutableObject;
    const field = FIELDS[kind];
    if (field === undefined) inline(reference, target.node);
    else if (!isPrinted(tokensOf(target.pointer), field)) {
      const pointer = moved.get(target.pointer) ?? addComponent(document as MutableObject, field, target);
      moved.set(target.pointer, pointer);
      reference.$ref = `#${pointer}`;
    }
    return [target];
  });
}

/** Whether openapi-typescript prints a type for a pointer: it is that of a whole component, or of a path. */
function isPrinted([first, second, ...rest]: readonly string[], field: string): boolean {
  if (first === 'paths') return rest.length === 0;
  return first === 'components' && second === field && rest.length === 1;
}

/** Puts a copy of an object in the place of a reference to it. */
function inline(reference: MutableObject, target: Json): void {
  if (!isObject(target)) return;
  delete reference.$ref;
  for (const [name, value] of Object.entries(target)) reference[name] ??= value;
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
