// The unchanged Graph client for JavaScript with Azure's identity library. Their public options set the hosts.
import assert from 'node:assert/strict';
import { ClientSecretCredential } from '@azure/identity';
import { Client, GraphError } from '@microsoft/microsoft-graph-client';
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials/index.js';

const { STANDIN_URL: url, STANDIN_TENANT: tenant } = process.env;
const ALL = 'https://graph.microsoft.com/.default';
const READ = 'https://graph.microsoft.com/DeviceManagementServiceConfig.Read.All';
const PATH = '/deviceManagement/applePushNotificationCertificate';
const WORLD = `/_standin/worlds/${tenant}`;

async function request(method, path, body) {
  const headers = { 'content-type': 'application/json', 'standin-world': tenant };
  const response = await fetch(`${url}${path}`, { method, headers, body: body && JSON.stringify(body) });
  assert.ok(response.ok, `${method} ${path} ${response.status}`);
  return response.status === 204 ? undefined : response.json();
}

const credential = new ClientSecretCredential(tenant, '11111111-2222-4333-8444-555555555555', 'a-secret', {
  authorityHost: url,
  disableInstanceDiscovery: true,
});

function client(scope = ALL) {
  const authProvider = new TokenCredentialAuthenticationProvider(credential, { scopes: [scope] });
  return Client.initWithMiddleware({ authProvider, baseUrl: `${url}/`, customHosts: new Set([new URL(url).hostname]) });
}

function ok(what) {
  console.log(`ok   node: ${what}`);
}

async function expectRefusal(status, code, call) {
  const error = await call.then(
    () => assert.fail(`expected an error with status ${status}`),
    (thrown) => thrown,
  );
  assert.ok(error instanceof GraphError, String(error));
  assert.equal(error.statusCode, status);
  assert.equal(error.code, code);
  return error.message;
}

const graph = client();
await expectRefusal(404, 'ResourceNotFound', graph.api(PATH).get());
ok('404 without a certificate, as GraphError');

const { value } = await graph.api(`${PATH}/downloadApplePushNotificationCertificateSigningRequest()`).get();
const issued = await request('POST', '/apple/certificates', {
  appleIdentifier: 'it@contoso.example',
  signingRequest: value,
});
ok('signing request, signed by the portal');

const upload = { appleIdentifier: 'it@contoso.example', certificate: issued.pem };
const uploaded = await graph.api(PATH).patch(upload);
assert.equal(uploaded.certificateSerialNumber, issued.serial);
const read = await graph.api(PATH).get();
assert.equal(read.topicIdentifier, issued.topic);
assert.equal(Date.parse(read.expirationDateTime), Date.parse(issued.notAfter));
assert.equal(read.certificate, null);
ok('upload, read again');

const weak = client(READ);
await weak.api(PATH).get();
const message = await expectRefusal(403, 'Forbidden', weak.api(PATH).patch({ appleIdentifier: 'x@contoso.example' }));
assert.match(message, /DeviceManagementServiceConfig\.ReadWrite\.All/);
ok('403 without the scope to write, as GraphError');

await request('PATCH', WORLD, { settings: { throttling: 'full' } });
const { token } = await credential.getToken(ALL);
const throttled = await fetch(`${url}/v1.0${PATH}`, { headers: { authorization: `Bearer ${token}` } });
assert.equal(throttled.status, 429);
assert.equal(throttled.headers.get('retry-after'), '20');
await request('PATCH', `${WORLD}/clock`, { advance: 'PT18S' });
await graph.api(PATH).get();
await request('PATCH', WORLD, { settings: { throttling: 'off' } });
ok('429, and a retry after Retry-After');

await request('PATCH', `${WORLD}/clock`, { advance: 'P13M' });
assert.match(await expectRefusal(400, 'BadRequest', graph.api(PATH).patch(upload)), /expired/);
ok('an expired certificate is refused, as GraphError');
