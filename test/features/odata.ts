// What an OData client asks of the form of an answer, of the document in the box and of one that is brought.
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { filterOf } from '../../src/conventions/odata-filter.ts';
import { createStandin } from '../../src/index.ts';

const people = fileURLToPath(new URL('../fixtures/documents/people.yaml', import.meta.url));
const CERTIFICATE = '/v1.0/deviceManagement/applePushNotificationCertificate';

async function asking(t: Test, document?: string) {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  return async (url: string, headers: Record<string, string> = {}) => {
    const answer = await standin.inject({ url, headers: { authorization: 'Bearer x', ...headers } });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  };
}

test('GET-OK-12 $select, with its sign or without, leaves the chosen members and the control information', async (t) => {
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

test('QRY-400-01 a member that the type does not have is refused in the words of the service', async (t) => {
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

test('GET-OK-13 GET-OK-14 none leaves no control information, full tells the type', async (t) => {
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

test('CSR-02 a function is asked by its name or its whole name, with its parentheses or without', async (t) => {
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

test('$filter lists what it describes, and is refused where it says nothing that can be', async (t) => {
  const ask = await asking(t, people);
  const names = async (filter: string) => {
    const { body } = await ask(`/v1/people?$filter=${encodeURIComponent(filter)}`);
    return body.error ? body.error.message : body.value.map(({ name }: { readonly name: string }) => name).join();
  };
  for (const [filter, found] of [
    ["name eq 'Ada'", 'Ada'],
    ["name ne 'Ada' and id lt '3'", 'Bob'],
    ["not (name eq 'Ada') or id eq '1'", 'Ada,Bob,Cleo'],
    ["name eq 'Ada' or name eq 'Bob' and id eq '9'", 'Ada'],
    ["address/city in ('Rome','Oslo')", 'Bob,Cleo'],
    ["contains(tolower(name), 'o') and length(name) gt 3", 'Cleo'],
    ["startswith(name,'A') eq true", 'Ada'],
    ['address/street eq null', 'Ada,Bob,Cleo'],
    ["name eq 'O''Neil'", ''],
  ] as const)
    t.equal(await names(filter), found, filter);
  for (const [filter, why] of [
    ['age eq 5', /^Invalid filter clause: Could not find a property named 'age' on type 'directory\.person'\.$/],
    ['name eq', /at the end/],
    ["name eq 'Ada", /Syntax error at position 8/],
    ["name = 'Ada'", /Syntax error at position 5/],
    ["reverse(name) eq 'a'", /unknown function with name 'reverse'/],
    ['contains(name)', /takes 2 values/],
    ["name eq 'a' name", /the end expected at position 12/],
    [`${'('.repeat(200)}name`, /no more than 100 brackets/],
  ] as const)
    t.match(await names(filter), why, filter.slice(0, 30));
  const { body } = await ask(`/v1/people?$filter=${encodeURIComponent("id gt '1'")}&$top=1&$select=id`);
  t.match(body, { '@odata.nextLink': /filter=/, value: [{ id: '2' }] });
});

test('a filter knows dates, GUIDs, numbers, enumerations and lists inside an item', (t) => {
  const item = {
    made: '2024-03-01T10:00:00.000Z',
    guid: '5f97b93c-fb03-427e-bb16-5b7c821b18f6',
    size: 5,
    kind: 'large',
    tags: ['a', 'b'],
    parts: [{ weight: 1 }, { weight: 7 }],
  };
  const holds = (text: string) => filterOf(text, () => true)(item);
  for (const text of [
    'made ge 2024-01-01T00:00:00Z',
    'made eq 2024-03-01T11:00:00+01:00',
    'made lt 2024-03-02',
    'year(made) eq 2024 and month(made) eq 3',
    'guid eq 5f97b93c-fb03-427e-bb16-5b7c821b18f6',
    'size gt -1.5 and size le 5',
    "kind eq some.kind'large'",
    "tags/any(t: t eq 'b')",
    'parts/any(p: p/weight gt 5) and not parts/all(p: p/weight gt 5)',
    'parts/$count eq 2 and tags/any()',
  ])
    t.ok(holds(text), text);
  for (const text of ['made gt 2024-03-01T10:00:00Z', "size gt '4'", 'missing gt 1', "tags/all(t: t eq 'b')"])
    t.notOk(holds(text), text);
  t.end();
});

async function batching(t: Test, document?: string) {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  const send = async (url: string, requests: unknown, headers: Record<string, string> = {}) => {
    const all = { authorization: 'Bearer x', 'content-type': 'application/json', ...headers };
    const payload = typeof requests === 'string' ? requests : JSON.stringify({ requests });
    const answer = await standin.inject({ method: 'POST', url, headers: all, payload });
    return { status: answer.statusCode, body: answer.json() };
  };
  return { standin, send };
}

const RESOURCE = '/deviceManagement/applePushNotificationCertificate';

test('BAT-01 a batch answers each of its requests as if it had come alone', async (t) => {
  const { standin, send } = await batching(t);
  const json = { 'Content-Type': 'application/json' };
  const { status, body } = await send('/v1.0/$batch', [
    { id: 'read', method: 'GET', url: `${RESOURCE}?$select=id` },
    {
      id: 'write',
      method: 'PATCH',
      url: RESOURCE,
      headers: { ...json, 'Content-Length': '9' },
      body: { appleIdentifier: 'batch@example.com' },
    },
    { id: 'after', method: 'GET', url: `https://graph.microsoft.com/v1.0${RESOURCE}`, dependsOn: ['write'] },
    { id: 'wrong', method: 'PATCH', url: RESOURCE.slice(1), headers: json, body: { appleIdentifier: 5 } },
    { id: 'nobody', method: 'GET', url: '/nothing' },
  ]);
  t.equal(status, 200);
  t.match(body.responses, [
    { id: 'read', status: 200, headers: { 'content-type': /json/ } },
    { id: 'write', status: 200 },
    { id: 'after', status: 200 },
    { id: 'wrong', status: 400, body: { error: { code: 'BadRequest' } } },
    { id: 'nobody', status: 404 },
  ]);
  t.match(JSON.stringify(body.responses[2].body), /batch@example\.com/);
  t.equal((await standin.control.world().exchanges()).length, 5, 'each is remembered, the batch is not');
});

test('BAT-02 what depends on a failure is answered by 424', async (t) => {
  const { send } = await batching(t);
  const { body } = await send('/beta/$batch', [
    { id: '1', method: 'GET', url: '/nothing' },
    { id: '2', method: 'GET', url: RESOURCE, dependsOn: ['1'] },
    { id: '3', method: 'GET', url: RESOURCE, dependsOn: ['2'] },
    { id: '4', method: 'GET', url: RESOURCE },
  ]);
  const statuses = body.responses.map(({ status }: { readonly status: number }) => status);
  t.same(statuses, [404, 424, 424, 200]);
});

test('BAT-03 a batch that is none is refused as a whole, and nothing of it is done', async (t) => {
  const { standin, send } = await batching(t);
  const get = { method: 'GET', url: RESOURCE };
  for (const [requests, why] of [
    [
      [
        { id: '1', ...get },
        { id: '1', ...get },
      ],
      /once more/,
    ],
    [[...Array(21).keys()].map((id) => ({ id: String(id), ...get })), /no more than 20/],
    [[{ id: '1', ...get, dependsOn: ['2'] }], /requests before it/],
    [[{ ...get }], /\/requests\/0\/id/],
    [[{ id: '1', ...get, url: '/$batch', method: 'POST' }], /must not be a batch/],
    [[{ id: '1', ...get, method: 'CONNECT' }], /method/],
    ['{"requests":', /JSON/],
    ['{}', /list of requests/],
  ] as const)
    t.match(await send('/v1.0/$batch', requests), { status: 400, body: { error: { message: why } } }, String(why));
  t.equal((await standin.control.world().exchanges()).filter(({ operation }) => operation).length, 0);
});

test('a batch stays in its world, and every document that speaks OData takes one', async (t) => {
  const { send } = await batching(t, people);
  const ask = [{ id: '1', method: 'GET', url: '/people/2?$select=name' }];
  t.match(await send('/~alice/v1/$batch', ask), {
    body: { responses: [{ status: 200, headers: { 'standin-world': 'alice' }, body: { name: 'Bob' } }] },
  });
  t.match(await send('/v1/%24batch', ask, { 'standin-world': 'bob' }), {
    body: { responses: [{ headers: { 'standin-world': 'bob' } }] },
  });
});
