// References inside examples, and examples that are files.
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { createStandin, type Json, type JsonObject } from '../../src/index.ts';

const json = (content: JsonObject): JsonObject => ({
  get: { responses: { 200: { description: 'Found', content: { 'application/json': content } } } },
});

const USER: JsonObject = { type: 'object', properties: { $ref: { type: 'string' }, display: { type: 'string' } } };

function documentOf(paths: Record<string, Json>): string {
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Recipes', version: '1' },
    paths,
    components: {
      schemas: { User: USER, Bread: { type: 'object', example: { $ref: '#/x-samples/bread' } } },
      examples: { Oats: { value: { grain: 'oats' } } },
    },
    'x-samples': { bread: { loaves: 2, flour: { $ref: '#/x-samples/flour' } }, flour: { kind: 'rye' } },
  });
}

const serve = async (t: Test, paths: Record<string, Json>, files: Record<string, string> = {}) => {
  const folder = t.testdir({ api: { 'api.json': documentOf(paths), ...files }, 'secret.json': '{"secret":true}' });
  const standin = await createStandin({ document: join(folder, 'api', 'api.json') });
  t.teardown(() => standin.close());
  const get = async (path: string) => (await standin.inject(path)).json() as Json;
  return { standin, get };
};

t.test('a reference that is the only key of a value is replaced by its target', async (t) => {
  const { get } = await serve(t, {
    '/bread': json({ example: { $ref: '#/x-samples/bread' } }),
    '/list': json({ examples: { two: { value: [{ $ref: '#/components/examples/Oats/value' }, { grain: 'rye' }] } } }),
    '/schema': json({ schema: { $ref: '#/components/schemas/Bread' } }),
  });
  const bread = { loaves: 2, flour: { kind: 'rye' } };
  t.same(await get('/bread'), bread, 'and so are the references in it');
  t.same(await get('/list'), [{ grain: 'oats' }, { grain: 'rye' }]);
  t.same(await get('/schema'), bread);
});

t.test('a target can be in a file of the folder, and its references are relative to it', async (t) => {
  const files = {
    'toast.yaml': 'name: Toast\nwith:\n  $ref: "butter.json#/spread"\n',
    'butter.json': '{"spread":{"salted":true}}',
  };
  const { get, standin } = await serve(t, { '/toast': json({ example: { $ref: './toast.yaml' } }) }, files);
  t.same(await get('/toast'), { name: 'Toast', with: { salted: true } });
  t.ok(
    standin.contract.files.some((file) => file.endsWith('butter.json')),
    'the files are part of the document',
  );
});

t.test('a $ref stays if the schema declares it, if it has no target, and with other keys', async (t) => {
  const user = { $ref: '#/components/schemas/User' };
  const { get } = await serve(t, {
    '/declared': json({ schema: user, example: { $ref: '#/x-samples/flour' } }),
    '/members': json({
      schema: { type: 'object', properties: { members: { type: 'array', items: user } } },
      example: { members: [{ $ref: '#/x-samples/flour' }] },
    }),
    '/missing': json({ example: { $ref: '#/x-samples/cake' } }),
    '/outside': json({ example: { $ref: '../secret.json' } }),
    '/with-others': json({ example: { $ref: '#/x-samples/flour', value: 1 } }),
    '/circle': json({
      example: { again: { $ref: '#/paths/~1circle/get/responses/200/content/application~1json/example' } },
    }),
  });
  t.same(await get('/declared'), { $ref: '#/x-samples/flour' });
  t.same(await get('/members'), { members: [{ $ref: '#/x-samples/flour' }] });
  t.same(await get('/missing'), { $ref: '#/x-samples/cake' });
  t.same(await get('/outside'), { $ref: '../secret.json' });
  t.same(await get('/with-others'), { $ref: '#/x-samples/flour', value: 1 });
  t.type(await get('/circle'), 'object');
});

t.test('externalValue of a local file is the example', async (t) => {
  const text = { get: { responses: { 200: { description: 'A list', content: {} as JsonObject } } } };
  text.get.responses[200].content = { 'text/csv': { examples: { all: { externalValue: 'all.csv' } } } };
  const paths = {
    '/cake': json({ examples: { one: { externalValue: './cake.json' } } }),
    '/list': text,
    '/gone': json({ schema: { type: 'object' }, examples: { one: { externalValue: 'gone.json' } } }),
    '/outside': json({ schema: { type: 'object' }, examples: { one: { externalValue: '../secret.json' } } }),
  };
  const { get, standin } = await serve(t, paths, { 'cake.json': '{"layers":3}', 'all.csv': 'name\nCake\n' });
  t.same(await get('/cake'), { layers: 3 });
  t.equal((await standin.inject('/list')).body, 'name\nCake\n');
  t.same(await get('/outside'), {});
  t.match(standin.warnings, [
    { pointer: /gone/, message: 'the file gone.json of externalValue cannot be read; the example is ignored' },
    { pointer: /outside/, message: /cannot be read/ },
  ]);
});
