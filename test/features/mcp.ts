// MCP over HTTP, with the official client: tools, resources and prompts, messages that say how to correct a call, worlds and access.
import { readFileSync, writeFileSync } from 'node:fs';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { type Test, test } from 'tap';
import { createStandin, type Standin, type StandinOptions } from '../../src/index.ts';
import type { JsonObject } from '../../src/json/value.ts';
import { clientThatWatches } from '../fixtures/mcp-client.ts';

const SHOP = new URL('../../docs/examples/shop/openapi.yaml', import.meta.url).pathname;

interface Result {
  readonly content: readonly { readonly type: string; readonly text?: string; readonly mimeType?: string }[];
  readonly isError?: boolean;
  readonly structuredContent?: Readonly<Record<string, unknown>> & {
    readonly status?: number;
    readonly body?: unknown;
  };
}

interface Agent {
  readonly client: Client;
  call(name: string, given?: object): Promise<Result>;
}

type Era = 'legacy' | 'auto';

async function serverOf(t: Test, options: StandinOptions = {}): Promise<{ standin: Standin; endpoint: string }> {
  const standin = await createStandin(options);
  const url = await standin.listen();
  t.teardown(() => standin.close());
  return { standin, endpoint: `${url}/_standin/mcp` };
}

async function agentAt(t: Test, url: string, mode: Era = 'auto'): Promise<Agent> {
  const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(url)));
  t.teardown(() => client.close());
  const call = async (name: string, given: object = {}) =>
    (await client.callTool({ name, arguments: given as Record<string, unknown> })) as unknown as Result;
  return { client, call };
}

const textOf = ({ content }: Result) => content.map(({ text = '' }) => text).join('\n');
const bodyOf = (result: Result) => result.structuredContent?.body as Readonly<Record<string, unknown>>;

const CONTROL_TOOLS =
  'reset scenario fork rewind clock fault stub verify explain exchanges state server violations report'.split(' ');

/** A document of more operations than a host should list as tools. */
function largeDocument(): JsonObject {
  const paths = Array.from({ length: 41 }, (_, at) => [
    `/things${at}/{id}`,
    {
      get: {
        operationId: `getThing${at}`,
        summary: at === 7 ? 'Read a lighthouse' : `Read thing ${at}`,
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        responses: {
          200: {
            description: 'The thing.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } },
          },
        },
      },
    },
  ]);
  return {
    openapi: '3.1.0',
    info: { title: 'Many things', version: '1' },
    paths: Object.fromEntries(paths),
    components: {
      schemas: {
        Thing: {
          type: 'object',
          required: ['id'],
          properties: { id: { type: 'integer' }, parent: { $ref: '#/components/schemas/Thing' } },
        },
      },
    },
  };
}

test('each operation is a tool that says whether it only reads', async (t) => {
  const { endpoint } = await serverOf(t, { document: SHOP });
  const { client } = await agentAt(t, endpoint);
  const { tools } = await client.listTools();
  const names = tools.map(({ name }) => name);
  t.same(names.slice(-CONTROL_TOOLS.length), CONTROL_TOOLS);
  t.equal(names.length, 20 + CONTROL_TOOLS.length);
  t.ok(names.every((name) => /^[A-Za-z0-9_-]{1,64}$/.test(name)));
  const hints = Object.fromEntries(tools.map(({ name, annotations }) => [name, annotations]));
  t.match(hints.listProducts, { readOnlyHint: true, destructiveHint: false, openWorldHint: false });
  t.match(hints.createProduct, { readOnlyHint: false, destructiveHint: false });
  t.match(hints.deleteProduct, { readOnlyHint: false, destructiveHint: true, idempotentHint: true });
  t.match(hints.reset, { readOnlyHint: false, destructiveHint: true });
  const create = tools.find(({ name }) => name === 'createProduct');
  t.match(create?.inputSchema, {
    required: ['body'],
    properties: { body: { required: ['name', 'category', 'price', 'stock'] } },
  });
  t.notMatch(
    JSON.stringify(tools),
    /"readOnly"|"discriminator"|#\/components/,
    'the schemas are JSON Schema, and stand alone',
  );
});

