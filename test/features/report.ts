// The report: violations by the client and by the server, each with its position in the document, and coverage.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { resultOf } from '../../src/command/run-result.ts';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import { renderReport } from '../../src/report/render.ts';
import { runCommand } from '../fixtures/command.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
const lines = readFileSync(document, 'utf8').split('\n');

async function clinic(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document, invalidResponses: 'send', ...options });
  t.teardown(() => standin.close());
  return standin;
}

test('each violation by client or server is reported once, with its position in the document', async (t) => {
  const standin = await clinic(t, {
    handlers: { readOwner: () => ({ status: 200, body: { id: 'one', name: 'Ada' } }) },
  });
  for (let time = 0; time < 3; time++) {
    await standin.inject({ method: 'POST', url: '/api/owners', payload: { name: 5 } });
    await standin.inject(`/api/owners/${time + 1}`);
  }
  await standin.inject({ method: 'POST', url: '/~alice/api/owners', payload: {} });
  await standin.inject('/api/ownerz');
  await standin.inject('/api/owners?per_page=many');
  const { violations, exchanges } = await standin.report();
  t.equal(exchanges, 9);
  t.match(violations, [
    { direction: 'request', operation: 'addOwner', rule: 'type', pointer: '/name', count: 3, world: 'default' },
    { direction: 'response', operation: 'readOwner', rule: 'type', pointer: '/id', count: 3 },
    { direction: 'request', rule: 'path', in: 'path', count: 1 },
    { direction: 'request', operation: 'listOwners', in: 'query', pointer: '/per_page' },
    { direction: 'request', operation: 'addOwner', rule: 'required', pointer: '/name', world: 'alice' },
  ]);
  for (const { location, rule } of violations) {
    if (rule === 'path') continue;
    t.equal(location.file, 'test/fixtures/documents/clinic.yaml');
    t.match(lines[(location.line ?? 0) - 1], /type|required|name|schema/, `${rule} at line ${location.line}`);
  }
  await standin.control.world('alice').delete();
  t.equal((await standin.report()).violations.length, 5, 'the violations of a deleted world stay');
  await standin.control.clearViolations();
  t.same((await standin.report()).violations, []);
});

test('a violation of the built-in document names the line of openapi.yaml', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const url = '/v1.0/deviceManagement/applePushNotificationCertificate';
  const headers = { authorization: 'Bearer any' };
  await standin.inject({ method: 'PATCH', url, headers, payload: { certificate: 5 } });
  const { documents, violations } = await standin.report();
  t.equal(documents[0]?.file, 'standin/openapi.yaml');
  t.match(violations, [{ pointer: '/certificate', rule: 'type', location: { file: 'standin/openapi.yaml' } }]);
  const { line = 0 } = violations[0]?.location ?? {};
  t.match(readFileSync(`${root}openapi.yaml`, 'utf8').split('\n')[line - 1], /type: \[string, 'null'\]/);
});

test('coverage counts operations, statuses, parameters, properties, enum values and examples', async (t) => {
  const standin = await clinic(t);
  const empty = (await standin.report()).documents[0];
  t.match(empty?.totals, { operations: { declared: 14, covered: 0 }, properties: { covered: 0 } });
  await standin.inject('/api/owners?per_page=2');
  await standin.inject('/api/pets');
  const [report] = (await standin.report()).documents;
  const found = report?.operations.find(({ operation }) => operation === 'listOwners');
  t.match(found, { count: 1, statuses: { covered: 1 } });
  t.notOk(found?.parameters.missing.includes('query per_page'));
  t.ok(found?.parameters.missing.includes('query page'));
  t.ok((report?.totals.enumValues.covered ?? 0) > 0);
  t.ok((report?.percent ?? 0) > 0 && (report?.percent ?? 0) < 50);
});

test('a request with an undeclared method covers no operation', async (t) => {
  const standin = await clinic(t);
  const refused = await standin.inject({ method: 'PATCH', url: '/api/pets' });
  t.match([refused.statusCode, refused.json()], [405, { message: /^The document does not declare the method PATCH/ }]);
  const { documents, percent } = await standin.report();
  t.equal(percent, 0);
  t.match(documents[0]?.totals.operations, { covered: 0 });
  const other = documents[0]?.operations.find(({ operation }) => operation === 'listPets');
  t.match(other, { count: 0, statuses: { covered: 0 } });
  const [latest] = await standin.control.world('default').exchanges();
  t.match(latest, { status: 405, operation: undefined });
});

