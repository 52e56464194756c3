// The responses of the first run: a few bodies of each operation and status, from which mutations are derived.
import type { Operation } from '../contract/operation/operations.ts';
import { isObject, type Json } from '../json/value.ts';
import type { RecordedExchange } from '../report/record.ts';

/** Bodies of one operation and status. More of the same shape show nothing new. */
const MAX_BODIES = 12;

export interface SeenResponse {
  readonly mount: string;
  readonly operation: Operation;
  readonly status: number;
  readonly mediaType: string;
  calls: number;
  readonly bodies: Json[];
}

export class SeenResponses {
  readonly #seen = new Map<string, SeenResponse>();
  readonly #shapes = new Set<string>();
  exchanges = 0;
  /** Exchanges that violate the contract. */
  violating = 0;

  add({ mount, operation, status, responseType, responseBody, violations }: RecordedExchange): void {
    this.exchanges += 1;
    if (violations.length > 0) this.violating += 1;
    if (!operation || status === 0) return;
    const key = `${mount} ${operation.id} ${status}`;
    let seen = this.#seen.get(key);
    if (!seen) {
      seen = { mount, operation, status, mediaType: responseType, calls: 0, bodies: [] };
      this.#seen.set(key, seen);
    }
    seen.calls += 1;
    if (responseBody === undefined || seen.bodies.length >= MAX_BODIES) return;
    const shape = `${key} ${shapeOf(responseBody)}`;
    if (this.#shapes.has(shape)) return;
    this.#shapes.add(shape);
    seen.bodies.push(responseBody);
  }

  /** In the order of the first calls. */
  list(): readonly SeenResponse[] {
    return [...this.#seen.values()];
  }

  get operations(): number {
    return new Set(this.list().map(({ mount, operation }) => `${mount} ${operation.id}`)).size;
  }
}

/** The names and types in a value. */
function shapeOf(value: Json): string {
  if (Array.isArray(value)) return `[${[...new Set(value.slice(0, 20).map(shapeOf))].join()}]`;
  if (!isObject(value)) return value === null ? 'null' : typeof value;
  return `{${Object.entries(value)
    .map(([name, inner]) => `${JSON.stringify(name)}:${shapeOf(inner)}`)
    .join()}}`;
}
