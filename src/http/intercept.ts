// Requests of this very process to another origin, answered here: fetch and node:http alike, so that code which knows only
// the real service's address is answered without a port.
import { syncBuiltinESMExports } from 'node:module';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { WORLD_HEADER } from '../worlds/address.ts';

export interface InterceptOptions {
  /** The world that answers; the default one without it. */
  readonly world?: string | undefined;
}

export interface Interception {
  /** Lets requests go where they are sent again. */
  restore(): void;
  [Symbol.dispose](): void;
}

export type Inject = (request: InjectOptions) => Promise<LightMyRequestResponse>;

/** Statuses whose responses have no body. */
const BODILESS: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/** @param origin as `https://graph.microsoft.com` */
export async function interceptOrigin(
  origin: string,
  inject: Inject,
  { world }: InterceptOptions,
): Promise<Interception> {
  const [{ BatchInterceptor }, { ClientRequestInterceptor }, { FetchInterceptor }] = await Promise.all([
    import('@mswjs/interceptors'),
    import('@mswjs/interceptors/ClientRequest'),
    import('@mswjs/interceptors/fetch'),
  ]);
  const meant = new URL(origin);
  const interceptor = new BatchInterceptor({
    name: `standin ${meant.origin}`,
    interceptors: [new ClientRequestInterceptor(), new FetchInterceptor()],
  });
  interceptor.on('request', async ({ request, controller }) => {
    const url = new URL(request.url);
    if (url.origin !== meant.origin) return;
    const payload = Buffer.from(await request.arrayBuffer());
    const headers: Record<string, string> = Object.fromEntries(request.headers);
    headers.host = url.host;
    headers['x-forwarded-proto'] = url.protocol.slice(0, -1);
    if (world !== undefined) headers[WORLD_HEADER] ??= world;
    try {
      const answer = await inject({
        method: request.method as NonNullable<InjectOptions['method']>,
        url: `${url.pathname}${url.search}`,
        headers,
        ...(payload.length > 0 && { payload }),
      });
      controller.respondWith(responseOf(answer, request.method));
    } catch (error) {
      // A fault has cut the connection.
      controller.errorWith(error as Error);
    }
  });
  interceptor.apply();
  // What was imported by name, as `import { get } from 'node:https'`, learns of it too.
  syncBuiltinESMExports();
  const restore = () => {
    interceptor.dispose();
    syncBuiltinESMExports();
  };
  return { restore, [Symbol.dispose]: restore };
}

function responseOf(
  { statusCode, statusMessage, headers, rawPayload }: LightMyRequestResponse,
  method: string,
): Response {
  const told = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value].flat()) if (one !== undefined) told.append(name, String(one));
  }
  const bodiless = BODILESS.has(statusCode) || method === 'HEAD';
  return new Response(bodiless ? null : rawPayload, { status: statusCode, statusText: statusMessage, headers: told });
}
