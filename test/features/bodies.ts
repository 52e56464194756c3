// Bodies become values and are validated: JSON, forms, files, text. For other bodies only the media type is checked.
import { type Test, test } from 'tap';
import { createStandin, type HandlerCall, type Json, type JsonObject, type StandinOptions } from '../../src/index.ts';

const ORDER: JsonObject = {
  type: 'object',
  required: ['title'],
  additionalProperties: false,
  properties: {
    title: { type: 'string', maxLength: 10 },
    count: { type: 'integer' },
    tags: { type: 'array', items: { type: 'string' } },
    price: { type: 'object', properties: { amount: { type: 'number' } } },
    file: { type: 'string', format: 'binary' },
  },
};

/** Serves one operation with this request content. Returns a function that sends a body and returns what the handler gets. */
async function serving(content: JsonObject, limits?: StandinOptions['limits']) {
  let seen: Json | undefined;
  const post = { operationId: 'send', requestBody: { content }, responses: { 204: { description: 'ok' } } };
  const standin = await createStandin({
    document: { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { '/x': { post } } },
    limits,
    handlers: {
      send: ({ body }: HandlerCall) => {
        seen = body as Json;
        return { status: 204 };
      },
    },
  });
  const send = async (type: string, payload: string | Buffer) => {
    seen = undefined;
    const response = await standin.inject({ method: 'POST', url: '/x', headers: { 'content-type': type }, payload });
    return { status: response.statusCode, seen, text: response.body };
  };
  return send;
}

/** A multipart body of named parts. A part with a third value has that media type. */
function multipart(parts: readonly (readonly [name: string, text: string, type?: string])[]): string {
  const bodies = parts.map(([name, text, type]) => {
    const file = type === undefined ? '' : `; filename="f"\r\nContent-Type: ${type}`;
    return `--b\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${text}\r\n`;
  });
  return `${bodies.join('')}--b--\r\n`;
}

const MULTIPART = 'multipart/form-data; boundary=b';
const FORM = 'application/x-www-form-urlencoded';

test('a form is an object whose properties have the types of its schema', async (t) => {
  const send = await serving({ [FORM]: { schema: ORDER } });
  const good = await send(FORM, 'title=A+b&count=5&tags=x&tags=y&price[amount]=1.5');
  t.same(good.seen, { title: 'A b', count: 5, tags: ['x', 'y'], price: { amount: 1.5 } }, good.text);
  const latin = await send(FORM, Buffer.from('title=a&\xff=1', 'latin1'));
  t.match(latin, { status: 400, text: /not valid UTF-8/, seen: undefined });
  t.same((await send(FORM, 'title=a&price={"amount":2}')).seen, { title: 'a', price: { amount: 2 } });
  await refuses(t, send, FORM, [
    ['count=5', /title.* is required/],
    ['title=a&count=many', /count.* must be of type integer/],
    ['title=a&price={{{', /price.* must be of type object/],
    ['title=a&colour=red', /colour.* is not declared/],
    ['title=a&__proto__=x', /__proto__.* is not declared/],
    ['title=%zz', /percent-escape/],
    ['title=12345678901', /must have at most 10 characters/],
  ]);
});

test('a form has at most as many fields as the limit allows', async (t) => {
  const send = await serving({ [FORM]: { schema: { type: 'object' } } });
  const { status, text } = await send(FORM, 'a=&'.repeat(10_001));
  t.equal(status, 413);
  t.match(text, /The form has more than 10000 fields\./);
  t.equal((await send(FORM, 'a=&'.repeat(10_000))).status, 204);
  const more = await serving({ [FORM]: { schema: { type: 'object' } } }, { formFields: 300_000 });
  const { seen } = await more(FORM, 'a=&'.repeat(200_000));
  t.equal((seen as unknown as { a: string[] }).a.length, 200_000);
});

test('a multipart body has at most as many parts as the limit allows', async (t) => {
  const send = await serving({ 'multipart/form-data': { schema: { type: 'object' } } }, { formFields: 50 });
  const parts = (count: number) => multipart(Array.from({ length: count }, (_, index) => [`p${index}`, 'x'] as const));
  const { status, text } = await send(MULTIPART, parts(51));
  t.equal(status, 413);
  t.match(text, /The form has more than 50 fields\./);
  const good = await send(MULTIPART, parts(50));
  t.equal(Object.keys(good.seen as unknown as JsonObject).length, 50);
});

