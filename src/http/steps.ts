// The steps of one request, in order. Each step is a plain function over the exchange that throws an HttpError to refuse the
// request. `parseHead` needs only the headers, so a request that it refuses is refused before its body is read. `validateRequest`
// needs the complete request. Then `respond` gives the response.
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpResponse } from '../behaviours/behaviour.ts';
import type { Pair } from '../contract/deserialize.ts';
import { alternativesOf, essenceOf, offeredMediaTypes } from '../contract/media-types.ts';
import { successResponse } from '../contract/operations.ts';
import type { ReadBody } from '../contract/read-body.ts';
import type { ParameterValues } from '../contract/read-parameters.ts';
import { sentenceOf, sentenceWithValue } from '../contract/violations.ts';
import { HttpError, type Violation } from '../errors/http-error.ts';
import type { AcceptedBody } from './compiled-operation.ts';
import { httpErrorOf } from './errors.ts';
import { callOf, type Routed } from './exchange.ts';
import { matchableOf, stubResponse } from './faults.ts';
import { isPreference, preferredIn, queryPairs } from './preferences.ts';

/**
 * Checks the headers: credentials, parameters, and the media types of response and body. It waits only to verify credentials for
 * the first time.
 */
export function parseHead(exchange: Routed): void | Promise<void> {
  const pending = authenticate(exchange);
  return pending ? pending.then(() => checkHead(exchange)) : checkHead(exchange);
}

function checkHead(exchange: Routed): void {
  exchange.served.authorize?.({ operation: exchange.served.operation, request: exchange, world: exchange.world });
  readParameters(exchange);
  negotiate(exchange);
  acceptBody(exchange);
}

/** Checks the complete request: the body becomes a valid value. It waits only for a multipart body. */
export function validateRequest(exchange: Routed): void | Promise<void> {
  const { accepted, rawBody, headers } = exchange;
  if (rawBody === undefined || rawBody.length === 0) return requireBody(exchange);
  if (!accepted) return undefined;
  const read = accepted.read(rawBody, headers['content-type'] ?? '');
  if (read instanceof Promise) return read.then((body) => validateBody(exchange, accepted, body));
  return validateBody(exchange, accepted, read);
}

/** Returns all reasons to refuse a request. */
export async function refusalsOf(exchange: Routed): Promise<readonly HttpError[]> {
  const refusals: HttpError[] = [];
  for (const step of [authenticate, readParameters, negotiate, acceptBody, validateRequest]) {
    try {
      await step(exchange);
    } catch (error) {
      refusals.push(httpErrorOf(error));
    }
  }
  return refusals;
}

/** Responds to a valid request: with a stub, else with the response that a preference chooses, else by the operation's behaviour. */
export function respond(exchange: Routed): Promise<HttpResponse> {
  const { served, preferred, world } = exchange;
  const call = callOf(exchange);
  const stub = world.world.plans.any ? world.world.plans.matchStub(matchableOf(exchange)) : undefined;
  if (stub) {
    exchange.stub = stub.id;
    exchange.planned = stub.allowInvalid === true;
    return stubResponse(stub, exchange, call);
  }
  if (preferred === undefined) return served.behaviour(call);
  const { choice, wait } = preferred;
  const result = () => (choice ? served.preferred(call, choice) : served.behaviour(call));
  return wait === 0 ? result() : sleep(wait).then(result);
}

function authenticate({ served, headers, query, world: { world }, at }: Routed): void | Promise<void> {
  const { settings, expiredBefore } = world;
  if (!served.authenticate || settings.auth === 'off') return;
  return served.authenticate({ headers, query }, { settings, moment: at, expiredBefore });
}

