// The schemas of a document as a tree of nodes with marks: which properties and enumerated values occurred in bodies. A walk over
// a body skips everything below which no mark is missing, and properties whose names are those of the body before.
import { itemsPlace, propertyPlaces, sameValuePlaces } from '../contract/schema/schema-places.ts';
import { isObject, type Json, type JsonObject } from '../json/value.ts';
import type { Direction } from './record.ts';

/** The maximum number of names that are compared with those of the next value. Objects with more are maps. */
const MAX_NAMES = 256;

const NO_VALUES: Set<Json> = new Set();
const NO_PROPERTIES: ReadonlyMap<string, CoverageNode> = new Map();

/** The marks of a node in one direction. */
class DirectionMarks {
  /** Whether a property with this schema occurred. */
  isSeen = false;
  /** Whether no mark is missing below the node. This never changes back. */
  isComplete = false;
  /** The revision of the tree in which marks were missing. */
  incompleteAt = 0;
  /** Whether a walk over a value of the node is under way. A recursive schema occurs in its own values. */
  isWalked = false;
  /** The property names of the latest object, in order. All of them are marked. */
  readonly names: string[] = [];
  /** Those of its properties below which marks can be missing. */
  readonly openNames: string[] = [];
  readonly openNodes: CoverageNode[] = [];

  forget(): void {
    this.names.length = 0;
    this.openNames.length = 0;
    this.openNodes.length = 0;
  }
}

/** A schema with its marks, separately for each direction. */
export class CoverageNode {
  readonly place: string;
  readonly enumerated: readonly Json[];
  /** The direction in which the value never occurs: requests for read-only, responses for write-only properties. */
  readonly never: Direction | undefined;
  /** The enumerated values that did not occur yet. */
  readonly unseenValues: Set<Json>;
  readonly isLeaf: boolean;
  readonly request = new DirectionMarks();
  readonly response = new DirectionMarks();
  readonly #tree: CoverageTree;
  #properties: ReadonlyMap<string, CoverageNode> | undefined;
  #items: CoverageNode | null | undefined;

  constructor(tree: CoverageTree, place: string) {
    const schemas = sameValuePlaces(tree.document, place).map(({ value }) => value);
    const isMarked = (keyword: string) => schemas.some((schema) => schema[keyword] === true);
    this.#tree = tree;
    this.place = place;
    this.enumerated = schemas.flatMap(enumeratedIn);
    this.never = isMarked('readOnly') ? 'request' : isMarked('writeOnly') ? 'response' : undefined;
    const countable = this.enumerated.filter(isPrimitive);
    this.unseenValues = countable.length === 0 ? NO_VALUES : new Set(countable);
    this.isLeaf = !schemas.some(({ properties, items }) => isObject(properties) || isObject(items));
  }

  properties(): ReadonlyMap<string, CoverageNode> {
    this.#properties ??= this.isLeaf ? NO_PROPERTIES : this.#tree.propertiesAt(this.place);
    return this.#properties;
  }

  items(): CoverageNode | undefined {
    if (this.#items === undefined) this.#items = this.isLeaf ? null : this.#tree.itemsAt(this.place);
    return this.#items ?? undefined;
  }

  /** Whether an enumerated value occurred. Only primitive values are counted. */
  hasOccurred(value: Json): boolean {
    return isPrimitive(value) && !this.unseenValues.has(value);
  }
}

export class CoverageTree {
  readonly document: JsonObject;
  readonly #nodes = new Map<string, CoverageNode>();
  /** Counts the marks. A node that was incomplete is checked again only after a new mark. */
  #revision = 1;

  constructor(document: JsonObject) {
    this.document = document;
  }

  at(place: string): CoverageNode {
    const known = this.#nodes.get(place);
    if (known) return known;
    const node = new CoverageNode(this, place);
    this.#nodes.set(place, node);
    return node;
  }

  propertiesAt(place: string): ReadonlyMap<string, CoverageNode> {
    return new Map([...propertyPlaces(this.document, place)].map(([name, at]) => [name, this.at(at)]));
  }

  itemsAt(place: string): CoverageNode | null {
    const at = itemsPlace(this.document, place);
    return at === undefined ? null : this.at(at);
  }

