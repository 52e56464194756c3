// `standin rehearse`: which changes of a new version break a test suite, each tried alone; and `standin diff --usage`.
import { readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'tap';
import type { RehearsalReport } from '../../src/mutations/rehearsal.ts';
import { textOfRehearsal } from '../../src/mutations/rehearsal.ts';
import { htmlOfRehearsal } from '../../src/mutations/rehearsal-html.ts';
import { FIXTURE_SUITE, runCommand, runCommandIn } from '../fixtures/command.ts';
import { interrupt, isRunning, linesOf, NEEDS_SIGNALS } from '../fixtures/interrupt.ts';
import { commitFiles } from '../fixtures/repository.ts';

const SHOP = 'docs/examples/shop/openapi.yaml';
const BLIND = 'test/fixtures/suites/shop-blind.mjs';
const NOTICING = 'test/fixtures/suites/shop-noticing.mjs';

/** The shop with other words in its document. */
function shopWith(...changes: readonly (readonly [before: string, after: string])[]): string {
  return changes.reduce(
    (text, [before, after]) => {
      if (!text.includes(before)) throw new Error(`The shop does not contain ${before}`);
      return text.replace(before, after);
    },
    readFileSync(SHOP, 'utf8'),
  );
}

const PRICE = 'price: { type: number, minimum: 0 }\n        stock:';
const VERSION_2 = shopWith(
  ['  version: 1.0.0', '  version: 2.0.0'],
  [PRICE, "price: { type: [number, 'null'], minimum: 0 }\n        unit: { type: string }\n        stock:"],
  ['required: [name, category, price, stock]', 'required: [name, category, price, stock, unit]'],
  ['enum: [kitchen, garden, office]', 'enum: [kitchen, garden, office, bath]'],
  [
    '        - name: sort\n',
    '        - { name: currency, in: query, required: true, schema: { type: string } }\n        - name: sort\n',
  ],
);

async function rehearse(next: string, suite: string, ...options: readonly string[]) {
  return runCommand('rehearse', SHOP, next, ...options, '--', process.execPath, '--test', suite);
}

test('each change that the tests use is tried alone, and those that break them are named with the tests', async (t) => {
  const folder = t.testdir({ 'new.yaml': VERSION_2 });
  const { code, stdout, stderr } = await rehearse(`${folder}/new.yaml`, NOTICING, '--format', 'json');
  t.equal(code, 1);
  t.match(stderr, /10 changes can break clients, your tests use 5 of them; /);
  const report = JSON.parse(stdout) as RehearsalReport;
  t.match(report, {
    old: { title: 'Shop', version: '1.0.0' },
    new: { version: '2.0.0' },
    ended: 'complete',
    whole: { passed: false, tests: ['lists every product once'] },
  });
  const outcomes = report.changes.map(({ finding, outcome, tests, by }) => {
    return [finding.operation.operationId, finding.id, outcome, by, ...tests];
  });
  t.same(outcomes.filter(([, , outcome]) => outcome !== 'unused').toSorted(), [
    ['getProduct', 'response-enum-value-added', 'survives', 'response'],
    ['getProduct', 'response-null-allowed', 'breaks', 'response', 'shows the price of a product'],
    ['listProducts', 'parameter-added-required', 'breaks', 'document', 'lists every product once'],
    ['listProducts', 'response-enum-value-added', 'survives', 'response'],
    ['listProducts', 'response-null-allowed', 'survives', 'response'],
  ]);
  t.equal(outcomes.filter(([, , outcome]) => outcome === 'unused').length, 5);

  const text = textOfRehearsal(report);
  t.match(text, 'breaking listProducts  GET /products\n         The query parameter currency is new and required.');
  t.match(text, '\n         fails: lists every product once\n');
  t.match(text, 'Shop 1.0.0 → 2.0.0: 2 of 10 breaking changes break your tests\n');
  t.match(text, '5 not used by your tests, 3 without effect on them, 2 with failing tests, 0 not tried alone');
  const page = htmlOfRehearsal(report);
  t.match(page, '<h1>2 of 10 breaking changes break your tests</h1>');
  t.match(page, '<h2>Tests fail with this change alone</h2>');
});

test('requests that the new version refuses, and removed operations, break the tests that send them', async (t) => {
  const folder = t.testdir({
    'new.yaml': shopWith(
      ['required: [name, category, price, stock]', 'required: [name, category, price, stock, unit]'],
      [PRICE, 'price: { type: number, minimum: 0 }\n        unit: { type: string }\n        stock:'],
      ['      operationId: listProducts\n', '      operationId: findProducts\n'],
      ['\n  /products:\n    get:', '\n  /goods:\n    get:'],
      [
        "        '4XX': { $ref: '#/components/responses/Error' }\n    post:\n      operationId: createProduct",
        "        '4XX': { $ref: '#/components/responses/Error' }\n  /products:\n    post:\n      operationId: createProduct",
      ],
    ),
  });
  const { code, stdout } = await rehearse(`${folder}/new.yaml`, BLIND);
  t.equal(code, 1);
  t.match(
    stdout,
    'breaking listProducts  GET /products\n         The operation is removed. Every request to it fails. [operation-removed]\n         fails: lists products\n',
  );
  t.match(stdout, '[request-property-added-required]\n         fails: adds a product\n');
  t.match(stdout, '\n  Your tests fail against a mock of the whole new version: lists products, adds a product\n');
});

test('a new version without breaking changes breaks nothing', async (t) => {
  const folder = t.testdir({
    'new.yaml': shopWith([
      PRICE,
      'unit: { type: string }\n        price: { type: number, minimum: 0 }\n        stock:',
    ]),
  });
  const { code, stdout } = await rehearse(`${folder}/new.yaml`, BLIND);
  t.equal(code, 0);
  t.match(stdout, 'There is no breaking change\n');
  t.match(stdout, 'Your tests pass against a mock of the whole new version');
});

test('a change of requests is not tried alone if the tests pass against the whole new version', async (t) => {
  const folder = t.testdir({
    'new.yaml': shopWith([
      'schema: { type: integer, minimum: 1, default: 1 }',
      'schema: { type: integer, minimum: 1, maximum: 99, default: 1 }',
    ]),
  });
  const { code, stdout } = await rehearse(`${folder}/new.yaml`, BLIND, '--format', 'json');
  t.equal(code, 0);
  const { changes, runs } = JSON.parse(stdout) as RehearsalReport;
  t.equal(runs, 1);
  const used = changes.filter(({ outcome }) => outcome !== 'unused');
  t.same(
    used.map(({ outcome, by, finding }) => [finding.operation.operationId, outcome, by]),
    [['listProducts', 'survives', 'whole']],
  );
});

test('both versions can be files of a git revision', async (t) => {
  const folder = t.testdir({});
  commitFiles(folder, 'one', { 'api/shop.yaml': readFileSync(SHOP, 'utf8') });
  commitFiles(folder, 'two', { 'api/shop.yaml': VERSION_2 });
  rmSync(`${folder}/api`, { recursive: true });
  const words = ['rehearse', 'HEAD~1:api/shop.yaml', 'HEAD:api/shop.yaml', '--format', 'json', '--time', '1s'];
  const suite = ['--', process.execPath, '--test', resolve(NOTICING)];
  const { code, stdout, stderr } = await runCommandIn(folder, ...words, ...suite);
  t.equal(code, 1, stderr);
  const { old, new: next, whole, changes } = JSON.parse(stdout) as RehearsalReport;
  t.match([old, next], [{ version: '1.0.0' }, { version: '2.0.0' }]);
  t.match(whole, { passed: false, tests: ['lists every product once'] });
  const broken = changes.find(({ outcome }) => outcome === 'breaks');
  t.match(broken?.finding, { id: 'parameter-added-required', new: { file: 'HEAD:api/shop.yaml', line: /^\d+$/ } });
});

test('Ctrl+C ends the tests and prints which changes were tried', NEEDS_SIGNALS, async (t) => {
  const folder = t.testdir({
    'new.yaml': VERSION_2,
    temporary: {},
    'slow.mjs': `import { appendFileSync } from 'node:fs';
appendFileSync(process.argv[1].replace('slow.mjs', 'runs'), process.pid + ' ' + process.env.STANDIN_URL + '\\n');
const headers = { authorization: 'Bearer of-a-test' };
const { items } = await (await fetch(process.env.STANDIN_BASE_URL + '/products', { headers })).json();
if (items[0].price === null) process.exit(1);
await new Promise((resolve) => setTimeout(resolve, 500));`,
  });
  const words = [
    'rehearse',
    SHOP,
    `${folder}/new.yaml`,
    '--parallel',
    '1',
    '--',
    process.execPath,
    `${folder}/slow.mjs`,
  ];
  const runs = () => linesOf(`${folder}/runs`);
  // Two runs of the old version, one of the new one, one with a change, and one that is under way.
  const isReady = () => runs().length >= 5;
  const { code, stdout, stderr, left } = await interrupt(t, words, { isReady, temporary: `${folder}/temporary` });
  t.equal(code, 130, stderr);
  t.match(stdout, /^Shop 1\.0\.0 → 2\.0\.0: \d of 10 breaking changes breaks? your tests$/m);
  t.match(stdout, /^ {2}\d runs in .*; interrupted$/m);
  const [pid, url] = runs().at(-1)?.split(' ') ?? [];
  t.notOk(isRunning(pid), 'no test is left');
  await t.rejects(fetch(String(url)), { cause: { code: 'ECONNREFUSED' } }, 'no server is left');
  t.same(left, [], 'no file is left');
});

test('what tests with the fixtures read decides which changes are tried', async (t) => {
  const folder = t.testdir({ 'new.yaml': VERSION_2 });
  const words = ['rehearse', SHOP, `${folder}/new.yaml`, '--format', 'json', '--parallel', '1'];
  const { stdout, stderr } = await runCommand(...words, '--', ...FIXTURE_SUITE);
  const { changes } = JSON.parse(stdout || stderr) as RehearsalReport;
  t.same(
    changes.filter(({ outcome }) => outcome !== 'unused').map(({ finding }) => [finding.id, finding.pointer]),
    [['parameter-added-required', '']],
    'they never read a price or a category',
  );
});

test('a usage of another document is refused before the tests run', async (t) => {
  const lists = { statuses: [], parameters: [], mediaTypes: [], properties: [] };
  const operations = [{ operation: 'getBoat', method: 'GET', path: '/boats/{id}', ...lists }];
  const file = `${t.testdir({ 'usage.json': JSON.stringify({ usage: 1, operations }) })}/usage.json`;
  const message = /none of its operations is declared by Shop, for example GET \/boats\/\{id\} \[USAGE_INVALID\]/;
  t.match(await rehearse(SHOP, BLIND, '--usage', file), { code: 1, stdout: '', stderr: message });
  const mutated = await runCommand('mutate', SHOP, '--usage', file, '--', process.execPath, '--test', BLIND);
  t.match(mutated, { code: 1, stdout: '', stderr: message });
});

test('rehearse needs two versions', async (t) => {
  t.match(await runCommand('rehearse', SHOP, '--', 'true'), {
    code: 2,
    stderr:
      'standin: Two versions of a document are needed, not 1 [COMMAND_LINE_INVALID]\n  Use standin rehearse old.yaml new.yaml -- npm test\n',
  });
  t.match(await runCommand('rehearse', SHOP, SHOP), {
    code: 2,
    stderr: /The command to run is missing.*\n {2}Use standin rehearse <old> <new> -- npm test/,
  });
});

test('diff --usage reports only what concerns a client', async (t) => {
  const lists = { statuses: [200], mediaTypes: [], properties: [], parameters: [] };
  const reads = { 200: { properties: ['/name'], whole: [] } };
  const operation = { operation: 'getProduct', method: 'GET', path: '/products/{id}', ...lists, reads };
  const folder = t.testdir({
    'new.yaml': VERSION_2,
    'usage.json': JSON.stringify({ usage: 1, operations: [operation] }),
  });
  const all = await runCommand('diff', SHOP, `${folder}/new.yaml`);
  t.match(all, { code: 1, stdout: /: 4 breaking changes \(10 places\), / });
  const own = await runCommand('diff', SHOP, `${folder}/new.yaml`, '--usage', `${folder}/usage.json`);
  t.match(
    own,
    {
      code: 0,
      stdout:
        'Not used by the clients of the usage file: 4 breaking changes (10 places), 0 warnings, 2 compatible changes (5 places)\nShop 1.0.0 → 2.0.0: no other differences\n',
    },
    'the price is never read',
  );
});
