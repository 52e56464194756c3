// The additional routes of an OData service: $batch and $metadata. With the built-in document, with a user's document, and with
// a real one if STANDIN_CORPUS names the folder.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { createStandin } from '../../src/index.ts';
import { elementsOf, readXml } from '../fixtures/xml.ts';

const people = fileURLToPath(new URL('../fixtures/documents/people.yaml', import.meta.url));
const library = fileURLToPath(new URL('../fixtures/documents/library.yaml', import.meta.url));

async function openBatchClient(t: Test, document?: string) {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  const send = async (url: string, requests: unknown, headers: Record<string, string> = {}) => {
    const all = { authorization: 'Bearer x', 'content-type': 'application/json', ...headers };
    const payload = typeof requests === 'string' ? requests : JSON.stringify({ requests });
    const response = await standin.inject({ method: 'POST', url, headers: all, payload });
    return { status: response.statusCode, body: response.json() };
  };
  return { standin, send };
}

const RESOURCE = '/deviceManagement/applePushNotificationCertificate';

test('BAT-01: a batch returns the response of each request as if it was sent alone', async (t) => {
  const { standin, send } = await openBatchClient(t);
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
  t.equal((await standin.control.world().exchanges()).length, 5, 'each is in the journal, the batch is not');
});

test('an error on demand or a fault at a batch breaks the batch as a whole', async (t) => {
  const { standin, send } = await openBatchClient(t);
  const requests = [{ id: 'read', method: 'GET', url: RESOURCE }];
  t.match(await send('/v1.0/$batch?__code=429', requests), {
    status: 429,
    body: { error: { code: 'TooManyRequests' } },
  });
  t.match(await send('/v1.0/$batch', requests, { prefer: 'code=503' }), { status: 503 });
  t.match(await send('/v1.0/$batch', requests, { 'standin-fault': 'status=500' }), { status: 500 });
  t.same(await send('/v1.0/$batch', requests, { 'standin-fault': 'invalid-response' }), { status: 200, body: {} });
  await t.rejects(send('/v1.0/$batch', requests, { 'standin-fault': 'truncate' }));
  t.match(await send('/v1.0/$batch?__code=9', requests), { status: 400 });
  t.equal((await standin.inject('/v1.0/$metadata?__code=500')).statusCode, 500);
  t.match(await send('/v1.0/$batch?__code=200', [{ ...requests[0], url: `${RESOURCE}?__code=429` }]), {
    status: 200,
    body: { responses: [{ id: 'read', status: 429 }] },
  });
});

test('BAT-02: a request that depends on a failed one gets 424', async (t) => {
  const { send } = await openBatchClient(t);
  const { body } = await send('/beta/$batch', [
    { id: '1', method: 'GET', url: '/nothing' },
    { id: '2', method: 'GET', url: RESOURCE, dependsOn: ['1'] },
    { id: '3', method: 'GET', url: RESOURCE, dependsOn: ['2'] },
    { id: '4', method: 'GET', url: RESOURCE },
  ]);
  const statuses = body.responses.map(({ status }: { readonly status: number }) => status);
  t.same(statuses, [404, 424, 424, 200]);
});

