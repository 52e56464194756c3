// Code for single operations: what it is given, what becomes of what it answers, and of what goes wrong in it.
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { test } from 'tap';
import type { operations } from '../../src/generated/document.js';
import {
  createStandin,
  type HandlerCall,
  type Handlers,
  HttpError,
  type InvalidResponse,
  type Json,
} from '../../src/index.ts';
import { NOW } from '../fixtures/service.ts';

const url = '/v1.0/deviceManagement/applePushNotificationCertificate';
const headers = { authorization: 'Bearer x' };
type Own = Handlers<operations>;

async function withHandlers(
  handlers: Own,
  answers?: 'send' | 'refuse',
  onInvalidResponse?: (broken: InvalidResponse) => void,
) {
  return createStandin({
    handlers,
    now: NOW,
    invalidResponses: answers,
    onInvalidResponse: onInvalidResponse,
  });
}

test('a handler answers, or changes what would have been answered without it', async (t) => {
  const standin = await withHandlers({
    async getApplePushNotificationCertificate({ next, clock }) {
      const answer = await next();
      return { ...answer, headers: { 'x-asked-at': clock.timestamp() } };
    },
    downloadApplePushNotificationCertificateSigningRequest: () => ({ status: 200, body: { value: 'mine' } }),
  });
  const got = await standin.inject({ url, headers });
  t.equal(got.json().appleIdentifier, 'Apple Identifier value');
  t.equal(got.headers['x-asked-at'], NOW.toISOString());
  const signing = await standin.inject({
    url: `${url}/downloadApplePushNotificationCertificateSigningRequest()`,
    headers,
  });
  t.same(signing.json(), { value: 'mine' });
});

test('a handler reads and changes its resource, and may refuse in the API’s own shape', async (t) => {
  const standin = await withHandlers({
    async updateApplePushNotificationCertificate({ body, mediaType, resource }) {
      const before = await resource?.read();
      if (body.appleIdentifier !== before?.appleIdentifier) {
        throw new HttpError({ code: 'STATE_INVALID', message: 'Renew with the same Apple ID.' });
      }
      const changed = await resource?.patch({ body, mediaType });
      return { status: 200, body: changed as NonNullable<typeof changed> };
    },
  });
  const patch = (payload: object) => standin.inject({ method: 'PATCH', url, headers, payload });
  const refused = await patch({ appleIdentifier: 'other' });
  t.equal(refused.statusCode, 400);
  t.match(refused.json(), { error: { code: 'BadRequest', message: 'Renew with the same Apple ID.' } });
  const taken = await patch({ appleIdentifier: 'Apple Identifier value', topicIdentifier: 'new' });
  t.match(taken.json(), { topicIdentifier: 'new', lastModifiedDateTime: NOW.toISOString() });
});

test('a handler that throws gives a clear error and harms nothing else', async (t) => {
  const standin = await withHandlers({
    getApplePushNotificationCertificate() {
      throw new Error('out of order');
    },
  });
  const response = await standin.inject({ url, headers });
  t.equal(response.statusCode, 500);
  t.match(response.json(), {
    error: { message: 'The handler of getApplePushNotificationCertificate failed: out of order.' },
  });
  t.notMatch(response.body, /\.ts/);
  t.equal((await standin.inject({ method: 'PATCH', url, headers, payload: {} })).statusCode, 200);
});

