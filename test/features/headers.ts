// The table of headers against a running server: every header that standin sends or reads by its own name is in it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'tap';
import { ODATA_HEADERS } from '../../src/conventions/odata/headers.ts';
import { HEADERS, type HeaderTexts } from '../../src/headers.ts';
import { createStandin } from '../../src/index.ts';

const src = fileURLToPath(new URL('../../src', import.meta.url));
const documents = ['clinic', 'library'].map((name) =>
  fileURLToPath(new URL(`../fixtures/documents/${name}.yaml`, import.meta.url)),
);

/** Headers of the HTTP connection and of the body. */
const OF_HTTP = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);

test('every header of a response is in the table', async (t) => {
  const [clinic, library] = documents as [string, string];
  const standin = await createStandin({ documents: [{ document: clinic }, { document: library, mount: '/books' }] });
  t.teardown(() => standin.close());
  const origin = 'https://app.example';
  const requests = [
    { url: '/api/owners', headers: { origin } },
    { url: '/api/owners?per_page=1' },
    { url: '/~alice/api/owners/1', headers: { prefer: 'code=404' } },
    { url: '/api/owners?__code=429' },
    { url: '/api/owners', headers: { 'standin-fault': 'invalid-response' } },
    { method: 'POST', url: '/api/owners', payload: { name: 'Ada' }, headers: { 'idempotency-key': 'one' } },
    { method: 'POST', url: '/api/owners', payload: { name: 'Ada' }, headers: { 'idempotency-key': 'one' } },
    { method: 'POST', url: '/api/owners', payload: 'x', headers: { 'content-type': 'text/csv' } },
    { method: 'POST', url: '/api/owners', payload: 'x', headers: { 'content-encoding': 'gzip' } },
    { method: 'DELETE', url: '/api/owners' },
    { method: 'OPTIONS', url: '/api/owners', headers: { origin, 'access-control-request-method': 'POST' } },
    { url: '/books/v4/books?$top=1', headers: { 'client-request-id': 'mine' } },
    { url: '/_standin/worlds', headers: { host: 'evil.example' } },
    { method: 'POST', url: '/_standin/worlds', payload: { name: 'bob' } },
  ] as const;
  const seen = new Set<string>();
  for (const request of requests) {
    const { headers } = await standin.inject(request);
    for (const name of Object.keys(headers)) if (!OF_HTTP.has(name)) seen.add(name);
  }
  const inResponses = [HEADERS, ODATA_HEADERS].flatMap((table: Readonly<Record<string, HeaderTexts>>) =>
    Object.entries(table).flatMap(([name, { response }]) => (response === undefined ? [] : [name])),
  );
  t.same(
    [...seen].filter((name) => !inResponses.includes(name)),
    [],
  );
  for (const name of [
    'standin-world',
    'request-id',
    'idempotency-replayed',
    'preference-applied',
    'retry-after',
    'allow',
  ]) {
    t.ok(seen.has(name), `${name} is among them`);
  }
});

test('the names of standin’s own headers are written in one file', async (t) => {
  const own = Object.keys(HEADERS).filter((name) => name.startsWith('standin-'));
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && file !== 'headers.ts' && !file.includes('generated'),
  );
  const found = files.flatMap((file) => {
    const text = readFileSync(join(src, file), 'utf8');
    return own.filter((name) => text.includes(`'${name}'`)).map((name) => `${file}: ${name}`);
  });
  t.same(found, []);
  t.ok(files.length > 200, 'all files are read');
});

test('the names in the table are the keys in another case', async (t) => {
  for (const [key, { name }] of Object.entries({ ...HEADERS, ...ODATA_HEADERS })) t.equal(name.toLowerCase(), key);
});
