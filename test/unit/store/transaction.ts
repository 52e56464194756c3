// A transaction sees its own changes, nobody else does before they are applied, and all of them are applied or none.
import { test } from 'tap';
import { randomAt } from '../../../src/random.ts';
import { memoryStore } from '../../../src/store/memory.ts';
import type { Change, Store } from '../../../src/store/store.ts';
import { openTransaction } from '../../../src/store/transaction.ts';

const put = (key: string, value: number, expected?: number): Change => ({
  kind: 'put',
  key,
  value,
  ...(expected !== undefined && { expected }),
});
const namesIn = (store: Store, folder: string) => store.list(folder).map(([key]) => key);

test('changes are visible inside at once, and outside when they are applied', async (t) => {
  const store = memoryStore();
  store.commit([put('/a/1', 1), put('/a/2', 2), put('/b/1', 1)]);
  const transaction = openTransaction(store);
  const unchanged = transaction.store.list('/b');
  t.equal(unchanged, store.list('/b'), 'a folder without changes is the same list');
  t.equal(transaction.store.commit([put('/a/3', 3, 0), { kind: 'delete', key: '/a/1', expected: 1 }]), true);
  t.same(namesIn(transaction.store, '/a'), ['/a/2', '/a/3']);
  t.equal(transaction.store.get('/a/1'), undefined);
  t.same(namesIn(store, '/a'), ['/a/1', '/a/2']);
  t.equal(await transaction.apply(), true);
  t.same(namesIn(store, '/a'), ['/a/2', '/a/3']);
});

test('a change of somebody else to the same key prevents all changes', async (t) => {
  const store = memoryStore();
  store.commit([put('/a/1', 1), put('/a/2', 2)]);
  const transaction = openTransaction(store);
  transaction.store.commit([put('/a/1', 10), put('/a/2', 20)]);
  store.commit([put('/a/2', 3)]);
  t.equal(await transaction.apply(), false);
  t.equal(store.get('/a/1')?.value, 1);
  t.equal(store.get('/a/2')?.value, 3);
  const created = openTransaction(store);
  created.store.commit([put('/a/9', 9)]);
  store.commit([put('/a/9', 0)]);
  t.equal(await created.apply(), false, 'a key that both create');
});

test('an expectation that fails inside changes nothing', async (t) => {
  const { store } = openTransaction(memoryStore());
  t.equal(store.commit([put('/a/1', 1), put('/a/2', 2, 1)]), false);
  t.equal(store.get('/a/1'), undefined);
  for (const action of ['snapshot', 'clear'] as const) t.throws(() => store[action](), /in a transaction/);
});

test('random changes in a transaction have the result of the same changes without one', async (t) => {
  for (let seed = 1; seed <= 200; seed += 1) {
    let call = 0;
    const random = () => randomAt(seed, call++);
    const changes = (count: number) =>
      Array.from({ length: count }, (): Change => {
        const key = `/${random() < 0.5 ? 'a' : 'a/b'}/${Math.floor(random() * 4)}`;
        return random() < 0.35 ? { kind: 'delete', key } : put(key, Math.floor(random() * 100));
      });
    const [direct, store] = [memoryStore(), memoryStore()];
    const first = changes(6);
    for (const change of first) for (const one of [direct, store]) one.commit([change]);
    const transaction = openTransaction(store);
    for (const change of changes(12)) for (const one of [direct, transaction.store]) one.commit([change]);
    const shown = (one: Store) =>
      ['/a', '/a/b'].map((folder) => one.list(folder).map(([key, { value }]) => [key, value]));
    t.same(shown(transaction.store), shown(direct), `inside, seed ${seed}`);
    t.equal(await transaction.apply(), true);
    t.same(shown(store), shown(direct), `applied, seed ${seed}`);
  }
});
