// The columns of items in CSV: a property of an inner object is `address.city`. A backslash before a dot makes it part of a name.
import type { TextShape } from '../../contract/wire/text-shape.ts';
import { isObject, type Json, type JsonObject } from '../../json/value.ts';

/** The names of a property and of the objects that contain it. */
export type ColumnPath = readonly string[];

/** The columns of items: declared properties in the order of the document, then the others. */
export function columnsOf(items: readonly JsonObject[], shape: TextShape): readonly ColumnPath[] {
  const found = new Map<string, ColumnPath>();
  for (const item of items) {
    for (const path of leavesOf(item)) found.set(JSON.stringify(path), path);
  }
  return [...found.values()].sort((one, other) => compareColumns(one, other, shape));
}

/** The paths of values that are no objects with properties. */
function leavesOf(object: JsonObject): readonly ColumnPath[] {
  return Object.entries(object).flatMap(([name, value]): readonly ColumnPath[] =>
    isInner(value) ? leavesOf(value).map((path) => [name, ...path]) : [[name]],
  );
}

/** Whether a value has columns of its own. */
export function isInner(value: Json | undefined): value is JsonObject {
  return isObject(value) && Object.keys(value).length > 0;
}

function compareColumns(one: ColumnPath, other: ColumnPath, shape: TextShape): number {
  const [name = '', ...rest] = one;
  const [otherName = '', ...otherRest] = other;
  if (name !== otherName) return orderOf(name, shape) - orderOf(otherName, shape);
  if (rest.length === 0 || otherRest.length === 0) return rest.length - otherRest.length;
  return compareColumns(rest, otherRest, innerShape(shape, name));
}

function orderOf(name: string, { properties }: TextShape): number {
  const index = [...properties.keys()].indexOf(name);
  return index < 0 ? properties.size : index;
}

function innerShape(shape: TextShape, name: string): TextShape {
  return shape.properties.get(name) ?? shape.additional;
}

export function shapeAt(shape: TextShape, path: ColumnPath): TextShape {
  return path.reduce(innerShape, shape);
}

/** The columns that a collection without items has: the declared properties. Objects inside objects are one column. */
export function declaredColumns(shape: TextShape, hidden: ReadonlySet<string>): readonly ColumnPath[] {
  return [...shape.properties].flatMap(([name, inner]): readonly ColumnPath[] => {
    if (hidden.has(name)) return [];
    const isObjectOnly = inner.properties.size > 0 && !inner.types.has('array');
    return isObjectOnly ? [...inner.properties.keys()].map((own) => [name, own]) : [[name]];
  });
}

/** The text in the header line. */
export function columnName(path: ColumnPath, shape: TextShape): string {
  const plain = path.join('.');
  const isPlain = !plain.includes('\\') && isSamePath(columnPath(plain, shape), path);
  if (isPlain) return plain;
  const escaped = path.map((name) => name.replaceAll(/[\\.]/g, '\\$&')).join('.');
  return escaped.includes('\\') ? escaped : `\\${escaped}`;
}

function isSamePath(one: ColumnPath, other: ColumnPath): boolean {
  return one.length === other.length && one.every((name, index) => name === other[index]);
}

function unescapedPath(text: string): ColumnPath {
  const names = [''];
  for (const [part] of text.matchAll(/\\.|./gs)) {
    if (part === '.') names.push('');
    else names[names.length - 1] += part.length > 1 && part.startsWith('\\') ? part.slice(1) : part;
  }
  return names;
}

/**
 * The path that a text in the header line names. A declared name can contain dots: `@odata.type`.
 * @param most the number of names after which the rest of the text is not read
 */
export function columnPath(text: string, shape: TextShape, most = Number.POSITIVE_INFINITY): ColumnPath {
  if (text.includes('\\')) return unescapedPath(text);
  const path: string[] = [];
  let inner = shape;
  let at = 0;
  while (at <= text.length && path.length < most) {
    const name = declaredAt(text, at, inner) ?? text.slice(at, endOfName(text, at));
    path.push(name);
    inner = innerShape(inner, name);
    at += name.length + 1;
  }
  return path;
}

/** The longest declared name with a dot that a text continues with. */
function declaredAt(text: string, at: number, { properties }: TextShape): string | undefined {
  let longest: string | undefined;
  for (const name of properties.keys()) {
    if (!name.includes('.') || name.length <= (longest?.length ?? 0) || !text.startsWith(name, at)) continue;
    const end = at + name.length;
    if (end === text.length || text[end] === '.') longest = name;
  }
  return longest;
}

function endOfName(text: string, at: number): number {
  const dot = text.indexOf('.', at);
  return dot < 0 ? text.length : dot;
}
