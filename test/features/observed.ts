// What real tenants were answered about this resource, in the profile `observed`. A title begins with the ids of the recorded
// behaviours that it shows; docs/behaviours.md lists them with how sure they are.
import { test } from 'tap';
import { CERTIFICATE, NOW, openTenant, TENANT_STATE, unwrapped } from '../fixtures/observed.ts';

const V1 = `/v1.0${CERTIFICATE}`;
const BETA = `/beta${CERTIFICATE}`;
const ORIGIN = 'http://localhost:80';
const NOT_CONFIGURED = { scenarios: { none: { [CERTIFICATE]: null } }, scenario: 'none' };

test('GET-OK-01, GET-OK-01b, GET-OK-08: an entity of ten members in the recorded order, not wrapped', async (t) => {
  const { ask } = await openTenant(t);
  t.same(Object.keys((await ask()).json()), [
    '@odata.context',
    'id',
    'appleIdentifier',
    'topicIdentifier',
    'lastModifiedDateTime',
    'expirationDateTime',
    'certificateUploadStatus',
    'certificateUploadFailureReason',
    'certificateSerialNumber',
    'certificate',
  ]);
});

test('GET-OK-02, GET-OK-03: the context names the entity below the version that was asked', async (t) => {
  const { ask } = await openTenant(t);
  const context = async (path: string) => (await ask({ path })).json()['@odata.context'];
  t.equal(await context(V1), `${ORIGIN}/v1.0/$metadata#deviceManagement/applePushNotificationCertificate/$entity`);
  t.equal(await context(BETA), `${ORIGIN}/beta/$metadata#deviceManagement/applePushNotificationCertificate/$entity`);
});

test('GET-OK-04, GET-OK-05, GET-OK-06, GET-OK-07, GET-OK-11: what is null, what is kept, what is not there', async (t) => {
  const { ask } = await openTenant(t);
  const body = (await ask()).json();
  t.equal(body.certificate, null);
  t.equal(body.certificateUploadStatus, null);
  t.equal(body.certificateUploadFailureReason, null);
  t.equal(body.certificateSerialNumber, '0B7002EFEA6BA6D0', 'with the zero before it');
  t.match(body.topicIdentifier, /^com\.apple\.mgmt\.External\.[0-9a-f-]{36}$/);
  t.notOk('@odata.type' in body);
  t.notOk('@odata.etag' in body);
});

test('GET-OK-01c, GET-OK-09: dates are in UTC and in whole seconds', async (t) => {
  const { ask } = await openTenant(t);
  const body = (await ask()).json();
  t.equal(body.lastModifiedDateTime, '2026-07-17T15:00:00Z');
  t.equal(body.expirationDateTime, '2026-09-11T14:39:25Z');
});

test('GET-OK-10: the id is another one with every answer, unless ids are set to be stable', async (t) => {
  const { ask, standin } = await openTenant(t);
  const changed = await ask({ method: 'PATCH', body: { appleIdentifier: 'it@contoso.example' } });
  const ids = [changed, await ask(), await ask()].map((response) => response.json().id);
  t.equal(new Set(ids).size, 3);
  await standin.control.world('default').changeSettings({ ids: 'stable' });
  t.equal((await ask()).json().id, TENANT_STATE.id);
});

test('the ids of two servers with one seed are the same, whatever was asked in other worlds', async (t) => {
  const [one, other] = [await openTenant(t), await openTenant(t)];
  await other.ask({ path: `/~elsewhere${V1}` });
  t.equal((await one.ask()).json().id, (await other.ask()).json().id);
});

test('the last change may be told as the time of the read', async (t) => {
  const { ask } = await openTenant(t, { settings: { modified: 'read' } });
  t.equal((await ask()).json().lastModifiedDateTime, '2026-07-17T15:30:26Z');
});

test('GET-OK-12: $select, with $ or without, leaves the chosen members and says so in the context', async (t) => {
  const { ask } = await openTenant(t);
  for (const query of ['$select=expirationDateTime', 'select=expirationDateTime']) {
    t.same((await ask({ path: `${BETA}?${query}` })).json(), {
      '@odata.context': `${ORIGIN}/beta/$metadata#deviceManagement/applePushNotificationCertificate(expirationDateTime)/$entity`,
      expirationDateTime: '2026-09-11T14:39:25Z',
    });
  }
});

