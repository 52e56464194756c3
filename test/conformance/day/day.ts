// A day of front-end work on four real documents, over HTTP, with openapi-fetch and the types that standin generates: list, page,
// search, create, read, edit, get errors and conflicts, delete, and read again in another tab.
import { fileURLToPath } from 'node:url';
import createClient from 'openapi-fetch';
import { type Test, test } from 'tap';
import { createStandin, type StandinOptions } from '../../../src/index.ts';
import type { paths as Galaxy } from './generated/galaxy/document.js';
import type { paths as Graph } from './generated/graph/document.js';
import type { paths as Museum } from './generated/museum/document.js';
import type { paths as Petstore } from './generated/petstore/document.js';

const corpus = process.env.STANDIN_CORPUS ?? fileURLToPath(new URL('.', import.meta.url));

/** Two clients of one server, like two browser tabs, and one without credentials. */
async function tabs<Paths extends object>(
  t: Test,
  file: string,
  headers: Record<string, string>,
  options: StandinOptions = {},
) {
  const invalid: string[] = [];
  const standin = await createStandin({
    document: `${corpus}/${file}`,
    invalidResponses: 'send',
    onInvalidResponse: (response) => invalid.push(JSON.stringify(response)),
    ...options,
  });
  const url = await standin.listen();
  t.teardown(() => standin.close());
  const baseUrl = `${url}${standin.contract.bases[0]}`;
  const [one, other, anonymous] = [headers, headers, {}].map((sent) => createClient<Paths>({ baseUrl, headers: sent }));
  return { one, other, anonymous, invalid } as {
    one: ReturnType<typeof createClient<Paths>>;
    other: ReturnType<typeof createClient<Paths>>;
    anonymous: ReturnType<typeof createClient<Paths>>;
    invalid: string[];
  };
}

test('museum: create, move and delete an event', async (t) => {
  const headers = { authorization: `Basic ${btoa('user:password')}` };
  const { one, other, anonymous, invalid } = await tabs<Museum>(t, 'redocly--museum.yaml', headers);
  t.equal((await anonymous.GET('/special-events')).response.status, 401, '401 without credentials');

  const { data: first = [] } = await one.GET('/special-events', { params: { query: { page: 1, limit: 4 } } });
  const { data: second = [] } = await one.GET('/special-events', { params: { query: { page: 2, limit: 4 } } });
  t.equal(first.length, 4);
  t.equal(
    new Set([...first, ...second].map(({ eventId }) => eventId)).size,
    first.length + second.length,
    'no event is on two pages',
  );

  const plan = {
    name: 'Night of the Maps',
    location: 'Attic',
    eventDescription: 'Old maps by lamp light.',
    dates: ['2026-05-01'],
    price: 12,
  };
  const { data: added, response: created } = await one.POST('/special-events', { body: plan });
  t.equal(created.status, 201);
  t.match(added, plan);
  const eventId = added?.eventId as string;
  t.equal((await fetch(created.headers.get('location') as string, { headers })).status, 200, 'Location is its URL');

  const path = { params: { path: { eventId } } };
  t.match((await other.GET('/special-events/{eventId}', path)).data, plan, 'the other tab sees it');
  const { data: moved } = await other.PATCH('/special-events/{eventId}', {
    ...path,
    body: { location: 'Cellar', price: 15 },
  });
  t.match(moved, { ...plan, location: 'Cellar', price: 15 });
  t.same((await one.GET('/special-events/{eventId}', path)).data, moved);

  const wrong = await one.PATCH('/special-events/{eventId}', { ...path, body: { price: 'free' as never } });
  t.equal(wrong.response.status, 400);
  t.match(JSON.stringify(wrong.error), /price/, 'the error names the property');
  t.same((await one.GET('/special-events/{eventId}', path)).data, moved, 'and nothing changes');

  const ticket = await one.POST('/tickets', {
    body: { ticketType: 'event', eventId, ticketDate: '2026-05-01', email: 'a@b.example' },
  });
  t.equal(ticket.response.status, 201);
  const ticketId = ticket.data?.ticketId as string;
  t.equal(
    (await one.GET('/tickets/{ticketId}/qr', { params: { path: { ticketId } }, parseAs: 'blob' })).response.status,
    200,
  );
  const unknown = { params: { path: { ticketId: crypto.randomUUID() } } };
  t.equal((await one.GET('/tickets/{ticketId}/qr', { ...unknown, parseAs: 'text' })).response.status, 404);

  t.equal((await one.DELETE('/special-events/{eventId}', path)).response.status, 204);
  t.equal((await other.GET('/special-events/{eventId}', path)).response.status, 404);
  const { data: rest = [] } = await other.GET('/special-events', { params: { query: { limit: 30 } } });
  t.notOk(rest.some((event) => event.eventId === eventId));
  t.same(invalid, []);
});

