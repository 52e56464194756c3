// Typed handlers: code that answers one operation, keyed by operationId and typed by what openapi-typescript prints.

import type { Clock } from '../clock.ts';
import type { Contract } from '../contract/contract.ts';
import { headersProblem } from '../contract/header-fields.ts';
import type { Operation } from '../contract/operations.ts';
import type { ParameterValues } from '../contract/read-parameters.ts';
import { nearest } from '../edit-distance.ts';
import { HttpError } from '../errors/http-error.ts';
import { SetupError } from '../errors/setup-error.ts';
import { reasonOf } from '../errors/thrown.ts';
import { unprintableIn } from '../json/unprintable.ts';
import type { Json, JsonObject } from '../json/value.ts';
import { openPrivateState, type PrivateState } from '../resources/private-state.ts';
import type { Repository } from '../resources/repository.ts';
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
import { type PreferredBehaviour, preferred } from './preferred.ts';
import type { RepositoryIn } from './repositories.ts';
import { withinTime } from './time-limit.ts';

/** What a handler is given. `Op` is a member of openapi-typescript's `operations`. */
export interface HandlerCall<Op = unknown> {
  readonly operation: Operation;
  /** The request body, validated; members the server keeps may be missing from it. */
  readonly body: BodyOf<Op>;
  readonly mediaType: string;
  /** The parameters, validated, by place and name. */
  readonly parameters: ParametersOf<Op>;
  readonly headers: RequestFacts['headers'];
  /** The credentials that the request presents, by the document's security schemes. */
  readonly credentials: readonly PresentedCredential[];
  /** The world's time. */
  readonly clock: Clock;
  /** What is set in the world. */
  readonly settings: Settings;
  /** What every value made up in the world is a function of, and which call of the operation this is in it, from 1. */
  readonly seed: number;
  readonly ordinal: number;
  /** What URLs of the service begin with, as the client knows it: `http://127.0.0.1:4010/v1.0`. */
  readonly service: string;
  /** What the service knows in this world and shows nobody. */
  readonly privateState: PrivateState;
  /** The resource, or the item, that the operation is about, in this world; undefined where none was inferred. */
  readonly resource: Repository<ItemOf<ResourceOf<Op>>> | undefined;
  /**
   * Any resource of the document, in this world: `resourceAt<Preferences>('/owners/{}/preferences', 7)`.
   * @param owners the keys for the parameters of the path, in order
   * @throws Error if the document has no resource at this path, or the keys do not match its parameters
   */
  resourceAt<Shown = JsonObject>(path: string, ...owners: readonly (string | number)[]): Repository<Shown>;
  /** An answer that the document declares for a status, made up where it has no example; without a status, of success. */
  sample(status?: number): Promise<NextResponse>;
  /** What would have answered without this handler. */
  next(): Promise<NextResponse>;
}

declare const passedOn: unique symbol;

/** An answer that came from `next`: what is in it was checked elsewhere. */
export type NextResponse = HttpResponse & { readonly [passedOn]: true };

export type Handler<Op = unknown> = (call: HandlerCall<Op>) => ResponseOf<Op> | Promise<ResponseOf<Op>>;

/** Handlers by operationId; none is needed. `Operations` is what openapi-typescript prints under that name. */
export type Handlers<Operations> = { readonly [Id in keyof Operations]?: Handler<Operations[Id]> };

/** Handlers whose types are not known here: those of a user who has generated none. */
export type UntypedHandlers = Readonly<Record<string, Handler | undefined>>;

/** The body of an operation's request: its declared media types' values, with read-only members optional. */
export type BodyOf<Op> = Op extends { requestBody?: infer Body }
  ? [NonNullable<Body>] extends [never]
    ? undefined
    : NonNullable<Body> extends { content: infer Content }
      ? Writable<Content[keyof Content]>
      : undefined
  : unknown;

