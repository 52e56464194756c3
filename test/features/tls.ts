// HTTPS on the port: under a CA of its own that vouches for this machine alone, with everything that HTTP has.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { connect as connectTls, createServer, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { openCertificateAuthority } from '../../src/http/listen/certificate-authority.ts';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import { askSecurely, dial, rawly, untilEnd } from '../fixtures/secure.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));
const people = fileURLToPath(new URL('../fixtures/documents/people.yaml', import.meta.url));

async function clinic(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document, ...options });
  t.teardown(() => standin.close());
  const folder = t.testdir({});
  await standin.listen({ tls: true, tlsDir: folder });
  return { standin, folder };
}

test('the port speaks HTTPS, and names the file of the CA to trust', async (t) => {
  const { standin, folder } = await clinic(t);
  t.match(standin.url, /^https:\/\/127\.0\.0\.1:\d+$/);
  t.equal(standin.ca, `${folder}/ca.pem`);
  for (const name of ['localhost', '127.0.0.1', 'alice.localhost', 'a.b.localhost']) {
    t.match(await askSecurely(standin, name, '/api/owners/1'), { status: 200, body: /"Ada"/ }, name);
  }
  await standin.close();
  t.same([standin.url, standin.ca], [undefined, undefined]);
  await standin.listen();
  t.match(standin.url, /^http:/, 'and HTTP again when it is asked to');
  t.equal(standin.ca, undefined);
});

test('no other name is vouched for', async (t) => {
  const { standin, folder } = await clinic(t);
  const ca = readFileSync(String(standin.ca));
  const { port } = new URL(String(standin.url));
  const refusal = async (where: number, servername: string) => {
    const [error] = await once(connectTls({ host: '127.0.0.1', port: where, ca, servername }), 'error');
    return error as NodeJS.ErrnoException;
  };
  t.equal((await refusal(Number(port), 'api.example')).code, 'ERR_TLS_CERT_ALTNAME_INVALID');
  // Even one who has the key cannot make a certificate for another host that this CA's friends would take.
  const forged = createServer(await (await openCertificateAuthority(folder, [])).certify(['api.example']));
  forged.listen(0, '127.0.0.1');
  await once(forged, 'listening');
  t.teardown(() => forged.close());
  const { message } = await refusal((forged.address() as AddressInfo).port, 'api.example');
  t.match(message, /permitted subtree violation/);
});

test('the address of --host is in the certificate', async (t) => {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  await standin.listen({ host: '0.0.0.0', tls: true, tlsDir: t.testdir({}) });
  const socket = (await dial(standin)) as TLSSocket;
  t.match(socket.getPeerCertificate().subjectaltname, /DNS:localhost, DNS:\*\.localhost, .*IP Address:0\.0\.0\.0/);
  socket.destroy();
});

test('every link of an answer is one of HTTPS', async (t) => {
  const { standin } = await clinic(t);
  const { port } = new URL(String(standin.url));
  const added = await askSecurely(standin, 'localhost', '/~alice/api/owners', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'http' },
    body: '{"name":"Dora"}',
  });
  t.equal(added.headers.location, `https://localhost:${port}/~alice/api/owners/4`);
  const { headers } = await askSecurely(standin, 'localhost', '/api/owners?per_page=1');
  t.match(String(headers.link), `<https://localhost:${port}/api/owners?`);
  const injected = await standin.inject({ url: '/api/owners?per_page=1', headers: { 'x-forwarded-proto': 'https' } });
  t.match(String(injected.headers.link), '<https://localhost', 'as it is for one that was injected');
  const plain = await standin.inject('/api/owners?per_page=1');
  t.match(String(plain.headers.link), '<http://localhost');
});

test('the parts of a batch have links of HTTPS too', async (t) => {
  const { standin } = await clinic(t, { document: people });
  const requests = [{ id: '1', method: 'GET', url: '/people?$top=1' }];
  const { body } = await askSecurely(standin, 'localhost', '/v1/$batch', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requests }),
  });
  const { port } = new URL(String(standin.url));
  t.match(JSON.parse(body).responses[0].body['@odata.nextLink'], `https://localhost:${port}/v1/people?`);
});

