// Prints the data of a contract as a module: the lifted document in one piece, and its operation table.
import type { Contract } from '../contract/contract.ts';

export function printContract({ sha256, document, operations, inherited }: Contract): string {
  const printed = { sha256, inherited: [...inherited], operations, document };
  const properties = Object.entries(printed).map(
    ([name, value]) => `  ${name}: ${JSON.stringify(value, null, 2).replaceAll('\n', '\n  ')},`,
  );
  return `export const contract = {\n${properties.join('\n')}\n};\n`;
}
