// Errors in the declared formats of real services, filled with the real reasons. A plain Ajv validates every body against the
// schema as written here, without code of the engine.
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { type Test, test } from 'tap';
import { contractFromValue } from '../../../src/contract/load.ts';
import { sentenceOf } from '../../../src/contract/validation/violations.ts';
import type { ErrorBody } from '../../../src/conventions/convention.ts';
import { plainConvention } from '../../../src/conventions/plain.ts';
import { HttpError, type HttpErrorInit, type Violation } from '../../../src/errors/http-error.ts';
import type { Json, JsonObject } from '../../../src/json/value.ts';

const facts = {
  requestId: '0e6cbe5e-3b3f-4d34-9a53-6f5a1e0e3c11',
  clientRequestId: undefined,
  contentType: undefined,
  now: () => new Date('2026-03-01T10:20:30.400Z'),
  method: 'GET',
  origin: 'http://localhost',
  path: '/orders/7',
  body: undefined,
  settings: {},
};

const zip: Violation = { pointer: '/address/zip', rule: 'type', message: 'must be of type string' };
const name: Violation = { pointer: '/name', rule: 'required', message: 'is required' };
const limit: Violation = { pointer: '/limit', rule: 'maximum', message: 'must be at most 100', in: 'query' };
const ZIP = "The property 'address.zip' must be of type string.";
const NAME = "The property 'name' is required.";
const LIMIT = "The query parameter 'limit' must be at most 100.";

const one: HttpErrorInit = { code: 'BODY_INVALID', message: ZIP, violations: [zip] };
const three: HttpErrorInit = { code: 'BODY_INVALID', message: ZIP, violations: [zip, name, limit] };
const notFound: HttpErrorInit = { code: 'PATH_NOT_FOUND', message: 'The document declares no path /orders/7.' };
const unauthenticated: HttpErrorInit = { code: 'CREDENTIAL_MISSING', message: 'The request has no bearer token.' };
const undeclared: HttpErrorInit = { code: 'METHOD_NOT_ALLOWED', message: 'DELETE is not declared for /orders/7.' };

const text = { type: 'string' };
const integer = { type: 'integer' };
const list = (items: Json): JsonObject => ({ type: 'array', items });
const object = (properties: JsonObject, required: readonly string[] = [], rest: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  required,
  ...rest,
});

interface Declared {
  readonly schema: JsonObject;
  readonly components?: JsonObject;
  readonly mediaType?: string;
  readonly example?: Json;
}

interface Row extends Declared {
  readonly error: HttpErrorInit;
  readonly expected: Json;
}

async function render(declared: Declared, error: HttpErrorInit): Promise<ErrorBody> {
  const { schema, components = {}, mediaType = 'application/json', example } = declared;
  const contract = await contractFromValue({
    openapi: '3.1.0',
    info: { title: 'Orders', version: '1' },
    paths: {
      '/orders': {
        get: {
          responses: {
            default: {
              description: 'No',
              content: { [mediaType]: { schema, ...(example !== undefined && { example }) } },
            },
          },
        },
      },
    },
    components: { schemas: components },
  });
  const content = contract.operations[0]?.responses[0]?.content[0];
  return plainConvention(contract).error(
    new HttpError(error),
    {
      mediaType,
      schema: String(content?.schema),
      examples: content?.examples.map(({ pointer }) => pointer) ?? [],
    },
    facts,
  );
}

function validateBody(t: Test, { schema, components = {} }: Declared, body: Json): void {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile({ ...schema, components: { schemas: components } });
  t.ok(validate(body), `${JSON.stringify(body)}: ${ajv.errorsText(validate.errors)}`);
}

const errorClass = (code: string, constant: JsonObject = { const: code }) =>
  object({ code: { type: 'string', ...constant }, message: text }, ['code', 'message']);

