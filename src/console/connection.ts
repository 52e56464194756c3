// The connection to the server: the control client, its token, and the last call that changed something.
import { signal } from '@preact/signals';
import { type Control, ControlError, createControl } from '../control/client.ts';

/** A call of the control API, so that a person can do the same without this page. */
export interface ControlCall {
  readonly method: string;
  /** The path with the query, for example `/_standin/worlds/default/reset`. */
  readonly path: string;
  readonly body: string | undefined;
}

/** The URL of the server without `/_standin`. */
export const origin = location.origin + location.pathname.replace(/\/_standin\/?$/, '');

const TOKEN = 'standin.console.token';

/** The token of the control API. The address can contain it after `#token=`; it is then kept until the tab is closed. */
export const token = signal<string | undefined>(readToken());
export const lastCall = signal<ControlCall | undefined>(undefined);
/** Whether the stream of exchanges is open. */
export const connected = signal(false);
/** Whether the server refused the token, or wants one. */
export const refused = signal<string | undefined>(undefined);

function readToken(): string | undefined {
  const [, given] = /(?:^#|&)token=([^&]+)/.exec(location.hash) ?? [];
  if (given === undefined) return sessionStorage.getItem(TOKEN) ?? undefined;
  sessionStorage.setItem(TOKEN, decodeURIComponent(given));
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  return decodeURIComponent(given);
}

let client: Control | undefined;
let clientToken: string | undefined;

export function control(): Control {
  if (!client || clientToken !== token.value) {
    clientToken = token.value;
    client = createControl({ url: origin, token: clientToken, fetch: recordingFetch });
  }
  return client;
}

export function useToken(text: string): void {
  sessionStorage.setItem(TOKEN, text);
  token.value = text;
  refused.value = undefined;
}

const recordingFetch: typeof fetch = async (input, init) => {
  const method = init?.method ?? 'GET';
  const path = String(input).slice(location.origin.length);
  if (method !== 'GET') lastCall.value = { method, path, body: init?.body as string | undefined };
  const response = await fetch(input, init);
  if (response.status === 401 || response.status === 403) refused.value = await reasonOf(response.clone());
  return response;
};

async function reasonOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => ({}))) as { readonly detail?: string };
  return problem.detail ?? `The server returned ${response.status}.`;
}

/** The reason of an error as a sentence. */
export function messageOf(error: unknown): string {
  if (error instanceof ControlError) return error.message;
  return error instanceof TypeError
    ? 'The server does not respond.'
    : String(error instanceof Error ? error.message : error);
}
