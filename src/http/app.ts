// A contract becomes one Fastify instance. Fastify calls us where it must: before the body is read, for the whole request,
// for errors and for what it finds no route for. Which operation a request means is decided in routes.ts alone.
import cors from '@fastify/cors';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Behaviour } from '../behaviours/behaviour.ts';
import type { Contract } from '../contract/contract.ts';
import type { Operation } from '../contract/operations.ts';
import { AnswerError, type Violation } from '../errors/answer.ts';
import type { Json } from '../json/value.ts';
import type { World } from '../worlds/world.ts';
import { type AnswerRules, sendAnswer, sendText } from './answers.ts';
import { type ErrorResponse, errorResponse } from './errors.ts';
import { type Exchange, factsOf, openExchange } from './exchange.ts';
import { openPages } from './pages.ts';
import { type Match, openRoutes, type Routes } from './routes.ts';
import { commonError, serveOperation } from './served-operation.ts';
import { afterBody, beforeBody, type Routed } from './steps.ts';

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange | undefined;
  }
}

export interface AppOptions extends AnswerRules {
  readonly contract: Contract;
  readonly behaviourOf: (operation: Operation) => Behaviour;
  readonly world: () => World;
  readonly newRequestId: () => string;
  /** Bytes that a request body may have. */
  readonly bodyLimit: number;
}

export interface App {
  readonly fastify: FastifyInstance;
  readonly routes: Routes;
  /** How an error looks that happens before there is a request: a broken request line, headers without end. */
  errorWithoutRequest(error: unknown): Promise<ErrorResponse>;
}

/** Methods that Fastify routes to us. OPTIONS has a route of @fastify/cors; those it does not know are not found. */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE'];

export async function openApp(options: AppOptions): Promise<App> {
  const { contract, behaviourOf, world, newRequestId, bodyLimit, convention } = options;
  const routes = openRoutes(
    contract.operations.map((operation) => serveOperation(contract, operation, behaviourOf(operation))),
  );
  const pages = openPages(contract);
  const common = commonError(contract);

  const exchangeOf = (request: FastifyRequest): Exchange => {
    request.exchange ??= openExchange({
      id: newRequestId(),
      method: request.method,
      url: request.raw.url ?? '/',
      headers: request.headers,
      world: world(),
    });
    return request.exchange;
  };

  const renderError = async (thrown: unknown, exchange: Exchange): Promise<ErrorResponse> => {
    const declaredFor = (status: number) => exchange.served?.declaredError(status) ?? common;
    const declared = declaredFor(thrown instanceof AnswerError ? thrown.status : 400);
    const rendered = await errorResponse(thrown, { convention, declared }, factsOf(exchange));
    reportBrokenError(options, exchange, rendered, declared?.schema);
    return rendered;
  };

  const refuse = async (thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { status, headers, mediaType, body } = await renderError(thrown, exchangeOf(request));
    return sendText(reply.code(status).headers(headers), mediaType, JSON.stringify(body));
  };

  /** Before the body is read: which operation, and may it be called like this. */
  const arrive = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const exchange = exchangeOf(request);
    const match = routes.match(exchange.method, exchange.path);
    if (match.kind === 'found' && match.target.kind === 'operation') {
      exchange.served = match.target.served;
      beforeBody(exchange as Routed);
      return exchange.method === 'OPTIONS' ? answer(request, reply) : undefined;
    }
    if (match.kind === 'found' && match.target.kind === 'page') {
      reply.headers(convention.headers(factsOf(exchange)));
      await pages.show(match.target.page, request, reply);
      return reply;
    }
    if (exchange.method === 'OPTIONS' && match.kind === 'method-undeclared') {
      return reply
        .code(204)
        .headers(convention.headers(factsOf(exchange)))
        .header('allow', allowOf(match.allow))
        .send();
    }
    if (match.kind === 'method-undeclared') exchange.served = match.served;
    throw unmatched(match, exchange, contract);
  };

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const exchange = request.exchange as Routed;
    exchange.rawBody = request.body as Buffer | undefined;
    await afterBody(exchange, contract);
    return sendAnswer(exchange, reply, options);
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
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.setErrorHandler(refuse);
  app.setNotFoundHandler(answer);
  await app.register(cors, { methods: METHODS, strictPreflight: false, preflightContinue: true, exposedHeaders: '*' });
  app.addHook('onRequest', arrive);
  app.route({ method: METHODS, url: '/*', handler: answer });
  await app.ready();

  const errorWithoutRequest = (error: unknown) => {
    const exchange = openExchange({ id: newRequestId(), method: '', url: '', headers: {}, world: world() });
    return renderError(error, exchange);
  };
  return { fastify: app, routes, errorWithoutRequest };
}

function unmatched(match: Match, { method, path }: Exchange, { operations }: Contract): AnswerError {
  if (match.kind === 'method-undeclared') {
    const allow = allowOf(match.allow);
    return new AnswerError({
      code: 'METHOD_UNDECLARED',
      message: `${method} is not declared for ${path}; it allows ${allow}.`,
      headers: { allow },
    });
  }
  const bases = [...new Set(operations.flatMap((operation) => operation.bases))].filter((base) => base !== '');
  const outside = bases.length > 0 && !bases.some((base) => path.startsWith(`${base}/`));
  const hint = outside ? ` Its operations are served under ${bases.join(' and ')}.` : '';
  return new AnswerError({ code: 'PATH_UNKNOWN', message: `The document declares no path ${path}.${hint}` });
}

/** RFC 9110, section 10.2.1: OPTIONS is always answered. */
function allowOf(methods: readonly string[]): string {
  return [...new Set([...methods, 'OPTIONS'])].join(', ');
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
