// Inferred roles and resources of operations: one small document for each case.
import { test } from 'tap';
import { createStandin, type JsonObject } from '../../../../src/index.ts';

const thing = {
  type: 'object',
  required: ['id'],
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    parts: { type: 'array', items: { type: 'object', properties: { x: { type: 'string' } } } },
  },
};
const bare = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
const returns = (schema: object, status = '200') => ({
  responses: { [status]: { description: 'd', content: { 'application/json': { schema } } } },
});
const accepts = (schema: object) => ({ requestBody: { content: { 'application/json': { schema } } } });
const list = (items: object) => ({ type: 'array', items });
const gone = { responses: { 204: { description: 'gone' } } };

type Case = readonly [title: string, paths: object, expected: readonly string[]];

const CASES: readonly Case[] = [
  [
    'an envelope is detected by the schema of its items',
    {
      '/things': { get: returns({ type: 'object', properties: { odd: list(thing), other: { type: 'integer' } } }) },
      '/things/{id}': { get: returns(thing) },
    },
    ['list /things', 'read /things'],
  ],
  ['a list of strings is not a collection', { '/words': { get: returns(list({ type: 'string' })) } }, ['sample']],
  [
    'an item that is only read is a sample, unless the document declares it as a resource',
    {
      '/terms/{id}': { get: returns(thing) },
      '/consents/{id}': { 'x-standin-resource': { key: 'id' }, get: returns(thing) },
    },
    ['sample', 'read /consents'],
  ],
  ['an object that is only read is a sample', { '/about': { get: returns(bare) } }, ['sample']],
  [
    'an item with a list among its properties is an item',
    {
      '/things': { post: { ...accepts(thing), ...returns(thing, '201') } },
      '/things/{id}': { get: returns(thing), delete: gone },
    },
    ['create /things', 'read /things', 'delete /things'],
  ],
  [
    'the path of items can have the singular',
    { '/things': { get: returns(list(thing)) }, '/thing/{id}': { get: returns(thing), delete: gone } },
    ['list /things', 'read /things', 'delete /things'],
  ],
  [
    'another list of the same items lists the same collection',
    {
      '/thing': { post: { ...accepts(thing), ...returns(thing, '201') } },
      '/thing/{id}': { get: returns(thing) },
      '/thing/findByName': { get: returns(list(thing)) },
    },
    ['create /thing', 'read /thing', 'list /thing'],
  ],
  [
    'the key can be in the body',
    {
      '/thing': { put: { ...accepts(thing), ...returns(thing) }, post: { ...accepts(thing), ...returns(thing) } },
      '/thing/{id}': { get: returns(thing) },
    },
    ['replace /thing', 'create /thing', 'read /thing'],
  ],
  [
    'a list of patch operations is a JSON patch, with any media type',
    {
      '/things': { get: returns(list(thing)) },
      '/things/{id}': {
        get: returns(thing),
        patch: {
          ...accepts(list({ type: 'object', properties: { op: { type: 'string' }, path: { type: 'string' } } })),
          ...gone,
        },
      },
    },
    ['list /things', 'read /things', 'change /things'],
  ],
  [
    'a nested path with the same last word and item schema is a part of the collection',
    {
      '/owners': { get: returns(list(bare)) },
      '/owners/{name}': { get: returns(bare) },
      '/things': { get: returns(list(thing)) },
      '/things/{id}': { get: returns(thing) },
      '/owners/{name}/things': { get: returns(list(thing)) },
    },
    ['list /owners', 'read /owners', 'list /things', 'read /things', 'list /things through /owners/{}/things'],
  ],
  [
    'an operation below an item requires the item to exist',
    {
      '/things': { get: returns(list(thing)) },
      '/things/{id}': { get: returns(thing) },
      '/things/{id}/archive': { post: gone },
    },
    ['list /things', 'read /things', 'part /things'],
  ],
  [
    'an object that can be changed is a singleton, also below an item',
    {
      '/settings': { get: returns(bare), put: { ...accepts(bare), ...gone } },
      '/things': { get: returns(list(thing)) },
      '/things/{id}': { get: returns(thing) },
      '/things/{id}/note': { get: returns(bare), patch: { ...accepts(bare), ...gone } },
    },
    [
      'read /settings',
      'replace /settings',
      'list /things',
      'read /things',
      'read /things/{}/note',
      'change /things/{}/note',
    ],
  ],
  [
    'an integer at /count below a list is the number of its items; elsewhere it is a sample',
    {
      '/things': { get: returns(list(thing)) },
      '/things/{id}': { get: returns(thing), delete: gone },
      '/things/count': { get: returns({ type: 'integer' }) },
      '/other/count': { get: returns({ type: 'integer' }) },
    },
    ['list /things', 'read /things', 'delete /things', 'count /things', 'sample'],
  ],
  [
    'a list is found under any name if it is the only array next to paging properties',
    {
      '/things/kinds': {
        get: returns({ type: 'object', properties: { thing_kinds: list(thing), total: { type: 'integer' } } }),
      },
      '/extra_things': {
        get: returns({ type: 'object', properties: { stuff: list(thing), next_page: { type: 'string' } } }),
      },
      '/basket': { get: returns({ type: 'object', properties: { stuff: list(bare), total: { type: 'number' } } }) },
    },
    ['list /things/kinds', 'list /extra_things', 'sample'],
  ],
  [
    'an item next to a list is an item, although it contains a list in an envelope',
    {
      '/jobs': { get: returns({ type: 'object', properties: { jobs: list(thing) } }) },
      '/jobs/{id}': { get: returns({ type: 'object', properties: { job: thing } }) },
    },
    ['list /jobs', 'read /jobs'],
  ],
  [
    'an item in two envelopes is found in responses, and its input in the request',
    {
      '/trees': {
        get: returns({ type: 'object', properties: { data: { type: 'object', properties: { trees: list(thing) } } } }),
        post: {
          ...accepts({ type: 'object', properties: { tree: bare } }),
          ...returns({ type: 'object', properties: { data: { type: 'object', properties: { tree: thing } } } }, '201'),
        },
      },
      '/trees/{tree_id}': {
        get: returns({ type: 'object', properties: { data: { type: 'object', properties: { tree: thing } } } }),
      },
    },
    ['list /trees', 'create /trees', 'read /trees'],
  ],
  [
    'paths that end with .json are paths of collections and items',
    {
      '/Things.json': { get: returns(list(thing)), post: { ...accepts(bare), ...returns(thing, '201') } },
      '/Things/{id}.json': { get: returns(thing), delete: gone },
    },
    ['list /Things', 'create /Things', 'read /Things', 'delete /Things'],
  ],
  [
    'verbs at the end of a path belong to the path without them',
    {
      '/boxes/json': { get: returns(list(thing)) },
      '/boxes/create': { post: { ...accepts(bare), ...returns(thing, '201') } },
      '/boxes/{id}/json': { get: returns(thing) },
      '/boxes/{id}/update': { post: { ...accepts(bare), ...returns(thing) } },
      '/boxes/{id}': { delete: gone },
      '/boxes/{id}/start': { post: gone },
    },
    ['list /boxes', 'create /boxes', 'read /boxes', 'change /boxes', 'delete /boxes', 'part /boxes'],
  ],
  [
    'a custom method after a colon is below its item',
    {
      '/things': { get: returns(list(thing)), post: { ...accepts(bare), ...returns(thing, '201') } },
      '/things/{id}': { get: returns(thing) },
      '/things/{id}:lock': { post: gone },
      '/things:find': { get: returns(list(thing)) },
    },
    ['list /things', 'create /things', 'read /things', 'part /things', 'list /things'],
  ],
  [
    'an item of a union with its deleted form is an item',
    {
      '/things': { get: returns(list(thing)) },
      '/things/{id}': {
        get: returns({
          anyOf: [thing, { type: 'object', properties: { id: { type: 'integer' }, deleted: { enum: [true] } } }],
        }),
        post: { ...accepts(bare), ...returns(thing) },
      },
    },
    ['list /things', 'read /things', 'change /things'],
  ],
  [
    'a collection below a path without items has the items of the path at the root',
    {
      '/teams/{team}/apps': { get: returns(list(thing)), post: { ...accepts(bare), ...returns(thing, '201') } },
      '/apps/{id}': { patch: { ...accepts(bare), ...returns(thing) }, delete: gone },
    },
    ['list /apps', 'create /apps', 'change /apps', 'delete /apps'],
  ],
  [
    'a list behind a word and a parameter lists the same collection',
    {
      '/things': { post: { ...accepts(bare), ...returns(thing, '201') } },
      '/things/{id}': { get: returns(thing) },
      '/things/named/{name}': { get: returns(list(thing)) },
      '/things/named/{name}/count': {
        get: returns({ type: 'object', properties: { counter: { type: 'integer' } } }),
      },
    },
    ['create /things', 'read /things', 'list /things', 'count /things'],
  ],
  [
    'a PATCH below an item that takes its properties and returns it changes the item',
    {
      '/things': { get: returns(list(thing)) },
      '/things/{id}': { get: returns(thing) },
      '/things/{id}/rename': { patch: { ...accepts(bare), ...returns(thing) } },
      '/things/{id}/report': {
        patch: { ...accepts({ type: 'object', properties: { why: { type: 'string' } } }), ...returns(thing) },
      },
    },
    ['list /things', 'read /things', 'change /things', 'part /things'],
  ],
  ['a POST alone is an action', { '/login': { post: { ...accepts(bare), ...returns(thing) } } }, ['sample']],
  [
    'the document overrides the inferred role',
    {
      '/things': { get: { ...returns(list(thing)), 'x-standin-role': 'sample' } },
      '/found': {
        post: { ...accepts(bare), ...returns(list(thing)), 'x-standin-role': { role: 'list', resource: '/things' } },
      },
    },
    ['sample', 'list /things'],
  ],
];

for (const [title, paths, expected] of CASES) {
  test(title, async (t) => {
    const standin = await createStandin({
      document: { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths } as unknown as JsonObject,
    });
    const roles = standin
      .inspect()
      .map(({ role, resource, through }) =>
        [role, resource, through && `through ${through}`].filter(Boolean).join(' '),
      );
    t.same(roles.toSorted(), [...expected].sort());
  });
}
