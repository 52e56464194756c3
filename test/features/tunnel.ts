// A proxy for some hosts: clients that know only the real service's address are answered here, and nobody else is asked.
import { execFile, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Test, test } from 'tap';
import { javaTruststore } from '../../src/http/listen/java-truststore.ts';
import {
  createStandin,
  type ListenOptions,
  type Standin,
  type StandinOptions,
  type UntypedHandlers,
} from '../../src/index.ts';
import { COMMAND } from '../fixtures/command.ts';
import { askThrough, dial, rawly, tunnelTo, untilEnd } from '../fixtures/secure.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const HOSTS = ['api.example', 'login.example'];
const CONNECT = 'CONNECT api.example:443 HTTP/1.1\r\nhost: api.example:443\r\n\r\n';

async function proxy(t: Test, listening: ListenOptions = {}, options: StandinOptions = {}): Promise<Standin> {
  const standin = await createStandin({ document, ...options });
  t.teardown(() => standin.close());
  await standin.listen({ intercept: HOSTS, tlsDir: t.testdir({}), ...listening });
  return standin;
}

test('a tunnel to a host that is intercepted ends here, under a certificate for that host', async (t) => {
  const standin = await proxy(t);
  t.match(standin.url, /^http:/);
  for (const host of HOSTS) {
    t.match(await askThrough(standin, host, '/api/owners/1'), { status: 200, body: /"Ada"/ }, host);
    const end = await tunnelTo(standin, host, { ALPNProtocols: ['h2', 'http/1.1'] });
    t.equal(end.getPeerCertificate().subjectaltname, `DNS:${host}`);
    t.equal(end.alpnProtocol, 'http/1.1');
    end.destroy();
  }
  const { headers } = await askThrough(standin, 'api.example', '/api/owners?per_page=1');
  t.match(String(headers.link), '<https://api.example/api/owners?', 'its links are those of the host');
});

test('a tunnel keeps its connection, and a world is named in it as everywhere', async (t) => {
  const standin = await proxy(t);
  const add = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"Dora"}' };
  const added = await askThrough(standin, 'api.example', '/~alice/api/owners', add);
  t.equal(added.headers.location, 'https://api.example/~alice/api/owners/4');
  const headed = { headers: { 'standin-world': 'alice' } };
  t.equal((await askThrough(standin, 'api.example', '/api/owners/4', headed)).status, 200);
  t.equal((await askThrough(standin, 'api.example', '/api/owners/4')).status, 404, 'the default world has none');
  const end = await tunnelTo(standin, 'api.example');
  const request = (close: string) => `GET /api/owners/1 HTTP/1.1\r\nhost: api.example\r\nconnection: ${close}\r\n\r\n`;
  end.write(request('keep-alive') + request('close'));
  t.equal((await untilEnd(end)).match(/HTTP\/1\.1 200 OK/g)?.length, 2);
});

test('a tunnel to any other host or port is refused in the API’s own shape', async (t) => {
  const standin = await proxy(t);
  for (const target of [
    'other.example:443',
    'api.example:8443',
    'api.example:80',
    'api.example',
    'sub.api.example:443',
    'api.example.:444',
    '127.0.0.1:443',
    '[::1]:443',
    'user@api.example:443',
    '/',
  ]) {
    const received = await rawly(standin, `CONNECT ${target} HTTP/1.1\r\nhost: x\r\n\r\n`);
    t.match(received, /^HTTP\/1\.1 403 /, target);
    const { message } = JSON.parse(received.split('\r\n\r\n')[1] ?? '');
    t.match(message, /^This proxy responds only for api\.example, login\.example.*, not for /, target);
    t.ok(message.includes(`, not for ${target}. `), target);
  }
  for (const target of ['API.Example:443', 'api.example.:443']) {
    const socket = await dial(standin);
    socket.end(`CONNECT ${target} HTTP/1.1\r\nhost: x\r\n\r\n`);
    t.match(await untilEnd(socket), /^HTTP\/1\.1 200 Connection Established\r\n\r\n$/, `${target} is the same host`);
  }
  const end = await tunnelTo(standin, 'api.example');
  end.write(CONNECT);
  t.match(await untilEnd(end), /^HTTP\/1\.1 403 /, 'in a tunnel there is no other');
});

