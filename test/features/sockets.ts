// What only a socket shows: requests that are no requests, and methods that no client library sends.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'tap';
import { createStandin, type Standin } from '../../src/index.ts';
import { AMBIGUOUS, ambiguous, MALFORMED } from '../fixtures/raw-requests.ts';

async function raw(standin: Standin, text: string): Promise<string> {
  const { port } = new URL(String(standin.url));
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(text);
  let received = '';
  for await (const chunk of socket) received += chunk;
  return received;
}

test('what Node cannot read as a request is refused in the API’s own shape', async (t) => {
  const standin = await createStandin();
  await standin.listen();
  t.teardown(() => standin.close());
  for (const [title, text, status, code] of MALFORMED) {
    const received = await raw(standin, text);
    t.match(received, new RegExp(`^HTTP/1\\.1 ${status} `), title);
    t.match(received, /\r\nrequest-id: [0-9a-f-]{36}\r\n/, title);
    const body = JSON.parse(received.split('\r\n\r\n')[1] ?? '');
    t.equal(body.error.code, code, title);
  }
});

test('a request is refused if its host or its length can be read in two ways', async (t) => {
  const standin = await createStandin();
  await standin.listen();
  t.teardown(() => standin.close());
  for (const [title, fields, status] of AMBIGUOUS) {
    const received = await raw(standin, ambiguous(fields));
    t.match(received, new RegExp(`^HTTP/1\\.1 ${status} `), title);
    t.match(received, /\r\nx-content-type-options: nosniff\r\n/i, title);
  }
  for (const [title, target, host] of [
    ['two hosts and a complete URL', 'http://a/', 'host: a\r\nhost: b\r\n'],
    ['a complete URL without a Host header', 'http://a/', ''],
    ['a complete URL with an invalid Host header', 'http://a/', 'host: a b\r\n'],
    ['a complete URL without a host', 'http:///', 'host: a\r\n'],
    ['the target of OPTIONS with another method', '*', 'host: a\r\n'],
  ] as const) {
    const received = await raw(standin, `GET ${target} HTTP/1.1\r\n${host}connection: close\r\n\r\n`);
    t.match(received, /^HTTP\/1\.1 400 /, title);
  }
});

test('a request whose body cannot be read gets one response', async (t) => {
  const standin = await createStandin();
  await standin.listen();
  t.teardown(() => standin.close());
  const inside = 'GET / HTTP/1.1\r\nhost: a\r\n\r\n';
  const received = await raw(standin, `POST /x HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip\r\n\r\n${inside}`);
  t.match(received, /^HTTP\/1\.1 501 /);
  t.equal(received.split('HTTP/1.1 ').length, 2, 'nothing in the body is a request');
});

test('100 Continue is sent when the body is read, not before a refusal', async (t) => {
  const standin = await createStandin();
  await standin.listen();
  t.teardown(() => standin.close());
  const { port } = new URL(String(standin.url));
  const body = '{"certificate":"new"}';
  const head = (fields: string) =>
    `PATCH /v1.0/deviceManagement/applePushNotificationCertificate HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n${fields}\r\n`;
  const refused = await raw(standin, head(''));
  t.match(refused, /^HTTP\/1\.1 401 /, 'the first line is the refusal');
  t.match(refused, /\r\nconnection: close\r\n/i, 'nobody knows whether the body comes');
  const socket = connect(Number(port), '127.0.0.1');
  t.teardown(() => socket.destroy());
  socket.write(head('authorization: Bearer x\r\n'));
  const [first] = await once(socket, 'data');
  t.match(String(first), /^HTTP\/1\.1 100 Continue\r\n\r\n$/);
  socket.write(body);
  const [response] = await once(socket, 'data');
  t.match(String(response), /^HTTP\/1\.1 200 .*"certificate":"new"/s);
  t.match(String(response), /\r\nconnection: keep-alive\r\n/i, 'the connection stays open');
});