test('GET-OK-13, GET-OK-14: no metadata leaves the context out, full metadata puts the type in', async (t) => {
  const { ask } = await openTenant(t);
  const none = await ask({ headers: { accept: 'application/json;odata.metadata=none' } });
  t.notOk('@odata.context' in none.json());
  t.match(none.headers['content-type'], /odata\.metadata=none/);
  const full = await ask({ headers: { accept: 'application/json;odata.metadata=full' } });
  t.equal(full.json()['@odata.type'], '#microsoft.graph.applePushNotificationCertificate');
  t.same(Object.keys(full.json()).slice(0, 2), ['@odata.context', '@odata.type']);
});

test('GET-404-01, GET-404-02: nothing configured is a 404 in Intune’s wrapper, with the back end’s version', async (t) => {
  const { ask } = await openTenant(t, NOT_CONFIGURED);
  for (const [path, version] of [
    [V1, '2018-05-24'],
    [BETA, '5024-07-19'],
  ] as const) {
    const response = await ask({ path, headers: { 'client-request-id': 'mine' } });
    t.equal(response.statusCode, 404);
    t.equal(response.json().error.code, 'ResourceNotFound');
    t.equal(
      response.json().error.message,
      [
        '{',
        '  "_version": 3,',
        `  "Message": "An error has occurred - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: mine - Url: https://fef.msua04.manage.microsoft.com/DeviceFE/StatelessDeviceFEService${CERTIFICATE}?api-version=${version}",`,
        '  "CustomApiErrorPhrase": "",',
        '  "RetryAfter": null,',
        '  "ErrorSourceService": "",',
        '  "HttpHeaders": "{}"',
        '}',
      ].join('\r\n'),
    );
  }
});

test('ERR-WRAP-01, ERR-WRAP-02, ERR-WRAP-03: the activity is the client’s request, else ours; the date has no zone', async (t) => {
  const { ask } = await openTenant(t, NOT_CONFIGURED);
  const named = await ask({ headers: { 'client-request-id': 'mine' } });
  t.match(unwrapped(named).Message, /Activity ID: mine -/);
  t.equal(named.json().error.innerError['client-request-id'], 'mine');
  t.not(named.json().error.innerError['request-id'], 'mine');
  const unnamed = await ask();
  const { 'request-id': own, 'client-request-id': client, date } = unnamed.json().error.innerError;
  t.equal(own, client);
  t.ok(unwrapped(unnamed).Message.includes(`Activity ID: ${own} -`));
  t.equal(date, NOW.toISOString().slice(0, 19));
});

test('PATCH-OK-01, PATCH-OK-02: an update answers the whole entity, the certificate null', async (t) => {
  const { ask } = await openTenant(t);
  const body = { appleIdentifier: 'it@contoso.example' };
  const changed = await ask({ method: 'PATCH', path: BETA, body });
  t.equal(changed.statusCode, 200);
  t.equal(changed.json().appleIdentifier, 'it@contoso.example');
  t.equal(changed.json().certificate, null);
  t.equal(Object.keys(changed.json()).length, 10);
});

const MODEL_TYPE = 'microsoft.management.services.api.applePushNotificationCertificate';
const UNREADABLE =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';

/** A refused update: what is sent, and what is said. */
const REFUSED: readonly [
  title: string,
  body: string | object,
  code: string,
  message: string,
  headers?: Record<string, string>,
][] = [
  ['PATCH-ERR-01: a body that is no JSON', '{', 'BadRequest', UNREADABLE],
  ['PATCH-ERR-01: a body of another media type', 'a=b', 'BadRequest', UNREADABLE, { 'content-type': 'text/plain' }],
  ['PATCH-ERR-02: no body', '', 'BadRequest', 'Empty Payload. JSON content expected.'],
  [
    'PATCH-ERR-03: a property that the type does not have',
    { serial: 'x' },
    'ModelValidationFailure',
    `The property 'serial' does not exist on type '${MODEL_TYPE}'. Make sure to only use property names that are defined by the type.`,
  ],
  [
    'PATCH-ERR-04: a number in the place of a text',
    { appleIdentifier: 0 },
    'ModelValidationFailure',
    "Cannot convert the literal '0' to the expected type 'Edm.String'.",
  ],
  [
    'PATCH-ERR-05: a text in the place of a date',
    { expirationDateTime: '' },
    'ModelValidationFailure',
    "Cannot convert the literal '' to the expected type 'Edm.DateTimeOffset'.",
  ],
  [
    'PATCH-ERR-06: a type that nobody knows',
    { '@odata.type': '#microsoft.graph.unheardOf' },
    'ModelValidationFailure',
    "A type named 'microsoft.graph.unheardOf' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.",
  ],
];