function readParameters(exchange: Routed): void {
  const { served, headers, pathParameters: path } = exchange;
  const query = exchange.query === '' ? NO_PAIRS : queryPairs(exchange.query);
  if (served.takesPreferences && (query !== NO_PAIRS || headers.prefer !== undefined)) {
    exchange.preferred = preferredIn(headers.prefer?.toString(), query);
  }
  if (served.readForm && (query !== NO_PAIRS || headers.prefer !== undefined || headers.accept?.includes('metadata'))) {
    exchange.form = served.readForm({ query, accept: headers.accept, prefer: headers.prefer?.toString() });
  }
  if (query !== NO_PAIRS) {
    const names = served
      .undeclaredQuery(query)
      .filter((name) => !(served.takesPreferences && isPreference(name)) && !exchange.form?.names.has(name));
    exchange.notes = names.map((name) => `query ${name}`);
  }
  const unknown = served.undeclaredHeaders(headers);
  if (unknown.length > 0) exchange.notes = [...exchange.notes, ...unknown.map((name) => `header ${name}`)];
  if (!served.readParameters) return;
  const { values, violations } = served.readParameters({ path, query, headers });
  if (violations.length > 0) {
    const [first] = violations as [Violation];
    const message = sentenceWithValue(first, 'parameter', values[first.in as keyof ParameterValues]);
    throw new HttpError({ code: 'PARAMETER_INVALID', message, violations });
  }
  exchange.parameters = values;
}

const NO_PAIRS: readonly Pair[] = Object.freeze([]);

function negotiate(exchange: Routed): void {
  const { served, headers } = exchange;
  const mediaType = served.negotiate(headers.accept);
  if (mediaType === undefined) {
    const offers = offeredMediaTypes(successResponse(served.operation)?.content ?? []);
    throw new HttpError({
      code: 'NOT_ACCEPTABLE',
      message: `The response has the media type ${alternativesOf(offers)}. The Accept header ${JSON.stringify(headers.accept)} does not allow it.`,
    });
  }
  exchange.mediaType = mediaType;
}

function acceptBody(exchange: Routed): void {
  const { served, headers } = exchange;
  const carries = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  if (!carries || served.requestMediaTypes.length === 0) return;
  const type = headers['content-type'];
  const accepted = served.accept(type === undefined ? '' : essenceOf(type));
  if (!accepted) {
    const reason =
      type === undefined
        ? 'The request has no Content-Type.'
        : `The Content-Type ${JSON.stringify(type)} is not supported.`;
    const header = served.operation.method === 'PATCH' ? 'accept-patch' : 'accept-post';
    const message = `${reason} Send the body as ${alternativesOf(served.requestMediaTypes)}.`;
    throw unsupported('UNSUPPORTED_MEDIA_TYPE', message, { [header]: served.requestMediaTypes.join(', ') });
  }
  const charset = type?.includes('charset') ? /charset\s*=\s*"?([^";\s]+)/i.exec(type)?.[1] : undefined;
  if (charset !== undefined && !/^utf-?8$/i.test(charset) && /json|x-www-form-urlencoded/.test(accepted.mediaType)) {
    throw unsupported('UNSUPPORTED_MEDIA_TYPE', `The charset ${charset} is not supported. Send the body in UTF-8.`);
  }
  const coding = headers['content-encoding'];
  if (coding !== undefined && coding !== 'identity') {
    const message = `The Content-Encoding ${coding} is not supported. Send the body without compression.`;
    throw unsupported('UNSUPPORTED_CONTENT_CODING', message, { 'accept-encoding': 'identity' });
  }
  exchange.accepted = accepted;
}

function unsupported(
  code: 'UNSUPPORTED_MEDIA_TYPE' | 'UNSUPPORTED_CONTENT_CODING',
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpError {
  return new HttpError({ code, message, headers });
}

function requireBody({ served: { operation, requestMediaTypes } }: Routed): void {
  if (!operation.requestBody?.required) return;
  const message = `The request has no body. The operation ${operation.id} requires one, as ${alternativesOf(requestMediaTypes)}.`;
  throw new HttpError({ code: 'BODY_MISSING', message });
}

function validateBody(exchange: Routed, accepted: AcceptedBody, read: ReadBody): void {
  if ('error' in read) {
    const { error } = read;
    const code = error.rule === 'name' ? 'BODY_INVALID' : 'BODY_MALFORMED';
    throw new HttpError({ code, message: sentenceOf(error, 'body'), violations: [error] });
  }
  exchange.body = read.value;
  if (!read.validatable || read.value === undefined) return;
  const violations = accepted.validator()?.(read.value) ?? [];
  if (violations.length > 0) {
    const message = sentenceWithValue(violations[0] as Violation, 'body', read.value);
    throw new HttpError({ code: 'BODY_INVALID', message, violations });
  }
}
