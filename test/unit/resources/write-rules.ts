// The order of properties in a state, and the properties of a body that are written.
import { test } from 'tap';
import type { PropertyFilter } from '../../../src/json/merge.ts';
import { inDeclaredOrder, writtenBy } from '../../../src/resources/state/write-rules.ts';

const tree = {
  order: ['id', 'name', 'price'],
  declared: new Set(['id', 'name', 'price']),
  readOnly: new Set<string>(),
  writeOnly: new Set<string>(),
  inner: new Map(),
};

test('declared properties come first, in the order of the document', async (t) => {
  const namesOf = (value: Record<string, number>) => Object.keys(inDeclaredOrder(value, tree));
  t.strictSame(namesOf({ price: 1, id: 2 }), ['id', 'price']);
  t.strictSame(namesOf({ other: 1, id: 2 }), ['id', 'other']);
  t.strictSame(namesOf({ id: 1, other: 2, name: 3 }), ['id', 'name', 'other']);
});

test('a value in the right order stays the same object', async (t) => {
  for (const value of [{ id: 1, name: 2, price: 3 }, { id: 1, price: 3 }, { price: 3, other: 4, more: 5 }, {}]) {
    t.equal(inDeclaredOrder(value as Record<string, number>, tree), value);
  }
});

test('a body is copied without what it cannot write, at any depth', async (t) => {
  const body = { name: 'a', size: { width: 1, height: 2 }, id: 3 };
  const inner: PropertyFilter = { takes: (name: string) => name !== 'height', inside: () => all };
  const all: PropertyFilter = { takes: () => true, inside: () => all };
  const written = writtenBy(body, {
    takes: (name) => name !== 'id',
    inside: (name) => (name === 'size' ? inner : all),
  });
  t.strictSame(written, { name: 'a', size: { width: 1 } });
  const sent = { name: 'a', tags: ['one'] };
  const copy = writtenBy(sent, all);
  t.strictSame(copy, sent);
  t.not(copy, sent);
});
