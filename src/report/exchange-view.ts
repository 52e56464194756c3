// The public view of an exchange, without its secrets.
import { STATUS_CODES } from 'node:http';
import { withoutUserInfo } from '../contract/document/location.ts';
import { carriesBody } from '../contract/wire/body-headers.ts';
import { publicCodeOf } from '../errors/http-error.ts';
import { isSecret, isSecretField, REDACTED } from '../json/secrets.ts';
import {
  type ContractViolation,
  type Direction,
  MAX_RECORDED_BYTES,
  type RecordedExchange,
  type SentRequest,
} from './record.ts';

export interface BodyView {
  readonly mediaType: string;
  readonly text: string;
  /** Whether the body is longer than the recorded text. */
  readonly truncated?: true;
}

/** A callback or webhook that was sent after an exchange. */
export interface CallbackView {
  readonly name: string;
  readonly method: string;
  readonly url?: string;
  readonly outcome: SentRequest['outcome'];
  readonly status?: number;
  readonly reason?: string;
  readonly body?: BodyView;
  /** How often it was sent, if it was repeated. */
  readonly attempts?: number;
  readonly violations: readonly { readonly rule: string; readonly pointer: string; readonly message: string }[];
}

export interface ExchangeView {
  readonly id: string;
  readonly world: string;
  /** The name of the test that sent the request. */
  readonly test?: string;
  /** When the request arrived, by the clock of the world (RFC 3339). */
  readonly time: string;
  /** Milliseconds until the response was sent. */
  readonly durationMs: number;
  readonly method: string;
  readonly url: string;
  readonly operation?: string;
  readonly call?: number;
  readonly status: number;
  readonly errorCode?: string;
  readonly undeclaredStatus?: true;
  readonly stub?: string;
  readonly fault?: string;
  readonly notes?: readonly string[];
  readonly violations?: readonly ViolationView[];
  readonly intendedViolations?: readonly ViolationView[];
  readonly callbacks?: readonly CallbackView[];
  readonly request?: {
    readonly headers: HeadersView;
    readonly body?: BodyView;
    /** Whether there was a body that the server did not read. */
    readonly unread?: true;
  };
  readonly response?: { readonly headers: HeadersView; readonly body?: BodyView };
}

interface ViolationView {
  readonly direction: Direction;
  readonly rule: string;
  readonly in: string;
  readonly pointer: string;
  readonly message: string;
}

type HeadersView = Readonly<Record<string, string>>;

/** @param withMessages whether the view contains headers and bodies */
export function exchangeView(recorded: RecordedExchange, world: string, withMessages: boolean): ExchangeView {
  const { id, time, durationMs, method, operation, call, status, violations, notes } = recorded;
  const { error, undeclaredStatus, stub, faults, test } = recorded;
  const intended = recorded.intendedViolations();
  return {
    id,
    world,
    ...(test !== undefined && { test }),
    time: new Date(time).toISOString(),
    durationMs: roundedMs(durationMs),
    method,
    url: urlOf(recorded),
    ...(operation && { operation: operation.id, call }),
    status,
    ...(error && { errorCode: publicCodeOf(error) }),
    ...(undeclaredStatus && { undeclaredStatus }),
    ...(stub !== undefined && { stub }),
    ...(faults.length > 0 && { fault: faults.join(', ') }),
    ...(notes.length > 0 && { notes }),
    ...(violations.length > 0 && { violations: violations.map(violationView) }),
    ...(intended.length > 0 && { intendedViolations: intended.map(violationView) }),
    ...(recorded.callbacks.length > 0 && {
      callbacks: recorded.callbacks.map((sent) => callbackOf(sent, withMessages)),
    }),
    ...(withMessages && { request: requestOf(recorded), response: responseOf(recorded) }),
  };
}

/** Milliseconds with three digits after the point. */
export function roundedMs(duration: number): number {
  return Math.round(duration * 1000) / 1000;
}

function violationView({
  direction,
  violation: { rule, pointer, message, in: place = 'body' },
}: ContractViolation): ViolationView {
  return { direction, rule, in: place, pointer, message };
}

function callbackOf(
  { name, method, url, outcome, status, reason, body, violations, attempts }: SentRequest,
  withMessages: boolean,
) {
  return {
    name,
    method,
    ...(url !== undefined && { url: redactUrl(url) }),
    outcome,
    ...(status !== undefined && { status }),
    ...(reason !== undefined && { reason }),
    ...(withMessages && body !== undefined && { body: bodyOf('application/json', JSON.stringify(body)) }),
    ...(attempts > 1 && { attempts }),
    violations: violations.map(({ rule, pointer, message }) => ({ rule, pointer, message })),
  };
}

