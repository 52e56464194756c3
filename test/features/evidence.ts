// The evidence of a violation: the value, the test, the request and the response without their secrets, and what to do.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Test, test } from 'tap';
import { FixtureServer } from '../../src/fixtures/worlds.ts';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import { withBaseline } from '../../src/report/baseline.ts';
import { curlOf } from '../../src/report/curl.ts';
import { renderReport } from '../../src/report/render.ts';
import { runCommand } from '../fixtures/command.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

const BANK = {
  openapi: '3.1.0',
  info: { title: 'Bank', version: '1' },
  servers: [{ url: '/v2' }],
  paths: {
    '/payments': {
      post: {
        operationId: 'pay',
        parameters: [{ name: 'page', in: 'query', schema: { type: 'integer' } }],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['amount'],
                properties: {
                  amount: { type: 'number', maximum: 100 },
                  currency: { enum: ['EUR', 'USD'] },
                  note: { type: 'string' },
                  password: { type: 'string', minLength: 20 },
                  tags: { type: 'array', items: { type: 'object', properties: { label: { type: 'string' } } } },
                  extra: { type: 'object', additionalProperties: true, properties: { known: { type: 'string' } } },
                },
              },
            },
          },
        },
        responses: { 201: { description: 'Paid' }, 400: { description: 'Refused' } },
      },
    },
  },
};

async function bank(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document: BANK, ...options });
  t.teardown(() => standin.close());
  const pay = (payload: object, headers: Record<string, string> = {}, query = '') =>
    standin.inject({ method: 'POST', url: `/v2/payments${query}`, headers, payload });
  return { standin, pay };
}

test('a violation has the value that was seen, the request and the response with the place, and what to do', async (t) => {
  const { standin, pay } = await bank(t);
  await pay({ amount: 5, currency: 'EUD', tags: [{ label: 'a' }, { label: 3 }] });
  const { violations } = await standin.report();
  t.match(violations, [
    {
      pointer: '/currency',
      value: '"EUD"',
      fix: 'Send "EUR" instead of "EUD" in currency.',
      evidence: { method: 'POST', status: 400 },
    },
    { pointer: '/tags/*/label', value: '3', fix: 'Send tags[].label with the type string.' },
  ]);
  const marked = violations.map(({ evidence: { excerpt } }) => excerpt?.lines[excerpt.marked]?.trim());
  t.same(marked, ['"currency": "EUD",', '"label": 3']);
  const { text } = await renderReport(await standin.report(), 'html');
  t.match(text, '<p class="message">currency is &quot;EUD&quot;, allowed: EUR, USD</p>');
  t.match(text, '<mark>  &quot;currency&quot;: &quot;EUD&quot;,</mark>');
  t.match(text, 'curl -X POST &quot;$STANDIN_URL&quot;&#39;/v2/payments&#39;');
});

test('a large body costs little more than its validation, and its excerpt has the lines around the place', async (t) => {
  const { standin, pay } = await bank(t);
  const names = Array.from({ length: 60_000 }, (_, index) => [`p${index}`, 1]);
  const begun = performance.now();
  t.equal(
    (await pay({ amount: 1, nested: { password: { a: 1 }, list: [1, {}] }, ...Object.fromEntries(names) })).statusCode,
    201,
  );
  const ms = performance.now() - begun;
  t.ok(ms < 4000, `${ms.toFixed(0)} ms for 20 undeclared properties`);
  const { undeclared } = await standin.report();
  const at = (pointer: string) => undeclared.find((one) => one.pointer === pointer)?.evidence.excerpt;
  const lines = Array.from({ length: 8 }, (_, index) => `  "p${index + 3}": 1,`);
  t.same(at('/p2')?.lines.slice(-9), ['  "p2": 1,', ...lines]);
  t.equal(at('/p2')?.lines[at('/p2')?.marked ?? 0], '  "p2": 1,');
  t.same(at('/nested'), {
    lines: [
      '{',
      '  "amount": 1,',
      '  "nested": {',
      '    "password": "[redacted]",',
      '    "list": [',
      '      1,',
      '      {}',
      '    ]',
      '  },',
      '  "p0": 1,',
      '  "p1": 1,',
    ],
    marked: 2,
  });
});