const ROWS: Readonly<Record<string, Row>> = {
  'code and message': {
    schema: object({ code: integer, message: text, help: text }, ['code', 'message']),
    error: notFound,
    expected: { code: 404, message: notFound.message },
  },
  'a nested error that lists its details': {
    schema: object({
      error: object({
        code: text,
        message: text,
        target: text,
        details: list(object({ code: text, message: text, target: text })),
      }),
    }),
    error: { ...three, violations: [zip, name] },
    expected: {
      error: {
        code: 'BODY_INVALID',
        message: ZIP,
        target: 'address.zip',
        details: [
          { code: 'type', message: ZIP, target: 'address.zip' },
          { code: 'required', message: NAME, target: 'name' },
        ],
      },
    },
  },
  "FastAPI's detail": {
    schema: object({
      detail: list(
        object({ loc: list({ anyOf: [text, integer] }), msg: text, type: text, input: {}, ctx: { type: 'object' } }, [
          'loc',
          'msg',
          'type',
        ]),
      ),
    }),
    error: { ...three, violations: [{ ...zip, pointer: '/lines/0/zip' }, limit] },
    expected: {
      detail: [
        { loc: ['body', 'lines', 0, 'zip'], msg: "The property 'lines[0].zip' must be of type string.", type: 'type' },
        { loc: ['query', 'limit'], msg: LIMIT, type: 'maximum' },
      ],
    },
  },
  'JSON:API': {
    schema: object({
      errors: list(
        object({ status: text, title: text, detail: text, source: object({ pointer: text, parameter: text }) }, [
          'detail',
        ]),
      ),
    }),
    error: { ...three, violations: [zip, limit] },
    expected: {
      errors: [
        { status: '400', title: 'Bad Request', detail: ZIP, source: { pointer: '/address/zip' } },
        { status: '400', title: 'Bad Request', detail: LIMIT, source: { parameter: 'limit' } },
      ],
    },
  },
  "Spring's error": {
    schema: object({
      timestamp: { type: 'string', format: 'date-time' },
      status: integer,
      error: text,
      message: text,
      path: text,
      trace: text,
    }),
    error: notFound,
    expected: {
      timestamp: '2026-03-01T10:20:30.400Z',
      status: 404,
      error: 'Not Found',
      message: notFound.message,
      path: '/orders/7',
    },
  },
  "Rails' map of messages": {
    schema: object({ errors: { type: 'object', additionalProperties: list(text) } }, ['errors']),
    error: three,
    expected: { errors: { 'address.zip': [ZIP], name: [NAME], limit: [LIMIT] } },
  },
  'a map of messages for an error without a property': {
    schema: object({ errors: { type: 'object', additionalProperties: list(text) } }, ['errors']),
    error: notFound,
    expected: { errors: { base: [notFound.message] } },
  },
  GraphQL: {
    schema: object({
      data: { type: ['object', 'null'] },
      errors: list(
        object({
          message: text,
          locations: list(object({ line: integer, column: integer })),
          path: list({ type: ['string', 'integer'] }),
          extensions: object({ code: text }),
        }),
      ),
    }),
    error: one,
    expected: { errors: [{ message: ZIP, path: ['address', 'zip'], extensions: { code: 'type' } }] },
  },
  "Google's status": {
    schema: object({
      error: object({
        code: { type: 'integer', format: 'int32' },
        message: text,
        status: text,
        details: list(object({ '@type': text }, [], { additionalProperties: true })),
      }),
    }),
    error: one,
    expected: {
      error: {
        code: 400,
        message: ZIP,
        status: 'BODY_INVALID',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.BadRequest',
            fieldViolations: [{ field: 'address.zip', description: ZIP }],
          },
        ],
      },
    },
  },
  "Stripe's error": {
    schema: object({
      error: object(
        {
          type: { type: 'string', enum: ['api_error', 'card_error', 'idempotency_error', 'invalid_request_error'] },
          message: text,
          param: text,
          doc_url: text,
        },
        ['type'],
      ),
    }),
    error: one,
    expected: { error: { type: 'invalid_request_error', message: ZIP, param: 'address.zip' } },
  },
  "GitHub's validation error": {
    schema: object(
      {
        message: text,
        documentation_url: { type: 'string', examples: ['https://docs.example/rest'] },
        errors: list(
          object(
            {
              resource: text,
              field: text,
              code: { enum: ['already_exists', 'invalid', 'missing', 'missing_field', 'unprocessable'] },
            },
            ['resource', 'field', 'code'],
          ),
        ),
      },
      ['message', 'documentation_url'],
    ),
    error: { ...three, violations: [zip, name] },
    expected: {
      message: `${ZIP} ${NAME}`,
      documentation_url: 'https://docs.example/rest',
      errors: [
        { resource: 'orders', field: 'address.zip', code: 'invalid' },
        { resource: 'orders', field: 'name', code: 'missing_field' },
      ],
    },
  },
  'OAuth 2.0': {
    schema: object(
      {
        error: { enum: ['invalid_request', 'invalid_client', 'invalid_grant'] },
        error_description: text,
        error_uri: text,
      },
      ['error'],
    ),
    error: unauthenticated,
    expected: { error: 'invalid_client', error_description: unauthenticated.message },
  },
  'a list of messages': { schema: list(text), error: three, expected: [ZIP, NAME, LIMIT] },
  'a string body': { schema: { type: 'string', maxLength: 200 }, error: one, expected: ZIP },
  'limits on texts and numbers': {
    schema: object(
      {
        message: { type: 'string', maxLength: 20 },
        code: { type: 'string', pattern: '^[a-z]+(-[a-z]+)*$' },
        type: { type: 'string', format: 'uri' },
        title: text,
        status: { type: 'integer', minimum: 500 },
        debugId: { type: 'string', maxLength: 8, pattern: '^[A-Z]+$' },
      },
      ['message', 'code', 'type', 'status'],
    ),
    error: one,
    expected: {
      message: "The property 'addre…",
      code: 'body-invalid',
      type: 'about:blank',
      title: 'Bad Request',
      status: 500,
    },
  },
  'an enum with other codes': {
    schema: object({ code: { enum: ['E_OTHER', 'not_found', 'methodNotAllowed'] }, detail: text }, ['code']),
    error: undeclared,
    expected: { code: 'methodNotAllowed', detail: undeclared.message },
  },
  'an optional enum in which no value is the reason': {
    schema: object({ code: { enum: ['CARD_DECLINED', 'SOLD_OUT'] }, detail: text }, ['detail']),
    error: undeclared,
    expected: { detail: undeclared.message },
  },
  'one of three error classes': {
    schema: {
      oneOf: ['NotFound', 'Unauthorized', 'ValidationError'].map((each) => ({ $ref: `#/components/schemas/${each}` })),
    },
    components: {
      NotFound: errorClass('NOT_FOUND'),
      Unauthorized: errorClass('UNAUTHORIZED'),
      ValidationError: {
        allOf: [errorClass('VALIDATION'), object({ violations: list(object({ field: text, message: text })) })],
      },
    },
    error: one,
    expected: { code: 'VALIDATION', message: ZIP, violations: [{ field: 'address.zip', message: ZIP }] },
  },
  'a discriminator': {
    schema: {
      oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/Forbidden' }],
      discriminator: {
        propertyName: 'kind',
        mapping: { a: '#/components/schemas/A', no: '#/components/schemas/Forbidden' },
      },
    },
    components: {
      A: object({ kind: text, line: integer }, ['kind', 'line']),
      Forbidden: object({ kind: text, message: text }, ['kind', 'message']),
    },
    error: unauthenticated,
    expected: { kind: 'no', message: unauthenticated.message },
  },
  'its own problem details': {
    schema: object({ type: text, title: text, status: integer, detail: text, instance: text, traceId: text }, [], {
      additionalProperties: false,
    }),
    mediaType: 'application/problem+json',
    error: three,
    expected: {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: `${ZIP} ${NAME} ${LIMIT}`,
      instance: '/orders/7',
      traceId: facts.requestId,
    },
  },
  'an error with only a title': {
    schema: object({ type: text, title: text }),
    error: notFound,
    expected: { type: 'about:blank', title: notFound.message },
  },
  'flags, write-only properties and nested errors': {
    schema: { $ref: '#/components/schemas/Failure' },
    components: {
      Failure: object(
        {
          success: { type: 'boolean' },
          reason: text,
          secret: { type: 'string', writeOnly: true },
          cause: { $ref: '#/components/schemas/Failure' },
        },
        ['success'],
      ),
    },
    error: notFound,
    expected: { success: false, reason: notFound.message },
  },
  'an open object, with the properties of its example': {
    schema: { type: 'object' },
    example: { error: { code: 'card_declined', message: 'The card was declined.', decline: 'x' } },
    error: notFound,
    expected: { error: { code: 'path_not_found', message: notFound.message } },
  },
  'an open object without an example': {
    schema: { type: 'object' },
    error: one,
    expected: {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: ZIP,
      instance: '/orders/7',
      errors: [{ pointer: '#/address/zip', rule: 'type', detail: ZIP }],
    },
  },
};

