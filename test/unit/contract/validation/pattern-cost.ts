// Which patterns can take exponential time.
import { test } from 'tap';
import { costOf } from '../../../../src/contract/validation/pattern-cost.ts';

const EXPONENTIAL = [
  '^(a+)+$',
  '^(a|a)*$',
  '(a*)*b',
  '^(?:a?b?)*c$',
  '(x+x+)+y',
  '^((ab)*)*$',
  '^(\\w+\\s?)*$',
  '^(\\S+\\s*)+$',
  '^(\\d{1,4})*$',
  '(a|b|ab)*c',
  '^(x(a*|b*))*$',
  '^([a-z]|[f-h]|\\u0067)*!$',
  '^(?=(a+)+$).{8,}$',
  '^(?:(?:a|b)+c?)+$',
  '^[^"]*("([^"\\\\]|\\\\?.)*")+$',
];

const HARMLESS = [
  '^\\d{4}-\\d{2}$',
  '^(\\d{4})*$',
  '^(a|ab)*$',
  '(a?)*b',
  '^(a+)+',
  '^([a-z0-9]+-)*[a-z0-9]+$',
  '^[a-z]+@[a-z]+\\.[a-z]{2,}$',
  '^([^@]+@)*x$',
  '^(?:\\S+\\s+)*$',
  '^[^\\s]+(\\s+[^\\s]+)*$',
  '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  '^a*a*a*$',
  '^[a-z](?:[a-z-]{0,61}[a-z])?(?:\\.[a-z](?:[a-z-]{0,61}[a-z])?)*$',
  '^(?=.*[A-Z])(?=.*\\d).{8,}$',
  '^("([^"\\\\]|\\\\.)*",?)+$',
];

test('patterns with exponential time are found', async (t) => {
  for (const pattern of EXPONENTIAL) t.equal(costOf(pattern).exponential, true, pattern);
});

test('patterns without exponential time are not', async (t) => {
  for (const pattern of HARMLESS) t.equal(costOf(pattern).exponential, false, pattern);
});

test('a pattern that cannot be classified is not called harmless', async (t) => {
  for (const pattern of ['^(\\p{L}+)+$', '^(a{1,10}){1,10}$', '^((a+)\\2)*$', `^${'(?:a{0,99}b){0,9}'}*$`]) {
    t.equal(costOf(pattern).exponential, undefined, pattern);
  }
});

test('the verdict is the one of the engine', async (t) => {
  // A text that the pattern nearly matches, with and without one character more. Exponential time doubles at least.
  const cases = [
    ['^(a+)+$', 'a', true],
    ['^(\\w+\\s?)*$', 'a', true],
    ['^(a|a)*$', 'a', true],
    ['^([a-z0-9]+-)*[a-z0-9]+$', 'a-', false],
    ['^(?:\\S+\\s+)*$', 'a ', false],
  ] as const;
  for (const [pattern, part, expected] of cases) {
    const regExp = new RegExp(pattern);
    const time = (length: number) => {
      let best = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 3; round++) {
        const start = performance.now();
        regExp.test(`${part.repeat(length)}!`);
        best = Math.min(best, performance.now() - start);
      }
      return best;
    };
    time(10);
    t.equal(time(22) > 20 * Math.max(0.01, time(12)), expected, pattern);
    t.equal(costOf(pattern).exponential, expected);
  }
});

test('choices are counted as powers of two', async (t) => {
  for (const [pattern, choices] of [
    ['^a?b$', 1],
    ['^(a?){25}a{25}$', 25],
    ['^(?:a|b)(?:c|d|e|f)$', 3],
    ['^[a-z]{1,63}$', 0],
    ['^(a?)*$', 0],
  ] as const) {
    t.equal(costOf(pattern).choices, choices, pattern);
  }
});

test('the degree counts loops, nested ones and the search for a start', async (t) => {
  for (const [pattern, degree] of [
    ['^abc$', 0],
    ['abc', 1],
    ['^[a-z]+$', 1],
    ['\\s+$', 2],
    ['^a*b*$|^c+$', 3],
    ['^(.*a){11}$', 12],
  ] as const) {
    t.equal(costOf(pattern).degree, degree, pattern);
  }
});
