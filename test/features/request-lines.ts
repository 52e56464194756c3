// Request lines: what a server prints for each request, as text and as JSON, and what it does not print.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type LogLine, type StandinOptions } from '../../src/index.ts';
import { hasColors } from '../../src/report/request-log.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));
const TIME = /^\d\d:\d\d:\d\d /gm;
const MS = /(?:<1|\d+) ms/g;

/** A server whose lines are collected, without the parts that differ from run to run. */
async function logged(t: Test, options: StandinOptions = {}, format: 'pretty' | 'json' = 'pretty') {
  let text = '';
  const output = { write: (more: string) => (text += more) };
  const standin = await createStandin({ document, log: { format, output, colors: false }, ...options });
  t.teardown(() => standin.close());
  /** What was written so far, or as soon as it has so many lines. */
  const taken = async (count = 0) => {
    // Lines are written once in each turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    for (let turn = 0; turn < 500 && text.split('\n').length - 1 < count; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const lines = text;
    text = '';
    return lines;
  };
  const lines = async (count = 0) =>
    (await taken(count)).replace(TIME, '').replace(MS, 'n ms').split('\n').slice(0, -1);
  return { standin, world: standin.control.world(), lines, taken };
}

test('a line has time, method, path, status and duration', async (t) => {
  const { standin, taken } = await logged(t);
  await standin.inject('/api/owners?page=1');
  t.match(await taken(), /^\d\d:\d\d:\d\d GET \/api\/owners\?page=1 200 (?:<1|\d+) ms\n$/);
});

test('a refusal has its reason: the value that is wrong and the rule, with how many others there are', async (t) => {
  const { standin, lines } = await logged(t);
  const post = (payload: object | string) =>
    standin.inject({ method: 'POST', url: '/api/owners', headers: { 'content-type': 'application/json' }, payload });
  await post({});
  await post('{');
  await standin.inject('/api/owners?page=0&per_page=x');
  await standin.inject('/api/owners/x');
  await standin.inject('/api/owners/99');
  await standin.inject({ method: 'DELETE', url: '/api/owners' });
  t.match(await lines(), [
    /^POST \/api\/owners 4\d\d n ms {2}name is required$/,
    /^POST \/api\/owners 4\d\d n ms {2}The body is not valid JSON: /,
    /^GET \/api\/owners\?page=0&per_page=x 4\d\d n ms {2}query parameter page must .* \(and 1 more\)$/,
    /^GET \/api\/owners\/x 4\d\d n ms {2}path parameter ownerId must be of type integer$/,
    /^GET \/api\/owners\/99 404 n ms {2}\S/,
    /^DELETE \/api\/owners 405 n ms {2}The document does not declare the method\. Allowed methods: GET, POST, /,
  ]);
});

test('worlds, stubs, faults and undeclared query parameters are marked', async (t) => {
  const { standin, world, lines } = await logged(t);
  await standin.inject({ url: '/api/owners', headers: { 'standin-world': 'alice' } });
  await standin.inject('/~bob/api/owners');
  await world.stub({ when: { operation: 'listPetsOfOwner' }, response: { status: 200 } });
  await standin.inject('/api/owners/1/pets');
  await standin.inject('/api/owners?__code=503');
  await standin.inject('/api/owners?pag=2');
  await standin.inject({ url: '/api/owners', headers: { 'standin-fault': 'reset' } }).catch(() => undefined);
  t.same(await lines(), [
    'GET /api/owners 200 n ms  world alice',
    'GET /~bob/api/owners 200 n ms',
    'GET /api/owners/1/pets 200 n ms  stub stub-1',
    'GET /api/owners?__code=503 503 n ms  fault status-503',
    'GET /api/owners?pag=2 200 n ms  undeclared query pag',
    'GET /api/owners no response n ms  fault reset',
  ]);
});

