// A contract becomes one Fastify instance. Fastify calls us where it must: before the body is read, for the whole request,
// for errors and for what it finds no route for. Which operation a request means is decided in routes.ts alone.
import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest, InjectOptions } from 'fastify';
import type { Answer, Behaviour } from '../behaviours/behaviour.ts';
import type { Admit, SignIn } from '../behaviours/pack.ts';
import type { Operation } from '../contract/operations.ts';
import type { VerifyCredential } from '../security/requirements.ts';
import { WORLD_HEADER } from '../worlds/address.ts';
import { DEFAULT_WORLD } from '../worlds/world.ts';
import { dressAnswer, sendAnswer, unlessFresh } from './answers.ts';
import { type ArrivalOptions, openArrivals } from './arrivals.ts';
import type { Neighbour } from './docs-neighbours.ts';
import type { ErrorResponse } from './errors.ts';
import { factsOf, type Routed } from './exchange.ts';
import { openFurther } from './further.ts';
import { openInstance } from './instance.ts';
import type { OutgoingRules } from './outgoing.ts';
import { openPages } from './pages.ts';
import { answerOfFault, cutOff, heldBack, strikeOn } from './planned.ts';
import { allowOf, allowOrigin, hostCheck, openRefusals, type RefusalOptions, unmatched } from './refusals.ts';
import { openRoutes, type PagePlaces, pagesAt, type Routes, type Target } from './routes.ts';
import { type ServedOperation, serveOperation } from './served-operation.ts';
import { beforeBehaviour, beforeBody, behave, callOf } from './steps.ts';

export interface AppOptions extends RefusalOptions, ArrivalOptions {
  readonly behaviourOf: (operation: Operation) => Behaviour;
  /** Bytes that a request body may have. */
  readonly bodyLimit: number;
  /** Says which credentials are good; without it all that are well formed. */
  readonly verify: VerifyCredential | undefined;
  /** Says which requests the service lets in at all; without it all. */
  readonly admit?: Admit | undefined;
  readonly outgoing: OutgoingRules;
  /** How its docs page gets a token; without it a person types one. */
  readonly signIn?: SignIn | undefined;
  /** The pages that its docs page leads to. */
  readonly neighbours: () => readonly Neighbour[];
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

export async function openApp(options: AppOptions): Promise<App> {
  const { contract, behaviourOf, mount, bodyLimit, convention, verify, admit, outgoing, guard } = options;
  const { pages: places = pagesAt(mount) } = options;
  const routes = openRoutes(contract.operations, places, convention);
  const servedOperations = new Map<Operation, ServedOperation>();
  const serve = (operation: Operation): ServedOperation => {
    const known = servedOperations.get(operation);
    if (known) return known;
    const served = serveOperation({
      contract,
      convention,
      operation,
      behaviour: behaviourOf(operation),
      verify,
      admit,
      outgoing,
    });
    servedOperations.set(operation, served);
    return served;
  };
  const arrivals = openArrivals(options);
  const { exchangeOf, recorded } = arrivals;
  const { refuse, withoutRequest } = openRefusals(options, arrivals);
  const checkHost = hostCheck();

  const inject = (part: InjectOptions) => app.inject(part);
  const further = openFurther({ convention, exchangeOf, prefixOf: options.prefixOf, inject });
  const pages = openPages({
    contract,
    own: places.own,
    refuse: (request, reply) => refuse(unmatched({ kind: 'unknown' }, exchangeOf(request), contract), request, reply),
    judged: verify !== undefined,
    neighbours: options.neighbours,
    signIn: options.signIn && { ...options.signIn, path: `${mount}${options.signIn.path}` },
  });

  /** Before the body is read: which operation, and may it be called like this. @param goOn lets Fastify read the body */
  const begin = (request: FastifyRequest, reply: FastifyReply, goOn: () => void): void => {
    const exchange = exchangeOf(request);
    const { name } = exchange.world.world;
    if (name !== DEFAULT_WORLD) reply.header(WORLD_HEADER, name);
    if (exchange.refusal) throw exchange.refusal;
    checkHost(request);
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
    reply.headers(convention.headers(factsOf(exchange), 200));
    if (match.kind === 'found') showBeside(match.target, request, reply, goOn);
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
      if (exchange.method === 'OPTIONS') answer(request, reply);
      else goOn();
    };
    const lookAt = (): void | Promise<void> => {
      const pending = beforeBody(exchange);
      return pending ? pending.then(proceed) : proceed();
    };
    if (exchange.strike) void struck(exchange, request, reply, lookAt);
    else lookAt()?.catch((error) => refuse(error, request, reply));
  };

  const struck = async (
    exchange: Routed,
    request: FastifyRequest,
    reply: FastifyReply,
    lookAt: () => void | Promise<void>,
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
      if (!given) return await lookAt();
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

  /** What is no operation: a page of ours, or what the convention has. */
  const showBeside = (target: Target, request: FastifyRequest, reply: FastifyReply, goOn: () => void): void => {
    const exchange = exchangeOf(request);
    if (target.kind === 'further') {
      exchange.further = target;
      if (further.takesBody(target)) goOn();
      else answer(request, reply);
    } else if (target.kind === 'page') {
      pages.show(target.page, exchange, request, reply).catch((error) => refuse(error, request, reply));
    }
  };

  const answer = (request: FastifyRequest, reply: FastifyReply): void => {
    const target = exchangeOf(request).further;
    if (target) {
      further.answer(target, request, reply).catch((error) => refuse(error, request, reply));
      return;
    }
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

  const app = await openInstance({ contract, bodyLimit, arrive, answer, refuse });
  await app.ready();
  return { fastify: app, routes, errorWithoutRequest: withoutRequest };
}
