// A proxy in front of a service: what passes is passed as it came, and what breaks the contract is named with its direction.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { type Test, test } from 'tap';
import type { Parameter, Style } from '../../src/contract/operation/parameters.ts';
import { pairsOf, valueOfOneText, valueOfPairs } from '../../src/contract/wire/deserialize.ts';
import { serializeParameter } from '../../src/contract/wire/serialize.ts';
import { textShapeOf } from '../../src/contract/wire/text-shape.ts';
import { createStandin, type ProxyExchange, type StandinOptions } from '../../src/index.ts';
import { runCommand } from '../fixtures/command.ts';

const document = fileURLToPath(new URL('../fixtures/documents/clinic.yaml', import.meta.url));

/** The service, as another standin. */
async function service(t: Test, options: StandinOptions = {}): Promise<string> {
  const standin = await createStandin({ document, invalidResponses: 'send', ...options });
  t.teardown(() => standin.close());
  return standin.listen();
}

/** The service, as a server of a few lines. */
async function bare(t: Test, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function proxy(t: Test, url: string, options: StandinOptions = {}) {
  const relayed: ProxyExchange[] = [];
  const onExchange = (one: ProxyExchange) => void relayed.push(one);
  const standin = await createStandin({ document, upstream: url, onExchange, ...options });
  t.teardown(() => standin.close());
  return { standin, relayed, at: await standin.listen() };
}

const json = { 'content-type': 'application/json' };

test('what breaks the contract is named with its direction and its place, and passes all the same', async (t) => {
  const url = await service(t, {
    handlers: {
      listOwners: () => ({ status: 200, body: [{ id: 7 }] }),
      readOwner: () => ({ status: 418, body: { oops: true } }),
    },
  });
  const { standin, relayed, at } = await proxy(t, url, { unsafe: true });
  t.same(await (await fetch(`${at}/api/owners`)).json(), [{ id: 7 }]);
  t.equal((await fetch(`${at}/api/owners/1`)).status, 418);
  const refused = await fetch(`${at}/api/owners`, { method: 'POST', headers: json, body: '{"vip":"yes"}' });
  t.equal(refused.status, 400, 'by the service itself');
  const { status, headers } = await fetch(`${at}/api/owners`, {
    method: 'POST',
    headers: json,
    body: '{"name":"Ada"}',
  });
  t.match({ status, location: headers.get('location') }, { status: 201, location: /^\/api\/owners\/\d+$/ });
  t.equal((await fetch(`${at}/api/ownerz`)).status, 404);
  const { violations, documents } = await standin.report();
  t.match(violations, [
    { direction: 'response', operation: 'listOwners', rule: 'required', pointer: '/*/name', location: { line: 162 } },
    { direction: 'response', operation: 'readOwner', rule: 'required', pointer: '/message' },
    { direction: 'request', operation: 'addOwner', pointer: '/name', rule: 'required' },
    { direction: 'request', operation: 'addOwner', pointer: '/vip', rule: 'type' },
    { direction: 'request', rule: 'path' },
  ]);
  t.equal(violations.length, 5);
  t.ok((documents[0]?.totals.operations.covered ?? 0) >= 3);
  t.match(
    relayed.map(({ method, path, status, violations }) => [method, path, status, violations.length]),
    [
      ['GET', '/api/owners', 200, 1],
      ['GET', '/api/owners/1', 418, 1],
      ['POST', '/api/owners', 400, 2],
      ['POST', '/api/owners', 201, 0],
      ['GET', '/api/ownerz', 404, 1],
    ],
  );
  const exchanges = await standin.control.world().exchanges();
  t.equal(exchanges.length, 5, 'and each is remembered');
});

test('bytes, headers and codings pass unchanged, credentials to the upstream alone', async (t) => {
  const seen: { readonly headers: IncomingMessage['headers']; readonly body: string; readonly url: string }[] = [];
  const body = gzipSync(JSON.stringify([{ id: 'seven', name: 'Ada' }]));
  const url = await bare(t, async (request, response) => {
    seen.push({ headers: request.headers, body: (await buffer(request)).toString(), url: request.url ?? '' });
    if (request.url?.startsWith('/api/pets')) {
      const location = request.url === '/api/pets' ? `${url}/api/owners` : 'https://elsewhere.example/';
      response.writeHead(302, { location }).end();
      return;
    }
    response.writeHead(200, { ...json, 'content-encoding': 'gzip', 'set-cookie': ['a=1', 'b=2'], 'x-own': 'kept' });
    response.end(body);
  });
  const { standin, relayed, at } = await proxy(t, url, { unsafe: true });
  const authorization = 'Bearer very-secret';
  const answer = await fetch(`${at}/~alice/api/owners?page=2`, {
    headers: { authorization, 'accept-encoding': 'gzip' },
  });
  t.match(await answer.json(), [{ id: 'seven' }]);
  t.same(answer.headers.getSetCookie(), ['a=1', 'b=2']);
  t.equal(answer.headers.get('x-own'), 'kept');
  t.equal(answer.headers.get('content-encoding'), 'gzip');
  t.match(relayed, [{ violations: [{ direction: 'response', violation: { pointer: '/0/id', rule: 'type' } }] }]);
  t.match(seen, [{ url: '/api/owners?page=2', headers: { authorization, host: new URL(url).host } }]);
  t.notOk('standin-world' in (seen[0]?.headers ?? {}));
  t.notMatch(JSON.stringify(await standin.control.world('alice').exchanges()), /very-secret/);
  const manual = { redirect: 'manual', headers: { authorization } } as const;
  t.equal((await fetch(`${at}/api/pets`, manual)).headers.get('location'), '/api/owners', 'back through the proxy');
  t.equal((await fetch(`${at}/api/pets?page=2`, manual)).headers.get('location'), 'https://elsewhere.example/');
  t.equal(seen.length, 3, 'no redirect is followed');
  await fetch(`${at}/api/owners`, { method: 'POST', headers: json, body: '{"name": "Ada" }' });
  t.equal(seen.at(-1)?.body, '{"name": "Ada" }', 'not printed again');
});

test('what may change something is passed on only where that is allowed', async (t) => {
  let asked = 0;
  const url = await bare(t, (_request, response) => {
    asked += 1;
    response.end();
  });
  const { at } = await proxy(t, url);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    const answer = await fetch(`${at}/api/owners/1`, {
      method,
      headers: json,
      ...(method !== 'DELETE' && { body: '{}' }),
    });
    t.match([answer.status, await answer.json()], [403, { message: /--unsafe/ }], method);
  }
  t.equal(asked, 0);
  const document = {
    openapi: '3.2.0',
    info: { title: 'T', version: '1' },
    paths: { '/found': { query: { responses: { 200: { description: 'ok' } } } } },
  };
  const searching = await proxy(t, url, { document });
  t.equal((await fetch(`${searching.at}/found`, { method: 'QUERY', headers: json, body: '{}' })).status, 200);
  t.equal(asked, 1, 'QUERY is safe');
});

