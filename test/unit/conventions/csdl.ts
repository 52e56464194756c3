// $metadata for paths and schemas: one small document for each case, and the expected lines.
import { test } from 'tap';
import { metadataOf } from '../../../src/conventions/odata/metadata/document.ts';
import { createStandin, type JsonObject } from '../../../src/index.ts';
import { readXml } from '../../fixtures/xml.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const returns = (schema: object) => ({
  responses: { 200: { description: 'd', content: { 'application/json': { schema } } } },
});
const accepts = (schema: object) => ({ requestBody: { content: { 'application/json': { schema } } } });
const many = (items: object) => ({ type: 'object', properties: { value: { type: 'array', items } } });
const item = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
const returnedBy = (properties: object) => ({
  '/one': { get: returns({ title: 'one', type: 'object', properties: { id: { type: 'string' }, ...properties } }) },
});

type Case = readonly [title: string, paths: object, schemas: object, lines: readonly string[]];

const CASES: readonly Case[] = [
  [
    'a key can be in parentheses after the name of the set',
    { '/items': { get: returns(many(ref('n.item'))) }, "/items('{item-id}')": { get: returns(ref('n.item')) } },
    { 'n.item': item },
    ['<EntitySet Name="items" EntityType="n.item"/>', '<PropertyRef Name="id"/>'],
  ],
  [
    'unbound functions and actions are imported',
    {
      '/ping()': { get: returns({ type: 'string' }) },
      '/reset': {
        post: {
          ...accepts({ type: 'object', required: ['hard'], properties: { hard: { type: 'boolean' } } }),
          ...returns({}),
        },
      },
    },
    { 'n.item': item },
    [
      '<FunctionImport Name="ping" Function="n.ping"/>',
      '<ActionImport Name="reset" Action="n.reset"/>',
      '<Parameter Name="hard" Type="Edm.Boolean" Nullable="false"/>',
    ],
  ],
  [
    'types and formats become primitive types',
    returnedBy({
      a: { type: 'number', format: 'decimal' },
      b: { type: ['string', 'null'], format: 'date-time' },
      c: { type: 'array', items: { type: 'string', format: 'uuid' } },
      d: { type: 'integer' },
      e: {},
      f: { type: 'string', enum: ['has blanks', 'x'] },
      g: { type: 'array', items: { type: 'array', items: { type: 'integer' } } },
    }),
    {},
    [
      '<Property Name="a" Type="Edm.Decimal" Scale="variable" Nullable="false"/>',
      '<Property Name="b" Type="Edm.DateTimeOffset"/>',
      '<Property Name="c" Type="Collection(Edm.Guid)" Nullable="false"/>',
      '<Property Name="d" Type="Edm.Int64" Nullable="false"/>',
      '<Property Name="e" Type="Edm.Untyped" Nullable="false"/>',
      '<Property Name="f" Type="Edm.String" Nullable="false"/>',
      '<Property Name="g" Type="Collection(Edm.Untyped)" Nullable="false"/>',
    ],
  ],
  [
    'unnamed types get unique names after their property',
    {
      ...returnedBy({
        inner: { type: 'object', properties: { inner: { type: 'object', additionalProperties: true } } },
        state: { type: 'string', enum: ['on', 'off'] },
      }),
      '/other/{id}': { get: returns(ref('n.one_inner')) },
    },
    { 'n.one_inner': item },
    [
      '<EntityType Name="one_inner">',
      '<ComplexType Name="one_inner2">',
      '<ComplexType Name="one_inner2_inner" OpenType="true"/>',
      '<EnumType Name="one_state">',
    ],
  ],
  [
    'types that contain each other or derive from each other are finite',
    { '/items': { get: returns(many(ref('n.a'))) } },
    {
      'n.a': { allOf: [ref('n.b'), { type: 'object', properties: { next: ref('n.a') } }] },
      'n.b': { allOf: [ref('n.a'), { type: 'object', properties: { a: ref('n.a') } }] },
    },
    ['<EntityType Name="a"', '<NavigationProperty Name="next" Type="n.a"'],
  ],
  [
    'a list of itself is finite',
    { '/items/{id}': { get: returns(ref('n.item')) } },
    {
      'n.item': { ...item, properties: { ...item.properties, all: ref('n.all') } },
      'n.all': { type: 'array', items: ref('n.all') },
    },
    ['<Property Name="all" Type="Collection(Edm.Untyped)" Nullable="false"/>'],
  ],
  [
    'the types of a discriminator are derived types',
    { '/items/{id}': { get: returns(ref('n.item')) } },
    {
      'n.item': { ...item, discriminator: { propertyName: 'kind', mapping: { big: '#/components/schemas/n.big' } } },
      'n.big': {
        allOf: [ref('n.item'), { type: 'object', properties: { size: { type: 'integer', format: 'int32' } } }],
      },
    },
    ['<EntityType Name="big" BaseType="n.item">', '<Property Name="size" Type="Edm.Int32" Nullable="false"/>'],
  ],
];

for (const [title, paths, schemas, lines] of CASES) {
  test(title, async (t) => {
    const document = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths, components: { schemas } };
    const standin = await createStandin({ document: document as unknown as JsonObject });
    t.teardown(() => standin.close());
    const text = metadataOf(standin.contract);
    t.equal(readXml(text).name, 'edmx:Edmx');
    for (const line of lines) t.ok(text.includes(line), `${line}\n${text}`);
  });
}