test('an argument has a name that every host accepts', async (t) => {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Odd names', version: '1' },
    paths: {
      '/items/{body}': {
        get: {
          operationId: 'list-items(all)',
          parameters: [
            { name: 'body', in: 'path', required: true, schema: { type: 'string' } },
            { name: '$filter', in: 'query', schema: { type: 'string' } },
            { name: 'filter', in: 'query', schema: { type: 'string' } },
          ],
          responses: { 204: { description: 'Nothing.' } },
        },
      },
    },
  };
  const { endpoint, standin } = await serverOf(t, { document });
  const { client, call } = await agentAt(t, endpoint);
  const [tool] = (await client.listTools()).tools;
  t.equal(tool?.name, 'list-items_all');
  const names = Object.keys((tool?.inputSchema.properties ?? {}) as object);
  t.same(names, ['path_body', 'filter', 'query_filter', 'headers', 'world']);
  await call('list-items_all', { path_body: 'a b', filter: 'x', query_filter: 'y' });
  const [exchange] = await standin.control.world('default').exchanges();
  t.equal(exchange?.url, '/items/a%20b?%24filter=x&filter=y');
});

test('a document of more than 40 operations has search, describe and call', async (t) => {
  const { endpoint } = await serverOf(t, { document: largeDocument() });
  const { client, call } = await agentAt(t, endpoint);
  const { tools } = await client.listTools();
  t.same(
    tools.map(({ name }) => name),
    ['search', 'describe', 'call', ...CONTROL_TOOLS],
  );
  const found = await call('search', { query: 'lighthouses' });
  t.match(found.structuredContent, {
    found: 1,
    of: 41,
    operations: [{ operation: 'getThing7', request: 'GET /things7/{id}', readOnly: true }],
  });
  const described = await call('describe', { operation: 'getThing7' });
  t.match(described.structuredContent, {
    arguments: { required: ['id'], properties: { id: { type: 'integer' } } },
    responses: { 200: { body: { 'application/json': { properties: { parent: { $ref: '#/$defs/Thing' } } } } } },
  });
  t.match(await call('call', { operation: 'getThing7', arguments: { id: 4 } }), {
    structuredContent: { status: 200, body: { id: 4 } },
  });
  t.equal(
    textOf(await call('call', { operation: 'getThng7', arguments: { id: 4 } })),
    'There is no operation "getThng7". To fix: use getThing7.',
  );
});

