// A document of a user: what standin supports, which state it keeps, and the errors for invalid documents.
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { createStandin, SetupError, type StandinOptions } from '../../src/index.ts';

const file = (name: string) => fileURLToPath(new URL(`../fixtures/documents/${name}`, import.meta.url));
const BASIC = { authorization: `Basic ${btoa('user:password')}` };

async function notes(options: StandinOptions = {}) {
  return createStandin({ document: file('small-3.0.yaml'), now: new Date('2026-03-01T00:00:00Z'), ...options });
}

test('a 3.0 document is supported: nullable, exclusive bounds', async (t) => {
  const standin = await notes();
  const patch = async (body: object) => standin.inject({ method: 'PATCH', url: '/v2/settings', payload: body });
  t.equal((await patch({ nickname: null, volume: 11 })).statusCode, 204);
  t.equal((await patch({ volume: 0 })).statusCode, 400);
  t.equal((await patch({ volume: 12 })).statusCode, 400);
  t.equal((await patch({ theme: null })).statusCode, 400);
  t.equal((await patch({ nickname: 'far too long' })).statusCode, 400);
  t.equal((await patch({})).body, '');
});

test('a resource with GET and PATCH keeps its state: read-only kept, write-only hidden, nested merged', async (t) => {
  const standin = await notes();
  const get = async () => (await standin.inject({ url: '/v2/settings', headers: BASIC })).json();
  const first = { id: 's1', theme: 'dark', created: '2020-01-01T00:00:00Z', quota: { used: 3, limit: 10 } };
  t.same(await get(), first);
  const payload = { id: 'mine', secret: 'hush', nickname: 'ada', quota: { used: 99, limit: 20 } };
  t.equal((await standin.inject({ method: 'PATCH', url: '/v2/settings', payload })).statusCode, 204);
  const second = { ...first, nickname: 'ada', quota: { used: 3, limit: 20 } };
  t.same(await get(), second, 'a change does not change the creation time');
  const merge = { 'content-type': 'application/merge-patch+json' };
  const removal = { method: 'PATCH', url: '/v2/settings', headers: merge, payload: '{"nickname": null}' } as const;
  t.equal((await standin.inject(removal)).statusCode, 204);
  t.same(await get(), first.id && { ...first, quota: { used: 3, limit: 20 } });
  const invalid = await standin.inject({ ...removal, payload: '{"theme": null}' });
  t.equal(invalid.statusCode, 400, 'a change that the schema does not allow is not committed');
  t.match(invalid.json(), { status: 400, code: 'BODY_INVALID', errors: [{ pointer: '#/theme' }] });
  t.equal(invalid.headers['content-type'], 'application/problem+json');
});

test('a merge patch cannot remove a required property', async (t) => {
  const schema = {
    type: 'object',
    required: ['a'],
    properties: { a: { type: ['string', 'null'] }, b: { type: 'string' } },
  };
  const content = { 'application/json': { schema, example: { a: 'x', b: 'y' } } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/thing': {
        get: { responses: { 200: { description: 'ok', content } } },
        patch: {
          requestBody: { content: { 'application/merge-patch+json': { schema } } },
          responses: { 200: { description: 'ok', content } },
        },
      },
    },
  };
  const standin = await createStandin({ document });
  const headers = { 'content-type': 'application/merge-patch+json' };
  const response = await standin.inject({ method: 'PATCH', url: '/thing', headers, payload: '{"a": null}' });
  t.equal(response.statusCode, 400);
  t.match(response.json(), { code: 'STATE_INVALID', errors: [{ pointer: '#/a', detail: 'is required' }] });
  t.same((await standin.inject('/thing')).json(), { a: 'x', b: 'y' });
});

test('one security alternative is enough, with all of its schemes; 401 has a challenge', async (t) => {
  const standin = await notes();
  const status = async (headers: Record<string, string>, query = '') =>
    (await standin.inject({ url: `/v2/notes${query}`, headers })).statusCode;
  t.equal(await status({}), 401);
  t.equal(await status({ 'x-key': 'k' }), 200);
  t.equal(await status({}, '?key=k'), 200);
  t.equal(await status({}, '?key='), 401);
  t.equal(await status({ cookie: 'a=b; session=s' }), 401);
  t.equal(await status({ cookie: 'a=b; session=s', ...BASIC }), 200);
  t.equal(await status(BASIC), 401);
  const refused = await standin.inject('/v2/settings');
  t.equal(refused.headers['www-authenticate'], 'Basic realm="standin"');
  t.match(refused.json(), {
    status: 401,
    code: 'CREDENTIAL_MISSING',
    detail: 'The request has no Basic credential.',
  });
});

