// A document with a collection, forms, parameters, credentials and a part that the server cannot serve, and the valid and invalid
// requests to it. The keys of the items come from the client, so that the state stays small however many requests are sent.
import type { LoadStep } from '../bench/load.ts';

const ITEM = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'string', pattern: '^[a-z0-9-]{1,20}$' },
    name: { type: 'string', minLength: 1, maxLength: 100 },
    price: { type: 'number', minimum: 0 },
    tags: { type: 'array', items: { type: 'string' }, uniqueItems: true },
    size: { oneOf: [{ type: 'integer' }, { type: 'string', enum: ['small', 'large'] }] },
    changedDateTime: { type: 'string', format: 'date-time', readOnly: true },
  },
};
const json = (schema: object) => ({ 'application/json': { schema } });
const item = { description: 'The item.', content: json({ $ref: '#/components/schemas/Item' }) };
const accepted = { 204: { description: 'Accepted.' } };
const failed = {
  description: 'The request failed.',
  content: json({
    type: 'object',
    required: ['error'],
    properties: {
      error: {
        type: 'object',
        required: ['code', 'message'],
        properties: { code: { type: 'string' }, message: { type: 'string' } },
      },
    },
  }),
};
const FORM = { type: 'object', required: ['name'], properties: { name: { type: 'string' }, age: { type: 'integer' } } };
const number = { type: 'integer', minimum: 1, maximum: 100 };

export const mixedDocument = {
  openapi: '3.1.0',
  info: { title: 'Mixed', version: '1' },
  paths: {
    '/items': {
      get: {
        parameters: [
          { name: 'limit', in: 'query', schema: number },
          { name: 'offset', in: 'query', schema: { type: 'integer', minimum: 0 } },
          { name: 'sort', in: 'query', schema: { type: 'string' } },
          { name: 'name', in: 'query', schema: { type: 'string' } },
        ],
        responses: {
          200: {
            description: 'All items.',
            content: json({ type: 'array', items: { $ref: '#/components/schemas/Item' } }),
          },
          default: failed,
        },
      },
      post: {
        requestBody: { required: true, content: json({ $ref: '#/components/schemas/Item' }) },
        responses: { 201: item, 409: failed, default: failed },
      },
    },
    '/items/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: { responses: { 200: item, 404: failed, default: failed } },
      put: {
        requestBody: { required: true, content: json({ $ref: '#/components/schemas/Item' }) },
        responses: { 200: item, 201: item, default: failed },
      },
      patch: {
        requestBody: {
          required: true,
          content: {
            'application/merge-patch+json': { schema: { type: 'object' } },
            'application/json-patch+json': { schema: { type: 'array' } },
          },
        },
        responses: { 200: item, default: failed },
      },
      delete: { responses: { 204: { description: 'Deleted.' }, 404: failed, default: failed } },
    },
    '/form': {
      post: {
        requestBody: {
          required: true,
          content: { 'application/x-www-form-urlencoded': { schema: FORM }, 'multipart/form-data': { schema: FORM } },
        },
        responses: { ...accepted, default: failed },
      },
    },
    '/search': {
      get: {
        parameters: [
          {
            name: 'filter',
            in: 'query',
            style: 'deepObject',
            schema: { type: 'object', additionalProperties: number },
          },
          { name: 'X-Page', in: 'header', schema: number },
        ],
        responses: { ...accepted, default: failed },
      },
    },
    '/private': {
      get: { security: [{ key: [] }], responses: { ...accepted, 401: failed } },
    },
    '/sampled': {
      get: {
        responses: {
          200: {
            description: 'A generated value.',
            content: json({
              type: 'object',
              required: ['items'],
              properties: { items: { type: 'array', minItems: 3, items: ITEM } },
            }),
          },
        },
      },
    },
    '/broken': {
      get: {
        responses: { 200: { description: 'Endless.', content: json({ $ref: '#/components/schemas/Endless' }) } },
      },
    },
  },
  components: {
    securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'x-key' } },
    schemas: { Item: ITEM, Endless: { allOf: [{ $ref: '#/components/schemas/Endless' }] } },
  },
};

