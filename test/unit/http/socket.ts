// The socket and its HTTP server, in front of an application that cannot be opened.
import { test } from 'tap';
import type { App } from '../../../src/http/app.ts';
import { openSocket } from '../../../src/http/socket.ts';

/** The application of the path /, which renders the errors of all paths. */
const first = {
  errorWithoutRequest: async (error: Error) => {
    return { status: 500, headers: {}, mediaType: 'application/json', body: { message: error.message } };
  },
  originHeaders: () => ({}),
} as unknown as App;

test('a request gets an error if its application cannot be opened, and the next one tries again', async (t) => {
  let tries = 0;
  const socket = openSocket((url) => {
    if (url === '/') return first;
    tries += 1;
    return Promise.reject(new Error('The application is not here.'));
  });
  const url = await socket.listen({ port: 0, host: '127.0.0.1', tls: false, intercept: [], folder: undefined });
  t.teardown(() => socket.close());
  for (const expected of [1, 2]) {
    const response = await fetch(`${url}/_standin/ready`, { signal: AbortSignal.timeout(5_000) });
    t.match(response, { status: 500 });
    t.same(await response.json(), {
      message: 'This part of the server cannot be loaded: The application is not here. Start the server again.',
    });
    t.equal(tries, expected);
  }
});