for (const [title, body, code, message, headers = {}] of REFUSED) {
  test(`${title} is refused in the recorded words, and changes nothing`, async (t) => {
    const { ask } = await openTenant(t, { settings: { ids: 'stable' } });
    const before = (await ask()).json();
    const refused = await ask({ method: 'PATCH', body, headers });
    t.equal(refused.statusCode, 400);
    t.equal(refused.json().error.code, code);
    t.equal(refused.json().error.message, message);
    t.equal(refused.json().error.innerError.message, code === 'ModelValidationFailure' ? message : undefined);
    t.same((await ask()).json(), before);
  });
}

test('VERB-400-01: a verb that is not for the resource is a 400 that names the template', async (t) => {
  const { ask } = await openTenant(t);
  for (const method of ['DELETE', 'POST', 'PUT'] as const) {
    const refused = await ask({ method });
    t.equal(refused.statusCode, 400);
    t.equal(refused.json().error.code, 'No method match route template');
    t.equal(
      refused.json().error.message,
      `No OData route exists that match template ~/singleton/navigation with http verb ${method} for request /DeviceFE/StatelessDeviceFEService${CERTIFICATE}.`,
    );
    t.equal(refused.headers.allow, undefined);
  }
});

test('PATH-400-01, PATH-404-01: a segment that nobody knows, and a path without its version', async (t) => {
  const { ask } = await openTenant(t);
  const unknown = await ask({ path: '/v1.0/deviceManagement/applePushCertificate' });
  t.equal(unknown.statusCode, 400);
  t.match(unknown.json().error, {
    code: 'BadRequest',
    message: "Resource not found for the segment 'applePushCertificate'.",
  });
  const unversioned = await ask({ path: `/deviceManagement/else` });
  t.equal(unversioned.statusCode, 404);
  t.match(unversioned.json().error, { code: 'ResourceNotFound', message: 'Invalid version: devicemanagement' });
});

test('PATH-OK-01: slashes that follow each other are one, in the path alone', async (t) => {
  const { ask } = await openTenant(t);
  t.equal((await ask({ path: `/v1.0/${CERTIFICATE}` })).statusCode, 200);
  const selected = await ask({ path: `/v1.0//${CERTIFICATE}?$select=a//b` });
  t.match(selected.json().error.message, /named 'a'/, 'what stands in a query stays');
});

test('QRY-400-01: $select of a property that the type does not have is refused in the recorded words', async (t) => {
  const { ask } = await openTenant(t);
  const refused = await ask({ path: `${V1}?$select=serial` });
  t.equal(refused.statusCode, 400);
  t.match(refused.json().error, {
    code: 'BadRequest',
    message:
      "Parsing OData Select and Expand failed: Could not find a property named 'serial' on type 'microsoft.graph.applePushNotificationCertificate'.",
  });
});

test('TEN-400-01: a tenant without a license is told that the request is not applicable', async (t) => {
  const { ask } = await openTenant(t, { settings: { license: 'none' } });
  const refused = await ask();
  t.equal(refused.statusCode, 400);
  t.match(refused.json().error, { code: 'BadRequest', message: 'Request not applicable to target tenant.' });
});

test('AUTH-401-08, AUTH-403-04: a user whom Intune does not know, and one without the right', async (t) => {
  const { ask, standin } = await openTenant(t, { settings: { user: 'unknown' } });
  const unknown = await ask();
  t.equal(unknown.statusCode, 401);
  t.equal(unknown.json().error.code, 'UnknownError');
  const outer = JSON.parse(unknown.json().error.message);
  t.equal(outer.ErrorCode, 'Forbidden');
  t.match(JSON.parse(outer.Message), { _version: 3, HttpHeaders: /WWW-Authenticate.*urn:intune:service/ });
  await standin.control.world('default').changeSettings({ user: 'unauthorized' });
  const unauthorized = await ask();
  t.equal(unauthorized.statusCode, 403);
  t.equal(unauthorized.json().error.code, 'Forbidden');
  t.match(unwrapped(unauthorized).Message, /^User is not authorized to perform this operation - Operation ID/);
});

