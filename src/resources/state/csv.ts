// A collection as CSV, and items from CSV. An empty cell is a property that the item does not have, `""` an empty text, and `null`
// without quotes null. The schema decides what other cells are. Lists and empty objects are JSON.
import type { Contract } from '../../contract/contract.ts';
import { type TextShape, textShapeOf } from '../../contract/wire/text-shape.ts';
import { type CsvCell, CsvError, needsQuotes, parseCsv, printCsv, quotedCell } from '../../json/csv.ts';
import { findParseError, PROTOTYPE_NAMES } from '../../json/parse.ts';
import { tokensOf, valueAt } from '../../json/pointer.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';
import type { Resource } from '../infer/resource.ts';
import {
  type ColumnPath,
  columnName,
  columnPath,
  columnsOf,
  declaredColumns,
  isInner,
  shapeAt,
} from './csv-columns.ts';

/** Items of a text, with the places of their cells. */
export interface CsvItems {
  readonly items: readonly JsonObject[];
  /** The cell of a value, by its pointer in the list of items; else the first cell of its row. */
  cellAt(pointer: string): CsvCell | undefined;
}

export function itemShape({ document }: Contract, { schema }: Resource): TextShape {
  return textShapeOf(document, valueAt(document, schema));
}

/** The items as a text with a header line. Without items, it has the declared properties. */
export function csvOf(items: readonly JsonObject[], shape: TextShape, hidden: ReadonlySet<string>): string {
  const columns = items.length === 0 ? declaredColumns(shape, hidden) : columnsOf(items, shape);
  const shapes = columns.map((path) => shapeAt(shape, path));
  const header = columns.map((path) => plainCell(columnName(path, shape)));
  const rows = items.map((item) =>
    columns.map((path, index) => cellOf(ownValue(item, path), shapes[index] as TextShape)),
  );
  return printCsv([header, ...rows]);
}

function ownValue(item: JsonObject, path: ColumnPath): Json | undefined {
  return path.reduce<Json | undefined>(
    (inner, name) => (isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined),
    item,
  );
}

function plainCell(text: string): string {
  return text === '' || needsQuotes(text) ? quotedCell(text) : text;
}

function cellOf(value: Json | undefined, shape: TextShape): string {
  // A property of this name that has columns of its own is in those.
  if (value === undefined || isInner(value)) return '';
  if (typeof value !== 'string') return plainCell(JSON.stringify(value));
  // A text that reads like JSON is written as JSON, if the schema allows both.
  const text = isAmbiguous(shape) && jsonIn(value) !== undefined ? JSON.stringify(value) : value;
  return valueOfPlain(text, shape) === text ? plainCell(text) : quotedCell(text);
}

/** What the names and values of a text must meet, as those of a JSON body. */
type CsvBounds = Pick<Contract, 'inherited' | 'limits'>;

/**
 * The items of a text. Its first row names the properties.
 * @throws CsvError for a text that is no CSV, an unknown value, and properties that contradict each other
 */
export function itemsOfCsv(text: string, shape: TextShape, bounds: CsvBounds): CsvItems {
  const [header, ...rows] = parseCsv(text);
  if (!header) throw new CsvError('The first line must name the properties', { line: 1, column: 1 });
  const columns = header.map((cell) => columnOf(cell, shape, bounds));
  refuseRepeated(header);
  refuseUndeclared(header, columns, shape);
  const read = rows
    .filter((cells) => columns.length === 1 || !isBlank(cells))
    .map((cells) => ({ cells, item: itemOf(cells, columns, bounds) }));
  return {
    items: read.map(({ item }) => item),
    cellAt(pointer) {
      const [index = '', ...path] = tokensOf(pointer);
      const { cells = [] } = read[Number(index)] ?? {};
      const found = columns.findIndex((column) => column.path.every((name, at) => path[at] === name));
      return cells[found] ?? cells[0];
    },
  };
}

interface Column {
  readonly name: string;
  readonly path: ColumnPath;
  readonly shape: TextShape;
}

/** The levels of a list of items that are above the value of a property. */
const LIST_LEVELS = 2;

function columnOf(cell: CsvCell, shape: TextShape, { inherited, limits }: CsvBounds): Column {
  const { text, quoted } = cell;
  if (text === '' && !quoted) throw new CsvError('A column has no name', cell);
  const path = columnPath(text, shape, limits.nesting);
  // The last name of a path has no level of its own.
  if (path.length - 1 + LIST_LEVELS > limits.nesting) {
    throw new CsvError(`A column nests deeper than ${limits.nesting} levels`, cell);
  }
  const name = path.find((one) => PROTOTYPE_NAMES.has(one) && !inherited.has(one));
  if (name !== undefined) throw new CsvError(`The property ${JSON.stringify(name)} is not declared`, cell);
  return { name: text, path, shape: shapeAt(shape, path) };
}

function refuseRepeated(header: readonly CsvCell[]): void {
  const repeated = header.find(({ text }, index) => header.findIndex((other) => other.text === text) !== index);
  if (repeated) throw new CsvError(`Two columns have the name ${JSON.stringify(repeated.text)}`, repeated);
}

