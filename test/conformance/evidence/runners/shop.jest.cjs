const { openWorld } = require('standin/jest');

/** Jest cannot load the shared tests, which are ES modules, so the client's requests are here. */
const send = (url, method, path, body) => {
  const headers = { authorization: 'Bearer any', ...(body && { 'content-type': 'application/json' }) };
  return fetch(url + path, { method, headers, body: body && JSON.stringify(body) });
};

test('lists products', async () => {
  const { baseUrl } = await openWorld();
  const { total } = await (await send(baseUrl, 'GET', '/products')).json();
  expect(total).toBe(12);
});

test('adds a product to the catalogue', async () => {
  const { baseUrl } = await openWorld();
  await send(baseUrl, 'POST', '/products', { name: 'Rake', category: 'gardn', price: 3, stock: 4 });
});

test('puts a product into the cart', async () => {
  const { baseUrl } = await openWorld();
  await send(baseUrl, 'POST', '/cart/items', { productId: 1, quantity: '2' });
});