test('a response of a handler that cannot be sent is an error that names the reason', async (t) => {
  const path = `${url}/downloadApplePushNotificationCertificateSigningRequest()`;
  const circle: { list?: unknown } = {};
  circle.list = [circle];
  const unreadable = {
    get value() {
      throw new Error('not yet');
    },
  };
  const valid = { value: 'x' };
  for (const [answer, message] of [
    [undefined, 'its response has no status'],
    [{ status: null }, 'its response has no status'],
    [{ status: 'fine' }, 'its status must be an integer from 200 to 599, not "fine"'],
    [{ status: 101 }, 'its status must be an integer from 200 to 599, not 101'],
    [{ status: 1e9 }, 'its status must be an integer from 200 to 599, not 1000000000'],
    [{ status: Number.NaN }, 'its status must be an integer from 200 to 599, not NaN'],
    [{ status: 1n }, 'its status must be an integer from 200 to 599, not 1'],
    [{ status: 200, body: circle }, 'JSON cannot represent its body, because /list/0 is a circular reference'],
    [{ status: 200, body: { ...valid, '@odata.x': 1n } }, 'because /@odata.x is a BigInt'],
    [{ status: 200, body: { ...valid, '@odata.x': [0, Number.POSITIVE_INFINITY] } }, 'because /@odata.x/1 is Infinity'],
    [{ status: 200, body: { ...valid, '@odata.x': Number.NaN } }, 'because /@odata.x is NaN'],
    [{ status: 200, body: () => valid }, 'because it is a function'],
    [{ status: 200, body: unreadable }, 'because /value is unreadable: not yet'],
    [{ status: 200, body: valid, headers: { 'Content-Length': '3' } }, 'its headers must not contain "Content-Length"'],
    [{ status: 200, body: valid, headers: { 'transfer-encoding': 'x' } }, 'must not contain "transfer-encoding"'],
    [{ status: 200, body: valid, headers: { 'bad name': 'x' } }, 'must not contain "bad name"'],
    [{ status: 200, body: valid, headers: { 'x-split': 'a\r\nb: c' } }, 'must not contain "x-split"'],
    [{ status: 200, body: valid, headers: { 'x-many': ['a', {}] } }, 'must not contain "x-many"'],
  ] as const) {
    const handlers = { downloadApplePushNotificationCertificateSigningRequest: () => answer };
    const standin = await withHandlers(handlers as never as Own, 'send');
    const response = await standin.inject({ url: path, headers });
    t.equal(response.statusCode, 500, message);
    t.match(response.json().error.message, 'SigningRequest failed: ');
    t.match(response.json().error.message, message);
    t.match(await standin.control.violations(), [{ direction: 'response', rule: 'handler' }]);
  }
});

test('the body of a handler is read once, as JSON prints it', async (t) => {
  let reads = 0;
  const once = {
    get value() {
      reads += 1;
      if (reads > 1) throw new Error('read again');
      return 'x';
    },
  };
  const printed = { toJSON: () => ({ value: 'y' }) };
  const date = { value: new Date('2026-01-02T03:04:05Z'), '@odata.context': undefined };
  for (const [body, value] of [
    [once, 'x'],
    [printed, 'y'],
    [date, '2026-01-02T03:04:05.000Z'],
    [{ value: new String('z') }, 'z'],
  ] as const) {
    const handlers = { downloadApplePushNotificationCertificateSigningRequest: () => ({ status: 200, body }) };
    const standin = await withHandlers(handlers as never as Own);
    const path = `${url}/downloadApplePushNotificationCertificateSigningRequest()`;
    const response = await standin.inject({ url: path, headers });
    t.equal(response.statusCode, 200, value);
    t.equal(response.json().value, value);
    t.same(await standin.control.violations(), []);
  }
});

test('a header with several values is sent once for each', async (t) => {
  const standin = await withHandlers({
    async getApplePushNotificationCertificate({ next }) {
      return { ...(await next()), headers: { 'set-cookie': ['a=1', 'b=2'], 'x-one': 'one' } };
    },
  });
  t.teardown(() => standin.close());
  const response = await fetch(`${await standin.listen({ port: 0 })}${url}`, { headers });
  t.equal(response.status, 200);
  t.same(response.headers.getSetCookie(), ['a=1', 'b=2']);
  t.equal(response.headers.get('x-one'), 'one');
});

test('a handler can throw any value', async (t) => {
  const nothing: unknown = Object.create(null);
  for (const [thrown, message] of [
    [nothing, 'failed: it threw a value without a text'],
    [undefined, 'failed: undefined'],
    ['late', 'failed: late'],
    [Object.defineProperty(new Error(), 'message', { value: nothing }), 'failed: it threw a value without a text'],
  ] as const) {
    const standin = await withHandlers({
      getApplePushNotificationCertificate() {
        throw thrown;
      },
    });
    const response = await standin.inject({ url, headers });
    t.equal(response.statusCode, 500);
    t.match(response.json().error.message, message);
  }
});

