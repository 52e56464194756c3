// What the server owns of a resource in one operation, the values of new items, writes of several items, and responses of operations
// that have no state.
import { type Test, test } from 'tap';
import { createStandin, type JsonObject } from '../../src/index.ts';

const json = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } });
const body = (schema: JsonObject): JsonObject => ({ required: true, ...json(schema) });
const ok = (schema: JsonObject): JsonObject => ({ description: 'ok', ...json(schema) });
const TICKET: JsonObject = { $ref: '#/components/schemas/Ticket' };
const byNumber = [{ name: 'number', in: 'path', required: true, schema: { type: 'integer' } }];

const DOCUMENT: JsonObject = {
  openapi: '3.0.3',
  info: { title: 'Repairs', version: '1' },
  paths: {
    '/tickets': {
      get: { operationId: 'listTickets', responses: { 200: ok({ type: 'array', items: TICKET }) } },
      post: {
        operationId: 'openTicket',
        requestBody: body({
          type: 'object',
          required: ['bike'],
          properties: { bike: { type: 'string' }, Remark: { type: 'string' } },
        }),
        responses: { 201: ok(TICKET) },
      },
      delete: {
        operationId: 'deleteTickets',
        parameters: [
          {
            name: 'numbers',
            in: 'query',
            schema: { type: 'array', items: { type: 'integer' } },
            explode: false,
          },
        ],
        responses: { 204: { description: 'gone' }, 404: { description: 'One of them does not exist.' } },
      },
    },
    '/tickets/bulk': {
      post: {
        operationId: 'openTickets',
        requestBody: body({ type: 'object', properties: { tickets: { type: 'array', items: TICKET } } }),
        responses: { 201: ok({ type: 'object', properties: { tickets: { type: 'array', items: TICKET } } }) },
      },
    },
    '/tickets/{number}': {
      parameters: byNumber,
      get: {
        operationId: 'getTicket',
        responses: {
          200: {
            description: 'ok',
            content: {
              'application/json': { schema: TICKET },
              'text/csv': { schema: { type: 'string' }, example: 'number,bike\n7,Tandem\n' },
            },
          },
        },
      },
      put: {
        operationId: 'replaceTicket',
        requestBody: body({ type: 'object', properties: { bike: { type: 'string' } } }),
        responses: { 200: ok(TICKET) },
      },
      delete: {
        operationId: 'deleteTicket',
        responses: {
          200: ok({
            type: 'object',
            required: ['number', 'deleted'],
            properties: { number: { type: 'integer' }, deleted: { type: 'boolean' } },
          }),
        },
      },
    },
    '/tickets/{number}/finish': {
      parameters: byNumber,
      post: { operationId: 'finishTicket', responses: { 200: ok(TICKET) } },
    },
    '/quotes': {
      post: {
        operationId: 'quote',
        requestBody: body({
          type: 'object',
          properties: { part: { type: 'string' }, ticketNumber: { type: 'integer' } },
        }),
        responses: {
          200: ok({
            type: 'object',
            required: ['part', 'days', 'ticket'],
            properties: { part: { type: 'string', example: 'bell' }, days: { type: 'integer' }, ticket: TICKET },
          }),
        },
      },
    },
  },
  components: {
    schemas: {
      Ticket: {
        type: 'object',
        required: ['number', 'bike', 'status'],
        properties: {
          number: { type: 'integer', example: 42 },
          bike: { type: 'string' },
          remark: { type: 'string' },
          status: { type: 'string', enum: ['waiting', 'inRepair', 'finished'] },
          photo_count: { type: 'integer' },
          opened_at: { type: 'string', format: 'date-time', example: '2011-11-11T11:11:11Z' },
          finishedAt: { type: 'string', format: 'date-time', nullable: true },
          href: { type: 'string', format: 'uri' },
        },
      },
    },
  },
};

async function workshop(t: Test) {
  const standin = await createStandin({
    document: DOCUMENT,
    now: new Date('2026-04-05T06:07:08Z'),
    onInvalidResponse: (response) => t.fail(JSON.stringify(response)),
    scenarios: { one: { '/tickets': [{ number: 7, bike: 'Tandem', status: 'inRepair', photo_count: 3 }] } },
    scenario: 'one',
    log: 'off',
  });
  t.teardown(() => standin.close());
  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: object,
    accept = 'application/json',
  ) => {
    const headers = { accept, host: 'workshop.test' };
    const response = await standin.inject({ method, url, headers, ...(payload && { payload }) });
    const text = response.payload;
    return {
      status: response.statusCode,
      headers: response.headers,
      text,
      body: text.startsWith('{') || text.startsWith('[') ? response.json() : undefined,
    };
  };
  return { standin, send };
}

