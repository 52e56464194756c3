// Documents with random damage: the start ends with a message that names a place, or the document is served. A request never gets
// a 5xx but the 501 of an operation that the damage makes unusable, and operations of other paths respond as before.
import { test } from 'tap';
import { createStandin, SetupError } from '../../src/index.ts';
import type { Json, JsonObject } from '../../src/json/value.ts';
import { damage } from '../fixtures/damage.ts';

const json = (schema: JsonObject, more: JsonObject = {}): JsonObject => ({
  description: 'ok',
  content: { 'application/json': { schema, ...more } },
});
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const ERRORS: JsonObject = { default: { $ref: '#/components/responses/Error' } };
const ID: Json = { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } };

const BOATS: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Harbour', version: '1', contact: { name: 'Desk' }, license: { name: 'MIT' } },
  servers: [
    { url: 'https://{zone}.harbour.example/v1', variables: { zone: { default: 'north', enum: ['north', 'south'] } } },
  ],
  tags: [{ name: 'boats' }],
  security: [{ key: [] }],
  paths: {
    '/boats': {
      parameters: [{ $ref: '#/components/parameters/Trace' }],
      get: {
        operationId: 'listBoats',
        tags: ['boats'],
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50, default: 20 }, example: 5 },
          {
            name: 'kind',
            in: 'query',
            style: 'form',
            explode: false,
            schema: { type: 'array', items: { enum: ['sail', 'motor'] } },
          },
        ],
        responses: {
          200: {
            ...json(
              { type: 'array', items: ref('Boat') },
              { examples: { some: { $ref: '#/components/examples/Boats' } } },
            ),
            headers: { 'X-Total': { schema: { type: 'integer' } } },
          },
          ...ERRORS,
        },
      },
      post: {
        requestBody: {
          required: true,
          content: { 'application/json': { schema: ref('Boat'), example: { name: 'Ada' } } },
        },
        responses: {
          201: {
            ...json(ref('Boat')),
            links: { self: { operationId: 'getBoat', parameters: { id: '$response.body#/id' } } },
          },
          ...ERRORS,
        },
        callbacks: {
          launched: {
            '{$request.body#/hook}': {
              post: {
                requestBody: { content: { 'application/json': { schema: ref('Boat') } } },
                responses: { 200: { description: 'ok' } },
              },
            },
          },
        },
      },
    },
    '/boats/{id}': {
      get: { operationId: 'getBoat', parameters: [ID], responses: { 200: json(ref('Boat')), 404: json(ref('Error')) } },
      patch: {
        parameters: [ID],
        requestBody: { content: { 'application/merge-patch+json': { schema: ref('Boat') } } },
        responses: { 200: json(ref('Boat')), ...ERRORS },
      },
      delete: { parameters: [ID], responses: { 204: { description: 'gone' }, ...ERRORS } },
    },
    '/tides': { $ref: '#/components/pathItems/Tides' },
    '/crew': {
      get: {
        security: [],
        responses: {
          200: json({
            oneOf: [ref('Sailor'), ref('Cook')],
            discriminator: {
              propertyName: 'job',
              mapping: { sailor: '#/components/schemas/Sailor', cook: '#/components/schemas/Cook' },
            },
          }),
        },
      },
      put: {
        security: [{ login: ['crew'] }, { key: [], basic: [] }],
        requestBody: {
          content: {
            'application/x-www-form-urlencoded': {
              schema: { type: 'object', properties: { name: { type: 'string', pattern: '^[a-z]+$' } } },
              encoding: { name: { style: 'form', explode: true } },
            },
          },
        },
        responses: { 204: { description: 'ok' } },
      },
    },
  },
  webhooks: {
    storm: {
      post: {
        requestBody: { content: { 'application/json': { schema: ref('Tide') } } },
        responses: { 200: { description: 'ok' } },
      },
    },
  },
  components: {
    schemas: {
      Boat: {
        type: 'object',
        required: ['name'],
        properties: {
          id: { type: 'integer', readOnly: true },
          name: { type: 'string', minLength: 1, maxLength: 40 },
          hook: { type: 'string', format: 'uri' },
          mast: { allOf: [ref('Mast'), { description: 'main' }] },
        },
        additionalProperties: false,
      },
      Mast: {
        type: ['object', 'null'],
        properties: { height: { type: 'number', exclusiveMinimum: 0, multipleOf: 0.5 } },
        patternProperties: { '^x-': { type: 'string' } },
      },
      Tide: {
        type: 'object',
        properties: {
          at: { type: 'string', format: 'date-time' },
          level: { type: 'number', minimum: -9, maximum: 9 },
          marks: {
            type: 'array',
            prefixItems: [{ type: 'string' }],
            items: { type: 'integer' },
            minItems: 1,
            uniqueItems: true,
          },
        },
        dependentRequired: { level: ['at'] },
      },
      Person: {
        type: 'object',
        required: ['job'],
        properties: { job: { type: 'string' }, mate: { anyOf: [ref('Person'), { type: 'null' }] } },
        if: { properties: { job: { const: 'cook' } } },
        then: { required: ['job'] },
        else: true,
      },
      Sailor: {
        allOf: [ref('Person'), { properties: { job: { const: 'sailor' }, knots: { type: 'integer', default: 3 } } }],
      },
      Cook: {
        allOf: [
          ref('Person'),
          {
            properties: {
              job: { const: 'cook' },
              dishes: { type: 'array', items: { type: 'string' }, contains: { type: 'string' } },
            },
          },
        ],
        not: { required: ['knots'] },
      },
      Error: {
        type: 'object',
        required: ['code', 'message'],
        properties: { code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    responses: { Error: json({ $ref: '#/components/schemas/Error' }) },
    parameters: { Trace: { name: 'X-Trace', in: 'header', schema: { type: 'string' } } },
    examples: { Boats: { value: [{ id: 1, name: 'Ada' }] } },
    headers: { Next: { schema: { type: 'string' } } },
    pathItems: {
      Tides: {
        get: {
          responses: {
            200: json(ref('Tide'), { example: { level: 1, at: '2026-01-01T00:00:00Z' } }),
            '4XX': json(ref('Error')),
          },
        },
      },
    },
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      basic: { type: 'http', scheme: 'basic' },
      login: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/token', scopes: { crew: 'write' } } } },
    },
  },
};

const SWAGGER: JsonObject = {
  swagger: '2.0',
  info: { title: 'Harbour', version: '1' },
  host: 'harbour.example',
  basePath: '/v1',
  consumes: ['application/json'],
  produces: ['application/json'],
  securityDefinitions: {
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    login: { type: 'oauth2', flow: 'application', tokenUrl: 'https://a.example/token', scopes: { crew: 'x' } },
  },
  security: [{ key: [] }],
  paths: {
    '/boats': {
      get: {
        parameters: [
          {
            name: 'kind',
            in: 'query',
            type: 'array',
            items: { type: 'string', enum: ['sail'] },
            collectionFormat: 'multi',
          },
        ],
        responses: {
          200: {
            description: 'ok',
            schema: { type: 'array', items: { $ref: '#/definitions/Boat' } },
            headers: { 'X-Total': { type: 'integer' } },
            examples: { 'application/json': [{ name: 'Ada' }] },
          },
          default: { $ref: '#/responses/Error' },
        },
      },
      post: {
        parameters: [{ name: 'boat', in: 'body', required: true, schema: { $ref: '#/definitions/Boat' } }],
        responses: { 201: { description: 'ok', schema: { $ref: '#/definitions/Boat' } } },
      },
    },
    '/boats/{id}': {
      parameters: [{ $ref: '#/parameters/Id' }],
      get: { responses: { 200: { description: 'ok', schema: { $ref: '#/definitions/Boat' } } } },
    },
    '/crew': {
      put: {
        consumes: ['application/x-www-form-urlencoded'],
        parameters: [
          { name: 'name', in: 'formData', type: 'string', required: true },
          { name: 'photo', in: 'formData', type: 'file' },
        ],
        responses: { 204: { description: 'ok' } },
      },
    },
    '/tides': {
      get: {
        security: [],
        responses: {
          200: { description: 'ok', schema: { type: 'object', properties: { level: { type: 'number' } } } },
        },
      },
    },
  },
  definitions: {
    Boat: {
      type: 'object',
      required: ['name'],
      properties: {
        id: { type: 'integer', readOnly: true },
        name: { type: 'string' },
        owner: { $ref: '#/definitions/Owner' },
      },
    },
    Owner: {
      type: 'object',
      discriminator: 'kind',
      properties: { kind: { type: 'string' }, next: { $ref: '#/definitions/Owner', 'x-nullable': true } },
    },
  },
  parameters: { Id: { name: 'id', in: 'path', required: true, type: 'integer' } },
  responses: {
    Error: { description: 'error', schema: { type: 'object', properties: { message: { type: 'string' } } } },
  },
};

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly type?: string;
  readonly body?: string;
}

