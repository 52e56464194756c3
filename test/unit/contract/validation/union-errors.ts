// The error of a value that fits no branch of a union names the rule of its own branch, and nothing of the others.
import { test } from 'tap';
import { createStandin, type Json, type JsonObject } from '../../../../src/index.ts';

const circle: JsonObject = {
  type: 'object',
  required: ['kind', 'radius'],
  additionalProperties: false,
  properties: { kind: { const: 'circle' }, radius: { type: 'number' } },
};
const box: JsonObject = {
  type: 'object',
  required: ['kind', 'width', 'height'],
  properties: {
    kind: { enum: ['box', 'square'] },
    width: { type: 'number' },
    height: { oneOf: [{ type: 'number' }, { type: 'object', required: ['unit'] }] },
  },
};
const tagged: JsonObject = { oneOf: [circle, box] };

const rows: readonly (readonly [title: string, schema: JsonObject, value: Json, violations: readonly object[]])[] = [
  ['the branch of its tag', tagged, { kind: 'circle', radius: 'x' }, [{ pointer: '/radius', rule: 'type' }]],
  [
    'a union within the branch of its tag',
    tagged,
    { kind: 'box', width: 1, height: {} },
    [{ pointer: '/height/unit', rule: 'required' }],
  ],
  [
    'a tag that no branch has',
    tagged,
    { kind: 'cone' },
    [{ pointer: '/kind', message: 'must be one of "circle", "box", "square"' }],
  ],
  [
    'a tag that no branch has, each with one value',
    { oneOf: ['a', 'b'].map((kind) => ({ required: ['kind'], properties: { kind: { const: kind } } })) },
    { kind: 'c' },
    [{ pointer: '/kind', message: 'must be one of "a", "b"' }],
  ],
  ['no tag', tagged, { radius: 1 }, [{ pointer: '/kind', rule: 'required' }]],
  ['a type that all branches ask for', tagged, 'circle', [{ pointer: '', message: 'must be of type object' }]],
  [
    'the branch of its type',
    { anyOf: [{ type: 'null' }, { type: 'object', required: ['a'] }] },
    {},
    [{ pointer: '/a', rule: 'required' }],
  ],
  [
    'a type that no branch has',
    { anyOf: [{ type: 'null' }, { type: ['string', 'number'] }] },
    [],
    [{ pointer: '', message: 'must be of type null or string or number' }],
  ],
  [
    'the branch that it nearly fits',
    { oneOf: [{ required: ['a', 'b'] }, { required: ['c'] }] },
    {},
    [{ pointer: '/c', rule: 'required' }],
  ],
  [
    'all branches, if none is nearer',
    { oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    {},
    [{ pointer: '/a' }, { pointer: '/b' }, { pointer: '', rule: 'oneOf' }],
  ],
  ['two branches that fit', { oneOf: [{ type: 'number' }, { minimum: 0 }] }, 1, [{ pointer: '', rule: 'oneOf' }]],
];

for (const [title, schema, value, violations] of rows) {
  test(title, async (t) => {
    const standin = await createStandin({
      document: {
        openapi: '3.1.0',
        info: { title: 'T', version: '1' },
        components: { schemas: { Value: schema } },
        paths: {
          '/x': {
            post: {
              requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Value' } } } },
              responses: { 200: { description: 'ok' } },
            },
          },
        },
      },
    });
    t.teardown(() => standin.close());
    const found = standin.contract.validator('request', '/components/schemas/Value')(value);
    t.match(found, violations);
    t.equal(found.length, violations.length);
  });
}