test('an operation without state returns a sample of its schema, always the same', async (t) => {
  const standin = await notes();
  const read = async () => (await standin.inject({ url: '/v2/notes', headers: { 'x-key': 'k' } })).json();
  const [note] = await read();
  t.match(note.id, /^[0-9a-f-]{36}$/);
  t.match(note.email, /@/);
  t.match(note.code, /^[A-Z]{3}-\d{4}$/);
  t.equal(note.tags.length, 2);
  t.notOk(note.parent?.parent, 'a recursion ends');
  t.same((await (await notes()).inject({ url: '/v2/notes', headers: { 'x-key': 'k' } })).json(), await read());
  t.equal(
    (await standin.inject({ method: 'POST', url: '/v2/notes' })).statusCode,
    201,
    'an optional body can be absent',
  );
});

test('a path can have parameters with any name, several in one segment, and brackets', async (t) => {
  const id = '3be6453c-03eb-4357-ae5a-984a0e574a54';
  const standin = await notes({ scenarios: { one: { '/notes': [{ id }] } }, scenario: 'one' });
  const ok = await standin.inject(`/v2/notes/${id}/parts(1..22)`);
  t.equal(ok.statusCode, 200);
  t.equal(ok.headers['content-type'], 'text/plain');
  t.equal((await standin.inject(`/v2/notes/${id}/parts(1)`)).statusCode, 404);
});

test('a document can have several files that refer to each other in a circle', async (t) => {
  const standin = await createStandin({ document: file('joined/api.yaml') });
  t.match((await standin.inject('/thing')).json(), { name: 'thing' });
});

const PATH = (inner: string) =>
  `openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths:\n  /a:\n    get:\n${inner.replace(/^/gm, '      ')}\n`;
const SCHEMA = (schema: string) =>
  PATH(`responses:\n  "200":\n    description: ok\n    content:\n      application/json:\n        schema: ${schema}`);

/** Eight anchors, each with nine aliases of the one before ("billion laughs"). */
function billionLaughs(): string {
  const names = [...'abcdefgh'];
  const rows = names.slice(1).map((name, index) => `x-${name}: &${name} [${Array(9).fill(`*${names[index]}`)}]`);
  return ['openapi: 3.1.0', 'x-a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]', ...rows, 'paths: {}'].join('\n');
}

const INVALID: readonly (readonly [title: string, text: string, expected: object])[] = [
  ['nothing at all', '', { code: 'DOCUMENT_INVALID', line: 1 }],
  ['a list', '- 1', { code: 'DOCUMENT_INVALID', line: 1 }],
  ['no version', 'info: {}', { code: 'DOCUMENT_UNSUPPORTED' }],
  ['an old Swagger', 'swagger: "1.2"', { code: 'DOCUMENT_UNSUPPORTED' }],
  ['a future version', 'openapi: 4.0.0', { code: 'DOCUMENT_UNSUPPORTED' }],
  ['no paths', 'openapi: 3.1.0', { code: 'DOCUMENT_INVALID', pointer: '/paths' }],
  ['paths that are a list', 'openapi: 3.1.0\npaths: []', { code: 'DOCUMENT_INVALID', line: 2 }],
  [
    'responses that refer to themselves',
    `${PATH('responses: {"200": {$ref: "#/components/responses/a"}}')}components: {responses: {a: {$ref: "#/components/responses/a"}}}`,
    { code: 'REFERENCE_UNRESOLVED' },
  ],
  ['an operation that is a string', 'openapi: 3.1.0\npaths:\n  /a:\n    get: x', { code: 'DOCUMENT_INVALID', line: 4 }],
  ['an unknown type', SCHEMA('{type: strin}'), { code: 'DOCUMENT_INVALID', line: 11 }],
  ['a schema that is a string', SCHEMA('text'), { code: 'DOCUMENT_INVALID', line: 11 }],
  [
    'a reference to nothing',
    SCHEMA('{$ref: "#/components/schemas/No"}'),
    { code: 'REFERENCE_UNRESOLVED', line: 11, pointer: /\$ref$/ },
  ],
  [
    'a reference to a file that does not exist',
    SCHEMA('{$ref: "no.yaml"}'),
    { code: 'REFERENCE_UNRESOLVED', file: /api\.yaml$/, line: 11 },
  ],
  ['a reference out of the folder', SCHEMA('{$ref: "../../x.yaml"}'), { code: 'REFERENCE_FORBIDDEN', line: 11 }],
  [
    'a reference to another host',
    SCHEMA('{$ref: "https://example.com/x.yaml"}'),
    { code: 'REFERENCE_FORBIDDEN', line: 11 },
  ],
  [
    'a parameter without "in"',
    PATH('parameters: [{name: p}]\nresponses: {}'),
    { code: 'DOCUMENT_INVALID', line: 6, pointer: '/paths/~1a/get/parameters/0' },
  ],
  [
    'a parameter with an unknown "in"',
    PATH('parameters: [{name: p, in: body}, {name: q, in: no}]\nresponses: {}'),
    { code: 'DOCUMENT_INVALID', line: 6 },
  ],
  ['an alias inside its own anchor', SCHEMA('&s {properties: {a: *s}}'), { code: 'DOCUMENT_UNPARSABLE' }],
  ['aliases that expand without limit', billionLaughs(), { code: 'DOCUMENT_UNPARSABLE' }],
  ['a reference that is a number', PATH('responses: {"200": {$ref: 5}}'), { code: 'DOCUMENT_INVALID', line: 6 }],
];

