// The thirteen tests of the shop client, for any runner: a name, and what the test does with a client.
import assert from 'node:assert/strict';
import { ShopClient } from './shop-client.mjs';

const answers = ({ status }) => assert.ok(status > 0);

export const shopTests = Object.entries({
  'signs in': async (shop) => assert.ok((await shop.login('ada@shop.example', 'hunter2-of-ada')).body.token),
  'lists products': async (shop) => assert.equal((await shop.products()).body.total, 12),
  'reads a product': async (shop) => assert.equal((await shop.product(1)).body.name, 'Coffee mug'),
  'adds a product to the catalogue': async (shop) => answers(await shop.addProduct('Rake')),
  'puts a product into the cart': async (shop) => answers(await shop.addToCart(1, 2)),
  'orders a product': async (shop) => answers(await shop.order(1)),
  'lists all orders': async (shop) => answers(await shop.allOrders()),
  'shows who is signed in': async (shop) => answers(await shop.me()),
  'lists the users': async (shop) => answers(await shop.users()),
  'restocks a product': async (shop) => answers(await shop.restock(3, 20)),
  'renames a product': async (shop) => answers(await shop.rename(1, ' ')),
  'describes a product': async (shop) => answers(await shop.describe(1, 'Holds 0.3 l.')),
  'filters by category': async (shop) => answers(await shop.inCategory('garden')),
}).map(([name, body]) => ({ name, run: (url) => body(new ShopClient(url)) }));
