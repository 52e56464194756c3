// Which tokens the built-in Microsoft Graph accepts, and for which operations: lenient, strict or off; tenants as worlds; how tokens
// expire.
import { fileURLToPath } from 'node:url';
import { type JWTPayload, SignJWT } from 'jose';
import { type Test, test } from 'tap';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import { runCommand } from '../fixtures/command.ts';
import {
  APPLICATION,
  change,
  claimsOf,
  GRAPH,
  post,
  READ,
  read,
  seconds,
  tokenOf,
  unsigned,
  WRITE,
} from '../fixtures/tokens.ts';

const SMALL = fileURLToPath(new URL('../fixtures/documents/small-3.0.yaml', import.meta.url));
const TENANT = '0f8fad5b-d9cb-469f-a165-70867728950e';
const PERSONAL = '9188040d-6c67-4c5b-b112-36a304b66dad';

async function graph(t: Test, settings: Readonly<Record<string, string>> = {}, options: StandinOptions = {}) {
  const standin = await createStandin({ settings, ...options });
  t.teardown(() => standin.close());
  return standin;
}

const NO_DOTS =
  "IDX14100: JWT is not well formed, there are no dots (.).\nThe token needs to be in JWS or JWE Compact Serialization Format. (JWS): 'EncodedHeader.EncodedPayload.EncodedSignature'. (JWE): 'EncodedProtectedHeader.EncodedEncryptedKey.EncodedInitializationVector.EncodedCiphertext.EncodedAuthenticationTag'.";
const EXPIRED = 'Lifetime validation failed, the token is expired.';
const WRONG_AUDIENCE = 'Access token validation failure. Invalid audience.';
const NO_ROLES =
  'Application is not authorized to perform this operation as called in app only context but does not have application permissions configured.';

test('AUTH-401-01: a missing or empty token gets the message that it is empty', async (t) => {
  for (const auth of ['lenient', 'strict']) {
    const standin = await graph(t, { auth });
    for (const headers of [{}, { authorization: 'Bearer' }, { authorization: 'Bearer ' }]) {
      const refused = await standin.inject({ url: '/v1.0/deviceManagement/applePushNotificationCertificate', headers });
      t.equal(refused.statusCode, 401);
      t.match(refused.json().error, { code: 'InvalidAuthenticationToken', message: 'Access token is empty.' });
    }
  }
});

interface Row {
  readonly title: string;
  readonly token: string;
  readonly lenient: number;
  readonly strict: number;
  /** The message of the refusal: that of `lenient` if it refuses, otherwise that of `strict`. */
  readonly message?: string;
}

