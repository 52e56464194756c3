// The requested form of OData responses, with the built-in document and with the user's own.
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin } from '../../src/index.ts';

const people = fileURLToPath(new URL('../fixtures/documents/people.yaml', import.meta.url));
const library = fileURLToPath(new URL('../fixtures/documents/library.yaml', import.meta.url));
const CERTIFICATE = '/v1.0/deviceManagement/applePushNotificationCertificate';

async function openClient(t: Test, document?: string) {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  return async (url: string, headers: Record<string, string> = {}) => {
    const response = await standin.inject({ url, headers: { authorization: 'Bearer x', ...headers } });
    return { status: response.statusCode, headers: response.headers, body: response.json() };
  };
}

test('GET-OK-12: $select, with or without $, returns the selected properties and the control information', async (t) => {
  const send = await openClient(t);
  for (const name of ['$select', 'select', '%24select']) {
    const { status, headers, body } = await send(`${CERTIFICATE}?${name}=expirationDateTime,%20topicIdentifier`);
    t.equal(status, 200);
    t.same(Object.keys(body.value ?? body), ['@odata.type', 'topicIdentifier', 'expirationDateTime'], name);
    t.notOk('standin-undeclared' in headers, 'and it does not count as an undeclared parameter');
  }
  const { body: complete } = await send(CERTIFICATE);
  t.same((await send(`${CERTIFICATE}?$select=*`)).body, complete);
  t.same((await send(CERTIFICATE)).body, complete, 'requests without $select get the complete entity');
});

test('QRY-400-01: an unknown property is refused with the message of the service', async (t) => {
  const send = await openClient(t);
  t.match(await send(`${CERTIFICATE}?$select=id,nope`), {
    status: 400,
    body: {
      error: {
        code: 'BadRequest',
        message:
          "Parsing OData Select and Expand failed: Could not find a property named 'nope' on type 'microsoft.graph.applePushNotificationCertificate'.",
      },
    },
  });
  t.match(await send(`${CERTIFICATE}?$select=`), { status: 400, body: { error: { message: /a name is missing/ } } });
  t.match(await send(`${CERTIFICATE}?$bogus=1`), { status: 400, body: { error: { message: /\$bogus/ } } });
});

test('GET-OK-13, GET-OK-14: the level none has no control information, full has the type', async (t) => {
  const send = await openClient(t, people);
  const sendWith = (level: string) => send('/v1/people?$top=1', { accept: `application/json;odata.metadata=${level}` });
  const none = await sendWith('none');
  t.equal(none.headers['content-type'], 'application/json;odata.metadata=none');
  t.same(Object.keys(none.body).sort(), ['@odata.nextLink', 'value'], 'except the next link');
  t.same(Object.keys(none.body.value[0]), ['id', 'name', 'address']);
  const full = await sendWith('full');
  t.match(full.body, { value: [{ '@odata.type': '#directory.person' }] });
  t.equal(full.headers['odata-version'], '4.0');
});

test('the same applies to a user’s OData document: lists, items, nested properties, the context', async (t) => {
  const send = await openClient(t, people);
  const { body } = await send('/v1/people?$select=name,address/city&$top=2');
  t.match(body, {
    '@odata.context': /#people\(name,address\/city\)$/,
    '@odata.nextLink': /select/,
    value: [{ name: 'Ada', address: { city: 'Paris' } }, { name: 'Bob' }],
  });
  t.same(Object.keys(body.value[0].address), ['city']);
  t.notOk('id' in body.value[0]);
  t.match((await send('/v1/people/2?$select=name')).body, { name: 'Bob' });
  t.match(await send('/v1/people/2?$select=age'), { status: 400, body: { error: { target: '$select' } } });
});

test('CSR-02: a function is called by its short or qualified name, with or without parentheses', async (t) => {
  const send = await openClient(t);
  const name = 'downloadApplePushNotificationCertificateSigningRequest';
  for (const form of [name, `${name}()`, `microsoft.graph.${name}`, `microsoft.graph.${name}()`]) {
    t.match(await send(`${CERTIFICATE}/${form}`), { status: 200, body: { value: String } }, form);
  }
  const other = await openClient(t, people);
  for (const form of ['age', 'age()', 'directory.age', 'directory.age()']) {
    t.match(await other(`/v1/people/1/${form}`), { status: 200, body: { value: 36 } }, form);
  }
  t.equal((await other('/v1/people/1/other.age()')).status, 404);
});

