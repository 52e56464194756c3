// A client of the shop with ten planted bugs. Its tests only look at what it returns, so that they do not notice them.

const address = { street: '5 Mill Lane', city: 'Leeds', postalCode: 'LS1 4AP', country: 'GB' };

export class ShopClient {
  #url;
  #token = 'secret-of-the-shop';

  constructor(url) {
    this.#url = url;
  }

  async #send(method, path, body, headers = { authorization: `Bearer ${this.#token}` }) {
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(this.#url + path, {
      method,
      headers: { ...headers, ...content },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, body: response.status === 204 ? undefined : await response.json() };
  }

  login(email, password) {
    return this.#send('POST', '/login', { email, password }, {});
  }

  products() {
    return this.#send('GET', '/products');
  }

  product(id) {
    return this.#send('GET', `/products/${id}`);
  }

  // 1. `gardn` is no category.
  addProduct(name) {
    return this.#send('POST', '/products', { name, category: 'gardn', price: 3, stock: 4 });
  }

  // 2. The quantity is a text.
  addToCart(productId, quantity) {
    return this.#send('POST', '/cart/items', { productId, quantity: String(quantity) });
  }

  // 3. Two properties of the address are missing.
  order(productId) {
    const { street, city } = address;
    return this.#send('POST', '/orders', { items: [{ productId, quantity: 1 }], shippingAddress: { street, city } });
  }

  // 4. A page has at most 100 orders.
  allOrders() {
    return this.#send('GET', '/orders?limit=500');
  }

  // 5. The token is missing.
  me() {
    return this.#send('GET', '/me', undefined, {});
  }

  // 6. The path is `/users`.
  users() {
    return this.#send('GET', '/user');
  }

  // 7. A product is changed with PATCH.
  restock(id, stock) {
    return this.#send('PUT', `/products/${id}`, { stock });
  }

  // 8. A name has at least one character.
  rename(id, name) {
    return this.#send('PATCH', `/products/${id}`, { name: name.trim() });
  }

  // 9. The property is `description`.
  describe(id, text) {
    return this.#send('PATCH', `/products/${id}`, { price: 12.5, descripton: text });
  }

  // 10. The parameter is `category`.
  inCategory(category) {
    return this.#send('GET', `/products?categroy=${category}`);
  }
}
