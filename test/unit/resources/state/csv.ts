// Items as CSV: every value is read again as it was written, and errors name line and column.
import fc from 'fast-check';
import { test } from 'tap';
import { textShapeOf } from '../../../../src/contract/wire/text-shape.ts';
import { PROTOTYPE_NAMES } from '../../../../src/json/parse.ts';
import type { Json, JsonObject } from '../../../../src/json/value.ts';
import { DEFAULT_LIMITS } from '../../../../src/limits.ts';
import { csvOf, itemsOfCsv } from '../../../../src/resources/state/csv.ts';
import { columnName, columnPath } from '../../../../src/resources/state/csv-columns.ts';

const SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    nick: { type: ['string', 'null'] },
    price: { type: ['number', 'null'] },
    active: { type: 'boolean' },
    '@odata.type': { type: 'string' },
    address: {
      type: ['object', 'null'],
      properties: { city: { type: 'string' }, zip: { type: 'string' } },
    },
    tags: { type: 'array', items: { type: 'string' } },
    either: { type: ['string', 'array'] },
    size: { enum: ['S', 'M', null] },
    any: true,
  },
};
const SHAPE = textShapeOf({}, SCHEMA);
const NONE: ReadonlySet<string> = new Set();

const printed = (items: readonly JsonObject[]) => csvOf(items, SHAPE, NONE);
const BOUNDS = { inherited: new Set<string>(), limits: DEFAULT_LIMITS };
const read = (text: string) => itemsOfCsv(text, SHAPE, BOUNDS).items;

test('columns are in the order of the schema, and inner properties have the names of both', async (t) => {
  const items = [
    { other: 1, id: 1, address: { zip: '01', city: 'Rome' } },
    { id: 2, name: 'Ada', address: null, tags: ['a', 'b'], '@odata.type': 'x' },
  ];
  const text = printed(items);
  t.equal(
    text,
    [
      'id,name,@odata.type,address,address.city,address.zip,tags,other',
      '1,,,,Rome,01,,1',
      '2,Ada,x,null,,,"[""a"",""b""]",',
      '',
    ].join('\r\n'),
  );
  t.strictSame(read(text), [
    { id: 1, address: { city: 'Rome', zip: '01' }, other: 1 },
    { id: 2, name: 'Ada', '@odata.type': 'x', address: null, tags: ['a', 'b'] },
  ]);
});

test('an empty cell, an empty text, null and the text null differ', async (t) => {
  const items = [{ id: 1 }, { id: 2, nick: '' }, { id: 3, nick: null }, { id: 4, nick: 'null' }];
  const text = printed(items);
  t.equal(text, 'id,nick\r\n1,\r\n2,""\r\n3,null\r\n4,"null"\r\n');
  t.strictSame(read(text), items);
});

test('the schema decides the types of cells', async (t) => {
  const cells = [
    ['name,nick,price', '007,1e3,007', /"price" must be number or null, not "007"/],
    ['name', '5', [{ name: '5' }]],
    ['name', 'null', [{ name: 'null' }]],
    ['price', '5', [{ price: 5 }]],
    ['price', '"5"', [{ price: 5 }]],
    ['active', 'true', [{ active: true }]],
    ['active', 'yes', /Line|"active" must be boolean, not "yes"/],
    ['id', '""', /"id" must be integer, not ""/],
    ['any', '5', [{ any: 5 }]],
    ['any', '"5"', [{ any: '5' }]],
    ['any', '{}', [{ any: {} }]],
    ['size', 'null', [{ size: null }]],
    ['size', 'M', [{ size: 'M' }]],
    ['size,unknown.inner', 'M,x', [{ size: 'M', unknown: { inner: 'x' } }]],
  ] as const;
  for (const [header, row, expected] of cells) {
    const text = `${header}\n${row}\n`;
    if (expected instanceof RegExp) t.throws(() => read(text), { message: expected, line: 2 }, row);
    else t.strictSame(read(text), expected, row);
  }
});

test('a collection without items has the columns of its schema', async (t) => {
  t.equal(
    csvOf([], SHAPE, new Set(['nick'])),
    'id,name,price,active,@odata.type,address.city,address.zip,tags,either,size,any\r\n',
  );
  t.strictSame(read('id,name\r\n'), []);
});

