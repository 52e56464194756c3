// How the contract reads schemas: lifting of 3.0, views by sender, path templates, places in files, samples.
import { test } from 'tap';
import { contractOf } from '../../../src/contract/contract.ts';
import { Findings } from '../../../src/contract/document/findings.ts';
import { walk } from '../../../src/contract/document/grammar.ts';
import { locate } from '../../../src/contract/document/locate.ts';
import { resolve, schemaPointer } from '../../../src/contract/document/resolve.ts';
import { openLifter } from '../../../src/contract/lift/lift.ts';
import { routePattern } from '../../../src/contract/operation/path-template.ts';
import { sample } from '../../../src/contract/sample/sample.ts';
import type { View } from '../../../src/contract/schema/views.ts';
import { compilerOf } from '../../../src/contract/validation/compile.ts';
import { createStandin } from '../../../src/index.ts';
import type { Json, JsonObject } from '../../../src/json/value.ts';

function documentOf(schemas: Record<string, Json>, openapi = '3.1.0'): JsonObject {
  return { openapi, info: { title: 'T', version: '1' }, paths: {}, components: { schemas } };
}

test('3.0 schemas are lifted to 3.1', async (t) => {
  const cases: readonly (readonly [Json, Json])[] = [
    [{ type: 'string', nullable: true }, { type: ['string', 'null'] }],
    [{ type: 'string', nullable: false }, { type: 'string' }],
    [{ nullable: true }, {}],
    [
      { type: 'string', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [{ enum: ['a', null], nullable: true }, { enum: ['a', null] }],
    [
      { allOf: [{ type: 'object' }], nullable: true, description: 'd' },
      { description: 'd', anyOf: [{ allOf: [{ type: 'object' }] }, { type: 'null' }] },
    ],
    [{ minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
    [{ maximum: 1, exclusiveMaximum: false }, { maximum: 1 }],
    [{ exclusiveMaximum: true }, {}],
    [{ $ref: '#/components/schemas/B', description: 'ignored in 3.0' }, { $ref: '#/components/schemas/B' }],
  ];
  for (const [source, expected] of cases) {
    const document = structuredClone(documentOf({ A: source, B: {} }, '3.0.3'));
    const bundle = { document, sources: [], errors: new Map(), aliases: new Map() };
    const lifter = openLifter({ bundle, findings: new Findings(), shared: new Set() });
    const { schemas } = document.components as { schemas: JsonObject };
    lifter.lift({ kind: 'schema', node: schemas.A as JsonObject, pointer: '/components/schemas/A' });
    lifter.finish();
    t.same(schemas.A, expected, JSON.stringify(source));
    t.equal(document.openapi, '3.1.0');
  }
});

const VIEWED = documentOf({
  Base: {
    type: 'object',
    required: ['id', 'name'],
    properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' } },
  },
  Thing: {
    allOf: [{ $ref: '#/components/schemas/Base' }],
    required: ['secret', 'id'],
    properties: {
      secret: { $ref: '#/components/schemas/Secret' },
      parts: { type: 'array', items: { $ref: '#/components/schemas/Base' } },
    },
  },
  Secret: { type: 'string', writeOnly: true },
  Outer: {
    required: ['id'],
    anyOf: [{ $ref: '#/components/schemas/Base' }],
    properties: { kept: { type: 'string', readOnly: true } },
  },
  Needs: { type: 'object', required: ['kept'] },
  Mixed: { allOf: [{ $ref: '#/components/schemas/Needs' }], properties: { kept: { type: 'string', readOnly: true } } },
  Either: {
    oneOf: [
      { type: 'object', required: ['a'] },
      { type: 'object', required: ['b'] },
    ],
  },
  Closed: { type: 'object', properties: { constructor: { type: 'string' } }, additionalProperties: false },
  Open: { properties: { a: {} }, unevaluatedProperties: false },
  Never: false,
});

test('a view requires only the properties that the sender can set', async (t) => {
  const { compile } = compilerOf(VIEWED);
  const isValid = (view: View, name: string, value: Json) => compile(view, `/components/schemas/${name}`)(value);
  const cases: readonly (readonly [View, string, Json, boolean])[] = [
    ['request', 'Base', { name: 'n' }, true],
    ['request', 'Base', { id: 'i' }, false],
    ['response', 'Base', { name: 'n' }, false],
    ['patch', 'Base', {}, true],
    ['patch', 'Base', { id: 5 }, false],
    ['request', 'Thing', { name: 'n', secret: 's' }, true],
    ['request', 'Thing', { name: 'n' }, false],
    ['request', 'Thing', { name: 'n', secret: 's', parts: [{ name: 'n' }] }, true],
    ['request', 'Thing', { name: 'n', secret: 's', parts: [{}] }, false],
    ['patch', 'Thing', { parts: [{}] }, false],
    ['response', 'Thing', { id: 'i', name: 'n' }, true],
    ['response', 'Thing', { id: 'i', name: 'n', secret: 's' }, false],
    ['request', 'Outer', { name: 'n' }, true],
    ['request', 'Mixed', {}, true],
    ['response', 'Mixed', {}, false],
    ['request', 'Needs', {}, false],
    ['request', 'Either', { a: 1, b: 1 }, false],
    ['patch', 'Either', {}, true],
    ['request', 'Closed', {}, true],
    ['request', 'Closed', { constructor: 'c' }, true],
    ['request', 'Closed', { toString: 'c' }, false],
    ['request', 'Never', {}, false],
  ];
  for (const [view, name, value, valid] of cases)
    t.equal(isValid(view, name, value), valid, `${view} ${name} ${JSON.stringify(value)}`);
});

test('a closed schema refuses properties with inherited names', async (t) => {
  for (const name of ['Closed', 'Open']) {
    const schema = { $ref: `#/components/schemas/${name}` };
    const requestBody = { content: { 'application/json': { schema } } };
    const document = {
      ...VIEWED,
      paths: { '/a': { post: { requestBody, responses: { 204: { description: 'ok' } } } } },
    };
    const standin = await createStandin({ document });
    for (const property of ['toString', 'valueOf', 'hasOwnProperty', '__proto__']) {
      const payload = `{"${property}": "x"}`;
      const headers = { 'content-type': 'application/json' };
      const response = await standin.inject({ method: 'POST', url: '/a', headers, payload });
      t.equal(response.statusCode, 400, `${name} ${property}`);
    }
  }
});

test('an operation whose schema is endless returns 501 in the shape of the declared errors', async (t) => {
  const content = (schema: object) => ({ 'application/json': { schema } });
  const failed = { type: 'object', required: ['reason'], properties: { reason: { type: 'string' } } };
  const invalid: unknown[] = [];
  const standin = await createStandin({
    document: {
      ...documentOf({ Self: { type: 'object', allOf: [{ $ref: '#/components/schemas/Self' }] } }),
      paths: {
        '/bad': {
          get: { responses: { 200: { description: 'ok', content: content({ $ref: '#/components/schemas/Self' }) } } },
        },
        '/good': { get: { responses: { default: { description: 'Failed.', content: content(failed) } } } },
      },
    } as JsonObject,
    onInvalidResponse: (response) => invalid.push(response),
  });
  const response = await standin.inject('/bad');
  t.equal(response.statusCode, 501);
  t.match(response.json(), { reason: /^The schema at \/components\/schemas\/Self refers to itself without end/ });
  t.same(invalid, []);
});

test('operations whose schema cannot be compiled or is endless return 501, and others work', async (t) => {
  const { validator } = contractOf({
    files: [],
    sha256: '',
    document: VIEWED,
    operations: [],
    warnings: [],
    inherited: new Set(),
    place: (pointer) => ({ pointer }),
    filePlace: (pointer) => ({ pointer }),
    compiled() {
      throw new Error('no such keyword');
    },
  });
  t.throws(() => validator('request', '/a'), {
    code: 'VALIDATOR_FAILED',
    status: 501,
    message: /at \/a cannot be compiled/,
  });
  const endless = {
    requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Self' } } } },
    responses: { 204: { description: 'ok' } },
  };
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Self' } } };
  const paths = {
    '/bad': { post: endless, get: { responses: { 200: { description: 'ok', content } } } },
    '/good': { get: { responses: { 204: { description: 'ok' } } } },
  };
  const document = {
    ...documentOf({ Self: { type: 'object', allOf: [{ $ref: '#/components/schemas/Self' }] } }),
    paths,
  };
  const standin = await createStandin({ document });
  for (const request of [{ method: 'POST', url: '/bad', payload: { a: 'b' } } as const, { url: '/bad' }]) {
    const response = await standin.inject(request);
    t.equal(response.statusCode, 501);
    t.match(response.json(), { code: 'VALIDATOR_FAILED', detail: /^The schema at \/components\/schemas\/Self/ });
  }
  t.equal((await standin.inject('/good')).statusCode, 204);
});

test('a document can have more schemas than a call can have arguments', async (t) => {
  const names = Array.from({ length: 200_000 }, (_, index) => `S${index}`);
  const schemas = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
  const visited: string[] = [];
  walk({ kind: 'components', node: { schemas }, pointer: '' }, ({ pointer }) => {
    visited.push(pointer);
    return undefined;
  });
  t.equal(visited.length, names.length + 1);
  t.same(visited.slice(0, 3), ['', '/schemas/S0', '/schemas/S1'], 'in document order');
});

test('path templates become router patterns with renamed parameters', async (t) => {
  for (const [template, pattern, names] of [
    ['/pets/{pet-id}', '/pets/:p0', ['pet-id']],
    ['/a:b/{x}', '/a::b/:p0', ['x']],
    ['/files/{name}.{ext}', '/files/:p0([^/\\u002e]+).:p1([^/]+)', ['name', 'ext']],
    ["/f(period='{p}')", "/f(period=':p0([^/]+)')", ['p']],
    ['/f({a}..{b})', '/f(:p0((?:(?!\\u002e\\u002e)[^/])+)..:p1([^/]+))', ['a', 'b']],
    ['/{a}:cancel', '/:p0([^/]+)::cancel', ['a']],
  ] as const) {
    t.same(routePattern(template), { pattern, names }, template);
  }
});

test('references are followed to their end, and a circle of references ends', async (t) => {
  const document = documentOf({
    A: { $ref: '#/components/schemas/B' },
    B: { $ref: '#/components/schemas/A' },
    C: { type: 'string' },
  });
  t.same(resolve(document, '/components/schemas/A').value, {});
  t.equal(schemaPointer(document, '/components/schemas/C'), '/components/schemas/C');
  t.match(schemaPointer(document, '/components/schemas/A'), /schemas\/[AB]$/);
});

test('a pointer has the line of its value, or of the nearest ancestor in the text', async (t) => {
  const text = 'a:\n  b:\n    - c: 1\n';
  t.same(locate(text, '/a/b/0/c'), { line: 3, column: 10 });
  t.same(locate(text, '/a/x/y'), { line: 2, column: 3 });
  t.same(locate('', '/a'), { line: 1, column: 1 });
});

test('a sample of a recursive schema ends, and depends only on seed and place', async (t) => {
  const document = documentOf({
    Tree: {
      type: 'object',
      required: ['v'],
      properties: {
        v: { type: 'integer' },
        left: { $ref: '#/components/schemas/Tree' },
        all: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
      },
    },
    Any: { anyOf: [{ type: 'null' }, { $ref: '#/components/schemas/Tree' }] },
    Constant: { const: 7 },
    Choice: { enum: ['x', 'y'] },
    Nothing: { type: 'null' },
    Bare: {},
    Deep: {
      type: 'object',
      properties: { in: { type: 'object', properties: { deeper: { $ref: '#/components/schemas/Deep' } } } },
    },
  });
  const of = (name: string, seed = 1) => sample({ document, schema: `/components/schemas/${name}`, seed, place: 'p' });
  t.same(of('Tree'), of('Tree'));
  t.notSame(of('Tree', 1), of('Tree', 2));
  t.match(of('Any'), { v: Number, all: [] });
  t.equal(of('Constant'), 7);
  t.equal(of('Choice'), 'x');
  t.equal(of('Nothing'), null);
  t.type(of('Bare'), 'string');
  t.same(of('Deep'), { in: { deeper: { in: {} } } });
});

test('a sample has a maximum size, even if its schema requires more', async (t) => {
  const wide = Array.from({ length: 12 }, (_, index) => `W${index}`);
  const all = Object.fromEntries(wide.map((name) => [name, { $ref: `#/components/schemas/${name}` }]));
  const document = documentOf({
    ...Object.fromEntries(wide.map((name): [string, Json] => [name, { type: 'object', properties: all }])),
    Long: { type: 'string', minLength: 1_000_000_000 },
    Many: { type: 'array', minItems: 1_000_000_000, items: { type: 'integer' } },
    Nested: { type: 'array', minItems: 2, items: { $ref: '#/components/schemas/Nested' } },
  });
  for (const name of ['W0', 'Long', 'Many', 'Nested']) {
    const text = JSON.stringify(sample({ document, schema: `/components/schemas/${name}`, seed: 1, place: 'p' }));
    t.ok(text.length < 1_000_000, `${name}: ${text.length}`);
  }
});

test('an inherited name counts neither as a required property nor as a credential', async (t) => {
  const requestBody = { content: { 'application/json': { schema: { type: 'object', required: ['constructor'] } } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/body': { post: { requestBody, responses: { 204: { description: 'ok' } } } },
      '/key': { get: { security: [{ key: [] }], responses: { 204: { description: 'ok' } } } },
    },
    components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: '__proto__' } } },
  };
  const standin = await createStandin({ document });
  t.equal((await standin.inject({ method: 'POST', url: '/body', payload: {} })).statusCode, 400);
  t.equal((await standin.inject('/key')).statusCode, 401);
});
