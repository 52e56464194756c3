// The evidence of a violation: the value, the test, the request and the response without their secrets, and what to do.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import { withBaseline } from '../../src/report/baseline.ts';
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
    { pointer: '/currency', value: '"EUD"', fix: 'Send EUR in currency.', evidence: { method: 'POST', status: 400 } },
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
    /### standin: 1 contract violation\n[\s\S]*\| `pay` \| amount is 500, must be at most 100 \(3×\) \|/,
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

test('a violation of the baseline is known', async (t) => {
  const { standin, pay } = await bank(t);
  await pay({ amount: 500 });
  const first = await standin.report();
  await pay({ amount: 5, currency: 'GBP' });
  const { violations } = withBaseline(await standin.report(), JSON.parse((await renderReport(first, 'json')).text));
  t.same(
    violations.map(({ pointer, known = false }) => [pointer, known]),
    [
      ['/amount', true],
      ['/currency', false],
    ],
  );
});

test('standin run compares with a baseline, and fails on undeclared parts if asked to', async (t) => {
  const folder = t.testdir({
    'bank.json': JSON.stringify(BANK),
    'client.mjs': `const send = (body) => fetch(process.env.STANDIN_BASE_URL + '/payments', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      await send({ amount: 5, curency: 'EUR' });
      if (process.argv[2] === 'bad') await send({ amount: 500 });`,
    'wrong.json': '{}',
  });
  const run = (options: readonly string[], kind = 'good') =>
    runCommand('run', `${folder}/bank.json`, ...options, '--', process.execPath, `${folder}/client.mjs`, kind);
  const [good, undeclared, bad] = await Promise.all([
    run([]),
    run(['--fail-on', 'undeclared']),
    run(['--report', `${folder}/out`], 'bad'),
  ]);
  t.match(good, { code: 0, stderr: /not declared in the document, but allowed:\n.*pay: curency is not declared/ });
  t.equal(undeclared.code, 1);
  t.equal(bad.code, 1);
  const [known, wrong] = await Promise.all([
    run(['--baseline', `${folder}/out/report.json`, '--fail-on', 'undeclared'], 'bad'),
    run(['--baseline', `${folder}/wrong.json`]),
  ]);
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
    /^::error file=test\/fixtures\/documents\/clinic\.yaml,line=\d+,col=\d+,title=Contract violation::addOwner: name is 5, must be of type string%0ATo fix: /,
  );
  const { text: known } = await renderReport(withBaseline(report, report), 'github');
  t.match(known, /^::notice file=/);
});
