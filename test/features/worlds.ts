// Worlds: one server, many isolated copies of the state, however a request names its own.
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createControl } from '../../src/control/client.ts';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import { startCommand } from '../fixtures/command.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

async function clinic(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document, ...options });
  t.teardown(() => standin.close());
  return standin;
}

const ADA = [
  { id: 1, name: 'Ada' },
  { id: 2, name: 'Bob' },
];

test('a world is named by path, header or host, and keeps to itself', async (t) => {
  const opened: string[] = [];
  const standin = await clinic(t, { onWorld: (name) => opened.push(name) });
  const added = await standin.inject({
    method: 'POST',
    url: '/~alice/api/owners',
    payload: { name: 'Dora' },
    headers: { host: 'clinic.test' },
  });
  t.equal(added.headers['standin-world'], 'alice');
  t.equal(added.headers.location, 'http://clinic.test/~alice/api/owners/4', 'URLs of an answer keep the prefix');
  const [prefixed, headed, hosted, plain] = await Promise.all([
    standin.inject('/~alice/api/owners/4'),
    standin.inject({ url: '/api/owners/4', headers: { 'standin-world': 'alice' } }),
    standin.inject({ url: '/api/owners/4', headers: { host: 'alice.localhost:4010' } }),
    standin.inject('/api/owners/4'),
  ]);
  t.same([prefixed.statusCode, headed.statusCode, hosted.statusCode, plain.statusCode], [200, 200, 200, 404]);
  t.equal(plain.headers['standin-world'], undefined, 'the default world has no header');
  t.same(opened, ['alice']);
});

test('the links of a list lead back into the world', async (t) => {
  const standin = await clinic(t);
  const { headers } = await standin.inject('/~alice/api/owners?per_page=1');
  t.match(String(headers.link), /<http:\/\/localhost:80\/~alice\/api\/owners\?[^>]*page=2[^>]*>; rel="next"/);
});

test('an invalid world name is refused, and no world is created', async (t) => {
  const standin = await clinic(t);
  for (const name of ['a/b', '..', 'a b', '-a', 'x'.repeat(64), '%2e%2e']) {
    const answer = await standin.inject({ url: '/api/owners', headers: { 'standin-world': name } });
    t.equal(answer.statusCode, 400, name);
    t.match(answer.json().message, /^The world name ".*" is not valid\./);
  }
  for (const path of ['/~a.b/api/owners', '/~/api/owners', '/~a%2fb/api/owners']) {
    t.equal((await standin.inject(path)).statusCode, 404, path);
  }
  t.same(
    (await standin.control.worlds()).map(({ name }) => name),
    ['default'],
  );
});

test('a document with paths of tildes keeps them', async (t) => {
  const open = {
    openapi: '3.1.0',
    info: { title: 'Tilde', version: '1' },
    paths: {
      '/~{user}/notes': {
        get: {
          parameters: [{ name: 'user', in: 'path', required: true, schema: { type: 'string' } }],
          responses: { 200: { description: 'Notes', content: { 'application/json': { example: ['a'] } } } },
        },
      },
    },
  };
  const standin = await clinic(t, { document: open });
  const answer = await standin.inject('/~alice/notes');
  t.equal(answer.statusCode, 200);
  t.equal(answer.headers['standin-world'], undefined);
});

test('each world has the docs page and the document with its own servers', async (t) => {
  const standin = await clinic(t);
  t.equal((await standin.inject('/~alice/')).headers.location, '/~alice/_standin/docs/');
  t.match((await standin.inject('/~alice/_standin/docs/')).body, /Clinic/);
  const { servers } = (await standin.inject('/~alice/_standin/openapi.json')).json();
  t.equal(servers[0].url, '/~alice/api');
  t.equal((await standin.inject('/~alice/_standin/docs/json')).json().servers[0].url, '/~alice/api');
});

test('a world that nobody names is dropped; the default one is not', async (t) => {
  const standin = await clinic(t, { worldIdle: 20 });
  await standin.inject({ method: 'POST', url: '/api/owners', payload: { name: 'Dora' } });
  await standin.inject({ method: 'POST', url: '/~alice/api/owners', payload: { name: 'Dora' } });
  const names = async () => (await standin.control.worlds()).map(({ name }) => name);
  t.same(await names(), ['default', 'alice']);
  for (let tries = 0; (await names()).length > 1 && tries < 200; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  t.same(await names(), ['default']);
  t.equal((await standin.inject('/api/owners/4')).statusCode, 200);
  t.same((await standin.inject('/~alice/api/owners')).json(), ADA, 'and starts again when it is named again');
});

test('two hundred workers, each in its world, ten thousand operations, not one leak', async (t) => {
  // The server runs in a process of its own, because tap watches every promise of this one.
  const { url: base } = await startCommand(t, document);
  const WORKERS = 200;
  const ROUNDS = 10;
  const leaks: string[] = [];
  const agent = new Agent({ keepAlive: true });
  t.teardown(() => agent.destroy());
  const worker = async (number: number) => {
    const at = `/~worker-${number}/api/owners`;
    const expect = (what: string, found: unknown, wanted: unknown) => {
      if (JSON.stringify(found) !== JSON.stringify(wanted)) leaks.push(`${number} ${what}: ${JSON.stringify(found)}`);
    };
    const ask = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, payload?: object) => {
      const sent = request(base + path, { method, agent, headers: { 'content-type': 'application/json' } });
      sent.end(payload && JSON.stringify(payload));
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      expect('world', response.headers['standin-world'], `worker-${number}`);
      const body = await text(response);
      return JSON.parse(body || '{}') as {
        readonly id?: number;
        readonly name?: string;
        readonly vip?: boolean;
        readonly length?: number;
      };
    };
    for (let round = 0; round < ROUNDS; round++) {
      const name = `w${number}-${round}`;
      const added = await ask('POST', at, { name });
      expect('key', added.id, 4 + round);
      expect('read', (await ask('GET', `${at}/${4 + round}`)).name, name);
      expect('changed', (await ask('PATCH', `${at}/${4 + round}`, { vip: true })).vip, true);
      expect('list', (await ask('GET', `${at}?per_page=100`)).length, 4);
      await ask('DELETE', `${at}/${round < 1 ? 1 : 3 + round}`);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, (_, number) => worker(number)));
  t.same(leaks.slice(0, 5), []);
  const { exchanges } = JSON.parse(await createControl({ url: base }).report());
  t.equal(exchanges, WORKERS * ROUNDS * 5);
  t.same(await (await fetch(`${base}/api/owners`)).json(), ADA);
});
