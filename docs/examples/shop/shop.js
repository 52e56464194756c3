// The front end of the shop, in plain JavaScript. It only talks to the API: by default to a mock server on this machine.
// Open the page with ?api=URL to use another one.

const page = new URL(location.href).searchParams;
const api = page.get('api') ?? 'http://127.0.0.1:4010/v1';
const token = page.get('token') ?? 'ada';

const basket = new Map();
let pages = {};

const find = (selector, from = document) => from.querySelector(selector);
const euros = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

/** Sends a request. @returns the body and the headers; throws the API's own error */
async function request(path, { method = 'GET', body } = {}) {
  const response = await fetch(path.startsWith('http') ? path : `${api}${path}`, {
    method,
    credentials: 'include',
    headers: { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  const value = text === '' ? undefined : JSON.parse(text);
  if (!response.ok) throw Object.assign(new Error(value.message), { status: response.status, details: value.details });
  return { body: value, headers: response.headers };
}

/** Runs an action of the user and shows the error if it fails. */
async function attempt(action) {
  const box = find('#error');
  box.hidden = true;
  find('#notice').textContent = '';
  try {
    await action();
  } catch (error) {
    const messages = error.details?.map(({ message }) => message) ?? [error.message];
    box.textContent = `${error.status ?? 'No response'}: ${messages.join('\n')}`;
    box.hidden = false;
  }
}

/** The addresses of a Link header by their relation (RFC 8288). */
function linksOf(headers) {
  const links = (headers.get('link') ?? '').matchAll(/<([^>]*)>;\s*rel="([^"]*)"/g);
  return Object.fromEntries([...links].map(([, address, relation]) => [relation, address]));
}

async function showProducts(path) {
  const { body, headers } = await request(path);
  pages = linksOf(headers);
  find('#products').replaceChildren(
    ...body.items.map((product) =>
      row('product', {
        title: product.name,
        price: product.price,
        note: product.stock === 0 ? 'sold out' : `${product.stock} left`,
        press: () => addToBasket(product),
      }),
    ),
  );
  find('#total').textContent = body.total === 1 ? '1 product' : `${body.total} products`;
  find('#previous').disabled = !pages.prev;
  find('#next').disabled = !pages.next;
}

function search() {
  const query = new URLSearchParams([...new FormData(find('#search'))].filter(([, value]) => value !== ''));
  query.set('limit', '5');
  return showProducts(`/products?${query}`);
}

function addToBasket(product) {
  const { quantity = 0 } = basket.get(product.id) ?? {};
  basket.set(product.id, { product, quantity: quantity + 1 });
  showBasket();
}

function showBasket() {
  find('#basket').replaceChildren(
    ...[...basket].map(([id, { product, quantity }]) => {
      const line = find('#line').content.cloneNode(true);
      find('span', line).textContent = `${quantity} × ${product.name}`;
      find('button', line).addEventListener('click', () => {
        basket.delete(id);
        showBasket();
      });
      return line;
    }),
  );
}

async function showOrders() {
  const { body } = await request('/orders');
  find('#orders').replaceChildren(
    ...body.items.map(({ id, number, status, total }) =>
      row('past-order', {
        title: `Order ${number}`,
        price: total,
        note: status,
        press: async () => {
          await request(`/orders/${id}/cancel`, { method: 'POST' });
          await showOrders();
        },
      }),
    ),
  );
}

async function order() {
  const items = [...basket].map(([productId, { quantity }]) => ({ productId, quantity }));
  const shippingAddress = Object.fromEntries(new FormData(find('#order')));
  const created = await request('/orders', { method: 'POST', body: { items, shippingAddress } });
  const { body } = await request(new URL(created.headers.get('location'), location.href).href);
  basket.clear();
  showBasket();
  await Promise.all([search(), showOrders()]);
  find('#notice').textContent = `Order ${body.number} is ${body.status}.`;
}

/** A row of a list, made from a template. */
function row(template, { title, price, note, press }) {
  const made = find(`#${template}`).content.cloneNode(true);
  find('strong', made).textContent = title;
  find('.price', made).textContent = euros.format(price);
  find('.note', made).textContent = note;
  find('button', made).addEventListener('click', () => attempt(press));
  return made;
}

function onSubmit(form, action) {
  find(form).addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(action);
  });
}

onSubmit('#search', search);
onSubmit('#order', order);
find('#previous').addEventListener('click', () => attempt(() => showProducts(pages.prev)));
find('#next').addEventListener('click', () => attempt(() => showProducts(pages.next)));
attempt(search);
attempt(showOrders);
