// A contract becomes one Fastify instance. Fastify calls us where it must: before the body is read, for the whole request,
// for errors and for what it finds no route for. Which operation a request means is decided in routes.ts alone.
import { type IncomingHttpHeaders, METHODS as NODE_METHODS, type OutgoingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import cors from '@fastify/cors';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Answer, Behaviour } from '../behaviours/behaviour.ts';
import type { Contract } from '../contract/contract.ts';
import { isJson } from '../contract/media-types.ts';
import type { Operation } from '../contract/operations.ts';
import { AnswerError, type Violation } from '../errors/answer.ts';
import type { Json } from '../json/value.ts';
import type { Coverage } from '../report/coverage.ts';
import type { VerifyCredential } from '../security/requirements.ts';
import { WORLD_HEADER, type WorldPrefix, worldNamed } from '../worlds/address.ts';
import { DEFAULT_WORLD, type World } from '../worlds/world.ts';
import { type AnswerRules, dressAnswer, sendAnswer, sendText, unlessFresh, writeHeaders } from './answers.ts';
import { answerErrorOf, type ErrorResponse, errorResponse, fitted } from './errors.ts';
import { type Exchange, factsOf, openExchange, type Routed } from './exchange.ts';
import type { OutgoingRules } from './outgoing.ts';
import { openPages } from './pages.ts';
import { answerOfFault, cutOff, heldBack, strikeOn } from './planned.ts';
import { remember, type Sent } from './recording.ts';
import { type Match, openRoutes, type PagePlaces, pagesAt, type Routes, type Target } from './routes.ts';
import { commonError, type ServedOperation, serveOperation } from './served-operation.ts';
import { beforeBehaviour, beforeBody, behave, callOf } from './steps.ts';

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange | undefined;
  }
}

export interface AppOptions extends AnswerRules {
  readonly contract: Contract;
  readonly behaviourOf: (operation: Operation) => Behaviour;
  /** The path that it is served under, empty for the root. */
  readonly mount: string;
  /** The world of a name. @throws AnswerError WORLD_INVALID or WORLDS_EXHAUSTED */
  readonly world: (name: string) => World;
  /** The part of a URL that names a world. */
  readonly prefixOf: WorldPrefix;
  /** Bytes that a request body may have. */
  readonly bodyLimit: number;
  /** Says which credentials are good; without it all that are well formed. */
  readonly verify: VerifyCredential | undefined;
  readonly outgoing: OutgoingRules;
  /** What of the document was exercised. */
  readonly coverage: Coverage;
  /** Where its pages are; below its mount unless it is said. */
  readonly pages?: PagePlaces;
  /** Whether a request may ask for a fault by its header. */
  readonly faults: boolean;
  /** Throws for requests that may not be answered; operations that ask for no security are open to all. */
  readonly guard?: Guard;
}

/** @param remote the address that a request comes from */
export type Guard = (headers: IncomingHttpHeaders, remote: string | undefined) => void;

export interface App {
  readonly fastify: FastifyInstance;
  readonly routes: Routes;
  /** How an error looks that happens before there is a request: a broken request line, headers without end. */
  errorWithoutRequest(error: unknown): Promise<ErrorResponse>;
}

/** Methods that Fastify routes to us. OPTIONS has a route of @fastify/cors; those that it does not know are not found. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'];

/** Methods of which Fastify does not read the body, and that the document gives one all the same. */
function methodsWithBody({ operations }: Contract): string[] {
  const unread = operations.filter(({ method }) => !/^(?:POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method));
  const taking = unread.filter(({ method, requestBody }) => !METHODS.includes(method) || requestBody);
  return [...new Set(taking.map(({ method }) => method))].filter((method) => NODE_METHODS.includes(method));
}