test('worlds by host, the control API and the docs page are there', async (t) => {
  const { standin } = await clinic(t);
  const body = '{"name":"Dora"}';
  const headers = { 'content-type': 'application/json' };
  const added = await askSecurely(standin, 'alice.localhost', '/api/owners', { method: 'POST', headers, body });
  t.match(added, { status: 201, headers: { 'standin-world': 'alice' } });
  const worlds = await askSecurely(standin, 'localhost', '/_standin/worlds');
  t.match(JSON.parse(worlds.body), [{ name: 'alice' }]);
  const { port } = new URL(String(standin.url));
  const origin = { origin: `https://localhost:${port}` };
  const fromPage = await askSecurely(standin, 'localhost', '/_standin/worlds', { headers: origin });
  t.equal(fromPage.status, 200, 'a page of this server can use the control API');
  t.match(await askSecurely(standin, 'localhost', '/_standin/docs/'), { status: 200, body: /swagger/ });
  const har = await askSecurely(standin, 'localhost', '/_standin/worlds/alice/har');
  t.match(JSON.parse(har.body).log.entries[0].request.url, `https://localhost:${port}/api/owners`);
});

test('what is no HTTP is refused in the API’s own shape, and what is no TLS is hung up on', async (t) => {
  const { standin } = await clinic(t);
  t.match(await rawly(standin, 'hello\r\n\r\n'), /^HTTP\/1\.1 400 .*"The request is not valid HTTP: [A-Z][^"]*\."/s);
  t.match(
    await rawly(standin, 'CONNECT api.example:443 HTTP/1.1\r\nhost: x\r\n\r\n'),
    /^HTTP\/1\.1 405 .*not a proxy/s,
  );
  await t.rejects(fetch(String(standin.url).replace('https', 'http')), TypeError);
  t.equal((await askSecurely(standin, 'localhost', '/api/owners')).status, 200);
});

test('a fault may reset a connection under TLS', async (t) => {
  const { standin } = await clinic(t);
  const world = standin.control.world();
  await world.fault({ fault: { kind: 'reset' } });
  await t.rejects(askSecurely(standin, 'localhost', '/api/owners/1'), { code: 'ECONNRESET' });
  await world.reset();
  t.equal((await askSecurely(standin, 'localhost', '/api/owners/1')).status, 200);
});

test('connections that ask nothing do not keep the server from closing', async (t) => {
  const { standin } = await clinic(t);
  const { port } = new URL(String(standin.url));
  const mute = connect(Number(port), '127.0.0.1');
  const secured = await dial(standin);
  const ends = Promise.all([untilEnd(mute), untilEnd(secured)]);
  await standin.close();
  t.same(await ends, ['', '']);
});

test('a CA that cannot be used keeps the server from starting, and a server that listens listens once', async (t) => {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  const folder = t.testdir({ 'ca.pem': 'x', 'ca-key.pem': 'y' });
  await t.rejects(standin.listen({ tls: true, tlsDir: folder }), {
    code: 'TLS_UNAVAILABLE',
    message: /Delete ca\.pem/,
  });
  const nowhere = process.platform === 'linux' ? ['/proc/standin/tls'] : [];
  for (const none of [`${folder}/ca.pem`, `${folder}/ca.pem/below`, ...nowhere]) {
    const refused = {
      code: 'TLS_UNAVAILABLE',
      message: /No certificate authority can be stored in .*\n {2}Use --tls-dir with a folder/,
    };
    await t.rejects(standin.listen({ tls: true, tlsDir: none }), refused, none);
  }
  t.equal(standin.url, undefined);
  const url = await standin.listen();
  await t.rejects(standin.listen({ port: 4011 }), {
    code: 'LISTEN_FAILED',
    message: `The server already listens on ${url} [LISTEN_FAILED]\n  Call listen() only once, or create another server`,
  });
});