test('a whole URL is answered for hosts that are intercepted, and for this server', async (t) => {
  const standin = await proxy(t);
  const { port } = new URL(String(standin.url));
  const links = '"?<(https?:\\/\\/[^?]*)';
  for (const [url, linked] of [
    ['http://api.example/api/owners?per_page=1', 'http://api.example/api/owners'],
    ['http://API.example:80/api/owners?per_page=1', 'http://API.example:80/api/owners'],
    ['https://login.example/api/owners?per_page=1', 'https://login.example/api/owners'],
    ['http://user:pass@api.example/api/owners?per_page=1', 'http://api.example/api/owners'],
    [`http://127.0.0.1:${port}/~alice/api/owners?per_page=1`, `http://127.0.0.1:${port}/~alice/api/owners`],
    [`http://localhost:${port}/api/owners?per_page=1`, `http://localhost:${port}/api/owners`],
    [`http://bob.localhost:${port}/api/owners?per_page=1`, `http://bob.localhost:${port}/api/owners`],
  ] as const) {
    const received = await rawly(standin, `GET ${url} HTTP/1.1\r\nhost: else.example\r\nconnection: close\r\n\r\n`);
    t.match(received, /^HTTP\/1\.1 200 /, url);
    t.equal(new RegExp(`link: ${links}`).exec(received)?.[1], linked, url);
  }
  for (const [url, host] of [
    ['http://other.example/api/owners', 'other.example'],
    ['http://api.example:8080/api/owners', 'api.example:8080'],
    ['http://api.example:443/api/owners', 'api.example:443'],
    ['http://localhost:1/api/owners', 'localhost:1'],
    ['http://192.0.2.1/api/owners', '192.0.2.1'],
    ['HTTP://other.example', 'other.example'],
    ['http://a..b/', 'a..b'],
  ] as const) {
    const received = await rawly(standin, `GET ${url} HTTP/1.1\r\nhost: api.example\r\n\r\n`);
    t.match(received, /^HTTP\/1\.1 403 /, url);
    t.ok(received.includes(`, not for ${host}.`), url);
  }
});

test('a server that is no proxy answers a whole URL by its path, and opens no tunnel', async (t) => {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  await standin.listen();
  const asked =
    'GET http://other.example/~alice/api/owners?per_page=1 HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n';
  t.match(await rawly(standin, asked), /^HTTP\/1\.1 200 .*<http:\/\/other\.example\/~alice\/api\/owners\?/s);
  t.match(
    await rawly(standin, CONNECT),
    /^HTTP\/1\.1 405 .*"This server is not a proxy for api\.example:443, so it refuses CONNECT\./s,
  );
});

test('the control API is not reached under the name of a host that is intercepted', async (t) => {
  const standin = await proxy(t);
  t.match(await askThrough(standin, 'api.example', '/_standin/worlds'), {
    status: 403,
    body: /not available under the host name/,
  });
});

test('the proxy speaks TLS itself where the port does', async (t) => {
  const standin = await proxy(t, { tls: true });
  t.match(standin.url, /^https:/);
  const { status, headers } = await askThrough(standin, 'api.example', '/api/owners?per_page=1');
  t.equal(status, 200);
  t.match(String(headers.link), '<https://api.example/api/owners?');
  t.match(await rawly(standin, 'CONNECT other.example:443 HTTP/1.1\r\nhost: x\r\n\r\n'), /^HTTP\/1\.1 403 /);
});

