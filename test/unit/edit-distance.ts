// Which of the known names is suggested for a misspelt one.
import { test } from 'tap';
import { editDistance, nearest } from '../../src/edit-distance.ts';

test('the edit distance counts wrong, missing, extra and swapped letters', async (t) => {
  for (const [a, b, distance] of [
    ['', '', 0],
    ['port', 'port', 0],
    ['prt', 'port', 1],
    ['porrt', 'port', 1],
    ['pord', 'port', 1],
    ['prot', 'port', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ] as const) {
    t.equal(editDistance(a, b), distance, `${a} and ${b}`);
    t.equal(editDistance(b, a), distance, `${b} and ${a}`);
  }
});

test('the nearest name is suggested only if it is close', async (t) => {
  const commands = ['check', 'proxy', 'inspect', 'run', 'report'];
  t.equal(nearest('chek', commands), 'check');
  t.equal(nearest('rum', commands), 'run');
  t.equal(nearest('CHECK', commands), 'check');
  t.equal(nearest('insepct', commands), 'inspect');
  t.equal(nearest('petstore', commands), undefined);
  t.equal(nearest('a', commands), undefined);
  t.equal(nearest('/v1/ordres/1', ['/v1/users/1', '/v1/orders/1']), '/v1/orders/1');
  t.equal(nearest('anything', []), undefined);
});
