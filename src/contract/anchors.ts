// References by name (JSON Schema 2020-12, sections 8.2.2 and 8.2.3.2) to references by pointer, so that all behind it knows one
// kind: `$anchor`, `$id`, and `$dynamicRef` in a template that a schema fills in by `$dynamicAnchor`.
import { extend, valueAt } from '../json/pointer.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';

type Node = Record<string, Json>;

/** True for a text that may refer by name; no other needs to be looked through. */
export function hasNamedReferences(text: string): boolean {
  return /\$(?:anchor|dynamicAnchor|dynamicRef|id)\b/.test(text);
}

/** Rewrites the references of one file in place. */
export function rewriteNamedReferences(root: Json): void {
  const pointers = new Map<string, string>();
  const holders: { readonly node: Node; readonly pointer: string }[] = [];
  each(root, '', (node, pointer) => {
    for (const name of [node.$anchor, node.$dynamicAnchor]) {
      if (typeof name === 'string' && !pointers.has(`#${name}`)) pointers.set(`#${name}`, pointer);
    }
    if (typeof node.$id === 'string' && pointer !== '') pointers.set(node.$id, pointer);
    holders.push({ node: node as Node, pointer });
  });
  for (const { node } of holders) {
    const target = typeof node.$ref === 'string' ? pointers.get(node.$ref) : undefined;
    if (target !== undefined) node.$ref = `#${target}`;
  }
  for (const { node, pointer } of holders) fillTemplate(root, node, pointer);
  each(root, '', (node) => {
    const target = typeof node.$dynamicRef === 'string' ? pointers.get(node.$dynamicRef) : undefined;
    if (target === undefined || node.$ref !== undefined) return;
    (node as Node).$ref = `#${target}`;
    delete (node as Node).$dynamicRef;
  });
}

/** A schema that refers to a template and defines the anchors that are open in it gets a copy of the template of its own. */
function fillTemplate(root: Json, node: Node, pointer: string): void {
  const filled = new Map<string, string>();
  for (const [name, definition] of Object.entries(isObject(node.$defs) ? node.$defs : {})) {
    const anchor = isObject(definition) ? definition.$dynamicAnchor : undefined;
    if (typeof anchor === 'string') filled.set(`#${anchor}`, extend(pointer, '$defs', name));
  }
  const template = typeof node.$ref === 'string' ? valueAt(root, node.$ref.slice(1)) : undefined;
  if (filled.size === 0 || !isObject(template)) return;
  const copy = structuredClone(template) as Node;
  each(copy, '', (inner) => {
    const target = typeof inner.$dynamicRef === 'string' ? filled.get(inner.$dynamicRef) : undefined;
    if (target === undefined) return;
    (inner as Node).$ref = `#${target}`;
    delete (inner as Node).$dynamicRef;
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
      stack.push({ value: inner, pointer: extend(next.pointer, name) });
  }
}