test('ACT-01: an action is called by its short or qualified name', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const call = async (url: string) =>
    (await standin.inject({ method: 'POST', url, headers: { authorization: 'Bearer any' } })).statusCode;
  const name = 'generateApplePushNotificationCertificateSigningRequest';
  const beta = CERTIFICATE.replace('v1.0', 'beta');
  for (const form of [name, `microsoft.graph.${name}`, `Microsoft.Graph.${name.toUpperCase()}`]) {
    t.equal(await call(`${beta}/${form}`), 200, form);
  }
  const consent = '/beta/deviceManagement/dataSharingConsents/appleMDMPushCertificate';
  t.equal(await call(`${consent}/microsoft.graph.consentToDataSharing`), 200);
  t.equal(await call(`${beta}/${name}()`), 404, 'actions have no parentheses');
  t.equal(await call(`${beta}/other.${name}`), 404);
});

test('Prefer: return=minimal omits the response body of a change, return=representation includes it', async (t) => {
  const standin = await createStandin();
  t.teardown(() => standin.close());
  const change = (prefer: string) =>
    standin.inject({
      method: 'PATCH',
      url: CERTIFICATE,
      headers: { authorization: 'Bearer x', prefer },
      payload: { appleIdentifier: `${prefer.length}@example.com` },
    });
  const minimal = await change('return=minimal');
  t.match([minimal.statusCode, minimal.body, minimal.headers['preference-applied']], [204, '', 'return=minimal']);
  t.notOk('content-type' in minimal.headers);
  const complete = await change('respond-async, return="representation"');
  t.match([complete.statusCode, complete.headers['preference-applied']], [200, 'return=representation']);
  t.match(complete.body, /38@example\.com/);
  const refused = await standin.inject({
    method: 'PATCH',
    url: CERTIFICATE,
    headers: { authorization: 'Bearer x', prefer: 'return=minimal' },
    payload: { appleIdentifier: 5 },
  });
  t.match([refused.statusCode, refused.json()], [400, { error: { code: 'BadRequest' } }]);
  t.equal(
    (await standin.inject({ url: CERTIFICATE, headers: { authorization: 'Bearer x', prefer: 'return=minimal' } }))
      .statusCode,
    200,
  );
  t.same(
    (await standin.report()).violations.filter(({ direction }) => direction === 'response'),
    [],
  );
});

test('$expand accepts navigation properties and refuses others', async (t) => {
  const send = await openClient(t, library);
  const { body } = await send('/v4/books/a?$select=title&$expand=author($select=name)');
  t.same(
    body,
    { title: 'Emma', author: { name: 'Jane Austen', born: '1775-12-16' } },
    'in addition to the selected properties',
  );
  t.same(Object.keys((await send('/v4/books/a?$expand=*')).body), ['title', 'year', 'kind', 'author', 'id']);
  const failed = 'Parsing OData Select and Expand failed:';
  for (const [expand, message] of [
    ['nope', `${failed} Could not find a property named 'nope' on type 'library.book'.`],
    ['author,nope', `${failed} Could not find a property named 'nope' on type 'library.book'.`],
    [
      'title',
      `${failed} The property 'title' on type 'library.book' is not a navigation property and cannot be expanded.`,
    ],
    [
      'tags',
      `${failed} The property 'tags' on type 'library.book' is not a navigation property and cannot be expanded.`,
    ],
    ['author($select=name', `${failed} the parentheses do not match.`],
    ['', `${failed} a name is missing in '$expand'.`],
  ] as const) {
    t.match(await send(`/v4/books?$expand=${expand}`), { status: 400, body: { error: { message } } }, expand);
  }
  t.match((await send('/v4/books/a?$select=author/nope')).body.error.message, /named 'nope' on type 'library.author'/);
  const box = await openClient(t);
  t.match(await box(`${CERTIFICATE}?$expand=certificate`), {
    status: 400,
    body: { error: { code: 'BadRequest', target: '$expand' } },
  });
});
