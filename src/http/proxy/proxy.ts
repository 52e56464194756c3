// A proxy in front of the real service: requests and responses pass unchanged, and both are validated against the contract.
// Credentials go only to the upstream: no redirect is followed, no request is repeated.
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import replyFrom from '@fastify/reply-from';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { isSafe } from '../../contract/document/methods.ts';
import { essenceOf } from '../../contract/operation/media-types.ts';
import { HttpError } from '../../errors/http-error.ts';
import { FAULT_HEADER, WORLD_HEADER } from '../../headers.ts';
import { isSecret } from '../../json/secrets.ts';
import type { Json } from '../../json/value.ts';
import type { ContractViolation } from '../../report/record.ts';
import type { ServedOptions } from '../request/document.ts';
import type { Exchange, ForwardSteps } from '../request/exchange.ts';
import { responseViolations } from '../request/violations.ts';
import { type CorsPolicy, exposeTo } from '../syntax/cors.ts';
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
  readonly onExchange: OnExchange;
}

/** Gets an exchange. If it returns a list, these are the violations of the exchange, instead of those that were found. */
export type OnExchange =
  | ((exchange: ProxyExchange) => void)
  | ((exchange: ProxyExchange) => readonly ContractViolation[] | undefined);

/** An exchange with the upstream. */
export interface ProxyExchange {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly operation: string | undefined;
  readonly status: number;
  readonly violations: readonly ContractViolation[];
  /** The texts of the path parameters, by their names in the document. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly request: ForwardedMessage;
  readonly response: ForwardedMessage;
}

/** A message without its credentials and cookies, and its body as far as the proxy could read it. */
export interface ForwardedMessage {
  readonly headers: Readonly<Record<string, string>>;
  /** Without parameters; empty without a body. */
  readonly mediaType: string;
  /** The body as a value; undefined if it is absent or not JSON. */
  readonly body: Json | undefined;
  /** The body as text; undefined if it is absent or was not read. */
  readonly text: string | undefined;
}

/** Opens the connections to the real service, and returns the steps that use them. */
export async function openForward(
  app: FastifyInstance,
  document: ServedOptions,
  upstream: Upstream,
): Promise<ForwardSteps> {
  const base = new URL(upstream.url);
  await app.register(replyFrom, {
    base: base.origin,
    disableRequestLogging: true,
    destroyAgent: true,
    undici: { headersTimeout: upstream.limit, connect: { timeout: upstream.limit } },
  });
  return {
    allow({ request: { method, path } }) {
      if (!upstream.unsafe && !isSafe(method)) throw unsafe(method);
      // A URL parser takes it for a slash, and `//` for the start of another host.
      if (path.includes('\\')) throw malformedPath('The path has a backslash. The proxy does not forward such a path.');
      // reply-from does not accept such a path: it could lead out of the path of the upstream.
      if (/(?:^|\/)(?:\.|%2e){2}(?:\/|%2f|$)/i.test(path))
        throw malformedPath('The path has a segment "..". The proxy does not forward such a path.');
    },
    respond: (exchange, reply) => respondFrom({ base, document, upstream }, exchange, reply),
  };
}

interface Forwarding {
  readonly base: URL;
  readonly document: ServedOptions;
  readonly upstream: Upstream;
}

/** Resolves when the response is sent. */
function respondFrom(forwarding: Forwarding, exchange: Exchange, reply: FastifyReply): Promise<void> {
  const { base, upstream } = forwarding;
  const { request, input } = exchange;
  const { method, headers } = request;
  const { rawBody } = input;
  const body = method !== 'GET' && method !== 'HEAD' && rawBody && rawBody.length > 0 ? rawBody : undefined;
  let hasFailed = false;
  return new Promise((resolve, reject) => {
    reply.from(targetOf(forwarding, exchange), {
      ...(body && { body, contentType: headers['content-type'] ?? 'application/octet-stream' }),
      retryDelay: () => null,
      rewriteRequestHeaders: (_request, fields) =>
        requestHeaders(fields as IncomingHttpHeaders, method, body !== undefined),
      rewriteHeaders: (fields) => responseHeaders(fields as IncomingHttpHeaders, request.prefix, base),
      onError: (_reply, { error }) => {
        hasFailed = true;
        reject(upstreamError(base, error, upstream.limit));
      },
      onResponse: (_request, _reply, { stream }) => {
        // After an error, such as a status that HTTP does not have, reply-from continues with the response.
        if (hasFailed) return void (stream as unknown as Readable).destroy();
        passOn(forwarding, exchange, reply, stream as unknown as Readable).then(resolve, reject);
      },
    });
  });
}

async function passOn(
  { base, document, upstream }: Forwarding,
  exchange: Exchange,
  reply: FastifyReply,
  stream: Readable,
): Promise<void> {
  const { request, output } = exchange;
  // If the client disconnects, the response of the upstream is not read any more.
  reply.raw.once('close', () => stream.destroy());
  const headers = reply.getHeaders() as IncomingHttpHeaders;
  const { upstreamBytes } = document.contract.limits;
  const {
    bytes,
    rest,
    isTooLarge = false,
  } = await readBytes(stream, upstreamBytes, headers['content-type']).catch((error: Error) => {
    // The headers of the response do not belong to the error.
    for (const name of Object.keys(headers)) reply.removeHeader(name);
    throw upstreamError(base, error, upstream.limit);
  });
  const status = reply.statusCode;
  const validated = await validateUpstream({ status, headers, bytes, isTooLarge, method: request.method }, exchange);
  take(document, exchange, validated, { status, headers });
  if (request.headers.origin !== undefined) replaceCors(document.cors, request.headers.origin, reply);
  output.headers = reply.getHeaders() as OutgoingHttpHeaders;
  // An empty body would get a Content-Length of 0, which is not the length of the resource.
  const isHeadOnly = request.method === 'HEAD' || status === 304;
  reply.send(rest ? Readable.from(rest) : isHeadOnly ? undefined : bytes);
  const violations = upstream.onExchange(proxyExchangeOf(exchange, headers));
  if (Array.isArray(violations)) output.violations = violations as readonly ContractViolation[];
}

function proxyExchangeOf(exchange: Exchange, headers: IncomingHttpHeaders): ProxyExchange {
  const { request, route, input, output, document } = exchange;
  const { method, path, query } = request;
  const { status, violations, mediaType, value, text } = output;
  return {
    method,
    path: query === '' ? path : `${path}?${query}`,
    operation: route.plan?.operation.id,
    status,
    violations,
    pathParameters: route.parameters,
    request: {
      headers: openHeaders(request.headers, document.keyNames),
      mediaType: input.accepted?.mediaType ?? essenceOf(request.headers['content-type'] ?? ''),
      body: input.body,
      text: input.rawBody?.toString('utf8'),
    },
    response: { headers: openHeaders(headers, document.keyNames), mediaType, body: value, text },
  };
}

/** The headers that contain no secret. @param keyNames the names of headers that carry API keys */
function openHeaders(headers: IncomingHttpHeaders, keyNames: ReadonlySet<string>): Record<string, string> {
  const open = Object.entries(headers).flatMap(([name, value]) =>
    typeof value === 'string' && !isSecret(name) && !keyNames.has(name) ? [[name, value] as const] : [],
  );
  return Object.fromEntries(open);
}

/** For a browser this is another origin than the service: what the service allows does not apply here. */
function replaceCors(cors: CorsPolicy, origin: string, reply: FastifyReply): void {
  for (const name of OF_THE_UPSTREAM) reply.removeHeader(name);
  const headers = reply.getHeaders() as OutgoingHttpHeaders;
  exposeTo(cors, origin, headers);
  for (const [name, value] of Object.entries(headers)) reply.header(name, value);
}

function take(
  document: ServedOptions,
  exchange: Exchange,
  { mediaType, value, text, violations }: UpstreamResponse,
  { status, headers }: { readonly status: number; readonly headers: IncomingHttpHeaders },
): void {
  const { route, output } = exchange;
  output.status = status;
  output.mediaType = mediaType;
  output.value = value;
  output.text = text;
  output.response = {
    status,
    headers: headers as Record<string, string>,
    ...(value !== undefined && { body: value }),
  };
  if (violations.length === 0) return;
  output.violations = [...output.violations, ...responseViolations(violations, exchange)];
  document.onInvalidResponse({ operation: route.plan?.operation.id ?? '', status, violations });
}

function targetOf({ base, document: { contract, mount } }: Forwarding, { request, route }: Exchange): string {
  const { path, query } = request;
  const own = base.pathname.replace(/\/$/, '');
  const bases = route.plan?.operation.bases ?? contract.bases;
  const replaced = own === '' ? undefined : bases.find((one) => path === one || path.startsWith(`${one}/`));
  return `${own}${path.slice(replaced?.length ?? mount.length)}${query === '' ? '' : `?${query}`}`;
}

function responseHeaders(headers: IncomingHttpHeaders, prefix: string, base: URL): IncomingHttpHeaders {
  const passed: IncomingHttpHeaders = { ...headers };
  const ofConnection = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  for (const name of [...OF_ONE_CONNECTION, ...ofConnection]) delete passed[name];
  const kept = { 'x-content-type-options': 'nosniff', ...passed };
  const { location } = passed;
  // A redirect within the service goes through the proxy.
  if (location === undefined || !URL.canParse(location) || new URL(location).origin !== base.origin) return kept;
  return { ...kept, location: `${prefix}${location.slice(base.origin.length)}` };
}

/** Headers that concern only one connection (RFC 9110, section 7.6.1), and those about how a message is sent. */
const OF_ONE_CONNECTION = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** The CORS headers of the upstream. */
const OF_THE_UPSTREAM = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-expose-headers',
];

