// The pack of the token service: a companion document with its own handlers.
import type { Pack } from '../../behaviours/pack.ts';
import { printedContract } from '../../contract/contract.ts';
import { knownSettings } from '../settings.ts';
import { urlSpelling } from '../url-spelling.ts';
import { loginConvention } from './convention.ts';
import { contract as printed } from './generated/contract.ts';
import { validators } from './generated/validators.ts';
import { loginHandlers } from './handlers.ts';
import { worldOfPath } from './tenants.ts';

/** @param permissions all permissions of the service that the tokens are for */
export function loginPack(permissions: readonly string[]): Pack {
  const contract = printedContract(printed, validators);
  return {
    contract,
    convention: { ...loginConvention, spellUrl: urlSpelling(contract, { foldsSlashes: false }) },
    handlers: loginHandlers(permissions),
    knownSettings,
    worldOf: (_headers, url) => worldOfPath(url),
  };
}