test('SRV-500-01, SRV-503-01: a planned failure answers as the service does when it fails', async (t) => {
  const { ask } = await openTenant(t);
  const failed = await ask({ headers: { 'standin-fault': 'status=500' } });
  t.equal(failed.statusCode, 500);
  t.equal(failed.json().error.code, 'InternalServerError');
  t.match(unwrapped(failed).Message, /^An internal server error has occurred - Operation ID/);
  const slow = await ask({ headers: { 'standin-fault': 'status=503' } });
  t.equal(slow.statusCode, 503);
  t.equal(slow.json().error.code, 'CancelledOnServiceTimeout');
  t.not(unwrapped(slow).ErrorSourceService, '');
});

test('HDR-01: a success has the recorded headers and the long content type', async (t) => {
  const { headers } = await (await openTenant(t)).ask();
  t.equal(headers['cache-control'], 'no-cache');
  t.equal(headers['odata-version'], '4.0');
  t.equal(
    headers['content-type'],
    'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  );
});

test('HDR-02: an error is plain JSON with both request ids, the diagnostic and transport security', async (t) => {
  const { ask } = await openTenant(t, NOT_CONFIGURED);
  const { headers } = await ask({ headers: { 'client-request-id': 'mine' } });
  t.equal(headers['content-type'], 'application/json');
  t.match(headers['request-id'], /^[0-9a-f-]{36}$/);
  t.equal(headers['client-request-id'], 'mine');
  t.same(Object.keys(JSON.parse(String(headers['x-ms-ags-diagnostic'])).ServerInfo), [
    'DataCenter',
    'Slice',
    'Ring',
    'ScaleUnit',
    'RoleInstance',
  ]);
  t.equal(headers['strict-transport-security'], 'max-age=31536000');
  const here = await ask({ headers: { host: 'localhost:4443', 'x-forwarded-proto': 'https' } });
  t.equal(here.headers['strict-transport-security'], undefined, 'a browser is not asked to pin localhost');
});

test('CLD-01: under the name of a national cloud the answer speaks of that cloud, and sends to its authority', async (t) => {
  const { ask } = await openTenant(t);
  for (const [host, authority] of [
    ['graph.microsoft.com', 'login.microsoftonline.com'],
    ['graph.microsoft.us', 'login.microsoftonline.us'],
    ['dod-graph.microsoft.us', 'login.microsoftonline.us'],
    ['microsoftgraph.chinacloudapi.cn', 'login.chinacloudapi.cn'],
  ]) {
    const at = { host: String(host), 'x-forwarded-proto': 'https' };
    t.match((await ask({ headers: at })).json()['@odata.context'], `https://${host}/v1.0/$metadata#`);
    const refused = await ask({ headers: { ...at, authorization: '' } });
    t.equal(refused.statusCode, 401);
    t.match(refused.headers['www-authenticate'], `authorization_uri="https://${authority}/common/oauth2/authorize"`);
  }
});

test('the profile is one world’s to choose', async (t) => {
  const { standin, ask } = await openTenant(t);
  await standin.control.createWorld({ name: 'by-the-page', settings: { profile: 'documented' } });
  t.equal((await ask()).json().certificate, null);
  t.equal((await ask({ path: `/~by-the-page${V1}` })).json().certificate, TENANT_STATE.certificate);
  t.equal((await ask({ path: `/~by-the-page${V1}`, method: 'DELETE' })).statusCode, 405);
});

test('a setting that nobody knows is refused: at start, in a scenario, and by the control API', async (t) => {
  await t.rejects(openTenant(t, { settings: { profil: 'observed' } }), { code: 'OPTION_INVALID', message: /profil/ });
  await t.rejects(openTenant(t, { settings: { profile: 'real' } }), { code: 'OPTION_INVALID', message: /"real"/ });
  await t.rejects(openTenant(t, { settings: { auth: 'a;b' } }), {
    code: 'OPTION_INVALID',
    message: 'The setting "auth" cannot be "a;b" [OPTION_INVALID]\n  Known values: lenient, strict, off',
  });
  await t.rejects(openTenant(t, { scenarios: { off: { settings: { auth: 'never' } } }, scenario: 'off' }), {
    code: 'SCENARIO_INVALID',
    message: /The setting 'auth' cannot be 'never'. Known values: lenient, strict, off/,
  });
  const { standin } = await openTenant(t);
  const refused = standin.control.world('default').changeSettings({ throttling: 'much' });
  await t.rejects(refused, { status: 400, message: /throttling is "much"/ });
});