test('callbacks of a user that throw break no request, and their errors are printed once', async (t) => {
  const printed = t.capture(console, 'error');
  const throws = (name: string) => () => {
    throw new Error(`no ${name}`);
  };
  const standin = await createStandin({
    handlers: { getApplePushNotificationCertificate: () => ({ status: 200, body: { certificate: 7 } }) },
    invalidResponses: 'send',
    onInvalidResponse: throws('response'),
    onWorld: () => Promise.reject(new Error('no world')),
  });
  t.teardown(() => standin.close());
  for (const world of ['one', 'two']) {
    const response = await standin.inject({ url: `/~${world}${url}`, headers });
    t.equal(response.statusCode, 200);
    t.same(response.json(), { certificate: 7 });
  }
  const texts = printed().map(({ args }) => String(args[0]));
  t.equal(texts.length, 2);
  t.match(texts.toSorted()[0], /^onInvalidResponse failed: no response\n {4}at .*handlers\.(?:ts|mjs)/);
  t.match(texts.toSorted()[1], /^onWorld failed: no world\n {4}at /);
});

test('an error whose declared shape has no end is sent as problem details', async (t) => {
  const schema = { $ref: '#/components/schemas/Endless' };
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: {
      '/a': {
        get: {
          responses: {
            200: { description: 'ok' },
            default: { description: 'no', content: { 'application/json': { schema } } },
          },
        },
      },
    },
    components: { schemas: { Endless: { allOf: [schema] } } },
  };
  const standin = await createStandin({ document });
  const response = await standin.inject({ method: 'DELETE', url: '/a' });
  t.equal(response.statusCode, 405);
  t.match(response.json(), { code: 'METHOD_NOT_ALLOWED' });
});

test('a response that violates the contract is replaced by an error, or sent and reported', async (t) => {
  const wrong: readonly (readonly [object, string])[] = [
    [{ status: 200, body: { value: 5 } }, 'must be of type string'],
    [{ status: 200, body: { value: 'x', more: true } }, 'is not declared'],
    [{ status: 200 }, 'response has no body, but the document declares one'],
  ];
  for (const [answer, complaint] of wrong) {
    for (const policy of ['refuse', 'send'] as const) {
      const reported: InvalidResponse[] = [];
      const handlers = { downloadApplePushNotificationCertificateSigningRequest: () => answer };
      const standin = await withHandlers(handlers as never as Own, policy, (broken) => reported.push(broken));
      const response = await standin.inject({
        url: `${url}/downloadApplePushNotificationCertificateSigningRequest()`,
        headers,
      });
      t.equal(response.statusCode, policy === 'send' ? 200 : 500, complaint);
      t.equal(response.headers['standin-violations'], policy === 'send' ? '1' : undefined);
      if (policy === 'refuse') t.match(response.json().error.message, complaint);
      t.match(reported, [
        { operation: 'downloadApplePushNotificationCertificateSigningRequest', violations: [{ message: complaint }] },
      ]);
    }
  }
});

test('a status or a body that is not declared is a broken answer too', async (t) => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'T', version: '1' },
    paths: { '/a': { get: { operationId: 'a', responses: { 204: { description: 'none' } } } } },
  };
  for (const [answer, complaint] of [
    [{ status: 204, body: 'x' }, 'The response has a body, but the document declares none'],
    [{ status: 299 }, 'The response has the status 299, which the document does not declare'],
  ] as const) {
    const standin = await createStandin({ document, handlers: { a: () => answer } });
    const response = await standin.inject('/a');
    t.equal(response.statusCode, 500);
    t.match(response.json().detail, complaint);
  }
});