test('methods that Fastify does not route are answered with 405 and what is allowed', async (t) => {
  const standin = await createStandin();
  await standin.listen();
  t.teardown(() => standin.close());
  const path = '/v1.0/deviceManagement/applePushNotificationCertificate';
  for (const method of ['PROPFIND', 'MKCOL', 'LINK']) {
    const received = await raw(standin, `${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    t.match(received, /^HTTP\/1\.1 405 /, method);
    t.match(received, /\r\nallow: GET, PATCH, HEAD, OPTIONS\r\n/, method);
  }
});

test('what stands behind a whole request does not take its answer away', async (t) => {
  const standin = await createStandin();
  await standin.listen();
  t.teardown(() => standin.close());
  const head = `PATCH /v1.0/deviceManagement/applePushNotificationCertificate HTTP/1.1\r\nhost: x\r\nauthorization: Bearer x\r\n`;
  const body = '{"certificate":"new"}';
  const whole = `${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const received = await raw(standin, `${whole}garbage\r\n\r\n`);
  t.match(received, /^HTTP\/1\.1 200 /, 'the change is answered');
  t.match(received, /"certificate":"new"/);
  t.match(received, /HTTP\/1\.1 400 /, 'then the garbage is refused');
  const broken = `${head}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n`;
  t.match(await raw(standin, broken), /^HTTP\/1\.1 400 /, 'a body that breaks off is refused at once');
  const tunnel = await raw(standin, 'CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n');
  t.match(tunnel, /^HTTP\/1\.1 405 .*MethodNotAllowed/s, 'there is no tunnel');
});

test('an idle connection stays open for longer than a client pauses', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const response = await fetch(await standin.listen(), { redirect: 'manual' });
  t.equal(response.headers.get('keep-alive'), 'timeout=72');
});

test('malformed JSON is answered at once', async (t) => {
  const standin = await createStandin();
  await standin.listen();
  t.teardown(() => standin.close());
  const response = await fetch(`${standin.url}/v1.0/deviceManagement/applePushNotificationCertificate`, {
    method: 'PATCH',
    headers: { authorization: 'Bearer x', 'content-type': 'application/json', 'client-request-id': 'mine' },
    body: '{"certificate": ',
    signal: AbortSignal.timeout(5000),
  });
  t.equal(response.status, 400);
  t.equal(response.headers.get('client-request-id'), 'mine');
  t.match(await response.json(), {
    error: { code: 'BadRequest', message: /^The body is not valid JSON/, innerError: { 'client-request-id': 'mine' } },
  });
});

test('a server listens once, releases its port on close, and has a URL only while it listens', async (t) => {
  const first = await createStandin();
  t.equal(first.url, undefined);
  const url = await first.listen({ port: 0 });
  t.equal(first.url, url);
  const second = await createStandin();
  await t.rejects(second.listen({ port: Number(new URL(url).port) }), { code: 'PORT_IN_USE' });
  await first.close();
  t.equal(first.url, undefined);
  await second.listen({ port: Number(new URL(url).port) });
  await second.close();
  await second.close();
});

test('who is refused a tunnel and does not go is not waited for when the server closes', async (t) => {
  const standin = await createStandin();
  await standin.listen();
  const { port } = new URL(String(standin.url));
  const socket = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
  t.teardown(() => socket.destroy());
  socket.write('CONNECT x.example:443 HTTP/1.1\r\nhost: x\r\n\r\n');
  const [answer] = await once(socket, 'data');
  t.match(String(answer), /^HTTP\/1\.1 405 /);
  await standin.close();
  t.equal(standin.url, undefined);
});

test('a client that goes before its body was whole is no fault of this server', async (t) => {
  const broken: unknown[] = [];
  const standin = await createStandin({ onInvalidResponse: (one) => broken.push(one) });
  t.teardown(() => standin.close());
  await standin.listen();
  const { port } = new URL(String(standin.url));
  const socket = connect(Number(port), '127.0.0.1');
  const path = '/v1.0/deviceManagement/applePushNotificationCertificate';
  const type = 'authorization: Bearer x\r\ncontent-type: application/json';
  socket.write(`PATCH ${path} HTTP/1.1\r\nhost: x\r\n${type}\r\ncontent-length: 100\r\n\r\n{`, () => socket.destroy());
  await once(socket, 'close');
  // Until the request has come there is no world to ask.
  const exchanges = () =>
    standin.control
      .world()
      .exchanges()
      .catch(() => []);
  const seen = async (): Promise<number | undefined> => (await exchanges())[0]?.status;
  let status = await seen();
  for (let look = 0; status === undefined && look < 200; look += 1) {
    await sleep(10);
    status = await seen();
  }
  t.equal(status, 400, 'it is remembered as what it is');
  t.same(broken, []);
});