const JSON_TYPE = { 'content-type': 'application/json' };
const MERGE = { 'content-type': 'application/merge-patch+json' };
const PATCH = { 'content-type': 'application/json-patch+json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const PARTS_TYPE = { 'content-type': 'multipart/form-data; boundary=b' };
const part = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

const itemOf = (number: number) =>
  JSON.stringify({
    id: `item-${number}`,
    name: `Item ${number}`,
    price: number / 4,
    tags: ['a', `b${number}`],
    size: number,
  });

function validSteps(number: number): readonly LoadStep[] {
  const path = `/items/item-${number}`;
  return [
    {
      path: '/items',
      method: 'POST',
      headers: { ...JSON_TYPE, 'idempotency-key': `create-${number}` },
      body: itemOf(number),
    },
    { path },
    { path: `/items?limit=5&offset=${number}&sort=-price` },
    { path, method: 'PATCH', headers: MERGE, body: `{"price":${number}.5}` },
    {
      path: `${path}?x=1`,
      method: 'PATCH',
      headers: PATCH,
      body: '[{"op":"add","path":"/tags/-","value":"c"},{"op":"remove","path":"/tags/2"}]',
    },
    { path, headers: { 'if-none-match': '*' } },
    { path: '/form', method: 'POST', headers: FORM_TYPE, body: `name=a+b&age=${number}` },
    {
      path: '/form',
      method: 'POST',
      headers: PARTS_TYPE,
      body: `${part('name', 'a')}${part('age', String(number))}--b--\r\n`,
    },
    { path: `/search?filter[size]=${number}&filter[price]=3`, headers: { 'x-page': '2' } },
    { path: '/private', headers: { 'x-key': 'any' } },
    { path: '/sampled' },
    { path, method: 'PUT', headers: JSON_TYPE, body: itemOf(number) },
    { path: '/items', method: 'POST', headers: JSON_TYPE, body: itemOf(number) },
    { path, method: 'DELETE' },
    { path: '/items', method: 'POST', headers: JSON_TYPE, body: itemOf(number) },
  ];
}

function invalidSteps(number: number): readonly LoadStep[] {
  const path = `/items/item-${number}`;
  return [
    {
      path: '/items',
      method: 'POST',
      headers: JSON_TYPE,
      body: '{"id":7,"name":"","price":-1,"tags":["a","a"],"size":"medium"}',
    },
    { path: '/items', method: 'POST', headers: JSON_TYPE, body: '{"id":' },
    { path: '/items', method: 'POST', headers: JSON_TYPE, body: `${'['.repeat(200)}${']'.repeat(200)}` },
    { path: '/items', method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'text' },
    {
      path: '/items',
      method: 'POST',
      headers: { ...JSON_TYPE, 'idempotency-key': `create-${number}` },
      body: itemOf(number + 1),
    },
    { path: '/items?limit=many' },
    { path: '/items/nothing' },
    { path: '/nothing' },
    { path: '/items/%zz' },
    { path, method: 'PATCH', headers: { ...MERGE, 'if-match': '"old"' }, body: '{"price":1}' },
    { path, method: 'PATCH', headers: PATCH, body: '[{"op":"test","path":"/name","value":"x"}]' },
    { path, method: 'PATCH', headers: MERGE, body: '{"__proto__":{"admin":true}}' },
    { path: '/form', method: 'POST', headers: FORM_TYPE, body: 'age=x' },
    { path: '/form', method: 'POST', headers: PARTS_TYPE, body: 'no part' },
    { path: '/search?filter[size]=x' },
    { path: '/private' },
    { path: '/sampled', headers: { accept: 'image/png' } },
    { path: '/sampled', method: 'DELETE' },
    // Each response costs a stack overflow.
    ...(number % 10 === 0 ? [{ path: '/broken' }] : []),
    { path: '/items?__code=429' },
    { path, headers: { prefer: 'code=503' } },
    { path, headers: { 'standin-fault': 'status=503' } },
    { path, headers: { 'standin-fault': 'latency=2' } },
    { path: '/items', headers: { 'standin-fault': 'invalid-response' } },
    { path, headers: { 'standin-fault': 'nothing' } },
  ];
}

/** The requests in the order in which each connection sends them, to several worlds. */
export function mixedSteps(worlds: readonly string[], items: number): readonly LoadStep[] {
  return Array.from({ length: items }, (_, number) => number).flatMap((number) => {
    const world = worlds[number % worlds.length] ?? '';
    const steps = [...validSteps(number), ...invalidSteps(number)];
    return steps.map((step) => ({ ...step, path: `${world}${step.path}` }));
  });
}
