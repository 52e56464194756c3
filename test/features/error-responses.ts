// Every error code of a response, provoked by a request, with the full text that a client reads. messages.ts does the same for
// the command line. A code without a row does not compile.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { type Test, test } from 'tap';
import {
  createStandin,
  type ErrorCode,
  HttpError,
  type JsonObject,
  type Standin,
  type StandinOptions,
} from '../../src/index.ts';
import { rawly } from '../fixtures/secure.ts';
import { NOW } from '../fixtures/service.ts';
import { startSmallRedis } from '../fixtures/small-redis.ts';
import { CERTIFICATE, seconds, unsigned } from '../fixtures/tokens.ts';

const json = (schema: JsonObject) => ({ description: 'x', content: { 'application/json': { schema } } });
const ok = { 200: json({}) };
const get = (operationId: string, more: JsonObject = {}): JsonObject => ({
  get: { operationId, responses: ok, ...more },
});
const ITEM = { $ref: '#/components/schemas/Item' };
const BRAND = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };

/** A document without errors of its own, so that errors are problem details. */
const SHOP = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  servers: [{ url: '/v1' }],
  components: {
    schemas: {
      Item: {
        type: 'object',
        required: ['name'],
        additionalProperties: false,
        properties: {
          id: { type: 'integer', readOnly: true },
          name: { type: 'string', minLength: 2, maxLength: 10, pattern: '^[a-z]+$' },
          price: { type: 'number', exclusiveMinimum: 0, multipleOf: 0.5 },
          size: { enum: ['small', 'large'] },
          kind: { const: 'toy' },
          sold: { type: 'string', format: 'date-time' },
          tags: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 3, uniqueItems: true },
          labels: { type: 'object', minProperties: 1, maxProperties: 2, propertyNames: { pattern: '^[a-z]$' } },
          password: { type: 'string', minLength: 8, writeOnly: true },
          payment: {
            oneOf: [
              { type: 'object', required: ['card'] },
              { type: 'object', required: ['iban'] },
            ],
          },
          contact: { anyOf: [{ required: ['mail'] }, { required: ['phone'] }] },
          colour: { not: { const: 'red' } },
          parts: { type: 'array', contains: { const: 1 } },
          from: { dependentRequired: { start: ['end'] } },
          rating: { if: { type: 'integer' }, then: { minimum: 1 } },
        },
      },
      Endless: { allOf: [{ $ref: '#/components/schemas/Endless' }] },
    },
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer' },
      login: { type: 'http', scheme: 'basic' },
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      roles: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/token', scopes: { 'items.read': 'x' } } } },
    },
  },
  paths: {
    '/items': {
      get: {
        operationId: 'listItems',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 } },
          { name: 'cursor', in: 'query', schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'x',
            content: {
              'application/json': {
                schema: { type: 'array', items: ITEM },
                examples: { some: { value: [{ id: 1, name: 'ball' }] } },
              },
            },
          },
        },
      },
      post: {
        operationId: 'addItem',
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: ITEM },
            'application/x-www-form-urlencoded': { schema: ITEM },
            'multipart/form-data': { schema: ITEM },
          },
        },
        responses: { 201: json(ITEM) },
      },
    },
    '/items/{id}': {
      parameters: [ID],
      get: { operationId: 'readItem', responses: { 200: json(ITEM) } },
      put: {
        operationId: 'putItem',
        requestBody: { content: { 'application/json': { schema: ITEM } } },
        responses: { 200: json(ITEM) },
      },
      patch: {
        operationId: 'changeItem',
        requestBody: {
          content: {
            'application/json': { schema: ITEM },
            'application/json-patch+json': { schema: { type: 'array' } },
          },
        },
        responses: { 200: json(ITEM) },
      },
      delete: { operationId: 'removeItem', responses: { 204: { description: 'x' } } },
    },
    '/orders': get('listOrders', { responses: { 200: json({ type: 'array', items: ITEM }) } }),
    '/orders/{id}': { parameters: [ID], ...get('readOrder', { responses: { 200: json(ITEM) } }) },
    '/settings': {
      get: { operationId: 'readSettings', responses: { 200: json(ITEM) } },
      put: {
        operationId: 'putSettings',
        requestBody: { content: { 'application/json': { schema: ITEM } } },
        responses: { 200: json(ITEM) },
      },
      delete: { operationId: 'removeSettings', responses: { 204: { description: 'x' } } },
    },
    '/brands': {
      ...get('listBrands', { responses: { 200: json({ type: 'array', items: BRAND }) } }),
      post: {
        operationId: 'addBrand',
        requestBody: { content: { 'application/json': { schema: BRAND } } },
        responses: { 201: json(BRAND) },
      },
    },
    '/brands/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      ...get('readBrand', { responses: { 200: json(BRAND) } }),
      put: {
        operationId: 'putBrand',
        requestBody: { content: { 'application/json': { schema: BRAND } } },
        responses: { 200: json(BRAND), 201: json(BRAND) },
      },
    },
    '/search': get('search', {
      parameters: [
        { name: 'q', in: 'query', required: true, schema: { type: 'string' } },
        { name: 'filter', in: 'query', style: 'deepObject', schema: { properties: { min: { type: 'integer' } } } },
        { name: 'X-Trace', in: 'header', schema: { type: 'boolean' } },
        { name: 'theme', in: 'cookie', schema: { enum: ['dark', 'light'] } },
      ],
    }),
    '/token': get('needsToken', { security: [{ token: [] }] }),
    '/login': get('needsLogin', { security: [{ login: [] }] }),
    '/key': get('needsKey', { security: [{ key: [] }] }),
    '/roles': get('needsRole', { security: [{ roles: ['items.read'] }] }),
    '/endless': {
      post: {
        operationId: 'isEndless',
        requestBody: {
          content: { 'application/json': { schema: { properties: { a: { $ref: '#/components/schemas/Endless' } } } } },
        },
        responses: ok,
      },
    },
    '/broken': get('isBroken', { responses: { 200: json({ $ref: '#/components/schemas/Itme' }) } }),
    '/number': get('getNumber', {
      responses: { 200: json({ type: 'object', properties: { a: { type: 'integer' } } }) },
    }),
    '/throws': get('throwError'),
    '/late': get('beLate'),
    '/pay': get('askForMoney'),
    '/ping': { post: { operationId: 'ping', responses: ok } },
  },
  'x-standin-scenarios': {
    first: { '/items': [{ id: 1, name: 'ball' }], '/orders': [], '/settings': { name: 'shop' } },
  },
};

const LINE = { type: 'object', required: ['id'], properties: { id: { type: 'string', readOnly: true } } };
const CART = {
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer', readOnly: true }, lines: { type: 'array', items: LINE } },
};
const accepting = (type: string, schema: JsonObject) => ({ requestBody: { content: { [type]: { schema } } } });

