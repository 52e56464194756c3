// A request becomes an exchange in the world that it names, and what came of it is remembered.
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Convention } from '../conventions/convention.ts';
import type { HttpError } from '../errors/http-error.ts';
import type { Coverage } from '../report/coverage.ts';
import type { RequestLog } from '../report/request-log.ts';
import { type WorldOfCredentials, type WorldPrefix, worldNamed } from '../worlds/address.ts';
import { DEFAULT_WORLD, type World } from '../worlds/world.ts';
import { type Exchange, type Outcome, openExchange } from './exchange.ts';
import { completeExchange, describeExchange, recordExchange } from './recording.ts';

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange | undefined;
  }
}

export interface ExchangesOptions {
  /** The path that the document is served under, empty for the root. */
  readonly mount: string;
  /** The world of a name. @throws HttpError WORLD_INVALID or TOO_MANY_WORLDS */
  readonly world: (name: string) => World;
  /** The part of a URL that names a world. */
  readonly prefixOf: WorldPrefix;
  /** The world of a request that names none itself. */
  readonly worldOf?: WorldOfCredentials | undefined;
  /** What of the document was exercised. */
  readonly coverage: Coverage;
  readonly convention: Convention;
  /** Where request lines are written; undefined if there are none. */
  readonly log?: RequestLog | undefined;
}

/** What was answered, as far as the reply does not say it. */
interface RecordedResponse extends Pick<Outcome, 'mediaType' | 'value'> {
  readonly error?: HttpError;
  /** 0 if the connection was dropped; that of the reply without it. */
  readonly status?: number;
}

export interface Exchanges {
  /** The exchange of a request, opened when it is first asked for. */
  exchangeOf(request: FastifyRequest): Exchange;
  /** The exchange of what never became a request. */
  withoutRequest(): Exchange;
  /** Records and logs an exchange that was answered. */
  record(exchange: Exchange, reply: FastifyReply, response: RecordedResponse): void;
  /** Logs one that is not recorded, because it is about no operation or never became a request. */
  logOnly(exchange: Exchange, status: number, error?: HttpError): void;
}

export function openExchanges(options: ExchangesOptions): Exchanges {
  const { mount, world, prefixOf, worldOf, coverage, convention, log } = options;
  const asMeant = (url: string) => (convention.foldsSlashes && url.includes('//') ? folded(url) : url);
  /** The world that a request means; where it cannot be had, the default one answers why. */
  const worldFor = (
    prefix: string,
    headers: IncomingHttpHeaders,
    url: string,
  ): { entered: World; refusal?: unknown } => {
    try {
      return { entered: world(worldNamed(prefix, headers) ?? worldOf?.(headers, url) ?? DEFAULT_WORLD) };
    } catch (refusal) {
      return { entered: world(DEFAULT_WORLD), refusal };
    }
  };

  const arrived = (method: string, url: string, headers: IncomingHttpHeaders): Exchange => {
    const prefix = prefixOf(url);
    const { entered, refusal } = worldFor(prefix, headers, url);
    const part = entered.part(mount);
    const exchange = openExchange({ id: entered.newRequestId(), method, prefix, url, headers, world: part });
    if (refusal) exchange.refusal = refusal;
    return exchange;
  };

  const writeLine = (exchange: Exchange): void => log?.exchange(exchange, describeExchange, exchange.world.world.name);

  return {
    exchangeOf(request) {
      const { method, raw, headers } = request;
      request.exchange ??= arrived(method, asMeant(raw.url ?? '/'), headers);
      return request.exchange;
    },
    withoutRequest: () => arrived('', '', {}),
    record(exchange, reply, { mediaType, value, error, status = reply.statusCode }) {
      const { journal } = exchange.world.world;
      if (!journal && !log) return;
      const headers = reply.getHeaders() as OutgoingHttpHeaders;
      const took = performance.now() - exchange.came;
      completeExchange(exchange, { mount, status, headers, value, mediaType, error, took });
      if (journal) recordExchange(exchange, journal, coverage);
      writeLine(exchange);
    },
    logOnly(exchange, status, error) {
      if (!log) return;
      const took = performance.now() - exchange.came;
      exchange.outcome = { mount, status, headers: {}, value: undefined, mediaType: '', error, took };
      writeLine(exchange);
    },
  };
}

/** The URL with each run of slashes in its path as one. */
function folded(url: string): string {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  return path.replace(/\/{2,}/g, '/') + url.slice(path.length);
}