test('an answer that is no JSON, of another media type, or without the body it is to have', async (t) => {
  const answers: Record<string, [status: number, type: string, body: string]> = {
    '/api/owners': [200, 'application/json', '[{"id":1'],
    '/api/owners/1': [200, 'text/html', '<p>Hello'],
    '/api/owners/2': [200, 'application/json', ''],
    '/api/pets': [200, 'application/json', '[]'],
  };
  const url = await bare(t, ({ url: path = '' }, response) => {
    const [status, type, body] = answers[path] ?? [404, 'application/json', '{"message":"No."}'];
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  const { relayed, at } = await proxy(t, url);
  for (const [path, [, , body]] of Object.entries(answers)) t.equal(await (await fetch(at + path)).text(), body);
  t.match(
    relayed.map(({ violations }) => violations.map(({ violation }) => violation.rule)),
    [['syntax'], ['media-type'], ['body'], []],
  );
});

test('a status and a header that the document does not declare, or asks for', async (t) => {
  const url = await bare(t, ({ url: path }, response) => void response.writeHead(path === '/a' ? 200 : 418).end());
  const headers = { 'X-Rate': { required: true, schema: { type: 'integer' } } };
  const get = { operationId: 'a', responses: { 200: { description: 'Done', headers } } };
  const relayed: ProxyExchange[] = [];
  const standin = await createStandin({
    document: { openapi: '3.1.0', info: { title: 'A', version: '1' }, paths: { '/a': { get }, '/b': { get } } },
    upstream: url,
    onExchange: (one) => void relayed.push(one),
  });
  t.teardown(() => standin.close());
  await standin.inject('/a');
  await standin.inject('/b');
  t.match(relayed, [
    { violations: [{ violation: { in: 'header', pointer: '/X-Rate', rule: 'required' } }] },
    {
      violations: [
        { violation: { rule: 'status', message: /418, which the document does not declare \(declared: 200\)/ } },
      ],
    },
  ]);
});

test('a large answer and one without end pass as they come', async (t) => {
  const large = `[${'{"id":1,"name":"Ada"},'.repeat(900_000)}{"id":2,"name":"Bo"}]`;
  const url = await bare(t, ({ url: path }, response) => {
    if (path === '/api/owners') return void response.writeHead(200, json).end(large);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: 1\n\n');
  });
  const { relayed, at } = await proxy(t, url);
  t.equal((await (await fetch(`${at}/api/owners`)).text()).length, large.length);
  t.same(relayed[0]?.violations, []);
  const ending = new AbortController();
  const events = await fetch(`${at}/api/pets`, { signal: ending.signal });
  const { value } = (await events.body?.getReader().read()) ?? {};
  t.equal(Buffer.from(value ?? []).toString(), 'data: 1\n\n');
  ending.abort();
});

test('an upstream that is not there, or breaks off, is a 502; a path that climbs is not passed on', async (t) => {
  const url = await bare(t, ({ url: path, socket }, response) => {
    if (path === '/api/owners') return void socket.destroy();
    response.writeHead(200, { ...json, 'content-length': 1_000, 'content-encoding': 'gzip' });
    response.write('[', () => socket.destroy());
  });
  const { at } = await proxy(t, url);
  for (const path of ['/api/owners', '/api/pets']) {
    const broken = await fetch(at + path);
    t.match([broken.status, await broken.json()], [502, { message: /did not respond/ }], path);
  }
  const climbing = await fetch(`${at}/api/%2e%2e%2fsecrets`);
  t.match([climbing.status, await climbing.json()], [400, { message: /\.\./ }]);
  const away = await proxy(t, 'http://127.0.0.1:1');
  t.match(await (await fetch(`${away.at}/api/owners`)).json(), { message: /ECONNREFUSED/ });
});

test('a path behind the upstream’s origin stands in the place of the base path', async (t) => {
  const seen: (string | undefined)[] = [];
  const url = await bare(t, ({ url: path }, response) => {
    seen.push(path);
    response.writeHead(200, json).end('[]');
  });
  const { at } = await proxy(t, `${url}/v2/clinic/`);
  await fetch(`${at}/api/owners?page=1`);
  await fetch(`${at}/elsewhere`);
  t.same(seen, ['/v2/clinic/owners?page=1', '/v2/clinic/elsewhere']);
  for (const unusable of ['ftp://a.example', 'a.example', 'http://user:word@a.example', 'http://a.example?x=1']) {
    await t.rejects(createStandin({ document, upstream: unusable }), { code: 'OPTION_INVALID' }, unusable);
  }
  const documents = [document, { document, mount: '/more' }];
  await t.rejects(createStandin({ documents, upstream: url }), { code: 'OPTION_INVALID' });
});

test('standin check --upstream asks what is safe, with keys that lists have shown', async (t) => {
  const good = await service(t);
  const safe = await runCommand('check', document, '--upstream', good);
  t.match(safe, { code: 0, stdout: /GET \/owners\/\{ownerId\} {2}200 {2}valid/ });
  t.match(safe.stdout, /POST \/owners {2}not called, it can change something/);
  t.match(await runCommand('check', document, '--upstream', good, '--unsafe'), {
    code: 0,
    stdout: /DELETE \/owners\/\{ownerId\} {2}204 {2}valid/,
  });
  const bad = await service(t, { handlers: { listPets: () => ({ status: 200, body: { data: [{ name: 5 }] } }) } });
  const found = await runCommand('check', document, '--upstream', bad, '--header', 'Authorization: Bearer hidden');
  t.match(found, {
    code: 1,
    stdout: /GET \/pets {2}200\n {2}server: \S+ /,
    stderr: /server: listPets[\s\S]*clinic\.yaml:\d+/,
  });
  t.match(await runCommand('check', document, '--upstream', 'http://127.0.0.1:1'), {
    code: 1,
    stderr: /did not respond to 6 requests/,
  });
  const unusable = await runCommand('check', document, '--upstream', good, '--header', 'hidden');
  t.match(unusable, { code: 2, stderr: /Invalid value for --header/ });
  t.notMatch(unusable.stderr, /hidden/);
  t.match(await runCommand('proxy', document), { code: 2, stderr: /--upstream is missing/ });
});

test('what is written of a parameter is what is read of it', async () => {
  const text = fc.stringMatching(/^[a-z0-9äß-]{1,8}$/);
  const value = fc.oneof(
    text,
    fc.array(text, { minLength: 2, maxLength: 4 }),
    fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), text, { minKeys: 2, maxKeys: 3 }),
  );
  const style = fc.constantFrom<[Parameter['in'], Style, boolean]>(
    ['query', 'form', true],
    ['query', 'form', false],
    ['query', 'deepObject', true],
    ['path', 'simple', false],
    ['path', 'simple', true],
    ['path', 'label', true],
    ['path', 'matrix', true],
    ['path', 'matrix', false],
  );
  await fc.assert(
    fc.property(value, style, (given, [place, how, explode]) => {
      fc.pre(how !== 'deepObject' || (typeof given === 'object' && !Array.isArray(given)));
      const schema =
        typeof given === 'string'
          ? { type: 'string' }
          : Array.isArray(given)
            ? { type: 'array', items: { type: 'string' } }
            : {
                type: 'object',
                properties: Object.fromEntries(Object.keys(given).map((name) => [name, { type: 'string' }])),
              };
      const parameter = { name: 'P', in: place, style: how, explode, pointer: '', required: true, emptyAllowed: false };
      const written = serializeParameter(parameter, given);
      const shape = textShapeOf({}, schema);
      const read =
        place === 'query'
          ? valueOfPairs(parameter, shape, pairsOf(written))
          : valueOfOneText(parameter, shape, decodeURIComponent(written));
      if (JSON.stringify(read) !== JSON.stringify(given))
        throw new Error(`${written} is read as ${JSON.stringify(read)}`);
    }),
  );
});

