// Responses without state: the declared status, media type, example and headers, and the preferences of a Prefer header.
import { test } from 'tap';
import { verifierOf } from '../../src/api/server-options.ts';
import { createStandin, HttpError, type JsonObject } from '../../src/index.ts';
import { CREDENTIAL, listOf } from '../../src/option-types.ts';

const PET: JsonObject = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer' }, name: { type: 'string' }, secret: { type: 'string', writeOnly: true } },
};
const PROBLEM: JsonObject = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } };

const DOCUMENT: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  paths: {
    '/pet': {
      put: {
        responses: {
          201: {
            description: 'made',
            headers: {
              Location: { schema: { type: 'string', const: '/pet/1' } },
              'X-Left': { schema: { type: 'integer', minimum: 3, maximum: 3 } },
              'X-Tags': { schema: { type: 'array', items: { const: 'a' }, minItems: 2, maxItems: 2 } },
              'Content-Length': { schema: { type: 'integer', const: 5 } },
            },
            content: {
              'application/xml': { schema: { ...PET, xml: { name: 'pet' } } },
              'application/json': {
                schema: PET,
                examples: {
                  bad: { value: { id: 'x' } },
                  cat: { value: { id: 1, name: 'Tom' } },
                  dog: { value: { id: 2, name: 'Rex' } },
                },
              },
            },
          },
          404: { description: 'none', content: { 'application/json': { schema: PROBLEM } } },
          '4XX': { description: 'no', content: { 'text/plain': { schema: { type: 'string' } } } },
        },
      },
      get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema: PET } } } } },
    },
    '/moved': { get: { responses: { 302: { description: 'there', headers: { Location: { example: '/pet' } } } } } },
    '/never': { get: { responses: { 410: { description: 'gone', content: { 'text/plain': { example: 'gone' } } } } } },
    '/text': { get: { responses: { 200: { description: 'ok', content: { 'text/csv': { example: 'a,b' } } } } } },
    '/image': { get: { responses: { 200: { description: 'ok', content: { 'image/*': {} } } } } },
    '/events': {
      get: {
        responses: {
          200: {
            description: 'ok',
            content: { 'text/event-stream': { schema: { type: 'array', items: PET, minItems: 1 } } },
          },
        },
      },
    },
  },
};

const serve = () => createStandin({ document: DOCUMENT });

test('a response has the declared status and headers, JSON before XML, and the first valid example', async (t) => {
  const standin = await serve();
  const response = await standin.inject({ method: 'PUT', url: '/pet' });
  t.equal(response.statusCode, 201);
  t.same(response.json(), { id: 1, name: 'Tom' });
  t.match(response.headers, { location: '/pet/1', 'x-left': '3', 'x-tags': 'a,a', 'content-type': 'application/json' });
  t.equal(Number(response.headers['content-length']), response.body.length, 'Content-Length is never a sample');
});

