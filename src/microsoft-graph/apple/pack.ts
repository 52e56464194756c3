// The stand-in for Apple's portal: one more document that belongs to the service.
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
  // It knows the certificate that its tenant begins with.
  initialScenario: (settings) => (isObserved(settings) ? 'configured' : 'empty'),
};
