// Every known behaviour of the real service has a test, and no test names one that nobody knows.
import { test } from 'tap';
import { shownBy } from '../../scripts/behaviours.ts';
import { behaviours, idsIn } from '../fixtures/behaviours.ts';

test('every known behaviour is shown by a test', async (t) => {
  const tests = shownBy();
  t.same(
    behaviours.map(({ id }) => id).filter((id) => !tests.has(id)),
    [],
  );
});

test('no test shows a behaviour that is not listed', async (t) => {
  const known = new Set(behaviours.map(({ id }) => id));
  t.same(
    [...shownBy().keys()].filter((id) => !known.has(id)),
    [],
  );
  t.equal(known.size, behaviours.length, 'and none is listed twice');
});

test('ids are read before the colon of a title, and nowhere else', async (t) => {
  t.same(idsIn('GET-OK-01, GET-OK-01b: two of them'), ['GET-OK-01', 'GET-OK-01b']);
  t.same(idsIn('of GET-OK-01: none'), []);
});
