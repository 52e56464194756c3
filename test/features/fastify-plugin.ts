// The mock as a plugin of somebody else's Fastify application.
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import fastify from 'fastify';
import { type Test, test } from 'tap';
import { type Standin, type StandinPluginOptions, standin } from '../../src/index.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

async function application(t: Test, options: StandinPluginOptions & { readonly prefix?: string }) {
  const app = fastify();
  let mock: Standin | undefined;
  app.get('/own', async () => ({ own: true }));
  await app.register(standin, { document, onOpen: (open: Standin) => (mock = open), ...options });
  app.post('/echo', async ({ body }) => ({ body }));
  await app.listen({ port: 0, host: '127.0.0.1' });
  t.teardown(() => app.close());
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const send = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${origin}${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: /^[[{]/.test(text) ? JSON.parse(text) : text,
    };
  };
  const post = (path: string, body: object) =>
    send(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return { app, mock: mock as Standin, send, post, origin };
}

test('the mock is below the prefix, and the application stays as it was', async (t) => {
  const { app, send, post, origin } = await application(t, { prefix: '/mock' });
  t.same((await send('/own')).body, { own: true });
  t.same((await post('/echo', { a: 1 })).body, { body: { a: 1 } }, 'its parsers are unchanged');
  t.equal((await send('/api/owners/1')).status, 404);
  t.match((await send('/mock/api/owners/1')).body, { id: 1, name: 'Ada' });
  const created = await post('/mock/api/owners', { name: 'Eve' });
  t.equal(created.status, 201);
  t.equal(created.headers.get('location'), `${origin}/mock/api/owners/${created.body.id}`);
  t.match((await send(`/mock/api/owners/${created.body.id}`)).body, { name: 'Eve' });
  const invalid = await post('/mock/api/owners', { name: 7 });
  t.equal(invalid.status, 400);
  t.match(invalid.body, { message: /name/ });
  t.equal((await send('/mock/nothing')).status, 404);
  t.match((await app.inject('/mock/api/owners/2')).json(), { name: 'Bob' }, 'without a port too');
});

test('links, pages, worlds and the control API are below the prefix', async (t) => {
  const { mock, send, post } = await application(t, { prefix: '/mock' });
  const list = await send('/mock/api/owners');
  t.match(list.headers.get('link'), /\/mock\/api\/owners\?page=2/);
  t.match((await send('/mock/~alice/api/owners?page=1')).headers.get('link'), /\/mock\/~alice\/api\/owners\?page=2/);
  await post('/mock/~alice/api/owners', { name: 'only here' });
  t.match((await send('/mock/~alice/api/owners/4')).body, { name: 'only here' });
  t.equal((await send('/mock/api/owners/4')).status, 404);
  t.match((await send('/mock/_standin/openapi.json')).body, { servers: [{ url: '/mock/api' }] });
  t.match((await send('/mock/_standin/docs/')).body, /<!DOCTYPE html>/i);
  t.equal((await send('/mock/_standin/docs/static/swagger-ui.css')).status, 200);
  t.same(
    (await send('/mock/_standin/worlds')).body.map(({ name }: { name: string }) => name),
    ['default', 'alice'],
  );
  t.same(
    (await mock.control.worlds()).map(({ name }) => name),
    ['default', 'alice'],
  );
  await mock.control.world().fault({ when: { operation: 'readOwner' }, fault: { kind: 'status', status: 503 } });
  t.equal((await send('/mock/api/owners/1')).status, 503);
});

test('two mocks have two prefixes, and one can be at the root', async (t) => {
  const app = fastify();
  t.teardown(() => app.close());
  await app.register(standin, { document, prefix: '/one' });
  await app.register(standin, { document, prefix: '/two/deep', count: 1 });
  await app.register(standin, {});
  t.match((await app.inject('/one/api/owners/1')).json(), { name: 'Ada' });
  t.match((await app.inject('/two/deep/api/owners/1')).json(), { name: 'Ada' });
  const certificate = await app.inject({
    url: '/v1.0/deviceManagement/applePushNotificationCertificate',
    headers: { authorization: 'Bearer any' },
  });
  t.equal(certificate.statusCode, 200);
});

test('an option that is invalid, or a document that cannot be read, refuses the application', async (t) => {
  const register = (options: object) => {
    const app = fastify();
    t.teardown(() => app.close());
    return Promise.resolve(app.register(standin, { prefix: '/mock', ...options } as never).ready());
  };
  await t.rejects(register({ documnet: 'x' }), { code: 'OPTION_INVALID' });
  await t.rejects(register({ document: 'no-such-file.yaml' }), { name: 'SetupError' });
});
