// `standin mutate` and `standin rehearse` on clients: the shop client with its thirteen tests, a small shop client that looks at
// what it gets, and the Graph client for JavaScript. It prints scores and times, and checks findings whose truth is known from the
// code of the clients. With `--client <folder>`, it runs a client of somebody else instead: the folder has a mutate.json with document, command,
// options, environment and, for `standin rehearse`, a newer document.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'standin-mutate-'));
const shop = 'docs/examples/shop/openapi.yaml';
const evidence = 'test/conformance/evidence';
const GRAPH_TESTS = 'test/conformance/mutate/graph.test.mjs';
/** Milliseconds that a command can take. */
const timeout = 420_000;
const failures = [];
const expect = (claim, passed) => {
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${claim}`);
  if (!passed) failures.push(claim);
};

try {
  const other = process.argv.indexOf('--client');
  if (other > 0) {
    ofSomebodyElse(process.argv[other + 1]);
  } else {
    linkPackages();
    mutateClients();
    rehearseShop();
    rehearseGraph();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failures.length === 0 ? 0 : 1;

function linkPackages() {
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
}

function mutateClients() {
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

  const graph = mutate('the Graph client for JavaScript', [], GRAPH_TESTS);
  const ofRead = graph.results.filter(({ mutation }) => mutation.operation === 'getApplePushNotificationCertificate');
  const outcomeOf = (name) =>
    ofRead.find(({ mutation: { pointer, kind } }) => pointer?.endsWith(name) && /missing|absent/.test(kind))?.outcome;
  expect('its tests use the Apple ID', outcomeOf('/appleIdentifier') === 'noticed');
  expect('its tests use the end of the certificate', outcomeOf('/expirationDateTime') === 'noticed');
  expect('its tests do not look at the topic', outcomeOf('/topicIdentifier') === 'unnoticed');
}

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
  const next = newer(shop, [
    [
      'price: { type: number, minimum: 0 }\n        stock:',
      "price: { type: [number, 'null'], minimum: 0 }\n        stock:",
    ],
    ['enum: [kitchen, garden, office]', 'enum: [kitchen, garden, office, bath]'],
    [
      '        - name: sort\n',
      '        - { name: currency, in: query, required: true, schema: { type: string } }\n        - name: sort\n',
    ],
  ]);
  rehearse(shop, next, {
    suite: 'test/fixtures/suites/shop-noticing.mjs',
    breaking: ['getProduct response-null-allowed', 'listProducts parameter-added-required'],
  });
  rehearse(shop, next, { suite: `${evidence}/shop.test.mjs`, breaking: ['listProducts parameter-added-required'] });
}

/**
 * The tests parse the end of the certificate and measure the signing request, and the client sends no If-Match. They read nothing else of
 * responses, nothing of the response to a change, and never generate a signing request.
 */
function rehearseGraph() {
  const certificate = 'operationId: updateApplePushNotificationCertificate\n';
  const generate = 'operationId: generateApplePushNotificationCertificateSigningRequest\n';
  const required = (name, place) =>
    `      parameters: [{ name: ${name}, in: ${place}, required: true, schema: { type: string } }]\n`;
  const text = '\n          type: string';
  const textOrNull = "\n          type: [string, 'null']";
  const next = newer('openapi.yaml', [
    [`When the certificate expires.${text}`, `When the certificate expires.${textOrNull}`],
    [`that Apple's portal accepts.${text}`, `that Apple's portal accepts.${textOrNull}`],
    ['required: [id, lastModifiedDateTime, certificateSerialNumber]', 'required: [id, certificateSerialNumber]'],
    [certificate, `${certificate}${required('If-Match', 'header')}`],
    [generate, `${generate}${required('reason', 'query')}`],
  ]);
  const report = rehearse('openapi.yaml', next, {
    suite: GRAPH_TESTS,
    breaking: [
      'downloadApplePushNotificationCertificateSigningRequest response-null-allowed',
      'getApplePushNotificationCertificate response-null-allowed',
      'updateApplePushNotificationCertificate parameter-added-required',
    ],
  });
  const testsOf = (operationId) =>
    report.changes.find(({ finding, outcome }) => outcome === 'breaks' && finding.operation.operationId === operationId)
      ?.tests;
  expect(
    'an end that is null fails the test that reads the certificate, and no other one',
    testsOf('getApplePushNotificationCertificate')?.join() === 'reads the certificate',
  );
  expect(
    'a required header fails the test that changes the certificate, and no other one',
    testsOf('updateApplePushNotificationCertificate')?.join() === 'changes the certificate',
  );
  const unused = report.changes.filter(({ outcome }) => outcome === 'unused');
  expect(
    'the operation that is never called is left out',
    unused.length === 2 &&
      unused.every(
        ({ finding }) => finding.operation.operationId === 'generateApplePushNotificationCertificateSigningRequest',
      ),
  );
}

/** A newer version of a document: each text is replaced by another one. */
function newer(document, changes) {
  let text = readFileSync(join(root, document), 'utf8');
  for (const [before, after] of changes) {
    if (!text.includes(before)) throw new Error(`${document} does not contain ${before}`);
    text = text.replace(before, () => after);
  }
  const file = join(folder, 'new.yaml');
  writeFileSync(file, text);
  return file;
}

function rehearse(old, next, { suite, breaking }) {
  const command = [process.execPath, '--test', suite];
  const report = standin(['rehearse', old, next, '--quiet', '--format', 'json', '--', ...command]);
  const breaks = printRehearsal(suite, report);
  const names = breaks.map(({ finding }) => `${finding.operation.operationId} ${finding.id}`).sort();
  expect(`${suite} breaks by ${breaking.join(' and ')}, and by nothing else`, names.join() === breaking.join());
  return report;
}

/** @returns the changes that break the tests */
function printRehearsal(name, { changes, runs, milliseconds }) {
  const breaks = changes.filter(({ outcome }) => outcome === 'breaks');
  const unused = changes.filter(({ outcome }) => outcome === 'unused').length;
  console.log(
    `rehearse ${name}: ${breaks.length} of ${changes.length} changes, ${unused} unused, ${runs} runs in ${(milliseconds / 1000).toFixed(1)} s`,
  );
  return breaks;
}

/** A client in a folder outside of this repository. */
function ofSomebodyElse(client) {
  const {
    document,
    newer: next,
    command,
    options = [],
    environment = {},
    time = '120s',
  } = JSON.parse(readFileSync(join(client, 'mutate.json'), 'utf8'));
  const run = (name, ...documents) =>
    standin([name, ...documents, ...options, '--quiet', '--format', 'json', '--time', time, '--', ...command], {
      cwd: client,
      env: environment,
    });
  const report = run('mutate', document);
  print(client, report);
  for (const { mutation, outcome, tests } of report.results) {
    console.log(
      `  ${outcome.padEnd(11)} ${mutation.operation} ${mutation.status}: ${mutation.text}${tests.length > 0 ? ` | ${tests.slice(0, 2).join(', ')}` : ''}`,
    );
  }
  if (next === undefined) return;
  for (const { finding, tests } of printRehearsal(client, run('rehearse', document, next))) {
    console.log(`  ${finding.operation.operationId}: ${finding.message} | ${tests.slice(0, 2).join(', ')}`);
  }
}
