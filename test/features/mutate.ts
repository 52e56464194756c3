// `standin mutate`: which changes of responses a test suite notices, and which it does not.
import { readFileSync } from 'node:fs';
import { test } from 'tap';
import type { MutationReport } from '../../src/mutations/score.ts';
import { textOfMutations } from '../../src/mutations/text.ts';
import { runCommand } from '../fixtures/command.ts';
import { interrupt, isRunning, linesOf, NEEDS_SIGNALS } from '../fixtures/interrupt.ts';

const document = {
  openapi: '3.1.0',
  info: { title: 'Boats', version: '1' },
  paths: {
    '/boats/{id}': {
      get: {
        operationId: 'getBoat',
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: {
          200: {
            description: 'ok',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['id', 'name', 'owner'],
                  properties: {
                    id: { type: 'integer' },
                    name: { type: 'string', examples: ['Swan'] },
                    note: { type: ['string', 'null'], examples: ['blue'] },
                    owner: { type: 'object', required: ['age'], properties: { age: { type: 'integer', maximum: 99 } } },
                  },
                },
              },
            },
          },
          404: { description: 'none' },
        },
      },
    },
  },
};

const CLIENT = `
const boat = async () => {
  const response = await fetch(process.env.STANDIN_BASE_URL + '/boats/1');
  if (!response.ok) throw new Error('status ' + response.status);
  return response.json();
};`;
const FILES = {
  'boats.json': JSON.stringify(document),
  'noticing.mjs': `import assert from 'node:assert'; import { test } from 'node:test';${CLIENT}
test('shows the name', async () => assert.ok((await boat()).name.length > 0));`,
  'blind.mjs': `import { test } from 'node:test';${CLIENT}
test('gets a boat', boat);`,
  'violating.mjs': `${CLIENT}
await boat();
await fetch(process.env.STANDIN_BASE_URL + '/boats/swan');`,
  'hanging.mjs': `${CLIENT}
await boat().catch(() => setInterval(() => undefined, 1000));`,
  'flaky.mjs': `import { existsSync, writeFileSync } from 'node:fs';${CLIENT}
await boat();
const known = process.argv[1] + ".known";
if (existsSync(known)) process.exit(1);
writeFileSync(known, '');`,
  'alone.mjs': `import { mkdirSync, rmdirSync } from 'node:fs';${CLIENT}
const lock = process.argv[1] + ".lock";
mkdirSync(lock);
try { await boat(); await new Promise((resolve) => setTimeout(resolve, 300)); } finally { rmdirSync(lock); }`,
};

const mutate = (folder: string, suite: string, ...options: readonly string[]) =>
  runCommand('mutate', `${folder}/boats.json`, ...options, '--', process.execPath, `${folder}/${suite}`);

async function reportOf(folder: string, suite: string, ...options: readonly string[]): Promise<MutationReport> {
  const { stdout } = await mutate(folder, suite, '--format', 'json', ...options);
  return JSON.parse(stdout) as MutationReport;
}

const textsOf = ({ results }: MutationReport, outcome: string) =>
  results
    .filter((one) => one.outcome === outcome)
    .map(({ mutation: { text, within } }) => `${within ? '' : '!'}${text}`)
    .toSorted();

test('tests that look at a property notice its changes, and no others', async (t) => {
  const folder = t.testdir(FILES);
  const { code, stdout, stderr } = await mutate(folder, 'noticing.mjs', '--format', 'json', '--min-score', '90');
  t.equal(code, 1);
  t.match(stderr, 'standin: The score of 27.3 % is less than the required 90 %');
  const report = JSON.parse(stdout) as MutationReport;
  t.same(textsOf(report, 'noticed'), ['!name is null', '!without name', 'the status is 404 instead of 200']);
  t.same(textsOf(report, 'unnoticed'), [
    '!id is null',
    '!owner is null',
    '!without id',
    '!without owner',
    'id is 3000000000',
    'note is null',
    'the response comes 3 seconds late',
    'without note',
  ]);
  const name = report.results.find(({ mutation }) => mutation.text === 'without name');
  t.same(name?.tests, ['shows the name']);
  t.same(report.leftOut.map(({ mutation, reason }) => [mutation.text, reason]).toSorted(), [
    ['owner.age is 3000000000', 'below'],
    ['owner.age is null', 'below'],
    ['without owner.age', 'below'],
  ]);
  t.match(report, {
    ended: 'complete',
    score: { noticed: 3, of: 11 },
    baseline: { exchanges: 1, violating: 0, operations: 1 },
  });

  const text = textOfMutations(report);
  t.match(
    text,
    'No test notices these responses, which violate the contract. The client does not depend on it, or its tests are blind.\n  getBoat  GET /boats/{id}\n    200 id: missing, null  ',
  );
  t.match(text, /boats\.json:1\n/);
  t.match(text, '\nScore: 27.3 %, the tests notice 3 of 11 changes\n');
  t.match(text, '\n  3 changes left out: it changes a part of a property whose absence no test notices\n');
});

