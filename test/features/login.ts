// The token service: discovery, every grant, the sign-in page, and errors.
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

/** Expects a refusal with an error code, a number and a text in its description. */
function expectRefusal(
  t: Test,
  response: LightMyRequestResponse,
  [error, number, text = /./]: readonly [string, number, (string | RegExp)?],
) {
  const title = `${error} ${number}`;
  t.equal(response.statusCode, error === 'invalid_client' ? 401 : 400, title);
  const body = response.json();
  t.match(body, { error, error_codes: [number], timestamp: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/ }, title);
  t.match(body.error_description, `AADSTS${number}: `, title);
  t.match(body.error_description, text, title);
  t.equal(body.trace_id, response.headers['x-ms-request-id']);
  t.equal(response.headers['standin-violations'], undefined, 'the refusal is valid by the document');
}

test('discovery names endpoints of this server, under the host name of the request', async (t) => {
  const { standin } = await login(t);
  const rows = [
    {
      url: '/common/v2.0/.well-known/openid-configuration',
      base: 'http://mock.test:81',
      tenant: 'common',
      issuer: '{tenantid}',
    },
    {
      url: '/organizations/.well-known/openid-configuration',
      base: 'http://mock.test:81',
      tenant: 'organizations',
      issuer: '{tenantid}',
    },
    {
      url: `/${TENANT.toUpperCase()}/v2.0/.well-known/openid-configuration`,
      base: 'http://mock.test:81',
      tenant: TENANT,
      issuer: TENANT,
    },
    {
      url: `/login/${TENANT}/v2.0/.well-known/openid-configuration`,
      base: 'http://mock.test:81/login',
      tenant: TENANT,
      issuer: TENANT,
    },
    {
      url: `/~alice/${TENANT}/v2.0/.well-known/openid-configuration`,
      base: 'http://mock.test:81/~alice',
      tenant: TENANT,
      issuer: TENANT,
    },
  ];
  for (const { url, base, tenant, issuer } of rows) {
    const response = await standin.inject({ url, headers: { host: 'mock.test:81' } });
    t.equal(response.statusCode, 200, url);
    t.match(response.json(), {
      issuer: `${base}/${issuer}/v2.0`,
      authorization_endpoint: `${base}/${tenant}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/${tenant}/oauth2/v2.0/token`,
      jwks_uri: `${base}/${tenant}/discovery/v2.0/keys`,
      end_session_endpoint: `${base}/${tenant}/oauth2/v2.0/logout`,
    });
    t.notMatch(response.body, 'microsoftonline', 'no URL of the real service');
    const keys = await standin.inject({
      url: new URL(response.json().jwks_uri).pathname,
      headers: { host: 'mock.test:81' },
    });
    t.match(keys.json().keys, [{ kty: 'RSA', use: 'sig', alg: 'RS256', e: 'AQAB' }]);
    t.notOk(keys.body.includes('"d"'), 'the private key is not published');
  }
  const query = new URLSearchParams({
    'api-version': '1.1',
    authorization_endpoint: `https://x/${TENANT}/oauth2/v2.0/authorize`,
  });
  const instance = await standin.inject({
    url: `/common/discovery/instance?${query}`,
    headers: { host: 'mock.test:81' },
  });
  t.match(instance.json(), {
    tenant_discovery_endpoint: `http://mock.test:81/${TENANT}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: 'mock.test:81', aliases: ['mock.test:81'] }],
  });
});

test('a Host header that is not a host name is refused on every path', async (t) => {
  const { standin, token } = await login(t);
  // Newer versions of Node.js accept this as a host name.
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
    expectRefusal(t, await token(APPLICATION, { headers: { host } }), [
      'invalid_request',
      9002313,
      'is not a host name',
    ]);
    for (const url of ['/common/v2.0/.well-known/openid-configuration', '/common/discovery/instance']) {
      expectRefusal(t, await standin.inject({ url: `/login${url}`, headers: { host } }), ['invalid_request', 9002313]);
    }
    const graph = await standin.inject({ url: '/v1.0/deviceManagement', headers: { host } });
    t.match(
      graph.json(),
      { error: { code: 'BadRequest', message: /^The Host header ".*" is not a host name\.$/ } },
      host,
    );
    const control = await standin.inject({ url: '/_standin/worlds', headers: { host } });
    t.match(control.json(), { status: 400, code: 'REQUEST_MALFORMED' }, host);
  }
  for (const host of ['my_service:80', 'mock.test.', '[::1]:4010', 'É.test']) {
    const url = '/login/common/discovery/instance';
    t.equal((await standin.inject({ url, headers: { host } })).statusCode, 200, host);
  }
});

test('a login host selects the token service, and a Graph host selects Graph', async (t) => {
  const { standin } = await login(t);
  for (const host of ['login.microsoftonline.com', 'login.microsoftonline.us', 'login.chinacloudapi.cn:443']) {
    const missing = await standin.inject({
      url: '/v1.0/deviceManagement/applePushNotificationCertificate',
      headers: { host },
    });
    t.equal(missing.statusCode, 404, host);
    t.match(missing.json(), { error: 'invalid_request' }, 'errors have the shape of the token service');
  }
  const graph = await standin.inject({ url: '/common/oauth2/v2.0/token', headers: { host: 'graph.microsoft.com' } });
  t.equal(graph.json().error.code, 'ResourceNotFound');
});

test('an application with a secret gets a token with its claims', async (t) => {
  const { standin, token } = await login(t);
  const response = await token(APPLICATION);
  t.equal(response.statusCode, 200);
  t.equal(response.headers['cache-control'], 'no-store, no-cache');
  const body = response.json();
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
    // The scopes that azidentity sends.
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
    'the secret can be in a header',
  );
});

test('every invalid token request is refused with its number', async (t) => {
  const { token } = await login(t);
  const code = { grant_type: 'authorization_code', client_id: 'app', redirect_uri: REDIRECT };
  const rows: readonly (readonly [Fields | string, readonly [string, number, (string | RegExp)?]])[] = [
    ['', ['invalid_request', 900144, "'grant_type'"]],
    [{ client_id: 'app' }, ['invalid_request', 900144, "'grant_type'"]],
    [{ grant_type: 'client_credentials' }, ['invalid_request', 900144, "'client_id'"]],
    [{ ...APPLICATION, client_id: '' }, ['invalid_request', 900144, "'client_id'"]],
    [{ ...APPLICATION, client_id: '<b>' }, ['unauthorized_client', 700016, "'<b>'"]],
    [{ ...APPLICATION, grant_type: 'toString' }, ['unsupported_grant_type', 70003, "'toString'"]],
    [
      { ...APPLICATION, grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer' },
      ['unsupported_grant_type', 70003],
    ],
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
  for (const [fields, reason] of rows) expectRefusal(t, await token(fields), reason);
  for (const [tenant, reason] of [
    ['/consumers', ['unauthorized_client', 500208, 'Personal Microsoft accounts']],
    ['/9188040d-6c67-4c5b-b112-36a304b66dad', ['unauthorized_client', 500208]],
    ['/contoso', ['invalid_tenant', 90002, "'contoso'"]],
    ['/__proto__', ['invalid_tenant', 90002]],
    ['/-x-.com', ['invalid_tenant', 90002]],
    [`/${'a.'.repeat(200)}com`, ['invalid_tenant', 90002]],
  ] as const) {
    expectRefusal(t, await token(APPLICATION, { tenant }), reason);
  }
});

test('errors of the engine have the shape of the token service', async (t) => {
  const { standin, token } = await login(t);
  const large = await token(`grant_type=${'x'.repeat(1_100_000)}`);
  t.equal(large.statusCode, 413);
  t.match(large.json(), { error: 'invalid_request', error_codes: [9002313] });
  const fields = (count: number) => Array.from({ length: count }, (_, at) => `a${at}=b`).join('&');
  const tooMany = await token(fields(60_000));
  t.equal(tooMany.statusCode, 413);
  t.match(tooMany.json(), { error: 'invalid_request', error_codes: [9002313] });
  const many = await token(fields(9_000));
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
  const named = await token({}, { headers: { 'client-request-id': id } });
  t.equal(named.json().correlation_id, id, 'the client’s own id is returned');
});

test('the claims of a signed assertion are validated, its signature is not', async (t) => {
  const { token } = await login(t);
  const { privateKey } = await generateKeyPair('PS256');
  const endpoint = 'http://localhost:80/organizations/oauth2/v2.0/token';
  const good = { iss: 'app', sub: 'app', aud: endpoint, exp: seconds() + 600, nbf: seconds() };
  const signed = (claims: object) =>
    new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: 'PS256', 'x5t#S256': 'x' }).sign(privateKey);
  const { client_secret: _secret, ...without } = APPLICATION;
  const request = (client_assertion: string, more: Fields = {}) =>
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
    const response = await request(await signed({ aud }));
    t.equal(response.statusCode, 200, String(aud));
    t.equal(claimsOf(response.json().access_token).appidacr, '2');
  }
  expectRefusal(t, await request('x'), ['invalid_client', 50027]);
  expectRefusal(t, await request(unsigned(good, { alg: 'none' })), ['invalid_client', 50027, "'none'"]);
  expectRefusal(t, await request(unsigned(good, { alg: 'HS256' })), ['invalid_client', 50027, "'HS256'"]);
  expectRefusal(t, await request(await signed({ sub: 'other' })), ['invalid_client', 700021]);
  expectRefusal(t, await request(await signed({}), { client_id: 'other' }), ['invalid_client', 700021]);
  expectRefusal(t, await request(await signed({ aud: 'https://evil.test/organizations/oauth2/v2.0/token' })), [
    'invalid_client',
    700023,
    'evil',
  ]);
  expectRefusal(t, await request(await signed({ aud: `http://localhost:80/${TENANT}/oauth2/v2.0/token` })), [
    'invalid_client',
    700023,
  ]);
  expectRefusal(t, await request(await signed({ aud: undefined })), ['invalid_client', 700023]);
  expectRefusal(t, await request(await signed({ aud: ['x', { toString: 1 }] as never })), [
    'invalid_client',
    700023,
    "'x'",
  ]);
  const deep = JSON.stringify({ ...good, aud: 'DEEP' }).replace('"DEEP"', '['.repeat(20_000) + ']'.repeat(20_000));
  const parts = ['{"alg":"RS256"}', deep].map((part) => Buffer.from(part).toString('base64url'));
  expectRefusal(t, await request(`${parts.join('.')}.x`), ['invalid_client', 700023]);
  expectRefusal(t, await request(await signed({ exp: seconds() - 1 })), ['invalid_client', 700024]);
  expectRefusal(t, await request(await signed({ exp: undefined })), ['invalid_client', 700024]);
  expectRefusal(t, await request(await signed({ exp: -1e300, nbf: 1e300 })), ['invalid_client', 700024, 'invalid']);
  expectRefusal(t, await request(await signed({ nbf: seconds() + 3_600 })), ['invalid_client', 700024]);
  expectRefusal(t, await request(await signed({}), { client_assertion_type: 'x' }), [
    'invalid_request',
    900144,
    'client_assertion_type',
  ]);
});

