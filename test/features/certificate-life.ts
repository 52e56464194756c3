// The life of the certificate: signing request, portal, upload, and renewal; which uploads are accepted; and the consent. A title begins
// with the ids of the known behaviours that the test shows.
import { X509Certificate } from 'node:crypto';
import { test } from 'tap';
import { microsoftGraph } from '../../src/microsoft-graph/pack.ts';
import { EC, partsOf, selfSigned } from '../fixtures/made-certificates.ts';
import { PAGE_REQUEST, PAGE_RESPONSE } from '../fixtures/service.ts';
import { CERTIFICATE, DOWNLOAD, GENERATE, openLife } from '../fixtures/tenant-life.ts';

const APPLE_ID = 'it-department@contoso.example';
const OBSERVED = { settings: { profile: 'observed', ids: 'stable' } };
const CONSENT = '/beta/deviceManagement/dataSharingConsents/appleMDMPushCertificate';

for (const profile of ['documented', 'observed']) {
  test(`PATCH-OK-03: ${profile}: the resource has the values of the certificate, from the first upload to the renewal`, async (t) => {
    const life = await openLife(t, { settings: { profile }, scenario: 'not-configured' });
    const { standin, issue, upload, read, get, send, signingRequest } = life;
    t.equal((await get(`/v1.0${CERTIFICATE}`)).statusCode, 404);
    const first = await issue();
    const uploaded = await upload({ appleIdentifier: APPLE_ID, certificate: first.pem });
    t.equal(uploaded.statusCode, 200);
    const { serialNumber } = new X509Certificate(first.pem);
    const expected = { appleIdentifier: APPLE_ID, topicIdentifier: first.topic, certificateSerialNumber: serialNumber };
    t.match(await read(), { ...expected, expirationDateTime: '2027-03-01T10:20:29Z', certificateUploadStatus: null });
    t.match(uploaded.json(), expected);

    await standin.control.world('default').advance('P11M');
    const renewal = await send('POST', `/apple/certificates/${first.id}/renew`, {
      signingRequest: await signingRequest(),
    });
    const before = await read();
    t.equal((await upload({ certificate: renewal.json().pem })).statusCode, 200);
    const after = await read();
    t.match(after, { appleIdentifier: APPLE_ID, topicIdentifier: first.topic });
    t.equal(after.certificateSerialNumber, renewal.json().serial);
    t.not(after.certificateSerialNumber, before.certificateSerialNumber);
    t.equal(after.expirationDateTime, '2028-02-01T10:20:29Z');
    t.match(
      after.lastModifiedDateTime,
      profile === 'observed' ? /^2027-02-01T10:20:30Z$/ : /^2027-02-01T10:20:30\.400Z$/,
    );
  });
}

test('PATCH-OK-03: topic, serial number and expiration date of the certificate take precedence over those in the body', async (t) => {
  const { upload } = await openLife(t);
  const certificate = (await selfSigned()).toString('pem');
  const body = {
    certificate,
    topicIdentifier: 'mine',
    expirationDateTime: '2001-01-01T00:00:00Z',
    certificateSerialNumber: 'FF',
  };
  const changed = (await upload(body)).json();
  t.equal(changed.topicIdentifier, 'com.apple.mgmt.External.11111111-2222-4333-8444-555555555555');
  t.equal(changed.certificateSerialNumber, '0B7002EFEA6BA6D0', 'with its leading zero');
  t.equal(changed.expirationDateTime, '2027-01-01T00:00:00Z');
  t.equal(changed.certificate, certificate, 'the text is stored as it was sent');
});

test('PATCH-OK-05: another topic and another Apple ID are accepted', async (t) => {
  for (const profile of ['documented', 'observed']) {
    const { issue, upload, read } = await openLife(t, { settings: { profile } });
    const [one, other] = [await issue(), await issue('someone-else@contoso.example')];
    t.not(one.topic, other.topic);
    await upload({ appleIdentifier: APPLE_ID, certificate: one.pem });
    const changed = await upload({ appleIdentifier: 'someone-else@contoso.example', certificate: other.pem });
    t.equal(changed.statusCode, 200, profile);
    t.match(await read(), { topicIdentifier: other.topic, appleIdentifier: 'someone-else@contoso.example' });
  }
});

