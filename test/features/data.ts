// The option `data`: initial items by the names of their collections, in the form of json-server's db.json.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type JsonObject, type StandinOptions } from '../../src/index.ts';

const clinic = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

const list = (schema: JsonObject): JsonObject => ({
  get: { responses: { 200: { description: 'All', content: json({ type: 'array', items: schema }) } } },
  post: {
    requestBody: { content: json(schema) },
    responses: { 201: { description: 'Added', content: json(schema) } },
  },
});
const single = (schema: JsonObject): JsonObject => ({
  get: { responses: { 200: { description: 'One', content: json(schema) } } },
  put: { requestBody: { content: json(schema) }, responses: { 200: { description: 'Set', content: json(schema) } } },
});
const json = (schema: JsonObject): JsonObject => ({ 'application/json': { schema } });
const parameters = (...names: string[]): JsonObject['parameters'] =>
  names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: name === 'memberId' ? 'string' : 'integer' },
  }));
const record = (properties: JsonObject): JsonObject => ({
  type: 'object',
  required: ['id'],
  additionalProperties: false,
  properties: { id: { type: 'integer' }, ...properties },
});

const SHELF = record({ name: { type: 'string' } });
const BOOK = record({ title: { type: 'string' }, pages: { type: 'integer' } });
const NOTE = record({ text: { type: 'string' } });
const MEMBER: JsonObject = {
  type: 'object',
  required: ['memberId', 'joined'],
  properties: { memberId: { type: 'string' }, joined: { type: 'string', format: 'date' } },
};

const library: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Library', version: '1' },
  paths: {
    '/shelves': list(SHELF),
    '/shelves/{shelfId}': { parameters: parameters('shelfId'), ...single(SHELF) },
    '/shelves/{shelfId}/books': { parameters: parameters('shelfId'), ...list(BOOK) },
    '/shelves/{shelfId}/books/{bookId}': { parameters: parameters('shelfId', 'bookId'), ...single(BOOK) },
    '/shelves/{shelfId}/books/{bookId}/notes': { parameters: parameters('shelfId', 'bookId'), ...list(NOTE) },
    '/library-members': list(MEMBER),
    '/library-members/{memberId}': { parameters: parameters('memberId'), ...single(MEMBER) },
    '/opening_hours': single({ type: 'object', properties: { from: { type: 'string' }, to: { type: 'string' } } }),
    '/archive/shelves': list(SHELF),
    '/archive/shelves/{shelfId}': { parameters: parameters('shelfId'), ...single(SHELF) },
    '/a/tags': list(NOTE),
    '/a/tags/{id}': { parameters: parameters('id'), ...single(NOTE) },
    '/b/tags': list(NOTE),
    '/b/tags/{id}': { parameters: parameters('id'), ...single(NOTE) },
  },
};

async function serve(t: Test, options: StandinOptions) {
  const standin = await createStandin({ document: library, now: new Date('2026-03-01T12:00:00Z'), ...options });
  t.teardown(() => standin.close());
  return async (url: string) => (await standin.inject(url)).json();
}

test('collections and single resources begin with the data of their names', async (t) => {
  const get = await serve(t, {
    data: {
      $schema: './db.schema.json',
      shelf: [
        { id: '1', name: 'Poetry' },
        { id: 20, name: 'Maps' },
      ],
      Books: [
        { id: 5, title: 'Leaves', shelfId: 1 },
        { id: 6, title: 'Atlas', pages: 80, shelf_id: '20' },
      ],
      notes: [{ id: 1, text: 'torn', bookId: 6 }],
      library_members: [{ id: 'ada', joined: 'now-P1D' }],
      openingHours: { from: '9:00', to: '17:00' },
    },
  });
  t.strictSame(await get('/shelves'), [
    { id: 1, name: 'Poetry' },
    { id: 20, name: 'Maps' },
  ]);
  t.strictSame(
    await get('/shelves/1/books'),
    [{ id: 5, title: 'Leaves' }],
    'the property of the owner is not declared',
  );
  t.strictSame(await get('/shelves/20/books'), [{ id: 6, title: 'Atlas', pages: 80 }]);
  t.strictSame(await get('/shelves/20/books/6/notes'), [{ id: 1, text: 'torn' }]);
  t.strictSame(await get('/shelves/1/books/5/notes'), [], 'an owner without items in the data has none');
  t.strictSame(await get('/library-members'), [{ memberId: 'ada', joined: '2026-02-28' }]);
  t.strictSame(await get('/opening_hours'), { from: '9:00', to: '17:00' });
  t.equal((await get('/archive/shelves')).length, 3, 'others have generated items');
});

