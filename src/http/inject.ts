// Requests without a port: which path and host each is for, and fetch on top of inject.
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { webResponseOf } from './web-response.ts';

/** The path of an injected request. */
export function pathOf(request: InjectOptions | string): string {
  const { url = '/', path = url } = typeof request === 'string' ? { url: request } : request;
  return typeof path === 'string' ? path.replace(/^\w+:\/\/[^/]*/, '') : (path.pathname ?? '/');
}

/** The host of an injected request; undefined if it names none. */
export function hostOf(request: InjectOptions | string): string | undefined {
  const { url = '/', path = url, headers } = typeof request === 'string' ? { url: request, headers: {} } : request;
  const [, inUrl] = /^\w+:\/\/([^/]*)/.exec(String(path)) ?? [];
  const host = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'host')?.[1];
  return host === undefined ? inUrl : String(host);
}

/** A request with the headers that name its world. */
export function inWorld(request: InjectOptions | string, headers: Readonly<Record<string, string>>): InjectOptions {
  const options = typeof request === 'string' ? { url: request } : request;
  return { ...options, headers: { ...options.headers, ...headers } };
}

/** fetch without a port. Bodies are streams, because a stream of events has no end. */
export function fetchBy(inject: (request: InjectOptions) => Promise<LightMyRequestResponse>): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const url = new URL(String(input));
    const { method = 'GET', headers = {}, body } = init;
    const response = await inject({
      method: method as NonNullable<InjectOptions['method']>,
      url: `${url.pathname}${url.search}`,
      headers: { ...Object.fromEntries(new Headers(headers)), host: url.host },
      payloadAsStream: true,
      ...(typeof body === 'string' && { payload: body }),
      ...(body instanceof Uint8Array && { payload: Buffer.from(body) }),
    });
    return webResponseOf(response, method, bodyOf(response));
  };
}

/** The body of a response as a stream. The server stops writing if the reader cancels it. */
function bodyOf(response: LightMyRequestResponse): ReadableStream {
  const stream = response.stream();
  stream.once('close', () => response.raw.res.destroy());
  return Readable.toWeb(stream);
}