test('Accept selects a declared media type; XML has the names of the schema', async (t) => {
  const standin = await serve();
  const xml = await standin.inject({ method: 'PUT', url: '/pet', headers: { accept: 'application/xml' } });
  t.equal(xml.headers['content-type'], 'application/xml');
  t.match(xml.body, /^<\?xml [^>]+>\n<pet><id>-?\d+<\/id><name>[^<]*<\/name><\/pet>$/);
  t.equal((await standin.inject({ method: 'PUT', url: '/pet', headers: { accept: 'text/csv' } })).statusCode, 406);
  t.match(await standin.inject('/image'), { statusCode: 200, headers: { 'content-type': 'image/png' } });
  t.match(await standin.inject('/text'), { body: 'a,b', headers: { 'content-type': 'text/csv' } });
  t.match((await standin.inject('/events')).body, /^data: \{"id":.*\n\n$/s);
});

test('a vendor type of JSON in Accept gets the declared JSON, and the header is listed as undeclared', async (t) => {
  const standin = await serve();
  const send = (accept: string) => standin.inject({ method: 'PUT', url: '/pet', headers: { accept } });
  for (const accept of [
    'application/vnd.shop+json;version=2',
    'application/vnd.shop.v3',
    'application/hal+json, image/webp;q=0.5',
  ]) {
    const response = await send(accept);
    t.match(response, { statusCode: 201, headers: { 'content-type': 'application/json' } }, accept);
    t.match(response.headers['standin-undeclared'], 'header accept:', 'and it is listed');
  }
  t.equal((await send('application/xml;q=0.9, application/vnd.shop+json')).headers['content-type'], 'application/xml');
  for (const accept of ['application/vnd.ms-excel', 'application/vnd.shop+zip', 'application/vnd.shop+json;q=0'])
    t.equal((await send(accept)).statusCode, 406, accept);
  t.notOk((await send('application/json')).headers['standin-undeclared'], 'the declared type is not listed');
});

test('an operation that declares no success returns another declared response', async (t) => {
  const standin = await serve();
  t.match(await standin.inject('/moved'), { statusCode: 302, headers: { location: '/pet' } });
  t.match(await standin.inject('/never'), { statusCode: 410, body: 'gone' });
});

test('Prefer selects the status, the example, or a newly generated value', async (t) => {
  const standin = await serve();
  const send = async (prefer: string, method: 'PUT' | 'GET' = 'PUT') =>
    standin.inject({ method, url: '/pet', headers: { prefer } });
  const dog = await send('example=dog');
  t.same(dog.json(), { id: 2, name: 'Rex' });
  t.equal(dog.headers['preference-applied'], 'example=dog');
  const missing = await send('code=404');
  t.equal(missing.statusCode, 404);
  t.type(missing.json().message, 'string');
  t.equal((await send('code=418')).statusCode, 418, 'a declared range includes each of its statuses');
  const first = (await send('dynamic=true')).json();
  const second = (await send('dynamic=true')).json();
  t.notSame(first, second, 'each value is new');
  t.notOk('secret' in first, 'write-only properties are left out');
  t.same((await send('seed=7', 'GET')).json(), (await send('seed=7', 'GET')).json());
  t.notSame((await send('seed=7', 'GET')).json(), (await send('seed=8', 'GET')).json());
  t.same((await standin.inject({ method: 'PUT', url: '/pet?__example=dog' })).json(), { id: 2, name: 'Rex' });
  t.equal((await send('respond-async')).statusCode, 201, 'other preferences are ignored');
});

test('an unknown preference is refused with the declared alternatives', async (t) => {
  const standin = await serve();
  for (const [prefer, message] of [
    ['code=200', /Declared statuses: 201, 404, 4XX\./],
    ['code=abc', /status from 200 to 599/],
    ['example=cow', /Examples of the response: bad, cat, dog\./],
    ['wait=-1', /number of seconds from 0 to 60/],
  ] as const) {
    const response = await standin.inject({ method: 'PUT', url: '/pet', headers: { prefer } });
    t.equal(response.statusCode, 400, prefer);
    t.match(response.body, message, prefer);
  }
});

test('a wait delays this response only', async (t) => {
  const standin = await serve();
  const order: string[] = [];
  await Promise.all([
    standin.inject({ url: '/pet', headers: { prefer: 'wait=0.3' } }).then(() => order.push('waited')),
    standin.inject('/pet').then(() => order.push('at once')),
  ]);
  t.same(order, ['at once', 'waited']);
});

test('verifyCredential decides about a credential: 401 with a challenge, or 403', async (t) => {
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      components: {
        securitySchemes: { token: { type: 'http', scheme: 'bearer' }, user: { type: 'http', scheme: 'basic' } },
      },
      paths: {
        '/x': { get: { security: [{ token: ['write'] }, { user: [] }], responses: { 200: { description: 'ok' } } } },
        '/open': { get: { security: [{ token: [] }, {}], responses: { 200: { description: 'ok' } } } },
      },
    },
    verifyCredential: ({ scheme, value, scopes }) => {
      t.same(scopes, scheme === 'token' ? ['write'] : []);
      return value === 'good' ? 'accepted' : value === 'weak' ? 'forbidden' : 'refused';
    },
  });
  const send = (authorization: string) => standin.inject({ url: '/x', headers: { authorization } });
  t.equal((await send('Bearer good')).statusCode, 200);
  const refused = await send('Bearer bad');
  t.equal(refused.statusCode, 401);
  t.match(refused.headers['www-authenticate'], /^Bearer, Basic realm=/);
  const forbidden = await send('Bearer weak');
  t.equal(forbidden.statusCode, 403);
  t.equal(forbidden.headers['www-authenticate'], undefined);
  t.match(forbidden.json().detail, /Required scopes: write/);
  t.equal((await send('Basic !!!')).json().code, 'CREDENTIAL_MALFORMED');
  t.equal((await standin.inject('/open')).statusCode, 200, 'an empty requirement makes it optional');
});

