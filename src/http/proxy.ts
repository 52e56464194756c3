// In front of the real service: what a client asks is passed on as it came, what the service answers is passed back as it
// is, and both are held against the contract. Credentials go to the upstream and nowhere else: no redirect is followed,
// nothing is asked twice.
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import replyFrom from '@fastify/reply-from';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from '../errors/http-error.ts';
import { FAULT_HEADER, WORLD_HEADER } from '../headers.ts';
import type { ContractViolation } from '../report/record.ts';
import type { App } from './app.ts';
import { type CompiledOperation, compileOperation } from './compiled-operation.ts';
import { allowOrigin, isPreflight, originHeaders, originRefused, respondToPreflight } from './cors.ts';
import type { DocsLink } from './docs-links.ts';
import { type ErrorResponseOptions, openErrorResponses, unmatched } from './error-responses.ts';
import type { Exchange, Routed } from './exchange.ts';
import { type ExchangesOptions, openExchanges } from './exchanges.ts';
import { openInstance } from './instance.ts';
import { openPages } from './pages.ts';
import { responseViolations, violationsOf } from './recording.ts';
import { openRoutes, pagesAt, type RouteMatch } from './routes.ts';
import { refusalsOf } from './steps.ts';
import { type UpstreamResponse, validateUpstream } from './upstream-response.ts';

/** The service that is asked. */
export interface Upstream {
  /** Its origin; a path behind it stands in the place of the document's base path. */
  readonly url: string;
  /** Whether requests may change something there. */
  readonly unsafe: boolean;
  /** Called with every exchange. */
  readonly onExchange: (exchange: ProxyExchange) => void;
}

/** An exchange with the upstream. */
export interface ProxyExchange {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly operation: string | undefined;
  readonly status: number;
  readonly violations: readonly ContractViolation[];
}

export interface ProxyOptions extends ErrorResponseOptions, ExchangesOptions {
  readonly upstream: Upstream;
  /** The pages that its docs page leads to. */
  readonly docsLinks: () => readonly DocsLink[];
}

/** Bytes that a request's body may have. */
const TAKEN = 33_554_432;
/** Bytes of an answer that are held back to be judged; of a larger one the body passes unseen. */
const JUDGED = 16_777_216;
/** Methods that change nothing (RFC 9110, section 9.2.1). */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

