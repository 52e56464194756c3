// The unchanged Graph client for JavaScript, with tests that look at what it returns.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Client, GraphError } from '@microsoft/microsoft-graph-client';

const PATH = '/deviceManagement/applePushNotificationCertificate';
const client = Client.init({
  baseUrl: `${process.env.STANDIN_URL}/`,
  authProvider: (done) => done(null, 'a-token'),
});
// The client itself sends its token to https only.
const api = (path) => client.api(path).header('authorization', 'Bearer a-token');

test('reads the certificate', async () => {
  const certificate = await api(PATH).get();
  const { appleIdentifier, expirationDateTime } = certificate.value ?? certificate;
  assert.equal(appleIdentifier, 'Apple Identifier value');
  assert.ok(Number.isFinite(Date.parse(expirationDateTime)));
});

test('changes the certificate', async () => {
  const appleIdentifier = 'renewed@example.com';
  await api(PATH).patch({ '@odata.type': '#microsoft.graph.applePushNotificationCertificate', appleIdentifier });
  const again = await api(PATH).get();
  assert.equal((again.value ?? again).appleIdentifier, appleIdentifier);
});

test('gets a signing request', async () => {
  const { value } = await api(`${PATH}/downloadApplePushNotificationCertificateSigningRequest()`).get();
  assert.ok(value.length > 100);
});

test('refuses a wrong value with its own error', async () => {
  const wrong = api(PATH).patch({ appleIdentifier: 5 });
  await assert.rejects(
    wrong,
    (error) => error instanceof GraphError && error.statusCode === 400 && error.code !== null,
  );
});
