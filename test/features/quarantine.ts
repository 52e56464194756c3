// Documents with faults: each fault takes out the smallest part that contains it, and the rest is served. What many tools accept
// although OpenAPI does not is accepted with a warning.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import { createStandin, type Standin } from '../../src/index.ts';
import { tokensOf, valueAt } from '../../src/json/pointer.ts';
import type { Json, JsonObject, MutableObject } from '../../src/json/value.ts';
import { CALLS, HARBOUR, OLD_HARBOUR, responsesOf } from '../fixtures/harbour.ts';

/** The document with another value at a pointer. */
function changed(document: JsonObject, pointer: string, value: Json, more: JsonObject = {}): JsonObject {
  const copy = structuredClone({ ...document, ...more }) as MutableObject;
  const parent = valueAt(copy, pointer.slice(0, pointer.lastIndexOf('/'))) as MutableObject;
  parent[tokensOf(pointer).at(-1) as string] = value;
  return copy;
}

const statuses = (responses: Awaited<ReturnType<typeof responsesOf>>) =>
  typeof responses === 'string' ? responses : responses.map(([status]) => status).join();

/** Places of a document of 3.1 whose key can be without a value, without a change of any response. */
const OPTIONAL_31 = [
  ...['/info', '/info/contact', '/info/license', '/info/title', '/tags', '/tags/0', '/webhooks', '/webhooks/storm'],
  ...['/servers/0/variables/zone/enum', '/servers/0/variables/zone', '/servers/0/variables', '/components/examples'],
  ...[
    '/components/headers',
    '/components/headers/Next',
    '/components/examples/Boats',
    '/components/securitySchemes/basic',
  ],
  ...['/components/schemas/Boat/additionalProperties', '/components/schemas/Boat/properties/hook'],
  ...['/components/schemas/Boat/properties/hook/format', '/components/schemas/Boat/properties/mast/allOf'],
  ...[
    '/components/schemas/Boat/required',
    '/components/schemas/Boat/required/0',
    '/components/schemas/Boat/properties/mast',
  ],
  ...[
    '/components/schemas/Mast/type',
    '/components/schemas/Mast/properties',
    '/components/schemas/Mast/patternProperties',
  ],
  ...['/components/schemas/Mast/properties/height', '/components/schemas/Mast/properties/height/multipleOf'],
  ...['/components/schemas/Tide/dependentRequired', '/components/schemas/Tide/properties/marks/prefixItems/0'],
  ...['/components/schemas/Tide/properties/marks/items', '/components/schemas/Tide/properties/level/minimum'],
  ...['/components/schemas/Person/if', '/components/schemas/Person/else', '/components/schemas/Cook/not'],
  ...['/components/responses/Error/content', '/components/responses/Error/description'],
  ...[
    '/paths/~1boats/parameters',
    '/paths/~1boats/get/operationId',
    '/paths/~1boats/get/tags',
    '/paths/~1boats/get/parameters',
  ],
  ...[
    '/paths/~1boats/get/parameters/0',
    '/paths/~1boats/get/parameters/0/schema',
    '/paths/~1boats/get/parameters/0/name',
  ],
  ...[
    '/paths/~1boats/get/parameters/0/example',
    '/paths/~1boats/get/parameters/1/style',
    '/paths/~1boats/parameters/0/$ref',
  ],
  ...['/paths/~1boats/get/responses/200/headers', '/paths/~1boats/get/responses/200/headers/X-Total'],
  ...[
    '/paths/~1boats/get/responses/default',
    '/paths/~1boats/post/responses/201/links',
    '/paths/~1boats/post/callbacks',
  ],
  ...['/paths/~1boats/get/responses/200/content/application~1json/examples', '/paths/~1boats/post/callbacks/launched'],
  ...[
    '/paths/~1crew/put/requestBody/content/application~1x-www-form-urlencoded/encoding',
    '/paths/~1crew/get/security',
  ],
  ...['/paths/~1crew/get/responses/200/content/application~1json/schema/discriminator'],
];

