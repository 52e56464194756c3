// A served document as one Fastify instance. Its hooks only hand over to the steps of request/pipeline.ts.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { SignIn } from '../behaviours/pack.ts';
import { type DeclaredErrors, openDeclaredErrors } from '../conventions/declared-errors.ts';
import type { Json } from '../json/value.ts';
import { apiKeyNames } from '../security/requirements.ts';
import type { DocsLink } from './docs/links.ts';
import { type DocsState, openPages } from './docs/pages.ts';
import { openInstance } from './fastify-instance.ts';
import type { ServedOptions } from './request/document.ts';
import { unmatchedError } from './request/enter.ts';
import type {
  CompiledSteps,
  Endpoint,
  Exchange,
  ForwardSteps,
  ServedDocument,
  StepFunction,
} from './request/exchange.ts';
import { exchangeOf, exchangeWithoutRequest, preparedExchange } from './request/open-exchange.ts';
import { compileSteps, finish, kindOf, refusalsOf, runBody, runHead, runRefusal } from './request/pipeline.ts';
import { compileOperation } from './request/plan.ts';
import { logOnly, logRequest } from './request/record.ts';
import { refuse, refuseBare } from './request/refuse.ts';
import { startHeaders } from './request/response.ts';
import { openRoutes, type PagePlaces, pagesAt, type Routes } from './request/routes.ts';
import { isPreflight, originHeaders, originRefused, respondToPreflight } from './syntax/cors.ts';

export interface AppOptions extends Omit<ServedOptions, 'places'> {
  /** The maximum size of a request body in bytes. */
  readonly bodyLimit: number;
  /** The paths of the pages. Default: below the mount. */
  readonly places?: PagePlaces;
  /** How the docs page gets a token. Default: a person enters one. */
  readonly signIn?: SignIn | undefined;
  /** Whether credentials are verified. If not, all well-formed ones are accepted. */
  readonly verifies: boolean;
  /** The other docs pages that the docs page links to. */
  readonly docsLinks: () => readonly DocsLink[];
  /** What the docs page shows of the state. Default: nothing. */
  readonly docsState?: DocsState | undefined;
  /** Opens the connection to the real service, and returns the step that forwards requests to it. Default: no proxy. */
  readonly openForward?: ((app: FastifyInstance, document: ServedOptions) => Promise<ForwardSteps>) | undefined;
}

/** An error as a response, for bytes that never became a request. */
export interface RawError extends Pick<Exchange['output'], 'status' | 'headers' | 'mediaType'> {
  readonly body: Json;
}

export interface App {
  readonly fastify: FastifyInstance;
  readonly routes: Routes;
  readonly declaredErrors: DeclaredErrors;
  /** Renders an error that happens before there is a request, such as an invalid request line or headers that are too large. */
  errorWithoutRequest(thrown: unknown): Promise<RawError>;
  /** The headers that let a page of an origin read such an error. */
  originHeaders(origin: string | undefined): Readonly<Record<string, string>>;
}

export async function openApp(options: AppOptions): Promise<App> {
  const { contract, mount, bodyLimit, cors, places = pagesAt(mount) } = options;
  const hooks = requestHooks(() => document);
  const app = openInstance({ contract, bodyLimit, ...hooks });
  const forward = await options.openForward?.(app, { ...options, places });
  const document = serveDocument({ ...options, places }, forward, (part) => app.inject(part));
  await app.ready();
  return {
    fastify: app,
    routes: document.routes,
    declaredErrors: document.declaredErrors,
    async errorWithoutRequest(thrown) {
      const exchange = exchangeWithoutRequest(document);
      await refuse(exchange, thrown);
      logRequest(exchange);
      const { status, headers, mediaType, value = null } = exchange.output;
      return { status, headers, mediaType, body: value };
    },
    originHeaders: (origin) => originHeaders(cors, origin),
  };
}

/** What Fastify calls for each request. */
function requestHooks(documentNow: () => ServedDocument) {
  return {
    onRequest: (request: FastifyRequest, reply: FastifyReply, readBody: () => void) => {
      const document = documentNow();
      const { prepare } = document;
      if (prepare === undefined) begin(exchangeOf(document, request), reply, readBody);
      else beginPrepared(document, request, reply, readBody);
    },
    handle: (request: FastifyRequest, reply: FastifyReply) => handle(exchangeOf(documentNow(), request), reply),
    refuse: (thrown: unknown, request: FastifyRequest, reply: FastifyReply) =>
      refuseRequest(exchangeOf(documentNow(), request), reply, thrown),
  };
}

/** Before the body is read. `readBody` reads it, and then calls `handle`. Only a request that waits needs functions of its own. */
function begin(exchange: Exchange, reply: FastifyReply, readBody: () => void): void {
  try {
    if (isPreflight(reply.request)) {
      preflight(exchange, reply.request, reply);
      return;
    }
    const pending = runHead(exchange, reply);
    if (pending === undefined) afterHead(exchange, reply, readBody);
    else
      pending
        .then(() => afterHead(exchange, reply, readBody))
        .catch((thrown: unknown) => refuseRequest(exchange, reply, thrown));
  } catch (thrown) {
    refuseRequest(exchange, reply, thrown);
  }
}