test('galaxy: pages with totals, a new planet, ETags', async (t) => {
  const { one, other, anonymous } = await tabs<Galaxy>(
    t,
    'scalar--galaxy.yaml',
    { authorization: 'Bearer token' },
    { count: 7 },
  );
  t.equal(
    (await anonymous.POST('/planets', { body: { name: 'X' } as never })).response.status,
    403,
    'the declared status',
  );

  const { data: before } = await one.GET('/planets', { params: { query: { limit: 2, offset: 0 } } });
  const total = before?.meta?.total as number;
  t.equal(before?.data?.length, Math.min(2, total));
  const { data: planet, response } = await one.POST('/planets', {
    body: { name: 'Terra Nova', type: 'terrestrial' } as never,
  });
  t.equal(response.status, 201);
  t.match(planet, { name: 'Terra Nova' });
  const { data: after, response: listed } = await other.GET('/planets', { params: { query: { limit: 50 } } });
  t.equal(after?.meta?.total, total + 1);
  t.equal(listed.headers.get('x-pagination-total'), String(total + 1));
  t.ok(after?.data?.some(({ name }) => name === 'Terra Nova'));

  const path = { params: { path: { planetId: planet?.id as number } } };
  const read = await one.GET('/planets/{planetId}', path);
  const tag = read.response.headers.get('etag') as string;
  t.equal((await one.GET('/planets/{planetId}', { ...path, headers: { 'if-none-match': tag } })).response.status, 304);
  const { id: _id, ...rest } = read.data as NonNullable<typeof read.data>;
  const put = await other.PUT('/planets/{planetId}', {
    ...path,
    body: { ...rest, name: 'Terra Vetus' } as never,
    headers: { 'if-match': tag },
  });
  t.match(put.data, { name: 'Terra Vetus' });
  const late = await one.PUT('/planets/{planetId}', {
    ...path,
    body: { ...rest, name: 'Lost' } as never,
    headers: { 'if-match': tag },
  });
  t.equal(late.response.status, 412, 'the second write does not overwrite the first');
  t.match((await one.GET('/planets/{planetId}', path)).data, { name: 'Terra Vetus' });

  t.equal((await one.DELETE('/planets/{planetId}', path)).response.status, 204);
  t.equal((await other.GET('/planets/{planetId}', path)).response.status, 404);
  const refused = await one.GET('/planets', { params: { query: { limit: 'many' as never } } });
  t.equal(refused.response.status, 400);
});

