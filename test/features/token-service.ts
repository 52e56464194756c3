// Ways to sign in that tools use in addition to MSAL's usual ones: on-behalf-of, federated assertions, endpoints of version 1,
// managed identities; and facts about tokens and keys that some clients require.
import { X509Certificate } from 'node:crypto';
import { importX509, jwtVerify } from 'jose';
import { type Test, test } from 'tap';
import { createStandin } from '../../src/index.ts';
import {
  APPLICATION,
  claimsOf,
  type Fields,
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
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const EXCHANGE = 'api://AzureADTokenExchange';

async function open(t: Test) {
  const standin = await createStandin({ settings: { auth: 'strict' } });
  t.teardown(() => standin.close());
  const form = async (url: string, fields: Fields) => {
    const response = await standin.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
    return { status: response.statusCode, body: response.json(), headers: response.headers };
  };
  const token = (fields: Fields) => form(`/${TENANT}/oauth2/v2.0/token`, fields);
  return { standin, form, token };
}

/** The access token of a user who signed in to an API. */
const userToken = (standin: Parameters<typeof post>[0], fields: Fields = {}, tenant = `/${TENANT}`) =>
  tokenOf(
    standin,
    {
      grant_type: 'password',
      client_id: 'web',
      username: 'user@contoso.example',
      password: 'any',
      scope: 'api://middle/.default',
      ...fields,
    },
    tenant,
  );

test('LOGIN-01: the token of an application has its display name, and ids that are GUIDs', async (t) => {
  const { standin } = await open(t);
  const claims = claimsOf(await tokenOf(standin, { client_id: 'my-app' }, `/${TENANT}`));
  t.match(claims, { app_displayname: 'Application my-app', oid: GUID, sub: GUID, idtyp: 'app', tid: TENANT });
  const other = claimsOf(await tokenOf(standin, { client_id: 'other' }, `/${TENANT}`));
  t.not(other.oid, claims.oid, 'each application has its own');
});

test('LOGIN-02: a client finds out how a user signs in, by a path in any case', async (t) => {
  const { standin } = await open(t);
  for (const path of ['/common/userrealm/', '/common/UserRealm/', '/Common/USERREALM/']) {
    const response = await standin.inject(`${path}admin@contoso.example?api-version=1.0`);
    t.match(response.json(), { account_type: 'Managed', domain_name: 'contoso.example', ver: '1.0' }, path);
  }
});

test('LOGIN-03: a token of another identity provider signs an application in', async (t) => {
  const { standin, token } = await open(t);
  const good = {
    iss: 'https://token.actions.githubusercontent.com',
    sub: 'repo:contoso/alerts:ref:refs/heads/main',
    aud: EXCHANGE,
    iat: seconds(),
    exp: seconds() + 300,
  };
  const { client_secret: _secret, ...without } = APPLICATION;
  const request = (claims: object, header?: object) =>
    token({ ...without, client_assertion_type: ASSERTION, client_assertion: unsigned({ ...good, ...claims }, header) });
  for (const claims of [{}, { iss: 'https://oidc.prod-aks.example/x/', aud: [EXCHANGE] }, { iss: 'urn:mine' }]) {
    const { status, body } = await request(claims);
    t.equal(status, 200, JSON.stringify(claims));
    t.match(claimsOf(body.access_token), { appid: 'app', appidacr: '2', roles: [READ, WRITE] });
    t.equal((await read(standin, body.access_token)).statusCode, 200);
  }
  for (const [claims, number, text] of [
    [{ aud: 'https://github.com/contoso' }, 700212, "audience 'https://github.com/contoso'"],
    [{ sub: undefined }, 700213, "subject ''"],
    [{ exp: seconds() - 1 }, 700024, 'valid time range'],
    [{ iss: 'another', aud: 'x' }, 700021, 'client_id'],
  ] as const) {
    const { status, body } = await request(claims);
    t.match({ status, ...body }, { status: 401, error: 'invalid_client', error_codes: [number] }, text);
    t.match(body.error_description, text);
  }
  const { body } = await request({}, { alg: 'EdDSA' });
  t.match(body, { error_codes: [50027], error_description: /'EdDSA' is not supported.*Use RS256, PS256 or ES256/ });
});

test('LOGIN-04: a device gets its tokens when its user has signed in', async (t) => {
  const { form, standin, token } = await open(t);
  const started = await form(`/${TENANT}/oauth2/v2.0/devicecode`, { client_id: 'cli', scope: `${GRAPH}/.default` });
  const poll = (grant_type: string) =>
    token({
      grant_type,
      client_id: 'cli',
      device_code: started.body.device_code,
    });
  t.match((await poll('device_code')).body, { error: 'authorization_pending', error_codes: [70016] });
  const page = await post(standin, 'deviceauth', {
    fields: { user_code: started.body.user_code, account: 'user@contoso.example' },
    tenant: `/${TENANT}`,
    headers: { accept: 'text/html' },
  });
  t.equal(page.statusCode, 200);
  t.match(claimsOf((await poll('urn:ietf:params:oauth:grant-type:device_code')).body.access_token), {
    upn: 'user@contoso.example',
    appid: 'cli',
  });
});

test('LOGIN-05: an API exchanges the token of a user for one for Graph', async (t) => {
  const { standin, token } = await open(t);
  const request = async (fields: Fields = {}) =>
    token({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      client_id: 'middle',
      client_secret: 'secret',
      requested_token_use: 'on_behalf_of',
      scope: `${GRAPH}/${READ} offline_access`,
      assertion: await userToken(standin),
      ...fields,
    });
  const { status, body } = await request();
  t.equal(status, 200);
  t.match(body, { token_type: 'Bearer', scope: `${GRAPH}/${READ}`, refresh_token: /./ });
  t.match(claimsOf(body.access_token), { aud: GRAPH, appid: 'middle', upn: 'user@contoso.example', scp: READ });
  t.equal((await read(standin, body.access_token)).statusCode, 200, 'Graph accepts the token');
  const forGuid = '11111111-2222-4333-8444-555555555555';
  const assertion = await userToken(standin, { scope: `${forGuid}/.default` });
  t.equal((await request({ client_id: forGuid, assertion })).status, 200, 'the audience can be the id itself');
  const rows: readonly (readonly [Fields, string, number, RegExp])[] = [
    [{ client_secret: '' }, 'invalid_client', 7000216, /required/],
    [{ assertion: '' }, 'invalid_request', 900144, /'assertion'/],
    [{ requested_token_use: '' }, 'invalid_request', 900144, /'requested_token_use'/],
    [{ requested_token_use: 'other' }, 'invalid_request', 9002313, /on_behalf_of/],
    [{ scope: '' }, 'invalid_request', 900144, /'scope'/],
    [{ assertion: 'a.b' }, 'invalid_client', 50027, /malformed/],
    [{ assertion: unsigned(claimsOf(await userToken(standin))) }, 'invalid_grant', 50013, /signature validation/],
    [
      { client_id: 'another' },
      'invalid_grant',
      500131,
      /was 'api:\/\/middle' and the expected audience is 'api:\/\/another'/,
    ],
    [{ assertion: await userToken(standin, {}, '/organizations') }, 'invalid_grant', 700005, /other tenant/],
    [
      { assertion: await tokenOf(standin, { scope: 'api://middle/.default', client_id: 'caller' }, `/${TENANT}`) },
      'invalid_grant',
      7000114,
      /Application 'caller'/,
    ],
  ];
  for (const [fields, error, number, text] of rows) {
    const refused = await request(fields);
    t.match(refused.body, { error, error_codes: [number], error_description: text }, `${error} ${number}`);
  }
  await standin.control.world(TENANT).changeSettings({ tokens: 'clock' });
  const old = await userToken(standin);
  await standin.control.world(TENANT).advance('PT2H');
  t.match((await request({ assertion: old })).body, { error: 'invalid_grant', error_codes: [500133] });
});

test('LOGIN-06: the endpoint of version 1 issues tokens for a resource', async (t) => {
  const { form, standin } = await open(t);
  const request = (fields: Fields) => form(`/${TENANT}/oauth2/token`, fields);
  const application = { grant_type: 'client_credentials', client_id: 'app', client_secret: 'secret' };
  for (const resource of [GRAPH, `${GRAPH}/`, '00000003-0000-0000-c000-000000000000']) {
    const { status, body } = await request({ ...application, resource });
    t.equal(status, 200, resource);
    t.match(body, { token_type: 'Bearer', expires_in: '3599', ext_expires_in: '3599', resource });
    t.match(body, { expires_on: /^\d+$/, not_before: /^\d+$/ });
    t.match(claimsOf(body.access_token), { exp: Number(body.expires_on), roles: [READ, WRITE], tid: TENANT });
    t.equal((await read(standin, body.access_token)).statusCode, 200, 'Graph accepts the token');
  }
  const user = { grant_type: 'password', client_id: 'app', username: 'user@contoso.example', password: 'x' };
  const { body } = await request({ ...user, resource: GRAPH });
  t.match(body, { scope: `${READ} ${WRITE}`, refresh_token: /./, id_token: /./ });
  const { refresh_token } = body;
  const renewed = await request({ grant_type: 'refresh_token', client_id: 'app', refresh_token, resource: GRAPH });
  t.match(claimsOf(renewed.body.access_token), { upn: 'user@contoso.example', aud: GRAPH });
  t.match((await request(application)).body, { error_codes: [900144], error_description: /'resource'/ });
  t.match((await request({ ...application, resource: 'mine' })).body, { error: 'invalid_scope' });
});

test('AUTH-401-07, LOGIN-06: a user can sign in at the authority that a 401 names', async (t) => {
  const { form, standin } = await open(t);
  const refused = await standin.inject({ url: '/v1.0/deviceManagement/applePushNotificationCertificate' });
  const [, authority = ''] = /authorization_uri="([^"]+)"/.exec(String(refused.headers['www-authenticate'])) ?? [];
  const { pathname } = new URL(authority);
  const fields = { client_id: 'app', response_type: 'code', redirect_uri: 'http://localhost:3000/', resource: GRAPH };
  const page = await standin.inject({
    url: `${pathname}?${new URLSearchParams(fields)}`,
    headers: { accept: 'text/html' },
  });
  t.equal(page.statusCode, 200);
  t.match(page.body, 'Pick an account');
  t.match(page.body, `name="resource" value="${GRAPH}"`);
  const signedIn = await standin.inject({
    method: 'POST',
    url: pathname,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ ...fields, account: 'user@contoso.example' }).toString(),
  });
  t.equal(signedIn.statusCode, 302);
  const code = new URL(String(signedIn.headers.location)).searchParams.get('code') ?? '';
  const { body } = await form('/common/oauth2/token', {
    grant_type: 'authorization_code',
    client_id: 'app',
    redirect_uri: fields.redirect_uri,
    code,
  });
  t.match(body, { resource: GRAPH, scope: `${READ} ${WRITE}` });
  t.equal((await read(standin, body.access_token)).statusCode, 200);
});