test('a field of an object belongs to no object inside it', async (t) => {
  const inner = { type: 'object', properties: { x: { type: 'string' }, y: { type: 'string' } } };
  const outer = { type: 'object', properties: { x: { type: 'string' }, inner } };
  const send = await serving({ [FORM]: { schema: outer } });
  t.same((await send(FORM, 'x=1')).seen, { x: '1' });
  t.match((await send(FORM, 'x=1&y=2')).seen, { x: '1', inner: { y: '2' } });
  t.match((await send(FORM, 'x=1&inner[x]=2')).seen, { x: '1', inner: { x: '2' } });
  const schema: JsonObject = { $ref: '#/paths/~1x/post/requestBody/content/multipart~1form-data/schema' };
  const node = { type: 'object', properties: { x: { type: 'string' }, child: schema } };
  const recursive = await serving({ [FORM]: { schema }, 'multipart/form-data': { schema: node } });
  t.same((await recursive(FORM, 'x=1')).seen, { x: '1' }, 'a schema can contain itself');
  t.same((await recursive(FORM, 'x=1&child[child][x]=2')).seen, { x: '1', child: { child: { x: '2' } } });
});

test('encoding defines the serialization of a form property', async (t) => {
  const encoding = { tags: { style: 'form', explode: false }, price: { style: 'deepObject' } };
  const send = await serving({ [FORM]: { schema: ORDER, encoding } });
  t.same((await send(FORM, 'title=a&tags=x,y&price[amount]=2')).seen, {
    title: 'a',
    tags: ['x', 'y'],
    price: { amount: 2 },
  });
});

test('a multipart body has fields, files and JSON', async (t) => {
  const send = await serving({ 'multipart/form-data': { schema: ORDER } });
  const parts = [
    ['title', 'a'],
    ['count', '5'],
    ['tags', 'x'],
    ['price', '{"amount": 1}', 'application/json'],
    ['file', 'bytes', 'application/octet-stream'],
  ] as const;
  const good = await send(MULTIPART, multipart(parts));
  t.same(good.seen, { title: 'a', count: 5, tags: ['x'], price: { amount: 1 }, file: 'bytes' }, good.text);
  await refuses(t, send, MULTIPART, [
    [multipart([['count', '5']]), /title.* is required/],
    [
      multipart([
        ['title', 'a'],
        ['count', 'x'],
      ]),
      /count.* must be of type integer/,
    ],
    ['--b\r\ninvalid', /not valid multipart/],
    ['--c\r\ninvalid', /: the body does not contain the boundary "b"/],
    [multipart([['title', 'a']]).replace('; name="title"', ''), /: part 1 has no name in its Content-Disposition/],
    [multipart([['title', 'a']]).replace('Content-Disposition', 'X-Other'), /: part 1 has no name/],
    [
      multipart([
        ['title', 'a'],
        ['price', '{bad', 'application/json'],
      ]),
      /price.* must be of type object/,
    ],
    [
      multipart([
        ['title', 'a'],
        ['file', 'bytes', 'image/png'],
      ]).replace(/\r\n--b--\r\n$/, ''),
      /not valid multipart/,
    ],
  ]);
  t.match(await send('multipart/form-data', multipart(parts)), {
    status: 400,
    text: /the Content-Type has no boundary/,
  });
  const long = 'b'.repeat(300);
  t.match(await send(MULTIPART.replace('=b', `=${long}`), multipart(parts).replaceAll('--b', `--${long}`)), {
    status: 400,
    text: /the boundary has 300 characters, but at most 70 are allowed/,
  });
  t.equal((await send(MULTIPART, multipart([['title', '\ufffd']]))).status, 204);
  const bytes = Buffer.from(multipart([['title', '\xff']]), 'latin1');
  t.match(await send(MULTIPART, bytes), { status: 400, text: /not valid UTF-8/, seen: undefined });
});

