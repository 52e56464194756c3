// The store of this process passes the suite of all stores. test/conformance/redis runs the suite over Redis.
import { test } from 'tap';
import { memoryStore } from '../../src/store/memory.ts';
import { testStore } from '../fixtures/store-suite.ts';

testStore('memory', () => memoryStore());

test('memory: a restored value has the revision of the snapshot', async (t) => {
  const store = memoryStore();
  for (const value of [1, 2]) await store.commit([{ kind: 'put', key: 'a', value }]);
  const snapshot = store.snapshot();
  await store.clear();
  await store.restore(snapshot);
  t.same(store.get('a'), { value: 2, revision: 2 });
});
