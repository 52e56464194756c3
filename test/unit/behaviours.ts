// Every known behaviour of the real service has a test, and every id in a test title is a known behaviour.
import { test } from 'tap';
import { testsById } from '../../scripts/behaviours.ts';
import { behaviours, idsIn } from '../fixtures/behaviours.ts';

test('every known behaviour has a test', async (t) => {
  const tests = testsById();
  t.same(
    behaviours.map(({ id }) => id).filter((id) => !tests.has(id)),
    [],
  );
});

test('every id in a test title is a known behaviour', async (t) => {
  const known = new Set(behaviours.map(({ id }) => id));
  t.same(
    [...testsById().keys()].filter((id) => !known.has(id)),
    [],
  );
  t.equal(known.size, behaviours.length, 'and no id is listed twice');
});

test('ids are read only before the colon of a title', async (t) => {
  t.same(idsIn('GET-OK-01, GET-OK-01b: two of them'), ['GET-OK-01', 'GET-OK-01b']);
  t.same(idsIn('of GET-OK-01: none'), []);
});