test('the server sets what the request schema does not declare, and ignores it in requests', async (t) => {
  const { standin, send } = await workshop(t);
  const {
    status,
    body: ticket,
    headers,
  } = await send('POST', '/tickets', { bike: 'Trike', Remark: 'squeaks', status: 'finished', photo_count: 9 });
  t.equal(status, 201);
  t.same(ticket, {
    number: 8,
    bike: 'Trike',
    remark: 'squeaks',
    status: 'waiting',
    photo_count: 0,
    opened_at: '2026-04-05T06:07:08.000Z',
    finishedAt: null,
    href: 'http://workshop.test/tickets/8',
  });
  t.equal((await send('GET', '/tickets/8')).body.bike, 'Trike');
  const explained = await standin.control.explain(String(headers['request-id']));
  t.same(explained.ignored, ['/status', '/photo_count']);
  const [document] = (await standin.report()).documents;
  t.match(document?.ignored, [{ operation: 'openTicket', pointer: '/status', count: 1 }, { pointer: '/photo_count' }]);
});

test('an undeclared spelling of a property is not that property', async (t) => {
  const { send } = await workshop(t);
  t.notOk((await send('POST', '/tickets', { bike: 'Trike', remark: 'squeaks' })).body.remark === 'squeaks');
});

test('PUT keeps what its request schema cannot write', async (t) => {
  const { send } = await workshop(t);
  const { body: ticket } = await send('PUT', '/tickets/7', { bike: 'Unicycle' });
  t.match(ticket, { number: 7, bike: 'Unicycle', status: 'inRepair', photo_count: 3 });
});

test('an action sets the status that its verb names, and its time', async (t) => {
  const { send } = await workshop(t);
  const { body: ticket } = await send('POST', '/tickets/7/finish');
  t.match(ticket, { number: 7, bike: 'Tandem', status: 'finished', finishedAt: '2026-04-05T06:07:08.000Z' });
  t.equal((await send('GET', '/tickets/7')).body.status, 'finished');
  t.equal((await send('POST', '/tickets/70/finish')).status, 404);
});

test('several items are created and deleted, all or none', async (t) => {
  const { send } = await workshop(t);
  const created = await send('POST', '/tickets/bulk', {
    tickets: [
      { number: 20, bike: 'A', status: 'waiting' },
      { number: 21, bike: 'B', status: 'waiting' },
    ],
  });
  t.equal(created.status, 201);
  t.match(created.body.tickets, [
    { number: 20, bike: 'A' },
    { number: 21, bike: 'B' },
  ]);
  const taken = await send('POST', '/tickets/bulk', {
    tickets: [
      { number: 22, bike: 'C', status: 'waiting' },
      { number: 7, bike: 'D', status: 'waiting' },
    ],
  });
  t.equal(taken.status, 409);
  t.equal((await send('GET', '/tickets/22')).status, 404, 'none of them was created');
  const unnamed = await send('DELETE', '/tickets');
  t.match(unnamed, { status: 400, body: { detail: 'The request names no item of /tickets.' } });
  t.equal((await send('DELETE', '/tickets?numbers=20,999')).status, 404);
  t.equal((await send('GET', '/tickets/20')).status, 200, 'none of them was deleted');
  t.equal((await send('DELETE', '/tickets?numbers=20,21')).status, 204);
  t.equal((await send('GET', '/tickets/21')).status, 404);
});

test('the response of a deletion contains the deleted key', async (t) => {
  const { send } = await workshop(t);
  t.same((await send('DELETE', '/tickets/7')).body, { number: 7, deleted: true });
});

test('an operation without state repeats the request, shows existing items, and says so', async (t) => {
  const { standin, send } = await workshop(t);
  const quote = await send('POST', '/quotes', { part: 'saddle', ticketNumber: 7 });
  t.equal(quote.headers['standin-generated'], 'no state');
  t.match(quote.body, { part: 'saddle', ticket: { number: 7, bike: 'Tandem' } });
  t.equal((await send('GET', '/tickets/7')).headers['standin-generated'], undefined);
  t.same(
    standin
      .inspect()
      .filter(({ changesNothing }) => changesNothing)
      .map(({ operation }) => operation),
    ['quote'],
  );
  const [document] = (await standin.report()).documents;
  t.same(document?.generated, [{ method: 'POST', path: '/quotes', count: 1 }]);
});

test('a media type that cannot contain the state gets its example, if the item exists', async (t) => {
  const { send } = await workshop(t);
  const csv = await send('GET', '/tickets/7', undefined, 'text/csv');
  t.match(csv.headers['content-type'], /^text\/csv/);
  t.equal(csv.text, 'number,bike\n7,Tandem\n');
  t.equal((await send('GET', '/tickets/7')).body.bike, 'Tandem');
  t.equal((await send('GET', '/tickets/70', undefined, 'text/csv')).status, 404);
});
