// Generated dates and the clock with which a world begins.
import { test } from 'tap';
import { createStandin, type StandinOptions } from '../../src/index.ts';

const date = { type: 'string', format: 'date-time' };
const TICKET = {
  type: 'object',
  required: ['id', 'created_at', 'updated_at', 'expires_at'],
  properties: {
    id: { type: 'integer', readOnly: true },
    title: { type: 'string' },
    created_at: { ...date, readOnly: true },
    updated_at: { ...date, readOnly: true },
    expires_at: date,
  },
};
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ticket = { $ref: '#/components/schemas/Ticket' };
const document = {
  openapi: '3.1.0',
  info: { title: 'Tickets', version: '1' },
  paths: {
    '/tickets': {
      get: { responses: { 200: { description: 'The tickets', ...json({ type: 'array', items: ticket }) } } },
      post: {
        requestBody: json({ type: 'object', properties: { title: { type: 'string' } } }),
        responses: { 201: { description: 'The new ticket', ...json(ticket) } },
      },
    },
    '/last-export': {
      get: {
        responses: { 200: { description: 'An export', ...json({ type: 'object', properties: { created_at: date } }) } },
      },
    },
  },
  components: { schemas: { Ticket: TICKET } },
  'x-standin-scenarios': { then: { clock: '2019-08-01T00:00:00Z' } },
};

type Ticket = Readonly<Record<'created_at' | 'updated_at' | 'expires_at', string>>;

async function datesOf(options: StandinOptions) {
  const standin = await createStandin({ document: document as never, count: 25, ...options });
  try {
    const tickets = (await standin.inject('/tickets')).json() as Ticket[];
    const added = (
      await standin.inject({ method: 'POST', url: '/tickets', payload: { title: 'New' } })
    ).json() as Ticket;
    const exported = ((await standin.inject('/last-export')).json() as Ticket).created_at;
    return { tickets, added, exported };
  } finally {
    await standin.close();
  }
}

for (const now of ['2012-02-29T09:30:00.000Z', '2031-12-31T23:59:59.000Z']) {
  test(`with the clock at ${now}, initial items are older and new items are of now`, async (t) => {
    const { tickets, added, exported } = await datesOf({ now: new Date(now) });
    t.equal(tickets.length, 25);
    for (const one of tickets) {
      t.ok(one.created_at < one.updated_at, 'created before it is updated');
      t.ok(one.updated_at < now, 'in the past');
      t.ok(Date.parse(one.created_at) > Date.parse(now) - 3 * 365 * 86_400_000, 'not long ago');
      t.ok(one.expires_at > now, 'expires later');
    }
    t.match(added, { created_at: now, updated_at: now });
    t.ok(added.expires_at > now);
    t.ok(exported < now, 'a response without state too');
    t.strictSame(
      (await datesOf({ now: new Date(now) })).tickets,
      tickets,
      'the same clock and seed give the same dates',
    );
  });
}

test('the clock of a scenario counts, and a clock that nobody sets changes no date', async (t) => {
  const { tickets } = await datesOf({ scenario: 'then' });
  t.ok(tickets.every(({ updated_at }) => updated_at < '2019-08-01'));
  const [one, other] = [await datesOf({}), await datesOf({})];
  t.strictSame(one.tickets, other.tickets);
  t.ok(one.tickets.every(({ updated_at }) => updated_at < '2026-01-01'));
});
