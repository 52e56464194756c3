// Parameters become values by style, explode and schema, and are then held against the schema.
import { type Test, test } from 'tap';
import { createStandin, type HandlerCall, type Json, type JsonObject, type Standin } from '../../src/index.ts';

const INTEGERS = { type: 'array', items: { type: 'integer' } };
const COLOUR = { type: 'object', properties: { R: { type: 'integer' }, G: { type: 'integer' } } };

/** A document with one operation that has one parameter, and a handler that answers the value it was given. */
async function serving(
  parameter: JsonObject,
  path = '/x',
): Promise<{ standin: Standin; seen: () => Json | undefined }> {
  let seen: Json | undefined;
  const get = {
    operationId: 'look',
    parameters: [parameter],
    responses: { 200: { description: 'ok' }, 400: { description: 'no' } },
  };
  const standin = await createStandin({
    document: { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { [path]: { get } } },
    handlers: {
      look: ({ parameters }: HandlerCall) => {
        const places = parameters as Record<string, Record<string, Json>>;
        seen = places[String(parameter.in)]?.[String(parameter.name)];
        return { status: 200 };
      },
    },
  });
  return { standin, seen: () => seen };
}

/** What is declared beside the name `p`, the URL or header that is sent, and the value that a handler sees. */
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
  ['null where a number may be null', { in: 'query', schema: { type: ['integer', 'null'] } }, '/x?p=null', null],
  ['a plus sign is a blank', { in: 'query', schema: { type: 'string' } }, '/x?p=a+b%2B', 'a b+'],
  ['nothing where it is absent', { in: 'query', schema: { type: 'integer' } }, '/x', undefined],
  ['an empty flag', { in: 'query', allowEmptyValue: true, schema: { type: 'integer' } }, '/x?p', ''],
  ['a list of pairs', { in: 'query', schema: INTEGERS }, '/x?p=1&p=2', [1, 2]],
  ['a list of one', { in: 'query', schema: INTEGERS }, '/x?p=1', [1]],
  ['a list with commas', { in: 'query', explode: false, schema: INTEGERS }, '/x?p=1,2', [1, 2]],
  [
    'an escaped comma is no separator',
    { in: 'query', explode: false, schema: { type: 'array', items: { type: 'string' } } },
    '/x?p=a%2Cb,c',
    ['a,b', 'c'],
  ],
  [
    'a list with blanks',
    { in: 'query', style: 'spaceDelimited', explode: false, schema: INTEGERS },
    '/x?p=1%202',
    [1, 2],
  ],
  ['a list with bars', { in: 'query', style: 'pipeDelimited', explode: false, schema: INTEGERS }, '/x?p=1|2', [1, 2]],
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
  ['an object of pairs', { in: 'query', schema: COLOUR }, '/x?R=1&G=2', { R: 1, G: 2 }],
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
  ['a cookie with marks in it', { in: 'cookie', schema: { type: 'string' } }, { cookie: 'p=a=b=' }, 'a=b='],
  ['no cookie of a longer name', { in: 'cookie', schema: { type: 'string' } }, { cookie: 'px; q=1' }, undefined],
  ['a cookie with a list', { in: 'cookie', explode: false, schema: INTEGERS }, { cookie: 'p=1,2' }, [1, 2]],
];

test('a parameter is the value that its schema says, by its style', async (t) => {
  for (const [title, parameter, sent, value] of VALUES) await sees(t, title, { parameter, sent, value });
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

test('a segment of a path is the value that its schema says, by its style', async (t) => {
  for (const [title, parameter, sent, value] of IN_PATH) {
    await sees(t, title, { parameter: { ...parameter, in: 'path', required: true }, sent, value }, '/x/{p}');
  }
});

async function sees(
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

const REFUSED: readonly (readonly [title: string, parameter: JsonObject, sent: string, says: RegExp])[] = [
  ['a word for a number', { schema: { type: 'integer' } }, '/x?p=many', /must be of type integer/],
  ['a number that is none to JSON', { schema: { type: 'integer' } }, '/x?p=007', /must be of type integer/],
  ['a value out of bounds', { schema: { type: 'integer', maximum: 10 } }, '/x?p=11', /<= 10/],
  ['a value that is not listed', { schema: { enum: ['a', 'b'] } }, '/x?p=c', /must be one of "a", "b"/],
  ['what must be there and is not', { required: true, schema: {} }, '/x', /is required/],
  ['a single value given twice', { schema: { type: 'integer' } }, '/x?p=1&p=2', /must be of type integer/],
  ['an item that breaks the rule of items', { schema: INTEGERS }, '/x?p=1&p=x', /must be of type integer/],
  [
    'a member that every object inherits',
    { style: 'deepObject', schema: COLOUR },
    '/x?p[__proto__]=1',
    /not a declared/,
  ],
];

test('a parameter that breaks its schema is refused with its name, its place and the rule', async (t) => {
  for (const [title, parameter, sent, says] of REFUSED) {
    const { standin, seen } = await serving({ name: 'p', in: 'query', ...parameter });
    const response = await standin.inject(sent);
    t.equal(response.statusCode, 400, title);
    t.match(response.json().detail, says, title);
    t.match(response.json().detail, /query parameter 'p'|'p/, title);
    t.equal(response.json().code, 'PARAMETER_INVALID', title);
    t.equal(seen(), undefined, `${title}: no handler sees it`);
  }
});

test('what is not declared passes and is told; the parameters of a path item count for its operations', async (t) => {
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
  const told = await standin.inject({
    url: '/x?limit=1&colour=red&filter[a]=1',
    headers: { 'x-mood': 'good', 'x-forwarded-for': '192.0.2.1' },
  });
  t.equal(told.statusCode, 200);
  t.equal(told.headers['standin-undeclared'], 'query colour, query filter[a], header x-mood');
  t.equal((await standin.inject('/x?limit=20')).statusCode, 400);
  t.equal((await standin.inject({ method: 'PUT', url: '/x?limit=20' })).statusCode, 200, 'its own comes first');
  t.equal(
    (await standin.inject('/x/seven')).statusCode,
    404,
    'what cannot be an id is not found, if nothing else is declared',
  );
});
