// What a page, a document or a client cannot do: reach the control API through this server, run scripts with its origin, or make it
// forward a request to another host.
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Test, test } from 'tap';
import { createStandin, HttpError, type JsonObject, type SentRequest, type StandinOptions } from '../../src/index.ts';

const SCRIPT = '<script>alert(1)</script>';

const content = (type: string, example?: string): JsonObject => ({
  content: { [type]: { schema: { type: 'string' }, ...(example !== undefined && { example }) } },
});

const operation = (operationId: string, responses: JsonObject, more: JsonObject = {}) => ({
  operationId,
  responses,
  ...more,
});

/** The body of the request has the URL of the callback. @param example the body of the callback */
function callingBack(example: JsonObject): JsonObject {
  const requestBody = { content: { 'application/json': { example } } };
  const post = { requestBody, responses: { 200: { description: 'ok' } } };
  return {
    requestBody: { content: { 'application/json': { schema: { properties: { url: { type: 'string' } } } } } },
    callbacks: { done: { '{$request.body#/url}': { post } } },
  };
}

const jobs = {
  openapi: '3.1.0',
  info: { title: `</title>${SCRIPT}`, version: '1' },
  paths: {
    '/page': {
      get: operation(
        'readPage',
        {
          200: { description: 'ok', ...content('text/html', SCRIPT) },
          400: { description: 'no', ...content('text/html') },
        },
        { parameters: [{ name: 'sort', in: 'query', schema: { enum: ['up'] } }] },
      ),
    },
    '/plain': {
      get: operation(
        'readPlain',
        {
          200: { description: 'ok', ...content('text/plain') },
          400: { description: 'no', content: { 'text/html': {} } },
        },
        { parameters: [{ name: 'sort', in: 'query', schema: { enum: ['up'] } }] },
      ),
    },
    '/image': { get: operation('readImage', { 200: { description: 'ok', ...content('image/svg+xml', '<svg/>') } }) },
    '/own': { get: operation('readOwn', { 200: { description: 'ok', ...content('text/html', SCRIPT) } }) },
    '/loop': {
      post: operation('loop', { 200: { description: 'ok' } }, callingBack({ url: 'http://localhost' })),
    },
    '/jobs': { post: operation('addJob', { 201: { description: 'added' } }, callingBack({})) },
  },
};

async function serve(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document: jobs, ...options });
  t.teardown(() => standin.close());
  return standin;
}

test('a callback never reaches the control API', async (t) => {
  const sent: SentRequest[] = [];
  const onCallback = (one: SentRequest) => void sent.push(one);
  const standin = await serve(t, { onCallback });
  const url = await standin.listen();
  const { host, port } = new URL(url);
  const after = async (target: string): Promise<SentRequest> => {
    sent.length = 0;
    await fetch(`${url}/jobs`, {
      method: 'POST',
      // By default, the pages of all sites can call the API.
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: JSON.stringify({ url: target }),
    });
    while (sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    return sent[0] as SentRequest;
  };
  await fetch(`${url}/~alice/page`);
  for (const path of ['/_standin/worlds/alice/reset', '/x/../_standin/worlds', '/%2e/_standin/worlds', '/_standin']) {
    for (const name of [host, `localhost:${port}`, `alice.localhost:${port}`, `[::1]:${port}`]) {
      t.match(
        await after(`http://${name}${path}`),
        { outcome: 'refused', reason: /belongs to the control API/ },
        name + path,
      );
    }
  }
  t.match(await after(`${url}/page`), { outcome: 'sent', status: 405 }, 'the API itself can be the receiver');
});

test('callbacks of a server to itself end', async (t) => {
  const sent: SentRequest[] = [];
  const standin = await serve(t, { onCallback: (one) => void sent.push(one) });
  const url = `${await standin.listen()}/loop`;
  await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ url }) });
  while (sent.length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const outcomes = sent.map(({ outcome }) => outcome).sort();
  t.same(outcomes, ['refused', 'sent', 'sent', 'sent', 'sent', 'sent']);
  t.match(sent.find(({ outcome }) => outcome === 'refused')?.reason, /would follow 5 other callbacks/);
});

