// $orderby (OData URL Conventions 4.01, section 5.1.6): properties or paths, each ascending or descending.
import type { Json, JsonObject } from '../../json/value.ts';
import { valueOfPath } from './filter.ts';

export interface OrderBy {
  readonly path: readonly string[];
  readonly descending: boolean;
}

/** Thrown for an invalid $orderby. */
export class OrderByError extends Error {}

const ORDER = /^([\p{L}_@][\p{L}\p{N}_.@-]*(?:\/[\p{L}_$@][\p{L}\p{N}_.@-]*)*)(?:\s+(asc|desc))?$/iu;

/** @throws OrderByError */
export function parseOrderBy(text: string): readonly OrderBy[] {
  return text.split(',').map((part) => {
    const [, path, direction = 'asc'] = ORDER.exec(part.trim()) ?? [];
    if (path === undefined)
      throw new OrderByError(`'${part.trim().slice(0, 100)}' is not a property with an optional asc or desc`);
    return { path: path.split('/'), descending: direction.toLowerCase() === 'desc' };
  });
}

/** Compares by the first order in which two items differ. */
export function comparatorOf(orders: readonly OrderBy[]): (a: JsonObject, b: JsonObject) => number {
  return (a, b) => {
    for (const { path, descending } of orders) {
      const order = compare(valueOfPath(a, path), valueOfPath(b, path));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T/;

/** Null comes first (Protocol 4.01, section 11.2.6.2). Date-times are compared as points in time. */
function compare(a: Json, b: Json): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  if (typeof a === 'string' && typeof b === 'string' && DATE_TIME.test(a) && DATE_TIME.test(b)) {
    const difference = Date.parse(a) - Date.parse(b);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  if (typeof a === typeof b && typeof a !== 'object') return a < (b as typeof a) ? -1 : a > (b as typeof a) ? 1 : 0;
  return 0;
}