test('LOGIN-07: the published key has a certificate, by which tokens can be verified', async (t) => {
  const { standin } = await open(t);
  const { keys } = (await standin.inject(`/${TENANT}/discovery/v2.0/keys`)).json();
  const [{ x5c, x5t, kid }] = keys;
  const pem = `-----BEGIN CERTIFICATE-----\n${x5c[0]}\n-----END CERTIFICATE-----`;
  const certificate = new X509Certificate(pem);
  t.ok(certificate.verify(certificate.publicKey), 'the key has signed it');
  t.equal(x5t, Buffer.from(certificate.fingerprint.replaceAll(':', ''), 'hex').toString('base64url'));
  const { protectedHeader } = await jwtVerify(await tokenOf(standin), await importX509(pem, 'RS256'));
  t.equal(protectedHeader.kid, kid);
});

test('LOGIN-08: max_age adds the time of the sign-in to the id token', async (t) => {
  const { standin, token } = await open(t);
  const fields = {
    client_id: 'app',
    response_type: 'code',
    redirect_uri: 'http://localhost:3000/',
    scope: 'openid',
  };
  const idToken = async (more: Fields) => {
    const signedIn = await post(standin, 'authorize', {
      fields: { ...fields, ...more, account: 'user@contoso.example' },
      tenant: `/${TENANT}`,
    });
    const { searchParams } = new URL(String(signedIn.headers.location));
    const code = searchParams.get('code');
    if (code === null) return { error: searchParams.get('error_description') };
    const { redirect_uri } = fields;
    const { body } = await token({ grant_type: 'authorization_code', client_id: 'app', redirect_uri, code });
    return claimsOf(body.id_token);
  };
  const { auth_time: time } = await idToken({ max_age: '60' });
  t.ok(typeof time === 'number' && Math.abs(time - seconds()) < 30, String(time));
  t.equal((await idToken({})).auth_time, undefined, 'only if the client asks for it');
  t.match((await idToken({ max_age: 'soon' })).error, /max_age 'soon'/);
  const page = await standin.inject({
    url: `/${TENANT}/oauth2/v2.0/authorize?${new URLSearchParams({ ...fields, max_age: '60' })}`,
    headers: { accept: 'text/html' },
  });
  t.match(page.body, 'name="max_age" value="60"', 'the page repeats it');
});