/** A call that is wrong, and the text that a language model gets. */
const WRONG: readonly (readonly [title: string, name: string, given: object, text: string | RegExp])[] = [
  ['an unknown tool', 'listProduct', {}, 'There is no tool "listProduct". To fix: use listProducts.'],
  [
    'an unknown argument',
    'listProducts',
    { categry: 'office' },
    'listProducts has no argument categry (the value was "office"). To fix: Rename categry to category.',
  ],
  [
    'a missing path parameter',
    'getProduct',
    {},
    'The argument productId of getProduct is required, and is missing. To fix: send productId, an integer.',
  ],
  [
    'a wrong parameter',
    'listProducts',
    { sort: 'colour' },
    /- query parameter sort is "colour", allowed: name, -name, price, -price \(rule enum\)\. To fix: Send one of "name", "-name", "price", "-price" instead of "colour" in query parameter sort\.$/,
  ],
  [
    'a wrong property of a body',
    'createProduct',
    { body: { name: 'Lamp', category: 'kitchen', price: 'cheap', stock: 1 } },
    /- price is "cheap", must be of type number \(rule type\)\. To fix: Send price with the type number\.$/,
  ],
  [
    'a resource that does not exist',
    'getProduct',
    { productId: 999 },
    /^404 Not Found[\s\S]*To see why: call explain with \{"exchange": "[\w-]+"\}\.$/,
  ],
  [
    'a wrong type of an argument',
    'exchanges',
    { limit: 'ten' },
    'The argument limit of exchanges is "ten", which violates the rule type. To fix: send an integer: The most to list. Default: 100.',
  ],
  [
    'a wrong choice',
    'report',
    { format: 'pdf' },
    'The argument format of report is "pdf", which violates the rule enum. To fix: send one of json, html, junit, sarif, markdown, gitlab, github.',
  ],
  [
    'a wrong time',
    'clock',
    { now: 'soon' },
    'The argument now of clock is "soon", which violates the rule format. To fix: send a date and time, such as 2026-01-31T12:00:00Z.',
  ],
  [
    'a wrong scenario',
    'scenario',
    { name: 'busy' },
    "The property 'scenario' must be the name of a scenario, not 'busy'; the documents have no scenarios.\nTo fix: correct the arguments of scenario, and call it again.",
  ],
  [
    'a wrong fault',
    'fault',
    { fault: { kind: 'status', status: 99 } },
    "The property 'fault.status' must be at least 200, not 99.\nTo fix: correct the arguments of fault, and call it again.",
  ],
  [
    'a fault without its kind',
    'fault',
    { fault: { status: 503 } },
    "The property 'fault.kind' is required.\nTo fix: send fault.kind, one of latency, status, reset, empty, truncate, drip, bandwidth, invalid-response, edit-response, short-pages.",
  ],
  [
    'a duration in words',
    'clock',
    { advance: '11 months' },
    /To fix: send advance, a string: An ISO 8601 duration without fractions, for example `P11M`/,
  ],
  [
    'a number beyond its limit',
    'exchanges',
    { limit: 0 },
    'The argument limit of exchanges is 0, which violates the rule minimum 1. To fix: send an integer: The most to list. Default: 100.',
  ],
  [
    'exchanges of an unknown operation',
    'exchanges',
    { operation: 'listProduct' },
    'There is no operation "listProduct". To fix: use listProducts.',
  ],
  [
    'a world that is no text',
    'listProducts',
    { world: 7 },
    'The argument world of listProducts is 7, which violates the rule type. To fix: send a string: The world to use, such as one made by fork. Default: the world of this session.',
  ],
  [
    'headers that are no object',
    'listProducts',
    { headers: 'If-Match: x' },
    /^The argument headers of listProducts is "If-Match: x", which violates the rule type\. To fix: send an object: Other headers/,
  ],
  ['a body that is missing', 'createProduct', {}, /To fix: Send the argument body\.$/],
  [
    'a body that is a text with JSON in it',
    'createProduct',
    { body: '{"name":"Lamp"}' },
    /To fix: Send body as JSON, not as a text that contains it\.$/,
  ],
];

test('names with the same words are suggested for an unknown tool or operation', async (t) => {
  const { endpoint } = await serverOf(t, { document: SHOP });
  const { call } = await agentAt(t, endpoint);
  const suggested = async (name: string) => textOf(await call(name));
  t.equal(await suggested('orderCancel'), 'There is no tool "orderCancel". To fix: use cancelOrder.');
  t.equal(
    await suggested('image_of_product'),
    'There is no tool "image_of_product". To fix: use getProductImage or setProductImage.',
  );
  t.equal(await suggested('x'), 'There is no tool "x". To fix: list the tools.');
});

test('a typo in the name of a world makes no world', async (t) => {
  const { endpoint, standin } = await serverOf(t, { document: SHOP });
  const { call } = await agentAt(t, `${endpoint}?world=alice`);
  const text = "There is no world 'alcie'. Worlds: alice. To fix: use one that exists, or make it with fork.";
  for (const name of ['listProducts', 'reset', 'state'])
    t.equal(textOf(await call(name, { world: 'alcie' })), text, name);
  t.same(
    (await standin.control.worlds()).map(({ name }) => name),
    ['alice'],
  );
  await call('fork', { name: 'copy' });
  t.match(await call('listProducts', { world: 'copy' }), { structuredContent: { status: 200 } });
});

