// Errors on demand: `?__code=`, `Prefer: code=` and planned statuses return an error that looks like the API's own.
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type JsonObject, type StandinOptions } from '../../src/index.ts';
import { NOW, packService } from '../fixtures/service.ts';

const clinicFile = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

const json = (schema: JsonObject, more: JsonObject = {}): JsonObject => ({
  description: 'x',
  content: { 'application/json': { schema, ...more } },
});

const ERROR: JsonObject = {
  type: 'object',
  required: ['code', 'message', 'requestId', 'timestamp'],
  properties: {
    code: { type: 'string' },
    message: { type: 'string' },
    requestId: { type: 'string' },
    timestamp: { type: 'string', format: 'date-time' },
  },
};
const INVALID: JsonObject = {
  type: 'object',
  required: ['fields'],
  properties: { fields: { type: 'array', items: { type: 'object' } }, detail: { type: 'string' } },
};

const SHOP: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  components: {
    schemas: { Error: ERROR, Invalid: INVALID },
    securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
  },
  paths: {
    '/orders': {
      get: {
        operationId: 'listOrders',
        responses: {
          200: json({ type: 'array', items: { type: 'object' } }),
          404: json({ $ref: '#/components/schemas/Error' }),
        },
      },
      post: {
        operationId: 'addOrder',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { type: 'object', required: ['sku'] } } },
        },
        responses: {
          201: json({ type: 'object' }),
          400: json({ $ref: '#/components/schemas/Invalid' }),
          409: json({ $ref: '#/components/schemas/Error' }),
          429: {
            ...json(
              { $ref: '#/components/schemas/Error' },
              { example: { code: 'SLOW', message: 'Slow down.', requestId: 'r', timestamp: '2026-01-01T00:00:00Z' } },
            ),
            headers: { 'X-Rate-Limit': { schema: { const: 10 } } },
          },
        },
      },
    },
    '/ping': { get: { operationId: 'ping', responses: { 200: { description: 'ok' } } } },
    '/secret': {
      get: { operationId: 'secret', security: [{ token: [] }], responses: { 200: { description: 'ok' } } },
    },
    '/moved': {
      get: {
        operationId: 'moved',
        responses: { 302: { description: 'x', headers: { Location: { example: '/there' } } } },
      },
    },
  },
};

async function shop(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document: SHOP, now: NOW, ...options });
  t.teardown(() => standin.close());
  return { standin, world: standin.control.world() };
}

test('an undeclared status has the shape of the operation’s other errors, with the ids and the time of the request', async (t) => {
  const { standin } = await shop(t);
  const { statusCode, headers, body } = await standin.inject('/orders?__code=500');
  t.equal(statusCode, 500);
  t.same(JSON.parse(body), {
    code: 'INTERNAL_SERVER_ERROR',
    message: 'The server failed to process the request.',
    requestId: headers['request-id'],
    timestamp: NOW.toISOString(),
  });
  t.equal(headers['preference-applied'], 'code=500');
  const other = await standin.inject({ method: 'POST', url: '/orders?__code=402', payload: {} });
  t.match(other.json(), { code: 'PAYMENT_REQUIRED', message: 'Payment is required.' }, 'the one that is most common');
  const nothing = await standin.inject('/ping?__code=404');
  t.match(nothing.json(), { code: 'NOT_FOUND' }, 'the common one of the document if the operation has none');
});

test('a document without errors gets problem details', async (t) => {
  const { standin } = await shop(t, {
    document: {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/x': { get: { responses: { 200: { description: 'ok' } } } } },
    },
  });
  const { statusCode, headers, body } = await standin.inject({ url: '/x', headers: { prefer: 'code=418' } });
  t.equal(statusCode, 418);
  t.equal(headers['content-type'], 'application/problem+json');
  t.match(JSON.parse(body), { title: "I'm a Teapot", status: 418, code: 'IM_A_TEAPOT', detail: "I'm a Teapot." });
  t.match((await standin.inject('/x?__code=599')).json(), { status: 599, code: 'SERVER_ERROR' });
});

