// The token service: what clients read before they ask, every grant, the sign-in page, and how it refuses.
import { createHash } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { createLocalJWKSet, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { type Test, test } from 'tap';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import {
  APPLICATION,
  claimsOf,
  type Fields,
  type Form,
  GRAPH,
  post,
  READ,
  read,
  seconds,
  tokenOf,
  unsigned,
  WRITE,
} from '../fixtures/tokens.ts';

const TENANT = '0f8fad5b-d9cb-469f-a165-70867728950e';
const DEFAULT = '5a7d1c3e-0b1f-4c55-9d2a-8f0e6b7c4d21';
const REDIRECT = 'http://localhost:3000/callback?from=here';
const HTML = { accept: 'text/html' };

async function login(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin(options);
  t.teardown(() => standin.close());
  const token = (fields: Fields | string, more: Omit<Form, 'fields'> = {}) =>
    post(standin, 'token', { fields, ...more });
  return { standin, token };
}

/** Holds a refusal against its kind, its number and what it says. */
function refused(
  t: Test,
  answer: LightMyRequestResponse,
  [error, number, says = /./]: readonly [string, number, (string | RegExp)?],
) {
  const what = `${error} ${number}`;
  t.equal(answer.statusCode, error === 'invalid_client' ? 401 : 400, what);
  const body = answer.json();
  t.match(body, { error, error_codes: [number], timestamp: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/ }, what);
  t.match(body.error_description, `AADSTS${number}: `, what);
  t.match(body.error_description, says, what);
  t.equal(body.trace_id, answer.headers['x-ms-request-id']);
  t.equal(answer.headers['standin-violations'], undefined, 'the refusal is as the document declares it');
}

test('discovery names endpoints that are here, by the name the client used', async (t) => {
  const { standin } = await login(t);
  const rows = [
    {
      url: '/common/v2.0/.well-known/openid-configuration',
      base: 'http://fake.test:81',
      tenant: 'common',
      issuer: '{tenantid}',
    },
    {
      url: '/organizations/.well-known/openid-configuration',
      base: 'http://fake.test:81',
      tenant: 'organizations',
      issuer: '{tenantid}',
    },
    {
      url: `/${TENANT.toUpperCase()}/v2.0/.well-known/openid-configuration`,
      base: 'http://fake.test:81',
      tenant: TENANT,
      issuer: TENANT,
    },
    {
      url: `/login/${TENANT}/v2.0/.well-known/openid-configuration`,
      base: 'http://fake.test:81/login',
      tenant: TENANT,
      issuer: TENANT,
    },
    {
      url: `/~alice/${TENANT}/v2.0/.well-known/openid-configuration`,
      base: 'http://fake.test:81/~alice',
      tenant: TENANT,
      issuer: TENANT,
    },
  ];
  for (const { url, base, tenant, issuer } of rows) {
    const answer = await standin.inject({ url, headers: { host: 'fake.test:81' } });
    t.equal(answer.statusCode, 200, url);
    t.match(answer.json(), {
      issuer: `${base}/${issuer}/v2.0`,
      authorization_endpoint: `${base}/${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/${tenant}/oauth2/v2.0/token`,
      jwks_uri: `${base}/${tenant}/discovery/v2.0/keys`,
      end_session_endpoint: `${base}/${tenant}/oauth2/v2.0/logout`,
    });
    t.notMatch(answer.body, 'microsoftonline', 'nothing leads to the real service');
    const keys = await standin.inject({
      url: new URL(answer.json().jwks_uri).pathname,
      headers: { host: 'fake.test:81' },
    });
    t.match(keys.json().keys, [{ kty: 'RSA', use: 'sig', alg: 'RS256', e: 'AQAB' }]);
    t.notOk(keys.body.includes('"d"'), 'the private part stays here');
  }
  const query = new URLSearchParams({
    'api-version': '1.1',
    authorization_endpoint: `https://x/${TENANT}/oauth2/v2.0/authorize`,
  });
  const instance = await standin.inject({
    url: `/common/discovery/instance?${query}`,
    headers: { host: 'fake.test:81' },
  });
  t.match(instance.json(), {
    tenant_discovery_endpoint: `http://fake.test:81/${TENANT}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: 'fake.test:81', aliases: ['fake.test:81'] }],
  });
});

test('a Host that names no host is refused, whatever is asked under it', async (t) => {
  const { standin, token } = await login(t);
  // Newer versions of Node.js take this one for a name.
  const byVersion = URL.canParse('http://xn--a') ? [] : ['xn--a'];
  for (const host of [
    ...byVersion,
    'a b',
    '[',
    '[::1',
    'x:99999',
    'x:y',
    ':80',
    '<b>',
    'a/b',
    'a?b',
    'a#b',
    'a@b',
    '%zz',
    '\\',
  ]) {
    refused(t, await token(APPLICATION, { headers: { host } }), ['invalid_request', 9002313, 'names no host']);
    for (const url of ['/common/v2.0/.well-known/openid-configuration', '/common/discovery/instance']) {
      refused(t, await standin.inject({ url: `/login${url}`, headers: { host } }), ['invalid_request', 9002313]);
    }
    const graph = await standin.inject({ url: '/v1.0/deviceManagement', headers: { host } });
    t.match(graph.json(), { error: { code: 'BadRequest', message: /^The Host header ".*" names no host\.$/ } }, host);
    const control = await standin.inject({ url: '/_standin/worlds', headers: { host } });
    t.match(control.json(), { status: 400, code: 'REQUEST_MALFORMED' }, host);
  }
  for (const host of ['my_service:80', 'fake.test.', '[::1]:4010', 'É.test']) {
    const url = '/login/common/discovery/instance';
    t.equal((await standin.inject({ url, headers: { host } })).statusCode, 200, host);
  }
});

test('a login host leads to the token service, and Graph’s to Graph', async (t) => {
  const { standin } = await login(t);
  for (const host of ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.chinacloudapi.cn:443']) {
    const missing = await standin.inject({
      url: '/v1.0/deviceManagement/applePushNotificationCertificate',
      headers: { host },
    });
    t.equal(missing.statusCode, 404, host);
    t.match(missing.json(), { error: 'invalid_request' }, 'its own errors speak as it does');
  }
  const graph = await standin.inject({ url: '/common/oauth2/v2.0/token', headers: { host: 'graph.microsoft.com' } });
  t.equal(graph.json().error.code, 'ResourceNotFound');
});

test('an application with a secret gets a token that says who it is', async (t) => {
  const { standin, token } = await login(t);
  const answer = await token(APPLICATION);
  t.equal(answer.statusCode, 200);
  t.equal(answer.headers['cache-control'], 'no-store, no-cache');
  const body = answer.json();
  t.match(body, { token_type: 'Bearer', expires_in: 3_599, ext_expires_in: 3_599 });
  t.same(Object.keys(body).sort(), ['access_token', 'expires_in', 'ext_expires_in', 'token_type']);
  const jwks = createLocalJWKSet((await standin.inject('/common/discovery/v2.0/keys')).json());
  const { payload, protectedHeader } = await jwtVerify(body.access_token, jwks);
  t.match(protectedHeader, { alg: 'RS256', typ: 'JWT' });
  t.match(payload, {
    aud: GRAPH,
    iss: `http://localhost:80/${DEFAULT}/v2.0`,
    tid: DEFAULT,
    appid: 'app',
    azp: 'app',
    appidacr: '1',
    idtyp: 'app',
    roles: [READ, WRITE],
    ver: '2.0',
  });
  t.equal((payload.exp ?? 0) - (payload.iat ?? 0), 3_599);
  for (const [scope, aud, roles] of [
    [`${GRAPH}//.default`, GRAPH, [READ, WRITE]],
    ['00000003-0000-0000-c000-000000000000/.default', '00000003-0000-0000-c000-000000000000', [READ, WRITE]],
    ['https://graph.microsoft.us/.default', 'https://graph.microsoft.us', [READ, WRITE]],
    ['http://localhost:80/.default', GRAPH, [READ, WRITE]],
    ['api://mine/.default', 'api://mine', undefined],
    [`${GRAPH}/${READ}`, GRAPH, [READ]],
    // As azidentity asks.
    [`${GRAPH}/.default openid offline_access profile`, GRAPH, [READ, WRITE]],
  ] as const) {
    const claims = claimsOf(await tokenOf(standin, { scope }));
    t.equal(claims.aud, aud, scope);
    t.same(claims.roles, roles, scope);
  }
  const basic = { authorization: `Basic ${btoa('app:s%3Aecret')}` };
  const { client_id: _id, client_secret: _secret, ...without } = APPLICATION;
  t.equal(
    claimsOf((await token(without, { headers: basic })).json().access_token).appid,
    'app',
    'the secret may come in a header',
  );
});

test('every wrong request for a token is refused by its number', async (t) => {
  const { token } = await login(t);
  const code = { grant_type: 'authorization_code', client_id: 'app', redirect_uri: REDIRECT };
  const rows: readonly (readonly [Fields | string, readonly [string, number, (string | RegExp)?]])[] = [
    ['', ['invalid_request', 900144, "'grant_type'"]],
    [{ client_id: 'app' }, ['invalid_request', 900144, "'grant_type'"]],
    [{ grant_type: 'client_credentials' }, ['invalid_request', 900144, "'client_id'"]],
    [{ ...APPLICATION, client_id: '' }, ['invalid_request', 900144, "'client_id'"]],
    [{ ...APPLICATION, client_id: '<b>' }, ['unauthorized_client', 700016, "'<b>'"]],
    [{ ...APPLICATION, grant_type: 'toString' }, ['unsupported_grant_type', 70003, "'toString'"]],
    [{ ...APPLICATION, grant_type: 'urn:ietf:params:oauth:grant-type:device_code' }, ['unsupported_grant_type', 70003]],
    [{ ...APPLICATION, client_secret: '' }, ['invalid_client', 7000216]],
    [{ ...APPLICATION, client_secret: TENANT }, ['invalid_client', 7000215, 'not the client secret ID']],
    [
      { grant_type: 'client_credentials', client_id: 'app', client_secret: 'x' },
      ['invalid_request', 900144, "'scope'"],
    ],
    [{ ...APPLICATION, scope: READ }, ['invalid_scope', 1002012, READ]],
    [{ ...APPLICATION, scope: 'openid' }, ['invalid_scope', 1002012]],
    [{ ...APPLICATION, scope: 'api://mine/Read' }, ['invalid_scope', 1002012]],
    [{ ...APPLICATION, scope: ' ' }, ['invalid_scope', 70011]],
    [{ ...APPLICATION, scope: 'mine/.default' }, ['invalid_scope', 70011, 'mine/.default']],
    [{ ...APPLICATION, scope: `${GRAPH}/<x>` }, ['invalid_scope', 70011]],
    [{ ...APPLICATION, scope: `${GRAPH}/.default api://mine/.default` }, ['invalid_scope', 28000]],
    [{ ...APPLICATION, scope: `${GRAPH}/${'a'.repeat(5_000)}` }, ['invalid_scope', 70011]],
    ['grant_type=client_credentials&grant_type=password', ['invalid_request', 9000411, "'grant_type'"]],
    ['grant_type=%zz', ['invalid_request', 9002313, 'percent-escape']],
    ['grant_type=x&__proto__=y', ['invalid_request', 9002313]],
    [{ ...code, code: 'made up' }, ['invalid_grant', 9002313]],
    [code, ['invalid_request', 900144, "'code'"]],
    [{ grant_type: 'refresh_token', client_id: 'app', refresh_token: 'made up' }, ['invalid_grant', 9002313]],
    [{ grant_type: 'refresh_token', client_id: 'app' }, ['invalid_request', 900144, "'refresh_token'"]],
    [
      { grant_type: 'password', client_id: 'app', username: 'a', scope: READ },
      ['invalid_request', 900144, "'password'"],
    ],
    [
      { grant_type: 'password', client_id: 'app', username: 'a', password: '', scope: READ },
      ['invalid_request', 900144, "'password'"],
    ],
    [
      { grant_type: 'password', client_id: 'app', username: 'a b', password: 'x', scope: READ },
      ['invalid_grant', 50034],
    ],
  ];
  for (const [fields, reason] of rows) refused(t, await token(fields), reason);
  for (const [tenant, reason] of [
    ['/consumers', ['unauthorized_client', 500208, 'Personal Microsoft accounts']],
    ['/9188040d-6c67-4c5b-b112-36a304b66dad', ['unauthorized_client', 500208]],
    ['/contoso', ['invalid_tenant', 90002, "'contoso'"]],
    ['/__proto__', ['invalid_tenant', 90002]],
    ['/-x-.com', ['invalid_tenant', 90002]],
    [`/${'a.'.repeat(200)}com`, ['invalid_tenant', 90002]],
  ] as const) {
    refused(t, await token(APPLICATION, { tenant }), reason);
  }
});

test('what the engine refuses leaves in the same shape', async (t) => {
  const { standin, token } = await login(t);
  const large = await token(`grant_type=${'x'.repeat(1_100_000)}`);
  t.equal(large.statusCode, 413);
  t.match(large.json(), { error: 'invalid_request', error_codes: [9002313] });
  const many = await token(Array.from({ length: 60_000 }, (_, at) => `a${at}=b`).join('&'));
  t.match(many.json(), { error: 'invalid_request', error_codes: [900144] });
  const json = await token('{}', { headers: { 'content-type': 'application/json' } });
  t.equal(json.statusCode, 415);
  t.match(json.json(), { error: 'invalid_request', error_codes: [9002313] });
  const got = await standin.inject('/common/oauth2/v2.0/token');
  t.equal(got.statusCode, 405);
  t.match(got.json(), {
    error_codes: [900561],
    error_description: /only accepts POST requests\. Received a GET request/,
  });
  const id = '11111111-2222-4333-8444-555555555555';
  const told = await token({}, { headers: { 'client-request-id': id } });
  t.equal(told.json().correlation_id, id, 'the client’s own id is told back');
});

test('a signed assertion is looked at but for its signature', async (t) => {
  const { token } = await login(t);
  const { privateKey } = await generateKeyPair('PS256');
  const endpoint = 'http://localhost:80/organizations/oauth2/v2.0/token';
  const good = { iss: 'app', sub: 'app', aud: endpoint, exp: seconds() + 600, nbf: seconds() };
  const signed = (claims: object) =>
    new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: 'PS256', 'x5t#S256': 'x' }).sign(privateKey);
  const { client_secret: _secret, ...without } = APPLICATION;
  const ask = (client_assertion: string, more: Fields = {}) =>
    token({
      ...without,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
      ...more,
    });
  for (const aud of [
    endpoint,
    'https://login.microsoftonline.com/organizations/oauth2/v2.0/token',
    `http://localhost:80/${DEFAULT}/v2.0`,
    ['x', endpoint],
  ]) {
    const answer = await ask(await signed({ aud }));
    t.equal(answer.statusCode, 200, String(aud));
    t.equal(claimsOf(answer.json().access_token).appidacr, '2');
  }
  refused(t, await ask('x'), ['invalid_client', 50027]);
  refused(t, await ask(unsigned(good, { alg: 'none' })), ['invalid_client', 50027, "'none'"]);
  refused(t, await ask(unsigned(good, { alg: 'HS256' })), ['invalid_client', 50027, "'HS256'"]);
  refused(t, await ask(await signed({ sub: 'other' })), ['invalid_client', 700021]);
  refused(t, await ask(await signed({}), { client_id: 'other' }), ['invalid_client', 700021]);
  refused(t, await ask(await signed({ aud: 'https://evil.test/organizations/oauth2/v2.0/token' })), [
    'invalid_client',
    700023,
    'evil',
  ]);
  refused(t, await ask(await signed({ aud: `http://localhost:80/${TENANT}/oauth2/v2.0/token` })), [
    'invalid_client',
    700023,
  ]);
  refused(t, await ask(await signed({ aud: undefined })), ['invalid_client', 700023]);
  refused(t, await ask(await signed({ aud: ['x', { toString: 1 }] as never })), ['invalid_client', 700023, "'x'"]);
  const deep = JSON.stringify({ ...good, aud: 'DEEP' }).replace('"DEEP"', '['.repeat(20_000) + ']'.repeat(20_000));
  const parts = ['{"alg":"RS256"}', deep].map((part) => Buffer.from(part).toString('base64url'));
  refused(t, await ask(`${parts.join('.')}.x`), ['invalid_client', 700023]);
  refused(t, await ask(await signed({ exp: seconds() - 1 })), ['invalid_client', 700024]);
  refused(t, await ask(await signed({ exp: undefined })), ['invalid_client', 700024]);
  refused(t, await ask(await signed({ exp: -1e300, nbf: 1e300 })), ['invalid_client', 700024, 'no time']);
  refused(t, await ask(await signed({ nbf: seconds() + 3_600 })), ['invalid_client', 700024]);
  refused(t, await ask(await signed({}), { client_assertion_type: 'x' }), [
    'invalid_request',
    900144,
    'client_assertion_type',
  ]);
});

