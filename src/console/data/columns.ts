// The columns of a table: their order, their widths, and the order of the rows.
import type { ResourceInfo } from '../../control/client.ts';
import { textOf } from './editor.tsx';
import type { JsonRecord, RecordProperty } from './records.ts';

export interface TableColumn {
  readonly property: RecordProperty;
  /** Pixels. */
  readonly width: number;
}

/** Columns that are shown; the other properties are in the record. */
const MOST_COLUMNS = 12;
/** Records whose values decide the columns. */
const MEASURED = 60;
/** Pixels. */
const WIDTH = { least: 70, most: 300, letter: 7.4, padding: 30 } as const;

/** The key first, then properties that are not nested, then the others. */
export function columnsOf({ properties, key }: ResourceInfo, records: readonly JsonRecord[]): readonly TableColumn[] {
  const some = records.slice(0, MEASURED);
  const declared = new Set(properties.map(({ name }) => name));
  const others = [...new Set(some.flatMap(Object.keys))].filter((name) => !declared.has(name));
  const extra = others.map((name): RecordProperty => ({ name, types: [], required: false, readOnly: false }));
  const isNested = ({ types }: RecordProperty) => types.some((type) => type === 'object' || type === 'array');
  const rank = (property: RecordProperty) => (property.name === key ? 0 : isNested(property) ? 2 : 1);
  const all = [...properties, ...extra].toSorted((one, other) => rank(one) - rank(other)).slice(0, MOST_COLUMNS);
  return all.map((property) => ({ property, width: widthOf(property, some) }));
}

function widthOf({ name, types }: RecordProperty, records: readonly JsonRecord[]): number {
  const isNested = types.includes('object') || types.includes('array');
  const longest = records.reduce((most, record) => Math.max(most, textOf(record[name]).length), name.length + 2);
  const letters = isNested ? Math.max(name.length + 2, 10) : longest;
  return Math.round(Math.min(WIDTH.most, Math.max(WIDTH.least, letters * WIDTH.letter + WIDTH.padding)));
}

/** @param by the name of a property, with a minus in front for a descending order; empty for the order of the server */
export function sorted(records: readonly JsonRecord[], by: string): readonly JsonRecord[] {
  if (by === '') return records;
  const sign = by.startsWith('-') ? -1 : 1;
  const name = by.replace(/^-/, '');
  return records.toSorted((one, other) => sign * compared(one[name], other[name]));
}

function compared(one: unknown, other: unknown): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [first, second] = [textOf(one), textOf(other)];
  return first < second ? -1 : first > second ? 1 : 0;
}