test('the parts of a multipart body have the media types and headers that their encoding declares', async (t) => {
  const schema = {
    type: 'object',
    properties: {
      photo: { type: 'string', format: 'binary' },
      notes: { type: 'array', items: { type: 'string' } },
      details: { type: 'object', properties: { width: { type: 'integer' } } },
    },
  };
  const encoding = {
    photo: {
      contentType: 'image/png, image/jpeg',
      headers: { 'X-Width': { required: true, schema: { type: 'integer', maximum: 100 } } },
    },
    notes: { contentType: 'text/*' },
    details: { contentType: 'application/json' },
  };
  const send = await serving({ 'multipart/form-data': { schema, encoding } });
  const photo = (type: string, header = 'X-Width: 20') =>
    multipart([['photo', 'bytes', `${type}${header && `\r\n${header}`}`]]);
  const accepted: readonly string[] = [
    photo('image/png'),
    photo('IMAGE/JPEG; q=1', 'x-width: 100'),
    multipart([
      ['notes', 'one', 'text/plain'],
      ['notes', '# two', 'text/markdown'],
      ['notes', 'three'],
      ['details', '{"width": 2}', 'application/json; charset=utf-8'],
    ]),
    multipart([['details', '{"width": 2}']]),
  ];
  for (const body of accepted) {
    const { status, text } = await send(MULTIPART, body);
    t.equal(status, 204, text);
  }
  await refuses(t, send, MULTIPART, [
    [photo('image/gif'), /photo' must have the media type image\/png or image\/jpeg, not image\/gif/],
    [photo('image/png', ''), /photo' must have the header X-Width/],
    [photo('image/png', 'X-Width: wide'), /photo' has the header X-Width, which must be of type integer/],
    [photo('image/png', 'X-Width: 101'), /photo' has the header X-Width, which must be at most 100/],
    [
      multipart([
        ['notes', 'one', 'text/plain'],
        ['notes', 'two', 'image/png'],
      ]),
      /notes' must have the media type text\/\*, not image\/png/,
    ],
    [multipart([['details', '{"width": 2}', 'text/plain']]), /details' must have the media type application\/json/],
  ]);
});

test('text is validated; for XML and binary bodies only the media type is checked', async (t) => {
  const send = await serving({
    'text/plain': { schema: { type: 'string', maxLength: 3 } },
    'application/xml': { schema: ORDER },
    'application/octet-stream': {},
    'application/vnd.api+json': { schema: ORDER },
    'image/*': {},
  });
  t.same(await send('text/plain; charset=utf-8', 'abc'), { status: 204, seen: 'abc', text: '' });
  await refuses(t, send, 'text/plain', [['abcd', /The body must have at most 3 characters/]]);
  const latin = Buffer.from('\xff', 'latin1');
  t.match(await send('text/plain', latin), { status: 400, text: /not valid UTF-8/ });
  t.match(await send('text/plain; charset=iso-8859-1', latin), { status: 415, text: /charset iso-8859-1/ });
  t.match(await send('application/xml', '<order/>'), { status: 204, seen: '<order/>' });
  t.match(await send('application/octet-stream', Buffer.from([0, 255])), { status: 204 });
  t.match(await send('application/vnd.api+json', '{"title": "a"}'), { status: 204, seen: { title: 'a' } });
  t.match(await send('image/webp', 'x'), { status: 204 }, 'a declared range includes the media type');
  t.match(await send('application/json', '{}'), { status: 415 });
  t.match(await send('video/mp4', 'x'), { status: 415 });
});

async function refuses(
  t: Test,
  send: Awaited<ReturnType<typeof serving>>,
  type: string,
  rows: readonly (readonly [body: string, message: RegExp])[],
): Promise<void> {
  for (const [body, message] of rows) {
    const { status, seen, text } = await send(type, body);
    t.equal(status, 400, body);
    t.match(JSON.parse(text).detail, message, body);
    t.equal(seen, undefined, `${body}: the handler is not called`);
  }
}

test('any method can have a body, if the document declares one', async (t) => {
  const seen: Json[] = [];
  const content = { 'application/json': { schema: ORDER } };
  const operation = (operationId: string): JsonObject => ({
    operationId,
    requestBody: { required: true, content },
    responses: { 204: { description: 'ok' } },
  });
  const methods = ['GET', 'DELETE', 'SEARCH'] as const;
  const standin = await createStandin({
    document: {
      openapi: '3.2.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/x': {
          get: operation('get'),
          delete: operation('delete'),
          additionalOperations: { SEARCH: operation('search') },
        },
      },
    },
    handlers: Object.fromEntries(
      methods.map((method) => [
        method.toLowerCase(),
        ({ body }: HandlerCall) => {
          seen.push(body as Json);
          return { status: 204 };
        },
      ]),
    ),
  });
  for (const method of methods) {
    const headers = { 'content-type': 'application/json' };
    const send = (payload: string) => standin.inject({ method: method as 'GET', url: '/x', headers, payload });
    t.equal((await send(`{"title": "${method}"}`)).statusCode, 204, method);
    t.equal((await send('{}')).statusCode, 400, method);
  }
  t.same(
    seen,
    methods.map((title) => ({ title })),
  );
});

test('a PATCH with the schema of the whole resource requires no property; with its own schema it does', async (t) => {
  const whole = { type: 'object', required: ['a'], properties: { a: { type: 'string' }, b: { type: 'string' } } };
  const content = (schema: JsonObject) => ({ 'application/json': { schema } });
  const ref = { $ref: '#/components/schemas/Whole' };
  const patch = (schema: JsonObject): JsonObject => ({
    requestBody: { content: content(schema) },
    responses: { 200: { description: 'ok' } },
  });
  const get: JsonObject = { responses: { 200: { description: 'ok', content: content(ref) } } };
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      components: { schemas: { Whole: whole } },
      paths: { '/shared/{id}': { get, patch: patch(ref) }, '/own/{id}': { get, patch: patch({ ...whole }) } },
    },
  });
  const change = async (url: string) =>
    (await standin.inject({ method: 'PATCH', url, payload: { b: 'x' } })).statusCode;
  t.same([await change('/shared/1'), await change('/own/1')], [200, 400]);
});