for (const [shape, row] of Object.entries(ROWS)) {
  test(`an error fills ${shape}`, async (t) => {
    const { mediaType, body } = await render(row, row.error);
    t.same(body, row.expected);
    t.equal(mediaType, row.mediaType ?? 'application/json');
    validateBody(t, row, body);
  });
}

test('a required property without a known meaning gets a value of its schema', async (t) => {
  const schema = object({ message: text, href: { type: 'string', minLength: 3 }, level: { enum: ['low', 'high'] } }, [
    'message',
    'href',
    'level',
  ]);
  const { body } = await render({ schema }, one);
  t.match(body, { message: ZIP, level: 'low' });
  validateBody(t, { schema }, body);
});

test('an error is problem details if the declared schema accepts no error', async (t) => {
  for (const schema of [{ not: {} }, { oneOf: [object({ message: text }), object({ message: text })] }]) {
    const { mediaType, body } = await render({ schema }, three);
    t.equal(mediaType, 'application/problem+json');
    t.match(body, { status: 400, detail: ZIP, errors: [{ pointer: '#/address/zip', rule: 'type' }, {}, {}] });
  }
});

test('a schema is read once and then filled with every reason', async (t) => {
  const schema = '/components/schemas/E';
  const contract = await contractFromValue({
    openapi: '3.1.0',
    info: { title: 'E', version: '1' },
    paths: {},
    components: { schemas: { E: object({ message: text, status: integer }) } },
  });
  const convention = plainConvention(contract);
  const declared = { mediaType: 'application/json', schema };
  for (const error of [one, notFound, unauthenticated, undeclared]) {
    const { body } = await convention.error(new HttpError(error), declared, facts);
    t.same(body, { message: error.message, status: new HttpError(error).status });
  }
});

test('a sentence names the property or the parameter, and the position of the value', async (t) => {
  const sentence = (pointer: string, place?: Violation['in']) =>
    sentenceOf({ pointer, rule: 'type', message: 'must be of type integer', ...(place && { in: place }) }, 'body');
  t.equal(sentence(''), 'The body must be of type integer.');
  t.equal(sentence('/a/b'), "The property 'a.b' must be of type integer.");
  t.equal(sentence('/limit', 'query'), "The query parameter 'limit' must be of type integer.");
  t.equal(sentence('/X-Rate', 'header'), "The header 'X-Rate' must be of type integer.");
  t.equal(sentence('/id', 'path'), "The path parameter 'id' must be of type integer.");
  t.equal(sentence('/sid', 'cookie'), "The cookie 'sid' must be of type integer.");
  t.equal(sentence('/ids/0', 'query'), "The query parameter 'ids[0]' must be of type integer.");
  t.equal(sentence('/a', 'body'), "The property 'a' must be of type integer.");
});
