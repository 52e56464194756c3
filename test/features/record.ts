// Recordings of a service that is written by hand: the mock that is made of them responds as the service did, and contains no secrets.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { load } from 'js-yaml';
import { type Test, test } from 'tap';
import { createStandin, type Json, type Stub } from '../../src/index.ts';
import type { MatchedCall } from '../../src/recording/call.ts';
import { Redactor } from '../../src/recording/redact.ts';
import { replay } from '../../src/recording/replay.ts';
import { BOOKSHOP, Bookshop, SHOPPING, type ShopRequest, TOKEN } from '../fixtures/bookshop.ts';
import { COMMAND, runCommand } from '../fixtures/command.ts';

interface Seen extends ShopRequest {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Sends the requests of the client in their order. @param base the URL with the base path */
async function shopAt(base: string, requests: readonly ShopRequest[] = SHOPPING): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  for (const request of requests) {
    const { method, path, body } = request;
    const response = await fetch(base + path, { method, headers: headersOf(body), ...bodyOf(body) });
    seen.push({ ...request, status: response.status, text: await response.text(), headers: response.headers });
  }
  return seen;
}

function headersOf(body: unknown): Record<string, string> {
  return { authorization: `Bearer ${TOKEN}`, ...(body !== undefined && { 'content-type': 'application/json' }) };
}

function bodyOf(body: unknown): { readonly body?: string } {
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

/** The entries of an archive as a browser writes them. */
function entriesOf(seen: readonly Seen[], origin = 'https://books.example/v1'): object[] {
  return seen.map(({ method, path, body, status, text, headers }, index) => ({
    startedDateTime: new Date(Date.UTC(2025, 0, 1, 0, 0, index)).toISOString(),
    request: {
      method,
      url: origin + path,
      httpVersion: 'h2',
      headers: [
        { name: ':authority', value: 'books.example' },
        { name: ':method', value: method },
        ...Object.entries(headersOf(body)).map(([name, value]) => ({ name, value })),
        { name: 'Cookie', value: 'session=abcdef0123456789' },
      ],
      queryString: [],
      ...(body !== undefined && { postData: { mimeType: 'application/json', text: JSON.stringify(body) } }),
    },
    response: {
      status,
      headers: [{ name: ':status', value: String(status) }, ...[...headers].map(([name, value]) => ({ name, value }))],
      content: { size: text.length, mimeType: 'application/json', ...(text !== '' && { text }) },
    },
  }));
}

function archive(...entries: readonly object[]): string {
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'a browser', version: '1' }, entries } });
}

async function bookshop(t: Test): Promise<string> {
  const shop = new Bookshop();
  const url = await shop.listen();
  t.teardown(() => shop.close());
  return url;
}

/** A mock with the files of a recording, at an URL with the base path. */
async function mockOf(t: Test, folder: string, scenario: string): Promise<string> {
  const standin = await createStandin({
    document: `${folder}/books.json`,
    scenarios: `${folder}/out/scenarios.yaml`,
    scenario,
    stubs: `${folder}/out/stubs.yaml`,
    overlays: [`${folder}/out/examples.overlay.yaml`],
    invalidResponses: 'send',
  });
  t.teardown(() => standin.close());
  t.same(
    standin.warnings.filter(({ message }) => message.includes('overlay')),
    [],
    'every example has its place in the document',
  );
  return `${await standin.listen()}/v1`;
}

const SECRETS = [TOKEN, 'hunter2', 'key_live_55aa11', 'abcdef0123456789'];

function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
}

/** The requests whose responses the document allows, and the mock can repeat word by word. */
const REPEATABLE = SHOPPING.filter(
  ({ method, path, body }) =>
    path !== '/metrics' &&
    path !== '/statistics' &&
    path !== '/login' &&
    path !== '/shop' &&
    !isRefused(method, path, body),
);

function isRefused(method: string, path: string, body: unknown): boolean {
  return (method === 'GET' && path === '/books/1') || JSON.stringify(body)?.includes('Cheap') === true;
}

