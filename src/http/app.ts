// A contract becomes one Fastify instance. Fastify calls us where it must: before the body is read, for the whole request,
// for errors and for what it finds no route for. Which operation a request means is decided in routes.ts alone.
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
import { allowOf, type ErrorResponseOptions, hostCheck, openErrorResponses, unmatched } from './error-responses.ts';
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
  /** Bytes that a request body may have. */
  readonly bodyLimit: number;
  /** Says which credentials are good; without it all that are well formed. */
  readonly verify: VerifyCredential | undefined;
  /** Says which requests the service lets in at all; without it all. */
  readonly authorize?: Authorize | undefined;
  readonly callbacks: CallbackRules;
  /** How its docs page gets a token; without it a person types one. */
  readonly signIn?: SignIn | undefined;
  /** The pages that its docs page leads to. */
  readonly docsLinks: () => readonly DocsLink[];
  /** Where its pages are; below its mount unless it is said. */
  readonly pages?: PagePlaces;
  /** Whether a request may ask for a fault by its header, or for an error by its status. */
  readonly faults: FaultRule;
  /** Throws for requests that may not be answered; operations that ask for no security are open to all. */
  readonly requestGuard?: RequestGuard;
}

/** @param remote the address that a request comes from */
export type RequestGuard = (headers: IncomingHttpHeaders, remote: string | undefined) => void;

export interface App {
  readonly fastify: FastifyInstance;
  readonly routes: Routes;
  /** How an error looks that happens before there is a request: a broken request line, headers without end. */
  errorWithoutRequest(error: unknown): Promise<ErrorResponse>;
  /** The headers by which a page of an origin may read such an error. */
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
    });
    servedOperations.set(operation, served);
    return served;
  };
  const arrivals = openExchanges(options);
  const { exchangeOf, record, logOnly } = arrivals;
  const { refuse, planned, withoutRequest } = openErrorResponses(options, arrivals);
  const checkHost = hostCheck();

  const inject = (part: InjectOptions) => app.inject(part);
  const further = openExtraRoutes({ convention, exchangeOf, prefixOf: options.prefixOf, cors, inject });
  const pages = openPages({
    contract,
    own: places.own,
    refuse: (request, reply) => refuse(unmatched({ kind: 'unknown' }, exchangeOf(request), contract), request, reply),
    judged: verify !== undefined,
    docsLinks: options.docsLinks,
    signIn: options.signIn && { ...options.signIn, path: `${mount}${options.signIn.path}` },
  });

  /** Before the body is read: which operation is called, and do faults act? @param goOn lets Fastify read the body */
  const begin = (request: FastifyRequest, reply: FastifyReply, goOn: () => void): void => {
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
    const next = () => proceed(match, request, reply, goOn);
    exchange.faults = faultsOn(exchange, options.faults);
    if (exchange.faults) void applyFaults(exchange, request, reply, next);
    else next()?.catch((error) => refuse(error, request, reply));
  };

  /** What becomes of a request that no fault responds to. */
  const proceed = (
    match: RouteMatch,
    request: FastifyRequest,
    reply: FastifyReply,
    goOn: () => void,
  ): void | Promise<void> => {
    const exchange = exchangeOf(request);
    if (match.kind === 'found' && match.target.kind === 'operation') {
      const next = () => {
        if (exchange.method === 'OPTIONS') answer(request, reply);
        else goOn();
      };
      const pending = parseHead(exchange as Routed);
      return pending ? pending.then(next) : next();
    }
    if (match.kind === 'method-undeclared' && match.sibling) exchange.served = serve(match.sibling);
    if (match.kind === 'unknown' || (match.kind === 'method-undeclared' && exchange.method !== 'OPTIONS')) {
      throw unmatched(match, exchange, contract);
    }
    reply.headers(convention.headers(factsOf(exchange), 200));
    if (match.kind === 'method-undeclared') {
      reply.code(204).header('allow', allowOf(match.allow));
      allowOrigin(cors, request.headers, reply);
      reply.send();
      logOnly(exchange, reply.statusCode);
    } else if (match.target.kind === 'further') {
      exchange.further = match.target;
      if (further.takesBody(match.target)) goOn();
      else answer(request, reply);
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
    if (respondToPreflight(cors, request, reply, routes.allowed(exchange.path))) return;
    logOnly(exchange, reply.statusCode, originRefused(request.headers.origin));
  };

  const arrive = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    try {
      if (isPreflight(request)) preflight(request, reply);
      else begin(request, reply, done);
    } catch (error) {
      void refuse(error, request, reply);
    }
  };

  const answer = (request: FastifyRequest, reply: FastifyReply): void => {
    const target = exchangeOf(request).further;
    if (target) {
      const logged = () => logOnly(exchangeOf(request), reply.statusCode);
      further.answer(target, request, reply).then(logged, (error) => refuse(error, request, reply));
      return;
    }
    const exchange = request.exchange as Routed;
    const refused = (error: unknown) => refuse(error, request, reply);
    const answered = (given: HttpResponse) => finish(exchange, request, reply, given);
    try {
      exchange.rawBody = request.body as Buffer | undefined;
      const pending = validateRequest(exchange);
      if (pending) pending.then(() => respond(exchange)).then(answered, refused);
      else respond(exchange).then(answered, refused);
    } catch (error) {
      void refused(error);
    }
  };

  const finish = (exchange: Exchange, request: FastifyRequest, reply: FastifyReply, given: HttpResponse): void => {
    try {
      exchange.response = notModifiedIfFresh(given, exchange);
      writeHead(exchange, reply, options);
      allowOrigin(cors, request.headers, reply);
      sendResponse(exchange, reply);
      // A fault changes nothing, so there is nothing to tell of.
      if (!exchange.faults?.response) exchange.served?.sendAfter?.(exchange);
      record(exchange, reply, { mediaType: exchange.mediaType, value: exchange.response.body });
    } catch (error) {
      void refuse(error, request, reply);
    }
  };

  const app = openInstance({ contract, bodyLimit, arrive, answer, refuse });
  await app.ready();
  return {
    fastify: app,
    routes,
    errorWithoutRequest: withoutRequest,
    originHeaders: (origin) => originHeaders(cors, origin),
  };
}
