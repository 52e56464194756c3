// What an OData client asks of the form of an answer, of the document in the box and of one that is brought.
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin } from '../../src/index.ts';

const people = fileURLToPath(new URL('../fixtures/documents/people.yaml', import.meta.url));
const library = fileURLToPath(new URL('../fixtures/documents/library.yaml', import.meta.url));
const CERTIFICATE = '/v1.0/deviceManagement/applePushNotificationCertificate';

async function asking(t: Test, document?: string) {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  return async (url: string, headers: Record<string, string> = {}) => {
    const answer = await standin.inject({ url, headers: { authorization: 'Bearer x', ...headers } });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  };
}

test('GET-OK-12: $select, with its sign or without, leaves the chosen members and the control information', async (t) => {
  const ask = await asking(t);
  for (const name of ['$select', 'select', '%24select']) {
    const { status, headers, body } = await ask(`${CERTIFICATE}?${name}=expirationDateTime,%20topicIdentifier`);
    t.equal(status, 200);
    t.same(Object.keys(body.value ?? body), ['@odata.type', 'topicIdentifier', 'expirationDateTime'], name);
    t.notOk('standin-undeclared' in headers, 'and it is no unknown parameter');
  }
  const { body: whole } = await ask(CERTIFICATE);
  t.same((await ask(`${CERTIFICATE}?$select=*`)).body, whole);
  t.same((await ask(CERTIFICATE)).body, whole, 'what others see is not cut');
});

test('QRY-400-01: a member that the type does not have is refused in the words of the service', async (t) => {
  const ask = await asking(t);
  t.match(await ask(`${CERTIFICATE}?$select=id,nope`), {
    status: 400,
    body: {
      error: {
        code: 'BadRequest',
        message:
          "Parsing OData Select and Expand failed: Could not find a property named 'nope' on type 'microsoft.graph.applePushNotificationCertificate'.",
      },
    },
  });
  t.match(await ask(`${CERTIFICATE}?$select=`), { status: 400, body: { error: { message: /a name is missing/ } } });
  t.match(await ask(`${CERTIFICATE}?$bogus=1`), { status: 400, body: { error: { message: /\$bogus/ } } });
});

test('GET-OK-13, GET-OK-14: none leaves no control information, full tells the type', async (t) => {
  const ask = await asking(t, people);
  const asked = (level: string) => ask('/v1/people?$top=1', { accept: `application/json;odata.metadata=${level}` });
  const none = await asked('none');
  t.equal(none.headers['content-type'], 'application/json;odata.metadata=none');
  t.same(Object.keys(none.body).sort(), ['@odata.nextLink', 'value'], 'but the next link');
  t.same(Object.keys(none.body.value[0]), ['id', 'name', 'address']);
  const full = await asked('full');
  t.match(full.body, { value: [{ '@odata.type': '#directory.person' }] });
  t.equal(full.headers['odata-version'], '4.0');
});

test('a brought document that speaks OData has it as well: lists, items, members of members, the context', async (t) => {
  const ask = await asking(t, people);
  const { body } = await ask('/v1/people?$select=name,address/city&$top=2');
  t.match(body, {
    '@odata.context': /#people\(name,address\/city\)$/,
    '@odata.nextLink': /select/,
    value: [{ name: 'Ada', address: { city: 'Paris' } }, { name: 'Bob' }],
  });
  t.same(Object.keys(body.value[0].address), ['city']);
  t.notOk('id' in body.value[0]);
  t.match((await ask('/v1/people/2?$select=name')).body, { name: 'Bob' });
  t.match(await ask('/v1/people/2?$select=age'), { status: 400, body: { error: { target: '$select' } } });
});

test('CSR-02: a function is asked by its name or its whole name, with its parentheses or without', async (t) => {
  const ask = await asking(t);
  const name = 'downloadApplePushNotificationCertificateSigningRequest';
  for (const form of [name, `${name}()`, `microsoft.graph.${name}`, `microsoft.graph.${name}()`]) {
    t.match(await ask(`${CERTIFICATE}/${form}`), { status: 200, body: { value: String } }, form);
  }
  const other = await asking(t, people);
  for (const form of ['age', 'age()', 'directory.age', 'directory.age()']) {
    t.match(await other(`/v1/people/1/${form}`), { status: 200, body: { value: 36 } }, form);
  }
  t.equal((await other('/v1/people/1/other.age()')).status, 404);
});

test('Prefer: return=minimal leaves the answer of a change out, return=representation shows it', async (t) => {
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
  const shown = await change('respond-async, return="representation"');
  t.match([shown.statusCode, shown.headers['preference-applied']], [200, 'return=representation']);
  t.match(shown.body, /38@example\.com/);
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

test('$expand takes what leads to objects as it is, and refuses what does not', async (t) => {
  const ask = await asking(t, library);
  const { body } = await ask('/v4/books/a?$select=title&$expand=author($select=name)');
  t.same(body, { title: 'Emma', author: { name: 'Jane Austen', born: '1775-12-16' } }, 'beside what is selected');
  t.same(Object.keys((await ask('/v4/books/a?$expand=*')).body), ['title', 'year', 'kind', 'author', 'id']);
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
    t.match(await ask(`/v4/books?$expand=${expand}`), { status: 400, body: { error: { message } } }, expand);
  }
  t.match((await ask('/v4/books/a?$select=author/nope')).body.error.message, /named 'nope' on type 'library.author'/);
  const box = await asking(t);
  t.match(await box(`${CERTIFICATE}?$expand=certificate`), {
    status: 400,
    body: { error: { code: 'BadRequest', target: '$expand' } },
  });
});