  /** Marks everything that occurs in a body. */
  mark(node: CoverageNode, value: Json, direction: Direction): void {
    if (!this.#isComplete(node, direction)) this.#walk(node, value, direction);
  }

  #walk(node: CoverageNode, value: Json, direction: Direction): void {
    if (typeof value !== 'object' || value === null) {
      if (node.unseenValues.size > 0 && node.unseenValues.delete(value)) this.#revision += 1;
    } else if (Array.isArray(value)) {
      const items = node.items();
      if (items && !this.#isComplete(items, direction)) for (const item of value) this.#walk(items, item, direction);
    } else if (node.properties().size > 0) {
      this.#walkObject(node, value as JsonObject, direction);
    }
  }

  #walkObject(node: CoverageNode, value: JsonObject, direction: Direction): void {
    const marks = node[direction];
    if (marks.isWalked || !(hasNames(value, marks.names) || this.#markNames(node, value, direction))) {
      this.#walkProperties(node, value, direction);
      return;
    }
    marks.isWalked = true;
    const { openNames, openNodes } = marks;
    for (let at = openNames.length - 1; at >= 0; at--) {
      const property = openNodes[at] as CoverageNode;
      if (this.#isComplete(property, direction)) {
        openNames[at] = openNames.at(-1) as string;
        openNodes[at] = openNodes.at(-1) as CoverageNode;
        openNames.pop();
        openNodes.pop();
      } else {
        this.#walk(property, value[openNames[at] as string] as Json, direction);
      }
    }
    marks.isWalked = false;
  }

  /** Marks the properties of an object and remembers their names. Returns false if there are too many. */
  #markNames(node: CoverageNode, value: JsonObject, direction: Direction): boolean {
    const marks = node[direction];
    const properties = node.properties();
    marks.forget();
    for (const name in value) {
      if (marks.names.length === MAX_NAMES) {
        marks.forget();
        return false;
      }
      marks.names.push(name);
      const property = properties.get(name);
      if (!property) continue;
      this.#markSeen(property, direction);
      if (this.#isComplete(property, direction)) continue;
      marks.openNames.push(name);
      marks.openNodes.push(property);
    }
    return true;
  }

  #walkProperties(node: CoverageNode, value: JsonObject, direction: Direction): void {
    const properties = node.properties();
    for (const name in value) {
      const property = properties.get(name);
      if (!property) continue;
      this.#markSeen(property, direction);
      if (!this.#isComplete(property, direction)) this.#walk(property, value[name] as Json, direction);
    }
  }

  #markSeen(property: CoverageNode, direction: Direction): void {
    const marks = property[direction];
    if (marks.isSeen) return;
    marks.isSeen = true;
    this.#revision += 1;
  }

  /** Whether no walk over a value of the node can leave a new mark. */
  #isComplete(node: CoverageNode, direction: Direction): boolean {
    const marks = node[direction];
    if (marks.isComplete) return true;
    if (marks.incompleteAt === this.#revision) return false;
    marks.isComplete = node.isLeaf ? node.unseenValues.size === 0 : isComplete(node, direction);
    if (!marks.isComplete) marks.incompleteAt = this.#revision;
    return marks.isComplete;
  }
}

/** Whether all nodes that can be reached from one are marked. The iteration includes the nodes that it adds. */
function isComplete(node: CoverageNode, direction: Direction): boolean {
  const reachable = new Set([node]);
  for (const one of reachable) {
    if (one[direction].isComplete) continue;
    if (one.unseenValues.size > 0) return false;
    const items = one.items();
    if (items) reachable.add(items);
    for (const property of one.properties().values()) {
      if (!property[direction].isSeen) return false;
      reachable.add(property);
    }
  }
  return true;
}

/** Whether an object has exactly these property names, in this order. */
function hasNames(value: JsonObject, names: readonly string[]): boolean {
  let count = 0;
  for (const name in value) {
    if (name !== names[count]) return false;
    count += 1;
  }
  return count === names.length;
}

function isPrimitive(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}

function enumeratedIn(schema: JsonObject): readonly Json[] {
  const many = Array.isArray(schema.enum) ? (schema.enum as readonly Json[]) : [];
  return schema.const === undefined ? many : [...many, schema.const];
}
