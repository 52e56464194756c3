// Sends recorded requests to the mock that was made of the recording, and compares the responses.
import { appendTokens, propertyPath } from '../json/pointer.ts';
import { REDACTED } from '../json/secrets.ts';
import { isObject, type Json } from '../json/value.ts';
import { isSuccess, type MatchedCall } from './call.ts';
import type { Redactor } from './redact.ts';

export interface ReplayRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string;
}

export interface ReplayedResponse {
  readonly status: number;
  readonly body: Json | undefined;
}

export interface Replayed {
  readonly call: MatchedCall;
  readonly response: ReplayedResponse;
  /** The first difference between the recorded response and this one. Undefined without a difference. */
  readonly difference: string | undefined;
  /** Whether both are errors with the same status, which differ in their words. */
  readonly isOtherWords: boolean;
}

/** Calls that can be repeated: the recording has their whole response, and it does not depend on a credential or a cache. */
function canReplay({ lacksBody, status, method }: MatchedCall): boolean {
  return !lacksBody && status >= 200 && status !== 304 && status !== 401 && method !== 'HEAD' && method !== 'OPTIONS';
}

export interface ReplayTarget {
  send(request: ReplayRequest): Promise<ReplayedResponse>;
  /** The key of a new item in a response. The mock gives other keys than the service. */
  keyOfCreated(call: MatchedCall, body: Json | undefined): string | undefined;
  readonly redactor: Redactor;
}

export async function replay(calls: readonly MatchedCall[], target: ReplayTarget): Promise<readonly Replayed[]> {
  const { redactor } = target;
  const keys = new Map<string, string>();
  const replayed: Replayed[] = [];
  for (const call of calls.filter(canReplay)) {
    const response = await target.send(requestOf(call, keys));
    const recorded = target.keyOfCreated(call, call.response.body);
    const given = target.keyOfCreated(call, response.body);
    if (recorded !== undefined && given !== undefined && recorded !== given && isSuccess(response))
      keys.set(recorded, given);
    const { status } = call;
    const body = call.response.body === undefined ? undefined : redactor.value(call.response.body);
    const difference = differenceOf({ status, body }, response, keys);
    const isOtherWords = difference !== undefined && status >= 400 && response.status === status;
    replayed.push({ call, response, difference, isOtherWords });
  }
  return replayed;
}

function requestOf({ method, path, query, request }: MatchedCall, keys: ReadonlyMap<string, string>): ReplayRequest {
  const own = path
    .split('/')
    .map((segment) => {
      const key = keys.get(decoded(segment));
      return key === undefined ? segment : encodeURIComponent(key);
    })
    .join('/');
  return {
    method,
    url: query === '' ? own : `${own}?${query}`,
    headers: request.headers,
    ...(request.text !== undefined && request.text !== '' && { payload: request.text }),
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** @param recorded without its secrets, as the mock has it */
function differenceOf(
  recorded: ReplayedResponse,
  given: ReplayedResponse,
  keys: ReadonlyMap<string, string>,
): string | undefined {
  const { status, body } = recorded;
  if (status !== given.status) {
    const message = given.status < 400 ? undefined : messageIn(given.body);
    return `status ${given.status}${message === undefined ? '' : ` (${message})`}, recorded: ${status}`;
  }
  return body === undefined ? undefined : firstDifference(body, given.body, keys, '');
}

/** Common names of the text for people in an error, the best one first. */
const MESSAGE_NAMES = ['message', 'detail', 'error_description', 'description', 'title', 'error'];

/** The text for people in the body of an error. Undefined without one. */
function messageIn(body: Json | undefined): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const named = isObject(body) ? MESSAGE_NAMES.map((name) => body[name]) : [];
  const text = named.find((value) => typeof value === 'string' && value !== '');
  if (typeof text === 'string') return text;
  return firstOf(Object.values(body).map((value: Json) => () => messageIn(value)));
}

/** Times differ always, and so do keys that were given by another server. */
function firstDifference(
  recorded: Json,
  given: Json | undefined,
  keys: ReadonlyMap<string, string>,
  at: string,
): string | undefined {
  const differs = () => `${propertyPath(at) || 'the body'} is ${shortText(given)}, recorded: ${shortText(recorded)}`;
  if (Array.isArray(recorded)) {
    if (!Array.isArray(given)) return differs();
    if (given.length !== recorded.length)
      return `${propertyPath(at) || 'the body'} has ${given.length} items, recorded: ${recorded.length}`;
    return firstOf(
      (recorded as readonly Json[]).map(
        (item, index) => () => firstDifference(item, given[index] as Json, keys, appendTokens(at, index)),
      ),
    );
  }
  if (isObject(recorded)) {
    if (!isObject(given)) return differs();
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(given)])];
    return firstOf(
      names.map((name) => () => {
        const pointer = appendTokens(at, name);
        if (!Object.hasOwn(given, name)) return `${propertyPath(pointer)} is missing`;
        if (!Object.hasOwn(recorded, name)) return `${propertyPath(pointer)} is not in the recording`;
        return firstDifference(recorded[name] as Json, given[name], keys, pointer);
      }),
    );
  }
  const isSame =
    recorded === given ||
    isSameMoment(recorded, given) ||
    isSameKey(recorded, given, keys) ||
    isSameExceptSecrets(recorded, given);
  return isSame ? undefined : differs();
}

function firstOf(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}

const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

function isSameMoment(recorded: Json, given: Json | undefined): boolean {
  return typeof recorded === 'string' && typeof given === 'string' && MOMENT.test(recorded) && MOMENT.test(given);
}

/** A key as it is, or at the end of a URL. */
function isSameKey(recorded: Json, given: Json | undefined, keys: ReadonlyMap<string, string>): boolean {
  const [one, other] = [String(recorded), String(given)];
  return [...keys].some(([from, to]) =>
    one === from ? other === to : one.endsWith(`/${from}`) && other === `${one.slice(0, -from.length)}${to}`,
  );
}

/** The mock has other secrets than the service, and the recording contains none. */
function isSameExceptSecrets(recorded: Json, given: Json | undefined): boolean {
  if (typeof recorded !== 'string' || typeof given !== 'string') return false;
  const [first = '', ...others] = recorded.split(REDACTED);
  const last = others.pop();
  if (last === undefined || !given.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = given.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return given.length >= at + last.length && given.endsWith(last);
}

function shortText(value: Json | undefined): string {
  if (value === undefined) return 'absent';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