test('who speaks no TLS in a tunnel, or goes away, harms nobody', async (t) => {
  for (const tls of [false, true]) {
    const folder = t.testdir({});
    const standin = await proxy(t, { tls, tlsDir: folder });
    for (const [title, behind] of [
      ['garbage at once', 'garbage garbage\r\n\r\n'],
      ['HTTP in clear', 'GET / HTTP/1.1\r\nhost: api.example\r\n\r\n'],
      ['half a handshake', Buffer.from('1603010200010001', 'hex').toString('latin1')],
    ] as const) {
      const socket = await dial(standin);
      socket.end(CONNECT + behind, 'latin1');
      t.match(await untilEnd(socket), /^HTTP\/1\.1 200 Connection Established\r\n\r\n[^H]*$/, title);
    }
    for (const bytes of [CONNECT, 'CONNECT other.example:443 HTTP/1.1\r\nhost: x\r\n\r\n']) {
      const socket = await dial(standin);
      socket.write(bytes, () => socket.destroy());
      await untilEnd(socket);
    }
    const end = await tunnelTo(standin, 'api.example');
    end.write('hello\r\n\r\n');
    t.match(await untilEnd(end), /^HTTP\/1\.1 400 .*not valid HTTP/s, 'and the error says that it is not HTTP');
    t.equal((await askThrough(standin, 'api.example', '/api/owners/1')).status, 200);
  }
});

test('an upgrade that nobody declares is answered as the request that it is', async (t) => {
  const standin = await proxy(t);
  const upgrade = { connection: 'upgrade, close', upgrade: 'websocket', 'sec-websocket-version': '13' };
  t.equal((await askThrough(standin, 'api.example', '/api/owners/1', { headers: upgrade })).status, 200);
});

test('tunnels end when the server closes, once what is under way in them is answered', async (t) => {
  const steps = new EventEmitter();
  const [asked, released] = [once(steps, 'asked'), once(steps, 'released')];
  const handlers: UntypedHandlers = {
    readOwner: async ({ next }) => {
      steps.emit('asked');
      await released;
      return next();
    },
  };
  const standin = await proxy(t, {}, { handlers });
  const [opening, opened, asking] = [
    await dial(standin),
    await tunnelTo(standin, 'api.example'),
    await tunnelTo(standin, 'api.example'),
  ];
  opening.write(CONNECT);
  const ends = Promise.all([opening, opened, asking].map(untilEnd));
  asking.write('GET /api/owners/1 HTTP/1.1\r\nhost: api.example\r\n\r\n');
  await asked;
  const closed = standin.close();
  opened.once('close', () => steps.emit('released'));
  await closed;
  const [, second, third] = await ends;
  t.equal(second, '', 'the one that asked nothing');
  t.match(third, /^HTTP\/1\.1 200 OK/, 'the one that did');
});

test('a handshake that does not end is ended', async (t) => {
  const standin = await proxy(t);
  const { port } = new URL(String(standin.url));
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(CONNECT);
  const ended = untilEnd(socket);
  await standin.close();
  t.match(await ended, /^(HTTP\/1\.1 200 Connection Established\r\n\r\n)?$/);
});

test('hosts are names, and nothing else', async (t) => {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  for (const host of [
    '',
    'https://api.example',
    'api.example:443',
    'api.example/v1',
    '*.example',
    '192.0.2.1',
    '::1',
  ]) {
    const refused = { code: 'OPTION_INVALID', message: /^Invalid value \[".*"\] for the option "intercept"/ };
    await t.rejects(standin.listen({ intercept: [host] }), refused, host);
  }
  const folder = t.testdir({});
  await standin.listen({ intercept: ['Bücher.example', 'API.example.'], tlsDir: folder });
  t.equal((await askThrough(standin, 'xn--bcher-kva.example', '/api/owners/1')).status, 200);
  t.equal((await askThrough(standin, 'api.example', '/api/owners/1')).status, 200);
});

test('a host that was not asked for is not vouched for, whatever name a client gives in the tunnel', async (t) => {
  const standin = await proxy(t);
  const socket = await dial(standin);
  socket.write(CONNECT);
  await once(socket, 'data');
  const end = connectTls({ socket, ca: readFileSync(String(standin.ca)), servername: 'other.example' });
  const [error] = await once(end, 'error');
  t.equal((error as NodeJS.ErrnoException).code, 'ERR_TLS_CERT_ALTNAME_INVALID');
});

