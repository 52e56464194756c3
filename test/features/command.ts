// The command as a user meets it: what it prints, whether its first lines are true, and how it ends. Its errors are in
// messages.ts.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, openSync, readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'tap';
import { commandFor, openBrowser } from '../../src/command/open-browser.ts';
import { networkOrigins } from '../../src/http/listen/network-origins.ts';
import { flagOf, flagsOf } from '../../src/options.ts';
import { COMMAND, COMMAND_LINE, runCommand, startCommand } from '../fixtures/command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Windows knows no signals: `kill` ends a process at once. */
const SIGNALS = { skip: process.platform === 'win32' && 'Windows has no signals' };
const XDG_OPEN = {
  skip: process.platform !== 'linux' && 'the browser is replaced by a script that only Linux finds as xdg-open',
};
const CERTIFICATE = '/v1.0/deviceManagement/applePushNotificationCertificate';

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 50));
}

test('the first lines show the base URL, the docs page and a curl line that works when pasted', async (t) => {
  const { lines, url } = await startCommand(t);
  t.match(lines, `${url}/v1.0`);
  t.match(lines, `${url}/beta`);
  t.match(lines, `${url}/_standin/docs`);
  const curl = /^try +(.*)$/m.exec(lines)?.[1] ?? '';
  const { stdout } = await promisify(execFile)('sh', ['-c', `${curl} --silent --include`]);
  t.match(stdout, /^HTTP\/1\.1 200 OK/);
  t.match(stdout, '"appleIdentifier":"Apple Identifier value"');
});

test('the curl line works when only tokens of this server are accepted, and when no token is required', async (t) => {
  for (const [auth, header] of [
    ['strict', /^curl -H "Authorization: Bearer \$\(npx standin token --url http:[^)]*\)" 'http:/],
    ['off', /^curl 'http:/],
  ] as const) {
    const { lines } = await startCommand(t, '--auth', auth);
    const curl = /^try +(.*)$/m.exec(lines)?.[1] ?? '';
    t.match(curl, header, auth);
    const here = curl.replace('npx standin', `${COMMAND_LINE}`);
    const { stdout } = await promisify(execFile)('sh', ['-c', `${here} --silent --include`], { cwd: root });
    t.match(stdout, /^HTTP\/1\.1 200 OK/, auth);
  }
});

test('--now freezes the clock', async (t) => {
  const { url } = await startCommand(t, '--now', '2026-01-31T12:00:00Z');
  const response = await fetch(url + CERTIFICATE, {
    method: 'PATCH',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json' },
    body: '{"certificate": null}',
  });
  t.match(await response.json(), { lastModifiedDateTime: '2026-01-31T12:00:00.000Z', certificate: null });
});

test('the command serves a document of the user', async (t) => {
  const { lines, url } = await startCommand(t, 'test/fixtures/documents/small-3.0.yaml');
  t.match(lines, 'serving    Notes 1');
  t.match(lines, `${url}/v2/settings`);
  t.match(lines, "-H 'Authorization: Basic dXNlcjpwYXNzd29yZA=='");
});

test('--help lists every option and command, and --version prints the version', async (t) => {
  const help = await runCommand('--help');
  t.equal(help.code, 0);
  t.equal(help.stderr, '');
  for (const option of flagsOf('serve')) t.match(help.stdout, new RegExp(`^ .*${flagOf(option)}\\b`, 'm'));
  for (const heading of ['Documents:', 'Address:', 'Verdict:', 'Commands:', 'Examples:'])
    t.match(help.stdout, `\n${heading}\n`);
  t.match(help.stdout, /^Usage: .*\n\n.*\n.*\n\nExamples:\n {2}standin /, 'examples are at the start');
  t.match(
    help.stdout.replace(/\s+/g, ' '),
    'flaky (at random, one request in ten loses its connection, and one in ten gets a 503)',
  );
  t.match(help.stdout.replace(/\s+/g, ' '), 'rate-limited (429 above 20 requests in ten seconds)');
  t.match(help.stdout, /^ {2}-p, --port <number> +port to listen on/m);
  t.match(help.stdout, /^ {2}-v, --version /m);
  t.match(help.stdout, '(default: 4010)');
  t.notMatch(help.stdout, /^ +--no-\w+ +none$/m);
  t.notMatch((await runCommand('run', '--help')).stdout, '--port', 'a run takes any free port');
  for (const flag of ['--version', '-v']) {
    t.match(await runCommand(flag), { code: 0, stdout: /^\d+\.\d+\.\d+\n$/, stderr: '' });
  }
});

test('check counts operations and warnings, and fails with --strict for a warning', async (t) => {
  const { code, stdout, stderr } = await runCommand('check', 'test/fixtures/documents/orders.yaml');
  t.same([code, stdout, stderr], [0, 'Orders: 4 operations, no warnings\n', '']);
  const folder = t.testdir({
    'pets.json': JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'Pets', version: '1' },
      paths: {
        '/a': {
          get: {
            responses: {
              200: { description: 'ok', content: { 'application/json': { schema: { format: 'moment' } } } },
            },
          },
        },
      },
    }),
  });
  const lenient = await runCommand('check', `${folder}/pets.json`);
  t.match(lenient, {
    code: 0,
    stdout: 'Pets: 1 operation, 1 warning\n',
    stderr: /^1 warning\n {2}.*pets\.json:1:\d+ \//,
  });
  t.match(await runCommand('check', '--strict', `${folder}/pets.json`), { code: 1, stderr: /^1 warning\n/ });
});

