// Intercepts requests of this process to another origin, by fetch and node:http. Code that knows only the address of the real
// service gets responses of the mock, without a port.
import { syncBuiltinESMExports } from 'node:module';
import type { HttpRequestEventMap } from '@mswjs/interceptors';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { WORLD_HEADER } from '../../headers.ts';
import { webResponseOf } from '../web-response.ts';

export interface InterceptOptions {
  /** The world of the requests. Default: the default world. */
  readonly world?: string | undefined;
}

export interface Interception {
  /** Stops the interception: requests go to their real targets again. */
  restore(): void;
  [Symbol.dispose](): void;
}

export type Inject = (request: InjectOptions) => Promise<LightMyRequestResponse>;

/** @param origin for example `https://graph.microsoft.com` */
export async function interceptOrigin(
  origin: string,
  inject: Inject,
  { world }: InterceptOptions,
): Promise<Interception> {
  const target = new URL(origin);
  const interceptor = await acquire();
  const respond = async ({ request, controller }: RequestEvent): Promise<void> => {
    const url = new URL(request.url);
    if (url.origin !== target.origin) return;
    const payload = Buffer.from(await request.arrayBuffer());
    const headers: Record<string, string> = Object.fromEntries(request.headers);
    headers.host = url.host;
    headers['x-forwarded-proto'] = url.protocol.slice(0, -1);
    if (world !== undefined) headers[WORLD_HEADER] ??= world;
    try {
      const response = await inject({
        method: request.method as NonNullable<InjectOptions['method']>,
        url: `${url.pathname}${url.search}`,
        headers,
        ...(payload.length > 0 && { payload }),
      });
      controller.respondWith(webResponseOf(response, request.method));
    } catch (error) {
      // A fault dropped the connection.
      controller.errorWith(error as Error);
    }
  };
  interceptor.on('request', respond);
  let restored = false;
  const restore = () => {
    if (restored) return;
    restored = true;
    interceptor.off('request', respond);
    release(interceptor);
  };
  return { restore, [Symbol.dispose]: restore };
}

type Interceptor = Awaited<ReturnType<typeof openInterceptor>>;
type RequestEvent = HttpRequestEventMap['request'][0];

/** The interceptor of fetch and node:http: one for all origins, as long as one of them is intercepted. */
let shared: { readonly interceptor: Promise<Interceptor>; users: number } | undefined;

function acquire(): Promise<Interceptor> {
  shared ??= { interceptor: openInterceptor(), users: 0 };
  shared.users += 1;
  return shared.interceptor;
}

function release(interceptor: Interceptor): void {
  if (!shared) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  shared = undefined;
  interceptor.dispose();
  syncBuiltinESMExports();
}

async function openInterceptor() {
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
  // Named imports, such as `import { get } from 'node:https'`, are updated too.
  syncBuiltinESMExports();
  return interceptor;
}