export function requestOf({
  requestHeaders,
  keyNames,
  rawBody,
  requestType,
  method,
}: RecordedExchange): NonNullable<ExchangeView['request']> {
  const headers = redactHeaders(requestHeaders, keyNames);
  if (rawBody === undefined) return carriesBody(requestHeaders) ? { headers, unread: true } : { headers };
  if (rawBody.length === 0 || method === 'GET') return { headers };
  const type = requestType || String(requestHeaders['content-type'] ?? '');
  const size = Number(requestHeaders['content-length'] ?? rawBody.length);
  return { headers, body: bodyOf(type, rawBody.toString('utf8'), { truncated: size > rawBody.length, keyNames }) };
}

export function responseOf({
  responseHeaders,
  responseText,
  responseType,
  keyNames,
}: RecordedExchange): NonNullable<ExchangeView['response']> {
  const headers = redactHeaders(responseHeaders, keyNames);
  if (responseText === undefined) return { headers };
  const truncated = responseText.length === MAX_RECORDED_BYTES;
  return { headers, body: bodyOf(responseType, responseText, { truncated, keyNames }) };
}

function bodyOf(mediaType: string, text: string, { truncated = false, keyNames = NO_NAMES } = {}): BodyView {
  return { mediaType, text: redactText(text, keyNames), ...(truncated && { truncated: true }) };
}

const NO_NAMES: ReadonlySet<string> = new Set();

export function redactHeaders(headers: RecordedExchange['requestHeaders'], keyNames: ReadonlySet<string>): HeadersView {
  const present = Object.entries(headers).filter(([, value]) => value !== undefined);
  const shown = present.map(([name, value]) => [name, redactHeader(name, String(value), keyNames)]);
  return Object.fromEntries(shown);
}

/** Headers whose value is a URL. */
const URL_HEADERS: ReadonlySet<string> = new Set(['location', 'content-location', 'referer']);

function redactHeader(name: string, value: string, keyNames: ReadonlySet<string>): string {
  if (keyNames.has(name) || isSecret(name)) return REDACTED;
  return URL_HEADERS.has(name) ? redactUrl(value, keyNames) : redactUrlsIn(value, keyNames);
}

/** The query without secret values. @param keyNames the names of parameters that carry API keys */
export function redactQuery(query: string, keyNames = NO_NAMES): string {
  return query
    .split('&')
    .map((pair) => {
      const [name = ''] = pair.split('=');
      return isSecretPair(name, keyNames) ? `${name}=${REDACTED}` : pair;
    })
    .join('&');
}

/** A text without the secrets of the URLs in it, such as those of a Link header or of the next page in a body. */
export function redactUrlsIn(text: string, keyNames: ReadonlySet<string>): string {
  return text
    .replace(/(https?:\/\/)[^\s/?#@"'<>]+@/gi, '$1')
    .replace(/([?&#])([^\s=&?#"'<>]{1,100})=[^\s&#"'<>\\]+/g, (pair, mark, name) =>
      isSecretPair(name, keyNames) ? `${mark}${name}=${REDACTED}` : pair,
    );
}

/** @param name as a URL contains it */
function isSecretPair(name: string, keyNames: ReadonlySet<string>): boolean {
  const decoded = decodedName(name);
  return keyNames.has(decoded.toLowerCase()) || isSecretField(decoded);
}

/** The URL of a request as received, without the values of secret parameters. */
export function urlOf({
  prefix,
  path,
  query,
  keyNames,
}: Pick<RecordedExchange, 'prefix' | 'path' | 'query' | 'keyNames'>): string {
  return `${prefix}${path}${query === '' ? '' : `?${redactQuery(query, keyNames)}`}`;
}

/** A URL without user name and password, and without the values of secret parameters in its query and its fragment. */
export function redactUrl(url: string, keyNames = NO_NAMES): string {
  return withoutUserInfo(url).replace(/([?#])([^#]*)/g, (_, mark, pairs) => `${mark}${redactQuery(pairs, keyNames)}`);
}

function decodedName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The text of a JSON or form body without the values of secret properties. A truncated text is redacted too. */
export function redactText(text: string, keyNames: ReadonlySet<string>): string {
  const json = text.replace(/"((?:[^"\\]|\\.){1,100})"(\s*:\s*)("(?:[^"\\]|\\.)*"?|[\d.eE+-]+)/g, (all, name, colon) =>
    isSecret(name) ? `"${name}"${colon}"${REDACTED}"` : all,
  );
  return /^[\w.%+-]+=/.test(json) ? redactQuery(json, keyNames) : redactUrlsIn(json, keyNames);
}

/** The reason phrase of a status. */
export function phraseOf(status: number): string {
  return STATUS_CODES[status] ?? '';
}