test('-p chooses the port, and --host 0.0.0.0 prints addresses for this machine and for other devices', async (t) => {
  const { lines, url } = await startCommand(
    t,
    '-p',
    '0',
    '--host',
    '0.0.0.0',
    'test/fixtures/documents/small-3.0.yaml',
  );
  t.equal((await fetch(`${url}/_standin/ready`)).status, 200);
  const network = /^network +(http:\/\/\S+)$/m.exec(lines)?.[1];
  if (network !== undefined) t.match(await fetch(network), { status: 404 }, 'the address can be opened');
  else t.comment('this machine has no network');
});

test('a run that other devices can reach prints the addresses of the console', async (t) => {
  const shop = 'docs/examples/shop/openapi.yaml';
  const words = ['--allow-empty', shop, '--', process.execPath, '--version'];
  const { stdout, stderr } = await runCommand('run', '--host', '0.0.0.0', ...words);
  t.match(stderr, /^console +http:\/\/127\.0\.0\.1:\d+\/_standin$/m);
  for (const [line] of stderr.matchAll(/^ +http:.*$/gm)) t.match(line, /\/_standin#token=[\w-]+$/);
  t.match(stdout, process.version, 'standard output belongs to the command');
  t.notMatch((await runCommand('run', ...words)).stderr, /^console/m);
});

test('addresses of other devices are those of the network, IPv6 in brackets', async (t) => {
  for (const [host, pattern] of [
    ['0.0.0.0', /^https:\/\/\d+\.\d+\.\d+\.\d+:4010$/],
    ['::', /^https:\/\/(?:\d+\.\d+\.\d+\.\d+|\[[\da-f:]+\]):4010$/],
  ] as const) {
    const origins = networkOrigins('https://127.0.0.1:4010', host);
    for (const origin of origins) {
      t.match(origin, pattern);
      t.notMatch(origin, /127\.0\.0\.1|\[::1\]|fe80/);
    }
  }
});

test('--open opens the docs page, and prints its URL if there is no browser', XDG_OPEN, async (t) => {
  const folder = t.testdir({ 'xdg-open': `#!/bin/sh\necho "$1" > ${'$'}{0%/*}/opened\n` });
  chmodSync(`${folder}/xdg-open`, 0o755);
  const opened = await startCommand(t, { args: ['--open'], path: `${folder}:${process.env.PATH}` });
  await until(() => existsSync(`${folder}/opened`));
  t.equal(readFileSync(`${folder}/opened`, 'utf8'), `${opened.url}/_standin/docs\n`);
  const unopened = await startCommand(t, { args: ['--open'], path: t.testdir({}) });
  await until(() => unopened.complaints() !== '');
  t.equal(
    unopened.complaints(),
    `standin: The browser cannot be opened: spawn xdg-open ENOENT\n  Open ${unopened.url}/_standin/docs\n`,
  );
});

test('each platform has its own way to open a page', async (t) => {
  t.same(commandFor('darwin', 'http://a'), ['open', 'http://a']);
  t.same(commandFor('win32', 'http://a'), ['cmd', '/c', 'start', '""', 'http://a']);
  t.same(commandFor('linux', 'http://a'), ['xdg-open', 'http://a']);
});

test('a page cannot be opened if the program fails', XDG_OPEN, async (t) => {
  const folder = t.testdir({ 'xdg-open': '#!/bin/sh\nexit 3\n', works: { 'xdg-open': '#!/bin/sh\nexec sleep 2\n' } });
  const { PATH: path = '' } = process.env;
  t.teardown(() => Object.assign(process.env, { PATH: path }));
  for (const file of ['xdg-open', 'works/xdg-open']) chmodSync(`${folder}/${file}`, 0o755);
  process.env.PATH = `${folder}:${path}`;
  t.equal(await openBrowser('http://a'), 'xdg-open exited with 3');
  process.env.PATH = `${folder}/works:${path}`;
  t.equal(await openBrowser('http://a'), undefined, 'a browser runs on');
});

test('inspect prints what each operation is understood to do, under the heading of its document', async (t) => {
  const { stdout } = await runCommand('inspect');
  t.match(stdout, /^Microsoft Graph, .*\n\nGET \/deviceManagement/);
  t.match(
    stdout,
    /\n\nApple .*, under \/apple\n\nGET \/certificates\n {4}list of \/certificates by id: returns an array of objects/,
  );
  const own = await runCommand('inspect', 'test/fixtures/documents/clinic.yaml');
  t.match(own.stdout, /^GET \/owners\n {4}list of \/owners by id: /, 'without a heading if there is one document');
  const shop = await runCommand('inspect', 'docs/examples/shop/openapi.yaml');
  t.match(shop.stdout, /cancel\n {4}part of \/orders by id: an action that sets status\n/);
  for (const line of `${stdout}${own.stdout}`.split('\n')) t.equal(line, line.trimEnd(), 'nothing is padded');
});

test('SIGTERM closes the server and exits with 0, and --quiet prints nothing', SIGNALS, async (t) => {
  const port = await freePort();
  const child = spawn(process.execPath, [...COMMAND, '--port', String(port), '--quiet'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      printed += text;
    });
  }
  await until(() => ready(port));
  child.kill('SIGTERM');
  t.same(await once(child, 'exit'), [0, null]);
  t.equal(printed, '');
});

