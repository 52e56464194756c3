// Replaces references by name with references by pointer (JSON Schema 2020-12, sections 8.2.2 and 8.2.3.2), so that
// other code knows only pointers: `$anchor`, `$id`, and `$dynamicRef` in a template that a schema fills in with
// `$dynamicAnchor`.
import { appendTokens, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject } from '../../json/value.ts';

/** False if the text cannot contain references by name, so that the document does not have to be searched. */
export function hasNamedReferences(text: string): boolean {
  return /\$(?:anchor|dynamicAnchor|dynamicRef|id)\b/.test(text);
}

/** Rewrites the references of one file in place. */
export function rewriteNamedReferences(root: Json): void {
  const pointers = new Map<string, string>();
  const holders: { readonly node: MutableObject; readonly pointer: string }[] = [];
  each(root, '', (node, pointer) => {
    for (const name of [node.$anchor, node.$dynamicAnchor]) {
      if (typeof name === 'string' && !pointers.has(`#${name}`)) pointers.set(`#${name}`, pointer);
    }
    if (typeof node.$id === 'string' && pointer !== '') pointers.set(node.$id, pointer);
    holders.push({ node: node as MutableObject, pointer });
  });
  for (const { node } of holders) {
    const target = typeof node.$ref === 'string' ? pointers.get(node.$ref) : undefined;
    if (target !== undefined) node.$ref = `#${target}`;
  }
  for (const { node, pointer } of holders) fillTemplate(root, node, pointer);
  each(root, '', (node) => {
    const target = typeof node.$dynamicRef === 'string' ? pointers.get(node.$dynamicRef) : undefined;
    if (target === undefined || node.$ref !== undefined) return;
    (node as MutableObject).$ref = `#${target}`;
    delete (node as MutableObject).$dynamicRef;
  });
}

/** A schema that refers to a template and defines its dynamic anchors gets its own copy of the template. */
function fillTemplate(root: Json, node: MutableObject, pointer: string): void {
  const filled = new Map<string, string>();
  for (const [name, definition] of Object.entries(isObject(node.$defs) ? node.$defs : {})) {
    const anchor = isObject(definition) ? definition.$dynamicAnchor : undefined;
    if (typeof anchor === 'string') filled.set(`#${anchor}`, appendTokens(pointer, '$defs', name));
  }
  const template = typeof node.$ref === 'string' ? valueAt(root, node.$ref.slice(1)) : undefined;
  if (filled.size === 0 || !isObject(template)) return;
  const copy = structuredClone(template) as MutableObject;
  each(copy, '', (inner) => {
    const target = typeof inner.$dynamicRef === 'string' ? filled.get(inner.$dynamicRef) : undefined;
    if (target === undefined) return;
    (inner as MutableObject).$ref = `#${target}`;
    delete (inner as MutableObject).$dynamicRef;
  });
  delete node.$ref;
  node.allOf = [...((node.allOf as Json[] | undefined) ?? []), copy];
}

function each(value: Json, pointer: string, visit: (node: JsonObject, pointer: string) => void): void {
  const stack = [{ value, pointer }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (isObject(next.value)) visit(next.value, next.pointer);
    for (const [name, inner] of Object.entries(next.value))
      stack.push({ value: inner, pointer: appendTokens(next.pointer, name) });
  }
}