/** The same for Swagger 2.0. */
const OPTIONAL_20 = [
  ...['/info', '/host', '/consumes', '/produces', '/responses', '/responses/Error', '/securityDefinitions/login'],
  ...['/definitions/Owner', '/definitions/Owner/discriminator', '/definitions/Boat/properties/owner'],
  ...[
    '/definitions/Boat/required',
    '/parameters/Id/type',
    '/paths/~1boats/get/parameters',
    '/paths/~1boats/get/parameters/0',
  ],
  ...['/paths/~1boats/get/parameters/0/items', '/paths/~1boats/get/parameters/0/collectionFormat'],
  ...['/paths/~1boats/get/responses/200/headers', '/paths/~1boats/get/responses/200/examples'],
  ...['/paths/~1boats/get/responses/default', '/paths/~1boats/post/parameters/0/required'],
];

/** Places of both documents where an object or an array can be replaced by a reference to it, without a change of any response. */
const REFERABLE_31 = [
  ...['/info', '/info/contact', '/info/license', '/tags', '/tags/0', '/servers', '/servers/0', '/servers/0/variables'],
  ...[
    '/servers/0/variables/zone',
    '/servers/0/variables/zone/enum',
    '/security',
    '/security/0',
    '/paths',
    '/paths/~1boats',
  ],
  ...['/webhooks', '/components', '/components/schemas', '/components/responses', '/components/parameters'],
  ...['/components/pathItems', '/components/securitySchemes', '/components/securitySchemes/login/flows'],
  ...['/components/securitySchemes/login/flows/clientCredentials', '/paths/~1boats/get', '/paths/~1boats/get/tags'],
  ...['/components/securitySchemes/login/flows/clientCredentials/scopes', '/paths/~1boats/get/parameters'],
  ...[
    '/paths/~1boats/get/parameters/0',
    '/paths/~1boats/get/parameters/1/schema/items/enum',
    '/paths/~1boats/get/responses',
  ],
  ...[
    '/paths/~1boats/get/responses/200',
    '/paths/~1boats/get/responses/200/headers',
    '/paths/~1boats/post/requestBody',
  ],
  ...['/paths/~1boats/get/responses/200/content', '/paths/~1boats/get/responses/200/content/application~1json'],
  ...['/paths/~1boats/get/responses/200/content/application~1json/examples', '/paths/~1boats/post/callbacks'],
  ...['/paths/~1boats/post/responses/201/links', '/paths/~1crew/put/security', '/components/schemas/Boat/properties'],
  ...['/paths/~1crew/put/requestBody/content/application~1x-www-form-urlencoded/encoding'],
  ...[
    '/components/schemas/Boat/required',
    '/components/schemas/Sailor/allOf',
    '/components/schemas/Mast/patternProperties',
  ],
  ...['/paths/~1crew/get/responses/200/content/application~1json/schema/discriminator'],
  ...[
    '/paths/~1crew/get/responses/200/content/application~1json/schema/oneOf',
    '/components/schemas/Tide/dependentRequired',
  ],
];
const REFERABLE_20 = [
  ...[
    '/definitions',
    '/parameters',
    '/responses',
    '/securityDefinitions',
    '/securityDefinitions/login/scopes',
    '/consumes',
  ],
  ...['/produces', '/security', '/paths', '/paths/~1boats', '/paths/~1boats/get', '/paths/~1boats/get/parameters'],
  ...['/paths/~1boats/get/responses', '/paths/~1boats/get/responses/200/headers', '/paths/~1boats/post/parameters/0'],
  ...['/paths/~1boats/get/responses/200/examples', '/paths/~1crew/put/consumes', '/definitions/Boat/properties'],
];

for (const { version, document, optional, referable } of [
  { version: '3.1', document: HARBOUR, optional: OPTIONAL_31, referable: REFERABLE_31 },
  { version: '2.0', document: OLD_HARBOUR, optional: OPTIONAL_20, referable: REFERABLE_20 },
]) {
  test(`a key without a value is read as absent, in ${version}`, async (t) => {
    const before = statuses(await responsesOf(document));
    for (const pointer of optional) {
      t.not(valueAt(document, pointer), undefined, `${pointer} exists`);
      t.equal(statuses(await responsesOf(changed(document, pointer, null))), before, pointer);
    }
  });

  test(`a reference can be in any place, in ${version}`, async (t) => {
    const before = statuses(await responsesOf(document));
    for (const pointer of referable) {
      const part = valueAt(document, pointer) as Json;
      t.type(part, 'object', pointer);
      const referring = changed(document, pointer, { $ref: '#/x-parts/part' }, { 'x-parts': { part } });
      t.equal(statuses(await responsesOf(referring)), before, pointer);
    }
  });
}

