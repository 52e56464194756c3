// A proxy in front of the real service: requests and responses pass unchanged, and both are validated against the contract.
// Credentials go only to the upstream: no redirect is followed, no request is repeated.
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import replyFrom from '@fastify/reply-from';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSafe } from '../contract/methods.ts';
import { HttpError } from '../errors/http-error.ts';
import { FAULT_HEADER, WORLD_HEADER } from '../headers.ts';
import type { ContractViolation } from '../report/record.ts';
import type { App } from './app.ts';
import { type CompiledOperation, compileOperation } from './compiled-operation.ts';
import { allowOrigin, isPreflight, originHeaders, originRefused, respondToPreflight } from './cors.ts';
import type { DocsLink } from './docs-links.ts';
import { type ErrorResponseOptions, openErrorResponses, unmatchedError } from './error-responses.ts';
import type { Exchange, Routed } from './exchange.ts';
import { type ExchangesOptions, openExchanges } from './exchanges.ts';
import { openInstance } from './instance.ts';
import { openPages } from './pages.ts';
import { responseViolations, violationsOf } from './recording.ts';
import { openRoutes, pagesAt, type RouteMatch } from './routes.ts';
import { refusalsOf } from './steps.ts';
import { type UpstreamResponse, validateUpstream } from './upstream-response.ts';

/** The real service. */
export interface Upstream {
  /** Its origin. A path in the URL replaces the document's base path. */
  readonly url: string;
  /** Whether requests that can change something are forwarded. */
  readonly unsafe: boolean;
  /** Milliseconds that it can take until its response begins. */
  readonly limit: number;
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
  /** The pages that the docs page links to. */
  readonly docsLinks: () => readonly DocsLink[];
}

/** The maximum size of a request body in bytes. */
const MAX_REQUEST_BYTES = 33_554_432;
/** The maximum size in bytes of a response that is validated. The body of a larger one is not validated. */
const MAX_VALIDATED_BYTES = 16_777_216;

export async function openProxy(options: ProxyOptions): Promise<App> {
  const { contract, convention, mount, upstream, cors } = options;
  const places = { ...pagesAt(mount), homes: [] };
  const routes = openRoutes(contract.operations, places, { aliases: convention.aliases });
  const exchanges = openExchanges(options);
  const { exchangeOf, record, logOnly } = exchanges;
  const { refuse, withoutRequest } = openErrorResponses(options, exchanges);
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
      behaviour: neverCalled,
      verify: undefined,
      callbacks,
    });
    operations.set(operation.pointer, served);
    return served;
  };
  const pages = openPages({
    contract,
    own: places.own,
    refuse: (request, reply) =>
      refuse(unmatchedError({ kind: 'not-found' }, exchangeOf(request), contract), request, reply),
    // The service itself verifies them.
    verifies: true,
    docsLinks: options.docsLinks,
  });

  const onRequest = (request: FastifyRequest, reply: FastifyReply, readBody: () => void): void => {
    const exchange = exchangeOf(request);
    const refused = (error: unknown) => refuse(error, request, reply);
    const match = routes.match(exchange.method, exchange.path);
    if (isPreflight(request)) preflight(exchange, request, reply);
    else if (exchange.refusal) void refused(exchange.refusal);
    else if (match.kind === 'found' && match.target.kind === 'page')
      pages.show(match.target.page, exchange, request, reply).catch(refused);
    else if (!upstream.unsafe && !isSafe(exchange.method)) void refused(unsafe(exchange.method));
    else {
      findOperation(exchange, match);
      if (exchange.method === 'OPTIONS') handle(request, reply);
      else readBody();
    }
  };

  const preflight = (exchange: Exchange, request: FastifyRequest, reply: FastifyReply): void => {
    if (exchange.path.startsWith(places.own)) return void reply.code(204).send();
    if (respondToPreflight(cors, request, reply, routes.allowed(exchange.path))) return;
    logOnly(exchange, reply.statusCode, originRefused(request.headers.origin));
  };

  /** Finds the operation of a request. A request without one is a violation. */
  const findOperation = (exchange: Exchange, match: RouteMatch): void => {
    if (match.kind === 'found' && match.target.kind === 'operation') {
      exchange.served = serve(match.target);
      exchange.pathParameters = match.params;
      exchange.call = exchange.world.world.called(match.target.operation.id);
    } else if (exchange.method !== 'OPTIONS') {
      exchange.violations = violationsOf(unmatchedError(match, exchange, contract), exchange);
    }
  };

  const handle = (request: FastifyRequest, reply: FastifyReply): void => {
    const exchange = exchangeOf(request);
    exchange.rawBody = request.body as Buffer | undefined;
    const refusals = exchange.served ? refusalsOf(exchange as Routed) : Promise.resolve([]);
    refusals
      .then((errors) => {
        exchange.violations = [...exchange.violations, ...errors.flatMap((error) => violationsOf(error, exchange))];
        forward(exchange, request, reply);
      })
      .catch((error) => refuse(error, request, reply));
  };

  const forward = (exchange: Exchange, request: FastifyRequest, reply: FastifyReply): void => {
    const { rawBody, method, headers } = exchange;
    const body = method !== 'GET' && method !== 'HEAD' && rawBody && rawBody.length > 0 ? rawBody : undefined;
    const refused = (error: unknown) => refuse(error, request, reply);
    const target = targetOf(exchange);
    // reply-from does not accept such a path: it could lead out of the path of the upstream.
    if (/(?:^|\/)(?:\.|%2e){2}(?:\/|%2f|$)/i.test(exchange.path)) return void refused(leavesPath());
    reply.from(target, {
      ...(body && { body, contentType: headers['content-type'] ?? 'application/octet-stream' }),
      retryDelay: () => null,
      rewriteRequestHeaders: (_request, fields) =>
        requestHeaders(fields as IncomingHttpHeaders, exchange, body !== undefined),
      rewriteHeaders: (fields) => responseHeaders(fields as IncomingHttpHeaders, exchange),
      onError: (_reply, { error }) => void refused(upstreamError(base, error, upstream.limit)),
      onResponse: (_request, _reply, { stream }) => {
        sendResponse(exchange, request, reply, stream).catch(refused);
      },
    });
  };

  const sendResponse = async (
    exchange: Exchange,
    request: FastifyRequest,
    reply: FastifyReply,
    stream: Readable,
  ): Promise<void> => {
    // If the client disconnects, the response of the upstream is not read any more.
    reply.raw.once('close', () => stream.destroy());
    const headers = reply.getHeaders() as IncomingHttpHeaders;
    const { bytes, rest } = await readBytes(stream, headers['content-type']).catch((error: Error) => {
      // The headers of the response do not belong to the error.
      for (const name of Object.keys(headers)) reply.removeHeader(name);
      throw upstreamError(base, error, upstream.limit);
    });
    const status = reply.statusCode;
    const validated = await validateUpstream({ status, headers, bytes, method: exchange.method }, exchange.served);
    addViolations(exchange, validated, { status, headers });
    if (request.headers.origin !== undefined) replaceCors(request, reply);
    reply.send(rest ? Readable.from(rest) : bytes);
    record(exchange, reply, { mediaType: validated.mediaType, value: validated.value });
    const { method, path, query, violations, served } = exchange;
    const withQuery = query === '' ? path : `${path}?${query}`;
    upstream.onExchange({ method, path: withQuery, operation: served?.operation.id, status, violations });
  };

  /** For a browser this is another origin than the service: what the service allows does not apply here. */
  const replaceCors = ({ headers }: FastifyRequest, reply: FastifyReply): void => {
    for (const name of OF_THE_UPSTREAM) reply.removeHeader(name);
    allowOrigin(cors, headers, reply);
  };

  const addViolations = (
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
    const bases = served?.operation.bases ?? contract.bases;
    const replaced = own === '' ? undefined : bases.find((one) => path === one || path.startsWith(`${one}/`));
    return `${own}${path.slice(replaced?.length ?? mount.length)}${query === '' ? '' : `?${query}`}`;
  };

  const responseHeaders = (headers: IncomingHttpHeaders, { prefix }: Exchange): IncomingHttpHeaders => {
    const { connection: _one, 'keep-alive': _two, 'transfer-encoding': _three, ...kept } = headers;
    const { location } = kept;
    // A redirect within the service goes through the proxy.
    if (location === undefined || !URL.canParse(location) || new URL(location).origin !== base.origin) return kept;
    return { ...kept, location: `${prefix}${location.slice(base.origin.length)}` };
  };

  const app = openInstance({ contract, bodyLimit: MAX_REQUEST_BYTES, onRequest, handle, refuse });
  await app.register(replyFrom, {
    base: base.origin,
    disableRequestLogging: true,
    destroyAgent: true,
    undici: { headersTimeout: upstream.limit, connect: { timeout: upstream.limit } },
  });
  await app.ready();
  return {
    fastify: app,
    routes,
    errorWithoutRequest: withoutRequest,
    originHeaders: (origin) => originHeaders(cors, origin),
  };
}

