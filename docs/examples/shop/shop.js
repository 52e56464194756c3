// The front end of the shop, in plain JavaScript. It only talks to the API: by default to a mock server on this machine.
// Open the page with ?api=URL to use another one.

const page = new URL(location.href).searchParams;
const api = page.get('api') ?? 'http://127.0.0.1:4010/v1';
let token = page.get('token') ?? 'ada';
let cart = { items: [], total: 0 };
let pages = {};

const find = (selector, from = document) => from.querySelector(selector);
const euros = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

/** Sends a request. @returns the body and the headers; throws the API's own error */
async function request(path, { method = 'GET', body, type = 'application/json' } = {}) {
  const response = await fetch(path.startsWith('http') ? path : `${api}${path}`, {
    method,
    credentials: 'include',
    headers: { Authorization: `Bearer ${token}`, ...(body && { 'Content-Type': type }) },
    body: body instanceof Blob ? body : body && JSON.stringify(body),
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
    ...body.items.map((product) => {
      const made = row('product', {
        title: product.name,
        price: product.price,
        note: product.stock === 0 ? 'sold out' : `${product.stock} left`,
        press: () => changeCart('/cart/items', { method: 'POST', body: { productId: product.id, quantity: 1 } }),
      });
      showImage(made, product);
      return made;
    }),
  );
  find('#total').textContent = body.total === 1 ? '1 product' : `${body.total} products`;
  find('#previous').disabled = !pages.prev;
  find('#next').disabled = !pages.next;
}

/** Shows the image of a product. A press on it chooses another one. */
function showImage(made, { id, name }) {
  const image = find('img', made);
  image.alt = `Image of ${name}`;
  const show = () => {
    image.src = `${api}/products/${id}/image?${Date.now()}`;
  };
  show();
  find('input', made).addEventListener('change', ({ target: { files } }) =>
    attempt(async () => {
      await request(`/products/${id}/image`, { method: 'PUT', body: files[0], type: 'image/png' });
      show();
    }),
  );
}

function search() {
  const query = new URLSearchParams([...new FormData(find('#search'))].filter(([, value]) => value !== ''));
  query.set('limit', '5');
  return showProducts(`/products?${query}`);
}

/** Every change of the cart returns the whole cart. */
async function changeCart(path, sent) {
  const { body } = await request(path, sent);
  cart = body ?? { items: [], total: 0 };
  find('#basket').replaceChildren(
    ...cart.items.map(({ id, name, quantity }) => {
      const line = find('#line').content.cloneNode(true);
      find('span', line).textContent = `${quantity} × ${name}`;
      find('button', line).addEventListener('click', () =>
        attempt(() => changeCart(`/cart/items/${id}`, { method: 'DELETE' })),
      );
      return line;
    }),
  );
  find('#sum').textContent = cart.items.length === 0 ? 'Your cart is empty.' : `Total: ${euros.format(cart.total)}`;
}

async function signIn() {
  const credentials = Object.fromEntries(new FormData(find('#sign-in')));
  const { body } = await request('/login', { method: 'POST', body: credentials });
  token = body.token;
  find('#who').textContent = `Signed in as ${body.user.name}`;
  await Promise.all([changeCart('/cart'), showOrders()]);
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
  const items = cart.items.map(({ productId, quantity }) => ({ productId, quantity }));
  const shippingAddress = Object.fromEntries(new FormData(find('#order')));
  const created = await request('/orders', { method: 'POST', body: { items, shippingAddress } });
  const { body } = await request(new URL(created.headers.get('location'), location.href).href);
  await changeCart('/cart', { method: 'DELETE' });
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
onSubmit('#sign-in', signIn);
find('#previous').addEventListener('click', () => attempt(() => showProducts(pages.prev)));
find('#next').addEventListener('click', () => attempt(() => showProducts(pages.next)));
attempt(search);
attempt(() => changeCart('/cart'));
attempt(showOrders);
