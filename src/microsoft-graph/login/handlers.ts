// What the operations of the token service do.
import type { HandlerCall, Handlers } from '../../behaviours/handlers.ts';
import { authorizePage, chooseAccount } from './authorize.ts';
import { clientOf } from './clients.ts';
import { contextOf, requireTenant } from './context.ts';
import { configurationOf, instanceOf, keySet } from './discovery.ts';
import type { operations } from './generated/document.js';
import { tokensFor } from './grants.ts';
import { refusalPage, signedOutPage } from './pages.ts';
import { redirectTarget, respondByMode } from './response-modes.ts';

type Configured = HandlerCall<operations['getOpenIdConfiguration']>;

/** @param permissions those of the service that the tokens are for */
export function loginHandlers(permissions: readonly string[]): Handlers<operations> {
  const configuration = ({ service, parameters }: Pick<Configured, 'service' | 'parameters'>) =>
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
    signOut({ parameters: { query, path } }) {
      requireTenant(path.tenant);
      const { post_logout_redirect_uri: target, state } = query;
      if (target === undefined) return { status: 200, ...signedOutPage() };
      const uri = redirectTarget(target);
      if (!(uri instanceof URL)) return { status: 400, ...refusalPage(uri) };
      return respondByMode({ uri, mode: 'query', state }, []);
    },
    async requestToken(call) {
      const issuing = contextOf(call, permissions);
      const fields = filled(call.body);
      const client = clientOf(fields, call.headers.authorization, issuing);
      return { status: 200, body: await tokensFor(fields, client, issuing) };
    },
  };
}

/** The fields that say something: one without a value is as if it were not there (RFC 6749, section 3.2). */
function filled<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as Fields;
}
