// Loading documents: Swagger 2.0, URLs, several files, and their warnings.
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type JsonObject } from '../../src/index.ts';
import { warningsText } from '../../src/startup-message.ts';

const SHELF = fileURLToPath(new URL('../fixtures/documents/shelf-2.0.yaml', import.meta.url));

test('Swagger 2.0 is converted: bodies, forms, collection formats, shared parts, security schemes', async (t) => {
  const standin = await createStandin({ document: SHELF });
  t.same((await standin.inject('/v1/books?limit=5&tags=old|new')).json(), [{ id: 1, title: 'Emma', shelf: null }]);
  t.match((await standin.inject('/v1/books?tags=old|odd')).json(), { message: /tags/ });
  t.equal((await standin.inject('/v1/books?limit=51')).statusCode, 400);
  const add = (payload: object, authorization = 'Bearer x') =>
    standin.inject({ method: 'POST', url: '/v1/books', headers: { authorization }, payload });
  const added = await add({ title: 'Emma', shelf: null, price: 1 });
  t.equal(added.statusCode, 201, added.body);
  t.equal(added.headers['x-count'], '7');
  t.match((await add({ shelf: 'A' })).json(), { message: /title.* is required/ });
  t.match((await add({ title: 'Emma', price: 0 })).json(), { message: /price.* must be greater than 0/ });
  t.equal((await add({ title: 'Emma' }, '')).statusCode, 401);
  const cover = (body: string) =>
    standin.inject({
      method: 'POST',
      url: '/v1/covers',
      headers: { authorization: `Basic ${btoa('a:b')}`, 'content-type': 'multipart/form-data; boundary=b' },
      payload: body,
    });
  const field = '--b\r\nContent-Disposition: form-data; name="id"\r\n\r\n5\r\n';
  const picture =
    '--b\r\nContent-Disposition: form-data; name="picture"; filename="p.png"\r\nContent-Type: image/png\r\n\r\nx\r\n';
  t.equal((await cover(`${field}${picture}--b--\r\n`)).statusCode, 204);
  t.match((await cover(`${picture}--b--\r\n`)).json(), { message: /id.* is required/ });
  t.match(standin.contract.place('/definitions/Book'), { file: SHELF, line: 101 }, 'a pointer still has its place');
});