test('a violation that was sent is marked with who violates the contract', async (t) => {
  const handlers = { listOwners: () => ({ status: 200, body: [{ id: 'x' }, { id: 2 }] }) };
  const sent = await logged(t, { handlers, invalidResponses: 'send' });
  await sent.standin.inject('/api/owners');
  t.match(await sent.lines(), [/^GET \/api\/owners 200 n ms {2}server violation: \[0\]\.\w+ .*\(and \d more\)$/]);
  const undeclared = await logged(t, {
    document: {
      openapi: '3.1.0',
      info: { title: 'A', version: '1' },
      paths: { '/a': { get: { operationId: 'readA', responses: { 200: { description: 'ok' } } } } },
    },
    handlers: { readA: () => ({ status: 299 }) },
    invalidResponses: 'send',
  });
  await undeclared.standin.inject('/a');
  t.match(await undeclared.lines(), [
    'violation: the response has the status 299, which the document does not declare',
  ]);
  const refused = await logged(t, { handlers, invalidResponses: 'refuse' });
  await refused.standin.inject('/api/owners');
  t.match(await refused.lines(), [/^GET \/api\/owners 500 n ms {2}server violation: \[0\]\./]);
});

test('secrets are left out, and control characters reach no terminal', async (t) => {
  const { standin, taken } = await logged(t);
  await standin.inject('/api/owners?api_key=k1&page=1');
  await standin.inject({
    method: 'POST',
    url: '/api/owners',
    headers: { 'content-type': 'application/json' },
    payload: '{"\\u001b[31m\\nred": 1, "name": 3}',
  });
  const text = await taken();
  t.match(text, 'api_key=[redacted]&page=1');
  t.notMatch(text, 'k1');
  t.notMatch(text, '\u001b');
  t.equal(text.split('\n').length, 3, 'one line for each request');
});

test('signatures, codes and sessions are left out, also in a redirect', async (t) => {
  const callback = 'https://app.example/back?code=hush&state=s#access_token=hush&x=1';
  const { standin, world, taken } = await logged(t, {
    handlers: { listOwners: async ({ next }) => ({ ...(await next()), headers: { location: callback } }) },
  });
  await standin.inject({
    url: '/api/owners?sig=hush&code=hush&SESSION=hush&session_id=hush&zip_code=1&page=1',
    headers: { referer: 'https://user:hush@app.example/?code=hush' },
  });
  const redacted =
    '/api/owners?sig=[redacted]&code=[redacted]&SESSION=[redacted]&session_id=[redacted]&zip_code=1&page=1';
  t.match(await taken(), ` GET ${redacted} 200 `);
  const [{ id = '', url } = {}] = await world.exchanges();
  t.equal(url, redacted);
  const { request, response } = await world.exchange(id);
  t.equal(request?.headers?.referer, 'https://app.example/?code=[redacted]');
  t.equal(response?.headers?.location, 'https://app.example/back?code=[redacted]&state=s#access_token=[redacted]&x=1');
  t.notMatch(JSON.stringify(await world.har()), 'hush');
  await standin.inject({
    method: 'POST',
    url: '/api/owners',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'grant_type=authorization_code&code=hush',
  });
  t.notMatch(JSON.stringify(await world.har()), 'hush');
});

test('API keys are left out by the names that the document gives them', async (t) => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Weather', version: '1' },
    paths: { '/now': { get: { security: [{ key: [] }], responses: { 204: { description: 'none' } } } } },
    components: {
      securitySchemes: {
        key: { type: 'apiKey', in: 'query', name: 'appId' },
        other: { type: 'apiKey', in: 'header', name: 'X-Client' },
      },
    },
  };
  const { standin, world, lines } = await logged(t, { document });
  await standin.inject({ url: '/now?appId=hush', headers: { 'x-client': 'hush' } });
  await standin.inject('/then?appId=hush');
  t.match(await lines(), [/^GET \/now\?appId=\[redacted\] 204 /, /^GET \/then\?appId=\[redacted\] 404 /]);
  const exchanges = await world.exchanges();
  t.match((await world.exchange(exchanges[1]?.id ?? '')).request, { headers: { 'x-client': '[redacted]' } });
  t.notMatch(JSON.stringify(await world.har()), 'hush');
});