test('PATCH-OK-06: the page’s request, whose certificate is any text, gets the page’s response', async (t) => {
  const { upload } = await openLife(t);
  t.same((await upload(PAGE_REQUEST)).json(), { ...PAGE_RESPONSE, lastModifiedDateTime: '2026-03-01T10:20:30.400Z' });
});

test('PATCH-OK-06: the page’s @odata.type is accepted with a real certificate', async (t) => {
  const { issue, upload } = await openLife(t, OBSERVED);
  const body = {
    '@odata.type': '#microsoft.graph.applePushNotificationCertificate',
    certificate: (await issue()).pem,
  };
  t.equal((await upload(body)).statusCode, 200);
});

/** Uploads, and the message of the refusal in each profile. undefined if the upload is accepted. */
const UPLOADS: readonly [
  title: string,
  certificate: () => Promise<string | null>,
  documented: RegExp | undefined,
  observed: RegExp | undefined,
][] = [
  [
    'a private key',
    async () => '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
    /contains PRIVATE KEY but no CERTIFICATE/,
    /contains PRIVATE KEY but no CERTIFICATE/,
  ],
  [
    'invalid PEM',
    async () => '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    /not a valid X\.509 certificate/,
    /not a valid X\.509 certificate/,
  ],
  ['a text', async () => 'Certificate value', undefined, /must be an X\.509 certificate in PEM/],
  ['an empty text', async () => '', undefined, /must be an X\.509 certificate in PEM/],
  ['null', async () => null, undefined, /must be an X\.509 certificate in PEM/],
  ['base64 of something else', async () => 'MIIBCgKCAQEA', undefined, /must be an X\.509 certificate in PEM/],
  [
    'a certificate for another key',
    async () => (await selfSigned()).toString('pem'),
    undefined,
    /was not created from the signing request/,
  ],
  [
    'a certificate with an elliptic curve',
    async () => (await selfSigned({ algorithm: EC })).toString('pem'),
    undefined,
    /was not created from the signing request/,
  ],
  [
    'an expired certificate',
    async () =>
      (await selfSigned({ notBefore: '2024-01-01T00:00:00Z', notAfter: '2025-01-01T00:00:00Z' })).toString('pem'),
    undefined,
    /expired on 2025-01-01T00:00:00Z/,
  ],
  [
    'a certificate without a topic',
    async () => (await selfSigned({ topic: undefined })).toString('pem'),
    undefined,
    /cannot push to managed devices/,
  ],
  [
    'a certificate for push of an app',
    async () => (await selfSigned({ topic: 'com.contoso.app' })).toString('pem'),
    undefined,
    /cannot push to managed devices/,
  ],
];

for (const [index, profile] of (['documented', 'observed'] as const).entries()) {
  for (const [title, certificate, ...refusals] of UPLOADS) {
    const refusal = refusals[index];
    const name = refusal
      ? `PATCH-ERR-07: ${profile}: ${title} is refused and changes nothing`
      : `${profile}: ${title} is accepted`;
    test(name, async (t) => {
      const { upload, read } = await openLife(t, { settings: { profile, ids: 'stable' }, scenario: 'upload-failed' });
      const before = await read();
      const response = await upload({ appleIdentifier: 'new@contoso.example', certificate: await certificate() });
      if (!refusal) {
        t.equal(response.statusCode, 200);
        t.equal((await read()).appleIdentifier, 'new@contoso.example');
        return;
      }
      t.equal(response.statusCode, 400);
      t.equal(response.json().error.code, 'BadRequest');
      t.match(response.json().error.message, refusal);
      if (profile === 'documented') t.equal(response.json().error.target, 'certificate');
      else t.match(JSON.parse(response.json().error.message), { Message: refusal, _version: 3 }, 'in Intune’s wrapper');
      t.same(await read(), before, 'including the upload status');
    });
  }
}