test('pet store: a pet with its id in the body, find by status, an order, a user', async (t) => {
  const headers = { authorization: 'Bearer token', api_key: 'key' };
  const { one, other } = await tabs<Petstore>(t, 'swagger--petstore3.yaml', headers);
  const rex = { id: 4711, name: 'Rex', photoUrls: [], status: 'pending' as const, tags: [{ id: 1, name: 'loud' }] };
  t.match((await one.POST('/pet', { body: rex })).data, rex);
  t.equal((await one.POST('/pet', { body: rex })).response.status, 409, 'an id can be used once');
  const found = async (status: 'available' | 'pending' | 'sold') =>
    ((await other.GET('/pet/findByStatus', { params: { query: { status } } })).data ?? []).map(({ id }) => id);
  t.ok((await found('pending')).includes(4711));
  t.match((await one.PUT('/pet', { body: { ...rex, status: 'sold' } })).data, { id: 4711, status: 'sold' });
  t.notOk((await found('pending')).includes(4711));
  t.ok((await found('sold')).includes(4711));
  const tagged = await other.GET('/pet/findByTags', { params: { query: { tags: ['loud'] } } });
  t.ok(tagged.data?.some(({ id }) => id === 4711));
  const path = { params: { path: { petId: 4711 } } };
  await one.POST('/pet/{petId}', { params: { ...path.params, query: { name: 'Max' } } });
  t.match((await other.GET('/pet/{petId}', path)).data, { name: 'Max', status: 'sold' });

  const order = await one.POST('/store/order', { body: { petId: 4711, quantity: 1 } });
  const orderId = order.data?.id as number;
  t.match((await other.GET('/store/order/{orderId}', { params: { path: { orderId } } })).data, {
    petId: 4711,
    quantity: 1,
  });
  await one.POST('/user', { body: { username: 'ada', email: 'ada@example.com', password: 'hush' } });
  t.match((await other.GET('/user/{username}', { params: { path: { username: 'ada' } } })).data, {
    email: 'ada@example.com',
  });
  await one.DELETE('/user/{username}', { params: { path: { username: 'ada' } } });
  t.equal((await other.GET('/user/{username}', { params: { path: { username: 'ada' } } })).response.status, 404);
  t.equal((await one.DELETE('/pet/{petId}', path)).response.ok, true);
  t.equal((await other.GET('/pet/{petId}', path)).response.status, 404);
});

test('Graph device management: categories, devices and their children', async (t) => {
  const file = 'huge/msgraph-v1.0-apisguru-devicemanagement.json';
  const { one, other, invalid } = await tabs<Graph>(t, file, { authorization: 'Bearer token' });
  const list = '/deviceManagement/deviceCategories';
  const item = '/deviceManagement/deviceCategories/{deviceCategory-id}';
  const { data: added, response } = await one.POST(list, {
    body: {
      '@odata.type': '#microsoft.graph.deviceCategory',
      displayName: 'Tablets',
      description: 'For the field',
    } as never,
  });
  t.equal(response.status, 201);
  const category = added as { id: string; displayName: string };
  const path = { params: { path: { 'deviceCategory-id': category.id } } };
  t.match((await other.GET(item, path)).data, { displayName: 'Tablets', description: 'For the field' });
  await other.PATCH(item, {
    ...path,
    body: { '@odata.type': '#microsoft.graph.deviceCategory', description: null } as never,
  });
  t.match((await one.GET(item, path)).data, { displayName: 'Tablets', description: null }, 'null sets null');
  const { data: sorted } = await one.GET(list, { params: { query: { $orderby: ['displayName desc'], $top: 2 } } });
  const names = ((sorted as { value: { displayName: string }[] }).value ?? []).map(({ displayName }) => displayName);
  t.same(names, [...names].sort().reverse());
  t.equal(names.length, 2);

  const devices = (await one.GET('/deviceManagement/managedDevices')).data as { value: { id: string }[] };
  const device = { params: { path: { 'managedDevice-id': devices.value[0]?.id as string } } };
  t.equal((await one.GET('/deviceManagement/managedDevices/{managedDevice-id}', device)).response.status, 200);
  const unknown = { params: { path: { 'managedDevice-id': 'unknown-device' } } };
  const missing = await one.GET('/deviceManagement/managedDevices/{managedDevice-id}', unknown);
  t.equal(missing.response.status, 404);
  t.match(missing.error, { error: { code: String, message: /unknown-device/ } }, 'in the error shape of Graph');
  t.equal((await one.DELETE(item, path)).response.ok, true);
  t.equal((await other.GET(item, path)).response.status, 404);
  t.same(invalid, []);
});