/** The CORS headers of the upstream. */
const OF_THE_UPSTREAM = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-expose-headers',
];

/** A proxy has no behaviours. */
function neverCalled(): Promise<never> {
  return Promise.reject(new Error('A proxy has no behaviours'));
}

/** The headers of a request for the upstream: without those for this server, or only for this connection. */
function requestHeaders(headers: IncomingHttpHeaders, { method }: Exchange, withBody: boolean): IncomingHttpHeaders {
  const { 'keep-alive': _one, 'proxy-connection': _two, expect: _three, upgrade: _four, te: _five, ...kept } = headers;
  delete kept[WORLD_HEADER];
  delete kept[FAULT_HEADER];
  if (!withBody && (isSafe(method) || kept['content-length'] !== '0')) delete kept['content-length'];
  return kept;
}

/** The bytes of a response; the stream if there are too many or it has no end. */
async function readBytes(
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
    if (length > MAX_VALIDATED_BYTES) return { bytes: undefined, rest: resumed(chunks, incoming) };
  }
}

async function* resumed(chunks: readonly Buffer[], incoming: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  yield* chunks;
  yield* { [Symbol.asyncIterator]: () => incoming };
}

function leavesPath(): HttpError {
  return new HttpError({
    code: 'PATH_MALFORMED',
    message: 'The path has a segment "..". The proxy does not forward such a path.',
  });
}

function unsafe(method: string): HttpError {
  const message = `The method ${method} can change something at the upstream. Start the proxy with --unsafe to forward it.`;
  return new HttpError({ code: 'UNSAFE_METHOD', message });
}

function upstreamError({ origin }: URL, error: Error & { readonly statusCode?: number }, limit: number): HttpError {
  const cause = error.cause instanceof Error ? error.cause : error;
  const isTimeout = error.statusCode === 504;
  return new HttpError({
    code: isTimeout ? 'UPSTREAM_TIMEOUT' : 'UPSTREAM_FAILED',
    message: isTimeout
      ? `The upstream ${origin} did not respond within ${limit / 1000} seconds.`
      : `The upstream ${origin} did not respond: ${cause.message || error.message}.`,
    cause,
  });
}