test('429 and 503 say when to try again; a declared example is returned as it is', async (t) => {
  const { standin } = await shop(t);
  const busy = await standin.inject('/orders?__code=429');
  t.equal(busy.headers['retry-after'], '1');
  t.match(busy.json(), { code: 'TOO_MANY_REQUESTS', message: 'Too many requests. Retry after 1 second.' });
  t.equal((await standin.inject('/ping?__code=503')).headers['retry-after'], '1');
  const declared = await standin.inject({ method: 'POST', url: '/orders?__code=429', payload: {} });
  t.match(declared.json(), { code: 'SLOW', message: 'Slow down.', requestId: declared.headers['request-id'] });
  t.equal(
    declared.json().timestamp,
    NOW.toISOString().replace(/\.\d+/, ''),
    'with the ids and the time of the request',
  );
  t.match(declared.headers, { 'retry-after': '1', 'x-rate-limit': '10' });
});

test('a declared status without an example is filled like a real error', async (t) => {
  const { standin } = await shop(t);
  const conflict = await standin.inject({
    method: 'POST',
    url: '/orders',
    headers: { prefer: 'code=409' },
    payload: {},
  });
  t.match(conflict.json(), {
    code: 'CONFLICT',
    message: /conflicts with the current state/,
    timestamp: NOW.toISOString(),
  });
  const invalid = await standin.inject({ method: 'POST', url: '/orders?__code=400', payload: {} });
  t.match(invalid.json(), { fields: [], detail: 'The request is not valid.' });
});

test('401 has the challenge of the operation, 405 the methods of the path', async (t) => {
  const { standin } = await shop(t);
  const unauthorized = await standin.inject({ url: '/secret?__code=401', headers: { authorization: 'Bearer x' } });
  t.equal(unauthorized.statusCode, 401);
  t.match(unauthorized.headers['www-authenticate'], /^Bearer/);
  t.match((await standin.inject('/orders?__code=405')).headers, { allow: 'GET, POST, HEAD, OPTIONS' });
});

test('redirects have a Location, 204 and 304 no body, a declared success stays as it is', async (t) => {
  const { standin } = await shop(t);
  const encoded = await standin.inject('/orders?page=2&%5F_c%6fde=307');
  t.equal(encoded.headers.location, '/orders?page=2');
  const redirect = await standin.inject('/orders?page=2&__code=307');
  t.match([redirect.statusCode, redirect.headers.location], [307, '/orders?page=2']);
  t.equal((await standin.inject('/moved?__code=302')).headers.location, '/there');
  for (const code of [204, 304]) {
    const { statusCode, body } = await standin.inject(`/orders?__code=${code}`);
    t.match([statusCode, body], [code, '']);
  }
  t.equal((await standin.inject('/orders?__code=200')).statusCode, 200);
  const undeclared = await standin.inject('/orders?__code=206');
  t.equal(undeclared.statusCode, 400);
  t.match(
    undeclared.body,
    /The operation listOrders does not declare the preferred status 206\. Declared statuses: 200, 404\./,
  );
});

test('a value that is not a status is refused with the parameter, the value and the range', async (t) => {
  const { standin } = await shop(t);
  for (const [url, message] of [
    ['/orders?__code=abc', `The query parameter '__code' must be a status from 200 to 599, not "abc".`],
    ['/orders?__code=', `The query parameter '__code' must be a status from 200 to 599, not "".`],
    ['/orders?__code=600', `The query parameter '__code' must be a status from 200 to 599, not "600".`],
    ['/orders?__code=404.0', `The query parameter '__code' must be a status from 200 to 599, not "404.0".`],
    ['/orders?__code=0x194', `The query parameter '__code' must be a status from 200 to 599, not "0x194".`],
    ['/orders?__code=%20404', `The query parameter '__code' must be a status from 200 to 599, not " 404".`],
    ['/orders?__seed=0x7', `The query parameter '__seed' must be a whole number from 0 to 4294967295, not "0x7".`],
    ['/orders?__code=100', `The query parameter '__code' must be a status from 200 to 599, not "100".`],
  ] as const) {
    const { statusCode, body } = await standin.inject(url);
    t.match([statusCode, JSON.parse(body).message], [400, message]);
  }
  const header = await standin.inject({ url: '/orders', headers: { prefer: 'code=5' } });
  t.equal(
    header.json().message,
    `The preference 'code' of the Prefer header must be a status from 200 to 599, not "5".`,
  );
});

