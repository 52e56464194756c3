// Times in states that are relative to the clock, such as `now-P3D`. A backslash before one makes it a plain text: `\now`.
import { clampToDateTimeYears, relativeTime } from '../../clock.ts';
import type { Contract } from '../../contract/contract.ts';
import { itemsPlace, propertyPlaces, sameValuePlaces } from '../../contract/schema/schema-places.ts';
import { isObject, type Json, type JsonObject, setProperty } from '../../json/value.ts';

/** A text that is read as a relative time, with the backslashes before it. */
const ESCAPED = /^\\*now(?:[+-]P.+)?$/;

/** The state with every relative time as an absolute one, as a date or a date-time according to the schema. */
export function resolveTimes(contract: Contract, schema: string | undefined, value: Json, now: Date): Json {
  if (typeof value === 'string') {
    if (value.startsWith('\\')) return ESCAPED.test(value) ? value.slice(1) : value;
    const moment = value.startsWith('now') ? relativeTime(value, now) : undefined;
    return moment === undefined ? value : timeAs(contract, schema, moment);
  }
  if (Array.isArray(value)) {
    const items = schema === undefined ? undefined : itemsPlace(contract.document, schema);
    return value.map((item) => resolveTimes(contract, items, item as Json, now));
  }
  if (!isObject(value)) return value;
  const properties = schema === undefined ? undefined : propertyPlaces(contract.document, schema);
  const result: Record<string, Json> = {};
  for (const [name, property] of Object.entries(value as JsonObject)) {
    setProperty(result, name, resolveTimes(contract, properties?.get(name), property, now));
  }
  return result;
}

function timeAs({ document }: Contract, schema: string | undefined, moment: Date): Json {
  const formats = schema === undefined ? [] : sameValuePlaces(document, schema).map(({ value }) => value.format);
  const text = clampToDateTimeYears(moment).toISOString();
  return formats.includes('date') ? text.slice(0, 10) : text;
}

/** The state with a backslash before every text that would be read as a relative time. */
export function escapeTimes(value: Json): Json {
  if (typeof value === 'string') return ESCAPED.test(value) ? `\\${value}` : value;
  if (Array.isArray(value)) return value.map((item) => escapeTimes(item as Json));
  if (!isObject(value)) return value;
  const result: Record<string, Json> = {};
  for (const [name, property] of Object.entries(value)) setProperty(result, name, escapeTimes(property));
  return result;
}