const VERIFIER = 'a-verifier-of-at-least-forty-three-characters.~_';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const AUTHORIZE_FIELDS: Fields = {
  client_id: 'app',
  response_type: 'code',
  redirect_uri: REDIRECT,
  scope: `openid profile email offline_access ${READ}`,
  state: 'a&b=c',
};

/** Chooses an account on the sign-in page. @returns the URL that the browser is redirected to */
async function signIn(standin: Parameters<typeof post>[0], fields: Fields = {}, tenant?: string): Promise<URL> {
  const all = { ...AUTHORIZE_FIELDS, account: 'admin@contoso.example', ...fields };
  const response = await post(standin, 'authorize', { fields: all, ...(tenant && { tenant }), headers: HTML });
  return new URL(response.headers.location as string);
}

async function codeOf(standin: Parameters<typeof post>[0], fields: Fields = {}, tenant?: string): Promise<string> {
  return (await signIn(standin, fields, tenant)).searchParams.get('code') as string;
}

const redemptionOf = (code: string, more: Fields = {}): Fields => ({
  grant_type: 'authorization_code',
  client_id: 'app',
  redirect_uri: REDIRECT,
  code,
  ...more,
});

test('a user who signs in returns with a code, which can be exchanged once for tokens', async (t) => {
  const { standin, token } = await login(t, { settings: { auth: 'strict' } });
  const target = await signIn(standin, { nonce: 'n-1' });
  t.equal(`${target.origin}${target.pathname}`, 'http://localhost:3000/callback');
  t.equal(target.searchParams.get('from'), 'here', 'the query of the redirect URI stays');
  t.equal(target.searchParams.get('state'), 'a&b=c');
  const code = target.searchParams.get('code') as string;
  const response = await token(redemptionOf(code, { client_info: '1' }));
  t.equal(response.statusCode, 200);
  const body = response.json();
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
  expectRefusal(t, await token(redemptionOf(code)), ['invalid_grant', 54005]);

  const again = await token({ grant_type: 'refresh_token', client_id: 'app', refresh_token: body.refresh_token });
  t.equal(again.statusCode, 200);
  t.not(again.json().refresh_token, body.refresh_token, 'each use returns a new refresh token');
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
    'it is valid for another resource',
  );
  expectRefusal(t, await token({ ...other, client_id: 'other' }), ['invalid_grant', 70000]);
  expectRefusal(t, await token(other, { tenant: '/contoso.com' }), ['invalid_grant', 700005]);
  expectRefusal(t, await token({ ...other, refresh_token: code }), ['invalid_grant', 9002313]);
  expectRefusal(t, await token(redemptionOf(body.refresh_token)), ['invalid_grant', 9002313]);
});