test('AUTH-401-02, AUTH-401-04, AUTH-401-06: which tokens are accepted in the modes lenient, strict and off', async (t) => {
  const rows: readonly Row[] = [
    { title: 'a word', token: 'any', lenient: 200, strict: 401, message: NO_DOTS },
    {
      title: 'a text with dots',
      token: 'a.b.c',
      lenient: 200,
      strict: 401,
      message: 'Access token validation failure. The token cannot be decoded.',
    },
    {
      title: 'five parts',
      token: 'a.b.c.d.e',
      lenient: 200,
      strict: 401,
      message: 'Access token validation failure. The token cannot be decoded.',
    },
    {
      title: 'a JWT without claims',
      token: unsigned({}),
      lenient: 200,
      strict: 401,
      message: 'Access token validation failure. Invalid signature.',
    },
    {
      title: 'a sufficient scope',
      token: unsigned({ scp: `User.Read ${READ}` }),
      lenient: 200,
      strict: 401,
      message: 'Access token validation failure. Invalid signature.',
    },
    {
      title: 'a sufficient role',
      token: unsigned({ roles: [WRITE] }),
      lenient: 200,
      strict: 401,
      message: 'Access token validation failure. Invalid signature.',
    },
    {
      title: 'a scope with its internal name',
      token: unsigned({ scp: 'DeviceManagementServiceConfiguration.Read.All' }),
      lenient: 200,
      strict: 401,
      message: 'Access token validation failure. Invalid signature.',
    },
    {
      title: 'an expired token',
      token: unsigned({ scp: READ, exp: seconds() - 1 }),
      lenient: 401,
      strict: 401,
      message: EXPIRED,
    },
    {
      title: 'a token of next week',
      token: unsigned({ scp: READ, nbf: seconds() + 604_800 }),
      lenient: 401,
      strict: 401,
      message: 'Lifetime validation failed, the token is not yet valid.',
    },
    {
      title: 'a token of a clock that is a minute ahead',
      token: unsigned({ scp: READ, nbf: seconds() + 60 }),
      lenient: 200,
      strict: 401,
      message: 'Access token validation failure. Invalid signature.',
    },
    {
      title: 'another audience',
      token: unsigned({ scp: READ, aud: 'https://management.azure.com' }),
      lenient: 401,
      strict: 401,
      message: WRONG_AUDIENCE,
    },
    {
      title: 'an audience that is an object',
      token: unsigned({ scp: READ, aud: { toString: 1 } }),
      lenient: 401,
      strict: 401,
      message: WRONG_AUDIENCE,
    },
    {
      title: 'Graph by its id',
      token: unsigned({ scp: READ, aud: '00000003-0000-0000-c000-000000000000' }),
      lenient: 200,
      strict: 401,
      message: 'Access token validation failure. Invalid signature.',
    },
    {
      title: 'Graph of another cloud',
      token: unsigned({ scp: READ, aud: 'https://graph.microsoft.us/' }),
      lenient: 200,
      strict: 401,
      message: 'Access token validation failure. Invalid signature.',
    },
    {
      title: 'a token without an algorithm',
      token: unsigned({ scp: READ }, { alg: 'none' }),
      lenient: 200,
      strict: 401,
      message: 'Access token validation failure. Invalid signature.',
    },
    {
      title: 'a tenant that is not a valid name',
      token: unsigned({ scp: READ, tid: '__proto__' }),
      lenient: 200,
      strict: 401,
      message: 'Access token validation failure. Invalid signature.',
    },
    {
      title: 'claims of the wrong types',
      token: unsigned({ scp: [READ], roles: 'x', tid: 4, exp: 'never', aud: [GRAPH] }),
      lenient: 200,
      strict: 401,
      message: 'Access token validation failure. Invalid signature.',
    },
  ];
  const [lenient, strict, off] = await Promise.all(['lenient', 'strict', 'off'].map((auth) => graph(t, { auth })));
  for (const row of rows) {
    for (const [auth, standin] of Object.entries({ lenient, strict })) {
      const response = await read(standin as NonNullable<typeof standin>, row.token);
      const status = auth === 'strict' ? row.strict : row.lenient;
      t.equal(response.statusCode, status, `${row.title}, ${auth}`);
      if (status === 200) continue;
      t.equal(response.json().error.code, 'InvalidAuthenticationToken');
      if (auth === 'lenient' || row.lenient === 200) t.equal(response.json().error.message, row.message, row.title);
      t.match(response.headers['www-authenticate'], /^Bearer realm="", authorization_uri=/, row.title);
    }
    t.equal((await read(off as NonNullable<typeof off>, row.token)).statusCode, 200, `${row.title}, off`);
  }
});

test('AUTH-401-03, AUTH-401-05, AUTH-401-07: a refusal has the newer message, and the authority in its challenge', async (t) => {
  for (const [auth, token, message] of [
    ['strict', 'no-dots', NO_DOTS],
    ['lenient', unsigned({ scp: READ, exp: seconds() - 3600 }), EXPIRED],
  ] as const) {
    const refused = await read(await graph(t, { profile: 'observed', auth }), token);
    t.equal(refused.statusCode, 401);
    const { code, message: actual, innerError } = refused.json().error;
    t.equal(code, 'InvalidAuthenticationToken');
    t.equal(actual, message);
    t.same(Object.keys(innerError), ['date', 'request-id', 'client-request-id']);
    t.equal(
      refused.headers['www-authenticate'],
      'Bearer realm="", authorization_uri="http://localhost:80/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
    );
  }
});

