// Writes stubs for recorded responses that the state does not give: errors, searches, and operations without a state.
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/operation/media-types.ts';
import { responseFor } from '../contract/operation/operations.ts';
import { pairsOf } from '../contract/wire/deserialize.ts';
import { isBodiless } from '../contract/wire/header-fields.ts';
import { validateStub } from '../faults/check.ts';
import type { Matcher, ValueMatcher } from '../faults/matcher.ts';
import type { Stub, StubResponse } from '../faults/stub.ts';
import { hasSecret, isSecret, isSecretField } from '../json/secrets.ts';
import { isObject, type Json } from '../json/value.ts';
import type { Inference } from '../resources/infer/infer.ts';
import { isWrong, lineOf, type MatchedCall } from './call.ts';
import { slugOf } from './examples.ts';
import type { Redactor } from './redact.ts';
import type { Replayed } from './replay.ts';

export interface RecordedStubs {
  readonly stubs: readonly Stub[];
  readonly notes: readonly string[];
}

interface StubContext {
  readonly contract: Contract;
  readonly inference: Inference;
  readonly redactor: Redactor;
}

/** One response among those to the same request. */
interface StubCandidate {
  readonly call: MatchedCall;
  readonly isWanted: boolean;
  /** The number of the call of its operation, from 1. */
  readonly number: number;
}

/** @param replayed the responses of a mock with the recorded state */
export function stubsOf(replayed: readonly Replayed[], context: StubContext): RecordedStubs {
  const requests = new Map<string, StubCandidate[]>();
  const calls = new Map<string, number>();
  for (const one of replayed) {
    const { call } = one;
    const number = (calls.get(call.operation.id) ?? 0) + 1;
    calls.set(call.operation.id, number);
    const request = [call.operation.id, call.path, call.query, call.request.text ?? ''].join('\n');
    const candidates = requests.get(request) ?? [];
    candidates.push({ call, number, isWanted: isWanted(one, context) });
    requests.set(request, candidates);
  }
  const notes: string[] = [];
  const made = [...requests.values()].flatMap((candidates) => stubsOfRequest(candidates, context));
  const stubs: Stub[] = [];
  const counts = new Map<string, number>();
  // The stub that was added last is tried first, so those with the most conditions come last.
  for (const { call, stub } of made.toSorted((one, other) => conditionsIn(one.stub) - conditionsIn(other.stub))) {
    const [violation] = validateStub([context.contract], stub);
    if (violation) {
      notes.push(`${lineOf(call)} is no stub: ${violation.pointer} ${violation.message}`);
      continue;
    }
    const base = `recorded-${slugOf(call.operation.id)}-${call.status}`;
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    stubs.push({ id: count === 1 ? base : `${base}-${count}`, ...stub });
  }
  return { stubs, notes };
}

/** Errors that do not depend on the request: a repetition can succeed. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}

/** Errors that depend on the state. The mock words them itself. */
const OF_STATE = new Set([404, 409, 410, 412]);

function isWanted({ call, response, difference }: Replayed, { inference }: StubContext): boolean {
  const { operation, status, query, violations } = call;
  if (difference === undefined || isWrong(call)) return false;
  // The mock refuses an invalid request before a stub can respond.
  if (response.status === status && status >= 400 && violations.some(({ direction }) => direction === 'request'))
    return false;
  if (isPassing(status)) return true;
  if (status >= 400) return response.status !== status || !OF_STATE.has(status);
  const role = inference.roleOf(operation);
  if (!role || role.kind === 'part') return true;
  return (role.kind === 'list' || role.kind === 'count') && query !== '';
}

interface MadeStub {
  readonly call: MatchedCall;
  readonly stub: Stub;
}

/** The stubs for one request, the last response first: a later stub is tried first. */
function stubsOfRequest(candidates: readonly StubCandidate[], context: StubContext): readonly MadeStub[] {
  const firstUnwanted = candidates.findIndex(({ isWanted }) => !isWanted);
  const made = candidates.flatMap(({ call, isWanted, number }, index): MadeStub[] => {
    if (!isWanted) return [];
    const isLast = index === candidates.length - 1;
    const isRepeated = firstUnwanted < 0 && isLast && !isPassing(call.status);
    const isLeading = firstUnwanted < 0 || index < firstUnwanted;
    const stub = stubOf(call, context);
    const when = isLeading ? stub.when : { ...stub.when, call: number };
    return [{ call, stub: { ...stub, when, ...(!isRepeated && { times: 1 }) } }];
  });
  return withoutRepetitions(made).reverse();
}