test('BAT-03: an invalid batch is refused completely, and none of its requests runs', async (t) => {
  const { standin, send } = await openBatchClient(t);
  const get = { method: 'GET', url: RESOURCE };
  for (const [requests, why] of [
    [
      [
        { id: '1', ...get },
        { id: '1', ...get },
      ],
      /must be unique, but two requests have the id/,
    ],
    [[...Array(21).keys()].map((id) => ({ id: String(id), ...get })), /at most 20/],
    [[{ id: '1', ...get, dependsOn: ['2'] }], /requests before it/],
    [[{ ...get }], /'requests\[0\]\.id'/],
    [[{ id: '1', ...get, url: '/$batch', method: 'POST' }], /must not be a batch/],
    [[{ id: '1', ...get, method: 'CONNECT' }], /method/],
    [
      [{ id: '1', ...get, headers: { 'client-request-id': 'a\r\nx: y' } }],
      /headers' must not contain "client-request-id"/,
    ],
    [[{ id: '1', ...get, headers: { 'client-request-id': 'Ā' } }], /is not valid in a header/],
    [
      [{ id: '1', ...get, headers: { 'a b': 'c' } }],
      /headers' must not contain "a b": its name or its value is not valid in a header/,
    ],
    [[{ id: '1', ...get, headers: { a: 'b'.repeat(20_000) } }], /headers' must have at most 16384 characters/],
    [[{ id: '1', ...get, headers: { a: 1 } }], /headers' must be an object with string values/],
    ['{"requests":', /JSON/],
    ['{}', /list of requests/],
  ] as const)
    t.match(await send('/v1.0/$batch', requests), { status: 400, body: { error: { message: why } } }, String(why));
  t.equal((await standin.control.world().exchanges()).filter(({ operation }) => operation).length, 0);
});

test('BAT-04: a batch with a write request without Content-Type is refused, and none of its requests runs', async (t) => {
  const { standin, send } = await openBatchClient(t);
  const body = { appleIdentifier: 'batch@example.com' };
  const read = { id: 'a', method: 'GET', url: RESOURCE };
  for (const write of [
    { id: 'b', method: 'PATCH', url: RESOURCE, body },
    { id: 'b', method: 'PATCH', url: RESOURCE, headers: { accept: 'application/json' }, body },
    { id: 'b', method: 'POST', url: `/beta${RESOURCE}/generateApplePushNotificationCertificateSigningRequest` },
  ]) {
    for (const profile of ['documented', 'observed']) {
      await standin.control.world().changeSettings({ profile });
      const refused = await send('/v1.0/$batch', [read, write]);
      t.match(refused, { status: 400, body: { error: { code: 'BadRequest' } } }, profile);
      t.equal(refused.body.error.message, "Write request with id 'b' does not contain a Content-Type header.");
      t.ok(
        Object.keys(refused.body.error).some((name) => /^innererror$/i.test(name)),
        'with the ids of the request',
      );
    }
  }
  t.equal((await standin.control.world().exchanges()).filter(({ operation }) => operation).length, 0);
  const removed = await send('/v1.0/$batch', [{ id: 'c', method: 'DELETE', url: RESOURCE }]);
  t.match(removed, { status: 200, body: { responses: [{ id: 'c', status: 400 }] } }, 'DELETE needs none');
  const other = await openBatchClient(t, people);
  const untyped = await other.send('/v1/$batch', [{ id: 'd', method: 'POST', url: '/people', body: { name: 'x' } }]);
  t.equal(untyped.status, 200, 'other services take JSON for granted');
});

test('a batch stays in its world, and every OData document accepts batches', async (t) => {
  const { send } = await openBatchClient(t, people);
  const ask = [{ id: '1', method: 'GET', url: '/people/2?$select=name' }];
  t.match(await send('/~alice/v1/$batch', ask), {
    body: { responses: [{ status: 200, headers: { 'standin-world': 'alice' }, body: { name: 'Bob' } }] },
  });
  t.match(await send('/v1/%24batch', ask, { 'standin-world': 'bob' }), {
    body: { responses: [{ headers: { 'standin-world': 'bob' } }] },
  });
});

test('a request in a batch can have any URL of the same service, and no other', async (t) => {
  const { standin, send } = await openBatchClient(t, people);
  const get = (url: string) => [{ id: '1', method: 'GET', url }];
  for (const url of [
    'people/2',
    '/people/2',
    '/v1/people/2',
    '/~alice/v1/people/2',
    'https://directory.example/v1/people/2?$select=name',
    'http://localhost:80/~alice/v1/people/2',
  ]) {
    const { body } = await send('/~alice/v1/$batch', get(url));
    t.match(body.responses, [{ status: 200, headers: { 'standin-world': 'alice' }, body: { name: 'Bob' } }], url);
  }
  for (const [url, why] of [
    ['/~bob/v1/people/2', /must be in the same world/],
    ['http://localhost/~bob/v1/people/2', /must be in the same world/],
    ['/../~bob/v1/people/2', /must be in the same world/],
    ['http://localhost/~default/~bob/v1/people/2', /must be in the same world/],
    ['http://localhost/v1/%24batch', /must not be a batch/],
    ['/v1/$batch?x=1', /must not be a batch/],
    ['/v1/$%62atch', /must not be a batch/],
    ['/v1/%24%62%61%74%63%68?x', /must not be a batch/],
    [`/people?$filter=${'a'.repeat(20_000)}`, /must have at most 16384 characters/],
  ] as const) {
    t.match(await send('/v1/$batch', get(url)), { status: 400, body: { error: { message: why } } }, url);
  }
  t.match(await send('/v1/%24batch', get('/people')), { status: 200 }, 'some clients escape the dollar sign');
  t.match(
    await send('/v1/%2524batch', get('/people')),
    { status: 404 },
    'a percent sign that is escaped is another path',
  );
  const headers = { 'Standin-World': 'bob', Host: 'bob.localhost' };
  const { body } = await send('/v1/$batch', [{ ...get('/people')[0], headers }]);
  t.notOk('standin-world' in body.responses[0].headers, 'a header cannot select another world either');
  const worlds = (await standin.control.worlds()).map(({ name }) => name);
  t.notOk(worlds.includes('bob'), 'so that no world is created');
});

test('a next link from a batch works in the next batch', async (t) => {
  const { send } = await openBatchClient(t, people);
  const first = await send('/~alice/v1/$batch', [{ id: '1', method: 'GET', url: '/people?$top=2' }]);
  const url = first.body.responses[0].body['@odata.nextLink'];
  t.match(url, /^http:\/\/[^/]+\/~alice\/v1\/people\?/);
  const second = await send('/~alice/v1/$batch', [{ id: '1', method: 'GET', url }]);
  t.match(second.body.responses[0].body.value, [{ name: 'Cleo' }]);
});

test('a fault drops one request of a batch, and the others get their responses', async (t) => {
  const { standin, send } = await openBatchClient(t, people);
  const world = standin.control.world();
  for (const kind of ['reset', 'empty'] as const) {
    await world.fault({ when: { path: '/v1/people/2' }, fault: { kind } });
    const { status, body } = await send('/v1/$batch', [
      { id: '1', method: 'GET', url: '/people/1' },
      { id: '2', method: 'GET', url: '/people/2' },
    ]);
    t.equal(status, 200);
    const [first, second] = body.responses;
    t.match(first, { id: '1', status: 200 }, kind);
    t.match(second, { id: '2', status: 500, headers: { 'content-type': 'application/json' } }, kind);
    const error = { code: 'InternalServerError', message: 'A fault dropped the connection of the request "2".' };
    t.match(second.body.error, error, kind);
    await world.reset();
  }
});

test('a request in a batch cannot reach the control API, and each has its own headers', async (t) => {
  const { send } = await openBatchClient(t, library);
  const { body } = await send('/v4/$batch', [
    { id: 'control', method: 'POST', url: 'http://localhost/_standin/worlds/default/reset' },
    { id: 'page', method: 'GET', url: 'http://localhost/_standin/docs/' },
    { id: 'up', method: 'GET', url: '/../_standin/worlds' },
    { id: 'metadata', method: 'GET', url: '/$metadata' },
    { id: 'json', method: 'GET', url: '/$metadata', headers: { Accept: 'application/json' } },
    { id: 'two', method: 'GET', url: '/books', headers: { Prefer: 'odata.maxpagesize=2' } },
    { id: 'all', method: 'GET', url: '/books' },
    { id: 'text', method: 'POST', url: '/books', headers: { 'Content-Type': 'text/plain' }, body: 'Emma' },
    {
      id: 'twice',
      method: 'POST',
      url: '/books',
      headers: { 'Content-Type': 'application/json' },
      body: '{"title":1}',
    },
    { id: 'null', method: 'GET', url: '/books/a', body: null },
  ]);
  const responses = new Map<string, { readonly status: number; readonly headers: object; readonly body: never }>(
    body.responses.map((response: { readonly id: string }) => [response.id, response]),
  );
  const statuses = Object.fromEntries([...responses].map(([id, { status }]) => [id, status]));
  t.match(statuses, {
    control: 404,
    up: 404,
    metadata: 200,
    json: 406,
    two: 200,
    all: 200,
    text: 415,
    twice: 400,
    null: 200,
  });
  t.ok((statuses.page as number) < 500, 'the docs page does not fail');
  const metadata = Buffer.from(responses.get('metadata')?.body ?? '', 'base64url').toString();
  t.equal(readXml(metadata).name, 'edmx:Edmx', 'a body that is neither JSON nor text is base64url');
  t.match(responses.get('two'), {
    headers: { 'preference-applied': 'odata.maxpagesize=2' },
    body: { value: { length: 2 } },
  });
  t.match(responses.get('all')?.body, { value: { length: 5 } });
});

async function readMetadata(t: Test, url: string, document?: string) {
  const standin = await createStandin({ document });
  t.teardown(() => standin.close());
  const response = await standin.inject({ url });
  t.match([response.statusCode, response.headers['content-type']], [200, 'application/xml'], 'without credentials');
  t.equal(response.headers['odata-version'], '4.0');
  const root = readXml(response.body);
  const names = elementsOf(root, 'Schema').flatMap(({ attributes: { Namespace }, children }) =>
    children.map(({ attributes: { Name } }) => `${Namespace}.${Name}`),
  );
  const used = ['Property', 'NavigationProperty', 'Parameter', 'ReturnType', 'EntityType', 'EntitySet', 'Singleton']
    .flatMap((name) => elementsOf(root, name))
    .flatMap(({ attributes: { Type, BaseType, EntityType } }) => [Type, BaseType, EntityType])
    .flatMap((type) => (type === undefined ? [] : [type.replace(/^Collection\((.*)\)$/, '$1')]));
  t.same(
    used.filter((type) => !type.startsWith('Edm.') && !names.includes(type)),
    [],
    'every used type is declared',
  );
  const one = (kind: string, name: string) => {
    const found = elementsOf(root, kind).filter(({ attributes }) => attributes.Name === name);
    t.equal(found.length, 1, `${kind} ${name}`);
    return found[0] as (typeof found)[number];
  };
  const attributesOf = (kind: string, name: string, inner: string) =>
    one(kind, name)
      .children.filter((child) => child.name === inner)
      .map(({ attributes }) => attributes);
  return { standin, root, one, attributesOf };
}

test('$metadata of the built-in document is the same as that of the real service', async (t) => {
  const { standin, one, attributesOf } = await readMetadata(t, '/v1.0/$metadata');
  const type = 'applePushNotificationCertificate';
  const text = (Name: string) => ({ Name, Type: 'Edm.String' });
  t.same(attributesOf('EntityType', type, 'Property'), [
    { ...text('id'), Nullable: 'false' },
    text('appleIdentifier'),
    text('topicIdentifier'),
    { Name: 'lastModifiedDateTime', Type: 'Edm.DateTimeOffset', Nullable: 'false' },
    { Name: 'expirationDateTime', Type: 'Edm.DateTimeOffset', Nullable: 'false' },
    text('certificateUploadStatus'),
    text('certificateUploadFailureReason'),
    text('certificateSerialNumber'),
    text('certificate'),
  ]);
  t.same(
    elementsOf(one('EntityType', type), 'PropertyRef').map(({ attributes }) => attributes),
    [{ Name: 'id' }],
  );
  const computed = elementsOf(one('Property', 'certificateSerialNumber'), 'Annotation');
  t.match(computed[0]?.attributes, { Term: 'Org.OData.Core.V1.Computed', Bool: 'true' });
  t.same(attributesOf('EntityType', 'deviceManagement', 'NavigationProperty'), [
    { Name: type, Type: `microsoft.graph.${type}`, ContainsTarget: 'true' },
  ]);
  t.equal(one('Singleton', 'deviceManagement').attributes.Type, 'microsoft.graph.deviceManagement');
  const download = one('Function', 'downloadApplePushNotificationCertificateSigningRequest');
  t.equal(download.attributes.IsBound, 'true');
  t.match(
    download.children.map(({ name, attributes }) => [name, attributes.Type]),
    [
      ['Parameter', `microsoft.graph.${type}`],
      ['ReturnType', 'Edm.String'],
    ],
  );
  for (const url of ['/beta/$metadata', '/v1.0/%24metadata', '/~alice/v1.0/$metadata'])
    t.equal((await standin.inject({ url })).statusCode, 200, url);
  t.match(await standin.inject({ method: 'HEAD', url: '/v1.0/$metadata' }), { statusCode: 200, body: '' });
  const json = await standin.inject({ url: '/v1.0/$metadata', headers: { accept: 'application/json' } });
  t.match([json.statusCode, json.json().error.code], [406, 'NotAcceptable']);
  const posted = await standin.inject({ method: 'POST', url: '/v1.0/$metadata' });
  t.match([posted.statusCode, posted.headers.allow], [405, 'GET, HEAD, OPTIONS']);
});

test('$metadata of a user’s document is generated from its schemas and paths', async (t) => {
  const { one, attributesOf } = await readMetadata(t, '/v4/$metadata', library);
  t.same(attributesOf('EntityType', 'book', 'Property'), [
    { Name: 'title', Type: 'Edm.String', Nullable: 'false' },
    { Name: 'year', Type: 'Edm.Int16', Nullable: 'false' },
    { Name: 'kind', Type: 'library.kind' },
    { Name: 'author', Type: 'library.author', Nullable: 'false' },
    { Name: 'cover', Type: 'Edm.Binary' },
    { Name: 'tags', Type: 'Collection(Edm.String)', Nullable: 'false' },
  ]);
  t.equal(one('EntityType', 'book').attributes.BaseType, 'library.thing');
  t.same(attributesOf('EntityType', 'book', 'NavigationProperty'), [
    { Name: 'loans', Type: 'Collection(library.loan)', ContainsTarget: 'true' },
  ]);
  t.same(attributesOf('EntityType', 'book', 'Annotation'), [
    { Term: 'Org.OData.Core.V1.Description', String: 'A book is "read" & <lent>,\nthen returned.' },
  ]);
  t.equal(attributesOf('EntityType', 'thing', 'Key').length, 1, 'a key is declared in its base type');
  t.same(attributesOf('EnumType', 'kind', 'Member'), [
    { Name: 'novel', Value: '0' },
    { Name: 'essay', Value: '1' },
  ]);
  t.same(attributesOf('ComplexType', 'author', 'Property').at(-1), {
    Name: 'born',
    Type: 'Edm.Date',
    Nullable: 'false',
  });
  t.same(attributesOf('Function', 'newest', 'Parameter'), [
    { Name: 'bindingParameter', Type: 'Collection(library.book)', Nullable: 'false' },
    { Name: 'count', Type: 'Edm.Int32', Nullable: 'false' },
  ]);
  t.same(attributesOf('Action', 'lend', 'Parameter').slice(1), [
    { Name: 'reader', Type: 'Edm.String' },
    { Name: 'until', Type: 'Edm.Date' },
  ]);
  t.same(attributesOf('EntityContainer', 'Service', 'EntitySet'), [
    { Name: 'books', EntityType: 'library.book' },
    { Name: 'readers', EntityType: 'library.reader' },
  ]);
  t.same(attributesOf('EntityType', 'desk', 'Property'), [
    { Name: 'open', Type: 'Edm.Boolean', Nullable: 'false' },
    { Name: 'load', Type: 'Edm.Double', Nullable: 'false' },
  ]);
});

const corpus = process.env.STANDIN_CORPUS;
const options = corpus === undefined ? { skip: 'STANDIN_CORPUS names no folder of documents' } : {};

test('query options, batches and $metadata work for a real service without any code', options, async (t) => {
  const slice = join(String(corpus), 'huge/msgraph-v1.0-apisguru-devicemanagement.json');
  const { standin, one } = await readMetadata(t, '/v1.0/$metadata', slice);
  t.equal(one('EntityType', 'applePushNotificationCertificate').attributes.BaseType, 'microsoft.graph.entity');
  const devices = '/v1.0/deviceManagement/managedDevices';
  const ask = async (query: string) => (await standin.inject({ url: `${devices}?${query}` })).json();
  const all = (await ask('$select=id')).value.map(({ id }: { readonly id: string }) => id);
  t.ok(all.length > 2 && all.every(Boolean));
  const [first] = all;
  t.same((await ask(`$filter=id eq '${first}'&$select=id`)).value.length, 1);
  t.match(await ask('$top=1&$count=true'), { '@odata.count': all.length, '@odata.nextLink': /skiptoken/ });
  const ordered = (await ask('$orderby=id desc&$select=id')).value.map(({ id }: { readonly id: string }) => id);
  t.same(ordered, all.toSorted().reverse());
  t.match(await ask('$orderby=nope'), { error: { message: /named 'nope' on type 'microsoft.graph.managedDevice'/ } });
  const batch = { requests: [{ id: '1', method: 'GET', url: '/deviceManagement/managedDevices?$top=1&$select=id' }] };
  const response = await standin.inject({ method: 'POST', url: '/v1.0/$batch', payload: batch });
  t.match(response.json().responses, [{ status: 200, body: { value: [{ id: first }] } }]);
});
