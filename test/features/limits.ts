// Every limit of the server: what a client sees if it is exceeded, and that an option changes it.
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { type Test, test } from 'tap';
import {
  createStandin,
  type JsonObject,
  type SentRequest,
  type Standin,
  type StandinOptions,
} from '../../src/index.ts';
import { LIMITS, type LimitName } from '../../src/limits.ts';

const json = (schema: JsonObject) => ({ 'application/json': { schema } });
const ITEM: JsonObject = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer', readOnly: true }, value: {} },
};
const LINE: JsonObject = { type: 'object', required: ['id'], properties: { id: { type: 'string', readOnly: true } } };
const ORDER: JsonObject = {
  type: 'object',
  properties: { id: { type: 'integer', readOnly: true }, lines: { type: 'array', items: LINE } },
};
const item = { description: 'The item.', content: json(ITEM) };

const document: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Limits', version: '1' },
  paths: {
    '/items': {
      get: { responses: { 200: { description: 'All.', content: json({ type: 'array', items: ITEM }) } } },
      post: { requestBody: { content: json(ITEM) }, responses: { 201: item } },
    },
    '/items/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { responses: { 200: item } },
      patch: {
        requestBody: { content: { 'application/json-patch+json': { schema: { type: 'array' } } } },
        responses: { 200: item },
      },
    },
    '/orders': {
      get: { responses: { 200: { description: 'All.', content: json({ type: 'array', items: ORDER }) } } },
      post: { requestBody: { content: json(ORDER) }, responses: { 201: { description: 'ok', content: json(ORDER) } } },
    },
    '/texts': {
      post: {
        requestBody: { content: json({ type: 'array', items: { type: 'string', pattern: '^(a+)+$' } }) },
        responses: { 204: { description: 'ok' } },
      },
    },
    '/form': {
      post: {
        requestBody: { content: { 'application/x-www-form-urlencoded': { schema: { type: 'object' } } } },
        responses: { 204: { description: 'ok' } },
      },
    },
  },
};

const ORDERS = fileURLToPath(new URL('../fixtures/documents/orders.yaml', import.meta.url));

async function serving(t: Test, limits: StandinOptions['limits']): Promise<Standin> {
  const standin = await createStandin({ document, count: 0, limits });
  t.teardown(() => standin.close());
  return standin;
}

/** Whether a file of the kept state begins again only with the limits. */
async function beginsAgain(t: Test, limits: StandinOptions['limits']): Promise<void> {
  const fileAfter = async (own: StandinOptions['limits']) => {
    const keep = mkdtempSync(join(tmpdir(), 'standin-limits-'));
    const standin = await createStandin({ document, count: 0, limits: own, keep });
    for (let sent = 0; sent < 8; sent++)
      await send(standin, { url: '/items', payload: JSON.stringify({ value: sent }) });
    // The next file is written while requests are served.
    const files = () => readdirSync(join(keep, 'world-default'));
    for (let waited = 0; waited < 50 && !files().includes('log-000002.jsonl'); waited++) await setTimeout(4);
    await standin.close();
    return files()[0];
  };
  t.equal(await fileAfter(undefined), 'log-000001.jsonl');
  t.not(await fileAfter(limits), 'log-000001.jsonl');
}