const CALLS: readonly Call[] = [
  { method: 'GET', path: '/boats?limit=3' },
  { method: 'POST', path: '/boats', type: 'application/json', body: '{"name":"Eve"}' },
  { method: 'GET', path: '/boats/1' },
  { method: 'PATCH', path: '/boats/1', type: 'application/merge-patch+json', body: '{"name":"Mia"}' },
  { method: 'DELETE', path: '/boats/2' },
  { method: 'GET', path: '/tides' },
  { method: 'GET', path: '/crew' },
  { method: 'PUT', path: '/crew', type: 'application/x-www-form-urlencoded', body: 'name=ada' },
];

const HEADERS = { 'x-key': 'k', authorization: `Basic ${btoa('ada:secret')}` };

/** The status and the code of each response; a text if the document is refused. */
async function statusesOf(document: JsonObject): Promise<readonly (readonly [number, string])[] | string> {
  try {
    const standin = await createStandin({ document, log: 'off' });
    await standin.lint();
    const statuses: (readonly [number, string])[] = [];
    for (const { method, path, type, body } of CALLS) {
      const headers = { ...HEADERS, ...(type !== undefined && { 'content-type': type }) };
      const response = await standin.inject({
        method,
        url: `/v1${path}`,
        headers,
        ...(body !== undefined && { payload: body }),
      });
      statuses.push([response.statusCode, response.body]);
    }
    const { violations } = await standin.report();
    const own = violations.filter(({ direction, rule }) => direction === 'response' && rule === 'internal');
    await standin.close();
    return own.length === 0 ? statuses : `internal: ${own[0]?.message}`;
  } catch (error) {
    if (error instanceof SetupError && error.place.pointer !== undefined) return error.code;
    throw error;
  }
}

