// One request and its response. It has four members, and each is written by one part of the pipeline. The exchange is also the
// call that behaviours get and the facts that conventions get, so that no request needs wrappers around it.
import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, InjectOptions, LightMyRequestResponse } from 'fastify';
import { type Call, type HttpResponse, originOf, type RequestFacts } from '../../behaviours/behaviour.ts';
import type { Operation } from '../../contract/operation/operations.ts';
import { NO_PARAMETERS, type ParameterValues } from '../../contract/wire/read-parameters.ts';
import type { ExchangeFacts, ResponseForm } from '../../conventions/convention.ts';
import type { DeclaredErrors } from '../../conventions/declared-errors.ts';
import type { HttpError } from '../../errors/http-error.ts';
import type { ActiveFaults, MatchedPlans } from '../../faults/plans.ts';
import type { Json } from '../../json/value.ts';
import type { ContractViolation, SentRequest, StepRefusal } from '../../report/record.ts';
import { testInHeaders } from '../../report/test-name.ts';
import type { UndeclaredPart } from '../../report/undeclared.ts';
import type { Settings } from '../../world-settings.ts';
import type { ExpiredBefore } from '../../worlds/own-values.ts';
import type { WorldPart } from '../../worlds/world.ts';
import type { PreferredResponse } from '../syntax/preferences.ts';
import type { ServedOptions } from './document.ts';
import type { AcceptedBody, OperationPlan } from './plan.ts';
import type { PathParameters, RouteMatch, Routes } from './routes.ts';

/**
 * One step of a request. It returns a promise only if it has to wait, and throws an HttpError to refuse the request.
 * A step that responds sets the response, and the steps before `not modified` that follow it are left out.
 */
export type StepFunction = (exchange: Exchange, reply: FastifyReply) => void | Promise<void>;

/** The steps of a request after it was routed: before its body is read, with the body, and with the response. */
export interface CompiledSteps {
  readonly head: readonly StepFunction[];
  /** Whether the steps with the body wait until it is read. */
  readonly readsBody: boolean;
  readonly body: readonly StepFunction[];
  readonly response: readonly StepFunction[];
}

/** An operation with the steps of its requests. */
export interface Endpoint {
  readonly plan: OperationPlan;
  readonly steps: CompiledSteps;
}

/** The steps of a proxy. */
export interface ForwardSteps {
  /** Refuses a request that could change something at the real service. */
  readonly allow: StepFunction;
  /** Sends the request to the real service, and its response to the client. */
  readonly respond: StepFunction;
}

/** What all requests of one document share. */
export interface ServedDocument extends ServedOptions {
  readonly routes: Routes;
  readonly declaredErrors: DeclaredErrors;
  /** The names of the headers and query parameters that carry API keys, in lower case. */
  readonly keyNames: ReadonlySet<string>;
  /** Compiled at its first use. */
  endpoint(operation: Operation): Endpoint;
  /** The steps of a request without an operation. */
  stepsOf(match: RouteMatch, method: string): CompiledSteps;
  /** Shows a page of the document. */
  readonly showPage: StepFunction;
  /** Responds to one request of a batch as if it had come alone. */
  readonly inject: (request: InjectOptions) => Promise<LightMyRequestResponse>;
  /** Every reason to refuse a request, and not only the first one. */
  refusals(exchange: Exchange): Promise<readonly StepRefusal[]>;
  /** Gets the response of the real service. Undefined if this server is no proxy. */
  readonly forward: ForwardSteps | undefined;
}

/** The response of a dropped connection. */
export const DROPPED: HttpResponse = Object.freeze({ status: 0 });

/** The request as it arrived. Nothing writes it. */
export interface ReceivedRequest extends RequestFacts {
  readonly id: string;
  readonly method: string;
  /** When it arrived, in milliseconds: on the machine's monotonic clock, and on the world's clock. */
  readonly arrived: number;
  readonly at: number;
  /** The settings of the world when it arrived. */
  readonly settings: Settings;
  readonly expiredBefore: ExpiredBefore;
}

/** Where the request goes. The steps `world` and `route` write it. */
export class Route {
  readonly world: WorldPart;
  /** Why the world that the request names cannot be used. */
  readonly refusal: unknown;
  match: RouteMatch | undefined = undefined;
  /** The remaining steps of the request. */
  steps: CompiledSteps | undefined = undefined;
  /** The operation of the request. Undefined before routing, and for a request that matches none. */
  plan: OperationPlan | undefined = undefined;
  /** The operation that declares the shape of errors: that of the request, else another one of its path. */
  errorPlan: OperationPlan | undefined = undefined;
  /** The texts of the path parameters, by their names in the document. */
  parameters: PathParameters = NO_PATH_PARAMETERS;
  /** The number of the call of its operation in its world, from 1. */
  ordinal = 0;

  constructor(world: WorldPart, refusal: unknown) {
    this.world = world;
    this.refusal = refusal;
  }
}

/** The request as values. The steps from `authenticate` to `validate body` write it. */
export class Input {
  /** The verdict on the credentials: the reason to refuse them, if they are refused. Undefined if they were not verified. */
  credentials: 'accepted' | { readonly refusal: unknown } | undefined = undefined;
  parameters: ParameterValues = NO_PARAMETERS;
  preferred: PreferredResponse | undefined = undefined;
  /** The form of the response that the client asks for. */
  form: ResponseForm | undefined = undefined;
  /** Query parameters and headers that the document does not declare and the server ignores. */
  notes: readonly string[] = NO_NOTES;
  /** The negotiated media type of the response. Empty if there is nothing to negotiate. */
  accepts = '';
  /** Reads and validates the body. Undefined if the request has none, or none that the operation accepts. */
  accepted: AcceptedBody | undefined = undefined;
  rawBody: Buffer | undefined = undefined;
  body: Json | undefined = undefined;
  /** False for a body that a schema cannot describe, such as the text of XML. */
  validatable = false;
}

