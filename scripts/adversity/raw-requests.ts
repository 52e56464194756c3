// Bytes that are no valid request. The server refuses them or closes the connection, and serves the next client.
import { connect } from 'node:net';
import { document } from '../../test/fixtures/hostile-requests.ts';
import { AMBIGUOUS, ambiguous, MALFORMED } from '../../test/fixtures/raw-requests.ts';
import { counts, memoryOf, type Part, withServer } from './run.ts';

/** Milliseconds after which the connection is closed by this side. */
const TIMEOUT_MS = 5_000;

/** The status that must be returned; undefined for any 4xx, 501 or 505, or a closed connection. */
type Shape = readonly [title: string, bytes: string | Buffer, status?: number];

const get = (fields: string) => `GET /notes HTTP/1.1\r\nhost: a\r\n${fields}connection: close\r\n\r\n`;
const post = (fields: string, body: string) =>
  `POST /texts HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${fields}connection: close\r\n\r\n${body}`;

const SHAPES: readonly Shape[] = [
  ...MALFORMED.map(([title, text, status]): Shape => [title, text, status]),
  ...AMBIGUOUS.map(([title, fields, status]): Shape => [title, ambiguous(fields), status]),
  [
    'a length and a transfer coding',
    post('content-length: 2\r\ntransfer-encoding: chunked\r\n', '2\r\n[]\r\n0\r\n\r\n'),
  ],
  ['two lengths', post('content-length: 2\r\ncontent-length: 3\r\n', '[]')],
  ['a negative length', post('content-length: -1\r\n', '')],
  ['a length with a sign', post('content-length: +2\r\n', '[]')],
  ['a length of 30 digits', post(`content-length: ${'9'.repeat(30)}\r\n`, '[]')],
  ['a chunk size that is no number', post('transfer-encoding: chunked\r\n', 'zz\r\n')],
  ['a chunk size of 30 digits', post('transfer-encoding: chunked\r\n', `${'f'.repeat(30)}\r\n`)],
  [
    'a chunk extension of 100 KB',
    post('transfer-encoding: chunked\r\n', `2;${'x'.repeat(100_000)}\r\n[]\r\n0\r\n\r\n`),
  ],
  ['chunked is not the last coding', post('transfer-encoding: chunked, identity\r\n', '0\r\n\r\n')],
  ['a space before the colon', get('x-a : 1\r\n')],
  ['a folded header', get('x-a: 1\r\n 2\r\n')],
  ['a zero byte in a header', get('x-a: \0\r\n')],
  ['a zero byte in the path', 'GET /no\0tes HTTP/1.1\r\nhost: a\r\n\r\n'],
  ['a carriage return in a header', get('x-a: 1\r2\r\n')],
  ['a header without a name', get(': 1\r\n')],
  ['a request line of 100 KB', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nhost: a\r\n\r\n`],
  ['10,000 header fields', get('a: 1\r\n'.repeat(10_000))],
  // Node.js reads it like HTTP/1.0.
  ['HTTP 0.9', 'GET /notes\r\n\r\n', 200],
  ['HTTP 9.9', 'GET /notes HTTP/9.9\r\nhost: a\r\n\r\n'],
  ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['the beginning of TLS', Buffer.from('16030100c8010000c40303', 'hex')],
  [
    'a complete URL of another host with credentials',
    'GET http://u:p@b/notes HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n',
  ],
  ['a tunnel', 'CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n', 405],
  ['random bytes', Buffer.from(Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 256))],
  ['a method that no operation has', 'PROPFIND /notes HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 405],
  [
    'invalid UTF-8 in a body',
    Buffer.concat([Buffer.from(post('content-length: 5\r\n', '["')), Buffer.from([0xff, 0x22, 0x5d])]),
    400,
  ],
  ['bytes after a complete request', `${get('').replace('connection: close\r\n', '')}garbage\r\n\r\n`, 200],
];

export const rawRequests: Part = (run) =>
  withServer({ name: 'raw', document, probe: '/notes' }, async (server) => {
    const { hostname, port } = new URL(server.origin);
    const found: Record<string, number> = {};
    for (let round = 0; round < run.amount(20, 1); round++) {
      for (const [title, bytes, wanted] of SHAPES) {
        const status = statusOf(await sendRaw(hostname, Number(port), bytes));
        found[status] = (found[status] ?? 0) + 1;
        const isRefused = wanted === undefined ? /^(4..|501|505|closed)$/.test(status) : status === String(wanted);
        run.check(isRefused, `${title}: ${status} instead of ${wanted ?? 'a refusal'}`);
        const next = await fetch(`${server.origin}/notes`);
        await next.arrayBuffer();
        run.check(next.status === 200, `the client after ${title} gets ${next.status}`);
      }
    }
    run.print(`${SHAPES.length} shapes: ${counts(found)}`);
    run.print(`resident memory ${(await memoryOf(server)).toFixed(0)} MB`);
  });

function statusOf(received: string): string {
  if (received === '') return 'closed';
  return /^HTTP\/1\.1 (\d{3}) /.exec(received)?.[1] ?? `no status line: ${received.slice(0, 40)}`;
}

/** Sends bytes and ends. @returns what the server sends before it closes, or `no end` */
function sendRaw(host: string, port: number, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    let received = '';
    const timeout = setTimeout(() => {
      received ||= 'no end';
      socket.destroy();
    }, TIMEOUT_MS);
    socket.on('data', (chunk) => {
      received += chunk;
    });
    // The server can close the connection before all bytes are sent.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(timeout);
      resolve(received);
    });
    socket.write(bytes);
  });
}