test('an error of verifyCredential names the function, and the line shows its stack', async (t) => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { security: [{ key: [] }], responses: { 200: { description: 'ok' } } } } },
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
  } as const;
  const fail = (): never => {
    throw new Error('no database');
  };
  for (const verifyCredential of [fail, async () => fail()]) {
    let text = '';
    const output = { write: (more: string) => (text += more) };
    const standin = await createStandin({
      document,
      verifyCredential,
      log: { format: 'pretty', output, colors: false },
    });
    t.teardown(() => standin.close());
    const response = await standin.inject({ url: '/a', headers: { authorization: 'Bearer x' } });
    t.equal(response.statusCode, 500);
    t.match(response.json(), { code: 'HANDLER_FAILED', detail: 'verifyCredential failed: no database' });
    t.match(await standin.control.violations(), [{ direction: 'response', rule: 'handler' }]);
    await new Promise((resolve) => setImmediate(resolve));
    const [line, ...stack] = text.trimEnd().split('\n');
    t.match(line, /verifyCredential failed: no database$/);
    t.match(stack.join('\n'), /^ {4}Error: no database\n {4}at .*responses\.m?[jt]s/);
    t.notMatch(stack.join('\n'), /requirements/, 'without the frames of the server');
  }
  const refuse = () => {
    throw new HttpError({ code: 'CREDENTIAL_REFUSED', message: 'Unknown user.' });
  };
  const standin = await createStandin({ document, verifyCredential: refuse });
  const response = await standin.inject({ url: '/a', headers: { authorization: 'Bearer x' } });
  t.equal(response.statusCode, 401);
  t.match(response.json(), { code: 'CREDENTIAL_REFUSED', detail: 'Unknown user.' });
});

test('a value of verifyCredential that is no verdict is a 500, not an acceptance', async (t) => {
  for (const [verdict, returned] of [
    [undefined, 'undefined'],
    [null, 'null'],
    [true, 'true'],
    ['ok', '"ok"'],
    [{}, 'an object with the properties (none)'],
    [{ kind: 'accepted' }, 'an object with the properties kind'],
    [{ kind: 'refused', message: 5 }, 'an object with the properties kind, message'],
    [Promise.resolve(undefined), 'undefined'],
  ]) {
    const standin = await createStandin({
      document: {
        openapi: '3.1.0',
        info: { title: 'T', version: '1' },
        components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
        paths: { '/x': { get: { security: [{ token: [] }], responses: { 200: { description: 'ok' } } } } },
      },
      verifyCredential: () => verdict as unknown as 'accepted',
    });
    t.teardown(() => standin.close());
    const response = await standin.inject({ url: '/x', headers: { authorization: 'Bearer x' } });
    t.match(response.json(), { status: 500, code: 'HANDLER_FAILED' });
    t.ok(response.json().detail.startsWith(`verifyCredential returned ${returned}. `), response.json().detail);
  }
});