test('AUTH-403-01, AUTH-403-02, AUTH-403-03: an observed 403 is in Intune’s wrapper and lists the sufficient scopes', async (t) => {
  const standin = await graph(t, { profile: 'observed' });
  const url = '/v1.0/deviceManagement/applePushNotificationCertificate';
  const scopes =
    'Application is not authorized to perform this operation. Application must have one of the following scopes:';
  const both = (kind: string) =>
    `DeviceManagementServiceConfiguration.${kind}.All, DeviceManagementServiceConfig.${kind}.All`;
  for (const [method, claims, message] of [
    ['GET', { scp: 'User.Read' }, `${scopes} ${both('Read')}, ${both('ReadWrite')}`],
    ['PATCH', { scp: READ }, `${scopes} ${both('ReadWrite')}`],
    ['GET', { appid: 'an-app', idtyp: 'app' }, NO_ROLES.replace(/\.$/, '')],
  ] as const) {
    const headers = { authorization: `Bearer ${unsigned(claims)}`, 'content-type': 'application/json' };
    const refused = await standin.inject({ method, url, headers, ...(method === 'PATCH' && { payload: '{}' }) });
    t.equal(refused.statusCode, 403);
    t.equal(refused.json().error.code, 'Forbidden');
    const { Message } = JSON.parse(refused.json().error.message);
    t.equal(Message.slice(0, Message.indexOf(' - Operation ID')).replace(/\.$/, ''), message);
  }
});

test('AUTH-403-01, AUTH-403-02, AUTH-403-03: a token without the permission gets a 403 that names the sufficient permissions', async (t) => {
  const scopes = (names: string) =>
    `Application is not authorized to perform this operation. Application must have one of the following scopes: ${names}`;
  const internal = (name: string) => name.replace('Config.', 'Configuration.');
  const all = [internal(READ), READ, internal(WRITE), WRITE].join(', ');
  const rows = [
    {
      title: 'another scope',
      claims: { scp: 'User.Read' },
      get: scopes(all),
      plain: `The token does not allow this operation. It needs ${READ} or ${WRITE}.`,
    },
    {
      title: 'another role',
      claims: { idtyp: 'app', roles: ['User.Read.All'] },
      get: scopes(all),
      plain: `The token does not allow this operation. It needs ${READ} or ${WRITE}.`,
    },
    {
      title: 'no role',
      claims: { idtyp: 'app' },
      get: NO_ROLES,
      plain: `The application has no permissions. It needs ${READ} or ${WRITE}.`,
    },
    {
      title: 'an application without other claims',
      claims: { appid: 'x' },
      get: NO_ROLES,
      plain: `The application has no permissions. It needs ${READ} or ${WRITE}.`,
    },
  ];
  const documented = await graph(t);
  const observed = await graph(t, { profile: 'observed' });
  for (const { title, claims, get, plain } of rows) {
    const token = unsigned(claims);
    for (const [standin, message] of [
      [documented, plain],
      [observed, get],
    ] as const) {
      const response = await read(standin, token);
      t.equal(response.statusCode, 403, title);
      t.match(response.body, JSON.stringify(message).slice(1, -1), title);
    }
  }
  const weak = unsigned({ scp: READ });
  const refused = await change(observed, weak);
  t.equal(refused.statusCode, 403);
  t.match(refused.body, scopes(`${internal(WRITE)}, ${WRITE}`), 'a write needs a write permission');
  t.notMatch(refused.body, READ);
  t.match((await change(documented, weak)).json().error, {
    code: 'Forbidden',
    message: `The token does not allow this operation. It needs ${WRITE}.`,
  });
  t.equal((await read(observed, weak)).statusCode, 200);
  t.equal((await change(documented, unsigned({ roles: [WRITE] }))).statusCode, 200);
});