/** The response. The steps from `fault` to `record` write it. */
export class Output {
  /** The step that ran last. Undefined while the body is read. */
  step: StepFunction | undefined = undefined;
  /** The stubs and faults of the world when they were matched. Undefined if it had none. */
  plans: MatchedPlans | undefined = undefined;
  /** The faults that act on the request. */
  faults: ActiveFaults | undefined = undefined;
  /** The id of the stub that responds. */
  stub: string | undefined = undefined;
  /** Whether the response can lack the latest changes of other processes. */
  isStale = false;
  /** Whether the response was planned, by a fault or a stub, so that it need not keep to the contract. */
  planned = false;
  response: HttpResponse | undefined = undefined;
  /** The response that violates the contract and is refused. */
  invalid: HttpResponse | undefined = undefined;
  /** Why the request was refused. Undefined if it was not. */
  error: HttpError | undefined = undefined;
  violations: readonly ContractViolation[] = NO_VIOLATIONS;
  /** What a stub or a fault made the response violate. Undefined until somebody asks. */
  intended: readonly ContractViolation[] | undefined = undefined;
  /** The parts of the request that the document does not declare. */
  undeclared: readonly UndeclaredPart[] = NO_PARTS;
  /** Why the request or the response could not be validated. Undefined if it could. */
  unchecked: string | undefined = undefined;
  /** The status that is sent. 0 if the connection is dropped without a response. */
  status = 0;
  headers: OutgoingHttpHeaders = NO_HEADERS;
  /** The media type of the body, without parameters that the service adds. */
  mediaType = '';
  /** The value of Content-Type. */
  sentType = '';
  /** The body as a value. Undefined if the response has none. */
  value: Json | undefined = undefined;
  /** The body in the form that the client asks for. */
  sentValue: Json | undefined = undefined;
  /** The text of the body. Undefined if the response has none, or one that comes in pieces. */
  text: string | undefined = undefined;
  /** Milliseconds from the request to the response. */
  took = 0;
  /** The revision of the world after the exchange. */
  revision = 0;
  /** Callbacks and webhooks that were sent after the response. */
  callbacks: readonly SentRequest[] = NOTHING_SENT;
}

const NO_PATH_PARAMETERS: PathParameters = Object.freeze({});
const NO_NOTES: readonly string[] = Object.freeze([]);
const NOTHING_SENT: readonly SentRequest[] = Object.freeze([]);
const NO_VIOLATIONS: readonly ContractViolation[] = Object.freeze([]);
const NO_PARTS: readonly UndeclaredPart[] = Object.freeze([]);
const NO_HEADERS: OutgoingHttpHeaders = Object.freeze({});

export class Exchange implements Call, ExchangeFacts {
  /** What all requests of the document share. */
  readonly document: ServedDocument;
  readonly request: ReceivedRequest;
  readonly route: Route;
  /** The name in the header Standin-Test. */
  readonly test: string | undefined;
  readonly input = new Input();
  readonly output = new Output();

  constructor(document: ServedDocument, request: ReceivedRequest, route: Route) {
    this.document = document;
    this.request = request;
    this.route = route;
    this.test = testInHeaders(request.headers);
  }

  get id(): string {
    return this.request.id;
  }

  get violations(): readonly ContractViolation[] {
    return this.output.violations;
  }

  get revision(): number {
    return this.output.revision;
  }

  get unchecked(): string | undefined {
    return this.output.unchecked;
  }

  get undeclared(): readonly UndeclaredPart[] {
    return this.output.undeclared;
  }

  // The call of a behaviour.
  get operation(): Operation {
    return (this.route.plan as OperationPlan).operation;
  }

  get world(): WorldPart {
    return this.route.world;
  }

  get parameters(): ParameterValues {
    return this.input.parameters;
  }

  get accepts(): string {
    return this.input.accepts;
  }

  get body(): Json | undefined {
    return this.input.body;
  }

  get mediaType(): string {
    return this.input.accepted?.mediaType ?? '';
  }

  get ordinal(): number {
    return this.route.ordinal;
  }

  get mostItems(): number | undefined {
    const fault = this.output.faults?.list?.fault;
    return fault?.kind === 'short-pages' ? fault.items : undefined;
  }

  // The facts of a convention.
  get requestId(): string {
    return this.request.id;
  }

  get contentType(): string | undefined {
    return this.request.headers['content-type'];
  }

  get clientRequestId(): string | undefined {
    const client = this.request.headers['client-request-id'];
    return typeof client === 'string' && client !== '' ? client : undefined;
  }

  get now(): () => Date {
    return this.route.world.clock.now;
  }

  get method(): string {
    return this.request.method;
  }

  get origin(): string {
    return originOf(this.request.headers);
  }

  get path(): string {
    return this.request.path;
  }

  get settings(): Settings {
    return this.request.settings;
  }
}

/** An exchange whose operation is known. */
export type Routed = Exchange & { readonly route: Route & { readonly plan: OperationPlan } };
