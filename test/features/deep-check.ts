// A deep check of a service that is written by hand: it finds each planted fault, nothing in the same service without faults, and
// leaves nothing behind.
import { readFileSync } from 'node:fs';
import { type Test, test } from 'tap';
import { type DeepLimits, deepCheck } from '../../src/command/deep/deep-check.ts';
import { violationText } from '../../src/report/violation-text.ts';
import { runCommand } from '../fixtures/command.ts';
import { TASKS, type TaskFault, TaskService } from '../fixtures/task-service.ts';

async function service(t: Test, ...faults: readonly TaskFault[]) {
  const tasks = new TaskService(...faults);
  const upstream = await tasks.listen();
  t.teardown(() => tasks.close());
  return { tasks, upstream };
}

interface DeepOptions extends Partial<DeepLimits> {
  readonly unsafe?: boolean;
  readonly token?: string;
}

async function checked(
  upstream: string,
  { unsafe = true, token = 'right', time = 60_000, maxRequests = 2_000 }: DeepOptions = {},
) {
  const lines: string[] = [];
  const { report, failed, notes } = await deepCheck(
    { document: TASKS as never },
    { upstream, unsafe, headers: [['authorization', `Bearer ${token}`]], print: (line) => void lines.push(line) },
    { time, maxRequests },
  );
  const findings = report.violations.map((one) => `${one.direction} ${one.operation}: ${violationText(one)}`);
  return { report, failed, notes, findings, printed: lines.join('\n') };
}

test('a service that keeps to its document has no findings, and its items are as before', async (t) => {
  const { tasks, upstream } = await service(t);
  const before = [...tasks.tasks];
  const { findings, failed, notes, printed, report } = await checked(upstream);
  t.same(findings, []);
  t.same(report.undeclared, []);
  t.same([failed, notes], [0, []]);
  t.same([...tasks.tasks], before, 'what was created is removed, and nothing else is changed');
  t.match(printed, /\/tasks {2}walk: create, read, put, list, delete of \/tasks\/\d+/);
  t.match(printed, /POST \/tasks {2}18 invalid or unusual requests: refused/);
  t.match(printed, /PUT \/tasks\/\{id\} {2}20 invalid or unusual requests: refused/);
  t.match(printed, /POST \/estimate {2}200 {2}valid request/);
  t.equal(report.documents[0]?.totals.operations.covered, 6, 'every operation was called');
});

