// Typed handlers: code that responds for one operation, keyed by operationId and typed by the output of openapi-typescript.
import type { Clock } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operation/operations.ts';
import { headersProblem } from '../contract/wire/header-fields.ts';
import type { ParameterValues } from '../contract/wire/read-parameters.ts';
import { nearest } from '../edit-distance.ts';
import { HttpError } from '../errors/http-error.ts';
import { SetupError } from '../errors/setup-error.ts';
import { finalReasonOf, reasonOf } from '../errors/thrown.ts';
import { type Eventually, isPending } from '../eventually.ts';
import { unprintableIn } from '../json/unprintable.ts';
import type { Json, JsonObject } from '../json/value.ts';
import { openPrivateState, type PrivateState } from '../resources/state/private-state.ts';
import { type Repository, repositoryOf, type StoredResource } from '../resources/state/repository.ts';
import { type PresentedCredential, presentedCredentials } from '../security/requirements.ts';
import type { Settings } from '../world-settings.ts';
import {
  type Behaviour,
  type Call,
  type HttpResponse,
  type RequestFacts,
  type ResponseHeaders,
  serviceUrlOf,
} from './behaviour.ts';
import { tagOfText } from './conditional.ts';
import { type PreferredBehaviour, preferredBehaviour } from './preferred.ts';
import type { ResourceOfCall } from './resource-of-call.ts';
import { withinTime } from './time-limit.ts';

/** The argument of a handler. `Op` is a property of openapi-typescript's `operations`. */
export interface HandlerCall<Op = unknown> {
  readonly operation: Operation;
  /** The validated request body. Properties that the server owns can be missing. */
  readonly body: BodyOf<Op>;
  readonly mediaType: string;
  /** The validated parameters, by place and name. */
  readonly parameters: ParametersOf<Op>;
  readonly headers: RequestFacts['headers'];
  /** The credentials of the request, by the document's security schemes. */
  readonly credentials: readonly PresentedCredential[];
  /** The clock of the world. */
  readonly clock: Clock;
  /** The settings of the world. */
  readonly settings: Settings;
  /** The seed of the world's generated values. */
  readonly seed: number;
  /** The number of this call of the operation in its world, from 1. */
  readonly ordinal: number;
  /** The start of all URLs of the service, as the client knows it: `http://127.0.0.1:4010/v1.0`. */
  readonly service: string;
  /** State of the service in this world that no client can read. */
  readonly privateState: PrivateState;
  /** The resource or the item of the operation in this world; undefined if none was inferred. */
  readonly resource: Repository<ItemOf<ResourceOf<Op>>> | undefined;
  /** The same resource, for handlers that respond at once: its methods return a promise only if they have to wait. */
  readonly stored: StoredResource<ItemOf<ResourceOf<Op>>> | undefined;
  /**
   * Any resource of the document, in this world: `resourceAt<Preferences>('/owners/{}/preferences', 7)`.
   * @param owners the keys for the parameters of the path, in order
   * @throws Error if the document has no resource at this path, or the keys do not match its parameters
   */
  resourceAt<Shown = JsonObject>(path: string, ...owners: readonly (string | number)[]): Repository<Shown>;
  /** Returns the declared response of a status, by default of success: its example, else a generated one. */
  sample(status?: number): Promise<NextResponse>;
  /** Returns the response that the operation has without this handler. */
  next(): Promise<NextResponse>;
}

declare const fromNext: unique symbol;

/** A response of `next`. Its type is not checked again. */
export type NextResponse = HttpResponse & { readonly [fromNext]: true };

export type Handler<Op = unknown> = (call: HandlerCall<Op>) => ResponseOf<Op> | Promise<ResponseOf<Op>>;

/** Handlers by operationId, all of them optional. `Operations` is the type `operations` of openapi-typescript. */
export type Handlers<Operations> = { readonly [Id in keyof Operations]?: Handler<Operations[Id]> };

/** Handlers without generated types. */
export type UntypedHandlers = Readonly<Record<string, Handler | undefined>>;

/** The request body of an operation: the values of its declared media types, with read-only properties optional. */
export type BodyOf<Op> = Op extends { requestBody?: infer Body }
  ? [NonNullable<Body>] extends [never]
    ? undefined
    : NonNullable<Body> extends { content: infer Content }
      ? Writable<Content[keyof Content]>
      : undefined
  : unknown;

/** The parameters of an operation, as openapi-typescript prints them. */
export type ParametersOf<Op> = Op extends { parameters: infer Parameters } ? Required<Parameters> : ParameterValues;