test('strict accepts the tokens of this server, each for its permissions', async (t) => {
  const standin = await graph(t, { auth: 'strict' });
  const all = await tokenOf(standin);
  const weak = await tokenOf(standin, { scope: `${GRAPH}/${READ}` });
  const user = { grant_type: 'password', username: 'admin@contoso.example', password: 'x', scope: READ };
  const delegated = await tokenOf(standin, user);
  const elsewhere = await tokenOf(standin, { scope: 'https://management.azure.com/.default' });
  for (const [title, token, readStatus, writeStatus] of [
    ['all roles', all, 200, 200],
    ['one role', weak, 200, 403],
    ['a scope of a user', delegated, 200, 403],
    ['another resource', elsewhere, 401, 401],
  ] as const) {
    for (const time of ['first', 'second']) {
      t.equal((await read(standin, token)).statusCode, readStatus, `${title}, the ${time} time`);
      t.equal((await change(standin, token)).statusCode, writeStatus, `${title}, the ${time} time`);
    }
  }
  t.equal((await read(standin, elsewhere)).json().error.message, WRONG_AUDIENCE);
  await standin.control.world('default').changeSettings({ consent: 'withheld' });
  const none = await tokenOf(standin);
  t.notOk('roles' in claimsOf(none));
  t.equal((await read(standin, none)).statusCode, 403, 'an application without permissions can do nothing');
});

test('strict refuses manipulated tokens of this server', async (t) => {
  const standin = await graph(t, { auth: 'strict' });
  const good = await tokenOf(standin);
  const [head, body, signature] = good.split('.') as [string, string, string];
  const { keys } = (await standin.inject('/organizations/discovery/v2.0/keys')).json();
  const { kid, n } = keys[0];
  const signed = (alg: string, key: Uint8Array) =>
    new SignJWT(claimsOf(good) as JWTPayload).setProtectedHeader({ alg, kid, typ: 'JWT' }).sign(key);
  const more = Buffer.from(JSON.stringify({ ...claimsOf(good), roles: [WRITE] })).toString('base64url');
  const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
  for (const [title, token] of [
    ['changed claims', [head, more, signature].join('.')],
    ['no algorithm', [none, body, ''].join('.')],
    ['no algorithm, with the signature', [none, body, signature].join('.')],
    ['HS256 with the public key as the secret', await signed('HS256', Buffer.from(n))],
    ['HS256 with the bytes of the public key', await signed('HS256', Buffer.from(n, 'base64url'))],
    ['a changed signature', [head, body, `${signature.slice(0, -4)}AAAA`].join('.')],
    ['the signature twice', `${good}.${signature}`],
  ] as const) {
    const refused = await read(standin, token);
    t.equal(refused.statusCode, 401, title);
    t.match(
      refused.json().error.message,
      /^Access token validation failure\. (?:Invalid signature|The token cannot be decoded)\.$/,
    );
  }
  t.equal((await read(standin, good)).statusCode, 200);
  const id = { grant_type: 'password', username: 'a', password: 'b', scope: 'openid' };
  const tokens = (await post(standin, 'token', { fields: { ...APPLICATION, ...id } })).json();
  t.equal(
    (await read(standin, tokens.id_token)).json().error.message,
    WRONG_AUDIENCE,
    'an id token is not an access token',
  );
  const asGraph = { ...APPLICATION, ...id, client_id: '00000003-0000-0000-c000-000000000000' };
  const forGraph = (await post(standin, 'token', { fields: asGraph })).json();
  t.equal(
    (await read(standin, forGraph.id_token)).json().error.message,
    WRONG_AUDIENCE,
    'nor is one for an application with the id of Graph',
  );
});

test('a tenant is a world: its tokens select that world, and those of the default tenant select the default world', async (t) => {
  const standin = await graph(t, { auth: 'strict' });
  const mine = await tokenOf(standin, {}, `/${TENANT}`);
  const other = await tokenOf(standin, {}, '/contoso.com');
  const usual = await tokenOf(standin);
  t.equal(claimsOf(mine).tid, TENANT);
  t.equal((await change(standin, mine, { appleIdentifier: 'mine' })).headers['standin-world'], TENANT);
  t.equal((await read(standin, mine)).json().appleIdentifier, 'mine');
  for (const token of [other, usual])
    t.equal((await read(standin, token)).json().appleIdentifier, 'Apple Identifier value');
  t.equal((await read(standin, other)).headers['standin-world'], claimsOf(other).tid);
  t.equal((await read(standin, usual)).headers['standin-world'], undefined);
  const again = await tokenOf(standin, {}, '/CONTOSO.com');
  t.equal(claimsOf(again).tid, claimsOf(other).tid, 'a domain name always has the same tenant');
  const named = await read(standin, mine, '/~alice/v1.0/deviceManagement/applePushNotificationCertificate');
  t.equal(named.headers['standin-world'], 'alice', 'a world that the request names takes precedence');
  t.equal(named.json().appleIdentifier, 'Apple Identifier value');
});