/** Serves texts by path on loopback. */
async function hosting(t: Test, texts: (origin: string) => Record<string, string>): Promise<string> {
  const server = createServer((request, response) => {
    const text = texts(origin)[request.url ?? ''];
    if (text?.startsWith('/')) response.writeHead(302, { location: text }).end();
    else if (text === undefined) response.writeHead(404).end();
    else response.end(text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return origin;
}

const joined = (reference: string) =>
  `openapi: 3.1.0
info: {title: Joined, version: "1"}
paths:
  /a:
    get:
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: {$ref: "${reference}"}
`;

test('a document can be a URL, with the files in its folder; a reference to another place needs allowRemoteRefs', async (t) => {
  const thing = 'type: object\nrequired: [name]\nproperties: {name: {const: thing}}\n';
  const other = await hosting(t, () => ({ '/thing.yaml': thing }));
  const origin = await hosting(t, () => ({
    '/api/openapi.yaml': joined('./schemas/thing.yaml'),
    '/api/schemas/thing.yaml': thing,
    '/api/up.yaml': joined('../thing.yaml'),
    '/api/other.yaml': joined(`${other}/thing.yaml`),
    '/api/missing.yaml': joined('missing/thing.yaml'),
    '/latest': '/api/openapi.yaml',
    '/thing.yaml': thing,
  }));
  const answer = async (path: string, allowRemoteRefs = false) => {
    const standin = await createStandin({ document: `${origin}${path}`, allowRemoteRefs });
    return (await standin.inject('/a')).json();
  };
  t.same(await answer('/api/openapi.yaml'), { name: 'thing' });
  t.same(await answer('/latest'), { name: 'thing' }, 'references are relative to the target of a redirect');
  for (const path of ['/api/up.yaml', '/api/other.yaml']) {
    await t.rejects(answer(path), { code: 'REFERENCE_FORBIDDEN', place: { file: `${origin}${path}`, line: 11 } }, path);
    t.same(await answer(path, true), { name: 'thing' }, `${path} with allowRemoteRefs`);
  }
  await t.rejects(answer('/api/missing.yaml'), { code: 'REFERENCE_UNRESOLVED', place: { line: 11 } });
  await t.rejects(answer('/no.yaml'), { code: 'DOCUMENT_UNREADABLE', what: /returns 404/ });
  await t.rejects(createStandin({ document: 'http://127.0.0.1:1/x' }), { code: 'DOCUMENT_UNREADABLE' });
});

test('the user name and the password of a URL are sent to its origin, and appear nowhere', async (t) => {
  const received: (string | undefined)[] = [];
  const server = createServer(({ url = '', headers }, response) => {
    received.push(headers.authorization);
    const texts: Record<string, string> = {
      '/openapi.yaml': joined('./thing.yaml'),
      '/thing.yaml': 'const: thing\n',
      '/broken.yaml': 'a: [\n',
    };
    const text = headers.authorization === expected ? texts[url] : undefined;
    response.writeHead(text === undefined ? 401 : 200).end(text);
  }).listen(0, '127.0.0.1');
  const expected = `Basic ${btoa('user:p@ss')}`;
  await once(server, 'listening');
  t.teardown(() => server.close());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const location = `http://user:p%40ss@${host}`;
  const standin = await createStandin({ document: `${location}/openapi.yaml` });
  t.same(received, [expected, expected], 'of the document and of the file that it refers to');
  t.equal((await standin.inject('/a')).json(), 'thing');
  t.same(standin.contract.files, [`http://${host}/openapi.yaml`, `http://${host}/thing.yaml`]);
  for (const [document, message] of [
    [`${location}/broken.yaml`, `http://${host}/broken.yaml:2:1`],
    [`http://user:other-p%40ss@${host}/openapi.yaml`, `http://${host}/openapi.yaml returns 401`],
    ['http://user:p%40ss@127.0.0.1:1/a.yaml', 'http://127.0.0.1:1/a.yaml'],
    ['http://user:p%40ss@', 'http://'],
  ] as const) {
    const error = await createStandin({ document }).catch((cause: Error) => cause);
    t.match((error as Error).message, message);
    t.notMatch((error as Error).message, /user|p@ss|p%40ss/);
  }
});

const FILES: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'T', version: '1' },
  paths: {
    '/a': {
      get: {
        responses: {
          200: {
            description: 'ok',
            content: {
              'application/json': {
                schema: { type: 'object', properties: { n: { type: 'integer' }, when: { format: 'moment' } } },
                example: { n: 'many' },
              },
            },
          },
        },
      },
    },
  },
};

test('an invalid example is a warning, and a sample replaces it; strict refuses a document with warnings', async (t) => {
  const standin = await createStandin({ document: FILES });
  t.type((await standin.inject('/a')).json().n, 'number');
  t.match(
    (await standin.lint()).map(({ message }) => message),
    [
      /^the format moment is unknown/,
      /^the example example violates its schema: n must be of type integer; the server returns a sample/,
    ],
  );
  await t.rejects(createStandin({ document: FILES, strict: true }), {
    code: 'DOCUMENT_HAS_WARNINGS',
    what: /^The document has 2 warnings: the format moment [^;]*; /,
  });
});

test('a warning names the file of its own document', async (t) => {
  const of = (schema: string) => `openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /a:
    get:
      responses:
        200: { description: ok, content: { application/json: { schema: ${schema} } } }
`;
  const folder = t.testdir({ 'a.yaml': of('{ type: string }'), 'b.yaml': of('{ type: string, format: moment }') });
  const documents = [`${folder}/a.yaml`, `${folder}/b.yaml@/b`];
  const file = `${realpathSync(folder)}/b.yaml`;
  await t.rejects(createStandin({ documents, strict: true }), {
    code: 'DOCUMENT_HAS_WARNINGS',
    place: { file, line: 7 },
  });
  const standin = await createStandin({ documents });
  t.match(standin.warnings, [{ message: /^the format moment/, location: { file, line: 7 } }]);
  t.match(await standin.lint(), [{ location: { file, line: 7 } }]);
  t.match(warningsText(standin.warnings), `1 warning\n  ${file}:7:`);
  await standin.close();
});

test('keywords of other versions and dialects are understood, with a warning', async (t) => {
  const schema = { type: 'integer', minimum: 3, exclusiveMinimum: true } as JsonObject;
  const pattern = { type: 'string', pattern: '\\A[[:alpha:]]+\\z' };
  const name = (inner: JsonObject, at: string): JsonObject => ({ name: at, in: 'query', schema: inner });
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/a': {
          get: { parameters: [name(schema, 'n'), name(pattern, 'w')], responses: { 200: { description: 'ok' } } },
        },
      },
    },
  });
  const status = async (query: string) => (await standin.inject(`/a?${query}`)).statusCode;
  t.same([await status('n=4'), await status('n=3'), await status('w=ab'), await status('w=1')], [200, 400, 200, 400]);
  t.match(
    standin.warnings.map(({ message }) => message),
    [/exclusiveMinimum is a boolean/, /is not ECMA-262/],
  );
});