/** A document whose requests meet the limits of a server. */
const CARTS = {
  openapi: '3.1.0',
  info: { title: 'Carts', version: '1' },
  paths: {
    '/carts': {
      ...get('listCarts', { responses: { 200: json({ type: 'array', items: CART }) } }),
      post: { operationId: 'addCart', ...accepting('application/json', CART), responses: { 201: json(CART) } },
    },
    '/carts/{id}': {
      parameters: [ID],
      patch: {
        operationId: 'changeCart',
        ...accepting('application/json-patch+json', { type: 'array' }),
        responses: { 200: json(CART) },
      },
    },
    '/forms': {
      post: {
        operationId: 'sendForm',
        ...accepting('application/x-www-form-urlencoded', { type: 'object' }),
        responses: ok,
      },
    },
    '/slow': {
      post: {
        operationId: 'isSlow',
        ...accepting('application/json', { type: 'string', pattern: '^(a+)+$' }),
        responses: ok,
      },
    },
  },
  'x-standin-scenarios': { first: { '/carts': [{ id: 1 }] } },
};

const SERVERS = {
  shop: {
    document: SHOP,
    scenario: 'first',
    handlerLimit: 20,
    handlers: {
      getNumber: () => ({ status: 200, body: { a: 'one' } }),
      throwError() {
        throw new Error('no database');
      },
      askForMoney() {
        throw new HttpError({ status: 402, message: 'Ada has no money.' });
      },
      beLate: () => new Promise<never>(() => undefined),
    },
  },
  /** The credential itself is the verdict. */
  verifying: {
    document: SHOP,
    handlerLimit: 20,
    verifyCredential({ value }) {
      if (value === 'never') return new Promise<never>(() => undefined);
      if (value === 'crash') throw new Error('no key');
      if (value === 'late') return Promise.reject(new Error('no network'));
      return value === 'new' ? { kind: 'forbidden', message: 'Ada is not an editor.' } : (value as 'refused');
    },
  },
  'without faults': { document: SHOP, faults: false },
  guarded: { document: SHOP, controlToken: 'secret' },
  pack: { settings: { throttling: 'off' } },
  'without room': { document: CARTS, keep: folderWithoutRoom() },
  limited: {
    document: CARTS,
    scenario: 'first',
    limits: { worlds: 1, formFields: 2, generatedValues: 2, patchBytes: 100, nesting: 4, validationMs: 20 },
  },
} satisfies Readonly<Record<string, StandinOptions>>;

/** A folder that cannot keep the default world. */
function folderWithoutRoom(): string {
  const folder = mkdtempSync(join(tmpdir(), 'standin-full-'));
  writeFileSync(join(folder, 'world-default'), '');
  return folder;
}

interface Row {
  /** Status, code and message of the response, and a line for each violation. */
  readonly text: string;
  /** The server; `shop` without it. */
  readonly on?: keyof typeof SERVERS;
  /** Requests that are sent before. */
  readonly after?: readonly Sent[];
  /** The request, or a function that sends it in another way. */
  readonly send: Sent | ((t: Test) => Promise<Received>);
}

/** Method and URL, headers, body. */
type Sent = readonly [
  request: string,
  headers?: Readonly<Record<string, string>>,
  body?: InjectOptions['payload'] | undefined,
];

interface Received {
  readonly status: number;
  readonly body: string;
}

const row = (text: string, ...send: Sent): Row => ({ text, send });
const on = (name: keyof typeof SERVERS, text: string, ...send: Sent): Row => ({ text, on: name, send });
const sent = (text: string, send: (t: Test) => Promise<Received>): Row => ({ text, send });

