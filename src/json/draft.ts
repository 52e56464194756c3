// A JSON value that a patch changes in place, so that each operation costs about the same whatever the size of the value. Only
// the containers on the path of a change are opened. All others are shared with the value that the draft began with, which does
// not change. A draft counts the bytes of its first value and of everything that is added, and refuses more than its bounds.
import { isObject, type Json, type JsonObject, setProperty } from './value.ts';

/** The bounds of a draft. */
export interface DraftBounds {
  readonly bytes: number;
  /** Levels of nested arrays and objects. */
  readonly nesting: number;
}

/** Why an operation cannot be applied. Thrown inside this folder only. */
export class PatchFailure extends Error {
  readonly kind: 'malformed' | 'conflict' | 'limit';
  constructor(kind: PatchFailure['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** A value inside a draft: opened, or still shared. */
type DraftNode = Json | DraftArray | DraftObject;

export class Draft {
  readonly #bounds: DraftBounds | undefined;
  #root: DraftNode;
  #bytes = 0;
  /** The number of properties of shared objects, which do not change. */
  readonly #counts = new Map<JsonObject, number>();

  /** @param bounds undefined for a value that needs none, which is not counted then */
  constructor(value: Json, bounds?: DraftBounds) {
    this.#root = value;
    this.#bounds = bounds;
    this.#count(value);
  }

  /** The value of a path, to copy, move or compare it. @throws PatchFailure if it does not exist */
  at(tokens: readonly string[], pointer: string): DraftNode {
    let node: DraftNode | undefined = this.#root;
    for (const token of tokens) node = inside(node, token);
    if (node === undefined) throw new PatchFailure('conflict', `names ${pointer}, which does not exist`);
    return node;
  }

  add(tokens: readonly string[], value: DraftNode): void {
    const target = this.#parentOf(tokens);
    if (!target) this.#root = value;
    else if (target.parent instanceof DraftArray) {
      const { parent, name } = target;
      parent.insert(name === '-' ? parent.length : indexIn(parent.length, name, parent.length), value);
    } else target.parent.properties.set(target.name, value);
  }

  /** Sets a value that exists. */
  replace(tokens: readonly string[], value: Json): void {
    const target = this.#parentOf(tokens);
    if (!target) this.#root = value;
    else if (target.parent instanceof DraftArray) target.parent.set(Number(target.name), value);
    else target.parent.properties.set(target.name, value);
  }

  /** Removes a value that exists. */
  remove(tokens: readonly string[]): void {
    const target = this.#parentOf(tokens);
    if (!target) this.#root = null;
    else if (target.parent instanceof DraftArray) target.parent.remove(Number(target.name));
    else target.parent.properties.delete(target.name);
  }

  /** A new value, or the copy of a value inside the draft. @throws PatchFailure if the draft becomes too large */
  counted(node: DraftNode): Json {
    const value = closed(node, this.#levels);
    this.#count(value);
    return value;
  }

  isEqual(node: DraftNode, value: Json): boolean {
    if (node instanceof DraftArray || Array.isArray(node)) {
      if (!Array.isArray(value) || node.length !== value.length) return false;
      let index = 0;
      for (const item of node instanceof DraftArray ? node.items() : (node as readonly Json[])) {
        if (!this.isEqual(item, value[index++] as Json)) return false;
      }
      return true;
    }
    if (!(node instanceof DraftObject) && !isObject(node)) return node === value;
    if (!isObject(value)) return false;
    const names = Object.keys(value);
    return (
      names.every((name) => this.#hasEqual(node, name, value[name] as Json)) && names.length === this.#sizeOf(node)
    );
  }

  /** The finished value. @throws PatchFailure if it nests too deep */
  close(): Json {
    const value = closed(this.#root, this.#levels);
    if (this.#bounds) sizeOf(value, this.#levels);
    return value;
  }

  get #levels(): number {
    return this.#bounds?.nesting ?? Number.POSITIVE_INFINITY;
  }

  #hasEqual(node: DraftObject | JsonObject, name: string, value: Json): boolean {
    const inner = inside(node, name);
    return inner !== undefined && this.isEqual(inner, value);
  }

  #sizeOf(node: DraftObject | JsonObject): number {
    if (node instanceof DraftObject) return node.properties.size;
    const size = this.#counts.get(node) ?? Object.keys(node).length;
    this.#counts.set(node, size);
    return size;
  }

  #count(value: Json): void {
    if (!this.#bounds) return;
    const { bytes, nesting } = this.#bounds;
    this.#bytes += sizeOf(value, nesting);
    if (this.#bytes > bytes) throw new PatchFailure('limit', `makes the value larger than ${bytes} bytes`);
  }

  /** The opened container that a path ends in, with the name inside it; undefined for the path of the whole value. */
  #parentOf(tokens: readonly string[]): { parent: DraftArray | DraftObject; name: string } | undefined {
    const name = tokens.at(-1);
    if (name === undefined) return undefined;
    let parent = opened(this.#root);
    this.#root = parent;
    for (let depth = 0; depth < tokens.length - 1; depth++) parent = openedInside(parent, tokens[depth] as string);
    if (parent instanceof DraftArray || parent instanceof DraftObject) return { parent, name };
    throw new PatchFailure('conflict', `adds the property ${name} to a value that is not an object`);
  }
}

/** An opened object. */
class DraftObject {
  readonly properties: Map<string, DraftNode>;

  constructor(object: JsonObject) {
    this.properties = new Map(Object.entries(object));
  }
}

/** Items of one part of an opened array. A part with twice as many is split. */
const PART_SIZE = 1_024;

/** An opened array. Its items are in parts, so that an insertion moves only the items of one part. */
class DraftArray {
  readonly #parts: DraftNode[][] = [];
  length: number;

  constructor(items: readonly Json[]) {
    for (let at = 0; at < items.length; at += PART_SIZE) this.#parts.push(items.slice(at, at + PART_SIZE));
    this.length = items.length;
  }

  get(index: number): DraftNode {
    const { part, at } = this.#find(index);
    return this.#parts[part]?.[at] as DraftNode;
  }

  set(index: number, node: DraftNode): void {
    const { part, at } = this.#find(index);
    (this.#parts[part] as DraftNode[])[at] = node;
  }

  insert(index: number, node: DraftNode): void {
    if (this.#parts.length === 0) this.#parts.push([]);
    const { part, at } = this.#find(index);
    const items = this.#parts[part] as DraftNode[];
    items.splice(at, 0, node);
    if (items.length === 2 * PART_SIZE) this.#parts.splice(part, 1, items.slice(0, PART_SIZE), items.slice(PART_SIZE));
    this.length += 1;
  }

  remove(index: number): void {
    const { part, at } = this.#find(index);
    const items = this.#parts[part] as DraftNode[];
    items.splice(at, 1);
    if (items.length === 0) this.#parts.splice(part, 1);
    this.length -= 1;
  }

  *items(): Generator<DraftNode> {
    for (const part of this.#parts) yield* part;
  }

  /** The part of an index, and the place in it. The index after the last item is in the last part. */
  #find(index: number): { part: number; at: number } {
    let part = 0;
    let at = index;
    const last = this.#parts.length - 1;
    for (; part < last; part++) {
      const { length } = this.#parts[part] as DraftNode[];
      if (at < length) break;
      at -= length;
    }
    return { part, at };
  }
}

function opened(node: DraftNode): DraftNode {
  if (Array.isArray(node)) return new DraftArray(node as readonly Json[]);
  return isObject(node) && !(node instanceof DraftArray) && !(node instanceof DraftObject)
    ? new DraftObject(node)
    : node;
}

/** Opens the value of a name in an opened container. @throws PatchFailure if it does not exist */
function openedInside(parent: DraftNode, name: string): DraftNode {
  if (parent instanceof DraftArray) {
    const index = indexIn(parent.length, name, parent.length - 1);
    const inner = opened(parent.get(index));
    parent.set(index, inner);
    return inner;
  }
  const shared = parent instanceof DraftObject ? parent.properties.get(name) : undefined;
  if (!(parent instanceof DraftObject) || shared === undefined) {
    throw new PatchFailure('conflict', `names the property ${name}, which does not exist`);
  }
  const inner = opened(shared);
  parent.properties.set(name, inner);
  return inner;
}

/** The value of a name in a container; undefined if it has no such name. */
function inside(node: DraftNode | undefined, name: string): DraftNode | undefined {
  if (node instanceof DraftObject) return node.properties.get(name);
  if (node instanceof DraftArray || Array.isArray(node)) {
    const index = INDEX.test(name) ? Number(name) : Number.POSITIVE_INFINITY;
    if (index >= node.length) return undefined;
    return node instanceof DraftArray ? node.get(index) : (node as readonly Json[])[index];
  }
  return isObject(node) && Object.hasOwn(node, name) ? node[name] : undefined;
}

const INDEX = /^(?:0|[1-9]\d*)$/;

function indexIn(length: number, name: string, last: number): number {
  if (INDEX.test(name) && Number(name) <= last) return Number(name);
  const items = length === 1 ? 'item' : 'items';
  throw new PatchFailure('conflict', `names the index ${name}, but the array has ${length} ${items}`);
}

/** The plain value of a node. @throws PatchFailure if it nests too deep */
function closed(node: DraftNode, levels: number): Json {
  if (!(node instanceof DraftArray) && !(node instanceof DraftObject)) return node;
  if (levels === 0) throw tooDeep();
  if (node instanceof DraftArray) {
    const items: Json[] = [];
    for (const item of node.items()) items.push(closed(item, levels - 1));
    return items;
  }
  const object: Record<string, Json> = {};
  for (const [name, inner] of node.properties) setProperty(object, name, closed(inner, levels - 1));
  return object;
}

/** The bytes of a value as JSON, without the escapes in its texts. @throws PatchFailure if it nests too deep */
function sizeOf(value: Json, levels: number): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 2;
  if (typeof value !== 'object' || value === null) return String(value).length;
  if (levels === 0) throw tooDeep();
  let size = 2;
  if (!isObject(value)) {
    for (const item of value) size += sizeOf(item, levels - 1) + 1;
    return size;
  }
  for (const name in value) size += Buffer.byteLength(name) + 4 + sizeOf(value[name] as Json, levels - 1);
  return size;
}

function tooDeep(): PatchFailure {
  return new PatchFailure('limit', 'makes the value nest too deep');
}
