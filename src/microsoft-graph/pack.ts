// The pack in the box: Microsoft Graph's applePushNotificationCertificate.
import { fileURLToPath } from 'node:url';
import type { UntypedHandlers } from '../behaviours/handlers.ts';
import type { Pack } from '../behaviours/pack.ts';
import { printedContract } from '../contract/contract.ts';
import { contract as printed } from '../generated/contract.ts';
import { validators } from '../generated/validators.ts';
import { admit } from './admit.ts';
import { applePortal } from './apple/pack.ts';
import { choices, setting } from './choices.ts';
import { graphConvention } from './convention.ts';
import { handlers } from './handlers.ts';
import { observedHandlers } from './observed/handlers.ts';
import { scenarios } from './scenarios.ts';

const contract = printedContract(printed, validators, fileURLToPath(new URL('../../openapi.yaml', import.meta.url)));

export const microsoftGraph: Pack = {
  contract,
  convention: graphConvention(contract),
  handlers: handlers as UntypedHandlers,
  variants: [{ where: { profile: 'observed' }, handlers: observedHandlers as UntypedHandlers }],
  choices,
  scenarios,
  firstScenario: (settings) => (setting(settings, 'profile') === 'observed' ? 'configured' : undefined),
  admit,
  beside: [{ mount: '/apple', pack: applePortal }],
};
