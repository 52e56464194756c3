// The head of every printed file: what made it, from which document, by which command.
import type { Contract } from '../contract/contract.ts';

export function banner({ title, version, sha256 }: Contract, file: string): string {
  return [
    `// Printed by \`npm run generate\` from ${file} (${title} ${version}).`,
    `// sha-256 of the document: ${sha256}`,
    '// Change the document and print again; a change made here is lost.',
    '',
  ].join('\n');
}
