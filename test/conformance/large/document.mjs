// A large document, made up by rule: resources that are listed, created, read, changed and deleted, each with schemas of
// its own. Whatever number of resources is asked for, each of them looks the same, so that only the size differs.

/** `/resource-0001`, the path of the resource of that number, from 1. */
export function pathOf(number) {
  return `/resource-${String(number).padStart(4, '0')}`;
}

/** @param resources how many; there are five operations for each */
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
  const shown = (description) => ({ description, content: json(one, exampleOf(number)) });
  const sent = { required: true, content: json(one, changeOf(number)) };
  const list = {
    type: 'object',
    properties: { items: { type: 'array', items: one }, next: { type: 'string', nullable: true } },
    required: ['items'],
  };
  const listed = { description: 'A page', content: json(list, { items: [exampleOf(number)], next: null }) };
  const operation = (verb, responses, more = {}) => ({
    operationId: `${verb}${name}`,
    tags,
    summary: `${verb[0].toUpperCase()}${verb.slice(1)} ${name}`,
    ...more,
    responses: { ...responses, default: { $ref: '#/components/responses/Error' } },
  });
  const missing = { 404: { $ref: '#/components/responses/NotFound' } };
  const refused = { 400: { $ref: '#/components/responses/BadRequest' } };
  return [
    [
      pathOf(number),
      {
        get: operation('list', { 200: listed }, { parameters: [limit] }),
        post: operation('create', { 201: shown('Created'), ...refused }, { requestBody: sent }),
      },
    ],
    [
      `${pathOf(number)}/{resource-id}`,
      {
        parameters: [id],
        get: operation('read', { 200: shown('Found'), ...missing }),
        patch: operation('change', { 200: shown('Changed'), ...refused, ...missing }, { requestBody: sent }),
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
    description: `The representation of resource ${number}, as it is sent and shown.`,
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

const ERROR = json({ $ref: '#/components/schemas/Error' }, { code: 'failed', message: 'It failed.' });

const RESPONSES = {
  BadRequest: { description: 'The request is wrong', content: ERROR },
  NotFound: { description: 'There is none', content: ERROR },
  Error: { description: 'Something else is wrong', content: ERROR },
};