test('PATCH-OK-04: observed: lastModifiedDateTime is the certificate’s notBefore in the upload’s response, and the time of the upload in the next read', async (t) => {
  const { standin, issue, upload, read } = await openLife(t, OBSERVED);
  const { pem } = await issue();
  await standin.control.world('default').advance('PT11M');
  t.equal((await upload({ certificate: pem })).json().lastModifiedDateTime, '2026-03-01T10:20:30Z');
  t.equal((await read()).lastModifiedDateTime, '2026-03-01T10:31:30Z');
  t.equal((await upload({ appleIdentifier: APPLE_ID })).json().lastModifiedDateTime, '2026-03-01T10:31:30Z');
});

test('PATCH-ERR-08: observed: empty strings, which some tools send to remove the certificate, are refused', async (t) => {
  const { upload, read } = await openLife(t, OBSERVED);
  const before = await read();
  t.equal((await upload({ appleIdentifier: '', certificate: '' })).statusCode, 400);
  t.same(await read(), before);
});

test('an accepted certificate clears the failure of an earlier upload', async (t) => {
  for (const profile of ['documented', 'observed']) {
    const { issue, upload, read } = await openLife(t, { settings: { profile }, scenario: 'upload-failed' });
    t.match(await read(), { certificateUploadStatus: 'Failed', certificateUploadFailureReason: /signing request/ });
    await upload({ certificate: (await issue()).pem });
    t.match(await read(), { certificateUploadStatus: null, certificateUploadFailureReason: null }, profile);
  }
});

