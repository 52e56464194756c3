// What the document cannot say: what an order costs, what is sold out, and which orders can be cancelled.
import type { Handlers } from 'standin';
import type { components, Operations } from './document.js';

type Schemas = components['schemas'];

export const handlers = {
  async createOrder({ body, resourceAt, service }) {
    const products = resourceAt<Schemas['Product']>('/products');
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
      await products.item(productId).replace(found.get(productId) as Schemas['Product']);
    }
    const orders = resourceAt<Schemas['Order']>('/orders');
    const { key, representation } = await orders.create(body, { total: Math.round(total * 100) / 100 });
    return { status: 201, headers: { Location: `${service}/orders/${key}` }, body: representation };
  },

  async cancelOrder({ parameters, resourceAt }) {
    const item = resourceAt<Schemas['Order']>('/orders').item(parameters.path.orderId);
    const order = await item.read();
    if (order.status === 'shipped' || order.status === 'cancelled') {
      return { status: 409, body: { code: 'conflict', message: `Order ${order.number} is ${order.status}.` } };
    }
    const { representation } = await item.replace(order, { serverValues: { status: 'cancelled' } });
    return { status: 200, body: representation };
  },
} satisfies Handlers<Operations>;