/** A response that the operation declares, or one of `next`. */
export type ResponseOf<Op> = Op extends { responses: infer Responses }
  ? { [Status in keyof Responses]: DeclaredResponse<Status, Responses[Status]> }[keyof Responses] | NextResponse
  : HttpResponse;

/** The body of an operation's 200: the representation of its resource. */
export type ResourceOf<Op> = Op extends { responses: { 200: { content: infer Content } } }
  ? Content[keyof Content]
  : JsonObject;

/** The items of a list; any other type is unchanged. */
type ItemOf<Shown> = Shown extends readonly (infer Item)[] ? Item : Shown;

interface DeclaredResponse<Status, Response> {
  readonly status: Status extends number ? Status : number;
  readonly mediaType?: HttpResponse['mediaType'];
  readonly body?: Response extends { content: infer Content } ? Returned<Content[keyof Content]> : undefined;
  readonly stream?: HttpResponse['stream'];
  readonly headers?: ResponseHeaders;
}

/**
 * A declared value as handlers return it. It can be readonly, and optional properties can be undefined, because JSON omits them.
 * If the document declares an object without properties, which openapi-typescript prints as `Record<string, never>`, any object
 * is accepted.
 */
type Returned<T> = T extends readonly unknown[]
  ? { readonly [Index in keyof T]: Returned<T[Index]> }
  : T extends object
    ? IfEquals<T, Record<string, never>, true, false> extends true
      ? object
      : { readonly [Name in keyof T]: Returned<T[Name]> | UndefinedIfOptional<T, Name> }
    : T;
type UndefinedIfOptional<T, Name extends keyof T> = Record<never, never> extends Pick<T, Name> ? undefined : never;

type IfEquals<A, B, Then, Else> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? Then : Else;
type ReadOnlyKeys<T> = {
  [K in keyof T]-?: IfEquals<{ [P in K]: T[K] }, { -readonly [P in K]: T[K] }, never, K>;
}[keyof T];
type Writable<T> = T extends object ? Omit<T, ReadOnlyKeys<T>> & Partial<Pick<T, ReadOnlyKeys<T>>> : T;

/** @throws SetupError HANDLER_UNKNOWN for a handler without an operation */
export function refuseUnknownHandlers(contract: Contract, handlers: UntypedHandlers): void {
  const known = new Set(contract.operations.map(({ id }) => id));
  const unknown = Object.keys(handlers).find((id) => !known.has(id));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  throw new SetupError({
    code: 'HANDLER_UNKNOWN',
    what: `No operation of the document has the name of the handler ${JSON.stringify(unknown)}`,
    advice:
      near === undefined
        ? known.size === 0
          ? 'Remove it; the document has no operations'
          : `Known operations: ${[...known].slice(0, 10).join(', ')}${known.size > 10 ? ', …' : ''}`
        : `Did you mean ${JSON.stringify(near)}?`,
  });
}

/** The resource at a path of the document, in a world. */
export type ResourceIn = (world: Call['world'], path: string, owners: readonly string[]) => Repository;

export interface HandledOptions {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly handler: Handler;
  readonly resourceOf: ResourceOfCall | undefined;
  readonly resourceIn: ResourceIn;
  readonly next: Behaviour;
  /** Milliseconds in which it must respond; undefined for no limit. */
  readonly limit: number | undefined;
}

/** What all calls of one handler share. */
interface HandlerContext {
  readonly resourceOf: ResourceOfCall | undefined;
  readonly resourceIn: ResourceIn;
  readonly next: Behaviour;
  readonly sample: PreferredBehaviour;
  readonly presented: (request: RequestFacts) => readonly PresentedCredential[];
}

/** One call of a handler. A class, because an object literal with accessors would cost each request more than the handler. */
class RunningCall implements HandlerCall {
  readonly #call: Call;
  readonly #shared: HandlerContext;
  /** The latest response of `next` that has an entity tag. */
  #tagged: HttpResponse | undefined;
  readonly operation: Operation;
  readonly body: Json | undefined;
  readonly mediaType: string;
  readonly parameters: ParameterValues;

  constructor(call: Call, shared: HandlerContext) {
    this.#call = call;
    this.#shared = shared;
    this.operation = call.operation;
    this.body = call.body;
    this.mediaType = call.mediaType;
    this.parameters = call.parameters;
    // Handlers destructure these functions, as in `({ next }) => next()`.
    this.next = async () => this.#copyOf(await shared.next(call)) as NextResponse;
    this.sample = async (code) => this.#copyOf(await shared.sample(call, { code })) as NextResponse;
    this.resourceAt = <Shown>(path: string, ...owners: readonly (string | number)[]) =>
      shared.resourceIn(call.world, path, owners.map(String)) as Repository as Repository<Shown>;
  }

