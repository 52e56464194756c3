// The names of failed tests in the output of test runners.
import { test } from 'tap';
import { failedTests } from '../../../src/mutations/failed-tests.ts';

const OUTPUTS: readonly [runner: string, output: string, names: readonly string[]][] = [
  ['TAP', 'ok 1 - a\n    not ok 2 - b # time=3ms\nnot ok 1 - a\n', ['b', 'a']],
  ['node:test', '✔ a (1ms)\n✖ shows a price (3.61ms)\n✖ failing tests:\n✖ shows a price (3.61ms)', ['shows a price']],
  [
    'Vitest',
    ' FAIL  test/a.test.ts > boats > floats 12ms\n × floats 3ms',
    ['test/a.test.ts > boats > floats', 'floats'],
  ],
  ['Jest', '  ● boats › floats\n', ['boats › floats']],
  ['Mocha', '  1) boats\n       floats:\n', ['boats']],
  ['pytest', 'FAILED tests/test_boats.py::test_floats - AssertionError', ['tests/test_boats.py::test_floats']],
  ['Go', '--- FAIL: TestFloats (0.00s)\n    --- FAIL: TestFloats/swan (0.00s)', ['TestFloats', 'TestFloats/swan']],
  ['Cargo', 'test boats::floats ... FAILED', ['boats::floats']],
  ['RSpec', 'rspec ./spec/boat_spec.rb:3 # Boat floats', ['Boat floats']],
  ['colours', '\u001b[31m✖ floats\u001b[39m', ['floats']],
  ['nothing', 'Error: no\n  at line 1', []],
];

test('the names of failed tests are found in the output of their runner', async (t) => {
  for (const [runner, output, names] of OUTPUTS) t.same(failedTests(output), names, runner);
});