/** Waits until this process has what other processes changed. */
function beginPrepared(
  document: ServedDocument,
  request: FastifyRequest,
  reply: FastifyReply,
  readBody: () => void,
): void {
  preparedExchange(document, request, document.prepare as NonNullable<ServedDocument['prepare']>)
    .then((exchange) => begin(exchange, reply, readBody))
    .catch((thrown: unknown) => refuseRequest(exchangeOf(document, request), reply, thrown));
}

function afterHead(exchange: Exchange, reply: FastifyReply, readBody: () => void): void {
  if (exchange.output.response !== undefined) finish(exchange, reply);
  else if ((exchange.route.steps as CompiledSteps).readsBody) {
    exchange.output.step = undefined;
    readBody();
  } else handle(exchange, reply);
}

/** With the complete request. */
function handle(exchange: Exchange, reply: FastifyReply): void {
  exchange.input.rawBody = reply.request.body as Buffer | undefined;
  try {
    runBody(exchange, reply)?.catch((thrown: unknown) => refuseRequest(exchange, reply, thrown));
  } catch (thrown) {
    refuseRequest(exchange, reply, thrown);
  }
}

function refuseRequest(exchange: Exchange, reply: FastifyReply, thrown: unknown): void {
  try {
    runRefusal(exchange, reply, thrown)?.catch((cause: unknown) => refuseBare(exchange, cause, reply));
  } catch (cause) {
    refuseBare(exchange, cause, reply);
  }
}

function preflight(exchange: Exchange, request: FastifyRequest, reply: FastifyReply): void {
  const { cors, convention, places, routes } = exchange.document;
  const { path } = exchange.request;
  const headers = startHeaders(exchange, undefined);
  convention.addHeaders(headers, exchange, 204);
  reply.headers(headers);
  // Its own pages are for this origin only.
  if (cors.credentials && path.startsWith(places.own)) return void reply.code(204).send();
  if (respondToPreflight(cors, request, reply, routes.allowed(path))) return;
  logOnly(exchange, reply.statusCode, originRefused(request.headers.origin));
}

function serveDocument(
  options: AppOptions & { readonly places: PagePlaces },
  forward: ForwardSteps | undefined,
  inject: ServedDocument['inject'],
): ServedDocument {
  const { contract, convention, places } = options;
  const declaredErrors = openDeclaredErrors(contract);
  const endpoints = new Map<unknown, Endpoint>();
  const others = new Map<string, CompiledSteps>();
  const document: ServedDocument = {
    ...options,
    routes: openRoutes(contract.operations, places, forward ? { aliases: convention.aliases } : convention),
    declaredErrors,
    keyNames: apiKeyNames(contract),
    showPage: pageStep({ ...options, declaredErrors }, () => document),
    inject,
    forward,
    refusals: refusalsOf,
    endpoint(operation) {
      const known = endpoints.get(operation);
      if (known) return known;
      const plan = compileOperation(options, operation);
      const endpoint = { plan, steps: compileSteps({ document, kind: 'operation', plan }) };
      endpoints.set(operation, endpoint);
      return endpoint;
    },
    stepsOf(match, method) {
      const kind = kindOf(match, method);
      const steps = others.get(kind) ?? compileSteps({ document, kind, plan: undefined });
      others.set(kind, steps);
      return steps;
    },
  };
  return document;
}

/** The step that shows a page of the document. */
function pageStep(
  {
    contract,
    convention,
    declaredErrors,
    places,
    verifies,
    docsLinks,
    docsState,
    signIn,
    mount,
  }: AppOptions & { readonly places: PagePlaces; readonly declaredErrors: DeclaredErrors },
  documentNow: () => ServedDocument,
): StepFunction {
  const pages = openPages({
    contract,
    convention,
    declaredErrors,
    own: places.own,
    verifies,
    docsLinks,
    state: docsState,
    signIn: signIn && { ...signIn, path: `${mount}${signIn.path}` },
    async refuse(request, reply) {
      const exchange = exchangeOf(documentNow(), request);
      await runRefusal(exchange, reply, unmatchedError({ kind: 'not-found' }, exchange.request, exchange.document));
    },
  });
  return async (exchange, reply) => {
    const { document, request, route, output } = exchange;
    if (route.match?.kind !== 'found' || route.match.target.kind !== 'page') return;
    const headers = startHeaders(exchange, undefined);
    document.convention.addHeaders(headers, exchange, 200);
    reply.headers(headers);
    const { prefix, path } = request;
    await pages.show(
      route.match.target.page,
      { prefix, path, origin: exchange.origin, world: route.world },
      reply.request,
      reply,
    );
    output.response = SHOWN;
  };
}

/** The response of a page, which is already sent. */
const SHOWN = Object.freeze({ status: 200 });
