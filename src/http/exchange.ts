// One request and what becomes of it. Steps read it and write it, in the order of steps.ts.

import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { type Call, type HttpResponse, originOf } from '../behaviours/behaviour.ts';
import { NO_PARAMETERS, type ParameterValues } from '../contract/read-parameters.ts';
import type { ExchangeFacts, ResponseForm } from '../conventions/convention.ts';
import type { HttpError } from '../errors/http-error.ts';
import type { ActiveFaults } from '../faults/plans.ts';
import type { Json } from '../json/value.ts';
import type { ContractViolation, SentRequest } from '../report/record.ts';
import type { Settings } from '../world-settings.ts';
import type { WorldPart } from '../worlds/world.ts';
import type { AcceptedBody, CompiledOperation } from './compiled-operation.ts';
import type { PreferredResponse } from './preferences.ts';
import type { PathParameters, RouteTarget } from './routes.ts';

export interface Exchange {
  readonly id: string;
  readonly method: string;
  /** What stood before the path to name a world, as `/~alice`; empty where nothing did. */
  readonly prefix: string;
  /** Without the prefix and the query, still percent-encoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly world: WorldPart;
  /** Why it cannot be answered in the world that it names. */
  refusal: unknown;
  /** The operation that the request names; undefined until it is routed, and where there is none. */
  served: CompiledOperation | undefined;
  /** What beside the operations it names. */
  further: Extract<RouteTarget, { readonly kind: 'further' }> | undefined;
  /** The texts of the path's parameters, by the document's names. */
  pathParameters: PathParameters;
  parameters: ParameterValues;
  preferred: PreferredResponse | undefined;
  /** How the client wants the answer to look. */
  form: ResponseForm | undefined;
  /** What the document does not declare and what passes nevertheless. */
  notes: readonly string[];
  /** The media type that the answer will have, where it has a body. */
  mediaType: string;
  /** The same with the parameters that the service gives it; undefined where it gives none. */
  sentType: string | undefined;
  /** What reads and judges the request's body; undefined where it has none that the operation takes. */
  accepted: AcceptedBody | undefined;
  rawBody: Buffer | undefined;
  body: Json | undefined;
  response: HttpResponse | undefined;
  /** When it came, on the machine's clock, in milliseconds; and on the world's. */
  readonly came: number;
  readonly at: number;
  /** Which call of its operation it is in its world, from 1. */
  call: number;
  /** The faults that act on it. */
  faults: ActiveFaults | undefined;
  /** The id of the stub that answers it. */
  stub: string | undefined;
  /** Whether its response was planned, by a fault or a stub, so that it need not keep to the contract. */
  planned: boolean;
  /** What broke the contract. */
  violations: readonly ContractViolation[];
  /** The text of the answer's body, as it was sent. */
  sent: string | undefined;
  /** How it was answered, where that is remembered. */
  outcome: Outcome | undefined;
  /** Callbacks and webhooks that were sent after it. */
  sentAfter: readonly SentRequest[];
}

/** How it was answered. */
export interface Outcome {
  /** The path that the document is served under. */
  readonly mount: string;
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  /** The body as a value; undefined where it has none. */
  readonly value: Json | undefined;
  readonly mediaType: string;
  /** Why it was refused; undefined where it was answered. */
  readonly error: HttpError | undefined;
  /** Milliseconds. */
  readonly took: number;
}

interface ExchangeInit {
  readonly id: string;
  readonly method: string;
  readonly prefix: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly world: WorldPart;
}

const NO_PATH_PARAMETERS: PathParameters = Object.freeze({});
const NO_NOTES: readonly string[] = Object.freeze([]);
const NOTHING_SENT: readonly SentRequest[] = Object.freeze([]);
const NO_VIOLATIONS: readonly ContractViolation[] = Object.freeze([]);

export function openExchange({ id, method, prefix, url, headers, world }: ExchangeInit): Exchange {
  const mark = url.indexOf('?');
  return {
    id,
    method,
    prefix,
    path: url.slice(prefix.length, mark < 0 ? undefined : mark) || '/',
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers,
    world,
    refusal: undefined,
    served: undefined,
    further: undefined,
    pathParameters: NO_PATH_PARAMETERS,
    parameters: NO_PARAMETERS,
    preferred: undefined,
    form: undefined,
    notes: NO_NOTES,
    mediaType: '',
    sentType: undefined,
    accepted: undefined,
    rawBody: undefined,
    body: undefined,
    response: undefined,
    came: performance.now(),
    at: world.clock.moment(),
    call: 0,
    faults: undefined,
    stub: undefined,
    planned: false,
    violations: NO_VIOLATIONS,
    sent: undefined,
    outcome: undefined,
    sentAfter: NOTHING_SENT,
  };
}

/** An exchange that has found its operation. */
export type Routed = Exchange & { served: CompiledOperation };

/** The request as behaviours see it. */
export function callOf(exchange: Routed): Call {
  const { served, world, body, parameters, mediaType, accepted } = exchange;
  return {
    request: exchange,
    operation: served.operation,
    world,
    parameters,
    accepts: mediaType,
    body,
    mediaType: accepted?.mediaType ?? '',
    ordinal: exchange.call,
  };
}

/** What a convention may tell in the answer. A class, so that each request pays for what is asked of it alone. */
class FactsOfExchange implements ExchangeFacts {
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  get requestId(): string {
    return this.#exchange.id;
  }

  get clientRequestId(): string | undefined {
    const client = this.#exchange.headers['client-request-id'];
    return typeof client === 'string' && client !== '' ? client : undefined;
  }

  get now(): () => Date {
    return this.#exchange.world.clock.now;
  }

  get method(): string {
    return this.#exchange.method;
  }

  get origin(): string {
    return originOf(this.#exchange.headers);
  }

  get path(): string {
    return this.#exchange.path;
  }

  get body(): Json | undefined {
    return this.#exchange.body;
  }

  get settings(): Settings {
    return this.#exchange.world.world.settings;
  }
}

export function factsOf(exchange: Exchange): ExchangeFacts {
  return new FactsOfExchange(exchange);
}
