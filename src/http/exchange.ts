// One request and its response. The steps of steps.ts read and write it in order.
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
  /** The part before the path that names a world, for example `/~alice`; empty if it is absent. */
  readonly prefix: string;
  /** Without the prefix and the query, percent-encoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly world: WorldPart;
  /** Why the world that it names cannot be used. */
  refusal: unknown;
  /** The operation of the request; undefined before routing and for unknown paths. */
  served: CompiledOperation | undefined;
  /** The convention's own route of the request. */
  extraRoute: Extract<RouteTarget, { readonly kind: 'convention' }> | undefined;
  /** The texts of the path parameters, by their names in the document. */
  pathParameters: PathParameters;
  parameters: ParameterValues;
  preferred: PreferredResponse | undefined;
  /** The form of the response that the client asks for. */
  form: ResponseForm | undefined;
  /** Query parameters and headers that the document does not declare and the server ignores. */
  notes: readonly string[];
  /** The media type of the response body. */
  mediaType: string;
  /** The media type with the parameters that the service adds; undefined if it adds none. */
  sentType: string | undefined;
  /** Reads and validates the request body; undefined if the operation accepts no such body. */
  accepted: AcceptedBody | undefined;
  rawBody: Buffer | undefined;
  body: Json | undefined;
  response: HttpResponse | undefined;
  /** When it arrived, in milliseconds: on the machine's monotonic clock, and on the world's clock. */
  readonly arrived: number;
  readonly at: number;
  /** The number of the call of its operation in its world, from 1. */
  call: number;
  /** The faults that act on it. */
  faults: ActiveFaults | undefined;
  /** The id of the stub that responds. */
  stub: string | undefined;
  /** Whether its response was planned, by a fault or a stub, so that it need not keep to the contract. */
  planned: boolean;
  /** The violations of the contract. */
  violations: readonly ContractViolation[];
  /** Why it could not be validated; undefined if it could. */
  unchecked: string | undefined;
  /** The text of the response body, as it was sent. */
  sent: string | undefined;
  /** The outcome; undefined until the response is sent. */
  outcome: Outcome | undefined;
  /** Callbacks and webhooks that were sent after it. */
  sentAfter: readonly SentRequest[];
}

/** The response as it was sent. */
export interface Outcome {
  /** The path that the document is served under. */
  readonly mount: string;
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  /** The body as a value; undefined if it has none. */
  readonly value: Json | undefined;
  readonly mediaType: string;
  /** Why the request was refused; undefined if it was not. */
  readonly error: HttpError | undefined;
  /** Milliseconds from the request to the response. */
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
    extraRoute: undefined,
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
    arrived: performance.now(),
    at: world.clock.moment(),
    call: 0,
    faults: undefined,
    stub: undefined,
    planned: false,
    violations: NO_VIOLATIONS,
    unchecked: undefined,
    sent: undefined,
    outcome: undefined,
    sentAfter: NOTHING_SENT,
  };
}

/** An exchange whose operation is known. */
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

/** What a convention can put into a response. A class with getters: each request computes only what it uses. */
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
