// The mock of Apple's push certificates portal: a companion document of the built-in pack.
import type { Pack } from '../../behaviours/pack.ts';
import { printedContract } from '../../contract/contract.ts';
import { plainConvention } from '../../conventions/plain.ts';
import { isObserved } from '../settings.ts';
import { contract as printed } from './generated/contract.ts';
import { validators } from './generated/validators.ts';
import { handlers } from './handlers.ts';

const contract = printedContract(printed, validators);

export const applePortal: Pack = {
  contract,
  convention: plainConvention(contract),
  handlers,
  // The portal knows the certificate of the tenant's initial state.
  initialScenario: (settings) => (isObserved(settings) ? 'configured' : 'empty'),
};