test('the world of a tenant can be addressed by the domain name of the tenant', async (t) => {
  const standin = await graph(t, { auth: 'strict' });
  const token = await tokenOf(standin, {}, '/contoso.com');
  const tenant = claimsOf(token).tid;
  const world = standin.control.world('Contoso.com');
  await world.changeSettings({ throttling: 'full' });
  t.equal((await read(standin, token)).statusCode, 429, 'its settings');
  await world.changeSettings({ throttling: 'off' });
  t.equal((await change(standin, token, { appleIdentifier: 'contoso' })).statusCode, 200);
  const named = await read(standin, token, '/~contoso.com/v1.0/deviceManagement/applePushNotificationCertificate');
  t.match(named.json(), { appleIdentifier: 'contoso' }, 'its state, by a path');
  t.equal(named.headers['standin-world'], tenant);
  const headed = await standin.inject({
    url: '/v1.0/deviceManagement/applePushNotificationCertificate',
    headers: { authorization: `Bearer ${token}`, 'standin-world': 'contoso.com' },
  });
  t.match(headed.json(), { appleIdentifier: 'contoso' }, 'its state, by a header');
  t.match(
    (await standin.control.worlds()).map(({ name }) => name).filter((name) => name !== 'default'),
    [tenant],
    'one world has both names',
  );
  await world.delete();
  await standin.control.createWorld({ name: 'fabrikam.com', scenario: 'not-configured' });
  const other = await tokenOf(standin, {}, '/fabrikam.com');
  t.equal((await read(standin, other)).statusCode, 404, 'a world can be created by the domain name');
  const plain = await createStandin({ document: SMALL });
  t.teardown(() => plain.close());
  const unknown = await plain.inject({ url: '/', headers: { 'standin-world': 'contoso.com' } });
  t.match(unknown.json(), { code: 'WORLD_INVALID' }, 'other documents have no such names');
});

test('an invalid tenant creates no world, and the tenant of personal accounts is refused', async (t) => {
  const standin = await graph(t);
  for (const tid of ['__proto__', 'constructor/..', '-x', '', `${'a'.repeat(64)}`]) {
    const response = await read(standin, unsigned({ tid, scp: READ }));
    t.equal(response.statusCode, 200, JSON.stringify(tid));
    t.equal(response.headers['standin-world'], undefined);
  }
  const refused = await read(standin, unsigned({ tid: PERSONAL, scp: READ }));
  t.equal(refused.statusCode, 403);
  t.match(refused.json().error, { code: 'Forbidden', message: /^Personal Microsoft accounts are not supported/ });
  t.same(
    (await standin.control.worlds()).map(({ name }) => name),
    ['default'],
  );
});

test('malformed permission claims grant nothing and do no harm', async (t) => {
  const standin = await graph(t);
  const deep = `{"idtyp":"app","roles":${'['.repeat(3_000)}${']'.repeat(3_000)}}`;
  for (const claims of [
    { roles: [{ toString: 1 }] },
    { roles: [[READ]] },
    { roles: [null, 5, true] },
    JSON.parse(deep),
  ]) {
    const response = await read(standin, unsigned(claims));
    t.equal(response.statusCode, 403, JSON.stringify(claims).slice(0, 60));
    t.match(response.json().error, {
      code: 'Forbidden',
      message: /^The token does not allow this operation\. It needs /,
    });
  }
  t.equal((await read(standin, unsigned({ roles: [{ toString: 1 }, READ] }))).statusCode, 200);
});

