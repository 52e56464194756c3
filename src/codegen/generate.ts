// A document to the files that a project keeps beside it. Nothing here touches a network, and the same document always
// gives the same text.
import { basename } from 'node:path';
import { loadContract } from '../contract/load.ts';
import { banner } from './banner.ts';
import { printContract } from './contract.ts';
import { printTypes } from './types.ts';
import { printValidators } from './validators.ts';

/** A file to be written: its name and its text. */
export interface GeneratedFile {
  readonly name: string;
  readonly text: string;
}

/** @throws SetupError for a document that cannot be served */
export async function generate(document: string): Promise<readonly GeneratedFile[]> {
  const contract = await loadContract(document);
  const head = banner(contract, basename(document));
  return [
    { name: 'document.d.ts', text: `${head}\n${await printTypes(contract)}` },
    { name: 'contract.ts', text: `${head}\n${printContract(contract)}` },
    { name: 'validators.ts', text: `${head}${printValidators(contract)}` },
  ];
}