test('LOGIN-09: a client can sign out with a form', async (t) => {
  const { standin } = await open(t);
  const signOut = (fields: Fields) => post(standin, 'logout', { fields, headers: { accept: 'text/html' } });
  const target = 'http://localhost:3000/';
  const redirected = await signOut({ post_logout_redirect_uri: target, state: 'a b' });
  t.equal(redirected.statusCode, 302);
  t.equal(redirected.headers.location, `${target}?state=a+b`);
  t.match((await signOut({})).body, 'You signed out');
  t.equal((await signOut({ post_logout_redirect_uri: 'javascript:alert(1)' })).statusCode, 400);
});

test('LOGIN-10: an app in App Service gets a token for its managed identity', async (t) => {
  const { standin } = await open(t);
  const request = (query: Fields, headers: Record<string, string> = { 'x-identity-header': 'any' }) =>
    standin.inject({ url: `/${TENANT}/msi/token?${new URLSearchParams(query)}`, headers });
  const query = { resource: GRAPH, 'api-version': '2019-08-01' };
  const response = await request(query);
  t.equal(response.statusCode, 200);
  const body = response.json();
  t.match(body, { token_type: 'Bearer', resource: GRAPH, client_id: GUID, expires_on: /^\d+$/ });
  t.match(claimsOf(body.access_token), { appid: body.client_id, roles: [READ, WRITE], exp: Number(body.expires_on) });
  t.equal((await read(standin, body.access_token)).statusCode, 200, 'Graph accepts the token');
  t.equal((await request({ ...query, client_id: 'mine' })).json().client_id, 'mine', 'a user-assigned identity');
  t.match((await request(query, {})).json(), { error: 'invalid_client', error_description: /X-IDENTITY-HEADER/ });
  t.match((await request({ 'api-version': '2019-08-01' })).json(), { error_description: /'resource'/ });
});

test('a planned error has the shape of the token service, with a fitting sentence and the ids of the request', async (t) => {
  const { standin, token } = await open(t);
  const world = standin.control.world(TENANT);
  for (const [status, error, number, text] of [
    [429, 'temporarily_unavailable', 90055, /too many incoming requests/],
    [503, 'server_error', 90033, /The service is unavailable/],
  ] as const) {
    const { id } = await world.fault({ when: {}, fault: { kind: 'status', status } });
    const { body, headers, status: sent } = await token(APPLICATION);
    t.equal(sent, status);
    t.match(body, { error, error_codes: [number], error_description: text });
    t.equal(body.trace_id, headers['x-ms-request-id']);
    await world.removeFault(id);
  }
});
