// `standin mutate` and `standin rehearse` on clients: the shop client with its thirteen tests, a small shop client that looks at
// what it gets, and the Graph client for JavaScript. It prints scores and times, and checks findings whose truth is known from the
// code of the clients. With `--client <folder>`, it also runs a client of somebody else: the folder has a mutate.json with document, command
// and environment.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'standin-mutate-'));
const shop = 'docs/examples/shop/openapi.yaml';
const evidence = 'test/conformance/evidence';
/** Milliseconds that a command can take. */
const timeout = 420_000;
const failures = [];
const expect = (claim, passed) => {
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${claim}`);
  if (!passed) failures.push(claim);
};

for (const name of [evidence, 'test/conformance/mutate']) {
  mkdirSync(join(root, name, 'node_modules'), { recursive: true });
}
rmSync(join(root, evidence, 'node_modules/standin'), { recursive: true, force: true });
symlinkSync(root, join(root, evidence, 'node_modules/standin'), 'junction');
rmSync(join(root, 'test/conformance/mutate/node_modules'), { recursive: true, force: true });
symlinkSync(
  join(root, 'test/conformance/graph-client/node_modules'),
  join(root, 'test/conformance/mutate/node_modules'),
  'junction',
);

try {
  const quiet = mutate(
    'the shop client of thirteen tests; ten only look at the status',
    [shop],
    `${evidence}/shop.test.mjs`,
  );
  expect('its tests notice the token of a login', found(quiet, 'login', '/token', 'missing') === 'noticed');
  expect('its tests notice the number of products', found(quiet, 'listProducts', '/total', 'missing') === 'noticed');
  expect(
    'its tests do not look at the products of a page',
    found(quiet, 'listProducts', '/items', 'missing') === 'unnoticed',
  );

  const small = mutate(
    'a small shop client that looks at names and prices',
    [shop],
    'test/fixtures/suites/shop-noticing.mjs',
  );
  expect('it uses the price', found(small, 'getProduct', '/price', 'null') === 'noticed');
  expect('it reads every page', found(small, 'listProducts', '/items', 'more-pages') === 'unnoticed');
  expect('it does not use the stock', found(small, 'getProduct', '/stock', 'missing') === 'unnoticed');

  const graph = mutate('the Graph client for JavaScript', [], 'test/conformance/mutate/graph.test.mjs');
  const ofRead = graph.results.filter(({ mutation }) => mutation.operation === 'getApplePushNotificationCertificate');
  const outcomeOf = (name) =>
    ofRead.find(({ mutation: { pointer, kind } }) => pointer?.endsWith(name) && /missing|absent/.test(kind))?.outcome;
  expect('its tests use the Apple ID', outcomeOf('/appleIdentifier') === 'noticed');
  expect('its tests use the end of the certificate', outcomeOf('/expirationDateTime') === 'noticed');
  expect('its tests do not look at the topic', outcomeOf('/topicIdentifier') === 'unnoticed');

  rehearseShop();
  const other = process.argv.indexOf('--client');
  if (other > 0) ofSomebodyElse(process.argv[other + 1]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures.length === 0 ? 0 : 1;

function standin(args, options = {}) {
  const env = { ...process.env, FAIL_ON: 'nothing', ...options.env };
  const child = spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], {
    cwd: options.cwd ?? root,
    timeout,
    encoding: 'utf8',
    env,
    maxBuffer: 2 ** 28,
  });
  if (child.stdout === '') throw new Error(child.stderr || String(child.error));
  return JSON.parse(child.stdout);
}

function mutate(name, documents, suite) {
  const command = [process.execPath, '--test', suite];
  const report = standin(['mutate', ...documents, '--quiet', '--format', 'json', '--time', '150s', '--', ...command]);
  print(name, report);
  return report;
}

function print(name, { score, within, outside, results, leftOut, milliseconds, baseline, ended }) {
  const seconds = (time) => `${(time / 1000).toFixed(1)} s`;
  console.log(
    `${name}: ${score.percent} % (${score.noticed} of ${score.of}; outside the contract ${outside.noticed} of ${outside.of}, within ${within.noticed} of ${within.of}), ${results.length} runs in ${seconds(milliseconds)}, unchanged ${seconds(baseline.milliseconds)}, ${leftOut.length} left out, ${ended}`,
  );
}

function found({ results }, operation, pointer, kind) {
  return results.find(({ mutation }) => {
    return (
      mutation.operation === operation &&
      mutation.pointer === pointer &&
      mutation.kind === kind &&
      mutation.status < 300
    );
  })?.outcome;
}

function rehearseShop() {
  const changes = [
    [
      'price: { type: number, minimum: 0 }\n        stock:',
      "price: { type: [number, 'null'], minimum: 0 }\n        stock:",
    ],
    ['enum: [kitchen, garden, office]', 'enum: [kitchen, garden, office, bath]'],
    [
      '        - name: sort\n',
      '        - { name: currency, in: query, required: true, schema: { type: string } }\n        - name: sort\n',
    ],
  ];
  const next = changes.reduce(
    (text, [before, after]) => text.replace(before, after),
    readFileSync(join(root, shop), 'utf8'),
  );
  const file = join(folder, 'new.yaml');
  writeFileSync(file, next);
  for (const [suite, breaking] of [
    [
      'test/fixtures/suites/shop-noticing.mjs',
      ['getProduct response-null-allowed', 'listProducts parameter-added-required'],
    ],
    [`${evidence}/shop.test.mjs`, ['listProducts parameter-added-required']],
  ]) {
    const command = [process.execPath, '--test', suite];
    const report = standin(['rehearse', shop, file, '--quiet', '--format', 'json', '--', ...command]);
    const breaks = report.changes.filter(({ outcome }) => outcome === 'breaks');
    const names = breaks.map(({ finding }) => `${finding.operation.operationId} ${finding.id}`).sort();
    console.log(
      `rehearse ${suite}: ${breaks.length} of ${report.changes.length} changes, ${report.runs} runs in ${(report.milliseconds / 1000).toFixed(1)} s`,
    );
    expect(`${suite} breaks by ${breaking.join(' and ')}, and by nothing else`, names.join() === breaking.join());
  }
}

/** A client in a folder outside of this repository. */
function ofSomebodyElse(client) {
  const {
    document,
    command,
    environment = {},
    time = '120s',
  } = JSON.parse(readFileSync(join(client, 'mutate.json'), 'utf8'));
  const report = standin(['mutate', document, '--quiet', '--format', 'json', '--time', time, '--', ...command], {
    cwd: client,
    env: environment,
  });
  print(client, report);
  for (const { mutation, outcome, tests } of report.results) {
    console.log(
      `  ${outcome.padEnd(11)} ${mutation.operation} ${mutation.status}: ${mutation.text}${tests.length > 0 ? ` | ${tests.slice(0, 2).join(', ')}` : ''}`,
    );
  }
}
