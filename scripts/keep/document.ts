// The document of the proof: shops that contain items, so that a deletion has several changes, and requests with idempotency keys.
const json = (schema: object) => ({ 'application/json': { schema } });
const id = { type: 'integer', readOnly: true };
const body = (name: string) => ({ required: true, content: json({ $ref: `#/components/schemas/${name}` }) });
const one = (name: string) => ({ description: 'One.', content: json({ $ref: `#/components/schemas/${name}` }) });
const list = (name: string) => ({
  description: 'All.',
  content: json({ type: 'array', items: { $ref: `#/components/schemas/${name}` } }),
});
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
const number = (name: string) => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
const key = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } };

export const shopDocument = {
  openapi: '3.1.0',
  info: { title: 'Shops', version: '1' },
  paths: {
    '/shops': {
      get: { responses: { 200: list('Shop'), default: failed } },
      post: { parameters: [key], requestBody: body('Shop'), responses: { 201: one('Shop'), default: failed } },
    },
    '/shops/{shopId}': {
      parameters: [number('shopId')],
      get: { responses: { 200: one('Shop'), default: failed } },
      patch: { requestBody: body('ShopChange'), responses: { 200: one('Shop'), default: failed } },
      delete: { responses: { 204: { description: 'Deleted.' }, default: failed } },
    },
    '/shops/{shopId}/items': {
      parameters: [number('shopId')],
      get: { responses: { 200: list('Item'), default: failed } },
      post: { requestBody: body('Item'), responses: { 201: one('Item'), default: failed } },
    },
    '/shops/{shopId}/items/{itemId}': {
      parameters: [number('shopId'), number('itemId')],
      get: { responses: { 200: one('Item'), default: failed } },
      delete: { responses: { 204: { description: 'Deleted.' }, default: failed } },
    },
  },
  components: {
    schemas: {
      Shop: {
        type: 'object',
        required: ['owner', 'name'],
        properties: { id, owner: { type: 'string' }, name: { type: 'string' } },
      },
      ShopChange: { type: 'object', properties: { name: { type: 'string' } } },
      Item: { type: 'object', required: ['name'], properties: { id, name: { type: 'string' } } },
    },
  },
};