test('missing properties are generated, and the next key follows the highest one', async (t) => {
  const standin = await createStandin({
    document: clinic,
    data: { owners: [{ id: 41, name: 'Uma', password: 'secret' }, { id: 12 }], pets: [] },
  });
  t.teardown(() => standin.close());
  const owners = (await standin.inject('/api/owners')).json();
  t.match(owners, [
    { id: 41, name: 'Uma' },
    { id: 12, name: /./ },
  ]);
  const added = await standin.inject({ method: 'POST', url: '/api/owners', payload: { name: 'Vic' } });
  t.equal(added.json().id, 42);
  t.strictSame((await standin.inject('/api/pets')).json().items, []);
});

test('a scenario has precedence over the data, and a world without a scenario returns to it', async (t) => {
  const standin = await createStandin({ document: clinic, data: { owners: [{ id: 41, name: 'Uma' }] } });
  t.teardown(() => standin.close());
  const world = standin.control.world();
  await standin.inject({ method: 'DELETE', url: '/api/owners/41' });
  t.strictSame((await standin.inject('/api/owners')).json(), []);
  await world.reset();
  t.match((await standin.inject('/api/owners')).json(), [{ id: 41 }]);
  await world.reset('busy');
  t.match((await standin.inject('/api/owners')).json(), [{ id: 7, name: 'Greta' }]);
});

const INVALID: readonly (readonly [title: string, data: JsonObject, message: RegExp])[] = [
  [
    'an unknown name',
    { shelf: [], boks: [] },
    /The data names "boks", which is no collection .*Did you mean "books"\? Known names: shelves, books/s,
  ],
  [
    'a list for a single resource',
    { opening_hours: [] },
    /"opening_hours" must be an object .*\/opening_hours is a single resource/s,
  ],
  ['an object for a collection', { shelves: {} }, /"shelves" must be a list .*\/shelves is a collection/s],
  ['a text', { shelves: 'none' }, /"shelves" must be a list or an object/],
  [
    'a name of two paths',
    { tags: [] },
    /"tags", which can be \/a\/tags or \/b\/tags .*Use the path as the name: "\/a\/tags"/s,
  ],
  ['two names of one path', { shelf: [], shelves: [] }, /"shelf" and "shelves", which are both \/shelves/],
  [
    'a value that the schema does not allow',
    { books: [{ id: 1, pages: 'many', shelfId: 1 }] },
    /In the state of books, pages of item 1 must be of type integer, not "many"/,
  ],
  [
    'an item without an owner',
    { books: [{ id: 1 }] },
    /has no shelveId, but .*Give each item the key of its owner as shelveId/s,
  ],
  [
    'an owner below an unknown item',
    { notes: [{ id: 1, bookId: 9 }] },
    /belongs to the book 9, which the data does not contain/,
  ],
  ['two items with one key', { shelves: [{ id: 1 }, { id: '1' }] }, /Two items of shelves have the key 1/],
  [
    'a number that is infinite',
    { shelves: [{ id: JSON.parse('1e400') }] },
    /In the state of shelves, id of item 1 is not a number below/,
  ],
  [
    'the name of an inherited property',
    { shelves: [JSON.parse('{"id": 1, "__proto__": {"x": 1}}')] },
    /In the state of shelves, __proto__ of item 1 is not declared/,
  ],
  [
    'too many levels',
    { shelves: [{ id: 1, room: JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)) }] },
    /In the state of shelves, item 1 nests deeper than 100 levels .*--limit nesting/s,
  ],
  ['no object', { shelves: [5] }, /Each item of shelves must be an object/],
];

for (const [title, data, message] of INVALID) {
  test(`data with ${title} is refused at the start`, async (t) => {
    await t.rejects(createStandin({ document: library, data }), { code: 'DATA_INVALID', message });
  });
}

test('paths can be names', async (t) => {
  const get = await serve(t, {
    data: { '/b/tags': [{ id: 1, text: 'new' }], '/shelves/{id}/books': [{ id: 1, shelfId: 2 }] },
  });
  t.strictSame(await get('/b/tags'), [{ id: 1, text: 'new' }]);
  t.strictSame(await get('/shelves/2/books'), [{ id: 1 }]);
});

test('an error in a file names its line', async (t) => {
  const file = join(t.testdir(), 'db.json');
  writeFileSync(file, '{\n  "owners": [\n    { "id": 1, "name": 5 }\n  ]\n}\n');
  await t.rejects(createStandin({ document: clinic, data: file }), {
    code: 'DATA_INVALID',
    place: { file, line: 3, pointer: '/owners/0/name' },
  });
  writeFileSync(file, Buffer.from('{ "owners": [{ "id": 1, "name": "\xff" }] }', 'latin1'));
  await t.rejects(createStandin({ document: clinic, data: file }), {
    code: 'DATA_INVALID',
    message: /The data file is not valid UTF-8/,
    place: { file },
  });
  await t.rejects(createStandin({ document: clinic, data: join(t.testdirName, 'none.json') }), {
    code: 'DATA_INVALID',
  });
});
