// Interception in the same process: code that knows only the address of the real service gets responses of the mock, without a
// port.
import { get } from 'node:https';
import { test } from 'tap';
import { fetchBy } from '../../src/http/inject.ts';
import { createStandin } from '../../src/index.ts';

const GRAPH = 'https://graph.microsoft.com';
const PATH = '/v1.0/deviceManagement/applePushNotificationCertificate';
const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };

test('fetch and node:https are intercepted, and other origins are not', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const interception = await standin.intercept(GRAPH);
  t.teardown(() => interception.restore());
  const body = JSON.stringify({ appleIdentifier: 'it@contoso.example' });
  const changed = await fetch(`${GRAPH}${PATH}`, { method: 'PATCH', headers, body });
  t.equal(changed.status, 200);
  const read = await new Promise<string>((resolve, reject) => {
    get(`${GRAPH}${PATH}`, { headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
  t.match(JSON.parse(read), { appleIdentifier: 'it@contoso.example' });
  t.equal((await fetch(`${GRAPH}${PATH}`)).status, 401);
  t.equal(standin.url, undefined, 'no port is open');
  await t.rejects(fetch('http://127.0.0.1:1/'), 'a request to another origin goes there');
  await t.rejects(fetch(`${GRAPH}${PATH}`, { headers: { ...headers, 'standin-fault': 'reset' } }));
  interception.restore();
  t.equal((await standin.control.world().exchanges()).length, 4);
});

test('a response without a body becomes a Response, intercepted or not', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const interception = await standin.intercept(GRAPH);
  t.teardown(() => interception.restore());
  for (const send of [fetch, fetchBy(standin.inject)]) {
    for (const code of ['204', '205', '304']) {
      const response = await send(`${GRAPH}${PATH}`, { headers: { ...headers, prefer: `code=${code}` } });
      t.equal(response.status, Number(code));
      t.equal(await response.text(), '');
    }
    const head = await send(`${GRAPH}${PATH}`, { method: 'HEAD', headers });
    t.match([head.status, head.headers.get('content-type')], [200, /json/]);
    t.equal(await head.text(), '');
  }
});

test('an interception in its own world is isolated', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  await using world = standin.world('mine');
  using _interception = await world.intercept(GRAPH);
  const body = JSON.stringify({ appleIdentifier: 'mine@contoso.example' });
  await fetch(`${GRAPH}${PATH}`, { method: 'PATCH', headers, body });
  t.match(await world.get('/deviceManagement/applePushNotificationCertificate'), {
    appleIdentifier: 'mine@contoso.example',
  });
  t.notMatch((await standin.inject({ url: PATH, headers })).json(), { appleIdentifier: 'mine@contoso.example' });
});

test('several origins are intercepted at the same time, each until it is restored', async (t) => {
  const standin = await createStandin({ settings: { auth: 'strict' } });
  t.teardown(() => standin.close());
  const login = await standin.intercept('https://login.microsoftonline.com');
  const graph = await standin.intercept(GRAPH);
  t.teardown(() => graph.restore());
  const authority = 'https://login.microsoftonline.com/contoso.com';
  const asJson = async (answer: Response) => (await answer.json()) as Readonly<Record<string, string>>;
  const configuration = await fetch(`${authority}/v2.0/.well-known/openid-configuration`);
  const { token_endpoint: endpoint = '' } = await asJson(configuration);
  t.match(endpoint, /^https:\/\/login\.microsoftonline\.com\/[\w-]+\/oauth2\/v2\.0\/token$/);
  const form = { grant_type: 'client_credentials', client_id: 'app', client_secret: 'secret' };
  const body = new URLSearchParams({ ...form, scope: `${GRAPH}/.default` });
  const { access_token } = await asJson(await fetch(endpoint, { method: 'POST', body }));
  login.restore();
  login.restore();
  const asked = () => fetch(`${GRAPH}${PATH}`, { headers: { authorization: `Bearer ${access_token}` } });
  t.equal((await asked()).status, 200, 'the other origin is still intercepted');
});
