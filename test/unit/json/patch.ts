// The bounds of a JSON Patch: the size and the nesting of its result, and its time.
import { test } from 'tap';
import { applyPatch } from '../../../src/json/patch.ts';
import type { Json } from '../../../src/json/value.ts';
import { growth, mostGrowth } from '../../fixtures/growth.ts';

const BOUNDS = { bytes: 1_000_000, nesting: 100 };

const patched = (target: Json, operations: readonly object[], bounds = BOUNDS) =>
  applyPatch(target, operations as unknown as Json, bounds);

test('copies that double a value are refused at the bound, and the value stays', async (t) => {
  const target = { list: [1, 2, 3] };
  const copies = Array.from({ length: 60 }, () => ({ op: 'copy', from: '/list', path: '/list/-' }));
  t.match(patched(target, copies), {
    error: { kind: 'limit', message: 'makes the value larger than 1000000 bytes' },
  });
  t.same(target, { list: [1, 2, 3] });
  t.ok('value' in patched(target, copies.slice(0, 5)), 'and a few copies are applied');
});

test('everything that is added counts, also if it is removed again', async (t) => {
  const target = { text: 'x'.repeat(10_000), other: null };
  const rounds = Array.from({ length: 200 }, () => [
    { op: 'copy', from: '/text', path: '/other' },
    { op: 'remove', path: '/other' },
  ]).flat();
  t.match(patched(target, rounds), { error: { kind: 'limit' } });
  t.ok('value' in patched(target, rounds.slice(0, 20)));
});

test('a copy is a value of its own', async (t) => {
  const result = patched({ a: { b: [1] } }, [
    { op: 'add', path: '/a/b/-', value: 2 },
    { op: 'copy', from: '/a', path: '/c' },
    { op: 'add', path: '/a/b/-', value: 3 },
    { op: 'replace', path: '/c/b/0', value: 9 },
    { op: 'move', from: '/a/b', path: '/c/d' },
    { op: 'test', path: '/c', value: { b: [9, 2], d: [1, 2, 3] } },
  ]);
  t.same(result, { value: { a: {}, c: { b: [9, 2], d: [1, 2, 3] } } });
});

test('a value cannot nest deeper than the bound, neither by copies nor by moves', async (t) => {
  const copies = Array.from({ length: 12 }, (_, level) => ({
    op: 'copy',
    from: '/a',
    path: `/a${'/a'.repeat(2 ** level - 1)}/a`,
  }));
  t.match(patched({ a: {} }, copies), { error: { kind: 'limit', message: 'makes the value nest too deep' } });
  const moves = Array.from({ length: 150 }, (_, level) => ({
    op: 'move',
    from: `/${level}`,
    path: `/${level + 1}/x`,
  }));
  const flat = Object.fromEntries(Array.from({ length: 151 }, (_, level) => [level, {}]));
  t.match(patched(flat, moves), { error: { kind: 'limit', message: 'makes the value nest too deep' } });
});

test('the items of a long array stay in order', async (t) => {
  const operations = [];
  const expected: number[] = Array.from({ length: 5_000 }, (_, index) => index);
  for (let step = 0; step < 4_000; step++) {
    const at = (step * 7_919) % expected.length;
    if (step % 3 === 0) {
      operations.push({ op: 'remove', path: `/${at}` });
      expected.splice(at, 1);
    } else if (step % 3 === 1) {
      operations.push({ op: 'replace', path: `/${at}`, value: -step });
      expected[at] = -step;
    } else {
      operations.push({ op: 'add', path: `/${at}`, value: step });
      expected.splice(at, 0, step);
    }
  }
  const start = Array.from({ length: 5_000 }, (_, index) => index);
  t.same(patched(start, operations), { value: expected });
  const many = Array.from({ length: 6_000 }, (_, index) => ({ op: 'add', path: '/-', value: index }));
  t.same(patched([], many), { value: Array.from({ length: 6_000 }, (_, index) => index) });
});

const repeated = (operation: object) => (count: number) => Array.from({ length: count }, () => operation);

for (const [title, target, operations] of [
  ['add at the end of an array', { a: [] }, repeated({ op: 'add', path: '/a/-', value: 1 })],
  ['add at the start of an array', { a: [] }, repeated({ op: 'add', path: '/a/0', value: 1 })],
  [
    'add properties',
    {},
    (count: number) => Array.from({ length: count }, (_, index) => ({ op: 'add', path: `/p${index}`, value: 1 })),
  ],
  [
    'test a large value',
    { large: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`p${index}`, index])), small: {} },
    repeated({ op: 'test', path: '/small', value: {} }),
  ],
] as const) {
  test(`the time of a patch grows with the number of its operations: ${title}`, async (t) => {
    const ratio = await growth(
      (size) => t.ok('value' in patched(target, operations(size), { ...BOUNDS, bytes: 1e9 })),
      {
        small: 2_500,
        large: 20_000,
      },
    );
    t.ok(ratio < mostGrowth(8), `8 times as many operations take ${ratio.toFixed(1)} times as long`);
  });
}
