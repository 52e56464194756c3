// A document to the files that a project keeps beside it. Nothing here touches a network, and the same document always
// gives the same text.
import { basename } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { loadContract } from '../contract/load.ts';
import { banner } from './banner.ts';
import { printContract } from './contract.ts';
import { printHandlers } from './handlers.ts';
import { printOperations } from './operations.ts';
import { printValidators } from './validators.ts';

/** A file to be written: its name and its text. */
export interface GeneratedFile {
  readonly name: string;
  readonly text: string;
  /** Whether it is its reader's from then on, and never written again. */
  readonly once?: boolean;
}

/** Loaded when types are printed, because TypeScript is large. */
async function typesOf(contract: Contract): Promise<string> {
  const { printTypes } = await import('./types.ts');
  return printTypes(contract);
}

/** @throws SetupError for a document that cannot be served */
export async function generate(document: string): Promise<readonly GeneratedFile[]> {
  const contract = await loadContract(document);
  const head = banner(contract, { file: basename(document), command: 'npm run generate' });
  return [
    { name: 'document.d.ts', text: `${head}\n${await typesOf(contract)}` },
    { name: 'contract.ts', text: `${head}\n${printContract(contract)}` },
    { name: 'validators.ts', text: `${head}${printValidators(contract)}` },
  ];
}

/**
 * What a user of a document keeps beside it: types, validators, and a first file of handlers.
 * @param command how the files were asked for
 * @throws SetupError for a document that cannot be served
 */
export async function generateFor(document: string, command: string): Promise<readonly GeneratedFile[]> {
  const contract = await loadContract(document);
  const file = basename(document);
  const head = banner(contract, { file, command });
  return [
    { name: 'document.d.ts', text: `${head}\n${await typesOf(contract)}\n${printOperations(contract)}` },
    { name: 'validators.ts', text: `${head}${printValidators(contract)}` },
    { name: 'handlers.ts', text: printHandlers(contract, file), once: true },
  ];
}
