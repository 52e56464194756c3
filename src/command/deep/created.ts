// The items that a deep check created at a service, and how it removes them at the end.

import type { Contract } from '../../contract/contract.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import {
  requestOf,
  type SampledParts,
  type SampledRequest,
  sampleParts,
} from '../../contract/sample/sample-request.ts';
import type { Calls } from './calls.ts';

interface CreatedItem {
  /** For messages: `/books/7`. */
  readonly name: string;
  /** Undefined if the document has no operation that deletes it. */
  readonly deletion: SampledRequest | undefined;
}

export class CreatedItems {
  readonly #items = new Map<string, CreatedItem>();

  get count(): number {
    return this.#items.size;
  }

  add(item: CreatedItem): void {
    this.#items.set(item.name, item);
  }

  remove(name: string): void {
    this.#items.delete(name);
  }

  /** Deletes all items, the latest first. @returns what could not be removed, and why */
  async deleteAll(calls: Calls): Promise<readonly string[]> {
    const left: string[] = [];
    for (const { name, deletion } of [...this.#items.values()].reverse()) {
      if (!deletion) {
        left.push(`${name}: the document has no operation that deletes it`);
        continue;
      }
      const sent = await calls.send(deletion, { isNeeded: true });
      const status = sent?.exchange.status;
      const isGone = status !== undefined && (status < 300 || status === 404 || status === 410);
      if (!isGone)
        left.push(`${name}: DELETE ${status === undefined ? 'got no response' : `responded with ${status}`}`);
    }
    return left;
  }
}

/** The request for the item with this key. Undefined if it cannot be built. */
export async function itemRequest(
  contract: Contract,
  operation: Operation,
  keyOf: (parameter: string) => string | number | undefined,
  isGenerated = false,
): Promise<{ readonly request: SampledRequest; readonly parts: SampledParts } | undefined> {
  const parts = await sampleParts(contract, operation, { seed: isGenerated ? 7 : 1, known: keyOf, isGenerated });
  return 'reason' in parts ? undefined : { request: requestOf(operation, parts), parts };
}