test('the report is available as JUnit, SARIF and HTML', async (t) => {
  const standin = await clinic(t);
  await standin.inject({
    method: 'POST',
    url: '/api/owners',
    payload: { name: '<script>alert(1)</script>', vip: 'no' },
  });
  const junit = await standin.control.report('junit');
  t.match(junit, /<testsuites tests="14" failures="1"[^>]*skipped="13"/);
  t.match(junit, /<testcase classname="Clinic" name="addOwner">\s*<failure/);
  const sarif = JSON.parse(await standin.control.report('sarif'));
  t.match(sarif, {
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'standin', rules: [{ id: 'type' }] } },
        results: [
          {
            ruleId: 'type',
            ruleIndex: 0,
            locations: [{ physicalLocation: { artifactLocation: { uri: 'test/fixtures/documents/clinic.yaml' } } }],
          },
        ],
      },
    ],
  });
  const page = await standin.control.report('html');
  t.match(page, /1 contract violation</);
  t.notMatch(page, /\bsrc=|href="(?!#)|<script[^>]|@import|url\(/, 'the page is self-contained');
  t.notMatch(page, '<script>alert');
});

test('standin run serves while a command runs, and exits with its code, or 1 if the contract was violated', async (t) => {
  const folder = t.testdir({
    'good.mjs':
      'const { status } = await fetch(process.env.STANDIN_URL + "/api/owners"); process.exit(status === 200 ? 0 : 9);',
    'bad.mjs':
      'await fetch(process.env.STANDIN_URL + "/api/owners", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });',
    'fails.mjs': 'process.exit(3);',
  });
  const run = (script: string, ...options: readonly string[]) =>
    runCommand('run', document, ...options, '--', process.execPath, `${folder}/${script}`);
  const [good, bad, fails, thin, lenient] = await Promise.all([
    run('good.mjs', '--report', `${folder}/reports`),
    run('bad.mjs'),
    run('fails.mjs'),
    run('good.mjs', '--min-coverage', '90'),
    run('bad.mjs', '--fail-on', 'server'),
  ]);
  t.match(good, { code: 0, stderr: /1 exchange, 0 violations, 1 of 14 operations called, 1 of \d+ responses covered/ });
  t.match(JSON.parse(readFileSync(`${folder}/reports/report.json`, 'utf8')), { exchanges: 1 });
  t.match(readFileSync(`${folder}/reports/report.html`, 'utf8'), /No contract violations/);
  t.match(bad, {
    code: 1,
    stderr:
      /client: addOwner · POST \/api\/owners: name is required \(1×\)\n.*to fix: Send name\.\n.*test\/fixtures\/documents\/clinic\.yaml:\d+:\d+/,
  });
  t.equal(fails.code, 3);
  t.match(thin, { code: 1, stderr: /less than the required 90 %/ });
  t.equal(lenient.code, 0);
  t.match(await runCommand('run', document), { code: 2, stderr: /The command to run is missing/ });
  t.match(await runCommand('run', '--', 'no-such-command-here'), { code: 127, stderr: /there is no such command/ });
});

test('a request that matches no operation is reported by its method and path', async (t) => {
  const standin = await clinic(t);
  await standin.inject('/api/pet');
  await standin.inject({ method: 'PATCH', url: '/api/pets' });
  const report = await standin.report();
  t.match(report.violations, [
    { request: 'GET /api/pet', operation: undefined },
    { request: 'PATCH /api/pets', operation: undefined },
  ]);
  t.match(resultOf(report, {}).lines, [
    'client: GET /api/pet: the document declares no such path. Did you mean /api/pets? (1×)\n    to fix: Use /api/pets.',
    /^client: PATCH \/api\/pets: the document does not declare the method. Declared methods: GET \(1×\)\n {4}to fix: Use a declared method \(GET\), or declare PATCH.\n {4}test\/fixtures\/documents\/clinic.yaml:\d+:\d+$/,
    /^2 exchanges, 2 violations, /,
  ]);
  const page = await standin.control.report('html');
  t.match(page, '<code>GET /api/pet</code>');
  t.match(page, '<p class="message">the document declares no such path. Did you mean /api/pets?</p>');
  t.match(
    await standin.control.report('junit'),
    'client: GET /api/pet: the document declares no such path. Did you mean /api/pets? (path), once',
  );
  t.match(
    await standin.control.report('sarif'),
    'Request of GET /api/pet: the document declares no such path. Did you mean /api/pets?',
  );
});

