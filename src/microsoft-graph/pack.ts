// The pack in the box: Microsoft Graph's applePushNotificationCertificate.
import { fileURLToPath } from 'node:url';
import type { UntypedHandlers } from '../behaviours/handlers.ts';
import type { Pack } from '../behaviours/pack.ts';
import { printedContract } from '../contract/contract.ts';
import { odataConvention } from '../conventions/odata.ts';
import { contract as printed } from '../generated/contract.ts';
import { validators } from '../generated/validators.ts';
import { applePortal } from './apple/pack.ts';
import { choices } from './choices.ts';
import { handlers } from './handlers.ts';
import { scenarios } from './scenarios.ts';
import { wording } from './wording.ts';

const contract = printedContract(printed, validators, fileURLToPath(new URL('../../openapi.yaml', import.meta.url)));

export const microsoftGraph: Pack = {
  contract,
  convention: odataConvention(contract, wording),
  handlers: handlers as UntypedHandlers,
  choices,
  scenarios,
  beside: [{ mount: '/apple', pack: applePortal }],
};
