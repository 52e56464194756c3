// A client and a handler violate the contract under `standin run`. Tools that know nothing about standin read the reports:
// Microsoft's SARIF Multitool, junit2json, junitparser.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'junit2json';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'standin-reports-'));
/** Milliseconds that each step can take. */
const timeout = 100_000;
const failures = [];
const expect = (claim, passed) => {
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${claim}`);
  if (!passed) failures.push(claim);
};

try {
  const client = join(folder, 'client.mjs');
  const handlers = join(folder, 'handlers.mjs');
  writeFileSync(
    client,
    `const url = process.env.STANDIN_URL;
     await fetch(url + '/api/owners', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"vip":"<&yes>"}' });
     await fetch(url + '/api/owners/1');
     await fetch(url + '/api/pets');`,
  );
  writeFileSync(handlers, `export default { readOwner: () => ({ status: 200, body: { id: 'one', name: 'Ada' } }) };`);
  const args = ['run', 'test/fixtures/documents/clinic.yaml', '--handlers', handlers, '--report', folder];
  const command = ['dist/cli.js', ...args, '--', process.execPath, client];
  const { status } = spawnSync(process.execPath, command, {
    cwd: root,
    timeout,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  expect('the run exits with 1', status === 1);

  const sarif = join(folder, 'report.sarif');
  expect('SARIF Multitool finds no errors in report.sarif', errorsIn(sarif).length === 0);
  const invalid = join(folder, 'invalid.sarif');
  writeFileSync(invalid, readFileSync(sarif, 'utf8').replace('"tool"', '"tools"'));
  expect('SARIF Multitool finds an error in an invalid copy', errorsIn(invalid).length > 0);
  const [{ results }] = JSON.parse(readFileSync(sarif, 'utf8')).runs;
  const places = results.map(({ locations }) => locations[0]?.physicalLocation);
  expect(
    'every violation in it has a file and a line',
    results.length === 3 && places.every((place) => place?.region?.startLine > 0),
  );

  const junit = join(folder, 'junit.xml');
  const suites = await parse(readFileSync(junit, 'utf8'));
  const cases = suites.testsuite.flatMap(({ testcase = [] }) => testcase);
  const failed = cases.filter(({ failure }) => failure?.length > 0).map(({ name }) => name);
  expect('junit2json reads 14 cases; addOwner and readOwner failed', cases.length === 14 && isPair(failed));

  const python = installedPython();
  const read = execFileSync(python, [join(here, 'read-junit.py'), junit], { timeout, encoding: 'utf8' });
  const { tests, failures: count, skipped, failed: names } = JSON.parse(read);
  expect('junitparser reads the same', tests === 14 && count === 2 && skipped === 11 && isPair(names));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures.length === 0 ? 0 : 1;

function isPair(names) {
  return names.toSorted().join() === 'addOwner,readOwner';
}

/** The errors that SARIF Multitool prints. Its exit code only says whether it could read the file. */
function errorsIn(file) {
  const tool = join(here, 'node_modules', '.bin', 'sarif-multitool');
  const output = execFileSync(tool, ['validate', file], {
    timeout,
    encoding: 'utf8',
    // Without it, the program needs a library for languages that small machines do not have.
    env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' },
  });
  if (!output.includes('Analysis completed')) throw new Error(`SARIF Multitool did not finish:\n${output}`);
  return output.split('\n').filter((line) => /: error /.test(line));
}

/** Python in its own virtual environment, with the versions that requirements.txt pins. */
function installedPython() {
  const environment = join(here, '.venv');
  const options = { timeout, stdio: ['ignore', 'ignore', 'inherit'] };
  execFileSync(process.env.PYTHON ?? 'python3', ['-m', 'venv', environment], options);
  const python = join(environment, 'bin', 'python');
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--requirement', 'requirements.txt'];
  execFileSync(python, pip, { ...options, cwd: here });
  return python;
}
