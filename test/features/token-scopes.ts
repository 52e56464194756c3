// Scopes of tokens: a world can treat all tokens as if they had only some of the scopes that its documents know.
import { type Test, test } from 'tap';
import { createStandin, type JsonObject, type StandinOptions } from '../../src/index.ts';

const CODED: JsonObject = {
  type: 'object',
  required: ['code', 'message'],
  properties: { code: { type: 'string' }, message: { type: 'string' } },
};
const forbidden: JsonObject = { description: 'x', content: { 'application/json': { schema: CODED } } };
const notes = (operationId: string, security: JsonObject[], more: JsonObject = {}): JsonObject => ({
  operationId,
  security,
  responses: { 200: { description: 'ok' }, 401: forbidden, 403: forbidden },
  ...more,
});

const NOTES: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  components: {
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        flows: {
          clientCredentials: { tokenUrl: 'https://login.example/token', scopes: { read: 'Read notes', write: '' } },
        },
      },
      openId: { type: 'openIdConnect', openIdConnectUrl: 'https://login.example/.well-known/openid-configuration' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    },
  },
  paths: {
    '/notes': {
      get: notes('listNotes', [{ oauth: ['read'] }, { oauth: ['write'] }, { key: [] }]),
      post: notes('addNote', [{ oauth: ['read', 'write'] }]),
    },
    '/audit': { get: notes('audit', [{ openId: ['audit'] }]) },
    '/open': { get: notes('open', [{}, { oauth: ['write'] }]) },
  },
};

async function open(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document: NOTES, ...options });
  t.teardown(() => standin.close());
  const world = standin.control.world();
  const send = async (url: string, more: object = { headers: { authorization: 'Bearer any' } }) => {
    const response = await standin.inject({ url, ...more });
    return [response.statusCode, response.statusCode < 400 ? '' : response.json().message];
  };
  const post = () => send('/notes', { method: 'POST', headers: { authorization: 'Bearer any' } });
  return { standin, world, send, post };
}

test('a request gets 403 with the name of the scope that its token lacks', async (t) => {
  const { standin, world, send, post } = await open(t);
  t.same(await post(), [200, '']);
  await world.limitScopes(['read']);
  t.same((await world.read()).scopes, ['read']);
  t.same(await post(), [403, 'The bearer token does not have the scope write.']);
  t.same(await send('/notes'), [200, '']);
  t.same(await send('/audit'), [403, 'The bearer token does not have the scope audit.']);
  const response = await standin.inject({ url: '/audit', headers: { authorization: 'Bearer any' } });
  t.equal(response.json().code, 'PERMISSION_MISSING', 'in the format of the API');
  await world.limitScopes([]);
  t.same(await post(), [403, 'The bearer token does not have the scope read and write.']);
  t.same(await send('/notes'), [403, 'The bearer token does not have the scope read or write.']);
  t.same(await send('/notes', { headers: { 'x-key': 'any' } }), [200, ''], 'an alternative without scopes is enough');
  t.same(await send('/open'), [200, ''], 'an operation that needs no token needs no scope');
  t.match(await send('/audit', {}), [401, /no bearer token/], 'a request without a token gets 401');
  t.same(
    (await standin.control.violations()).map(({ rule }) => rule),
    ['security'],
    'a missing scope is no violation of the contract',
  );
  await world.limitScopes(undefined);
  t.same(await post(), [200, '']);
});

test('the scopes of the documents are listed, and others are refused', async (t) => {
  const { standin, world } = await open(t);
  t.same(await standin.control.scopes(), [
    { name: 'read', description: 'Read notes' },
    { name: 'write' },
    { name: 'audit' },
  ]);
  await t.rejects(world.limitScopes(['read', 'wirte']), {
    status: 400,
    message:
      "The property 'scopes[1]' must be a scope of the documents, not 'wirte'; known scopes: read, write, audit.",
  });
  t.same(await standin.control.worlds(), [], 'a refused change creates no world');
});

test('the scopes are those of one world; a reset, an undo, a fork and a snapshot know them', async (t) => {
  const { standin, world, post, send } = await open(t);
  await world.limitScopes(['read']);
  const fork = await world.fork('other');
  t.same((await fork.read()).scopes, ['read']);
  const snapshot = await world.snapshot();
  t.same(snapshot.world?.scopes, ['read']);
  t.match((await world.commits()).commits[0], { own: ['scopes'] });
  await world.undo();
  t.same(await post(), [200, '']);
  await world.restore(snapshot);
  t.equal((await post())[0], 403);
  await world.reset();
  t.same(await post(), [200, '']);
  t.equal((await send('/~other/notes'))[0], 200);
  const other = await standin.inject({
    method: 'POST',
    url: '/~other/notes',
    headers: { authorization: 'Bearer any' },
  });
  t.equal(other.statusCode, 403);
  await fork.changeSettings({ auth: 'off' });
  t.equal((await standin.inject({ method: 'POST', url: '/~other/notes' })).statusCode, 200, 'auth: off checks nothing');
});

test('a verifier of your own comes first', async (t) => {
  const { world, post } = await open(t, {
    verifyCredential: ({ value }) => (value === 'any' ? 'accepted' : 'refused'),
  });
  await world.limitScopes(['read']);
  t.same(await post(), [403, 'The bearer token does not have the scope write.']);
});

test('tokens of Microsoft Graph lose scopes, and get none', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const world = standin.control.world();
  const names = ['DeviceManagementServiceConfig.Read.All', 'DeviceManagementServiceConfig.ReadWrite.All'];
  t.same(
    (await standin.control.scopes()).map(({ name }) => name).filter((name) => names.includes(name)),
    names,
  );
  const url = '/v1.0/deviceManagement/applePushNotificationCertificate';
  const send = async (method: 'GET' | 'PATCH', token: string) => {
    const response = await standin.inject({
      method,
      url,
      headers: { authorization: `Bearer ${token}` },
      ...(method === 'PATCH' && { payload: { appleIdentifier: 'a@b.example' } }),
    });
    return [response.statusCode, response.json().error?.message];
  };
  await world.limitScopes([names[0] as string]);
  t.equal((await send('GET', 'any'))[0], 200);
  t.match(await send('PATCH', 'any'), [403, new RegExp(names[1] as string)]);
  const claims = { scp: names[0], aud: 'https://graph.microsoft.com' };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  await world.limitScopes(names);
  t.match(await send('PATCH', `${part({ alg: 'none' })}.${part(claims)}.x`), [403, new RegExp(names[1] as string)]);
});