test('a result that is too long is cut off, and has no structured body', async (t) => {
  const note = {
    type: 'object',
    required: ['id', 'text'],
    properties: { id: { type: 'integer' }, text: { type: 'string' } },
  };
  const content = { 'application/json': { schema: note } };
  const document = {
    openapi: '3.1.0',
    info: { title: 'Notes', version: '1' },
    paths: {
      '/notes': {
        post: {
          operationId: 'addNote',
          requestBody: { content: { 'application/json': { schema: { ...note, required: ['text'] } } } },
          responses: { 201: { description: 'Added.', content } },
        },
      },
      '/notes/{id}': {
        get: {
          operationId: 'readNote',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          responses: { 200: { description: 'The note.', content } },
        },
      },
    },
  };
  const { endpoint } = await serverOf(t, { document });
  const { call } = await agentAt(t, endpoint);
  const created = await call('addNote', { body: { id: 7, text: 'x'.repeat(45_000) } });
  t.match(textOf(created), /x\n… \d+ more characters\. Use the arguments to get less/);
  t.equal(created.structuredContent?.status, 201);
  t.equal(created.structuredContent?.body, undefined);
  t.equal((await call('state', { path: '/notes/7' })).structuredContent, undefined);
  t.match(await call('state'), { structuredContent: { resources: [{ path: '/notes' }] } });
});

test('the tool server has the base URLs of the world', async (t) => {
  const { endpoint } = await serverOf(t);
  const { client, call } = await agentAt(t, `${endpoint}?world=alice`);
  t.match(client.getInstructions(), /The tool server has the URLs/);
  const { documents, ...pages } = (await call('server')).structuredContent as {
    readonly documents: readonly { readonly title: string; readonly baseUrls: readonly string[] }[];
  };
  const origin = endpoint.replace('/_standin/mcp', '');
  t.same(pages, { world: 'alice', console: `${origin}/_standin` });
  t.match(documents[0]?.baseUrls, [`${origin}/~alice/v1.0`, `${origin}/~alice/beta`]);
  t.equal(documents[1]?.baseUrls[0], `${origin}/~alice/login`);
  const path = '/deviceManagement/applePushNotificationCertificate';
  t.equal((await fetch(`${documents[0]?.baseUrls[0]}${path}`, { headers: { authorization: 'Bearer x' } })).status, 200);
});

test('a wrong call returns a message that says how to correct it', async (t) => {
  const { endpoint } = await serverOf(t, { document: SHOP });
  const { call } = await agentAt(t, endpoint);
  for (const [title, name, given, text] of WRONG) {
    const result = await call(name, given);
    t.equal(result.isError, true, title);
    if (typeof text === 'string') t.equal(textOf(result), text, title);
    else t.match(textOf(result), text, title);
  }
});

test('an agent buys from the shop', async (t) => {
  const { endpoint } = await serverOf(t, { document: SHOP });
  const { call } = await agentAt(t, endpoint);
  const found = bodyOf(await call('listProducts', { category: 'office', sort: 'price' }));
  const [product] = found.items as readonly { readonly id: number; readonly price: number }[];
  const wrong = await call('createOrder', { body: { items: [{ productId: product?.id, quantity: 2 }] } });
  t.match(textOf(wrong), /- shippingAddress is required \(rule required\)\. To fix: Send shippingAddress\.$/);
  const address = { name: 'Ada', street: 'Hill Road 1', postalCode: '10115', city: 'Berlin', country: 'DE' };
  const order = await call('createOrder', {
    body: { items: [{ productId: product?.id, quantity: 2 }], shippingAddress: address },
  });
  t.equal(order.structuredContent?.status, 201, textOf(order));
  const { id } = bodyOf(order) as { readonly id: string };
  t.match(bodyOf(await call('getOrder', { orderId: id })), { status: 'pending', shippingAddress: address });
  t.match((await call('verify', { when: { operation: 'createOrder' }, exactly: 2 })).structuredContent, {
    satisfied: true,
  });
});