test('schemas that are compiled on first use validate like all others', async (t) => {
  const chain = Array.from({ length: 80 }, (_, index): [string, JsonObject] => [
    `S${index}`,
    {
      type: 'object',
      required: ['v'],
      properties: { v: { type: 'integer' }, next: { $ref: `#/components/schemas/S${index + 1}` } },
    },
  ]);
  const schemas = Object.fromEntries([...chain, ['S80', { type: 'string' }]]);
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/S0' } } };
  const put = { operationId: 'put', requestBody: { content }, responses: { 204: { description: 'ok' } } };
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      components: { schemas },
      paths: { '/a': { put } },
    },
  });
  const nested = (value: JsonObject | string, levels: number): JsonObject | string =>
    levels === 0 ? value : { v: 1, next: nested(value, levels - 1) };
  const send = async (payload: object) => (await standin.inject({ method: 'PUT', url: '/a', payload })).json();
  const refused = await send(nested({ v: 'x' }, 60) as object);
  t.same(refused.errors, [{ pointer: `#${'/next'.repeat(60)}/v`, rule: 'type', detail: 'must be of type integer' }]);
  const whole = { method: 'PUT', url: '/a', payload: nested('end', 80) as object } as const;
  t.equal((await standin.inject(whole)).statusCode, 204);
});

test('references can use anchors and ids, and dynamic anchors fill in templates', async (t) => {
  const of = (schema: JsonObject): JsonObject => ({
    get: { responses: { 200: { description: 'ok', content: { 'application/json': { schema } } } } },
  });
  const page = (item: JsonObject): JsonObject => ({
    $ref: 'https://example.com/page',
    $defs: { item: { $dynamicAnchor: 'item', ...item } },
  });
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      components: {
        schemas: {
          Name: { $anchor: 'name', const: 'Tom' },
          Page: {
            $id: 'https://example.com/page',
            type: 'object',
            required: ['items'],
            properties: { items: { type: 'array', minItems: 1, items: { $dynamicRef: '#item' } } },
            $defs: { open: { $dynamicAnchor: 'item', not: {} } },
          },
        },
      },
      paths: {
        '/name': of({ $ref: '#name' }),
        '/numbers': of(page({ const: 5 })),
        '/words': of(page({ const: 'five' })),
      },
    },
  });
  t.equal((await standin.inject('/name')).json(), 'Tom');
  t.same((await standin.inject('/numbers')).json(), { items: [5] });
  t.same((await standin.inject('/words')).json(), { items: ['five'] });
});
