// The property that is the key of an item, the words that stand for one, and keys that the document declares.
import { test } from 'tap';
import { createStandin, type JsonObject } from '../../../../src/index.ts';
import { namedKeys } from '../../../../src/resources/infer/aliases.ts';

const text = { type: 'string' };
const integer = { type: 'integer' };
const object = (properties: object) => ({ type: 'object', properties });
const returns = (schema: object) => ({
  responses: { 200: { description: 'd', content: { 'application/json': { schema } } } },
});

function documentOf(item: string, properties: object, { schema = text, extension = {}, body = {} } = {}): JsonObject {
  const [, parameter = ''] = /\{(.*)\}$/.exec(item) ?? [];
  const thing = object(properties);
  return {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      [item.replace(/\/\{.*$/, '')]: {
        ...extension,
        get: returns({ type: 'array', items: thing }),
        post: { requestBody: { content: { 'application/json': { schema: object(body) } } }, ...returns(thing) },
      },
      [item]: {
        parameters: [{ name: parameter, in: 'path', required: true, schema }],
        get: returns(thing),
      },
    },
  } as unknown as JsonObject;
}

async function keyIn(document: JsonObject): Promise<string | undefined> {
  const standin = await createStandin({ document });
  return standin.inspect()[0]?.key;
}

type Case = readonly [item: string, properties: object, key: string | undefined, schema?: object];

const CASES: readonly Case[] = [
  ['/pets/{petId}', { name: text, id: integer }, 'id'],
  ['/pets/{petId}', { pet_id: integer, id: integer }, 'pet_id'],
  ['/menu/{menuItemId}', { id: text, name: text }, 'id'],
  ['/issues/{issue_number}', { id: integer, number: integer }, 'number', integer],
  ['/issues/{index}', { id: integer, number: integer }, 'number', integer],
  ['/collections/{collection_name}', { id: integer, name: text }, 'name'],
  ['/customers/{customer}', { id: text, name: text }, 'id'],
  ['/repos/{repo}', { id: integer, name: text }, 'name'],
  ['/pools/{pool}', { pool_id: text, slots: integer }, 'pool_id'],
  ['/projects/{name}', { kind: text, metadata: object({ name: text, uid: text }) }, 'metadata.name'],
  ['/songs/{songId}', { spec: object({ length: integer }), metadata: object({ id: text, name: text }) }, 'metadata.id'],
  ['/projects/{project.metadata.name}', { metadata: object({ name: text }) }, 'metadata.name'],
  ['/notes/{id}', { author: object({ id: text }), text }, undefined],
];

for (const [item, properties, key, schema] of CASES) {
  test(`${item} with ${Object.keys(properties).join(', ')} has the key ${key}`, async (t) => {
    t.equal(await keyIn(documentOf(item, properties, schema ? { schema: schema as typeof text } : {})), key);
  });
}

test('among names, the one that clients write is the key', async (t) => {
  const properties = { id: integer, name: text, username: text };
  t.equal(await keyIn(documentOf('/orgs/{org}', properties, { body: { username: text } })), 'username');
});

test('a document declares a key by its name, by a path with dots, or by a pointer', async (t) => {
  const properties = { id: integer, meta: object({ code: text }) };
  for (const [key, expected] of [
    ['id', 'id'],
    ['meta.code', 'meta.code'],
    ['/meta/code', 'meta.code'],
  ]) {
    const document = documentOf('/things/{x}', properties, { extension: { 'x-standin-resource': { key } } });
    t.equal(await keyIn(document), expected);
  }
});

test('a declared key must be a property that can identify an item', async (t) => {
  const refusal = async (key: string, properties: object) => {
    const document = documentOf('/things/{x}', properties, { extension: { 'x-standin-resource': { key } } });
    const error = await createStandin({ document }).then(
      () => undefined,
      (reason: Error & { code?: string }) => reason,
    );
    t.equal(error?.code, 'DOCUMENT_INVALID');
    return error?.message ?? '';
  };
  const missing = await refusal('coed', { code: text, tags: { type: 'array', items: text } });
  t.match(missing, 'x-standin-resource declares the key "coed" at /things, but an item has no such property');
  t.match(missing, 'Did you mean "code"? Its properties: code, tags.');
  t.match(await refusal('tags', { code: text, tags: { type: 'array', items: text } }), 'neither a string nor a number');
});

const ALIASES: readonly (readonly [description: string, aliases: readonly string[], keys: readonly string[]])[] = [
  ['The id of a calendar, or `primary` for the main one', ['primary'], []],
  ['To access the main calendar, use the "primary" keyword.', ['primary'], []],
  ['The id. "last-used" can be used for the last budget and "default" for another', ['last-used', 'default'], []],
  ['The root folder is always represented by the ID `0`.', [], ['0']],
  ['The user id or me', ['me'], []],
  ['The name of the user, e.g. `ann`', [], []],
  ['A prefix such as `user` or a number', [], []],
];

for (const [description, aliases, keys] of ALIASES) {
  test(`"${description}" names ${[...aliases, ...keys].join(', ') || 'nothing'}`, async (t) => {
    const named = namedKeys([description]);
    t.same([...named.aliases], aliases);
    t.same(named.keys, keys);
  });
}