export async function openProxy(options: ProxyOptions): Promise<App> {
  const { contract, convention, mount, upstream, cors } = options;
  const places = { ...pagesAt(mount), homes: [] };
  const routes = openRoutes(contract.operations, places, { aliases: convention.aliases });
  const arrivals = openExchanges(options);
  const { exchangeOf, record, logOnly } = arrivals;
  const { refuse, withoutRequest } = openErrorResponses(options, arrivals);
  const base = new URL(upstream.url);
  const operations = new Map<string, CompiledOperation>();
  const serve = ({ operation }: { readonly operation: CompiledOperation['operation'] }): CompiledOperation => {
    const known = operations.get(operation.pointer);
    if (known) return known;
    const callbacks = { callbacksTo: [], webhooks: [], onSent: () => undefined };
    const served = compileOperation({
      contract,
      convention,
      operation,
      behaviour: nobody,
      verify: undefined,
      callbacks,
    });
    operations.set(operation.pointer, served);
    return served;
  };
  const pages = openPages({
    contract,
    own: places.own,
    refuse: (request, reply) => refuse(unmatched({ kind: 'unknown' }, exchangeOf(request), contract), request, reply),
    // By the service itself.
    judged: true,
    docsLinks: options.docsLinks,
  });

  const arrive = (request: FastifyRequest, reply: FastifyReply, goOn: () => void): void => {
    const exchange = exchangeOf(request);
    const refused = (error: unknown) => refuse(error, request, reply);
    const match = routes.match(exchange.method, exchange.path);
    if (isPreflight(request)) preflight(exchange, request, reply);
    else if (exchange.refusal) void refused(exchange.refusal);
    else if (match.kind === 'found' && match.target.kind === 'page')
      pages.show(match.target.page, exchange, request, reply).catch(refused);
    else if (!upstream.unsafe && !SAFE.has(exchange.method)) void refused(unsafe(exchange.method));
    else {
      place(exchange, match);
      if (exchange.method === 'OPTIONS') answer(request, reply);
      else goOn();
    }
  };

  const preflight = (exchange: Exchange, request: FastifyRequest, reply: FastifyReply): void => {
    if (respondToPreflight(cors, request, reply, routes.allowed(exchange.path))) return;
    logOnly(exchange, reply.statusCode, originRefused(request.headers.origin));
  };

  /** The operation that a request means; where it means none, that is what it breaks. */
  const place = (exchange: Exchange, match: RouteMatch): void => {
    if (match.kind === 'found' && match.target.kind === 'operation') {
      exchange.served = serve(match.target);
      exchange.pathParameters = match.params;
      exchange.call = exchange.world.world.called(match.target.operation.id);
    } else if (exchange.method !== 'OPTIONS') {
      exchange.violations = violationsOf(unmatched(match, exchange, contract), exchange);
    }
  };

  const answer = (request: FastifyRequest, reply: FastifyReply): void => {
    const exchange = exchangeOf(request);
    exchange.rawBody = request.body as Buffer | undefined;
    const objections = exchange.served ? refusalsOf(exchange as Routed) : Promise.resolve([]);
    objections
      .then((errors) => {
        exchange.violations = [...exchange.violations, ...errors.flatMap((error) => violationsOf(error, exchange))];
        passOn(exchange, request, reply);
      })
      .catch((error) => refuse(error, request, reply));
  };

  const passOn = (exchange: Exchange, request: FastifyRequest, reply: FastifyReply): void => {
    const { rawBody, method, headers } = exchange;
    const body = method !== 'GET' && method !== 'HEAD' && rawBody && rawBody.length > 0 ? rawBody : undefined;
    const refused = (error: unknown) => refuse(error, request, reply);
    const target = targetOf(exchange);
    // reply-from takes no such path; it might leave the one that the upstream is asked under.
    if (/(?:^|\/)(?:\.|%2e){2}(?:\/|%2f|$)/i.test(exchange.path)) return void refused(climbing());
    reply.from(target, {
      ...(body && { body, contentType: headers['content-type'] ?? 'application/octet-stream' }),
      retryDelay: () => null,
      rewriteRequestHeaders: (_request, given) => forwarded(given as IncomingHttpHeaders, exchange, body !== undefined),
      rewriteHeaders: (given) => passedBack(given as IncomingHttpHeaders, exchange),
      onError: (_reply, { error }) => void refused(unanswered(base, error)),
      onResponse: (_request, _reply, { stream }) => {
        passBack(exchange, request, reply, stream).catch(refused);
      },
    });
  };

  const passBack = async (
    exchange: Exchange,
    request: FastifyRequest,
    reply: FastifyReply,
    stream: Readable,
  ): Promise<void> => {
    // A client that has gone takes what it was waiting for with it.
    reply.raw.once('close', () => stream.destroy());
    const headers = reply.getHeaders() as IncomingHttpHeaders;
    const { bytes, rest } = await taken(stream, headers['content-type']).catch((error: Error) => {
      // What was to be said of the answer is not true of the refusal.
      for (const name of Object.keys(headers)) reply.removeHeader(name);
      throw unanswered(base, error);
    });
    const status = reply.statusCode;
    const judged = await validateUpstream({ status, headers, bytes, method: exchange.method }, exchange.served);
    tellBreaches(exchange, judged, { status, headers });
    if (request.headers.origin !== undefined) replaceCors(request, reply);
    reply.send(rest ? Readable.from(rest) : bytes);
    record(exchange, reply, { mediaType: judged.mediaType, value: judged.value });
    const { method, path, query, violations, served } = exchange;
    const asked = query === '' ? path : `${path}?${query}`;
    upstream.onExchange({ method, path: asked, operation: served?.operation.id, status, violations });
  };

  /** For a browser this is another origin than the service: what the service allows does not apply here. */
  const replaceCors = ({ headers }: FastifyRequest, reply: FastifyReply): void => {
    for (const name of OF_THE_UPSTREAM) reply.removeHeader(name);
    allowOrigin(cors, headers, reply);
  };

  const tellBreaches = (
    exchange: Exchange,
    { mediaType, value, text, violations }: UpstreamResponse,
    { status, headers }: { readonly status: number; readonly headers: IncomingHttpHeaders },
  ): void => {
    exchange.mediaType = mediaType;
    exchange.response = {
      status,
      headers: headers as Record<string, string>,
      ...(value !== undefined && { body: value }),
    };
    exchange.sent = text;
    if (violations.length === 0) return;
    exchange.violations = [...exchange.violations, ...responseViolations(violations, exchange)];
    options.onInvalidResponse({ operation: exchange.served?.operation.id ?? '', status, violations });
  };

  const targetOf = ({ path, query, served }: Exchange): string => {
    const own = base.pathname.replace(/\/$/, '');
    const under = served?.operation.bases ?? contract.bases;
    const replaced = own === '' ? undefined : under.find((one) => path === one || path.startsWith(`${one}/`));
    return `${own}${path.slice(replaced?.length ?? mount.length)}${query === '' ? '' : `?${query}`}`;
  };

  const passedBack = (headers: IncomingHttpHeaders, { prefix }: Exchange): IncomingHttpHeaders => {
    const { connection: _one, 'keep-alive': _two, 'transfer-encoding': _three, ...kept } = headers;
    const { location } = kept;
    // A redirect within the service stays in front of it.
    if (location === undefined || !URL.canParse(location) || new URL(location).origin !== base.origin) return kept;
    return { ...kept, location: `${prefix}${location.slice(base.origin.length)}` };
  };

  const app = openInstance({ contract, bodyLimit: TAKEN, arrive, answer, refuse });
  await app.register(replyFrom, { base: base.origin, disableRequestLogging: true, destroyAgent: true });
  await app.ready();
  return {
    fastify: app,
    routes,
    errorWithoutRequest: withoutRequest,
    originHeaders: (origin) => originHeaders(cors, origin),
  };
}

