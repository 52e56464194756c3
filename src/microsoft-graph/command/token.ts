// `standin token`: requests an access token from the token service of a running server.
import { serverUnreachable } from '../../errors/server-unreachable.ts';
import { SetupError } from '../../errors/setup-error.ts';
import { DEFAULT_ACCOUNT } from '../login/accounts.ts';
import { ALL_OF_GRAPH, GRAPH } from '../login/audiences.ts';
import { permissionsOf } from '../permissions.ts';

interface TokenOptions {
  /** The server, with the path prefix of a world if the token is for that world. */
  readonly url: string;
  readonly tenant: string;
  readonly scope?: readonly string[];
  readonly clientId: string;
  /** Whether the token is for an application itself. Without it, a user signs in to the application. */
  readonly app?: true;
  readonly account?: string;
}

/**
 * @param warn gets a line for each requested permission that the document does not know
 * Throws SetupError TOKEN_UNAVAILABLE if the server issues no token, OPTION_INVALID if options conflict.
 */
export async function requestToken(options: TokenOptions, warn: (line: string) => void): Promise<string> {
  const { url, tenant, ...request } = options;
  refuseConflictingOptions(options);
  const endpoint = tokenEndpointOf(url, tenant);
  const init = { method: 'POST', body: new URLSearchParams(formOf(request)) };
  const response = await fetch(endpoint, init).catch((error: Error) => {
    throw serverUnreachable('TOKEN_UNAVAILABLE', url, error);
  });
  const text = await response.text();
  const { access_token: token, error_description: reason } = responseIn(text);
  if (response.ok && token !== undefined) {
    for (const line of await unknownPermissionsIn(options.scope)) warn(line);
    return token;
  }
  throw tokenUnavailable(
    `${endpoint} responds with ${response.status}: ${reason === undefined ? text.slice(0, 200) : withoutTraceIds(reason)}`,
    reason === undefined ? 'Set --url to a standin server that serves the built-in document' : adviceOn(reason),
  );
}

function refuseConflictingOptions({ app, account }: TokenOptions): void {
  if (!app || account === undefined) return;
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: '--app and --account cannot be used together',
    advice: 'Remove --app to sign in as a user, or remove --account to get a token for the application itself',
  });
}

/** A warning for each scope that looks like a permission of Graph but is not in its document. */
async function unknownPermissionsIn(scopes: readonly string[] | undefined): Promise<readonly string[]> {
  if (scopes === undefined) return [];
  const { contract } = await import('../../generated/contract.ts');
  const known = permissionsOf(contract.document);
  const names = splitScopes(scopes).map((scope) => scope.replace(`${GRAPH}/`, ''));
  const unknown = names.filter((name) => /^[A-Z][\w.-]*$/.test(name) && !known.includes(name));
  return unknown.map((name) => `standin: Unknown permission ${name}. The document knows ${known.join(', ')}`);
}

/** What to change, by the number of the error or by the parameter that is missing. */
const ADVICE: readonly (readonly [reason: RegExp, advice: string])[] = [
  [/AADSTS(?:90002|500208)\b/, 'Set --tenant to a GUID, a domain name, common or organizations'],
  [/'scope'|AADSTS(?:28000|1002012)\b/, 'Set --scope to a permission, or remove it to get all permissions'],
  [/AADSTS50034\b|'username'/, 'Set --account to a name such as user@contoso.example, or remove it'],
  [/'client_id'/, 'Set --client-id to the id of an application, or remove it'],
  [/AADSTS65001\b/, 'Start the server without --set consent=withheld: this world grants no permissions'],
];

function adviceOn(reason: string): string {
  return ADVICE.find(([pattern]) => pattern.test(reason))?.[1] ?? 'Change the request as the message says';
}

function withoutTraceIds(reason: string): string {
  return reason.replace(/\.? Trace ID: .*$/s, '');
}

function tokenEndpointOf(url: string, tenant: string): URL {
  const base = url.replace(/\/$/, '');
  if (/^https?:\/\//.test(base) && URL.canParse(base)) {
    return new URL(`${base}/login/${encodeURIComponent(tenant)}/oauth2/v2.0/token`);
  }
  throw tokenUnavailable(`--url ${JSON.stringify(url)} is not a URL`, 'Use a URL such as http://127.0.0.1:4010');
}

function formOf({
  scope: scopes = [ALL_OF_GRAPH],
  clientId,
  app,
  account = DEFAULT_ACCOUNT,
}: Omit<TokenOptions, 'url' | 'tenant'>) {
  const names = splitScopes(scopes);
  if (!app)
    return { grant_type: 'password', client_id: clientId, username: account, password: 'any', scope: names.join(' ') };
  const full = names.map((name) => (name.includes('/') ? name : `${GRAPH}/${name}`));
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: 'any', scope: full.join(' ') };
}

function splitScopes(scopes: readonly string[]): readonly string[] {
  return scopes.flatMap((text) => text.split(/[\s,]+/)).filter((name) => name !== '');
}

function responseIn(text: string): { readonly access_token?: string; readonly error_description?: string } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    // The response of another server. Its text is printed as it is.
    return {};
  }
}

function tokenUnavailable(what: string, advice: string): SetupError {
  return new SetupError({ code: 'TOKEN_UNAVAILABLE', what, advice });
}
