// What paths are taken to be, case by case: a small document each, and the role and resource of every operation.
import { test } from 'tap';
import { createStandin, type JsonObject } from '../../../src/index.ts';

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
const answers = (schema: object, status = '200') => ({
  responses: { [status]: { description: 'd', content: { 'application/json': { schema } } } },
});
const takes = (schema: object) => ({ requestBody: { content: { 'application/json': { schema } } } });
const list = (items: object) => ({ type: 'array', items });
const gone = { responses: { 204: { description: 'gone' } } };

type Case = readonly [title: string, paths: object, wanted: readonly string[]];

const CASES: readonly Case[] = [
  [
    'an envelope is told by the schema of its items',
    {
      '/things': { get: answers({ type: 'object', properties: { odd: list(thing), other: { type: 'integer' } } }) },
      '/things/{id}': { get: answers(thing) },
    },
    ['list /things', 'read /things'],
  ],
  ['a list of texts is none of things', { '/words': { get: answers(list({ type: 'string' })) } }, ['sample']],
  [
    'an item that is only read is a sample, unless the document says that it is a resource',
    {
      '/terms/{id}': { get: answers(thing) },
      '/consents/{id}': { 'x-standin-resource': { key: 'id' }, get: answers(thing) },
    },
    ['sample', 'read /consents'],
  ],
  ['an object that is only shown is a sample', { '/about': { get: answers(bare) } }, ['sample']],
  [
    'an item with a list among its members is an item',
    {
      '/things': { post: { ...takes(thing), ...answers(thing, '201') } },
      '/things/{id}': { get: answers(thing), delete: gone },
    },
    ['create /things', 'read /things', 'delete /things'],
  ],
  [
    'items may stand under the singular',
    { '/things': { get: answers(list(thing)) }, '/thing/{id}': { get: answers(thing), delete: gone } },
    ['list /things', 'read /things', 'delete /things'],
  ],
  [
    'another list of the same items is another way to list them',
    {
      '/thing': { post: { ...takes(thing), ...answers(thing, '201') } },
      '/thing/{id}': { get: answers(thing) },
      '/thing/findByName': { get: answers(list(thing)) },
    },
    ['create /thing', 'read /thing', 'list /thing'],
  ],
  [
    'the key may stand in the body',
    {
      '/thing': { put: { ...takes(thing), ...answers(thing) }, post: { ...takes(thing), ...answers(thing) } },
      '/thing/{id}': { get: answers(thing) },
    },
    ['replace /thing', 'create /thing', 'read /thing'],
  ],
  [
    'a list of operations is a JSON patch, whatever its media type',
    {
      '/things': { get: answers(list(thing)) },
      '/things/{id}': {
        get: answers(thing),
        patch: {
          ...takes(list({ type: 'object', properties: { op: { type: 'string' }, path: { type: 'string' } } })),
          ...gone,
        },
      },
    },
    ['list /things', 'read /things', 'change /things'],
  ],
  [
    'a nested path of the same items and word is a part of them',
    {
      '/owners': { get: answers(list(bare)) },
      '/owners/{name}': { get: answers(bare) },
      '/things': { get: answers(list(thing)) },
      '/things/{id}': { get: answers(thing) },
      '/owners/{name}/things': { get: answers(list(thing)) },
    },
    ['list /owners', 'read /owners', 'list /things', 'read /things', 'list /things through /owners/{}/things'],
  ],
  [
    'what stands under an item asks for it to be there',
    {
      '/things': { get: answers(list(thing)) },
      '/things/{id}': { get: answers(thing) },
      '/things/{id}/archive': { post: gone },
    },
    ['list /things', 'read /things', 'part /things'],
  ],
  [
    'one object that is changed is a singleton, also under an item',
    {
      '/settings': { get: answers(bare), put: { ...takes(bare), ...gone } },
      '/things': { get: answers(list(thing)) },
      '/things/{id}': { get: answers(thing) },
      '/things/{id}/note': { get: answers(bare), patch: { ...takes(bare), ...gone } },
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
    'a number behind a list is how many items it has, and behind anything else it is a number',
    {
      '/things': { get: answers(list(thing)) },
      '/things/{id}': { get: answers(thing), delete: gone },
      '/things/count': { get: answers({ type: 'integer' }) },
      '/other/count': { get: answers({ type: 'integer' }) },
    },
    ['list /things', 'read /things', 'delete /things', 'count /things', 'sample'],
  ],
  ['a POST alone is an action', { '/login': { post: { ...takes(bare), ...answers(thing) } } }, ['sample']],
  [
    'the document overrules',
    {
      '/things': { get: { ...answers(list(thing)), 'x-standin-role': 'sample' } },
      '/found': {
        post: { ...takes(bare), ...answers(list(thing)), 'x-standin-role': { role: 'list', resource: '/things' } },
      },
    },
    ['sample', 'list /things'],
  ],
];

for (const [title, paths, wanted] of CASES) {
  test(title, async (t) => {
    const standin = await createStandin({
      document: { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths } as unknown as JsonObject,
    });
    const told = standin
      .inspect()
      .map(({ role, resource, through }) =>
        [role, resource, through && `through ${through}`].filter(Boolean).join(' '),
      );
    t.same(told.toSorted(), [...wanted].sort());
  });
}
