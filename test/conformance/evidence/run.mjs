// The tests of a shop client with ten planted bugs run under `standin run`. Every report has to name each bug with its test, the
// value and the place. Then each fixture runs the same tests: those with a violation fail, and no others.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLANTED } from './planted.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'standin-evidence-'));
const document = 'docs/examples/shop/openapi.yaml';
/** Milliseconds that a run can take. */
const timeout = 120_000;
const failures = [];
const expect = (claim, passed) => {
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${claim}`);
  if (!passed) failures.push(claim);
};

// The tests import `standin`, as those of a user do.
mkdirSync(join(here, 'node_modules'), { recursive: true });
rmSync(join(here, 'node_modules', 'standin'), { recursive: true, force: true });
symlinkSync(root, join(here, 'node_modules', 'standin'), 'junction');

try {
  const { status, stderr } = standinRun('--report', folder);
  expect('the run exits with 1', status === 1);
  const report = (name) => readFileSync(join(folder, name), 'utf8');
  const json = JSON.parse(report('report.json'));
  expect('13 tests are known', json.tests.length === 13);
  const texts = {
    terminal: stderr,
    HTML: unescaped(report('report.html')),
    JUnit: unescaped(report('junit.xml')),
    'PR comment': unescaped(report('report.md').replace(/\\([\\`*_[\]|~#@])/g, '$1')),
  };
  for (const { bug, test, text, fix } of PLANTED) {
    for (const [format, whole] of Object.entries(texts)) {
      expect(
        `${format}: ${bug}: test, value and what to do`,
        [test, text, fix].every((part) => whole.includes(part)),
      );
    }
  }
  for (const { bug, test, text } of PLANTED) {
    const testCase = texts.JUnit.split('<testcase').find((one) => one.includes(`name="${test}"`)) ?? '';
    expect(`JUnit: ${bug}: in the case of its test`, testCase.includes(text));
  }
  const cases = report('junit.xml').match(/<testsuites tests="(\d+)" failures="(\d+)"/);
  expect('JUnit has 13 cases, 8 of which failed', cases?.[1] === '13' && cases?.[2] === '8');
  const located = json.violations.filter(({ rule }) => rule !== 'path');
  expect(
    'every violation but that of an undeclared path has a relative file, a line and a frame',
    located.every(({ location, frame }) => location.file === document && location.line > 0 && frame.includes('>')),
  );
  const everything = Object.values(texts).join('\n') + report('report.json') + report('report.sarif');
  expect('no report contains a token or a password', !/secret-of-the-shop|hunter2-of-ada/.test(everything));

  const again = standinRun('--baseline', join(folder, 'report.json'), '--fail-on', 'undeclared');
  expect('with the report as baseline, the same run exits with 0', again.status === 0);
  if (!process.argv.includes('quick')) await import('./runners.mjs').then(({ runAll }) => runAll(expect));
  if (process.argv.includes('keep')) console.log(folder);
} finally {
  if (!process.argv.includes('keep')) rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures.length === 0 ? 0 : 1;

function standinRun(...options) {
  const command = [process.execPath, '--test', join(here, 'shop.test.mjs')];
  const args = ['dist/cli.js', 'run', document, '--log', 'off', ...options, '--', ...command];
  const env = { ...process.env, FAIL_ON: 'nothing' };
  return spawnSync(process.execPath, args, { cwd: root, timeout, encoding: 'utf8', env });
}

function unescaped(text) {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&#10;', '\n')
    .replaceAll('&amp;', '&');
}
