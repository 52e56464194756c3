// The command as a person meets it: what it prints, what its first lines promise, how it fails and how it ends.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'tap';
import { COMMAND, COMMAND_LINE, runCommand, startCommand } from '../fixtures/command.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Windows knows no signals: `kill` ends a process at once. */
const SIGNALS = { skip: process.platform === 'win32' };
const CERTIFICATE = '/v1.0/deviceManagement/applePushNotificationCertificate';

test('the first lines give the base URL, the docs page and a curl line that works when pasted', async (t) => {
  const { lines, url } = await startCommand(t);
  t.match(lines, `${url}/v1.0`);
  t.match(lines, `${url}/beta`);
  t.match(lines, `${url}/_standin/docs`);
  const curl = /^try +(.*)$/m.exec(lines)?.[1] ?? '';
  const { stdout } = await promisify(execFile)('sh', ['-c', `${curl} --silent --include`]);
  t.match(stdout, /^HTTP\/1\.1 200 OK/);
  t.match(stdout, '"appleIdentifier":"Apple Identifier value"');
});

test('the curl line works when pasted where only tokens of this server are taken, and where none is needed', async (t) => {
  for (const [auth, header] of [
    ['strict', /^curl -H "Authorization: Bearer \$\(npx standin token --url http:[^)]*\)" 'http:/],
    ['off', /^curl 'http:/],
  ] as const) {
    const { lines } = await startCommand(t, '--auth', auth);
    const curl = /^try +(.*)$/m.exec(lines)?.[1] ?? '';
    t.match(curl, header, auth);
    const here = curl.replace('npx standin', COMMAND_LINE);
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

test('a document can be brought', async (t) => {
  const { lines, url } = await startCommand(t, 'test/fixtures/documents/small-3.0.yaml');
  t.match(lines, 'serving    Notes 1');
  t.match(lines, `${url}/v2/settings`);
  t.match(lines, "-H 'Authorization: Basic dXNlcjpwYXNzd29yZA=='");
});

test('--help and --version tell and end well', async (t) => {
  const help = await runCommand('--help');
  t.equal(help.code, 0);
  for (const option of ['--port', '--host', '--now', '--invalid-responses', '--quiet', '--version'])
    t.match(help.stdout, option);
  for (const heading of ['Document:', 'Address:', 'Verdict:', 'Examples:']) t.match(help.stdout, `\n${heading}\n`);
  t.notMatch(help.stdout, /^ +--no-\w+ +none$/m);
  t.notMatch((await runCommand('run', '--help')).stdout, '--port', 'a run takes any free port');
  t.match((await runCommand('--version')).stdout, /^\d+\.\d+\.\d+\n$/);
});

test('inspect says of each operation what it is taken to do, under the heading of its document', async (t) => {
  const { stdout } = await runCommand('inspect');
  t.match(stdout, /^Microsoft Graph, .*\n\nGET \/deviceManagement/);
  t.match(
    stdout,
    /\n\nApple .*, under \/apple\n\nGET \/certificates\n {4}list of \/certificates by id: answers an array/,
  );
  const own = await runCommand('inspect', 'test/fixtures/documents/clinic.yaml');
  t.match(own.stdout, /^GET \/owners\n {4}list of \/owners by id: /, 'without a heading where there is one document');
  for (const line of `${stdout}${own.stdout}`.split('\n')) t.equal(line, line.trimEnd(), 'nothing is padded');
});

test('what cannot be started says one clear thing and ends with 1', async (t) => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  t.teardown(() => blocker.close());
  const { port } = blocker.address() as AddressInfo;
  const broken = t.testdir({
    'type.yaml':
      'openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths:\n  /a:\n    get:\n      responses:\n        "200":\n          description: ok\n          content:\n            application/json:\n              schema: {type: strin}\n',
    'syntax.yaml': 'openapi: 3.1.0\n  info: [\n',
    'syntax.json': '{\n  "openapi": "3.1.0",\n}',
  });
  const cases: readonly (readonly [title: string, words: readonly string[], says: readonly (string | RegExp)[]])[] = [
    [
      'a port that is taken',
      ['--port', String(port)],
      [`The port ${port} on 127.0.0.1 is taken [PORT_IN_USE]`, '--port'],
    ],
    ['a host that is not ours', ['--host', '203.0.113.1'], ['[LISTEN_FAILED]', '--host']],
    ['a document that is not there', ['nowhere.yaml'], ['[DOCUMENT_UNREADABLE]', 'nowhere.yaml', 'Use the path']],
    [
      'a document that breaks a rule',
      [`${broken}/type.yaml`],
      ['[DOCUMENT_INVALID]', /type\.yaml:11:23 at \/paths\/~1a\/get/, 'Make it'],
    ],
    ['YAML that does not parse', [`${broken}/syntax.yaml`], ['[DOCUMENT_UNPARSABLE]', /syntax\.yaml:2:7/]],
    ['JSON that does not parse', [`${broken}/syntax.json`], ['[DOCUMENT_UNPARSABLE]', /syntax\.json:3:1/]],
    ['a port that is none', ['--port', '99999'], ['--port is "99999" [OPTION_INVALID]', 'from 0 to 65535']],
    ['a moment that is none', ['--now', 'soon'], ['--now is "soon" [OPTION_INVALID]']],
    [
      'a policy that is none',
      ['--invalid-responses', 'never'],
      ['--invalid-responses is "never" [OPTION_INVALID]', 'send or refuse'],
    ],
    ['an option that is none', ['--nothing'], ["unknown option '--nothing'"]],
    ['a command that is misspelt', ['tokn'], ['neither a document nor a command tokn', 'did you mean token?']],
    ['one in front of a document', ['chek', 'a.yaml'], ['a command chek [DOCUMENT_UNREADABLE]', 'did you mean check?']],
    ['a word that is like none', ['petstore'], ['a command petstore', 'or a command: check, proxy, inspect']],
    ['a port for a run', ['run', '--port', '1', '--', 'true'], ['standin run: leave --port out']],
    ['JSON of something else', ['check', 'package.json'], ['[DOCUMENT_UNSUPPORTED]', 'or with "swagger": "2.0"']],
  ];
  for (const [title, words, says] of cases) {
    const { code, stdout, stderr } = await runCommand(...words);
    t.equal(code, 1, title);
    t.equal(stdout, '', `${title}: nothing on standard output`);
    for (const text of says) t.match(stderr, text, title);
    t.notMatch(stderr, /\n {4}at /, `${title}: no stack trace`);
  }
});

test('SIGTERM answers what is under way, then ends with 0; --quiet has said nothing', SIGNALS, async (t) => {
  const port = await freePort();
  const child = spawn(process.execPath, [...COMMAND, '--port', String(port), '--quiet'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  let said = '';
  child.stdout?.on('data', (text) => {
    said += text;
  });
  const listens = () =>
    fetch(`http://127.0.0.1:${port}/_standin/openapi.json`).then(
      (response) => response.ok,
      () => false,
    );
  while (!(await listens())) await new Promise((resolve) => setTimeout(resolve, 50));
  child.kill('SIGTERM');
  t.same(await once(child, 'exit'), [0, null]);
  t.equal(said, '');
});

test('a request under way is answered before the end, and a second signal does not wait for it', SIGNALS, async (t) => {
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
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

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
