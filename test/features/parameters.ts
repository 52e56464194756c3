// Parameters become values by style, explode and schema, and are then validated.
import { type Test, test } from 'tap';
import { createStandin, type HandlerCall, type Json, type JsonObject, type Standin } from '../../src/index.ts';

const INTEGERS = { type: 'array', items: { type: 'integer' } };
const COLOUR = { type: 'object', properties: { R: { type: 'integer' }, G: { type: 'integer' } } };

/** A document with one operation that has one parameter, and a handler that records its value. */
async function serving(
  parameter: JsonObject,
  path = '/x',
): Promise<{ standin: Standin; seen: () => Json | undefined }> {
  let seen: Json | undefined;
  const get = {
    operationId: 'read',
    parameters: [parameter],
    responses: { 200: { description: 'ok' }, 400: { description: 'no' } },
  };
  const standin = await createStandin({
    document: { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { [path]: { get } } },
    handlers: {
      read: ({ parameters }: HandlerCall) => {
        const places = parameters as Record<string, Record<string, Json>>;
        seen = places[String(parameter.in)]?.[String(parameter.name)];
        return { status: 200 };
      },
    },
  });
  return { standin, seen: () => seen };
}

/** The parameter `p` without its name, the URL or headers that are sent, and the value that the handler gets. */
type Row = readonly [
  title: string,
  parameter: JsonObject,
  sent: string | Record<string, string>,
  value: Json | undefined,
];

const VALUES: readonly Row[] = [
  ['an integer', { in: 'query', schema: { type: 'integer' } }, '/x?p=5', 5],
  ['a number with an exponent', { in: 'query', schema: { type: 'number' } }, '/x?p=1e3', 1000],
  ['a boolean', { in: 'query', schema: { type: 'boolean' } }, '/x?p=true', true],
  ['a text of digits', { in: 'query', schema: { type: 'string' } }, '/x?p=007', '007'],
  ['an enum of texts that look like numbers', { in: 'query', schema: { enum: ['1', '2'] } }, '/x?p=1', '1'],
  ['an enum of numbers', { in: 'query', schema: { enum: [1, 2] } }, '/x?p=2', 2],
  ['null for a nullable number', { in: 'query', schema: { type: ['integer', 'null'] } }, '/x?p=null', null],
  ['a plus sign is a space', { in: 'query', schema: { type: 'string' } }, '/x?p=a+b%2B', 'a b+'],
  ['an absent parameter', { in: 'query', schema: { type: 'integer' } }, '/x', undefined],
  ['an empty flag', { in: 'query', allowEmptyValue: true, schema: { type: 'integer' } }, '/x?p', ''],
  ['a list as pairs', { in: 'query', schema: INTEGERS }, '/x?p=1&p=2', [1, 2]],
  ['a list of one', { in: 'query', schema: INTEGERS }, '/x?p=1', [1]],
  ['a list with commas', { in: 'query', explode: false, schema: INTEGERS }, '/x?p=1,2', [1, 2]],
  [
    'an escaped comma is not a separator',
    { in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } },
    '/x?p=a%2Cb,c',
    ['a,b', 'c'],
  ],
  [
    'a list with spaces',
    { in: 'query', style: 'spaceDelimited', explode: false, schema: INTEGERS },
    '/x?p=1%202',
    [1, 2],
  ],
  ['a list with pipes', { in: 'query', style: 'pipeDelimited', explode: false, schema: INTEGERS }, '/x?p=1|2', [1, 2]],
  ['a list in brackets', { in: 'query', schema: INTEGERS }, '/x?p[]=1&p[]=2', [1, 2]],
  ['a list in numbered brackets', { in: 'query', schema: INTEGERS }, '/x?p[1]=2&p[0]=1&p[]=3', [1, 2, 3]],
  [
    'a list deep in an object',
    { in: 'query', style: 'deepObject', schema: { type: 'object', properties: { t: INTEGERS } } },
    '/x?p[t]=1&p[t]=2',
    { t: [1, 2] },
  ],
  [
    'one item deep in an object',
    { in: 'query', style: 'deepObject', schema: { type: 'object', properties: { t: INTEGERS } } },
    '/x?p[t]=1',
    { t: [1] },
  ],
  [
    'texts that look like JSON',
    { in: 'query', schema: { type: 'array', items: { type: 'string' } } },
    '/x?p=[1]',
    ['[1]'],
  ],
  ['an object as pairs', { in: 'query', schema: COLOUR }, '/x?R=1&G=2', { R: 1, G: 2 }],
  ['an object with commas', { in: 'query', explode: false, schema: COLOUR }, '/x?p=R,1,G,2', { R: 1, G: 2 }],
  ['a deep object', { in: 'query', style: 'deepObject', schema: COLOUR }, '/x?p[R]=1&p[G]=2', { R: 1, G: 2 }],
  [
    'an object deep in another',
    { in: 'query', style: 'deepObject', schema: { type: 'object', properties: { c: COLOUR } } },
    '/x?p[c][R]=1',
    { c: { R: 1 } },
  ],
  ['JSON as content', { in: 'query', content: { 'application/json': { schema: COLOUR } } }, '/x?p={"R":1}', { R: 1 }],
  ['a header', { in: 'header', schema: { type: 'integer' } }, { P: '5' }, 5],
  ['a header with a list', { in: 'header', schema: INTEGERS }, { p: '1, 2' }, [1, 2]],
  ['a header with an object', { in: 'header', explode: true, schema: COLOUR }, { p: 'R=1,G=2' }, { R: 1, G: 2 }],
  ['a cookie', { in: 'cookie', schema: { type: 'integer' } }, { cookie: 'a=b; p=5' }, 5],
  ['a cookie with equals signs', { in: 'cookie', schema: { type: 'string' } }, { cookie: 'p=a=b=' }, 'a=b='],
  [
    'a cookie whose name only begins with the parameter name',
    { in: 'cookie', schema: { type: 'string' } },
    { cookie: 'px; q=1' },
    undefined,
  ],
  ['a cookie with a list', { in: 'cookie', explode: false, schema: INTEGERS }, { cookie: 'p=1,2' }, [1, 2]],
];