test('control characters of a client reach neither the terminal nor a report', async (t) => {
  const standin = await clinic(t);
  await standin.inject({
    method: 'PUT',
    url: '/api/owners/1',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ name: 'Ada', '\u001b[31m\u009bX\nserver: no': 1 }),
  });
  const report = await standin.report();
  const lines = resultOf(report, {}).lines.join('\n');
  t.match(lines, 'client: putOwner · PUT /api/owners/{ownerId}: \\x1b[31m\\x9bX server: no is not declared (1×)');
  for (const [format, expected] of [
    ['json', '\\u001b[31m\\u009bX\\n'],
    ['sarif', '\\u001b[31m\\u009bX\\n'],
    ['junit', '\ufffd[31m&#155;X'],
    ['html', '\\x1b[31m\\x9bX\\x0a'],
  ] as const) {
    const { text } = await renderReport(report, format);
    t.notMatch(text, /(?!\n)\p{Cc}/u, format);
    t.match(text, expected, format);
  }
});

test('a run without requests fails unless it is allowed, and is neither good nor bad in the report', async (t) => {
  const folder = t.testdir({});
  const quietly = [process.execPath, '-e', '0'];
  const [reached, allowed, blind] = await Promise.all([
    runCommand('run', document, '--report', folder, '--', ...quietly),
    runCommand('run', document, '--allow-empty', '--', ...quietly),
    runCommand('run', document, '--no-journal', '--', ...quietly),
  ]);
  t.match(reached, {
    code: 1,
    stderr: /0 exchanges, .*\nstandin: No request reached the server, so the contract was not/,
  });
  t.match(allowed, { code: 0, stderr: /0 exchanges, 0 violations, .*\nstandin: No request reached the server\n/ });
  t.match(
    readFileSync(`${folder}/report.html`, 'utf8'),
    /<header class="neither">[\s\S]*<h1>No requests were received<\/h1>/,
  );
  t.match(blind, { code: 0, stderr: /standin: There was no journal, so nothing is known about the contract\n/ });
  t.notMatch(blind.stderr, /reached/);
});

test('a folder for reports that is not writable is an error before the start', async (t) => {
  const file = `${t.testdir({ file: '' })}/file`;
  const command = ['--', process.execPath, '-e', 'console.log("ran")'];
  for (const folder of [file, `${file}/below`, ...(process.platform === 'linux' ? ['/proc/reports/of/ours'] : [])]) {
    for (const words of [
      ['run', document, '--report', folder, ...command],
      [document, '--port', '0', '--report', folder],
    ]) {
      const { code, stdout, stderr } = await runCommand(...words);
      t.same([code, stdout], [1, ''], `${words[0]} ${folder}`);
      t.match(stderr, `standin: The reports cannot be written to "${folder}": `);
      t.match(stderr, /\[REPORT_UNAVAILABLE\]\n {2}Use --report with a folder that this user can write to\n$/);
    }
  }
});

test('standin report gets the report of a running server', async (t) => {
  const standin = await clinic(t);
  const url = await standin.listen();
  await standin.inject('/api/pets');
  const text = await runCommand('report', '--url', url);
  t.match(
    text.stdout,
    /^1 exchange, 0 violations, 1 of 14 operations called, 1 of 28 responses covered \(3.5 %\)\n\nClinic: 3.5 % of the responses covered\n {2}operations {3}1 of 14\n {2}responses {4}1 of 28\n/,
  );
  t.match(text.stdout, /\n {2}never called\n {4}GET \/api\/owners\n/);
  t.match(JSON.parse((await runCommand('report', '--url', url, '--format', 'json')).stdout), { exchanges: 1 });
  const { stdout } = await runCommand('report', '--url', url, '--format', 'junit');
  t.match(stdout, /<testsuite name="Clinic"/);
  t.match(await runCommand('report', '--url', 'http://127.0.0.1:1'), { code: 1, stderr: /No server responds/ });
  t.match(await runCommand('report', '--url', url, '--format', 'pdf'), {
    code: 2,
    stderr: /json, html, junit, sarif, markdown, gitlab or github/,
  });
});
