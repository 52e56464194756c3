// The document as the server serves it, for the generators of clients.
import { test } from 'tap';
import { createStandin } from '../../src/index.ts';

const SCHEMAS = {
  Base: { type: 'object', properties: { id: { type: 'integer', readOnly: true } } },
  Pet: {
    allOf: [{ $ref: '#/components/schemas/Base' }],
    type: 'object',
    title: 'Pet',
    properties: {
      name: { type: 'string' },
      born: { type: 'string', format: 'date', readOnly: true },
      tags: { type: 'array', items: { $ref: '#/components/schemas/Tag' } },
      mother: { $ref: '#/components/schemas/Pet' },
    },
    required: ['id', 'name', 'born'],
  },
  Tag: {
    type: 'object',
    properties: { id: { type: 'integer', readOnly: true }, label: { type: 'string' } },
    required: ['id', 'label'],
  },
  Note: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
};

function body(name: keyof typeof SCHEMAS) {
  return { required: true, content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } };
}

const responses = (name: keyof typeof SCHEMAS) => ({
  '200': { description: 'Done', ...body(name), required: undefined },
});

const DOCUMENT = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  paths: {
    '/pets': { post: { operationId: 'addPet', requestBody: body('Pet'), responses: responses('Pet') } },
    '/notes': { post: { operationId: 'addNote', requestBody: body('Note'), responses: responses('Note') } },
  },
  components: { schemas: SCHEMAS },
});

test('a request requires no read-only property, also inside, and responses still do', async (t) => {
  const folder = t.testdir({ 'pets.json': DOCUMENT });
  const standin = await createStandin({ document: `${folder}/pets.json` });
  t.teardown(() => standin.close());
  const served = (await standin.inject('/_standin/openapi.json')).json();
  const { schema } = served.paths['/pets'].post.requestBody.content['application/json'];
  t.same(schema.required, ['name']);
  t.notOk('title' in schema, 'a generator gives it a name of its own');
  t.same(schema.properties.tags.items.required, ['label']);
  t.same(schema.properties.mother.required, ['name'], 'a schema that contains itself');
  t.same(schema.allOf, [{ $ref: '#/components/schemas/Base' }], 'schemas that require none stay references');
  t.same(served.paths['/notes'].post.requestBody, body('Note'));
  t.same(served.components.schemas.Pet.required, ['id', 'name', 'born']);
  const pet = { name: 'Rex', tags: [{ label: 'good' }] };
  const created = await standin.inject({ method: 'POST', url: '/pets', payload: pet });
  t.equal(created.statusCode, 200, 'as the server validates it');
});

test('the built-in documents have no names that differ by case alone, and no patterns for anything', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  for (const mount of ['', '/login', '/apple']) {
    const served = (await standin.inject(`${mount}/_standin/openapi.json`)).json();
    const names = new Map<string, Set<string>>();
    for (const name of Object.values(served.components as object).flatMap((kind) => Object.keys(kind))) {
      const key = name.toLowerCase();
      names.set(key, (names.get(key) ?? new Set()).add(name));
    }
    t.same(
      [...names.values()].filter((spellings) => spellings.size > 1).map((spellings) => [...spellings]),
      [],
    );
    for (const schema of Object.values<{ patternProperties?: object }>(served.components.schemas)) {
      t.notOk(Object.values(schema.patternProperties ?? {}).includes(true), 'oapi-codegen cannot read true there');
    }
  }
});

test('the OAuth URLs of the built-in document lead to this server, also in a world', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const served = (
    await standin.inject({ url: '/~alice/_standin/openapi.json', headers: { host: 'mock.test' } })
  ).json();
  const { authorizationCode, clientCredentials } = served.components.securitySchemes.azureAD.flows;
  const base = 'http://mock.test/~alice/login/organizations/oauth2/v2.0';
  t.match(authorizationCode, { authorizationUrl: `${base}/authorize`, tokenUrl: `${base}/token` });
  t.match(clientCredentials, { tokenUrl: `${base}/token` });
});