test('an error in a document has file, line, pointer and advice', async (t) => {
  for (const [title, text, expected] of INVALID) {
    const folder = t.testdir({ 'api.yaml': text });
    const { code, ...place } = expected as { code: string };
    const error = await createStandin({ document: join(folder, 'api.yaml') }).catch((thrown: unknown) => thrown);
    t.type(error, SetupError, title);
    t.match(error, { code, place }, title);
    t.match((error as SetupError).advice, /\w/, `${title}: advice`);
  }
  const folder = t.testdir({});
  mkdirSync(join(folder, 'in'));
  symlinkSync(file('small-3.0.yaml'), join(folder, 'in', 'linked.yaml'));
  const linked = await createStandin({ document: join(folder, 'in', 'linked.yaml') });
  t.equal(linked.contract.title, 'Notes', 'the document itself can be a symbolic link');
  const referring = t.testdir({ 'api.yaml': 'openapi: 3.1.0\npaths: {/a: {$ref: linked.yaml}}' });
  symlinkSync(file('small-3.0.yaml'), join(referring, 'linked.yaml'));
  const leaving = createStandin({ document: join(referring, 'api.yaml') });
  await t.rejects(leaving, { code: 'REFERENCE_FORBIDDEN' }, 'a symbolic link does not lead out of the folder');
});

test('a document with warnings is served', async (t) => {
  const get = {
    responses: { 200: { description: 'ok', content: { 'application/json': { schema: { pattern: '^\\-$' } } } } },
  };
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/{a}/x': { get },
      '/{b}/x': { get },
      '/y': { get: { ...get, operationId: 'same' }, put: { ...get, operationId: 'same' }, head: {} },
    },
  };
  const standin = await createStandin({ document });
  const messages = [...new Set(standin.warnings.map(({ message }) => message))];
  t.match(messages, [
    'the pattern ^\\-$ is not ECMA-262; it is read as ^-$',
    'the operationId same is already used by /paths/~1y/get; this operation is named by its method and path',
    'the operation declares no responses; the server returns an empty 200',
    'GET /{b}/x is not served: GET /{a}/x has the same method and path',
  ]);
  t.same(
    standin.contract.operations.map(({ id }) => id),
    ['GET /{a}/x', 'GET /{b}/x', 'same', 'PUT /y', 'HEAD /y'],
  );
  t.equal((await standin.inject('/1/x')).json(), '-');
});