/** The headers of a request for the upstream: without those for this server, or only for this connection. */
function requestHeaders(headers: IncomingHttpHeaders, method: string, withBody: boolean): IncomingHttpHeaders {
  const { 'keep-alive': _one, 'proxy-connection': _two, expect: _three, upgrade: _four, te: _five, ...kept } = headers;
  delete kept[WORLD_HEADER];
  delete kept[FAULT_HEADER];
  if (!withBody && (isSafe(method) || kept['content-length'] !== '0')) delete kept['content-length'];
  return kept;
}

interface ReceivedBody {
  readonly bytes: Buffer | undefined;
  readonly rest?: AsyncIterable<Buffer>;
  readonly isTooLarge?: boolean;
}

/** The bytes of a response; the stream if there are too many or it has no end. */
async function readBytes(stream: AsyncIterable<Buffer>, most: number, mediaType = ''): Promise<ReceivedBody> {
  if (mediaType.startsWith('text/event-stream')) return { bytes: undefined, rest: stream };
  const chunks: Buffer[] = [];
  let length = 0;
  const incoming = stream[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await incoming.next();
    if (done) return { bytes: Buffer.concat(chunks) };
    chunks.push(value);
    length += value.length;
    if (length > most) return { bytes: undefined, rest: resumed(chunks, incoming), isTooLarge: true };
  }
}

async function* resumed(chunks: readonly Buffer[], incoming: AsyncIterator<Buffer>): AsyncIterable<Buffer> {
  yield* chunks;
  yield* { [Symbol.asyncIterator]: () => incoming };
}

function malformedPath(message: string): HttpError {
  return new HttpError({ code: 'PATH_MALFORMED', message });
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
