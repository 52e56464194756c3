// Requests that come without a port: where each is meant to go, and fetch made of them.
import type { InjectOptions, LightMyRequestResponse } from 'fastify';

/** The path that a request is injected at. */
export function pathOf(request: InjectOptions | string): string {
  const { url = '/', path = url } = typeof request === 'string' ? { url: request } : request;
  return typeof path === 'string' ? path.replace(/^\w+:\/\/[^/]*/, '') : (path.pathname ?? '/');
}

/** The host that a request is injected for. */
export function hostOf(request: InjectOptions | string): string | undefined {
  const { url = '/', path = url, headers } = typeof request === 'string' ? { url: request, headers: {} } : request;
  const [, named] = /^\w+:\/\/([^/]*)/.exec(String(path)) ?? [];
  const host = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'host')?.[1];
  return host === undefined ? named : String(host);
}

/** A request as it is meant, in a world. */
export function inWorld(request: InjectOptions | string, headers: Readonly<Record<string, string>>): InjectOptions {
  const given = typeof request === 'string' ? { url: request } : request;
  return { ...given, headers: { ...given.headers, ...headers } };
}

/** fetch without a port. */
export function fetchBy(inject: (request: InjectOptions) => Promise<LightMyRequestResponse>): typeof globalThis.fetch {
  return async (input, init = {}) => {
    const url = new URL(String(input));
    const { method = 'GET', headers = {}, body } = init;
    const answer = await inject({
      method: method as NonNullable<InjectOptions['method']>,
      url: `${url.pathname}${url.search}`,
      headers: { ...Object.fromEntries(new Headers(headers)), host: url.host },
      ...(typeof body === 'string' && { payload: body }),
    });
    const told = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)]);
    return new Response(answer.statusCode === 204 ? null : answer.rawPayload, {
      status: answer.statusCode,
      headers: told,
    });
  };
}
