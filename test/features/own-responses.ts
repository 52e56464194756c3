// Responses that a person writes for an operation: they begin with what the document declares, and keep to it unless they say so.
import { fileURLToPath } from 'node:url';
import { type Test, test } from 'tap';
import { observeExchanges } from '../../src/api/observe.ts';
import { createStandin, type JsonObject, type StandinOptions } from '../../src/index.ts';
import type { RecordedExchange } from '../../src/report/record.ts';
import { NOW } from '../fixtures/service.ts';

const json = (schema: JsonObject, mediaType = 'application/json'): JsonObject => ({
  description: 'x',
  content: { [mediaType]: { schema } },
});

const ERROR: JsonObject = {
  type: 'object',
  required: ['code', 'message', 'requestId', 'timestamp'],
  properties: {
    code: { type: 'string' },
    message: { type: 'string' },
    requestId: { type: 'string' },
    timestamp: { type: 'string', format: 'date-time' },
  },
};
const ITEM: JsonObject = {
  type: 'object',
  required: ['id', 'price'],
  properties: { id: { type: 'integer' }, price: { type: 'number', minimum: 0 } },
};

const SHOP: JsonObject = {
  openapi: '3.1.0',
  info: { title: 'Shop', version: '1' },
  paths: {
    '/items/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: {
        operationId: 'readItem',
        responses: {
          200: json(ITEM),
          404: json(ERROR, 'application/problem+json'),
          409: {
            description: 'x',
            content: {
              'application/json': {
                schema: ERROR,
                example: { code: 'TAKEN', message: 'Taken.', requestId: 'r', timestamp: '2020-01-01T00:00:00Z' },
              },
            },
          },
          422: { description: 'x', content: { 'application/json': {} } },
          451: { description: 'x', content: { 'text/html': { schema: { type: 'string' }, example: '<p>No</p>' } } },
        },
      },
      delete: { operationId: 'removeItem', responses: { 204: { description: 'x' } } },
    },
  },
};

async function shop(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document: SHOP, now: NOW, ...options });
  t.teardown(() => standin.close());
  return { standin, world: standin.control.world() };
}

/** A body without what differs from request to request. */
function lasting(body: Record<string, unknown>): object {
  const names = ['requestId', 'timestamp', 'request-id', 'instance'];
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, names.includes(name) ? typeof value : value]),
  );
}

test('a sample of a response is what a fault with the same status returns', async (t) => {
  const { standin, world } = await shop(t);
  const rows: readonly (readonly [status: number, declared: boolean, mediaType: string])[] = [
    [200, true, 'application/json'],
    [404, true, 'application/problem+json'],
    [409, true, 'application/json'],
    [422, true, 'application/json'],
    [500, false, 'application/problem+json'],
  ];
  for (const [status, declared, mediaType] of rows) {
    await world.fault({ id: 'own', fault: { kind: 'status', status } });
    const sent = await standin.inject('/items/1');
    const sample = await world.sampleResponse(status, 'readItem');
    t.match(sample, { declared, mediaType }, `${status}`);
    t.same(lasting(sample.body as Record<string, unknown>), lasting(sent.json()), `${status}`);
    t.equal(sent.headers['content-type'], mediaType);
    await world.fault({
      id: 'own',
      when: { operation: 'readItem' },
      fault: { kind: 'status', status, body: sample.body },
    });
    const own = await standin.inject('/items/1');
    t.same([own.statusCode, own.json(), own.headers['content-type']], [status, sample.body, mediaType]);
  }
  t.equal((await world.exchanges()).length, 2 * rows.length, 'a sample is no request');
});

test('the sample of an error that is declared as text is that text, and so is the body of a fault', async (t) => {
  const { standin, world } = await shop(t);
  t.same(await world.sampleResponse(451, 'readItem'), { declared: true, body: '<p>No</p>', mediaType: 'text/html' });
  for (const body of [undefined, '<p>Closed</p>']) {
    await world.fault({
      id: 'own',
      when: { operation: 'readItem' },
      fault: { kind: 'status', status: 451, ...(body !== undefined && { body }) },
    });
    const { payload, headers } = await standin.inject('/items/1');
    t.equal(payload, body ?? '<p>No</p>');
    t.match(headers['content-type'], /^text\/html/);
  }
});

