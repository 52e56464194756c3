// The managed identity of an app in Azure App Service: a token without a secret
// (https://learn.microsoft.com/azure/app-service/overview-managed-identity).
import { uuidAt } from '../../random.ts';
import type { LoginContext } from './context.ts';
import type { operations } from './generated/document.js';
import { readJwt, timeIn } from './jwt.ts';
import { refusalError } from './refusals.ts';
import { scopesIn } from './scopes.ts';
import { accessToken } from './tokens.ts';
import { scopeOfResource } from './version-1.ts';

type TokenOperation = operations['requestManagedIdentityToken'];
type ManagedIdentityToken = TokenOperation['responses'][200]['content']['application/json'];

interface IdentityRequest {
  readonly resource?: string | undefined;
  readonly client_id?: string | undefined;
}

/** @param secret the header of the request that only the app knows @throws HttpError if it or the resource is missing */
export async function managedIdentityToken(
  { resource, client_id: assigned }: IdentityRequest,
  secret: string | undefined,
  context: LoginContext,
): Promise<ManagedIdentityToken> {
  if (secret === undefined || secret === '') throw refusalError('identityHeaderMissing');
  if (resource === undefined || resource === '') throw refusalError('parameterMissing', 'resource');
  const scopes = scopesIn(scopeOfResource(resource, undefined), context.service);
  const id = assigned || uuidAt(0, 'managed identity', context.tenant);
  const token = await accessToken({ client: { id, proof: 'assertion' }, scopes, account: undefined }, context);
  const claims = readJwt(token)?.claims ?? {};
  return {
    access_token: token,
    client_id: id,
    expires_on: String((timeIn(claims, 'exp') ?? 0) / 1000),
    not_before: String((timeIn(claims, 'nbf') ?? 0) / 1000),
    resource,
    token_type: 'Bearer',
  };
}