test('AUTH-401-04: tokens expire by the machine’s clock, or by the world’s clock if that is set', async (t) => {
  const standin = await graph(t, { auth: 'strict' });
  const world = standin.control.world('default');
  const before = await tokenOf(standin);
  await world.advance('P1D');
  t.equal((await read(standin, before)).statusCode, 200, 'the world’s clock does not matter');
  await world.changeSettings({ tokens: 'clock' });
  t.equal((await read(standin, before)).json().error.message, EXPIRED);
  const { iat, exp } = claimsOf(await tokenOf(standin)) as { iat: number; exp: number };
  t.ok(iat >= seconds() + 86_300, 'a new token has the world’s time');
  t.equal(exp - iat, 3_599);
  const token = await tokenOf(standin);
  t.equal((await read(standin, token)).statusCode, 200);
  await world.advance('PT59M');
  t.equal((await read(standin, token)).statusCode, 200);
  await world.advance('PT1M');
  t.equal((await read(standin, token)).json().error.message, EXPIRED);
});

test('the tokens of a tenant follow the clock of its world', async (t) => {
  const standin = await graph(t, { auth: 'strict' });
  const world = standin.control.world(TENANT);
  await world.changeSettings({ tokens: 'clock' });
  await world.advance('P30D');
  const token = await tokenOf(standin, {}, `/${TENANT}`);
  t.ok((claimsOf(token).iat as number) > seconds() + 2_500_000);
  t.equal((await read(standin, token)).statusCode, 200);
  t.ok((claimsOf(await tokenOf(standin)).iat as number) < seconds() + 60, 'and other tenants are not affected');
});

test('AUTH-401-04: the control API can expire every token that was issued so far', async (t) => {
  for (const tokens of ['machine', 'clock']) {
    const standin = await graph(t, { auth: 'strict', tokens }, { now: new Date('2026-03-01T10:00:00Z') });
    const before = await tokenOf(standin);
    t.equal((await read(standin, before)).statusCode, 200);
    const called = await standin.inject({ method: 'POST', url: '/_standin/worlds/default/credentials/expire' });
    t.equal(called.statusCode, 204);
    const refused = await read(standin, before);
    t.equal(refused.statusCode, 401);
    t.equal(refused.json().error.message, EXPIRED);
    t.equal((await read(standin, await tokenOf(standin))).statusCode, 200, 'a new token is accepted');
    await standin.control.world('default').reset();
    t.equal((await read(standin, before)).statusCode, 200, 'the old token is accepted again after a reset');
  }
  const lenient = await graph(t);
  const [old, without] = [unsigned({ scp: READ, iat: seconds() - 5 }), unsigned({ scp: READ })];
  await lenient.inject({ method: 'POST', url: '/_standin/worlds/default/credentials/expire' });
  t.equal((await read(lenient, old)).json().error.message, EXPIRED);
  t.equal((await read(lenient, without)).statusCode, 200, 'a token without iat cannot be expired');
});

test('requests to the token service do not count for the coverage of Graph', async (t) => {
  const standin = await graph(t, { auth: 'strict' });
  const token = await tokenOf(standin);
  t.equal((await standin.report()).percent, 0);
  await read(standin, token);
  const { percent, documents } = await standin.report();
  t.equal(percent, documents[0]?.percent);
  t.ok(percent > 0);
  t.match(documents[1], { mount: '/login', percent: Number });
  t.ok((documents[1]?.percent ?? 0) > 0, 'the token service has its own coverage');
});

test('a custom verifier replaces the built-in one, and the docs page then has no sign-in', async (t) => {
  const standin = await graph(
    t,
    { auth: 'strict' },
    { verifyCredential: ({ value }) => (value === 'mine' ? 'accepted' : 'refused') },
  );
  t.equal((await read(standin, 'mine')).statusCode, 200);
  t.equal((await read(standin, await tokenOf(standin))).statusCode, 401);
  const script = (await standin.inject('/_standin/docs/static/theme/standin.js')).body;
  t.match(script, '"credentials":"Press Authorize and enter a bearer token."');
  t.notMatch(script, '/oauth2/v2.0/token');
});

