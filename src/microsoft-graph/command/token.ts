// `standin token`: a token from the token service of a server that runs.
import { noServerAt, SetupError } from '../../errors/setup.ts';
import { FIRST_ACCOUNT } from '../login/accounts.ts';
import { ALL_OF_GRAPH, GRAPH } from '../login/audiences.ts';

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

/** @throws SetupError TOKEN_UNAVAILABLE */
export async function askToken({ url, tenant, ...asked }: TokenSettings): Promise<string> {
  const place = placeOf(url, tenant);
  const sent = { method: 'POST', body: new URLSearchParams(formOf(asked)) };
  const response = await fetch(place, sent).catch((error: Error) => {
    throw noServerAt('TOKEN_UNAVAILABLE', url, error);
  });
  const text = await response.text();
  const { access_token: token, error_description: reason } = answerIn(text);
  if (response.ok && token !== undefined) return token;
  throw unavailable(
    `${place} answers ${response.status}: ${reason ?? text.slice(0, 200)}`,
    reason === undefined ? 'Give the URL of a standin that serves the document in the box' : 'Ask for something else',
  );
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
  const words = scopes.flatMap((text) => text.split(/[\s,]+/)).filter((word) => word !== '');
  if (!app)
    return { grant_type: 'password', client_id: clientId, username: account, password: 'any', scope: words.join(' ') };
  const whole = words.map((word) => (word.includes('/') ? word : `${GRAPH}/${word}`));
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: 'any', scope: whole.join(' ') };
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
