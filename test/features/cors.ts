// CORS: what a page of another origin may send and read, with credentials, and what `cors` narrows.
import { once } from 'node:events';
import { createServer, get } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type JsonObject, type StandinOptions } from '../../src/index.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));
const origin = 'http://localhost:5173';

async function clinic(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document, ...options });
  t.teardown(() => standin.close());
  const ask = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
    standin.inject({ method: method as 'GET', url, headers: { origin, ...headers } });
  const preflight = (url: string, method: string, headers: Record<string, string> = {}) =>
    ask(url, { 'access-control-request-method': method, ...headers }, 'OPTIONS');
  return { standin, ask, preflight };
}

const ALLOWED = { 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' };

const exposed = (headers: object): readonly string[] =>
  String((headers as Record<string, unknown>)['access-control-expose-headers'] ?? '').split(', ');

test('a page may read responses with credentials: its origin is named, and so is each header', async (t) => {
  const { ask } = await clinic(t);
  const { headers } = await ask('/api/owners?per_page=1');
  t.match(headers, { ...ALLOWED, vary: 'Origin' });
  for (const name of ['x-total-count', 'link', 'etag', 'request-id']) t.ok(exposed(headers).includes(name), name);
  t.notOk(exposed(headers).includes('content-type'), 'a header that every page may read is not listed');
  const created = await ask('/api/owners', { 'content-type': 'application/json' }, 'POST');
  t.match(created.headers, ALLOWED, 'an error too');
});

test('the response names the origin in Vary also if the request has none, so that no cache mixes them', async (t) => {
  const { standin } = await clinic(t, {
    handlers: {
      readOwner: async ({ next }) => ({ ...(await next()), headers: { vary: 'Accept-Language', 'x-trace': '7' } }),
    },
  });
  const plain = await standin.inject('/api/owners');
  t.equal(plain.headers.vary, 'Origin');
  t.notOk('access-control-allow-origin' in plain.headers);
  const { headers } = await standin.inject({ url: '/api/owners/1', headers: { origin } });
  t.equal(headers.vary, 'Accept-Language, Origin', 'behind what a handler varies by');
  t.ok(exposed(headers).includes('x-trace'), 'a header that only the handler knows is exposed');
});

test('a preflight lists the declared methods of the path and allows the requested headers', async (t) => {
  const { preflight } = await clinic(t);
  const { statusCode, headers, body } = await preflight('/api/owners/1', 'PATCH', {
    'access-control-request-headers': 'authorization,x-anything',
    'access-control-request-private-network': 'true',
  });
  t.match([statusCode, body], [204, '']);
  t.match(headers, {
    ...ALLOWED,
    'access-control-allow-headers': 'authorization,x-anything',
    'access-control-allow-private-network': 'true',
    'access-control-max-age': '600',
  });
  const methods = String(headers['access-control-allow-methods']).split(', ');
  t.same(methods.toSorted(), ['DELETE', 'GET', 'HEAD', 'PATCH', 'PUT']);
  t.match(headers.vary, /^Origin,/);
  const simple = await preflight('/api/owners', 'POST');
  t.notOk('access-control-allow-private-network' in simple.headers, 'only if it is asked for');
  const unknown = await preflight('/api/ownrs', 'DELETE');
  t.match(unknown.headers, { ...ALLOWED, 'access-control-allow-methods': 'DELETE' }, 'the page can read the 404');
});

test('QUERY and a declared OPTIONS are methods like others', async (t) => {
  const paths: JsonObject = {
    '/search': {
      get: { responses: { 200: { description: 'ok' } } },
      options: { responses: { 200: { description: 'ok', content: { 'application/json': { example: { a: 1 } } } } } },
      query: { responses: { 200: { description: 'ok', content: { 'application/json': { example: [1] } } } } },
    },
  };
  const { preflight, ask } = await clinic(t, {
    document: { openapi: '3.2.0', info: { title: 'Search', version: '1' }, paths },
  });
  const { headers } = await preflight('/search', 'QUERY');
  const methods = String(headers['access-control-allow-methods']).split(', ');
  t.ok(methods.includes('OPTIONS') && methods.includes('GET'));
  if (process.versions.node.split('.')[0] !== '20') t.ok(methods.includes('QUERY'));
  const declared = await ask('/search', {}, 'OPTIONS');
  t.match([declared.statusCode, declared.json()], [200, { a: 1 }], 'OPTIONS without a preflight is the operation');
  t.match(declared.headers, ALLOWED);
});

test('a page can read every refusal: of a path, a method, a body, a handler, a fault, a stub', async (t) => {
  const { standin, ask } = await clinic(t, {
    handlers: {
      readOwner: () => {
        throw new Error('no');
      },
    },
  });
  const world = standin.control.world();
  await world.fault({ when: { operation: 'listOwners' }, fault: { kind: 'status', status: 503 } });
  await world.stub({ when: { operation: 'removeOwner' }, response: { status: 409 }, allowInvalid: true });
  const answers = [
    await ask('/api/nothing'),
    await ask('/api/owners/1', {}, 'POST'),
    await ask('/api/owners/1'),
    await ask('/api/owners'),
    await ask('/api/owners/1', {}, 'DELETE'),
    await ask('/api/owners', { 'content-type': 'application/json' }, 'POST'),
    await ask('/api/owners/%E0%A4%A'),
    await ask('/api/owners/1', { 'standin-fault': 'status=502' }),
  ];
  t.same(
    answers.map(({ statusCode }) => statusCode),
    [404, 405, 500, 503, 409, 400, 400, 502],
  );
  for (const { headers } of answers) t.match(headers, ALLOWED);
});

test('what is not valid HTTP can be read if its bytes name an origin', async (t) => {
  const { standin } = await clinic(t);
  const { port } = new URL(await standin.listen());
  const socket = connect(Number(port), '127.0.0.1');
  socket.setEncoding('utf8');
  socket.write(`GET /api/owners HTTP/1.1\r\nhost: localhost\r\norigin: ${origin}\r\nbad header\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += chunk;
  t.match(text, /^HTTP\/1.1 400/);
  t.match(text, `access-control-allow-origin: ${origin}`);
});

test('cors narrows the origins, with wildcards; others get no header', async (t) => {
  const { ask, preflight } = await clinic(t, { cors: ['https://*.example.com', 'http://localhost:*'] });
  const allowed = async (page: string) => {
    const { headers } = await ask('/api/owners', { origin: page });
    t.match(headers.vary, 'Origin');
    return headers['access-control-allow-origin'] === page;
  };
  for (const page of ['https://a.example.com', 'https://a.b.example.com', 'http://localhost:1', 'http://localhost']) {
    t.equal(await allowed(page), true, page);
  }
  for (const page of [
    'https://example.com',
    'https://aexample.com',
    'https://a.example.com.evil.example',
    'http://a.example.com',
    'https://evil.example/.example.com',
    'null',
  ]) {
    t.equal(await allowed(page), false, page);
  }
  const refused = await preflight('/api/owners', 'POST', { origin: 'https://other.example' });
  t.equal(refused.statusCode, 403);
  t.notOk(Object.keys(refused.headers).some((name) => name.startsWith('access-control-')));
  await t.rejects(createStandin({ document, cors: ['app.example'] }), {
    code: 'OPTION_INVALID',
    message: /Invalid value \["app\.example"\] for the option "cors"/,
  });
});

test('the control API can be called by the pages of --control-origin only, without credentials; the docs page by none', async (t) => {
  const { ask, preflight } = await clinic(t);
  const refused = await ask('/_standin/worlds');
  t.equal(refused.statusCode, 403);
  for (const { headers } of [refused, await preflight('/_standin/worlds', 'POST')]) {
    t.notOk(Object.keys(headers).some((name) => name.startsWith('access-control-')));
  }
  const allowed = await clinic(t, { controlOrigins: [origin] });
  t.match(await allowed.ask('/_standin/worlds'), { statusCode: 200, headers: { 'access-control-allow-origin': '*' } });
  const named = { 'access-control-request-headers': 'authorization' };
  const { headers } = await allowed.preflight('/_standin/worlds', 'POST', named);
  t.match(headers, { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'authorization' });
  t.notOk('access-control-allow-credentials' in headers);
  for (const path of ['/_standin/openapi.json', '/_standin/docs/']) {
    t.notOk('access-control-allow-origin' in (await ask(path)).headers, path);
    t.notOk('access-control-allow-origin' in (await preflight(path, 'GET')).headers, path);
  }
});

test('a proxy answers preflights itself and replaces what the service allows', async (t) => {
  const upstream = createServer((_request, response) => {
    response.setHeader('access-control-allow-origin', 'https://app.example');
    response.setHeader('content-type', 'application/json');
    response.setHeader('x-rate', '7');
    response.end('[]');
  }).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  t.teardown(() => upstream.close());
  const { port } = upstream.address() as AddressInfo;
  const { standin, ask, preflight } = await clinic(t, { upstream: `http://127.0.0.1:${port}` });
  t.match((await preflight('/api/owners', 'POST')).headers, ALLOWED);
  const { headers } = await ask('/api/owners');
  t.match(headers, ALLOWED);
  t.ok(exposed(headers).includes('x-rate'));
  const plain = await standin.inject('/api/owners');
  t.equal(plain.headers['access-control-allow-origin'], 'https://app.example', 'without an origin it passes unchanged');
  t.notOk('vary' in plain.headers);
});

test('a host that the proxy does not serve is refused with the headers too', async (t) => {
  const folder = t.testdir();
  const { standin } = await clinic(t);
  const { port } = new URL(await standin.listen({ intercept: ['api.example'], tlsDir: folder }));
  const request = get({ port, host: '127.0.0.1', path: 'http://other.example/x', headers: { origin } });
  const [response] = await once(request, 'response');
  response.resume();
  t.equal(response.statusCode, 403);
  t.match(response.headers, ALLOWED);
});