test('no report contains credentials, passwords or card numbers', async (t) => {
  const { standin, pay } = await bank(t);
  const secrets = { authorization: 'Bearer s3cret-1', cookie: 'sid=s3cret-2', 'x-api-key': 's3cret-3' };
  await pay(
    { password: 's3cret-4', note: 'card 4111 1111 1111 1111', currency: '4111111111111111' },
    secrets,
    '?token=s3cret-5',
  );
  const report = await standin.report();
  t.match(report.violations.map(({ pointer }) => pointer).sort(), ['/amount', '/currency', '/password']);
  for (const format of ['json', 'html', 'junit', 'sarif', 'markdown', 'gitlab', 'github'] as const) {
    const { text } = await renderReport(report, format);
    t.notMatch(text, /s3cret|4111/, format);
  }
});

const SECRETS = {
  openapi: '3.1.0',
  info: { title: 'Accounts', version: '1' },
  paths: {
    '/login': {
      post: {
        operationId: 'logIn',
        parameters: [{ name: 'JSESSIONID', in: 'cookie', schema: { type: 'string', pattern: '^[a-z]+$' } }],
        requestBody: {
          content: {
            'application/x-www-form-urlencoded': {
              schema: {
                type: 'object',
                properties: { pwd: { type: 'string', minLength: 99 }, code: { type: 'string' } },
              },
            },
          },
        },
        responses: { 204: { description: 'Logged in' }, 400: { description: 'Refused' } },
      },
    },
  },
};

test('no report contains the secrets of forms, cookies and paths', async (t) => {
  const standin = await createStandin({ document: SECRETS });
  t.teardown(() => standin.close());
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  await standin.inject({ method: 'POST', url: '/login', headers, payload: 'pwd=s3cret-1&otp=s3cret-2&code=s3cret-3' });
  await standin.inject({ method: 'POST', url: '/login', headers: { cookie: 'JSESSIONID=s3cret-4' } });
  await standin.inject('/pay/4111111111111111');
  const report = await standin.report();
  t.match(
    report.violations.map(({ in: place, pointer }) => `${place}${pointer}`),
    ['body/pwd', 'cookie/JSESSIONID', /^path/],
  );
  t.match(report.violations.map(({ value }) => value).slice(0, 2), ['[redacted]', '[redacted]']);
  for (const format of ['json', 'html', 'junit', 'sarif', 'markdown', 'gitlab', 'github'] as const) {
    const { text } = await renderReport(report, format);
    t.notMatch(text, /s3cret|4111111111111111/, format);
  }
});

test('evidence keeps no large body in memory, and has no bodies beyond journalBytes', async (t) => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { standin, pay } = await bank(t, { journal: 5 });
  const payWrong = (index: number) =>
    pay({ amount: 500, note: `${index} ${'abcdefg '.repeat(7_500)}` }, { 'standin-test': `test ${index}` });
  for (let index = 0; index < 20; index++) await payWrong(index);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let index = 20; index < 320; index++) await payWrong(index);
  collect();
  const grown = process.memoryUsage().heapUsed - before;
  t.ok(grown < 15_000_000, `300 violations took ${grown} bytes`);
  t.equal((await standin.report()).violations.length, 320);

  const small = await bank(t, { limits: { journalBytes: 20_000 } });
  for (let index = 0; index < 4; index++)
    await small.pay({ amount: 500, note: 'x'.repeat(7_000) }, { 'standin-test': `test ${index}` });
  const sizes = (await small.standin.report()).violations.map(
    ({ evidence }) => evidence.request.body?.text.length ?? 0,
  );
  t.ok((sizes[0] ?? 0) > 7_000);
  t.equal(sizes.at(-1), 0);
});

