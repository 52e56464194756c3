// The control API as what it is: one more document, with handlers, that the same engine serves.
import type { Pack } from '../behaviours/pack.ts';
import { type Contract, printedContract } from '../contract/contract.ts';
import { plainConvention } from '../conventions/plain.ts';
import { contract as printed } from './generated/contract.ts';
import { validators } from './generated/validators.ts';
import { controlHandlers } from './handlers.ts';
import type { ControlTarget } from './target.ts';

let known: Contract | undefined;

export function controlContract(): Contract {
  known ??= printedContract(printed, validators);
  return known;
}

export function controlPack(target: ControlTarget): Pack {
  const contract = controlContract();
  return { contract, convention: plainConvention(contract), handlers: controlHandlers(target) };
}
