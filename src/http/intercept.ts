// Requests of this very process to another origin, answered here: fetch and node:http alike, so that code which knows only
// the real service's address is answered without a port.
import { syncBuiltinESMExports } from 'node:module';
import type { HttpRequestEventMap } from '@mswjs/interceptors';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { WORLD_HEADER } from '../headers.ts';

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
  const meant = new URL(origin);
  const interceptor = await entered();
  const answer = async ({ request, controller }: RequestEvent): Promise<void> => {
    const url = new URL(request.url);
    if (url.origin !== meant.origin) return;
    const payload = Buffer.from(await request.arrayBuffer());
    const headers: Record<string, string> = Object.fromEntries(request.headers);
    headers.host = url.host;
    headers['x-forwarded-proto'] = url.protocol.slice(0, -1);
    if (world !== undefined) headers[WORLD_HEADER] ??= world;
    try {
      const given = await inject({
        method: request.method as NonNullable<InjectOptions['method']>,
        url: `${url.pathname}${url.search}`,
        headers,
        ...(payload.length > 0 && { payload }),
      });
      controller.respondWith(responseOf(given, request.method));
    } catch (error) {
      // A fault has cut the connection.
      controller.errorWith(error as Error);
    }
  };
  interceptor.on('request', answer);
  let restored = false;
  const restore = () => {
    if (restored) return;
    restored = true;
    interceptor.off('request', answer);
    leave(interceptor);
  };
  return { restore, [Symbol.dispose]: restore };
}

type Interceptor = Awaited<ReturnType<typeof opened>>;
type RequestEvent = HttpRequestEventMap['request'][0];

/** What stands before this process's fetch and node:http: one for all origins, as long as any is intercepted. */
let standing: { readonly interceptor: Promise<Interceptor>; users: number } | undefined;

function entered(): Promise<Interceptor> {
  standing ??= { interceptor: opened(), users: 0 };
  standing.users += 1;
  return standing.interceptor;
}

function leave(interceptor: Interceptor): void {
  if (!standing) return;
  standing.users -= 1;
  if (standing.users > 0) return;
  standing = undefined;
  interceptor.dispose();
  syncBuiltinESMExports();
}

async function opened() {
  const [{ BatchInterceptor }, { ClientRequestInterceptor }, { FetchInterceptor }] = await Promise.all([
    import('@mswjs/interceptors'),
    import('@mswjs/interceptors/ClientRequest'),
    import('@mswjs/interceptors/fetch'),
  ]);
  const interceptor = new BatchInterceptor({
    name: 'standin',
    interceptors: [new ClientRequestInterceptor(), new FetchInterceptor()],
  });
  interceptor.apply();
  // What was imported by name, as `import { get } from 'node:https'`, learns of it too.
  syncBuiltinESMExports();
  return interceptor;
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
