// Texts of requests become values by style, explode and the types of the schema.
import { test } from 'tap';
import type { Serialization, Style } from '../../../../src/contract/operation/parameters.ts';
import { objectOfPairs, pairsOf, valueOfOneText, valueOfPairs } from '../../../../src/contract/wire/deserialize.ts';
import { segmentSplitter } from '../../../../src/contract/wire/split-segments.ts';
import { textShapeOf } from '../../../../src/contract/wire/text-shape.ts';
import { HttpError } from '../../../../src/errors/http-error.ts';
import type { Json, JsonObject } from '../../../../src/json/value.ts';

const integer = { type: 'integer' };
const integers = { type: 'array', items: integer };
const texts = { type: 'array', items: { type: 'string' } };
const point = { type: 'object', properties: { x: integer, y: integer } };

function serialization(style: Style, explode: boolean, separator?: string): Serialization {
  return { name: 'p', style, explode, ...(separator !== undefined && { separator }) };
}

type Row = readonly [title: string, how: Serialization, schema: JsonObject, sent: string, value: Json | undefined];

const form = serialization('form', true);
const flat = serialization('form', false);

const QUERIES: readonly Row[] = [
  ['a number', form, integer, 'p=5', 5],
  ['a text that is no number', form, integer, 'p=five', 'five'],
  ['a number with a leading zero', form, integer, 'p=05', '05'],
  ['another name', form, integer, 'q=5', undefined],
  ['an escaped name', form, integer, '%70=5', 5],
  ['several values', form, integers, 'p=1&p=2', [1, 2]],
  ['one value of a list', form, integers, 'p=1', [1]],
  ['brackets', form, integers, 'p[]=1&p[]=2', [1, 2]],
  ['numbered brackets', form, integers, 'p[1]=2&p[0]=1', [1, 2]],
  ['commas', flat, integers, 'p=1,2', [1, 2]],
  ['an escaped comma inside an item', flat, texts, 'p=a%2Cb,c', ['a,b', 'c']],
  ['only escaped commas', flat, integers, 'p=1%2C2', [1, 2]],
  ['the empty list', flat, integers, 'p=', []],
  ['spaces', serialization('spaceDelimited', false), integers, 'p=1%202+3', [1, 2, 3]],
  ['pipes', serialization('pipeDelimited', false), integers, 'p=1|2%7C3', [1, 2, 3]],
  ['tabs', serialization('form', false, '\t'), integers, 'p=1%092', [1, 2]],
  ['a list of JSON', flat, { type: 'array', items: point }, 'p=[{"x":1}]', [{ x: 1 }]],
  [
    'a list inside a list',
    flat,
    { type: 'array', items: { ...integers, 'x-collection-format': 'pipes' } },
    'p=1|2,3',
    [[1, 2], [3]],
  ],
  ['separate pairs', form, point, 'x=1&y=2', { x: 1, y: 2 }],
  ['names and values', flat, point, 'p=x,1,y,2', { x: 1, y: 2 }],
  ['a deep object', serialization('deepObject', true), point, 'p[x]=1&p[y]=2', { x: 1, y: 2 }],
  [
    'two levels',
    serialization('deepObject', true),
    { type: 'object', properties: { a: point } },
    'p[a][x]=1',
    { a: { x: 1 } },
  ],
  ['JSON', form, point, 'p={"x":1}', { x: 1 }],
];

test('a query becomes a value', async (t) => {
  for (const [title, how, schema, sent, value] of QUERIES) {
    t.strictSame(valueOfPairs(how, textShapeOf({}, schema), pairsOf(sent)), value, `${title}: ${sent}`);
  }
});

const ONE_TEXT: readonly Row[] = [
  ['simple', serialization('simple', false), integers, '1,2', [1, 2]],
  ['simple with spaces, as in a header', serialization('simple', false), integers, '1, 2', [1, 2]],
  ['simple, an object', serialization('simple', false), point, 'x,1,y,2', { x: 1, y: 2 }],
  ['simple, an exploded object', serialization('simple', true), point, 'x=1,y=2', { x: 1, y: 2 }],
  ['label', serialization('label', true), integers, '.1.2', [1, 2]],
  ['matrix', serialization('matrix', false), integers, ';p=1,2', [1, 2]],
  ['matrix, exploded', serialization('matrix', true), integers, ';p=1;p=2', [1, 2]],
  ['pipes', serialization('simple', false, '|'), integers, '1|2', [1, 2]],
];

test('a path segment, a header or a cookie becomes a value', async (t) => {
  for (const [title, how, schema, sent, value] of ONE_TEXT) {
    t.strictSame(valueOfOneText(how, textShapeOf({}, schema), sent), value, `${title}: ${sent}`);
  }
});

test('the pairs of a form become an object with declared and other properties', async (t) => {
  const schema = { type: 'object', properties: { name: { type: 'string' }, at: point, sizes: integers } };
  const how = (name: string) => ({ name, style: 'form', explode: true }) as const;
  const value = objectOfPairs(textShapeOf({}, schema), pairsOf('name=5&at[x]=1&sizes=1&sizes=2&else=a&else=b'), how);
  t.strictSame(value, { name: '5', at: { x: 1 }, sizes: [1, 2], else: ['a', 'b'] });
});

test('a form with too many pairs and an invalid escape are errors', async (t) => {
  t.throws(() => pairsOf('a=1&b=2&c=3', 2), { constructor: HttpError, code: 'BODY_TOO_LARGE' });
  t.throws(() => pairsOf('a=%zz'), URIError);
});

test('the readings of a path segment are tried until all values are valid', async (t) => {
  const read = (path: string, values: Record<string, string>, valid: Record<string, RegExp>) =>
    segmentSplitter(path)?.(values, (name, text) => valid[name]?.test(text) ?? true);
  t.equal(segmentSplitter('/files/{name}'), undefined, 'a segment with one parameter has one reading');
  t.strictSame(read('/{a}.{b}', { a: 'x', b: 'y.csv' }, {}), { a: 'x.y', b: 'csv' }, 'the last dot');
  t.strictSame(read('/{a}.{b}', { a: 'x', b: 'tar.gz' }, { b: /^tar/ }), { a: 'x', b: 'tar.gz' }, 'the valid one');
  t.strictSame(read('/{a}-{b}', { a: '1', b: '2-3' }, {}), { a: '1', b: '2-3' }, 'the first other separator');
  t.strictSame(read('/{a}.{b}.{c}', { a: 'w', b: 'x', c: 'y.z' }, { c: /^y/ }), { a: 'w', b: 'x', c: 'y.z' });
  t.strictSame(read('/{o}/{a}.{b}', { o: 'k', a: 'x', b: 'y.z' }, {}), { o: 'k', a: 'x.y', b: 'z' }, 'others stay');
});
