// The HTTP server with applications that cannot be loaded.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'tap';
import type { App } from '../../../src/http/app.ts';
import { openHttpServer } from '../../../src/http/listen/http-server.ts';

test('an application that cannot be loaded gets a 500 for its requests, and the server goes on', async (t) => {
  const app = {
    fastify: { routing: (_request: unknown, response: { end(text: string): void }) => response.end('served') },
    errorWithoutRequest: async (error: Error & { readonly status: number }) => {
      return { status: error.status, headers: {}, mediaType: 'application/json', body: { message: error.message } };
    },
    originHeaders: () => ({}),
  };
  const { server } = await openHttpServer(
    (url) => (url === '/late' ? Promise.reject(new Error('Cannot find module late.js')) : (app as unknown as App)),
    { host: '127.0.0.1', tls: false, intercept: [], folder: undefined },
  );
  t.teardown(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const late = await fetch(`${origin}/late`);
  t.equal(late.status, 500);
  t.same(await late.json(), {
    message: 'This part of the server cannot be loaded: Cannot find module late.js. Start the server again.',
  });
  t.equal(await (await fetch(origin)).text(), 'served');
});