function withoutTimes(text: string): unknown {
  return text === '' ? undefined : JSON.parse(text.replaceAll(/"createdAt":"[^"]*"/g, '"createdAt":"then"'));
}

async function compareWithService(t: Test, mock: string, recorded: readonly Seen[]): Promise<void> {
  const given = await shopAt(mock);
  for (const [index, one] of given.entries()) {
    const name = `${index + 1}: ${one.method} ${one.path}`;
    const was = recorded[index] as Seen;
    t.equal(one.status, was.status, name);
    if (REPEATABLE.includes(SHOPPING[index] as ShopRequest))
      t.same(withoutTimes(one.text), withoutTimes(was.text), name);
  }
}

test('the mock of a HAR file responds to the same requests as the service did', async (t) => {
  const url = await bookshop(t);
  const seen = await shopAt(url);
  const folder = t.testdir({ 'books.json': JSON.stringify(BOOKSHOP), 'session.har': archive(...entriesOf(seen)) });
  const words = ['record', `${folder}/books.json`, `${folder}/session.har`, '--out', `${folder}/out`];
  const { code, stdout, stderr } = await runCommand(...words);
  t.equal(code, 0, stderr);
  t.match(stdout, '21 recorded requests: 20 for operations of the document');
  t.match(stdout, 'GET /v1/metrics 404: the document has no such operation (session.har, entry 21)');
  t.match(stdout, 'GET /v1/statistics 200: server: sold must be of type integer (session.har, entry 20)');
  t.match(stdout, 'the mock gives 17 of 19 recorded responses, and 2 errors with the recorded status in its own words');
  t.match(
    stdout,
    /start it with\n {2}standin \S+books\.json --scenarios \S+ --scenario recorded --overlay \S+ --stubs/,
  );
  await compareWithService(t, await mockOf(t, folder, 'recorded-start'), seen);

  const after = await shopAt(url, SHOPPING.slice(13, 15));
  const end = await shopAt(await mockOf(t, folder, 'recorded'), [
    SHOPPING[1],
    ...SHOPPING.slice(13, 15),
  ] as ShopRequest[]);
  t.same(
    end.slice(1).map(({ text }) => JSON.parse(text)),
    after.map(({ text }) => JSON.parse(text)),
    'and in the scenario of the end, the items are as the service has them now',
  );

  const files = filesIn(`${folder}/out`);
  for (const [name, text] of Object.entries(files))
    for (const secret of [...SECRETS, 'metrics', 'many'])
      t.notOk(text.includes(secret), `${name} does not have ${secret}`);
  const overlay = load(files['examples.overlay.yaml'] ?? '') as { actions: { target: string; update: Json }[] };
  t.match(
    overlay.actions.find(({ target }) => target.startsWith("$.paths['/price-quote'].post.responses['200']")),
    { update: { examples: { recorded: { value: { total: 50 } }, 'recorded-2': { value: { total: 30 } } } } },
  );

  const again = await runCommand(...words);
  t.match(again, { code: 1, stderr: /exists already/ }, 'nothing is overwritten');
  const forced = await runCommand(...words, '--force', '--quiet');
  t.same(forced, { code: 0, stdout: '', stderr: '' });
  t.same(filesIn(`${folder}/out`), files, 'and the same recording gives the same files');
});

test('a proxy records a command, and the mock responds as the service did', async (t) => {
  const url = await bookshop(t);
  const script = `
    const requests = ${JSON.stringify(SHOPPING)};
    for (const { method, path, body } of requests) {
      const headers = { authorization: 'Bearer ${TOKEN}', ...(body && { 'content-type': 'application/json' }) };
      await fetch(process.env.STANDIN_BASE_URL + path, { method, headers, body: body && JSON.stringify(body) });
    }
    process.exitCode = 4;`;
  const folder = t.testdir({ 'books.json': JSON.stringify(BOOKSHOP), 'client.mjs': script });
  const { code, stdout } = await runCommand(
    ...['record', `${folder}/books.json`, '--upstream', url, '--unsafe', '--out', `${folder}/out`],
    ...['--', process.execPath, `${folder}/client.mjs`],
  );
  t.equal(code, 4, 'the exit code of the command');
  t.match(stdout, 'the mock gives 17 of 19 recorded responses');
  await compareWithService(t, await mockOf(t, folder, 'recorded-start'), await shopAt(await bookshop(t)));
  for (const text of Object.values(filesIn(`${folder}/out`)))
    for (const secret of SECRETS) t.notOk(text.includes(secret), secret);

  const nothing = await runCommand(
    ...['record', `${folder}/books.json`, '--upstream', url, '--out', `${folder}/none`],
    ...['--', process.execPath, '-e', ''],
  );
  t.match(nothing, { code: 1, stderr: /No recorded request is for an operation of the document/ });
  t.same(readdirSync(`${folder}/none`), []);
});

test('a proxy without a command records until a signal', async (t) => {
  const url = await bookshop(t);
  const folder = t.testdir({ 'books.json': JSON.stringify(BOOKSHOP) });
  const args = ['record', `${folder}/books.json`, '--upstream', url, '--port', '0', '--out', `${folder}/out`];
  const child = spawn(process.execPath, [...COMMAND, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  t.teardown(() => child.kill('SIGKILL'));
  let printed = '';
  child.stderr.resume();
  const ready = new Promise<string>((resolve) => {
    child.stdout.on('data', (text) => {
      printed += text;
      const at = /http:\/\/127\.0\.0\.1:\d+(?= forwards)/.exec(printed)?.[0];
      if (at !== undefined) resolve(at);
    });
    child.once('close', () => resolve(''));
  });
  const at = await ready;
  t.not(at, '', printed);
  await shopAt(`${at}/v1`, [SHOPPING[1], SHOPPING[2]] as ShopRequest[]);
  const refused = await fetch(`${at}/v1/books`, { method: 'POST', headers: headersOf({}), body: '{}' });
  t.equal(refused.status, 403, 'writes need --unsafe');
  child.kill('SIGINT');
  await once(child, 'close');
  t.match(printed, 'the mock gives 2 of 2 recorded responses');
  t.match(filesIn(`${folder}/out`)['scenarios.yaml'], 'Old Maps');
});

test('the journal of a running mock is a recording', async (t) => {
  const first = await createStandin({
    document: BOOKSHOP as never,
    scenarios: { some: { '/books': [{ id: 7, title: 'Kept', price: 1, createdAt: '2024-01-01T00:00:00Z' }] } },
    scenario: 'some',
  });
  t.teardown(() => first.close());
  const url = await first.listen();
  await shopAt(`${url}/~ada/v1`, [SHOPPING[1] as ShopRequest]);
  const folder = t.testdir({ 'books.json': JSON.stringify(BOOKSHOP) });
  const empty = await runCommand('record', `${folder}/books.json`, `${url}/~ben`, '--out', `${folder}/out`);
  t.match(empty, { code: 1, stderr: /The world ben of the server at \S+ has no requests .*\n {2}Send requests to it/ });
  const found = await runCommand('record', `${folder}/books.json`, `${url}/~ada`, '--out', `${folder}/out`);
  t.match(found, { code: 0, stdout: /the mock gives 1 of 1 recorded response/ });
  t.same(load(filesIn(`${folder}/out`)['scenarios.yaml'] ?? ''), {
    recorded: { '/books': [{ id: 7, title: 'Kept', price: 1, createdAt: '2024-01-01T00:00:00Z' }] },
    'recorded-start': { '/books': [{ id: 7, title: 'Kept', price: 1, createdAt: '2024-01-01T00:00:00Z' }] },
  });
});

const BOOK = { id: 1, title: 'The Sea', price: 12.5, createdAt: '2024-03-01T10:00:00Z' };

/** An entry for GET of a path below the base path. */
function entry(path: string, content: object, { status = 200, headers = [] as object[], request = {} } = {}): object {
  return {
    startedDateTime: '2025-01-01T00:00:00Z',
    request: { method: 'GET', url: `https://books.example/v1${path}`, headers: [], ...request },
    response: { status, headers, content },
  };
}

/** What a recording of entries gives. */
async function recorded(t: Test, files: Record<string, string | Buffer>, ...options: readonly string[]) {
  const folder = t.testdir({ 'books.json': JSON.stringify(BOOKSHOP) });
  for (const [name, content] of Object.entries(files)) writeFileSync(`${folder}/${name}`, content);
  const ended = await runCommand(
    ...['record', `${folder}/books.json`, `${folder}/a.har`, '--out', `${folder}/out`, ...options],
  );
  const written = ended.code === 0 ? filesIn(`${folder}/out`) : {};
  const scenarios = load(written['scenarios.yaml'] ?? '{}') as Record<string, Record<string, Json>>;
  return { ...ended, written, state: scenarios.recorded ?? {} };
}

test('archives of browsers and tools are read with their differences', async (t) => {
  const json = { name: 'Content-Type', value: 'application/json' };
  const coded = (coding: string) => [json, { name: 'content-encoding', value: coding }];
  type Content = readonly [name: string, content: (text: string) => object, headers?: object[]];
  const contents: readonly Content[] = [
    ['text that was compressed', (text) => ({ text, mimeType: 'application/json' }), coded('br')],
    [
      'base64',
      (text) => ({ text: Buffer.from(text).toString('base64'), encoding: 'base64', mimeType: 'application/json' }),
    ],
    ['base64 of gzip', (text) => ({ text: gzipSync(text).toString('base64'), encoding: 'base64' }), coded('gzip')],
    [
      'base64 of Brotli',
      (text) => ({ text: brotliCompressSync(text).toString('base64'), encoding: 'base64' }),
      coded('br'),
    ],
    ['a byte order mark', (text) => ({ text: `\uFEFF${text}`, mimeType: 'application/json' })],
    ['an attached file', () => ({ _file: 'aa.json', mimeType: 'x-unknown' }), [json]],
  ];
  const books = contents.map(([title], index) => ({ ...BOOK, id: index + 1, title }));
  const entries = contents.map(([, content, headers = []], index) =>
    entry(`/books/${index + 1}`, content(JSON.stringify(books[index])), { headers }),
  );
  const files = { 'a.har': `\uFEFF${archive(...entries)}`, 'aa.json': JSON.stringify(books.at(-1)) };
  t.same(Object.values((await recorded(t, files)).state), books);
});

test('what a recording lacks is said, and the rest is used', async (t) => {
  const good = entry('/books/1', { text: JSON.stringify(BOOK), mimeType: 'application/json' });
  const { stdout, state, code } = await recorded(t, {
    'a.har': archive(
      good,
      entry('/books/2', { size: 812, mimeType: 'application/json' }),
      entry('/books/3', {}, { status: 0 }),
      entry('/books/4', {}, { status: -1 }),
      entry('/books/5', { text: '{"id":', mimeType: 'application/json' }),
      { ...entry('/books', {}), request: { method: 'GET', url: 'data:text/plain,a' } },
      { ...entry('/books', {}), request: { method: 'GET', url: 'wss://books.example/v1/books' } },
      entry(
        '/books',
        {},
        {
          status: 204,
          request: { method: 'OPTIONS', headers: [{ name: 'Access-Control-Request-Method', value: 'GET' }] },
        },
      ),
    ),
  });
  t.equal(code, 0);
  t.match(stdout, 'GET /v1/books/2 200: the recording does not contain the body of the response (a.har, entry 2)');
  t.match(stdout, 'GET /v1/books/3: the request got no response (a.har, entry 3)');
  t.match(stdout, 'GET /v1/books/4: the request got no response');
  t.match(stdout, /GET \/v1\/books\/5 200: server: .*is not valid JSON/);
  t.match(stdout, '3 recorded requests: 3 for operations of the document, 2 without a violation');
  t.same(state, { '/books/1': BOOK });
});

test('--upstream says which requests of an archive belong to the service', async (t) => {
  const content = { text: JSON.stringify(BOOK), mimeType: 'application/json' };
  const there = { request: { url: 'http://localhost:8080/api/books/1' } };
  const elsewhere = { request: { url: 'http://localhost:9090/api/books/1' } };
  const files = { 'a.har': archive(entry('', content, there), entry('', content, elsewhere)) };
  const { stdout, state } = await recorded(t, files, '--upstream', 'http://localhost:8080/api');
  t.match(stdout, '1 recorded request: 1 for operations of the document');
  t.same(state, { '/books/1': BOOK });
  t.match(await recorded(t, files), { code: 1, stderr: /such as GET \/v1\/login|such as GET \/v1|such as POST \/v1/ });
});

/** What a recording of a journal gives: the requests go to a mock of a document, whose journal is recorded. */
async function recordedJournal(t: Test, document: object, requests: readonly ShopRequest[]) {
  const folder = t.testdir({ 'api.json': JSON.stringify(document) });
  const service = await createStandin({ document: `${folder}/api.json` });
  t.teardown(() => service.close());
  const url = await service.listen();
  const seen = await shopAt(url, requests);
  const ended = await runCommand('record', `${folder}/api.json`, url, '--out', `${folder}/out`);
  t.equal(ended.code, 0, ended.stderr);
  const mock = await createStandin({
    document: `${folder}/api.json`,
    scenarios: `${folder}/out/scenarios.yaml`,
    scenario: 'recorded-start',
    overlays: [`${folder}/out/examples.overlay.yaml`],
    ...(readdirSync(`${folder}/out`).includes('stubs.yaml') && { stubs: `${folder}/out/stubs.yaml` }),
  });
  t.teardown(() => mock.close());
  const files = filesIn(`${folder}/out`);
  const scenarios = load(files['scenarios.yaml'] ?? '{}') as Record<string, Record<string, Json>>;
  return { ...ended, files, scenarios, seen, mock: await mock.listen() };
}

const SHOP = load(readFileSync('docs/examples/shop/openapi.yaml', 'utf8')) as object;

function orderOf(productId: number): object {
  const shippingAddress = { street: '5 Mill Lane', city: 'Leeds', postalCode: 'LS1 4AP', country: 'GB' };
  return { items: [{ productId, quantity: 1 }], shippingAddress };
}

test('a login whose token is redacted signs in as on the document', async (t) => {
  const credentials = { email: 'ben@shop.example', password: 'correct horse' };
  const login = { method: 'POST', path: '/v1/login', body: credentials };
  const { files, mock, stdout } = await recordedJournal(t, SHOP, [login, { method: 'GET', path: '/v1/products/1' }]);
  t.notOk(files['stubs.yaml'], 'there is no stub for the login');
  t.match(stdout, 'the mock gives 2 of 2 recorded responses');
  const [answer] = await shopAt(mock, [login]);
  const { token } = JSON.parse(answer?.text ?? '') as { token: string };
  t.not(token, '[redacted]');
  const me = await fetch(`${mock}/v1/me`, { headers: { authorization: `Bearer ${token}` } });
  t.match(await me.json(), { name: 'Ben' });
});

test('a recorded item is one of those of the document, if no list was recorded', async (t) => {
  const requests = [
    { method: 'GET', path: '/v1/products/1' },
    { method: 'PATCH', path: '/v1/products/2', body: { price: 1 } },
    { method: 'DELETE', path: '/v1/products/5' },
    { method: 'POST', path: '/v1/orders', body: orderOf(3) },
  ];
  const { stdout, mock, scenarios } = await recordedJournal(t, SHOP, requests);
  t.match(stdout, 'the mock gives 4 of 4 recorded responses');
  t.match(stdout, '/products: 2 items seen, no list was recorded; the other items are those of the document');
  t.match(scenarios.recorded, {
    '/products/2': { price: 1 },
    '/products/3': { name: 'Desk lamp' },
    '/products/5': null,
  });
  const [list] = await shopAt(mock, [{ method: 'GET', path: '/v1/products' }]);
  t.match(JSON.parse(list?.text ?? ''), { total: 12, items: [{ name: 'Coffee mug' }] });
  for (const { status, path } of await shopAt(mock, requests)) t.ok(status < 300, path);
});

test('an item that an accepted request refers to is added to a recorded list', async (t) => {
  const { scenarios, mock } = await recordedJournal(t, SHOP, [
    { method: 'GET', path: '/v1/products?category=kitchen' },
    { method: 'POST', path: '/v1/orders', body: orderOf(3) },
  ]);
  const products = scenarios['recorded-start']?.['/products'] as { id: number; name: string }[];
  t.same(
    products.map(({ id }) => id),
    [1, 5, 6, 10, 3],
  );
  t.equal(products.at(-1)?.name, 'Desk lamp');
  const [order] = await shopAt(mock, [{ method: 'POST', path: '/v1/orders', body: orderOf(3) }]);
  t.match(JSON.parse(order?.text ?? ''), { total: 49 });
});

test('an item that the recording created does not exist at the start', async (t) => {
  const product = { name: 'Kettle', category: 'kitchen', price: 20, stock: 1 };
  const { scenarios, mock } = await recordedJournal(t, SHOP, [{ method: 'POST', path: '/v1/products', body: product }]);
  t.match(scenarios, { recorded: { '/products/13': product }, 'recorded-start': { '/products/13': null } });
  const [list] = await shopAt(mock, [{ method: 'GET', path: '/v1/products' }]);
  t.match(JSON.parse(list?.text ?? ''), { total: 12 });
});

test('a response that differs is printed with its query and the reason of the mock', async (t) => {
  const content = (value: object) => ({ text: JSON.stringify(value), mimeType: 'application/json' });
  const postData = { mimeType: 'application/json', text: JSON.stringify({ title: 'The Sea', price: -1 }) };
  const request = { method: 'POST', url: 'https://books.example/v1/books?from=app&token=tok_live_123', postData };
  const { stdout } = await recorded(t, {
    'a.har': archive(
      entry('/books', content(BOOK), { status: 201, request }),
      entry('/elsewhere?page=2&token=tok_live_123', content({ message: 'Nothing' }), { status: 404 }),
    ),
  });
  t.match(stdout, 'GET /v1/elsewhere?page=2&token=[redacted] 404: the document has no such operation');
  t.match(
    stdout,
    /POST \/v1\/books\?from=app&token=\[redacted\] 201: status 400 \([^)]*price[^)]*\), recorded: 201 \(a\.har/,
  );
});

test('secrets are compared as any text', async (t) => {
  const body = { token: 'real-token-1', link: 'https://a.example/?page=1&token=real-token-1&size=2' };
  const cases: readonly [given: Json, difference: string | undefined][] = [
    [{ token: 'other', link: 'https://a.example/?page=1&token=other&size=2' }, undefined],
    [{ token: 7, link: body.link }, 'token is 7, recorded: "[redacted]"'],
    [{ token: 'other', link: 'https://a.example/?page=2&token=other&size=2' }, 'link is'],
    [{ token: 'other', link: 'https://a.example/?page=1&token=other&size=3' }, 'link is'],
  ];
  for (const [given, difference] of cases) {
    const [compared] = await replay([{ ...CALL, response: { ...CALL.response, body } }], {
      send: async () => ({ status: 200, body: given }),
      keyOfCreated: () => undefined,
      redactor: new Redactor(),
    });
    if (difference === undefined) t.equal(compared?.difference, undefined);
    else t.match(compared?.difference, difference);
  }
});

const CALL: MatchedCall = {
  source: 'a.har',
  method: 'GET',
  path: '/me',
  query: '',
  operation: {} as MatchedCall['operation'],
  pathParameters: {},
  request: { mediaType: '', body: undefined, text: undefined, headers: {} },
  status: 200,
  response: { mediaType: 'application/json', body: undefined, text: undefined, headers: {} },
  lacksBody: false,
  violations: [],
};

test('an error that passes is returned once, and a search as often as it is sent', async (t) => {
  const content = (value: unknown) => ({ text: JSON.stringify(value), mimeType: 'application/json' });
  const busy = { message: 'Busy' };
  const { written } = await recorded(t, {
    'a.har': archive(
      entry('/books?q=zz', content([BOOK])),
      entry('/books?q=zz', content([BOOK])),
      entry('/books/1', content(busy), { status: 404 }),
      entry('/books/1', content(BOOK)),
      entry('/books', content(busy), { status: 503, headers: [{ name: 'Retry-After', value: '2' }] }),
    ),
  });
  const stubs = load(written['stubs.yaml'] ?? '[]') as Stub[];
  t.match(
    stubs.map(({ id, times }) => [id, times]),
    [
      ['recorded-listBooks-200', undefined],
      ['recorded-getBook-404', 1],
      ['recorded-listBooks-503', 1],
    ],
  );
  t.match(stubs.find(({ id }) => id === 'recorded-listBooks-503')?.response.headers, { 'retry-after': '2' });
});

test('secrets are removed from all values', async (t) => {
  const redactor = new Redactor();
  redactor.add('s3cr3t-value');
  redactor.addFrom({ user: 'ada', password: 'correct horse', nested: { tokens: ['one-long-token'] } });
  const value: Json = {
    password: 'x',
    tokens: [{ value: 'y' }],
    tokenCount: 3,
    hasPassword: true,
    next: 'https://ada:pw@api.example/list?page=2&api_key=abc',
    echo: 'you sent s3cr3t-value and correct horse, one-long-token',
    header: 'Authorization: Bearer abcdefgh12345',
    jwt: 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl',
    card: '4111 1111 1111 1111',
    name: 'Ada',
  };
  t.same(redactor.value(value), {
    password: '[redacted]',
    tokens: [{ value: '[redacted]' }],
    tokenCount: 3,
    hasPassword: true,
    next: 'https://api.example/list?page=2&api_key=[redacted]',
    echo: 'you sent [redacted] and [redacted], [redacted]',
    header: 'Authorization: Bearer [redacted]',
    jwt: '[redacted]',
    card: '[redacted]',
    name: 'Ada',
  });
});
