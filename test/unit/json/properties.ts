// Laws of merging (RFC 7396) and patching (RFC 6902) that are true for every value.
import fc from 'fast-check';
import { test } from 'tap';
import { mergePatch, mergePlain } from '../../../src/json/merge.ts';
import { applyPatch } from '../../../src/json/patch.ts';
import { appendTokens, valueAt } from '../../../src/json/pointer.ts';
import type { Json, JsonObject } from '../../../src/json/value.ts';

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => value as Json);
const name = fc.string({ maxLength: 6 });
const object = fc.dictionary(name, json, { maxKeys: 6 }).map((value) => value as JsonObject);
const RUNS = { numRuns: 300 };

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}

const withoutNulls = (value: Json): boolean =>
  typeof value !== 'object' || value === null
    ? value !== null
    : Array.isArray(value) || Object.values(value).every((inner) => withoutNulls(inner as Json));

test('RFC 7396: an empty patch changes nothing, a patch is idempotent, and its values are in the result', async () => {
  fc.assert(
    fc.property(object, (target) => same(mergePatch(target, {}), target)),
    RUNS,
  );
  fc.assert(
    fc.property(object, object, (target, patch) => {
      const once = mergePatch(target, patch);
      return same(mergePatch(once, patch), once);
    }),
    RUNS,
  );
  fc.assert(
    fc.property(object.filter(withoutNulls), (patch) => same(mergePatch({}, patch), patch)),
    RUNS,
  );
});

test('RFC 7396: null removes a property, absent properties stay, and the target is not changed', async () => {
  fc.assert(
    fc.property(object, name, json, (target, key, value) => {
      const before = JSON.stringify(target);
      const set = mergePatch(target, { [key]: value }) as JsonObject;
      const gone = mergePatch(set, { [key]: null }) as JsonObject;
      const others = Object.keys(target).filter((other) => other !== key);
      return (
        !Object.hasOwn(gone, key) &&
        others.every((other) => same(gone[other], target[other])) &&
        JSON.stringify(target) === before
      );
    }),
    RUNS,
  );
});

test('plain JSON: null is a value like any other', async () => {
  fc.assert(
    fc.property(object, name, (target, key) => (mergePlain(target, { [key]: null }) as JsonObject)[key] === null),
    RUNS,
  );
});

const patched = (target: Json, ...operations: readonly object[]) => {
  const result = applyPatch(target, operations as unknown as Json);
  return 'error' in result ? undefined : result.value;
};

test('RFC 6902: add sets a value, remove undoes it, and the target is not changed', async () => {
  fc.assert(
    fc.property(object, name, json, (target, key, value) => {
      const path = appendTokens('', key);
      const before = JSON.stringify(target);
      const added = patched(target, { op: 'add', path, value }) as JsonObject;
      const without = Object.fromEntries(Object.entries(target).filter(([other]) => other !== key));
      return (
        same(valueAt(added, path), value) &&
        same(patched(added, { op: 'remove', path }), without) &&
        same(patched(added, { op: 'test', path, value }), added) &&
        JSON.stringify(target) === before
      );
    }),
    RUNS,
  );
});

test('RFC 6902: add keeps the order of an array; move equals copy and remove', async () => {
  fc.assert(
    fc.property(fc.array(json, { maxLength: 6 }), fc.nat(6), json, (list, at, value) => {
      const index = Math.min(at, list.length);
      const expected = [...list.slice(0, index), value, ...list.slice(index)];
      return same(patched(list, { op: 'add', path: `/${index}`, value }), expected);
    }),
    RUNS,
  );
  fc.assert(
    fc.property(object, name, name, json, (target, from, path, value) => {
      fc.pre(from !== path);
      const start = { ...target, [from]: value };
      const moved = patched(start, { op: 'move', from: appendTokens('', from), path: appendTokens('', path) });
      const copied = patched(
        start,
        { op: 'copy', from: appendTokens('', from), path: appendTokens('', path) },
        { op: 'remove', path: appendTokens('', from) },
      );
      return same(moved, copied);
    }),
    RUNS,
  );
});

test('RFC 6902: if one operation fails, none is applied', async (t) => {
  fc.assert(
    fc.property(object, name, json, (target, key, value) => {
      const result = applyPatch(target, [
        { op: 'add', path: appendTokens('', key), value },
        { op: 'remove', path: '/no such property/in any' },
      ] as unknown as Json);
      return 'error' in result && result.error.index === 1;
    }),
    RUNS,
  );
  // The refused patches of the RFC's appendix A.
  const refused: readonly (readonly [Json, object, string])[] = [
    [{ foo: 'bar' }, { op: 'add', path: '/baz/bat', value: 'qux' }, 'conflict'],
    [{ baz: 'qux' }, { op: 'test', path: '/baz', value: 'bar' }, 'conflict'],
    [{ '/': 9 }, { op: 'test', path: '/~01', value: '10' }, 'conflict'],
    [{ foo: ['bar'] }, { op: 'add', path: '/foo/2', value: 'x' }, 'conflict'],
    [{}, { op: 'add', path: 'foo', value: 1 }, 'malformed'],
    [{}, { op: 'add', path: '/foo' }, 'malformed'],
    [{ a: { b: 1 } }, { op: 'move', from: '/a', path: '/a/b' }, 'malformed'],
  ];
  for (const [target, operation, kind] of refused) {
    t.match(applyPatch(target, [operation] as unknown as Json), { error: { kind } }, JSON.stringify(operation));
  }
  t.same(patched({ foo: ['bar'] }, { op: 'add', path: '/foo/-', value: ['abc', 'def'] }), {
    foo: ['bar', ['abc', 'def']],
  });
  t.same(
    patched(
      { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 1 } },
      { op: 'move', from: '/foo/waldo', path: '/qux/thud' },
    ),
    {
      foo: { bar: 'baz' },
      qux: { corge: 1, thud: 'fred' },
    },
  );
});