test('secrets are left out of the links to other pages, in headers and bodies', async (t) => {
  const next = 'https://user:hush@api.example/owners?api_key=hush&page=2';
  const { standin, world } = await logged(t, {
    handlers: {
      listOwners: () => ({
        status: 200,
        body: [{ id: 1, name: next }],
        headers: { link: `<${next}>; rel="next", <?sig=hush>; rel="last"` },
      }),
    },
    invalidResponses: 'send',
  });
  await standin.inject('/api/owners');
  const [{ id = '' } = {}] = await world.exchanges();
  const { response } = await world.exchange(id);
  const redacted = 'https://api.example/owners?api_key=[redacted]&page=2';
  t.equal(response?.headers?.link, `<${redacted}>; rel="next", <?sig=[redacted]>; rel="last"`);
  t.match(response?.body?.text, `"name":"${redacted}"`);
});

test('JSON lines contain no raw control characters', async (t) => {
  const { standin, taken } = await logged(t, {}, 'json');
  await standin.inject({ url: '/api/owners', headers: { accept: 'a/\u009b31m\u007f' } });
  const text = await taken();
  t.notMatch(text, /[\x7f-\x9f]/);
  t.match(text, '\\u009b31m\\u007f');
  t.match(JSON.parse(text).reason, 'a/\u009b31m\u007f', 'a reader gets the characters');
});

test('an error in a handler is printed with its stack, in lines of the TypeScript file', async (t) => {
  const folder = t.testdir({
    'handlers.ts': [
      'interface Owner {',
      '  name: string;',
      '}',
      '',
      'function nameOf(owner: Owner | undefined): string {',
      '  return owner!.name;',
      '}',
      '',
      'export const handlers = {',
      '  async readOwner({ next }: { next: () => Promise<object> }) {',
      '    await next();',
      '    return { status: 200, body: { name: nameOf(undefined) } };',
      '  },',
      '  listOwners: () => ({ status: 200, body: [{ id: 1, name: nameOf(undefined) }] }),',
      '};',
    ].join('\n'),
  });
  const { standin, lines } = await logged(t, { handlers: `${folder}/handlers.ts` });
  await standin.inject('/api/owners/1');
  const [line, error, ...frames] = await lines();
  t.match(
    line,
    /^GET \/api\/owners\/1 500 n ms {2}The handler of readOwner failed: Cannot read properties of undefined/,
  );
  t.equal(error, "    TypeError: Cannot read properties of undefined (reading 'name')");
  t.match(frames, [/handlers\.ts:6:\d+\)$/, /handlers\.ts:12:\d+\)$/], 'and no frame of the server');
  t.equal(frames.length, 2);
  await standin.inject('/api/owners');
  const [, , ...others] = await lines();
  t.match(others, [/handlers\.ts:6:\d+\)$/, /handlers\.ts:14:\d+\)$/]);
  t.equal(others.length, 2);
});

test('an output that throws and an error without a stack end nothing', async (t) => {
  const printed = t.capture(console, 'error');
  let broken = true;
  let text = '';
  const output = {
    write(more: string) {
      if (broken) throw new Error('disk full');
      text += more;
    },
  };
  const stackless = (stack: PropertyDescriptor) => () => {
    throw Object.defineProperty(new Error('no stack'), 'stack', stack);
  };
  const unreadable = () => {
    throw new Error('unreadable');
  };
  const { standin } = await logged(t, {
    log: { format: 'pretty', output, colors: false },
    handlers: { readOwner: stackless({ value: 7 }), listOwners: stackless({ get: unreadable }) },
  });
  const request = async (path: string) => {
    t.equal((await standin.inject(path)).statusCode, 500);
    await new Promise((resolve) => setTimeout(resolve, 10));
  };
  await request('/api/owners/1');
  await request('/api/owners/1');
  t.same(
    printed().map(({ args }) => String(args[0]).split('\n')[0]),
    ['log failed: disk full'],
    'the same error is printed once',
  );
  broken = false;
  await request('/api/owners/1');
  await request('/api/owners');
  t.match(text, /GET \/api\/owners\/1 500 .*no stack\n.*GET \/api\/owners 500 .*no stack\n$/);
});

