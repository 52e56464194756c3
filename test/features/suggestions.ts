// An unknown path suggests the nearest declared one: to the client, in explanations and reports, in the request line.
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import { packService } from '../fixtures/service.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

async function clinic(t: Test, options: StandinOptions = {}) {
  const lines: string[] = [];
  const standin = await createStandin({
    document,
    log: { format: 'pretty', output: { write: (text) => lines.push(text) }, colors: false },
    ...options,
  });
  t.teardown(() => standin.close());
  return { standin, world: standin.control.world(), lines };
}

test('the error names the nearest path, and so do the explanation, the report and the request line', async (t) => {
  const { standin, world, lines } = await clinic(t);
  const { statusCode, body } = await standin.inject('/api/ownrs/7');
  t.equal(statusCode, 404);
  t.match(JSON.parse(body), { message: 'The document declares no path /api/ownrs/7. Did you mean /api/owners/7?' });
  const [latest] = await world.exchanges();
  t.match(await standin.control.explain(latest?.id ?? ''), {
    decision: { by: 'error', reason: /Did you mean \/api\/owners\/7\?/ },
  });
  t.match((await standin.report()).violations, [{ rule: 'path', message: /Did you mean \/api\/owners\/7\?$/ }]);
  const html = await standin.control.report('html');
  t.match(html, /no such path\. Did you mean \/api\/owners\/7\?/);
  // Lines are written once for each turn of the event loop.
  await setImmediate();
  t.match(
    lines.join(''),
    /GET \/api\/ownrs\/7 404 .* ms {2}The document declares no such path\. Did you mean \/api\/owners\/7\?\n/,
  );
});

test('a forgotten base path is suggested with the path; nothing is suggested that is not close', async (t) => {
  const { standin } = await clinic(t);
  t.match((await standin.inject('/owners')).json(), { message: /Did you mean \/api\/owners\?$/ });
  t.match((await standin.inject('/invoices')).json(), {
    message: 'The document declares no path /invoices. The base path is /api.',
  });
  t.match((await standin.inject('/api/invoices')).json(), { message: 'The document declares no path /api/invoices.' });
});

test('an empty path parameter does not match: a slash at the end is another path unless the document declares it', async (t) => {
  const { standin } = await clinic(t);
  for (const method of ['GET', 'POST', 'PATCH'] as const) {
    const { statusCode, body } = await standin.inject({ method, url: '/api/owners/' });
    t.equal(statusCode, 404, method);
    t.match(JSON.parse(body), {
      message: 'The document declares no path /api/owners/. Did you mean /api/owners?',
    });
  }
  t.equal((await standin.inject('/api/owners//pets')).statusCode, 404);
  const ok = (text: string) => ({
    responses: { 200: { description: 'ok', content: { 'application/json': { schema: { const: text } } } } },
  });
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  const slashes = await createStandin({
    document: {
      openapi: '3.1.0',
      info: { title: 'A', version: '1' },
      paths: {
        '/a/': { get: ok('all') },
        '/a/{id}': { parameters: [id], get: ok('one') },
        '/b/{id}/': { parameters: [id], get: ok('slash') },
        '/{id}': { parameters: [id], get: ok('root') },
      },
    },
  });
  t.teardown(() => slashes.close());
  for (const [url, expected] of [
    ['/a/', 'all'],
    ['/a/1', 'one'],
    ['/b/1/', 'slash'],
    ['/c', 'root'],
  ] as const)
    t.equal((await slashes.inject(url)).json(), expected, url);
  for (const url of ['/b//', '/b/1', '/b/']) t.equal((await slashes.inject(url)).statusCode, 404, url);
  t.equal((await slashes.inject('/')).statusCode, 302, 'the page at the root is not taken by an empty parameter');
});

test('a path with another method is a matter of the method', async (t) => {
  const { standin } = await clinic(t);
  const { statusCode, body } = await standin.inject({ method: 'DELETE', url: '/api/owners' });
  t.equal(statusCode, 405);
  t.notMatch(body, /Did you mean/);
});

test('the built-in service keeps its own sentence; the explanation has the suggestion', async (t) => {
  const service = await packService({ settings: { profile: 'observed' } });
  t.teardown(() => service.standin.close());
  const { body } = await service.standin.inject({ url: `${service.path}s`, headers: { authorization: 'Bearer x' } });
  t.match(JSON.parse(body).error.message, /^Resource not found for the segment '[^']+'\.$/);
  const [latest] = await service.standin.control.world().exchanges();
  t.match(await service.standin.control.explain(latest?.id ?? ''), {
    decision: { reason: new RegExp(`Did you mean ${service.path}\\?`) },
  });
});
