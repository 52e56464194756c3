// The pack in the box: Microsoft Graph's applePushNotificationCertificate, and the token service that belongs to it.
import type { UntypedHandlers } from '../behaviours/handlers.ts';
import type { Pack } from '../behaviours/pack.ts';
import { printedContract } from '../contract/contract.ts';
import { contract as printed } from '../generated/contract.ts';
import { validators } from '../generated/validators.ts';
import { admitBy } from './admit.ts';
import { applePortal } from './apple/pack.ts';
import { type Bearer, openBearers } from './bearers.ts';
import { choices, isObserved } from './choices.ts';
import { graphConvention } from './convention.ts';
import { handlers } from './handlers.ts';
import { loginPack } from './login/pack.ts';
import { observedHandlers } from './observed/handlers.ts';
import { permissionsOf } from './permissions.ts';
import { scenarios } from './scenarios.ts';
import { signIn } from './sign-in.ts';
import { verifierOf } from './verifier.ts';

const contract = printedContract(printed, validators, {
  file: 'standin/openapi.yaml',
  text: async () => (await import('../generated/source.ts')).source,
});
const bearers = openBearers();

export const microsoftGraph: Pack = {
  contract,
  convention: graphConvention(contract),
  handlers: handlers as UntypedHandlers,
  variants: [{ where: { profile: 'observed' }, handlers: observedHandlers as UntypedHandlers }],
  choices,
  scenarios,
  firstScenario: (settings) => (isObserved(settings) ? 'configured' : undefined),
  admit: admitBy(bearers),
  verify: verifierOf(bearers),
  worldOf: ({ authorization }) => worldOfBearer(bearers.in(authorization)),
  signIn,
  beside: [
    { mount: '/login', pack: loginPack(permissionsOf(contract.document)) },
    { mount: '/apple', pack: applePortal },
  ],
};

/** The world of the tenant that a token names. */
function worldOfBearer(bearer: Bearer): string | undefined {
  return bearer.kind === 'jwt' ? bearer.world : undefined;
}
