// Discovery documents (OpenID Connect Discovery 1.0, section 3). Every endpoint is on this server, under the host name that the client
// uses.
import { TOKEN_HOSTS } from '../clouds.ts';
import { requireTenant } from './context.ts';
import type { operations } from './generated/document.js';
import { GRANT_TYPES } from './grants.ts';
import { certificateOfKey, signingKey } from './keys.ts';

type Configuration = operations['getOpenIdConfiguration']['responses'][200]['content']['application/json'];
type KeySet = operations['getSigningKeys']['responses'][200]['content']['application/json'];
type UserRealm = operations['discoverUserRealm']['responses'][200]['content']['application/json'];
type Instance = operations['discoverInstance']['responses'][200]['content']['application/json'];

/** Throws HttpError if the tenant does not exist. */
export function configurationOf(service: string, name: string): Configuration {
  const id = requireTenant(name);
  const shared = /^(?:common|organizations)$/i.test(name);
  const tenant = shared ? name.toLowerCase() : id;
  const endpoints = `${service}/${tenant}/oauth2/v2.0`;
  return {
    token_endpoint: `${endpoints}/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${service}/${tenant}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    response_types_supported: ['code'],
    grant_types_supported: [...GRANT_TYPES],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256', 'plain'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'oid',
      'ver',
      'auth_time',
      'email',
    ],
    // A placeholder for `common` and `organizations`, as in the real service: clients insert the tenant of a token.
    issuer: `${service}/${shared ? '{tenantid}' : id}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${endpoints}/authorize`,
    device_authorization_endpoint: `${endpoints}/devicecode`,
    end_session_endpoint: `${endpoints}/logout`,
    cloud_instance_name: new URL(service).host,
    msgraph_host: graphHostOf(new URL(service).host),
  };
}

export async function keySet(): Promise<KeySet> {
  const { id: kid, jwk } = await signingKey();
  const { x5c, x5t } = await certificateOfKey();
  return { keys: [{ kty: 'RSA', use: 'sig', kid, x5t, alg: 'RS256', n: jwk.n ?? '', e: jwk.e ?? '', x5c: [x5c] }] };
}

/** @param endpoint the authorization endpoint of the client's authority */
export function instanceOf(service: string, endpoint: string | undefined): Instance {
  const [, tenant = 'organizations'] = /^https?:\/\/[^/]+\/(?:.*\/)?([^/]+)\/oauth2\//.exec(endpoint ?? '') ?? [];
  const { host } = new URL(service);
  requireTenant(tenant);
  return {
    tenant_discovery_endpoint: `${service}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

/** How a user signs in. No tenant here hands passwords over to a server of its own, so all are managed. */
export function userRealmOf(service: string, username: string): UserRealm {
  const domain = username.slice(username.lastIndexOf('@') + 1).toLowerCase();
  return {
    ver: '1.0',
    account_type: 'Managed',
    domain_name: domain,
    cloud_instance_name: new URL(service).host,
    cloud_audience_urn: 'urn:federation:MicrosoftOnline',
  };
}

/** The Graph host of the cloud whose login host the client addresses. Otherwise this server, which is both. */
function graphHostOf(host: string): string {
  return [...TOKEN_HOSTS].find(([, tokens]) => tokens === host)?.[0] ?? host;
}
