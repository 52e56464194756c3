// Decides what each fault takes out of a document: the smallest part that contains it. A part is an example, a link, a callback, a
// response or an operation. A fault in a component takes out the parts that refer to the component. What is left has no fault, so
// the rest of the engine relies on it; operations that were taken out stay in the document with a mark.
import { appendTokens, tokensOf } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, type MutableObject } from '../../json/value.ts';
import type { DocumentFault, Findings } from '../document/findings.ts';
import { childrenOf, type Kind, METHODS, type Visit } from '../document/grammar.ts';
import { resolve, targetOf } from '../document/resolve.ts';
import { UNUSABLE, type Unusable } from '../document/unusable.ts';
import { isStatus } from '../operation/status-key.ts';
import { OPTIONAL_KINDS } from './shapes.ts';

/** A fault with the parts that it takes out. */
export interface QuarantinedFault extends DocumentFault {
  /** The operations, such as `GET /docks`. */
  readonly operations: readonly string[];
  /** Other parts, such as `the response 404 of GET /docks`. */
  readonly parts: readonly string[];
}

interface Quarantine {
  readonly faults: readonly QuarantinedFault[];
  /** False if faults took out all operations. */
  readonly servesAnything: boolean;
}

/** Takes out what the faults of a document break. The document is changed in place. */
export function quarantine(document: JsonObject, { faults }: Findings): Quarantine {
  if (faults.length === 0) return { faults: [], servesAnything: true };
  const graph = graphOf(document);
  const quarantined = faults.map((fault) => takeOut(graph, fault));
  removeParts(graph.removed.values());
  for (const [operation, fault] of graph.unusable) (operation as MutableObject)[UNUSABLE] = markOf(fault);
  for (const { item, key, fault } of graph.methods.values()) item[key] = { responses: {}, [UNUSABLE]: markOf(fault) };
  for (const [path, fault] of graph.unreadable) replaceItem(document, path, fault);
  const servesAnything = [...graph.operations.keys()].some((operation) => !graph.unusable.has(operation));
  return { faults: quarantined, servesAnything };
}

/** A place inside another one. */
interface Inside {
  readonly parent: Visit;
  readonly child: Visit;
  /** Whether the parent refers to the child. */
  readonly isReference: boolean;
}

interface Graph {
  /** Where each object is, and what refers to it. */
  readonly holders: ReadonlyMap<Json, readonly Inside[]>;
  /** The operations that clients can call, each with its names, such as `GET /docks`. */
  readonly operations: ReadonlyMap<JsonObject, readonly string[]>;
  /** Parts to remove, by their pointer. */
  readonly removed: Map<string, Inside>;
  /** Operations that cannot be served, with the first fault of each. */
  readonly unusable: Map<JsonObject, DocumentFault>;
  /** The path items that clients can call, each with its paths. */
  readonly items: ReadonlyMap<JsonObject, readonly string[]>;
  /** Methods with a value that is no operation, by their pointer. */
  readonly methods: Map<string, UnreadableMethod>;
  /** Paths whose operations are not known, with the first fault of each. */
  readonly unreadable: Map<string, DocumentFault>;
}

interface UnreadableMethod {
  readonly item: MutableObject;
  readonly key: string;
  readonly fault: DocumentFault;
}

/** All places of a document with the places that contain them or refer to them. Only documents with faults need it. */
function graphOf(document: JsonObject): Graph {
  const holders = new Map<Json, Inside[]>();
  const visited = new Set<Json>();
  const stack: Visit[] = [{ kind: 'document', node: document, pointer: '' }];
  const add = (inside: Inside) => {
    const key = keyOf(inside.child);
    const known = holders.get(key);
    if (known) known.push(inside);
    else holders.set(key, [inside]);
    stack.push(inside.child);
  };
  for (let place = stack.pop(); place; place = stack.pop()) {
    if (visited.has(keyOf(place))) continue;
    visited.add(keyOf(place));
    const parent = place;
    const target = targetOf(document, place);
    if (target) add({ parent, child: target, isReference: true });
    for (const child of childrenOf(place)) add({ parent, child, isReference: false });
  }
  const items = servedItems(document);
  const taken = { removed: new Map(), unusable: new Map(), methods: new Map(), unreadable: new Map() };
  return { holders, items, operations: servedOperations(items), ...taken };
}

