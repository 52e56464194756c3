// Runs the tests of the shop client with the fixture of each runner. The tests whose requests violate the contract fail, and no
// others: an undeclared property or query parameter is allowed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { PLANTED } from './planted.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(here, 'runners');
const bin = (name) => join(here, 'node_modules', '.bin', name);
/** Milliseconds that a runner can take. */
const timeout = 120_000;

/** How each runner starts, and the summary of its output. */
const RUNNERS = {
  'node:test': [[process.execPath, '--test', join(here, 'shop.test.mjs')], /^# pass 5\n# fail 8$/m],
  tap: [[bin('tap'), 'run', '--disable-coverage', '--reporter=tap', 'shop.tap.mjs'], /fail(?:ed)?:? ?8\b|# failed 8/],
  vitest: [[bin('vitest'), 'run', '--root', '.', '--config', 'vitest.config.mjs'], /Tests\s+8 failed \| 5 passed/],
  playwright: [
    [bin('playwright'), 'test', '--config', 'playwright.config.mjs'],
    /"expected": 5,\s+"skipped": 0,\s+"unexpected": 8/,
  ],
  jest: [[bin('jest'), '--config', 'jest.config.cjs'], /Tests:\s+2 failed, 1 passed/],
};

export function runAll(expect, names = Object.keys(RUNNERS)) {
  for (const name of names) {
    const [[program, ...args], summary] = RUNNERS[name];
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, timeout, encoding: 'utf8' });
    const output = stripVTControlCharacters(stdout + stderr);
    const isRight = status !== 0 && summary.test(output);
    expect(`${name}: the tests that violate the contract fail, and no others`, isRight);
    const fixes = PLANTED.filter(
      ({ isUndeclared, bug }) => !isUndeclared && (name !== 'jest' || /enum|type/.test(bug)),
    );
    const isNamed = fixes.every(({ fix }) => output.replaceAll('\\"', '"').includes(fix));
    expect(`${name}: each failure says what to do`, isNamed);
    if (!isRight || !isNamed) console.log(output.slice(-3000));
  }
}