const FAULTS: readonly (readonly [text: string, line: number, column: number, message: RegExp])[] = [
  ['', 1, 1, /first line must name the properties/],
  ['id;name', 1, 1, /No column is a declared property: there is "id;name"\. Separate the columns by commas/],
  [' ', 1, 1, /No column is a declared property/],
  ['id,__proto__\n1,2\n', 1, 4, /The property "__proto__" is not declared/],
  ['id,any.constructor.prototype.x\n1,2\n', 1, 4, /The property "constructor" is not declared/],
  ['id,any\n1,"{""__proto__"":1}"\n', 2, 3, /\/__proto__ in the value of "any" is not declared/],
  ['id,any\n1,[1e400]\n', 2, 3, /\/0 in the value of "any" is not a number below/],
  [`id,any${'.x'.repeat(99)}\n1,2\n`, 1, 4, /A column nests deeper than 100 levels/],
  [`id,any\n1,${'['.repeat(3000)}${']'.repeat(3000)}\n`, 2, 3, /"any" makes the item nest deeper than 100 levels/],
  ['id,,name\n', 1, 4, /A column has no name/],
  ['id,name,id\n', 1, 9, /Two columns have the name "id"/],
  ['id,name\n1,a,b\n', 2, 5, /The row has 3 cells, but there are 2 columns/],
  ['id,name\n1,a\n2\n', 3, 1, /The row has 1 cells/],
  ['address,address.city\nnull,Rome\n', 2, 6, /"address.city" contradicts another column/],
  ['name,id\n"a\nb",x\n', 3, 4, /"id" must be integer, not "x"/],
];

for (const [text, line, column, message] of FAULTS) {
  test(`${JSON.stringify(text)} is refused at line ${line}, column ${column}`, async (t) => {
    t.throws(() => read(text), { name: 'CsvError', line, column, message });
  });
}

test('a column can be as deep as a body, and the time grows with the length of its name', async (t) => {
  const text = `id,any${'.x'.repeat(98)}\n1,2\n`;
  t.strictSame(printed(read(text)).replaceAll('\r', ''), text);
  t.throws(() => read(`id,any${'.x'.repeat(98)}\n1,[]\n`), { message: /deeper than 100 levels/ });
  const begun = performance.now();
  t.throws(() => read(`id,any${'.x'.repeat(300_000)}\n1,2\n`), { message: /deeper than 100 levels/ });
  t.ok(performance.now() - begun < 1000);
});

test('blank lines are no items, unless there is only one column', async (t) => {
  t.strictSame(read('id,name\n\n1,a\n\n'), [{ id: 1, name: 'a' }]);
  t.strictSame(read('name\na\n\n'), [{ name: 'a' }, {}]);
});

test('the cell of a value is found by its pointer', async (t) => {
  const csv = itemsOfCsv('id,address.city\n1,Rome\n2,Oslo\n', SHAPE, BOUNDS);
  t.match(csv.cellAt('/1/address/city'), { line: 3, column: 3 });
  t.match(csv.cellAt('/1/missing'), { line: 3, column: 1 });
  t.equal(csv.cellAt('/9/id'), undefined);
});

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', 'null', 'true', '5', '-0.5', ' a', 'a,b', '"', 'a"b', '\r\n', '[]', '{"a":1}', '"x"', '\\', '.'),
);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
);
const name = fc.oneof(text, fc.constantFrom('a.b', 'a', '__proto__', 'address.city', 'id.a'));
const json = fc.jsonValue({ maxDepth: 2 }).map((one) => JSON.parse(JSON.stringify(one)) as Json);
const item = fc
  .record(
    {
      id: fc.integer(),
      name: text,
      nick: fc.option(text),
      price: fc.option(number.map((one) => (Object.is(one, -0) ? 0 : one))),
      active: fc.boolean(),
      '@odata.type': text,
      address: fc.option(fc.record({ city: text, zip: text }, { requiredKeys: [] })),
      tags: fc.array(text),
      either: fc.oneof(text, fc.array(text)),
      size: fc.constantFrom('S', 'M', null),
      any: json,
    },
    { requiredKeys: ['id'] },
  )
  .chain((own) => fc.dictionary(name, json, { maxKeys: 2 }).map((others) => ({ ...others, ...own }) as JsonObject));

test('items are read as they were written', async (t) => {
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 4 }), (items) => {
      // A document can declare the names that requests cannot contain otherwise.
      const again = itemsOfCsv(printed(items), SHAPE, { ...BOUNDS, inherited: PROTOTYPE_NAMES }).items;
      const sorted = (value: Json): string =>
        JSON.stringify(value, (_, inner) =>
          typeof inner === 'object' && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
            : inner,
        );
      return sorted(again as Json) === sorted(items as Json);
    }),
    { numRuns: 300 },
  );
  t.pass();
});

test('the name of a column leads to its path', async (t) => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (path) => {
      return JSON.stringify(columnPath(columnName(path, SHAPE), SHAPE)) === JSON.stringify(path);
    }),
    { numRuns: 500 },
  );
  t.equal(columnName(['a.b'], SHAPE), 'a\\.b');
  t.equal(columnName(['@odata.type'], SHAPE), '@odata.type');
  t.pass();
});