test('a callback carries a mark that the control API refuses, whatever leads to it', async (t) => {
  const standin = await serve(t);
  const marked = { host: 'localhost', 'standin-callback': 'done' };
  const refused = await standin.inject({ url: '/_standin/worlds', headers: marked });
  t.equal(refused.statusCode, 403);
  t.match(refused.json(), { detail: 'A callback or a webhook cannot use the control API.' });
  const guarded = await serve(t, { controlToken: 'sesame' });
  const headers = { ...marked, authorization: 'Bearer sesame' };
  t.equal((await guarded.inject({ url: '/_standin/worlds', headers })).statusCode, 403, 'the token does not help');
  const received: IncomingMessage[] = [];
  const receiver = createServer((request, response) => {
    received.push(request);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  t.teardown(() => receiver.close());
  const { port } = receiver.address() as AddressInfo;
  await standin.inject({ method: 'POST', url: '/jobs', payload: { url: `http://127.0.0.1:${port}/` } });
  while (received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  t.equal(received[0]?.headers['standin-callback'], 'done');
});

test('an error as HTML shows what the client sent as text', async (t) => {
  const standin = await serve(t);
  for (const path of ['/page', '/plain']) {
    const { statusCode, headers, body } = await standin.inject(`${path}?__code=${encodeURIComponent(SCRIPT)}`);
    t.equal(statusCode, 400, path);
    t.match(headers['content-type'], 'text/html', path);
    t.notMatch(body, '<script>', path);
    t.match(body, '&lt;script&gt;', path);
  }
});

test('browsers do not guess media types, and scripts of a document do not have the origin of the server', async (t) => {
  const own = { status: 200, body: 'x', headers: { 'Content-Security-Policy': "default-src 'self'" } };
  const standin = await serve(t, { handlers: { readOwn: () => own } });
  const headers = { host: 'localhost' };
  for (const [url, policy] of [
    ['/page', 'sandbox'],
    ['/page?sort=down', 'sandbox'],
    ['/image', 'sandbox'],
    ['/own', "default-src 'self'"],
    ['/plain', undefined],
    ['/nothing', undefined],
    ['/_standin/worlds', undefined],
    ['/_standin/openapi.json', undefined],
  ] as const) {
    const response = await standin.inject({ url, headers });
    t.equal(response.headers['x-content-type-options'], 'nosniff', url);
    t.equal(response.headers['content-security-policy'], policy, url);
  }
  const preflight = { origin: 'https://app.example', 'access-control-request-method': 'GET' };
  const allowed = await standin.inject({ method: 'OPTIONS', url: '/page', headers: preflight });
  t.equal(allowed.headers['x-content-type-options'], 'nosniff', 'a preflight');
});

test('the docs page shows the title as text, loads nothing from elsewhere and sends forms nowhere else', async (t) => {
  const standin = await serve(t);
  const { body, headers } = await standin.inject('/_standin/docs/');
  t.match(body, '<title>&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt; · standin</title>');
  t.notMatch(body, SCRIPT);
  t.equal(headers['x-content-type-options'], 'nosniff');
  const policy = String(headers['content-security-policy']);
  t.notMatch(policy, /https?:|\.io|\*|unsafe/, 'no other host, no inline script');
  for (const directive of ["default-src 'self'", "form-action 'self'", "frame-ancestors 'self'", "object-src 'none'"]) {
    t.ok(policy.includes(directive), directive);
  }
});

test('only the HTTP server sets the length of a response', async (t) => {
  const standin = await serve(t, {
    handlers: {
      readPlain() {
        throw new HttpError({
          code: 'RESOURCE_EXISTS',
          message: 'No.',
          headers: { 'Transfer-Encoding': 'chunked', 'content-length': '3', 'x-more': 'kept' },
        });
      },
    },
  });
  const response = await fetch(`${await standin.listen()}/plain`);
  t.equal(response.status, 400);
  t.equal(response.headers.get('transfer-encoding'), null);
  t.equal(response.headers.get('content-length'), String((await response.text()).length));
  t.equal(response.headers.get('x-more'), 'kept');
});