test('an agent plans failures, copies the world, goes back in time and moves the clock', async (t) => {
  const { endpoint } = await serverOf(t, { document: SHOP });
  const { call } = await agentAt(t, endpoint);
  t.match(await call('fork', { name: 'copy' }), { structuredContent: { world: 'copy' } });
  const created = await call('createProduct', {
    body: { name: 'Lamp', category: 'kitchen', price: 20, stock: 1 },
    world: 'copy',
  });
  t.equal(created.structuredContent?.status, 201);
  t.match(bodyOf(await call('listProducts', { world: 'copy' })), { total: 13 });
  t.match(bodyOf(await call('listProducts')), { total: 12 }, 'the first world is unchanged');
  t.match(await call('rewind', { world: 'copy' }), { structuredContent: { removed: { length: 2 } } });
  t.match(bodyOf(await call('listProducts', { world: 'copy' })), { total: 12 });

  const fault = await call('fault', { when: { operation: 'getCart' }, fault: { kind: 'status', status: 503 } });
  const failed = await call('getCart');
  t.match(failed, { isError: true, structuredContent: { status: 503 } });
  const exchange = /request-id: (\S+)/.exec(textOf(failed))?.[1];
  t.match(textOf(await call('explain', { exchange })), /fault/);
  await call('fault', { remove: fault.structuredContent?.id });
  t.match(await call('getCart'), { structuredContent: { status: 200 } });
  const stub = { when: { operation: 'getCart' }, response: { status: 200, body: { items: [], total: 99 } } };
  t.equal((await call('stub', stub)).isError, undefined);
  t.match(bodyOf(await call('getCart')), { total: 99 });

  t.match(await call('clock', { now: '2030-01-01T00:00:00Z' }), { structuredContent: { frozen: true } });
  t.match(await call('clock', { advance: 'P1D' }), { structuredContent: { now: '2030-01-02T00:00:00.000Z' } });
  t.match(await call('state', { path: '/products/1' }), { structuredContent: { value: { id: 1 } } });
  t.match(textOf(await call('report')), /^### standin/);
  await call('reset');
  t.match(await call('stub'), { structuredContent: { stubs: [] } });
});

test('an agent renews the certificate of the built-in document', async (t) => {
  const { endpoint } = await serverOf(t, { settings: { profile: 'observed' } });
  const { call } = await agentAt(t, endpoint);
  const request = await call('downloadApplePushNotificationCertificateSigningRequest');
  const signingRequest = String(bodyOf(request).value);
  const appleIdentifier = 'push@contoso.example';
  const first = bodyOf(await call('createCertificate', { body: { appleIdentifier, signingRequest } }));
  const upload = (pem: unknown) =>
    call('updateApplePushNotificationCertificate', {
      body: { '@odata.type': '#microsoft.graph.applePushNotificationCertificate', appleIdentifier, certificate: pem },
    });
  t.equal((await upload(first.pem)).isError, undefined);
  await call('clock', { advance: 'P11M' });
  const renewed = await call('renewCertificate', { id: first.id, body: { signingRequest } });
  t.equal(renewed.isError, undefined, textOf(renewed));
  t.equal((await upload(bodyOf(renewed).pem)).isError, undefined);
  const certificate = bodyOf(await call('getApplePushNotificationCertificate'));
  t.match(certificate, { appleIdentifier, topicIdentifier: first.topic });
  t.equal(certificate.certificateSerialNumber, bodyOf(renewed).serial);
  t.not(bodyOf(renewed).serial, first.serial);
});

test('the document, the exchanges, the state and the violations are resources', async (t) => {
  const { endpoint } = await serverOf(t, { document: SHOP });
  const { client, call } = await agentAt(t, endpoint);
  const { resources } = await client.listResources();
  t.same(
    resources.map(({ uri }) => uri),
    ['standin://document', 'standin://exchanges', 'standin://state', 'standin://violations'],
  );
  const { resourceTemplates } = await client.listResourceTemplates();
  t.equal(resourceTemplates[0]?.uriTemplate, 'standin://worlds/{world}/exchanges');
  const read = async (uri: string) => {
    const { contents } = await client.readResource({ uri });
    const [first] = contents as readonly { readonly text: string }[];
    return JSON.parse(first?.text ?? '');
  };
  await call('createProduct', { body: {} });
  await call('fork', { name: 'copy' });
  t.match(await read('standin://document'), { openapi: '3.1.0', info: { title: 'Shop' } });
  t.match(await read('standin://exchanges'), [{ operation: 'createProduct', status: 400 }]);
  t.ok((await read('standin://violations')).length > 0);
  t.same(await read('standin://worlds/copy/exchanges'), []);
  t.ok((await read('standin://state')).documents);
  await t.rejects(
    client.readResource({ uri: 'standin://sate' }),
    /There is no resource standin:\/\/sate\. Resources: /,
  );
  await t.rejects(client.readResource({ uri: 'standin://worlds/none/exchanges' }), /There is no world 'none'/);
});

test('there is a prompt for each job', async (t) => {
  const { endpoint, standin } = await serverOf(t, { document: SHOP });
  const { client } = await agentAt(t, endpoint);
  const { prompts } = await client.listPrompts();
  t.same(
    prompts.map(({ name }) => name),
    ['contract-test-client', 'front-end-sandbox', 'explore-api'],
  );
  const { messages } = await client.getPrompt({ name: 'contract-test-client', arguments: { command: 'npm test' } });
  t.match(messages, [{ role: 'user', content: { text: /`npm test` with the base URL of the API set to http:/ } }]);
  t.match(JSON.stringify(messages), `${standin.url}/~default/v1`);
  await t.rejects(client.getPrompt({ name: 'test' }), /There is no prompt test\. Prompts: contract-test-client, /);
});

test('each session of the earlier protocol has a world of its own, which ends with it', async (t) => {
  const { endpoint, standin } = await serverOf(t, { document: SHOP });
  const [one, other] = [await agentAt(t, endpoint, 'legacy'), await agentAt(t, endpoint, 'legacy')];
  await one.call('createProduct', { body: { name: 'Lamp', category: 'kitchen', price: 20, stock: 1 } });
  t.match(bodyOf(await one.call('listProducts')), { total: 13 });
  t.match(bodyOf(await other.call('listProducts')), { total: 12 });
  t.equal((await standin.control.worlds()).filter(({ name }) => name.startsWith('mcp-')).length, 2);
  const transport = one.client.transport as StreamableHTTPClientTransport;
  await transport.terminateSession();
  t.equal((await standin.control.worlds()).filter(({ name }) => name.startsWith('mcp-')).length, 1);
  const ended = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      'mcp-session-id': 'ended',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
  });
  t.equal(ended.status, 404);
});

