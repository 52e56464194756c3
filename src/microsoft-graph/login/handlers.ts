// The handlers of the token service.
import type { HandlerCall, Handlers } from '../../behaviours/handlers.ts';
import { type AuthorizeFields, type AuthorizeResponse, authorizePage, chooseAccount } from './authorize.ts';
import { clientOf } from './clients.ts';
import { contextOf, requireTenant } from './context.ts';
import { deviceCodeFor, devicePage, signInOnDevice } from './device.ts';
import { configurationOf, instanceOf, keySet, userRealmOf } from './discovery.ts';
import type { operations } from './generated/document.js';
import { tokensFor } from './grants.ts';
import { managedIdentityToken } from './managed-identity.ts';
import { refusalPage, signedOutPage } from './pages.ts';
import { redirectTarget, respondByMode } from './response-modes.ts';
import { scopeOfResource, tokenRequestOf, tokensOfVersion1 } from './version-1.ts';

type ConfigurationCall = HandlerCall<operations['getOpenIdConfiguration']>;

/** @param permissions all permissions of the service that the tokens are for */
export function loginHandlers(permissions: readonly string[]): Handlers<operations> {
  const configuration = ({ service, parameters }: Pick<ConfigurationCall, 'service' | 'parameters'>) =>
    ({ status: 200, body: configurationOf(service, parameters.path.tenant) }) as const;
  return {
    getOpenIdConfiguration: configuration,
    getOpenIdConfigurationWithoutVersion: configuration,
    async getSigningKeys({ parameters }) {
      requireTenant(parameters.path.tenant);
      return { status: 200, body: await keySet() };
    },
    discoverInstance: ({ service, parameters: { query } }) => ({
      status: 200,
      body: instanceOf(service, query.authorization_endpoint),
    }),
    authorize: (call) => authorizePage(call.parameters.query, () => contextOf(call, permissions)),
    signIn: (call) => chooseAccount(call.body, () => contextOf(call, permissions)),
    authorizeVersion1: (call) => authorizePage(asScope(call.parameters.query), () => contextOf(call, permissions)),
    signInVersion1: (call) => chooseAccount(asScope(call.body), () => contextOf(call, permissions)),
    signOut: ({ parameters: { query, path } }) => signOut(path.tenant, query),
    signOutByForm: ({ parameters: { path }, body }) => signOut(path.tenant, body ?? {}),
    async requestDeviceCode(call) {
      return { status: 200, body: await deviceCodeFor(nonEmptyFields(call.body), contextOf(call, permissions)) };
    },
    async showDevicePage(call) {
      const page = await devicePage(call.parameters.query.user_code, contextOf(call, permissions));
      return { status: 200, ...page };
    },
    signInOnDevice: (call) => signInOnDevice(call.body, contextOf(call, permissions)),
    discoverUserRealm: ({ parameters: { path }, service }) => ({
      status: 200,
      body: userRealmOf(service, path.username),
    }),
    async requestToken(call) {
      const context = contextOf(call, permissions);
      const fields = nonEmptyFields(call.body);
      const client = clientOf(fields, call.headers.authorization, context);
      return { status: 200, body: await tokensFor(fields, client, context) };
    },
    async requestTokenVersion1(call) {
      const context = contextOf(call, permissions);
      const fields = nonEmptyFields(call.body);
      const client = clientOf(fields, call.headers.authorization, context);
      const tokens = await tokensFor(tokenRequestOf(fields), client, context);
      return { status: 200, body: tokensOfVersion1(tokens, fields) };
    },
    async requestManagedIdentityToken(call) {
      const { query, header } = call.parameters;
      const context = contextOf(call, permissions);
      return { status: 200, body: await managedIdentityToken(query, header['X-IDENTITY-HEADER'], context) };
    },
  };
}

interface SignOutFields {
  readonly post_logout_redirect_uri?: string;
  readonly state?: string;
}

function signOut(tenant: string, { post_logout_redirect_uri: target, state }: SignOutFields): AuthorizeResponse {
  requireTenant(tenant);
  if (target === undefined) return { status: 200, ...signedOutPage() };
  const uri = redirectTarget(target);
  if (!(uri instanceof URL)) return { status: 400, ...refusalPage(uri) };
  return respondByMode({ uri, mode: 'query', state }, []);
}

/** The parameters of version 1 as those of version 2. */
function asScope<Fields extends AuthorizeFields>(fields: Fields): Fields {
  const { resource, scope } = fields;
  if (resource === undefined) return fields;
  return { ...fields, scope: scopeOfResource(resource, `openid ${scope ?? ''}`) };
}

/** Removes empty fields, because a field without a value counts as missing (RFC 6749, section 3.2). */
function nonEmptyFields<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as Fields;
}