const VERIFIER = 'a-verifier-of-at-least-forty-three-characters.~_';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const ASKED: Fields = {
  client_id: 'app',
  response_type: 'code',
  redirect_uri: REDIRECT,
  scope: `openid profile email offline_access ${READ}`,
  state: 'a&b=c',
};

/** Chooses an account on the page. @returns what the browser is sent on to */
async function chosen(standin: Parameters<typeof post>[0], fields: Fields = {}, tenant?: string): Promise<URL> {
  const all = { ...ASKED, account: 'admin@contoso.example', ...fields };
  const answer = await post(standin, 'authorize', { fields: all, ...(tenant && { tenant }), headers: HTML });
  return new URL(answer.headers.location as string);
}

async function codeOf(standin: Parameters<typeof post>[0], fields: Fields = {}, tenant?: string): Promise<string> {
  return (await chosen(standin, fields, tenant)).searchParams.get('code') as string;
}

const redeeming = (code: string, more: Fields = {}): Fields => ({
  grant_type: 'authorization_code',
  client_id: 'app',
  redirect_uri: REDIRECT,
  code,
  ...more,
});

test('whoever signs in comes back with a code, which is exchanged once for tokens', async (t) => {
  const { standin, token } = await login(t, { settings: { auth: 'strict' } });
  const target = await chosen(standin, { nonce: 'n-1' });
  t.equal(`${target.origin}${target.pathname}`, 'http://localhost:3000/callback');
  t.equal(target.searchParams.get('from'), 'here', 'what the address says itself stays');
  t.equal(target.searchParams.get('state'), 'a&b=c');
  const code = target.searchParams.get('code') as string;
  const answer = await token(redeeming(code, { client_info: '1' }));
  t.equal(answer.statusCode, 200);
  const body = answer.json();
  t.equal(body.scope, `openid profile email ${READ}`);
  const access = claimsOf(body.access_token);
  t.match(access, {
    scp: `${READ} openid profile email`,
    upn: 'admin@contoso.example',
    unique_name: 'admin@contoso.example',
    name: 'Administrator',
    tid: DEFAULT,
    idtyp: 'user',
    appidacr: '0',
  });
  t.match(claimsOf(body.id_token), {
    aud: 'app',
    nonce: 'n-1',
    oid: access.oid,
    tid: DEFAULT,
    preferred_username: 'admin@contoso.example',
    email: 'admin@contoso.example',
  });
  t.same(JSON.parse(Buffer.from(body.client_info, 'base64url').toString()), { uid: access.oid, utid: DEFAULT });
  t.equal((await read(standin, body.access_token)).statusCode, 200);
  refused(t, await token(redeeming(code)), ['invalid_grant', 54005]);

  const again = await token({ grant_type: 'refresh_token', client_id: 'app', refresh_token: body.refresh_token });
  t.equal(again.statusCode, 200);
  t.not(again.json().refresh_token, body.refresh_token, 'with every use there is a new one');
  t.equal(claimsOf(again.json().access_token).scp, access.scp);
  const other = {
    grant_type: 'refresh_token',
    client_id: 'app',
    refresh_token: again.json().refresh_token,
    scope: 'api://mine/Read',
  };
  t.match(
    claimsOf((await token(other)).json().access_token),
    { aud: 'api://mine', scp: 'Read' },
    'and it is good for another resource',
  );
  refused(t, await token({ ...other, client_id: 'other' }), ['invalid_grant', 70000]);
  refused(t, await token(other, { tenant: '/contoso.com' }), ['invalid_grant', 700005]);
  refused(t, await token({ ...other, refresh_token: code }), ['invalid_grant', 9002313]);
  refused(t, await token(redeeming(body.refresh_token)), ['invalid_grant', 9002313]);
});