test('the command for curl names what it lacks', (t) => {
  const request = {
    headers: { 'x-trace': `${'a'.repeat(200)}…` },
    body: { mediaType: 'text/plain', text: 'a', truncated: true },
  } as const;
  const evidence = { method: 'POST', url: '/a', status: 400, request, response: { headers: {} } };
  t.match(curlOf(evidence), /^# Cut or redacted, complete it first: x-trace, the body\ncurl -X POST /);
  t.match(curlOf({ ...evidence, method: 'HEAD', request: { headers: {} } }), /^curl -I "\$STANDIN_URL"'\/a'$/);
  t.end();
});

test('the header Standin-Test names the test, else the world does', async (t) => {
  const { standin, pay } = await bank(t);
  await pay({ amount: 500 }, { 'standin-test': encodeURIComponent('pays too much – 500 €') });
  await pay({ amount: 500 }, { 'standin-world': 'alice' });
  const world = await standin.control.createWorld({ name: 'w1', test: 'pays > at night' });
  await pay({ amount: 500 }, { 'standin-world': world.name });
  await pay({ amount: 5 }, { 'standin-test': 'pays' });
  const { violations, tests } = await standin.report();
  const expected = ['pays too much – 500 €', 'alice', 'pays > at night'];
  t.same(violations.map(({ test: name }) => name).sort(), expected.toSorted());
  t.same(tests.map(({ test: name }) => name).sort(), [...expected, 'pays'].sort());
  const { text: junit } = await renderReport(await standin.report(), 'junit');
  t.match(junit, /<testsuites tests="4" failures="3"/);
  t.match(junit, '<testcase classname="Bank" name="pays" />'.replace(' /', '/'));
  const { text: comment } = await renderReport(await standin.report(), 'markdown');
  t.match(
    comment,
    /### standin: 1 contract violation\n[\s\S]*\| `pay`<br>`POST \/v2\/payments` \| amount is 500, must be at most 100 \(3×\) \|/,
  );
  const [exchange] = await standin.control.world().exchanges();
  t.match(exchange, { test: 'pays' });
});

test('the response of a handler that was refused is in the evidence', async (t) => {
  const standin = await createStandin({
    document,
    handlers: { readOwner: () => ({ status: 200, body: { id: 'one', name: 'Ada' } }) },
  });
  t.teardown(() => standin.close());
  await standin.inject('/api/owners/1');
  const { violations } = await standin.report();
  t.match(violations, [
    { direction: 'response', value: '"one"', evidence: { status: 200, response: { body: { text: /"id":"one"/ } } } },
  ]);
  t.match(violations[0]?.fix, /^Correct the response: id must be of type integer\. Or correct the document\.$/);
  t.match(violations[0]?.frame, /^> \d+ \|.*type: integer/m);
});

test('undeclared properties and query parameters are a category of their own, with a suggestion', async (t) => {
  const { standin, pay } = await bank(t);
  const payload = {
    amount: 5,
    curency: 'EUR',
    '@type': 'x',
    extra: { any: 1 },
    tags: [{ lable: 'a' }, { lable: 'b' }],
  };
  const { statusCode } = await pay(payload, {}, '?pgae=2');
  t.equal(statusCode, 201);
  const { violations, undeclared } = await standin.report();
  t.same(violations, []);
  t.match(undeclared, [
    { in: 'body', pointer: '/curency', suggestion: 'currency', value: '"EUR"', count: 1 },
    { in: 'body', pointer: '/tags/*/lable', suggestion: 'label', count: 2 },
    { in: 'query', pointer: '/pgae', suggestion: 'page', value: '"2"' },
  ]);
  t.equal(undeclared.length, 3, 'neither annotations nor the names of a map');
  t.match(undeclared[0]?.fix, 'Rename curency to currency, or declare it.');
});

const LIBRARY = `openapi: 3.1.0
info: { title: Library, version: '1' }
security:
  - token: []
paths:
  /books/{isbn}:
    parameters:
      - { name: isbn, in: path, required: true, schema: { type: string } }
    get: &ok
      security: []
      responses: { '200': { description: A book } }
    patch:
      <<: *ok
      operationId: changeBook
      parameters:
        - { name: limit, in: query, schema: { type: integer, maximum: 100 } }
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [title]
              properties:
                title: { type: string, minLength: 1 }
                country: { type: string, pattern: '^[A-Z]{2}$' }
                code: { type: string, pattern: '^a|b$' }
                printed: { type: string, format: date }
                tags: { type: array, minItems: 1 }
                copies: { type: integer, exclusiveMinimum: 0 }
    delete:
      <<: *ok
  /me: { get: { operationId: readMe, responses: { '200': { description: Me } } } }
  /keys: { get: { operationId: keys, security: [{ key: [] }, { basic: [] }], responses: { '200': { description: Keys } } } }
components:
  securitySchemes:
    token: { type: http, scheme: bearer }
    key: { type: apiKey, in: header, name: X-Key }
    basic: { type: http, scheme: basic }
`;

async function library(t: Test) {
  const file = `${t.testdir({ 'library.yaml': LIBRARY })}/library.yaml`;
  const standin = await createStandin({ document: file });
  t.teardown(() => standin.close());
  return standin;
}

/** The fix, and the line of the document with the rule. */
async function fixesOf(standin: Awaited<ReturnType<typeof library>>): Promise<readonly (readonly [string, string])[]> {
  const { violations } = await standin.report();
  return violations.map(({ fix, location: { line } }) => [fix, LIBRARY.split('\n')[(line ?? 0) - 1]?.trim() ?? '']);
}

test('the fix of a limit, a pattern and a format says what a valid value is like', async (t) => {
  const standin = await library(t);
  const payload = { title: '', country: 'de', code: 'c', printed: 'today', tags: [], copies: 0 };
  const headers = { 'content-type': 'application/json' };
  await standin.inject({ method: 'PATCH', url: '/books/1?limit=500', headers, payload });
  await standin.inject({ method: 'PATCH', url: '/books/1', headers, payload });
  await standin.inject({ method: 'PATCH', url: '/books/2', headers, payload: { copies: 1 } });
  t.match((await fixesOf(standin)).map(([fix]) => fix).sort(), [
    'Send a code that matches the pattern ^a|b$.',
    'Send a country of two capital letters.',
    'Send a limit of at most 100.',
    'Send a printed such as 2026-01-31.',
    'Send a title that is not empty.',
    'Send a value greater than 0 in copies.',
    'Send tags with at least 1 item.',
    'Send title.',
  ]);
  const required = (await fixesOf(standin)).find(([fix]) => fix === 'Send title.');
  t.equal(required?.[1], 'required: [title]');
});

test('the fix of a missing credential names what to send, and the place is the security that applies', async (t) => {
  const standin = await library(t);
  await standin.inject('/me');
  await standin.inject('/keys');
  t.match(await fixesOf(standin), [
    ['Send the header Authorization: Bearer <token>.', '- token: []'],
    [
      'Send the header X-Key: <key>, or the header Authorization: Basic <user:password in base64>.',
      /^\/keys: .*security: \[\{ key/,
    ],
  ]);
});

test('a method that is not declared: the most similar declared one, never DELETE, at the path', async (t) => {
  const standin = await library(t);
  await standin.inject({ method: 'PUT', url: '/books/1', payload: { title: 'Emma' } });
  await standin.inject({ method: 'DELETE', url: '/me' });
  await standin.inject({ method: 'PUT', url: '/me' });
  await standin.inject('/boks/1');
  t.match(await fixesOf(standin), [
    ['Use PATCH (changeBook) instead of PUT, or declare PUT.', '/books/{isbn}:'],
    ['Use a declared method (GET), or declare DELETE.', /^\/me: /],
    ['Use a declared method (GET), or declare PUT.', /^\/me: /],
    ['Use /books/1.', ''],
  ]);
  const { violations } = await standin.report();
  t.equal(
    violations[0]?.message,
    'The document does not declare the method. Declared methods: GET, DELETE, PATCH',
    'neither HEAD nor OPTIONS',
  );
  const note = 'The server did not read the body of 16 bytes.';
  t.match((await renderReport(await standin.report(), 'html')).text, `<i>${note}</i>`);
  t.match(curlOf(violations[0]?.evidence as never), `# ${note}\ncurl -X PUT `);
  const world = standin.control.world();
  const recorded = (await world.exchanges()).filter(({ method }) => method === 'PUT');
  const [without, unread] = await Promise.all(recorded.map(async ({ id }) => (await world.exchange(id)).request));
  t.match(unread, { unread: true, body: undefined });
  t.equal(without?.unread, undefined, 'no body');
});

test('a test that sent an undeclared part passes in JUnit, and its output names the part and the place', async (t) => {
  const { standin, pay } = await bank(t);
  await pay({ amount: 5, curency: 'EUR' }, { 'standin-test': 'pays' });
  const { text } = await renderReport(await standin.report(), 'junit');
  t.match(text, /failures="0"/);
  t.match(text, /<testcase [^>]*name="pays">\s*<system-out>[^<]*pay · POST \/v2\/payments: curency is not declared/);
  const comment = (await renderReport(await standin.report(), 'markdown')).text;
  t.match(comment, /^### standin: no contract violations, 1 undeclared part\n/);
});

test('the page has a row for each card, linked to it', async (t) => {
  const { standin, pay } = await bank(t);
  await pay({ amount: 500, currency: 'GBP' });
  await pay({ amount: 5, curency: 'EUR' });
  const { text } = await renderReport(await standin.report(), 'html');
  const links = [...text.matchAll(/<a href="#(\w+)">/g)].map(([, id]) => id);
  t.same(links, ['v1', 'v2', 'u1']);
  for (const id of links) t.match(text, `<li id="${id}" data-side=`);
  t.match(text, '<h3><code>pay</code> <small>POST /v2/payments</small></h3>');
  t.notMatch(text, '1×</span>');
});

test('a refused request has no undeclared parts', async (t) => {
  const { standin, pay } = await bank(t);
  t.equal((await pay({ amount: 500, curency: 'EUR' })).statusCode, 400);
  t.same((await standin.report()).undeclared, []);
});

test('what the baseline has fails in no format', async (t) => {
  const { standin, pay } = await bank(t);
  await pay({ amount: 500 });
  await pay({ amount: 5, curency: 'EUR' });
  const report = await standin.report();
  const known = withBaseline(report, report);
  t.match((await renderReport(report, 'junit')).text, 'failures="1"');
  t.match((await renderReport(known, 'junit')).text, 'failures="0"');
  t.match(
    (await renderReport({ ...known, tests: [{ test: 'pays', world: 'default', exchanges: 1 }] }, 'junit')).text,
    'failures="0"',
  );
  t.match(
    (await renderReport(report, 'github')).text,
    /^::warning file=inline document,line=\d+,col=\d+,title=Not declared%2C but allowed::pay · POST \/v2\/payments: curency/m,
  );
  t.notMatch((await renderReport(known, 'github')).text, /::(?:warning|error)/);
  t.match((await renderReport(report, 'markdown')).text, 'curency');
  t.notMatch((await renderReport(known, 'markdown')).text, 'curency');
});

test('a violation of the baseline is known', async (t) => {
  const { standin, pay } = await bank(t);
  await pay({ amount: 500 });
  const first = await standin.report();
  await pay({ amount: 5, currency: 'GBP' });
  await pay({ amount: 700 }, { 'standin-test': 'a new test' });
  const { violations } = withBaseline(await standin.report(), JSON.parse((await renderReport(first, 'json')).text));
  t.same(
    violations.map(({ pointer, known = false }) => [pointer, known]),
    [
      ['/amount', true],
      ['/currency', false],
      ['/amount', true],
    ],
    'also if another test or another value shows it',
  );
});

test('standin run compares with a baseline, and fails on undeclared parts if asked to', async (t) => {
  const folder = t.testdir({
    'bank.json': JSON.stringify(BANK),
    'client.mjs': `const send = (body) => fetch(process.env.STANDIN_BASE_URL + '/payments', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      await send({ amount: 5, curency: 'EUR' });
      if (process.argv[2] === 'bad') await send({ amount: 500 });`,
    'wrong.json': '{"violations":[],"undeclared":5}',
    'noisy.mjs': 'console.log("ran")',
  });
  const run = (options: readonly string[], kind = 'good') =>
    runCommand('run', `${folder}/bank.json`, ...options, '--', process.execPath, `${folder}/client.mjs`, kind);
  const [good, undeclared, bad] = await Promise.all([
    run([]),
    run(['--fail-on', 'undeclared']),
    run(['--report', `${folder}/out`], 'bad'),
  ]);
  t.match(good, {
    code: 0,
    stderr:
      /not declared in the document, but allowed:\n.*pay · POST \/v2\/payments: curency is not declared[\s\S]*bank\.json:1:\d+\n[\s\S]*, 0 violations, 1 undeclared part, /,
  });
  t.equal(undeclared.code, 1);
  t.equal(bad.code, 1);
  const noisy = [
    `${folder}/bank.json`,
    '--baseline',
    `${folder}/none.json`,
    '--',
    process.execPath,
    `${folder}/noisy.mjs`,
  ];
  const [missing, known, wrong] = await Promise.all([
    runCommand('run', ...noisy),
    run(['--baseline', `${folder}/out/report.json`, '--fail-on', 'undeclared'], 'bad'),
    run(['--baseline', `${folder}/wrong.json`]),
  ]);
  t.match(missing, { code: 1, stdout: /^$/, stderr: /none\.json" cannot be read/ }, 'the tests are not run');
  t.match(known, { code: 0, stderr: /amount is 500, must be at most 100 \(1×\) \[baseline\]/ });
  t.match(wrong, { code: 1, stderr: /it is no report of standin \[REPORT_UNAVAILABLE\]/ });
  t.match(readFileSync(`${folder}/out/report.md`, 'utf8'), /1 contract violation/);
  const [issue] = JSON.parse(readFileSync(`${folder}/out/gl-code-quality-report.json`, 'utf8'));
  t.match(issue, {
    check_name: 'maximum',
    severity: 'major',
    fingerprint: /^[\da-f]{64}$/,
    location: { lines: { begin: 1 } },
  });
});

test('an annotation for GitHub has the place in the document, and a notice is a violation of the baseline', async (t) => {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  await standin.inject({ method: 'POST', url: '/api/owners', payload: { name: 5 } });
  const report = await standin.report();
  const { text } = await renderReport(report, 'github');
  t.match(
    text,
    /^::error file=test\/fixtures\/documents\/clinic\.yaml,line=\d+,col=\d+,title=Contract violation::addOwner · POST \/api\/owners: name is 5, must be of type string%0ATo fix: /,
  );
  const { text: known } = await renderReport(withBaseline(report, report), 'github');
  t.match(known, /^::notice file=/);
});

test('a fixture uses the control token of its server', async (t) => {
  const server = new FixtureServer({ document: BANK, controlToken: 'secret' });
  t.teardown(() => server.close());
  const world = await server.open('pays');
  await fetch(`${world.baseUrl}/payments`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"amount":500}',
  });
  t.match(await world.violationText(), /amount must be at most 100/);
});

test('the fixture for Jest names the violations in all worlds of a test, and deletes them', async (t) => {
  const standin = await createStandin({ document: BANK, controlToken: 'secret' });
  t.teardown(() => standin.close());
  const url = await standin.listen();
  const variables = { STANDIN_URL: url, STANDIN_BASE_URL: `${url}/v2`, STANDIN_CONTROL_TOKEN: 'secret' };
  Object.assign(process.env, variables);
  t.teardown(() => {
    for (const name of Object.keys(variables)) delete process.env[name];
  });
  const closing: (() => Promise<void>)[] = [];
  const jest = { afterEach: (check: () => Promise<void>) => closing.push(check), expect: { getState: () => ({}) } };
  Object.assign(globalThis, jest);
  const { openWorld } = await import('../../src/fixtures/jest.ts');
  for (const amount of [500, 600]) {
    const { baseUrl } = await openWorld();
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ amount, currency: amount === 500 ? 'EUR' : 'GBP' });
    await fetch(`${baseUrl}/payments`, { method: 'POST', headers, body });
  }
  await t.rejects(closing[0]?.() ?? Promise.resolve(), { message: /pay: \/amount [\s\S]*pay: \/currency / });
  t.same(
    (await standin.control.worlds()).map(({ name }) => name).filter((name) => name.startsWith('test-')),
    [],
  );
});

test('in a job of GitHub Actions, a run prints annotations and adds the report to the summary', async (t) => {
  const folder = t.testdir({
    'bank.json': JSON.stringify(BANK),
    'client.mjs': `await fetch(process.env.STANDIN_BASE_URL + '/payments', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ amount: 500 }) });`,
    'summary.md': '# Before\n',
  });
  const { GITHUB_ACTIONS, GITHUB_STEP_SUMMARY } = process.env;
  t.teardown(() => {
    for (const [name, value] of Object.entries({ GITHUB_ACTIONS, GITHUB_STEP_SUMMARY }))
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  });
  const run = () => runCommand('run', `${folder}/bank.json`, '--', process.execPath, `${folder}/client.mjs`);
  delete process.env.GITHUB_ACTIONS;
  process.env.GITHUB_STEP_SUMMARY = `${folder}/summary.md`;
  t.notMatch((await run()).stderr, '::error', 'nothing outside of a job');
  process.env.GITHUB_ACTIONS = 'true';
  const { code, stderr } = await run();
  t.equal(code, 1);
  t.match(
    stderr,
    /^::error file=.*bank\.json,line=\d+,col=\d+,title=Contract violation::pay · POST \/v2\/payments: amount is 500/m,
  );
  const summary = readFileSync(`${folder}/summary.md`, 'utf8');
  t.match(summary, /^# Before\n[\s\S]*1 contract violation/);
  t.equal(summary.match(/contract violation/g)?.length, 1, 'only of the run in a job');
  process.env.GITHUB_STEP_SUMMARY = `${folder}/missing/summary.md`;
  t.match(await run(), { code: 1, stderr: /REPORT_UNAVAILABLE/ });
});

test('a fixture fails on undeclared parts if asked to', async (t) => {
  const server = new FixtureServer({ document: BANK, failOn: 'undeclared' });
  t.teardown(() => server.close());
  const [clean, typo] = [await server.open('pays'), await server.open('misspells')];
  const pay = (url: string, body: object) =>
    fetch(`${url}/payments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await pay(clean.baseUrl, { amount: 5 });
  await pay(typo.baseUrl, { amount: 5, curency: 'EUR' });
  t.equal(await clean.violationText(), undefined);
  t.match(
    await typo.violationText(),
    /client: pay: curency is not declared[\s\S]*POST \S+\/payments\n {4}to fix: Rename curency to currency/,
  );
  const other = new FixtureServer({ document: BANK });
  t.teardown(() => other.close());
  const world = await other.open('misspells');
  await pay(world.baseUrl, { amount: 5, curency: 'EUR' });
  t.equal(await world.violationText(), undefined, 'by default, they are allowed');
});