const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

async function device(t: Test, options: StandinOptions = {}) {
  const { standin, token } = await login(t, options);
  const send = (place: string, fields: Fields) => post(standin, place, { fields, headers: place === 'devicecode' ? {} : HTML });
  const started = await send('devicecode', { client_id: 'app', scope: `openid offline_access ${READ}` });
  t.equal(started.statusCode, 200);
  const { user_code: userCode, device_code: code, ...facts } = started.json();
  const poll = (more: Fields = {}) => token({ grant_type: DEVICE_GRANT, client_id: 'app', device_code: code, ...more });
  const enter = (fields: Fields) => send('deviceauth', { user_code: userCode, ...fields });
  return { standin, userCode, code, facts, poll, enter, send };
}

test('a device gets its tokens when somebody has entered its code and signed in', async (t) => {
  const { standin, userCode, facts, poll, enter, send } = await device(t);
  t.match(facts, {
    verification_uri: /^http:\/\/.*\/organizations\/oauth2\/v2\.0\/deviceauth$/,
    expires_in: 900,
    interval: 5,
    message: new RegExp(`enter the code ${userCode} to authenticate`),
  });
  expectRefusal(t, await poll(), ['authorization_pending', 70016]);
  const { pathname } = new URL(facts.verification_uri);
  const page = await standin.inject({ url: `${pathname}?user_code=${userCode}`, headers: HTML });
  t.equal(page.statusCode, 200);
  t.match(page.body, new RegExp(`value="${userCode}"`));
  t.match(page.body, 'sign in to <strong>app</strong>');
  t.notMatch(page.body, /<script|src=/);
  const wrong = await send('deviceauth', { user_code: 'BCDFGHJKL', account: 'user@contoso.example' });
  t.equal(wrong.statusCode, 400);
  t.match(wrong.body, 'AADSTS70018');
  const done = await enter({ user_code: ` ${userCode.toLowerCase()} `, account: 'user@contoso.example' });
  t.equal(done.statusCode, 200);
  t.match(done.body, 'You signed in');
  expectRefusal(t, await poll({ client_id: 'other' }), ['invalid_grant', 70000]);
  const tokens = await poll();
  t.equal(tokens.statusCode, 200);
  t.match(claimsOf(tokens.json().access_token), { upn: 'user@contoso.example', scp: new RegExp(READ) });
  t.ok(tokens.json().refresh_token);
  expectRefusal(t, await poll(), ['invalid_grant', 54005]);
  t.equal((await enter({ account: 'user@contoso.example' })).statusCode, 400, 'the code cannot be entered again');
});

