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

/** The exchange of bytes that never became a request. */
export function exchangeWithoutRequest(document: ServedDocument): Exchange {
  return openExchange(document, '', '', {});
}

function openExchange(
  document: ServedDocument,
  method: string,
  received: string,
  headers: IncomingHttpHeaders,
): Exchange {
  const { convention, mount, prefixOf } = document;
  const url = convention.spellUrl ? convention.spellUrl(received) : received;
  const prefix = prefixOf(url);
  const { world, refusal } = worldFor(document, prefix, headers, url);
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
  { world, worldOf }: ServedDocument,
  prefix: string,
  headers: IncomingHttpHeaders,
  url: string,
): { readonly world: World; readonly refusal: unknown } {
  try {
    const name = worldNamed(prefix, headers) ?? worldOf?.(headers, url) ?? DEFAULT_WORLD;
    return { world: world(name), refusal: undefined };
  } catch (refusal) {
    return { world: world(DEFAULT_WORLD), refusal };
  }
}
