// An exchange as people and tools read it, with what is secret left out.
import { STATUS_CODES } from 'node:http';
import { isSecret, REDACTED } from '../json/secrets.ts';
import { MAX_RECORDED_BYTES, type Recorded, type SentRequest } from './record.ts';

export interface ShownBody {
  readonly mediaType: string;
  readonly text: string;
  /** Whether there was more than is remembered. */
  readonly truncated?: true;
}

/** A callback or a webhook that was sent after an exchange. */
export interface ShownCallback {
  readonly name: string;
  readonly method: string;
  readonly url?: string;
  readonly outcome: string;
  readonly status?: number;
  readonly reason?: string;
  readonly body?: ShownBody;
  readonly violations: readonly { readonly rule: string; readonly pointer: string; readonly message: string }[];
}

export interface ShownExchange {
  readonly id: string;
  readonly world: string;
  /** The world's time, RFC 3339. */
  readonly at: string;
  /** Milliseconds. */
  readonly took: number;
  readonly method: string;
  readonly url: string;
  readonly operation?: string;
  readonly call?: number;
  readonly status: number;
  readonly refusal?: string;
  readonly undeclared?: true;
  readonly stub?: string;
  readonly fault?: string;
  readonly notes?: readonly string[];
  readonly violations?: readonly {
    readonly direction: string;
    readonly rule: string;
    readonly in: string;
    readonly pointer: string;
    readonly message: string;
  }[];
  readonly callbacks?: readonly ShownCallback[];
  readonly request?: { readonly headers: ShownHeaders; readonly body?: ShownBody };
  readonly response?: { readonly headers: ShownHeaders; readonly body?: ShownBody };
}

type ShownHeaders = Readonly<Record<string, string>>;

/** @param whole whether headers and bodies are to be shown */
export function shownExchange(recorded: Recorded, world: string, whole: boolean): ShownExchange {
  const { id, at, took, method, operation, call, status, violations, notes, error, undeclared, stub, faults } =
    recorded;
  return {
    id,
    world,
    at: new Date(at).toISOString(),
    took: Math.round(took * 1000) / 1000,
    method,
    url: urlOf(recorded),
    ...(operation && { operation: operation.id, call }),
    status,
    ...(error && { refusal: error.code }),
    ...(undeclared && { undeclared }),
    ...(stub !== undefined && { stub }),
    ...(faults.length > 0 && { fault: faults.join(', ') }),
    ...(notes.length > 0 && { notes }),
    ...(violations.length > 0 && {
      violations: violations.map(({ direction, violation: { rule, pointer, message, in: place = 'body' } }) => {
        return { direction, rule, in: place, pointer, message };
      }),
    }),
    ...(recorded.sentAfter.length > 0 && { callbacks: recorded.sentAfter.map((sent) => callbackOf(sent, whole)) }),
    ...(whole && { request: requestOf(recorded), response: responseOf(recorded) }),
  };
}

function callbackOf({ name, method, url, outcome, status, reason, body, violations }: SentRequest, whole: boolean) {
  return {
    name,
    method,
    ...(url !== undefined && { url: openUrl(url) }),
    outcome,
    ...(status !== undefined && { status }),
    ...(reason !== undefined && { reason }),
    ...(whole && body !== undefined && { body: bodyOf('application/json', JSON.stringify(body), false) }),
    violations: violations.map(({ rule, pointer, message }) => ({ rule, pointer, message })),
  };
}

export function requestOf({
  requestHeaders,
  rawBody,
  requestType,
  method,
}: Recorded): NonNullable<ShownExchange['request']> {
  const headers = openHeaders(requestHeaders);
  if (rawBody === undefined || rawBody.length === 0 || method === 'GET') return { headers };
  const type = requestType || String(requestHeaders['content-type'] ?? '');
  const size = Number(requestHeaders['content-length'] ?? rawBody.length);
  return { headers, body: bodyOf(type, rawBody.toString('utf8'), size > rawBody.length) };
}

export function responseOf({
  responseHeaders,
  responseText,
  responseType,
}: Recorded): NonNullable<ShownExchange['response']> {
  const headers = openHeaders(responseHeaders);
  if (responseText === undefined) return { headers };
  return { headers, body: bodyOf(responseType, responseText, responseText.length === MAX_RECORDED_BYTES) };
}

function bodyOf(mediaType: string, text: string, truncated: boolean): ShownBody {
  return { mediaType, text: openText(text), ...(truncated && { truncated: true }) };
}

function openHeaders(headers: Recorded['requestHeaders']): ShownHeaders {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, isSecret(name) ? REDACTED : String(value)]));
}

/** The query with secret values left out. */
function openQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const [name = ''] = pair.split('=');
      return isSecret(decodedName(name)) ? `${name}=${REDACTED}` : pair;
    })
    .join('&');
}

/** The URL of a request as it came, without the values of secret parameters. */
export function urlOf({ prefix, path, query }: Pick<Recorded, 'prefix' | 'path' | 'query'>): string {
  return `${prefix}${path}${query === '' ? '' : `?${openQuery(query)}`}`;
}

/** A URL without the values of secret parameters. */
export function openUrl(url: string): string {
  const [path = '', ...query] = url.split('?');
  return query.length === 0 ? path : `${path}?${openQuery(query.join('?'))}`;
}

function decodedName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** A body's text with the values of secret members left out, in JSON and in forms; a text that was cut is looked through too. */
function openText(text: string): string {
  const json = text.replace(/"((?:[^"\\]|\\.){1,100})"(\s*:\s*)("(?:[^"\\]|\\.)*"?|[\d.eE+-]+)/g, (all, name, colon) =>
    isSecret(name) ? `"${name}"${colon}"${REDACTED}"` : all,
  );
  return /^[\w.%+-]+=/.test(json) ? openQuery(json) : json;
}

/** The reason phrase of a status. */
export function phraseOf(status: number): string {
  return STATUS_CODES[status] ?? '';
}
