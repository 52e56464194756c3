// Requests that are made to stop a server: its time grows with their size and no faster, it has bounds, and other clients get
// their responses.
import { type Test, test } from 'tap';
import { createStandin, type JsonObject, type Standin, type StandinOptions } from '../../src/index.ts';
import { textOf } from '../../src/report/text.ts';
import { growth, mostGrowth } from '../fixtures/growth.ts';
import {
  ATTACKS,
  type Attack,
  accepts,
  document,
  doublingCopies,
  json,
  nestedChoice,
  patch,
  ref,
  repeated,
  SLOW_TEXT,
} from '../fixtures/hostile-requests.ts';

async function serving(t: Test, options: StandinOptions = {}): Promise<Standin> {
  const standin = await createStandin({ document: document as unknown as JsonObject, ...options });
  t.teardown(() => standin.close());
  await standin.listen();
  return standin;
}

async function send(standin: Standin, { method, path, type = 'application/json', body }: Attack) {
  const headers = body === undefined ? {} : { 'content-type': type };
  const response = await fetch(`${standin.url}${path}`, { method, headers, ...(body !== undefined && { body }) });
  return { status: response.status, text: await response.text() };
}

for (const [title, attack, large, status] of ATTACKS) {
  test(`the time of a request grows with its size, and others are served: ${title}`, async (t) => {
    const standin = await serving(t);
    const ratio = await growth(
      async (size) => {
        const [response, other] = await Promise.all([
          send(standin, attack(size)),
          send(standin, { method: 'GET', path: '/notes' }),
        ]);
        if (size === large && response.status !== status) t.fail(response.text.slice(0, 200));
        if (other.status !== 200) t.fail(other.text.slice(0, 200));
        await standin.world('default').reset();
      },
      { small: large / 8, large },
    );
    t.ok(ratio < mostGrowth(8), `8 times the size takes ${ratio.toFixed(1)} times as long`);
  });
}

test('a deep value of a recursive choice is validated like any other', async (t) => {
  const standin = await serving(t);
  const ratio = await growth(
    async (levels) => {
      const { status, text } = await send(standin, nestedChoice(levels));
      t.equal(status, 400, text.slice(0, 200));
    },
    { small: 11, large: 88 },
  );
  t.ok(ratio < mostGrowth(8), `8 times as deep takes ${ratio.toFixed(1)} times as long`);
});

test('a JSON Patch whose copies double the resource is refused, and the state does not change', async (t) => {
  const standin = await serving(t);
  const [refused, other] = await Promise.all([
    send(standin, doublingCopies(40)),
    send(standin, { method: 'GET', path: '/notes' }),
  ]);
  t.equal(refused.status, 413);
  t.match(JSON.parse(refused.text), {
    code: 'PATCH_TOO_LARGE',
    detail: /^Operation \d+ of the patch makes the value larger than 8388608 bytes\. /,
  });
  t.equal(other.status, 200);
  t.same(JSON.parse((await send(standin, { method: 'GET', path: '/notes/1' })).text), { id: 1, list: [] });
  t.same((await standin.report()).violations, [], 'a bound of the server is no violation of the client');
  const small = await serving(t, { limits: { patchBytes: 1_000 } });
  const { text } = await send(small, patch([{ op: 'add', path: '/more', value: 'x'.repeat(2_000) }]));
  t.match(JSON.parse(text), { detail: 'Operation 0 of the patch makes the value larger than 1000 bytes.' });
});

test('a JSON Patch cannot add a property with an inherited name or an infinite number, and the state does not change', async (t) => {
  const standin = await serving(t);
  const note = async () => JSON.parse((await send(standin, { method: 'GET', path: '/notes/1' })).text);
  const before = await note();
  for (const [path, message] of [
    ['/__proto__', "The patch leads to the property '/__proto__', which is not declared."],
    ['/constructor', "The patch leads to the property '/constructor', which is not declared."],
  ] as const) {
    const { status, text } = await send(standin, patch([{ op: 'add', path, value: { x: 1 } }]));
    t.match({ status, ...JSON.parse(text) }, { status: 400, code: 'BODY_INVALID', detail: message });
  }
  const { body } = patch([{ op: 'add', path: '/more', value: 1 }]);
  const { status, text } = await send(standin, { ...patch([]), body: String(body).replace('1}', '1e400}') });
  t.match({ status, ...JSON.parse(text) }, { status: 400, detail: /is not a number below/ });
  t.same(await note(), before);
});

test('a response lists the first violations and counts the others', async (t) => {
  const standin = await serving(t);
  const { status, text } = await send(
    standin,
    json(
      '/texts',
      repeated(300_000, () => 1),
    ),
  );
  t.equal(status, 400);
  const { errors } = JSON.parse(text);
  t.equal(errors.length, 101);
  t.match(errors[0], { pointer: '#/0', detail: 'must be of type string' });
  t.match(errors[100], { pointer: '#', detail: 'has about 299900 more violations' });
  const few = await serving(t, { limits: { violations: 3 } });
  t.equal(JSON.parse((await send(few, json('/texts', [1, 2, 3, 4, 5]))).text).errors.length, 4);
});