test('a client of the protocol without sessions names its world in the URL', async (t) => {
  const { endpoint, standin } = await serverOf(t, { document: SHOP });
  const { client, call } = await agentAt(t, `${endpoint}?world=agent`);
  t.equal(client.getProtocolEra(), 'modern');
  await call('createProduct', { body: { name: 'Lamp', category: 'kitchen', price: 20, stock: 1 } });
  t.match(bodyOf(await call('listProducts')), { total: 13 });
  t.ok((await standin.control.worlds()).some(({ name }) => name === 'agent'));
  t.match(bodyOf(await (await agentAt(t, endpoint)).call('listProducts')), { total: 12 });
});

test('a URL with an invalid name of a world gets problem details that name the rule', async (t) => {
  const { endpoint } = await serverOf(t, { document: SHOP });
  const clientInfo = { name: 'test', version: '1' };
  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
  const response = await fetch(`${endpoint}?world=a%20b`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params }),
  });
  t.equal(response.headers.get('content-type'), 'application/problem+json');
  t.match(await response.json(), {
    status: 400,
    detail: /^The property 'name' must match the pattern .*, not "a b"\.$/,
  });
});

test('a server with an open session closes at once', async (t) => {
  const standin = await createStandin({ document: SHOP });
  const { client } = await agentAt(t, `${await standin.listen()}/_standin/mcp`, 'legacy');
  await client.listTools();
  const before = performance.now();
  await standin.close();
  t.ok(performance.now() - before < 1000);
});

