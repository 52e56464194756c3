// The document of the proof: items with keys of the client.
const json = (schema: object) => ({ 'application/json': { schema } });
const ITEM = { $ref: '#/components/schemas/Item' };
const item = (description: string) => ({ description, content: json(ITEM) });
const problem = { description: 'refused' };

export const itemsDocument = {
  openapi: '3.1.0',
  info: { title: 'Items', version: '1' },
  paths: {
    '/items': {
      get: {
        operationId: 'listItems',
        responses: { 200: { description: 'the items', content: json({ type: 'array', items: ITEM }) } },
      },
      post: {
        operationId: 'createItem',
        requestBody: { required: true, content: json(ITEM) },
        responses: { 201: item('created'), 409: problem },
      },
    },
    '/items/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: { operationId: 'getItem', responses: { 200: item('the item'), 404: problem } },
      patch: {
        operationId: 'changeItem',
        requestBody: { required: true, content: { 'application/merge-patch+json': { schema: { type: 'object' } } } },
        responses: { 200: item('the changed item'), 404: problem, 412: problem },
      },
      delete: { operationId: 'deleteItem', responses: { 204: { description: 'deleted' }, 404: problem } },
    },
  },
  components: {
    schemas: {
      Item: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string' }, count: { type: 'integer' }, by: { type: 'string' } },
      },
    },
  },
};
