// Faults that change a response: edits of its body, and short pages of lists.
import { test } from 'tap';
import { createStandin } from '../../src/index.ts';

const document = 'docs/examples/shop/openapi.yaml';

test('edit-response removes, replaces and repeats parts of a body', async (t) => {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  const world = standin.control.world();
  await world.fault({
    when: { operation: 'listProducts' },
    fault: {
      kind: 'edit-response',
      status: 200,
      edits: [
        { op: 'remove', path: '/items/*/price' },
        { op: 'replace', path: '/items/0/name', value: null },
        { op: 'replace', path: '/nothing/here', value: 1 },
        { op: 'repeat', path: '/items', times: 2 },
      ],
    },
  });
  const list = (await standin.inject('/v1/products?limit=3')).json();
  t.equal(list.items.length, 6);
  t.equal(list.items[0].name, null);
  t.type(list.items[1].name, 'string');
  t.notOk(list.items.some((item: object) => 'price' in item));
  t.notOk('nothing' in list);
  t.type((await standin.inject('/v1/products/1')).json().price, 'number', 'other operations are as before');
  t.equal((await standin.inject('/v1/products?limit=0')).statusCode, 400, 'as are other statuses');
  t.match(await world.exchanges(), [{ status: 400 }, { status: 200 }, { status: 200, fault: 'fault-1' }]);
  t.match(await standin.control.violations(), { length: 1, 0: { direction: 'request' } }, 'the fault is no violation');
});

test('edit-response refuses a path that is no JSON pointer', async (t) => {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  const planned = standin.control
    .world()
    .fault({ fault: { kind: 'edit-response', edits: [{ op: 'remove', path: 'items' }] } });
  await t.rejects(planned, { status: 400, message: /must be a JSON pointer, for example \/items\/\*\/name/ });
});

test('short-pages limits the pages of a list, and all items are still reached', async (t) => {
  const standin = await createStandin({ document, faults: [{ fault: { kind: 'short-pages', items: 5 } }] });
  t.teardown(() => standin.close());
  const pages = [];
  for (const page of [1, 2, 3]) pages.push((await standin.inject(`/v1/products?limit=100&page=${page}`)).json());
  t.same(
    pages.map(({ items }) => items.length),
    [5, 5, 2],
  );
  t.equal(new Set(pages.flatMap(({ items }) => items.map(({ id }: { id: number }) => id))).size, 12);
  t.equal((await standin.inject('/v1/products')).json().items.length, 5);
});