test('a sample is the error that most operations declare if it is for no operation, and absent if none is declared', async (t) => {
  const { world } = await shop(t);
  const common = await world.sampleResponse(503);
  t.match(common, { declared: false, body: { code: 'SERVICE_UNAVAILABLE', timestamp: NOW.toISOString() } });
  t.same(await world.sampleResponse(204, 'removeItem'), { declared: true });
  t.same(await world.sampleResponse(201, 'readItem'), { declared: false });
  await t.rejects(world.sampleResponse(500, 'readItm'), {
    status: 400,
    message: /'operation'.*readItem/,
    problem: { errors: [{ pointer: '/operation' }] },
  });
});

test('the sample of an error of Microsoft Graph is worded like the service', async (t) => {
  const standin = await createStandin({ now: NOW });
  t.teardown(() => standin.close());
  const operation = (await standin.control.operations())[0]?.operation ?? '';
  const { body } = await standin.control.world().sampleResponse(503, operation);
  t.match(body, { error: { code: /./, message: /./, innerError: { date: /^2/ } } });
});

test('the body of a fault keeps to the contract unless the fault says that it does not', async (t) => {
  const { standin, world } = await shop(t);
  const body = { id: 1, price: -1 };
  const plan = (more: object = {}) =>
    world.fault({ id: 'own', when: { operation: 'readItem' }, fault: { kind: 'status', status: 200, body, ...more } });
  await t.rejects(plan(), {
    status: 400,
    message: "The fault is invalid. The property 'fault.body.price' must be at least 0, not -1.",
  });
  t.same(await world.faults(), []);
  await plan({ allowInvalid: true });
  t.same((await standin.inject('/items/1')).json(), body, 'the body is sent as written');
  const [exchange] = await world.exchanges();
  t.match(exchange?.intendedViolations, [{ direction: 'response', pointer: '/price', message: 'must be at least 0' }]);
  t.equal(exchange?.violations, undefined);
  t.same(await standin.control.violations(), [], 'what was intended is not in the report');
});

test('a response that a fault has written is validated once, however often the exchange is read', async (t) => {
  const { standin, world } = await shop(t);
  await world.fault({ id: 'a', fault: { kind: 'invalid-response' } });
  const observed: RecordedExchange[] = [];
  observeExchanges(standin, (exchange) => observed.push(exchange));
  await standin.inject('/items/1');
  const [exchange] = observed;
  const found = exchange?.intendedViolations();
  t.equal(found?.length, 1);
  t.equal(exchange?.intendedViolations(), found);
});

test('exchanges show what stubs and other faults made a response violate, and nothing else', async (t) => {
  const { standin, world } = await shop(t);
  const intended = async () => {
    await standin.inject('/items/1');
    return (await world.exchanges({ limit: 1 }))[0]?.intendedViolations?.map(
      ({ pointer, rule }) => `${pointer} ${rule}`,
    );
  };
  t.equal(await intended(), undefined);
  await world.fault({ id: 'a', fault: { kind: 'invalid-response' } });
  t.same(await intended(), ['/id required']);
  await world.removeFault('a');
  await world.fault({ id: 'a', fault: { kind: 'status', status: 503, body: { is: 'from a gateway' } } });
  t.equal(await intended(), undefined, 'a status that is not declared');
  await world.fault({ id: 'a', fault: { kind: 'status', status: 404, body: {} } });
  t.match(await intended(), ['/code required', '/message required'], 'a fault of all operations is not checked before');
  await world.removeFault('a');
  const when = { operation: 'readItem' };
  await world.stub({ id: 's', when, response: { status: 418, body: {} }, allowInvalid: true });
  t.same(await intended(), [' status']);
  await world.stub({ id: 's', when, response: { status: 200, body: { id: 1, price: 2 } }, allowInvalid: true });
  t.equal(await intended(), undefined, 'a body that is valid all the same');
});

test('a file of faults can contain a body that violates the contract, if it says so', async (t) => {
  const fault = { kind: 'status', status: 200, body: { id: 'x', price: 1 } } as const;
  const when = { operation: 'readItem' };
  await t.rejects(createStandin({ document: SHOP, faults: [{ when, fault }] }), {
    code: 'PLAN_INVALID',
    message: /fault\.body\.id must be of type integer, not "x"/,
  });
  const { standin } = await shop(t, { faults: [{ when, fault: { ...fault, allowInvalid: true } }] });
  t.same((await standin.inject('/items/1')).json(), fault.body);
});

test('an own response of the shop begins with its error format', async (t) => {
  const document = fileURLToPath(new URL('../../docs/examples/shop/openapi.yaml', import.meta.url));
  const { world } = await shop(t, { document });
  const { body } = await world.sampleResponse(500, 'listProducts');
  t.match(body, { code: /./, message: 'The server failed to process the request.' });
});
