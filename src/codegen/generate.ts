// Prints a document as source files. The same document always gives the same text, and the network is used only for a
// document that is given by URL.
import { basename } from 'node:path';
import type { Contract } from '../contract/contract.ts';
import { withoutUserInfo } from '../contract/document/location.ts';
import { loadContract } from '../contract/load.ts';
import { banner } from './banner.ts';
import { printContract } from './contract.ts';
import { printHandlers } from './handlers.ts';
import { printOperations } from './operations.ts';
import { printValidators } from './validators.ts';

/** A file to write. */
export interface GeneratedFile {
  readonly name: string;
  readonly text: string;
  /** True for a file that belongs to the user: it is written once and never replaced. */
  readonly once?: boolean;
}

/** Loaded when types are printed, because TypeScript is large. */
async function typesOf(contract: Contract): Promise<string> {
  const { printTypes } = await import('./types.ts');
  return printTypes(contract);
}

/**
 * The files for a built-in document: types, contract and validators.
 * @throws SetupError if the document cannot be served
 */
export async function generate(document: string): Promise<readonly GeneratedFile[]> {
  const contract = await loadContract(document);
  const head = banner(contract, { file: basename(document), command: 'npm run generate' });
  return [
    { name: 'document.d.ts', text: `${head}\n${await typesOf(contract)}` },
    { name: 'contract.ts', text: `${head}\n${printContract(contract)}` },
    { name: 'validators.ts', text: `${head}${printValidators(contract)}` },
  ];
}

/** The files for a user's project, and the number of operations that they are about. */
export interface ProjectFiles {
  readonly files: readonly GeneratedFile[];
  readonly operations: number;
}

/**
 * The files for a user's project: types, validators, and a first file of handlers.
 * @param command the command that prints them
 * @throws SetupError if the document cannot be served
 */
export async function generateForProject(document: string, command: string): Promise<ProjectFiles> {
  const contract = await loadContract(document);
  const file = basename(withoutUserInfo(document));
  const head = banner(contract, { file, command });
  const files = [
    { name: 'document.d.ts', text: `${head}\n${await typesOf(contract)}\n${printOperations(contract)}` },
    { name: 'validators.ts', text: `${head}${printValidators(contract)}` },
    { name: 'handlers.ts', text: printHandlers(contract, file), once: true },
  ];
  return { files, operations: contract.operations.length };
}
