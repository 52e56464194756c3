import { test } from 'tap';
import { mergePatch, mergePlain } from '../../../src/json/merge.ts';
import { parseJson } from '../../../src/json/parse.ts';
import { appendTokens, tokensOf, valueAt } from '../../../src/json/pointer.ts';
import { isSecret } from '../../../src/json/secrets.ts';
import { deepFreeze, type Json } from '../../../src/json/value.ts';
import { DEFAULT_LIMITS } from '../../../src/limits.ts';
import { growth, mostGrowth } from '../../fixtures/growth.ts';

test('pointers have the values of RFC 6901, section 5', async (t) => {
  const root = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'm~n': 8, ' ': 7 };
  for (const [pointer, value] of [
    ['', root],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/m~0n', 8],
    ['/ ', 7],
    ['/foo/01', undefined],
    ['/foo/-', undefined],
    ['/foo/2', undefined],
    ['/toString', undefined],
    ['/m~0n/x', undefined],
  ] as const) {
    t.same(valueAt(root as Json, pointer), value, pointer);
  }
  t.equal(appendTokens('/a', 'b/c', 'd~e', 0), '/a/b~1c/d~0e/0');
  t.same(tokensOf('/b~1c/d~0e/~01'), ['b/c', 'd~e', '~1']);
});

test('a merge patch has the results of RFC 7396, appendix A', async (t) => {
  for (const [target, patch, result] of [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ] as const) {
    t.same(mergePatch(target, patch), result, `${JSON.stringify(target)} with ${JSON.stringify(patch)}`);
  }
});

test('a change in plain JSON can set null, and never changes a prototype', async (t) => {
  t.same(mergePlain({ a: { b: 1, c: 2 } }, { a: { b: null } }), { a: { b: null, c: 2 } });
  const merged = mergePlain({}, JSON.parse('{"__proto__": {"admin": true}}')) as Record<string, unknown>;
  t.equal(merged.admin, undefined);
  t.ok(Object.hasOwn(merged, '__proto__'));
});

test('a body is refused if it nests too deep, has an inherited name or an infinite number, or is not valid JSON in UTF-8', async (t) => {
  const parse = (text: string | Buffer, allowed: string[] = []) =>
    parseJson(Buffer.from(text as string), new Set(allowed));
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
  t.same(parse('\ufeff{"a": [1, {"b": null}]}'), { value: { a: [1, { b: null }] } });
  t.match(parse(nested(DEFAULT_LIMITS.nesting)), { value: [] });
  t.same(parse('{"constructor": 1}', ['constructor']), { value: JSON.parse('{"constructor": 1}') });
  for (const [text, rule, pointer] of [
    [nested(DEFAULT_LIMITS.nesting + 1), 'depth', ''],
    [`{"a": ${nested(DEFAULT_LIMITS.nesting)}}`, 'depth', ''],
    ['{"a": [{"__proto__": 1}]}', 'name', '/a/0/__proto__'],
    ['{"a": {"valueOf": 1}}', 'name', '/a/valueOf'],
    ['1e400', 'number', ''],
    ['{"a": -1e400}', 'number', '/a'],
    ['{"a": [1, {"b": [0, 1e999]}]}', 'number', '/a/1/b/1'],
    [`[${'9'.repeat(400)}]`, 'number', '/0'],
    ['{', 'syntax', ''],
    ['', 'syntax', ''],
    [Buffer.from([0x22, 0xc3, 0x28, 0x22]), 'utf8', ''],
  ] as const) {
    t.match(parse(text as string), { error: { rule, pointer } }, `${rule} ${pointer}`);
  }
});

test('deepFreeze freezes all inner values and returns the same value', async (t) => {
  const value = { a: [{ b: 1 }] };
  t.equal(deepFreeze(value), value);
  t.ok(Object.isFrozen(value.a[0]));
});

test('names of secrets are recognized, in time by their length', async (t) => {
  for (const name of ['Authorization', 'set-cookie', 'client_secret', 'X-Api-Key', 'accessToken', 'refresh_token']) {
    t.ok(isSecret(name), name);
  }
  for (const name of [
    'name',
    'tokenType',
    'token_type',
    'tokenExpiresIn',
    'expires_token',
    'tokenCount',
    'token.url',
  ]) {
    t.notOk(isSecret(name), name);
  }
  for (const part of ['password', 'tokenCount', 'token!']) {
    const name = (size: number) => `${part.repeat(size / part.length)}\n`;
    const ratio = await growth((size) => isSecret(name(size)), { small: 50_000, large: 400_000 });
    t.ok(ratio < mostGrowth(8) * 2, `8 times as much of ${part} takes ${ratio.toFixed(1)} times as long`);
  }
});
