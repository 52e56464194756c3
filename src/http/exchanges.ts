// Opens the exchange of a request in the world that it names, and records and logs it when the response is sent.
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Contract } from '../contract/contract.ts';
import type { Convention } from '../conventions/convention.ts';
import type { HttpError } from '../errors/http-error.ts';
import type { Coverage } from '../report/coverage.ts';
import type { RequestLog } from '../report/request-log.ts';
import { apiKeyNames } from '../security/requirements.ts';
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
  readonly contract: Contract;
  /** The path that the document is served under, empty for the root. */
  readonly mount: string;
  /** Returns the world of a name. @throws HttpError WORLD_INVALID or TOO_MANY_WORLDS */
  readonly world: (name: string) => World;
  /** Returns the part of a URL that names a world. */
  readonly prefixOf: WorldPrefix;
  /** Returns the world of a request that names none itself. */
  readonly worldOf?: WorldOfCredentials | undefined;
  /** Which parts of the document are covered. */
  readonly coverage: Coverage;
  readonly convention: Convention;
  /** Where request lines are written; undefined if there are none. */
  readonly log?: RequestLog | undefined;
}

/** What was sent, as far as the reply does not contain it. */
interface RecordedResponse extends Pick<Outcome, 'mediaType' | 'value'> {
  readonly error?: HttpError;
  /** 0 if the connection was dropped; that of the reply without it. */
  readonly status?: number;
}

export interface Exchanges {
  /** The exchange of a request, opened on first use. */
  exchangeOf(request: FastifyRequest): Exchange;
  /** The exchange of bytes that never became a request. */
  withoutRequest(): Exchange;
  /** Records and logs an exchange whose response was sent. */
  record(exchange: Exchange, reply: FastifyReply, response: RecordedResponse): void;
  /** Only logs an exchange: it has no operation, or it never became a request. */
  logOnly(exchange: Exchange, status: number, error?: HttpError): void;
}

export function openExchanges(options: ExchangesOptions): Exchanges {
  const { contract, mount, world, prefixOf, worldOf, coverage, convention, log } = options;
  const keyNames = apiKeyNames(contract);
  const normalized = (url: string) => (convention.foldsSlashes && url.includes('//') ? withoutDoubleSlashes(url) : url);
  /** The world of a request. If it cannot be used, the default world takes the request and refuses it. */
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

  const open = (method: string, url: string, headers: IncomingHttpHeaders): Exchange => {
    const prefix = prefixOf(url);
    const { entered, refusal } = worldFor(prefix, headers, url);
    const part = entered.part(mount);
    const id = entered.newRequestId();
    const exchange = openExchange({ id, method, prefix, url, headers, world: part, keyNames });
    if (refusal) exchange.refusal = refusal;
    return exchange;
  };

  const writeLine = (exchange: Exchange): void => log?.exchange(exchange, describeExchange, exchange.world.world.name);

  return {
    exchangeOf(request) {
      const { method, raw, headers } = request;
      request.exchange ??= open(method, normalized(raw.url ?? '/'), headers);
      return request.exchange;
    },
    withoutRequest: () => open('', '', {}),
    record(exchange, reply, { mediaType, value, error, status = reply.statusCode }) {
      const { journal } = exchange.world.world;
      if (!journal && !log) return;
      const headers = reply.getHeaders() as OutgoingHttpHeaders;
      const took = performance.now() - exchange.arrived;
      completeExchange(exchange, { mount, status, headers, value, mediaType, error, took });
      if (journal) recordExchange(exchange, journal, coverage);
      writeLine(exchange);
    },
    logOnly(exchange, status, error) {
      if (!log) return;
      const took = performance.now() - exchange.arrived;
      exchange.outcome = { mount, status, headers: {}, value: undefined, mediaType: '', error, took };
      writeLine(exchange);
    },
  };
}

/** The URL with each run of slashes in its path replaced by one. */
function withoutDoubleSlashes(url: string): string {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  return path.replace(/\/{2,}/g, '/') + url.slice(path.length);
}