test('a device is informed if the sign-in is declined, if its code is expired or unknown', async (t) => {
  const declined = await device(t);
  t.match((await declined.enter({ cancel: '1' })).body, 'You cancelled');
  expectRefusal(t, await declined.poll(), ['authorization_declined', 70019]);
  const expired = await device(t, { settings: { tokens: 'clock' } });
  await expired.standin.control.world().advance('PT15M');
  expectRefusal(t, await expired.poll(), ['expired_token', 70020]);
  t.equal((await expired.enter({ account: 'user@contoso.example' })).statusCode, 400);
  expectRefusal(t, await expired.poll({ device_code: `${expired.userCode}.x` }), ['bad_verification_code', 70018]);
  expectRefusal(t, await expired.send('devicecode', { scope: READ }), ['invalid_request', 900144, 'client_id']);
  expectRefusal(t, await expired.send('devicecode', { client_id: 'app' }), ['invalid_request', 900144, 'scope']);
});

test('a client finds out how a user signs in, by a path in any case', async (t) => {
  const { standin } = await login(t);
  for (const path of ['/login/common/userrealm/ann@contoso.example', '/login/common/UserRealm/ann@Contoso.example']) {
    const found = await standin.inject(`${path}?api-version=1.0`);
    t.equal(found.statusCode, 200);
    t.match(found.json(), { account_type: 'Managed', domain_name: 'contoso.example' });
  }
  const { pathname } = new URL('http://x/login/Organizations/OAuth2/V2.0/Token');
  const token = await standin.inject({
    method: 'POST',
    url: pathname,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(APPLICATION).toString(),
  });
  t.equal(token.statusCode, 200);
  const claims = claimsOf(token.json().access_token);
  t.match(claims, { app_displayname: /Application/, oid: /^[0-9a-f]{8}-/ });
});