test('an option log that cannot work is refused', async (t) => {
  for (const log of [{ format: 'xml' }, {}, { format: 'json', output: {} }, { format: 'json', colors: 1 }]) {
    await t.rejects(createStandin({ document, log: log as never }), { code: 'OPTION_INVALID', message: /"log"/ });
  }
  const stream = { format: 'xml', output: process.stdout } as never;
  await t.rejects(createStandin({ document, log: stream }), { code: 'OPTION_INVALID' });
});

test('requests of the control API and of pages are not printed', async (t) => {
  const { standin, lines } = await logged(t);
  for (const url of ['/_standin/worlds', '/_standin/docs/', '/_standin/openapi.json', '/']) await standin.inject(url);
  t.same(await lines(), []);
});

test('what is no operation is printed: OPTIONS, a refused preflight, and what is not HTTP', async (t) => {
  const { standin, lines } = await logged(t, { cors: ['https://app.example'] });
  await standin.inject({ method: 'OPTIONS', url: '/api/owners' });
  const headers = { origin: 'https://other.example', 'access-control-request-method': 'POST' };
  await standin.inject({ method: 'OPTIONS', url: '/api/owners', headers });
  await standin.inject({
    method: 'OPTIONS',
    url: '/api/owners',
    headers: { ...headers, origin: 'https://app.example' },
  });
  const { port } = new URL(await standin.listen());
  const socket = connect(Number(port), '127.0.0.1').resume();
  socket.end('nonsense\r\n\r\n');
  await once(socket, 'close');
  t.same(await lines(3), [
    'OPTIONS /api/owners 204 n ms',
    'OPTIONS /api/owners 403 n ms  The origin https://other.example is not allowed by --cors',
    '- 400 n ms  The request is not valid HTTP: Invalid method encountered',
  ]);
});

test('JSON lines have the same facts under stable names', async (t) => {
  const { standin, taken } = await logged(t, {}, 'json');
  await standin.inject({ url: '/api/owners?page=0&token=s3', headers: { 'standin-world': 'alice' } });
  await standin.inject('/api/owners?__code=500');
  const [first, second] = (await taken())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as LogLine);
  t.match(first, {
    event: 'request',
    time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
    method: 'GET',
    path: '/api/owners?page=0&token=[redacted]',
    durationMs: Number,
    world: 'alice',
    id: /^[\w-]{36}$/,
    operation: 'listOwners',
    errorCode: 'PARAMETER_INVALID',
    reason: /^query parameter page must /,
    undeclared: ['query token'],
    violations: [{ direction: 'client', in: 'query', pointer: '/page', rule: 'minimum', message: String }],
  });
  t.match(second, { status: 500, faults: ['status-500'], world: 'default' });
  t.notOk('violations' in (second ?? {}));
});

test('without a journal the lines are the same', async (t) => {
  const { standin, lines } = await logged(t, { journal: 0 });
  await standin.inject('/api/owners?page=0');
  t.match(await lines(), [/^GET \/api\/owners\?page=0 4\d\d n ms {2}query parameter page must /]);
});

test('a proxy prints the same lines, with what either side violates', async (t) => {
  const upstream = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('[{}]');
  }).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  t.teardown(() => upstream.close());
  const { port } = upstream.address() as AddressInfo;
  const { standin, lines } = await logged(t, { upstream: `http://127.0.0.1:${port}` });
  await standin.inject('/api/owners?page=0');
  await standin.inject({ method: 'POST', url: '/api/owners', payload: { name: 'Ada' } });
  t.match(await lines(), [
    /^GET \/api\/owners\?page=0 200 n ms {2}client violation: query parameter page must .* {2}server violation: \[0\]\.\w+ is required/,
    /^POST \/api\/owners 403 n ms {2}The method POST can change something at the upstream/,
  ]);
});