test('a slow pattern is interrupted: the server could not check the request, which is no violation', async (t) => {
  const standin = await serving(t, { limits: { validationMs: 50 } });
  const slow = json('/slow', { text: SLOW_TEXT });
  const [refused, other] = await Promise.all([send(standin, slow), send(standin, { method: 'GET', path: '/notes' })]);
  t.equal(refused.status, 400);
  t.match(JSON.parse(refused.text), {
    code: 'VALIDATION_TIMEOUT',
    detail:
      /^The server could not validate the value within 50 ms, because a pattern of the schema at \S+ takes too long on it\. /,
  });
  t.equal(other.status, 200);
  t.equal((await send(standin, json('/slow', { text: 'a b c' }))).status, 204, 'the next request is validated');
  t.equal((await send(standin, json('/slow', { text: '!' }))).status, 400);
  await send(standin, slow);
  const report = await standin.report();
  t.match(report.unchecked, [{ operation: 'postSlow', count: 2, world: 'default', message: /^The server could not/ }]);
  t.same(
    report.violations.map(({ rule, pointer }) => [rule, pointer]),
    [['pattern', '/text']],
  );
});

test('every report lists what could not be checked apart from violations', async (t) => {
  const content = { 'application/json': { schema: ref('Endless') } };
  const standin = await serving(t, {
    limits: { validationMs: 50 },
    document: {
      ...document,
      paths: {
        ...document.paths,
        '/endless': { post: { operationId: 'postEndless', requestBody: { content }, responses: {} } },
      },
      components: { schemas: { ...document.components.schemas, Endless: { allOf: [ref('Endless')] } } },
    } as unknown as JsonObject,
  });
  await send(standin, json('/slow', { text: SLOW_TEXT }));
  const faulty = await send(standin, json('/endless', {}));
  t.match([faulty.status, JSON.parse(faulty.text)], [501, { code: 'VALIDATOR_FAILED' }]);
  await send(standin, json('/endless', {}));
  const report = await standin.report();
  t.same(report.violations, []);
  const endless = 'The schema at /components/schemas/Endless refers to itself without end.';
  t.match(report.unchecked, [
    { operation: 'postSlow', count: 1, message: /^The server could not validate the value within 50 ms/ },
    { operation: 'postEndless', count: 2, message: endless },
  ]);
  t.match(
    textOf(report),
    /\n3 exchanges could not be checked:\n {2}postSlow: The server could not [^\n]+ \(1×\)\n {2}postEndless: The schema at [^\n]+ without end\. \(2×\)\n/,
  );
  const rendered = async (format: string) => (await standin.inject(`/_standin/report?format=${format}`)).body;
  t.match(await rendered('html'), /<h2>Could not be checked<\/h2>[\s\S]*refers to itself without end/);
  const junit = await rendered('junit');
  t.match(junit, `name="postEndless">\n      <skipped message="${endless}"/>`);
  t.match(junit, /failures="0"/);
  const [run] = JSON.parse(await rendered('sarif')).runs;
  t.same(run.results, []);
  t.match(run.invocations, [
    {
      executionSuccessful: true,
      toolExecutionNotifications: [
        { level: 'warning', message: { text: /^postSlow could not be checked: / } },
        {
          level: 'warning',
          message: { text: `postEndless could not be checked: ${endless}` },
          properties: { count: 2 },
        },
      ],
    },
  ]);
});

test('a response that cannot be checked in time is sent', async (t) => {
  const { post } = accepts('Slow');
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema: ref('Slow') } } } };
  const standin = await createStandin({
    document: {
      ...document,
      paths: { '/slow': { post: { ...post, responses } } },
    } as unknown as JsonObject,
    limits: { validationMs: 50 },
    handlers: { postSlow: () => ({ status: 200, body: { text: SLOW_TEXT } }) },
  });
  t.teardown(() => standin.close());
  const response = await standin.inject({ method: 'POST', url: '/slow' });
  t.equal(response.statusCode, 200, response.body);
  const { unchecked, violations } = await standin.report();
  t.match(unchecked, [{ operation: 'postSlow', count: 1 }]);
  t.same(violations, []);
});

test('a proxy passes on what cannot be checked in time', async (t) => {
  const { post } = accepts('Slow');
  const responses = { 200: { description: 'ok', content: { 'application/json': { schema: ref('Slow') } } } };
  const served = { ...document, paths: { '/slow': { post: { ...post, responses } } } } as unknown as JsonObject;
  const text = SLOW_TEXT;
  const [ofClient, ofServer] = await Promise.all(
    ['a b', text].map(async (sent) => {
      const upstream = await createStandin({
        document: {
          openapi: '3.1.0',
          info: { title: 'Any', version: '1' },
          paths: { '/slow': { post: { operationId: 'any', responses } } },
          components: { schemas: { Slow: {} } },
        },
        handlers: { any: () => ({ status: 200, body: { text: sent } }) },
      });
      t.teardown(() => upstream.close());
      const proxy = await createStandin({
        document: served,
        upstream: await upstream.listen(),
        unsafe: true,
        limits: { validationMs: 50 },
      });
      t.teardown(() => proxy.close());
      const response = await fetch(`${await proxy.listen()}/slow`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: sent === text ? 'a b' : text }),
      });
      t.equal(response.status, 200);
      t.same(await response.json(), { text: sent });
      return proxy.report();
    }),
  );
  for (const report of [ofClient, ofServer]) {
    t.same(report?.violations, []);
    t.match(report?.unchecked, [{ operation: 'postSlow', count: 1 }]);
  }
});
