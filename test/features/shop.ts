// The shop of docs/examples/shop as a client uses it. Each expected response is the one that the real service would send.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Test, test } from 'tap';
import { generateForProject } from '../../src/codegen/generate.ts';
import { createStandin, type StandinOptions } from '../../src/index.ts';
import { typeErrors } from '../fixtures/type-errors.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = `${root}docs/examples/shop/`;
const document = `${folder}openapi.yaml`;
const handlers = `${folder}handlers.ts`;
const scenarios = `${folder}scenarios.yaml`;

const lamp = {
  id: 3,
  name: 'Desk lamp',
  description: 'Warm light, dimmable.',
  category: 'office',
  price: 49,
  stock: 8,
};
const shippingAddress = { street: '5 Mill Lane', city: 'Leeds', postalCode: 'LS1 4AP', country: 'GB' };
const shipped = '5b7a4c18-6d2f-4b3e-b1c9-8e0f9a7d6c54';

interface Sent {
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly token?: string | undefined;
}

/** A response that breaks the contract becomes a 500, so it fails every test. */
async function shop(t: Test, options: StandinOptions = {}) {
  const standin = await createStandin({ document, now: new Date('2026-03-01T12:00:00Z'), ...options });
  t.teardown(() => standin.close());
  const send = async (method: string, path: string, sent: Sent = {}) => {
    const { body, headers = {}, token = 'ada' } = sent;
    const response = await standin.inject({
      method: method as 'GET',
      url: path.startsWith('/v1') ? path : `/v1${path}`,
      headers: {
        host: 'shop.test',
        ...(token !== '' && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
    });
    return {
      status: response.statusCode,
      headers: response.headers,
      body: response.body === '' ? undefined : response.json(),
    };
  };
  const list = async (path: string) => {
    const { status, headers, body } = await send('GET', path);
    t.equal(status, 200, path);
    return { ids: body.items.map(({ id }: { id: unknown }) => id), total: body.total, link: String(headers.link) };
  };
  return { standin, send, list };
}

/** The path that an absolute address names. */
const pathOf = (address: unknown) => new URL(String(address)).pathname;

/** The addresses of a Link header by their relation. */
const relations = (link: string) =>
  Object.fromEntries(
    [...link.matchAll(/<http:\/\/shop\.test([^>]*)>; rel="(\w+)"/g)].map(([, path, name]) => [name, path]),
  );

test('the document has no warnings', async (t) => {
  const { standin } = await shop(t);
  t.same(await standin.lint(), []);
});

test('products come in pages, with a total, and Link leads through them', async (t) => {
  const { list } = await shop(t);
  const first = await list('/products?limit=5');
  t.same(first.ids, [1, 2, 3, 4, 5]);
  t.equal(first.total, 12);
  t.same(relations(first.link), {
    first: '/v1/products?limit=5&page=1',
    next: '/v1/products?limit=5&page=2',
    last: '/v1/products?limit=5&page=3',
  });
  const second = await list(relations(first.link).next ?? '');
  t.same(second.ids, [6, 7, 8, 9, 10]);
  const third = await list(relations(second.link).next ?? '');
  t.same(third.ids, [11, 12]);
  t.notOk(relations(third.link).next, 'the last page has no next one');
  t.match(relations(third.link), { prev: '/v1/products?limit=5&page=2' });
  t.match(await list('/products?limit=5&page=9'), { ids: [], total: 12 });
  t.equal((await list('/products')).ids.length, 12, 'the default limit is 20');
});

test('products are searched, filtered and sorted, all at once if asked', async (t) => {
  const { list } = await shop(t);
  const tests: readonly (readonly [string, readonly number[]])[] = [
    ['q=mug', [1]],
    ['q=LIGHT', [3]],
    ['q=nothing', []],
    ['category=garden', [4, 7, 9, 12]],
    ['sort=price&limit=3', [7, 2, 1]],
    ['sort=-price&limit=3', [9, 3, 11]],
    ['sort=name&limit=3', [5, 1, 3]],
    ['q=e&category=kitchen&sort=-price&limit=2', [10, 6]],
    ['q=e&category=kitchen&sort=-price&limit=2&page=2', [5, 1]],
  ];
  for (const [query, ids] of tests) t.same((await list(`/products?${query}`)).ids, ids, query);
  t.equal((await list('/products?category=garden&limit=1')).total, 4, 'the total counts what the filter leaves');
});

test('a query that the document does not allow is 400 and names the parameter', async (t) => {
  const { send } = await shop(t);
  for (const [query, property] of [
    ['limit=0', 'limit'],
    ['limit=abc', 'limit'],
    ['page=0', 'page'],
    ['sort=colour', 'sort'],
    ['category=boats', 'category'],
    ['minPrice=-1', 'minPrice'],
  ] as const) {
    const { status, body } = await send('GET', `/products?${query}`);
    t.equal(status, 400, query);
    t.match(body, { code: 'invalid_request', details: [{ property }] }, query);
  }
});

test('a product is read by its id, with an ETag; an unknown one is 404', async (t) => {
  const { send } = await shop(t);
  const { status, headers, body } = await send('GET', '/products/3', { token: '' });
  t.equal(status, 200, 'without a token');
  t.same(body, lamp);
  const fresh = await send('GET', '/products/3', { headers: { 'if-none-match': String(headers.etag) } });
  t.equal(fresh.status, 304);
  const unknown = await send('GET', '/products/999');
  t.equal(unknown.status, 404);
  t.match(unknown.body, { code: 'not_found', message: /999/ });
  t.equal((await send('GET', '/nothing')).status, 404);
  const undeclared = await send('PUT', '/products/3', { body: {} });
  t.equal(undeclared.status, 405);
  t.match(undeclared.headers.allow, /GET.*PATCH/);
});

test('what needs a token is 401 without one', async (t) => {
  const { send } = await shop(t);
  for (const [method, path] of [
    ['GET', '/orders'],
    ['POST', '/orders'],
    ['GET', `/orders/${shipped}`],
    ['PATCH', '/products/3'],
    ['DELETE', '/products/3'],
    ['GET', '/users'],
  ] as const) {
    const { status, headers, body } = await send(method, path, { token: '' });
    t.equal(status, 401, `${method} ${path}`);
    t.equal(headers['www-authenticate'], 'Bearer');
    t.equal(body.code, 'unauthorized');
  }
  t.equal((await send('GET', '/products/3')).status, 200, 'and nothing was removed');
});

test('an order is 201 with Location; the server sets id, status and time; GET and the list show it', async (t) => {
  const { send, list } = await shop(t);
  const items = [{ productId: 3, quantity: 2 }];
  const made = await send('POST', '/orders', {
    body: { items, shippingAddress, id: shipped, status: 'paid', createdAt: '2020-01-01T00:00:00Z' },
  });
  t.equal(made.status, 201);
  t.match(made.body, { items, shippingAddress, status: 'pending', createdAt: '2026-03-01T12:00:00.000Z' });
  t.match(made.body.id, /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  t.not(made.body.id, shipped);
  t.equal(made.headers.location, `http://shop.test/v1/orders/${made.body.id}`);
  t.same((await send('GET', pathOf(made.headers.location))).body, made.body);
  t.equal((await list('/orders')).total, 4);
  t.ok((await list('/orders?status=pending')).ids.includes(made.body.id));
  t.same((await list('/orders?status=shipped')).ids, [shipped]);
  t.same((await list('/orders?status=cancelled')).ids, []);
  t.equal((await send('GET', '/orders?status=lost')).status, 400);
});

test('an order that the document does not allow is 400, names the property, and nothing is stored', async (t) => {
  const { send, list } = await shop(t);
  const items = [{ productId: 3, quantity: 1 }];
  for (const [body, properties] of [
    [{}, ['items', 'shippingAddress']],
    [{ items }, ['shippingAddress']],
    [{ items: [], shippingAddress }, ['items']],
    [{ items: [{ productId: 3, quantity: 0 }], shippingAddress }, ['items[0].quantity']],
    [{ items: [{ productId: 3, quantity: '2' }], shippingAddress }, ['items[0].quantity']],
    [{ items: [{ quantity: 2 }], shippingAddress }, ['items[0].productId']],
    [{ items, shippingAddress: { ...shippingAddress, country: 'gb' } }, ['shippingAddress.country']],
  ] as const) {
    const refused = await send('POST', '/orders', { body });
    t.equal(refused.status, 400, JSON.stringify(body));
    t.equal(refused.body.code, 'invalid_request');
    t.same(
      refused.body.details.map(({ property }: { property: string }) => property),
      properties,
    );
  }
  const text = await send('POST', '/orders', { body: {}, headers: { 'content-type': 'text/plain' } });
  t.equal(text.status, 415);
  t.equal((await list('/orders')).total, 3);
});

test('a product is added, changed and removed, and every list shows it', async (t) => {
  const { send, list } = await shop(t);
  const house = { name: 'Bird house', category: 'garden', price: 19.99, stock: 3 };
  const made = await send('POST', '/products', { body: house });
  t.equal(made.status, 201);
  t.same(made.body, { ...house, id: 13 });
  t.equal(made.headers.location, 'http://shop.test/v1/products/13');
  const changed = await send('PATCH', '/products/13', {
    body: { price: 17.5 },
    headers: { 'if-match': String(made.headers.etag) },
  });
  t.equal(changed.status, 200);
  t.same(changed.body, { ...house, id: 13, price: 17.5 });
  t.not(changed.headers.etag, made.headers.etag);
  const outdated = await send('PATCH', '/products/13', {
    body: { price: 16 },
    headers: { 'if-match': String(made.headers.etag) },
  });
  t.equal(outdated.status, 412);
  t.equal(outdated.body.code, 'precondition_failed');
  const refused = await send('PATCH', '/products/13', { body: { price: -1 } });
  t.equal(refused.status, 400);
  t.match(refused.body.details, [{ property: 'price' }]);
  t.same((await send('GET', '/products/13')).body, changed.body);
  t.match(await list('/products?q=bird'), { ids: [13], total: 1 });

  const removed = await send('DELETE', '/products/13');
  t.equal(removed.status, 204);
  t.equal(removed.body, undefined);
  t.equal((await send('GET', '/products/13')).status, 404);
  t.equal((await send('DELETE', '/products/13')).status, 404);
  t.equal((await list('/products')).total, 12);
  t.equal((await send('POST', '/products', { body: house })).body.id, 14, 'an id is not given twice');
});

test('users are listed and read', async (t) => {
  const { send, list } = await shop(t);
  t.match(await list('/users?limit=2'), { ids: [1, 2], total: 3 });
  t.match((await send('GET', '/users/2')).body, { name: 'Ben', email: 'ben@shop.example' });
  t.equal((await send('GET', '/users/9')).status, 404);
});

test('a day without code: login, cart, order, cancel', async (t) => {
  const { send } = await shop(t);
  const login = (email: string) => send('POST', '/login', { token: '', body: { email, password: 'any' } });
  const stranger = await login('nobody@shop.example');
  t.equal(stranger.status, 401);
  t.match(stranger.body, { code: 'unauthorized', message: /no user with the email "nobody@shop.example"/ });
  const { body: session } = await login('Ben@shop.example');
  const ben = { id: 2, name: 'Ben', email: 'ben@shop.example', createdAt: '2026-01-14T18:30:00Z' };
  t.same(session.user, ben);
  const { token } = session;
  t.same((await send('GET', '/me', { token })).body, ben);
  t.match((await send('GET', '/me', { token: 'another' })).body, { id: 1, name: 'Ada' });

  t.same((await send('GET', '/cart', { token })).body, { items: [], total: 0 }, 'a cart begins empty');
  const add = (productId: number, quantity: number) =>
    send('POST', '/cart/items', { token, body: { productId, quantity } });
  const first = await add(3, 1);
  t.equal(first.status, 201);
  t.same(first.body, { items: [{ id: 1, name: 'Desk lamp', price: 49, productId: 3, quantity: 1 }], total: 49 });
  t.equal((await add(2, 3)).body.total, 78.7, 'and three notebooks at 9.90');
  const unknown = await add(999, 1);
  t.equal(unknown.status, 400);
  t.match(unknown.body, { message: /'productId' is 999, but \/products has no such product/ });
  const changed = await send('PATCH', '/cart/items/2', { token, body: { quantity: 1 } });
  t.match(changed.body, { items: [{ id: 1 }, { id: 2, name: 'Notebook', quantity: 1 }], total: 58.9 });
  const removed = await send('DELETE', '/cart/items/1', { token });
  t.match(removed.body, { items: [{ id: 2 }], total: 9.9 });
  t.same((await send('GET', '/cart', { token })).body, removed.body);

  const items = [
    { productId: 2, quantity: 1 },
    { productId: 4, quantity: 2 },
  ];
  const impossible = { items: [...items, { productId: 999, quantity: 1 }], shippingAddress };
  const refused = await send('POST', '/orders', { token, body: impossible });
  t.equal(refused.status, 400, 'an order of a product that does not exist has no total');
  t.match(refused.body, {
    details: [{ property: 'items[2].productId', message: /is 999, but \/products has no such product/ }],
  });
  const order = await send('POST', '/orders', { token, body: { items, shippingAddress } });
  t.match(order.body, { number: 1004, status: 'pending', total: 39.8, items, createdAt: '2026-03-01T12:00:00.000Z' });
  t.equal(
    (await send('GET', '/orders?limit=1', { token })).body.items[0].number,
    1004,
    'the newest order is the first',
  );
  t.equal((await send('DELETE', '/cart', { token })).status, 204);
  t.same((await send('GET', '/cart', { token })).body, { items: [], total: 0 });
  const cancelled = await send('POST', `/orders/${order.body.id}/cancel`, { token });
  t.same(cancelled.body, { ...order.body, status: 'cancelled' });
});

test('an image that was uploaded is sent again', async (t) => {
  const { standin } = await shop(t);
  const image = (id: number) => standin.inject(`/v1/products/${id}/image`);
  const before = await image(3);
  t.match(before.headers['content-type'], 'image/png');
  t.same(before.rawPayload.subarray(1, 4).toString(), 'PNG');
  const headers = { authorization: 'Bearer ada', 'content-type': 'image/png' };
  const payload = Buffer.from([137, 80, 78, 71, 0, 255, 128, 10, 13]);
  const put = await standin.inject({ method: 'PUT', url: '/v1/products/3/image', headers, payload });
  t.equal(put.statusCode, 204);
  t.same((await image(3)).rawPayload, payload);
  t.not((await image(4)).rawPayload.equals(payload), 'another product keeps its own');
  t.equal((await image(99)).statusCode, 404);
});

test('the handlers compute what an order costs and what is left, and reject what cannot be ordered', async (t) => {
  const { send } = await shop(t, { handlers });
  const order = (...items: readonly (readonly [number, number])[]) =>
    send('POST', '/orders', {
      body: { items: items.map(([productId, quantity]) => ({ productId, quantity })), shippingAddress },
    });
  const stockOf = async (id: number) => (await send('GET', `/products/${id}`)).body.stock;

  const made = await order([4, 3], [2, 1]);
  t.equal(made.status, 201);
  t.equal(made.body.total, 54.75, 'three times 14.95 and 9.90');
  t.match(made.body, { status: 'pending', createdAt: '2026-03-01T12:00:00.000Z' });
  t.same((await send('GET', pathOf(made.headers.location))).body, made.body);
  t.same([await stockOf(4), await stockOf(2)], [27, 59]);

  const soldOut = await order([2, 1], [6, 1]);
  t.equal(soldOut.status, 409);
  t.same(soldOut.body, { code: 'conflict', message: 'Pepper mill is sold out.' });
  t.equal((await order([9, 3], [9, 2])).body.message, 'Rain barrel: 1 left.');
  const unknown = await order([2, 1], [99, 1]);
  t.equal(unknown.status, 400);
  t.match(unknown.body, { code: 'invalid_request', details: [{ property: 'items[1].productId' }] });
  t.same([await stockOf(2), await stockOf(9)], [59, 4], 'an order that is rejected takes nothing');
});

test('the handlers cancel an order once, and not when it is shipped', async (t) => {
  const { send, list } = await shop(t, { handlers });
  const paid = '9e1d2b40-0c7e-4f0a-8a57-2d6b7f3c1a92';
  const cancelled = await send('POST', `/orders/${paid}/cancel`);
  t.equal(cancelled.status, 200);
  t.match(cancelled.body, { id: paid, number: 1002, status: 'cancelled', total: 89.5 });
  t.same((await send('GET', `/orders/${paid}`)).body, cancelled.body);
  t.same((await list('/orders?status=cancelled')).ids, [paid]);
  const again = await send('POST', `/orders/${paid}/cancel`);
  t.equal(again.status, 409);
  t.same(again.body, { code: 'conflict', message: 'Order 1002 is cancelled.' });
  t.equal((await send('POST', `/orders/${shipped}/cancel`)).body.message, 'Order 1001 is shipped.');
  t.equal((await send('POST', `/orders/${shipped.replace('5b', '5c')}/cancel`)).status, 404);
});

test('the scenarios are other initial states', async (t) => {
  const opened = (scenario: string) => shop(t, { handlers, scenarios, scenario });
  const empty = await opened('empty');
  t.match(await empty.list('/products'), { ids: [], total: 0 });
  t.match(await empty.list('/orders'), { ids: [], total: 0 });
  const order = { body: { items: [{ productId: 1, quantity: 1 }], shippingAddress } };
  const soldOut = await opened('sold-out');
  t.equal((await soldOut.send('POST', '/orders', order)).status, 409);
  const oneLeft = await opened('one-left');
  t.equal((await oneLeft.send('POST', '/orders', order)).status, 201);
  t.equal((await oneLeft.send('POST', '/orders', order)).status, 409);
  const justOrdered = await opened('just-ordered');
  const [created] = (await justOrdered.send('GET', '/orders')).body.items;
  t.match(created, { status: 'pending', createdAt: '2026-03-01T11:55:00.000Z' });
});

test('the handlers compile with the generated types, and a wrong property does not', async (t) => {
  const source = readFileSync(handlers, 'utf8');
  const wrong = source.replace('product.price *', 'product.prize *');
  t.not(wrong, source);
  const { files } = await generateForProject(document, 'standin generate');
  const [types] = files;
  const [right, mistaken] = typeErrors(t.testdir({ 'document.d.ts': types?.text ?? '' }), [source, wrong]);
  t.same(right, []);
  t.match(mistaken, [/^Property 'prize' does not exist/]);
  t.equal(mistaken?.length, 1);
});

test('the front end loads nothing from another host', (t) => {
  for (const file of readdirSync(folder).filter((name) => /\.(?:html|js|css)$/.test(name))) {
    const addresses = readFileSync(`${folder}${file}`, 'utf8').match(/(?:https?:)?\/\/[\w.-]+\.[\w.:-]+/g) ?? [];
    t.same(
      addresses.filter((address) => !address.startsWith('http://127.0.0.1:4010')),
      [],
      file,
    );
  }
  t.end();
});

test('the curl lines of the README give the responses that it shows', async (t) => {
  const { standin } = await shop(t);
  const url = await standin.listen();
  const readme = readFileSync(`${folder}README.md`, 'utf8');
  const recipes = [...readme.matchAll(/^```sh\n(curl[\s\S]*?)^```\n\n```json\n([\s\S]*?)^```/gm)];
  t.equal(recipes.length, 2);
  for (const [, recipe = '', shown = ''] of recipes) {
    const pasted = recipe
      .replaceAll('http://127.0.0.1:4010', url)
      .replace(/^curl /gm, "curl --silent --max-time 10 --write-out '\\n' ");
    const { stdout } = await promisify(execFile)('sh', ['-c', pasted]);
    t.equal(stdout, shown);
  }
});
