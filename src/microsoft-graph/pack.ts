// The pack in the box: Microsoft Graph's applePushNotificationCertificate, and the token service that belongs to it.
import { fileURLToPath } from 'node:url';
import type { UntypedHandlers } from '../behaviours/handlers.ts';
import type { Pack } from '../behaviours/pack.ts';
import { type Contract, printedContract } from '../contract/contract.ts';
import { odataConvention } from '../conventions/odata.ts';
import { contract as printed } from '../generated/contract.ts';
import { validators } from '../generated/validators.ts';
import { isObject } from '../json/value.ts';
import { type Bearers, openBearers } from './bearers.ts';
import { choices } from './choices.ts';
import { handlers } from './handlers.ts';
import { loginPack } from './login/pack.ts';
import { signIn } from './sign-in.ts';
import { verifierOf } from './verifier.ts';
import { wording } from './wording.ts';

const contract = printedContract(printed, validators, fileURLToPath(new URL('../../openapi.yaml', import.meta.url)));
const bearers = openBearers();

export const microsoftGraph: Pack = {
  contract,
  convention: odataConvention(contract, wording),
  handlers: handlers as UntypedHandlers,
  choices,
  verify: verifierOf(bearers),
  worldOf: ({ authorization }) => worldOfBearer(bearers, authorization),
  signIn,
  beside: [{ mount: '/login', pack: loginPack(permissionsOf(contract)) }],
};

/** The world of the tenant that a token names. */
function worldOfBearer(known: Bearers, authorization: string | undefined): string | undefined {
  if (authorization === undefined || !/^bearer /i.test(authorization)) return undefined;
  const bearer = known.of(authorization.slice('bearer '.length));
  return bearer.kind === 'jwt' ? bearer.world : undefined;
}

/** The permissions that the document's security schemes name. */
function permissionsOf({ document }: Contract): readonly string[] {
  const { securitySchemes = {} } = isObject(document.components) ? document.components : {};
  const schemes = isObject(securitySchemes) ? Object.values(securitySchemes) : [];
  const flows = schemes.flatMap((scheme) =>
    isObject(scheme) && isObject(scheme.flows) ? Object.values(scheme.flows) : [],
  );
  const named = flows.flatMap((flow) => (isObject(flow) && isObject(flow.scopes) ? Object.keys(flow.scopes) : []));
  return [...new Set(named)];
}