const SMALL = (paths: string, rest = '') =>
  `openapi: 3.1.0\ninfo: {title: T, version: "1"}\npaths:\n${paths.replace(/^/gm, '  ')}\n${rest}`;
const JSON_OF = (schema: string) => `{description: ok, content: {application/json: {schema: ${schema}}}}`;
const GOOD = `/good: {get: {responses: {"200": ${JSON_OF('{type: integer, const: 7}')}}}}`;
const DANGLING = '{$ref: "#/components/schemas/No"}';

interface Served {
  readonly standin: Standin;
  readonly warnings: readonly string[];
}

async function served(t: Test, text: string): Promise<Served> {
  const folder = t.testdir({ 'api.yaml': text });
  const standin = await createStandin({ document: join(folder, 'api.yaml') });
  t.teardown(() => standin.close());
  const warnings = standin.warnings.map(({ message, location: { line }, fatal }) => {
    return `${fatal ? 'fault' : 'warning'} ${line}: ${message}`;
  });
  return { standin, warnings };
}

/** What a fault in a place takes out: the requests with their statuses, and what the fault says about it. */
const FAULTS: readonly (readonly [
  place: string,
  text: string,
  requests: Readonly<Record<string, number>>,
  fault: RegExp,
])[] = [
  [
    'a parameter',
    SMALL(
      `/a: {get: {parameters: [{name: p, in: query, schema: ${DANGLING}}], responses: {"200": {description: ok}}}, put: {responses: {"204": {description: ok}}}}\n${GOOD}`,
    ),
    { 'GET /a': 501, 'PUT /a': 204, 'GET /good': 200 },
    /^fault 4: the reference #\/components\/schemas\/No has no target; not served: GET \/a\. /,
  ],
  [
    'a parameter of a path',
    SMALL(
      `/a: {parameters: [{name: p}], get: {responses: {"200": {description: ok}}}, put: {responses: {"204": {description: ok}}}}\n${GOOD}`,
    ),
    { 'GET /a': 501, 'PUT /a': 501, 'GET /good': 200 },
    /^fault 4: the parameter has no property "in"; not served: GET \/a, PUT \/a\. Add "name" and "in"/,
  ],
  [
    'a request body',
    SMALL(
      `/a: {post: {requestBody: {content: {application/json: {schema: {type: strin}}}}, responses: {"204": {description: ok}}}}\n${GOOD}`,
    ),
    { 'POST /a': 501, 'GET /good': 200 },
    /^fault 4: the property "type" is "strin"; not served: POST \/a\. Use one of null, /,
  ],
  [
    'the only success',
    SMALL(`/a: {get: {responses: {"200": ${JSON_OF(DANGLING)}, "404": {description: no}}}}\n${GOOD}`),
    { 'GET /a': 501, 'GET /good': 200 },
    /not served: GET \/a\. /,
  ],
  [
    'the only success, with a default',
    SMALL(`/a: {get: {responses: {"200": ${JSON_OF(DANGLING)}, default: {description: no}}}}\n${GOOD}`),
    { 'GET /a': 501 },
    /not served: GET \/a\. /,
  ],
  [
    'one of two successes',
    SMALL(`/a: {get: {responses: {"200": ${JSON_OF(DANGLING)}, "202": {description: later}}}}\n${GOOD}`),
    { 'GET /a': 202, 'GET /good': 200 },
    /not served: the response 200 of GET \/a\. /,
  ],
  [
    'an error response',
    SMALL(`/a: {get: {responses: {"200": ${JSON_OF('{const: 1}')}, "404": ${JSON_OF(DANGLING)}}}}\n${GOOD}`),
    { 'GET /a': 200 },
    /not served: the response 404 of GET \/a\. /,
  ],
  [
    'an example',
    SMALL(
      `/a: {get: {responses: {"200": {description: ok, content: {application/json: {schema: {const: 1}, examples: {one: 5}}}}}}}\n${GOOD}`,
    ),
    { 'GET /a': 200 },
    /^fault 4: the example is 5, not an object; not served: the example one\. /,
  ],
  [
    'a header of a response',
    SMALL(
      `/a: {get: {responses: {"200": {description: ok, headers: {X-A: {schema: ${DANGLING}}}}, "204": {description: ok}}}}\n${GOOD}`,
    ),
    { 'GET /a': 204 },
    /not served: the response 200 of GET \/a\. /,
  ],
  [
    'a callback',
    SMALL(
      `/a: {post: {callbacks: {done: {"{$request.body#/url}": {post: 5}}}, responses: {"204": {description: ok}}}}\n${GOOD}`,
    ),
    { 'POST /a': 204 },
    /not served: the callback done of POST \/a\. /,
  ],
  [
    'a component that several operations use',
    SMALL(
      `/a: {get: {responses: {"200": ${JSON_OF('{$ref: "#/components/schemas/A"}')}}}, put: {requestBody: {content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/A"}}}}}, responses: {"204": {description: ok}}}}\n${GOOD}`,
      'components: {schemas: {A: {properties: {b: {$ref: "#/components/schemas/B"}}}, B: {minLength: -1}}}',
    ),
    { 'GET /a': 501, 'PUT /a': 501, 'GET /good': 200 },
    /^fault 6: the property "minLength" is -1; not served: .*GET \/a/,
  ],
  [
    'a component that nothing uses',
    SMALL(GOOD, 'components: {schemas: {A: {type: strin}}}'),
    { 'GET /good': 200 },
    /^fault 5: the property "type" is "strin"; nothing uses it\. /,
  ],
  [
    'a path item',
    SMALL(`/a: {$ref: "#/components/pathItems/No"}\n/b: 5\n${GOOD}`),
    { 'GET /a': 501, 'POST /a': 501, 'GET /b': 501, 'GET /good': 200 },
    /^fault 4: .* has no target; not served: all operations of \/a\. /,
  ],
  [
    'a file that does not exist',
    SMALL(`/a: {get: {responses: {"200": ${JSON_OF('{$ref: no.yaml}')}}}}\n${GOOD}`),
    { 'GET /a': 501, 'GET /good': 200 },
    /^fault 4: the target of the reference no\.yaml cannot be read/,
  ],
  [
    'a file out of the folder',
    SMALL(`/a: {get: {responses: {"200": ${JSON_OF('{$ref: ../up.yaml}')}}}}\n${GOOD}`),
    { 'GET /a': 501, 'GET /good': 200 },
    /^fault 4: the reference \.\.\/up\.yaml leads out of the folder/,
  ],
  [
    'a webhook',
    SMALL(GOOD, 'webhooks: {w: {post: 5}}'),
    { 'GET /good': 200 },
    /^fault 5: the operation is 5, not an object; not served: the path item w\. /,
  ],
];

