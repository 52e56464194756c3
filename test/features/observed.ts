// The profile `observed`: the responses of real tenants for this resource. A title begins with the ids of the known behaviours that the
// test shows. docs/microsoft-graph/behaviours.md lists them with how sure they are.
import { test } from 'tap';
import { CERTIFICATE, NOW, openTenant, TENANT_STATE, unwrapped } from '../fixtures/observed.ts';

const V1 = `/v1.0${CERTIFICATE}`;
const BETA = `/beta${CERTIFICATE}`;
const ORIGIN = 'http://localhost:80';
const NOT_CONFIGURED = { scenarios: { none: { [CERTIFICATE]: null } }, scenario: 'none' };

test('GET-OK-01, GET-OK-01b, GET-OK-08: an entity with ten properties in the recorded order, without a wrapper', async (t) => {
  const { request } = await openTenant(t);
  t.same(Object.keys((await request()).json()), [
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

test('GET-OK-02, GET-OK-03: the context names the entity below the version of the request', async (t) => {
  const { request } = await openTenant(t);
  const context = async (path: string) => (await request({ path })).json()['@odata.context'];
  t.equal(await context(V1), `${ORIGIN}/v1.0/$metadata#deviceManagement/applePushNotificationCertificate/$entity`);
  t.equal(await context(BETA), `${ORIGIN}/beta/$metadata#deviceManagement/applePushNotificationCertificate/$entity`);
});

test('GET-OK-04, GET-OK-05, GET-OK-06, GET-OK-07, GET-OK-11: null properties, the serial number, the topic, and absent properties', async (t) => {
  const { request } = await openTenant(t);
  const body = (await request()).json();
  t.equal(body.certificate, null);
  t.equal(body.certificateUploadStatus, null);
  t.equal(body.certificateUploadFailureReason, null);
  t.equal(body.certificateSerialNumber, '0B7002EFEA6BA6D0', 'with its leading zero');
  t.match(body.topicIdentifier, /^com\.apple\.mgmt\.External\.[0-9a-f-]{36}$/);
  t.notOk('@odata.type' in body);
  t.notOk('@odata.etag' in body);
});

test('GET-OK-01c, GET-OK-09: dates are in UTC and without a fraction', async (t) => {
  const { request } = await openTenant(t);
  const body = (await request()).json();
  t.equal(body.lastModifiedDateTime, '2026-07-17T15:00:00Z');
  t.equal(body.expirationDateTime, '2026-09-11T14:39:25Z');
});

test('GET-OK-10: every response has a different id, unless the setting ids is stable', async (t) => {
  const { request, standin } = await openTenant(t);
  const changed = await request({ method: 'PATCH', body: { appleIdentifier: 'it@contoso.example' } });
  const ids = [changed, await request(), await request()].map((response) => response.json().id);
  t.equal(new Set(ids).size, 3);
  await standin.control.world('default').changeSettings({ ids: 'stable' });
  t.equal((await request()).json().id, TENANT_STATE.id);
});

test('two servers with the same seed generate the same ids, regardless of requests in other worlds', async (t) => {
  const [one, other] = [await openTenant(t), await openTenant(t)];
  await other.request({ path: `/~elsewhere${V1}` });
  t.equal((await one.request()).json().id, (await other.request()).json().id);
});

test('lastModifiedDateTime can be the time of the read', async (t) => {
  const { request } = await openTenant(t, { settings: { modified: 'read' } });
  t.equal((await request()).json().lastModifiedDateTime, '2026-07-17T15:30:26Z');
});

test('GET-OK-12: $select, with or without $, returns only the selected properties and names them in the context', async (t) => {
  const { request } = await openTenant(t);
  for (const query of ['$select=expirationDateTime', 'select=expirationDateTime']) {
    t.same((await request({ path: `${BETA}?${query}` })).json(), {
      '@odata.context': `${ORIGIN}/beta/$metadata#deviceManagement/applePushNotificationCertificate(expirationDateTime)/$entity`,
      expirationDateTime: '2026-09-11T14:39:25Z',
    });
  }
});

test('GET-OK-13, GET-OK-14: metadata=none leaves out the context, metadata=full adds the type', async (t) => {
  const { request } = await openTenant(t);
  const none = await request({ headers: { accept: 'application/json;odata.metadata=none' } });
  t.notOk('@odata.context' in none.json());
  t.match(none.headers['content-type'], /odata\.metadata=none/);
  const full = await request({ headers: { accept: 'application/json;odata.metadata=full' } });
  t.equal(full.json()['@odata.type'], '#microsoft.graph.applePushNotificationCertificate');
  t.same(Object.keys(full.json()).slice(0, 2), ['@odata.context', '@odata.type']);
});

test('GET-404-01, GET-404-02: without a certificate, GET gets a 404 in Intune’s wrapper, with the version of the back end', async (t) => {
  const { request } = await openTenant(t, NOT_CONFIGURED);
  for (const [path, version] of [
    [V1, '2018-05-24'],
    [BETA, '5024-07-19'],
  ] as const) {
    const response = await request({ path, headers: { 'client-request-id': 'mine' } });
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

test('ERR-WRAP-01, ERR-WRAP-02, ERR-WRAP-03: the Activity ID is the client’s request id, otherwise the server’s; the date has no time zone', async (t) => {
  const { request } = await openTenant(t, NOT_CONFIGURED);
  const named = await request({ headers: { 'client-request-id': 'mine' } });
  t.match(unwrapped(named).Message, /Activity ID: mine -/);
  t.equal(named.json().error.innerError['client-request-id'], 'mine');
  t.not(named.json().error.innerError['request-id'], 'mine');
  const unnamed = await request();
  const { 'request-id': own, 'client-request-id': client, date } = unnamed.json().error.innerError;
  t.equal(own, client);
  t.ok(unwrapped(unnamed).Message.includes(`Activity ID: ${own} -`));
  t.equal(date, NOW.toISOString().slice(0, 19));
});

test('PATCH-OK-01, PATCH-OK-02: an update returns the whole entity, with certificate null', async (t) => {
  const { request } = await openTenant(t);
  const body = { appleIdentifier: 'it@contoso.example' };
  const changed = await request({ method: 'PATCH', path: BETA, body });
  t.equal(changed.statusCode, 200);
  t.equal(changed.json().appleIdentifier, 'it@contoso.example');
  t.equal(changed.json().certificate, null);
  t.equal(Object.keys(changed.json()).length, 10);
});

const MODEL_TYPE = 'microsoft.management.services.api.applePushNotificationCertificate';
const UNREADABLE =
  'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.';

/** Refused updates: the body, and the code and message of the error. */
const REFUSED: readonly [
  title: string,
  body: string | object,
  code: string,
  message: string,
  headers?: Record<string, string>,
][] = [
  ['PATCH-ERR-01: a body that is not JSON', '{', 'BadRequest', UNREADABLE],
  ['PATCH-ERR-01: a body of another media type', 'a=b', 'BadRequest', UNREADABLE, { 'content-type': 'text/plain' }],
  [
    'PATCH-ERR-09: a body without Content-Type',
    '{}',
    'BadRequest',
    'Write requests (excluding DELETE) must contain the Content-Type header declaration.',
    { 'content-type': '' },
  ],
  ['PATCH-ERR-02: no body', '', 'BadRequest', 'Empty Payload. JSON content expected.'],
  [
    'PATCH-ERR-03: a property that the type does not have',
    { serial: 'x' },
    'ModelValidationFailure',
    `The property 'serial' does not exist on type '${MODEL_TYPE}'. Make sure to only use property names that are defined by the type.`,
  ],
  [
    'PATCH-ERR-04: a number instead of a string',
    { appleIdentifier: 0 },
    'ModelValidationFailure',
    "Cannot convert the literal '0' to the expected type 'Edm.String'.",
  ],
  [
    'PATCH-ERR-05: an invalid date',
    { expirationDateTime: '' },
    'ModelValidationFailure',
    "Cannot convert the literal '' to the expected type 'Edm.DateTimeOffset'.",
  ],
  [
    'PATCH-ERR-06: an unknown type',
    { '@odata.type': '#microsoft.graph.unheardOf' },
    'ModelValidationFailure',
    "A type named 'microsoft.graph.unheardOf' could not be resolved by the model. When a model is available, each type name must resolve to a valid type.",
  ],
];

for (const [title, body, code, message, headers = {}] of REFUSED) {
  test(`${title} is refused with the recorded message and changes nothing`, async (t) => {
    const { request } = await openTenant(t, { settings: { ids: 'stable' } });
    const before = (await request()).json();
    const refused = await request({ method: 'PATCH', body, headers });
    t.equal(refused.statusCode, 400);
    t.equal(refused.json().error.code, code);
    t.equal(refused.json().error.message, message);
    t.equal(refused.json().error.innerError.message, code === 'ModelValidationFailure' ? message : undefined);
    t.same((await request()).json(), before);
  });
}

test('VERB-400-01: an undeclared method gets a 400 that names the route template', async (t) => {
  const { request } = await openTenant(t);
  for (const method of ['DELETE', 'POST', 'PUT'] as const) {
    const refused = await request({ method });
    t.equal(refused.statusCode, 400);
    t.equal(refused.json().error.code, 'No method match route template');
    t.equal(
      refused.json().error.message,
      `No OData route exists that match template ~/singleton/navigation with http verb ${method} for request /DeviceFE/StatelessDeviceFEService${CERTIFICATE}.`,
    );
    t.equal(refused.headers.allow, undefined);
  }
});

test('PATH-400-01, PATH-404-01: an unknown segment, and a path without a version', async (t) => {
  const { request } = await openTenant(t);
  const unknown = await request({ path: '/v1.0/deviceManagement/applePushCertificate' });
  t.equal(unknown.statusCode, 400);
  t.match(unknown.json().error, {
    code: 'BadRequest',
    message: "Resource not found for the segment 'applePushCertificate'.",
  });
  const unversioned = await request({ path: `/deviceManagement/else` });
  t.equal(unversioned.statusCode, 404);
  t.match(unversioned.json().error, { code: 'ResourceNotFound', message: 'Invalid version: devicemanagement' });
});

test('PATH-OK-01: several slashes in a row count as one, but only in the path', async (t) => {
  const { request } = await openTenant(t);
  t.equal((await request({ path: `/v1.0/${CERTIFICATE}` })).statusCode, 200);
  const selected = await request({ path: `/v1.0//${CERTIFICATE}?$select=a//b` });
  t.match(selected.json().error.message, /named 'a'/, 'slashes in a query stay');
});

test('PATH-OK-02: names in paths and query options can be in any case', async (t) => {
  for (const settings of [{}, { profile: 'documented' }]) {
    const { request } = await openTenant(t, { settings });
    const path = '/V1.0/devicemanagement/ApplePushNotificationCertificate';
    const whole = (await request({ path })).json();
    t.ok(whole.topicIdentifier);
    const selected = (await request({ path: `${path}?$Select=APPLEIdentifier` })).json();
    t.equal(selected.appleIdentifier, whole.appleIdentifier);
    t.equal(selected.topicIdentifier, undefined);
    const action = `${path}/microsoft.graph.DownloadApplePushNotificationCertificateSigningRequest()`;
    t.equal((await request({ path: action })).statusCode, 200);
    t.not((await request({ path: `${path}s` })).statusCode, 200);
  }
});

test('QRY-400-01: $select of an unknown property is refused with the recorded message', async (t) => {
  const { request } = await openTenant(t);
  const refused = await request({ path: `${V1}?$select=serial` });
  t.equal(refused.statusCode, 400);
  t.match(refused.json().error, {
    code: 'BadRequest',
    message:
      "Parsing OData Select and Expand failed: Could not find a property named 'serial' on type 'microsoft.graph.applePushNotificationCertificate'.",
  });
});

test('TEN-400-01: for a tenant without a license the request is not applicable', async (t) => {
  const { request } = await openTenant(t, { settings: { license: 'none' } });
  const refused = await request();
  t.equal(refused.statusCode, 400);
  t.match(refused.json().error, { code: 'BadRequest', message: 'Request not applicable to target tenant.' });
});

test('AUTH-401-08, AUTH-403-04: a user that Intune does not know, and a user without the right', async (t) => {
  const { request, standin } = await openTenant(t, { settings: { user: 'unknown' } });
  const unknown = await request();
  t.equal(unknown.statusCode, 401);
  t.equal(unknown.json().error.code, 'UnknownError');
  const outer = JSON.parse(unknown.json().error.message);
  t.equal(outer.ErrorCode, 'Forbidden');
  t.match(JSON.parse(outer.Message), { _version: 3, HttpHeaders: /WWW-Authenticate.*urn:intune:service/ });
  await standin.control.world('default').changeSettings({ user: 'unauthorized' });
  const unauthorized = await request();
  t.equal(unauthorized.statusCode, 403);
  t.equal(unauthorized.json().error.code, 'Forbidden');
  t.match(unwrapped(unauthorized).Message, /^User is not authorized to perform this operation - Operation ID/);
});

test('SRV-500-01, SRV-503-01: a planned fault has the error of the real service', async (t) => {
  const { request } = await openTenant(t);
  const failed = await request({ headers: { 'standin-fault': 'status=500' } });
  t.equal(failed.statusCode, 500);
  t.equal(failed.json().error.code, 'InternalServerError');
  t.match(unwrapped(failed).Message, /^An internal server error has occurred - Operation ID/);
  const slow = await request({ headers: { 'standin-fault': 'status=503' } });
  t.equal(slow.statusCode, 503);
  t.equal(slow.json().error.code, 'CancelledOnServiceTimeout');
  t.not(unwrapped(slow).ErrorSourceService, '');
});

test('HDR-01: a success has the recorded headers and the long content type', async (t) => {
  const { headers } = await (await openTenant(t)).request();
  t.equal(headers['cache-control'], 'no-cache');
  t.equal(headers['odata-version'], '4.0');
  t.equal(
    headers['content-type'],
    'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
  );
});

test('HDR-02: an error is plain JSON with both request ids, diagnostics and Strict-Transport-Security', async (t) => {
  const { request } = await openTenant(t, NOT_CONFIGURED);
  const { headers } = await request({ headers: { 'client-request-id': 'mine' } });
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
  const here = await request({ headers: { host: 'localhost:4443', 'x-forwarded-proto': 'https' } });
  t.equal(here.headers['strict-transport-security'], undefined, 'no Strict-Transport-Security on localhost');
});

test('CLD-01: under the host name of a national cloud, context and authority are those of that cloud', async (t) => {
  const { request } = await openTenant(t);
  for (const [host, authority] of [
    ['graph.microsoft.com', 'login.microsoftonline.com'],
    ['graph.microsoft.us', 'login.microsoftonline.us'],
    ['dod-graph.microsoft.us', 'login.microsoftonline.us'],
    ['microsoftgraph.chinacloudapi.cn', 'login.chinacloudapi.cn'],
  ]) {
    const at = { host: String(host), 'x-forwarded-proto': 'https' };
    t.match((await request({ headers: at })).json()['@odata.context'], `https://${host}/v1.0/$metadata#`);
    const refused = await request({ headers: { ...at, authorization: '' } });
    t.equal(refused.statusCode, 401);
    t.match(refused.headers['www-authenticate'], `authorization_uri="https://${authority}/common/oauth2/authorize"`);
  }
});

test('each world can have its own profile', async (t) => {
  const { standin, request } = await openTenant(t);
  await standin.control.createWorld({ name: 'documented-world', settings: { profile: 'documented' } });
  t.equal((await request()).json().certificate, null);
  t.equal((await request({ path: `/~documented-world${V1}` })).json().certificate, TENANT_STATE.certificate);
  t.equal((await request({ path: `/~documented-world${V1}`, method: 'DELETE' })).statusCode, 405);
});

test('an unknown setting or value is refused: at start, in a scenario, and by the control API', async (t) => {
  await t.rejects(openTenant(t, { settings: { profil: 'observed' } }), { code: 'OPTION_INVALID', message: /profil/ });
  await t.rejects(openTenant(t, { settings: { profile: 'real' } }), { code: 'OPTION_INVALID', message: /"real"/ });
  await t.rejects(openTenant(t, { settings: { auth: 'a;b' } }), {
    code: 'OPTION_INVALID',
    message: 'The setting "auth" cannot be "a;b" [OPTION_INVALID]\n  Known values: lenient, strict, off',
  });
  await t.rejects(openTenant(t, { scenarios: { off: { settings: { auth: 'never' } } }, scenario: 'off' }), {
    code: 'SCENARIO_INVALID',
    message: /The setting "auth" cannot be "never" \[SCENARIO_INVALID\][\s\S]*Known values: lenient, strict, off/,
  });
  const { standin } = await openTenant(t);
  const refused = standin.control.world('default').changeSettings({ throttling: 'much' });
  await t.rejects(refused, { status: 400, message: /settings\.throttling' must be one of "off", "on", "full"/ });
});

test('an exchange is explained by the handlers of the profile of its world', async (t) => {
  // With a frozen clock, the exchanges of two worlds have the same ids.
  const { request, standin } = await openTenant(t, { now: undefined });
  const decision = async (path: string, world: string) => {
    await request({ path });
    const [latest] = await standin.control.world(world).exchanges();
    return (await standin.control.explain(latest?.id ?? '')).decision;
  };
  t.match(await decision(V1, 'default'), { by: 'handler', role: 'read' });
  await standin.control.createWorld({ name: 'documented-world', settings: { profile: 'documented' } });
  t.match(await decision(`/~documented-world${V1}`, 'documented-world'), { by: 'inferred', role: 'read' });
});
