// The unchanged Graph client for JavaScript and plain fetch, with `intercept`: they send requests to graph.microsoft.com, and the server
// opens no port.
import assert from 'node:assert/strict';
import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import { Client, GraphError } from '@microsoft/microsoft-graph-client';
import { createStandin } from '../../../dist/index.js';

const PATH = '/deviceManagement/applePushNotificationCertificate';
const standin = await createStandin();
const interception = await standin.intercept('https://graph.microsoft.com');
const client = Client.init({ authProvider: (done) => done(null, 'a-token') });

const read = await client.api(PATH).get();
assert.equal(read['@odata.type'] ?? read.value?.['@odata.type'], '#microsoft.graph.applePushNotificationCertificate');
const appleIdentifier = 'renewed@example.com';
await client.api(PATH).patch({ '@odata.type': '#microsoft.graph.applePushNotificationCertificate', appleIdentifier });
const again = await client.api(PATH).get();
assert.equal((again.value ?? again).appleIdentifier, appleIdentifier, 'GET returns the written value');
const csr = await client.api(`${PATH}/downloadApplePushNotificationCertificateSigningRequest()`).get();
assert.ok(csr.value.length > 100, 'the signing request');
console.log('ok   Client: read, update, read again, signing request');

const wrong = client.api(PATH).patch({ appleIdentifier: 5 });
await assert.rejects(wrong, (error) => error instanceof GraphError && error.statusCode === 400 && error.code !== null);
await assert.rejects(client.api('/deviceManagement/nothingHere').get(), { statusCode: 404 });
console.log('ok   Client: 400 and 404 as its own GraphError');

const when = { operation: 'getApplePushNotificationCertificate' };
await standin.control.world().stub({ when, response: { status: 429, headers: { 'retry-after': '1' } }, times: 1 });
await client.api(PATH).get();
const { count } = await standin.control.world().verify({ when });
assert.equal(count, 4, 'sent again after a 429');
console.log('ok   Client: a 429 is retried');

const headers = { authorization: 'Bearer a-token' };
assert.equal((await fetch(`https://graph.microsoft.com/v1.0${PATH}`, { headers })).status, 200);
const response = await new Promise((resolve, reject) => {
  get(`https://graph.microsoft.com/beta${PATH}`, { headers }, resolve).on('error', reject);
});
assert.match(await text(response), /renewed@example\.com/);
console.log('ok   fetch and node:https');

assert.equal(standin.url, undefined, 'no port is open');
const { exchanges, violations } = await standin.report();
assert.ok(exchanges >= 9 && violations.length === 2, `${exchanges} exchanges, ${violations.length} violations`);
console.log(`ok   ${exchanges} exchanges, ${violations.length} violations by the client, no port`);
interception.restore();
await standin.close();