test('it is planned, so nothing is validated, changed or counted as a violation', async (t) => {
  const { standin, world } = await shop(t);
  t.equal((await standin.inject({ method: 'POST', url: '/orders?__code=500', payload: [] })).statusCode, 500);
  t.equal((await standin.inject('/secret?__code=503')).statusCode, 503, 'before credentials are looked at');
  t.same(await standin.control.violations(), []);
  const [latest] = await world.exchanges();
  t.match(latest, { status: 503, fault: 'status-503' });
  t.match(await standin.control.explain(latest?.id ?? ''), {
    decision: { by: 'prefer', reason: 'The client prefers code=503.' },
  });
  t.same((await standin.report()).violations, []);
  t.equal((await standin.inject('/ordrs?__code=500')).statusCode, 404, 'an unknown path stays unknown');
});

test('--no-faults turns it off, and a success is still chosen', async (t) => {
  const { standin } = await shop(t, { faults: false });
  const { statusCode, body } = await standin.inject('/orders?__code=500');
  t.equal(statusCode, 403);
  t.match(body, /started with --no-faults/);
  for (const name of ['__c%6fde', '%5f%5Fcode', '_%5Fcode']) {
    const encoded = await standin.inject(`/orders?${name}=500`);
    t.equal(encoded.statusCode, 403, name);
  }
  const prefers = await standin.inject({ url: '/orders', headers: { prefer: 'Code=500' } });
  t.equal(prefers.statusCode, 403, 'Prefer in capitals');
  t.equal((await standin.inject({ url: '/orders', headers: { prefer: 'code=404' } })).statusCode, 403);
  t.equal((await standin.inject('/orders?__code=200')).statusCode, 200);
});

test('a planned status has the same body, and keeps what the plan gives', async (t) => {
  const { standin, world } = await shop(t);
  await world.fault({
    when: { operation: 'listOrders' },
    fault: { kind: 'status', status: 503, headers: { 'retry-after': '9' } },
  });
  const { headers, body } = await standin.inject('/orders');
  t.match([headers['retry-after'], JSON.parse(body).code], ['9', 'SERVICE_UNAVAILABLE']);
  const asked = await standin.inject({ url: '/ping', headers: { 'standin-fault': 'status=502' } });
  t.match([asked.statusCode, asked.json().code], [502, 'BAD_GATEWAY']);
});

test('a planned body has the media type of the response, or JSON', async (t) => {
  const { standin, world } = await shop(t);
  for (const status of [500, 599]) {
    await world.fault({
      id: 'own',
      when: { operation: 'listOrders' },
      fault: { kind: 'status', status, body: { oops: 1 } },
    } as never);
    const { statusCode, headers, body } = await standin.inject('/orders');
    t.match([statusCode, headers['content-type'], body], [status, /^application\/(?:problem\+)?json/, '{"oops":1}']);
    await world.removeFault('own');
  }
});

test('a fault and a latency act on one request together; a violation of the client is still one', async (t) => {
  const { standin, world } = await shop(t, { document: clinicFile });
  await world.fault({ fault: { kind: 'latency', latency: 60 } });
  const begun = performance.now();
  t.equal((await standin.inject('/api/owners?__code=500')).statusCode, 500);
  t.ok(performance.now() - begun >= 59, 'the error is late too');
  t.equal((await standin.inject('/api/owners?page=x')).statusCode, 400);
  t.match(await standin.control.violations(), [{ in: 'query', pointer: '/page' }]);
  const [latest] = await world.exchanges();
  t.match(latest, { fault: 'fault-1', status: 400 });
  t.match(await standin.control.explain(latest?.id ?? ''), { decision: { by: 'error' } });
});

