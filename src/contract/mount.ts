// Mounts a contract under paths, so that one port can serve several contracts.
import type { Contract } from './contract.ts';
import type { Operation } from './operation/operations.ts';

/** @param mounts paths without a trailing slash, the preferred one first; empty for the root */
export function mountContract(contract: Contract, ...mounts: readonly string[]): Contract {
  if (mounts.every((mount) => mount === '')) return contract;
  const under = (bases: readonly string[]) => mounts.flatMap((mount) => bases.map((base) => `${mount}${base}`));
  // Inheritance keeps the lazy properties of an operation lazy.
  const operations = contract.operations.map(
    (operation): Operation => Object.create(operation, { bases: { value: under(operation.bases), enumerable: true } }),
  );
  return { ...contract, operations, bases: under(contract.bases) };
}