test('of two who redeem a code at once one is refused', async (t) => {
  const { standin, token } = await login(t);
  const code = await codeOf(standin);
  const answers = await Promise.all([1, 2, 3].map(() => token(redeeming(code))));
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 400, 400]);
});

test('a code is good for who asked for it alone, and a wrong try does not spend it', async (t) => {
  const { standin, token } = await login(t);
  const plain = await codeOf(standin);
  refused(t, await token(redeeming(plain, { client_id: 'other' })), ['invalid_grant', 70000]);
  refused(t, await token(redeeming(plain, { redirect_uri: 'http://localhost:3000/' })), ['invalid_grant', 500112]);
  refused(t, await token(redeeming(plain, { code_verifier: VERIFIER })), ['invalid_grant', 50148]);
  refused(t, await token(redeeming(plain), { tenant: '/contoso.com' }), ['invalid_grant', 9002313]);
  refused(t, await token(redeeming(plain), { tenant: '/~alice/organizations' }), ['invalid_grant', 9002313]);
  refused(t, await token(redeeming(`${plain.slice(0, -3)}AAA`)), ['invalid_grant', 9002313]);
  t.equal((await token(redeeming(plain))).statusCode, 200);
  for (const [method, challenge] of [
    ['S256', CHALLENGE],
    ['plain', VERIFIER],
  ] as const) {
    const code = await codeOf(standin, { code_challenge: challenge, code_challenge_method: method });
    refused(t, await token(redeeming(code)), ['invalid_grant', 50148]);
    refused(t, await token(redeeming(code, { code_verifier: `${VERIFIER}x` })), ['invalid_grant', 501481]);
    t.equal((await token(redeeming(code, { code_verifier: VERIFIER }))).statusCode, 200, method);
  }
});

