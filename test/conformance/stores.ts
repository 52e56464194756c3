// One suite for every store implementation: the behaviour that the engine relies on.
import { test } from 'tap';
import { memoryStore } from '../../src/store/memory.ts';
import type { Entry, Store } from '../../src/store/store.ts';

const STORES: readonly [string, () => Store][] = [['memory', memoryStore]];

for (const [name, open] of STORES) {
  test(`${name}: a stored value is frozen, with a revision that increases with each change`, async (t) => {
    const store = open();
    t.equal(await store.get('a'), undefined);
    await store.commit([{ kind: 'put', key: 'a', value: { x: [1] } }]);
    await store.commit([{ kind: 'put', key: 'a', value: { x: [2] } }]);
    const entry = await store.get('a');
    t.same(entry, { value: { x: [2] }, revision: 2 });
    t.ok(Object.isFrozen((entry as Entry & { value: { x: unknown } }).value.x));
    t.equal((await store.get('a'))?.value, entry?.value, 'reading twice returns the same object');
  });

  test(`${name}: a commit applies all changes or none`, async (t) => {
    const store = open();
    await store.commit([{ kind: 'put', key: 'a', value: 1 }]);
    const committed = await store.commit([
      { kind: 'put', key: 'b', value: 2 },
      { kind: 'put', key: 'a', value: 3, expected: 0 },
    ]);
    t.equal(committed, false);
    t.equal(await store.get('b'), undefined);
    t.equal(await store.commit([{ kind: 'delete', key: 'a', expected: 2 }]), false);
    t.equal(
      await store.commit([
        { kind: 'delete', key: 'a', expected: 1 },
        { kind: 'put', key: 'b', value: 2, expected: 0 },
      ]),
      true,
    );
    t.equal(await store.get('a'), undefined);
  });

  test(`${name}: lists a folder in the order of creation, takes and restores snapshots, clears everything`, async (t) => {
    const store = open();
    for (const key of ['/b/2', '/b/1', '/a/1', '/b/1/c', 'b']) await store.commit([{ kind: 'put', key, value: key }]);
    await store.commit([{ kind: 'put', key: '/b/2', value: 'again' }]);
    const keys = async () => (await store.list('/b')).map(([key]) => key);
    t.same(await keys(), ['/b/2', '/b/1']);
    t.equal(await store.list('/b'), await store.list('/b'), 'returns the same list until something changes');
    const snapshot = await store.snapshot();
    const { generation } = store;
    await store.commit([{ kind: 'put', key: '/a/2', value: 1 }]);
    t.equal(store.generation, generation, 'a commit is no new generation');
    await store.clear();
    const cleared = store.generation;
    t.not(cleared, generation);
    t.same(await keys(), []);
    await store.restore(snapshot);
    t.not(store.generation, cleared);
    t.same(await keys(), ['/b/2', '/b/1']);
    t.same(await store.get('/b/2'), { value: 'again', revision: 2 });
    await store.commit([{ kind: 'put', key: '/b/2', value: 'third' }]);
    t.equal(snapshot['/b/2']?.value, 'again', 'a snapshot does not change');
    await store.commit([{ kind: 'delete', key: '/b/2' }]);
    t.same(await keys(), ['/b/1']);
  });
}