test('a code that is exchanged several times at once works only once', async (t) => {
  const { standin, token } = await login(t);
  const code = await codeOf(standin);
  const responses = await Promise.all([1, 2, 3].map(() => token(redemptionOf(code))));
  t.same(responses.map(({ statusCode }) => statusCode).sort(), [200, 400, 400]);
});

test('a code is valid only for its client, and a failed attempt does not use it up', async (t) => {
  const { standin, token } = await login(t);
  const plain = await codeOf(standin);
  expectRefusal(t, await token(redemptionOf(plain, { client_id: 'other' })), ['invalid_grant', 70000]);
  expectRefusal(t, await token(redemptionOf(plain, { redirect_uri: 'http://localhost:3000/' })), [
    'invalid_grant',
    500112,
  ]);
  expectRefusal(t, await token(redemptionOf(plain, { code_verifier: VERIFIER })), ['invalid_grant', 50148]);
  expectRefusal(t, await token(redemptionOf(plain), { tenant: '/contoso.com' }), ['invalid_grant', 9002313]);
  expectRefusal(t, await token(redemptionOf(plain), { tenant: '/~alice/organizations' }), ['invalid_grant', 9002313]);
  expectRefusal(t, await token(redemptionOf(`${plain.slice(0, -3)}AAA`)), ['invalid_grant', 9002313]);
  t.equal((await token(redemptionOf(plain))).statusCode, 200);
  for (const [method, challenge] of [
    ['S256', CHALLENGE],
    ['plain', VERIFIER],
  ] as const) {
    const code = await codeOf(standin, { code_challenge: challenge, code_challenge_method: method });
    expectRefusal(t, await token(redemptionOf(code)), ['invalid_grant', 50148]);
    expectRefusal(t, await token(redemptionOf(code, { code_verifier: `${VERIFIER}x` })), ['invalid_grant', 501481]);
    t.equal((await token(redemptionOf(code, { code_verifier: VERIFIER }))).statusCode, 200, method);
  }
});