/** The same response several times in a row is one stub, if it is the last one. */
function withoutRepetitions(made: readonly MadeStub[]): MadeStub[] {
  const last = made.at(-1);
  if (!last || last.stub.times !== undefined) return [...made];
  const text = JSON.stringify(last.stub.response);
  const firstSame = made.findLastIndex(({ stub }) => JSON.stringify(stub.response) !== text) + 1;
  return [...made.slice(0, firstSame), last];
}

function conditionsIn({ when: { query = {}, body = {}, path, call } }: Stub): number {
  const conditions = Object.keys(query).length + Object.keys(body).length;
  return conditions + (path === undefined ? 0 : 1) + (call === undefined ? 0 : 1);
}

function stubOf(call: MatchedCall, { contract, redactor }: StubContext): Stub {
  const { operation, path } = call;
  const hasKeys = operation.path.includes('{');
  const when = {
    operation: operation.id,
    ...(hasKeys && { path }),
    ...queryMatcher(call),
    ...bodyMatcher(call, redactor),
  };
  const stub = { when, response: responseOf(call, redactor) };
  const isInvalid = call.status >= 400 && validateStub([contract], stub).length > 0;
  return isInvalid ? { ...stub, allowInvalid: true } : stub;
}

/** The query as it was. A declared parameter that was not sent must be absent: another page is another response. */
function queryMatcher({ operation, query }: MatchedCall): Pick<Matcher, 'query'> {
  const sent = query === '' ? [] : pairsOf(query).filter(({ name }) => !isSecretField(name));
  const absent = operation.parameters.filter(
    ({ in: place, name, required }) => place === 'query' && !required && !sent.some((pair) => pair.name === name),
  );
  const matchers: [string, ValueMatcher][] = [
    ...sent.map(({ name, text }): [string, ValueMatcher] => [name, text]),
    ...absent
      .filter(({ name }) => !isSecretField(name))
      .map(({ name }): [string, ValueMatcher] => [name, { present: false }]),
  ];
  return matchers.length === 0 ? {} : { query: Object.fromEntries(matchers) };
}

/** The body as it was, without its secrets. */
function bodyMatcher({ request: { body } }: MatchedCall, redactor: Redactor): Pick<Matcher, 'body'> {
  if (body === undefined) return {};
  if (!hasSecret(body) && JSON.stringify(redactor.value(body)) === JSON.stringify(body))
    return { body: { '': { equals: body } } };
  const open = Object.entries(isObject(body) ? body : {}).filter(
    ([name, value]) =>
      !isSecret(name) && !hasSecret(value) && JSON.stringify(redactor.value(value)) === JSON.stringify(value),
  );
  const matchers = open.map(
    ([name, value]) => [`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, { equals: value }] as const,
  );
  return matchers.length === 0 ? {} : { body: Object.fromEntries(matchers) };
}

function responseOf({ operation, status, response }: MatchedCall, redactor: Redactor): StubResponse {
  const declared = new Set(responseFor(operation, status)?.headers.map(({ name }) => name.toLowerCase()));
  const headers = Object.entries(response.headers).filter(
    ([name]) => (declared.has(name) || name === 'retry-after' || name === 'location') && !isSecret(name),
  );
  const body: Json | undefined = response.body ?? response.text;
  const hasBody = body !== undefined && body !== '' && !isBodiless(status);
  return {
    status,
    ...(headers.length > 0 && {
      headers: Object.fromEntries(headers.map(([name, value]) => [name, redactor.text(value)])),
    }),
    ...(hasBody && { body: redactor.value(body) }),
    ...(hasBody && !isJson(response.mediaType) && response.mediaType !== '' && { mediaType: response.mediaType }),
  };
}