test('a parameter has the value that its style and its schema define', async (t) => {
  for (const [title, parameter, sent, value] of VALUES) await handlerGets(t, title, { parameter, sent, value });
});

const IN_PATH: readonly Row[] = [
  ['a segment', { schema: { type: 'integer' } }, '/x/5', 5],
  ['an escaped segment', { schema: { type: 'string' } }, '/x/a%2Fb', 'a/b'],
  ['a simple list', { schema: INTEGERS }, '/x/1,2', [1, 2]],
  ['a simple object', { schema: COLOUR }, '/x/R,1,G,2', { R: 1, G: 2 }],
  ['a simple object, exploded', { explode: true, schema: COLOUR }, '/x/R=1,G=2', { R: 1, G: 2 }],
  ['a label', { style: 'label', schema: { type: 'integer' } }, '/x/.5', 5],
  ['a label with a list', { style: 'label', schema: INTEGERS }, '/x/.1,2', [1, 2]],
  ['a label with a list, exploded', { style: 'label', explode: true, schema: INTEGERS }, '/x/.1.2', [1, 2]],
  ['a matrix', { style: 'matrix', schema: { type: 'integer' } }, '/x/;p=5', 5],
  ['a matrix with a list', { style: 'matrix', schema: INTEGERS }, '/x/;p=1,2', [1, 2]],
  ['a matrix with a list, exploded', { style: 'matrix', explode: true, schema: INTEGERS }, '/x/;p=1;p=2', [1, 2]],
  ['a matrix with an object', { style: 'matrix', explode: true, schema: COLOUR }, '/x/;R=1;G=2', { R: 1, G: 2 }],
];

test('a path parameter has the value that its style and its schema define', async (t) => {
  for (const [title, parameter, sent, value] of IN_PATH) {
    await handlerGets(t, title, { parameter: { ...parameter, in: 'path', required: true }, sent, value }, '/x/{p}');
  }
});

async function handlerGets(
  t: Test,
  title: string,
  { parameter, sent, value }: { parameter: JsonObject; sent: Row[2]; value: Json | undefined },
  path = '/x',
): Promise<void> {
  const { standin, seen } = await serving({ name: 'p', ...parameter }, path);
  const response = await standin.inject(typeof sent === 'string' ? sent : { url: '/x', headers: sent });
  t.equal(response.statusCode, 200, `${title}: ${response.body}`);
  t.same(seen(), value, title);
}

