// A contract served under a path of its own, beside others on one port.
import type { Contract } from './contract.ts';
import type { Operation } from './operations.ts';

/** @param mount a path without a slash at its end; empty for the root */
export function mounted(contract: Contract, mount: string): Contract {
  if (mount === '') return contract;
  const under = (bases: readonly string[]) => bases.map((base) => `${mount}${base}`);
  // What an operation takes and answers stays to be read when it is first asked for.
  const operations = contract.operations.map(
    (operation): Operation => Object.create(operation, { bases: { value: under(operation.bases), enumerable: true } }),
  );
  return { ...contract, operations, bases: under(contract.bases) };
}