/** A header without any declared property is probably no header, or has another separator than the comma. */
function refuseUndeclared(header: readonly CsvCell[], columns: readonly Column[], { properties }: TextShape): void {
  if (properties.size === 0 || columns.some(({ path: [name = ''] }) => properties.has(name))) return;
  const names = header.map(({ text }) => JSON.stringify(text.slice(0, 40)));
  const found = `${names.slice(0, 8).join(', ')}${names.length > 8 ? ', …' : ''}`;
  const known = [...properties.keys()].slice(0, 8).join(', ');
  const message = `No column is a declared property: there is ${found}. Separate the columns by commas. Declared properties: ${known}`;
  throw new CsvError(message, header[0] as CsvCell);
}

function isBlank([first, second]: readonly CsvCell[]): boolean {
  return second === undefined && first?.text === '' && !first.quoted;
}

function itemOf(cells: readonly CsvCell[], columns: readonly Column[], bounds: CsvBounds): JsonObject {
  const item: Record<string, Json> = {};
  if (cells.length !== columns.length) {
    const place = (cells[columns.length] ?? cells.at(-1)) as CsvCell;
    throw new CsvError(`The row has ${cells.length} cells, but there are ${columns.length} columns`, place);
  }
  for (const [index, cell] of cells.entries()) {
    const { name, path, shape } = columns[index] as Column;
    const value = valueOfCell(cell, shape, name);
    if (typeof value === 'object' && value !== null) refuseUnusable(value, { cell, name, path }, bounds);
    if (value !== undefined && !setInside(item, path, value))
      throw new CsvError(`The value of ${JSON.stringify(name)} contradicts another column of the row`, cell);
  }
  return item;
}

/** @throws CsvError for a list or an object that a JSON body cannot contain at this place */
function refuseUnusable(
  value: Json,
  { cell, name, path }: Pick<Column, 'name' | 'path'> & { readonly cell: CsvCell },
  { inherited, limits }: CsvBounds,
): void {
  const nesting = limits.nesting - path.length - LIST_LEVELS + 1;
  const error = findParseError(value, inherited, { ...limits, nesting });
  if (!error) return;
  const problem = error.rule === 'depth' ? `makes the item nest deeper than ${limits.nesting} levels` : error.message;
  const place = error.pointer === '' ? '' : `${error.pointer} in `;
  throw new CsvError(`${place}the value of ${JSON.stringify(name)} ${problem}`.replace(/^t/, 'T'), cell);
}

/** @returns false if there is another value at the path, or on it */
function setInside(item: Record<string, Json>, [name = '', ...rest]: ColumnPath, value: Json): boolean {
  const own = Object.hasOwn(item, name) ? item[name] : undefined;
  if (rest.length === 0) {
    if (own !== undefined) return false;
    setProperty(item, name, value);
    return true;
  }
  if (own !== undefined && !isObject(own)) return false;
  if (own === undefined) setProperty(item, name, {});
  return setInside(item[name] as Record<string, Json>, rest, value);
}

/** The value of a cell. Undefined if the item does not have the property. */
function valueOfCell(cell: CsvCell, shape: TextShape, name: string): Json | undefined {
  const { text, quoted } = cell;
  if (!quoted && text === '') return undefined;
  const value = quoted ? valueOfQuoted(text, shape) : valueOfPlain(text, shape);
  if (value !== undefined) return value;
  const expected = [...shape.types].join(' or ');
  throw new CsvError(`The value of ${JSON.stringify(name)} must be ${expected}, not ${JSON.stringify(text)}`, cell);
}

/** A text in quotes is a text, if the schema allows one. Spreadsheets put quotes around numbers, too. */
function valueOfQuoted(text: string, shape: TextShape): Json | undefined {
  if (isAmbiguous(shape)) return jsonIn(text) ?? text;
  return allowsText(shape) || shape.enumValues.has(text) ? text : valueOfPlain(text, shape);
}

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** The value of a text without quotes. Undefined if the schema allows none. */
function valueOfPlain(text: string, shape: TextShape): Json | undefined {
  const { types, enumValues } = shape;
  const allows = (...names: readonly string[]) => types.size === 0 || names.some((name) => types.has(name));
  if (enumValues.has(text)) return text;
  if (text === 'null' && allows('null')) return null;
  if (NUMBER.test(text) && Number.isFinite(Number(text)) && allows('number', 'integer')) return Number(text);
  if (/^(?:true|false)$/.test(text) && allows('boolean')) return text === 'true';
  const json = allows('object', 'array') ? jsonIn(text) : undefined;
  return json ?? (allowsText(shape) ? text : undefined);
}

function allowsText({ types }: TextShape): boolean {
  return types.size === 0 || types.has('string');
}

/** Whether a value can be a text as well as a list or an object. */
function isAmbiguous(shape: TextShape): boolean {
  const { types } = shape;
  return allowsText(shape) && (types.size === 0 || types.has('object') || types.has('array'));
}

/** The list, the object or the text that a text is in JSON. Undefined for other texts. */
function jsonIn(text: string): Json | undefined {
  if (!/^\s*[[{"]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
