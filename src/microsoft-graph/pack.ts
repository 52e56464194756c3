// The built-in pack: Microsoft Graph's applePushNotificationCertificate, with its token service and a mock of Apple's portal.
import type { Pack } from '../behaviours/pack.ts';
import { printedContract } from '../contract/contract.ts';
import { contract as printed } from '../generated/contract.ts';
import { validators } from '../generated/validators.ts';
import { authorizeBy } from './access.ts';
import { applePortal } from './apple/pack.ts';
import { graphConvention } from './convention.ts';
import { handlers } from './handlers.ts';
import { loginPack } from './login/pack.ts';
import { worldOfDomain } from './login/tenants.ts';
import { observedHandlers } from './observed/handlers.ts';
import { permissionsOf } from './permissions.ts';
import { scenarios } from './scenarios.ts';
import { isObserved, knownSettings } from './settings.ts';
import { signIn } from './sign-in.ts';
import { openTokenCache, type ParsedToken } from './token-cache.ts';
import { verifierOf } from './verifier.ts';

const contract = printedContract(printed, validators, {
  file: 'standin/openapi.yaml',
  text: async () => (await import('../generated/source.ts')).source,
});
const tokens = openTokenCache();

export const microsoftGraph: Pack = {
  contract,
  convention: graphConvention(contract),
  handlers,
  variants: [{ when: { profile: 'observed' }, handlers: observedHandlers }],
  knownSettings,
  scenarios,
  initialScenario: (settings) => (isObserved(settings) ? 'configured' : undefined),
  authorize: authorizeBy(tokens),
  verify: verifierOf(tokens),
  worldOf: ({ authorization }) => worldOfToken(tokens.parseHeader(authorization)),
  worldNameOf: worldOfDomain,
  signIn,
  companions: [
    { mount: '/login', pack: loginPack(permissionsOf(contract.document)) },
    { mount: '/apple', pack: applePortal },
  ],
};

/** The world of the token's tenant. */
function worldOfToken(token: ParsedToken): string | undefined {
  return token.kind === 'jwt' ? token.world : undefined;
}
