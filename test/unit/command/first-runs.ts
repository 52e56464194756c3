// The runs without a change: what is wrong with a test suite is said before anything is changed.
import { test } from 'tap';
import type { TestCommand } from '../../../src/command/suite.ts';
import { firstRuns } from '../../../src/command/suite-options.ts';
import { isRunning } from '../../fixtures/interrupt.ts';

function suiteOf(script: string): TestCommand {
  const options = { document: 'docs/examples/shop/openapi.yaml', log: 'off', journal: 20 } as const;
  return { command: [process.execPath, '-e', script], options, listen: {} };
}

const run = (script: string, limit = 30_000) =>
  firstRuns(suiteOf(script), {
    parallel: 1,
    limit,
    signal: new AbortController().signal,
    onExchange: () => undefined,
  });

test('tests that never end are ended', async (t) => {
  const forever = 'console.log(process.pid); setInterval(() => undefined, 1000)';
  const error = (await run(forever, 1500).catch((thrown: unknown) => thrown)) as Error & { advice: string };
  t.match(error, { code: 'TESTS_FAILED', what: 'The tests did not end within 0:02' });
  t.match(error.advice, /^Let them end, or use a longer --time\n/);
  t.notOk(isRunning(/\d+$/.exec(error.advice)?.[0]), 'the process is ended');
});

test('tests that fail or send no request are not used', async (t) => {
  await t.rejects(run('console.log("not ok 1 - adds"); process.exit(3)'), {
    code: 'TESTS_FAILED',
    what: 'The tests fail before anything is changed (exit code 3): adds',
    advice: 'Let them pass with standin run first\n  The end of their output:\n  not ok 1 - adds',
  });
  await t.rejects(run('0'), { code: 'TESTS_FAILED', what: 'The tests send no request to the server' });
});