const JSON_TYPE = { 'content-type': 'application/json' };
const PATCH_TYPE = { 'content-type': 'application/json-patch+json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const ANY = bearer('any');

/** Opens a server that is closed at the end of the test. */
async function opened(t: Test, options: StandinOptions): Promise<Standin> {
  const standin = await createStandin({ now: NOW, ...options });
  t.teardown(() => standin.close());
  return standin;
}

async function injected(standin: Standin, request: InjectOptions): Promise<Received> {
  const { statusCode: status, body } = await standin.inject(request);
  return { status, body };
}

const optionsOf = ([request, headers = {}, payload]: Sent): InjectOptions => {
  const [method, url = ''] = request.split(' ');
  return { method: method as 'GET', url, headers, ...(payload !== undefined && { payload }) };
};

/** Sends a request from another machine. */
const fromElsewhere = async (t: Test) =>
  injected(await opened(t, SERVERS.shop), { url: '/_standin/worlds', remoteAddress: '192.0.2.7' });

/** Sends bytes to a port. */
const raw =
  (bytes: string, intercept: readonly string[] = []) =>
  async (t: Test): Promise<Received> => {
    const standin = await opened(t, SERVERS.shop);
    await standin.listen({ intercept, tlsDir: t.testdir({}) });
    return receivedFrom(await rawly(standin, bytes));
  };

function receivedFrom(response: string): Received {
  const [head = '', body = ''] = response.split('\r\n\r\n', 2);
  return { status: Number(head.split(' ', 2)[1]), body };
}

/** Sends a request that is never complete. The server looks for such requests every two seconds. */
async function incomplete(t: Test): Promise<Received> {
  const standin = await opened(t, SERVERS.shop);
  await standin.listen();
  const shorten = (message: unknown) => {
    const { server } = message as { readonly server: Server };
    Object.assign(server, { headersTimeout: 1, requestTimeout: 1 });
  };
  subscribe('http.server.request.start', shorten);
  t.teardown(() => unsubscribe('http.server.request.start', shorten));
  const head = 'POST /v1/ping HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\n';
  return receivedFrom(await rawly(standin, head));
}

/** Sends a request through a proxy to an upstream; without one, nobody listens on its port. */
const proxied =
  (path: string, { upstream, ...request }: { readonly upstream?: RequestListener } & RequestInit = {}) =>
  async (t: Test): Promise<Received> => {
    const server = createServer(upstream).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const stop = () => {
      server.closeAllConnections();
      server.close();
    };
    if (upstream) t.teardown(stop);
    else stop();
    const standin = await opened(t, { document: SHOP, upstream: url, upstreamLimit: 200 });
    const response = await fetch(`${await standin.listen()}${path}`, request);
    return {
      status: response.status,
      body: (await response.text()).replaceAll(url, '<upstream>').replaceAll(new URL(url).host, '<upstream>'),
    };
  };

/** The response to the last request of a batch. */
const batched =
  (...requests: readonly object[]) =>
  async (t: Test): Promise<Received> => {
    const payload = { requests: requests.map((request, at) => ({ id: String(at + 1), method: 'GET', ...request })) };
    const sent = { method: 'POST', url: '/v1.0/$batch', headers: { ...ANY, ...JSON_TYPE }, payload } as const;
    const { responses } = JSON.parse((await injected(await opened(t, SERVERS.pack), sent)).body);
    const { status, body } = responses.at(-1);
    return { status, body: JSON.stringify(body) };
  };

const ROWS = {
  CREDENTIAL_MISSING: [
    row('401 CREDENTIAL_MISSING: The request has no bearer token.', 'GET /v1/token'),
    row('401 CREDENTIAL_MISSING: The request has no Basic credential.', 'GET /v1/login'),
    row('401 CREDENTIAL_MISSING: The request has no API key in the header X-Key.', 'GET /v1/key'),
    on(
      'guarded',
      '401 CREDENTIAL_MISSING: The request has no control token. Send the token of --control-token or the one that the server printed at its start as a bearer token.',
      'GET /_standin/worlds',
    ),
    on('pack', '401 InvalidAuthenticationToken: Access token is empty.', `GET ${CERTIFICATE}`),
  ],
  CREDENTIAL_MALFORMED: [
    row(
      '401 CREDENTIAL_MALFORMED: The bearer token contains a space. A token cannot contain spaces.',
      'GET /v1/token',
      bearer('two words'),
    ),
    row('401 CREDENTIAL_MALFORMED: The Basic credential must be user:password in base64.', 'GET /v1/login', {
      authorization: 'Basic abc',
    }),
  ],
  CREDENTIAL_REFUSED: [
    on('verifying', '401 CREDENTIAL_REFUSED: The bearer token is invalid.', 'GET /v1/token', bearer('refused')),
    on(
      'guarded',
      '401 CREDENTIAL_REFUSED: The control token is wrong. Send the token of --control-token or the one that the server printed at its start.',
      'GET /_standin/worlds',
      bearer('wrong'),
    ),
    on(
      'pack',
      '401 InvalidAuthenticationToken: Lifetime validation failed, the token is expired.',
      `GET ${CERTIFICATE}`,
      bearer(unsigned({ exp: seconds() - 60 })),
    ),
    on(
      'pack',
      "400 invalid_request: AADSTS900144: The request body must contain the following parameter: 'client_id'.",
      `POST /organizations/oauth2/v2.0/token`,
      FORM_TYPE,
      'grant_type=client_credentials',
    ),
  ],
  PERMISSION_MISSING: [
    on(
      'verifying',
      '403 PERMISSION_MISSING: The bearer token does not permit this operation.',
      'GET /v1/token',
      bearer('forbidden'),
    ),
    on(
      'verifying',
      '403 PERMISSION_MISSING: The bearer token does not permit this operation. Required scopes: items.read.',
      'GET /v1/roles',
      bearer('forbidden'),
    ),
    on('verifying', '403 PERMISSION_MISSING: Ada is not an editor.', 'GET /v1/token', bearer('new')),
    row(
      '403 PERMISSION_MISSING: Pages of https://page.example cannot use the control API. To allow them, start the server with --control-origin.',
      'GET /_standin/worlds',
      { origin: 'https://page.example' },
    ),
    row(
      "403 PERMISSION_MISSING: The control API is not available under the host name 'api.example'. Use localhost, or start the server with --control-token.",
      'GET /_standin/worlds',
      { host: 'api.example' },
    ),
    sent(
      '403 PERMISSION_MISSING: The control API is available on this machine only. To use it from elsewhere, start the server with --control-token.',
      fromElsewhere,
    ),
    on(
      'pack',
      '403 Forbidden: The token does not allow this operation. It needs DeviceManagementServiceConfig.Read.All or DeviceManagementServiceConfig.ReadWrite.All.',
      `GET ${CERTIFICATE}`,
      bearer(unsigned({ scp: 'User.Read' })),
    ),
  ],
  PATH_NOT_FOUND: [
    row('404 PATH_NOT_FOUND: The document declares no path /v1/itms. Did you mean /v1/items?', 'GET /v1/itms'),
    row('404 PATH_NOT_FOUND: The document declares no path /v2/items. Did you mean /v1/items?', 'GET /v2/items'),
    row('404 PATH_NOT_FOUND: The document declares no path /v1/a/b/c/d.', 'GET /v1/a/b/c/d'),
  ],
  PATH_MALFORMED: [
    row(
      '400 PATH_MALFORMED: The path has an invalid percent-escape. Write a percent sign as %25.',
      'GET /v1/items/%zz',
    ),
    sent(
      '400 PATH_MALFORMED: The path has a segment "..". The proxy does not forward such a path.',
      proxied('/v1/%2e%2e%2fitems'),
    ),
  ],
  METHOD_NOT_ALLOWED: [
    row(
      '405 METHOD_NOT_ALLOWED: The document does not declare the method DELETE for /v1/items. Allowed methods: GET, POST, HEAD, OPTIONS.',
      'DELETE /v1/items',
    ),
    sent(
      '405 METHOD_NOT_ALLOWED: This server is not a proxy for api.example:443, so it refuses CONNECT. Start it with --intercept to make it one.',
      raw('CONNECT api.example:443 HTTP/1.1\r\nhost: api.example:443\r\n\r\n'),
    ),
  ],
  NOT_ACCEPTABLE: [
    row(
      '406 NOT_ACCEPTABLE: The response has the media type application/json. The Accept header "text/css" does not allow it.',
      'GET /v1/items',
      { accept: 'text/css' },
    ),
    on(
      'pack',
      '406 NotAcceptable: The response has the media type application/xml. The Accept header "application/json" does not allow it.',
      'GET /v1.0/$metadata',
      { accept: 'application/json', ...ANY },
    ),
  ],
  UNSUPPORTED_MEDIA_TYPE: [
    row(
      '415 UNSUPPORTED_MEDIA_TYPE: The request has no Content-Type. Send the body as application/json, application/x-www-form-urlencoded or multipart/form-data.',
      'POST /v1/items',
      {},
      Buffer.from('x'),
    ),
    row(
      '415 UNSUPPORTED_MEDIA_TYPE: The Content-Type "text/css" is not supported. Send the body as application/json, application/x-www-form-urlencoded or multipart/form-data.',
      'POST /v1/items',
      { 'content-type': 'text/css' },
      'x',
    ),
    row(
      '415 UNSUPPORTED_MEDIA_TYPE: The charset latin1 is not supported. Send the body in UTF-8.',
      'POST /v1/items',
      { 'content-type': 'application/json; charset=latin1' },
      '{}',
    ),
    row(
      '415 UNSUPPORTED_MEDIA_TYPE: The Content-Type "json" is not supported. Send the body as application/json, application/x-www-form-urlencoded or multipart/form-data.',
      'POST /v1/items',
      { 'content-type': 'json' },
      '{}',
    ),
    row(
      '415 UNSUPPORTED_MEDIA_TYPE: The Content-Type header is not a media type, such as application/json.',
      'POST /v1/ping',
      { 'content-type': 'json' },
      '{}',
    ),
  ],
  UNSUPPORTED_CONTENT_CODING: [
    row(
      '415 UNSUPPORTED_CONTENT_CODING: The Content-Encoding gzip is not supported. Send the body without compression.',
      'POST /v1/items',
      { ...JSON_TYPE, 'content-encoding': 'gzip' },
      '{}',
    ),
  ],
  PARAMETER_INVALID: [
    row(
      '400 PARAMETER_INVALID: The query parameter \'limit\' must be of type integer, not "x".\n  #/limit type: must be of type integer',
      'GET /v1/items?limit=x',
    ),
    row(
      "400 PARAMETER_INVALID: The query parameter 'limit' must be at most 100, not 500.\n  #/limit maximum: must be at most 100",
      'GET /v1/items?limit=500',
    ),
    row(
      "400 PARAMETER_INVALID: The query parameter 'limit' must be at least 1, not 0.\n  #/limit minimum: must be at least 1",
      'GET /v1/items?limit=0',
    ),
    row(
      "400 PARAMETER_INVALID: The query parameter 'cursor' must be a cursor from a response of this list.\n  #/cursor cursor: must be a cursor from a response of this list",
      'GET /v1/items?cursor=x',
    ),
    row(
      '400 PARAMETER_INVALID: The path parameter \'id\' must be of type integer, not "x".\n  #/id type: must be of type integer',
      'GET /v1/items/x',
    ),
    row(
      '400 PARAMETER_INVALID: The query parameter \'q\' is required.\n  #/q required: is required\n  #/filter/min type: must be of type integer\n  #/X-Trace type: must be of type boolean\n  #/theme enum: must be one of "dark", "light"',
      'GET /v1/search?filter[min]=x',
      { 'x-trace': 'yes', cookie: 'theme=red' },
    ),
    on(
      'pack',
      "400 BadRequest: Parsing OData Select and Expand failed: Could not find a property named 'nothing' on type 'microsoft.graph.applePushNotificationCertificate'.\n  $select",
      `GET ${CERTIFICATE}?$select=nothing`,
      ANY,
    ),
    on(
      'pack',
      "400 BadRequest: The query option '$top' must be an integer of 0 or more.\n  $top",
      `GET ${CERTIFICATE}?$top=x`,
      ANY,
    ),
    on(
      'pack',
      "400 BadRequest: The query option '$colour' is unknown.\n  $colour",
      `GET ${CERTIFICATE}?$colour=red`,
      ANY,
    ),
    on(
      'pack',
      "400 BadRequest: The query option '$apply' is not supported here.\n  $apply",
      `GET ${CERTIFICATE}?$apply=x`,
      ANY,
    ),
  ],
  PREFERENCE_INVALID: [
    row(
      '400 PREFERENCE_INVALID: The query parameter \'__code\' must be a status from 200 to 599, not "999".',
      'GET /v1/items?__code=999',
    ),
    row(
      '400 PREFERENCE_INVALID: The preference \'wait\' of the Prefer header must be a number of seconds from 0 to 60, not "soon".',
      'GET /v1/items',
      { prefer: 'wait=soon' },
    ),
    row(
      '400 PREFERENCE_INVALID: The operation listItems does not declare the preferred status 203. Declared statuses: 200.',
      'GET /v1/items',
      { prefer: 'code=203' },
    ),
    row(
      '400 PREFERENCE_INVALID: The response has no example with the preferred name "none". Examples of the response: some.',
      'GET /v1/items',
      { prefer: 'example=none' },
    ),
    row(
      '400 PREFERENCE_INVALID: The query parameter \'__seed\' must be a whole number from 0 to 4294967295, not "-1".',
      'GET /v1/items?__seed=-1',
    ),
  ],
  BODY_MISSING: [
    row(
      '400 BODY_MISSING: The request has no body. The operation addItem requires one, as application/json, application/x-www-form-urlencoded or multipart/form-data.',
      'POST /v1/items',
      JSON_TYPE,
    ),
    on(
      'pack',
      '400 BadRequest: The request has no body. A batch requires one, as application/json.',
      'POST /v1.0/$batch',
      ANY,
    ),
  ],
  BODY_MALFORMED: [
    row(
      '400 BODY_MALFORMED: The body is not valid JSON: <reason>.\n  # syntax: is not valid JSON: <reason>',
      'POST /v1/items',
      JSON_TYPE,
      '{"name"}',
    ),
    row(
      '400 BODY_MALFORMED: The body is not valid UTF-8.\n  # utf8: is not valid UTF-8',
      'POST /v1/items',
      JSON_TYPE,
      Buffer.from([0x22, 0xff, 0x22]),
    ),
    row(
      '400 BODY_MALFORMED: The body nests deeper than 100 levels.\n  # depth: nests deeper than 100 levels',
      'POST /v1/items',
      JSON_TYPE,
      '['.repeat(101) + ']'.repeat(101),
    ),
    row(
      '400 BODY_MALFORMED: The body has an invalid percent-escape.\n  # syntax: has an invalid percent-escape',
      'POST /v1/items',
      FORM_TYPE,
      'name=%zz',
    ),
    row(
      '400 BODY_MALFORMED: The body is not valid multipart/form-data: the Content-Type has no boundary.\n  # syntax: is not valid multipart/form-data: the Content-Type has no boundary',
      'POST /v1/items',
      { 'content-type': 'multipart/form-data' },
      'x',
    ),
    row(
      '400 BODY_MALFORMED: The length of the body differs from its Content-Length.',
      'POST /v1/items',
      { ...JSON_TYPE, 'content-length': '9' },
      '{}',
    ),
    row(
      '400 BODY_MALFORMED: The body is not valid multipart/form-data: Unexpected end of multipart data.\n  # syntax: is not valid multipart/form-data: Unexpected end of multipart data',
      'POST /v1/items',
      { 'content-type': 'multipart/form-data; boundary=b' },
      '--b',
    ),
    on(
      'pack',
      '400 BadRequest: The body is not valid JSON: <reason>.',
      'POST /v1.0/$batch',
      { ...ANY, ...JSON_TYPE },
      '{',
    ),
  ],
  BODY_INVALID: [
    row(
      "400 BODY_INVALID: The property 'name' is required.\n  #/name required: is required",
      'POST /v1/items',
      JSON_TYPE,
      {},
    ),
    row(
      '400 BODY_INVALID: The body must be of type object, not a list.\n  # type: must be of type object',
      'POST /v1/items',
      JSON_TYPE,
      '[]',
    ),
    row(
      '400 BODY_INVALID: The property \'name\' must have at least 2 characters, not "a".\n  #/name minLength: must have at least 2 characters\n  #/price exclusiveMinimum: must be greater than 0\n  #/size enum: must be one of "small", "large"\n  #/kind const: must be "toy"\n  #/sold format: must be a valid date-time',
      'POST /v1/items',
      JSON_TYPE,
      { name: 'a', price: 0, size: 'tiny', kind: 'tool', sold: 'now' },
    ),
    row(
      "400 BODY_INVALID: The property 'color' is not declared.\n  #/color additionalProperties: is not declared\n  #/name pattern: must match the pattern ^[a-z]+$\n  #/price multipleOf: must be a multiple of 0.5\n  #/tags minItems: must have at least 1 item\n  #/labels minProperties: must have at least 1 property",
      'POST /v1/items',
      JSON_TYPE,
      { name: 'Ball', price: 0.3, tags: [], labels: {}, color: 'red' },
    ),
    row(
      '400 BODY_INVALID: The property \'name\' must have at most 10 characters, not "football game".\n  #/name maxLength: must have at most 10 characters\n  #/name pattern: must match the pattern ^[a-z]+$\n  #/tags maxItems: must have at most 3 items\n  #/tags uniqueItems: must not contain the same item twice: the items 0 and 1 are equal\n  #/labels maxProperties: must have at most 2 properties\n  #/labels pattern: must match the pattern ^[a-z]$\n  #/labels propertyNames: must not have a property with the name "cd"',
      'POST /v1/items',
      JSON_TYPE,
      {
        name: 'football game',
        tags: ['a', 'a', 'b', 'c'],
        labels: { a: 1, b: 2, cd: 3 },
      },
    ),
    row(
      "400 BODY_INVALID: The property 'password' must have at least 8 characters.\n  #/password minLength: must have at least 8 characters",
      'POST /v1/items',
      JSON_TYPE,
      { name: 'ball', password: 'short' },
    ),
    row(
      '400 BODY_INVALID: The property \'payment.card\' is required.\n  #/payment/card required: is required\n  #/payment/iban required: is required\n  #/payment oneOf: must match one schema of "oneOf", but matches none\n  #/contact/mail required: is required\n  #/contact/phone required: is required\n  #/contact anyOf: must match at least one schema of "anyOf"\n  #/colour not: must not match the schema of "not"\n  #/parts/0 const: must be 1\n  #/parts contains: must contain at least 1 of the items that "contains" describes\n  #/from dependentRequired: must have the property "end", because it has "start"\n  #/rating minimum: must be at least 1\n  #/rating if: must match the schema of "then"',
      'POST /v1/items',
      JSON_TYPE,
      {
        name: 'ball',
        payment: {},
        contact: {},
        colour: 'red',
        parts: [2],
        from: { start: 1 },
        rating: 0,
      },
    ),
    row(
      '400 BODY_INVALID: The property \'payment\' must match only one schema of "oneOf", but matches the schemas 0 and 1.\n  #/payment oneOf: must match only one schema of "oneOf", but matches the schemas 0 and 1',
      'POST /v1/items',
      JSON_TYPE,
      { name: 'ball', payment: { card: 1, iban: 2 } },
    ),
    row(
      "400 BODY_INVALID: The property '__proto__' is not declared.\n  #/__proto__ name: is not declared",
      'POST /v1/items',
      JSON_TYPE,
      '{"name":"ball","__proto__":1}',
    ),
    row(
      '400 BODY_INVALID: Operation 0 of the patch is not an object.\n  #/0 json-patch: is not an object',
      'PATCH /v1/items/1',
      PATCH_TYPE,
      [1],
    ),
    row(
      '400 BODY_INVALID: Operation 0 of the patch has the unknown op "set"; use add, remove, replace, move, copy or test.\n  #/0 json-patch: has the unknown op "set"; use add, remove, replace, move, copy or test',
      'PATCH /v1/items/1',
      PATCH_TYPE,
      [{ op: 'set', path: '/name' }],
    ),
    row(
      '400 BODY_INVALID: Operation 0 of the patch has no JSON pointer in "path".\n  #/0 json-patch: has no JSON pointer in "path"',
      'PATCH /v1/items/1',
      PATCH_TYPE,
      [{ op: 'add', path: 'name' }],
    ),
    row(
      '400 BODY_INVALID: Operation 0 of the patch has no "value".\n  #/0 json-patch: has no "value"',
      'PATCH /v1/items/1',
      PATCH_TYPE,
      [{ op: 'add', path: '/name' }],
    ),
    row(
      '400 BODY_INVALID: Operation 0 of the patch moves /name into itself.\n  #/0 json-patch: moves /name into itself',
      'PATCH /v1/items/1',
      PATCH_TYPE,
      [{ op: 'move', from: '/name', path: '/name/a' }],
    ),
    row(
      "400 BODY_INVALID: The property 'scenario' must be the name of a scenario, not 'second'; known scenarios: first.\n  /scenario: The property 'scenario' must be the name of a scenario, not 'second'; known scenarios: first.",
      'POST /_standin/worlds',
      JSON_TYPE,
      { name: 'ada', scenario: 'second' },
    ),
    row(
      '400 BODY_INVALID: The property \'settings.auth\' must be one of "lenient", "off".\n  /settings/auth: The property \'settings.auth\' must be one of "lenient", "off".',
      'POST /_standin/worlds',
      JSON_TYPE,
      { name: 'ada', settings: { auth: 'maybe' } },
    ),
    row(
      "400 BODY_INVALID: The property 'settings.mood' is not a setting; known settings: auth.\n  /settings/mood: The property 'settings.mood' is not a setting; known settings: auth.",
      'POST /_standin/worlds',
      JSON_TYPE,
      { name: 'ada', settings: { mood: 'good' } },
    ),
    row(
      '400 BODY_INVALID: The body must be a list, not an object.\n  : The body must be a list, not an object.',
      'PUT /_standin/worlds/default/resource?path=/items',
      JSON_TYPE,
      {},
    ),
    row(
      "400 BODY_INVALID: The property '[1]' must be an object, not 1.\n  /1: The property '[1]' must be an object, not 1.",
      'PUT /_standin/worlds/default/resource?path=/items',
      JSON_TYPE,
      [{}, 1],
    ),
    row(
      '400 BODY_INVALID: The body must be an object, not a list.\n  : The body must be an object, not a list.',
      'PUT /_standin/worlds/default/resource?path=/items/1',
      JSON_TYPE,
      [],
    ),
    row(
      "400 BODY_INVALID: The property 'name' must be of type string, not 7.\n  /name: The property 'name' must be of type string.",
      'PUT /_standin/worlds/default/resource?path=/items/1',
      JSON_TYPE,
      { name: 7 },
    ),
    row(
      "400 BODY_INVALID: The property 'advance' must lead to a time in the years 0000 to 9999; P9999Y from 2026-03-01T10:20:30.400Z does not.\n  /advance: The property 'advance' must lead to a time in the years 0000 to 9999; P9999Y from 2026-03-01T10:20:30.400Z does not.",
      'PATCH /_standin/worlds/default/clock',
      JSON_TYPE,
      { advance: 'P9999Y' },
    ),
    row(
      '400 BODY_INVALID: The stub is invalid. The property \'when.operation\' must be the id of an operation, not "listItem"; the nearest is "listItems".\n  /when/operation: The property \'when.operation\' must be the id of an operation, not "listItem"; the nearest is "listItems".',
      'POST /_standin/worlds/default/stubs',
      JSON_TYPE,
      {
        when: { operation: 'listItem' },
        response: { status: 200 },
      },
    ),
    row(
      "400 BODY_INVALID: The stub is invalid. The property 'response.status' must be one of the statuses that readItem declares: 200; use allowInvalid for another one.\n  /response/status: The property 'response.status' must be one of the statuses that readItem declares: 200; use allowInvalid for another one.",
      'POST /_standin/worlds/default/stubs',
      JSON_TYPE,
      {
        when: { operation: 'readItem' },
        response: { status: 404 },
      },
    ),
    row(
      "400 BODY_INVALID: The stub is invalid. The property 'response.body.name' is required.\n  /response/body/name: The property 'response.body.name' is required.",
      'POST /_standin/worlds/default/stubs',
      JSON_TYPE,
      {
        when: { operation: 'readItem' },
        response: { body: {} },
      },
    ),
    row(
      '400 BODY_INVALID: The stub is invalid. The property \'response.example\' must be one of "some".\n  /response/example: The property \'response.example\' must be one of "some".',
      'POST /_standin/worlds/default/stubs',
      JSON_TYPE,
      {
        when: { operation: 'listItems' },
        response: { example: 'all' },
      },
    ),
    row(
      "400 BODY_INVALID: The fault is invalid. The property 'fault.latency.min' must not be greater than max.\n  /fault/latency/min: The property 'fault.latency.min' must not be greater than max.",
      'POST /_standin/worlds/default/faults',
      JSON_TYPE,
      {
        fault: { kind: 'latency', latency: { min: 9, max: 1 } },
      },
    ),
    row(
      "400 BODY_INVALID: The property 'when.lasts' must match the pattern ^P, not \"soon\".\n  /when/lasts: The property 'when.lasts' must match the pattern ^P.",
      'POST /_standin/worlds/default/faults',
      JSON_TYPE,
      { when: { lasts: 'soon' }, fault: { kind: 'reset' } },
    ),
    row(
      "400 BODY_INVALID: The fault is invalid. The property 'fault.body' must be absent: a response with the status 204 has no body.\n  /fault/body: The property 'fault.body' must be absent: a response with the status 204 has no body.",
      'POST /_standin/worlds/default/faults',
      JSON_TYPE,
      { fault: { kind: 'status', status: 204, body: 1 } },
    ),
    on(
      'pack',
      "400 BadRequest: The batch is not valid. The property 'requests[0].method' must be GET, POST, PUT, PATCH, DELETE or HEAD.\n  requests/0/method",
      'POST /v1.0/$batch',
      { ...ANY, ...JSON_TYPE },
      { requests: [{ id: '1', method: 'LIST', url: '/me' }] },
    ),
    on(
      'pack',
      "400 BadRequest: The property 'topic' is not declared.\n  topic",
      `PATCH ${CERTIFICATE}`,
      { ...ANY, ...JSON_TYPE },
      { topic: 'x' },
    ),
    on(
      'pack',
      "400 BadRequest: The property 'certificate' contains a PEM CERTIFICATE with invalid base64 or without an END line.\n  certificate",
      `PATCH ${CERTIFICATE}`,
      { ...ANY, ...JSON_TYPE },
      { certificate: '-----BEGIN CERTIFICATE-----' },
    ),
  ],
  BODY_TOO_LARGE: [
    row('413 BODY_TOO_LARGE: The body is larger than 1 MiB.', 'POST /v1/items', JSON_TYPE, ' '.repeat(1_048_577)),
    on(
      'limited',
      '413 BODY_TOO_LARGE: The form has more than 2 fields. Send fewer fields.',
      'POST /forms',
      FORM_TYPE,
      'a=1&b=2&c=3',
    ),
    on(
      'limited',
      '413 BODY_TOO_LARGE: The body leaves out more than 2 required values that the server has to generate. Send them, or send a smaller body.',
      'POST /carts',
      JSON_TYPE,
      { lines: [{}, {}, {}] },
    ),
  ],
  VALIDATION_TIMEOUT: [
    on(
      'limited',
      '400 VALIDATION_TIMEOUT: The server could not validate the value within 20 ms, because a pattern of the schema at /paths/~1slow/post/requestBody/content/application~1json/schema takes too long on it. The value can be valid. Simplify the pattern, or raise --limit validationMs.',
      'POST /slow',
      JSON_TYPE,
      JSON.stringify(`${'a'.repeat(40)}!`),
    ),
  ],
  STATE_INVALID: [
    row(
      "400 STATE_INVALID: The change would make the resource invalid. The property 'name' is required.\n  #/name required: is required",
      'PATCH /v1/items/1',
      PATCH_TYPE,
      [{ op: 'remove', path: '/name' }],
    ),
    row(
      "400 STATE_INVALID: The change would make the resource invalid. The property 'name' must have at least 2 characters.\n  #/name minLength: must have at least 2 characters\n  #/name pattern: must match the pattern ^[a-z]+$",
      'PATCH /v1/items/1',
      PATCH_TYPE,
      [{ op: 'replace', path: '/name', value: 'A' }],
    ),
    row('400 STATE_INVALID: The result of the patch must be an object.', 'PATCH /v1/items/1', PATCH_TYPE, [
      { op: 'replace', path: '', value: 7 },
    ]),
  ],
  RESOURCE_NOT_FOUND: [
    row('404 RESOURCE_NOT_FOUND: There is no item 99 in /items. The collection contains 1.', 'GET /v1/items/99'),
    row('404 RESOURCE_NOT_FOUND: There is no order 1 in /orders. The collection is empty.', 'GET /v1/orders/1'),
    {
      text: '404 RESOURCE_NOT_FOUND: There is no resource at /settings.',
      after: [['DELETE /v1/settings']],
      send: ['GET /v1/settings'],
    },
    row(
      "404 RESOURCE_NOT_FOUND: The document has no resource '/customers'. Resources: /items, /orders, /settings, /brands.",
      'GET /_standin/worlds/default/resource?path=/customers',
    ),
    row(
      "404 RESOURCE_NOT_FOUND: No document is served under '/shop'. Documents are served under '' (the root).",
      'GET /_standin/worlds/default/resource?path=/items&mount=/shop',
    ),
    row("404 RESOURCE_NOT_FOUND: There is no stub 'first' in this world.", 'GET /_standin/worlds/default/stubs/first'),
    row(
      "404 RESOURCE_NOT_FOUND: There is no fault 'first' in this world.",
      'DELETE /_standin/worlds/default/faults/first',
    ),
    row(
      "404 RESOURCE_NOT_FOUND: There is no exchange '7'. A reset and a rewind remove exchanges, and the journal keeps only the latest ones.",
      'GET /_standin/explain/7',
    ),
    on(
      'pack',
      "404 ResourceNotFound: There is no consent 'other'. The only one is 'appleMDMPushCertificate'.",
      'GET /beta/deviceManagement/dataSharingConsents/other',
      ANY,
    ),
  ],
  RESOURCE_EXISTS: [
    {
      after: [['POST /v1/brands', JSON_TYPE, { id: 'a' }]],
      send: ['POST /v1/brands', JSON_TYPE, { id: 'a' }],
      text: '409 RESOURCE_EXISTS: The brand a already exists in /brands.',
    },
  ],
  PATCH_CONFLICT: [
    row(
      '409 PATCH_CONFLICT: Operation 0 of the patch names /tags, which does not exist.\n  #/0 json-patch: names /tags, which does not exist',
      'PATCH /v1/items/1',
      PATCH_TYPE,
      [{ op: 'remove', path: '/tags' }],
    ),
    row(
      '409 PATCH_CONFLICT: Operation 0 of the patch names the property a, which does not exist.\n  #/0 json-patch: names the property a, which does not exist',
      'PATCH /v1/items/1',
      PATCH_TYPE,
      [{ op: 'add', path: '/a/b', value: 1 }],
    ),
    row(
      '409 PATCH_CONFLICT: Operation 0 of the patch adds the property b to a value that is not an object.\n  #/0 json-patch: adds the property b to a value that is not an object',
      'PATCH /v1/items/1',
      PATCH_TYPE,
      [{ op: 'add', path: '/name/b', value: 1 }],
    ),
    row(
      '409 PATCH_CONFLICT: Operation 1 of the patch names the index 7, but the array has 1 item.\n  #/1 json-patch: names the index 7, but the array has 1 item',
      'PATCH /v1/items/1',
      PATCH_TYPE,
      [
        { op: 'add', path: '/tags', value: ['a'] },
        { op: 'add', path: '/tags/7', value: 'b' },
      ],
    ),
    row(
      '409 PATCH_CONFLICT: Operation 0 of the patch fails, because /name has another value.\n  #/0 json-patch: fails, because /name has another value',
      'PATCH /v1/items/1',
      PATCH_TYPE,
      [{ op: 'test', path: '/name', value: 'car' }],
    ),
  ],
  PATCH_TOO_LARGE: [
    on(
      'limited',
      '413 PATCH_TOO_LARGE: Operation 0 of the patch makes the value larger than 100 bytes. Send a smaller patch.\n  #/0 json-patch: makes the value larger than 100 bytes',
      'PATCH /carts/1',
      PATCH_TYPE,
      [{ op: 'add', path: '/note', value: 'x'.repeat(100) }],
    ),
    on(
      'limited',
      '413 PATCH_TOO_LARGE: Operation 3 of the patch makes the value nest too deep. Send a smaller patch.\n  #/3 json-patch: makes the value nest too deep',
      'PATCH /carts/1',
      PATCH_TYPE,
      ['/a', '/a/b', '/a/b/c', '/a/b/c/d'].map((path) => ({ op: 'add', path, value: {} })),
    ),
  ],
  PRECONDITION_FAILED: [
    row(
      '412 PRECONDITION_FAILED: The resource does not meet the condition of the header If-Match. Its ETag is "7mGBQOLhsb78EOymya1iAGQrdlI".',
      'PUT /v1/items/1',
      { ...JSON_TYPE, 'if-match': '"old"' },
      { name: 'car' },
    ),
    row(
      '412 PRECONDITION_FAILED: The resource does not meet the condition of the header If-None-Match. Its ETag is "7mGBQOLhsb78EOymya1iAGQrdlI".',
      'PUT /v1/items/1',
      { ...JSON_TYPE, 'if-none-match': '*' },
      { name: 'car' },
    ),
    row(
      '412 PRECONDITION_FAILED: The resource does not exist. The header If-Match requires that it does.',
      'PUT /v1/brands/none',
      { ...JSON_TYPE, 'if-match': '*' },
      { id: 'none' },
    ),
  ],
  IDEMPOTENCY_KEY_REUSED: [
    {
      after: [['POST /v1/items', { ...JSON_TYPE, 'idempotency-key': 'k' }, { name: 'car' }]],
      send: ['POST /v1/items', { ...JSON_TYPE, 'idempotency-key': 'k' }, { name: 'doll' }],
      text: '422 IDEMPOTENCY_KEY_REUSED: The idempotency key "k" was already used with another request. Use a new key.',
    },
  ],
  FAULT_INVALID: [
    row(
      '400 FAULT_INVALID: Unknown fault "rest". Use latency=200, status=503, reset, empty, truncate, drip=1000, invalid-response or invalid-response=wrong-type.',
      'GET /v1/items',
      { 'standin-fault': 'rest' },
    ),
  ],
  FAULTS_DISABLED: [
    on(
      'without faults',
      '403 FAULTS_DISABLED: The server was started with --no-faults. Restart it without this option to use errors on demand.',
      'GET /v1/items?__code=500',
    ),
    on(
      'without faults',
      '403 FAULTS_DISABLED: The server was started with --no-faults. Restart it without this option to plan faults.',
      'POST /_standin/worlds/default/faults',
      JSON_TYPE,
      { fault: { kind: 'reset' } },
    ),
  ],
  WORLD_INVALID: [
    row(
      '400 WORLD_INVALID: The world name "-ada-" is not valid. Use at most 63 letters, digits, dashes and underscores, with a letter or a digit at the start and at the end.',
      'GET /v1/items',
      { 'standin-world': '-ada-' },
    ),
  ],
  WORLD_NOT_FOUND: [
    row(
      "404 WORLD_NOT_FOUND: There is no world 'nobody'. A world is created by the first request to it.",
      'GET /_standin/worlds/nobody',
    ),
  ],
  WORLD_EXISTS: [
    {
      text: '409 WORLD_EXISTS: The world "ada" already exists. Use another name, or delete it.',
      after: [['GET /_standin/worlds/ada/clock']],
      send: ['POST /_standin/worlds', JSON_TYPE, { name: 'ada' }],
    },
  ],
  TOO_MANY_WORLDS: [
    {
      on: 'limited',
      after: [['GET /carts', { 'standin-world': 'ada' }]],
      send: ['GET /carts', { 'standin-world': 'bob' }],
      text: '503 TOO_MANY_WORLDS: The server already has 1 world. Delete a world, or wait until an unused one is deleted.',
    },
  ],
  STORAGE_FAILED: [
    on(
      'without room',
      '507 STORAGE_FAILED: The change cannot be kept: a file is in the way of the folder. Nothing was changed.',
      'POST /carts',
      JSON_TYPE,
      {},
    ),
  ],
  STORE_UNAVAILABLE: [
    sent(
      '503 STORE_UNAVAILABLE: The store of this server does not respond, and nothing was changed. Send the request again.',
      async (t) => {
        const redis = await startSmallRedis();
        t.teardown(() => redis.close());
        const request = { method: 'POST', url: '/carts', headers: JSON_TYPE, payload: {} } as const;
        return injected(await opened(t, { document: CARTS, store: redis.url }), request);
      },
    ),
  ],
  THROTTLED: [
    {
      on: 'pack',
      after: [['PATCH /_standin/worlds/busy', JSON_TYPE, { settings: { throttling: 'full' } }]],
      send: [`GET /~busy${CERTIFICATE}`, ANY],
      text: '429 TooManyRequests: An error has occurred.',
    },
  ],
  NOT_APPLICABLE: [
    {
      on: 'pack',
      after: [['PATCH /_standin/worlds/poor', JSON_TYPE, { settings: { license: 'none' } }]],
      send: [`GET /~poor${CERTIFICATE}`, ANY],
      text: '400 BadRequest: Request not applicable to target tenant.',
    },
  ],
  DEPENDENCY_FAILED: [
    sent(
      '424 DependencyFailed: The request "2" depends on the request "1", which failed with the status 404.',
      batched({ url: '/none' }, { url: '/none', dependsOn: ['1'] }),
    ),
  ],
  HOST_REFUSED: [
    sent(
      '403 HOST_REFUSED: This proxy responds only for api.example, login.example on the default ports, not for other.example. Add other hosts to --intercept.',
      raw('GET http://other.example/v1/items HTTP/1.1\r\nhost: other.example\r\n\r\n', [
        'api.example',
        'login.example',
      ]),
    ),
  ],
  UNSAFE_METHOD: [
    sent(
      '403 UNSAFE_METHOD: The method POST can change something at the upstream. Start the proxy with --unsafe to forward it.',
      proxied('/v1/items', { method: 'POST' }),
    ),
  ],
  UPSTREAM_FAILED: [
    sent(
      '502 UPSTREAM_FAILED: The upstream <upstream> did not respond: connect ECONNREFUSED <upstream>.',
      proxied('/v1/items'),
    ),
    sent(
      '502 UPSTREAM_FAILED: The upstream <upstream> did not respond: other side closed.',
      proxied('/v1/items', { upstream: ({ socket }) => socket.destroy() }),
    ),
  ],
  UPSTREAM_TIMEOUT: [
    sent(
      '504 UPSTREAM_TIMEOUT: The upstream <upstream> did not respond within 0.2 seconds.',
      proxied('/v1/items', { upstream: () => undefined }),
    ),
  ],
  REQUEST_MALFORMED: [
    row(
      '400 REQUEST_MALFORMED: The query has an invalid percent-escape. Write a percent sign as %25.',
      'GET /v1/items?limit=%zz',
    ),
    row('400 REQUEST_MALFORMED: The Host header "a b" is not a host name.', 'GET /v1/items', { host: 'a b' }),
    sent(
      '400 REQUEST_MALFORMED: The request has no Host header.',
      raw('GET /v1/items HTTP/1.1\r\nconnection: close\r\n\r\n'),
    ),
    sent('400 REQUEST_MALFORMED: The request is not valid HTTP: <reason>.', raw('hello\r\n\r\n')),
  ],
  TRANSFER_CODING_UNSUPPORTED: [
    sent(
      '501 TRANSFER_CODING_UNSUPPORTED: The transfer coding gzip, chunked is not supported. Use chunked alone.',
      raw(
        'POST /v1/items HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
      ),
    ),
  ],
  REQUEST_TIMEOUT: [
    sent(
      '408 REQUEST_TIMEOUT: The request is not complete. Its headers or its body did not arrive in time.',
      incomplete,
    ),
  ],
  HEADERS_TOO_LARGE: [
    sent(
      '431 HEADERS_TOO_LARGE: The headers are larger than 16 KiB. Send fewer or shorter headers.',
      raw(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`),
    ),
  ],
  RESPONSE_INVALID: [
    row(
      "500 RESPONSE_INVALID: The response of getNumber with status 200 violates the contract. The property 'a' must be of type integer.\n  #/a type: must be of type integer",
      'GET /v1/number',
    ),
  ],
  HANDLER_FAILED: [
    row('500 HANDLER_FAILED: The handler of throwError failed: no database.', 'GET /v1/throws'),
    row('500 HANDLER_FAILED: The handler of beLate failed: it did not respond within 0.02 s.', 'GET /v1/late'),
    on('verifying', '500 HANDLER_FAILED: verifyCredential failed: no key.', 'GET /v1/token', bearer('crash')),
    on('verifying', '500 HANDLER_FAILED: verifyCredential failed: no network.', 'GET /v1/token', bearer('late')),
    on(
      'verifying',
      '500 HANDLER_FAILED: verifyCredential failed: it did not respond within 0.02 s.',
      'GET /v1/token',
      bearer('never'),
    ),
    on(
      'verifying',
      "500 HANDLER_FAILED: verifyCredential returned \"fine\". It must return 'accepted', 'refused', 'forbidden', or an object with the properties kind ('refused' or 'forbidden') and message.",
      'GET /v1/token',
      bearer('fine'),
    ),
  ],
  INTERNAL: [
    sent(
      '500 InternalServerError: A fault dropped the connection of the request "1".',
      batched({ url: CERTIFICATE, headers: { 'Standin-Fault': 'reset' } }),
    ),
    row('500 INTERNAL_SERVER_ERROR: The server failed to process the request.', 'GET /v1/items?__code=500'),
  ],
  OPERATION_UNUSABLE: [
    row(
      '501 OPERATION_UNUSABLE: The document has a fault, so GET /broken cannot be served. The reference #/components/schemas/Itme has no target (inline document:<line> at /paths/~1broken/get/responses/200/content/application~1json/schema/$ref). Did you mean #/components/schemas/Item?',
      'GET /v1/broken',
    ),
  ],
  VALIDATOR_FAILED: [
    row(
      '501 VALIDATOR_FAILED: The schema at /paths/~1endless/post/requestBody/content/application~1json/schema refers to itself without end.',
      'POST /v1/endless',
      JSON_TYPE,
      { a: 1 },
    ),
  ],
} satisfies Readonly<Record<ErrorCode, readonly Row[]>>;

interface Detail {
  readonly pointer: string;
  readonly rule?: string;
  readonly detail?: string;
  readonly message?: string;
}

/** Reasons that Node.js gives, which differ between its versions. */
const REASONS = /(?<=is not valid (?:JSON|HTTP): )[^\n]*?(?=\.?(?:\n|$))/g;

/** Lines of the document, which change with every operation that is added to it. */
const INLINE_LINE = /(?<=inline document:)\d+:\d+/;

/** All that a client reads: the status, the code and the message, then a line for each violation. */
function textOf(t: Test, { status, body }: Received): string {
  const value = JSON.parse(body);
  if (value.type === 'about:blank') {
    const { type: _, status: repeated, title, instance, code, detail, errors = [], ...ids } = value;
    t.equal(repeated, status);
    t.equal(title, STATUS_CODES[status]);
    t.type(instance, 'string');
    t.match(Object.keys(ids).join(), /^(?:request-id|requestId)$/);
    const lines = (errors as readonly Detail[]).map((one) => {
      return `\n  ${[one.pointer, one.rule].filter(Boolean).join(' ')}: ${one.detail ?? one.message}`;
    });
    return `${status} ${code}: ${detail}${lines.join('')}`;
  }
  if (typeof value.error === 'string') {
    const [message] = value.error_description.split(' Trace ID: ', 1);
    return `${status} ${value.error}: ${message}`;
  }
  const { code, message, target, innerError, ...others } = value.error;
  if (innerError) t.same(Object.keys(innerError), ['date', 'request-id', 'client-request-id']);
  t.same(others, {});
  return `${status} ${code}: ${message}${target ? `\n  ${target}` : ''}`;
}

async function textOfRow(t: Test, { on: name = 'shop', after = [], send }: Row): Promise<string> {
  if (typeof send === 'function') return textOf(t, await send(t));
  const standin = await opened(t, SERVERS[name]);
  for (const one of after) t.ok((await standin.inject(optionsOf(one))).statusCode < 400, one[0]);
  return textOf(t, await injected(standin, optionsOf(send)));
}

for (const [code, rows] of Object.entries(ROWS)) {
  test(`${code} says what is wrong`, async (t) => {
    t.ok(rows.length > 0);
    for (const one of rows as readonly Row[]) {
      const text = (await textOfRow(t, one)).replace(REASONS, '<reason>').replace(INLINE_LINE, '<line>');
      t.equal(text, one.text, typeof one.send === 'function' ? one.text : one.send[0].slice(0, 100));
    }
  });
}

test('an error without a code shows the name of its status', async (t) => {
  const rows = [
    row('402 PAYMENT_REQUIRED: Ada has no money.', 'GET /v1/pay'),
    row("418 IM_A_TEAPOT: I'm a Teapot.", 'GET /v1/items?__code=418'),
  ];
  for (const one of rows) t.equal(await textOfRow(t, one), one.text);
});