test('callbacks are printed in the same style', async (t) => {
  const hooks = createServer((_request, response) => response.writeHead(204).end()).listen(0, '127.0.0.1');
  await once(hooks, 'listening');
  t.teardown(() => hooks.close());
  const { port } = hooks.address() as AddressInfo;
  const { standin, taken } = await logged(t, {
    document: {
      openapi: '3.1.0',
      info: { title: 'Hooks', version: '1' },
      paths: {
        '/jobs': {
          post: {
            operationId: 'addJob',
            requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
            responses: { 201: { description: 'ok' } },
            callbacks: {
              done: { '{$request.body#/url}': { post: { responses: { 200: { description: 'ok' } } } } },
            },
          },
        },
      },
    },
  });
  const post = (url: string) => standin.inject({ method: 'POST', url: '/jobs', payload: { url } });
  await post(`http://127.0.0.1:${port}/done?token=s3`);
  const text = await taken(2);
  t.match(text, new RegExp(`→ POST http://127\\.0\\.0\\.1:${port}/done\\?token=\\[redacted\\] 204 {2}callback done`));
  t.match(text, /callback done {2}client violation: .*status 204/);
  await post('http://hooks.example/');
  const refused = await taken(2);
  t.match(
    refused,
    /→ POST http:\/\/hooks\.example\/ refused {2}callback done {2}the host hooks\.example is not this machine/,
  );
});

test('colours: the environment decides, else the terminal', async (t) => {
  for (const [environment, isTTY, colors] of [
    [{}, true, true],
    [{}, false, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    [{ TERM: 'dumb' }, true, false],
  ] as const) {
    const output = { isTTY, write: () => undefined };
    t.equal(hasColors(output, environment), colors, JSON.stringify([environment, isTTY]));
  }
  let text = '';
  const standin = await createStandin({
    document,
    log: { format: 'pretty', output: { write: (more) => (text += more) }, colors: true },
  });
  await standin.inject('/api/owners');
  await standin.inject('/api/nothing');
  await standin.inject('/api/owners?__code=500');
  await standin.close();
  const shown = text.replaceAll('\u001b', '');
  for (const [status, code] of [
    [200, 32],
    [404, 33],
    [500, 31],
  ]) {
    t.match(shown, `[${code}m${status}[39m`);
  }
});

const COMMAND = ['scripts/ts.mjs', 'src/cli.ts'];
const env = { ...process.env, TSIMP_DIAG: 'ignore' };

test('the command prints lines until nobody reads them, and goes on then', async (t) => {
  const child = spawn(process.execPath, [...COMMAND, document, '--port', '0'], { cwd: root, env });
  t.teardown(() => child.kill('SIGKILL'));
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more) => {
    text += more;
  });
  const shows = async (pattern: RegExp) => {
    while (!pattern.test(text)) await once(child.stdout, 'data');
  };
  await shows(/^try .*\n/m);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] as string;
  await fetch(`${url}/api/owners/99`);
  await shows(/^\d\d:\d\d:\d\d GET \/api\/owners\/99 404 /m);
  child.stdout.destroy();
  for (let call = 0; call < 3; call += 1) t.equal((await fetch(`${url}/api/owners`)).status, 200);
  t.equal(child.exitCode, null);
});

test('--log json keeps stdout free of anything else, and --quiet prints nothing', async (t) => {
  const json = spawn(process.execPath, [...COMMAND, document, '--port', '0', '--log', 'json'], { cwd: root, env });
  t.teardown(() => json.kill('SIGKILL'));
  let greeting = '';
  json.stderr.setEncoding('utf8').on('data', (more) => {
    greeting += more;
  });
  while (!/^try .*\n/m.test(greeting)) await once(json.stderr, 'data');
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(greeting)?.[0];
  const printed = once(json.stdout, 'data');
  await fetch(`${url}/api/owners`);
  t.match(JSON.parse(String(await printed)), { event: 'request', path: '/api/owners', status: 200 });

  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  const quiet = spawn(process.execPath, [...COMMAND, document, '--port', String(port), '--quiet'], { cwd: root, env });
  t.teardown(() => quiet.kill('SIGKILL'));
  let text = '';
  quiet.stdout.on('data', (more) => {
    text += more;
  });
  const ask = () =>
    fetch(`http://127.0.0.1:${port}/api/owners`).then(
      ({ status }) => status,
      () => undefined,
    );
  for (let turn = 0; turn < 200 && (await ask()) === undefined; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  t.equal(await ask(), 200);
  quiet.kill('SIGTERM');
  await once(quiet, 'exit');
  t.equal(text, '');
});