test('what passes through the proxy can be validated against a real service', async (t) => {
  const service = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"one"}');
  });
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  t.teardown(() => service.close());
  const { port } = service.address() as AddressInfo;
  const standin = await proxy(t, {}, { upstream: `http://127.0.0.1:${port}` });
  t.match(await askThrough(standin, 'api.example', '/api/owners/1'), { status: 200, body: '{"id":"one"}' });
  t.match((await standin.report()).violations, [{ direction: 'response' }]);
});

test('standin run gives its command the proxy and the CA', async (t) => {
  const folder = join(
    t.testdir({ "it's here": { 'print.cjs': 'console.log(JSON.stringify(process.env))' } }),
    "it's here",
  );
  const words = ['--intercept', 'api.example,login.example', '--tls-dir', folder];
  const standin = (...more: string[]) =>
    promisify(execFile)(process.execPath, [...COMMAND, ...more], {
      cwd: root,
      env: { ...process.env, JAVA_TOOL_OPTIONS: '', NO_PROXY: 'api.example', HTTPS_PROXY: 'http://192.0.2.1:1' },
    });
  const { stdout } = await standin(
    'run',
    document,
    ...words,
    '--allow-empty',
    '--',
    process.execPath,
    `${folder}/print.cjs`,
  );
  const env = JSON.parse(stdout);
  t.match(env.STANDIN_URL, /^http:\/\/127\.0\.0\.1:\d+$/);
  t.same([env.HTTPS_PROXY, env.https_proxy], [env.STANDIN_URL, env.STANDIN_URL]);
  t.same([env.NO_PROXY, env.no_proxy], ['localhost,127.0.0.1,::1', 'localhost,127.0.0.1,::1']);
  t.equal(env.NODE_USE_ENV_PROXY, '1');
  const ca = join(folder, 'ca.pem');
  for (const name of [
    ...['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'PIP_CERT'],
    ...['CURL_CA_BUNDLE', 'GIT_SSL_CAINFO', 'AWS_CA_BUNDLE'],
  ])
    t.equal(env[name], ca, name);
  const { port } = new URL(env.STANDIN_URL);
  t.equal(
    env.JAVA_TOOL_OPTIONS,
    [
      `-Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=${port} -Dhttp.nonProxyHosts="localhost|127.*|[::1]"`,
      `-Djavax.net.ssl.trustStore="${join(folder, 'ca.jks')}"`,
      '-Djavax.net.ssl.trustStoreType=JKS -Djavax.net.ssl.trustStorePassword=changeit',
    ].join(' '),
  );
  t.same(readFileSync(join(folder, 'ca.jks')), javaTruststore(readFileSync(ca, 'utf8')));
  await t.rejects(standin(document, '--intercept', 'api.example,'), {
    code: 2,
    stderr: /Invalid value "api.example," for --intercept \[OPTION_INVALID\]/,
  });
});

test('the first lines name the CA and the proxy, and the curl line works when pasted', async (t) => {
  const folder = join(t.testdir({}), 'of ours');
  const words = ['--tls', '--tls-dir', folder, '--intercept', HOSTS.join(), '--port', '0'];
  const child = spawn(process.execPath, [...COMMAND, document, ...words], { cwd: root });
  t.teardown(() => child.kill('SIGKILL'));
  let lines = '';
  for await (const text of child.stdout) {
    lines += text;
    if (lines.includes('\nproxy ')) break;
  }
  const ca = join(folder, 'ca.pem');
  const file = `'${ca}'`;
  t.match(lines, `CA file    ${ca}\ntrust      NODE_EXTRA_CA_CERTS=${file} SSL_CERT_FILE=${file}\n`);
  t.match(lines, /^proxy {6}HTTPS_PROXY=https:\/\/127\.0\.0\.1:\d+ for api\.example, login\.example$/m);
  const curl = /^try +(.*)$/m.exec(lines)?.[1] ?? '';
  const { stdout } = await promisify(execFile)('sh', ['-c', `${curl} --silent --include`]);
  t.match(stdout, /^HTTP\/1\.1 200 OK/);
});
