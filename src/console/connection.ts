// The connection to the server: the control client, its token, and the calls that changed something.
import { signal } from '@preact/signals';
import { type Control, ControlError, createControl } from '../control/client.ts';

/** A call of the control API, so that a person can do the same without this page. */
export interface ControlCall {
  readonly id: number;
  readonly time: Date;
  readonly method: string;
  /** The path with the query, for example `/_standin/worlds/default/reset`. */
  readonly path: string;
  readonly body: string | undefined;
  /** Undefined until the response. */
  readonly status: number | undefined;
}

/** The URL of the server without `/_standin`. */
export const origin = location.origin + location.pathname.replace(/\/_standin\/?$/, '');

const TOKEN = 'standin.console.token';
/** The calls that the page keeps. */
const MOST_CALLS = 50;

/** The token of the control API. The address can contain it after `#token=`; it is then kept until the tab is closed. */
export const token = signal<string | undefined>(readToken());
/** The latest calls that changed something, newest first. */
export const calls = signal<readonly ControlCall[]>([]);
/** Whether the stream of exchanges is open. */
export const connected = signal(false);
/** How often the page has connected: after a restart everything can be different. */
export const connections = signal(0);
/** Why the server refused the token, or wants one. */
export const refused = signal<string | undefined>(undefined);

function readToken(): string | undefined {
  const [whole, given] = /(?:^#|[&?])token=([^&]+)/.exec(location.hash) ?? [];
  if (whole === undefined || given === undefined) return sessionStorage.getItem(TOKEN) ?? undefined;
  sessionStorage.setItem(TOKEN, decodeURIComponent(given));
  const rest = location.hash.replace(whole, whole.startsWith('?') ? '?' : '').replace(/^[#?&]+|[?&]+$/g, '');
  history.replaceState(null, '', `${location.pathname}${location.search}${rest === '' ? '' : `#${rest}`}`);
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

let lastCall = 0;

const recordingFetch: typeof fetch = async (input, init) => {
  const method = init?.method ?? 'GET';
  const id = ++lastCall;
  if (method !== 'GET') {
    const path = String(input).slice(location.origin.length);
    const call = { id, time: new Date(), method, path, body: init?.body as string | undefined, status: undefined };
    calls.value = [call, ...calls.value].slice(0, MOST_CALLS);
  }
  const response = await fetch(input, init);
  const { status } = response;
  if (method !== 'GET') calls.value = calls.value.map((call) => (call.id === id ? { ...call, status } : call));
  if (status === 401 || status === 403) refused.value = await reasonOf(response.clone());
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