test('SIGTERM ends a server within 8 seconds and writes the reports, whatever is in flight', SIGNALS, async (t) => {
  const folder = t.testdir({
    'handlers.mjs': `export default {
      placeOrder: () => new Promise(() => setInterval(() => undefined, 1000)),
    };`,
  });
  const { child, url } = await startCommand(
    t,
    'test/fixtures/documents/orders.yaml',
    '--handlers',
    `${folder}/handlers.mjs`,
    '--report',
    `${folder}/report`,
  );
  const exits = once(child, 'exit');
  const cut = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, init);
    await response.text();
  };
  const pending = [
    cut('/orders', { headers: { prefer: 'wait=30' } }),
    cut('/orders', { headers: { 'standin-fault': 'latency=30000' } }),
    cut('/orders', { headers: { 'standin-fault': 'drip=30000' } }),
    cut('/orders', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"product":"tea"}' }),
  ].map((request) => t.rejects(request, 'a request that is too slow loses its connection'));
  const events = await fetch(`${url}/_standin/events`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const start = performance.now();
  child.kill('SIGTERM');
  await events.text();
  t.ok(performance.now() - start < 2_000, 'a stream of events ends at once');
  t.same(await exits, [0, null]);
  t.ok(performance.now() - start < 8_000, `${Math.round(performance.now() - start)} ms`);
  t.ok(existsSync(`${folder}/report/junit.xml`));
  await Promise.all(pending);
});