test('a fault takes out the smallest part that contains it', async (t) => {
  for (const [place, text, requests, fault] of FAULTS) {
    const { standin, warnings } = await served(t, text);
    for (const [request, status] of Object.entries(requests)) {
      const [method = '', url = ''] = request.split(' ');
      const response = await standin.inject({
        method: method as 'GET',
        url,
        ...(method === 'POST' && { payload: { url: 'x' } }),
      });
      t.equal(response.statusCode, status, `${place}: ${request}: ${response.body}`);
      if (status === 501)
        t.match(response.json(), { code: 'OPERATION_UNUSABLE', detail: /api\.yaml:\d+:\d+ at \// }, place);
    }
    t.match(warnings[0], fault, place);
  }
});

/** What is accepted with a warning. Each document serves GET /a with 200. */
const ACCEPTED: readonly (readonly [title: string, text: string, warning: RegExp])[] = [
  [
    'an enum without values',
    SMALL('/a: {get: {parameters: [{name: p, in: query, schema: {enum: []}}], responses: {"200": {description: ok}}}}'),
    /^warning 4: the enum has no values; it is ignored/,
  ],
  [
    'an undeclared security scheme',
    SMALL('/a: {get: {security: [{no: []}], responses: {"200": {description: ok}}}}'),
    /^warning 4: the security scheme "no" is not declared; it counts as satisfied/,
  ],
  [
    'an undeclared scheme for all operations',
    SMALL('/a: {get: {responses: {"200": {description: ok}}}}', 'security: [{no: []}]'),
    /^warning 5: the security scheme "no" is not declared/,
  ],
  [
    'a scheme without a type',
    SMALL(
      '/a: {get: {security: [{k: []}], responses: {"200": {description: ok}}}}',
      'components: {securitySchemes: {k: {type: magic}}}',
    ),
    /^fault 5: the type of the security scheme is "magic"; not served: the security scheme k, which counts as satisfied\. /,
  ],
  [
    'an API key without a place',
    SMALL(
      '/a: {get: {security: [{k: []}], responses: {"200": {description: ok}}}}',
      'components: {securitySchemes: {k: {type: apiKey, name: k}}}',
    ),
    /^fault 5: the security scheme has no property "in"/,
  ],
  [
    'a parameter without a name',
    SMALL(
      '/a: {get: {parameters: [{name: "", in: header, required: true, schema: {type: string}}], responses: {"200": {description: ok}}}}',
    ),
    /^warning 4: the parameter has no name; it is ignored/,
  ],
  ['an empty operationId', SMALL('/a: {get: {operationId: "", responses: {"200": {description: ok}}}}'), /^$/],
  [
    'a property with an empty name',
    SMALL(`/a: {get: {responses: {"200": ${JSON_OF('{properties: {"": {type: string}}}')}}}}`),
    /^$/,
  ],
  [
    'a tuple',
    SMALL(
      `/a: {get: {responses: {"200": ${JSON_OF('{type: array, items: [{type: string}, {type: integer}], additionalItems: false}')}}}}`,
    ),
    /^warning 4: items is an array; it is read as prefixItems/,
  ],
  [
    'a pattern that does not compile',
    SMALL(`/a: {get: {responses: {"200": ${JSON_OF('{type: string, pattern: "*.txt"}')}}}}`),
    /^warning 4: the pattern \*\.txt cannot be compiled and is ignored: Nothing to repeat/,
  ],
  [
    'a patternProperties that does not compile',
    SMALL(`/a: {get: {responses: {"200": ${JSON_OF('{patternProperties: {"[": {}}}')}}}}`),
    /^warning 4: the pattern \[ cannot be compiled and is ignored/,
  ],
  [
    'a required that is a boolean',
    SMALL(`/a: {get: {responses: {"200": ${JSON_OF('{type: string, required: true}')}}}}`),
    /^warning 4: required is true, not an array of property names; it is ignored/,
  ],
  [
    'a bound that is a text',
    SMALL(`/a: {get: {responses: {"200": ${JSON_OF('{type: string, minLength: "2"}')}}}}`),
    /^warning 4: minLength is the text "2"; it is read as 2/,
  ],
  [
    'a path without a slash',
    SMALL('a: {get: {responses: {"200": {description: ok}}}}'),
    /^warning 4: the path "a" does not begin with a slash; it is served as \/a/,
  ],
  [
    'an empty requirement',
    SMALL('/a: {get: {security: [null], responses: {"200": {description: ok}}}}'),
    /^warning 4: security is not an array of objects/,
  ],
  [
    'an empty array in the place of an object',
    SMALL('/a: {get: {responses: {"200": {description: ok, headers: []}}}}'),
    /^warning 4: an empty array is in the place of an object; it is read as \{\}/,
  ],
  [
    'a server with an unreadable host',
    SMALL('/a: {servers: [{url: "http://[::1"}], get: {responses: {"200": {description: ok}}}}'),
    /^warning 4: the host of the server URL cannot be read; only its path is used/,
  ],
];

test('a version without quotes and a byte order mark are read', async (t) => {
  const { standin, warnings } = await served(
    t,
    '\uFEFFswagger: 2.0\ninfo: {title: T, version: 1}\npaths:\n  /a: {get: {parameters: [{name: q, in: query, type: integer}], responses: {200: {description: ok}}}}\n',
  );
  t.equal((await standin.inject('/a?q=1')).statusCode, 200);
  t.equal((await standin.inject('/a?q=x')).statusCode, 400, 'it is lifted');
  t.same(warnings, ['warning 1: the version 2 has no quotes; it is read as "2.0"']);
  const folder = t.testdir({
    'api.json': `\uFEFF${JSON.stringify({ openapi: 3, info: { title: 'T', version: '1' }, paths: { '/a': { get: { responses: { 200: { description: 'ok' } } } } } })}`,
  });
  const other = await createStandin({ document: join(folder, 'api.json') });
  t.teardown(() => other.close());
  t.match(other.warnings, [{ message: 'the version 3 has no quotes; it is read as "3.0"' }]);
});

test('what many tools accept is accepted with a warning', async (t) => {
  for (const [title, text, warning] of ACCEPTED) {
    const { standin, warnings } = await served(t, text);
    const response = await standin.inject('/a');
    t.equal(response.statusCode, 200, `${title}: ${response.body}`);
    t.match(warnings[0] ?? '', warning, title);
    t.ok(warnings.length <= 1, `${title}: ${warnings.join('\n')}`);
  }
});

/** Server URLs with the path that is served. */
const SERVERS: readonly (readonly [url: string, path: string])[] = [
  ['https://{host}/v1', '/v1'],
  ['{protocol}://{host}:{port}/v1', '/v1'],
  ['https://<host>/v1', '/v1'],
  ['https://api.example:{port}/v1/', '/v1'],
  ['localhost:8080/v1', '/v1'],
  ['http://[::1/v1', '/v1'],
  ['//api.example/v1', '/v1'],
  ['/v1?key=1#top', '/v1'],
  ['v1', '/v1'],
  ['', ''],
  ['https://api.example', ''],
  ['https://your domain/v1', '/v1'],
  ['https://api.example/a/../v1', '/v1'],
];

test('a server is served under the path of its URL, whatever its host is', async (t) => {
  for (const [url, path] of SERVERS) {
    const document: JsonObject = {
      openapi: '3.0.3',
      info: { title: 'T', version: '1' },
      servers: [{ url }],
      paths: { '/a': { get: { responses: { 200: { description: 'ok' } } } } },
    };
    const standin = await createStandin({ document });
    t.equal((await standin.inject(`${path}/a`)).statusCode, 200, url);
    await standin.close();
  }
});

test('other schemes of a requirement with an undeclared scheme are still required', async (t) => {
  const { standin } = await served(
    t,
    SMALL(
      '/both: {get: {security: [{key: [], no: []}], responses: {"200": {description: ok}}}}\n/either: {get: {security: [{key: []}, {no: []}], responses: {"200": {description: ok}}}}',
      'components: {securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}}',
    ),
  );
  t.equal((await standin.inject('/both')).statusCode, 401);
  t.equal((await standin.inject({ url: '/both', headers: { 'x-key': 'k' } })).statusCode, 200);
  t.equal((await standin.inject('/either')).statusCode, 200);
});

test('an operation with a fault returns 501 in its declared error shape, and is no violation', async (t) => {
  const error = JSON_OF(
    '{type: object, required: [code, reason], properties: {code: {type: string}, reason: {type: string}}}',
  );
  const { standin } = await served(
    t,
    SMALL(`/a: {get: {operationId: getA, responses: {"200": ${JSON_OF(DANGLING)}, default: ${error}}}}\n${GOOD}`),
  );
  const response = await standin.inject('/a');
  t.equal(response.statusCode, 501);
  t.match(response.json(), {
    code: 'OPERATION_UNUSABLE',
    reason:
      /^The document has a fault, so GET \/a cannot be served\. The reference #\/components\/schemas\/No has no target \(.*api\.yaml:4:\d+ at \/paths\/~1a\/get\/responses\/200\/.*\$ref\)\. Correct/,
  });
  const { violations, unchecked, documents } = await standin.report();
  t.same(violations, []);
  t.match(unchecked, [{ operation: 'getA', count: 1, unusable: true, message: /cannot be served/ }]);
  t.same(
    documents[0]?.operations.map(({ operation }) => operation),
    ['GET /good'],
    'it does not count for the coverage',
  );
  t.match(standin.inspect(), [
    { operation: 'getA', reason: /^it returns 501, because the document has a fault: The reference/ },
    {},
  ]);
});

test('--strict refuses a document with a fault, and names it', async (t) => {
  const folder = t.testdir({ 'api.yaml': SMALL(`/a: {get: {responses: {"200": ${JSON_OF(DANGLING)}}}}\n${GOOD}`) });
  await t.rejects(createStandin({ document: join(folder, 'api.yaml'), strict: true }), {
    code: 'DOCUMENT_HAS_WARNINGS',
    what: /#\/components\/schemas\/No has no target/,
    place: { line: 4 },
  });
});

test('a message names the place where the value stands', async (t) => {
  const folder = t.testdir({
    'api.yaml': SMALL(
      `/a:\n  get:\n    parameters:\n      -\n      - $ref:\n      - name: p\n        in: nowhere\n    responses: {"200": {description: ok}}\n${GOOD}`,
      'components:\n  schemas: {$ref: schemas.yaml}\n  responses: {$ref: "parts/responses.yaml#/all"}',
    ),
    'schemas.yaml': 'A:\n  type: strin\n',
    parts: {
      'responses.yaml':
        'all:\n  R: {description: r, content: {application/json: {schema: {$ref: "../schemas.yaml#/A"}}}}\n',
    },
  });
  const standin = await createStandin({ document: join(folder, 'api.yaml') });
  t.teardown(() => standin.close());
  const places = standin.warnings.map(
    ({ location: { file = '', line, pointer } }) => `${file.split('/').at(-1)}:${line} ${pointer}`,
  );
  t.ok(places.includes('api.yaml:10 /paths/~1a/get/parameters/2/in'), places.join('\n'));
  t.ok(places.includes('schemas.yaml:2 /A/type'), places.join('\n'));
});

test('a message about Swagger 2.0 names the place before the lift', async (t) => {
  const { standin } = await served(
    t,
    `swagger: "2.0"
info: {title: T, version: "1"}
consumes: [json]
paths:
  /a:
    parameters:
      - {name: body, in: body, schema: {properties: {a: {minLength: -1}}}}
    post: {responses: {"200": {description: ok}}}
  /b:
    post:
      parameters:
        - {name: body, in: body, schema: {type: strin}}
        - {name: p, in: query, type: integer, minimum: low}
      responses: {"200": {description: ok, schema: {maxLength: -1}}}
  /c: {get: {responses: {"200": {description: ok}}}}
`,
  );
  const places = standin.warnings.map(({ location: { line, pointer }, message }) => `${line} ${pointer} ${message}`);
  const expected = [
    /^3 \/consumes\/0 "json" is not a media type; it is read as application\/json$/,
    /^7 \/paths\/~1a\/parameters\/0\/schema\/properties\/a\/minLength the property/,
    /^12 \/paths\/~1b\/post\/parameters\/0\/schema\/type the property "type" is "strin"/,
    /^13 \/paths\/~1b\/post\/parameters\/1\/minimum the property "minimum" is "low"/,
    /^14 \/paths\/~1b\/post\/responses\/200\/schema\/maxLength the property/,
  ];
  for (const one of expected)
    t.ok(
      places.some((place) => one.test(place)),
      `${one}`,
    );
});

test('the calls of the harbour are valid', async (t) => {
  const responses = await responsesOf(HARBOUR);
  t.equal(responses.length, CALLS.length);
  t.equal(statuses(responses), '200,201,200,200,204,200,200,204');
});

test('a proxy passes on requests to an operation with a fault, and lists them as not checked', async (t) => {
  const service = createServer((_, response) => response.setHeader('content-type', 'application/json').end('[]'));
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  t.teardown(() => service.close());
  const upstream = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const folder = t.testdir({ 'api.yaml': SMALL(`/a: {get: {responses: {"200": ${JSON_OF(DANGLING)}}}}\n${GOOD}`) });
  const standin = await createStandin({ document: join(folder, 'api.yaml'), upstream });
  t.teardown(() => standin.close());
  const response = await standin.inject('/a');
  t.same([response.statusCode, response.body], [200, '[]']);
  const { violations, unchecked } = await standin.report();
  t.same(violations, []);
  t.match(unchecked, [{ operation: 'GET /a', unusable: true, message: /has no target/ }]);
});