test('a key that names no operation is a setup error', async (t) => {
  const empty = { openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {} };
  await t.rejects(createStandin({ document: empty, handlers: { a: () => ({ status: 200 }) } }), {
    code: 'HANDLER_UNKNOWN',
    advice: 'Remove it; the document has no operations',
  });
  const handlers = { getApplePushNotificationCertificat: () => ({ status: 200 }) };
  await t.rejects(createStandin({ handlers }), {
    code: 'HANDLER_UNKNOWN',
    message:
      /the handler "getApplePushNotificationCertificat" [\s\S]*Did you mean "getApplePushNotificationCertificate"\?/,
  });
});

test('a handler reads and changes other resources of its world, and an unknown one fails', async (t) => {
  let ask: (call: HandlerCall) => Promise<unknown> = async () => undefined;
  const standin = await createStandin({
    document: CLINIC,
    handlers: { readPet: async (call) => ({ status: 200, body: (await ask(call)) as Json }) },
    invalidResponses: 'send',
  });
  const read = async (path = '/api/pets/3e826f0e-8e59-41e2-ab41-8a97cbaf5273') =>
    (await standin.inject({ url: path })).json();
  const owners = await read('/api/owners');
  ask = ({ resources }) => resources('/owners').item(1).read();
  t.match(await read(), { id: 1, name: owners[0].name });
  ask = async ({ resources }) =>
    (await resources('/owners/{}/preferences', 1).replace({ theme: 'dark' })).representation;
  t.match(await read(), { theme: 'dark' });
  t.match(await read('/api/owners/1/preferences'), { theme: 'dark' });
  t.notMatch(await read('/~other/api/owners/1/preferences'), { theme: 'dark' }, 'other worlds stay as they are');
  ask = async ({ resources }) => resources('/owner').list();
  t.match(await read(), { message: /The document has no resource at \/owner\. It has \/owners, / });
  ask = async ({ resources }) => resources('/owners/{}/preferences').read();
  t.match(await read(), { message: /\/owners\/\{\}\/preferences has 1 parameter\. Keys given: 0\./ });
  ask = ({ resources }) => resources('/owners').item(99).read();
  t.match(await read(), { message: /There is no owner 99/ });
});

const CLINIC = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

/** Serves the clinic; the handler of reading a pet runs the given code. */
async function clinicThat(run: (call: HandlerCall) => Promise<unknown>) {
  const standin = await createStandin({
    document: CLINIC,
    handlers: { readPet: async (call) => ({ status: 200, body: ((await run(call)) ?? null) as Json }) },
    invalidResponses: 'send',
  });
  const get = async (path: string) => (await standin.inject({ url: path })).json();
  return { standin, get, run: () => get('/api/pets/3e826f0e-8e59-41e2-ab41-8a97cbaf5273') };
}

test('a handler sets properties of an item by its key, of the item, and of a single resource', async (t) => {
  let step = 0;
  const { get, run } = await clinicThat(async ({ resources }) => {
    step += 1;
    if (step === 1) return resources('/owners').change(1, { name: 'by key' });
    if (step === 2) return resources('/owners/{ownerId}', 1).change({ name: 'by path' });
    if (step === 3) return resources('/owners/{}/preferences', 1).change({ theme: 'dark' });
    if (step === 4) return resources('/owners').change(99, { name: 'nobody' });
    return resources('/owners').change(1, { name: 7 });
  });
  const { name: _before, ...rest } = await get('/api/owners/1');
  t.match(await run(), { ...rest, name: 'by key' });
  t.match(await run(), { ...rest, name: 'by path' });
  t.match(await get('/api/owners/1'), { ...rest, name: 'by path' });
  t.match(await run(), { theme: 'dark' });
  t.match(await get('/api/owners/1/preferences'), { theme: 'dark' });
  t.match(await run(), { message: /There is no owner 99/ });
  t.match(await run(), { message: /name/ });
  t.match(await get('/api/owners/1'), { name: 'by path' });
});

