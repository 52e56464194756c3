// The control API as a pack: a document with handlers, served by the same engine as the user's documents.
import type { Pack } from '../behaviours/pack.ts';
import { type Contract, printedContract } from '../contract/contract.ts';
import { plainConvention } from '../conventions/plain.ts';
import { contract as printed } from './generated/contract.ts';
import { validators } from './generated/validators.ts';
import { controlHandlers } from './handlers.ts';
import type { ControlTarget } from './target.ts';

let compiled: Contract | undefined;

export function controlContract(): Contract {
  compiled ??= printedContract(printed, validators);
  return compiled;
}

export function controlPack(target: ControlTarget): Pack {
  const contract = controlContract();
  return { contract, convention: plainConvention(contract), handlers: controlHandlers(target) };
}