test('a code is valid for ten minutes, and a refresh token for 90 days', async (t) => {
  const { standin, token } = await login(t, { settings: { tokens: 'clock' }, now: new Date('2026-03-01T10:00:00Z') });
  const world = standin.control.world('default');
  const [early, late] = [await codeOf(standin), await codeOf(standin)];
  await world.advance('PT9M59S');
  const { refresh_token } = (await token(redemptionOf(early))).json();
  await world.advance('PT1S');
  expectRefusal(t, await token(redemptionOf(late)), ['invalid_grant', 70008]);
  const refreshing = { grant_type: 'refresh_token', client_id: 'app', refresh_token };
  await world.advance('P89D');
  t.equal((await token(refreshing)).statusCode, 200);
  await world.advance('P1D');
  expectRefusal(t, await token(refreshing), ['invalid_grant', 700082, '2026-03-01']);
});

test('a response returns in the query, in the fragment or as a form', async (t) => {
  const { standin } = await login(t);
  const fragment = await signIn(standin, { response_mode: 'fragment' });
  t.ok(new URLSearchParams(fragment.hash.slice(1)).get('code'));
  t.equal(fragment.searchParams.get('code'), null);
  const app = await signIn(standin, { redirect_uri: 'msauth.example://auth' });
  t.equal(app.protocol, 'msauth.example:', 'an app can have its own scheme');
  const broker = 'ms-appx-web://microsoft.aad.brokerplugin/app';
  t.match((await signIn(standin, { redirect_uri: broker })).href, `${broker}?code=`);
  const fields = {
    ...AUTHORIZE_FIELDS,
    account: 'a',
    response_mode: 'form_post',
    state: '"><script>alert(1)</script>',
  };
  const form = await post(standin, 'authorize', { fields, headers: HTML });
  t.equal(form.statusCode, 200);
  t.match(form.body, `action="${REDIRECT}"`);
  t.match(form.body, '&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  t.equal(form.body.match(/<script/g)?.length, 1, 'the only script is ours');
  t.match(form.headers['content-security-policy'], /default-src 'none'.*script-src 'sha256-/);
});

test('the client is informed of an invalid request', async (t) => {
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
    const query = Object.entries({ ...AUTHORIZE_FIELDS, ...fields }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const response = await standin.inject({
      url: `/common/oauth2/v2.0/authorize?${new URLSearchParams(query)}`,
      headers: HTML,
    });
    t.equal(response.statusCode, 302, JSON.stringify(fields));
    const { searchParams } = new URL(response.headers.location as string);
    t.equal(searchParams.get('error'), error, JSON.stringify(fields));
    t.match(searchParams.get('error_description'), new RegExp(`^AADSTS${number}: `));
    t.equal(searchParams.get('state'), 'a&b=c');
  }
  t.equal((await signIn(standin, { cancel: '1' })).searchParams.get('error'), 'access_denied');
  t.match((await signIn(standin, { account: '' })).searchParams.get('error_description'), /AADSTS50034/);
  const silent = new URLSearchParams({ ...AUTHORIZE_FIELDS, prompt: 'none', login_hint: 'user@contoso.example' });
  const response = await standin.inject({ url: `/common/oauth2/v2.0/authorize?${silent}`, headers: HTML });
  t.ok(new URL(response.headers.location as string).searchParams.get('code'), 'a login_hint is enough');
  await standin.control.world('default').changeSettings({ consent: 'withheld' });
  t.match((await signIn(standin)).searchParams.get('error_description'), /AADSTS65001/);
});

test('if the client cannot be informed, the user sees an error page, and no redirect happens', async (t) => {
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
    const entries = Object.entries({ ...AUTHORIZE_FIELDS, account: 'a', ...fields }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const url = `/common/oauth2/v2.0/authorize?${new URLSearchParams(entries)}`;
    const shown = await standin.inject({ url, headers: HTML });
    const posted = await post(standin, 'authorize', { fields: Object.fromEntries(entries), headers: HTML });
    for (const response of [shown, posted]) {
      t.equal(response.statusCode, 400, JSON.stringify(fields));
      t.match(response.headers['content-type'], 'text/html');
      t.match(response.body, `AADSTS${number}: `, JSON.stringify(fields));
      t.notMatch(response.body, /<script/, 'the page shows sent values as text');
      t.equal(response.headers.location, undefined);
    }
  }
  const { redirect_uri: _, ...nowhere } = AUTHORIZE_FIELDS;
  for (const [query, text] of [
    [nowhere, /AADSTS500113: .*Set redirect_uri to the URL to return to\./s],
    [{}, /This is the sign-in page\..*client_id.*redirect_uri.*AADSTS900144: /s],
  ] as const) {
    const url = `/common/oauth2/v2.0/authorize?${new URLSearchParams(query)}`;
    t.match((await standin.inject({ url, headers: HTML })).body, text, 'the page says what to do');
  }
  const personal = await standin.inject({
    url: `/consumers/oauth2/v2.0/authorize?${new URLSearchParams(AUTHORIZE_FIELDS)}`,
    headers: HTML,
  });
  t.equal(personal.statusCode, 400);
  t.match(personal.body, 'AADSTS500208');
  const twice = await standin.inject({
    url: '/common/oauth2/v2.0/authorize?state=%3Cscript%3E&state=x',
    headers: HTML,
  });
  t.equal(twice.statusCode, 400);
  t.match(twice.headers['content-type'], 'application/json', 'errors of the engine are JSON');
});

test('the sign-in page suggests accounts, escapes all values, and loads nothing', async (t) => {
  const { standin } = await login(t);
  const attack = '"><img src=x onerror=alert(1)>';
  const query = new URLSearchParams({
    ...AUTHORIZE_FIELDS,
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
  t.notMatch(page.body, /<(?:script|img|link|iframe|object)| (?:src|href)="/, 'no script and no other files');
  t.match(page.body, 'value="admin@contoso.example"');
  t.equal(page.body.match(/class="account"/g)?.length, 3);
  t.match(page.body, 'name="state" value="&quot;&gt;&lt;img src=x onerror=alert(1)&gt;"');
  t.match(page.body, 'http://localhost:3000</span>', 'it names the origin to which the user returns');
});

test('signing out redirects to the client’s URL, or shows a page', async (t) => {
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

test('the journal contains no secrets', async (t) => {
  const { standin, token } = await login(t);
  await token({ ...APPLICATION, client_secret: 'hush-hush' });
  await token({ grant_type: 'password', client_id: 'app', username: 'a', password: 'hush-hush', scope: READ });
  const [latest] = await standin.control.world('default').exchanges();
  const recorded = await standin.control.world('default').exchange(latest?.id as string);
  t.notMatch(JSON.stringify(recorded), 'hush-hush');
  t.notMatch(JSON.stringify(recorded), 'eyJ');
});

test('a field without a value counts as missing', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const empty = { client_assertion: '', client_assertion_type: '', code: '', refresh_token: '' };
  const response = await post(standin, 'token', { fields: { ...APPLICATION, ...empty } });
  t.equal(response.statusCode, 200);
  const withoutSecret = await post(standin, 'token', { fields: { ...APPLICATION, client_secret: '' } });
  t.equal(withoutSecret.statusCode, 401);
  t.match(withoutSecret.json().error_description, /AADSTS7000216/);
});

test('a browser of another origin can request tokens', async (t) => {
  const { token } = await login(t);
  const response = await token(APPLICATION, { headers: { origin: 'https://app.example' } });
  t.equal(response.headers['access-control-allow-origin'], 'https://app.example');
});
