// What the schemas of one value say together.
import t from 'tap';
import { schemaInside, schemaViewAt, schemaViewOf } from '../../../../src/contract/schema/schema-view.ts';
import type { Json, JsonObject } from '../../../../src/json/value.ts';

const at = (name: string) => `/components/schemas/${name}`;

function documentOf(schemas: Record<string, Json>): JsonObject {
  return { openapi: '3.1.0', components: { schemas } };
}

const BOATS = documentOf({
  Vessel: {
    type: 'object',
    required: ['hull'],
    discriminator: { propertyName: 'kind', mapping: { sail: '#/components/schemas/Sailboat' } },
    properties: { hull: { $ref: '#/components/schemas/Hull' }, kind: { type: 'string' } },
  },
  Hull: { type: 'string', readOnly: true, enum: ['wood', 'steel'] },
  Sailboat: {
    allOf: [
      { $ref: '#/components/schemas/Vessel' },
      { required: ['masts'], properties: { masts: { type: 'integer' }, kind: { writeOnly: true } } },
    ],
  },
  Fleet: {
    oneOf: [{ type: 'array', items: { $ref: '#/components/schemas/Sailboat' } }, { type: 'null' }],
  },
  'Rope/Line': { properties: { 'a/b': { type: 'number' } }, additionalProperties: { type: 'boolean' } },
  Knot: { anyOf: [{ $ref: '#/components/schemas/Knot' }, { properties: { loops: { const: 3 } } }] },
});

t.test('properties come from the schema and from those that it composes, with their places', async (t) => {
  const { properties } = schemaViewAt(BOATS, at('Sailboat'));
  t.same([...properties.keys()].sort(), ['hull', 'kind', 'masts']);
  t.equal(properties.get('hull')?.pointer, at('Hull'));
  t.equal(properties.get('masts')?.pointer, `${at('Sailboat')}/allOf/1/properties/masts`);
});

t.test('a mark of any declaration of a property counts', async (t) => {
  const { properties } = schemaViewAt(BOATS, at('Sailboat'));
  t.equal(properties.get('hull')?.readOnly, true);
  t.equal(properties.get('kind')?.writeOnly, true);
  t.equal(properties.get('masts')?.readOnly, false);
});

t.test('required names, types and items are joined', async (t) => {
  t.same([...schemaViewAt(BOATS, at('Sailboat')).required].sort(), ['hull', 'masts']);
  const fleet = schemaViewAt(BOATS, at('Fleet'));
  t.same([...fleet.types].sort(), ['array', 'null']);
  t.equal(fleet.items?.pointer, at('Sailboat'));
  t.same([...schemaViewAt(BOATS, at('Rope~1Line')).types], ['object']);
});

t.test('a constant and an enumeration are the values of a schema', async (t) => {
  t.same(schemaViewOf(BOATS, { $ref: '#/components/schemas/Hull' }).enum, ['wood', 'steel']);
  t.same(schemaViewOf(BOATS, { const: 7 }).enum, [7]);
  t.equal(schemaViewOf(BOATS, { type: 'string' }).enum, undefined);
});

t.test('a discriminator of a base schema is the one of its children', async (t) => {
  t.same(schemaViewAt(BOATS, at('Sailboat')).discriminator, {
    property: 'kind',
    mapping: { sail: '#/components/schemas/Sailboat' },
  });
});

t.test('a schema that refers to itself has each part once', async (t) => {
  const { parts, properties } = schemaViewAt(BOATS, at('Knot'));
  t.equal(parts.length, 3);
  t.same([...properties.keys()], ['loops']);
});

t.test('each schema of a document has one view', async (t) => {
  t.equal(schemaViewAt(BOATS, at('Hull')), schemaViewAt(BOATS, at('Hull')));
  const inline = { properties: { keel: {} } };
  t.equal(schemaViewOf(BOATS, inline), schemaViewOf(BOATS, inline));
  t.not(schemaViewAt(BOATS, at('Hull')), schemaViewAt(documentOf({ Hull: {} }), at('Hull')));
});

t.test('a schema that is a boolean says nothing', async (t) => {
  t.same(schemaViewOf(BOATS, true).parts, []);
  t.equal(schemaViewOf(BOATS, false).properties.size, 0);
});

t.test('the schema of an inner value is found at any depth', async (t) => {
  t.equal(schemaInside(BOATS, at('Fleet'), '/0/masts'), `${at('Sailboat')}/allOf/1/properties/masts`);
  t.equal(schemaInside(BOATS, `${at('Rope~1Line')}`, '/a~1b'), `${at('Rope~1Line')}/properties/a~1b`);
  t.equal(schemaInside(BOATS, at('Rope~1Line'), '/c'), `${at('Rope~1Line')}/additionalProperties`);
  t.equal(schemaInside(BOATS, at('Sailboat'), '/anchor'), undefined);
});
