// What the document cannot say: what is sold out, and which orders can be cancelled.
import type { Handlers } from 'standin';
import type { components, Operations, paths } from './document.js';

type Product = components['schemas']['Product'];

export const handlers = {
  /** Takes the products out of stock and adds the order, or does neither. */
  createOrder: ({ body, service, transaction }) =>
    transaction(async ({ resources }) => {
      const products = resources('/products');
      const found = new Map((await products.list()).map((product) => [product.id, { ...product }]));
      let total = 0;
      for (const [index, { productId, quantity }] of body.items.entries()) {
        const product = found.get(productId);
        if (!product) {
          const message = `There is no product ${productId}.`;
          const details = [{ property: `items[${index}].productId`, message }];
          return { status: 400, body: { code: 'invalid_request', message, details } };
        }
        if (product.stock < quantity) {
          const message =
            product.stock === 0 ? `${product.name} is sold out.` : `${product.name}: ${product.stock} left.`;
          return { status: 409, body: { code: 'conflict', message } };
        }
        product.stock -= quantity;
        total += product.price * quantity;
      }
      for (const { productId } of body.items) {
        await products.change(productId, { stock: (found.get(productId) as Product).stock });
      }
      const { key, representation } = await resources('/orders').create(body, { total: Math.round(total * 100) / 100 });
      return { status: 201, headers: { Location: `${service}/orders/${key}` }, body: representation };
    }),

  async cancelOrder({ parameters, resources }) {
    const item = resources('/orders/{orderId}', parameters.path.orderId);
    const order = await item.read();
    if (order.status === 'shipped' || order.status === 'cancelled') {
      return { status: 409, body: { code: 'conflict', message: `Order ${order.number} is ${order.status}.` } };
    }
    return { status: 200, body: await item.change({ status: 'cancelled' }) };
  },
} satisfies Handlers<Operations, paths>;