test('the page shows the same, and runs without other files', async (t) => {
  const folder = t.testdir(FILES);
  const out = `${folder}/mutations.html`;
  t.match(await mutate(folder, 'noticing.mjs', '--format', 'html', '--out', out, '--time', '1s', '--quiet'), {
    code: 0,
    stdout: '',
    stderr: '',
  });
  const page = readFileSync(out, 'utf8');
  t.match(page, /<h1>Score: [\d.]+ %, the tests notice/);
  t.match(page, '<h2>Violates the contract, and no test notices</h2>');
  t.match(page, 'the time was over');
  t.notMatch(page, /(?:src|href)="http/);
});

const lists = { statuses: [200], parameters: [], mediaTypes: [], properties: [] };
const reads = { 200: { properties: ['/name'], whole: [] } };
const operation = { operation: 'getBoat', method: 'GET', path: '/boats/{id}', ...lists, reads };
const NAME_ONLY = { ...FILES, 'usage.json': JSON.stringify({ usage: 1, operations: [operation] }) };

test('violations in the run without a change are mentioned', async (t) => {
  const folder = t.testdir(FILES);
  const note = 'unchanged, 1 of 2 exchanges violates the contract; standin run lists the violations\n';
  const { stdout, stderr } = await mutate(folder, 'violating.mjs', '--time', '1s');
  t.match(stderr, `standin: ${note}`);
  t.match(stdout, `  ${note}`);
  t.notMatch((await mutate(folder, 'blind.mjs', '--time', '1s')).stderr, 'contract; standin run');
});

test('a usage file leaves out properties that the client never reads', async (t) => {
  const folder = t.testdir(NAME_ONLY);
  const report = await reportOf(folder, 'blind.mjs', '--usage', `${folder}/usage.json`);
  t.same(textsOf(report, 'noticed'), ['the status is 404 instead of 200'], 'these tests notice errors only');
  t.same(textsOf(report, 'unnoticed'), ['!name is null', '!without name', 'the response comes 3 seconds late']);
  t.ok(report.leftOut.length > 5 && report.leftOut.every(({ reason }) => reason === 'unread'));
});

test('tests that do not end have noticed the change', async (t) => {
  const folder = t.testdir(NAME_ONLY);
  const only = ['--usage', `${folder}/usage.json`, '--time', '1s', '--parallel', '1'];
  const report = await reportOf(folder, 'hanging.mjs', ...only);
  t.same(textsOf(report, 'timeout'), ['the status is 404 instead of 200']);
  t.match(report, { ended: 'time', score: { noticed: 1, of: 1 } });
});

test('flaky tests are not mutated', async (t) => {
  const folder = t.testdir(FILES);
  const { code, stderr } = await mutate(folder, 'flaky.mjs', '--parallel', '1');
  t.equal(code, 1);
  t.match(stderr, 'The tests are flaky: they passed at first, and then failed unchanged (exit code 1) [TESTS_FAILED]');
});

test('tests that disturb themselves run one after the other', async (t) => {
  const folder = t.testdir(FILES);
  const { stderr } = await mutate(folder, 'alone.mjs', '--parallel', '2', '--time', '1s');
  t.match(stderr, '2 runs at the same time disturb each other, so the tests run one after the other');
  t.match(stderr, ', 1 at the same time, for at most 0:01');
});

/** Notes the process and the server of each run. */
const NOTING = `import { appendFileSync } from 'node:fs';
appendFileSync(process.argv[1].replace('slow.mjs', 'runs'), process.pid + ' ' + process.env.STANDIN_URL + '\\n');`;

test('Ctrl+C ends the tests and prints what is known so far', NEEDS_SIGNALS, async (t) => {
  const folder = t.testdir({
    ...FILES,
    temporary: {},
    'slow.mjs': `${NOTING}${CLIENT}
await boat();
await new Promise((resolve) => setTimeout(resolve, 500));`,
  });
  const args = ['mutate', `${folder}/boats.json`, '--parallel', '1', '--', process.execPath, `${folder}/slow.mjs`];
  const runs = () => linesOf(`${folder}/runs`);
  // Two runs without a change, one with a change, and one that is under way.
  const isReady = () => runs().length >= 4;
  const { code, stdout, stderr, left } = await interrupt(t, args, { isReady, temporary: `${folder}/temporary` });
  t.equal(code, 130, stderr);
  t.match(stdout, /^Score: .*, interrupted$/m);
  t.match(stdout, /changes? left out: the run was interrupted$/m);
  t.match(stderr, 'the tests pass unchanged');
  const [pid, url] = runs().at(-1)?.split(' ') ?? [];
  t.notOk(isRunning(pid), 'no test is left');
  await t.rejects(fetch(String(url)), { cause: { code: 'ECONNREFUSED' } }, 'no server is left');
  t.same(left, [], 'no file is left');
});

test('Ctrl+C before the first change says that nothing was tried', NEEDS_SIGNALS, async (t) => {
  const folder = t.testdir({
    ...FILES,
    temporary: {},
    'ignoring.mjs': `${NOTING}${CLIENT}
process.on('SIGTERM', () => undefined);
await boat();
setInterval(() => undefined, 1000);`,
  });
  const args = ['mutate', `${folder}/boats.json`, '--', process.execPath, `${folder}/ignoring.mjs`];
  const isReady = () => linesOf(`${folder}/runs`).length > 0;
  const { code, stdout, stderr } = await interrupt(t, args, { isReady, temporary: `${folder}/temporary` });
  t.match(
    { code, stdout, stderr },
    { code: 130, stdout: '', stderr: 'standin: interrupted before the first change\n' },
  );
  t.notOk(isRunning(linesOf(`${folder}/runs`)[0]?.split(' ')[0]), 'tests that ignore SIGTERM are ended, too');
});