const FAULTS: readonly (readonly [TaskFault, readonly RegExp[]])[] = [
  [
    'accepts-invalid',
    [
      /response addTask: priority is "standin-unknown" in the request \(must be one of "low", "high"\), but the service accepted it with 201/,
      /response putTask: priority is "standin-unknown" in the request .* accepted it with 200/,
    ],
  ],
  [
    'fails-on-long-text',
    [/response addTask: the service failed with 500 on a request in which title is "x+… \(must have at most 100/],
  ],
  [
    'forgets-created',
    [
      /response getTask: the item \/tasks\/\d+ is gone: it was created with 201, but reading it gives 404/,
      /response listTasks: the list does not have the item/,
    ],
  ],
  ['undeclared-status', [/response getTask: the response has the status 418, which the document does not declare/]],
  ['wrong-type', [/response getTask: done is "\w+", must be of type boolean/, /response listTasks: \[\]\.done is/]],
  ['ignores-changes', [/response getTask: title is "[^"]+" after the item was changed to "[^"]+"/]],
  [
    'keeps-deleted',
    [
      /response getTask: the item \/tasks\/\d+ is still there after it was deleted with 204/,
      /response listTasks: the list still has the item/,
    ],
  ],
  [
    'needs-no-token',
    [
      /response listTasks: the service accepted a request without credentials with 200/,
      /response addTask: .* without credentials with 201/,
    ],
  ],
];

for (const [fault, expected] of FAULTS) {
  test(`a service that ${fault.replaceAll('-', ' ')} is found`, async (t) => {
    const { upstream } = await service(t, fault);
    const { findings, report } = await checked(upstream);
    for (const one of expected)
      t.ok(
        findings.some((text) => one.test(text)),
        `${one}\n${findings.join('\n')}`,
      );
    t.ok(
      findings.every((text) => text.startsWith('response ')),
      'and no request is reported as a violation of the client',
    );
    t.ok(report.violations.every(({ fix, evidence }) => fix !== '' && evidence.url !== ''));
  });
}

test('a service that asks for a pause gets one', async (t) => {
  const { upstream } = await service(t, 'is-busy');
  const start = Date.now();
  const { findings, notes } = await checked(upstream);
  t.same([findings, notes], [[], []]);
  t.ok(Date.now() - start >= 1000);
});

test('without --unsafe, only requests that change nothing are sent', async (t) => {
  const { tasks, upstream } = await service(t, 'accepts-invalid', 'needs-no-token');
  const before = [...tasks.tasks];
  const { printed, findings, report } = await checked(upstream, { unsafe: false });
  t.match(printed, 'POST /tasks  not called, it can change something');
  t.match(printed, 'GET /tasks  3 invalid or unusual requests: refused');
  t.equal(findings.length, 2, 'two requests without credentials');
  t.same([...tasks.tasks], before);
  t.ok(report.exchanges > 0);
});

test('the check ends with its budget, and still removes what it created', async (t) => {
  const { tasks, upstream } = await service(t);
  const { notes, report } = await checked(upstream, { maxRequests: 5 });
  t.match(notes, [/^The check ended after \d+ requests: use --time or --max-requests for more$/]);
  t.equal(tasks.tasks.size, 1);
  t.ok(report.exchanges <= 8);
  const { notes: late } = await checked(upstream, { time: 1 });
  t.match(late, [/^The check ended after 0 requests|^The check ended after \d requests/]);
});

test('what could not be removed is reported, and wrong credentials are not taken for refusals', async (t) => {
  const stubborn = await service(t, 'keeps-all');
  const { notes, findings } = await checked(stubborn.upstream);
  t.ok(notes.length >= 2);
  t.match(notes[0], /^The check could not remove \/tasks\/\d+: DELETE responded with 400$/);
  t.same(findings, []);
  const { upstream } = await service(t);
  const { printed } = await checked(upstream, { token: 'wrong' });
  t.match(printed, 'GET /tasks  401  valid request; no successful response was seen');
  t.match(printed, 'GET /tasks  no invalid requests: the service needs other credentials (--header)');
});

test('the command writes the reports of a deep check, and exits with 1 if it found something', async (t) => {
  const good = await service(t);
  const bad = await service(t, 'accepts-invalid');
  const folder = t.testdir({ 'tasks.json': JSON.stringify(TASKS) });
  const deep = (upstream: string, ...more: readonly string[]) =>
    runCommand(
      'check',
      `${folder}/tasks.json`,
      '--upstream',
      upstream,
      '--deep',
      '--header',
      'Authorization: Bearer right',
      ...more,
    );
  t.match(await deep(good.upstream, '--unsafe'), { code: 0, stdout: /walk: create, read, put, list, delete/ });
  const found = await deep(bad.upstream, '--unsafe', '--report', `${folder}/reports`);
  t.equal(found.code, 1);
  t.match(found.stdout, /POST \/tasks {2}18 invalid or unusual requests: 1 accepted\n {2}server: priority/);
  t.match(found.stderr, 'to fix: Refuse such a request with a declared 4xx status');
  for (const name of ['report.json', 'junit.xml', 'report.sarif', 'report.md', 'report.html']) {
    const text = readFileSync(`${folder}/reports/${name}`, 'utf8');
    t.match(text, /accepted it with 201/, name);
    t.notMatch(text, /Bearer right/, `${name} has no credentials`);
  }
  t.match(await runCommand('check', `${folder}/tasks.json`, '--deep'), {
    code: 2,
    stderr: /The option --deep of standin check has no effect without --upstream/,
  });
});
