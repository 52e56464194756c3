// Answers without state: the declared status, media type, example and headers, and what a Prefer header asks for instead.
import { test } from 'tap';
import { verifierOf } from '../../src/command/values.ts';
import { createStandin, type JsonObject } from '../../src/index.ts';

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

test('an answer has the declared status, JSON before XML, the first example that its schema accepts, and its headers', async (t) => {
  const standin = await serve();
  const response = await standin.inject({ method: 'PUT', url: '/pet' });
  t.equal(response.statusCode, 201);
  t.same(response.json(), { id: 1, name: 'Tom' });
  t.match(response.headers, { location: '/pet/1', 'x-left': '3', 'x-tags': 'a,a', 'content-type': 'application/json' });
  t.equal(Number(response.headers['content-length']), response.body.length, 'what HTTP says of a message is its own');
});

test('Accept chooses among the declared media types; XML has the names that the schema gives', async (t) => {
  const standin = await serve();
  const xml = await standin.inject({ method: 'PUT', url: '/pet', headers: { accept: 'application/xml' } });
  t.equal(xml.headers['content-type'], 'application/xml');
  t.match(xml.body, /^<\?xml [^>]+>\n<pet><id>-?\d+<\/id><name>[^<]*<\/name><\/pet>$/);
  t.equal((await standin.inject({ method: 'PUT', url: '/pet', headers: { accept: 'text/csv' } })).statusCode, 406);
  t.match(await standin.inject('/image'), { statusCode: 200, headers: { 'content-type': 'image/png' } });
  t.match(await standin.inject('/text'), { body: 'a,b', headers: { 'content-type': 'text/csv' } });
  t.match((await standin.inject('/events')).body, /^data: \{"id":.*\n\n$/s);
});

test('where no success is declared, what is declared is answered', async (t) => {
  const standin = await serve();
  t.match(await standin.inject('/moved'), { statusCode: 302, headers: { location: '/pet' } });
  t.match(await standin.inject('/never'), { statusCode: 410, body: 'gone' });
});

test('Prefer chooses the status, the example, or a value made up anew', async (t) => {
  const standin = await serve();
  const ask = async (prefer: string, method: 'PUT' | 'GET' = 'PUT') =>
    standin.inject({ method, url: '/pet', headers: { prefer } });
  const dog = await ask('example=dog');
  t.same(dog.json(), { id: 2, name: 'Rex' });
  t.equal(dog.headers['preference-applied'], 'example=dog');
  const missing = await ask('code=404');
  t.equal(missing.statusCode, 404);
  t.type(missing.json().message, 'string');
  t.equal((await ask('code=418')).statusCode, 418, 'a declared range stands for each of its statuses');
  const first = (await ask('dynamic=true')).json();
  const second = (await ask('dynamic=true')).json();
  t.notSame(first, second, 'each one is new');
  t.notOk('secret' in first, 'what is only written is never shown');
  t.same((await ask('seed=7', 'GET')).json(), (await ask('seed=7', 'GET')).json());
  t.notSame((await ask('seed=7', 'GET')).json(), (await ask('seed=8', 'GET')).json());
  t.same((await standin.inject({ method: 'PUT', url: '/pet?__example=dog' })).json(), { id: 2, name: 'Rex' });
  t.equal((await ask('respond-async')).statusCode, 201, 'other preferences are not ours');
});

test('a preference that cannot be met is refused, and says what is declared', async (t) => {
  const standin = await serve();
  for (const [prefer, says] of [
    ['code=500', /declares 201, 404, 4XX/],
    ['code=abc', /number from 100 to 599/],
    ['example=cow', /has bad, cat, dog/],
    ['wait=-1', /number from 0 to 60/],
  ] as const) {
    const response = await standin.inject({ method: 'PUT', url: '/pet', headers: { prefer } });
    t.equal(response.statusCode, 400, prefer);
    t.match(response.body, says, prefer);
  }
});

test('a wait holds the answer back, and nothing else', async (t) => {
  const standin = await serve();
  const order: string[] = [];
  await Promise.all([
    standin.inject({ url: '/pet', headers: { prefer: 'wait=0.3' } }).then(() => order.push('waited')),
    standin.inject('/pet').then(() => order.push('at once')),
  ]);
  t.same(order, ['at once', 'waited']);
});

test('who a credential belongs to is decided by whom it is handed to: 401 with a challenge, or 403', async (t) => {
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
  const ask = (authorization: string) => standin.inject({ url: '/x', headers: { authorization } });
  t.equal((await ask('Bearer good')).statusCode, 200);
  const refused = await ask('Bearer bad');
  t.equal(refused.statusCode, 401);
  t.match(refused.headers['www-authenticate'], /^Bearer, Basic realm=/);
  const forbidden = await ask('Bearer weak');
  t.equal(forbidden.statusCode, 403);
  t.equal(forbidden.headers['www-authenticate'], undefined);
  t.match(forbidden.json().detail, /Required scopes: write/);
  t.equal((await ask('Basic !!!')).json().code, 'CREDENTIAL_MALFORMED');
  t.equal((await standin.inject('/open')).statusCode, 200, 'an empty requirement makes it optional');
});

test('a refusal has the status that the document declares for such a reason', async (t) => {
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
  const verify = verifierOf(['token=abc:read,write', 'token=weak:read', 'key=a:b']);
  const facts = { settings: {}, moment: 0, expiredBefore: { onClock: 0, onMachine: 0 } };
  const judge = (scheme: string, value: string, ...scopes: string[]) =>
    verify?.({ scheme, value, scopes, sufficientScopes: [scopes] }, facts);
  t.equal(judge('token', 'abc', 'write'), 'accepted');
  t.equal(judge('token', 'weak', 'write'), 'forbidden');
  t.equal(judge('token', 'none'), 'refused');
  t.equal(judge('other', 'anything'), 'accepted', 'a scheme that is not named takes all');
  t.equal(verifierOf([]), undefined);
  t.throws(() => verifierOf(['token']), { code: 'OPTION_INVALID' });
});

test('names that cannot stand in a header harm nobody', async (t) => {
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
  const answer = await fetch(`${url}/a`);
  t.equal(answer.status, 200);
  t.equal(answer.headers.get('x-ok'), 'a?');
  t.equal((await fetch(`${url}/b`)).status, 401);
  t.equal((await fetch(`${url}/b?cl%E2%82%AC=1`)).status, 200);
});
