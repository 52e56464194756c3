// `standin rehearse`: which changes of a new version break a test suite, each tried alone; and `standin diff --usage`.
import { readFileSync } from 'node:fs';
import { test } from 'tap';
import type { RehearsalReport } from '../../src/mutations/rehearsal.ts';
import { textOfRehearsal } from '../../src/mutations/rehearsal.ts';
import { htmlOfRehearsal } from '../../src/mutations/rehearsal-html.ts';
import { runCommand } from '../fixtures/command.ts';

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
  t.match(all, { code: 1, stdout: /: 10 breaking, / });
  const own = await runCommand('diff', SHOP, `${folder}/new.yaml`, '--usage', `${folder}/usage.json`);
  t.match(own, { code: 0, stdout: 'Shop 1.0.0 → 2.0.0: no differences\n' }, 'the price is never read');
});