const RUNS = Number(process.env.DAMAGE_RUNS ?? 150);
const FIRST = Number(process.env.DAMAGE_FIRST ?? 0);

for (const [version, document] of Object.entries({ '3.1': BOATS, '2.0': SWAGGER })) {
  test(`a document of version ${version} with random damage`, async (t) => {
    const before = (await statusesOf(document)) as readonly (readonly [number, string])[];
    t.ok(
      before.every(([status]) => status < 500),
      before.join(),
    );
    for (let seed = FIRST; seed < FIRST + RUNS; seed++) {
      const { document: damaged, pointer, what } = damage(document, seed);
      const statuses = await statusesOf(damaged).catch((error: Error) => error.stack ?? error.message);
      if (typeof statuses === 'string') {
        if (!/^[A-Z_]+$/.test(statuses)) t.fail(`${seed} ${what}: ${statuses}`);
        continue;
      }
      for (const [at, [status, body]] of statuses.entries()) {
        const { method, path } = CALLS[at] as Call;
        const resource = /^\/\w+/.exec(path)?.[0] ?? path;
        const touched = !pointer.startsWith('/paths/') || pointer.startsWith(`/paths/~1${resource.slice(1)}`);
        if (status >= 500 && status !== 501) t.fail(`${seed} ${what}: ${method} ${path} gets ${status} ${body}`);
        if (status === 501 && !/OPERATION_UNUSABLE|VALIDATOR_FAILED|fault/.test(body))
          t.fail(`${seed} ${what}: ${body}`);
        if (!touched && status !== before[at]?.[0]) t.fail(`${seed} ${what}: ${method} ${path} gets ${status} ${body}`);
      }
    }
    t.pass(`${RUNS} runs`);
  });
}
