// The base path of a document, which clients add to the URL of the server.
import type { Contract } from './contract.ts';

/** The base path of most operations. */
export function basePathOf({ operations }: Pick<Contract, 'operations'>): string {
  const counts = new Map<string, number>();
  for (const { bases } of operations) {
    const [base = ''] = bases;
    counts.set(base, (counts.get(base) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one)[0]?.[0] ?? '';
}