/** Another server: the upstream of a proxy, or the receiver of callbacks. */
async function other(t: Test, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A proxy for requests to an upstream. */
async function proxying(t: Test, limits: StandinOptions['limits'], listener: RequestListener) {
  const upstream = await other(t, listener);
  const standin = await createStandin({ document, upstream, unsafe: true, limits });
  t.teardown(() => standin.close());
  const url = await standin.listen();
  const unchecked = async () => (await standin.report()).unchecked.map(({ message }) => message);
  const violations = async () => (await standin.report()).violations.length;
  return { url, unchecked, violations };
}

interface Sent {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly payload?: string;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

async function send(
  standin: Standin,
  { method = 'POST', url, payload, type = 'application/json', headers = {} }: Sent,
) {
  const all = { ...headers, ...(payload !== undefined && { 'content-type': type }) };
  const response = await standin.inject({ method, url, headers: all, ...(payload !== undefined && { payload }) });
  const body = response.body === '' ? {} : response.json();
  return {
    status: response.statusCode,
    code: body.code,
    detail: body.detail,
    errors: body.errors,
    headers: response.headers,
  };
}

/** Whether a request with a key gets the stored response after as many others. */
async function isReplayed(standin: Standin, others: number): Promise<boolean> {
  const once = (key: string) =>
    send(standin, { url: '/items', payload: '{"value":"some text"}', headers: { 'idempotency-key': key } });
  await once('first');
  for (let other = 0; other < others; other++) await once(`other ${other}`);
  return (await once('first')).headers['idempotency-replayed'] === 'true';
}

test('the limit idempotencyKeys bounds keys of parallel requests, too', async (t) => {
  const standin = await createStandin({
    document,
    limits: { idempotencyKeys: 10 },
    handlers: {
      'POST /items': async () => {
        await setTimeout(5);
        return { status: 201, body: { id: 1, value: 'some text' } };
      },
    },
  });
  t.teardown(() => standin.close());
  const once = async (key: number) => {
    const headers = { 'idempotency-key': `key ${key}` };
    return send(standin, { url: '/items', payload: '{"value":"some text"}', headers });
  };
  for (let batch = 0; batch < 4; batch++) {
    await Promise.all(Array.from({ length: 20 }, (_, n) => once(20 * batch + n)));
  }
  let kept = 0;
  while (kept < 80 && (await once(79 - kept)).headers['idempotency-replayed'] === 'true') kept += 1;
  t.ok(kept > 0 && kept <= 10, `${kept} keys are kept`);
});

/** A small value of each limit, and what happens below and above it. */
const CASES = {
  bodyBytes: [
    100,
    async (t, standin) => {
      t.match(await send(standin, { url: '/items', payload: JSON.stringify({ value: 'x'.repeat(80) }) }), {
        status: 201,
      });
      const larger = await send(standin, { url: '/items', payload: JSON.stringify({ value: 'x'.repeat(100) }) });
      t.match(larger, { status: 413, code: 'BODY_TOO_LARGE' });
    },
  ],
  controlBodyBytes: [
    100,
    async (t, standin) => {
      const rename = (length: number) => ({
        url: '/_standin/worlds',
        payload: JSON.stringify({ name: 'x'.repeat(length) }),
      });
      t.match(await send(standin, rename(20)), { status: 201 });
      t.match(await send(standin, rename(100)), { status: 413, code: 'BODY_TOO_LARGE' });
    },
  ],
  proxyBodyBytes: [
    100,
    async (t) => {
      const forwarded: number[] = [];
      const { url } = await proxying(t, { proxyBodyBytes: 100 }, async (request, response) => {
        forwarded.push(Number(request.headers['content-length']));
        request.resume().once('end', () => response.writeHead(204).end());
      });
      const post = (length: number) =>
        fetch(`${url}/texts`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(['x'.repeat(length)]),
        });
      t.equal((await post(80)).status, 204);
      const larger = await post(100);
      t.match([larger.status, await larger.json()], [413, { code: 'BODY_TOO_LARGE' }]);
      t.same(forwarded, [84]);
    },
  ],
  upstreamBytes: [
    200,
    async (t) => {
      let sent: Buffer | string = '[]';
      let coding = 'identity';
      const { url, unchecked, violations } = await proxying(t, { upstreamBytes: 200 }, (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': coding }).end(sent);
      });
      const received = async () => (await fetch(`${url}/items`)).text();
      const items = (length: number) => JSON.stringify([{ id: 'x'.repeat(length) }]);
      sent = items(100);
      t.equal(await received(), sent);
      t.equal(await violations(), 1, 'it is validated');
      t.same(await unchecked(), []);
      const large = items(300);
      for (const [body, name] of [
        [large, 'identity'],
        [gzipSync(large), 'gzip'],
      ] as const) {
        [sent, coding] = [body, name];
        t.equal(await received(), large, 'the client gets all of it');
      }
      t.equal(await violations(), 1);
      t.same(await unchecked(), [
        'The response of the upstream has more than 200 bytes, so its body was not validated. To validate it, raise --limit upstreamBytes.',
      ]);
    },
  ],
  callbackBytes: [
    50,
    async (t) => {
      let length = 5;
      const callbackUrl = await other(t, (request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        request.resume().once('end', () => {
          response.write(JSON.stringify({ taken: 'x'.repeat(length) }));
          // A receiver that never ends its response.
          if (length < 50) response.end();
        });
      });
      const sent = async () => {
        let onCallback: (one: SentRequest) => void = () => undefined;
        const outcome = new Promise<SentRequest>((resolve) => {
          onCallback = (one) => {
            if (one.name === 'placed') resolve(one);
          };
        });
        const standin = await createStandin({ document: ORDERS, limits: { callbackBytes: 50 }, onCallback });
        t.teardown(() => standin.close());
        await standin.inject({ method: 'POST', url: '/orders', payload: { product: 'tea', callbackUrl } });
        return outcome;
      };
      t.match(await sent(), { outcome: 'sent', status: 200, reason: undefined, violations: [{ rule: 'type' }] });
      length = 100;
      const reason = 'the response has more than 50 bytes, so its body was not validated';
      t.match(await sent(), { outcome: 'sent', status: 200, reason, violations: [] });
    },
  ],
  batchRequests: [
    2,
    async (t) => {
      const standin = await createStandin({ limits: { batchRequests: 2 }, settings: { auth: 'off' } });
      t.teardown(() => standin.close());
      const batch = async (count: number) => {
        const requests = [...Array(count).keys()].map((id) => ({ id: String(id), method: 'GET', url: '/unknown' }));
        const response = await standin.inject({ method: 'POST', url: '/v1.0/$batch', payload: { requests } });
        return { status: response.statusCode, body: response.body };
      };
      t.equal((await batch(2)).status, 200);
      t.match(await batch(3), { status: 400, body: /must have at most 2 requests/ });
    },
  ],
  properties: [
    4,
    async (t, standin) => {
      t.match(await send(standin, { url: '/items', payload: '{"value":[{"a":1},{"b":1,"c":2}]}' }), { status: 201 });
      const more = await send(standin, { url: '/items', payload: '{"value":[{"a":1},{"b":1,"c":2,"d":3}]}' });
      t.match(more, { status: 413, code: 'BODY_TOO_LARGE', detail: 'The body has more than 4 properties.' });
      const { url, unchecked } = await proxying(t, { properties: 4 }, (request, response) => {
        request
          .resume()
          .once('end', () => response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":1}'));
      });
      const init = {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"a":1,"b":1,"c":2,"d":3,"e":4}',
      };
      t.equal((await fetch(`${url}/items`, init)).status, 201);
      t.same(await unchecked(), ['The body has more than 4 properties.']);
    },
  ],
  nesting: [
    3,
    async (t, standin) => {
      t.match(await send(standin, { url: '/items', payload: '{"value":[[1]]}' }), { status: 201 });
      const deeper = await send(standin, { url: '/items', payload: '{"value":[[[1]]]}' });
      t.match(deeper, { status: 400, code: 'BODY_MALFORMED', detail: 'The body nests deeper than 3 levels.' });
      const patch = JSON.stringify([{ op: 'copy', from: '/value', path: '/value/0/0' }]);
      const patched = {
        method: 'PATCH',
        url: '/items/1',
        type: 'application/json-patch+json',
        payload: patch,
      } as const;
      t.match(await send(standin, patched), { status: 413, code: 'PATCH_TOO_LARGE' });
    },
  ],
  formFields: [
    3,
    async (t, standin) => {
      const form = (payload: string) => ({ url: '/form', type: 'application/x-www-form-urlencoded', payload });
      t.match(await send(standin, form('a=1&b=2&c=3')), { status: 204 });
      const more = await send(standin, form('a=1&b=2&c=3&d=4'));
      t.match(more, { status: 413, code: 'BODY_TOO_LARGE', detail: 'The form has more than 3 fields.' });
    },
  ],
  generatedValues: [
    5,
    async (t, standin) => {
      const order = (lines: number) => ({ url: '/orders', payload: JSON.stringify({ lines: Array(lines).fill({}) }) });
      const few = await send(standin, order(5));
      t.match(few, { status: 201 });
      const many = await send(standin, order(6));
      const detail = /^The body leaves out more than 5 required values that the server has to generate\./;
      t.match(many, { status: 413, code: 'BODY_TOO_LARGE', detail });
    },
  ],
  patchBytes: [
    200,
    async (t, standin) => {
      await send(standin, { url: '/items', payload: '{"value":"x"}' });
      const patched = (length: number) => {
        const payload = JSON.stringify([{ op: 'replace', path: '/value', value: 'x'.repeat(length) }]);
        return send(standin, { method: 'PATCH', url: '/items/1', type: 'application/json-patch+json', payload });
      };
      t.match(await patched(100), { status: 200 });
      t.match(await patched(200), { status: 413, code: 'PATCH_TOO_LARGE' });
    },
  ],
  validationMs: [
    20,
    async (t, standin) => {
      t.match(await send(standin, { url: '/texts', payload: '["aaa"]' }), { status: 204 });
      const slow = await send(standin, { url: '/texts', payload: JSON.stringify([`${'a'.repeat(60)}!`]) });
      t.match(slow, {
        status: 400,
        code: 'VALIDATION_TIMEOUT',
        detail: /^The server could not validate the value within 20 ms/,
      });
    },
  ],
  violations: [
    2,
    async (t, standin) => {
      t.equal((await send(standin, { url: '/texts', payload: '[1,2]' })).errors.length, 2);
      const { errors } = await send(standin, { url: '/texts', payload: '[1,2,3,4,5]' });
      t.match(errors.slice(2), [{ rule: 'more', detail: 'has about 3 more violations' }]);
      t.equal(errors.length, 3);
    },
  ],
  journalBytes: [
    40_000,
    async (t, standin) => {
      for (let sent = 0; sent < 9; sent++) await send(standin, { url: '/texts', payload: `["${'a'.repeat(500)}"]` });
      t.equal((await standin.control.world().exchanges()).length, 3, 'the latest exchanges stay');
      await send(standin, { url: '/texts', payload: `["${'a'.repeat(5_000)}"]` });
      t.equal((await standin.control.world().exchanges()).length, 1, 'the last one stays, however large it is');
    },
  ],
  journalBytesOfAll: [
    40_000,
    async (t, standin) => {
      const fill = (world: string) => send(standin, { url: `${world}/texts`, payload: `["${'a'.repeat(500)}"]` });
      for (let sent = 0; sent < 3; sent++) await fill('/~one');
      for (let sent = 0; sent < 3; sent++) await fill('');
      t.equal((await standin.control.world().exchanges()).length, 3);
      t.equal((await standin.control.world('one').exchanges()).length, 0, 'the world that recorded first forgets');
      await fill('/~one');
      t.equal((await standin.control.world().exchanges()).length, 2);
      t.equal((await standin.control.world('one').exchanges()).length, 1);
    },
  ],
  violationsKept: [
    2,
    async (t, standin) => {
      for (const path of ['/a', '/b', '/c']) await send(standin, { method: 'GET', url: path });
      t.equal((await standin.report()).violations.length, 2);
    },
  ],
  worlds: [
    2,
    async (t, standin) => {
      t.match(await send(standin, { method: 'GET', url: '/~one/form' }), { status: 405 });
      t.match(await send(standin, { method: 'GET', url: '/items' }), { status: 200 });
      t.match(await send(standin, { method: 'GET', url: '/~two/items' }), { status: 200 });
      t.match(await send(standin, { method: 'GET', url: '/~three/items' }), { status: 503, code: 'TOO_MANY_WORLDS' });
    },
  ],
  historyCommits: [
    4,
    async (t, standin) => {
      for (let sent = 0; sent < 9; sent++)
        await send(standin, { url: '/_standin/worlds/default/clock', method: 'PATCH', payload: '{"frozen":true}' });
      const { first, revision, commits } = await standin.control.world().commits();
      t.same([first, revision, commits.length], [5, 9, 4]);
    },
  ],
  historyBytes: [
    4_000,
    async (t, standin) => {
      for (let sent = 0; sent < 40; sent++)
        await send(standin, { url: '/_standin/worlds/default/clock', method: 'PATCH', payload: '{"frozen":true}' });
      const { first, revision } = await standin.control.world().commits();
      t.equal(revision, 40);
      t.ok(first > 0, 'the oldest changes are forgotten');
    },
  ],
  idempotencyKeys: [
    3,
    async (t, standin) => {
      t.ok(await isReplayed(standin, 2));
      t.notOk(await isReplayed(await serving(t, { idempotencyKeys: 3 }), 3));
    },
  ],
  idempotencyBytes: [
    200,
    async (t, standin) => {
      t.ok(await isReplayed(standin, 2));
      t.notOk(await isReplayed(await serving(t, { idempotencyBytes: 200 }), 10));
    },
  ],
  snapshotCommits: [3, (t) => beginsAgain(t, { snapshotCommits: 3 })],
  snapshotBytes: [300, (t) => beginsAgain(t, { snapshotBytes: 300 })],
} as const satisfies Readonly<
  Record<LimitName, readonly [value: number, check: (t: Test, standin: Standin) => Promise<void>]>
>;

for (const [name, [value, check]] of Object.entries(CASES)) {
  test(`the limit ${name} is a bound that a client meets`, async (t) => {
    await check(t, await serving(t, { [name]: value }));
  });
}

test('a deleted world leaves the memory of its journal to the others', async (t) => {
  const standin = await serving(t, { journalBytesOfAll: 40_000 });
  const fill = (world: string) => send(standin, { url: `${world}/texts`, payload: `["${'a'.repeat(500)}"]` });
  for (let sent = 0; sent < 3; sent++) await fill('/~one');
  await send(standin, { method: 'DELETE', url: '/_standin/worlds/one' });
  for (let sent = 0; sent < 9; sent++) await fill('');
  t.equal((await standin.control.world().exchanges()).length, 3);
});

test('a limit that does not exist, or is out of its range, is refused', async (t) => {
  for (const limits of [{ bodies: 1 }, { bodyBytes: 0 }, { nesting: 1_000 }, { worlds: 1.5 }, { violations: '3' }, 7]) {
    await t.rejects(createStandin({ document, limits: limits as StandinOptions['limits'] }), {
      code: 'OPTION_INVALID',
      message: /for the option "limits"[\s\S]*Use an object of limits, each in its range/,
    });
  }
  for (const [name, { default: value, min, max }] of Object.entries(LIMITS)) {
    t.ok(min <= value && value <= max, `the default of ${name} is in its range`);
  }
});
