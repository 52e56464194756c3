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

/** Where a request goes. */
interface Address {
  /** As the document spells it, with the prefix of the world. */
  readonly url: string;
  readonly prefix: string;
  /** The name of its world. Undefined if the request names it in a way that cannot be read. */
  readonly world: string | undefined;
  /** Why its world cannot be used. */
  readonly refusal: unknown;
}

/** The exchange of a request, opened on first use. */
export function exchangeOf(document: ServedDocument, request: FastifyRequest): Exchange {
  request.exchange ??= openExchange(document, request.method, request.headers, addressOf(document, request));
  return request.exchange;
}

/** The exchange of a request whose world other processes use too. */
export async function preparedExchange(
  document: ServedDocument,
  request: FastifyRequest,
  prepare: NonNullable<ServedDocument['prepare']>,
): Promise<Exchange> {
  const { headers, method } = request;
  const address = addressOf(document, request);
  const { isStale, refusal } = await prepare(address.world ?? DEFAULT_WORLD);
  const exchange = openExchange(document, method, headers, { ...address, refusal: address.refusal ?? refusal });
  exchange.output.isStale = isStale;
  request.exchange = exchange;
  return exchange;
}

/** The exchange of bytes that never became a request. */
export function exchangeWithoutRequest(document: ServedDocument): Exchange {
  return openExchange(document, '', {}, { url: '', prefix: '', world: DEFAULT_WORLD, refusal: undefined });
}

function addressOf(document: ServedDocument, { raw, headers }: FastifyRequest): Address {
  const { convention, prefixOf, worldOf } = document;
  const received = raw.url ?? '/';
  const url = convention.spellUrl ? convention.spellUrl(received) : received;
  const prefix = prefixOf(url);
  try {
    const world = worldNamed(prefix, headers) ?? worldOf?.(headers, url) ?? DEFAULT_WORLD;
    return { url, prefix, world, refusal: undefined };
  } catch (refusal) {
    return { url, prefix, world: undefined, refusal };
  }
}

function openExchange(
  document: ServedDocument,
  method: string,
  headers: IncomingHttpHeaders,
  address: Address,
): Exchange {
  const { url, prefix } = address;
  const { world, refusal } = worldAt(document, address);
  const part = world.part(document.mount);
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
function worldAt(
  { world: open }: ServedDocument,
  { world, refusal }: Address,
): { readonly world: World; readonly refusal: unknown } {
  if (world === undefined || refusal !== undefined) return { world: open(DEFAULT_WORLD), refusal };
  try {
    return { world: open(world), refusal: undefined };
  } catch (thrown) {
    return { world: open(DEFAULT_WORLD), refusal: thrown };
  }
}
