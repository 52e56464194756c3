// The responses of faults and stubs, which come in place of the operation's own.
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpResponse } from '../../behaviours/behaviour.ts';
import { plannedErrorResponse } from '../../behaviours/error-response.ts';
import { isJson } from '../../contract/operation/media-types.ts';
import { responseFor, statusOf, successResponse } from '../../contract/operation/operations.ts';
import { withOwnFacts } from '../../conventions/error-body/own-facts.ts';
import { HttpError } from '../../errors/http-error.ts';
import type { Eventually } from '../../eventually.ts';
import { plannedError } from '../../faults/planned-error.ts';
import type { ActiveFault, StoredStub } from '../../faults/plans.ts';
import { fillTemplate, type TemplateValues } from '../../faults/template.ts';
import type { Json } from '../../json/value.ts';
import { deepFreeze } from '../../json/value.ts';
import { withoutPreferences } from '../syntax/preferences.ts';
import { allowOf } from './enter.ts';
import type { Exchange, Routed } from './exchange.ts';

/** The response of a fault that responds in place of the operation. */
export async function faultResponse(exchange: Exchange, { fault, retryAfter }: ActiveFault): Promise<HttpResponse> {
  if (fault.kind !== 'status') throw new Error(`The fault ${fault.kind} has no response`);
  const { status, body, headers: own = {} } = fault;
  if (body !== undefined) {
    const mediaType = errorTypeOf(exchange, status, body);
    return { status, mediaType, body: deepFreeze(body), headers: { ...allowIn(exchange, status), ...own } };
  }
  if (status >= 400) {
    return statusResponse(exchange, { status, retryAfter, own, choice: exchange.input.preferred?.choice });
  }
  const { plan } = exchange.route;
  const sample = plan && responseFor(plan.operation, status) && (await sampleOf(exchange as Routed, status));
  return { status, ...sample, headers: { ...locationOf(exchange, status), ...sample?.headers, ...own } };
}

/** The media type of an error whose body a plan has. Undefined for other responses. */
function errorTypeOf({ document, route: { plan } }: Exchange, status: number, body: Json): string | undefined {
  if (status < 400) return undefined;
  const shapeless = plan?.shapelessError(status);
  if (shapeless !== undefined && (isJson(shapeless) || typeof body === 'string')) return shapeless;
  return document.declaredErrors.of(plan?.operation, status)?.mediaType;
}

type PreferredChoice = NonNullable<Exchange['input']['preferred']>['choice'];

/** An error for which only a status is planned. */
interface PlannedStatus {
  readonly status: number;
  readonly retryAfter?: number | undefined;
  /** The headers of the plan. */
  readonly own: Readonly<Record<string, string>>;
  /** The response of the document that is chosen, if any. */
  readonly choice: PreferredChoice | undefined;
}

/** An error with the ids and the time of the request, and with a sentence that fits its status. */
async function statusResponse(exchange: Exchange, planned: PlannedStatus): Promise<HttpResponse> {
  const { status, retryAfter, own, choice } = planned;
  const { plan } = exchange.route;
  const declared = plan && responseFor(plan.operation, status);
  const sample = declared && (await sampleOf(exchange as Routed, status, choice));
  const error = plannedError(status, retryAfter);
  const isChosen = choice?.example !== undefined || choice?.dynamic;
  const { convention, declaredErrors } = exchange.document;
  const form = { convention, declaredErrors, operation: plan?.operation, sample: () => sample };
  const { headers, ...response } =
    sample && isChosen
      ? { ...sample, body: withOwnFacts(sample.body, exchange) }
      : await plannedErrorResponse(error, form, exchange);
  const required = { ...allowIn(exchange, status), ...(status === 401 && (await challengeOf(exchange))) };
  return { ...response, status, headers: { ...sample?.headers, ...headers, ...error.headers, ...required, ...own } };
}

/** A 405 names the methods of the path (RFC 9110, section 15.5.6). */
function allowIn({ document, request }: Exchange, status: number): Readonly<Record<string, string>> {
  return status === 405 ? { allow: allowOf(document.routes.allowed(request.path)) } : {};
}

function sampleOf(
  exchange: Routed,
  status: number,
  choice: PreferredChoice | undefined = exchange.input.preferred?.choice,
): Eventually<HttpResponse> {
  return exchange.route.plan.preferred(exchange, { ...choice, code: status });
}

/** A redirect that was not declared leads to the same resource, without asking for the redirect again. */
function locationOf({ request }: Exchange, status: number): Readonly<Record<string, string>> {
  const { prefix, path, query } = request;
  if (status < 300 || status === 304) return {};
  const rest = withoutPreferences(query);
  return { location: `${prefix}${path}${rest === '' ? '' : `?${rest}`}` };
}

/** The challenge that a 401 must have (RFC 9110, section 15.5.2): the one of a request without credentials. */
async function challengeOf({ request, route }: Exchange): Promise<Readonly<Record<string, string>>> {
  const { settings, expiredBefore } = request;
  try {
    await route.plan?.authenticate?.({ headers: {}, query: '' }, { settings, moment: request.at, expiredBefore });
    return {};
  } catch (refusal) {
    return refusal instanceof HttpError ? refusal.headers : {};
  }
}

/** The response of a stub. */
export async function stubResponse(stub: StoredStub, exchange: Routed): Promise<HttpResponse> {
  const { response, delay = 0 } = stub;
  if (delay > 0) await sleep(delay);
  const { plan } = exchange.route;
  const { body, headers = {}, mediaType, example } = response;
  const success = successResponse(plan.operation);
  const status = response.status ?? (success ? statusOf(success) : 200);
  if (body !== undefined) return { status, body: deepFreeze(body), headers, mediaType };
  if (response.template !== undefined) {
    const filled = fillTemplate(response.template, templateValues(stub, exchange));
    return { status, body: filled, headers, mediaType };
  }
  if (status >= 400) return statusResponse(exchange, { status, own: headers, choice: { example } });
  if (plan.declared(status) === undefined) return { status, headers };
  const declared = await plan.preferred(exchange, { code: status, example });
  return { ...declared, status, headers: { ...declared.headers, ...headers } };
}

function templateValues(
  { id, used }: StoredStub,
  { request, parameters, body, world, ordinal }: Routed,
): TemplateValues {
  const { method, path, headers } = request;
  const { clock, seed } = world;
  return { method, path, headers, parameters, body, clock, seed, stub: id, call: ordinal, used };
}