const REFUSED: readonly (readonly [title: string, parameter: JsonObject, sent: string, message: RegExp])[] = [
  ['a word for a number', { schema: { type: 'integer' } }, '/x?p=many', /must be of type integer/],
  ['a number that is not valid JSON', { schema: { type: 'integer' } }, '/x?p=007', /must be of type integer/],
  ['a value out of bounds', { schema: { type: 'integer', maximum: 10 } }, '/x?p=11', /at most 10/],
  ['a value that is not listed', { schema: { enum: ['a', 'b'] } }, '/x?p=c', /must be one of "a", "b"/],
  ['a required parameter that is absent', { required: true, schema: {} }, '/x', /is required/],
  ['a single value given twice', { schema: { type: 'integer' } }, '/x?p=1&p=2', /must be of type integer/],
  ['an item that violates the schema of items', { schema: INTEGERS }, '/x?p=1&p=x', /must be of type integer/],
  [
    'a property with an inherited name',
    { style: 'deepObject', schema: COLOUR },
    '/x?p[__proto__]=1',
    /is not declared/,
  ],
];

test('an invalid parameter is refused with its name, its place and the rule', async (t) => {
  for (const [title, parameter, sent, message] of REFUSED) {
    const { standin, seen } = await serving({ name: 'p', in: 'query', ...parameter });
    const response = await standin.inject(sent);
    t.equal(response.statusCode, 400, title);
    t.match(response.json().detail, message, title);
    t.match(response.json().detail, /query parameter 'p'|'p/, title);
    t.equal(response.json().code, 'PARAMETER_INVALID', title);
    t.equal(seen(), undefined, `${title}: the handler is not called`);
  }
});

test('undeclared parameters are accepted and reported; operations inherit parameters of the path item', async (t) => {
  const limit = (maximum: number) => ({ name: 'limit', in: 'query', schema: { type: 'integer', maximum } });
  const responses = { 200: { description: 'ok' }, 404: { description: 'none' } };
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/x': { parameters: [limit(5)], get: { responses }, put: { parameters: [limit(50)], responses } },
        '/x/{id}': { parameters: [id], get: { responses } },
      },
    },
  });
  const undeclared = await standin.inject({
    url: '/x?limit=1&colour=red&filter[a]=1',
    headers: { 'x-mood': 'good', 'x-forwarded-for': '192.0.2.1' },
  });
  t.equal(undeclared.statusCode, 200);
  t.equal(undeclared.headers['standin-undeclared'], 'query colour, query filter[a], header x-mood');
  t.equal((await standin.inject('/x?limit=20')).statusCode, 400);
  t.equal(
    (await standin.inject({ method: 'PUT', url: '/x?limit=20' })).statusCode,
    200,
    'the operation overrides the path item',
  );
  t.equal((await standin.inject('/x/seven')).statusCode, 404, 'an invalid id gets 404, if only 404 is declared');
});

/** A document of Swagger 2.0 with one operation, and a function that returns the values its handler got. */
async function servingSwagger(t: Test, path: string, parameters: readonly JsonObject[]) {
  let seen: Record<string, Json> = {};
  const standin = await createStandin({
    document: {
      swagger: '2.0',
      info: { title: 'T', version: '1' },
      paths: {
        [path]: {
          post: { operationId: 'read', parameters: [...parameters], responses: { 200: { description: 'ok' } } },
        },
      },
    },
    handlers: {
      read: ({ parameters: places, body }: HandlerCall) => {
        seen = Object.assign({}, ...Object.values(places as JsonObject), body);
        return { status: 200 };
      },
    },
  });
  t.teardown(() => standin.close());
  return async (url: string, headers: Record<string, string> = {}, payload = '') => {
    seen = {};
    const type = { ...(payload !== '' && { 'content-type': 'application/x-www-form-urlencoded' }) };
    const { statusCode } = await standin.inject({ method: 'POST', url, headers: { ...headers, ...type }, payload });
    return statusCode === 200 ? seen.p : statusCode;
  };
}

