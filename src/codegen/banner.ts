// The head of every printed file: what made it, from which document, by which command.
import type { Contract } from '../contract/contract.ts';

interface Printing {
  /** The document's name. */
  readonly file: string;
  readonly command: string;
}

export function banner({ title, version, sha256 }: Contract, { file, command }: Printing): string {
  return [
    `// Printed by \`${command}\` from ${file} (${title} ${version}).`,
    `// sha-256 of the document: ${sha256}`,
    '// Change the document and print again; a change made here is lost.',
    '',
  ].join('\n');
}
