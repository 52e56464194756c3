// What the text of an option means, and which texts and values are not valid.
import { test } from 'tap';
import { textOfValue } from '../../src/errors/text-of-value.ts';
import {
  CREDENTIAL,
  choice,
  DATE,
  DURATION,
  documentEntry,
  FILE,
  FLAG,
  fileOr,
  HEADER,
  HOST_NAME,
  LIMIT_VALUES,
  listOf,
  ORIGIN,
  ORIGIN_PATTERN,
  PERCENT,
  pairs,
  SERVICE_URL,
  splitMount,
  TEXT,
  type ValueType,
  wholeNumber,
} from '../../src/option-types.ts';

const ENTRY = documentEntry([
  { name: 'document', type: FILE },
  { name: 'mount', type: TEXT },
]);

const TEXTS: readonly (readonly [type: ValueType, text: string, value: unknown])[] = [
  [FLAG, 'true', true],
  [FLAG, 'yes', undefined],
  [FILE, 'a.yaml', 'a.yaml'],
  [FILE, '', undefined],
  [wholeNumber(0, 10), '10', 10],
  [wholeNumber(0, 10), '11', undefined],
  [wholeNumber(1, 10), '0', undefined],
  [wholeNumber(0, 10), '1.5', undefined],
  [wholeNumber(0, 10), '-1', undefined],
  [wholeNumber(0, 10), '', undefined],
  [PERCENT, '99.5', 99.5],
  [PERCENT, '100.5', undefined],
  [PERCENT, 'all', undefined],
  [DURATION, 'PT1M', 60_000],
  [DURATION, 'PT0S', undefined],
  [DURATION, 'P25D', undefined],
  [DURATION, '60', undefined],
  [DATE, '2026-01-31T12:00:00Z', new Date('2026-01-31T12:00:00Z')],
  [DATE, '2026-01-31t13:00:00.5+01:00', new Date('2026-01-31T12:00:00.5Z')],
  [DATE, '2028-02-29', new Date('2028-02-29T00:00:00Z')],
  [DATE, '2026-02-30T00:00:00Z', undefined],
  [DATE, '2026-02-29', undefined],
  [DATE, '99999-01-01', undefined],
  [DATE, '2026-01-31T23:59:60Z', undefined],
  [DATE, '2026-01-31T12:00:00', undefined],
  [DATE, '9999-12-31T23:59:59-23:00', undefined],
  [DATE, 'soon', undefined],
  [choice(['a', 'b']), 'b', 'b'],
  [choice(['a', 'b']), 'c', undefined],
  [SERVICE_URL, 'https://api.example/v1', 'https://api.example/v1'],
  [SERVICE_URL, 'api.example', undefined],
  [SERVICE_URL, 'https://user@api.example', undefined],
  [SERVICE_URL, 'https://api.example?a', undefined],
  [ORIGIN, 'HTTP://localhost:5173', 'http://localhost:5173'],
  [ORIGIN, 'http://localhost/', undefined],
  [ORIGIN, '*', undefined],
  [ORIGIN, 'https://*.example.com', undefined],
  [ORIGIN_PATTERN, 'https://*.example.com', 'https://*.example.com'],
  [ORIGIN_PATTERN, 'https://app.*.example', undefined],
  [HOST_NAME, 'Bücher.example', 'xn--bcher-kva.example'],
  [HOST_NAME, '127.0.0.1', undefined],
  [listOf(HOST_NAME, { commas: true }), 'a.example, b.example', ['a.example', 'b.example']],
  [listOf(HOST_NAME, { commas: true }), 'a.example,', undefined],
  [listOf(FILE), 'a,b', ['a,b']],
  [pairs('a=b'), 'a=b=c', { a: 'b=c' }],
  [pairs('a=b'), 'a', undefined],
  [pairs('a=b'), '__proto__=1', JSON.parse('{"__proto__": "1"}')],
  [LIMIT_VALUES, 'bodyBytes=2097152', { bodyBytes: 2_097_152 }],
  [LIMIT_VALUES, 'bodyBytes=0', undefined],
  [LIMIT_VALUES, 'bodyBytes=1.5', undefined],
  [LIMIT_VALUES, 'bodies=1', undefined],
  [LIMIT_VALUES, 'bodyBytes', undefined],
  [CREDENTIAL, 'key=a', { scheme: 'key', value: 'a', scopes: undefined }],
  [CREDENTIAL, 'key=a:r,w', { scheme: 'key', value: 'a', scopes: ['r', 'w'] }],
  [CREDENTIAL, 'key', undefined],
  [HEADER, 'Accept-Language: de', ['accept-language', 'de']],
  [HEADER, 'de', undefined],
  [ENTRY, 'a.yaml@/a', 'a.yaml@/a'],
  [ENTRY, '', undefined],
  [fileOr('list'), 'stubs.yaml', 'stubs.yaml'],
];

