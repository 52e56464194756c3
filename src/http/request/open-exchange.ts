// Opens the exchange of a request, in the world that the request names.
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { worldNamed } from '../../worlds/address.ts';
import { DEFAULT_WORLD, type World } from '../../worlds/world.ts';
import { Exchange, Route, type ServedDocument } from './exchange.ts';

declare module 'fastify' {
  interface FastifyRequest {
    exchange: Exchange | undefined;
  }
}

/** The exchange of a request, opened on first use. */
export function exchangeOf(document: ServedDocument, request: FastifyRequest): Exchange {
  request.exchange ??= openExchange(document, request.method, request.raw.url ?? '/', request.headers);
  return request.exchange;
}

/** The exchange of a request whose world other processes use too. */
export async function preparedExchange(
  document: ServedDocument,
  request: FastifyRequest,
  prepare: NonNullable<ServedDocument['prepare']>,
): Promise<Exchange> {
  const { headers, method } = request;
  const received = request.raw.url ?? '/';
  const url = document.convention.spellUrl?.(received) ?? received;
  const { isStale, refusal } = await prepare(nameOfWorld(document, document.prefixOf(url), headers, url));
  const exchange = openExchange(document, method, received, headers, refusal);
  exchange.output.isStale = isStale;
  request.exchange = exchange;
  return exchange;
}

/** The exchange of bytes that never became a request. */
export function exchangeWithoutRequest(document: ServedDocument): Exchange {
  return openExchange(document, '', '', {});
}

function openExchange(
  document: ServedDocument,
  method: string,
  received: string,
  headers: IncomingHttpHeaders,
  refused?: unknown,
): Exchange {
  const { convention, mount, prefixOf } = document;
  const url = convention.spellUrl ? convention.spellUrl(received) : received;
  const prefix = prefixOf(url);
  const { world, refusal } =
    refused === undefined
      ? worldFor(document, prefix, headers, url)
      : { world: document.world(DEFAULT_WORLD), refusal: refused };
  const part = world.part(mount);
  const mark = url.indexOf('?');
  const request = {
    id: world.newRequestId(),
    method,
    prefix,
    path: url.slice(prefix.length, mark < 0 ? undefined : mark) || '/',
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers,
    arrived: performance.now(),
    at: part.clock.moment(),
    settings: world.settings,
    expiredBefore: world.expiredBefore,
  };
  return new Exchange(document, request, new Route(part, refusal));
}

/** The world of a request. If it cannot be used, the default world takes the request and refuses it. */
function worldFor(
  document: ServedDocument,
  prefix: string,
  headers: IncomingHttpHeaders,
  url: string,
): { readonly world: World; readonly refusal: unknown } {
  const { world } = document;
  try {
    return { world: world(nameOfWorld(document, prefix, headers, url)), refusal: undefined };
  } catch (refusal) {
    return { world: world(DEFAULT_WORLD), refusal };
  }
}

function nameOfWorld({ worldOf }: ServedDocument, prefix: string, headers: IncomingHttpHeaders, url: string): string {
  return worldNamed(prefix, headers) ?? worldOf?.(headers, url) ?? DEFAULT_WORLD;
}
