// Schemas that no value satisfies, as far as their keywords show it.
import { test } from 'tap';
import { contradictionAt, findContradiction } from '../../../../src/contract/check/contradictions.ts';
import type { Json, JsonObject } from '../../../../src/json/value.ts';

const CLOSED: JsonObject = { type: 'object', properties: { a: {} }, additionalProperties: false };

/** Schemas, and why no value satisfies them; undefined for schemas that some value satisfies. */
const SCHEMAS: readonly (readonly [schema: JsonObject, reason: string | undefined])[] = [
  [{ type: 'integer', minimum: 5, maximum: 3 }, 'its minimum 5 is greater than its maximum 3'],
  [{ type: 'integer', minimum: 3, maximum: 3 }, undefined],
  [{ minimum: 5, maximum: 3 }, undefined],
  [{ type: ['integer', 'null'], minimum: 5, maximum: 3 }, undefined],
  [{ type: ['integer', 'number'], minimum: 5, maximum: 3 }, 'its minimum 5 is greater than its maximum 3'],
  [{ type: 'number', exclusiveMinimum: 1, maximum: 1 }, 'its exclusiveMinimum 1 is not less than its maximum 1'],
  [{ type: 'number', minimum: 1, exclusiveMaximum: 1 }, 'its minimum 1 is not less than its exclusiveMaximum 1'],
  [
    { type: 'number', exclusiveMinimum: 1, exclusiveMaximum: 1 },
    'its exclusiveMinimum 1 is not less than its exclusiveMaximum 1',
  ],
  [{ type: 'number', exclusiveMinimum: 1, exclusiveMaximum: 2 }, undefined],
  [{ type: 'string', minLength: 2, maxLength: 1 }, 'its minLength 2 is greater than its maxLength 1'],
  [{ type: 'array', minItems: 2, maxItems: 1 }, 'its minItems 2 is greater than its maxItems 1'],
  [{ type: 'object', minProperties: 2, maxProperties: 1 }, 'its minProperties 2 is greater than its maxProperties 1'],
  [{ type: 'string', enum: [1, 2] }, 'no value of its enum has the type string'],
  [{ type: 'string', enum: [1, 'a'] }, undefined],
  [{ type: 'integer', enum: [1.5] }, 'no value of its enum has the type integer'],
  [{ type: 'string', const: null }, 'no value of its const has the type string'],
  [{ allOf: [{ type: 'string' }, { type: 'object' }] }, 'no value has all of its types'],
  [{ allOf: [{ type: 'number' }, { type: 'integer' }] }, undefined],
  [{ allOf: [{ type: ['string', 'null'] }, { type: ['null', 'object'] }] }, undefined],
  [{ ...CLOSED, required: ['b'] }, 'it requires "b" and does not allow it'],
  [{ ...CLOSED, required: ['a'] }, undefined],
  [{ ...CLOSED, patternProperties: { b: {} }, required: ['b'] }, undefined],
  [
    { allOf: [CLOSED, { type: 'object', required: ['b'], properties: { b: {} } }] },
    'it requires "b" and does not allow it',
  ],
  [{ type: 'object', properties: { a: false }, required: ['a'] }, 'it requires "a" and does not allow it'],
  [{ type: 'object', properties: { a: false } }, undefined],
  [
    { allOf: [{ $ref: '#/components/schemas/Small' }, { minimum: 20 }] },
    'its minimum 20 is greater than its maximum 9',
  ],
  [{ anyOf: [{ type: 'string' }, { type: 'object' }] }, undefined],
];

const documentOf = (schema: Json): JsonObject => ({
  components: { schemas: { A: schema, Small: { type: 'integer', maximum: 9 } } },
});
const A = '/components/schemas/A';

test('keywords that exclude each other are a contradiction', async (t) => {
  for (const [schema, reason] of SCHEMAS) {
    t.equal(contradictionAt(documentOf(schema), A), reason, JSON.stringify(schema));
  }
});

test('a contradiction of a part is reported at the part alone', async (t) => {
  const document = documentOf({ allOf: [{ type: 'integer', minimum: 5, maximum: 3 }] });
  t.equal(contradictionAt(document, A), undefined);
  t.type(contradictionAt(document, `${A}/allOf/0`), 'string');
});

test('a contradiction is found in properties, items and references, and not in alternatives', async (t) => {
  const bad = { type: 'string', minLength: 2, maxLength: 1 };
  const reason = 'its minLength 2 is greater than its maxLength 1';
  t.same(findContradiction(documentOf({ properties: { b: { items: bad } } }), A), {
    pointer: `${A}/properties/b/items`,
    reason,
  });
  t.same(findContradiction(documentOf(false), A), { pointer: A, reason: 'it is false' });
  t.same(findContradiction({ ...documentOf(bad), x: { $ref: `#${A}` } }, '/x'), { pointer: '/x', reason });
  t.equal(findContradiction(documentOf({ anyOf: [bad, {}], not: bad }), A), undefined);
  t.equal(findContradiction(documentOf({ properties: { a: { $ref: `#${A}` } } }), A), undefined, 'a circle ends');
});