/** A place that is no object is identified by its pointer. */
function keyOf({ node, pointer }: Visit): Json {
  return typeof node === 'object' && node !== null ? node : pointer;
}

function servedItems(document: JsonObject): Map<JsonObject, string[]> {
  const items = new Map<JsonObject, string[]>();
  const { paths } = document;
  for (const [path, source] of Object.entries(isObject(paths) ? paths : {})) {
    const item = resolve(document, appendTokens('/paths', path), source).value;
    items.set(item, [...(items.get(item) ?? []), path]);
  }
  return items;
}

function servedOperations(items: ReadonlyMap<JsonObject, readonly string[]>): Map<JsonObject, string[]> {
  const operations = new Map<JsonObject, string[]>();
  for (const [item, paths] of items) {
    const additional = isObject(item.additionalOperations) ? item.additionalOperations : {};
    const fixed = METHODS.map((method) => [method, item[method]] as const);
    for (const [method, operation] of [...fixed, ...Object.entries(additional)]) {
      if (isObject(operation)) operations.set(operation, namesOf(method, paths));
    }
  }
  return operations;
}

function namesOf(method: string, paths: readonly string[]): string[] {
  return paths.map((path) => `${method.toUpperCase()} ${path}`);
}

/** Follows a fault to the parts that it breaks. */
function takeOut(graph: Graph, fault: DocumentFault): QuarantinedFault {
  const operations = new Set<string>();
  const parts = new Set<string>();
  const broken = new Set<Json>();
  const queue: Visit[] = [fault.place];
  for (let place = queue.shift(); place; place = queue.shift()) {
    const { kind, node } = place;
    if (broken.has(keyOf(place))) continue;
    broken.add(keyOf(place));
    const names = isObject(node) ? graph.operations.get(node) : undefined;
    if (kind === 'operation' && names) {
      if (!graph.unusable.has(node as JsonObject)) graph.unusable.set(node as JsonObject, fault);
      for (const name of names) operations.add(name);
      continue;
    }
    // What is wrong in the document itself is left out already.
    if ((kind === 'document' || kind === 'components') && isObject(node)) continue;
    for (const inside of graph.holders.get(keyOf(place)) ?? []) {
      const effect = effectOf(graph, inside);
      const { parent, child } = inside;
      if ((effect !== 'breaks' && effect !== 'breaks method') || parent.kind === 'operation')
        graph.removed.set(child.pointer, inside);
      const breaksParent = effect === 'breaks' || (effect === 'removed' && isLastSuccess(graph, inside));
      if (breaksParent) queue.push(parent);
      else if (effect === 'removed') parts.add(partName(graph, inside));
      if (effect === 'breaks operations') queue.push(...childrenOf(parent).filter((one) => one.kind === 'operation'));
      if (effect === 'breaks method') {
        const key = tokensOf(child.pointer).at(-1) as string;
        graph.methods.set(child.pointer, { item: parent.node as MutableObject, key, fault });
        for (const name of namesOf(key, graph.items.get(parent.node as JsonObject) ?? [])) operations.add(name);
      }
      if (effect === 'breaks path') {
        const [path = ''] = tokensOf(child.pointer).slice(1);
        if (!graph.unreadable.has(path)) graph.unreadable.set(path, fault);
        parts.add(`all operations of ${path}`);
      }
    }
  }
  return { ...fault, operations: [...operations], parts: [...parts] };
}

/**
 * What a broken place does to the place that contains it: it `breaks` it as well, is `removed` from it, or is removed and `unused`
 * there. `breaks operations` means all operations of a path item, `breaks method` one that is no object, and `breaks path` that the
 * operations of a path are not known.
 */
type Effect = 'breaks' | 'removed' | 'unused' | 'breaks operations' | 'breaks method' | 'breaks path';