test('a path cannot lead the proxy to another host', async (t) => {
  const reached: string[] = [];
  const other = await bare(t, ({ url = '' }, response) => {
    reached.push(url);
    response.end();
  });
  const { standin } = await proxy(t, await service(t));
  const { host, port } = new URL(other);
  for (const path of [`/\\${host}/x`, `\\\\${host}/x`, `/\\/${host}/x`, `//${host}/x`, `/x\\..\\..\\${host}`]) {
    const socket = connect(Number(new URL(String(standin.url)).port), '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`);
    const status = /^HTTP\/1\.1 (\d+) /.exec(String(await buffer(socket)))?.[1];
    t.equal(status, path.includes('\\') ? '400' : '404', path);
  }
  t.same(reached, [], `nothing came to port ${port}`);
});

test('headers of the connection to the service are not passed on, and an impossible status is a 502', async (t) => {
  const url = await bare(t, ({ url: path, socket }) => {
    const body = path === '/api/owners' ? '2\r\n[]\r\n0\r\nx-t: 1\r\n\r\n' : '';
    const head =
      path === '/api/owners'
        ? 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntrailer: x-t\r\nconnection: close, x-hop\r\nx-hop: 1\r\ntransfer-encoding: chunked'
        : 'HTTP/1.1 999 Weird\r\ncontent-length: 0';
    socket.end(`${head}\r\n\r\n${body}`);
  });
  const { at } = await proxy(t, url);
  const listed = await fetch(`${at}/api/owners`);
  t.same(await listed.json(), []);
  for (const name of ['trailer', 'x-hop']) t.equal(listed.headers.get(name), null, name);
  t.equal((await fetch(`${at}/api/owners/1`)).status, 502);
});

test('a response without its body has no invented length', async (t) => {
  const url = await bare(t, (request, response) => {
    response.writeHead(request.method === 'HEAD' ? 200 : 304, { 'content-type': 'application/json' }).end();
  });
  const { at } = await proxy(t, url);
  for (const method of ['HEAD', 'GET']) {
    const { headers } = await fetch(`${at}/api/owners`, { method });
    t.equal(headers.get('content-length'), null, method);
  }
});