/** Headers by which a service says which pages may read its responses. */
const OF_THE_UPSTREAM = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-expose-headers',
];

/** Nothing here answers in an operation's place. */
function nobody(): Promise<never> {
  return Promise.reject(new Error('A proxy asks its upstream'));
}

/** The headers of a request as the upstream is to see them: without what is meant for us, or for this connection alone. */
function forwarded(headers: IncomingHttpHeaders, { method }: Exchange, withBody: boolean): IncomingHttpHeaders {
  const { 'keep-alive': _one, 'proxy-connection': _two, expect: _three, upgrade: _four, te: _five, ...kept } = headers;
  delete kept[WORLD_HEADER];
  delete kept[FAULT_HEADER];
  if (!withBody && (SAFE.has(method) || kept['content-length'] !== '0')) delete kept['content-length'];
  return kept;
}

/** An answer's bytes; where they are too many, or have no end, the stream that they come in. */
async function taken(
  stream: AsyncIterable<Buffer>,
  mediaType = '',
): Promise<{ readonly bytes: Buffer | undefined; readonly rest?: AsyncIterable<Buffer> }> {
  if (mediaType.startsWith('text/event-stream')) return { bytes: undefined, rest: stream };
  const chunks: Buffer[] = [];
  let length = 0;
  const incoming = stream[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await incoming.next();
    if (done) return { bytes: Buffer.concat(chunks) };
    chunks.push(value);
    length += value.length;
    if (length > JUDGED) return { bytes: undefined, rest: resumed(chunks, incoming) };
  }
}

async function* resumed(chunks: readonly Buffer[], incoming: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  yield* chunks;
  yield* { [Symbol.asyncIterator]: () => incoming };
}

function climbing(): HttpError {
  return new HttpError({ code: 'PATH_MALFORMED', message: 'A path with a segment .. is not passed on.' });
}

function unsafe(method: string): HttpError {
  const message = `${method} may change something at the upstream; start the proxy with --unsafe to have it passed on.`;
  return new HttpError({ code: 'UNSAFE_METHOD', message });
}

function unanswered({ origin }: URL, error: Error & { readonly statusCode?: number }): HttpError {
  const cause = error.cause instanceof Error ? error.cause : error;
  const silent = error.statusCode === 504;
  return new HttpError({
    code: silent ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_FAILED',
    message: silent ? `${origin} does not answer.` : `${origin} cannot be asked: ${cause.message || error.message}.`,
    cause,
  });
}