const REMOVABLE: ReadonlySet<Kind> = new Set([
  ...(['example', 'link', 'callback', 'response', 'securityScheme'] as const),
  ...OPTIONAL_KINDS,
]);

function effectOf(graph: Graph, { parent, child, isReference }: Inside): Effect {
  if (isReference) return 'breaks';
  if (REMOVABLE.has(child.kind) && parent.kind !== 'components') return 'removed';
  if (parent.kind === 'components' || parent.kind === 'document') {
    if (child.kind === 'securityScheme') return 'removed';
    if (child.kind !== 'pathItem' || parent.kind === 'components') return 'unused';
    return child.pointer.startsWith('/paths/') ? 'breaks path' : 'removed';
  }
  if (parent.kind !== 'pathItem' || !isObject(parent.node)) return 'breaks';
  // A reference replaces the other fields of its object.
  if (typeof parent.node.$ref === 'string') return 'unused';
  if (child.kind === 'operation' && FIXED.has(tokensOf(child.pointer).at(-1) ?? '') && graph.items.has(parent.node)) {
    return 'breaks method';
  }
  const isServed = childrenOf(parent).some(({ node }) => isObject(node) && graph.operations.has(node));
  return child.kind === 'parameter' && isServed ? 'breaks operations' : isServed ? 'unused' : 'breaks';
}

const FIXED: ReadonlySet<string> = new Set(METHODS);

/** How messages name a part that is removed. */
function partName({ operations }: Graph, { parent, child }: Inside): string {
  const name = tokensOf(child.pointer).at(-1) ?? '';
  const kind = child.kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (child.kind === 'securityScheme') return `the security scheme ${name}, which counts as satisfied`;
  const [owner] = (isObject(parent.node) ? operations.get(parent.node) : undefined) ?? [];
  if (name === child.kind) return `the ${kind}`;
  return `the ${kind} ${name}${owner === undefined ? '' : ` of ${owner}`}`;
}

/** Whether a response that is removed was the only one for success that was left. */
function isLastSuccess({ removed }: Graph, { parent, child }: Inside): boolean {
  if (parent.kind !== 'operation' || child.kind !== 'response') return false;
  const { responses } = parent.node as JsonObject;
  const statuses = Object.keys(isObject(responses) ? responses : {}).filter(isStatus);
  const successes = statuses.filter((status) => /^[23]/.test(status));
  const candidates = (successes.length > 0 ? successes : statuses.filter((status) => status === 'default')).map(
    (status) => appendTokens(parent.pointer, 'responses', status),
  );
  return candidates.includes(child.pointer) && candidates.every((pointer) => removed.has(pointer));
}

/** Removes parts from the objects and arrays that contain them. */
function removeParts(parts: Iterable<Inside>): void {
  const fromArrays = new Map<Json[], Set<number>>();
  for (const { parent, child } of parts) {
    const tokens = tokensOf(child.pointer.slice(parent.pointer.length));
    const last = tokens.pop() as string;
    const container = tokens.reduce<Json | undefined>(
      (inner, token) => (inner as MutableObject | undefined)?.[token],
      parent.node,
    );
    if (Array.isArray(container)) {
      const indexes = fromArrays.get(container) ?? new Set();
      fromArrays.set(container, indexes.add(Number(last)));
    } else if (isObject(container)) delete (container as MutableObject)[last];
  }
  for (const [array, indexes] of fromArrays) {
    const rest = array.filter((_, index) => !indexes.has(index));
    array.splice(0, array.length, ...rest);
  }
}

function markOf({ pointer, what, advice }: DocumentFault): MutableObject {
  return { pointer, what, advice } satisfies Unusable;
}

/** The methods that a path gets if its operations are not known. */
const COMMON_METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const satisfies readonly (typeof METHODS)[number][];

function replaceItem({ paths }: JsonObject, path: string, fault: DocumentFault): void {
  const operations = COMMON_METHODS.map((method) => [method, { responses: {}, [UNUSABLE]: markOf(fault) }]);
  (paths as MutableObject)[path] = Object.fromEntries(operations);
}