test('the docs page can sign in with a click, in every world and below every mount', async (t) => {
  for (const [mount, options] of [
    ['', {}],
    ['/graph', { documents: [SMALL, { mount: '/graph' }] }],
  ] as const) {
    const standin = await graph(t, { auth: 'strict' }, options);
    const script = (await standin.inject(`${mount}/_standin/docs/static/theme/standin.js`)).body;
    t.doesNotThrow(() => new Function(script), 'the script is valid JavaScript');
    t.match(script, '"credentials":"Sign in, or enter a token."');
    const [, json = ''] = /const signIn = (\{.*\});/.exec(script) ?? [];
    const { path, form, schemes, as } = JSON.parse(json);
    t.same([schemes, as], [['azureAD', 'bearer'], 'admin@contoso.example']);
    for (const prefix of ['', '/~alice']) {
      const response = await standin.inject({
        method: 'POST',
        url: `${prefix}${path}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(form).toString(),
      });
      const certificate = `${prefix}${mount}/v1.0/deviceManagement/applePushNotificationCertificate`;
      t.equal((await read(standin, response.json().access_token, certificate)).statusCode, 200, `${prefix}${mount}`);
    }
    const shown = (await standin.inject(`${mount}/_standin/docs/json`)).json();
    t.match(shown.components.securitySchemes.azureAD.description, /button at the top to sign in/);
  }
});

test('standin token prints a token of a running server, and explains errors', async (t) => {
  const standin = await graph(t, { auth: 'strict' });
  const url = await standin.listen();
  const token = (...words: string[]) => runCommand('token', ...words);
  const [user, app, refused, unreachable] = await Promise.all([
    token('--url', url, '--scope', READ, '--account', 'user@contoso.example', '--client-id', 'mine'),
    token('--url', `${url}/`, '--app', '--scope', WRITE, '--tenant', 'contoso.com'),
    token('--url', url, '--tenant', 'consumers'),
    token('--url', 'http://127.0.0.1:1'),
  ]);
  t.match(claimsOf(user.stdout.trim()), { scp: READ, upn: 'user@contoso.example', appid: 'mine' });
  t.equal((await read(standin, user.stdout.trim())).statusCode, 200);
  t.same(claimsOf(app.stdout.trim()).roles, [WRITE]);
  t.equal((await read(standin, app.stdout.trim())).headers['standin-world'], claimsOf(app.stdout.trim()).tid);
  t.match(refused, { code: 1, stdout: '', stderr: /TOKEN_UNAVAILABLE/ });
  t.match(refused.stderr, /AADSTS500208: [^\n]*supported here\. [^\n]*organizations \[.*\n {2}Set --tenant to a GUID/);
  t.match(unreachable, {
    code: 1,
    stdout: '',
    stderr:
      /^standin: No server responds at http:\/\/127\.0\.0\.1:1: .*\[TOKEN_UNAVAILABLE\]\n {2}Start standin, or give its URL with --url/,
  });
  const secured = await graph(t, {});
  const https = await secured.listen({ tls: true, tlsDir: t.testdir({}) });
  for (const [words, message] of [
    [['--tenant', 'a b'], /AADSTS90002: .*\n {2}Set --tenant to a GUID, a domain name/],
    [['--scope', ''], /AADSTS900144: .*\n {2}Set --scope to a permission, or remove it/],
    [['--account', ''], /AADSTS900144: .*\n {2}Set --account to a name/],
    [['--app', '--account', 'x'], /--app and --account cannot be used together \[OPTION_INVALID\]/],
    [['--url', url.replace('http:', 'https:')], /speaks HTTP, not HTTPS \[TOKEN_UNAVAILABLE\]\n {2}Use http:\/\/127/],
    [
      ['--url', https.replace('https:', 'http:')],
      /closes the connection: .*\n {2}Use https:\/\/127.* if it speaks HTTPS/,
    ],
    [['--url', https], /is not trusted: .*\n {2}Set NODE_EXTRA_CA_CERTS/],
  ] as const) {
    const failed = await token('--url', url, ...words);
    const code = /OPTION_INVALID/.test(failed.stderr) ? 2 : 1;
    t.match(failed, { code, stdout: '', stderr: message }, words.join(' '));
    t.notMatch(failed.stderr, /Trace ID|OpenSSL|\n\s+at /, words.join(' '));
  }
  const unknown = await token('--url', url, '--scope', `Nope.Read,${READ}`);
  t.match(claimsOf(unknown.stdout.trim()), { scp: `Nope.Read ${READ}` });
  t.match(unknown.stderr, `standin: Unknown permission Nope.Read. The document knows ${READ}, ${WRITE}\n`);
});
