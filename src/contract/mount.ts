// A contract served under paths of its own, beside others on one port.
import type { Contract } from './contract.ts';
import type { Operation } from './operations.ts';

/** @param mounts paths without a slash at their end, the first one before all others; empty for the root */
export function mountContract(contract: Contract, ...mounts: readonly string[]): Contract {
  if (mounts.every((mount) => mount === '')) return contract;
  const under = (bases: readonly string[]) => mounts.flatMap((mount) => bases.map((base) => `${mount}${base}`));
  // What an operation takes and answers stays to be read when it is first asked for.
  const operations = contract.operations.map(
    (operation): Operation => Object.create(operation, { bases: { value: under(operation.bases), enumerable: true } }),
  );
  return { ...contract, operations, bases: under(contract.bases) };
}
