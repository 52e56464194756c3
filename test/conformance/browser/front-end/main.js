// A page of the shop: the products, a button that orders one, the orders, and the person who is signed in.
import { ApiError, request } from './api.js';
import './style.css';

const find = (selector) => document.querySelector(selector);
const ADDRESS = { street: '5 Mill Lane', city: 'Leeds', postalCode: 'LS1 4AP', country: 'GB' };

/** Shows how long a part of the page took, or why it failed. */
async function show(load) {
  const status = find('#status');
  status.textContent = 'Loading';
  const start = performance.now();
  try {
    await load();
    status.textContent = performance.now() - start < 1_000 ? 'Ready' : 'Ready, but slow';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const wait = error.retryAfter === null ? '' : ` Try again in ${error.retryAfter} s.`;
    status.textContent = `${error.status}: ${error.message}${error.status === 429 ? wait : ''}`;
  }
}

function productRow({ id, name, price, stock }) {
  const row = document.createElement('li');
  const buy = document.createElement('button');
  buy.textContent = `Order ${name}`;
  buy.disabled = stock === 0;
  buy.addEventListener('click', () => show(() => order(id)));
  row.append(`${name}, €${price.toFixed(2)}, ${stock === 0 ? 'sold out' : `${stock} left`} `, buy);
  return row;
}

function orderRow({ number, status, createdAt, total }) {
  const row = document.createElement('li');
  row.textContent = `Order ${number} of ${createdAt.slice(0, 10)}: ${status}, €${total.toFixed(2)}`;
  return row;
}

async function order(productId) {
  await request('/orders', { method: 'POST', body: { items: [{ productId, quantity: 1 }], shippingAddress: ADDRESS } });
  await load();
}

async function load() {
  const [products, orders, me] = await Promise.all([request('/products?limit=50'), request('/orders'), request('/me')]);
  find('#products').replaceChildren(...products.items.map(productRow));
  find('#orders').replaceChildren(...orders.items.map(orderRow));
  find('#who').textContent = `Signed in as ${me.name}`;
}

document.cookie = 'session=s-1';
show(load);
