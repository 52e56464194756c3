// Generates a large document: resources that can be listed, created, read, changed and deleted, each with its own schemas. A
// resource looks the same for every number of resources, so that only the size differs.

/** The path of the resource with that number, from 1: `/resource-0001`. */
export function pathOf(number) {
  return `/resource-${String(number).padStart(4, '0')}`;
}

/** @param resources the number of resources; each has five operations */
export function largeDocument(resources) {
  const numbers = Array.from({ length: resources }, (_, index) => index + 1);
  return {
    openapi: '3.0.3',
    info: { title: `${resources} resources`, version: '1.0.0', license: { name: 'MIT' } },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(numbers.flatMap(pathsOf)),
    components: {
      parameters: PARAMETERS,
      responses: RESPONSES,
      schemas: { ...SHARED, ...Object.fromEntries(numbers.map((number) => [nameOf(number), schemaOf(number)])) },
    },
  };
}

function nameOf(number) {
  return `Resource${String(number).padStart(4, '0')}`;
}

function pathsOf(number) {
  const name = nameOf(number);
  const tags = [name];
  const one = { $ref: `#/components/schemas/${name}` };
  const limit = { $ref: '#/components/parameters/limit' };
  const id = { name: 'resource-id', in: 'path', required: true, schema: { type: 'string', minLength: 1 } };
  const itemResponse = (description) => ({ description, content: json(one, exampleOf(number)) });
  const requestBody = { required: true, content: json(one, changeOf(number)) };
  const list = {
    type: 'object',
    properties: { items: { type: 'array', items: one }, next: { type: 'string', nullable: true } },
    required: ['items'],
  };
  const listResponse = { description: 'A page', content: json(list, { items: [exampleOf(number)], next: null }) };
  const operation = (verb, responses, more = {}) => ({
    operationId: `${verb}${name}`,
    tags,
    summary: `${verb[0].toUpperCase()}${verb.slice(1)} ${name}`,
    ...more,
    responses: { ...responses, default: { $ref: '#/components/responses/Error' } },
  });
  const missing = { 404: { $ref: '#/components/responses/NotFound' } };
  const rejected = { 400: { $ref: '#/components/responses/BadRequest' } };
  return [
    [
      pathOf(number),
      {
        get: operation('list', { 200: listResponse }, { parameters: [limit] }),
        post: operation('create', { 201: itemResponse('Created'), ...rejected }, { requestBody }),
      },
    ],
    [
      `${pathOf(number)}/{resource-id}`,
      {
        parameters: [id],
        get: operation('read', { 200: itemResponse('Found'), ...missing }),
        patch: operation('change', { 200: itemResponse('Changed'), ...rejected, ...missing }, { requestBody }),
        delete: operation('delete', { 204: { description: 'Deleted' }, ...missing }),
      },
    ],
  ];
}

function json(schema, example) {
  return { 'application/json': { schema, example } };
}

function schemaOf(number) {
  return {
    type: 'object',
    description: `The representation of resource ${number}, in requests and responses.`,
    properties: {
      id: { type: 'string', readOnly: true },
      name: { type: 'string', minLength: 1, maxLength: 80 },
      state: { type: 'string', enum: ['draft', 'active', `retired-${number % 7}`] },
      amount: { $ref: '#/components/schemas/Money' },
      address: { $ref: '#/components/schemas/Address' },
      tags: { type: 'array', items: { type: 'string' }, maxItems: 10 },
      createdAt: { type: 'string', format: 'date-time', readOnly: true },
      [`detail${number}`]: { type: 'integer', minimum: 0, maximum: 100 + number, nullable: true },
    },
    required: ['id', 'name', 'state', 'createdAt'],
  };
}

function changeOf(number) {
  return {
    name: `Name ${number}`,
    state: 'active',
    amount: { value: '12.50', currency: 'EUR' },
    address: { street: `${number} Main Street`, city: 'Springfield', country: 'US' },
    tags: ['one', 'two'],
    [`detail${number}`]: number % 100,
  };
}

function exampleOf(number) {
  return { id: `id-${number}`, ...changeOf(number), createdAt: '2026-01-31T12:00:00Z' };
}

const PARAMETERS = {
  limit: { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
};

const SHARED = {
  Money: {
    type: 'object',
    properties: { value: { type: 'string', pattern: '^\\d+\\.\\d{2}$' }, currency: { type: 'string' } },
    required: ['value', 'currency'],
  },
  Address: {
    type: 'object',
    properties: { street: { type: 'string' }, city: { type: 'string' }, country: { type: 'string', maxLength: 2 } },
    required: ['city', 'country'],
  },
  Error: {
    type: 'object',
    properties: { code: { type: 'string' }, message: { type: 'string' } },
    required: ['code', 'message'],
  },
};

const ERROR = json({ $ref: '#/components/schemas/Error' }, { code: 'failed', message: 'The operation failed.' });

const RESPONSES = {
  BadRequest: { description: 'The request is invalid', content: ERROR },
  NotFound: { description: 'Not found', content: ERROR },
  Error: { description: 'Another error', content: ERROR },
};
