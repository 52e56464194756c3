// A contract as one Fastify instance. Fastify calls it before the body is read, for the complete request, for errors and for
// requests that it has no route for. Only routes.ts decides which operation a request means.
import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest, InjectOptions } from 'fastify';
import type { Behaviour, HttpResponse } from '../behaviours/behaviour.ts';
import type { Authorize, SignIn } from '../behaviours/pack.ts';
import type { Operation } from '../contract/operations.ts';
import { WORLD_HEADER } from '../headers.ts';
import type { VerifyCredential } from '../security/requirements.ts';
import { DEFAULT_WORLD } from '../worlds/world.ts';
import type { CallbackRules } from './callbacks.ts';
import { type CompiledOperation, compileOperation } from './compiled-operation.ts';
import { allowOrigin, isPreflight, originHeaders, originRefused, respondToPreflight } from './cors.ts';
import type { DocsLink } from './docs-links.ts';
import {
  allowOf,
  type ErrorResponseOptions,
  hostCheck,
  openErrorResponses,
  unmatchedError,
} from './error-responses.ts';
import type { ErrorResponse } from './errors.ts';
import { type Exchange, factsOf, type Routed } from './exchange.ts';
import { type ExchangesOptions, openExchanges } from './exchanges.ts';
import { openExtraRoutes } from './extra-routes.ts';
import { delayOf, dropConnection, type FaultRule, faultResponse, faultsOn } from './faults.ts';
import { openInstance } from './instance.ts';
import { openPages } from './pages.ts';
import { notModifiedIfFresh, sendResponse, writeHead } from './responses.ts';
import { openRoutes, type PagePlaces, pagesAt, type RouteMatch, type Routes } from './routes.ts';
import { parseHead, respond, validateRequest } from './steps.ts';

export interface AppOptions extends ErrorResponseOptions, ExchangesOptions {
  readonly behaviourOf: (operation: Operation) => Behaviour;
  /** The maximum size of a request body in bytes. */
  readonly bodyLimit: number;
  /** Decides which credentials are accepted. Default: all that are well formed. */
  readonly verify: VerifyCredential | undefined;
  /** Decides which requests the service accepts at all. Default: all. */
  readonly authorize?: Authorize | undefined;
  readonly callbacks: CallbackRules;
  /** How the docs page gets a token. Default: a person enters one. */
  readonly signIn?: SignIn | undefined;
  /** The other docs pages that the docs page links to. */
  readonly docsLinks: () => readonly DocsLink[];
  /** The paths of the pages. Default: below the mount. */
  readonly pages?: PagePlaces;
  /** Whether a request can ask for a fault by its header, or for an error by its status. `ignored` also ignores preferences. */
  readonly faults: FaultRule;
  /** Throws if a request is not allowed. It is not called for operations without security. */
  readonly requestGuard?: RequestGuard;
}

/** @param remote the address of the client */
export type RequestGuard = (headers: IncomingHttpHeaders, remote: string | undefined) => void;

export interface App {
  readonly fastify: FastifyInstance;
  readonly routes: Routes;
  /** Renders an error that happens before there is a request, such as an invalid request line or headers that are too large. */
  errorWithoutRequest(error: unknown): Promise<ErrorResponse>;
  /** The headers that let a page of an origin read such an error. */
  originHeaders(origin: string | undefined): Readonly<Record<string, string>>;
}