test('an error has the status that the document declares for its reason', async (t) => {
  const document = (...statuses: string[]): JsonObject => ({
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/x': {
        post: {
          parameters: [{ name: 'n', in: 'query', schema: { type: 'integer' } }],
          requestBody: { required: true, content: { 'application/json': { schema: { type: 'object' } } } },
          responses: Object.fromEntries(['200', ...statuses].map((status) => [status, { description: status }])),
        },
      },
    },
  });
  for (const [statuses, parameter, body, malformed] of [
    [[], 400, 400, 400],
    [['422'], 422, 422, 422],
    [['400', '422'], 400, 422, 400],
    [['4XX'], 400, 400, 400],
    [['default', '422'], 422, 422, 422],
  ] as const) {
    const standin = await createStandin({ document: document(...statuses) });
    const send = async (url: string, payload: string) =>
      (await standin.inject({ method: 'POST', url, headers: { 'content-type': 'application/json' }, payload }))
        .statusCode;
    t.same(
      [await send('/x?n=a', '{}'), await send('/x', '[]'), await send('/x', '{')],
      [parameter, body, malformed],
      statuses.join(),
    );
  }
});

test('a command line may say which credentials are good, and what for', async (t) => {
  const credentials = listOf(CREDENTIAL);
  const texts = ['token=abc:read,write', 'token=weak:read', 'key=a:b'];
  const verify = verifierOf(texts.flatMap((text) => credentials.parse(text) ?? []));
  const facts = { settings: {}, moment: 0, expiredBefore: { onClock: 0, onMachine: 0 } };
  const verified = (scheme: string, value: string, ...scopes: string[]) =>
    verify?.({ scheme, value, scopes, sufficientScopes: [scopes] }, facts);
  t.equal(verified('token', 'abc', 'write'), 'accepted');
  t.equal(verified('token', 'weak', 'write'), 'forbidden');
  t.equal(verified('token', 'none'), 'refused');
  t.equal(verified('other', 'anything'), 'accepted', 'a scheme without an option accepts every value');
  t.equal(verifierOf([]), undefined);
  t.equal(credentials.parse('token'), undefined);
});

test('header names and values that HTTP does not allow are left out or replaced', async (t) => {
  const ok: JsonObject = {
    description: 'ok',
    headers: { 'X Rate': { schema: { const: 5 } }, 'X-Ok': { schema: { const: 'a€' } } },
  };
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'cl€' } } },
      paths: {
        '/a': { get: { responses: { 200: ok } } },
        '/b': { get: { security: [{ key: [] }], responses: { 200: ok } } },
      },
    },
  });
  const url = await standin.listen();
  t.teardown(() => standin.close());
  const response = await fetch(`${url}/a`);
  t.equal(response.status, 200);
  t.equal(response.headers.get('x-ok'), 'a?');
  t.equal((await fetch(`${url}/b`)).status, 401);
  t.equal((await fetch(`${url}/b?cl%E2%82%AC=1`)).status, 200);
});

test('an error response has the headers that its status declares as required', async (t) => {
  const trace = { required: true, schema: { type: 'string', format: 'uuid' } };
  const content = { 'application/json': { schema: { type: 'object' } } };
  const response = {
    description: 'r',
    headers: { 'X-Request-ID': trace, 'X-Optional': { schema: { type: 'string' } } },
    content,
  };
  const parameters = [{ name: 'n', in: 'query', schema: { type: 'integer' } }];
  const document = {
    openapi: '3.0.3',
    info: { title: 'Traces', version: '1' },
    paths: { '/traces': { get: { parameters, responses: { 200: response, 400: response } } } },
  };
  const standin = await createStandin({ document });
  const refused = await standin.inject('/traces?n=x');
  t.equal(refused.statusCode, 400);
  t.match(refused.headers['x-request-id'], /^[0-9a-f-]{36}$/);
  t.notOk('x-optional' in refused.headers, 'headers that are not required are left out');
  const id = '7b1d9f4c-2f6e-4a52-9a56-0d6f5c6a3c11';
  const named = await standin.inject({ url: '/traces?n=x', headers: { 'x-request-id': id } });
  t.equal(named.headers['x-request-id'], id, 'the id of the request is returned');
});