test('each collection format of Swagger 2.0 separates the items of a list in each place', async (t) => {
  const list = { name: 'p', type: 'array', items: { type: 'integer' } };
  const rows: readonly (readonly [format: string, place: string, sent: string])[] = [
    ['csv', 'query', '1,2'],
    ['ssv', 'query', '1%202'],
    ['tsv', 'query', '1%092'],
    ['pipes', 'query', '1|2'],
    ['multi', 'query', '1&p=2'],
    ['csv', 'path', '1,2'],
    ['ssv', 'path', '1%202'],
    ['tsv', 'path', '1%092'],
    ['pipes', 'path', '1%7C2'],
    ['csv', 'header', '1, 2'],
    ['ssv', 'header', '1 2'],
    ['tsv', 'header', '1\t2'],
    ['pipes', 'header', '1|2'],
    ['csv', 'formData', '1,2'],
    ['ssv', 'formData', '1+2'],
    ['tsv', 'formData', '1%092'],
    ['pipes', 'formData', '1|2'],
    ['multi', 'formData', '1&p=2'],
  ];
  for (const [collectionFormat, place, sent] of rows) {
    const path = place === 'path' ? '/x/{p}' : '/x';
    const parameter = { ...list, in: place, collectionFormat, ...(place === 'path' && { required: true }) };
    const send = await servingSwagger(t, path, [parameter]);
    const url = place === 'path' ? `/x/${sent}` : place === 'query' ? `/x?p=${sent}` : '/x';
    const seen = await send(url, place === 'header' ? { p: sent } : {}, place === 'formData' ? `p=${sent}` : '');
    t.same(seen, [1, 2], `${collectionFormat} in ${place}`);
  }
});

test('a list inside a list of Swagger 2.0 has a separator of its own', async (t) => {
  const inner = { type: 'array', collectionFormat: 'pipes', items: { type: 'integer' } };
  const send = await servingSwagger(t, '/x', [{ name: 'p', in: 'query', type: 'array', items: inner }]);
  t.same(await send('/x?p=1|2,3'), [[1, 2], [3]]);
  t.equal(await send('/x?p=1|two'), 400);
});

test('a parameter with brackets in its name is validated next to one with the name before them', async (t) => {
  const parameters = ['limit', 'limit[sub]'].map((name, at) => {
    return { name, in: 'query', schema: { type: 'integer', maximum: at === 0 ? 9 : 5 } };
  });
  const standin = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: { '/x': { get: { parameters, responses: { 200: { description: 'ok' } } } } },
    },
  });
  t.teardown(() => standin.close());
  const rows: readonly (readonly [string, number])[] = [
    ['limit=9&limit[sub]=5', 200],
    ['limit[sub]=6', 400],
    ['limit[sub]=x', 400],
    ['limit=10', 400],
    ['limit%5Bsub%5D=6', 400],
  ];
  for (const [query, status] of rows) t.equal((await standin.inject(`/x?${query}`)).statusCode, status, query);
});

test('a path segment with several parameters is read so that its values are valid', async (t) => {
  const rows: readonly (readonly [template: string, schemas: JsonObject, sent: string, seen: JsonObject | number])[] = [
    ['/{a}.{b}', { b: { enum: ['csv', 'json'] } }, '/x.y.csv', { a: 'x.y', b: 'csv' }],
    ['/{a}.{b}', {}, '/x.y.csv', { a: 'x.y', b: 'csv' }],
    ['/{a}.{b}', { a: { pattern: '^[a-z]+$' } }, '/x.tar.gz', { a: 'x', b: 'tar.gz' }],
    ['/{a}.{b}', { b: { enum: ['csv'] } }, '/x.y.exe', 400],
    ['/{a}-{b}', {}, '/1-2-3', { a: '1', b: '2-3' }],
    ['/{a}-{b}', { b: { type: 'integer' } }, '/new-york-5', { a: 'new-york', b: 5 }],
    ['/{a}...{b}', { b: { pattern: '^v' } }, '/x...y...v2', { a: 'x...y', b: 'v2' }],
  ];
  for (const [path, schemas, sent, expected] of rows) {
    let seen: unknown;
    const parameters = ['a', 'b'].map((name) => {
      return { name, in: 'path', required: true, schema: { type: 'string', ...(schemas[name] as JsonObject) } };
    });
    const get = { operationId: 'read', parameters, responses: { 200: { description: 'ok' } } };
    const standin = await createStandin({
      document: { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { [path]: { get } } },
      handlers: {
        read: (call: HandlerCall) => {
          seen = call.parameters.path;
          return { status: 200 };
        },
      },
    });
    const { statusCode } = await standin.inject(sent);
    t.strictSame(statusCode === 200 ? seen : statusCode, expected, `${path}: ${sent}`);
    await standin.close();
  }
});
