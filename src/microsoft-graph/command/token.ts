// `standin token`: a token from the token service of a server that runs.
import { serverUnreachable } from '../../errors/server-unreachable.ts';
import { SetupError } from '../../errors/setup-error.ts';
import { FIRST_ACCOUNT } from '../login/accounts.ts';
import { ALL_OF_GRAPH, GRAPH } from '../login/audiences.ts';
import { permissionsOf } from '../permissions.ts';

export interface TokenSettings {
  /** Where the server is, with the prefix of a world where it is to be asked in one. */
  readonly url: string;
  readonly tenant: string;
  readonly scope?: readonly string[];
  readonly clientId: string;
  /** Whether an application asks for itself; else somebody signs in to it. */
  readonly app?: true;
  readonly account?: string;
}

/** @param warn is told of what is granted and of no use @throws SetupError TOKEN_UNAVAILABLE or OPTION_INVALID */
export async function askToken(settings: TokenSettings, warn: (line: string) => void): Promise<string> {
  const { url, tenant, ...asked } = settings;
  refuseContradiction(settings);
  const place = placeOf(url, tenant);
  const sent = { method: 'POST', body: new URLSearchParams(formOf(asked)) };
  const response = await fetch(place, sent).catch((error: Error) => {
    throw serverUnreachable('TOKEN_UNAVAILABLE', url, error);
  });
  const text = await response.text();
  const { access_token: token, error_description: reason } = answerIn(text);
  if (response.ok && token !== undefined) {
    for (const line of await uselessIn(asked.scope)) warn(line);
    return token;
  }
  throw unavailable(
    `${place} answers ${response.status}: ${reason === undefined ? text.slice(0, 200) : withoutIds(reason)}`,
    reason === undefined ? 'Give the URL of a standin that serves the document in the box' : adviceOn(reason),
  );
}

function refuseContradiction({ app, account }: TokenSettings): void {
  if (!app || account === undefined) return;
  throw new SetupError({
    code: 'OPTION_INVALID',
    what: '--app and --account exclude each other',
    advice: 'Leave --app out for somebody who signs in, or --account for an application of its own',
  });
}

/** What is named as a permission of Graph and is none that its document knows. */
async function uselessIn(scopes: readonly string[] | undefined): Promise<readonly string[]> {
  if (scopes === undefined) return [];
  const { contract } = await import('../../generated/contract.ts');
  const known = permissionsOf(contract.document);
  const names = wordsIn(scopes).map((word) => word.replace(`${GRAPH}/`, ''));
  const useless = names.filter((name) => /^[A-Z][\w.-]*$/.test(name) && !known.includes(name));
  return useless.map((name) => `standin: ${name} is of no use: the document knows ${known.join(', ')}`);
}

/** What to change, by the number of the error, or by what the sentence says is missing. */
const ADVICE: readonly (readonly [said: RegExp, advice: string])[] = [
  [/AADSTS(?:90002|500208)\b/, 'Give another --tenant: a GUID, a domain name, common or organizations'],
  [/'scope'|AADSTS(?:28000|1002012)\b/, 'Give a permission by --scope, or leave it out for all of them'],
  [/AADSTS50034\b|'username'/, 'Give a name by --account, as user@contoso.example, or leave it out'],
  [/'client_id'/, 'Give the id of an application by --client-id, or leave it out'],
  [/AADSTS65001\b/, 'Nothing is granted in this world: start the server without --set consent=withheld'],
];

function adviceOn(reason: string): string {
  return ADVICE.find(([said]) => said.test(reason))?.[1] ?? 'Ask for something else';
}

/** A sentence as a person needs it. */
function withoutIds(reason: string): string {
  return reason.replace(/ Trace ID: .*$/s, '');
}

function placeOf(url: string, tenant: string): URL {
  const base = url.replace(/\/$/, '');
  if (/^https?:\/\//.test(base) && URL.canParse(base)) {
    return new URL(`${base}/login/${encodeURIComponent(tenant)}/oauth2/v2.0/token`);
  }
  throw unavailable(`${JSON.stringify(url)} is no URL of a server`, 'Give one as http://127.0.0.1:4010');
}

function formOf({
  scope: scopes = [ALL_OF_GRAPH],
  clientId,
  app,
  account = FIRST_ACCOUNT,
}: Omit<TokenSettings, 'url' | 'tenant'>) {
  const words = wordsIn(scopes);
  if (!app)
    return { grant_type: 'password', client_id: clientId, username: account, password: 'any', scope: words.join(' ') };
  const whole = words.map((word) => (word.includes('/') ? word : `${GRAPH}/${word}`));
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: 'any', scope: whole.join(' ') };
}

function wordsIn(scopes: readonly string[]): readonly string[] {
  return scopes.flatMap((text) => text.split(/[\s,]+/)).filter((word) => word !== '');
}

function answerIn(text: string): { readonly access_token?: string; readonly error_description?: string } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    // Something else than a token service answers there; what it says is shown as it is.
    return {};
  }
}

function unavailable(what: string, advice: string): SetupError {
  return new SetupError({ code: 'TOKEN_UNAVAILABLE', what, advice });
}