test('a server continues if a handler fails after its response, and names it', SIGNALS, async (t) => {
  const folder = t.testdir({
    'handlers.mjs': `export default {
      listOrders({ next }) {
        setTimeout(() => { throw new Error('too late'); }, 20);
        return next();
      },
      placeOrder({ next }) {
        Promise.reject(new Error('forgotten'));
        return next();
      },
    };`,
  });
  const { child, url, complaints } = await startCommand(
    t,
    'test/fixtures/documents/orders.yaml',
    '--handlers',
    `${folder}/handlers.mjs`,
    '--report',
    `${folder}/report`,
  );
  const exits = once(child, 'exit');
  t.equal((await fetch(`${url}/orders`)).status, 200);
  const headers = { 'content-type': 'application/json' };
  t.equal((await fetch(`${url}/orders`, { method: 'POST', headers, body: '{"product":"tea"}' })).status, 201);
  await until(() => complaints().includes('too late') && complaints().includes('forgotten'));
  t.match(complaints(), /standin: Code outside of a request failed: too late\n {4}at .*handlers\.mjs:3:/);
  t.match(
    complaints(),
    /standin: The handler placeOrder failed: forgotten\n {4}at .*handlers\.mjs:7:.*\n {2}The server/,
  );
  t.equal((await fetch(`${url}/orders`)).status, 200, 'the server continues');
  child.kill('SIGTERM');
  t.same(await exits, [0, null]);
  t.ok(existsSync(`${folder}/report/junit.xml`));
});

test('a server continues if nobody reads its output, or if the output cannot be written', SIGNALS, async (t) => {
  const full = process.platform === 'linux' ? [openSync('/dev/full', 'w')] : [];
  for (const output of ['pipe', ...full] as const) {
    const port = await freePort();
    const child = spawn(process.execPath, [...COMMAND, '--port', String(port), '--log', 'json'], {
      cwd: root,
      stdio: ['ignore', output, output],
    });
    t.teardown(() => child.kill('SIGKILL'));
    await until(() => ready(port));
    child.stdout?.destroy();
    child.stderr?.destroy();
    // The name of a new world goes to standard error, the request line to standard output.
    for (const world of ['one', 'two', 'three', 'four']) {
      const response = await fetch(`http://127.0.0.1:${port}/~${world}${CERTIFICATE}`);
      t.match(await response.text(), 'InvalidAuthenticationToken');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    child.kill('SIGTERM');
    t.same(await once(child, 'exit'), [0, null]);
  }
});

const FULL_DISK = { skip: process.platform !== 'linux' && 'only Linux has /dev/full' };

test('a command whose output cannot be written says so', FULL_DISK, async (t) => {
  const child = spawn(process.execPath, [...COMMAND, 'check', 'test/fixtures/documents/orders.yaml'], {
    cwd: root,
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  });
  let printed = '';
  child.stderr?.on('data', (text) => {
    printed += text;
  });
  t.same(await once(child, 'close'), [1, null]);
  t.match(printed, /^standin: Standard output cannot be written: ENOSPC.*\n$/);
});

async function ready(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/_standin/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test(
  'a request in flight gets its response before the end, and a second signal does not wait for it',
  SIGNALS,
  async (t) => {
    for (const patient of [true, false]) {
      const { child, url } = await startCommand(t);
      const { socket, received } = halfSent(Number(new URL(url).port));
      await once(socket, 'connect');
      await new Promise((resolve) => setTimeout(resolve, 200));
      child.kill('SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 200));
      const exit = once(child, 'exit');
      if (patient) {
        socket.write('}');
        t.same(await exit, [0, null]);
        t.match(received(), /^HTTP\/1\.1 200 OK/);
      } else {
        child.kill('SIGINT');
        t.same(await exit, [130, null]);
      }
      socket.destroy();
    }
  },
);

function halfSent(port: number): { socket: ReturnType<typeof connect>; received: () => string } {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.on('error', () => undefined);
  const head = [
    'PATCH',
    CERTIFICATE,
    'HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{',
  ];
  socket.write(head.join(' '));
  return { socket, received: () => text };
}