test('a transaction applies the changes of several resources, or none', async (t) => {
  let fail = true;
  const { standin, get, run } = await clinicThat(({ transaction }) =>
    transaction(async ({ resources, privateState }) => {
      await resources('/owners').change(1, { name: 'changed' });
      await resources('/owners/{}/preferences', 1).change({ theme: 'dark' });
      const { key } = await resources('/owners').create({ name: 'created' });
      await privateState.set('last', key);
      t.match(await resources('/owners').item(key).read(), { name: 'created' }, 'it sees its own changes');
      const seen = (await standin.inject('/api/owners')).json();
      t.notMatch(seen, [{ name: 'changed' }], 'nobody else sees them');
      if (fail) throw new HttpError({ code: 'STATE_INVALID', message: 'Not now.' });
      return { key: await privateState.read('last') };
    }),
  );
  const before = [await get('/api/owners'), await get('/api/owners/1/preferences')];
  t.match(await run(), { message: 'Not now.' });
  t.same([await get('/api/owners'), await get('/api/owners/1/preferences')], before, 'nothing is changed');
  fail = false;
  const { key } = await run();
  t.match(await get('/api/owners/1'), { name: 'changed' });
  t.match(await get(`/api/owners/${key}`), { id: Number(key), name: 'created' });
  t.match(await get('/api/owners/1/preferences'), { theme: 'dark' });
});

test('a transaction runs again if another request has changed the same item', async (t) => {
  let runs = 0;
  const { standin, get, run } = await clinicThat(({ transaction }) =>
    transaction(async ({ resources }) => {
      runs += 1;
      const { name } = await resources('/owners').item(1).read();
      if (runs === 1) {
        await standin.inject({ method: 'PATCH', url: '/api/owners/1', payload: { name: 'first' } });
      }
      await resources('/owners').change(1, { name: `${name} and second` });
      return { name };
    }),
  );
  t.same(await run(), { name: 'first' });
  t.match(await get('/api/owners/1'), { name: 'first and second' });
  t.equal(runs, 2);
});

test('a handler runs once for each idempotency key, also if requests come at the same time', async (t) => {
  let runs = 0;
  const standin = await createStandin({
    document: CLINIC,
    handlers: {
      addOwner: async ({ next }: HandlerCall) => {
        runs += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
        return next();
      },
    },
  });
  const add = (key: number) =>
    standin.inject({
      method: 'POST',
      url: '/api/owners',
      payload: { name: `owner ${key}` },
      headers: { 'idempotency-key': `${key}` },
    });
  const responses = await Promise.all(Array.from({ length: 8 }, (_, n) => add(n)));
  t.ok(responses.every(({ statusCode }) => statusCode === 201));
  t.equal(new Set(responses.map((response) => response.json().id)).size, 8);
  t.equal(runs, 8);
});

test('a handler that changes the response of next changes only its own', async (t) => {
  const standin = await createStandin({
    document: 'test/fixtures/documents/clinic.yaml',
    handlers: {
      async readOwner({ next, headers }) {
        const response = await next();
        if (headers['x-change'] === undefined) return response;
        const changed = response as { status: number; headers: Record<string, string>; body: object };
        changed.body = { ...changed.body, name: 'changed' };
        changed.headers['x-own'] = '1';
        return response;
      },
    },
  });
  t.teardown(() => standin.close());
  const read = (headers: Record<string, string> = {}) => standin.inject({ url: '/api/owners/1', headers });
  const before = await read();
  const changed = await read({ 'x-change': '1' });
  t.match(changed.json(), { name: 'changed' });
  t.not(changed.headers.etag, before.headers.etag, 'another representation has another tag');
  const tag = String(before.headers.etag);
  t.equal((await read({ 'x-change': '1', 'if-none-match': tag })).statusCode, 200);
  const after = await read();
  t.same(after.json(), before.json());
  t.equal(after.headers['x-own'], undefined);
  t.equal((await read({ 'if-none-match': tag })).statusCode, 304);
});

test('a handler can return any thenable', async (t) => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'A', version: '1' },
    paths: { '/a': { get: { operationId: 'readA', responses: { 200: { description: 'ok' } } } } },
  };
  // A promise of another realm is no instance of this realm's Promise.
  const readA = () => runInNewContext('Promise.resolve({ status: 200 })') as never;
  const standin = await createStandin({ document, handlers: { readA } });
  t.teardown(() => standin.close());
  t.equal((await standin.inject('/a')).statusCode, 200);
});