/** Documents with one mistake each: all that lint says about them, or nothing. */
const MISTAKES: readonly (readonly [title: string, text: string, found?: string])[] = [
  [
    'a misspelt method',
    PATH('responses: {}').replace('get:', 'gett:'),
    '6:7 "gett" is not a field of a path item; it is ignored; did you mean "get"?',
  ],
  [
    'a field of another version',
    PATH('produces: [text/plain]\nresponses: {}'),
    '6:17 "produces" is not a field of an operation; it is ignored',
  ],
  ['an extension', PATH('x-produces: [text/plain]\nresponses: {}')],
  [
    'a misspelt keyword',
    SCHEMA('{type: string, minLenght: 2}'),
    '11:49 "minLenght" is not a field of a schema; it is ignored; did you mean "minLength"?',
  ],
  [
    'a field of the document that a reference names',
    `${SCHEMA('{$ref: "#/schemas/A"}')}schemas: {A: {type: string}}\n`,
  ],
  [
    'another field of the document',
    `${SCHEMA('{type: string}')}schemas: {A: {type: string}}\n`,
    '12:10 "schemas" is not a field of a document; it is ignored',
  ],
  ['a keyword of a vocabulary of its own', SCHEMA('{type: string, faker: name, unit: cm}')],
  ['a property with the name of a keyword, misspelt', SCHEMA('{properties: {minLenght: {}, requird: {}}}')],
  [
    'a misspelt required property',
    SCHEMA('{properties: {name: {type: string}}, required: [nmae]}'),
    '11:70 required names "nmae", which the schema does not declare; did you mean "name"?',
  ],
  [
    'a required property that the schema forbids',
    SCHEMA('{properties: {a: {}}, required: [b], additionalProperties: false}'),
    '11:55 required names "b", which the schema does not declare',
  ],
  ['a required property that any object can have', SCHEMA('{properties: {a: {}}, required: [other]}')],
  [
    'a required property of another part',
    SCHEMA('{allOf: [{properties: {line1: {}}}, {properties: {line2: {}}, required: [line1]}]}'),
  ],
  [
    'a default that its schema refuses',
    SCHEMA('{properties: {a: {type: integer, default: ten}}}'),
    '11:65 the default violates its schema: it must be of type integer, not "ten"',
  ],
  ['the default null', SCHEMA('{properties: {a: {type: integer, default: null}}}')],
  [
    'a default without its read-only property',
    SCHEMA('{required: [id], properties: {id: {readOnly: true}}, default: {}}'),
  ],
  [
    'an example of a parameter that its schema refuses',
    PATH('parameters: [{name: p, in: query, schema: {type: integer, maximum: 9}, example: 10}]\nresponses: {}'),
    '6:87 the example of the parameter p violates its schema: it must be at most 9, not 10',
  ],
  [
    'a named example of a parameter',
    PATH('parameters: [{name: p, in: query, schema: {enum: [a]}, examples: {x: {value: b}}}]\nresponses: {}'),
    '6:84 the example x of the parameter p violates its schema: it must be one of "a", not "b"',
  ],
  ...['"10"', '10'].flatMap((example) =>
    ['integer', 'string', 'array'].map(
      (type) =>
        [
          `${example} as the text of a parameter of type ${type}`,
          PATH(`parameters: [{name: p, in: query, schema: {type: ${type}}, example: ${example}}]\nresponses: {}`),
        ] as const,
    ),
  ),
];

test('lint finds what is misspelt and what its schema refuses, with its place', async (t) => {
  for (const [title, text, expected] of MISTAKES) {
    const folder = t.testdir({ 'api.yaml': text });
    const standin = await createStandin({ document: join(folder, 'api.yaml') });
    const found = (await standin.lint()).map(({ pointer, message }) => {
      const { line, column } = standin.contract.place(pointer);
      return `${line}:${column} ${message}`;
    });
    t.same(found, expected === undefined ? [] : [expected], title);
    await standin.close();
  }
});

test('a field that is unknown in many places is one warning', async (t) => {
  const schema = { type: 'string', maxLenght: 3 };
  const response = { description: 'ok', content: { 'text/plain': { schema } } };
  const operation = { responses: { 200: response, 201: { ...response }, 202: { ...response } } };
  const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: { '/a': { get: operation } } };
  t.match((await createStandin({ document })).warnings, [
    {
      pointer: '/paths/~1a/get/responses/200/content/text~1plain/schema/maxLenght',
      message:
        '"maxLenght" is not a field of a schema; it is ignored, here and in 2 more places; did you mean "maxLength"?',
    },
  ]);
});

test('all errors of a document are listed at once', async (t) => {
  const folder = t.testdir({
    'api.yaml': `${SCHEMA('{oneOf: [{$ref: "#/components/schemas/Pest"}, {$ref: "no.yaml"}, {$ref: "../up.yaml"}]}')}security: [{no: []}]
components:
  schemas:
    Pet: {type: strin}
    Owner: {$ref: "#/definitions/Pet"}
`,
  });
  const error = await createStandin({ document: join(folder, 'api.yaml') }).catch((thrown: unknown) => thrown);
  t.type(error, SetupError);
  const { code, what, advice, place } = error as SetupError;
  t.match({ code, what, place }, { code: 'REFERENCE_UNRESOLVED', what: /schemas\/Pest has no/, place: { line: 11 } });
  const lines = advice.replaceAll(join(folder, 'api.yaml'), 'api.yaml').split('\n');
  t.match(lines, [
    'Did you mean #/components/schemas/Pet?',
    '  4 more errors:',
    /^ {4}api\.yaml:11:\d+ at \/paths\/.*\/oneOf\/1$/,
    /^ {6,}The target of the reference no\.yaml cannot be read: .* Correct the reference, or add the file/,
    /^ {4}api\.yaml:11:\d+ at \/paths\/.*\/oneOf\/2$/,
    /^ {6,}The reference \.\.\/up\.yaml leads out of the folder of the document\. Copy the file/,
    /^ {4}api\.yaml:15:\d+ at \/components\/schemas\/Pet\/type$/,
    /^ {6,}The property "type" is "strin"\. Use one of /,
    /^ {4}api\.yaml:16:\d+ at \/components\/schemas\/Owner\/\$ref$/,
    /^ {6,}The reference #\/definitions\/Pet has no target\. Did you mean #\/components\/schemas\/Pet\?$/,
  ]);
});
