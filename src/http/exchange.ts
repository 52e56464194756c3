// One request and what becomes of it. Steps read it and write it, in the order of steps.ts.
import type { IncomingHttpHeaders } from 'node:http';
import type { Answer } from '../behaviours/behaviour.ts';
import type { ExchangeFacts } from '../conventions/convention.ts';
import type { Json } from '../json/value.ts';
import type { World } from '../worlds/world.ts';
import type { ServedOperation } from './served-operation.ts';

export interface Exchange {
  readonly id: string;
  readonly method: string;
  /** Without the query, still percent-encoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly world: World;
  /** The operation that the request names; undefined until it is routed, and where there is none. */
  served: ServedOperation | undefined;
  /** The media type that the answer will have, where it has a body. */
  mediaType: string;
  /** The media type of the request's body, without parameters. */
  bodyMediaType: string;
  rawBody: Buffer | undefined;
  body: Json | undefined;
  answer: Answer | undefined;
}

export interface Arrival {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly world: World;
}

export function openExchange({ id, method, url, headers, world }: Arrival): Exchange {
  const mark = url.indexOf('?');
  return {
    id,
    method,
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers,
    world,
    served: undefined,
    mediaType: '',
    bodyMediaType: '',
    rawBody: undefined,
    body: undefined,
    answer: undefined,
  };
}

/** What a convention may tell in the answer. */
export function factsOf({ id, headers, path, world }: Exchange): ExchangeFacts {
  const client = headers['client-request-id'];
  return {
    requestId: id,
    clientRequestId: typeof client === 'string' && client !== '' ? client : undefined,
    now: world.clock.now,
    path,
  };
}