test('a code is good for ten minutes, and a refresh token for 90 days', async (t) => {
  const { standin, token } = await login(t, { settings: { tokens: 'clock' }, now: new Date('2026-03-01T10:00:00Z') });
  const world = standin.control.world('default');
  const [early, late] = [await codeOf(standin), await codeOf(standin)];
  await world.advance('PT9M59S');
  const { refresh_token } = (await token(redeeming(early))).json();
  await world.advance('PT1S');
  refused(t, await token(redeeming(late)), ['invalid_grant', 70008]);
  const refreshing = { grant_type: 'refresh_token', client_id: 'app', refresh_token };
  await world.advance('P89D');
  t.equal((await token(refreshing)).statusCode, 200);
  await world.advance('P1D');
  refused(t, await token(refreshing), ['invalid_grant', 700082, '2026-03-01']);
});

test('an answer comes back in the query, in the fragment or as a form', async (t) => {
  const { standin } = await login(t);
  const fragment = await chosen(standin, { response_mode: 'fragment' });
  t.ok(new URLSearchParams(fragment.hash.slice(1)).get('code'));
  t.equal(fragment.searchParams.get('code'), null);
  const app = await chosen(standin, { redirect_uri: 'msauth.example://auth' });
  t.equal(app.protocol, 'msauth.example:', 'an app has a scheme of its own');
  const broker = 'ms-appx-web://microsoft.aad.brokerplugin/app';
  t.match((await chosen(standin, { redirect_uri: broker })).href, `${broker}?code=`);
  const fields = { ...ASKED, account: 'a', response_mode: 'form_post', state: '"><script>alert(1)</script>' };
  const form = await post(standin, 'authorize', { fields, headers: HTML });
  t.equal(form.statusCode, 200);
  t.match(form.body, `action="${REDIRECT}"`);
  t.match(form.body, '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  t.equal(form.body.match(/<script/g)?.length, 1, 'the one script is ours');
  t.match(form.headers['content-security-policy'], /default-src 'none'.*script-src 'sha256-/);
});

test('the client is told what is wrong with its request, where it can be', async (t) => {
  const { standin } = await login(t);
  for (const [fields, error, number] of [
    [{ response_type: 'token' }, 'unsupported_response_type', 700054],
    [{ response_type: undefined }, 'invalid_request', 900144],
    [{ response_mode: 'carrier-pigeon' }, 'invalid_request', 70007],
    [{ scope: undefined }, 'invalid_request', 900144],
    [{ scope: 'a/b' }, 'invalid_scope', 70011],
    [{ scope: `${READ} api://mine/Read` }, 'invalid_scope', 28000],
    [{ code_challenge: 'short' }, 'invalid_request', 501491],
    [{ code_challenge: CHALLENGE, code_challenge_method: 'S512' }, 'invalid_request', 9002313],
    [{ prompt: 'none' }, 'login_required', 50058],
  ] as const) {
    const query = Object.entries({ ...ASKED, ...fields }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const answer = await standin.inject({
      url: `/common/oauth2/v2.0/authorize?${new URLSearchParams(query)}`,
      headers: HTML,
    });
    t.equal(answer.statusCode, 302, JSON.stringify(fields));
    const { searchParams } = new URL(answer.headers.location as string);
    t.equal(searchParams.get('error'), error, JSON.stringify(fields));
    t.match(searchParams.get('error_description'), new RegExp(`^AADSTS${number}: `));
    t.equal(searchParams.get('state'), 'a&b=c');
  }
  t.equal((await chosen(standin, { cancel: '1' })).searchParams.get('error'), 'access_denied');
  t.match((await chosen(standin, { account: '' })).searchParams.get('error_description'), /AADSTS50034/);
  const silent = new URLSearchParams({ ...ASKED, prompt: 'none', login_hint: 'user@contoso.example' });
  const answer = await standin.inject({ url: `/common/oauth2/v2.0/authorize?${silent}`, headers: HTML });
  t.ok(new URL(answer.headers.location as string).searchParams.get('code'), 'with a hint nobody need be asked');
  await standin.control.world('default').changeSettings({ consent: 'withheld' });
  t.match((await chosen(standin)).searchParams.get('error_description'), /AADSTS65001/);
});

test('where the client cannot be told, the person is: an address that no browser may be sent to is refused', async (t) => {
  const { standin } = await login(t);
  const rows: readonly (readonly [Readonly<Record<string, string | undefined>>, number])[] = [
    [{ client_id: undefined }, 900144],
    [{ client_id: '<script>alert(1)</script>' }, 700016],
    [{ redirect_uri: undefined }, 500113],
    [{ redirect_uri: '/callback' }, 90102],
    [{ redirect_uri: 'javascript:alert(1)' }, 50011],
    [{ redirect_uri: ' java\nscript:alert(1)' }, 50011],
    [{ redirect_uri: 'data:text/html,<script>alert(1)</script>' }, 50011],
    [{ redirect_uri: 'vbscript:x' }, 50011],
    [{ redirect_uri: 'ms-settings:x' }, 50011],
    [{ redirect_uri: 'intent://x#Intent;end' }, 50011],
    [{ redirect_uri: 'file:///etc/passwd' }, 50011],
    [{ redirect_uri: 'http://localhost/#here' }, 50011],
    [{ redirect_uri: 'https://user:word@localhost/' }, 50011],
  ];
  for (const [fields, number] of rows) {
    const given = Object.entries({ ...ASKED, account: 'a', ...fields }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const url = `/common/oauth2/v2.0/authorize?${new URLSearchParams(given)}`;
    const shown = await standin.inject({ url, headers: HTML });
    const posted = await post(standin, 'authorize', { fields: Object.fromEntries(given), headers: HTML });
    for (const answer of [shown, posted]) {
      t.equal(answer.statusCode, 400, JSON.stringify(fields));
      t.match(answer.headers['content-type'], 'text/html');
      t.match(answer.body, `AADSTS${number}: `, JSON.stringify(fields));
      t.notMatch(answer.body, /<script/, 'what was sent is shown as text');
      t.equal(answer.headers.location, undefined);
    }
  }
  const { redirect_uri: _, ...nowhere } = ASKED;
  for (const [query, say] of [
    [nowhere, /AADSTS500113: .*Give redirect_uri, the address to come back to\./s],
    [{}, /This is the sign-in page\..*client_id.*redirect_uri.*AADSTS900144: /s],
  ] as const) {
    const url = `/common/oauth2/v2.0/authorize?${new URLSearchParams(query)}`;
    t.match((await standin.inject({ url, headers: HTML })).body, say, 'the page says what to do');
  }
  const personal = await standin.inject({
    url: `/consumers/oauth2/v2.0/authorize?${new URLSearchParams(ASKED)}`,
    headers: HTML,
  });
  t.equal(personal.statusCode, 400);
  t.match(personal.body, 'AADSTS500208');
  const twice = await standin.inject({
    url: '/common/oauth2/v2.0/authorize?state=%3Cscript%3E&state=x',
    headers: HTML,
  });
  t.equal(twice.statusCode, 400);
  t.match(twice.headers['content-type'], 'application/json', 'what the engine refuses is no page');
});

test('the sign-in page offers accounts, shows everything as text, and loads nothing', async (t) => {
  const { standin } = await login(t);
  const attack = '"><img src=x onerror=alert(1)>';
  const query = new URLSearchParams({
    ...ASKED,
    login_hint: attack.replaceAll(' ', '/'),
    state: attack,
    scope: `${READ} openid`,
    nonce: attack,
  });
  const page = await standin.inject({ url: `/common/oauth2/v2.0/authorize?${query}`, headers: HTML });
  t.equal(page.statusCode, 200);
  t.match(page.headers['content-type'], 'text/html');
  t.match(page.headers, {
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  t.match(page.headers['content-security-policy'], /^default-src 'none'/);
  t.notMatch(page.body, '<img');
  t.notMatch(page.body, /<(?:script|img|link|iframe|object)| (?:src|href)="/, 'no script, and nothing from elsewhere');
  t.match(page.body, 'value="admin@contoso.example"');
  t.equal(page.body.match(/class="account"/g)?.length, 3);
  t.match(page.body, 'name="state" value="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"');
  t.match(page.body, 'http://localhost:3000</span>', 'it says where one goes on to');
});

test('signing out leads on to where the client says, or says that it is done', async (t) => {
  const { standin } = await login(t);
  const out = (query: Fields) =>
    standin.inject({ url: `/common/oauth2/v2.0/logout?${new URLSearchParams(query)}`, headers: HTML });
  const on = await out({ post_logout_redirect_uri: 'http://localhost:3000/bye', state: 's' });
  t.equal(on.headers.location, 'http://localhost:3000/bye?state=s');
  t.match((await out({})).body, 'You signed out');
  const bad = await out({ post_logout_redirect_uri: 'javascript:alert(1)' });
  t.equal(bad.statusCode, 400);
  t.match(bad.body, 'AADSTS50011');
});

test('what is secret is not remembered with the exchange', async (t) => {
  const { standin, token } = await login(t);
  await token({ ...APPLICATION, client_secret: 'hush-hush' });
  await token({ grant_type: 'password', client_id: 'app', username: 'a', password: 'hush-hush', scope: READ });
  const [latest] = await standin.control.world('default').exchanges();
  const told = await standin.control.world('default').exchange(latest?.id as string);
  t.notMatch(JSON.stringify(told), 'hush-hush');
  t.notMatch(JSON.stringify(told), 'eyJ');
});

test('a field without a value is as if it were not there', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const empty = { client_assertion: '', client_assertion_type: '', code: '', refresh_token: '' };
  const answer = await post(standin, 'token', { fields: { ...APPLICATION, ...empty } });
  t.equal(answer.statusCode, 200);
  const nothing = await post(standin, 'token', { fields: { ...APPLICATION, client_secret: '' } });
  t.equal(nothing.statusCode, 401);
  t.match(nothing.json().error_description, /AADSTS7000216/);
});

test('a browser of another origin may ask for tokens', async (t) => {
  const { token } = await login(t);
  const answer = await token(APPLICATION, { headers: { origin: 'https://app.example' } });
  t.equal(answer.headers['access-control-allow-origin'], '*');
});
