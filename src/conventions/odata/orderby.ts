// $orderby (OData URL Conventions 4.01, section 5.1.6): members or paths to them, each upwards or downwards.
import type { Json, JsonObject } from '../../json/value.ts';
import { valueOfPath } from './filter.ts';

export interface OrderBy {
  readonly path: readonly string[];
  readonly descending: boolean;
}

/** Why a text is no order. */
export class OrderByError extends Error {}

const ONE = /^([\p{L}_@][\p{L}\p{N}_.@-]*(?:\/[\p{L}_$@][\p{L}\p{N}_.@-]*)*)(?:\s+(asc|desc))?$/iu;

/** @throws OrderFault */
export function parseOrderBy(text: string): readonly OrderBy[] {
  return text.split(',').map((part) => {
    const [, path, way = 'asc'] = ONE.exec(part.trim()) ?? [];
    if (path === undefined) throw new OrderByError(`'${part.trim().slice(0, 100)}' is no property with asc or desc`);
    return { path: path.split('/'), descending: way.toLowerCase() === 'desc' };
  });
}

/** The first of the orders that tells two items apart decides. */
export function comparatorOf(orders: readonly OrderBy[]): (a: JsonObject, b: JsonObject) => number {
  return (a, b) => {
    for (const { path, descending } of orders) {
      const order = compared(valueOfPath(a, path), valueOfPath(b, path));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T/;

/** Null comes before all else (Protocol 4.01, section 11.2.6.2); moments are told apart by when they are. */
function compared(a: Json, b: Json): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  if (typeof a === 'string' && typeof b === 'string' && MOMENT.test(a) && MOMENT.test(b)) {
    const apart = Date.parse(a) - Date.parse(b);
    if (apart !== 0 && !Number.isNaN(apart)) return apart;
  }
  if (typeof a === typeof b && typeof a !== 'object') return a < (b as typeof a) ? -1 : a > (b as typeof a) ? 1 : 0;
  return 0;
}