test('a text is parsed to the value of its type, or is not valid', async (t) => {
  for (const [type, text, value] of TEXTS) t.same(type.parse(text), value, `${type.name} ${JSON.stringify(text)}`);
});

test('every value that is parsed is accepted in code, too', async (t) => {
  for (const [type, text, value] of TEXTS) {
    if (value !== undefined) t.ok(type.accepts(type.parse(text)), `${type.name} ${text}`);
  }
});

test('values of other types are not accepted', async (t) => {
  for (const [type, value] of [
    [wholeNumber(0, 10), '1'],
    [PERCENT, Number.NaN],
    [DURATION, 'PT1M'],
    [DURATION, 2 ** 31],
    [DATE, new Date('never')],
    [DATE, '2026-01-31'],
    [listOf(TEXT), 'a'],
    [listOf(TEXT), [1]],
    [pairs('a=b'), { a: 1 }],
    [pairs('a=b'), ['a=b']],
    [LIMIT_VALUES, { nesting: 1_000 }],
    [LIMIT_VALUES, { nested: 1 }],
    [CREDENTIAL, 'key=a'],
    [ENTRY, { mount: 1 }],
    [fileOr('list'), {}],
    [fileOr('object'), []],
  ] as const) {
    t.notOk(type.accepts(value), `${type.name} ${textOfValue(value)}`);
  }
});

test('options that are repeated are joined', async (t) => {
  t.same(listOf(TEXT).join?.([['a'], ['b', 'c']]), ['a', 'b', 'c']);
  t.ok(Object.hasOwn(pairs('a=b').join?.([JSON.parse('{"__proto__": "1"}')]) ?? {}, '__proto__'));
  t.same(pairs('a=b').join?.([{ a: '1' }, { b: '2' }, { a: '3' }]), { a: '3', b: '2' });
});

test('all paths in a value are resolved', async (t) => {
  const resolve = (path: string) => `/folder/${path}`;
  t.same(listOf(FILE).resolvePaths?.(['a', 'b'], resolve), ['/folder/a', '/folder/b']);
  t.equal(fileOr('list').resolvePaths?.('stubs.yaml', resolve), '/folder/stubs.yaml');
  t.same(fileOr('list').resolvePaths?.([], resolve), []);
  t.equal(ENTRY.resolvePaths?.('a.yaml@/a', resolve), '/folder/a.yaml@/a');
  t.same(ENTRY.resolvePaths?.({ document: 'a.yaml', mount: '/a' }, resolve), {
    document: '/folder/a.yaml',
    mount: '/a',
  });
});

test('a document and its mount are separated by an @ before a slash', async (t) => {
  t.same(splitMount('a.yaml'), { document: 'a.yaml', mount: undefined });
  t.same(splitMount('a@1.yaml'), { document: 'a@1.yaml', mount: undefined });
  t.same(splitMount('https://a.example/a.yaml@/billing'), { document: 'https://a.example/a.yaml', mount: '/billing' });
});

test('a value in an error message is short', async (t) => {
  t.equal(textOfValue('x'), '"x"');
  t.equal(textOfValue(undefined), 'undefined');
  t.equal(textOfValue('https://user:PASSWORD@api.example'), '"https://…@api.example"');
  t.equal(textOfValue('https://user:P@SS"/W@api.example/a'), '"https://…@api.example/a"');
  t.equal(textOfValue('https://TOKEN@api.example'), '"https://…@api.example"');
  t.equal(textOfValue('user:PASSWORD@api.example'), '"…@api.example"');
  t.equal(textOfValue(['https://user:PASSWORD@api.example']), '["https://…@api.example"]');
  t.equal(textOfValue('billing.yaml@/billing'), '"billing.yaml@/billing"');
  t.equal(
    textOfValue(() => 1),
    'a function',
  );
  t.equal(textOfValue('x'.repeat(100)), `"${'x'.repeat(79)}…`);
});