  /** A response that the handler can change: the original is sent to other requests too. */
  #copyOf({ known: _known, ...response }: HttpResponse): HttpResponse {
    const { headers } = response;
    if (headers?.etag !== undefined) this.#tagged = response;
    return headers ? { ...response, headers: { ...headers } } : response;
  }

  /** A response of `next` with another body is another representation, so it gets another tag. */
  withOwnTag(response: HttpResponse): HttpResponse {
    const { headers, body } = response;
    const before = this.#tagged;
    if (!before || headers?.etag !== before.headers?.etag || body === before.body || body === undefined)
      return response;
    return { ...response, headers: { ...headers, etag: tagOfText(JSON.stringify(body)) } };
  }

  readonly next: () => Promise<NextResponse>;
  readonly sample: (status?: number) => Promise<NextResponse>;
  readonly resourceAt: HandlerCall['resourceAt'];

  get headers(): RequestFacts['headers'] {
    return this.#call.request.headers;
  }

  get credentials(): readonly PresentedCredential[] {
    return this.#shared.presented(this.#call.request);
  }

  get clock(): Clock {
    return this.#call.world.clock;
  }

  get settings(): Settings {
    return this.#call.world.world.settings;
  }

  get seed(): number {
    return this.#call.world.seed;
  }

  get ordinal(): number {
    return this.#call.ordinal;
  }

  get service(): string {
    return serviceUrlOf(this.#call);
  }

  get privateState(): PrivateState {
    return openPrivateState(this.#call.world.store);
  }

  get resource(): Repository | undefined {
    const { stored } = this;
    return stored && repositoryOf(stored);
  }

  get stored(): StoredResource | undefined {
    return this.#shared.resourceOf?.(this.#call);
  }
}

/** A handler as a behaviour. Everything that it throws, except an HttpError, becomes HANDLER_FAILED. */
export function handlerBehaviour({
  contract,
  operation,
  handler,
  resourceOf,
  resourceIn,
  next,
  limit,
}: HandledOptions): Behaviour {
  const presented = presentedCredentials(contract, operation);
  const shared: HandlerContext = {
    resourceOf,
    resourceIn,
    next,
    sample: preferredBehaviour(contract, operation),
    presented,
  };
  // request-line.ts cuts the stack of an error at this name.
  return function callUserHandler(call) {
    try {
      const running = new RunningCall(call, shared);
      const response: Eventually<HttpResponse> = handler(running);
      if (!isPending(response)) return checkedResponse(response, running);
      const pending = Promise.resolve(response);
      return (limit === undefined ? pending : withinTime(pending, limit))
        .then((late) => checkedResponse(late, running))
        .catch((cause) => handlerFailed(operation, cause));
    } catch (cause) {
      return handlerFailed(operation, cause);
    }
  };
}

/** @throws HttpError the refusal that a handler throws; for everything else HANDLER_FAILED */
function handlerFailed({ id }: Operation, cause: unknown): never {
  if (cause instanceof HttpError) throw cause;
  throw new HttpError({
    code: 'HANDLER_FAILED',
    message: `The handler of ${id} failed: ${finalReasonOf(cause)}`,
    cause,
  });
}

/** @throws Error for a response that cannot be sent */
function checkedResponse(response: HttpResponse | undefined, running: RunningCall): HttpResponse {
  const problem = responseProblem(response);
  if (problem !== undefined) throw new Error(problem);
  return running.withOwnTag(response as HttpResponse);
}

/** Why the response of a handler cannot be sent; undefined if it can. */
function responseProblem(response: HttpResponse | undefined): string | undefined {
  const { status, headers, body } = response ?? ({} as Partial<HttpResponse>);
  if (status === undefined || status === null) return 'its response has no status';
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    return `its status must be an integer from 200 to 599, not ${typeof status === 'string' ? JSON.stringify(status) : String(status)}`;
  }
  const inHeaders = headers && headersProblem(headers);
  if (inHeaders !== undefined) return `its headers ${inHeaders}`;
  const found = body === undefined ? undefined : unprintableIn(body);
  if (found === undefined) return undefined;
  const { pointer, what, thrown } = found;
  const reason = thrown === undefined ? '' : `: ${reasonOf(thrown)}`;
  return `JSON cannot represent its body, because ${pointer || 'it'} is ${what}${reason}`;
}