test('only an upload with content configures the first certificate', async (t) => {
  const { upload, read } = await openLife(t, { scenario: 'not-configured' });
  for (const body of [{}, { id: 'mine' }, { '@odata.type': '#microsoft.graph.applePushNotificationCertificate' }]) {
    t.equal((await upload(body)).statusCode, 404, JSON.stringify(body));
  }
  t.equal((await upload({ appleIdentifier: APPLE_ID })).statusCode, 200);
  const { id, ...rest } = await read();
  t.match(id, /^[0-9a-f-]{36}$/);
  t.same(rest, {
    appleIdentifier: APPLE_ID,
    topicIdentifier: null,
    lastModifiedDateTime: '2026-03-01T10:20:30.400Z',
    expirationDateTime: '0001-01-01T00:00:00Z',
    certificateUploadStatus: null,
    certificateUploadFailureReason: null,
    certificateSerialNumber: null,
    certificate: null,
  });
  const observed = await openLife(t, { ...OBSERVED, scenario: 'not-configured' });
  const refused = await observed.upload({ appleIdentifier: APPLE_ID });
  t.equal(refused.statusCode, 400);
  t.match(refused.json().error.message, /certificate' is required, because no certificate is configured yet/);
});

test('no upload is lost if several first uploads arrive at once', async (t) => {
  const { issue, upload, read } = await openLife(t, { scenario: 'not-configured' });
  const { pem, topic } = await issue();
  const bodies = [{ certificate: pem }, { appleIdentifier: APPLE_ID }, { certificateUploadStatus: 'Seen' }];
  const responses = await Promise.all(bodies.map((body) => upload(body)));
  t.same(
    responses.map(({ statusCode }) => statusCode),
    [200, 200, 200],
  );
  t.match(await read(), { appleIdentifier: APPLE_ID, topicIdentifier: topic });
});

test('CSR-01, CSR-02, CSR-03: the signing request is available before a certificate is, under each of its names, and does not change', async (t) => {
  for (const profile of ['documented', 'observed']) {
    const { get } = await openLife(t, { settings: { profile }, scenario: 'not-configured' });
    const names = [
      DOWNLOAD,
      DOWNLOAD.replace('()', ''),
      DOWNLOAD.replace('/download', '/microsoft.graph.download'),
      DOWNLOAD.replace('v1.0', 'beta'),
    ];
    const responses = await Promise.all(names.map((url) => get(url)));
    t.same(
      responses.map(({ statusCode }) => statusCode),
      [200, 200, 200, 200],
    );
    t.equal(new Set(responses.map((response) => response.json().value)).size, 1, profile);
  }
});

test('CSR-01: the signing request has the form that Apple requires of a vendor', async (t) => {
  const { signingRequest, get } = await openLife(t);
  const value = await signingRequest();
  t.match(Buffer.from(value, 'base64').toString(), /^<\?xml version="1\.0"[\s\S]*<plist version="1\.0">/);
  const parts = partsOf(value);
  t.same(Object.keys(parts), ['PushCertRequestCSR', 'PushCertCertificateChain', 'PushCertSignature']);
  const chain = parts.PushCertCertificateChain.split(/(?<=-----END CERTIFICATE-----)\n/).filter(Boolean);
  const [vendor, relations, root] = chain.map((pem) => new X509Certificate(pem)) as [
    X509Certificate,
    X509Certificate,
    X509Certificate,
  ];
  t.equal(chain.length, 3);
  t.ok(vendor.verify(relations.publicKey) && relations.verify(root.publicKey) && root.verify(root.publicKey));
  t.not(value, (await get(`/~other${DOWNLOAD}`)).json().value, 'each tenant has its own key');
});

test('CSR-04: a new signing request has a new key, and a certificate for the old key is refused in the profile observed', async (t) => {
  const { issue, send, signingRequest, upload } = await openLife(t, OBSERVED);
  const before = await signingRequest();
  const { pem } = await issue();
  const created = await send('POST', GENERATE);
  t.equal(created.statusCode, 200);
  t.not(created.json().value, before);
  t.not(partsOf(created.json().value).PushCertRequestCSR, partsOf(before).PushCertRequestCSR);
  t.equal(await signingRequest(), created.json().value, 'later downloads return the new request');
  t.match((await upload({ certificate: pem })).json().error.message, /was not created from the signing request/);
  t.equal((await upload({ certificate: (await issue()).pem })).statusCode, 200);
});

test('the key of a tenant belongs to its world: a fork has it, a reset drops it', async (t) => {
  const { standin, get, signingRequest } = await openLife(t);
  const value = await signingRequest();
  const world = standin.control.world('default');
  await world.fork('other');
  t.equal((await get(`/~other${DOWNLOAD}`)).json().value, value);
  await world.reset();
  t.not(await signingRequest(), value, 'after the reset it is another tenant');
});

test('operations of the preview version are not in v1.0', async (t) => {
  const { get, send } = await openLife(t);
  for (const url of [GENERATE, `${CONSENT}/consentToDataSharing`]) {
    t.equal((await send('POST', url)).statusCode, 200, url);
    t.equal((await send('POST', url.replace('/beta', '/v1.0'))).statusCode, 404, url);
  }
  t.equal((await get(CONSENT.replace('/beta', '/v1.0'))).statusCode, 404);
  const observed = await openLife(t, OBSERVED);
  const refused = await observed.get(CONSENT.replace('/beta', '/v1.0'));
  t.equal(refused.statusCode, 400);
  t.match(refused.json().error.message, /Resource not found for the segment 'dataSharingConsents'/);
});

test('the docs page sends operations of the preview version to /beta', async (t) => {
  const { get } = await openLife(t);
  const { paths, servers } = (await get('/_standin/openapi.json')).json();
  t.same(
    servers.map(({ url }: { readonly url: string }) => url),
    ['/v1.0', '/beta'],
  );
  const { post } = paths[GENERATE.replace('/beta', '')];
  t.same(
    post.servers.map(({ url }: { readonly url: string }) => url),
    ['/beta'],
  );
  t.equal(paths[CERTIFICATE].get.servers, undefined);
});

const NAMED = token({ upn: 'megan@contoso.example', oid: '0a1b2c3d-0000-4000-8000-000000000001' });

function token(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`;
}

test('CONS-01: a consent has eight properties and no wrapper', async (t) => {
  const { get } = await openLife(t, OBSERVED);
  const response = await get(CONSENT);
  t.equal(response.statusCode, 200);
  t.same(Object.keys(response.json()), [
    '@odata.context',
    'id',
    'serviceDisplayName',
    'termsUrl',
    'granted',
    'grantDateTime',
    'grantedByUpn',
    'grantedByUserId',
  ]);
  t.match(response.json(), { id: 'appleMDMPushCertificate', granted: true, termsUrl: /^https:/ });
  t.match(response.json()['@odata.context'], /\/beta\/\$metadata#deviceManagement\/dataSharingConsents\/\$entity$/);
});

test('CONS-02: the user of the token gives the consent, and it cannot be changed afterwards', async (t) => {
  const { standin, get, send } = await openLife(t, { scenario: 'no-consent' });
  t.match((await get(CONSENT)).json(), { granted: false, grantDateTime: '0001-01-01T00:00:00Z', grantedByUpn: null });
  const given = await send('POST', `${CONSENT}/consentToDataSharing`, undefined, NAMED);
  t.equal(given.statusCode, 200);
  t.match(given.json(), {
    id: 'appleMDMPushCertificate',
    granted: true,
    grantDateTime: '2026-03-01T10:20:30.400Z',
    grantedByUpn: 'megan@contoso.example',
    grantedByUserId: '0a1b2c3d-0000-4000-8000-000000000001',
  });
  await standin.control.world('default').advance('P1D');
  const again = await send(
    'POST',
    `${CONSENT}/consentToDataSharing`,
    undefined,
    token({ upn: 'other@contoso.example' }),
  );
  t.same(again.json(), given.json());
  t.same((await get(CONSENT)).json(), given.json());
});

test('a token without a user gives the consent as the default account', async (t) => {
  for (const bearer of ['any', 'a.b.c', token({ upn: 5, oid: {} }), `x.${Buffer.from('[]').toString('base64url')}.y`]) {
    const { send } = await openLife(t, { scenario: 'no-consent' });
    const given = await send('POST', `${CONSENT}/consentToDataSharing`, undefined, bearer);
    t.match(given.json(), { granted: true, grantedByUpn: 'admin@contoso.example', grantedByUserId: /^[0-9a-f-]{36}$/ });
  }
});

test('there is one consent, and the control API can change it', async (t) => {
  const { standin, get, send } = await openLife(t);
  t.equal((await get(CONSENT.replace('appleMDM', 'other'))).statusCode, 404);
  t.equal((await send('POST', `${CONSENT.replace('appleMDM', 'other')}/consentToDataSharing`)).statusCode, 404);
  const world = standin.control.world('default');
  const path = CONSENT.replace('/beta', '');
  const { serviceDisplayName, ...consent } = (await get(CONSENT)).json();
  await world.set(path, { ...consent, serviceDisplayName, granted: false });
  t.equal((await get(CONSENT)).json().granted, false);
});

test('every scenario of the document and of the pack can start a world', async (t) => {
  const { standin, get } = await openLife(t);
  const own = Object.keys(microsoftGraph.contract.document['x-standin-scenarios'] as object);
  const names = [...own, ...Object.keys(microsoftGraph.scenarios ?? {})];
  t.ok(names.length >= 10);
  const states = new Map<string, number>([
    ['not-configured', 404],
    ['unlicensed', 400],
    ['throttled', 429],
  ]);
  for (const name of names) {
    await standin.control.world('default').reset(name);
    t.equal((await get(`/v1.0${CERTIFICATE}`)).statusCode, states.get(name) ?? 200, name);
  }
});