/** The parameters of an operation, as openapi-typescript prints them. */
export type ParametersOf<Op> = Op extends { parameters: infer Parameters } ? Required<Parameters> : ParameterValues;

/** An answer that the operation declares, or one that `next` gave. */
export type ResponseOf<Op> = Op extends { responses: infer Responses }
  ? { [Status in keyof Responses]: DeclaredResponse<Status, Responses[Status]> }[keyof Responses] | NextResponse
  : HttpResponse;

/** The body of an operation's 200, which is its resource's representation. */
export type ResourceOf<Op> = Op extends { responses: { 200: { content: infer Content } } }
  ? Content[keyof Content]
  : JsonObject;

/** What a list holds; all else is itself. */
type ItemOf<Shown> = Shown extends readonly (infer Item)[] ? Item : Shown;

interface DeclaredResponse<Status, Response> {
  readonly status: Status extends number ? Status : number;
  readonly body?: Response extends { content: infer Content } ? Content[keyof Content] : undefined;
  readonly headers?: ResponseHeaders;
}

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
        ? `Known operations: ${[...known].slice(0, 10).join(', ')}${known.size > 10 ? ', …' : ''}`
        : `Did you mean ${JSON.stringify(near)}?`,
  });
}

/** The resource at a path of the document, in a world. */
export type ResourceIn = (world: Call['world'], path: string, owners: readonly string[]) => Repository;

export interface HandledOptions {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly handler: Handler;
  readonly repositoryIn: RepositoryIn | undefined;
  readonly resourceIn: ResourceIn;
  readonly next: Behaviour;
  /** Milliseconds that it may take to answer; without it as long as it likes. */
  readonly limit: number | undefined;
}

/** What all calls of one handler share. */
interface HandlerContext {
  readonly repositoryIn: RepositoryIn | undefined;
  readonly resourceIn: ResourceIn;
  readonly next: Behaviour;
  readonly sample: PreferredBehaviour;
  readonly presented: (request: RequestFacts) => readonly PresentedCredential[];
}

/** One call of a handler. A class, because an object of its own with accessors would cost each request more than the handler. */
class RunningCall implements HandlerCall {
  readonly #call: Call;
  readonly #shared: HandlerContext;
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
    // Handlers take these out of the call, as `({ next }) => next()`.
    this.next = () => shared.next(call) as Promise<NextResponse>;
    this.sample = (code) => shared.sample(call, { code }) as Promise<NextResponse>;
    this.resourceAt = <Shown>(path: string, ...owners: readonly (string | number)[]) =>
      shared.resourceIn(call.world, path, owners.map(String)) as Repository as Repository<Shown>;
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
    return this.#shared.repositoryIn?.(this.#call);
  }
}

/** A handler as a behaviour. What it throws, unless it is an answer error, becomes HANDLER_FAILED. */
export function handled({
  contract,
  operation,
  handler,
  repositoryIn,
  resourceIn,
  next,
  limit,
}: HandledOptions): Behaviour {
  const presented = presentedCredentials(contract, operation);
  const shared: HandlerContext = { repositoryIn, resourceIn, next, sample: preferred(contract, operation), presented };
  const failed = (cause: unknown): never => {
    if (cause instanceof HttpError) throw cause;
    throw new HttpError({
      code: 'HANDLER_FAILED',
      message: `The handler of ${operation.id} failed: ${reasonOf(cause)}`,
      cause,
    });
  };
  const checked = (answer: HttpResponse | undefined): HttpResponse => {
    const problem = responseProblem(answer);
    if (problem !== undefined) failed(new Error(problem));
    return answer as HttpResponse;
  };
  return async (call) => {
    try {
      const given: HttpResponse | Promise<HttpResponse> = handler(new RunningCall(call, shared));
      if (!(given instanceof Promise)) return checked(given);
      return checked(await (limit === undefined ? given : withinTime(given, limit)));
    } catch (cause) {
      return failed(cause);
    }
  };
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