export async function openApp(options: AppOptions): Promise<App> {
  const { contract, behaviourOf, world, prefixOf, mount, bodyLimit, convention, verify, outgoing, coverage, guard } =
    options;
  const { pages: places = pagesAt(mount) } = options;
  const routes = openRoutes(contract.operations, places);
  const servedOperations = new Map<Operation, ServedOperation>();
  const serve = (operation: Operation): ServedOperation => {
    const known = servedOperations.get(operation);
    if (known) return known;
    const served = serveOperation({ contract, operation, behaviour: behaviourOf(operation), verify, outgoing });
    servedOperations.set(operation, served);
    return served;
  };
  const common = commonError(contract);

  const exchangeOf = (request: FastifyRequest): Exchange => {
    request.exchange ??= arrived(request);
    return request.exchange;
  };

  const arrived = ({ method, raw: { url = '/' }, headers }: FastifyRequest): Exchange => {
    const prefix = prefixOf(url);
    const { entered, refusal } = worldFor(prefix, headers);
    const exchange = openExchange({
      id: entered.newRequestId(),
      method,
      prefix,
      url,
      headers,
      world: entered.part(mount),
    });
    if (refusal) exchange.refusal = refusal;
    return exchange;
  };

  /** The world that a request means; where it cannot be had, the default one answers why. */
  const worldFor = (prefix: string, headers: IncomingHttpHeaders): { entered: World; refusal?: unknown } => {
    try {
      return { entered: world(worldNamed(prefix, headers)) };
    } catch (refusal) {
      return { entered: world(DEFAULT_WORLD), refusal };
    }
  };

  const renderError = async (thrown: unknown, exchange: Exchange): Promise<ErrorResponse> => {
    const { served } = exchange;
    const error = fitted(answerErrorOf(thrown), served?.operation);
    const declared = served?.declaredError(error.status) ?? common();
    const facts = factsOf(exchange);
    if (error.code === 'INTERNAL') reportFault(options, exchange, error);
    // A declared shape that cannot be filled is told of below; the reason is then given in the convention's own.
    const shapeless = served?.shapelessError(error.status);
    const rendered = await errorResponse(error, { convention, declared, shapeless }, facts).catch(() =>
      errorResponse(error, { convention, declared: undefined }, facts),
    );
    if (!shapeless) reportBrokenError(options, exchange, rendered, declared?.schema);
    return rendered;
  };

  const refuse = (thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> =>
    sendRefusal(thrown, request, reply).catch((cause) => {
      // Nothing that goes wrong with one answer may end the process.
      reportFault(options, exchangeOf(request), new AnswerError({ code: 'INTERNAL', message: '', cause }));
      reply.hijack();
      reply.raw.writeHead(500).end();
    });

  const sendRefusal = async (thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const exchange = exchangeOf(request);
    const { status, headers, mediaType, body } = await renderError(thrown, exchange);
    reply.code(status);
    writeHeaders(reply, headers);
    allowOrigin(request, reply);
    exchange.sent = isJson(mediaType) ? JSON.stringify(body) : String(body);
    sendText(reply, mediaType, exchange.sent);
    recorded(exchange, reply, { mediaType, value: body, error: answerErrorOf(thrown) });
  };

  const recorded = (
    exchange: Exchange,
    reply: FastifyReply,
    sent: Pick<Sent, 'mediaType' | 'value' | 'error'>,
  ): void => {
    if (!exchange.world.world.ledger) return;
    remember(
      exchange,
      { status: reply.statusCode, headers: reply.getHeaders() as OutgoingHttpHeaders, ...sent },
      mount,
      coverage,
    );
  };

  const pages = openPages(contract, places.own, (request, reply) =>
    refuse(unmatched({ kind: 'unknown' }, exchangeOf(request), contract), request, reply),
  );

  /** Before the body is read: which operation, and may it be called like this. @param goOn lets Fastify read the body */
  const begin = (request: FastifyRequest, reply: FastifyReply, goOn: () => void): void => {
    const exchange = exchangeOf(request);
    const { name } = exchange.world.world;
    if (name !== DEFAULT_WORLD) reply.header(WORLD_HEADER, name);
    if (exchange.refusal) throw exchange.refusal;
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1') throw hostMissing();
    const match = routes.match(exchange.method, exchange.path);
    if (match.kind === 'found' && match.target.kind === 'operation') {
      exchange.served = serve(match.target.operation);
      exchange.pathParameters = match.params;
      enter(exchange as Routed, request, reply, goOn);
      return;
    }
    if (match.kind === 'method-undeclared' && match.sibling) exchange.served = serve(match.sibling);
    if (match.kind === 'unknown' || (match.kind === 'method-undeclared' && exchange.method !== 'OPTIONS')) {
      throw unmatched(match, exchange, contract);
    }
    reply.headers(convention.headers(factsOf(exchange)));
    if (match.kind === 'found') void showPage(match.target, request, reply);
    // A preflight goes on to @fastify/cors; any other OPTIONS asks what the path allows.
    else if (request.headers['access-control-request-method'] !== undefined) goOn();
    else reply.code(204).header('allow', allowOf(match.allow)).send();
  };

  /** An operation is called: a fault acts, or the request is looked at. */
  const enter = (exchange: Routed, request: FastifyRequest, reply: FastifyReply, goOn: () => void): void => {
    const { operation } = exchange.served;
    if (guard && operation.security.length > 0) guard(request.headers, request.raw.socket.remoteAddress);
    exchange.call = exchange.world.world.called(operation.id);
    exchange.strike = strikeOn(exchange, options.faults);
    const proceed = () => {
      beforeBody(exchange);
      if (exchange.method === 'OPTIONS') answer(request, reply);
      else goOn();
    };
    if (exchange.strike) void struck(exchange, request, reply, proceed);
    else proceed();
  };

  const struck = async (
    exchange: Routed,
    request: FastifyRequest,
    reply: FastifyReply,
    proceed: () => void,
  ): Promise<void> => {
    try {
      const wait = heldBack(exchange);
      if (wait > 0) await sleep(wait);
      if (cutOff(exchange, reply.raw)) {
        reply.hijack();
        recorded(exchange, reply, { mediaType: '', value: undefined });
        return;
      }
      const given = await answerOfFault(exchange, callOf(exchange));
      if (!given) return proceed();
      exchange.offContract = true;
      finish(exchange, request, reply, given);
    } catch (error) {
      await refuse(error, request, reply);
    }
  };

  const arrive = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    try {
      begin(request, reply, done);
    } catch (error) {
      void refuse(error, request, reply);
    }
  };

  const showPage = async (target: Target, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    try {
      if (target.kind === 'page') await pages.show(target.page, exchangeOf(request), request, reply);
    } catch (error) {
      await refuse(error, request, reply);
    }
  };

  const answer = (request: FastifyRequest, reply: FastifyReply): void => {
    const exchange = request.exchange as Routed;
    const refused = (error: unknown) => refuse(error, request, reply);
    const answered = (given: Answer) => finish(exchange, request, reply, given);
    try {
      exchange.rawBody = request.body as Buffer | undefined;
      const pending = beforeBehaviour(exchange);
      if (pending) pending.then(() => behave(exchange)).then(answered, refused);
      else behave(exchange).then(answered, refused);
    } catch (error) {
      void refused(error);
    }
  };

  const finish = (exchange: Routed, request: FastifyRequest, reply: FastifyReply, given: Answer): void => {
    try {
      exchange.answer = unlessFresh(given, exchange);
      dressAnswer(exchange, reply, options);
      allowOrigin(request, reply);
      sendAnswer(exchange, reply);
      exchange.served.sendAfter?.(exchange);
      recorded(exchange, reply, { mediaType: exchange.mediaType, value: exchange.answer.body });
    } catch (error) {
      void refuse(error, request, reply);
    }
  };

  const app = fastify({
    bodyLimit,
    exposeHeadRoutes: false,
    genReqId: () => '',
    logger: false,
    routerOptions: { maxParamLength: 65_536 },
    frameworkErrors: (error, request, reply) => void refuse(error, request, reply),
  });
  app.decorateRequest('exchange', undefined);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(['application/json', '*'], { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.setErrorHandler((error, request, reply) => void refuse(error, request, reply));
  app.setNotFoundHandler(answer);
  app.addHook('onRequest', arrive);
  const withBody = methodsWithBody(contract);
  for (const method of withBody) app.addHttpMethod(method, { hasBody: true, overrideExisting: true });
  app.route({ method: [...new Set([...METHODS, ...withBody])], url: '/*', handler: answer });
  // In a scope of its own, so that its hook runs for preflights and costs other requests nothing.
  await app.register(async (scope) =>
    scope.register(cors, { methods: [...METHODS], exposedHeaders: '*', strictPreflight: false }),
  );
  await app.ready();

  const errorWithoutRequest = (error: unknown) => {
    const entered = world(DEFAULT_WORLD);
    const part = entered.part(mount);
    const exchange = openExchange({
      id: entered.newRequestId(),
      method: '',
      prefix: '',
      url: '',
      headers: {},
      world: part,
    });
    return renderError(error, exchange);
  };
  return { fastify: app, routes, errorWithoutRequest };
}

/** The Fetch standard's answer to a page of another origin: every page may read what a fake says. */
function allowOrigin(request: FastifyRequest, reply: FastifyReply): void {
  if (request.headers.origin === undefined) return;
  reply.header('access-control-allow-origin', '*').header('access-control-expose-headers', '*');
}

/** RFC 9110, section 7.2. */
function hostMissing(): AnswerError {
  return new AnswerError({ code: 'REQUEST_MALFORMED', message: 'The request has no Host header.' });
}

function unmatched(match: Match, { method, path }: Exchange, contract: Contract): AnswerError {
  if (match.kind === 'method-undeclared') {
    const allow = allowOf(match.allow);
    return new AnswerError({
      code: 'METHOD_UNDECLARED',
      message: `${method} is not declared for ${path}; it allows ${allow}.`,
      headers: { allow },
    });
  }
  const bases = contract.bases.filter((base) => base !== '');
  const outside = bases.length > 0 && !bases.some((base) => path.startsWith(`${base}/`));
  const hint = outside ? ` Its operations are served under ${bases.join(' and ')}.` : '';
  return new AnswerError({ code: 'PATH_UNKNOWN', message: `The document declares no path ${path}.${hint}` });
}

/** RFC 9110, section 10.2.1: OPTIONS is always answered. */
function allowOf(methods: readonly string[]): string {
  return [...new Set([...methods, 'OPTIONS'])].join(', ');
}

/** Tells of a fault of ours, of which the client learns nothing but that it happened. */
function reportFault({ report }: AppOptions, { served }: Exchange, { status, cause }: AnswerError): void {
  const message = `could not be made: ${cause instanceof Error ? cause.message : String(cause)}`;
  report({ operation: served?.operation.id ?? '', status, violations: [{ pointer: '', rule: 'internal', message }] });
}

/** Tells of an error of ours that its declared schema would not accept; it is sent all the same. */
function reportBrokenError(
  { contract, report }: AppOptions,
  exchange: Exchange,
  { status, body }: ErrorResponse,
  schema: string | undefined,
): void {
  const violations = schema === undefined ? [] : errorViolations(contract, schema, body);
  if (violations.length > 0) report({ operation: exchange.served?.operation.id ?? '', status, violations });
}

function errorViolations(contract: Contract, schema: string, body: Json): readonly Violation[] {
  try {
    return contract.validator('response', schema)(body);
  } catch (error) {
    return [{ pointer: '', rule: 'schema', message: `cannot be judged: ${(error as Error).message}` }];
  }
}