export async function openApp(options: AppOptions): Promise<App> {
  const { contract, behaviourOf, mount, bodyLimit, convention, cors, verify, authorize, callbacks, requestGuard } =
    options;
  const { pages: places = pagesAt(mount) } = options;
  const routes = openRoutes(contract.operations, places, convention);
  const servedOperations = new Map<Operation, CompiledOperation>();
  const serve = (operation: Operation): CompiledOperation => {
    const known = servedOperations.get(operation);
    if (known) return known;
    const served = compileOperation({
      contract,
      convention,
      operation,
      behaviour: behaviourOf(operation),
      verify,
      authorize,
      callbacks,
      takesPreferences: options.faults !== 'ignored',
    });
    servedOperations.set(operation, served);
    return served;
  };
  const exchanges = openExchanges(options);
  const { exchangeOf, record, logOnly } = exchanges;
  const { refuse, planned, withoutRequest } = openErrorResponses(options, exchanges);
  const checkHost = hostCheck();

  const inject = (part: InjectOptions) => app.inject(part);
  const extraRoutes = openExtraRoutes({ convention, exchangeOf, prefixOf: options.prefixOf, cors, inject });
  const pages = openPages({
    contract,
    own: places.own,
    refuse: (request, reply) =>
      refuse(unmatchedError({ kind: 'not-found' }, exchangeOf(request), contract), request, reply),
    verifies: verify !== undefined,
    docsLinks: options.docsLinks,
    signIn: options.signIn && { ...options.signIn, path: `${mount}${options.signIn.path}` },
  });

  /** Runs before the body is read: finds the operation and applies faults. @param readBody lets Fastify read the body */
  const begin = (request: FastifyRequest, reply: FastifyReply, readBody: () => void): void => {
    const exchange = exchangeOf(request);
    const { name } = exchange.world.world;
    if (name !== DEFAULT_WORLD) reply.header(WORLD_HEADER, name);
    if (exchange.refusal) throw exchange.refusal;
    checkHost(request);
    const match = routes.match(exchange.method, exchange.path);
    if (match.kind === 'found' && match.target.kind === 'page') {
      reply.headers(convention.headers(factsOf(exchange), 200));
      pages.show(match.target.page, exchange, request, reply).catch((error) => refuse(error, request, reply));
      return;
    }
    if (match.kind === 'found' && match.target.kind === 'operation') {
      const { operation } = match.target;
      exchange.served = serve(operation);
      exchange.pathParameters = match.params;
      if (operation.security.length > 0) requestGuard?.(request.headers, request.raw.socket.remoteAddress);
      exchange.call = exchange.world.world.called(operation.id);
    }
    if (match.kind === 'found' && match.target.kind === 'convention') exchange.extraRoute = match.target;
    exchange.faults = faultsOn(exchange, options.faults);
    if (exchange.faults) {
      void applyFaults(exchange, request, reply, () => checkMatch(match, request, reply, readBody));
      return;
    }
    checkMatch(match, request, reply, readBody)?.catch((error) => refuse(error, request, reply));
  };

  /** Continues with a request that no fault responds to. */
  const checkMatch = (
    match: RouteMatch,
    request: FastifyRequest,
    reply: FastifyReply,
    readBody: () => void,
  ): void | Promise<void> => {
    const exchange = exchangeOf(request);
    if (match.kind === 'found' && match.target.kind === 'operation') {
      const next = exchange.method === 'OPTIONS' ? () => handle(request, reply) : readBody;
      const pending = parseHead(exchange as Routed);
      return pending ? pending.then(next) : next();
    }
    if (match.kind === 'method-not-allowed' && match.sibling) exchange.sibling = serve(match.sibling);
    if (match.kind === 'not-found' || (match.kind === 'method-not-allowed' && exchange.method !== 'OPTIONS')) {
      throw unmatchedError(match, exchange, contract);
    }
    reply.headers(convention.headers(factsOf(exchange), 200));
    if (match.kind === 'method-not-allowed') {
      reply.code(204).header('allow', allowOf(match.allow));
      allowOrigin(cors, request.headers, reply);
      reply.send();
      logOnly(exchange, reply.statusCode);
    } else if (match.target.kind === 'convention') {
      if (extraRoutes.takesBody(match.target)) readBody();
      else handle(request, reply);
    }
  };

  const applyFaults = async (
    exchange: Exchange,
    request: FastifyRequest,
    reply: FastifyReply,
    next: () => void | Promise<void>,
  ): Promise<void> => {
    try {
      const delay = delayOf(exchange);
      if (delay > 0) await sleep(delay);
      const fault = exchange.faults?.response;
      if (!fault) return await next();
      exchange.planned = true;
      if (dropConnection(fault, reply.raw)) {
        reply.hijack();
        record(exchange, reply, { mediaType: '', value: undefined, status: 0 });
        return;
      }
      const response = await faultResponse(exchange, fault, planned);
      if (response.status === 405) reply.header('allow', allowOf(routes.allowed(exchange.path)));
      finish(exchange, request, reply, response);
    } catch (error) {
      exchange.planned = false;
      await refuse(error, request, reply);
    }
  };

  const preflight = (request: FastifyRequest, reply: FastifyReply): void => {
    const exchange = exchangeOf(request);
    reply.headers(convention.headers(factsOf(exchange), 204));
    // Its own pages are for this origin only.
    if (cors.credentials && exchange.path.startsWith(places.own)) return void reply.code(204).send();
    if (respondToPreflight(cors, request, reply, routes.allowed(exchange.path))) return;
    logOnly(exchange, reply.statusCode, originRefused(request.headers.origin));
  };

  const onRequest = (request: FastifyRequest, reply: FastifyReply, readBody: () => void): void => {
    try {
      if (isPreflight(request)) preflight(request, reply);
      else begin(request, reply, readBody);
    } catch (error) {
      void refuse(error, request, reply);
    }
  };

  /** Responds to the complete request. */
  const handle = (request: FastifyRequest, reply: FastifyReply): void => {
    const refused = (error: unknown) => refuse(error, request, reply);
    const target = exchangeOf(request).extraRoute;
    if (target) {
      const log = () => logOnly(exchangeOf(request), reply.statusCode);
      extraRoutes.respond(target, request, reply).then(log, refused);
      return;
    }
    const exchange = request.exchange as Routed;
    const send = (response: HttpResponse) => finish(exchange, request, reply, response);
    try {
      exchange.rawBody = request.body as Buffer | undefined;
      const pending = validateRequest(exchange);
      if (pending) pending.then(() => respond(exchange)).then(send, refused);
      else respond(exchange).then(send, refused);
    } catch (error) {
      void refused(error);
    }
  };

  const finish = (exchange: Exchange, request: FastifyRequest, reply: FastifyReply, response: HttpResponse): void => {
    try {
      exchange.response = notModifiedIfFresh(response, exchange);
      writeHead(exchange, reply, options);
      allowOrigin(cors, request.headers, reply);
      sendResponse(exchange, reply);
      // A fault changes nothing, so nobody is notified of it.
      if (!exchange.faults?.response) exchange.served?.sendAfter?.(exchange);
      record(exchange, reply, { mediaType: exchange.mediaType, value: exchange.response.body });
    } catch (error) {
      void refuse(error, request, reply);
    }
  };

  const app = openInstance({ contract, bodyLimit, onRequest, handle, refuse });
  await app.ready();
  return {
    fastify: app,
    routes,
    errorWithoutRequest: withoutRequest,
    originHeaders: (origin) => originHeaders(cors, origin),
  };
}
