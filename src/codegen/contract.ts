// The contract's data as a module: the lifted document in one piece, and the operation table read out of it.
import type { Contract } from '../contract/contract.ts';

export function printContract({ sha256, document, operations, inherited }: Contract): string {
  const printed = { sha256, inherited: [...inherited], operations, document };
  const members = Object.entries(printed).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')},`,
  );
  return `export const contract = {\n${members.join('\n')}\n};\n`;
}