test('the endpoint has the guard of the control API', async (t) => {
  const { endpoint } = await serverOf(t, {
    document: SHOP,
    controlToken: 'letmein',
    controlOrigins: ['https://tools.example'],
  });
  const initialize = (headers: Readonly<Record<string, string>>) =>
    fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'initialize',
        params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
      }),
    });
  const authorization = 'Bearer letmein';
  const refused = await initialize({});
  t.equal(refused.status, 401);
  t.match(await refused.json(), { status: 401, detail: /^The request has no control token\./ });
  t.equal((await initialize({ authorization: 'Bearer wrong' })).status, 401);
  t.equal((await initialize({ authorization })).status, 200);
  const foreign = await initialize({ authorization, origin: 'https://evil.example' });
  t.equal(foreign.status, 403);
  t.match(await foreign.json(), { detail: /^Pages of https:\/\/evil\.example cannot use the control API/ });
  const page = await initialize({ authorization, origin: 'https://tools.example' });
  t.equal(page.status, 200);
  t.equal(page.headers.get('access-control-allow-origin'), 'https://tools.example');
  t.match(page.headers.get('access-control-expose-headers'), /mcp-session-id/);
  const preflight = await fetch(endpoint, {
    method: 'OPTIONS',
    headers: { origin: 'https://tools.example', 'access-control-request-method': 'POST' },
  });
  t.equal(preflight.status, 204);
  t.match(preflight.headers.get('access-control-allow-headers'), /authorization/);
});

test('an image, a text and a form are sent and shown', async (t) => {
  const response = (content: JsonObject): JsonObject => ({ responses: { 200: { description: 'It.', content } } });
  const text = { schema: { type: 'string' } };
  const document: JsonObject = {
    openapi: '3.1.0',
    info: { title: 'Files', version: '1' },
    paths: {
      '/image': { get: { operationId: 'getImage', ...response({ 'image/png': { schema: {} } }) } },
      '/note': {
        put: {
          operationId: 'putNote',
          requestBody: { content: { 'text/plain': text } },
          ...response({ 'text/plain': text }),
        },
      },
      '/upload': {
        post: {
          operationId: 'upload',
          requestBody: {
            content: {
              'multipart/form-data': { schema: { type: 'object', required: ['file'], properties: { file: {} } } },
            },
          },
          ...response({ 'application/json': { schema: { type: 'object' } } }),
        },
      },
    },
  };
  const { endpoint } = await serverOf(t, { document });
  const { call } = await agentAt(t, endpoint);
  t.match(await call('getImage'), { content: [{ type: 'text' }, { type: 'image', mimeType: 'image/png' }] });
  t.match(await call('putNote', { body: 'hello' }), { structuredContent: { status: 200 } });
  t.match(
    textOf(await call('putNote', { body: { a: 1 } })),
    /The body of putNote is not JSON\. To fix: send a text, or/,
  );
  t.match(await call('upload', { body: { file: { base64: 'aGVsbG8=' } } }), { structuredContent: { status: 200 } });
  t.match(textOf(await call('upload', { body: 'hello' })), /must be an object, because it is sent as multipart/);
  t.match(textOf(await call('upload', { body: {} })), /To fix: Send file\./);
});

for (const mode of ['auto', 'legacy'] as const) {
  test(`a client over HTTP gets the tools of a reloaded document, ${mode}`, async (t) => {
    const document = `${t.testdir({ 'shop.yaml': readFileSync(SHOP, 'utf8') })}/shop.yaml`;
    const { standin, endpoint } = await serverOf(t, { document });
    const { client, changed } = clientThatWatches(mode);
    await client.connect(new StreamableHTTPClientTransport(new URL(endpoint)));
    t.teardown(() => client.close());
    await client.listTools();
    const text = readFileSync(document, 'utf8');
    writeFileSync(document, text.replace('operationId: listProducts', 'operationId: findProducts'));
    await standin.reload();
    const names = await changed;
    t.ok(names.includes('findProducts') && !names.includes('listProducts'));
    t.match(await client.callTool({ name: 'findProducts', arguments: {} }), { structuredContent: { status: 200 } });
  });
}
