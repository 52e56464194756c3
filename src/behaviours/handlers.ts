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
import { printableCopy, UnprintableValue } from '../json/printable.ts';
import type { Json, JsonObject } from '../json/value.ts';
import { openPrivateState, type PrivateState } from '../resources/state/private-state.ts';
import { type Repository, repositoryOf, type StoredResource } from '../resources/state/repository.ts';
import { type PresentedCredential, presentedCredentials } from '../security/requirements.ts';

import { withinTime } from '../time-limit.ts';

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
import { inOneStep } from './in-one-step.ts';
import { type PreferredBehaviour, preferredBehaviour } from './preferred.ts';
import type { ResourceOfCall } from './resource-of-call.ts';

/**
 * The argument of a handler. `Op` is a property of openapi-typescript's `operations`, `Paths` its type `paths`: without it, paths
 * and resources have no types of the document.
 */
export interface HandlerCall<Op = unknown, Paths = unknown> extends StateOfCall<Paths> {
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
  /** The resource or the item of the operation in this world; undefined if none was inferred. */
  readonly resource: Repository<ItemOf<ResourceOf<Op>>> | undefined;
  /** The same resource, for handlers that respond at once: its methods return a promise only if they have to wait. */
  readonly stored: StoredResource<ItemOf<ResourceOf<Op>>> | undefined;
  /**
   * Changes several resources in one step: all changes that `run` makes by its argument are applied when it returns, or none if it
   * throws. If another request has changed one of the same items meanwhile, `run` is called again.
   * @returns what `run` returns
   */
  transaction<Result>(run: (state: StateOfCall<Paths>) => Result | Promise<Result>): Promise<Result>;
  /** Returns the declared response of a status, by default of success: its example, else a generated one. */
  sample(status?: number): Promise<NextResponse>;
  /** Returns the response that the operation has without this handler. */
  next(): Promise<NextResponse>;
}

/** The state of the document in the world of a call. */
export interface StateOfCall<Paths = unknown> {
  /** State of the service that no client can read. */
  readonly privateState: PrivateState;
  /**
   * Any resource of the document, by the path of its list, its item or itself: `resources('/products')`,
   * `resources('/owners/{ownerId}/preferences', 7)`.
   * @param keys the keys for the parameters of the path, in order
   * @throws Error if the document has no resource at this path, or the keys do not match its parameters
   */
  resources<Path extends ResourcePath<Paths>>(
    path: Path,
    ...keys: readonly (string | number)[]
  ): Repository<ResourceAt<Paths, Path>>;
}

declare const fromNext: unique symbol;

/** A response of `next`. Its type is not checked again. */
export type NextResponse = HttpResponse & { readonly [fromNext]: true };

export type Handler<Op = unknown, Paths = unknown> = (
  call: HandlerCall<Op, Paths>,
) => ResponseOf<Op> | Promise<ResponseOf<Op>>;

/**
 * Handlers by operationId, all of them optional. `Operations` and `Paths` are the types `operations` and `paths` of
 * openapi-typescript. Without `Paths`, `resources` accepts any path.
 */
export type Handlers<Operations, Paths = unknown> = {
  readonly [Id in keyof Operations]?: Handler<Operations[Id], Paths>;
};

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

/** The paths that `resources` accepts. */
export type ResourcePath<Paths> = unknown extends Paths ? string : keyof Paths & string;

/** The resource at a path: the body of a 200 of its item, else the items of its list, else the body itself. */
export type ResourceAt<Paths, Path extends string> = unknown extends Paths
  ? JsonObject
  : [ItemBelow<Paths, Path>] extends [never]
    ? Path extends keyof Paths
      ? ItemOf<BodyOfGet<Paths[Path]>>
      : JsonObject
    : ItemBelow<Paths, Path>;

/** The body of the item of a list: its path has one parameter more. */
type ItemBelow<Paths, Path extends string> = {
  [Item in keyof Paths & string]: Item extends `${Path}/{${infer Name}}`
    ? Name extends `${string}/${string}`
      ? never
      : BodyOfGet<Paths[Item]>
    : never;
}[keyof Paths & string];

type BodyOfGet<Methods> = Methods extends { get: infer Get }
  ? Get extends { responses: { 200: { content: infer Content } } }
    ? Content[keyof Content]
    : never
  : never;

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
export type ResourceIn = (
  world: Call['world'],
  path: string,
  keys: readonly string[],
  exchange: string | undefined,
) => Repository;

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
    this.resources = resourcesIn(call.world, shared, call.id);
    this.transaction = (run) =>
      inOneStep(call, ({ world, id }) =>
        run({ resources: resourcesIn(world, shared, id), privateState: openPrivateState(world.store, id) }),
      );
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
  readonly resources: HandlerCall['resources'];
  readonly transaction: HandlerCall['transaction'];

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
    return openPrivateState(this.#call.world.store, this.#call.id);
  }

  get resource(): Repository | undefined {
    const { stored } = this;
    return stored && repositoryOf(stored);
  }

  get stored(): StoredResource | undefined {
    return this.#shared.resourceOf?.(this.#call);
  }
}

function resourcesIn(
  world: Call['world'],
  { resourceIn }: HandlerContext,
  exchange: string | undefined,
): HandlerCall['resources'] {
  return (path, ...keys) => resourceIn(world, path, keys.map(String), exchange);
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
  const { body } = response as HttpResponse;
  const printable = body === undefined ? undefined : printableBody(body);
  const checked = printable === body ? response : { ...response, body: printable };
  return running.withOwnTag(checked as HttpResponse);
}

/** @throws Error for a body that JSON cannot represent */
function printableBody(body: Json): Json | undefined {
  try {
    return printableCopy(body);
  } catch (error) {
    if (!(error instanceof UnprintableValue)) throw error;
    const reason = error.cause === undefined ? '' : `: ${reasonOf(error.cause)}`;
    throw new Error(`JSON cannot represent its body, because ${error.message}${reason}`, { cause: error });
  }
}

/** Why the response of a handler cannot be sent; undefined if it can. */
function responseProblem(response: HttpResponse | undefined): string | undefined {
  const { status, headers } = response ?? ({} as Partial<HttpResponse>);
  if (status === undefined || status === null) return 'its response has no status';
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    return `its status must be an integer from 200 to 599, not ${typeof status === 'string' ? JSON.stringify(status) : String(status)}`;
  }
  const inHeaders = headers && headersProblem(headers);
  return inHeaders === undefined ? undefined : `its headers ${inHeaders}`;
}