test('the built-in service speaks in its own words where they are known', async (t) => {
  const service = await packService();
  t.teardown(() => service.standin.close());
  const { statusCode, headers, body } = await service.request(t, { path: `${service.path}?__code=429` });
  t.equal(statusCode, 429);
  t.match(JSON.parse(body).error, { code: 'TooManyRequests', message: 'An error has occurred.' });
  t.equal(headers['retry-after'], '1');
  t.match(JSON.parse(body).error.innerError, { 'request-id': headers['request-id'] });
  const gone = await service.request(t, { path: `${service.path}?__code=410` });
  t.match(gone.json().error, { code: 'Gone', message: 'The resource is no longer available.' });
});

test('the control API has no preferences: it ignores the header, and refuses the query parameter', async (t) => {
  const { standin } = await shop(t);
  await standin.inject({ method: 'POST', url: '/_standin/worlds', payload: { name: 'alice' } });
  for (const preference of ['code=204', 'code=abc', 'example=none', 'dynamic=true', 'seed=7', 'wait=60']) {
    const none = { method: 'DELETE', url: '/_standin/worlds/none' } as const;
    const byQuery = await standin.inject({ ...none, url: `${none.url}?__${preference}` });
    t.equal(byQuery.statusCode, 400, `__${preference}`);
    t.match(byQuery.json(), { code: 'PARAMETER_INVALID' });
    const byHeader = await standin.inject({ ...none, headers: { prefer: preference } });
    t.equal(byHeader.statusCode, 404, `Prefer: ${preference}`);
    t.notOk(byHeader.headers['preference-applied']);
    const world = await standin.inject({ url: '/_standin/worlds/alice', headers: { prefer: preference } });
    t.match(world.json(), { name: 'alice' }, 'a success is the real one');
  }
  const refused = await standin.inject({ method: 'DELETE', url: '/_standin/worlds/alice?__code=204' });
  t.equal(refused.statusCode, 400);
  t.equal((await standin.inject('/_standin/worlds/alice')).statusCode, 200, 'the world is still there');
});

test('the control API knows no errors on demand', async (t) => {
  const { standin } = await shop(t, { faults: false });
  const { statusCode } = await standin.inject({ url: '/_standin/health', headers: { 'standin-fault': 'status=500' } });
  t.equal(statusCode, 200);
});

test('the code is one of the declared codes, or has the spelling of the example', async (t) => {
  const rows: readonly (readonly [code: JsonObject, expected: readonly string[]])[] = [
    [{ enum: ['invalidRequest', 'tooManyRequests', 'internalError'] }, ['tooManyRequests', 'internalError']],
    [{ enum: ['INVALID_REQUEST', 'RATE_LIMITED', 'INTERNAL'] }, ['RATE_LIMITED', 'INTERNAL']],
    [{ enum: ['BadRequest', 'Throttled', 'ServiceUnavailable'] }, ['Throttled', 'ServiceUnavailable']],
    [{ example: 'invalidRequest' }, ['tooManyRequests', 'serviceUnavailable']],
    [{ example: 'not_found' }, ['too_many_requests', 'service_unavailable']],
    [{ example: 'NotFound' }, ['TooManyRequests', 'ServiceUnavailable']],
    [{ example: 'not-found' }, ['too-many-requests', 'service-unavailable']],
    [{ example: '4001' }, ['TOO_MANY_REQUESTS', 'SERVICE_UNAVAILABLE']],
  ];
  for (const [code, expected] of rows) {
    const properties = { code: { type: 'string', ...code }, message: { type: 'string' } };
    const error = { type: 'object', required: ['code', 'message'], properties };
    const standin = await createStandin({
      document: {
        openapi: '3.1.0',
        info: { title: 'A', version: '1' },
        paths: { '/a': { get: { responses: { 200: { description: 'ok' }, 400: json(error) } } } },
      },
    });
    t.teardown(() => standin.close());
    const codeOf = async (status: number) => (await standin.inject(`/a?__code=${status}`)).json().code;
    t.same([await codeOf(429), await codeOf(503)], expected, JSON.stringify(code));
  }
  const shop = await createStandin({
    document: fileURLToPath(new URL('../../docs/examples/shop/openapi.yaml', import.meta.url)),
  });
  t.teardown(() => shop.close());
  t.match((await shop.inject('/v1/products?__code=429')).json(), { code: 'too_many_requests' });
});
